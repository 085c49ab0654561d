// Slots, and what terminal and driver do at the gate.
import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { encodeBytes32String, sha256, toUtf8Bytes, type TypedDataDomain } from "ethers";

import { now, type ReleaseSuite, turnGreen } from "./release.js";

export const CHALLENGE = encodeBytes32String("lane 4, 10:17:22");

/** A commitment to a truck and its driver. */
export function truckCommitment(text: string): string {
  return sha256(toUtf8Bytes(text)).slice(0, 2 + 24);
}

/** A slot at the terminal that has begun and lasts for this many seconds. */
export async function openSlot(
  suite: ReleaseSuite,
  ethers: HardhatEthers,
  capacity = 10n,
  length = 86_400n,
): Promise<bigint> {
  const { pickUp, actors } = suite;
  await pickUp.connect(actors.terminal.signer).openSlot(await now(ethers), length, capacity);
  return pickUp.slotCount(actors.terminal.member);
}

/** Everything up to the gate: green lights, the right with the consignee, a haulier, a booked slot with driver and truck. */
export async function bringToGate(
  suite: ReleaseSuite,
  ethers: HardhatEthers,
  tokenId: bigint,
  numbers: string[],
  truck = truckCommitment("1-ABC-234"),
): Promise<{ slot: bigint; truck: string }> {
  const { registry, pickUp, actors } = suite;
  await turnGreen(suite, ethers, tokenId, numbers);
  await registry.connect(actors.carrier.signer).giveRelease(tokenId, numbers, 0n);
  await registry.connect(actors.consignee.signer).nameHaulier(tokenId, numbers, actors.haulier.address);
  const slot = await openSlot(suite, ethers, BigInt(numbers.length));
  for (const number of numbers) {
    await pickUp
      .connect(actors.haulier.signer)
      .book(tokenId, number, actors.terminal.member, slot, actors.driver.address, truck);
  }
  return { slot, truck };
}

/** What a driver signs at the gate. */
export interface GateProof {
  tokenId: bigint;
  consignment: bigint;
  number: string;
  terminal: bigint;
  slot: bigint;
  truck: string;
  challenge: string;
  expiry: bigint;
}

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

/** The domain in which drivers sign. */
export async function gateDomain(
  { pickUp }: Pick<ReleaseSuite, "pickUp">,
  ethers: HardhatEthers,
): Promise<TypedDataDomain> {
  const { chainId } = await ethers.provider.getNetwork();
  return { name: "Bollard PickUp", version: "1", chainId, verifyingContract: await pickUp.getAddress() };
}

/** A pass for the gate at this moment, and the driver's proof that goes with it. */
export async function gatePass(
  suite: ReleaseSuite,
  ethers: HardhatEthers,
  booked: { tokenId: bigint; number: string; slot: bigint; truck: string },
  given: Partial<GateProof> & { signer?: HardhatEthersSigner; domain?: TypedDataDomain } = {},
) {
  const time = await now(ethers);
  const { signer = suite.actors.driver.signer, domain = await gateDomain(suite, ethers), ...changed } = given;
  const proof: GateProof = {
    tokenId: booked.tokenId,
    consignment: 1n,
    number: booked.number,
    terminal: suite.actors.terminal.member,
    slot: booked.slot,
    truck: booked.truck,
    challenge: CHALLENGE,
    expiry: time + 300n,
    ...changed,
  };
  const signature = await signer.signTypedData(domain, GATE_PROOF_TYPES, proof);
  const pass = {
    tokenId: booked.tokenId,
    number: booked.number,
    happened: time,
    truck: booked.truck,
    challenge: proof.challenge,
    expiry: proof.expiry,
  };
  return { pass, signature, proof };
}
