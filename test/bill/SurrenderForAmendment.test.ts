import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import { balancesOf, possessedBy, stateOf, transfer } from "../support/bills.js";
import { nextTrail, standingOfBill } from "../support/records.js";
import {
  Act,
  AmendmentReason,
  BillStatus,
  DeliveryMark,
  deploySuite,
  issueBill,
  Kind,
  MemberStatus,
  nameOf,
} from "../support/suite.js";
import { SURRENDERERS } from "../support/surrenderers.js";

const { ethers, networkHelpers } = await network.create();
const { NONE, AMEND, SWTP } = AmendmentReason;
const { PENDING_SURRENDER_FOR_AMENDMENT, SURRENDERED_FOR_DELIVERY, ISSUED } = BillStatus;

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  return { ...suite, ...suite.parties, asCarrier };
}

describe("BillOfLading", () => {
  describe("surrenderForAmendment", () => {
    it("reverts without a reason", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.BEARER);
      await expect(suite.bills.connect(suite.shipper.signer).surrenderForAmendment(tokenId, NONE))
        .to.be.revertedWithCustomError(suite.bills, "BillOfLading_ReasonDoesNotFit")
        .withArgs(tokenId, Act.SURRENDER_FOR_AMENDMENT, NONE);
    });

    it("reverts if the bill was never issued", async () => {
      const { bills, shipper } = await networkHelpers.loadFixture(deploy);
      await expect(bills.connect(shipper.signer).surrenderForAmendment(7n, AMEND))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts if it is surrendered already, for either", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(shipper.signer).surrenderForAmendment(tokenId, AMEND);
      await expect(asCarrier.surrenderForAmendment(tokenId, AMEND))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, PENDING_SURRENDER_FOR_AMENDMENT);
      await expect(asCarrier.surrenderForDelivery(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, PENDING_SURRENDER_FOR_AMENDMENT);
    });

    it("reverts if the possessor is suspended", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await consortium.suspend(shipper.member);
      await expect(bills.connect(shipper.signer).surrenderForAmendment(tokenId, AMEND))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
    });

    it("reverts if the caller does not possess the bill", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consignee, carrier } = suite;
      const tokenId = await issueBill(suite, Kind.STRAIGHT);
      for (const { signer, address } of [consignee, carrier]) {
        await expect(bills.connect(signer).surrenderForAmendment(tokenId, AMEND))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotPossessor")
          .withArgs(tokenId, address);
      }
    });

    it("reverts on a WAYBILL", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.WAYBILL);
      await expect(suite.bills.connect(suite.shipper.signer).surrenderForAmendment(tokenId, AMEND))
        .to.be.revertedWithCustomError(suite.bills, "BillOfLading_ActNotAllowed")
        .withArgs(tokenId, Kind.WAYBILL, Act.SURRENDER_FOR_AMENDMENT);
    });

    it("reverts if the possessor has no title, of a STRAIGHT or a TO_ORDER bill", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank } = suite;
      for (const kind of [Kind.STRAIGHT, Kind.TO_ORDER]) {
        const tokenId = await issueBill(suite, kind, { reference: nameOf(Kind, kind) });
        await transfer(bills, shipper, bank, tokenId);
        await expect(bills.connect(bank.signer).surrenderForAmendment(tokenId, AMEND))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotTitleholder")
          .withArgs(tokenId, bank.address);
      }
    });

    it("reverts once delivery has begun, though a surrender for delivery goes on", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.markDelivery(tokenId, DeliveryMark.BEGUN, true);
      for (const reason of [AMEND, SWTP]) {
        await expect(bills.connect(shipper.signer).surrenderForAmendment(tokenId, reason))
          .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
          .withArgs(tokenId);
      }
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      await asCarrier.acceptSurrender(tokenId);
      expect((await bills.billOf(tokenId)).status).to.equal(SURRENDERED_FOR_DELIVERY);
    });

    for (const { what, prepare, by, entitled } of SURRENDERERS) {
      it(`gives the bill of ${what} to the carrier, and exactly back if refused, for each reason`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, carrier, asCarrier, parties } = suite;
        const tokenId = await prepare(suite);
        const surrenderer = parties[by];
        const [before, balances] = [await standingOfBill(bills, tokenId), await balancesOf(suite)];
        for (const reason of Object.values(AmendmentReason).filter((other) => other !== NONE)) {
          const trail = await nextTrail(bills, tokenId);
          const transaction = bills.connect(surrenderer.signer).surrenderForAmendment(tokenId, reason);
          await expect(transaction)
            .to.emit(bills, "Surrendered")
            .withArgs(tokenId, surrenderer.member, carrier.member, Act.SURRENDER_FOR_AMENDMENT, reason, trail);
          await expect(transaction).to.emit(bills, "Transfer").withArgs(surrenderer.address, carrier.address, tokenId);
          await expect(transaction).to.emit(bills, "MetadataUpdate").withArgs(tokenId);
          expect(await standingOfBill(bills, tokenId)).to.deep.equal({
            ...before,
            ...possessedBy(carrier),
            status: PENDING_SURRENDER_FOR_AMENDMENT,
            entitled: parties[entitled].member,
            rejectDeadline: 0n,
          });
          expect(await balancesOf(suite)).to.deep.equal({ ...balances, [by]: 0n, carrier: 1n });

          const back = await nextTrail(bills, tokenId);
          await expect(asCarrier.refuseSurrender(tokenId, id("no")))
            .to.emit(bills, "SurrenderRefused")
            .withArgs(tokenId, carrier.member, surrenderer.member, id("no"), back);
          expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, rejectDeadline: 0n });
          expect(await balancesOf(suite)).to.deep.equal(balances);
        }
      });
    }

    it("cannot be accepted as a surrender for delivery", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(shipper.signer).surrenderForAmendment(tokenId, AMEND);
      await expect(asCarrier.acceptSurrender(tokenId))
        .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
        .withArgs(PENDING_SURRENDER_FOR_AMENDMENT, SURRENDERED_FOR_DELIVERY);
    });

    it("for paper is forgotten by its refusal: the next surrender is answered for itself", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(shipper.signer).surrenderForAmendment(tokenId, SWTP);
      await asCarrier.refuseSurrender(tokenId, id("no"));
      await bills.connect(shipper.signer).surrenderForAmendment(tokenId, AMEND);
      await expect(asCarrier.recordPaper(tokenId, id("statement"), 1n))
        .to.be.revertedWithCustomError(bills, "BillAmendment_PaperDoesNotFit")
        .withArgs(tokenId);
    });

    it("is refused to a suspended surrenderer by a suspended carrier, and arrives", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, shipper, carrier, asCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(shipper.signer).surrenderForAmendment(tokenId, AMEND);
      await consortium.suspend(carrier.member);
      await consortium.remove(shipper.member);
      await asCarrier.refuseSurrender(tokenId, id("no"));
      expect(await stateOf(bills, tokenId)).to.include({ ...possessedBy(shipper), status: ISSUED });
    });
  });
});
