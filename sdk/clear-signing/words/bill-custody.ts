import type { IBillCustody__factory } from "../../../typechain-types/index.js";
import { bill, bytes, choice, duration, number } from "../labels.js";
import { calledBy, type Words } from "../words.js";

/** What guardian and governance do: pause, freeze, court order. */
export const BILL_CUSTODY_WORDS: Words<typeof IBillCustody__factory.abi> = {
  markDelivery: calledBy("the release registry"),
  setRejectPeriod: {
    intent: "Set the time to reject",
    sentence: "Let recipients reject for {period}",
    fields: { period: duration("Time to reject") },
  },
  pauseMoves: {
    intent: "Pause all moves of all bills",
    sentence: "Pause all moves of all bills for {duration}",
    fields: { duration: duration("For") },
  },
  resumeMoves: { intent: "End the pause of all moves", fields: {} },
  freezeBriefly: {
    intent: "Freeze a bill for a while",
    sentence: "Freeze bill {tokenId} for {duration}",
    fields: { tokenId: bill(), duration: duration("For") },
  },
  freeze: {
    intent: "Freeze a bill without limit",
    sentence: "Freeze bill {tokenId} without limit of time",
    fields: { tokenId: bill() },
  },
  unfreeze: { intent: "Unfreeze a bill", sentence: "Unfreeze bill {tokenId}", fields: { tokenId: bill() } },
  announceReassignment: {
    intent: "Announce a court order",
    fields: {
      tokenId: bill(),
      order: {
        orderHash: bytes("Order hash"),
        jurisdiction: bytes("Jurisdiction (ASCII)"),
        kind: choice("Kind"),
        possessor: number("Possessor (member)"),
        titleholder: number("Titleholder (member)"),
      },
    },
  },
  withdrawReassignment: {
    intent: "Withdraw a court order",
    sentence: "Withdraw the court order about bill {tokenId}",
    fields: { tokenId: bill() },
  },
  reassign: {
    intent: "Carry out a court order",
    sentence: "Carry out the court order about bill {tokenId}",
    fields: { tokenId: bill() },
  },
};
