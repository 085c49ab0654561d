/** Keys that sign what goes over the wire. */
import { type CryptoKey, generateKeyPair } from "jose";

import type { Algorithm, Signer } from "../../../sdk/index.js";

/** A signer and the key by which others know it. */
export interface KeyPair {
  readonly signer: Signer;
  readonly publicKey: CryptoKey;
}

export async function newKeys(keyId: string, algorithm: Algorithm = "ES256"): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm);
  return { signer: { key: privateKey, algorithm, keyId }, publicKey };
}
