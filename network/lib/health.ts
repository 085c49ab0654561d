import type { Say } from "./binary.js";
import type { Chain, NodeRecord } from "./chain.js";
import { NetworkError } from "./errors.js";
import { logTail, pidOf, requireRunning } from "./nodes.js";
import { until } from "./run.js";
import { LIMITS } from "./settings.js";

/** What is known of one node from outside. */
export interface NodeHealth {
  name: string;
  pid: number | null;
  url: string;
  /** its latest block; null if its JSON-RPC does not answer */
  height: number | null;
  /** how many other nodes it is connected with; null if it does not say */
  peers: number | null;
  /** true while it fetches old blocks and takes no part in new ones; null if it does not say */
  catchingUp: boolean | null;
  /** its weight in the votes: 0 for a node that is no validator; null if it does not say */
  votes: number | null;
}

export async function healthOf(chain: Chain, node: NodeRecord): Promise<NodeHealth> {
  const consensus = `http://127.0.0.1:${chain.ports(node).consensus}`;
  const [pid, height, status, net] = await Promise.all([
    pidOf(chain, node),
    heightOf(chain.url(node)),
    get<{ sync_info: { catching_up: boolean }; validator_info: { voting_power: string } }>(`${consensus}/status`),
    get<{ n_peers: string }>(`${consensus}/net_info`),
  ]);
  return {
    name: node.name,
    pid,
    url: chain.url(node),
    height,
    peers: net === null ? null : Number(net.n_peers),
    catchingUp: status === null ? null : status.sync_info.catching_up,
    votes: status === null ? null : Number(status.validator_info.voting_power),
  };
}

/** The number of the latest block that a JSON-RPC address knows; null if it does not answer. */
export async function heightOf(url: string): Promise<number | null> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_blockNumber", params: [] });
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    signal: AbortSignal.timeout(LIMITS.request),
  })
    .then(async (response) => (await response.json()) as { result?: string })
    .catch(() => null);
  return answer?.result === undefined ? null : Number(answer.result);
}

/** The greatest height that any of the nodes answers with; null if none answers. */
export async function chainHeight(chain: Chain): Promise<number | null> {
  const heights = (await Promise.all(chain.urls.map(heightOf))).filter((height) => height !== null);
  return heights.length === 0 ? null : Math.max(...heights);
}

/**
 * Waits until every one of `nodes` answers and has `blocks` blocks more than the chain had at the call.
 * @throws NetworkError with the end of a log if a node ends or the limit is over
 */
export async function waitForBlocks(
  chain: Chain,
  nodes: readonly NodeRecord[],
  say: Say,
  options: { blocks?: number; limit?: number } = {},
): Promise<void> {
  const { blocks = 2, limit = LIMITS.start } = options;
  const target = ((await chainHeight(chain)) ?? 0) + blocks;
  const heights = new Map<string, number | null>();
  let told = "";
  const reached = await until(async () => {
    for (const node of nodes) {
      await requireRunning(chain, node);
      heights.set(node.name, await heightOf(chain.url(node)));
    }
    const line = nodes.map(({ name }) => `${name} ${heights.get(name) ?? "-"}`).join("  ");
    if (line !== told) say(`  blocks: ${line}`);
    told = line;
    return nodes.every(({ name }) => (heights.get(name) ?? -1) >= target);
  }, limit);
  if (reached) return;
  const slowest = nodes.find(({ name }) => (heights.get(name) ?? -1) < target);
  throw new NetworkError(
    `${slowest?.name} has not reached block ${target} within ${limit / 1000} s`,
    "blocks need more than two thirds of the validators: see `npm run network:status`",
    slowest === undefined ? "" : logTail(chain, slowest),
  );
}

/** The answer of the consensus layer's RPC; null if there is none. */
async function get<Result>(url: string): Promise<Result | null> {
  return await fetch(url, { signal: AbortSignal.timeout(LIMITS.request) })
    .then(async (response) => ((await response.json()) as { result: Result }).result)
    .catch(() => null);
}
