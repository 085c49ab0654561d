/** DCSA transport documents: reading, rules, digest. */
export { digestOf, toChecksum, type Digest } from "./canonical.js";
export { containersForRelease } from "./containers.js";
export type { DcsaTransportDocument } from "./dcsa.js";
export { unwrapTransportDocument, type EnvelopeType, type UnwrappedDocument } from "./envelope.js";
export { DocumentError, type DocumentErrorCode, type Finding, type Severity, type TextPosition } from "./error.js";
export { containerCheckDigit, containerNumberFault, isContainerNumber } from "./iso6346.js";
export { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_DEPTH, readJson, type JsonObject, type JsonValue } from "./json.js";
export { isLei, leiCheckDigits, leiFault } from "./lei.js";
export type { Rule } from "./rule.js";
export { DOCUMENT_RULES } from "./rules.js";
export {
  readTransportDocument,
  toBytes20,
  type BillKind,
  type Container,
  type DocumentParties,
  type Party,
  type PartyCode,
  type TransportDocument,
} from "./transport-document.js";
