import type { IReleaseRegistry__factory, ReleaseRegistry__factory } from "../../../typechain-types/index.js";
import { bill, bytes, choice, date, number, party, yesNo } from "../labels.js";
import { calledBy, type ContractWords } from "../words.js";
import { RELEASE_CASEWORK_WORDS } from "./release-casework.js";
import { NUMBER, NUMBERS, REASON, SET_AUTHORITY } from "./shared.js";

const HAPPENED = date("Happened at");

/** ReleaseRegistry: from arrival to laden gate-out. */
export const RELEASE_WORDS: ContractWords<typeof IReleaseRegistry__factory.abi, typeof ReleaseRegistry__factory.abi> = {
  ...RELEASE_CASEWORK_WORDS,
  ...SET_AUTHORITY,
  connectCharges: calledBy("the deployment, once"),
  setOwed: calledBy("Charges"),
  setPaidThrough: calledBy("Charges"),
  recordBooking: calledBy("PickUp"),
  recordBookingEnd: calledBy("PickUp"),
  recordGateIn: calledBy("PickUp"),
  openConsignment: {
    intent: "Open a consignment",
    fields: {
      opening: {
        tokenId: bill(),
        consignment: number("Consignment number"),
        terminal: party("Terminal"),
        customs: party("Customs authority"),
        unLocationCode: bytes("UN/LOCODE (ASCII)"),
        carrierHaulage: yesNo("Carrier haulage"),
        numbers: NUMBERS,
      },
    },
  },
  addContainers: {
    intent: "Add containers",
    fields: { tokenId: bill(), consignment: number("Consignment number"), numbers: NUMBERS },
  },
  discharge: {
    intent: "Record a discharge",
    fields: { tokenId: bill(), numbers: NUMBERS, happened: HAPPENED },
  },
  clearCustoms: {
    intent: "Clear through customs",
    fields: {
      tokenId: bill(),
      numbers: NUMBERS,
      clearance: choice("Cleared for"),
      referenceHash: bytes("Declaration hash"),
      happened: HAPPENED,
    },
  },
  withdrawClearance: {
    intent: "Withdraw customs clearance",
    fields: { tokenId: bill(), numbers: NUMBERS, reasonCode: REASON, happened: HAPPENED },
  },
  releaseAtTerminal: {
    intent: "Give terminal release",
    fields: { tokenId: bill(), numbers: NUMBERS, happened: HAPPENED },
  },
  withdrawTerminalRelease: {
    intent: "Withdraw terminal release",
    fields: { tokenId: bill(), numbers: NUMBERS, reasonCode: REASON, happened: HAPPENED },
  },
  placeHold: {
    intent: "Hold containers back",
    fields: { tokenId: bill(), numbers: NUMBERS, authority: choice("In the place of"), reasonCode: REASON },
  },
  liftHold: {
    intent: "Lift a hold on containers",
    fields: { tokenId: bill(), numbers: NUMBERS, authority: choice("In the place of"), reasonCode: REASON },
  },
  giveRelease: {
    intent: "Give release right (D/O)",
    fields: { tokenId: bill(), numbers: NUMBERS, validUntil: date("Ends (1970: never)") },
  },
  offerRelease: {
    intent: "Offer release right",
    fields: {
      tokenId: bill(),
      numbers: NUMBERS,
      to: party("To"),
      expiry: date("Expiry (1970: none)"),
      validUntil: date("Returns (1970: no)"),
    },
  },
  acceptRelease: {
    intent: "Accept release right",
    fields: { tokenId: bill(), numbers: NUMBERS, validUntil: date("Ends (1970: never)") },
  },
  declineRelease: {
    intent: "Decline release right",
    fields: { tokenId: bill(), numbers: NUMBERS },
  },
  withdrawOffer: {
    intent: "Withdraw release offer",
    fields: { tokenId: bill(), numbers: NUMBERS },
  },
  nameHaulier: {
    intent: "Name the haulier",
    fields: { tokenId: bill(), numbers: NUMBERS, haulier: party("Haulier (0: nobody)") },
  },
  gateOut: {
    intent: "Let a laden container out",
    fields: {
      tokenId: bill(),
      number: NUMBER,
      happened: HAPPENED,
      truck: bytes("Truck commitment"),
      sealHash: bytes("Seal hash"),
      interchangeReceiptHash: bytes("Receipt hash"),
    },
  },
};
