/** What a carrier says when it issues a bill, made from the document and the members that it names. */
import { ZeroAddress, ZeroHash } from "ethers";

import type { Member } from "../chain/members.js";
import { Kind, type KindName, toFixedBytes } from "../chain/values.js";
import { ArgumentError, checkedAccount, checkedHash, checkedToken } from "../chain/arguments.js";
import { digestOf } from "../document/canonical.js";
import type { DcsaParty } from "../document/dcsa.js";
import type { JsonValue } from "../document/json.js";
import type { Party, TransportDocument } from "../document/transport-document.js";

/** One issue, as the contract takes it, with names and text. See Issuance in contracts/interfaces/BillTypes.sol. */
export interface Issuance {
  /** Digest of the document. */
  readonly tokenId: bigint;
  /** 1 to 20 printable ASCII characters. */
  readonly transportDocumentReference: string;
  readonly kind: KindName;
  /** Account of the first possessor; of a WAYBILL, the shipper. */
  readonly issueTo: string;
  /** Account; on a STRAIGHT bill or WAYBILL only. */
  readonly shipper?: string;
  /** Account of the consignee (STRAIGHT, WAYBILL) or the endorsee (TO_ORDER); absent on a BEARER bill. */
  readonly titleTo?: string;
  /** Hash of the DCSA party object for which the shipper stands in. */
  readonly shipperRepresents?: string;
  /** The same for the party to whom title goes. */
  readonly titleToRepresents?: string;
  /** NODISP, on a WAYBILL only. */
  readonly noDisposal?: boolean;
}

/** A member in the place of a party that the document names. */
export interface PlacedMember {
  readonly member: Member;
  /** Whether it only stands in for the named party, which is no member yet. */
  readonly standsIn?: boolean;
}

/** Who is who when a document is issued. */
export interface IssuanceParties {
  /** Who receives possession. */
  readonly issueTo: Member;
  /** On a STRAIGHT bill or WAYBILL. */
  readonly shipper?: PlacedMember;
  /** The consignee (STRAIGHT, WAYBILL) or the endorsee (TO_ORDER). */
  readonly titleTo?: PlacedMember;
  /** NODISP: the consignee and not the shipper may have the WAYBILL replaced. */
  readonly noDisposal?: boolean;
}

/** Why a document cannot be issued in this way. */
export type IssuanceErrorCode =
  /** The kind of bill needs a party that was not given, or was given one that it does not have. */
  | "PARTIES_DO_NOT_FIT"
  /** The document gives another LEI for the party than the member has. */
  | "OTHER_PARTY"
  /** The named party is a member itself: nobody stands in for it. */
  | "NO_STAND_IN"
  /** The carrier code of the document belongs to another carrier, or to none. */
  | "OTHER_CARRIER";

/** A document and the members given for it contradict each other. */
export class IssuanceError extends Error {
  override readonly name = "IssuanceError";
  constructor(
    readonly code: IssuanceErrorCode,
    /** RFC 6901 JSON pointer of the place in the document. */
    readonly pointer: string,
    fault: string,
  ) {
    super(`${pointer || "the document"}: ${fault}`);
  }
}

/** A place of a document that a member takes on the bill. */
export interface NamedParty {
  /** The word for it: `shipper`, `consignee` or `endorsee`. */
  readonly role: "shipper" | "consignee" | "endorsee";
  readonly party: Party;
  /** Hash of its DCSA party object: SHA-256 of the RFC 8785 canonical JSON. */
  readonly hash: string;
}

/** The parties of a document that stand on its bill: the shipper where the kind names it, and to whom title goes. */
export function namedParties(document: TransportDocument): { shipper?: NamedParty; titleTo?: NamedParty } {
  const { kind, parties, value } = document;
  const named = (role: NamedParty["role"], party: Party | undefined): NamedParty | undefined => {
    const object = value.documentParties[role];
    return party === undefined || object === undefined ? undefined : { role, party, hash: partyHash(object) };
  };
  const shipper = kind === "STRAIGHT" || kind === "WAYBILL" ? named("shipper", parties.shipper) : undefined;
  const titleTo = kind === "TO_ORDER" ? named("endorsee", parties.endorsee) : named("consignee", parties.consignee);
  return { ...(shipper && { shipper }), ...(kind !== "BEARER" && titleTo && { titleTo }) };
}

/** Hash of a DCSA party object: who a stand-in represents, and who an agent acts for. */
export function partyHash(party: DcsaParty): string {
  // A party of a document that was read is JSON as readJson makes it.
  return digestOf(party as unknown as JsonValue).digest;
}

/**
 * The issue of a document to these members. A party with an LEI in the document must be the member with this LEI, unless
 * the member stands in for it; a party without one is whom the carrier says it is.
 * @throws IssuanceError
 */
export function issuanceOf(document: TransportDocument, parties: IssuanceParties): Issuance {
  const { kind, tokenId, reference } = document;
  const { issueTo, noDisposal = false } = parties;
  const named = namedParties(document);
  const refuse = (fault: string) => new IssuanceError("PARTIES_DO_NOT_FIT", document.pointer, fault);
  if (noDisposal && kind !== "WAYBILL") throw refuse(`NODISP is for a WAYBILL, and this document is ${kind}`);
  if (kind === "WAYBILL" && issueTo.member !== parties.shipper?.member.member) {
    throw refuse(`a WAYBILL stays with its shipper, and member ${issueTo.member} is not given as the shipper`);
  }
  const shipper = place(document, "shipper", named.shipper, parties.shipper);
  const titleTo = place(document, "titleTo", named.titleTo, parties.titleTo);
  return {
    tokenId,
    transportDocumentReference: reference,
    kind,
    issueTo: issueTo.account,
    ...(shipper && { shipper: shipper.account, ...(shipper.represents && { shipperRepresents: shipper.represents }) }),
    ...(titleTo && { titleTo: titleTo.account, ...(titleTo.represents && { titleToRepresents: titleTo.represents }) }),
    noDisposal,
  };
}

/** The struct for the contract, with every field checked. */
export function encodeIssuance(issuance: Issuance, argument = "issuance") {
  const { tokenId, transportDocumentReference: reference, kind, noDisposal = false } = issuance;
  const account = (value: string | undefined, name: string) =>
    value === undefined ? ZeroAddress : checkedAccount(value, `${argument}.${name}`);
  const hash = (value: string | undefined, name: string) =>
    value === undefined ? ZeroHash : checkedHash(value, `${argument}.${name}`);
  if (!Object.hasOwn(Kind, kind)) throw new ArgumentError(`${argument}.kind`, `is no kind: ${JSON.stringify(kind)}`);
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,18}[\x21-\x7e])?$/.test(reference)) {
    throw new ArgumentError(
      `${argument}.transportDocumentReference`,
      `is not 1 to 20 printable ASCII characters without a space at either end: ${JSON.stringify(reference)}`,
    );
  }
  return {
    tokenId: checkedToken(tokenId, `${argument}.tokenId`),
    transportDocumentReference: toFixedBytes(reference, 20),
    kind: Kind[kind],
    issueTo: checkedAccount(issuance.issueTo, `${argument}.issueTo`),
    shipper: account(issuance.shipper, "shipper"),
    titleTo: account(issuance.titleTo, "titleTo"),
    shipperRepresents: hash(issuance.shipperRepresents, "shipperRepresents"),
    titleToRepresents: hash(issuance.titleToRepresents, "titleToRepresents"),
    noDisposal,
  };
}

function place(
  document: TransportDocument,
  key: "shipper" | "titleTo",
  named: NamedParty | undefined,
  given: PlacedMember | undefined,
): { account: string; represents?: string } | undefined {
  const refuse = (code: IssuanceErrorCode, fault: string) =>
    new IssuanceError(code, named?.party.pointer ?? document.pointer, fault);
  if (named === undefined && given === undefined) return undefined;
  if (named === undefined) {
    throw refuse("PARTIES_DO_NOT_FIT", `a bill of the kind ${document.kind} names no ${key}, and one was given`);
  }
  if (given === undefined) {
    throw refuse("PARTIES_DO_NOT_FIT", `the ${named.role} "${named.party.name}" needs a member in its place`);
  }
  const { member, standsIn = false } = given;
  const { lei, name } = named.party;
  if (standsIn) {
    if (lei !== undefined && lei === member.lei) {
      throw refuse("NO_STAND_IN", `member ${member.member} is the ${named.role} itself, by its LEI ${lei}`);
    }
    return { account: member.account, represents: named.hash };
  }
  if (lei !== undefined && lei !== member.lei) {
    throw refuse(
      "OTHER_PARTY",
      `the ${named.role} "${name}" has the LEI ${lei}, and member ${member.member} has ${member.lei || "none"}`,
    );
  }
  return { account: member.account };
}
