/** Finds the members that a document names, so that a carrier need say only what the document does not. */
import type { Consortium } from "../../typechain-types/index.js";
import { findMember, type Member, memberByCarrierCode, memberByLei, memberOfAccount } from "../chain/members.js";
import type { PlaceName } from "../chain/values.js";
import type { Party, TransportDocument } from "../document/transport-document.js";
import {
  type Issuance,
  IssuanceError,
  issuanceOf,
  type NamedParty,
  namedParties,
  type PlacedMember,
} from "./issuance.js";

/** What the document does not say, or the carrier knows better. A member is a number, account, LEI or carrier code. */
export interface IssuanceChoices {
  /** Who receives possession; unless told, the shipper by its LEI. */
  readonly issueTo?: string | undefined;
  /** Unless told, by its LEI. */
  readonly shipper?: string | undefined;
  /** Consignee or endorsee; unless told, by its LEI. */
  readonly titleTo?: string | undefined;
  /** The places where the member given only stands in for the named party. */
  readonly standIns?: readonly PlaceName[] | undefined;
  /** NODISP. */
  readonly noDisposal?: boolean | undefined;
}

/**
 * The issue of a document by the carrier that acts through `account`.
 * @throws IssuanceError if carrier or parties contradict the document, or the document does not say who a party is
 * @throws ArgumentError for a choice that is no member
 */
export async function issuanceFor(
  consortium: Consortium,
  account: string,
  document: TransportDocument,
  choices: IssuanceChoices = {},
): Promise<Issuance> {
  await requireCarrier(consortium, account, document);
  const { standIns = [] } = choices;
  const named = namedParties(document);
  const [shipper, titleTo] = await Promise.all([
    placed(consortium, named.shipper, choices.shipper, "shipper", standIns.includes("SHIPPER")),
    placed(consortium, named.titleTo, choices.titleTo, "titleTo", standIns.includes("TITLE")),
  ]);
  const issueTo =
    choices.issueTo === undefined
      ? (shipper?.member ?? (await memberFor(consortium, "shipper", document.parties.shipper, "issueTo")))
      : await findMember(consortium, choices.issueTo, "issueTo");
  return issuanceOf(document, {
    issueTo,
    ...(shipper && { shipper }),
    ...(titleTo && { titleTo }),
    noDisposal: choices.noDisposal ?? false,
  });
}

async function requireCarrier(consortium: Consortium, account: string, document: TransportDocument): Promise<void> {
  const { listProvider, code } = document.carrier;
  const pointer = `${document.pointer}/carrierCode`;
  const [owner, issuer] = await Promise.all([
    memberByCarrierCode(consortium, listProvider, code),
    memberOfAccount(consortium, account),
  ]);
  if (owner === undefined) {
    throw new IssuanceError("OTHER_CARRIER", pointer, `no member issues under the code ${listProvider}:${code}`);
  }
  if (owner.member !== issuer?.member) {
    const who = issuer === undefined ? `${account}, which belongs to no member` : `member ${issuer.member}`;
    throw new IssuanceError(
      "OTHER_CARRIER",
      pointer,
      `the code ${listProvider}:${code} belongs to member ${owner.member}, not to ${who}`,
    );
  }
}

async function placed(
  consortium: Consortium,
  named: NamedParty | undefined,
  choice: string | undefined,
  argument: "shipper" | "titleTo",
  standsIn: boolean,
): Promise<PlacedMember | undefined> {
  if (choice === undefined) {
    return named && { member: await memberFor(consortium, named.role, named.party, argument), standsIn };
  }
  const member = await findMember(consortium, choice, argument);
  if (standsIn && named?.party.lei !== undefined) {
    const joined = await memberByLei(consortium, named.party.lei);
    if (joined !== undefined) {
      const fault = `the ${named.role} "${named.party.name}" is member ${joined.member}: nobody stands in for it`;
      throw new IssuanceError("NO_STAND_IN", named.party.pointer, fault);
    }
  }
  return { member, standsIn };
}

/** The member that a party of the document is, by its LEI. */
async function memberFor(consortium: Consortium, role: string, party: Party, argument: string): Promise<Member> {
  const refuse = (fault: string) => new IssuanceError("PARTIES_DO_NOT_FIT", party.pointer, fault);
  if (party.lei === undefined) {
    throw refuse(`the ${role} "${party.name}" has no LEI: say as ${argument} which member it is`);
  }
  const member = await memberByLei(consortium, party.lei);
  if (member === undefined) {
    throw refuse(
      `the ${role} "${party.name}" with the LEI ${party.lei} is no member: say as ${argument} who stands in`,
    );
  }
  return member;
}
