import type { IReleaseCasework__factory } from "../../../typechain-types/index.js";
import { bill, bytes, choice, date, number, party } from "../labels.js";
import type { Words } from "../words.js";
import { NUMBER, NUMBERS, REASON } from "./shared.js";

const HAPPENED = date("Happened at");
const RECEIPT = bytes("Receipt hash");

/** The rarer acts of the release: nomination, withdrawal, letters of indemnity, changes and returns. */
export const RELEASE_CASEWORK_WORDS: Words<typeof IReleaseCasework__factory.abi> = {
  nominate: {
    intent: "Nominate for release right",
    fields: { tokenId: bill(), numbers: NUMBERS, nominee: party("Nominee (0: nobody)") },
  },
  withdrawRelease: {
    intent: "Withdraw your release",
    fields: { tokenId: bill(), numbers: NUMBERS, reasonCode: REASON },
  },
  restoreRelease: {
    intent: "Restore your release",
    fields: { tokenId: bill(), numbers: NUMBERS },
  },
  releaseAgainstLetter: {
    intent: "Release against indemnity",
    fields: {
      tokenId: bill(),
      numbers: NUMBERS,
      to: party("Right to"),
      letterHash: bytes("Letter hash"),
    },
  },
  consentToLetter: {
    intent: "Agree to indemnity release",
    sentence: "Agree to a release of bill {tokenId} against the letter {letterHash}",
    fields: { tokenId: bill(), letterHash: bytes("Letter hash (0: no)") },
  },
  passJob: {
    intent: "Pass the job on",
    fields: { tokenId: bill(), numbers: NUMBERS, to: party("Executing haulier") },
  },
  changePlan: {
    intent: "Move to other consignment",
    fields: { tokenId: bill(), numbers: NUMBERS, consignment: number("New consignment") },
  },
  repoint: {
    intent: "Take over to successor bill",
    fields: { tokenId: bill("From bill"), numbers: NUMBERS, successor: bill("To bill") },
  },
  endOtherwise: {
    intent: "End without gate-out",
    fields: {
      tokenId: bill(),
      numbers: NUMBERS,
      end: choice("How it ended"),
      referenceHash: bytes("Reference hash"),
      happened: HAPPENED,
    },
  },
  strikeOff: {
    intent: "Governance: strike off",
    fields: { tokenId: bill(), numbers: NUMBERS, referenceHash: bytes("Decision hash") },
  },
  turnAway: {
    intent: "Turn away at the terminal",
    fields: { tokenId: bill(), number: NUMBER, reasonCode: REASON, happened: HAPPENED },
  },
  retractGateOut: {
    intent: "Retract a gate-out",
    sentence: "Retract the gate-out of {number} under bill {tokenId}, reason {reasonCode}",
    fields: { tokenId: bill(), number: NUMBER, reasonCode: REASON },
  },
  returnLaden: {
    intent: "Record a laden return",
    fields: { tokenId: bill(), number: NUMBER, interchangeReceiptHash: RECEIPT, happened: HAPPENED },
  },
  returnEmpty: {
    intent: "Record an empty return",
    fields: { tokenId: bill(), number: NUMBER, interchangeReceiptHash: RECEIPT, happened: HAPPENED },
  },
};
