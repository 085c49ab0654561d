/** DCSA's eBL envelope (PINT 3.0.0): a document, its transfer chain, and the sender's signature over both. */
import { toChecksum } from "../document/canonical.js";
import type { DcsaTransportDocument } from "../document/dcsa.js";
import { unwrapTransportDocument } from "../document/envelope.js";
import { DocumentError } from "../document/error.js";
import { isJsonObject, type JsonObject, type JsonValue, readJson } from "../document/json.js";
import type { TransportDocument } from "../document/transport-document.js";
import { WireError } from "./error.js";
import { checksumOf, headerOf, payloadOf, type Signer, signJson, verifyJws } from "./jws.js";
import { readTransferChain, type TransferChainEntry, type TransferChainKeys, verifyTransferChain } from "./pint.js";

/** DCSA EblEnvelope, without further documents. */
export interface EblEnvelope {
  readonly transportDocument: DcsaTransportDocument;
  readonly envelopeManifestSignedContent: string;
  /** Signed entries, oldest first. */
  readonly envelopeTransferChain: readonly string[];
}

/** An envelope that was verified. */
export interface VerifiedEnvelope {
  readonly document: TransportDocument;
  /** Oldest first. */
  readonly entries: readonly TransferChainEntry[];
}

const MANIFEST = "envelopeManifestSignedContent";
const CHAIN = "envelopeTransferChain";

/**
 * The envelope of a document with its transfer chain.
 * @throws WireError CHECKSUM if the chain is about another document; BROKEN_CHAIN; SIGNATURE
 */
export async function toEnvelope(
  document: TransportDocument,
  chain: readonly string[],
  signer: Signer,
): Promise<EblEnvelope> {
  const transportDocumentChecksum = toChecksum(document.digest);
  const [first] = readTransferChain(chain);
  const last = chain.at(-1);
  if (first === undefined || last === undefined) throw emptyChain(`/${CHAIN}`);
  requireSame(first.transportDocumentChecksum, transportDocumentChecksum, `/${CHAIN}/0/transportDocumentChecksum`);
  const manifest = {
    transportDocumentChecksum,
    lastEnvelopeTransferChainEntrySignedContentChecksum: checksumOf(last),
  };
  return {
    transportDocument: document.value,
    envelopeManifestSignedContent: await signJson(manifest, signer),
    envelopeTransferChain: chain,
  };
}

/**
 * Verifies an envelope: the document, the sender's signature, and the transfer chain as verifyTransferChain. Pointers in
 * errors about the chain are from the chain.
 * @param input JSON: the bytes as received (UTF-8), or a string
 * @throws DocumentError as unwrapTransportDocument
 * @throws WireError SIGNATURE, CHECKSUM, BROKEN_CHAIN
 */
export async function verifyEnvelope(
  input: string | Uint8Array,
  keys: Pick<TransferChainKeys, "platformKey" | "carrierKey">,
): Promise<VerifiedEnvelope> {
  const { text, value } = readJson(input);
  const { envelope, document } = unwrapTransportDocument(text);
  if (envelope !== "TRANSFER" || !isJsonObject(value)) throw notAnEnvelope("", "is no envelope between platforms");
  const chain = stringsOf(value[CHAIN]);
  const jws = value[MANIFEST];
  if (typeof jws !== "string") throw notAnEnvelope(`/${MANIFEST}`, "must be string");

  const sender = readTransferChain(chain).at(-1);
  if (sender === undefined) throw emptyChain(`/${CHAIN}`);
  const place = `/${MANIFEST}`;
  const manifest = objectOf(payloadOf(jws, place), place);
  await verifyJws(jws, await keys.platformKey(sender.eblPlatform, headerOf(jws, place)), place);
  const transportDocumentChecksum = toChecksum(document.digest);
  requireSame(manifest["transportDocumentChecksum"], transportDocumentChecksum, `${place}/transportDocumentChecksum`);
  const lastChecksum = checksumOf(chain.at(-1) ?? "");
  requireSame(manifest[LAST], lastChecksum, `${place}/${LAST}`);
  return { document, entries: await verifyTransferChain(chain, { ...keys, transportDocumentChecksum }) };
}

const LAST = "lastEnvelopeTransferChainEntrySignedContentChecksum";

function stringsOf(value: JsonValue | undefined): string[] {
  if (!Array.isArray(value)) throw notAnEnvelope(`/${CHAIN}`, "must be array");
  return value.map((item: JsonValue, index) => {
    if (typeof item !== "string") throw notAnEnvelope(`/${CHAIN}/${index}`, "must be string");
    return item;
  });
}

function objectOf(value: JsonValue, place: string): JsonObject {
  if (!isJsonObject(value)) throw notAnEnvelope(place, "must carry an object");
  return value;
}

function requireSame(given: JsonValue | undefined, expected: string, place: string): void {
  if (given === expected) return;
  throw new WireError("CHECKSUM", place, `the checksum ${JSON.stringify(given ?? null)} should be ${expected}`);
}

function emptyChain(place: string): WireError {
  return new WireError("BROKEN_CHAIN", place, "has at least one entry");
}

function notAnEnvelope(pointer: string, message: string): DocumentError {
  return new DocumentError("NOT_DCSA", [{ rule: "envelope", severity: "error", pointer, message }]);
}
