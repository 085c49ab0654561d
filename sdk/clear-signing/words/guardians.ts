import type { Guardians__factory, IGuardians__factory } from "../../../typechain-types/index.js";
import { bill, choice, duration, number } from "../labels.js";
import type { ContractWords } from "../words.js";
import { SET_AUTHORITY } from "./shared.js";

/** Guardians: what several members stop for a while. */
export const GUARDIANS_WORDS: ContractWords<typeof IGuardians__factory.abi, typeof Guardians__factory.abi> = {
  ...SET_AUTHORITY,
  setGuardians: {
    intent: "Set the guardians",
    fields: { members: number("Guardian (member)"), approvalsNeeded: number("Approvals needed") },
  },
  approvePause: {
    intent: "Approve: pause all moves",
    sentence: "Approve to pause all moves of all bills for {duration}",
    fields: { duration: duration("For") },
  },
  approveResume: { intent: "Approve: end the pause", fields: {} },
  approveFreeze: {
    intent: "Approve: freeze a bill",
    sentence: "Approve to freeze bill {tokenId} for {duration}",
    fields: { tokenId: bill(), duration: duration("For") },
  },
  approveUnfreeze: {
    intent: "Approve: unfreeze a bill",
    sentence: "Approve to unfreeze bill {tokenId}",
    fields: { tokenId: bill() },
  },
  withdrawApproval: {
    intent: "Withdraw your approval",
    fields: { call: { act: choice("Of"), tokenId: bill("Bill (0: all)"), duration: duration("For") } },
  },
};
