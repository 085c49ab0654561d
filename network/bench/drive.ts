import type { JsonRpcError } from "ethers";

import { readRefusal } from "../../sdk/connection/answers.js";
import type { Say } from "../lib/binary.js";
import { sleep } from "../lib/run.js";

/** The signed transactions of one account, in the order of their nonces, and the node that takes them. */
export interface Lane {
  url: string;
  signed: string[];
  hashes: string[];
}

export interface Measured {
  transactions: number;
  /** from the first that was sent to the block of the last, as the client saw it */
  seconds: number;
  perSecond: number;
  /** milliseconds from sending a transaction to seeing its block, which is final */
  median: number;
  percentile95: number;
}

/** How often the client looks for a new block, in milliseconds. */
const BLOCK_LOOK = 50;
/** After this long without a block a transaction is sent again: a node may lose what it has taken. */
const PATIENCE = 8_000;
const LIMIT = 5 * 60_000;

/**
 * Sends all lanes side by side and waits for the block of every transaction.
 * @param inFlight how many transactions of an account may be without a block at a time
 * @throws Error if a transaction is refused, or has no block within five minutes
 */
export async function drive(
  lanes: Lane[],
  { watch: watchUrl, name, inFlight, say }: { watch: string; name: string; inFlight: number; say: Say },
): Promise<Measured> {
  const sentAt = new Map<string, number>();
  const seenAt = new Map<string, number>();
  const total = lanes.reduce((sum, { signed }) => sum + signed.length, 0);
  const started = performance.now();
  const end = started + LIMIT;
  let failed = false;

  const watch = async () => {
    let next = Number(await ask<string>(watchUrl, "eth_blockNumber", []));
    for (let told = started; seenAt.size < total && !failed;) {
      const block = await ask<{ transactions: string[] } | null>(watchUrl, "eth_getBlockByNumber", [hex(next), false]);
      const now = performance.now();
      if (now > end) throw new Error(`${name}: ${total - seenAt.size} of ${total} have no block after ${LIMIT} ms`);
      if (now - told > 5_000) {
        say(`  ${name}: ${seenAt.size} of ${total} in blocks`);
        told = now;
      }
      if (block === null) {
        await sleep(BLOCK_LOOK);
        continue;
      }
      for (const hash of block.transactions) if (sentAt.has(hash)) seenAt.set(hash, now);
      next++;
    }
  };
  /** Sends a lane in the order of its nonces; the same bytes again if a node lost some of them. */
  const send = async ({ url, signed, hashes }: Lane) => {
    let [next, oldest] = [0, 0];
    let waitsSince = performance.now();
    while (!failed) {
      for (; seenAt.has(hashes[oldest] ?? ""); oldest++) waitsSince = performance.now();
      if (oldest === signed.length) return;
      if (performance.now() - waitsSince > PATIENCE) {
        next = oldest;
        waitsSince = performance.now();
      }
      const transaction = signed[next];
      if (transaction === undefined || next - oldest >= inFlight) {
        await sleep(10);
        continue;
      }
      const hash = hashes[next] ?? "";
      if (!sentAt.has(hash)) sentAt.set(hash, performance.now());
      const refusal = await offer(url, transaction);
      if (refusal === "early") {
        // What came before it is lost, or not there yet.
        next = oldest;
        await sleep(100);
      } else if (refusal === "busy") await sleep(100);
      else next++;
    }
  };
  await Promise.all(
    [watch(), ...lanes.map(send)].map(async (work) => {
      await work.catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }),
  );

  const seconds = (Math.max(...seenAt.values()) - started) / 1000;
  const waits = [...seenAt].map(([hash, seen]) => seen - (sentAt.get(hash) ?? seen)).sort((a, b) => a - b);
  const quantile = (share: number) => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))] ?? 0;
  return {
    transactions: total,
    seconds,
    perSecond: total / seconds,
    median: quantile(0.5),
    percentile95: quantile(0.95),
  };
}

/** Hands a transaction to a node: null if it has it now, or says that it is executed. */
async function offer(url: string, signed: string): Promise<"early" | "busy" | null> {
  const answer = await post<string>(url, "eth_sendRawTransaction", [signed]);
  if (!("error" in answer)) return null;
  const refusal = readRefusal(answer);
  if (refusal === "known" || refusal === "late") return null;
  if (refusal === "early" || refusal === "busy") return refusal;
  throw new Error(`${url} refuses a transaction: ${answer.error.message}`);
}

async function ask<Result>(url: string, method: string, params: unknown[]): Promise<Result> {
  const answer = await post<Result>(url, method, params);
  if ("error" in answer) throw new Error(`${url} ${method}: ${answer.error.message}`);
  return answer.result;
}

async function post<Result>(
  url: string,
  method: string,
  params: unknown[],
): Promise<{ id: number; result: Result } | JsonRpcError> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(60_000),
  });
  return (await response.json()) as { id: number; result: Result } | JsonRpcError;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
