import canonicalize from "canonicalize";
import { getBytes, hexlify, sha256 } from "ethers";

import type { JsonValue } from "./json.js";

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
  const canonical = canonicalize(value);
  if (canonical === undefined) throw new TypeError("JSON cannot write this value");
  const digest = sha256(new TextEncoder().encode(canonical));
  return { canonical, digest, tokenId: BigInt(digest) };
}

/** A digest as DCSA writes it: 64 lower-case hexadecimal digits. */
export function toChecksum(digest: string): string {
  return hexlify(getBytes(digest)).slice(2);
}
