import type { BillOfLading__factory, IBillOfLading__factory } from "../../../typechain-types/index.js";
import { bill, bytes, choice, each, number, party, yesNo } from "../labels.js";
import type { ContractWords } from "../words.js";
import { BILL_AMENDMENT_WORDS } from "./bill-amendment.js";
import { BILL_CUSTODY_WORDS } from "./bill-custody.js";
import { ISSUANCE, SET_AUTHORITY } from "./shared.js";

/** BillOfLading: issue, transfer, endorsement, surrender, and what ERC-721 adds. */
export const BILL_WORDS: ContractWords<typeof IBillOfLading__factory.abi, typeof BillOfLading__factory.abi> = {
  ...BILL_AMENDMENT_WORDS,
  ...BILL_CUSTODY_WORDS,
  ...SET_AUTHORITY,
  issue: { intent: "Issue a bill of lading", fields: { issuance: ISSUANCE } },
  issueBatch: { intent: "Issue bills of lading", fields: { issuances: each("Bill of lading", ISSUANCE) } },
  transferFrom: {
    intent: "Transfer a bill (possession)",
    sentence: "Transfer bill {tokenId} from {from} to {to}",
    fields: { tokenId: bill(), from: party("From"), to: party("To") },
  },
  safeTransferFrom: {
    intent: "Transfer a bill (possession)",
    sentence: "Transfer bill {tokenId} from {from} to {to}",
    fields: { tokenId: bill(), from: party("From"), to: party("To"), data: bytes("Data for recipient") },
  },
  approve: {
    intent: "Let another transfer a bill",
    sentence: "Let {to} transfer bill {tokenId}",
    fields: { tokenId: bill(), to: party("May transfer (0: no)") },
  },
  setApprovalForAll: {
    intent: "Let custodian move all bills",
    sentence: "May {operator} transfer all your bills: {approved}",
    fields: { operator: party("Custodian"), approved: yesNo("Allowed") },
  },
  followAccounts: {
    intent: "Move bills to new accounts",
    fields: { tokenIds: bill() },
  },
  sign: {
    intent: "Accept possession of a bill",
    sentence: "Accept possession of bill {tokenId}",
    fields: { tokenId: bill() },
  },
  reject: {
    intent: "Reject a bill received",
    sentence: "Reject bill {tokenId}",
    fields: { tokenId: bill() },
  },
  endorse: {
    intent: "Endorse a bill (title)",
    sentence: "{act}: bill {tokenId}, title to {to}",
    fields: { tokenId: bill(), act: choice("Act"), to: party("Title to (0: bearer)") },
  },
  endorseAndTransfer: {
    intent: "Endorse and transfer a bill",
    sentence: "{act}, and transfer: bill {tokenId} to {to}",
    fields: { tokenId: bill(), act: choice("Act"), to: party("To") },
  },
  cancelEndorsement: {
    intent: "Take your endorsement back",
    sentence: "Take your latest endorsement of bill {tokenId} back",
    fields: { tokenId: bill() },
  },
  instruct: {
    intent: "Instruct the bill's possessor",
    fields: {
      tokenId: bill(),
      act: choice("Act"),
      recipient: party("To (0: surrender)"),
      reason: choice("Reason"),
    },
  },
  withdrawInstruction: {
    intent: "Withdraw your instruction",
    sentence: "Withdraw your instruction for bill {tokenId}",
    fields: { tokenId: bill() },
  },
  carryOut: {
    intent: "Carry out the instruction",
    sentence: "Carry out instruction number {sequence} for bill {tokenId}",
    fields: { tokenId: bill(), sequence: number("Instruction number") },
  },
  surrenderForDelivery: {
    intent: "Surrender bill for delivery",
    sentence: "Surrender bill {tokenId} to the carrier for delivery",
    fields: { tokenId: bill() },
  },
  surrenderForAmendment: {
    intent: "Surrender bill for amendment",
    sentence: "Surrender bill {tokenId} to the carrier: {reason}",
    fields: { tokenId: bill(), reason: choice("Reason") },
  },
  acceptSurrender: {
    intent: "Accept a surrender (SURR)",
    sentence: "Accept the surrender of bill {tokenId}: delivery is due",
    fields: { tokenId: bill() },
  },
  refuseSurrender: {
    intent: "Refuse a surrender (SREJ)",
    sentence: "Refuse the surrender of bill {tokenId}; comments {commentsHash}",
    fields: { tokenId: bill(), commentsHash: bytes("Hash of comments") },
  },
};
