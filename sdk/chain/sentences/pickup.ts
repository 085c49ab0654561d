import type { IPickUp__factory } from "../../../typechain-types/index.js";
import type { ErrorsOf, Sentences } from "./sentence.js";

/** Why a slot, a booking or a driver at the gate is refused: IPickUp. */
export const PICK_UP_SENTENCES: Sentences<ErrorsOf<typeof IPickUp__factory.abi>> = {
  /* SLOTS */

  PickUp_NotATerminal: ({ account }) => `${account} is not a terminal: only a terminal opens slots`,
  PickUp_InvalidSlot: ({ start, duration, capacity }) =>
    `A slot from ${start} for ${duration} with room for ${capacity} is not possible: it starts within a year, ends in ` +
    `the future, lasts 1 minute to 7 days and has room for at least one container`,
  PickUp_NoSlotNumberLeft: ({ terminal }) => `The terminal of ${terminal} has no slot numbers left`,
  PickUp_NoSuchSlot: ({ terminal, slot }) => `The terminal of ${terminal} has no slot of the number ${slot}`,
  PickUp_Overbooked: ({ terminal, slot, capacity }) =>
    `The slot ${slot} at the terminal of ${terminal} is full: it has room for ${capacity}`,
  PickUp_SlotOver: ({ terminal, slot, end }) => `The slot ${slot} at the terminal of ${terminal} ended at ${end}`,
  PickUp_SlotNotOver: ({ terminal, slot, end }) =>
    `The slot ${slot} at the terminal of ${terminal} is not over: a no-show can be told from ${end}`,
  PickUp_WrongMode: ({ mode }) => `The mode ${mode} does not fit a call: a train or a barge comes to it`,

  /* BOOKINGS */

  PickUp_OperatorSigns: ({ driver, operator }) =>
    `${driver} cannot stand as driver for rail or barge: there the operator's own account, ${operator}, signs`,
  PickUp_NoDriverOrTruck: () => `A booking names a driver's key and a commitment to the truck, and one is missing`,
  PickUp_TruckCommitmentUsed: ({ truck }) =>
    `The commitment ${truck} to the truck was booked already: each booking has a new salt`,

  /* GATE */

  PickUp_TooEarly: ({ tokenId, number, start }) =>
    `It is too early for the container ${number} under the bill ${tokenId}: its slot begins at ${start}`,
  PickUp_TooLate: ({ tokenId, number, end }) =>
    `It is too late for the container ${number} under the bill ${tokenId}: its slot ended at ${end}`,
  PickUp_WrongTruck: ({ tokenId, number, truck }) =>
    `The truck or driver behind ${truck} is not the one booked for the container ${number} under the bill ${tokenId}`,
  PickUp_StaleChallenge: ({ challenge, expiry }) =>
    `The gate's challenge ${challenge}, valid until ${expiry}, ran out or is valid for more than 10 minutes from now`,
  PickUp_WrongProof: ({ tokenId, number, driver }) =>
    `The proof is not the signature of the booked driver ${driver} for exactly this pick-up of the container ${number} ` +
    `under the bill ${tokenId}`,
};
