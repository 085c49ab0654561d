import type { Charges__factory, ICharges__factory } from "../../../typechain-types/index.js";
import { amount, bill, bytes, choice, date, each, hidden, number, party, token } from "../labels.js";
import type { ContractWords } from "../words.js";
import { CLOCK_KEY, REASON, SET_AUTHORITY } from "./shared.js";

const CHARGE = number("Charge number");
const PERMIT = hidden("part of the permit that was signed before: the token checks it");

/** Charges: what is due to carrier and terminal, and who decides if it is disputed. */
export const CHARGES_WORDS: ContractWords<typeof ICharges__factory.abi, typeof Charges__factory.abi> = {
  ...SET_AUTHORITY,
  setClockBounds: {
    intent: "Set the bounds of tariffs",
    sentence: "Allow at most {bounds.mostSteps} rates and {bounds.mostDays} days a clock",
    fields: { bounds: { mostSteps: number("Rates at most"), mostDays: number("Days at most") } },
  },
  raise: {
    intent: "Raise a charge",
    fields: {
      claim: {
        tokenId: bill(),
        consignment: number("Consignment number"),
        number: bytes("Container (0: all)"),
        creditor: choice("Charged as"),
        kind: choice("Charge"),
        token: token("Paid in"),
        amount: amount("Amount", "claim.token"),
        arbiter: party("Arbiter"),
      },
    },
  },
  cancel: { intent: "Take a charge back", sentence: "Take charge {charge} back", fields: { charge: CHARGE } },
  credit: {
    intent: "Put a charge on credit",
    sentence: "Put charge {charge} on credit",
    fields: { charge: CHARGE },
  },
  pay: { intent: "Pay a charge", sentence: "Pay charge {charge}", fields: { charge: CHARGE } },
  payWithPermit: {
    intent: "Pay a charge with a permit",
    sentence: "Pay charge {charge} with a permit that ends {deadline}",
    fields: { charge: CHARGE, deadline: date("Permit ends"), v: PERMIT, r: PERMIT, s: PERMIT },
  },
  dispute: {
    intent: "Pay into escrow and dispute",
    sentence: "Pay charge {charge} into escrow and dispute it for {reasonHash}",
    fields: { charge: CHARGE, reasonHash: bytes("Reason hash") },
  },
  giveBack: {
    intent: "Give escrow back to payer",
    sentence: "Give the money in escrow for charge {charge} back",
    fields: { charge: CHARGE },
  },
  giveUp: {
    intent: "Give up your dispute",
    sentence: "Give up the dispute about charge {charge}",
    fields: { charge: CHARGE },
  },
  award: {
    intent: "Decide a dispute",
    sentence: "Award {toCreditor} (smallest units) of charge {charge} to the creditor, the rest to the payer",
    fields: { charge: CHARGE, toCreditor: number("To creditor (units)") },
  },
  replaceArbiter: {
    intent: "Governance: new arbiter",
    sentence: "Make {arbiter} the arbiter of charge {charge}",
    fields: { charge: CHARGE, arbiter: party("Arbiter") },
  },
  startClock: {
    intent: "Start a charge clock",
    fields: {
      key: CLOCK_KEY,
      token: token("Paid in"),
      arbiter: party("Arbiter"),
      freeUntil: date("Free until"),
      steps: each("Rate", { fromDay: number("From day"), dailyRate: amount("Per day", "token") }),
    },
  },
  extendFreeTime: {
    intent: "Extend free time",
    fields: { key: CLOCK_KEY, freeUntil: date("Free until"), reasonCode: REASON },
  },
  stopClock: {
    intent: "Stop a charge clock",
    fields: { key: CLOCK_KEY, from: date("From"), until: date("Until"), reasonCode: REASON },
  },
  endClock: {
    intent: "End a charge clock",
    fields: { key: CLOCK_KEY, reasonCode: REASON },
  },
  payDays: {
    intent: "Pay demurrage or detention",
    fields: { key: CLOCK_KEY, through: date("Paid through"), most: number("At most (units)") },
  },
  disputeDays: {
    intent: "Dispute days, into escrow",
    fields: {
      key: CLOCK_KEY,
      through: date("Paid through"),
      most: number("At most (units)"),
      reasonHash: bytes("Reason hash"),
    },
  },
  creditDays: {
    intent: "Put days on credit",
    fields: { key: CLOCK_KEY, through: date("Through") },
  },
};
