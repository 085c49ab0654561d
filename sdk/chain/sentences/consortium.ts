import type { IConsortium__factory } from "../../../typechain-types/index.js";
import type { ErrorsOf, Sentences } from "./sentence.js";

/** Why the consortium refuses: IConsortium. */
export const CONSORTIUM_SENTENCES: Sentences<ErrorsOf<typeof IConsortium__factory.abi>> = {
  Consortium_NotActive: ({ account, status }, values) =>
    values.status === "NONE"
      ? `${account} belongs to no member`
      : `${account} belongs to a member that is ${status} and not active`,
  Consortium_AccountTaken: ({ account, member }) => `${account} belongs to ${member} already`,
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
  Consortium_RolesRefused: ({ member, previousRoles, roles }) =>
    `The roles of ${member} cannot change from ${previousRoles} to ${roles}: they change, and nobody gains or loses ` +
    `CARRIER or CUSTODIAN`,
  Consortium_IllegalMove: ({ member, from, to }) => `The standing of ${member} cannot change from ${from} to ${to}`,
};
