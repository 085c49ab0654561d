import { expect } from "chai";
import type { BaseContract } from "ethers";
import { network } from "hardhat";

import { Dice } from "../support/bill-model/dice.js";
import { fetchContainer } from "../support/fetching.js";
import { QUAY_STEPS } from "../support/quay-steps.js";
import { BOX, deployPair, membersOf, newModel, type Pair } from "../support/release-walk.js";
import { now, Stage } from "../support/release.js";
import { RIGHT_STEPS } from "../support/right-steps.js";

const { ethers, networkHelpers } = await network.create();
const STEPS = [...RIGHT_STEPS, ...QUAY_STEPS];
const HOUR = 3_600n;
const ACTS = 500;

const deploy = () => deployPair(ethers);

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
      slot: Number(shown.slot),
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
    slot: model.bookingVoid ? 0 : model.slot,
    offer: [model.offeredTo, model.offerExpiry, model.offeredUntil],
    reasons: model.reasons(),
  });
}

/** What both sides show of the places in the latest slots. */
async function comparePlaces({ pickUp, actors, model }: Pair, name: string): Promise<void> {
  for (const [i, { booked }] of [...model.slots.entries()].slice(-6)) {
    expect(Number((await pickUp.slotOf(actors.terminal.member, i + 1)).booked), `${name}: slot ${i + 1}`).to.equal(
      booked,
    );
  }
}

/** What both sides show of charges and money. */
async function compareMoney(pair: Pair, name: string): Promise<void> {
  const { charges, token, model } = pair;
  const { charging } = model;
  expect(await charges.chargeCount(), name).to.equal(BigInt(charging.charges.length));
  for (const [i, { status, amount, member }] of [...charging.charges.entries()].slice(-5)) {
    const shown = await charges.chargeOf(i + 1);
    expect([shown.status, shown.amount, shown.creditorMember], `${name}: charge ${i + 1}`).to.deep.equal([
      status,
      amount,
      member,
    ]);
  }
  for (const { member, address } of membersOf(pair)) {
    expect(await token.balanceOf(address), `${name}: money of ${member}`).to.equal(charging.balances.get(member));
  }
  expect(await charges.escrowOf(await token.getAddress()), `${name}: escrow`).to.equal(charging.escrow);
  expect(await token.balanceOf(await charges.getAddress()), `${name}: in Charges`).to.equal(charging.escrow);
}

const MONEY = new Set(["raise", "pay", "dispute", "credit", "cancel", "give back", "give up", "award"]);
const PLACES = new Set(["open slot", "book", "no-show", "cancel booking", "gate in"]);

describe("Release, charges and pick-up against a plain model", function () {
  const all = { left: 0, settled: 0, overbooked: 0 };

  for (const seed of [1, 2, 3, 4]) {
    it(`do what the model does, act by act, with the same errors (seed ${seed})`, async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const pair: Pair = { ...suite, ethers, model: newModel(suite) };
      const { bills, actors, model, tokenId } = pair;
      const contracts: Record<string, Pick<BaseContract, "interface">> = {
        ReleaseRegistry: pair.registry,
        PickUp: pair.pickUp,
        Charges: pair.charges,
        ContainerLifeCycle: await ethers.getContractFactory("ContainerLifeCycle"),
      };
      const dice = new Dice(seed);
      let done = 0;
      let time = await now(ethers);
      time -= time % 30n;
      for (let i = 0; i < ACTS; ++i) {
        if (i === 40) {
          await bills.connect(actors.shipper.signer).surrenderForDelivery(tokenId);
          await bills.connect(actors.carrier.signer).acceptSurrender(tokenId);
          model.isDue = true;
        }
        time += 60n + (dice.chance(1 / 6) ? dice.under(20n) * HOUR : 0n);
        await networkHelpers.time.increaseTo(time);
        model.lapse(time);
        if (i % 60 === 59) {
          await fetchContainer(pair, time);
          await compare(pair, `seed ${seed}, fetched before act ${i}`);
          time += 60n;
          await networkHelpers.time.increaseTo(time);
        }
        const { name: act, send, outcome } = await dice.weighted(STEPS)({ pair, dice, time });
        await networkHelpers.time.setNextBlockTimestamp(time + 5n);
        const name = `seed ${seed}, act ${i}, ${act}`;
        if (outcome === undefined) {
          await send();
          ++done;
          if (act === "gate out") ++all.left;
          if (MONEY.has(act)) ++all.settled;
        } else {
          const contract = contracts[outcome.split("_")[0] ?? ""];
          if (contract === undefined) throw new Error(`no contract has ${outcome}`);
          await expect(send(), name).to.be.revertedWithCustomError(contract, outcome);
          if (outcome === "PickUp_Overbooked") ++all.overbooked;
        }
        // Back from inside the gate, a right that has run out in there is gone at once.
        model.lapse(time);
        await compare(pair, name);
        if (MONEY.has(act)) await compareMoney(pair, name);
        if (PLACES.has(act)) await comparePlaces(pair, name);
      }
      expect(done, "acts that went through").to.be.greaterThan(ACTS / 10);
    });
  }

  it("let containers leave, settled charges and refused a full slot on the way", function () {
    expect(all.left, "gate-outs").to.be.greaterThan(0);
    expect(all.settled, "acts on charges").to.be.greaterThan(40);
    expect(all.overbooked, "full slots").to.be.greaterThan(0);
  });
});
