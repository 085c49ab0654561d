/** Why a bill is surrendered for amendment, in the chain's words and in DCSA's. */
import type { SurrenderReason } from "../bill/act-arguments.js";
import type { AmendmentReasonName } from "../chain/values.js";
import { WireError } from "./error.js";

/** DCSA's codes: switch to paper, change of destination, switch of the bill of lading. */
export type ReasonCode = "SWTP" | "COD" | "SWI";

/** The other reasons, for which DCSA has comments. */
const IN_WORDS = { AMEND: "Amendment", SPLIT: "Split", MERGE: "Merge" } as const;

/** A reason in DCSA's fields. */
export interface WireReason {
  readonly reasonCode?: ReasonCode;
  readonly comments?: string;
}

/**
 * A reason as it goes out: DCSA's three codes, and one word of comment for the others.
 * @param further text behind that word, or the whole comment beside a code
 */
export function toWireReason(reason: AmendmentReasonName, further?: string): WireReason {
  if (reason === "SWTP" || reason === "COD" || reason === "SWI") {
    return { reasonCode: reason, ...(further === undefined ? {} : { comments: further }) };
  }
  if (reason === "NONE") return further === undefined ? {} : { comments: further };
  return { comments: further === undefined ? IN_WORDS[reason] : `${IN_WORDS[reason]}: ${further}` };
}

/**
 * The reason of a request for amendment. Without a code it is in the first word of the comments: Split or Merge, else it
 * is an amendment.
 * @throws WireError REASON_CODE for a code that DCSA does not define
 */
export function fromWireReason(reasonCode: string | undefined, comments = ""): SurrenderReason {
  if (reasonCode === "SWTP" || reasonCode === "COD" || reasonCode === "SWI") return reasonCode;
  if (reasonCode !== undefined) {
    const fault = `${JSON.stringify(reasonCode)} is none of SWTP, COD, SWI`;
    throw new WireError("REASON_CODE", "/reasonCode", fault);
  }
  const word = /^[A-Za-z]+/.exec(comments)?.[0].toLowerCase();
  if (word === "split") return "SPLIT";
  if (word === "merge") return "MERGE";
  return "AMEND";
}
