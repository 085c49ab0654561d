/**
 * What each event of release and of bills means in DCSA's codes (Track & Trace 2.2, reference data of the information
 * model), or why it means nothing there. A new event of the contracts does not compile without its line.
 */
import type { HistoryEntry } from "../bill/history.js";
import type { ReleaseEntryName, ReleaseEvents } from "../release/events.js";
import type { TimelineEntry } from "../release/timeline.js";
import { WireError } from "./error.js";

/** A document at a new status. */
export interface DocumentStatus {
  /** TRD: transport document, SRM: shipment release message, CUS: customs inspection. */
  readonly document: "TRD" | "SRM" | "CUS";
  readonly code: "ISSU" | "SURR" | "RECE" | "APPR" | "REJE" | "VOID" | "CONF" | "HOLD" | "RELS";
  readonly reason?: string;
  /** Of the document, if it has one of its own. */
  readonly id?: string;
}

/** A container moved. */
export interface EquipmentMove {
  readonly code: "DISC" | "GTOT" | "GTIN" | "STRP" | "LOAD";
  readonly empty: "EMPTY" | "LADEN";
  readonly byVessel?: boolean;
}

/** One entry of a timeline in DCSA's words, or why there are none. */
export type ReleaseMeaning = { readonly line: TimelineEntry } & (
  | { readonly status: DocumentStatus; readonly container: string; readonly consignment: number }
  | { readonly move: EquipmentMove; readonly container: string; readonly unLocationCode: string }
  | { readonly why: string }
);

type Meaning = { readonly status: DocumentStatus } | { readonly move: EquipmentMove } | { readonly why: string };

/** What stands of a container while its timeline is gone through. */
interface Standing {
  cleared: boolean;
  given: boolean;
  withdrawn: boolean;
  readonly holds: Set<string>;
}

type Rules = { readonly [N in ReleaseEntryName]: (event: ReleaseEvents[N], standing: Standing) => Meaning };

const NO_DOCUMENT = { why: "DCSA has no event for a consignment" };
const NO_RIGHT = { why: "DCSA has no event for who holds the release right or fetches the container" };
const NO_MONEY = { why: "DCSA has no event for charges" };
const NO_TRUCK = { why: "DCSA has no event for the truck: the container has not moved" };

const RULES: Rules = {
  ConsignmentOpened: () => NO_DOCUMENT,
  ContainerConsigned: (_, standing) => {
    Object.assign(standing, { cleared: false, given: false, withdrawn: false });
    standing.holds.clear();
    return NO_DOCUMENT;
  },
  PlanChanged: () => ({ why: "DCSA has no event for another terminal: its next event has the other place" }),
  Repointed: () => ({ why: "DCSA has no event for it: the documents are VOID and ISSU" }),
  MovedUnderOtherBill: () => ({ why: "the gate-out is an event of the other bill" }),
  EndedOtherwise: ({ end, referenceHash }) => {
    if (end === "UNPACKED") return { move: { code: "STRP", empty: "EMPTY" } };
    if (end === "MOVED_INLAND") return { move: { code: "GTOT", empty: "LADEN" } };
    if (end === "RE_EXPORTED") return { move: { code: "LOAD", empty: "LADEN", byVessel: true } };
    if (end === "SEIZED") return { status: { document: "CUS", code: "HOLD", reason: "seized", id: referenceHash } };
    return { why: `DCSA has no event for the end ${end}` };
  },

  Discharged: () => ({ move: { code: "DISC", empty: "LADEN", byVessel: true } }),
  CustomsCleared: ({ clearance, referenceHash }, standing) => {
    standing.cleared = true;
    if (standing.holds.has("CUSTOMS")) return { why: "cleared, but customs still holds it" };
    return { status: { document: "CUS", code: "RELS", reason: `cleared for ${clearance}`, id: referenceHash } };
  },
  CustomsClearanceWithdrawn: ({ reasonCode }, standing) => {
    standing.cleared = false;
    return { status: { document: "CUS", code: "HOLD", reason: `clearance withdrawn: ${reasonCode}` } };
  },
  TerminalReleased: () => ({ status: { document: "SRM", code: "CONF", reason: "released by the terminal" } }),
  TerminalReleaseWithdrawn: ({ reasonCode }) => ({
    status: { document: "SRM", code: "HOLD", reason: `release of the terminal withdrawn: ${reasonCode}` },
  }),
  HoldPlaced: ({ authority, reasonCode }, standing) => {
    standing.holds.add(authority);
    const document = authority === "CUSTOMS" ? "CUS" : "SRM";
    return { status: { document, code: "HOLD", reason: `${authority}: ${reasonCode}` } };
  },
  HoldLifted: ({ authority, reasonCode }, standing) => {
    standing.holds.delete(authority);
    const reason = `${authority}: ${reasonCode}`;
    if (authority === "CUSTOMS") {
      if (!standing.cleared) return { why: "customs lifted its hold, and has not cleared it" };
      return { status: { document: "CUS", code: "RELS", reason } };
    }
    if (!isReleased(standing)) return { why: "the hold was lifted, and the release still waits for something else" };
    return { status: { document: "SRM", code: "RELS", reason } };
  },

  ReleaseGiven: (_, standing) => {
    Object.assign(standing, { given: true, withdrawn: false });
    return isReleased(standing)
      ? { status: { document: "SRM", code: "RELS" } }
      : { why: "the right was given, and the container is on hold" };
  },
  ReleasedAgainstLetter: ({ letterHash }, standing) => {
    Object.assign(standing, { given: true, withdrawn: false });
    const reason = `against the letter of indemnity ${letterHash}`;
    return isReleased(standing)
      ? { status: { document: "SRM", code: "RELS", reason } }
      : { why: "the right was given, and the container is on hold" };
  },
  ReleaseWithdrawn: ({ reasonCode }, standing) => {
    standing.withdrawn = true;
    return { status: { document: "SRM", code: "HOLD", reason: `release withdrawn: ${reasonCode}` } };
  },
  ReleaseRestored: (_, standing) => {
    standing.withdrawn = false;
    if (!isReleased(standing)) return { why: "the release was given back, and the container is on hold" };
    return { status: { document: "SRM", code: "RELS", reason: "release given back" } };
  },
  ReleaseLapsed: ({ backTo }, standing) => {
    if (backTo !== 0) return NO_RIGHT;
    standing.given = false;
    return { status: { document: "SRM", code: "VOID", reason: "the time for which it was given ran out" } };
  },
  ReleaseOffered: () => NO_RIGHT,
  ReleaseAccepted: () => NO_RIGHT,
  ReleaseDeclined: () => NO_RIGHT,
  OfferWithdrawn: () => NO_RIGHT,
  Nominated: () => NO_RIGHT,
  HaulierNamed: () => NO_RIGHT,
  JobPassed: () => NO_RIGHT,

  ChargeRaised: () => NO_MONEY,
  ChargePaid: () => NO_MONEY,
  ChargeCredited: () => NO_MONEY,
  ChargeCancelled: () => NO_MONEY,
  ChargeDisputed: () => NO_MONEY,
  DisputeEnded: () => NO_MONEY,
  ClockStarted: () => NO_MONEY,
  FreeTimeExtended: () => NO_MONEY,
  ClockStopped: () => NO_MONEY,
  ClockEnded: () => NO_MONEY,
  DaysSettled: () => NO_MONEY,

  PickUpBooked: () => NO_TRUCK,
  BookingEnded: () => NO_TRUCK,
  GatedIn: () => NO_TRUCK,
  TurnedAway: () => NO_TRUCK,
  GatedOut: () => ({ move: { code: "GTOT", empty: "LADEN" } }),
  GateOutRetracted: () => ({ why: "DCSA has no event for a retraction: the gate-out is left out with it" }),
  ReturnedLaden: () => ({ move: { code: "GTIN", empty: "LADEN" } }),
  ReturnedEmpty: () => ({ move: { code: "GTIN", empty: "EMPTY" } }),
};

/** The entries of a timeline in DCSA's words, in their order. @throws WireError BROKEN_HISTORY */
export function meaningsOf(timeline: readonly TimelineEntry[]): readonly ReleaseMeaning[] {
  const standing: Standing = { cleared: false, given: false, withdrawn: false, holds: new Set() };
  /** The opening of each consignment, by bill and number. */
  const opened = new Map<string, ReleaseEvents["ConsignmentOpened"]>();
  let consignment = 0;
  const retracted = retractedGateOuts(timeline);
  return timeline.map((line) => {
    const { entry } = line;
    const at = (number: number) => opened.get(`${entry.tokenId}/${number}`);
    if (entry.event === "ConsignmentOpened") opened.set(`${entry.tokenId}/${entry.consignment}`, entry);
    // What one customs authority has cleared, another has not.
    if (entry.event === "PlanChanged" && at(entry.consignment)?.customs !== at(consignment)?.customs) {
      standing.cleared = false;
    }
    if (entry.event === "ContainerConsigned" || entry.event === "PlanChanged") consignment = entry.consignment;
    const meaning = meaningOf(entry, standing);
    if (retracted.has(line)) return { line, why: "the gate-out was retracted" };
    if ("why" in meaning) return { line, why: meaning.why };
    const container = "number" in entry ? entry.number : "";
    const unLocationCode = at(consignment)?.unLocationCode;
    if (unLocationCode === undefined) {
      throw new WireError("BROKEN_HISTORY", "", "The timeline does not begin with the opening of the consignment");
    }
    return "move" in meaning
      ? { line, move: meaning.move, container, unLocationCode }
      : { line, status: meaning.status, container, consignment };
  });
}

/** What an event in the history of a bill makes of the transport document; nothing if nothing. */
export function documentStatusOf(entry: HistoryEntry): DocumentStatus | undefined {
  switch (entry.event) {
    case "Issued":
      return { document: "TRD", code: "ISSU" };
    case "Surrendered":
      return {
        document: "TRD",
        code: "SURR",
        reason: entry.act === "SURRENDER_FOR_DELIVERY" ? "delivery" : "amendment",
      };
    case "SurrenderAccepted":
      return { document: "TRD", code: "APPR", reason: "surrender for delivery accepted" };
    case "SurrenderRefused":
      return { document: "TRD", code: "REJE", reason: "surrender refused" };
    case "PaperPresented":
      // Presenter 0 takes a mistaken record back.
      if (entry.presenter === 0) return undefined;
      return { document: "TRD", code: "RECE", reason: "paper original taken in" };
    case "Reissued":
      return { document: "TRD", code: "VOID", reason: "followed by another document" };
    case "PaperIssued":
      return { document: "TRD", code: "VOID", reason: "goes on as paper" };
    case "PaperReplaced":
      return { document: "TRD", code: "VOID", reason: "paper followed by an electronic document" };
    case "IssueRejected":
      return { document: "TRD", code: "VOID", reason: "issue rejected" };
    default:
      return undefined;
  }
}

function meaningOf(entry: TimelineEntry["entry"], standing: Standing): Meaning {
  // Rule and entry go by the same name.
  const rule = RULES[entry.event] as (event: TimelineEntry["entry"], standing: Standing) => Meaning;
  return rule(entry, standing);
}

/** Given, not withdrawn, and on hold by nobody but customs, which speaks for itself. */
function isReleased({ given, withdrawn, holds }: Standing): boolean {
  return given && !withdrawn && [...holds].every((authority) => authority === "CUSTOMS");
}

/** The gate-outs behind which a retraction stands, before the next one. */
function retractedGateOuts(timeline: readonly TimelineEntry[]): ReadonlySet<TimelineEntry> {
  const undone = new Set<TimelineEntry>();
  let latest: TimelineEntry | undefined;
  for (const line of timeline) {
    if (line.entry.event === "GatedOut") latest = line;
    if (line.entry.event === "GateOutRetracted" && latest !== undefined) undone.add(latest);
  }
  return undone;
}
