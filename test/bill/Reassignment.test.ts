import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { network } from "hardhat";

import { carryOut, balancesOf, endorseAndTransfer, possessedBy, stateOf, transfer } from "../support/bills.js";
import { announced, courtOrder } from "../support/orders.js";
import { DAYS, nextTrail, standingOfBill } from "../support/records.js";
import { Act, AmendmentReason, BillStatus, deploySuite, issueBill, Kind, nameOf, Place } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;
const WEEK = 7n * DAYS;
const { AMEND, SWTP } = AmendmentReason;
const { ISSUED, PENDING_SURRENDER_FOR_AMENDMENT, PENDING_SURRENDER_FOR_DELIVERY } = BillStatus;

/** A BEARER bill of the shipper's, frozen by governance; the court gives it to the bank, to the trader's order. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const asCarrier = bills.connect(parties.carrier.signer);
  const tokenId = await issueBill(suite, Kind.BEARER);
  await bills.freeze(tokenId);
  const order = courtOrder(parties.bank, parties.trader);
  return { ...suite, ...parties, asCarrier, tokenId, order };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

/** Freezes a bill, gives notice, and carries the order out once the notice is over. */
async function reassign({ bills }: Fixture, tokenId: bigint, order: ReturnType<typeof courtOrder>) {
  await bills.freeze(tokenId);
  await bills.announceReassignment(tokenId, order);
  await time.increase(WEEK);
  return bills.reassign(tokenId);
}

describe("BillOfLading", () => {
  describe("reassign", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      await expect(bills.reassign(7n)).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(7n);
    });

    it("reverts if nothing was announced", async () => {
      const { bills, tokenId } = await networkHelpers.loadFixture(deploy);
      await expect(bills.reassign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_NotYet")
        .withArgs(tokenId, 0n);
    });

    it("reverts to the last second of the notice, and works in the next", async () => {
      const { bills, bank, tokenId, order } = await networkHelpers.loadFixture(deploy);
      const notBefore = await announced(bills, tokenId, order);
      await time.setNextBlockTimestamp(notBefore - 1n);
      await expect(bills.reassign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_NotYet")
        .withArgs(tokenId, notBefore);
      await time.setNextBlockTimestamp(notBefore);
      await bills.reassign(tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
    });

    it("reverts a second time", async () => {
      const { bills, tokenId, order } = await networkHelpers.loadFixture(deploy);
      await announced(bills, tokenId, order);
      await time.increase(WEEK);
      await bills.reassign(tokenId);
      await expect(bills.reassign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_NotYet")
        .withArgs(tokenId, 0n);
    });

    it("reverts if the bill is no longer frozen, unfrozen or after the guardian's freeze", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, tokenId, order } = suite;
      await announced(bills, tokenId, order);
      await bills.unfreeze(tokenId);
      const brief = await issueBill(suite, Kind.BEARER, { reference: "BRIEF" });
      await bills.freezeBriefly(brief, WEEK);
      await announced(bills, brief, order);
      await time.increase(WEEK);
      for (const bill of [tokenId, brief]) {
        await expect(bills.reassign(bill)).to.be.revertedWithCustomError(bills, "BillCustody_NotFrozen").withArgs(bill);
      }
    });

    it("reverts on notice given under an earlier freeze: who acquired the bill since had none", async () => {
      const { bills, shipper, consignee, tokenId, order } = await networkHelpers.loadFixture(deploy);
      const notBefore = await announced(bills, tokenId, order);
      await bills.unfreeze(tokenId);
      await transfer(bills, shipper, consignee, tokenId);
      await time.increase(2n * WEEK);
      await bills.freeze(tokenId);
      await expect(bills.reassign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_NotYet")
        .withArgs(tokenId, 0n);
      expect(await stateOf(bills, tokenId)).to.include(possessedBy(consignee));
      expect(await announced(bills, tokenId, order)).to.be.greaterThan(notBefore);
    });

    it("counts the notice from the guardian's freeze on, if governance makes that its own", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, bank, order } = suite;
      const bill = await issueBill(suite, Kind.BEARER, { reference: "BRIEF" });
      await bills.freezeBriefly(bill, DAYS);
      const notBefore = await announced(bills, bill, order);
      await bills.freeze(bill);
      await time.setNextBlockTimestamp(notBefore);
      await bills.reassign(bill);
      expect(await bills.ownerOf(bill)).to.equal(bank.address);
    });

    it("moves possession, title and kind, and leaves the bill frozen until it is unfrozen", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader, tokenId, order } = suite;
      await announced(bills, tokenId, order);
      await time.increase(WEEK);
      const [before, balances] = [await standingOfBill(bills, tokenId), await balancesOf(suite)];
      const trail = await nextTrail(bills, tokenId);
      const transaction = bills.reassign(tokenId);
      await expect(transaction)
        .to.emit(bills, "Reassigned")
        .withArgs(tokenId, bank.member, trader.member, Kind.TO_ORDER, order.orderHash, order.jurisdiction, trail);
      await expect(transaction).to.emit(bills, "Transfer").withArgs(shipper.address, bank.address, tokenId);
      await expect(transaction).to.emit(bills, "MetadataUpdate").withArgs(tokenId);
      const none = {
        orderHash: ZeroHash,
        jurisdiction: "0x0000",
        kind: 0n,
        possessor: 0n,
        titleholder: 0n,
        notBefore: 0n,
      };
      expect(await standingOfBill(bills, tokenId)).to.deep.equal({
        ...before,
        ...possessedBy(bank),
        kind: Kind.TO_ORDER,
        titleholder: trader.member,
        entitled: trader.member,
        rejectDeadline: 0n,
        announced: none,
      });
      expect(await balancesOf(suite)).to.deep.equal({ ...balances, shipper: 0n, bank: 1n });
      await expect(bills.connect(bank.signer).sign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillCustody_Frozen")
        .withArgs(tokenId, 0n);
      await bills.unfreeze(tokenId);
      await expect(bills.connect(bank.signer).reject(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToReject")
        .withArgs(tokenId);
      await bills.connect(trader.signer).instruct(tokenId, Act.ENDORSE_TO_ORDER, bank.address, 0n);
      await carryOut(bills, bank, tokenId);
      expect((await bills.billOf(tokenId)).titleholder).to.equal(bank.member);
    });

    for (const [reason, status] of [
      [undefined, PENDING_SURRENDER_FOR_DELIVERY],
      [AMEND, PENDING_SURRENDER_FOR_AMENDMENT],
      [SWTP, PENDING_SURRENDER_FOR_AMENDMENT],
    ] as const) {
      const what = reason === undefined ? "" : ` for ${nameOf(AmendmentReason, reason)}`;
      it(`takes a bill out of ${nameOf(BillStatus, status)}${what}, and nothing is left to answer`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, carrier, shipper, bank, asCarrier, order } = suite;
        const bill = await issueBill(suite, Kind.BEARER, { reference: "SURRENDERED" });
        const asShipper = bills.connect(shipper.signer);
        await (reason === undefined
          ? asShipper.surrenderForDelivery(bill)
          : asShipper.surrenderForAmendment(bill, reason));
        const balances = await balancesOf(suite);
        const sent = reassign(suite, bill, order);
        await expect(sent).to.emit(bills, "Transfer").withArgs(carrier.address, bank.address, bill);
        await expect(sent).to.emit(bills, "MetadataUpdate").withArgs(bill);
        expect(await stateOf(bills, bill)).to.include({ ...possessedBy(bank), status: ISSUED });
        expect(await balancesOf(suite)).to.deep.equal({ ...balances, carrier: 0n, bank: 1n });
        await bills.unfreeze(bill);
        await expect(asCarrier.refuseSurrender(bill, id("no")))
          .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
          .withArgs(ISSUED, ISSUED);
        // That it was once surrendered for paper is forgotten.
        await bills.connect(suite.trader.signer).instruct(bill, Act.SURRENDER_FOR_AMENDMENT, ethers.ZeroAddress, AMEND);
        await carryOut(bills, bank, bill);
        await expect(asCarrier.recordPaper(bill, id("statement"), 1n))
          .to.be.revertedWithCustomError(bills, "BillAmendment_PaperDoesNotFit")
          .withArgs(bill);
      });
    }

    it("ends finality: the titleholder that the court names may endorse", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, consignee, bank, trader } = suite;
      const bill = await issueBill(suite, Kind.TO_ORDER, { reference: "FINAL" });
      await endorseAndTransfer(bills, shipper, Act.ENDORSE, consignee, bill);
      await reassign(suite, bill, courtOrder(bank, bank));
      expect(await stateOf(bills, bill)).to.include({ isFinal: false, titleholder: bank.member });
      await bills.unfreeze(bill);
      await endorseAndTransfer(bills, bank, Act.ENDORSE, trader, bill);
      await bills.connect(trader.signer).reject(bill);
      expect(await stateOf(bills, bill)).to.include({ ...possessedBy(bank), titleholder: bank.member, isFinal: false });
    });

    it("ends what could be cancelled or rejected before, even in the same hands", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const endorsed = await issueBill(suite, Kind.TO_ORDER, { reference: "ENDORSED" });
      await bills.connect(shipper.signer).endorse(endorsed, Act.ENDORSE_TO_ORDER, trader.address);
      const carried = await issueBill(suite, Kind.TO_ORDER, { reference: "CARRIED" });
      await endorseAndTransfer(bills, shipper, Act.ENDORSE_TO_ORDER, trader, carried);
      await reassign(suite, endorsed, courtOrder(shipper, trader));
      await reassign(suite, carried, courtOrder(trader, trader));
      for (const bill of [endorsed, carried]) await bills.unfreeze(bill);
      await expect(bills.connect(shipper.signer).cancelEndorsement(endorsed))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToCancel")
        .withArgs(endorsed);
      await expect(bills.connect(trader.signer).reject(carried))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToReject")
        .withArgs(carried);
      // A plain transfer after the court's order carries no endorsement: its rejection leaves title.
      await transfer(bills, trader, bank, carried);
      await bills.connect(bank.signer).reject(carried);
      expect(await stateOf(bills, carried)).to.include({ ...possessedBy(trader), titleholder: trader.member });
    });

    it("clears an approval", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, forwarder, order } = suite;
      const bill = await issueBill(suite, Kind.BEARER, { reference: "APPROVED" });
      await bills.connect(shipper.signer).approve(forwarder.address, bill);
      await reassign(suite, bill, order);
      await bills.unfreeze(bill);
      expect(await stateOf(bills, bill)).to.include({ approved: ethers.ZeroAddress, ...possessedBy(bank) });
    });

    it("sets a TO_ORDER bill to BEARER, and a STRAIGHT bill to another consignee with the shipper as it was", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const toOrder = await issueBill(suite, Kind.TO_ORDER, { reference: "TO ORDER" });
      await reassign(suite, toOrder, courtOrder(bank, undefined, Kind.BEARER));
      expect(await stateOf(bills, toOrder)).to.include({ kind: Kind.BEARER, titleholder: 0n, entitled: bank.member });
      const straight = await issueBill(suite, Kind.STRAIGHT, { reference: "STRAIGHT" });
      const sent = reassign(suite, straight, courtOrder(bank, trader, Kind.STRAIGHT));
      await expect(sent).not.to.emit(bills, "MetadataUpdate");
      expect(await stateOf(bills, straight)).to.include({
        ...possessedBy(bank),
        kind: Kind.STRAIGHT,
        shipper: shipper.member,
        consignee: trader.member,
      });
      expect(await bills.standInFor(straight, Place.TITLE)).to.equal(ZeroHash);
    });

    for (const standing of ["suspend", "remove"] as const) {
      it(`arrives with members that governance chose to ${standing}, before the notice or after it`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, consortium, bank, trader, tokenId, order } = suite;
        await consortium[standing](bank.member);
        await announced(bills, tokenId, order);
        await consortium[standing](trader.member);
        await time.increase(WEEK);
        await bills.reassign(tokenId);
        expect(await stateOf(bills, tokenId)).to.include({ ...possessedBy(bank), titleholder: trader.member });
      });
    }

    it("works while moves are paused", async () => {
      const { bills, bank, tokenId, order } = await networkHelpers.loadFixture(deploy);
      const notBefore = await announced(bills, tokenId, order);
      await time.setNextBlockTimestamp(notBefore - DAYS);
      await bills.pauseMoves(WEEK);
      await time.setNextBlockTimestamp(notBefore);
      await bills.reassign(tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
    });
  });
});
