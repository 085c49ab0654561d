import { expect } from "chai";
import type { BaseContract, ContractTransactionResponse } from "ethers";
import { network } from "hardhat";

import { ReleaseModel, type Outcome } from "../support/release-model.js";
import {
  type Actor,
  Authority,
  containerNumber,
  DECLARATION,
  deployRelease,
  gatePass,
  issueStraight,
  NOBODY,
  now,
  opening,
  REASON_CODE,
  RECEIPT,
  type ReleaseSuite,
  SEAL,
  Stage,
  truckCommitment,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const HOUR = 3_600n;
const ACTS = 400;

/** Numbers that look random and come again with the same seed (xorshift). */
function dice(seed: number) {
  let state = BigInt(seed) * 0x9e3779b97f4a7c15n;
  const next = (count: number): number => {
    state ^= (state << 13n) & 0xffffffffffffffffn;
    state ^= state >> 7n;
    state ^= (state << 17n) & 0xffffffffffffffffn;
    return Number((state & 0xffffffffffffffffn) % BigInt(count));
  };
  const one = <T>(list: readonly T[]): T => {
    const picked = list[next(list.length)];
    if (picked === undefined) throw new Error("nothing to pick from");
    return picked;
  };
  return { next, one };
}

/** A straight bill, not yet surrendered, with one container. */
async function deployPair() {
  const suite = await deployRelease(ethers);
  const tokenId = await issueStraight(suite, "STRAIGHT1");
  const { registry, actors } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX], { tokenId }));
  const lifeCycle = await ethers.getContractFactory("ContainerLifeCycle");
  return { ...suite, tokenId, lifeCycle };
}

function newModel({ actors }: Pick<ReleaseSuite, "actors">): ReleaseModel {
  return new ReleaseModel({
    carrier: actors.carrier.member,
    terminal: actors.terminal.member,
    customs: actors.customs.member,
    consignee: actors.consignee.member,
    holders: [actors.shipper, actors.consignee, actors.forwarder, actors.bank].map(({ member }) => member),
    hauliers: [actors.haulier, actors.otherHaulier].map(({ member }) => member),
  });
}

type Pair = Awaited<ReturnType<typeof deployPair>> & { readonly model: ReleaseModel };

/** One act on both sides: what it is called, what the contracts do, what the model says. */
interface Step {
  name: string;
  send: () => Promise<ContractTransactionResponse>;
  outcome: Outcome;
}

/** Draws an act at this time, mostly by who may, and applies it to the model. */
async function draw(pair: Pair, { next, one }: ReturnType<typeof dice>, time: bigint): Promise<Step> {
  const { registry, pickUp, actors, model, tokenId } = pair;
  const everybody = Object.values(actors).filter(({ member }) => member !== 0n);
  const by = (member: bigint): Actor =>
    next(8) === 0 ? one(everybody) : (everybody.find((actor) => actor.member === member) ?? one(everybody));
  const holders = [actors.shipper, actors.consignee, actors.forwarder, actors.bank, actors.haulier];
  const hauliers = [actors.haulier, actors.otherHaulier, actors.haulier, actors.bank];
  // Acts come at full half minutes: no limit falls on the second of one.
  const until = () => (next(3) === 0 ? time + BigInt(next(72) + 1) * HOUR + 15n : 0n);
  const step = (name: string, send: Step["send"], outcome: Outcome): Step => ({ name, send, outcome });
  const desk = (actor: Actor) => registry.connect(actor.signer);
  const code = REASON_CODE;

  switch (next(22)) {
    case 0: {
      const actor = by(actors.terminal.member);
      return step("discharge", () => desk(actor).discharge(tokenId, [BOX], time), model.discharge(actor.member));
    }
    case 1: {
      const [actor, kind] = [by(actors.customs.member), BigInt(next(3) + 1)];
      const send = () => desk(actor).clearCustoms(tokenId, [BOX], kind, DECLARATION, time);
      return step("clear", send, model.clear(actor.member, kind));
    }
    case 2: {
      const actor = next(4) === 0 ? by(actors.customs.member) : actors.carrier;
      const send = () => desk(actor).withdrawClearance(tokenId, [BOX], code, time);
      return step("withdraw clearance", send, model.clear(actor.member, 0n));
    }
    case 3: {
      const [actor, to] = [by(actors.terminal.member), next(4) !== 0];
      const send = () =>
        to
          ? desk(actor).releaseAtTerminal(tokenId, [BOX], time)
          : desk(actor).withdrawTerminalRelease(tokenId, [BOX], code, time);
      return step("terminal release", send, model.releaseAtTerminal(actor.member, to));
    }
    case 4: {
      const authority = one([0, 1, 2] as const);
      const actor = by([actors.carrier, actors.customs, actors.terminal][authority]?.member ?? 0n);
      const to = next(4) === 0;
      const kind = [Authority.CARRIER, Authority.CUSTOMS, Authority.TERMINAL][authority] ?? 0n;
      const send = () =>
        to ? desk(actor).placeHold(tokenId, [BOX], kind, code) : desk(actor).liftHold(tokenId, [BOX], kind, code);
      return step("hold", send, model.hold(actor.member, authority, to));
    }
    case 5:
    case 6: {
      const [actor, limit] = [by(actors.carrier.member), until()];
      return step("give", () => desk(actor).giveRelease(tokenId, [BOX], limit), model.give(actor.member, limit));
    }
    case 7:
    case 8: {
      const [actor, to, expiry, limit] = [by(model.holder), one(holders), until(), until()];
      const send = () => desk(actor).offerRelease(tokenId, [BOX], to.address, expiry, limit);
      return step("offer", send, model.offer(actor.member, to.member, expiry, limit, time));
    }
    case 9:
    case 10: {
      const [actor, limit] = [by(model.offeredTo), next(6) === 0 ? time : model.offeredUntil];
      const send = () => desk(actor).acceptRelease(tokenId, [BOX], limit);
      return step("accept", send, model.accept(actor.member, limit, time));
    }
    case 11: {
      const actor = by(model.offeredTo);
      return step("decline", () => desk(actor).declineRelease(tokenId, [BOX]), model.decline(actor.member));
    }
    case 12: {
      const actor = by(model.holder);
      return step("withdraw offer", () => desk(actor).withdrawOffer(tokenId, [BOX]), model.withdrawOffer(actor.member));
    }
    case 13: {
      const [actor, to] = [by(actors.consignee.member), next(3) === 0 ? undefined : one(holders)];
      const send = () => desk(actor).nominate(tokenId, [BOX], to?.address ?? NOBODY);
      return step("nominate", send, model.nominate(actor.member, to?.member ?? 0n));
    }
    case 14: {
      const [actor, to] = [by(actors.carrier.member), next(4) === 0];
      const send = () =>
        to ? desk(actor).withdrawRelease(tokenId, [BOX], code) : desk(actor).restoreRelease(tokenId, [BOX]);
      return step("withdraw release", send, model.withdraw(actor.member, to));
    }
    case 15:
    case 16: {
      const [actor, to] = [by(model.holder), next(8) === 0 ? undefined : one(hauliers)];
      const send = () => desk(actor).nameHaulier(tokenId, [BOX], to?.address ?? NOBODY);
      return step("name haulier", send, model.nameHaulier(actor.member, to?.member ?? 0n));
    }
    case 17: {
      const [actor, to] = [by(model.haulier), one(hauliers)];
      const send = () => desk(actor).passJob(tokenId, [BOX], to.address);
      return step("pass job", send, model.passJob(actor.member, to.member));
    }
    case 18: {
      const actor = by(model.haulier);
      await networkHelpers.time.setNextBlockTimestamp(time + 2n);
      await pickUp.connect(actors.terminal.signer).openSlot(time - HOUR, 25n * HOUR + 15n, 1n);
      const slot = await pickUp.slotCount(actors.terminal.member);
      const truck = truckCommitment(`truck ${slot}`);
      const send = () =>
        pickUp.connect(actor.signer).book(tokenId, BOX, actors.terminal.member, slot, actors.driver.address, truck);
      return step("book", send, model.book(actor.member, time + 24n * HOUR + 15n));
    }
    case 19: {
      const actor = by(actors.terminal.member);
      const { slot } = await registry.containerOf(tokenId, BOX);
      const { truck } = await pickUp.bookingOf(tokenId, BOX);
      const { pass, signature } = await gatePass(pair, ethers, { tokenId, number: BOX, slot, truck });
      const send = () => pickUp.connect(actor.signer).gateIn({ ...pass, happened: time }, signature);
      return step("gate in", send, model.gateIn(actor.member, time));
    }
    case 20: {
      const actor = by(actors.terminal.member);
      const { truck } = await pickUp.bookingOf(tokenId, BOX);
      const send = () => desk(actor).gateOut(tokenId, BOX, time, truck, SEAL, RECEIPT);
      return step("gate out", send, model.gateOut(actor.member, time));
    }
    default: {
      const [actor, way] = [by(actors.terminal.member), one(["turn away", "retract", "laden"] as const)];
      const send = () => {
        if (way === "retract") return desk(actor).retractGateOut(tokenId, BOX, code);
        if (way === "laden") return desk(actor).returnLaden(tokenId, BOX, RECEIPT, time);
        return desk(actor).turnAway(tokenId, BOX, code, time);
      };
      return step(way, send, model.comeBack(actor.member, way, time));
    }
  }
}

/** What both sides show of the container. */
async function compare({ registry, tokenId, model }: Pair, name: string): Promise<void> {
  const shown = await registry.containerOf(tokenId, BOX);
  const isInside = model.stage > Stage.DISCHARGED;
  expect(
    {
      stage: shown.stage,
      clearance: shown.clearance,
      released: shown.terminalReleased,
      holds: [...shown.holds].slice(0, 3),
      holder: shown.holder,
      haulier: shown.haulier,
      jobPassed: shown.isJobPassed,
      withdrawn: shown.isWithdrawn,
      nominee: shown.nominee,
      nominatedBy: shown.nominatedBy,
      validUntil: shown.validUntil,
      isBooked: shown.slot !== 0n,
      offer: isInside ? [0n, 0n, 0n] : [shown.offeredTo, shown.offerExpiry, shown.offeredUntil],
      reasons: [...(await registry.whyNot(tokenId, BOX))],
    },
    name,
  ).to.deep.equal({
    stage: model.stage,
    clearance: model.clearance,
    released: model.released,
    holds: model.holds,
    holder: model.holder,
    haulier: model.haulier,
    jobPassed: model.jobPassed,
    withdrawn: model.withdrawn,
    nominee: model.nominee,
    nominatedBy: model.nominatedBy,
    validUntil: model.terms.at(-1)?.until ?? 0n,
    isBooked: model.slotEnd !== 0n && !model.bookingVoid,
    offer: [model.offeredTo, model.offerExpiry, model.offeredUntil],
    reasons: model.reasons(),
  });
}

describe("ReleaseRegistry against a plain model", function () {
  for (const seed of [1, 2, 3, 4]) {
    it(`does what the model does, act by act, with the same errors (seed ${seed})`, async function () {
      const suite = await networkHelpers.loadFixture(deployPair);
      const pair = { ...suite, model: newModel(suite) };
      const { bills, registry, pickUp, consortium, actors, model, lifeCycle, tokenId } = pair;
      const contracts: Record<string, Pick<BaseContract, "interface">> = {
        ReleaseRegistry: registry,
        PickUp: pickUp,
        ContainerLifeCycle: lifeCycle,
        Consortium: consortium,
      };
      const random = dice(seed);
      const seen = { done: 0, left: 0 };
      let time = await now(ethers);
      for (let i = 0; i < ACTS; ++i) {
        if (i === 40) {
          await bills.connect(actors.shipper.signer).surrenderForDelivery(tokenId);
          await bills.connect(actors.carrier.signer).acceptSurrender(tokenId);
          model.isDue = true;
        }
        time += random.next(6) === 0 ? BigInt(random.next(20)) * HOUR + 30n : 30n;
        await networkHelpers.time.increaseTo(time);
        model.lapse(time);
        const step = await draw(pair, random, time);
        await networkHelpers.time.setNextBlockTimestamp(time + 5n);
        const name = `act ${i}, ${step.name}`;
        if (step.outcome === undefined) {
          await step.send();
          ++seen.done;
          if (step.name === "gate out") ++seen.left;
        } else {
          const contract = contracts[step.outcome.split("_")[0] ?? ""];
          if (contract === undefined) throw new Error(`no contract has ${step.outcome}`);
          await expect(step.send(), name).to.be.revertedWithCustomError(contract, step.outcome);
        }
        await compare(pair, name);
      }
      expect(seen.done, "acts that went through").to.be.greaterThan(ACTS / 8);
    });
  }
});
