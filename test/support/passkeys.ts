import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

import { type BytesLike, getBytes, hexlify, toBeHex } from "ethers";

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Flags of the authenticator: user present, user verified. */
export const PRESENT = 0x01;
export const VERIFIED = 0x04;

export interface Passkey {
  readonly privateKey: KeyObject;
  /** The two halves of the public point. */
  readonly qx: string;
  readonly qy: string;
}

/** A passkey as a phone has it: a P-256 key, and its public point. */
export function newPasskey(): Passkey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  if (x === undefined || y === undefined) throw new Error("the key has no point");
  const hex = (text: string) => hexlify(Buffer.from(text, "base64url"));
  return { privateKey, qx: hex(x), qy: hex(y) };
}

/** A WebAuthn assertion over a challenge: the key signs what the browser says. */
export function assertion(privateKey: KeyObject, challenge: BytesLike, flags = PRESENT | VERIFIED) {
  const text = Buffer.from(getBytes(challenge)).toString("base64url");
  const clientDataJSON = `{"type":"webauthn.get","challenge":"${text}","origin":"https://gate.example"}`;
  const relyingParty = createHash("sha256").update("gate.example").digest();
  const authenticatorData = Buffer.concat([relyingParty, Buffer.from([flags, 0, 0, 0, 1])]);
  const clientDataHash = createHash("sha256").update(clientDataJSON).digest();
  const signature = sign("sha256", Buffer.concat([authenticatorData, clientDataHash]), {
    key: privateKey,
    dsaEncoding: "ieee-p1363",
  });
  const s = BigInt(hexlify(signature.subarray(32)));
  return {
    r: hexlify(signature.subarray(0, 32)),
    // The lower of the two values that fit: the other one is refused as malleable.
    s: toBeHex(s > P256_ORDER / 2n ? P256_ORDER - s : s, 32),
    challengeIndex: BigInt(clientDataJSON.indexOf('"challenge"')),
    typeIndex: BigInt(clientDataJSON.indexOf('"type"')),
    authenticatorData: hexlify(authenticatorData),
    clientDataJSON,
  };
}
