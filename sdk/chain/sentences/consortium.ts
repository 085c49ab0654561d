import type { IConsortium__factory } from "../../../typechain-types/index.js";
import type { ErrorsOf, Sentences } from "./sentence.js";

/** Without those of OpenZeppelin's IVotes, which have their sentences with the rest of OpenZeppelin's. */
type ConsortiumError = Extract<ErrorsOf<typeof IConsortium__factory.abi>, { name: `Consortium_${string}` }>;

/** Why the consortium refuses: IConsortium and its parts. */
export const CONSORTIUM_SENTENCES: Sentences<ConsortiumError> = {
  Consortium_NotActive: ({ account, status }, values) =>
    values.status === "NONE"
      ? `${account} belongs to no member`
      : values.status === "REPLACED"
        ? `${account} is no member's account any more: its member has replaced it`
        : `${account} belongs to a member that is ${status} and not active`,
  Consortium_AccountTaken: ({ account, member }) =>
    `${account} is or was the account of ${member}, and can be nobody's again`,
  Consortium_ZeroAccount: () => `The zero address cannot be a member's account`,
  Consortium_InvalidLei: ({ lei }) =>
    `The LEI ${lei} is not 18 letters or digits and the two check digits that fit them`,
  Consortium_LeiTaken: ({ lei, member }) => `The LEI ${lei} belongs to ${member} already`,
  Consortium_InvalidCustodian: ({ account }) =>
    `${account} cannot be a custodian: a custodian is a contract without LEI and without another role`,
  Consortium_NoRole: () => `A member has at least one role`,
  Consortium_CarrierCodeMismatch: ({ roles, carrierCodes }) =>
    `${carrierCodes} carrier codes do not fit the roles ${roles}: a carrier has at least one, and nobody else has any`,
  Consortium_InvalidCarrierCode: ({ list, code }) =>
    `The carrier code ${code} of the list ${list} is not 2 to 4 capital letters or digits`,
  Consortium_CarrierCodeTaken: ({ list, code, member }) =>
    `The carrier code ${code} of the list ${list} belongs to ${member} already`,
  Consortium_NoSuchMember: (_, { member }) => `There is no member with the number ${member}`,
  Consortium_OnlyItself: ({ account }) =>
    `${account} is not the consortium, which alone writes where its members stand`,
  Consortium_RolesRefused: ({ member, previousRoles, roles }) =>
    `The roles of ${member} cannot change from ${previousRoles} to ${roles}: they change, and nobody gains or loses ` +
    `CARRIER or CUSTODIAN`,
  Consortium_IllegalMove: ({ member, from, to }) => `The standing of ${member} cannot change from ${from} to ${to}`,

  /* ACCOUNTS */

  Consortium_NotProposed: ({ member, account }) => `${account} is not the account that ${member} proposed as its next`,
  Consortium_NothingToWithdraw: ({ member, account }) =>
    `There is no proposal of ${member} that ${account} could withdraw`,

  /* SEATS */

  Consortium_NoVote: ({ account }) =>
    `${account} has no vote: it is not the account of an active member that speaks for its group`,
  Consortium_NoSuchGroup: ({ group }) => `There is no group ${group}`,
  Consortium_GroupRefused: ({ member, group }) =>
    `The group ${group} cannot take ${member} in: it is in it already, is removed, or is customs or a custodian`,
  Consortium_SeatRefused: ({ group, member }) =>
    `The seat of the group ${group} cannot go to ${member}: it is not active, not of the group, or has the seat already`,
  Consortium_SeatTaken: ({ group, speaker }) => `The seat of the group ${group} is taken by member ${speaker}`,
  Consortium_NoDelegation: () => `A vote is passed on within its group alone: nobody delegates`,

  /* PROFILES */

  Consortium_ProfileRefused: ({ member }) =>
    `The profile of ${member} stands there already, or its address is longer than 2,048 bytes`,
  Consortium_InvalidKey: ({ scheme, key }) =>
    `${key} is no new key of the scheme ${scheme}: X25519 has 32 bytes, P256 33 compressed ones, and NONE has none`,
  Consortium_NoSuchKey: ({ member, number }) => `There is no encryption key ${number} of ${member}`,
  Consortium_SubstituteRefused: ({ member, substitute }) =>
    `${substitute === "0" ? "Nobody" : `Member ${substitute}`} cannot be named as substitute of ${member}: only a ` +
    `removed member has one, which is active, and another than before`,
};
