import type { IBillAmendment__factory } from "../../../typechain-types/index.js";
import { bill, bytes, choice, each, number, party } from "../labels.js";
import type { Words } from "../words.js";
import { ISSUANCE } from "./shared.js";

/** The rarer acts on a bill: a document in place of another, paper, and who stands in for whom. */
export const BILL_AMENDMENT_WORDS: Words<typeof IBillAmendment__factory.abi> = {
  reissue: {
    intent: "Reissue surrendered bills",
    fields: { tokenIds: bill("Surrendered bill"), successors: each("New bill", ISSUANCE) },
  },
  allowReplacement: {
    intent: "Allow a waybill's successor",
    sentence: "Agree that {successor} takes the place of waybill {tokenId}",
    fields: { tokenId: bill("Waybill"), successor: bill("Successor (0: none)") },
  },
  replaceWaybill: {
    intent: "Replace a waybill",
    fields: { tokenId: bill("Waybill replaced"), successor: ISSUANCE },
  },
  recordPaper: {
    intent: "Put a bill on paper",
    sentence: "Put bill {tokenId} on paper: {originals} originals with the statement {statementHash}",
    fields: {
      tokenId: bill(),
      statementHash: bytes("Statement hash"),
      originals: number("Originals"),
    },
  },
  recordPresentation: {
    intent: "Record paper original taken in",
    sentence: "Record that {presenter} presented an original of bill {tokenId}: {presentedHash}",
    fields: {
      tokenId: bill(),
      presenter: party("Presented by"),
      presentedHash: bytes("Hash of original"),
    },
  },
  issueFromPaper: {
    intent: "Issue a bill in place of paper",
    fields: {
      tokenId: bill("Bill on paper"),
      successor: ISSUANCE,
      statementHash: bytes("Statement hash"),
    },
  },
  giveUpStandIn: {
    intent: "Give up your stand-in place",
    sentence: "Give the place of {place} in bill {tokenId} to {party}",
    fields: { tokenId: bill(), place: choice("Place"), party: party("Party") },
  },
  replaceStandIn: {
    intent: "Governance: replace stand-in",
    sentence: "Give the place of {place} in bill {tokenId} to {party}",
    fields: { tokenId: bill(), place: choice("Place"), party: party("Party") },
  },
};
