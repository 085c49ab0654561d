/** On the wire: DCSA endorsement chains, surrender, issuance, PINT, Track & Trace, and the arrival notice's release. */
export {
  toReleaseInformation,
  withReleaseInformation,
  type ReleaseInformation,
  type ReleaseInformationOptions,
} from "./arrival-notice.js";
export {
  readEndorsementChains,
  toEndorsementChain,
  type EndorsementChain,
  type EndorsementChainLink,
  type EndorsementChainOptions,
  type ExportOptions,
} from "./endorsement-chain.js";
export { WireError, type WireErrorCode } from "./error.js";
export {
  issuanceResponseOf,
  readIssuanceRequest,
  readIssuanceResponse,
  signIssuanceManifest,
  toIssuanceResponse,
  verifyIssuanceManifest,
  type DocumentReference,
  type IssuanceManifest,
  type IssuanceRequest,
  type IssuanceResponse,
} from "./issuance.js";
export { checksumOf, type Algorithm, type SignatureHeader, type Signer } from "./jws.js";
export {
  isNoParty,
  NO_PARTY,
  type Directory,
  type DirectoryParty,
  type RepresentedParty,
  type WireConfig,
  type WireParty,
} from "./parties.js";
export {
  readTransferChain,
  toTransferChain,
  verifyTransferChain,
  type TransferChainEntry,
  type TransferChainKeys,
  type TransferChainOptions,
} from "./pint.js";
export { toTransactions, type PintTransaction, type TransactionOptions } from "./pint-transactions.js";
export { toDcsaStatus, type DcsaStatus } from "./status.js";
export {
  readSurrenderRequest,
  readSurrenderResponse,
  surrenderReference,
  toAnswerCall,
  toSurrenderCall,
  toSurrenderRequest,
  toSurrenderResponse,
  type AnswerCall,
  type SurrenderCall,
  type SurrenderRequest,
  type SurrenderRequestOptions,
  type SurrenderResponse,
  type SurrenderResponseOptions,
} from "./surrender.js";
export { toEnvelope, verifyEnvelope, type EblEnvelope, type VerifiedEnvelope } from "./pint-envelope.js";
export {
  readTrackAndTrace,
  toDocumentEvents,
  toTrackAndTrace,
  type EquipmentEvent,
  type ShipmentEvent,
  type TrackAndTraceEvent,
  type TrackAndTraceOptions,
  type TransportCall,
  type Unmapped,
} from "./track-and-trace.js";
