import { expect } from "chai";
import { network } from "hardhat";

import { ACTS, perform } from "../support/acts.js";
import { DAYS, recordOf, timeOf } from "../support/records.js";
import { deploySuite, issuance, issueBill, Kind } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  return { ...suite, ...suite.parties, asCarrier };
}

describe("BillOfLading", () => {
  describe("pauseMoves", () => {
    it("reverts outside of 1 second to 7 days", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      for (const duration of [0n, 7n * DAYS + 1n, 2n ** 40n - 1n]) {
        await expect(bills.pauseMoves(duration))
          .to.be.revertedWithCustomError(bills, "BillCustody_PauseRefused")
          .withArgs(duration, 0n);
      }
      expect(await bills.pausedUntil()).to.equal(0n);
    });

    it("reverts while moves are paused, and until 7 days after that", async () => {
      const { bills, governance } = await networkHelpers.loadFixture(deploy);
      const until = (await timeOf(bills.pauseMoves(100n))) + 100n;
      const notBefore = until + 7n * DAYS;
      for (const moment of [until - 1n, until, notBefore - 1n]) {
        await time.setNextBlockTimestamp(moment);
        await expect(bills.pauseMoves(1n))
          .to.be.revertedWithCustomError(bills, "BillCustody_PauseRefused")
          .withArgs(1n, notBefore);
      }
      await time.setNextBlockTimestamp(notBefore);
      await expect(bills.pauseMoves(7n * DAYS))
        .to.emit(bills, "MovesPaused")
        .withArgs(governance.address, notBefore + 7n * DAYS);
    });

    it("counts the rest from an early end", async () => {
      const { bills, governance } = await networkHelpers.loadFixture(deploy);
      await bills.pauseMoves(7n * DAYS);
      const ended = await timeOf(bills.resumeMoves());
      await time.setNextBlockTimestamp(ended + 7n * DAYS - 1n);
      await expect(bills.pauseMoves(7n * DAYS))
        .to.be.revertedWithCustomError(bills, "BillCustody_PauseRefused")
        .withArgs(7n * DAYS, ended + 7n * DAYS);
      await time.setNextBlockTimestamp(ended + 7n * DAYS);
      await expect(bills.pauseMoves(1n))
        .to.emit(bills, "MovesPaused")
        .withArgs(governance.address, ended + 7n * DAYS + 1n);
    });

    it("ends by itself, at the exact second", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, governance, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const start = BigInt(await time.latest()) + 10n;
      const until = start + 7n * DAYS;
      await time.setNextBlockTimestamp(start);
      await expect(bills.pauseMoves(7n * DAYS))
        .to.emit(bills, "MovesPaused")
        .withArgs(governance.address, until);
      expect(await bills.pausedUntil()).to.equal(until);
      await time.setNextBlockTimestamp(until - 1n);
      await expect(bills.connect(shipper.signer).sign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_MovesPaused")
        .withArgs(until);
      expect(await bills.pausedUntil()).to.equal(until);
      await time.setNextBlockTimestamp(until);
      await expect(bills.connect(shipper.signer).sign(tokenId)).to.emit(bills, "Signed");
      expect(await bills.pausedUntil()).to.equal(0n);
    });
  });

  describe("resumeMoves", () => {
    it("reverts if nothing was ever paused", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      await expect(bills.resumeMoves()).to.be.revertedWithCustomError(bills, "BillCustody_NotPaused").withArgs();
    });

    it("reverts if the pause has ended, by itself or early", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      const start = await timeOf(bills.pauseMoves(100n));
      await time.setNextBlockTimestamp(start + 100n);
      await expect(bills.resumeMoves()).to.be.revertedWithCustomError(bills, "BillCustody_NotPaused").withArgs();
      await time.increase(8n * DAYS);
      await bills.pauseMoves(100n);
      await bills.resumeMoves();
      await expect(bills.resumeMoves()).to.be.revertedWithCustomError(bills, "BillCustody_NotPaused").withArgs();
    });

    it("lets moves go on at once", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, governance, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const start = await timeOf(bills.pauseMoves(100n));
      await time.setNextBlockTimestamp(start + 99n);
      await expect(bills.resumeMoves()).to.emit(bills, "MovesResumed").withArgs(governance.address);
      expect(await bills.pausedUntil()).to.equal(0n);
      await expect(bills.connect(shipper.signer).sign(tokenId)).to.emit(bills, "Signed");
    });
  });

  describe("while moves are paused", () => {
    for (const act of ACTS.filter(({ nature }) => nature === "move")) {
      it(`${act.name} reverts and changes nothing, and goes through once they are resumed`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills } = suite;
        const tokenId = await act.prepare(suite);
        const until = (await timeOf(bills.pauseMoves(DAYS))) + DAYS;
        const { sequence } = await bills.billOf(tokenId);
        const before = { ...(await recordOf(bills, tokenId)), rejectDeadline: 0n };
        await expect(perform(act, suite, tokenId))
          .to.be.revertedWithCustomError(bills, "BillCustody_MovesPaused")
          .withArgs(until);
        // Of what stands, only the end of the right to reject moves, second by second.
        expect({ ...(await recordOf(bills, tokenId)), rejectDeadline: 0n }).to.deep.equal(before);
        await bills.resumeMoves();
        await perform(act, suite, tokenId);
        expect((await bills.billOf(tokenId)).sequence).to.be.greaterThan(sequence);
      });
    }

    for (const act of ACTS.filter(({ nature }) => nature !== "move")) {
      it(`${act.name} goes on`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills } = suite;
        const tokenId = await act.prepare(suite);
        await bills.pauseMoves(DAYS);
        const { sequence } = await bills.billOf(tokenId);
        await perform(act, suite, tokenId);
        expect((await bills.billOf(tokenId)).sequence).to.be.greaterThan(sequence);
      });
    }

    it("nothing is issued, alone or in a batch", async () => {
      const { bills, asCarrier, parties } = await networkHelpers.loadFixture(deploy);
      const until = (await timeOf(bills.pauseMoves(DAYS))) + DAYS;
      const input = issuance(Kind.BEARER, parties);
      for (const sent of [asCarrier.issue(input), asCarrier.issueBatch([input])]) {
        await expect(sent).to.be.revertedWithCustomError(bills, "BillCustody_MovesPaused").withArgs(until);
      }
      await expect(bills.billOf(input.tokenId))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(input.tokenId);
    });

    it("the marks of the release of cargo and the freeze of a bill go on", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.pauseMoves(DAYS);
      await bills.markDelivery(tokenId, 0n, true);
      await bills.freeze(tokenId);
      const { isDeliveryBegun, isFrozen } = await bills.billOf(tokenId);
      expect([isDeliveryBegun, isFrozen]).to.deep.equal([true, true]);
    });
  });
});
