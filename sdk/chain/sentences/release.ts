import type { ContainerLifeCycle__factory, IReleaseErrors__factory } from "../../../typechain-types/index.js";
import type { ReasonName } from "../values.js";
import type { ErrorsOf, Sentences } from "./sentence.js";

type ReleaseError = ErrorsOf<typeof IReleaseErrors__factory.abi> | ErrorsOf<typeof ContainerLifeCycle__factory.abi>;

/** What each reason means to whoever wants the container. */
export const REASON_WORDS: Readonly<Record<ReasonName, string>> = {
  NOT_CONSIGNED: "no open consignment of the bill has it",
  DOCUMENT: "the bill is not surrendered for delivery, or it is frozen",
  CARRIER_CHARGES: "charges of the carrier are due",
  CUSTOMS_CLEARANCE: "customs has not cleared it",
  CUSTOMS_HOLD: "customs holds it",
  NOT_DISCHARGED: "it is not discharged",
  TERMINAL_CHARGES: "charges of the terminal are due",
  TERMINAL_RELEASE: "the terminal has not released it",
  TERMINAL_HOLD: "the terminal holds it",
  CARRIER_HOLD: "the carrier holds it",
  GOVERNANCE_HOLD: "governance holds it",
  NO_RELEASE_RIGHT: "the carrier has given nobody the right to it",
  RELEASE_WITHDRAWN: "the carrier has withdrawn its release",
  OTHER_BILL: "another bill covers it and does not let it go to this haulier",
  GONE: "it is gone already",
};

/** Why an act on a consignment or a container is refused: IReleaseErrors and ContainerLifeCycle. */
export const RELEASE_SENTENCES: Sentences<ReleaseError> = {
  ContainerLifeCycle_IllegalMove: ({ number, from, to }) => `The container ${number} does not go from ${from} to ${to}`,

  /* CONSIGNMENTS */

  ReleaseRegistry_ConsignmentTaken: ({ tokenId, consignment }, values) =>
    values.consignment === 0
      ? `The consignments of the bill ${tokenId} are numbered from 1`
      : `The bill ${tokenId} has another consignment of the number ${consignment} already`,
  ReleaseRegistry_NoSuchConsignment: ({ tokenId, consignment }) =>
    `The bill ${tokenId} has no consignment of the number ${consignment}`,
  ReleaseRegistry_InvalidUnLocationCode: ({ unLocationCode }) =>
    `The UN/LOCODE ${unLocationCode} is not two capital letters and three capital letters or digits 2 to 9`,
  ReleaseRegistry_PartyNotPermitted: ({ account, role }) =>
    `An account of an active member in the role ${role} is needed here, and ` +
    (account === "nobody" ? `none is named` : `${account} is not one`),
  ReleaseRegistry_InvalidNumber: ({ number }) =>
    `The container number ${number} is not one of ISO 6346, or its check digit is wrong`,
  ReleaseRegistry_ContainerTaken: ({ number, takenBy }) =>
    `The container ${number} is taken by a consignment of the bill ${takenBy}: the same one, one that is still open, ` +
    `or a later one`,
  ReleaseRegistry_TooManyContainers: ({ tokenId, consignment, containers }) =>
    `The consignment ${consignment} of the bill ${tokenId} cannot have ${containers} containers: at most 500`,
  ReleaseRegistry_NoContainers: () => `The list of containers is empty`,
  ReleaseRegistry_NotConsigned: ({ tokenId, number }) =>
    `No consignment of the bill ${tokenId} has the container ${number}`,
  ReleaseRegistry_CannotEnd: ({ tokenId, number, end, stage }) =>
    `The consignment of the container ${number} under the bill ${tokenId}, at the stage ${stage}, cannot end as ${end}: ` +
    `it needs another stage, or a release right stands that the carrier withdraws first`,
  ReleaseRegistry_NotASuccessor: ({ tokenId, successor }) =>
    `The bill ${successor} does not follow the bill ${tokenId}`,
  ReleaseRegistry_ChargesOpen: ({ tokenId, number }) =>
    `Charges for the container ${number} are open, or demurrage runs, under the bill ${tokenId}: they are settled first`,

  /* LIGHTS */

  ReleaseRegistry_NotTheAuthority: ({ tokenId, authority, account }) =>
    `${account} does not act as ${authority} for this consignment of the bill ${tokenId}`,
  ReleaseRegistry_InvalidTime: ({ happened, earliest }) =>
    `What is stated to have happened at ${happened} cannot: it lies in the future, or before ${earliest}`,
  ReleaseRegistry_NoReason: () =>
    `A reason code is missing; or for a clearance what it is for, or the hash of its reference`,
  ReleaseRegistry_NoChange: ({ tokenId, number }) =>
    `What is asked for the container ${number} under the bill ${tokenId} is so already`,
  ReleaseRegistry_TooLate: ({ tokenId, number, stage }) =>
    `It is too late for this act on the container ${number} under the bill ${tokenId}: its stage is ${stage} already`,
  ReleaseRegistry_Red: ({ tokenId, number }, { reasons }) =>
    `The container ${number} may not go under the bill ${tokenId}: ` +
    reasons.map((name) => REASON_WORDS[name]).join("; "),

  /* RELEASE RIGHT */

  ReleaseRegistry_RightGiven: ({ tokenId, number, holder }) =>
    `The release right to the container ${number} under the bill ${tokenId} was given already: ${holder} has it`,
  ReleaseRegistry_NotHolder: ({ tokenId, number, account }) =>
    `${account} does not hold the release right to the container ${number} under the bill ${tokenId}`,
  ReleaseRegistry_RecipientNotPermitted: ({ member, account }, values) =>
    values.member === 0
      ? `A release right goes to a member, and none is named`
      : `${account} of ${member} may not hold a release right: it is no active trader, forwarder, bank or custodian`,
  ReleaseRegistry_RecipientIsSelf: ({ tokenId, number }) =>
    `The release right to the container ${number} under the bill ${tokenId} goes to another member, not to oneself`,
  ReleaseRegistry_OnOffer: ({ tokenId, number, offeredTo }) =>
    `The release right to the container ${number} under the bill ${tokenId} is on offer to ${offeredTo}: that is ` +
    `answered or withdrawn first`,
  ReleaseRegistry_NotOffered: ({ tokenId, number, account }) =>
    `The release right to the container ${number} under the bill ${tokenId} is on offer to nobody, or not to ${account}`,
  ReleaseRegistry_OfferExpired: ({ tokenId, number, expiry }) =>
    `The offer of the release right to the container ${number} under the bill ${tokenId} is over: its last second is ` +
    expiry,
  ReleaseRegistry_OtherTerms: ({ tokenId, number, validUntil }, values) =>
    `The release right on offer to the container ${number} under the bill ${tokenId} is ` +
    (values.validUntil === 0 ? `without limit` : `valid until ${validUntil}`) +
    `, which is not what its acceptance names`,
  ReleaseRegistry_InvalidValidity: ({ validUntil, limit }, values) =>
    `A release right cannot be valid until ${validUntil}: that is past` +
    (values.limit === 0 ? `` : `, or beyond ${limit}, the limit of who gives it`),
  ReleaseRegistry_TooManyLimits: ({ tokenId, number }) =>
    `7 limits of time stand on the release right to the container ${number} under the bill ${tokenId}: no more fit`,
  ReleaseRegistry_Withdrawn: ({ tokenId, number }) =>
    `The carrier has withdrawn its release of the container ${number} under the bill ${tokenId} for now`,
  ReleaseRegistry_NothingWithdrawn: ({ tokenId, number }) =>
    `No release right to the container ${number} under the bill ${tokenId} was given, or none is withdrawn`,
  ReleaseRegistry_NotEntitled: ({ tokenId, account }) =>
    `${account} is not the party who is, or would be, entitled to delivery under the bill ${tokenId}`,

  /* LETTERS OF INDEMNITY */

  ReleaseRegistry_LetterDoesNotFit: ({ tokenId, status }) =>
    `A letter of indemnity does not fit the bill ${tokenId}, which is ${status}: it needs a live bill that is not due ` +
    `for delivery`,
  ReleaseRegistry_BillFrozen: ({ tokenId }) => `The bill ${tokenId} is frozen: no letter of indemnity stands in for it`,
  ReleaseRegistry_CustodianMustConsent: ({ tokenId, custodian }) =>
    `The bill ${tokenId} is in the custody of ${custodian}, which has not agreed to this letter of indemnity`,
  ReleaseRegistry_NotTheCustodian: ({ tokenId, account }) =>
    `${account} is no custodian in possession of the bill ${tokenId}`,
  ReleaseRegistry_ReleasedAgainstLetter: ({ tokenId, number }) =>
    `The container ${number} was released under the bill ${tokenId} against a letter of indemnity: it gets no second ` +
    `right`,

  /* HAULIER AND GATE */

  ReleaseRegistry_NamesNoHaulier: ({ tokenId, number, account }) =>
    `${account} does not name the haulier of the container ${number} under the bill ${tokenId}: the holder of the right ` +
    `does, under carrier haulage the carrier`,
  ReleaseRegistry_NotTheHaulier: ({ tokenId, number, member }, values) =>
    values.member === 0
      ? `A haulier acts here for the container ${number} under the bill ${tokenId}, and the caller is no member`
      : `The haulier of the container ${number} under the bill ${tokenId} is not ${member}`,
  ReleaseRegistry_JobPassedAlready: ({ tokenId, number }) =>
    `The job for the container ${number} under the bill ${tokenId} was passed on once already`,
  ReleaseRegistry_HaulierIsSelf: ({ tokenId, number }) =>
    `The job for the container ${number} under the bill ${tokenId} is passed on to another haulier, not to oneself`,
  ReleaseRegistry_OtherTerminal: ({ tokenId, number, terminal }) =>
    `The slot is at the terminal of ${terminal}, and the container ${number} under the bill ${tokenId} is not there`,
  ReleaseRegistry_NotBookable: ({ tokenId, number, stage }) =>
    `No slot can be booked for the container ${number} under the bill ${tokenId} at the stage ${stage}: it needs ` +
    `DISCHARGED`,
  ReleaseRegistry_NotBooked: ({ tokenId, number }) =>
    `The container ${number} under the bill ${tokenId} has no booking that stands`,
  ReleaseRegistry_PlaceHeld: ({ tokenId, number, slot }) =>
    `The container ${number} still has a place in the slot ${slot} from its earlier consignment under the bill ` +
    `${tokenId}: cancel that booking first, which anybody may`,
  ReleaseRegistry_ProofUsed: ({ tokenId, number }) =>
    `The driver's proof for the container ${number} under the bill ${tokenId} was used already`,
  ReleaseRegistry_WrongTruck: ({ tokenId, number, truck }) =>
    `The truck or driver behind ${truck} is not the one that was let in for the container ${number} under the bill ` +
    tokenId,
  ReleaseRegistry_NoReceipt: () =>
    `A laden gate-out needs the hashes of the seal and of the equipment interchange receipt`,
  ReleaseRegistry_NotAtStage: ({ tokenId, number, needed, stage }) =>
    `The container ${number} under the bill ${tokenId} is at the stage ${stage}: this act needs ${needed}`,
  ReleaseRegistry_RetractionTooLate: ({ tokenId, number, until }) =>
    `It is too late to retract the gate-out of the container ${number} under the bill ${tokenId}: the last second was ` +
    until,

  /* PARTS */

  ReleaseRegistry_AlreadyConnected: () => `The contract that keeps the charges is connected already, once for all`,
  ReleaseRegistry_NotConnected: ({ account }) =>
    account === "nobody"
      ? `The zero address cannot be connected as the contract that keeps the charges`
      : `${account} is not the contract that is connected for this act`,
};
