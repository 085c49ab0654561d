/** DCSA issuance: requests 3.0.3 and 3.0.4 in, responses out, and the carrier's signature over what it had issued. */
import { decodeBase64, sha256 } from "ethers";
import type { CryptoKey } from "jose";

import type { HistoryEntry } from "../bill/history.js";
import { ChainError } from "../chain/errors.js";
import { digestOf, toChecksum } from "../document/canonical.js";
import { unwrapTransportDocument } from "../document/envelope.js";
import { DocumentError } from "../document/error.js";
import { isJsonObject, type JsonObject, type JsonValue, readJson } from "../document/json.js";
import type { Party, TransportDocument } from "../document/transport-document.js";
import { schemaCheck } from "../document/validator.js";
import { requireWhole } from "./acts.js";
import { WireError } from "./error.js";
import { payloadOf, type Signer, signJson, verifyJws } from "./jws.js";
import issuanceRequestSchema from "./schemas/IssuanceRequest.v3.0.4.schema.json" with { type: "json" };
import issuanceResponseSchema from "./schemas/IssuanceResponse.v3.0.4.schema.json" with { type: "json" };

/** A document by DCSA's references. */
export interface DocumentReference {
  readonly transportDocumentReference: string;
  readonly transportDocumentSubReference?: string;
}

/** A carrier's request to issue a bill. */
export interface IssuanceRequest {
  readonly document: TransportDocument;
  /** Who receives possession. */
  readonly issueTo: Party;
  /** DCSA's code of the eBL platform where that party is a user. */
  readonly sendToPlatform: string;
  /** From 3.0.4 on: the documents which this one follows. They are metadata: no signature covers them. */
  readonly replaces: readonly DocumentReference[];
  /** From 3.0.4 on: the documents into which those were split, this one among them. */
  readonly splitInto: readonly DocumentReference[];
  /** The carrier's signature over the checksums: see verifyIssuanceManifest. */
  readonly issuanceManifestSignedContent: string;
  /** What the manifest must say. */
  readonly checksums: IssuanceManifest;
}

/** DCSA IssuanceManifest: SHA-256 over RFC 8785, and of the visualisation's decoded bytes. */
export interface IssuanceManifest {
  readonly documentChecksum: string;
  readonly issueToChecksum: string;
  readonly eBLVisualisationByCarrierChecksum?: string;
}

/** DCSA IssuanceResponse. */
export interface IssuanceResponse extends DocumentReference {
  /** ISSU: issued; BREQ: the request itself is at fault; REFU: refused for another reason. */
  readonly issuanceResponseCode: "ISSU" | "BREQ" | "REFU";
  readonly reason?: string;
  readonly errors?: readonly { readonly reason?: string; readonly errorCode?: string }[];
}

interface Replacements {
  readonly oldTransportDocumentReferences?: readonly DocumentReference[];
  readonly newTransportDocumentReferences?: readonly DocumentReference[];
}

interface Envelope {
  readonly issueTo: JsonObject & { readonly sendToPlatform: string };
  readonly issuanceManifestSignedContent: string;
}

const DEFINITIONS = "/definitions";
const checkIssueTo = schemaCheck<Envelope["issueTo"]>(
  issuanceRequestSchema,
  "DCSA issue-to party",
  `${DEFINITIONS}/IssueToParty`,
);
const checkManifest = schemaCheck<string>(
  issuanceRequestSchema,
  "DCSA issuance manifest",
  `${DEFINITIONS}/IssuanceRequest/properties/issuanceManifestSignedContent`,
);
const checkVisualisation = schemaCheck<{ readonly content: string }>(
  issuanceRequestSchema,
  "DCSA supporting document",
  `${DEFINITIONS}/SupportingDocument`,
);
const checkReplacements = schemaCheck<Replacements>(
  issuanceRequestSchema,
  "DCSA transport document replacements",
  `${DEFINITIONS}/TransportDocumentReplacements`,
);
const checkResponse = schemaCheck<IssuanceResponse>(issuanceResponseSchema, "DCSA issuance response 3.0.4");

/**
 * Reads an issuance request. Its signature is checked by verifyIssuanceManifest.
 * @param input JSON: the bytes as received (UTF-8), or a string
 * @throws DocumentError as unwrapTransportDocument; NOT_DCSA also for what is no issuance request
 */
export function readIssuanceRequest(input: string | Uint8Array): IssuanceRequest {
  const { text, value } = readJson(input);
  if (!isJsonObject(value)) throw notARequest("", "must be an issuance request");
  for (const field of ["document", "issueTo", "issuanceManifestSignedContent"] as const) {
    if (value[field] === undefined) throw notARequest(`/${field}`, "is missing");
  }
  const rawIssueTo = checkIssueTo(value["issueTo"], text.length, "/issueTo");
  const manifest = checkManifest(value["issuanceManifestSignedContent"], text.length, "/issuanceManifestSignedContent");
  const replacements = checkReplacements(
    value["transportDocumentReplacements"] ?? {},
    text.length,
    "/transportDocumentReplacements",
  );
  const visualisation = visualisationChecksum(value["eBLVisualisationByCarrier"], text.length);
  const { envelope, document, issueTo } = unwrapTransportDocument(text);
  if (envelope !== "ISSUANCE_REQUEST" || issueTo === undefined) {
    throw notARequest("", `is an envelope of another kind: ${envelope}`);
  }
  return {
    document,
    issueTo,
    sendToPlatform: rawIssueTo.sendToPlatform,
    replaces: replacements.oldTransportDocumentReferences ?? [],
    splitInto: replacements.newTransportDocumentReferences ?? [],
    issuanceManifestSignedContent: manifest,
    checksums: {
      documentChecksum: toChecksum(document.digest),
      issueToChecksum: toChecksum(digestOf(rawIssueTo).digest),
      ...(visualisation === undefined ? {} : { eBLVisualisationByCarrierChecksum: visualisation }),
    },
  };
}

/** The carrier's signature over what it wants issued: `issuanceManifestSignedContent`. */
export function signIssuanceManifest(checksums: IssuanceManifest, signer: Signer): Promise<string> {
  return signJson({ ...checksums }, signer);
}

/**
 * Checks that the carrier signed this document for this party.
 * @param key the carrier's public key
 * @throws WireError SIGNATURE, or CHECKSUM with the place of the first value in the manifest that differs
 */
export async function verifyIssuanceManifest(
  request: Pick<IssuanceRequest, "issuanceManifestSignedContent" | "checksums">,
  key: CryptoKey,
): Promise<void> {
  const place = "/issuanceManifestSignedContent";
  const manifest = payloadOf(request.issuanceManifestSignedContent, place);
  await verifyJws(request.issuanceManifestSignedContent, key, place);
  const { documentChecksum, issueToChecksum, eBLVisualisationByCarrierChecksum } = request.checksums;
  const expected = { documentChecksum, issueToChecksum, eBLVisualisationByCarrierChecksum };
  for (const [field, checksum] of Object.entries(expected)) {
    const signed = isJsonObject(manifest) ? manifest[field] : undefined;
    if (signed === checksum) continue;
    const fault = `the carrier signed ${JSON.stringify(signed ?? null)}, what came has ${JSON.stringify(checksum ?? null)}`;
    throw new WireError("CHECKSUM", `${place}/${field}`, fault);
  }
}

/**
 * The answer to an issuance request: ISSU if nothing went wrong; BREQ with one error for each finding if the request or
 * its document is at fault; REFU with the chain's sentence if the chain refused.
 * @throws what went wrong, if it is none of these: the fault is ours then, and no answer
 * @throws DocumentError NOT_DCSA for references that do not fit DCSA's schema
 */
export function toIssuanceResponse(reference: DocumentReference, error?: Error): IssuanceResponse {
  const { transportDocumentReference, transportDocumentSubReference } = reference;
  const about = {
    transportDocumentReference,
    ...(transportDocumentSubReference === undefined ? {} : { transportDocumentSubReference }),
  };
  if (error === undefined) return checkResponse({ ...about, issuanceResponseCode: "ISSU" });
  if (error instanceof DocumentError) {
    const errors = error.findings
      .slice(0, MAX_ERRORS)
      .map(({ pointer, message, rule }) => toError(`${pointer} ${message}`, rule));
    const reason = toText(`The request cannot be issued as it is: ${error.message}`);
    return checkResponse({ ...about, issuanceResponseCode: "BREQ", reason, errors });
  }
  if (error instanceof WireError) {
    const errors = [toError(error.message, error.code)];
    return checkResponse({ ...about, issuanceResponseCode: "BREQ", reason: toText(error.message), errors });
  }
  if (error instanceof ChainError) {
    const errors = [toError(error.sentence, error.code)];
    return checkResponse({ ...about, issuanceResponseCode: "REFU", reason: toText(error.sentence), errors });
  }
  throw error;
}

/**
 * The answer that the chain gives: ISSU, or REFU once the first recipient has rejected the issue.
 * @param history whole, newest first, as readHistory returns it
 * @throws WireError BROKEN_HISTORY
 */
export function issuanceResponseOf(history: readonly HistoryEntry[], subReference?: string): IssuanceResponse {
  const { transportDocumentReference } = requireWhole(history);
  const about = {
    transportDocumentReference,
    ...(subReference === undefined ? {} : { transportDocumentSubReference: subReference }),
  };
  const isRejected = history.some(({ event }) => event === "IssueRejected");
  if (!isRejected) return checkResponse({ ...about, issuanceResponseCode: "ISSU" });
  const reason = "The party to whom the bill was issued rejected it";
  const errors = [toError(reason, "IssueRejected")];
  return checkResponse({ ...about, issuanceResponseCode: "REFU", reason, errors });
}

/**
 * Reads a platform's response.
 * @param input JSON: the bytes as received (UTF-8), or a string
 * @throws DocumentError for text that strict JSON refuses, and NOT_DCSA
 */
export function readIssuanceResponse(input: string | Uint8Array): IssuanceResponse {
  const { text, value } = readJson(input);
  return checkResponse(value, text.length);
}

/** DCSA's limits. */
const MAX_ERRORS = 255;
const MAX_REASON = 255;
const MAX_ERROR_CODE = 50;

function toError(reason: string, errorCode: string): { reason: string; errorCode: string } {
  return { reason: toText(reason), errorCode: errorCode.slice(0, MAX_ERROR_CODE) };
}

/** One line of at most 255 characters; what is cut off ends in an ellipsis. */
function toText(reason: string): string {
  const characters = [...reason.replace(/\s+/g, " ").trim()];
  if (characters.length <= MAX_REASON) return characters.join("");
  return `${characters
    .slice(0, MAX_REASON - 1)
    .join("")
    .trimEnd()}…`;
}

function visualisationChecksum(value: JsonValue | undefined, length: number): string | undefined {
  if (value === undefined) return undefined;
  const place = "/eBLVisualisationByCarrier";
  const { content } = checkVisualisation(value, length, place);
  try {
    return toChecksum(sha256(decodeBase64(content)));
  } catch {
    throw notARequest(`${place}/content`, "is no base64");
  }
}

function notARequest(pointer: string, message: string): DocumentError {
  return new DocumentError("NOT_DCSA", [{ rule: "issuance-request", severity: "error", pointer, message }]);
}
