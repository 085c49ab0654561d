/** What stands in the place of a bill that was followed by others. */
import type { BillOfLading } from "../../typechain-types/index.js";
import { decodingErrors } from "../chain/errors.js";
import type { BillStatusName } from "../chain/values.js";
import { readBill } from "./bill.js";

/** A bill at the end of the line. */
export interface LiveSuccessor {
  readonly tokenId: bigint;
  readonly status: BillStatusName;
}

/**
 * The bills at the end of all lines that begin with this one: those that nothing has followed yet. Empty if nothing
 * followed the bill itself.
 */
export async function liveSuccessorsOf(
  bills: BillOfLading,
  { tokenId, successors }: { readonly tokenId: bigint; readonly successors: readonly bigint[] },
): Promise<readonly LiveSuccessor[]> {
  const live: LiveSuccessor[] = [];
  const seen = new Set([tokenId]);
  // Breadth first; a merged bill is reached on several ways and counts once.
  for (let generation = successors; generation.length > 0;) {
    const fresh = [...new Set(generation)].filter((successor) => !seen.has(successor));
    for (const successor of fresh) seen.add(successor);
    const following = await Promise.all(
      fresh.map(async (successor) => ({
        bill: await readBill(bills, successor),
        next: await decodingErrors(bills.successorsOf(successor)),
      })),
    );
    for (const { bill, next } of following) {
      if (next.length === 0) live.push({ tokenId: bill.tokenId, status: bill.status });
    }
    generation = following.flatMap(({ next }) => [...next]);
  }
  return live;
}
