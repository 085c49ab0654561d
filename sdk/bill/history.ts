/**
 * The history of a bill, read backwards from its tip. Every event carries its sequence number and the block of the
 * bill's event before it, so that any node that keeps its blocks answers with one query of a single block for each block
 * with events; no archive node and no index is needed.
 */
import { type Log, type Provider, toBeHex } from "ethers";

import { type BillOfLading, IBillEvents__factory } from "../../typechain-types/index.js";
import { type AbiParameter, type ValuesOf, valuesOf } from "../chain/abi.js";
import { decodingErrors } from "../chain/errors.js";
import { requireComplete, sequenceBefore, timesOfBlocks } from "../chain/trail.js";
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

/** The node's answers do not make up the history of the bill, or of what `subject` names. */
export class HistoryError extends Error {
  override readonly name = "HistoryError";
  constructor(
    readonly code: HistoryErrorCode,
    readonly tokenId: bigint,
    readonly block: number,
    fault: string,
    subject = `the bill ${shortToken(tokenId)}`,
  ) {
    super(`The node's history of ${subject} is wrong in block ${block}: ${fault}`);
  }
}

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
    const at = block;
    const refuse = (code: HistoryErrorCode, fault: string) => new HistoryError(code, tokenId, at, fault);
    const lowest = requireComplete(entries, block, expected, isMisplaced, refuse);
    yield entries;
    expected = sequenceBefore(lowest.sequence);
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
  return await timesOfBlocks(
    provider,
    tokens.keys(),
    (block, fault) => new HistoryError("MISSING_EVENT", tokens.get(block) ?? 0n, block, fault),
  );
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

/** Only the issue begins a history, and it always does. */
function isMisplaced({ event, previousBlock, sequence }: HistoryEntry): boolean {
  const isIssue = event === "Issued";
  return isIssue !== (previousBlock === 0) || (isIssue && sequence !== 1);
}
