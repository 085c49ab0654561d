/** Signed JSON as DCSA sends it: JWS in compact serialisation (RFC 7515). */
import { sha256, toUtf8Bytes } from "ethers";
import { CompactSign, compactVerify, type CryptoKey, decodeProtectedHeader, errors } from "jose";

import { digestOf, toChecksum } from "../document/canonical.js";
import { type JsonValue, readJson } from "../document/json.js";
import { WireError } from "./error.js";

/** Asymmetric signatures only: a shared secret proves nothing to a third party. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "Ed25519",
  "EdDSA",
] as const;

/** A JWS algorithm (RFC 7518, RFC 8037) that DCSA's signatures may have here. */
export type Algorithm = (typeof ALGORITHMS)[number];

/** Who signs. */
export interface Signer {
  /** Private key of the Web Crypto API. */
  readonly key: CryptoKey;
  readonly algorithm: Algorithm;
  /** `kid` of the header, by which others find the public key. */
  readonly keyId?: string;
}

/** What a signature says of itself before it is verified: only good for finding the key. */
export interface SignatureHeader {
  readonly algorithm: string;
  readonly keyId?: string;
}

/**
 * Signs the canonical JSON (RFC 8785) of a value.
 * @throws WireError SIGNATURE if the key does not fit the algorithm
 */
export async function signJson(value: JsonValue, { key, algorithm, keyId }: Signer): Promise<string> {
  const { canonical } = digestOf(value);
  try {
    return await new CompactSign(toUtf8Bytes(canonical))
      .setProtectedHeader({ alg: algorithm, ...(keyId === undefined ? {} : { kid: keyId }) })
      .sign(key);
  } catch (error) {
    throw signatureError("", error);
  }
}

/**
 * The header of a JWS, not verified.
 * @throws WireError SIGNATURE for what is no JWS or has an algorithm that is not accepted
 */
export function headerOf(jws: string, place: string): SignatureHeader {
  let header;
  try {
    header = decodeProtectedHeader(jws);
  } catch (error) {
    throw signatureError(place, error);
  }
  const { alg = "none", kid } = header;
  if (!ALGORITHMS.some((accepted) => accepted === alg)) {
    throw new WireError("SIGNATURE", place, `signatures by ${JSON.stringify(alg)} are not accepted`);
  }
  return { algorithm: alg, ...(kid === undefined ? {} : { keyId: kid }) };
}

/**
 * The payload of a JWS, not verified.
 * @throws WireError SIGNATURE for what is no JWS; DocumentError for a payload that strict JSON refuses
 */
export function payloadOf(jws: string, place: string): JsonValue {
  headerOf(jws, place);
  const parts = jws.split(".");
  if (parts.length !== 3) throw new WireError("SIGNATURE", place, "is not three parts with dots between");
  return readJson(fromBase64Url(parts[1] ?? "", place)).value;
}

/**
 * Verifies a JWS.
 * @param key public key of the Web Crypto API
 * @throws WireError SIGNATURE
 */
export async function verifyJws(jws: string, key: CryptoKey, place: string): Promise<void> {
  try {
    await compactVerify(jws, key, { algorithms: [...ALGORITHMS] });
  } catch (error) {
    throw signatureError(place, error);
  }
}

/** DCSA's checksum of a signed content: SHA-256 of the whole compact serialisation, 64 lower-case hexadecimal digits. */
export function checksumOf(jws: string): string {
  return toChecksum(sha256(toUtf8Bytes(jws)));
}

/** The bytes of base64 in the alphabet of URLs, without padding (RFC 7515 appendix C). */
function fromBase64Url(text: string, place: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new WireError("SIGNATURE", place, "has a payload that is no base64url");
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch (error) {
    throw signatureError(place, error);
  }
}

function signatureError(place: string, error: unknown): WireError {
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new WireError("SIGNATURE", place, "the signature is not that of the key");
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new WireError("SIGNATURE", place, `the signature cannot be used: ${reason}`);
}
