/** The history of a bill as a DCSA endorsement chain: the back of the bill, newest act first. */
import type { HistoryEntry } from "../bill/history.js";
import { readJson } from "../document/json.js";
import { schemaCheck } from "../document/validator.js";
import { type Act, type ActCode, isAnswer, isSurrender, type Life, lifeOf } from "./acts.js";
import { orderComments } from "./comments.js";
import { WireError } from "./error.js";
import { NO_PARTY, toWireParty, type WireConfig, type WireParty } from "./parties.js";
import endorsementChainSchema from "./schemas/EndorsementChain.v3.0.4.schema.json" with { type: "json" };

/** DCSA EndorsementChainLink. */
export interface EndorsementChainLink {
  /** RFC 3339, UTC. */
  readonly actionDateTime: string;
  readonly actionCode: ActCode | "SURRENDERED";
  readonly actor: WireParty;
  readonly recipient?: WireParty;
  /** Ours: the hash of the transaction, `#`, and the sequence number of the act in the bill's history. */
  readonly auditReference?: string;
  /** Only beside a court order. DCSA defines no such property here and does not forbid it. */
  readonly comments?: string;
}

/** DCSA EndorsementChain 3.0.4. */
export interface EndorsementChain {
  readonly transportDocumentReference: string;
  readonly transportDocumentSubReference?: string;
  readonly carrierSCACCode?: string;
  /** Newest first. */
  readonly endorsementChain?: readonly EndorsementChainLink[];
}

/** What an export needs beside the history. */
export interface ExportOptions extends WireConfig {
  /** Seconds since 1970 by block, as timesOf reads them. */
  readonly times: ReadonlyMap<number, number>;
}

/** What stands above the links of an endorsement chain. */
export interface EndorsementChainOptions extends ExportOptions {
  /** The document's `transportDocumentSubReference`: the chain does not have it. */
  readonly subReference?: string;
  /** NMFTA code of the carrier. */
  readonly carrierSCACCode?: string;
  /**
   * Leaves `recipient` out where an act has none, as DCSA's examples of 3.0.4 do. Otherwise it is DCSA's "No Party"
   * object, as the surrender request of 3.0.3 demands.
   */
  readonly omitNoParty?: boolean;
}

const check = schemaCheck<EndorsementChain>(endorsementChainSchema, "DCSA endorsement chain 3.0.4");

/**
 * The endorsement chain of a bill.
 *
 * Left out: rejected transfers, cancelled endorsements, and surrenders that were refused or that a court order overruled.
 * The acceptance of any surrender is SURRENDERED; a court order is a TRANSFER by the carrier.
 *
 * @param history whole, newest first, as readHistory returns it
 * @throws WireError BROKEN_HISTORY, NO_DOCUMENT_OF_TITLE, ISSUE_REJECTED, UNKNOWN_MEMBER, UNKNOWN_TIME
 * @throws DocumentError NOT_DCSA if a name or code of the directory or of the options does not fit DCSA's schema
 */
export function toEndorsementChain(
  history: readonly HistoryEntry[],
  options: EndorsementChainOptions,
): EndorsementChain {
  const { subReference, carrierSCACCode, omitNoParty = false } = options;
  const life = lifeOf(history);
  return check({
    transportDocumentReference: life.issued.transportDocumentReference,
    ...(subReference === undefined ? {} : { transportDocumentSubReference: subReference }),
    ...(carrierSCACCode === undefined ? {} : { carrierSCACCode }),
    endorsementChain: toLinks(life, options, omitNoParty),
  });
}

/**
 * The endorsement chains of one reference, as DCSA's END API answers with them: one for each version of the document.
 * @param input JSON: the bytes as received (UTF-8), or a string; an array of chains
 * @throws DocumentError for text that strict JSON refuses, and NOT_DCSA
 */
export function readEndorsementChains(input: string | Uint8Array): readonly EndorsementChain[] {
  const { text, value } = readJson(input);
  const chains = Array.isArray(value) ? value : [value];
  const base = (index: number) => (Array.isArray(value) ? `/${index}` : "");
  return chains.map((chain, index) => check(chain, text.length, base(index)));
}

/** The links of a life, newest first. */
export function toLinks({ acts }: Life, options: ExportOptions, omitNoParty: boolean): EndorsementChainLink[] {
  return acts
    .filter(isOnTheBack)
    .toReversed()
    .map((act, index) => toLink(act, options, `/endorsementChain/${index}`, omitNoParty));
}

/** What came to nothing does not stand on the back of the bill. */
function isOnTheBack(act: Act): boolean {
  if (isSurrender(act)) return act.outcome === "PENDING" || act.outcome === "ACCEPTED";
  return act.code !== "SREJ";
}

function toLink(act: Act, options: ExportOptions, place: string, omitNoParty: boolean): EndorsementChainLink {
  // SURRENDERED speaks to nobody, though it answers somebody.
  const to = isAnswer(act) ? undefined : act.recipient;
  const recipient = to === undefined ? NO_PARTY : toWireParty(options, to, `${place}/recipient`);
  const order = "order" in act ? act.order : undefined;
  return {
    actionDateTime: timeOf(act.entry, options, place).replace(".000Z", "Z"),
    actionCode: act.code === "SURR" || act.code === "SREJ" ? "SURRENDERED" : act.code,
    actor: toWireParty(options, act.actor, `${place}/actor`, act.onBehalfOf),
    ...(to === undefined && omitNoParty ? {} : { recipient }),
    auditReference: auditReferenceOf(act.entry),
    ...(order === undefined ? {} : { comments: orderComments(options, order, place) }),
  };
}

/** RFC 3339, UTC, with milliseconds. */
export function timeOf({ block }: HistoryEntry, { times }: ExportOptions, place: string): string {
  const seconds = times.get(block);
  if (seconds === undefined) {
    throw new WireError("UNKNOWN_TIME", `${place}/actionDateTime`, `the time of block ${block} is not given`);
  }
  return new Date(seconds * 1000).toISOString();
}

/** Where an auditor finds the act on the chain. */
export function auditReferenceOf({ transaction, sequence }: HistoryEntry): string {
  return `${transaction}#${sequence}`;
}
