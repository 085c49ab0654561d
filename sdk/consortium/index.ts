/** The consortium: its members' book, and how the members govern. */
export {
  blankArguments,
  describeCall,
  encodeCall,
  findFunction,
  functionsOf,
  type Call,
  type CallArgument,
  type ReadableCall,
  type SuiteFunction,
} from "./calls.js";
export { connectGovernment, contractAt, type ContractName, type Government, isContractName } from "./contracts.js";
export { ConsortiumDesk, type ConsortiumAct } from "./desk.js";
export { eventsOf, type SuiteEvent } from "./events.js";
export { readApprovals, readGovernment, seatOfGroup, type Approvals, type GovernmentRules } from "./government.js";
export {
  listMembers,
  readMemberDetails,
  readMemberEntry,
  type MemberDetails,
  type MemberEntry,
  type MemberKey,
  type Profile,
} from "./members.js";
export { BILL_POWERS, Power, powerText, selectorOf, type PowerName } from "./powers.js";
export { findProposal, listProposals, readProposal, type Proposal } from "./proposals.js";
export { whoCan, whoCanCall, type Bearer, type WhoCan } from "./who-can.js";
