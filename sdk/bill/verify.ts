/**
 * Whether a document is a genuine bill, by nothing but its file and a node: the token is the digest of the document, and
 * the rest of the document must be what the chain says of the token.
 */
import type { Provider } from "ethers";

import { ChainError, decodingErrors } from "../chain/errors.js";
import { type Member, memberByCarrierCode, readMember } from "../chain/members.js";
import { type PlaceName, shortToken } from "../chain/values.js";
import { unwrapTransportDocument } from "../document/envelope.js";
import { DocumentError } from "../document/error.js";
import type { TransportDocument } from "../document/transport-document.js";
import { type BillDetails, readBillDetails } from "./bill.js";
import { type BillAddresses, type BillContracts, connectBills } from "./contracts.js";
import { type HistoryEntries, type HistoryEntry, readHistory } from "./history.js";
import { type NamedParty, namedParties } from "./issuance.js";
import { type LiveSuccessor, liveSuccessorsOf } from "./lineage.js";
import { describeGenuine, type GenuineState, stateOf, warningsFor } from "./verdict.js";

/** Why a document is no genuine bill. */
export type RefusalCode =
  /** No transport document that Bollard reads: see `cause`. */
  | "NOT_A_DOCUMENT"
  /** No token has this digest: a value was changed, or the document was never issued here. */
  | "NO_SUCH_BILL"
  /** The token was issued by another member than the one with the document's carrier code. */
  | "OTHER_CARRIER"
  /** The token was issued as another kind of bill than the document is. */
  | "OTHER_KIND"
  /** The token was issued under another reference. */
  | "OTHER_REFERENCE"
  /** The token names another party than the document. */
  | "OTHER_PARTY";

/** A document that must not be relied on. */
export interface NotGenuine {
  readonly genuine: false;
  readonly code: RefusalCode;
  /** One plain sentence. */
  readonly sentence: string;
  /** Absent if the file is no document. */
  readonly document?: TransportDocument;
  /** The bill that has the document's reference, if it is another one. */
  readonly otherBill?: bigint;
  readonly cause?: DocumentError;
}

/** A genuine bill, and how it stands. */
export interface Genuine {
  readonly genuine: true;
  readonly state: GenuineState;
  /** One plain sentence. */
  readonly sentence: string;
  /** What a reader should know besides: a freeze, a letter of indemnity, a carrier that is suspended, ... */
  readonly warnings: readonly string[];
  readonly document: TransportDocument;
  readonly bill: BillDetails;
  /** The member that issued, to which the carrier code of the document belongs. */
  readonly carrier: Member;
  /** Who has possession; of a bill that is closed, who had it last. */
  readonly possessor: Member;
  /** Who has title: to a BEARER bill whoever has possession; absent on a WAYBILL, which gives none. */
  readonly titleholder?: Member;
  /** Newest first, complete. */
  readonly history: readonly HistoryEntry[];
  /** The bills that stand in its place now, if it was followed by others. */
  readonly liveSuccessors: readonly LiveSuccessor[];
}

export type Verification = Genuine | NotGenuine;

/**
 * Verifies a document file.
 * @param input the bytes of a DCSA transport document, or of an envelope around one
 * @param provider to the node that is asked; a node that lies in everything must be compared with another
 * @throws ChainError if the node does not answer or the contracts are not there, HistoryError if it leaves events out: then
 * nothing is known of the document
 */
export async function verifyDocument(
  input: string | Uint8Array,
  provider: Provider,
  addresses: BillAddresses,
): Promise<Verification> {
  let document: TransportDocument;
  try {
    ({ document } = unwrapTransportDocument(input));
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const sentence = `The file is no transport document that can be verified: ${error.message.split("\n")[0]}`;
    return { genuine: false, code: "NOT_A_DOCUMENT", sentence, cause: error };
  }

  const contracts = connectBills(addresses, provider);
  const { listProvider, code } = document.carrier;
  const carrier = await memberByCarrierCode(contracts.consortium, listProvider, code);
  const bill = await findBill(contracts, document.tokenId);
  if (bill === undefined) return await noSuchBill(contracts, document, carrier);
  const history = await readHistory(contracts.billOfLading, document.tokenId, bill);
  const refused = await contradiction(contracts, document, bill, history, carrier);
  if (refused !== undefined) return { genuine: false, document, ...refused };

  // Title to a BEARER bill stands with whoever has possession, or had it when the bill was surrendered.
  const title = bill.kind === "BEARER" ? bill.delivery.entitled : bill.titleholder;
  const [issuer, possessor, titleholder, liveSuccessors] = await Promise.all([
    memberAt(contracts, bill, bill.carrier),
    memberAt(contracts, bill, bill.possessor),
    title === 0 ? undefined : memberAt(contracts, bill, title),
    liveSuccessorsOf(contracts.billOfLading, bill),
  ]);
  const state = stateOf(bill);
  const known = { state, document, bill, carrier: issuer, possessor, history, liveSuccessors };
  const genuine = { ...known, ...(titleholder && { titleholder }) };
  return { genuine: true, ...genuine, sentence: describeGenuine(genuine), warnings: warningsFor(genuine) };
}

async function findBill(
  { billOfLading, consortium }: BillContracts,
  tokenId: bigint,
): Promise<BillDetails | undefined> {
  try {
    return await readBillDetails(billOfLading, consortium, tokenId);
  } catch (error) {
    if (error instanceof ChainError && error.code === "ERC721NonexistentToken") return undefined;
    throw error;
  }
}

/** Says what the chain has under the document's reference, for that is where a changed document comes from. */
async function noSuchBill(
  { billOfLading }: BillContracts,
  document: TransportDocument,
  carrier: Member | undefined,
): Promise<NotGenuine> {
  const refuse = (why: string, otherBill = 0n): NotGenuine => ({
    genuine: false,
    code: "NO_SUCH_BILL",
    sentence: `Not genuine: no bill has the digest of this document, ${shortToken(document.tokenId)}. ${why}`,
    document,
    ...(otherBill !== 0n && { otherBill }),
  });
  const code = `${document.carrier.listProvider}:${document.carrier.code}`;
  if (carrier === undefined) return refuse(`No member issues under its carrier code ${code} either`);
  const other = await decodingErrors(billOfLading.tokenByReference(carrier.member, document.referenceBytes20));
  if (other === 0n) return refuse(`The carrier ${code} has no bill under the reference ${document.reference}`);
  return refuse(
    `The carrier's reference ${document.reference} belongs to the bill ${shortToken(other)}: this is another document`,
    other,
  );
}

type Refusal = Pick<NotGenuine, "code" | "sentence">;

/** Where the chain says something else than the document; nothing if they agree. */
async function contradiction(
  contracts: BillContracts,
  document: TransportDocument,
  bill: BillDetails,
  history: readonly HistoryEntry[],
  carrier: Member | undefined,
): Promise<Refusal | undefined> {
  const refuse = (code: RefusalCode, fault: string) => ({ code, sentence: `Not genuine: ${fault}` });
  if (carrier?.member !== bill.carrier) {
    const code = `${document.carrier.listProvider}:${document.carrier.code}`;
    const owner = carrier === undefined ? "nobody" : `member ${carrier.member}`;
    return refuse(
      "OTHER_CARRIER",
      `member ${bill.carrier} issued it, and the carrier code ${code} belongs to ${owner}`,
    );
  }
  const issued = history.find((entry): entry is HistoryEntries["Issued"] => entry.event === "Issued");
  // A complete history ends with it.
  if (issued === undefined) throw new TypeError("the history has no issue");
  if (issued.kind !== document.kind) {
    return refuse("OTHER_KIND", `it was issued as ${issued.kind}, and the document is ${document.kind}`);
  }
  if (issued.transportDocumentReference !== document.reference) {
    const { transportDocumentReference: other } = issued;
    return refuse("OTHER_REFERENCE", `it was issued as ${other}, and the document is ${document.reference}`);
  }
  const named = namedParties(document);
  const places: [PlaceName, NamedParty | undefined, number, string | undefined][] = [
    ["SHIPPER", named.shipper, issued.shipper, bill.standInFor.shipper],
    ["TITLE", named.titleTo, issued.titleTo, bill.standInFor.title],
  ];
  for (const [place, party, member, represents] of places) {
    if (party === undefined) continue;
    const fault = await partyFault(contracts, bill, history, place, party, member, represents);
    if (fault !== undefined) return refuse("OTHER_PARTY", fault);
  }
  return undefined;
}

/** Why the member at a place is not the party that the document names there. */
async function partyFault(
  contracts: BillContracts,
  bill: BillDetails,
  history: readonly HistoryEntry[],
  place: PlaceName,
  { role, party, hash }: NamedParty,
  atIssue: number,
  standInFor: string | undefined,
): Promise<string | undefined> {
  const replaced = history.find(
    (entry): entry is HistoryEntries["StandInReplaced"] => entry.event === "StandInReplaced" && entry.place === place,
  );
  const represents = standInFor ?? replaced?.represents;
  if (represents !== undefined && represents !== hash) {
    return `member ${atIssue} stands in for another ${role} than "${party.name}"`;
  }
  // Whoever only stands in is not the party itself; who took the place over must be.
  const number = represents === undefined ? atIssue : replaced?.to;
  if (number === undefined || party.lei === undefined) return undefined;
  const member = await memberAt(contracts, bill, number);
  if (member.lei === party.lei) return undefined;
  return `its ${role} is member ${number} with the LEI ${member.lei || "none"}, and the document's is ${party.lei}`;
}

async function memberAt({ consortium }: BillContracts, bill: BillDetails, number: number): Promise<Member> {
  return bill.members.get(number) ?? (await readMember(consortium, number));
}
