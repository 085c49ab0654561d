import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import type { ContractTransactionResponse } from "ethers";

import type { Dice } from "./bill-model/dice.js";
import { ChargeModel } from "./charge-model.js";
import { ReleaseModel, type Outcome } from "./release-model.js";
import {
  type Actor,
  containerNumber,
  deployRelease,
  issueStraight,
  opening,
  type ReleaseSuite,
  truckCommitment,
  turnGreen,
} from "./release.js";

export const BOX = containerNumber(1);
/** Another container, which takes places in the same slots. */
const FILLER = containerNumber(2);

/** What everybody has at the start, and lets the charges take. */
const PURSE = 1_000_000n;

/** The contracts and the model of the same container. */
export interface Pair extends ReleaseSuite {
  readonly ethers: HardhatEthers;
  readonly tokenId: bigint;
  readonly model: ReleaseModel;
}

/** One act on both sides: what it is called, what the contracts do, what the model says. */
export interface Step {
  readonly name: string;
  readonly send: () => Promise<ContractTransactionResponse>;
  readonly outcome: Outcome;
}

/** What is needed to draw an act at a time. */
export interface Draw {
  readonly pair: Pair;
  readonly dice: Dice;
  readonly time: bigint;
}

/** A straight bill, not yet surrendered, with one container; and a filler that is ready to be booked. */
export async function deployPair(ethers: HardhatEthers) {
  const suite = await deployRelease(ethers);
  const { registry, charges, token, actors, waybill } = suite;
  const tokenId = await issueStraight(suite, "STRAIGHT1");
  const carrier = registry.connect(actors.carrier.signer);
  await carrier.openConsignment(opening(suite, [BOX], { tokenId }));
  await carrier.openConsignment(opening(suite, [FILLER]));
  await turnGreen(suite, ethers, waybill, [FILLER]);
  await carrier.giveRelease(waybill, [FILLER], 0n);
  await registry.connect(actors.consignee.signer).nameHaulier(waybill, [FILLER], actors.haulier.address);
  for (const { signer, address } of membersOf(suite)) {
    await token.mint(address, PURSE);
    await token.connect(signer).approve(await charges.getAddress(), PURSE);
  }
  return { ...suite, tokenId };
}

export function newModel(suite: Pick<ReleaseSuite, "actors">): ReleaseModel {
  const { actors } = suite;
  const [carrier, terminal] = [actors.carrier.member, actors.terminal.member];
  const purses = membersOf(suite).map(({ member }) => [member, PURSE] as const);
  return new ReleaseModel(
    {
      carrier,
      terminal,
      customs: actors.customs.member,
      consignee: actors.consignee.member,
      holders: [actors.shipper, actors.consignee, actors.forwarder, actors.bank].map(({ member }) => member),
      hauliers: [actors.haulier, actors.otherHaulier].map(({ member }) => member),
    },
    new ChargeModel({ carrier, terminal }, actors.bank.member, purses),
  );
}

export function membersOf({ actors }: Pick<ReleaseSuite, "actors">): Actor[] {
  return Object.values(actors).filter(({ member }) => member !== 0n);
}

/** Mostly who may, and now and then anybody. */
export function mostly({ pair, dice }: Draw, member: bigint): Actor {
  const everybody = membersOf(pair);
  const who = everybody.find((actor) => actor.member === member);
  return who === undefined || dice.chance(1 / 8) ? dice.pick(everybody) : who;
}

/** Books the filler into a slot, which frees its place in the one before. */
export async function fill({ pickUp, actors, waybill }: Pair, slot: number): Promise<void> {
  await pickUp
    .connect(actors.haulier.signer)
    .book(waybill, FILLER, actors.terminal.member, slot, actors.driver.address, truckCommitment(`filler ${slot}`));
}
