import canonicalize from "canonicalize";
import { getBytes, hexlify, sha256 } from "ethers";

import type { JsonValue } from "./json.js";
import { KeySorter } from "./key-order.js";

/** SHA-256 over canonical JSON. */
export interface Digest {
  /** RFC 8785 text. */
  readonly canonical: string;
  /** `0x` and 64 lower-case hexadecimal digits; without the `0x`, DCSA's `transportDocumentChecksum`. */
  readonly digest: string;
  /** The digest as a number: the id of the bill's token. */
  readonly tokenId: bigint;
}

/**
 * Canonical JSON (RFC 8785) of a value and its SHA-256.
 * @param value as readJson returns it: a value made in another way may hold what JSON cannot carry
 */
export function digestOf(value: JsonValue): Digest {
  const canonical = toCanonical(value);
  const digest = sha256(new TextEncoder().encode(canonical));
  return { canonical, digest, tokenId: BigInt(digest) };
}

/**
 * RFC 8785 is JSON.stringify with sorted keys: its numbers and strings are those of ECMAScript. Sorting first and writing
 * in one go takes less than half the time of the canonicalize package, which writes what a sorted copy cannot hold.
 */
function toCanonical(value: JsonValue): string {
  const sorter = new KeySorter();
  const sorted = sorter.sort(value);
  if (!sorter.failed) {
    const canonical = JSON.stringify(sorted);
    // Only half a surrogate pair is escaped like this; canonicalize refuses it.
    if (!canonical.includes("\\ud")) return canonical;
  }
  const canonical = canonicalize(value);
  if (canonical === undefined) throw new TypeError("JSON cannot write this value");
  return canonical;
}

/** A digest as DCSA writes it: 64 lower-case hexadecimal digits. */
export function toChecksum(digest: string): string {
  return hexlify(getBytes(digest)).slice(2);
}
