import type { Consortium__factory, IConsortium__factory } from "../../../typechain-types/index.js";
import { ROLES } from "../enums.js";
import { bytes, choice, code, each, number, party, text } from "../labels.js";
import type { ContractWords } from "../words.js";
import { SET_AUTHORITY } from "./shared.js";

const CARRIER_CODE = { list: choice("List"), code: bytes("Carrier code (ASCII)") };

/** Consortium: who is a member, and what a member does about itself. */
export const CONSORTIUM_WORDS: ContractWords<typeof IConsortium__factory.abi, typeof Consortium__factory.abi> = {
  ...SET_AUTHORITY,
  admit: {
    intent: "Admit a member",
    fields: {
      admission: {
        account: party("Account"),
        roles: code("Roles", ROLES),
        lei: bytes("LEI (ASCII)"),
        carrierCodes: each("Carrier code", CARRIER_CODE),
        group: number("Group (0: its own)"),
      },
    },
  },
  addCarrierCode: {
    intent: "Add a carrier code",
    fields: { member: number("Member"), carrierCode: CARRIER_CODE },
  },
  setRoles: {
    intent: "Change a member's roles",
    sentence: "Set the roles of member {member} to: {roles}",
    fields: { member: number("Member"), roles: code("Roles", ROLES) },
  },
  suspend: {
    intent: "Suspend a member",
    sentence: "Suspend member {member}",
    fields: { member: number("Member") },
  },
  reinstate: {
    intent: "Reinstate a member",
    sentence: "Reinstate member {member}",
    fields: { member: number("Member") },
  },
  proposeAccount: {
    intent: "Propose your new account",
    sentence: "Propose {account} as your new account",
    fields: { account: party("New account") },
  },
  withdrawAccount: {
    intent: "Withdraw a proposed account",
    sentence: "Withdraw the account proposed for member {member}",
    fields: { member: number("Member") },
  },
  acceptAccount: {
    intent: "Become a member's account",
    sentence: "Become the account of member {member}",
    fields: { member: number("Member") },
  },
  replaceAccount: {
    intent: "Replace a member's account",
    sentence: "Make {account} the account of member {member}",
    fields: { member: number("Member"), account: party("New account") },
  },
  setGroup: {
    intent: "Move member to other group",
    sentence: "Move member {member} to group {group} (0: a new one)",
    fields: { member: number("Member"), group: number("Group (0: its own)") },
  },
  passSeat: {
    intent: "Pass your group's seat on",
    sentence: "Pass your group's seat to member {member}",
    fields: { member: number("To member") },
  },
  takeSeat: { intent: "Take your group's empty seat", fields: {} },
  giveSeat: {
    intent: "Give a group's seat to member",
    sentence: "Give the seat of its group to member {member}",
    fields: { member: number("To member") },
  },
  setProfile: {
    intent: "Set where your profile stands",
    sentence: "Your profile stands at {uri}",
    fields: { uri: text("Address (empty: no)") },
  },
  setEncryptionKey: {
    intent: "Set your encryption key",
    sentence: "Have documents for you encrypted to the {scheme} key {key}",
    fields: { scheme: choice("Scheme"), key: bytes("Public key") },
  },
  nameSubstitute: {
    intent: "Name a substitute for a member",
    sentence: "Let member {substitute} act for removed member {member} (0: nobody)",
    fields: { member: number("Removed member"), substitute: number("Substitute (0: none)") },
  },
  remove: {
    intent: "Remove a member for good",
    sentence: "Remove member {member} for good",
    fields: { member: number("Member") },
  },
};
