import type { IPickUp__factory, PickUp__factory } from "../../../typechain-types/index.js";
import type { GateProof } from "../../release/gate-proof.js";
import { bill, bytes, choice, date, duration, hidden, number, party, type Label } from "../labels.js";
import type { ContractWords, FunctionWords } from "../words.js";
import { NUMBER } from "./shared.js";

const SLOT = {
  start: date("Starts"),
  duration: duration("Length"),
  capacity: number("Containers"),
};
const PASS = {
  tokenId: bill(),
  number: NUMBER,
  happened: date("At the gate"),
  truck: bytes("Truck commitment"),
  challenge: bytes("Challenge"),
  expiry: date("Challenge ends"),
};
const PROOF = hidden("the driver's proof: the contract checks it");

/** PickUp: slots, bookings and the gate. */
export const PICK_UP_WORDS: ContractWords<typeof IPickUp__factory.abi, typeof PickUp__factory.abi> = {
  openSlot: {
    intent: "Open a pick-up slot",
    sentence: "Open a slot of {duration} from {start} for {capacity} containers",
    fields: SLOT,
  },
  openCall: {
    intent: "Open a train or barge call",
    sentence: "Open a call by {mode} of {duration} from {start} for {capacity} containers",
    fields: { mode: choice("By"), ...SLOT },
  },
  book: {
    intent: "Book a slot, driver, truck",
    fields: {
      tokenId: bill(),
      number: NUMBER,
      terminal: number("Terminal (member)"),
      slot: number("Slot number"),
      driver: party("Driver's key"),
      truck: bytes("Truck commitment"),
    },
  },
  cancelBooking: {
    intent: "Cancel a booking",
    sentence: "Cancel the booking for {number} under bill {tokenId}",
    fields: { tokenId: bill(), number: NUMBER },
  },
  reportNoShow: {
    intent: "Report a no-show",
    sentence: "Report that nobody came for {number} under bill {tokenId}",
    fields: { tokenId: bill(), number: NUMBER },
  },
  gateIn: { intent: "Let a driver in", fields: { pass: PASS, signature: PROOF } },
  gateInWithPasskey: {
    intent: "Let a driver with passkey in",
    fields: {
      pass: PASS,
      qx: PROOF,
      qy: PROOF,
      proof: {
        r: PROOF,
        s: PROOF,
        challengeIndex: PROOF,
        typeIndex: PROOF,
        authenticatorData: PROOF,
        clientDataJSON: PROOF,
      },
    },
  },
};

/** What the driver signs at the gate. */
export const GATE_PROOF_WORDS: FunctionWords<Readonly<Record<keyof GateProof, Label>>> = {
  intent: "Prove you are the driver",
  fields: {
    tokenId: bill(),
    consignment: number("Consignment number"),
    number: NUMBER,
    terminal: number("Terminal (member)"),
    slot: number("Slot number"),
    truck: bytes("Truck commitment"),
    challenge: bytes("Challenge"),
    expiry: date("Challenge ends"),
  },
};
