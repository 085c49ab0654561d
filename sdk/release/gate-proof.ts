/** What a driver signs at the gate, and the commitment to the truck that was booked. */
import {
  concat,
  dataSlice,
  getAddress,
  keccak256,
  type Signer,
  type TypedDataDomain,
  sha256,
  toUtf8Bytes,
} from "ethers";

/** The EIP-712 struct of the contract PickUp. */
export const GATE_PROOF_TYPES = {
  GateProof: [
    { name: "tokenId", type: "uint256" },
    { name: "consignment", type: "uint8" },
    { name: "number", type: "bytes11" },
    { name: "terminal", type: "uint32" },
    { name: "slot", type: "uint24" },
    { name: "truck", type: "bytes12" },
    { name: "challenge", type: "bytes32" },
    { name: "expiry", type: "uint40" },
  ],
};

/** One pick-up: all that the signature binds the driver's key to. */
export interface GateProof {
  readonly tokenId: bigint;
  readonly consignment: number;
  /** Container number as bytes11. */
  readonly number: string;
  /** The terminal's member number. */
  readonly terminal: number;
  /** Number of the booked slot at that terminal. */
  readonly slot: number;
  /** The commitment that was booked, bytes12. */
  readonly truck: string;
  /** What the terminal shows at the gate, bytes32, good for 10 minutes at most. */
  readonly challenge: string;
  /** Last second of the challenge. */
  readonly expiry: number;
}

/** The domain in which drivers sign: one chain, one contract. */
export function gateProofDomain(chainId: bigint, pickUp: string): TypedDataDomain {
  return { name: "Bollard PickUp", version: "1", chainId, verifyingContract: pickUp };
}

/** The driver's signature of one pick-up; it opens one gate once. */
export async function signGateProof(
  driver: Pick<Signer, "signTypedData">,
  domain: TypedDataDomain,
  proof: GateProof,
): Promise<string> {
  return await driver.signTypedData(domain, GATE_PROOF_TYPES, proof);
}

/**
 * The commitment that goes on chain instead of licence plate and driver: the first 12 bytes of a SHA-256.
 * @param salt 32 random bytes as hex, new for each booking, kept off chain by haulier and terminal
 */
export function truckCommitment(salt: string, plate: string, driver: string): string {
  return dataSlice(sha256(toUtf8Bytes(JSON.stringify([salt, plate, driver]))), 0, 12);
}

/** The account under which a driver with a passkey is booked. @param qx @param qy its public key, 32 bytes each */
export function passkeyAccount(qx: string, qy: string): string {
  return getAddress(dataSlice(keccak256(concat([qx, qy])), 12));
}
