import { isJsonObject, type JsonObject, type JsonValue } from "./json.js";

/** More shapes than a document has; beyond it keys are sorted each time, so that a hostile text cannot fill the memory. */
const MAX_REMEMBERED = 4096;

/** The keys of an object read so far, in their order. */
interface Shape {
  readonly next: Map<string, Shape>;
  sorted?: readonly string[];
}

/**
 * Copies JSON values with the keys of each object in the order of RFC 8785 (UTF-16 code units), so that JSON.stringify
 * writes them in it. The objects of a document have few shapes: each shape is sorted once.
 */
export class KeySorter {
  readonly #root: Shape = { next: new Map() };
  #remembered = 0;
  /**
   * Whether the copy is of no use: a key starts with a digit (JavaScript puts keys that look like array indexes first, in
   * whatever order they are set) or is `__proto__`, or a number is none that JSON has.
   */
  failed = false;

  /** The sorted copy. Recursion is as deep as the value. */
  sort(value: JsonValue): JsonValue {
    if (typeof value === "string") return value;
    if (isJsonObject(value)) {
      const copy: Record<string, JsonValue> = {};
      for (const key of this.#sortedKeys(value)) {
        const member = value[key] ?? null;
        copy[key] = this.sort(member);
      }
      return copy;
    }
    if (typeof value === "number") this.failed ||= !Number.isFinite(value);
    if (Array.isArray(value)) return value.map((item: JsonValue) => this.sort(item));
    return value;
  }

  #sortedKeys(object: JsonObject): readonly string[] {
    const keys = Object.keys(object);
    let shape = this.#root;
    for (const key of keys) {
      let next = shape.next.get(key);
      if (next === undefined) {
        if (this.#remembered === MAX_REMEMBERED) return this.#sorted(keys);
        this.#remembered++;
        shape.next.set(key, (next = { next: new Map() }));
      }
      shape = next;
    }
    return (shape.sorted ??= this.#sorted(keys));
  }

  #sorted(keys: string[]): string[] {
    this.failed ||= keys.some((key) => /^[0-9]|^__proto__$/.test(key));
    // The order of sort() without a comparison is that of UTF-16 code units.
    return keys.sort();
  }
}
