/**
 * The life of a bill in DCSA's acts. What was undone is left out (a rejected transfer with the endorsement that it
 * carried, a cancelled endorsement), and so is what DCSA has no word for (freeze, notice, instruction, delivery marks, a replaced
 * account).
 */
import type { HistoryEntries, HistoryEntry } from "../bill/history.js";
import type { AmendmentReasonName } from "../chain/values.js";
import { WireError } from "./error.js";

/** DCSA's action codes that both of its chains know. */
export type ActCode =
  | "ISSUE"
  | "TRANSFER"
  | "ENDORSE"
  | "ENDORSE_TO_ORDER"
  | "BLANK_ENDORSE"
  | "SIGN"
  | "SURRENDER_FOR_DELIVERY"
  | "SURRENDER_FOR_AMENDMENT";

/** How a surrender ended. OVERRULED: by a court order, before the carrier answered. */
export type Outcome = "PENDING" | "ACCEPTED" | "REFUSED" | "OVERRULED";

interface Common {
  readonly entry: HistoryEntry;
  /** Member who acted. */
  readonly actor: number;
  /** Member on whose behalf: a titleholder whose instruction was carried out. */
  readonly onBehalfOf?: number;
}

/** A surrender of the bill to its carrier. */
export interface SurrenderAct extends Common {
  readonly code: "SURRENDER_FOR_DELIVERY" | "SURRENDER_FOR_AMENDMENT";
  readonly entry: HistoryEntries["Surrendered"];
  readonly recipient: number;
  readonly reason: AmendmentReasonName;
  outcome: Outcome;
}

/** The carrier's answer to a surrender. */
export interface AnswerAct extends Common {
  readonly code: "SURR" | "SREJ";
  readonly entry: HistoryEntries["SurrenderAccepted" | "SurrenderRefused" | "Reissued" | "PaperIssued"];
  /** Who surrendered. */
  readonly recipient: number;
  readonly surrender: SurrenderAct;
}

/** An act on possession or title; `recipient` is absent where DCSA has "no party". */
export interface PartyAct extends Common {
  readonly code: Exclude<ActCode, SurrenderAct["code"]>;
  readonly recipient?: number;
  /** The bill was put into other hands by a court. */
  readonly order?: HistoryEntries["Reassigned"];
}

export type Act = SurrenderAct | AnswerAct | PartyAct;

/** A bill's life as DCSA sees it. */
export interface Life {
  readonly issued: HistoryEntries["Issued"];
  /** Oldest first. */
  readonly acts: readonly Act[];
}

/**
 * The acts of a bill that count for DCSA, oldest first.
 * @param history whole, newest first, as readHistory returns it
 * @throws WireError BROKEN_HISTORY, NO_DOCUMENT_OF_TITLE, ISSUE_REJECTED
 */
export function lifeOf(history: readonly HistoryEntry[]): Life {
  const issued = requireWhole(history);
  if (issued.kind === "WAYBILL") {
    throw new WireError("NO_DOCUMENT_OF_TITLE", "", "A waybill is no document of title and has no chain of acts");
  }
  const builder = new LifeBuilder(issued);
  for (const entry of history.toReversed()) builder.add(entry);
  return { issued, acts: builder.acts };
}

/** The issue, after checking that nothing is missing between it and the newest entry. */
export function requireWhole(history: readonly HistoryEntry[]): HistoryEntries["Issued"] {
  const issued = history.at(-1);
  if (issued?.event !== "Issued") throw broken("it does not lead back to the issue");
  for (const [index, { tokenId, sequence }] of history.entries()) {
    const expected = (history.length - index) % 65_536;
    if (tokenId !== issued.tokenId) throw broken("it has entries of several bills");
    if (sequence !== expected) throw broken(`event ${expected} is missing, event ${sequence} stands in its place`);
  }
  return issued;
}

class LifeBuilder {
  readonly acts: Act[] = [];
  readonly #issued: HistoryEntries["Issued"];
  #shipper: number;
  #instruction: HistoryEntries["Instructed"] | undefined;

  constructor(issued: HistoryEntries["Issued"]) {
    this.#issued = issued;
    this.#shipper = issued.shipper;
  }

  add(entry: HistoryEntry): void {
    switch (entry.event) {
      case "Issued":
        this.acts.push({ code: "ISSUE", entry, actor: entry.carrier, recipient: entry.issuedTo });
        return;
      case "PossessionTransferred":
        this.acts.push({ code: "TRANSFER", entry, actor: entry.from, recipient: entry.to });
        break;
      case "Endorsed":
        this.acts.push({ code: endorsementCode(entry), entry, actor: entry.by, ...recipient(entry.to) });
        break;
      case "EndorsementCancelled":
        this.#takeBack(entry, this.acts.findLastIndex(isEndorsement));
        break;
      case "Signed":
        this.acts.push({ code: "SIGN", entry, actor: entry.by });
        return;
      case "TransferRejected":
        this.#reject(entry);
        break;
      case "IssueRejected":
        throw new WireError(
          "ISSUE_REJECTED",
          "",
          "The first recipient rejected the issue: there is no bill to speak of",
        );
      case "Instructed":
        this.#instruction = entry;
        return;
      case "InstructionWithdrawn":
        break;
      case "Surrendered":
        this.acts.push(this.#surrender(entry));
        break;
      case "SurrenderAccepted":
      case "Reissued":
      case "PaperIssued":
        this.#answer(entry, "SURR");
        break;
      case "SurrenderRefused":
        this.#answer(entry, "SREJ");
        break;
      case "StandInReplaced":
        // Title passes on with its place; the shipper's place has nothing to do with it.
        if (entry.place === "TITLE") break;
        this.#shipper = entry.to;
        return;
      case "Reassigned": {
        const pending = this.#pending();
        if (pending !== undefined) pending.outcome = "OVERRULED";
        this.acts.push({
          code: "TRANSFER",
          entry,
          actor: this.#issued.carrier,
          recipient: entry.possessor,
          order: entry,
        });
        break;
      }
      case "AccountFollowed":
      case "ReplacementAllowed":
      case "PaperPresented":
      case "PaperReplaced":
      case "Frozen":
      case "Unfrozen":
      case "ReassignmentAnnounced":
      case "ReassignmentWithdrawn":
      case "DeliveryMarked":
        return;
      default:
        throw broken(`there is no word for ${unknown(entry)}`);
    }
    // Whatever moved title or possession ended an instruction.
    this.#instruction = undefined;
  }

  /** A rejection undoes the latest transfer, and the endorsement that the same act carried. */
  #reject(entry: HistoryEntries["TransferRejected"]): void {
    const index = this.acts.length - 1;
    const transfer = this.#takeBack(entry, this.acts[index]?.code === "TRANSFER" ? index : -1);
    const before = this.acts.at(-1);
    if (
      before !== undefined &&
      isEndorsement(before) &&
      before.entry.transaction === transfer.entry.transaction &&
      follows(transfer.entry, before.entry)
    ) {
      this.acts.pop();
    }
  }

  #takeBack(entry: HistoryEntry, index: number): Act {
    const [act] = index < 0 ? [] : this.acts.splice(index, 1);
    if (act === undefined) throw broken(`event ${entry.sequence}, ${entry.event}, undoes nothing`);
    return act;
  }

  #surrender(entry: HistoryEntries["Surrendered"]): SurrenderAct {
    const instruction = this.#instruction;
    // An instruction ends with any move, so that a surrender right behind it carried it out; but the shipper of a STRAIGHT
    // bill may surrender in its own right, whatever the consignee asked for.
    const isCarriedOut = instruction !== undefined && entry.by !== this.#shipper;
    return {
      code: entry.act === "SURRENDER_FOR_DELIVERY" ? entry.act : "SURRENDER_FOR_AMENDMENT",
      entry,
      actor: entry.by,
      ...(isCarriedOut ? { onBehalfOf: instruction.by } : {}),
      recipient: entry.carrier,
      reason: entry.reason,
      outcome: "PENDING",
    };
  }

  #answer(entry: AnswerAct["entry"], code: AnswerAct["code"]): void {
    const surrender = this.#pending();
    if (surrender === undefined) throw broken(`event ${entry.sequence}, ${entry.event}, answers no surrender`);
    surrender.outcome = code === "SURR" ? "ACCEPTED" : "REFUSED";
    this.acts.push({ code, entry, actor: entry.carrier, recipient: surrender.actor, surrender });
  }

  #pending(): SurrenderAct | undefined {
    return this.acts.findLast((act): act is SurrenderAct => isSurrender(act) && act.outcome === "PENDING");
  }
}

/** Whether an act is a surrender. */
export function isSurrender(act: Act): act is SurrenderAct {
  return act.code === "SURRENDER_FOR_DELIVERY" || act.code === "SURRENDER_FOR_AMENDMENT";
}

/** Whether an act is a carrier's answer. */
export function isAnswer(act: Act): act is AnswerAct {
  return act.code === "SURR" || act.code === "SREJ";
}

function isEndorsement({ code }: Act): boolean {
  return code === "ENDORSE" || code === "ENDORSE_TO_ORDER" || code === "BLANK_ENDORSE";
}

function endorsementCode({ act }: HistoryEntries["Endorsed"]): "ENDORSE" | "ENDORSE_TO_ORDER" | "BLANK_ENDORSE" {
  if (act === "ENDORSE" || act === "ENDORSE_TO_ORDER" || act === "BLANK_ENDORSE") return act;
  throw broken(`${act} is no endorsement`);
}

function recipient(member: number): { recipient?: number } {
  return member === 0 ? {} : { recipient: member };
}

function follows(later: HistoryEntry, earlier: HistoryEntry): boolean {
  return later.sequence === (earlier.sequence + 1) % 65_536;
}

function broken(fault: string): WireError {
  return new WireError("BROKEN_HISTORY", "", `The history cannot be believed: ${fault}`);
}

/** Fails to compile when the contract gets an event that has no case above. */
function unknown(entry: never): string {
  const { event }: { event: string } = entry;
  return event;
}
