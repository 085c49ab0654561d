/** A bill's life on the wire: DCSA endorsement chains. */
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
  isNoParty,
  NO_PARTY,
  type Directory,
  type DirectoryParty,
  type RepresentedParty,
  type WireConfig,
  type WireParty,
} from "./parties.js";
export { toDcsaStatus, type DcsaStatus } from "./status.js";
