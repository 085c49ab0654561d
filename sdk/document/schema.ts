import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

import type { DcsaTransportDocument } from "./dcsa.js";
import { DocumentError, errorFrom, type Finding } from "./error.js";
import type { JsonValue } from "./json.js";
import { pointerOf } from "./pointer.js";
import transportDocumentSchema from "./schemas/TransportDocument.v3.0.3.schema.json" with { type: "json" };

/** More faults than anyone reads; a hostile document could have a million. */
const MAX_FINDINGS = 100;

/** Documents with more characters than this are told their first fault only: collecting all of them takes memory. */
const MAX_LISTED_LENGTH = 1024 * 1024;

/** Compiled when first asked for: it takes some tenths of a second. */
const verdict = once(() => compile(false));
const listing = once(() => compile(true));

/**
 * The value as a DCSA transport document 3.0.3; the same object.
 * @param value as readJson returns it
 * @param length of the text it was read from, in characters
 * @param base pointer of the value in that text
 * @throws DocumentError NOT_DCSA with one finding for each place where the schema is not kept
 */
export function checkSchema(value: JsonValue, length: number, base = ""): DcsaTransportDocument {
  const quick = verdict();
  if (isValid(quick, value)) return value;
  const full = length > MAX_LISTED_LENGTH ? quick : listing();
  if (full !== quick) full(value);
  const findings = (full.errors ?? []).filter(isOwnFault).slice(0, MAX_FINDINGS);
  const error = errorFrom(
    "NOT_DCSA",
    findings.map((fault) => toFinding(fault, base)),
  );
  throw error ?? new DocumentError("NOT_DCSA", [NO_DETAIL]);
}

const NO_DETAIL: Finding = {
  rule: "schema",
  severity: "error",
  pointer: "",
  message: "is not a DCSA transport document 3.0.3",
};

function isValid(validate: ValidateFunction<DcsaTransportDocument>, value: unknown): value is DcsaTransportDocument {
  return validate(value);
}

function compile(allErrors: boolean): ValidateFunction<DcsaTransportDocument> {
  // DCSA's bundles carry keywords of OpenAPI, so Ajv's strict mode cannot be on.
  const ajv = new Ajv({ strict: false, allErrors });
  formats.default(ajv);
  return ajv.compile<DcsaTransportDocument>(transportDocumentSchema);
}

/** A choice reports itself and each of its alternatives: the alternatives would say the opposite of one another. */
function isOwnFault({ schemaPath }: ErrorObject): boolean {
  return !/\/(?:oneOf|anyOf)\/\d+\//.test(schemaPath);
}

function toFinding({ keyword, instancePath, params, message }: ErrorObject, base: string): Finding {
  const given: Record<string, unknown> = params;
  const missing = given["missingProperty"];
  const allowed = given["allowedValues"];
  const at = base + instancePath;
  const common = { rule: `schema-${keyword}`, severity: "error" } as const;
  if (typeof missing === "string") return { ...common, pointer: at + pointerOf([missing]), message: "is missing" };
  if (Array.isArray(allowed)) return { ...common, pointer: at, message: `must be one of ${allowed.join(", ")}` };
  return { ...common, pointer: at, message: message ?? `breaks "${keyword}" of the schema` };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
