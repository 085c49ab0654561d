import { expect } from "chai";
import { network } from "hardhat";

import {
  Authority,
  bringToGate,
  ChargeKind,
  containerNumber,
  deployRelease,
  gatePass,
  now,
  opening,
  REASON_CODE,
  RECEIPT,
  SEAL,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const DAY = 86_400n;
/** 100 a day for three days, 200 for the next two, then 500. */
const STEPS = [
  { fromDay: 1n, dailyRate: 100n },
  { fromDay: 4n, dailyRate: 200n },
  { fromDay: 6n, dailyRate: 500n },
];
const NO_CODE = "0x00000000";
const MOST = 2n ** 128n - 1n;

/** A container at the gate but for demurrage, whose free time ends in a day, charged by the terminal. */
async function deployClocked() {
  const suite = await deployRelease(ethers);
  const { registry, charges, token, actors, waybill } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
  const booked = await bringToGate(suite, ethers, waybill, [BOX]);
  const as = (actor: keyof typeof actors) => charges.connect(actors[actor].signer);
  const key = {
    tokenId: waybill,
    number: BOX,
    creditor: Authority.TERMINAL as bigint,
    kind: ChargeKind.DEMURRAGE as bigint,
  };
  const freeUntil = (await now(ethers)) + DAY;
  const money = await token.getAddress();
  await as("terminal").startClock(key, money, actors.bank.address, freeUntil, STEPS);
  await token.mint(actors.consignee.address, 1_000_000n);
  await token.connect(actors.consignee.signer).approve(await charges.getAddress(), 1_000_000n);
  const due = async (time: bigint) => [...(await charges.dueAt(key, time))];
  const isGreen = async () => (await registry.lightsOf(waybill, BOX)).terminal;
  const latest = async () => (await registry.containerOf(waybill, BOX)).latestBlock;
  return { ...suite, ...booked, as, key, freeUntil, money, due, isGreen, latest };
}

describe("Charges", function () {
  describe("extendFreeTime, stopClock and endClock", function () {
    it("revert for anybody but the creditor, and without a reason", async function () {
      const { charges, actors, as, key, freeUntil, waybill } = await networkHelpers.loadFixture(deployClocked);
      const by = (name: "carrier" | "terminal", code: string) => [
        as(name).extendFreeTime(key, freeUntil + 1n, code),
        as(name).stopClock(key, freeUntil, freeUntil + 1n, code),
        as(name).endClock(key, code),
      ];
      for (const act of by("carrier", REASON_CODE)) {
        await expect(act)
          .to.be.revertedWithCustomError(charges, "Charges_NotACreditor")
          .withArgs(waybill, Authority.TERMINAL, actors.carrier.address);
      }
      for (const act of by("terminal", NO_CODE)) {
        await expect(act).to.be.revertedWithCustomError(charges, "Charges_NoReason");
      }
    });

    it("move the end of free time later, never earlier", async function () {
      const { registry, charges, actors, as, key, freeUntil, latest, waybill } =
        await networkHelpers.loadFixture(deployClocked);
      for (const wrong of [freeUntil, freeUntil - 1n, freeUntil + 400n * DAY]) {
        await expect(as("terminal").extendFreeTime(key, wrong, REASON_CODE))
          .to.be.revertedWithCustomError(charges, "Charges_InvalidFreeTime")
          .withArgs(wrong, freeUntil);
      }
      await expect(as("terminal").extendFreeTime(key, freeUntil + DAY, REASON_CODE))
        .to.emit(charges, "FreeTimeExtended")
        .withArgs(waybill, BOX, actors.terminal.member, ChargeKind.DEMURRAGE, freeUntil + DAY, REASON_CODE, [
          9n,
          await latest(),
        ]);
      expect((await registry.paidThroughOf(waybill, BOX)).terminal).to.equal(freeUntil + DAY);
    });

    it("stop the clock between two instants, in order", async function () {
      const { registry, charges, actors, as, key, freeUntil, due, latest, waybill } =
        await networkHelpers.loadFixture(deployClocked);
      const [from, until] = [freeUntil + DAY / 2n, freeUntil + 2n * DAY];
      await expect(as("terminal").stopClock(key, until, from, REASON_CODE))
        .to.be.revertedWithCustomError(charges, "Charges_InvalidStop")
        .withArgs(until, from, 0n);
      await expect(as("terminal").stopClock(key, from, until, REASON_CODE))
        .to.emit(charges, "ClockStopped")
        .withArgs(waybill, BOX, actors.terminal.member, ChargeKind.DEMURRAGE, from, until, REASON_CODE, [
          9n,
          await latest(),
        ]);
      await expect(as("terminal").stopClock(key, until - 1n, until + 1n, REASON_CODE))
        .to.be.revertedWithCustomError(charges, "Charges_InvalidStop")
        .withArgs(until - 1n, until + 1n, until);
      expect(await due(until)).to.deep.equal([1n, 1n, 100n]);
      expect(await due(until + DAY / 2n)).to.deep.equal([1n, 1n, 100n]);
      expect(await due(until + DAY / 2n + 1n)).to.deep.equal([1n, 2n, 200n]);
      await as("consignee").payDays(key, until, MOST);
      expect((await registry.paidThroughOf(waybill, BOX)).terminal).to.equal(until + DAY / 2n);
    });

    it("end the clock: it keeps no light red any more", async function () {
      const { registry, charges, actors, as, key, freeUntil, isGreen, latest, waybill } =
        await networkHelpers.loadFixture(deployClocked);
      await networkHelpers.time.increaseTo(freeUntil + 5n);
      await expect(as("terminal").endClock(key, REASON_CODE))
        .to.emit(charges, "ClockEnded")
        .withArgs(waybill, BOX, actors.terminal.member, ChargeKind.DEMURRAGE, REASON_CODE, [9n, await latest()]);
      expect(await isGreen()).to.equal(true);
      expect((await registry.paidThroughOf(waybill, BOX)).terminal).to.equal(0n);
      await expect(as("consignee").payDays(key, freeUntil + DAY, MOST))
        .to.be.revertedWithCustomError(charges, "Charges_NoClock")
        .withArgs(waybill, BOX, ChargeKind.DEMURRAGE);
    });
  });

  describe("detention", function () {
    it("runs from the gate-out to the empty return, and touches no light", async function () {
      const suite = await networkHelpers.loadFixture(deployClocked);
      const { registry, pickUp, charges, actors, as, key, money, slot, truck, waybill } = suite;
      const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
      await pickUp.connect(actors.terminal.signer).gateIn(pass, signature);
      await registry.connect(actors.terminal.signer).gateOut(waybill, BOX, pass.happened, truck, SEAL, RECEIPT);
      const { leftAt } = await registry.containerOf(waybill, BOX);
      const detention = { ...key, creditor: Authority.CARRIER, kind: ChargeKind.DETENTION };
      await expect(as("carrier").startClock(detention, money, actors.bank.address, leftAt - 1n, STEPS))
        .to.be.revertedWithCustomError(charges, "Charges_HasNotLeft")
        .withArgs(waybill, BOX, leftAt);
      const freeUntil = leftAt + 3n * DAY;
      await as("carrier").startClock(detention, money, actors.bank.address, freeUntil, STEPS);
      expect(await registry.paidThroughOf(waybill, BOX)).to.deep.equal([0n, suite.freeUntil]);

      const back = freeUntil + DAY + 60n;
      await networkHelpers.time.increaseTo(back);
      await registry.connect(actors.terminal.signer).returnEmpty(waybill, BOX, RECEIPT, back);
      // Two days had begun when it came back; no more begin.
      expect(await charges.dueAt(detention, back + 30n * DAY)).to.deep.equal([1n, 2n, 200n]);
      await as("consignee").payDays(detention, back, MOST);
      expect((await charges.chargeOf(1n)).kind).to.equal(ChargeKind.DETENTION);
      await expect(as("consignee").payDays(detention, back + DAY, MOST))
        .to.be.revertedWithCustomError(charges, "Charges_NothingDue")
        .withArgs(waybill, BOX, back + DAY);
    });
  });
});
