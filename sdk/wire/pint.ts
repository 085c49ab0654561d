/**
 * DCSA's envelope transfer chain (PINT 3.0.0): a list of signed entries, each with the checksum of the one before it, so
 * that nothing can be taken out, put in or put elsewhere unseen.
 */
import type { CryptoKey } from "jose";

import type { HistoryEntry } from "../bill/history.js";
import { tokenToHex } from "../chain/values.js";
import { isJsonObject, type JsonObject } from "../document/json.js";
import { schemaCheck } from "../document/validator.js";
import { requireWhole } from "./acts.js";
import { WireError } from "./error.js";
import { checksumOf, headerOf, payloadOf, type SignatureHeader, type Signer, signJson, verifyJws } from "./jws.js";
import { type PintTransaction, type TransactionOptions, toTransactions } from "./pint-transactions.js";
import entrySchema from "./schemas/EnvelopeTransferChainEntry.v3.0.0.schema.json" with { type: "json" };

/** DCSA EnvelopeTransferChainEntry 3.0.0. */
export interface TransferChainEntry {
  readonly eblPlatform: string;
  readonly transportDocumentChecksum: string;
  /** SHA-256 of the signed entry before; absent in the first. */
  readonly previousEnvelopeTransferChainEntrySignedContentChecksum?: string;
  /** In the first entry: the carrier's signature over what it had issued. */
  readonly issuanceManifestSignedContent?: string;
  /** In the first entry only, if at all. */
  readonly controlTrackingRegistry?: string;
  readonly transactions: readonly PintTransaction[];
}

/** What a transfer chain needs beside the history. */
export interface TransferChainOptions extends TransactionOptions {
  /** The carrier's signature over what it had issued, out of the issuance request. */
  readonly issuanceManifestSignedContent: string;
  /** Signed entries that went out or came in before; the new ones follow them. */
  readonly previous?: readonly string[];
}

/** How a transfer chain is verified. */
export interface TransferChainKeys {
  /** SHA-256 of the document as DCSA writes it: the chain must be about it. */
  readonly transportDocumentChecksum: string;
  /** Public key of the platform that signed an entry. */
  readonly platformKey: (eblPlatform: string, header: SignatureHeader) => CryptoKey | Promise<CryptoKey>;
  /** Public key of the carrier that signed the issuance manifest. */
  readonly carrierKey: (header: SignatureHeader) => CryptoKey | Promise<CryptoKey>;
  /** `lastEnvelopeTransferChainEntrySignedContentChecksum` of the envelope's manifest: shows that no entry was cut off. */
  readonly lastChecksum?: string;
}

const check = schemaCheck<TransferChainEntry>(entrySchema, "DCSA envelope transfer chain entry 3.0.0");

/**
 * The transfer chain of a bill, signed. An entry ends where a transaction leaves for another platform; what happens
 * after `previous` stands in new entries.
 * @param history whole, newest first, as readHistory returns it
 * @returns the signed entries, oldest first, those of `previous` included
 * @throws WireError as toTransactions; BROKEN_CHAIN if `previous` is in disorder or tells another life; SIGNATURE
 * @throws DocumentError NOT_DCSA if a party or code does not fit DCSA's schema
 */
export async function toTransferChain(
  history: readonly HistoryEntry[],
  options: TransferChainOptions,
  signer: Signer,
): Promise<readonly string[]> {
  const { eblPlatform, issuanceManifestSignedContent, previous = [] } = options;
  const transportDocumentChecksum = tokenToHex(requireWhole(history).tokenId).slice(2);
  const transactions = toTransactions(history, options);
  const sent = readTransferChain(previous).flatMap((entry) => entry.transactions);
  requireBeginning(sent, transactions);

  const chain = [...previous];
  for (const stay of stays(transactions.slice(sent.length))) {
    const before = chain.at(-1);
    const entry: TransferChainEntry = {
      eblPlatform,
      transportDocumentChecksum,
      ...(before === undefined
        ? { issuanceManifestSignedContent }
        : { previousEnvelopeTransferChainEntrySignedContentChecksum: checksumOf(before) }),
      transactions: stay,
    };
    chain.push(await signJson(toJson(check(entry)), signer));
  }
  // What would not be read is not sent.
  readTransferChain(chain);
  return chain;
}

/**
 * Reads a transfer chain and checks its order: checksums, one document, one ISSUE at the beginning, nothing after the
 * acceptance of a surrender. Signatures are not verified.
 * @param chain signed entries, oldest first
 * @throws WireError BROKEN_CHAIN, CHECKSUM or SIGNATURE with the place in the chain
 * @throws DocumentError for a payload that strict JSON refuses, and NOT_DCSA
 */
export function readTransferChain(chain: readonly string[]): readonly TransferChainEntry[] {
  const entries = chain.map((jws, index) => {
    const payload = payloadOf(jws, `/${index}`);
    return check(payload, jws.length, `/${index}`);
  });
  entries.forEach((entry, index) => requirePlace(entry, index, chain[index - 1], entries[0]));
  requireOneLife(entries);
  return entries;
}

/**
 * Verifies a transfer chain: its order as readTransferChain, every signature, and that it is about the document.
 * @param chain `envelopeTransferChain`: signed entries, oldest first; at least one
 * @throws WireError BROKEN_CHAIN, CHECKSUM or SIGNATURE with the place in the chain
 * @throws DocumentError for a payload that strict JSON refuses, and NOT_DCSA
 */
export async function verifyTransferChain(
  chain: readonly string[],
  { transportDocumentChecksum, platformKey, carrierKey, lastChecksum }: TransferChainKeys,
): Promise<readonly TransferChainEntry[]> {
  const entries = readTransferChain(chain);
  const last = chain.at(-1);
  if (last === undefined) throw new WireError("BROKEN_CHAIN", "", "A transfer chain has at least one entry");
  for (const [index, jws] of chain.entries()) {
    const entry = entries[index];
    if (entry === undefined) throw new RangeError("an entry for each signed content");
    requireChecksum(entry.transportDocumentChecksum, transportDocumentChecksum, `/${index}/transportDocumentChecksum`);
    await verifyJws(jws, await platformKey(entry.eblPlatform, headerOf(jws, `/${index}`)), `/${index}`);
  }
  if (lastChecksum !== undefined) requireChecksum(checksumOf(last), lastChecksum, `/${chain.length - 1}`);
  await verifyIssuance(entries[0]?.issuanceManifestSignedContent ?? "", transportDocumentChecksum, carrierKey);
  return entries;
}

async function verifyIssuance(
  manifest: string,
  transportDocumentChecksum: string,
  carrierKey: TransferChainKeys["carrierKey"],
): Promise<void> {
  const place = "/0/issuanceManifestSignedContent";
  const payload = payloadOf(manifest, place);
  await verifyJws(manifest, await carrierKey(headerOf(manifest, place)), place);
  const signed = isJsonObject(payload) ? payload["documentChecksum"] : undefined;
  requireChecksum(typeof signed === "string" ? signed : "", transportDocumentChecksum, `${place}/documentChecksum`);
}

/** What DCSA says of an entry by its place in the chain. */
function requirePlace(
  entry: TransferChainEntry,
  index: number,
  before: string | undefined,
  first: TransferChainEntry | undefined,
): void {
  const at = (field: string) => `/${index}/${field}`;
  const refuse = (field: string, fault: string) => new WireError("BROKEN_CHAIN", at(field), fault);
  const previous = entry.previousEnvelopeTransferChainEntrySignedContentChecksum;
  if (before === undefined) {
    if (previous !== undefined) throw refuse(PREVIOUS, "the first entry follows none");
    if (entry.issuanceManifestSignedContent === undefined) {
      throw refuse("issuanceManifestSignedContent", "the first entry has the carrier's signature");
    }
    return;
  }
  if (previous === undefined) throw refuse(PREVIOUS, "is missing: only the first entry follows none");
  requireChecksum(previous, checksumOf(before), at(PREVIOUS));
  if (entry.controlTrackingRegistry !== undefined) {
    throw refuse("controlTrackingRegistry", "only the first entry names a registry");
  }
  requireChecksum(
    entry.transportDocumentChecksum,
    first?.transportDocumentChecksum ?? "",
    at("transportDocumentChecksum"),
  );
}

const PREVIOUS = "previousEnvelopeTransferChainEntrySignedContentChecksum";

/** One ISSUE, at the beginning; nothing after the acceptance of a surrender. */
function requireOneLife(entries: readonly TransferChainEntry[]): void {
  let isFirst = true;
  let isOver = false;
  for (const [index, { transactions }] of entries.entries()) {
    for (const [step, { actionCode }] of transactions.entries()) {
      const place = `/${index}/transactions/${step}/actionCode`;
      if (isOver) throw new WireError("BROKEN_CHAIN", place, `${actionCode} after SACC, which ended the bill's life`);
      if ((actionCode === "ISSUE") !== isFirst) {
        const fault = isFirst ? `${actionCode} stands where ISSUE begins` : "a second ISSUE";
        throw new WireError("BROKEN_CHAIN", place, fault);
      }
      isFirst = false;
      isOver = actionCode === "SACC";
    }
  }
}

/** The transactions of each stay on a platform: the last one of a stay has its recipient elsewhere. */
function stays(transactions: readonly PintTransaction[]): PintTransaction[][] {
  const result: PintTransaction[][] = [];
  let stay: PintTransaction[] = [];
  for (const transaction of transactions) {
    if (stay.length === 0) result.push(stay);
    stay.push(transaction);
    const { actor, recipient } = transaction;
    if (recipient !== undefined && recipient.eblPlatform !== actor.eblPlatform) stay = [];
  }
  return result;
}

/** What was signed once stays: a life that was sent in part must begin in the same way. */
function requireBeginning(sent: readonly PintTransaction[], all: readonly PintTransaction[]): void {
  for (const [index, { actionCode, auditReference }] of sent.entries()) {
    const now = all[index];
    if (now?.actionCode === actionCode && now.auditReference === auditReference) continue;
    const fault = `${actionCode} was sent and is not in the bill's life now: it was undone, or is another bill's`;
    throw new WireError("BROKEN_CHAIN", `/transactions/${index}`, fault);
  }
}

function requireChecksum(given: string, expected: string, place: string): void {
  if (given !== expected) throw new WireError("CHECKSUM", place, `the checksum ${given} should be ${expected}`);
}

/** The entry as JSON writes it. */
function toJson(entry: TransferChainEntry): JsonObject {
  return parse(JSON.stringify(entry));
}

/** JSON.parse, which returns any. */
const parse: (text: string) => JsonObject = JSON.parse;
