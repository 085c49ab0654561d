import { ensureBinary, type Say } from "./binary.js";
import { type Chain, eraseChain, findChain, requireChain } from "./chain.js";
import { type ChainOptions, createChain } from "./create.js";
import { NetworkError } from "./errors.js";
import { type NodeHealth, healthOf, waitForBlocks } from "./health.js";
import { logTail, startNode, stopNode } from "./nodes.js";
import { portsOf, requireFree } from "./ports.js";
import { sleep } from "./run.js";
import { FOUNDING_VALIDATORS } from "./settings.js";

export interface UpOptions extends ChainOptions {
  folder: string;
}

/** Brings the chain up: builds, makes and starts what is not there yet, and waits for blocks. */
export async function up({ folder, ...options }: UpOptions, say: Say): Promise<Chain> {
  const { firstPort, host } = options;
  let chain = await findChain(folder);
  if (chain !== null && (chain.record.firstPort !== firstPort || chain.record.host !== host)) {
    const [has, wants] = [`${chain.record.host}:${chain.record.firstPort}`, `${host}:${firstPort}`];
    throw new NetworkError(
      `The chain in ${folder} was made for ${has}, not for ${wants}`,
      "leave the options as they were, or use another folder with --state",
    );
  }
  if (chain === null) {
    for (let number = 1; number <= FOUNDING_VALIDATORS; number++) {
      await requireFree(portsOf(firstPort, number), host, `node-${number}`);
    }
  }
  const binary = await ensureBinary(say);
  chain ??= await createChain(binary, folder, options, say);
  say(`Starting ${chain.nodes.length} nodes`);
  for (const node of chain.nodes) await startNode(binary, chain, node);
  await waitForBlocks(chain, chain.nodes, say);
  say(`The chain is up. JSON-RPC: ${chain.urls.join(" ")}`);
  return chain;
}

/** Stops one node. The others go on while more than two thirds of the votes are left. */
export async function downOne(folder: string, name: string, say: Say): Promise<void> {
  const chain = await requireChain(folder);
  await stopNode(chain, chain.node(name));
  say(`${name} is stopped.`);
}

/** Stops all nodes; with `erase`, the chain and its keys are gone afterwards. */
export async function down(folder: string, erase: boolean, say: Say): Promise<void> {
  // What is stale or foreign cannot be stopped, but may be erased.
  const chain = await findChain(folder).catch((error: unknown) => {
    if (!erase) throw error;
    return null;
  });
  if (chain === null) say(`There is no chain in ${folder}.`);
  else {
    say(`Stopping ${chain.nodes.length} nodes`);
    await Promise.all(chain.nodes.map((node) => stopNode(chain, node)));
  }
  if (erase) await eraseChain(folder);
  say(erase ? "Stopped and erased." : "Stopped. The chain and its keys are kept.");
}

export interface Status {
  nodes: NodeHealth[];
  /** whether a new block came within the time that was watched */
  blocksCome: boolean;
}

/** Looks at every node, and whether a block comes within `watch` milliseconds. */
export async function status(folder: string, watch = 10_000): Promise<Status> {
  const chain = await requireChain(folder);
  const look = async () => await Promise.all(chain.nodes.map((node) => healthOf(chain, node)));
  const height = (nodes: NodeHealth[]) => Math.max(-1, ...nodes.map((node) => node.height ?? -1));
  const before = await look();
  const end = Date.now() + watch;
  let nodes = before;
  while (height(nodes) <= height(before) && height(before) >= 0 && Date.now() < end) {
    await sleep(500);
    nodes = await look();
  }
  return { nodes, blocksCome: height(nodes) > height(before) };
}

/** The status as lines of text, columns aligned. */
export function describeStatus({ nodes, blocksCome }: Status): string[] {
  const rows = [["node", "process", "block", "votes", "peers", "state", "JSON-RPC"]];
  for (const node of nodes) {
    const running = node.catchingUp === true ? "catching up" : node.height === null ? "starting" : "in step";
    rows.push([
      node.name,
      node.pid === null ? "-" : `${node.pid}`,
      `${node.height ?? "-"}`,
      `${node.votes ?? "-"}`,
      `${node.peers ?? "-"}`,
      node.pid === null ? "stopped" : running,
      node.url,
    ]);
  }
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, blocksCome ? "New blocks come." : "No new block came."];
}

/** The end of the log of one node, or of all. */
export async function logs(folder: string, name: string | undefined, lines: number): Promise<string[]> {
  const chain = await requireChain(folder);
  const nodes = name === undefined ? chain.nodes : [chain.node(name)];
  return nodes.flatMap((node) => [`== ${node.name}: ${chain.log(node)}`, logTail(chain, node, lines)]);
}
