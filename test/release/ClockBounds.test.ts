import { expect } from "chai";
import { network } from "hardhat";

import {
  Authority,
  ChargeKind,
  containerNumber,
  deployRelease,
  now,
  opening,
  REASON_CODE,
  turnGreen,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const DAY = 86_400n;
const MOST = 2n ** 128n - 1n;
const FOREVER = 2n ** 40n - 1n;

/** Two green containers, and a debtor with money. */
async function deployOpen() {
  const suite = await deployRelease(ethers);
  const { registry, charges, token, actors, waybill } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX, OTHER_BOX]));
  await turnGreen(suite, ethers, waybill, [BOX, OTHER_BOX]);
  await token.mint(actors.consignee.address, 1_000_000n);
  await token.connect(actors.consignee.signer).approve(await charges.getAddress(), 1_000_000n);
  const keyOf = (number: string) => ({
    tokenId: waybill,
    number,
    creditor: Authority.TERMINAL,
    kind: ChargeKind.DEMURRAGE,
  });
  const money = await token.getAddress();
  const freeUntil = (await now(ethers)) + DAY;
  const start = (number: string, steps: { fromDay: bigint; dailyRate: bigint }[]) =>
    charges.connect(actors.terminal.signer).startClock(keyOf(number), money, actors.bank.address, freeUntil, steps);
  return { ...suite, keyOf, freeUntil, start };
}

const stepsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ fromDay: BigInt(i + 1), dailyRate: 10n }));

describe("Charges", function () {
  describe("setClockBounds", function () {
    it("reverts for anybody but governance", async function () {
      const { charges, actors } = await networkHelpers.loadFixture(deployOpen);
      for (const name of ["terminal", "carrier", "outsider"] as const) {
        await expect(charges.connect(actors[name].signer).setClockBounds({ mostSteps: 2n, mostDays: 60n }))
          .to.be.revertedWithCustomError(charges, "AccessManagedUnauthorized")
          .withArgs(actors[name].address);
      }
    });

    it("reverts outside its own limits, and without a change", async function () {
      const { charges } = await networkHelpers.loadFixture(deployOpen);
      for (const [mostSteps, mostDays] of [
        [0n, 366n],
        [9n, 366n],
        [8n, 29n],
        [8n, 3_651n],
        [8n, 366n],
      ] as const) {
        await expect(charges.setClockBounds({ mostSteps, mostDays }))
          .to.be.revertedWithCustomError(charges, "Charges_InvalidBounds")
          .withArgs(mostSteps, mostDays);
      }
      for (const [mostSteps, mostDays] of [
        [1n, 30n],
        [8n, 3_650n],
      ] as const) {
        await expect(charges.setClockBounds({ mostSteps, mostDays }))
          .to.emit(charges, "ClockBoundsSet")
          .withArgs(mostSteps, mostDays);
        expect(await charges.clockBounds()).to.deep.equal([mostSteps, mostDays]);
      }
    });

    it("bounds the steps of clocks that are started from then on", async function () {
      const { charges, start } = await networkHelpers.loadFixture(deployOpen);
      await start(BOX, stepsOf(8));
      await charges.setClockBounds({ mostSteps: 2n, mostDays: 366n });
      await expect(start(OTHER_BOX, stepsOf(3)))
        .to.be.revertedWithCustomError(charges, "Charges_InvalidSteps")
        .withArgs(2n);
      await start(OTHER_BOX, stepsOf(2));
    });

    it("bounds the days that a clock may charge: after them it costs no more and holds nobody back", async function () {
      const suite = await networkHelpers.loadFixture(deployOpen);
      const { registry, charges, actors, keyOf, freeUntil, start, waybill } = suite;
      await start(OTHER_BOX, stepsOf(1));
      await charges.setClockBounds({ mostSteps: 8n, mostDays: 30n });
      await start(BOX, stepsOf(1));
      const late = freeUntil + 100n * DAY;
      expect(await charges.dueAt(keyOf(BOX), late)).to.deep.equal([1n, 30n, 300n]);
      // A clock that ran before keeps the days that it was started with.
      expect(await charges.dueAt(keyOf(OTHER_BOX), late)).to.deep.equal([1n, 100n, 1_000n]);

      await networkHelpers.time.increaseTo(late);
      expect((await registry.lightsOf(waybill, BOX)).terminal).to.equal(false);
      const { sequence, latestBlock } = await registry.containerOf(waybill, BOX);
      await expect(charges.connect(actors.consignee.signer).payDays(keyOf(BOX), late, MOST))
        .to.emit(charges, "DaysSettled")
        .withArgs(1n, waybill, BOX, ChargeKind.DEMURRAGE, 1n, 30n, FOREVER, [sequence + 1n, latestBlock]);
      expect(await registry.paidThroughOf(waybill, BOX)).to.deep.equal([0n, FOREVER]);
      expect((await registry.lightsOf(waybill, BOX)).terminal).to.equal(true);
      await networkHelpers.time.increase(400n * DAY);
      expect((await registry.lightsOf(waybill, BOX)).terminal).to.equal(true);
      // Moved later, the end of free time changes nothing of that.
      await charges.connect(actors.terminal.signer).extendFreeTime(keyOf(BOX), await now(ethers), REASON_CODE);
      expect(await registry.paidThroughOf(waybill, BOX)).to.deep.equal([0n, FOREVER]);
      await expect(charges.connect(actors.consignee.signer).payDays(keyOf(BOX), await now(ethers), MOST))
        .to.be.revertedWithCustomError(charges, "Charges_NothingDue")
        .withArgs(waybill, BOX, await now(ethers));
    });
  });
});
