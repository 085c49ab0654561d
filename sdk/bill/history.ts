/**
 * The history of a bill, read backwards from its tip. Every event carries its sequence number and the block of the
 * bill's event before it, so that any node that keeps its blocks answers with one query of a single block for each block
 * with events; no archive node and no index is needed.
 */
import { type Log, type Provider, toBeHex } from "ethers";

import { type BillOfLading, IBillEvents__factory } from "../../typechain-types/index.js";
import { type AbiParameter, type ValuesOf, valuesOf } from "../chain/abi.js";
import { decodingErrors } from "../chain/errors.js";
import { shortToken } from "../chain/values.js";

type AbiEvent = Extract<(typeof IBillEvents__factory.abi)[number], { type: "event" }>;

/** The events that belong to the history of one bill: those with a trail. */
type TrailEvent<E = AbiEvent> = E extends AbiEvent ? ("trail" extends E["inputs"][number]["name"] ? E : never) : never;

type Plain<T> = { [K in keyof T]: T[K] };

/** Where an entry stands in the history, and on the chain. */
export interface HistoryPlace {
  readonly tokenId: bigint;
  /** 1 for the issue; counts modulo 65,536. */
  readonly sequence: number;
  /** Block of the bill's event before this one; 0 for the issue. */
  readonly previousBlock: number;
  readonly block: number;
  /** Hash of the transaction: entries with the same one were made in one act, such as endorse-and-transfer. */
  readonly transaction: string;
  /** Place among all events of the block. */
  readonly logIndex: number;
}

/** The entries by the name of their event in IBillEvents. Members are numbers, 0 is nobody; codes are names. */
export type HistoryEntries = {
  [E in TrailEvent as E["name"]]: Plain<
    { readonly event: E["name"] } & HistoryPlace & Omit<ValuesOf<E["inputs"]>, "tokenId" | "trail">
  >;
};

export type HistoryEventName = keyof HistoryEntries;

/** One event in the life of a bill; `event` says which, and so what else it has. */
export type HistoryEntry = HistoryEntries[HistoryEventName];

/** Where a history ends for now, as `billOf` tells it. */
export interface HistoryTip {
  readonly latestBlock: bigint | number;
  readonly sequence: bigint | number;
}

/** Why a history cannot be believed. */
export type HistoryErrorCode =
  /** The node left out an event, or does not keep the block any more. */
  | "MISSING_EVENT"
  /** The node answered with what was not asked for: another bill, contract or block. */
  | "FOREIGN_EVENT"
  /** Events contradict one another: they do not lead back to the issue. */
  | "BROKEN_TRAIL"
  /** An event of the bill that this library does not know: the contract is newer. */
  | "UNKNOWN_EVENT";

/** The node's answers do not make up the history of the bill. */
export class HistoryError extends Error {
  override readonly name = "HistoryError";
  constructor(
    readonly code: HistoryErrorCode,
    readonly tokenId: bigint,
    readonly block: number,
    fault: string,
  ) {
    super(`The node's history of the bill ${shortToken(tokenId)} is wrong in block ${block}: ${fault}`);
  }
}

const SEQUENCES = 65_536;

const EVENTS = IBillEvents__factory.createInterface();

const INPUTS: ReadonlyMap<string, readonly AbiParameter[]> = new Map(
  IBillEvents__factory.abi.flatMap((item) =>
    item.inputs.some(({ name }) => name === "trail") ? [[item.name, item.inputs] as const] : [],
  ),
);

/**
 * The whole history of a bill, newest entry first. It takes one call for the tip and one `eth_getLogs` for each block
 * with events of the bill.
 * @param bills connected to a provider, or to a signer with one
 * @param tip where it ends, if that was read before: saves a call
 * @throws ChainError ERC721NonexistentToken for a token that was never issued
 * @throws HistoryError if the node leaves something out or makes something up. It cannot hide events from who knows the
 *   tip from elsewhere; a node that lies about the tip too must be compared with another node.
 */
export async function readHistory(
  bills: BillOfLading,
  tokenId: bigint,
  tip?: HistoryTip,
): Promise<readonly HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for await (const ofBlock of walkHistory(bills, tokenId, tip)) entries.push(...ofBlock);
  return entries;
}

/**
 * The same, block by block, for who wants the latest entries only: stop when there are enough.
 * @returns for each block with events, newest block first, its entries, newest first
 */
export async function* walkHistory(
  bills: BillOfLading,
  tokenId: bigint,
  tip?: HistoryTip,
): AsyncGenerator<readonly HistoryEntry[], void, void> {
  const { latestBlock, sequence } = tip ?? (await decodingErrors(bills.billOf(tokenId)));
  let block = Number(latestBlock);
  let expected = Number(sequence);
  do {
    const entries = await entriesOf(bills, tokenId, block);
    const lowest = requireComplete(entries, tokenId, block, expected);
    yield entries;
    expected = before(lowest.sequence);
    block = lowest.previousBlock;
  } while (block !== 0);
}

/**
 * When the blocks of some entries were made: block number to seconds since 1970. One request for each block.
 * @throws HistoryError MISSING_EVENT if the node does not have a block
 */
export async function timesOf(
  provider: Provider,
  entries: readonly HistoryEntry[],
): Promise<ReadonlyMap<number, number>> {
  const tokens = new Map(entries.map(({ block, tokenId }) => [block, tokenId]));
  const times = [...tokens].map(async ([number, tokenId]): Promise<[number, number]> => {
    const block = await provider.getBlock(number);
    if (block === null) throw new HistoryError("MISSING_EVENT", tokenId, number, "the node does not have the block");
    return [number, block.timestamp];
  });
  return new Map(await Promise.all(times));
}

/** The entries of a bill in one transaction or block, newest first, from the events that stand there. */
export function entriesIn(logs: readonly Log[], address: string, tokenId?: bigint): readonly HistoryEntry[] {
  return logs
    .filter((log) => log.address === address)
    .flatMap((log) => toEntry(log) ?? [])
    .filter((entry) => tokenId === undefined || entry.tokenId === tokenId)
    .sort((a, b) => b.logIndex - a.logIndex);
}

/** All entries of the bill in one block, newest first. */
async function entriesOf(bills: BillOfLading, tokenId: bigint, block: number): Promise<readonly HistoryEntry[]> {
  const provider = bills.runner?.provider;
  if (provider == null) throw new TypeError("The contract is not connected to a provider");
  const address = await bills.getAddress();
  const topic = toBeHex(tokenId, 32);
  const logs = await decodingErrors(
    provider.getLogs({ address, topics: [null, topic], fromBlock: block, toBlock: block }),
  );
  const entries = logs.map((log) => {
    if (log.address !== address || log.topics[1] !== topic || log.blockNumber !== block || log.removed) {
      throw new HistoryError("FOREIGN_EVENT", tokenId, block, "it answered with an event that was not asked for");
    }
    const entry = toEntry(log);
    if (entry === undefined) {
      throw new HistoryError("UNKNOWN_EVENT", tokenId, block, `the event ${log.topics[0]} is not known here`);
    }
    return entry;
  });
  return entries.sort((a, b) => b.logIndex - a.logIndex);
}

function toEntry(log: Log): HistoryEntry | undefined {
  const event = EVENTS.parseLog(log);
  const inputs = event === null ? undefined : INPUTS.get(event.name);
  if (event === null || inputs === undefined) return undefined;
  const { tokenId, trail, ...values } = valuesOf(inputs, event.args);
  const place = { block: log.blockNumber, transaction: log.transactionHash, logIndex: log.index };
  // Values and type are made from the same ABI.
  return Object.assign({ event: event.name, tokenId }, trail, place, values) as unknown as HistoryEntry;
}

/** Checks the entries of one block, newest first, and answers the oldest: where the walk goes on. */
function requireComplete(
  entries: readonly HistoryEntry[],
  tokenId: bigint,
  block: number,
  latest: number,
): HistoryEntry {
  const refuse = (code: HistoryErrorCode, fault: string) => new HistoryError(code, tokenId, block, fault);
  let expected = latest;
  for (const [index, entry] of entries.entries()) {
    if (entry.sequence !== expected) {
      throw refuse("MISSING_EVENT", `event ${expected} is missing, event ${entry.sequence} stands in its place`);
    }
    expected = before(expected);
    const isIssue = entry.event === "Issued";
    if (isIssue !== (entry.previousBlock === 0) || (isIssue && entry.sequence !== 1)) {
      throw refuse("BROKEN_TRAIL", `event ${entry.sequence}, ${entry.event}, cannot be the first`);
    }
    if (entry.previousBlock > block) {
      throw refuse(
        "BROKEN_TRAIL",
        `event ${entry.sequence} follows an event of the later block ${entry.previousBlock}`,
      );
    }
    // Within a block each event follows the one below it; only the lowest leads to an earlier block.
    if (index < entries.length - 1 && entry.previousBlock !== block) {
      throw refuse("BROKEN_TRAIL", `event ${entry.sequence} does not follow the event before it`);
    }
  }
  const lowest = entries.at(-1);
  if (lowest === undefined || lowest.previousBlock === block) {
    throw refuse("MISSING_EVENT", `event ${expected} is missing`);
  }
  return lowest;
}

function before(sequence: number): number {
  return (sequence + SEQUENCES - 1) % SEQUENCES;
}
