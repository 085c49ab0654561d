/** What a terminal sends in when somebody stands at its gate. */
import { isHexString } from "ethers";

import { ArgumentError, checkedHash, checkedInteger } from "../chain/arguments.js";
import { isBytes } from "../chain/values.js";
import { checkedTime, checkedTruck, ofContainer } from "./release-arguments.js";

/** See GatePass in contracts/interfaces/IPickUp.sol. */
export interface GatePass {
  readonly tokenId: bigint;
  readonly number: string;
  /** Seconds since 1970, UTC. */
  readonly happened: number;
  /** What plate, driver and salt shown at the gate amount to: truckCommitment. */
  readonly truck: string;
  /** Fresh, from the terminal: 32 bytes. */
  readonly challenge: string;
  /** Last second of the challenge. */
  readonly expiry: number;
}

/** A driver's passkey and its answer, as a browser gives them (WebAuthn on P-256, with user verification). */
export interface PasskeyProof {
  /** The public key: 32 bytes each. */
  readonly qx: string;
  readonly qy: string;
  /** The signature: 32 bytes each. */
  readonly r: string;
  readonly s: string;
  /** Where `"challenge":"` begins in clientDataJSON. */
  readonly challengeIndex: number;
  /** Where `"type":"` begins in clientDataJSON. */
  readonly typeIndex: number;
  readonly authenticatorData: string;
  readonly clientDataJSON: string;
}

const MOST_BYTES = 1_000_000;

export function encodeGatePass({ tokenId, number, happened, truck, challenge, expiry }: GatePass) {
  const [bill, container] = ofContainer(tokenId, number);
  return {
    tokenId: bill,
    number: container,
    happened: checkedTime(happened, "happened"),
    truck: checkedTruck(truck),
    challenge: checkedHash(challenge, "challenge"),
    expiry: checkedTime(expiry, "expiry"),
  };
}

/** A key's signature has 65 bytes; that of a smart account any number. */
export function encodeSignature(signature: string): string {
  if (!isHexString(signature) || signature.length < 4 || signature.length % 2 !== 0) {
    throw new ArgumentError("signature", `is no signature (0x and hexadecimal digits): ${JSON.stringify(signature)}`);
  }
  return signature;
}

export function encodePasskeyProof(proof: PasskeyProof) {
  const word = (name: "qx" | "qy" | "r" | "s") => {
    const isWord: boolean = isBytes(proof[name], 32);
    if (!isWord) throw new ArgumentError(name, `is not 32 bytes: ${JSON.stringify(proof[name])}`);
    return proof[name];
  };
  if (!isHexString(proof.authenticatorData)) {
    throw new ArgumentError("authenticatorData", `is not 0x and hexadecimal digits`);
  }
  return [
    word("qx"),
    word("qy"),
    {
      r: word("r"),
      s: word("s"),
      challengeIndex: checkedInteger(proof.challengeIndex, "challengeIndex", 0, MOST_BYTES),
      typeIndex: checkedInteger(proof.typeIndex, "typeIndex", 0, MOST_BYTES),
      authenticatorData: proof.authenticatorData,
      clientDataJSON: proof.clientDataJSON,
    },
  ] as const;
}
