import { expect } from "chai";
import { network } from "hardhat";

import {
  Authority,
  bringToGate,
  ChargeKind,
  ChargeStatus,
  containerNumber,
  DECLARATION,
  deployRelease,
  gatePass,
  now,
  opening,
  Reason,
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
  describe("startClock", function () {
    it("reverts for who is no creditor of the container", async function () {
      const { charges, actors, as, key, freeUntil, money } = await networkHelpers.loadFixture(deployClocked);
      for (const [name, creditor] of [
        ["otherTerminal", Authority.TERMINAL],
        ["terminal", Authority.CARRIER],
        ["customs", Authority.CUSTOMS],
      ] as const) {
        await expect(as(name).startClock({ ...key, creditor }, money, actors.bank.address, freeUntil, STEPS))
          .to.be.revertedWithCustomError(charges, "Charges_NotACreditor")
          .withArgs(key.tokenId, creditor, actors[name].address);
      }
    });

    it("reverts for a second clock, a wrong kind, wrong steps, no free time and detention before it left", async function () {
      const suite = await networkHelpers.loadFixture(deployClocked);
      const { charges, actors, as, key, freeUntil, money } = suite;
      const start = (given: object, free = freeUntil, steps = STEPS) =>
        as("carrier").startClock(
          { ...key, creditor: Authority.CARRIER, ...given },
          money,
          actors.bank.address,
          free,
          steps,
        );
      await expect(as("terminal").startClock(key, money, actors.bank.address, freeUntil, STEPS))
        .to.be.revertedWithCustomError(charges, "Charges_ClockRuns")
        .withArgs(key.tokenId, BOX, ChargeKind.DEMURRAGE);
      await expect(start({ kind: ChargeKind.OTHER }))
        .to.be.revertedWithCustomError(charges, "Charges_WrongKind")
        .withArgs(ChargeKind.OTHER);
      await expect(start({ kind: ChargeKind.DETENTION }))
        .to.be.revertedWithCustomError(charges, "Charges_HasNotLeft")
        .withArgs(key.tokenId, BOX, 0n);
      await expect(start({}, 0n)).to.be.revertedWithCustomError(charges, "Charges_InvalidFreeTime").withArgs(0n, 0n);
      const wrong = [
        [],
        [{ fromDay: 2n, dailyRate: 1n }],
        [{ fromDay: 1n, dailyRate: 0n }],
        [
          { fromDay: 1n, dailyRate: 1n },
          { fromDay: 4n, dailyRate: 0n },
        ],
        [
          { fromDay: 1n, dailyRate: 1n },
          { fromDay: 1n, dailyRate: 2n },
        ],
        Array.from({ length: 9 }, (_, i) => ({ fromDay: BigInt(i + 1), dailyRate: 1n })),
      ];
      for (const steps of wrong) {
        await expect(start({}, freeUntil, steps))
          .to.be.revertedWithCustomError(charges, "Charges_InvalidSteps")
          .withArgs(8n);
      }
    });

    it("starts the clock; the light stays green through free time", async function () {
      const suite = await networkHelpers.loadFixture(deployClocked);
      const { registry, charges, actors, as, key, freeUntil, money, isGreen, latest, waybill } = suite;
      await expect(
        as("carrier").startClock({ ...key, creditor: Authority.CARRIER }, money, actors.bank.address, freeUntil, STEPS),
      )
        .to.emit(charges, "ClockStarted")
        .withArgs(
          waybill,
          BOX,
          actors.carrier.member,
          Authority.CARRIER,
          ChargeKind.DEMURRAGE,
          money,
          freeUntil,
          STEPS.map(({ fromDay, dailyRate }) => [fromDay, dailyRate]),
          actors.bank.member,
          [9n, await latest()],
        );
      expect(await registry.paidThroughOf(waybill, BOX)).to.deep.equal([freeUntil, freeUntil]);
      await networkHelpers.time.increaseTo(freeUntil);
      expect(await isGreen()).to.equal(true);
      await networkHelpers.time.increaseTo(freeUntil + 1n);
      expect(await isGreen()).to.equal(false);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.CARRIER_CHARGES, Reason.TERMINAL_CHARGES]);
    });
  });

  describe("dueAt", function () {
    it("counts every begun day, by steps", async function () {
      const { due, freeUntil } = await networkHelpers.loadFixture(deployClocked);
      expect(await due(freeUntil)).to.deep.equal([1n, 0n, 0n]);
      expect(await due(freeUntil + 1n)).to.deep.equal([1n, 1n, 100n]);
      expect(await due(freeUntil + DAY)).to.deep.equal([1n, 1n, 100n]);
      expect(await due(freeUntil + DAY + 1n)).to.deep.equal([1n, 2n, 200n]);
      expect(await due(freeUntil + 3n * DAY + 1n)).to.deep.equal([1n, 4n, 500n]);
      expect(await due(freeUntil + 7n * DAY)).to.deep.equal([1n, 7n, 300n + 400n + 1_000n]);
    });

    it("reverts without a clock", async function () {
      const { charges, key, freeUntil } = await networkHelpers.loadFixture(deployClocked);
      await expect(charges.dueAt({ ...key, creditor: Authority.CARRIER }, freeUntil))
        .to.be.revertedWithCustomError(charges, "Charges_NoClock")
        .withArgs(key.tokenId, BOX, ChargeKind.DEMURRAGE);
    });
  });

  describe("payDays", function () {
    it("reverts when nothing is due, and when more is due than the payer was ready for", async function () {
      const { charges, as, key, freeUntil, waybill } = await networkHelpers.loadFixture(deployClocked);
      await expect(as("consignee").payDays(key, freeUntil, MOST))
        .to.be.revertedWithCustomError(charges, "Charges_NothingDue")
        .withArgs(waybill, BOX, freeUntil);
      await expect(as("consignee").payDays(key, freeUntil + 2n * DAY, 199n))
        .to.be.revertedWithCustomError(charges, "Charges_MoreIsDue")
        .withArgs(200n, 199n);
    });

    it("pays for a pick-up to come, to the second, and then only what is missing", async function () {
      const suite = await networkHelpers.loadFixture(deployClocked);
      const { registry, charges, token, actors, as, key, freeUntil, money, due, isGreen, waybill } = suite;
      const paid = as("consignee").payDays(key, freeUntil + 2n * DAY, MOST);
      await expect(paid)
        .to.emit(charges, "DaysSettled")
        .withArgs(
          1n,
          waybill,
          BOX,
          ChargeKind.DEMURRAGE,
          1n,
          2n,
          freeUntil + 2n * DAY,
          ([sequence]: [bigint]) => sequence === 9n,
        );
      await expect(paid)
        .to.emit(charges, "ChargePaid")
        .withArgs(
          1n,
          waybill,
          BOX,
          actors.consignee.address,
          actors.terminal.address,
          money,
          200n,
          ([sequence]: [bigint]) => sequence === 10n,
        );
      expect(await token.balanceOf(actors.terminal.address)).to.equal(200n);
      expect((await registry.paidThroughOf(waybill, BOX)).terminal).to.equal(freeUntil + 2n * DAY);
      expect(await due(freeUntil + 5n * DAY)).to.deep.equal([3n, 5n, 500n]);
      await networkHelpers.time.increaseTo(freeUntil + 2n * DAY);
      expect(await isGreen()).to.equal(true);
      await networkHelpers.time.increaseTo(freeUntil + 2n * DAY + 1n);
      expect(await isGreen()).to.equal(false);
      await as("consignee").payDays(key, freeUntil + 2n * DAY + 1n, MOST);
      expect(await isGreen()).to.equal(true);
      expect(await token.balanceOf(actors.terminal.address)).to.equal(300n);
    });

    it("is what the gate reads: paid through the gate-in", async function () {
      const suite = await networkHelpers.loadFixture(deployClocked);
      const { registry, pickUp, actors, as, key, freeUntil, slot, truck, waybill } = suite;
      await networkHelpers.time.increaseTo(freeUntil - 120n);
      const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
      await pickUp.connect(actors.terminal.signer).gateIn(pass, signature);
      // Inside when free time ended: nothing more is due, and the way out is open.
      await networkHelpers.time.increaseTo(freeUntil + DAY);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([]);
      await expect(as("consignee").payDays(key, freeUntil + DAY, MOST)).to.be.revertedWithCustomError(
        suite.charges,
        "Charges_NothingDue",
      );
      await registry.connect(actors.terminal.signer).gateOut(waybill, BOX, freeUntil + DAY, truck, SEAL, RECEIPT);
    });

    it("is missed at the gate", async function () {
      const suite = await networkHelpers.loadFixture(deployClocked);
      const { registry, pickUp, actors, freeUntil, slot, truck, waybill } = suite;
      await networkHelpers.time.increaseTo(freeUntil + 1n);
      const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
      await expect(pickUp.connect(actors.terminal.signer).gateIn(pass, signature))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(waybill, BOX, [Reason.TERMINAL_CHARGES]);
    });
  });

  describe("disputeDays and creditDays", function () {
    it("settle days in escrow or on credit", async function () {
      const suite = await networkHelpers.loadFixture(deployClocked);
      const { charges, actors, as, key, freeUntil, money, due, waybill } = suite;
      await expect(
        as("consignee").disputeDays(key, freeUntil + DAY, MOST, ethers.ZeroHash),
      ).to.be.revertedWithCustomError(charges, "Charges_NoReason");
      await as("consignee").disputeDays(key, freeUntil + DAY, MOST, DECLARATION);
      expect((await charges.chargeOf(1n)).status).to.equal(ChargeStatus.IN_ESCROW);
      expect(await charges.escrowOf(money)).to.equal(100n);
      await expect(as("carrier").creditDays(key, freeUntil + 2n * DAY))
        .to.be.revertedWithCustomError(charges, "Charges_NotACreditor")
        .withArgs(waybill, Authority.TERMINAL, actors.carrier.address);
      await as("terminal").creditDays(key, freeUntil + 2n * DAY);
      expect((await charges.chargeOf(2n)).status).to.equal(ChargeStatus.ON_CREDIT);
      expect(await due(freeUntil + 3n * DAY)).to.deep.equal([3n, 3n, 100n]);
      await as("terminal").giveBack(1n);
      // Given back is settled all the same: the creditor wants nothing for that day.
      expect(await due(freeUntil + DAY)).to.deep.equal([3n, 1n, 0n]);
    });
  });
});
