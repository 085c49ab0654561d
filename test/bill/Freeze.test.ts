import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import { ACTS, perform, successorOf } from "../support/acts.js";
import { stateOf } from "../support/bills.js";
import { DAYS, nextTrail, recordOf, timeOf } from "../support/records.js";
import { AmendmentReason, BillStatus, deploySuite, issueBill, Kind } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;
const WEEK = 7n * DAYS;

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  return { ...suite, ...suite.parties, asCarrier };
}

describe("BillOfLading", () => {
  for (const act of ["freezeBriefly", "freeze", "unfreeze"] as const) {
    describe(act, () => {
      it("reverts if the bill was never issued", async () => {
        const { bills } = await networkHelpers.loadFixture(deploy);
        const sent = act === "freezeBriefly" ? bills.freezeBriefly(7n, 1n) : bills[act](7n);
        await expect(sent).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(7n);
      });
    });
  }

  describe("freezeBriefly", () => {
    it("reverts outside of 1 second to 7 days", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.BEARER);
      for (const duration of [0n, WEEK + 1n, 2n ** 40n - 1n]) {
        await expect(suite.bills.freezeBriefly(tokenId, duration))
          .to.be.revertedWithCustomError(suite.bills, "BillCustody_FreezeRefused")
          .withArgs(tokenId, duration);
      }
      expect([...(await suite.bills.freezeOf(tokenId))]).to.deep.equal([false, 0n]);
    });

    it("reverts while the bill is frozen, by the guardian or by governance", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const other = await issueBill(suite, Kind.BEARER, { reference: "OTHER" });
      await bills.freezeBriefly(tokenId, DAYS);
      await bills.freeze(other);
      for (const bill of [tokenId, other]) {
        await expect(bills.freezeBriefly(bill, DAYS))
          .to.be.revertedWithCustomError(bills, "BillCustody_FreezeRefused")
          .withArgs(bill, DAYS);
      }
    });

    const ends: [string, (suite: Awaited<ReturnType<typeof deploy>>, tokenId: bigint) => Promise<unknown>][] = [
      ["it ended by itself", () => time.increase(WEEK)],
      ["governance ended it", ({ bills }, tokenId) => bills.unfreeze(tokenId)],
      [
        "governance made it its own and ended it",
        async ({ bills }, tokenId) => {
          await bills.freeze(tokenId);
          await bills.unfreeze(tokenId);
        },
      ],
      [
        "governance froze the bill later and ended that",
        async ({ bills }, tokenId) => {
          await time.increase(WEEK);
          await bills.freeze(tokenId);
          await bills.unfreeze(tokenId);
        },
      ],
    ];
    for (const [what, end] of ends) {
      it(`reverts a second time for ever, after ${what}`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const tokenId = await issueBill(suite, Kind.BEARER);
        await suite.bills.freezeBriefly(tokenId, DAYS);
        await end(suite, tokenId);
        await time.increase(1_000n * DAYS);
        await expect(suite.bills.freezeBriefly(tokenId, DAYS))
          .to.be.revertedWithCustomError(suite.bills, "BillCustody_FreezeRefused")
          .withArgs(tokenId, DAYS);
      });
    }

    it("is left to the guardian after a freeze that was governance's alone", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.freeze(tokenId);
      await bills.unfreeze(tokenId);
      await bills.freezeBriefly(tokenId, DAYS);
      expect((await bills.billOf(tokenId)).isFrozen).to.equal(true);
    });

    it("freezes the bill for 7 days and ends by itself at the exact second", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const before = await recordOf(bills, tokenId);
      const trail = await nextTrail(bills, tokenId);
      const start = BigInt(await time.latest()) + 10n;
      const until = start + WEEK;
      await time.setNextBlockTimestamp(start);
      await expect(bills.freezeBriefly(tokenId, WEEK)).to.emit(bills, "Frozen").withArgs(tokenId, until, trail);
      const latestBlock = BigInt(await ethers.provider.getBlockNumber());
      expect(await recordOf(bills, tokenId)).to.deep.equal({
        ...before,
        isFrozen: true,
        freeze: [true, until],
        sequence: trail[0],
        latestBlock,
      });

      await time.setNextBlockTimestamp(until - 1n);
      await expect(bills.connect(shipper.signer).sign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_Frozen")
        .withArgs(tokenId, until);
      await time.increaseTo(until - 1n);
      expect([...(await bills.freezeOf(tokenId))]).to.deep.equal([true, until]);
      await time.increaseTo(until);
      expect([...(await bills.freezeOf(tokenId))]).to.deep.equal([false, 0n]);
      expect((await bills.billOf(tokenId)).isFrozen).to.equal(false);
      await expect(bills.connect(shipper.signer).sign(tokenId))
        .to.emit(bills, "Signed")
        .withArgs(tokenId, shipper.member, [trail[0] + 1n, latestBlock]);
      expect((await bills.billOf(tokenId)).isFrozen).to.equal(false);
    });
  });

  describe("freeze", () => {
    it("reverts if governance has frozen the bill already", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.BEARER);
      await suite.bills.freeze(tokenId);
      await expect(suite.bills.freeze(tokenId))
        .to.be.revertedWithCustomError(suite.bills, "BillCustody_Frozen")
        .withArgs(tokenId, 0n);
    });

    it("freezes without limit", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const trail = await nextTrail(bills, tokenId);
      await expect(bills.freeze(tokenId)).to.emit(bills, "Frozen").withArgs(tokenId, 0n, trail);
      await time.increase(10_000n * DAYS);
      expect([...(await bills.freezeOf(tokenId))]).to.deep.equal([true, 0n]);
      await expect(bills.connect(shipper.signer).sign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_Frozen")
        .withArgs(tokenId, 0n);
    });

    it("makes the guardian's freeze its own, which then does not end by itself", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.freezeBriefly(tokenId, DAYS);
      const trail = await nextTrail(bills, tokenId);
      await expect(bills.freeze(tokenId)).to.emit(bills, "Frozen").withArgs(tokenId, 0n, trail);
      await time.increase(10n * DAYS);
      expect([...(await bills.freezeOf(tokenId))]).to.deep.equal([true, 0n]);
    });
  });

  describe("unfreeze", () => {
    it("reverts if the bill is not frozen, or the guardian's freeze has ended", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await expect(bills.unfreeze(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_NotFrozen")
        .withArgs(tokenId);
      const start = await timeOf(bills.freezeBriefly(tokenId, DAYS));
      await time.setNextBlockTimestamp(start + DAYS);
      await expect(bills.unfreeze(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_NotFrozen")
        .withArgs(tokenId);
    });

    for (const by of ["guardian", "governance"] as const) {
      it(`ends the freeze of the ${by}, and nothing else has changed`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper } = suite;
        const tokenId = await issueBill(suite, Kind.BEARER);
        await bills.connect(shipper.signer).sign(tokenId);
        const before = await recordOf(bills, tokenId);
        await (by === "guardian" ? bills.freezeBriefly(tokenId, WEEK) : bills.freeze(tokenId));
        const trail = await nextTrail(bills, tokenId);
        await expect(bills.unfreeze(tokenId)).to.emit(bills, "Unfrozen").withArgs(tokenId, trail);
        const latestBlock = BigInt(await ethers.provider.getBlockNumber());
        expect(await recordOf(bills, tokenId)).to.deep.equal({ ...before, sequence: trail[0], latestBlock });
      });
    }
  });

  describe("while a bill is frozen", () => {
    for (const act of ACTS) {
      it(`${act.name} reverts and changes nothing, and goes through once it is unfrozen`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills } = suite;
        const tokenId = await act.prepare(suite);
        const until = (await timeOf(bills.freezeBriefly(tokenId, DAYS))) + DAYS;
        await expect(perform(act, suite, tokenId))
          .to.be.revertedWithCustomError(bills, "BillCustody_Frozen")
          .withArgs(tokenId, until);
        await bills.freeze(tokenId);
        const { sequence } = await bills.billOf(tokenId);
        const before = await recordOf(bills, tokenId);
        await expect(perform(act, suite, tokenId))
          .to.be.revertedWithCustomError(bills, "BillCustody_Frozen")
          .withArgs(tokenId, 0n);
        expect(await recordOf(bills, tokenId)).to.deep.equal(before);
        await bills.unfreeze(tokenId);
        await perform(act, suite, tokenId);
        expect((await bills.billOf(tokenId)).sequence).to.be.greaterThan(sequence);
      });
    }

    it("one frozen bill stops the whole merge", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper } = suite;
      const tokenIds = [
        await issueBill(suite, Kind.BEARER, { reference: "ONE" }),
        await issueBill(suite, Kind.BEARER, { reference: "TWO" }),
      ] as const;
      for (const tokenId of tokenIds) {
        await bills.connect(shipper.signer).surrenderForAmendment(tokenId, AmendmentReason.MERGE);
      }
      await bills.freeze(tokenIds[1]);
      await expect(asCarrier.reissue([...tokenIds], [successorOf(suite)]))
        .to.be.revertedWithCustomError(bills, "BillCustody_Frozen")
        .withArgs(tokenIds[1], 0n);
      expect((await bills.billOf(tokenIds[0])).status).to.equal(BillStatus.PENDING_SURRENDER_FOR_AMENDMENT);
    });

    it("delivery is not due, though the bill is surrendered, a waybill, or presented on paper", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper, trader, consignee } = suite;
      const surrendered = await issueBill(suite, Kind.BEARER, { reference: "SURRENDERED" });
      await bills.connect(shipper.signer).surrenderForDelivery(surrendered);
      await asCarrier.acceptSurrender(surrendered);
      const waybill = await issueBill(suite, Kind.WAYBILL, { reference: "WAYBILL" });
      const paper = await issueBill(suite, Kind.BEARER, { reference: "PAPER" });
      await bills.connect(shipper.signer).surrenderForAmendment(paper, AmendmentReason.SWTP);
      await asCarrier.recordPaper(paper, id("statement"), 3n);
      await asCarrier.recordPresentation(paper, trader.address, id("original"));
      const entitled: [bigint, bigint][] = [
        [surrendered, shipper.member],
        [waybill, consignee.member],
        [paper, trader.member],
      ];
      for (const [tokenId, member] of entitled) {
        expect(await stateOf(bills, tokenId)).to.include({ entitled: member, isDue: true });
        await bills.freezeBriefly(tokenId, DAYS);
        expect(await stateOf(bills, tokenId)).to.include({ entitled: member, isDue: false });
        await time.increase(DAYS);
        expect(await stateOf(bills, tokenId)).to.include({ entitled: member, isDue: true });
        await bills.freeze(tokenId);
        expect(await stateOf(bills, tokenId)).to.include({ entitled: member, isDue: false });
        await bills.unfreeze(tokenId);
        expect(await stateOf(bills, tokenId)).to.include({ entitled: member, isDue: true });
      }
    });
  });
});
