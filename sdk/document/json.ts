import { jsonError, JsonScanner } from "./scanner.js";

/** A value that JSON can write. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
/** An object that JSON can write. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * The largest text that is read: 8 MiB. DCSA allows 50,000 characters of terms and 20,000 per clause; a document of
 * thousands of containers stays below 5 MB. A limit keeps a hostile text from filling the memory.
 */
export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

/** The deepest nesting that is read. A DCSA transport document needs about 12; an envelope two more. */
export const MAX_DOCUMENT_DEPTH = 64;

/** A text that was read, and its value. */
export interface JsonText {
  readonly text: string;
  readonly value: JsonValue;
}

/**
 * Reads JSON so strictly that its digest cannot stand for two meanings.
 *
 * Two readers of a text with a key given twice, half a surrogate pair or a number too long for a double may see two
 * values; RFC 8785 (which builds on I-JSON, RFC 7493) leaves such texts out, and so does this.
 *
 * @param input the bytes as received (UTF-8), or a string
 * @throws DocumentError TOO_LARGE, NOT_UTF8, BYTE_ORDER_MARK, NOT_JSON, TOO_DEEP, DUPLICATE_KEY, FORBIDDEN_KEY,
 * LONE_SURROGATE or INEXACT_NUMBER, with pointer and position
 */
export function readJson(input: string | Uint8Array): JsonText {
  const text = typeof input === "string" ? limitedText(input) : decode(input);
  if (text.startsWith("\ufeff")) {
    const position = { offset: 0, line: 1, column: 1 };
    throw jsonError("BYTE_ORDER_MARK", "the text starts with a byte order mark, which JSON forbids", "", position);
  }
  const written = new JsonScanner(text, MAX_DOCUMENT_DEPTH, false).scan();
  const value = parse(text);
  // JSON.parse keeps the last of equal keys, so that members are missing. Only then is the place worth a second walk.
  if (membersOf(value) !== written) new JsonScanner(text, MAX_DOCUMENT_DEPTH, true).scan();
  return { text, value };
}

/** How many members all objects of a value have together. Recursion is bounded by MAX_DOCUMENT_DEPTH. */
function membersOf(value: JsonValue): number {
  if (typeof value !== "object" || value === null) return 0;
  const children = Object.values(value);
  let members = Array.isArray(value) ? 0 : children.length;
  for (const child of children) if (typeof child === "object") members += membersOf(child);
  return members;
}

/** Whether a JSON value is an object. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON.parse, which returns any. */
const parse: (text: string) => JsonValue = JSON.parse;

function limitedText(text: string): string {
  // A code unit is one to three bytes, so that only texts in between are counted byte by byte.
  if (text.length > MAX_DOCUMENT_BYTES) throw tooLarge(`at least ${text.length}`);
  if (text.length * 3 > MAX_DOCUMENT_BYTES) {
    const bytes = new TextEncoder().encode(text).length;
    if (bytes > MAX_DOCUMENT_BYTES) throw tooLarge(String(bytes));
  }
  return text;
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MAX_DOCUMENT_BYTES) throw tooLarge(String(bytes.length));
  try {
    // ignoreBOM keeps the mark in the text, to be refused with a name of its own.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const offset = firstBadByte(bytes);
    const before = bytes.subarray(0, offset);
    const line = before.reduce((lines, byte) => (byte === 0x0a ? lines + 1 : lines), 1);
    const position = { offset, line, column: offset - before.lastIndexOf(0x0a) };
    throw jsonError("NOT_UTF8", "the bytes are no UTF-8", "", position);
  }
}

/** The length of the longest beginning that can still become UTF-8: the place of the first byte that no UTF-8 has there. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return Math.min(good, bytes.length);
}

function tooLarge(bytes: string): Error {
  return jsonError("TOO_LARGE", `the text has ${bytes} bytes; at most ${MAX_DOCUMENT_BYTES} are read`, "");
}
