import type { Consortium__factory, IConsortium__factory } from "../../../typechain-types/index.js";
import { bytes, choice, each, number, party, roles } from "../labels.js";
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
        roles: roles("Roles"),
        lei: bytes("LEI (ASCII)"),
        carrierCodes: each("Carrier code", CARRIER_CODE),
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
    fields: { member: number("Member"), roles: roles("Roles") },
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
  remove: {
    intent: "Remove a member for good",
    sentence: "Remove member {member} for good",
    fields: { member: number("Member") },
  },
};
