import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { network } from "hardhat";

import { announced, courtOrder } from "../support/orders.js";
import { DAYS, nextTrail, standingOfBill } from "../support/records.js";
import { AmendmentReason, BillStatus, deploySuite, issueBill, Kind } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;
const NONE = { orderHash: ZeroHash, jurisdiction: "0x0000", kind: 0n, possessor: 0n, titleholder: 0n, notBefore: 0n };

/** A BEARER bill, frozen by governance; the court gives it to the bank, to the trader's order. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const tokenId = await issueBill(suite, Kind.BEARER);
  await bills.connect(parties.shipper.signer).sign(tokenId);
  await bills.freeze(tokenId);
  const order = courtOrder(parties.bank, parties.trader);
  return { ...suite, ...parties, asCarrier: bills.connect(parties.carrier.signer), tokenId, order };
}

describe("BillOfLading", () => {
  describe("announceReassignment", () => {
    it("reverts if the bill was never issued, or is not frozen", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, order } = suite;
      await expect(bills.announceReassignment(7n, order))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
      const free = await issueBill(suite, Kind.BEARER, { reference: "FREE" });
      await expect(bills.announceReassignment(free, order))
        .to.be.revertedWithCustomError(bills, "BillCustody_NotFrozen")
        .withArgs(free);
    });

    it("reverts if the bill is closed: delivered, void or on paper", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier, order } = suite;
      const asShipper = bills.connect(shipper.signer);
      const delivered = await issueBill(suite, Kind.BEARER, { reference: "DELIVERED" });
      await asShipper.surrenderForDelivery(delivered);
      await asCarrier.acceptSurrender(delivered);
      const voided = await issueBill(suite, Kind.BEARER, { reference: "VOID" });
      await asShipper.reject(voided);
      const paper = await issueBill(suite, Kind.BEARER, { reference: "PAPER" });
      await asShipper.surrenderForAmendment(paper, AmendmentReason.SWTP);
      await asCarrier.recordPaper(paper, id("statement"), 1n);
      for (const [bill, status] of [
        [delivered, BillStatus.SURRENDERED_FOR_DELIVERY],
        [voided, BillStatus.VOIDED],
        [paper, BillStatus.PAPER],
      ] as const) {
        await bills.freeze(bill);
        await expect(bills.announceReassignment(bill, order))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
          .withArgs(bill, status);
      }
    });

    it("reverts if the order is incomplete: hash, jurisdiction, and a titleholder unless it is BEARER", async () => {
      const { bills, tokenId, order, trader } = await networkHelpers.loadFixture(deploy);
      for (const wrong of [
        { orderHash: ZeroHash },
        { jurisdiction: "0x0000" },
        { jurisdiction: "0x4e00" },
        { jurisdiction: "0x004c" },
        { titleholder: 0n },
        { kind: Kind.BEARER, titleholder: trader.member },
      ]) {
        await expect(bills.announceReassignment(tokenId, { ...order, ...wrong }))
          .to.be.revertedWithCustomError(bills, "BillCustody_InvalidOrder")
          .withArgs(tokenId);
      }
    });

    it("reverts if the kind does not fit the bill's", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, bank, trader } = suite;
      const fits: Record<string, Kind[]> = {
        STRAIGHT: [Kind.STRAIGHT],
        TO_ORDER: [Kind.TO_ORDER, Kind.BEARER],
        BEARER: [Kind.TO_ORDER, Kind.BEARER],
        WAYBILL: [],
      };
      for (const [name, from] of Object.entries(Kind)) {
        const bill = await issueBill(suite, from, { reference: name });
        await bills.freeze(bill);
        for (const to of Object.values(Kind)) {
          const order = courtOrder(bank, to === Kind.BEARER ? undefined : trader, to);
          if (fits[name]?.includes(to)) {
            await expect(bills.announceReassignment(bill, order)).to.emit(bills, "ReassignmentAnnounced");
          } else {
            await expect(bills.announceReassignment(bill, order))
              .to.be.revertedWithCustomError(bills, "BillCustody_InvalidOrder")
              .withArgs(bill);
          }
        }
      }
    });

    it("reverts if it names who is no member", async () => {
      const { bills, consortium, tokenId, order } = await networkHelpers.loadFixture(deploy);
      for (const [wrong, member] of [
        [{ possessor: 0n }, 0n],
        [{ possessor: 99n }, 99n],
        [{ titleholder: 99n }, 99n],
      ] as const) {
        await expect(bills.announceReassignment(tokenId, { ...order, ...wrong }))
          .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember")
          .withArgs(member);
      }
    });

    it("gives notice of 7 days, and moves nothing", async () => {
      const { bills, tokenId, order } = await networkHelpers.loadFixture(deploy);
      const [before, trail] = [await standingOfBill(bills, tokenId), await nextTrail(bills, tokenId)];
      const now = BigInt(await time.latest()) + 100n;
      const notBefore = now + 7n * DAYS;
      await time.setNextBlockTimestamp(now);
      const { orderHash, jurisdiction, kind, possessor, titleholder } = order;
      await expect(bills.announceReassignment(tokenId, order))
        .to.emit(bills, "ReassignmentAnnounced")
        .withArgs(tokenId, orderHash, [orderHash, jurisdiction, kind, possessor, titleholder], notBefore, trail);
      expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, announced: { ...order, notBefore } });
    });

    it("replaces an earlier order, and waits anew", async () => {
      const { bills, bank, shipper, trader, tokenId, order } = await networkHelpers.loadFixture(deploy);
      const first = await announced(bills, tokenId, order);
      await time.increase(6n * DAYS);
      const second = await announced(bills, tokenId, { ...courtOrder(shipper, trader), orderHash: id("another") });
      expect(second).to.be.greaterThan(first);
      await time.setNextBlockTimestamp(second - 1n);
      await expect(bills.reassign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_NotYet")
        .withArgs(tokenId, second);
      await time.setNextBlockTimestamp(second);
      await expect(bills.reassign(tokenId)).to.emit(bills, "Reassigned");
      expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);
      expect(await bills.balanceOf(bank.address)).to.equal(0n);
    });
  });

  describe("withdrawReassignment", () => {
    it("reverts if the bill was never issued, or nothing is announced", async () => {
      const { bills, tokenId } = await networkHelpers.loadFixture(deploy);
      await expect(bills.withdrawReassignment(7n))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
      await expect(bills.withdrawReassignment(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_NotYet")
        .withArgs(tokenId, 0n);
    });

    it("takes the order back, in time or after it, and it is not carried out", async () => {
      const { bills, tokenId, order } = await networkHelpers.loadFixture(deploy);
      const before = await standingOfBill(bills, tokenId);
      for (const wait of [DAYS, 30n * DAYS]) {
        await announced(bills, tokenId, order);
        await time.increase(wait);
        const trail = await nextTrail(bills, tokenId);
        await expect(bills.withdrawReassignment(tokenId))
          .to.emit(bills, "ReassignmentWithdrawn")
          .withArgs(tokenId, order.orderHash, trail);
        expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, announced: NONE });
        await time.increase(8n * DAYS);
        await expect(bills.reassign(tokenId))
          .to.be.revertedWithCustomError(bills, "BillCustody_NotYet")
          .withArgs(tokenId, 0n);
      }
    });
  });

  describe("an announced order", () => {
    it("lapses with the freeze under which it was announced", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, tokenId, order } = suite;
      await announced(bills, tokenId, order);
      await bills.unfreeze(tokenId);
      const brief = await issueBill(suite, Kind.BEARER, { reference: "BRIEF" });
      await bills.freezeBriefly(brief, DAYS);
      await announced(bills, brief, order);
      await time.increase(DAYS);
      for (const bill of [tokenId, brief]) {
        expect((await standingOfBill(bills, bill))["announced"]).to.deep.equal(NONE);
        await expect(bills.withdrawReassignment(bill))
          .to.be.revertedWithCustomError(bills, "BillCustody_NotYet")
          .withArgs(bill, 0n);
        await bills.freeze(bill);
        expect((await standingOfBill(bills, bill))["announced"]).to.deep.equal(NONE);
      }
    });
  });
});
