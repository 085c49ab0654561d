import type {
  ContainerLifeCycle__factory,
  ICharges__factory,
  IPickUp__factory,
  IReleaseRegistry__factory,
} from "../../../typechain-types/index.js";
import type { ErrorsOf, Sentences } from "./sentence.js";

type ReleaseError = ErrorsOf<
  | typeof ContainerLifeCycle__factory.abi
  | typeof IReleaseRegistry__factory.abi
  | typeof ICharges__factory.abi
  | typeof IPickUp__factory.abi
>;

/** Why the release of cargo is refused: IReleaseRegistry, ICharges, IPickUp and ContainerLifeCycle. */
export const RELEASE_SENTENCES: Sentences<ReleaseError> = {
  ContainerLifeCycle_IllegalMove: ({ number, from, to }) => `The container ${number} does not go from ${from} to ${to}`,

  /* CONSIGNMENTS */

  ReleaseRegistry_ConsignmentTaken: ({ tokenId, consignment }, values) =>
    values.consignment === 0
      ? `Consignments are numbered from 1, and 0 was given for the bill ${tokenId}`
      : `The bill ${tokenId} has a consignment ${consignment} already`,
  ReleaseRegistry_NoSuchConsignment: ({ tokenId, consignment }) =>
    `The bill ${tokenId} has no consignment ${consignment}`,
  ReleaseRegistry_InvalidUnLocationCode: ({ unLocationCode }) =>
    `The UN/LOCODE ${unLocationCode} is not two capital letters and three capital letters or digits 2 to 9`,
  ReleaseRegistry_PartyNotPermitted: ({ account, role }) =>
    `${account} belongs to no active member in the role ${role}, which is needed`,
  ReleaseRegistry_InvalidNumber: ({ number }) =>
    `The container number ${number} is not one of ISO 6346, or its check digit is wrong`,
  ReleaseRegistry_ContainerTaken: ({ number, takenBy }) =>
    `The container ${number} is in an open consignment of the bill ${takenBy}`,
  ReleaseRegistry_TooManyContainers: ({ tokenId, consignment, containers }) =>
    `Consignment ${consignment} of the bill ${tokenId} would have ${containers} containers: it has at most 500`,
  ReleaseRegistry_NoContainers: () => `The list of containers is empty`,
  ReleaseRegistry_NotConsigned: ({ tokenId, number }) =>
    `No consignment of the bill ${tokenId} has the container ${number}`,
  ReleaseRegistry_NotTheAuthority: ({ tokenId, authority, account }) =>
    `${account} is not the ${authority} of the consignment of the bill ${tokenId}`,

  /* LIGHTS */

  ReleaseRegistry_InvalidTime: ({ happened, earliest }) =>
    `It cannot have happened at ${happened}: that is in the future, or before ${earliest}`,
  ReleaseRegistry_NoReason: () => `A reason, or a reference and what it is for, is missing`,
  ReleaseRegistry_NoChange: ({ tokenId, number }) =>
    `Nothing would change for the container ${number} of the bill ${tokenId}`,
  ReleaseRegistry_TooLate: ({ number, stage }) => `It is too late for the container ${number}: it is ${stage}`,
  ReleaseRegistry_Red: ({ tokenId, number, reasons }) =>
    `The container ${number} of the bill ${tokenId} may not be released or leave: ${reasons}`,

  /* RELEASE RIGHT */

  ReleaseRegistry_RightGiven: ({ number, holder }) =>
    `The release right to the container ${number} was given already: ${holder} has it`,
  ReleaseRegistry_NotHolder: ({ number, account }) =>
    `${account} does not hold the release right to the container ${number}`,
  ReleaseRegistry_RecipientNotPermitted: ({ account }) =>
    `${account} may not hold a release right: it is no active trader, forwarder, bank or custodian`,
  ReleaseRegistry_RecipientIsSelf: ({ number }) =>
    `The release right to the container ${number} is offered to another member, never to oneself`,
  ReleaseRegistry_OnOffer: ({ number, offeredTo }) =>
    `The release right to the container ${number} is on offer to ${offeredTo}, whose answer comes first`,
  ReleaseRegistry_NotOffered: ({ number, account }) =>
    `The release right to the container ${number} is not on offer to ${account}`,
  ReleaseRegistry_OfferExpired: ({ number, expiry }) =>
    `The last second for accepting the release right to the container ${number} is ${expiry}, which is past`,
  ReleaseRegistry_InvalidValidity: ({ validUntil, limit }, values) =>
    `The release right cannot be valid until ${validUntil}: that is past` +
    (values.limit === 0 ? `` : `, or after ${limit}, until when its giver has it`),
  ReleaseRegistry_TooManyLimits: ({ number }) =>
    `The release right to the container ${number} has 7 limits of time already, and no more are possible`,
  ReleaseRegistry_NamesNoHaulier: ({ number, account }) =>
    `${account} does not name the haulier of the container ${number}: the holder of the right does, or the carrier`,
  ReleaseRegistry_NotTheHaulier: ({ number, member }) => `The haulier of the container ${number} is not ${member}`,

  /* GATE */

  ReleaseRegistry_OtherTerminal: ({ number, terminal }) =>
    `The slot is at ${terminal}, and the container ${number} is at another terminal`,
  ReleaseRegistry_NotBookable: ({ number, stage }) =>
    `No slot can be booked for the container ${number}: it is ${stage}, and not discharged and waiting`,
  ReleaseRegistry_NotBooked: ({ number }) => `The container ${number} has no standing booking`,
  ReleaseRegistry_AlreadyConnected: () => `Charges and pick-up are connected already`,
  ReleaseRegistry_NotConnected: ({ account }) => `${account} is not the contract that is connected for this`,

  /* CHARGES */

  Charges_NotACreditor: ({ tokenId, creditor, account }) =>
    `${account} is not the ${creditor} of the consignment of the bill ${tokenId}`,
  Charges_ZeroAmount: () => `There is nothing to pay: the amount is zero`,
  Charges_NotAToken: ({ token }) => `There is no ERC-20 token at ${token}`,
  Charges_NotInConsignment: ({ tokenId, consignment, number }) =>
    `Consignment ${consignment} of the bill ${tokenId} does not have the container ${number}`,
  Charges_NotOpen: ({ charge, status }, values) =>
    values.status === "NONE" ? `There is no charge ${charge}` : `The charge ${charge} is not open: it is ${status}`,
  Charges_NotPaidInFull: ({ charge, amount, received }) =>
    `Of the charge ${charge} the token delivered ${received}, and ${amount} is due`,

  /* PICK-UP */

  PickUp_NotATerminal: ({ account }) => `${account} is not a terminal: only a terminal opens slots`,
  PickUp_InvalidSlot: ({ start, duration, capacity }) =>
    `A slot from ${start} for ${duration} with room for ${capacity} is not possible: it ends in the future, starts ` +
    `within a year, is 1 minute to 7 days long and has room for at least one container`,
  PickUp_NoSlotNumberLeft: ({ terminal }) => `There is no slot number left at ${terminal}`,
  PickUp_NoSuchSlot: ({ terminal, slot }) => `There is no slot ${slot} at ${terminal}`,
  PickUp_Overbooked: ({ terminal, slot, capacity }) =>
    `The slot ${slot} at ${terminal} is full: it has room for ${capacity}`,
  PickUp_SlotOver: ({ terminal, slot, end }) => `The slot ${slot} at ${terminal} ended at ${end}`,
  PickUp_NoDriverOrTruck: () => `A booking names a driver's key and a truck`,
  PickUp_TruckCommitmentUsed: ({ truck }) =>
    `The truck commitment ${truck} was used already: each booking has a new one`,
  PickUp_TooEarly: ({ number, start }) => `It is too early for the container ${number}: its slot begins at ${start}`,
  PickUp_TooLate: ({ number, end }) => `It is too late for the container ${number}: its slot ended at ${end}`,
  PickUp_WrongTruck: ({ number, truck }) =>
    `Another truck or driver was booked for the container ${number} than ${truck}`,
  PickUp_StaleChallenge: ({ expiry }) =>
    `The gate's challenge is not valid: it ran out, or it would run for more than 10 minutes, until ${expiry}`,
  PickUp_ProofUsed: ({ number }) => `The driver's proof for the container ${number} was used already`,
  PickUp_WrongProof: ({ number, driver }) =>
    `The proof for the container ${number} is not the signature of the driver ${driver} of exactly this pick-up`,
  PickUp_NoReceipt: () => `A laden gate-out records the seal and the equipment interchange receipt`,
};
