import type { DcsaParty } from "./dcsa.js";
import { DocumentError, errorFrom, type Finding } from "./error.js";
import { isJsonObject, readJson, type JsonObject, type JsonValue } from "./json.js";
import { toParty, transportDocumentOf, type Party, type TransportDocument } from "./transport-document.js";

/**
 * What a transport document came in: nothing, an issuance request (eBL issuance), a notification (CloudEvent of the eBL
 * API), or an envelope between platforms (PINT).
 */
export type EnvelopeType = "NONE" | "ISSUANCE_REQUEST" | "NOTIFICATION" | "TRANSFER";

/** A transport document and what it came in. */
export interface UnwrappedDocument {
  readonly envelope: EnvelopeType;
  readonly document: TransportDocument;
  /** Of an issuance request: who receives possession on issue. */
  readonly issueTo?: Party;
}

/**
 * Reads a transport document that stands alone or inside a DCSA envelope. Pointers are from the root of the envelope;
 * the digest is that of the document alone.
 *
 * Signatures of the envelope are not checked here.
 *
 * @param input JSON: the bytes as received (UTF-8), or a string
 * @throws DocumentError as readTransportDocument; also NOT_DCSA for an envelope without a document or issue-to party, and
 * ENVELOPE_MISMATCH if a notification speaks of another document than it carries
 */
export function unwrapTransportDocument(input: string | Uint8Array): UnwrappedDocument {
  const { text, value } = readJson(input);
  const read = (inner: JsonValue | undefined, pointer: string) =>
    transportDocumentOf(present(inner, pointer), text.length, pointer);

  if (!isJsonObject(value)) return { envelope: "NONE", document: read(value, "") };
  if ("specversion" in value) return { envelope: "NOTIFICATION", document: readNotification(value, read) };
  if ("issueTo" in value || "issuanceManifestSignedContent" in value) {
    const issueTo = toIssueTo(value["issueTo"]);
    return { envelope: "ISSUANCE_REQUEST", document: read(value["document"], "/document"), issueTo };
  }
  if ("envelopeManifestSignedContent" in value) {
    return { envelope: "TRANSFER", document: read(value["transportDocument"], "/transportDocument") };
  }
  return { envelope: "NONE", document: read(value, "") };
}

function readNotification(
  event: JsonObject,
  read: (inner: JsonValue | undefined, pointer: string) => TransportDocument,
): TransportDocument {
  const data = present(event["data"], "/data");
  if (!isJsonObject(data)) throw notDcsa("/data", "must be object");
  const document = read(data["transportDocument"], "/data/transportDocument");
  const findings: Finding[] = [];
  for (const field of ["transportDocumentReference", "transportDocumentSubReference"] as const) {
    const announced = data[field];
    if (announced === undefined || announced === document.value[field]) continue;
    const message = `is ${JSON.stringify(announced)}, and ${JSON.stringify(document.value[field] ?? null)} in the document`;
    findings.push({ rule: "envelope-same-document", severity: "error", pointer: `/data/${field}`, message });
  }
  const error = errorFrom("ENVELOPE_MISMATCH", findings);
  if (error !== undefined) throw error;
  return document;
}

function toIssueTo(value: JsonValue | undefined): Party {
  const party = present(value, "/issueTo");
  if (!isDcsaParty(party)) throw notDcsa("/issueTo", "must be a party with partyName and identifyingCodes");
  return toParty(party, "/issueTo");
}

/** DCSA IssueToParty: a name and at least one code. */
function isDcsaParty(value: JsonValue): value is JsonObject & DcsaParty {
  if (!isJsonObject(value) || typeof value["partyName"] !== "string") return false;
  const codes = value["identifyingCodes"];
  return Array.isArray(codes) && codes.length > 0 && codes.every(isIdentifyingCode);
}

function isIdentifyingCode(code: JsonValue): boolean {
  return (
    isJsonObject(code) &&
    typeof code["codeListProvider"] === "string" &&
    typeof code["partyCode"] === "string" &&
    ["string", "undefined"].includes(typeof code["codeListName"])
  );
}

function present(value: JsonValue | undefined, pointer: string): JsonValue {
  if (value === undefined) throw notDcsa(pointer, "is missing");
  return value;
}

function notDcsa(pointer: string, message: string): DocumentError {
  return new DocumentError("NOT_DCSA", [{ rule: "envelope", severity: "error", pointer, message }]);
}
