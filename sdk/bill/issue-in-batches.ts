/** Issues long lists: in transactions of a bearable size, with progress, and to be resumed without issuing twice. */
import { ArgumentError, checkedInteger } from "../chain/arguments.js";
import { ChainError, toChainError } from "../chain/errors.js";
import type { Receipt, SendOptions } from "../chain/transaction.js";
import { issuances } from "./act-arguments.js";
import type { BillDesk } from "./desk.js";
import type { HistoryEntry } from "./history.js";
import type { Issuance } from "./issuance.js";

/** How far a long issue has come. */
export interface BatchProgress {
  /** In the whole list. */
  readonly total: number;
  /** Found on the chain already, from an earlier run. */
  readonly found: number;
  /** Issued in this run. */
  readonly issued: number;
  /** Of the latest transaction; absent before the first. */
  readonly receipt?: Receipt<HistoryEntry>;
}

export interface BatchOptions extends SendOptions {
  /** How many bills go into one transaction; 50 unless told. */
  readonly size?: number;
  /** Is told once the chain was asked, and after each transaction. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** What a long issue did. */
export interface BatchResult {
  readonly found: number;
  readonly issued: number;
  readonly receipts: readonly Receipt<HistoryEntry>[];
}

/** The chain refused one bill of the list, and with it those of the same transaction; those before are issued. */
export class BatchError extends Error {
  override readonly name = "BatchError";
  constructor(
    /** Place of the bill in the list, from 0; nothing if the refusal was not about one bill. */
    readonly index: number | undefined,
    /** How many bills of the list are on the chain. */
    readonly issued: number,
    readonly total: number,
    override readonly cause: ChainError,
  ) {
    const where = index === undefined ? "" : ` at bill ${index + 1} of the list`;
    super(`${issued} of ${total} bills are issued; the rest stopped${where}: ${cause.sentence}`);
  }
}

const DEFAULT_SIZE = 50;
// More than one block of any chain takes; keeps a mistyped number from making one hopeless transaction.
const MAX_SIZE = 1_000;
const QUESTIONS_AT_ONCE = 100;

/**
 * Issues all bills of a list that are not on the chain yet. Run it again after whatever stopped it: it asks the chain for
 * each bill first, and a transaction that was still under way makes the second one fail as a whole.
 * @throws ArgumentError for a list that is empty, or has a document or a reference twice
 * @throws BatchError if the chain refuses; bills of another carrier are refused before anything is sent
 */
export async function issueInBatches(
  desk: BillDesk,
  list: readonly Issuance[],
  { size = DEFAULT_SIZE, onProgress, ...sending }: BatchOptions = {},
): Promise<BatchResult> {
  checkedInteger(size, "size", 1, MAX_SIZE);
  issuances(list, "issuances");
  const open = await notYetIssued(desk, list);
  const total = list.length;
  const found = total - open.length;
  const receipts: Receipt<HistoryEntry>[] = [];
  let issued = 0;
  onProgress?.({ total, found, issued });
  for (let start = 0; start < open.length; start += size) {
    const chunk = open.slice(start, start + size);
    let receipt: Receipt<HistoryEntry>;
    try {
      receipt = await desk.issueBatch(chunk.map(({ issuance }) => issuance)).send(sending);
    } catch (error) {
      const refused = toChainError(error);
      if (refused === undefined) throw error;
      // The contract counts within the transaction.
      const { index } = refused.args;
      const place = typeof index === "bigint" ? chunk[Number(index)]?.index : undefined;
      throw new BatchError(place, found + issued, total, refused);
    }
    issued += chunk.length;
    receipts.push(receipt);
    onProgress?.({ total, found, issued, receipt });
  }
  return { found, issued, receipts };
}

interface OpenIssue {
  readonly index: number;
  readonly issuance: Issuance;
}

/** Those of the list that the chain does not have. */
async function notYetIssued(desk: BillDesk, list: readonly Issuance[]): Promise<OpenIssue[]> {
  const self = await desk.self();
  const open: OpenIssue[] = [];
  for (let start = 0; start < list.length; start += QUESTIONS_AT_ONCE) {
    const questions = list.slice(start, start + QUESTIONS_AT_ONCE).map(async (issuance, offset) => {
      const index = start + offset;
      const carrier = await carrierOf(desk, issuance.tokenId);
      if (carrier === undefined) return { index, issuance };
      if (carrier === self?.member) return undefined;
      throw new ArgumentError(`issuances[${index}].tokenId`, `was issued by another carrier, member ${carrier}`);
    });
    for (const answer of await Promise.all(questions)) if (answer !== undefined) open.push(answer);
  }
  return open;
}

async function carrierOf(desk: BillDesk, tokenId: bigint): Promise<number | undefined> {
  try {
    return (await desk.readBill(tokenId)).carrier;
  } catch (error) {
    if (error instanceof ChainError && error.code === "ERC721NonexistentToken") return undefined;
    throw error;
  }
}
