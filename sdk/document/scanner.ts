import { DocumentError, type DocumentErrorCode, type TextPosition } from "./error.js";
import { isExactNumber } from "./number.js";
import { pointerOf } from "./pointer.js";

/** An object or array that the scanner is inside of. */
interface Frame {
  readonly isObject: boolean;
  /** The keys seen so far, if they are asked for. */
  readonly keys: Set<string> | undefined;
  /** Where the key at hand starts and ends in the text, quotes included; 0 and 0 before the first and in an array. */
  keyStart: number;
  keyEnd: number;
  /** The index of the value at hand in an array. */
  index: number;
}

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Keys without an escape that are shorter or longer than this need not be looked up. */
const SHORTEST_FORBIDDEN = "__proto__".length;
const LONGEST_FORBIDDEN = "constructor".length;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/**
 * Walks once over a JSON text and throws at the first thing that JSON.parse lets pass and a digest must not: half a
 * surrogate pair, a number that a double does not carry, a key that reaches a prototype, nesting too deep; and, if asked
 * for, a key given twice.
 *
 * It checks the grammar of RFC 8259 on the way, so that each fault is named with its place. It does not build the value:
 * JSON.parse is faster at that. No recursion, and every character is looked at a fixed number of times.
 */
export class JsonScanner {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #findDuplicates: boolean;
  readonly #frames: Frame[] = [];
  #at = 0;
  #members = 0;

  /** @param findDuplicates whether to look for keys given twice, which takes a set for each object */
  constructor(text: string, maxDepth: number, findDuplicates: boolean) {
    this.#text = text;
    this.#maxDepth = maxDepth;
    this.#findDuplicates = findDuplicates;
  }

  /**
   * @returns how many members all objects of the text have together, as written: more than the value has that JSON.parse
   * makes of it if, and only if, a key is given twice
   * @throws DocumentError with the place of the first fault
   */
  scan(): number {
    do {
      this.#value();
    } while (this.#nextValue());
    if (this.#at < this.#text.length) this.#fail("NOT_JSON", "something follows the end of the JSON value");
    return this.#members;
  }

  /** Reads a scalar, or enters the object or array that starts here as deep as it goes. */
  #value(): void {
    for (;;) {
      const code = this.#skipSpace();
      if (code === OPEN_OBJECT) {
        this.#enter(true);
        if (this.#skipSpace() === CLOSE_OBJECT) return this.#leave();
        this.#key();
      } else if (code === OPEN_ARRAY) {
        this.#enter(false);
        if (this.#skipSpace() === CLOSE_ARRAY) return this.#leave();
      } else if (code === QUOTE) {
        this.#string();
        return;
      } else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
        return this.#number();
      } else {
        return this.#word();
      }
    }
  }

  /** Goes on to the next value of the innermost open object or array; false at the end of the text's value. */
  #nextValue(): boolean {
    for (;;) {
      const code = this.#skipSpace();
      const frame = this.#frames.at(-1);
      if (frame === undefined) return false;
      if (code === COMMA) {
        this.#at++;
        if (frame.isObject) {
          this.#skipSpace();
          this.#key();
        } else {
          frame.index++;
        }
        return true;
      }
      if (code !== (frame.isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) {
        this.#fail("NOT_JSON", `expected "," or "${frame.isObject ? "}" : "]"}", found ${this.#found()}`);
      }
      this.#leave();
    }
  }

  #enter(isObject: boolean): void {
    if (this.#frames.length >= this.#maxDepth) {
      this.#fail("TOO_DEEP", `objects and arrays are nested more than ${this.#maxDepth} deep`);
    }
    this.#at++;
    const keys = isObject && this.#findDuplicates ? new Set<string>() : undefined;
    this.#frames.push({ isObject, keys, keyStart: 0, keyEnd: 0, index: 0 });
  }

  #leave(): void {
    this.#at++;
    this.#frames.pop();
  }

  #key(): void {
    const start = this.#at;
    const frame = this.#frames.at(-1);
    if (frame === undefined || this.#text.charCodeAt(start) !== QUOTE) {
      this.#fail("NOT_JSON", `expected a key in double quotes, found ${this.#found()}`);
    }
    const escaped = this.#string();
    frame.keyStart = start;
    frame.keyEnd = this.#at;
    this.#members++;
    const length = this.#at - start - 2;
    if (escaped || frame.keys !== undefined || (length >= SHORTEST_FORBIDDEN && length <= LONGEST_FORBIDDEN)) {
      const key = this.#keyOf(frame);
      if (frame.keys?.has(key)) this.#fail("DUPLICATE_KEY", `the key ${JSON.stringify(key)} stands here twice`, start);
      if (FORBIDDEN_KEYS.has(key)) {
        this.#fail("FORBIDDEN_KEY", `the key ${JSON.stringify(key)} can change the prototype of an object`, start);
      }
      frame.keys?.add(key);
    }
    if (this.#skipSpace() !== COLON) this.#fail("NOT_JSON", `expected ":" after a key, found ${this.#found()}`);
    this.#at++;
  }

  #keyOf({ keyStart, keyEnd }: Frame): string {
    return String(JSON.parse(this.#text.slice(keyStart, keyEnd)));
  }

  /** Reads a string from its opening quote to behind its closing one; true if it has an escape. */
  #string(): boolean {
    const text = this.#text;
    let escaped = false;
    let at = this.#at + 1;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code < 0xd800 && code >= 0x20 && code !== QUOTE && code !== BACKSLASH) {
        at++;
      } else if (code === QUOTE) {
        break;
      } else if (code === BACKSLASH) {
        escaped = true;
        at = this.#escape(at);
      } else if (code >= 0xe000) {
        at++;
      } else if (code >= 0xd800) {
        const low = text.charCodeAt(at + 1);
        if (code > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) this.#failSurrogate(code, at);
        at += 2;
      } else {
        // A control character, or NaN behind the end.
        const what = at < text.length ? "a control character stands in a string" : "the text ends inside a string";
        this.#fail("NOT_JSON", what, at);
      }
    }
    this.#at = at + 1;
    return escaped;
  }

  /** Checks the escape whose backslash is at `at`; returns the place behind it. */
  #escape(at: number): number {
    const letter = this.#text.charAt(at + 1);
    if (letter !== "u") {
      if (letter === "" || !'"\\/bfnrt'.includes(letter)) this.#fail("NOT_JSON", "unknown escape in a string", at);
      return at + 2;
    }
    const code = this.#escapedUnit(at);
    if (code < 0xd800 || code > 0xdfff) return at + 6;
    if (code > 0xdbff || !this.#text.startsWith("\\u", at + 6)) this.#failSurrogate(code, at);
    const low = this.#escapedUnit(at + 6);
    if (low < 0xdc00 || low > 0xdfff) this.#failSurrogate(code, at);
    return at + 12;
  }

  /** The UTF-16 code unit of the \uXXXX at `at`. */
  #escapedUnit(at: number): number {
    const digits = this.#text.slice(at + 2, at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail("NOT_JSON", "\\u is not followed by four hexadecimal digits", at);
    return Number.parseInt(digits, 16);
  }

  #number(): void {
    const start = this.#at;
    if (this.#shortInteger()) return;
    NUMBER.lastIndex = start;
    const literal = NUMBER.exec(this.#text)?.[0];
    if (literal === undefined) this.#fail("NOT_JSON", "expected a digit after the minus sign");
    this.#at += literal.length;
    if (/[0-9.eE+-]/.test(this.#text.charAt(this.#at)))
      this.#fail("NOT_JSON", "a number is not written as JSON has it");
    if (!isExactNumber(literal)) {
      const shown = literal.length > 40 ? `${literal.slice(0, 40)}...` : literal;
      this.#fail("INEXACT_NUMBER", `${shown} is not carried exactly by a JSON number (IEEE 754 double)`, start);
    }
  }

  /** Reads an integer of at most 15 digits, which a double carries (2^53 has 16); false, with nothing read, if there is anything else. */
  #shortInteger(): boolean {
    const text = this.#text;
    let at = this.#at;
    while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++;
    const digits = at - this.#at;
    if (digits === 0 || digits > 15 || (digits > 1 && text.charCodeAt(this.#at) === 0x30)) return false;
    const next = text.charCodeAt(at);
    if (next === 0x2e || next === 0x45 || next === 0x65 || next === 0x2b || next === 0x2d) return false;
    this.#at = at;
    return true;
  }

  #word(): void {
    for (const word of ["true", "false", "null"]) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return;
      }
    }
    this.#fail("NOT_JSON", `expected a value, found ${this.#found()}`);
  }

  /** Moves to the next character that is not white space; returns its code, NaN at the end. */
  #skipSpace(): number {
    const text = this.#text;
    let at = this.#at;
    let code = text.charCodeAt(at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++at);
    this.#at = at;
    return code;
  }

  #found(): string {
    const point = this.#text.codePointAt(this.#at);
    return point === undefined ? "the end of the text" : JSON.stringify(String.fromCodePoint(point));
  }

  #failSurrogate(code: number, at: number): never {
    this.#fail(
      "LONE_SURROGATE",
      `the surrogate U+${code.toString(16).toUpperCase()} stands alone: no Unicode character`,
      at,
    );
  }

  /** The key or index of the value at hand; none before the first key. */
  #stepOf(frame: Frame): (string | number)[] {
    if (!frame.isObject) return [frame.index];
    return frame.keyEnd === 0 ? [] : [this.#keyOf(frame)];
  }

  #fail(code: DocumentErrorCode, message: string, at = this.#at): never {
    const pointer = pointerOf(this.#frames.flatMap((frame) => this.#stepOf(frame)));
    throw jsonError(code, message, pointer, positionOf(this.#text, at));
  }
}

/** An error about the text of a document. Its rule is called after its code: `json-duplicate-key`. */
export function jsonError(code: DocumentErrorCode, message: string, pointer: string, at?: TextPosition): DocumentError {
  const rule = `json-${code.toLowerCase().replaceAll("_", "-")}`;
  return new DocumentError(code, [{ rule, severity: "error", pointer, message }], at);
}

function positionOf(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { offset, line, column: offset - before.lastIndexOf("\n") };
}
