import { Ajv, type AnySchema, type ErrorObject, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

import { DocumentError, errorFrom, type Finding } from "./error.js";
import { pointerOf } from "./pointer.js";

/** More faults than anyone reads; a hostile document could have a million. */
const MAX_FINDINGS = 100;

/** Documents with more characters than this are told their first fault only: collecting all of them takes memory. */
const MAX_LISTED_LENGTH = 1024 * 1024;

/**
 * Answers the same value under its type.
 * @param length of the text it was read from, in characters; 0 for a value that was made here
 * @param base pointer of the value in that text
 * @throws DocumentError NOT_DCSA with one finding for each place where the schema is not kept
 */
export type SchemaCheck<T> = (value: unknown, length?: number, base?: string) => T;

/**
 * A check against one of DCSA's schemas, compiled when first used: it takes some tenths of a second.
 * @param schema JSON Schema of draft 07
 * @param title of what it describes, for a fault without detail
 * @param part JSON pointer of a definition inside the schema, to check against that alone
 */
export function schemaCheck<T>(schema: AnySchema, title: string, part = ""): SchemaCheck<T> {
  const verdict = once(() => compile<T>(schema, part, false));
  const listing = once(() => compile<T>(schema, part, true));
  const noDetail: Finding = { rule: "schema", severity: "error", pointer: "", message: `is not a ${title}` };

  return (value, length = 0, base = "") => {
    const quick = verdict();
    if (isValid(quick, value)) return value;
    const full = length > MAX_LISTED_LENGTH ? quick : listing();
    if (full !== quick) full(value);
    const findings = (full.errors ?? []).filter(isOwnFault).slice(0, MAX_FINDINGS);
    const error = errorFrom(
      "NOT_DCSA",
      findings.map((fault) => toFinding(fault, base)),
    );
    throw error ?? new DocumentError("NOT_DCSA", [noDetail]);
  };
}

function isValid<T>(validate: ValidateFunction<T>, value: unknown): value is T {
  return validate(value);
}

function compile<T>(schema: AnySchema, part: string, allErrors: boolean): ValidateFunction<T> {
  // DCSA's bundles carry keywords of OpenAPI, so Ajv's strict mode cannot be on.
  const ajv = new Ajv({ strict: false, allErrors });
  formats.default(ajv);
  if (part === "") return ajv.compile<T>(schema);
  ajv.addSchema(schema, WHOLE);
  return ajv.compile<T>({ $ref: `${WHOLE}#${part}` });
}

const WHOLE = "dcsa";

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
