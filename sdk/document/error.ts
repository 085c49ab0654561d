/**
 * What was found in a document, and the error that says so.
 */

/** `error`: the document cannot be used. `warning`: it can, and its owner should know. See rules.ts for the policy. */
export type Severity = "error" | "warning";

/** One thing that is wrong with a document. */
export interface Finding {
  /** Stable name of the rule: `schema-required`, `to-order-no-consignee`, ... */
  readonly rule: string;
  readonly severity: Severity;
  /** RFC 6901 JSON pointer from the root of the text that was read; of a missing value, where it should be. */
  readonly pointer: string;
  /** One readable sentence, without the pointer. */
  readonly message: string;
}

/** Why a document was refused. */
export type DocumentErrorCode =
  /** More bytes than MAX_DOCUMENT_BYTES. */
  | "TOO_LARGE"
  /** Bytes that are no UTF-8. */
  | "NOT_UTF8"
  /** The text starts with a byte order mark. */
  | "BYTE_ORDER_MARK"
  /** The text is no JSON (RFC 8259). */
  | "NOT_JSON"
  /** Objects and arrays nested deeper than MAX_DOCUMENT_DEPTH. */
  | "TOO_DEEP"
  /** An object has the same key twice. */
  | "DUPLICATE_KEY"
  /** A key that can change the prototype of an object: `__proto__`, `constructor`, `prototype`. */
  | "FORBIDDEN_KEY"
  /** Half of a surrogate pair: no Unicode character. */
  | "LONE_SURROGATE"
  /** A number that an IEEE 754 double does not carry as written. */
  | "INEXACT_NUMBER"
  /** The JSON does not follow the DCSA schema. */
  | "NOT_DCSA"
  /** A rule of severity error is broken: see `findings`. */
  | "RULE_BROKEN"
  /** An envelope and the document inside it contradict each other. */
  | "ENVELOPE_MISMATCH"
  /** A container of the document cannot be put into a consignment. */
  | "CONTAINER_REFUSED";

/** Where in the text the fault is. */
export interface TextPosition {
  /** From the start of the text in UTF-16 code units, from 0; for NOT_UTF8, from the start of the input in bytes. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in the same unit as the offset. */
  readonly column: number;
}

const LISTED_IN_MESSAGE = 10;

/** A document was refused. `pointer` names the first place; `findings` has every fault of severity error. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  readonly code: DocumentErrorCode;
  /** RFC 6901 JSON pointer of the first fault. */
  readonly pointer: string;
  /** At least one; all of severity error. */
  readonly findings: readonly Finding[];
  /** Only for faults of the text itself. */
  readonly position?: TextPosition;

  constructor(code: DocumentErrorCode, findings: readonly [Finding, ...Finding[]], position?: TextPosition) {
    super(describe(findings, position));
    this.code = code;
    this.pointer = findings[0].pointer;
    this.findings = findings;
    if (position !== undefined) this.position = position;
  }
}

/** The error for faults that were collected in a list, or undefined if there is none. */
export function errorFrom(code: DocumentErrorCode, findings: readonly Finding[]): DocumentError | undefined {
  const [first, ...others] = findings.filter((finding) => finding.severity === "error");
  return first === undefined ? undefined : new DocumentError(code, [first, ...others]);
}

function describe(findings: readonly Finding[], position?: TextPosition): string {
  const lines = findings.slice(0, LISTED_IN_MESSAGE).map(({ pointer, message, rule }) => {
    const place = pointer === "" ? "the document" : pointer;
    const text = position === undefined ? "" : `, line ${position.line} column ${position.column}`;
    return `${place}${text}: ${message} [${rule}]`;
  });
  if (findings.length > LISTED_IN_MESSAGE) lines.push(`and ${findings.length - LISTED_IN_MESSAGE} more`);
  return lines.join("\n");
}
