/** The history of a bill as transactions of DCSA's platform interoperability standard (PINT 3.0.0), oldest first. */
import type { HistoryEntry } from "../bill/history.js";
import { type Act, type ActCode, isSurrender, lifeOf } from "./acts.js";
import { orderComments, wireCommentsHash } from "./comments.js";
import { auditReferenceOf, type ExportOptions, timeOf } from "./endorsement-chain.js";
import { toWireParty, type WireParty } from "./parties.js";
import { type ReasonCode, toWireReason, type WireReason } from "./reasons.js";

/** DCSA Transaction of a transfer chain. */
export interface PintTransaction {
  readonly actionCode: ActCode | "SACC" | "SREJ";
  readonly actor: WireParty;
  /** Absent for SIGN and BLANK_ENDORSE. */
  readonly recipient?: WireParty;
  /** RFC 3339, UTC, with milliseconds. */
  readonly actionDateTime: string;
  readonly reasonCode?: ReasonCode;
  readonly comments?: string;
  readonly auditReference?: string;
}

/** What the transactions need beside the history. */
export interface TransactionOptions extends ExportOptions {
  /** The words of refusals, in any order: the chain has their hashes only. One that is missing is left out. */
  readonly refusals?: readonly string[];
}

/**
 * The acts of a bill as transactions, oldest first.
 *
 * Left out: rejected transfers and cancelled endorsements. Refused surrenders stay, with SREJ. The acceptance of any
 * surrender is SACC; a court order is a TRANSFER by the carrier with comments.
 *
 * @param history whole, newest first, as readHistory returns it
 * @throws WireError BROKEN_HISTORY, NO_DOCUMENT_OF_TITLE, ISSUE_REJECTED, UNKNOWN_MEMBER, UNKNOWN_TIME, COMMENTS
 */
export function toTransactions(
  history: readonly HistoryEntry[],
  options: TransactionOptions,
): readonly PintTransaction[] {
  const refusals = new Map(
    options.refusals?.map((comments, index) => [wireCommentsHash(comments, `/refusals/${index}`), comments]),
  );
  return lifeOf(history).acts.map((act, index) => toTransaction(act, options, refusals, `/transactions/${index}`));
}

function toTransaction(
  act: Act,
  options: ExportOptions,
  refusals: ReadonlyMap<string, string>,
  place: string,
): PintTransaction {
  const { code, entry, actor, onBehalfOf, recipient } = act;
  return {
    actionCode: code === "SURR" ? "SACC" : code,
    actor: toWireParty(options, actor, `${place}/actor`, onBehalfOf),
    ...(recipient === undefined ? {} : { recipient: toWireParty(options, recipient, `${place}/recipient`) }),
    actionDateTime: timeOf(entry, options, place),
    ...remarks(act, options, refusals, place),
    auditReference: auditReferenceOf(entry),
  };
}

function remarks(act: Act, options: ExportOptions, refusals: ReadonlyMap<string, string>, place: string): WireReason {
  if (isSurrender(act)) return toWireReason(act.reason);
  if ("order" in act && act.order !== undefined) return { comments: orderComments(options, act.order, place) };
  const comments = act.entry.event === "SurrenderRefused" ? refusals.get(act.entry.commentsHash) : undefined;
  return comments === undefined ? {} : { comments };
}
