/** The consortium: its members' book, and how the members govern. */
export { type ActedFor } from "./acted-for.js";
export { AgencyDesk, type AgencyAct, type AgentPower } from "./agency.js";
export {
  blankArguments,
  describeCall,
  encodeCall,
  findFunction,
  functionsOf,
  type BlankArguments,
  type Call,
  type CallArgument,
  type ReadableCall,
  type SuiteFunction,
} from "./calls.js";
export { connectGovernment, contractAt, type ContractName, type Government, isContractName } from "./contracts.js";
export { ConsortiumDesk, type ConsortiumAct } from "./desk.js";
export { eventsOf, type SuiteEvent } from "./events.js";
export { readApprovals, readGovernment, seatOfGroup, type Approvals, type GovernmentRules } from "./government.js";
export { type MandateEntry, type MandateLimit, type MandateOrder, type MandateState } from "./mandates.js";
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
export {
  prepareRequest,
  requestTypedData,
  signRequest,
  submitRequest,
  withdrawRequest,
  type AgencyRequest,
  type RequestOptions,
  type SignedAgencyRequest,
} from "./requests.js";
export { whoCan, whoCanCall, type Bearer, type WhoCan } from "./who-can.js";
