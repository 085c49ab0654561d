import { type ContractTransactionResponse, Result } from "ethers";

import type { BillOfLading } from "../../typechain-types/index.js";

export const HOURS = 3_600n;
export const DAYS = 24n * HOURS;

/** How often a bill's history grew; every other value of a record says how the bill stands. */
const HISTORY = ["sequence", "latestBlock"];

/** Everything that the contract tells of a bill, as plain values. */
export type BillRecord = Readonly<Record<string, unknown>>;

/** A struct that a view answered, as a plain object. */
export function fieldsOf(struct: unknown): BillRecord {
  if (!(struct instanceof Result)) throw new Error("not a struct that a view answered");
  return struct.toObject() as BillRecord;
}

/** Reads a bill through every view there is. */
export async function recordOf(bills: BillOfLading, tokenId: bigint): Promise<BillRecord> {
  const [order, notBefore] = await bills.announcedReassignment(tokenId);
  return {
    ...fieldsOf(await bills.billOf(tokenId)),
    ...fieldsOf(await bills.deliveryOf(tokenId)),
    owner: await bills.ownerOf(tokenId),
    approved: await bills.getApproved(tokenId),
    instruction: fieldsOf(await bills.instructionOf(tokenId)),
    successors: [...(await bills.successorsOf(tokenId))],
    predecessors: [...(await bills.predecessorsOf(tokenId))],
    paper: fieldsOf(await bills.paperOf(tokenId)),
    standIns: [await bills.standInFor(tokenId, 0n), await bills.standInFor(tokenId, 1n)],
    freeze: [...(await bills.freezeOf(tokenId))],
    announced: { ...fieldsOf(order), notBefore },
  };
}

/** The same without the bill's place in its history. */
export async function standingOfBill(bills: BillOfLading, tokenId: bigint): Promise<BillRecord> {
  const record = await recordOf(bills, tokenId);
  return Object.fromEntries(Object.entries(record).filter(([name]) => !HISTORY.includes(name)));
}

/** The place in its bill's history that the next event will have. */
export async function nextTrail(bills: BillOfLading, tokenId: bigint): Promise<[bigint, bigint]> {
  const { sequence, latestBlock } = await bills.billOf(tokenId);
  return [sequence + 1n, latestBlock];
}

/** The block's time of a transaction that went through. */
export async function timeOf(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
  const block = await (await sent).getBlock();
  if (block === null) throw new Error("the transaction is in no block");
  return BigInt(block.timestamp);
}
