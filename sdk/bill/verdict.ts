/** The words for how a genuine bill stands. */
import type { Member } from "../chain/members.js";
import { shortToken, timeText } from "../chain/values.js";
import type { TransportDocument } from "../document/transport-document.js";
import type { BillDetails } from "./bill.js";
import type { LiveSuccessor } from "./lineage.js";

/** How a genuine bill stands. */
export type GenuineState =
  /** In force: it can be passed on and surrendered. */
  | "LIVE"
  /** Surrendered; the carrier has not answered yet. */
  | "PENDING"
  /** Closed: surrendered for delivery and accepted. */
  | "SURRENDERED"
  /** Closed: other bills stand in its place. */
  | "SUPERSEDED"
  /** Not in force as an electronic bill: it lives on paper. */
  | "ON_PAPER"
  /** Closed: the first recipient rejected the issue. */
  | "VOID";

interface Standing {
  readonly state: GenuineState;
  readonly document: TransportDocument;
  readonly bill: BillDetails;
  readonly carrier: Member;
  readonly possessor: Member;
  readonly titleholder?: Member;
  readonly liveSuccessors: readonly LiveSuccessor[];
}

export function stateOf({ status, successors }: Pick<BillDetails, "status" | "successors">): GenuineState {
  if (successors.length > 0) return "SUPERSEDED";
  switch (status) {
    case "PENDING_SURRENDER_FOR_DELIVERY":
    case "PENDING_SURRENDER_FOR_AMENDMENT":
      return "PENDING";
    case "SURRENDERED_FOR_DELIVERY":
      return "SURRENDERED";
    case "PAPER":
      return "ON_PAPER";
    case "ISSUED":
      return "LIVE";
    default:
      return "VOID";
  }
}

/** One sentence for the verdict. */
export function describeGenuine({ state, bill, possessor, titleholder, liveSuccessors }: Standing): string {
  const entitled = bill.delivery.entitled === 0 ? "nobody" : nameOf(bill, bill.delivery.entitled);
  switch (state) {
    case "LIVE": {
      const held = `${describe(possessor)} has possession`;
      if (bill.kind === "WAYBILL") return `Genuine and live: ${held} of this waybill, ${entitled} is the consignee`;
      return `Genuine and live: ${held}, ${titleholder === undefined ? "nobody" : describe(titleholder)} has title`;
    }
    case "PENDING":
      return `Genuine, and surrendered to its carrier, which has not answered yet`;
    case "SURRENDERED":
      return `Genuine and closed: it was surrendered for delivery, to which ${entitled} is entitled`;
    case "SUPERSEDED": {
      const bills = liveSuccessors.map(({ tokenId, status }) => `${shortToken(tokenId)} (${status})`).join(", ");
      return `Genuine but superseded: in its place ${liveSuccessors.length === 1 ? "stands" : "stand"} ${bills}`;
    }
    case "ON_PAPER":
      return bill.paper?.presenter
        ? `Genuine, but it lived on paper, which was taken in: ${entitled} is entitled to delivery`
        : `Genuine, but it lives on paper: only the paper counts, of which there are ${bill.paper?.originals} originals`;
    case "VOID":
      return `Genuine but void: its first recipient rejected the issue`;
  }
}

/** What a reader should know besides. */
export function warningsFor({ document, bill, carrier, possessor, titleholder }: Standing): string[] {
  const warnings: string[] = [];
  if (bill.isFrozen) {
    const until = bill.freeze?.until ? timeText(bill.freeze.until) : "governance unfreezes it";
    warnings.push(`The bill is frozen until ${until}: nobody can act on it`);
  }
  if (bill.isAgainstIndemnity) warnings.push("Cargo was released against a letter of indemnity, without this bill");
  if (bill.isDeliveryBegun) warnings.push("Delivery has begun");
  for (const member of new Map([carrier, possessor, titleholder].map((each) => [each?.member, each])).values()) {
    if (member !== undefined && member.status !== "ACTIVE") warnings.push(`${describe(member)} is ${member.status}`);
  }
  for (const place of ["shipper", "title"] as const) {
    if (bill.standInFor[place] === undefined) continue;
    const who = place === "shipper" ? "The shipper" : `The ${bill.kind === "TO_ORDER" ? "endorsee" : "consignee"}`;
    warnings.push(`${who} named in the document was represented by another member at issue`);
  }
  for (const { pointer, message } of document.findings)
    warnings.push(`Document, ${pointer || "as a whole"}: ${message}`);
  return warnings;
}

function describe({ member, lei }: Member): string {
  return lei === "" ? `member ${member}` : `member ${member} (LEI ${lei})`;
}

function nameOf(bill: BillDetails, member: number): string {
  const known = bill.members.get(member);
  return known === undefined ? `member ${member}` : describe(known);
}
