/** From arrival to laden gate-out and empty return. */
export type { ReleaseAct } from "./acts.js";
export type { CarrierPart } from "./carrier-part.js";
export { amountsInWords, readCharge, type ChargeState, type ChargeView } from "./charges.js";
export type { ChargesPart, DaysUntil } from "./charges-part.js";
export {
  readClock,
  readConsignment,
  readContainer,
  type Booking,
  type Clock,
  type ClockState,
  type ConsignmentView,
  type ContainerState,
  type ContainerView,
  type Letter,
  type Lights,
  type OpenCharges,
  type Slot,
} from "./container.js";
export { clockWords, describeContainer, LIGHTS, lightsPicture, reasonWords } from "./container-words.js";
export { connectRelease, findReleaseAddresses, type ReleaseAddresses, type ReleaseContracts } from "./contracts.js";
export type { CustomsPart } from "./customs-part.js";
export { ReleaseDesk } from "./desk.js";
export { entryWords } from "./event-words.js";
export {
  isEntry,
  releaseEventsIn,
  type EventPlace,
  type ReleaseEntry,
  type ReleaseEntryName,
  type ReleaseEvent,
  type ReleaseEventName,
  type ReleaseEvents,
} from "./events.js";
export {
  consignmentFor,
  type ConsignmentChoices,
  type DocumentConsignment,
  type FoundParty,
  type SealedContainer,
} from "./from-document.js";
export type { GatePass, PasskeyProof } from "./gate-pass.js";
export { GatePayloadError, type GatePayloadErrorCode } from "./gate-payload.js";
export {
  GATE_PROOF_TYPES,
  gateProofDomain,
  passkeyAccount,
  signGateProof,
  truckCommitment,
  type GateProof,
} from "./gate-proof.js";
export {
  checkAnswer,
  DriverDesk,
  encodeChallenge,
  encodeTicket,
  newChallenge,
  proofOf,
  readAnswer,
  readChallenge,
  readTicket,
  ticketOf,
  type GateAnswer,
  type GateChallenge,
  type GateTicket,
  type SeenAtGate,
} from "./gate-ticket.js";
export type { GovernancePart } from "./governance-part.js";
export type { HaulierPart, SlotBooking } from "./haulier-part.js";
export type { HolderPart, OfferLimits } from "./holder-part.js";
export {
  ConsignError,
  openInBatches,
  type ConsignOptions,
  type ConsignProgress,
  type ConsignResult,
} from "./open-in-batches.js";
export {
  sealHash,
  type ChargeClaim,
  type ClockKindName,
  type ClockName,
  type ClockTerms,
  type ConsignmentOpening,
  type CreditorName,
  type RateStep,
} from "./release-arguments.js";
export type { GateOut, TerminalPart } from "./terminal-part.js";
export { readConsignmentEntries, readContainerEntries, readTimeline, type TimelineEntry } from "./timeline.js";
