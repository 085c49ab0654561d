/** Bills of lading on a chain. */
export { agentsOf } from "./agents.js";
export { commentsHash, type EndorsementName, type InstructionOrder, type SurrenderReason } from "./act-arguments.js";
export {
  readBill,
  readBillDetails,
  type Bill,
  type BillDetails,
  type Delivery,
  type Instruction,
  type Paper,
} from "./bill.js";
export { connectBills, findBillAddresses, type BillAddresses, type BillContracts } from "./contracts.js";
export { BillDesk, type BillAct } from "./desk.js";
export {
  entriesIn,
  HistoryError,
  readHistory,
  timesOf,
  walkHistory,
  type HistoryEntries,
  type HistoryEntry,
  type HistoryErrorCode,
  type HistoryEventName,
  type HistoryPlace,
  type HistoryTip,
} from "./history.js";
export {
  IssuanceError,
  issuanceOf,
  namedParties,
  partyHash,
  type Issuance,
  type IssuanceErrorCode,
  type IssuanceParties,
  type NamedParty,
  type PlacedMember,
} from "./issuance.js";
export { issuanceFor, type IssuanceChoices } from "./issuance-parties.js";
export {
  BatchError,
  issueInBatches,
  type BatchOptions,
  type BatchProgress,
  type BatchResult,
} from "./issue-in-batches.js";
export { liveSuccessorsOf, type LiveSuccessor } from "./lineage.js";
export { type GenuineState } from "./verdict.js";
export { verifyDocument, type Genuine, type NotGenuine, type RefusalCode, type Verification } from "./verify.js";
