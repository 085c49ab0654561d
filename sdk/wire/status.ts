import type { BillStatusName } from "../chain/values.js";

/** DCSA `transportDocumentStatus` of what was issued. */
export type DcsaStatus = Exclude<BillStatusName, "NONE" | "PAPER">;

/**
 * The status of a bill in DCSA's words. A bill on paper is VOIDED there: its electronic record is.
 * @throws RangeError for NONE: a bill that was never issued has no status on the wire
 */
export function toDcsaStatus(status: BillStatusName): DcsaStatus {
  if (status === "NONE") throw new RangeError("The bill was never issued");
  return status === "PAPER" ? "VOIDED" : status;
}
