/** What decisions of the members call in OpenZeppelin's contracts. */
import type { AccessManager__factory, TimelockController__factory } from "../../../typechain-types/index.js";
import { bytes, call, contract, date, duration, number, party, text, yesNo } from "../labels.js";
import { calledBy, type ContractWords } from "../words.js";

type ManagerAbi = typeof AccessManager__factory.abi;
type TimelockAbi = typeof TimelockController__factory.abi;

const ROLE = number("Role number");
const GOVERNOR = calledBy("the governor");
const RECEIVED = calledBy("a token");

/** AccessManager: who may call which restricted function. */
export const ACCESS_MANAGER_WORDS: ContractWords<ManagerAbi, ManagerAbi> = {
  consumeScheduledOp: calledBy("a contract that it manages"),
  grantRole: {
    intent: "Grant a role",
    sentence: "Grant role {roleId} to {account}, effective after {executionDelay}",
    fields: { roleId: ROLE, account: party("To"), executionDelay: duration("Delay of acts") },
  },
  revokeRole: {
    intent: "Revoke a role",
    sentence: "Revoke role {roleId} of {account}",
    fields: { roleId: ROLE, account: party("From") },
  },
  renounceRole: {
    intent: "Give up your role",
    sentence: "Give up role {roleId} of {callerConfirmation}",
    fields: { roleId: ROLE, callerConfirmation: party("Your account") },
  },
  labelRole: { intent: "Name a role", fields: { roleId: ROLE, label: text("Name") } },
  setRoleAdmin: { intent: "Set who administers a role", fields: { roleId: ROLE, admin: number("By role") } },
  setRoleGuardian: { intent: "Set the guardian of a role", fields: { roleId: ROLE, guardian: number("By role") } },
  setGrantDelay: { intent: "Set the delay of grants", fields: { roleId: ROLE, newDelay: duration("Delay") } },
  setTargetFunctionRole: {
    intent: "Set who may call functions",
    fields: { target: contract("Contract"), selectors: bytes("Function (selector)"), roleId: ROLE },
  },
  setTargetAdminDelay: {
    intent: "Set the delay of changes",
    fields: { target: contract("Contract"), newDelay: duration("Delay") },
  },
  setTargetClosed: {
    intent: "Close or open a contract",
    sentence: "Close {target} to all restricted calls: {closed}",
    fields: { target: contract("Contract"), closed: yesNo("Closed") },
  },
  updateAuthority: {
    intent: "Move control to other manager",
    sentence: "Let {newAuthority} decide who may call {target}",
    fields: { target: contract("Contract"), newAuthority: contract("New manager") },
  },
  execute: {
    intent: "Call with your role",
    fields: { target: contract("Contract"), data: call("Call", "target") },
  },
  schedule: {
    intent: "Schedule a call",
    fields: { target: contract("Contract"), data: call("Call", "target"), when: date("Not before") },
  },
  cancel: {
    intent: "Cancel a scheduled call",
    fields: { caller: party("Scheduled by"), target: contract("Contract"), data: call("Call", "target") },
  },
  multicall: { intent: "Several calls in one", fields: { data: call("Call", "@.to") } },
};

/** TimelockController: what a decision waits in. */
export const TIMELOCK_WORDS: ContractWords<TimelockAbi, TimelockAbi> = {
  schedule: GOVERNOR,
  scheduleBatch: GOVERNOR,
  execute: GOVERNOR,
  executeBatch: GOVERNOR,
  cancel: GOVERNOR,
  onERC721Received: RECEIVED,
  onERC1155Received: RECEIVED,
  onERC1155BatchReceived: RECEIVED,
  updateDelay: {
    intent: "Set how long decisions wait",
    sentence: "Let decisions wait {newDelay}",
    fields: { newDelay: duration("Delay") },
  },
  grantRole: {
    intent: "Grant a timelock role",
    sentence: "Grant timelock role {role} to {account}",
    fields: { role: bytes("Role (hash)"), account: party("To") },
  },
  revokeRole: {
    intent: "Revoke a timelock role",
    sentence: "Revoke timelock role {role} of {account}",
    fields: { role: bytes("Role (hash)"), account: party("From") },
  },
  renounceRole: {
    intent: "Give up a timelock role",
    sentence: "Give up timelock role {role} of {callerConfirmation}",
    fields: { role: bytes("Role (hash)"), callerConfirmation: party("Your account") },
  },
};
