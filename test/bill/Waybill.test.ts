import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import { SUCCESSOR, successorOf } from "../support/acts.js";
import { balancesOf, possessedBy, stateOf } from "../support/bills.js";
import { nextTrail, recordOf, standingOfBill } from "../support/records.js";
import {
  BillStatus,
  DeliveryMark,
  deploySuite,
  issuance,
  issueBill,
  Kind,
  MemberStatus,
  type Party,
  reference,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { ISSUED, VOIDED } = BillStatus;
const SAME = "4AD3FA470BB541B9";

/** A waybill of the shipper's, and one with NODISP, of which the consignee disposes. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const asCarrier = bills.connect(parties.carrier.signer);
  const tokenId = await issueBill(suite, Kind.WAYBILL);
  const noDisposal = await issueBill(suite, Kind.WAYBILL, { reference: "NODISP", noDisposal: true });
  const allow = (by: Party, bill = tokenId, successor = SUCCESSOR) =>
    bills.connect(by.signer).allowReplacement(bill, successor);
  return { ...suite, ...parties, asCarrier, tokenId, noDisposal, allow };
}

describe("BillOfLading", () => {
  describe("issue with NODISP", () => {
    it("reverts on every kind but a WAYBILL", async () => {
      const { bills, asCarrier, parties } = await networkHelpers.loadFixture(deploy);
      for (const kind of [Kind.STRAIGHT, Kind.TO_ORDER, Kind.BEARER]) {
        await expect(asCarrier.issue(issuance(kind, parties, { reference: "OTHER", noDisposal: true })))
          .to.be.revertedWithCustomError(bills, "BillOfLading_PartiesDoNotFit")
          .withArgs(0n, kind);
      }
    });

    it("is shown on the bill that has it, and on no other", async () => {
      const { bills, tokenId, noDisposal } = await networkHelpers.loadFixture(deploy);
      expect((await bills.billOf(noDisposal)).noDisposal).to.equal(true);
      expect((await bills.billOf(tokenId)).noDisposal).to.equal(false);
    });
  });

  describe("allowReplacement", () => {
    it("reverts if the bill was never issued, or is no WAYBILL", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, allow } = suite;
      await expect(allow(shipper, 7n)).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(7n);
      for (const kind of [Kind.STRAIGHT, Kind.TO_ORDER, Kind.BEARER]) {
        const bill = await issueBill(suite, kind, { reference: `KIND ${kind}` });
        await expect(allow(shipper, bill))
          .to.be.revertedWithCustomError(bills, "BillAmendment_NotAWaybill")
          .withArgs(bill);
      }
    });

    it("reverts once the waybill is void", async () => {
      const { bills, shipper, tokenId, allow } = await networkHelpers.loadFixture(deploy);
      await bills.connect(shipper.signer).reject(tokenId);
      await expect(allow(shipper))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, VOIDED);
    });

    it("reverts once delivery has begun, with NODISP too", async () => {
      const { bills, shipper, consignee, tokenId, noDisposal, allow } = await networkHelpers.loadFixture(deploy);
      for (const [bill, by] of [
        [tokenId, shipper],
        [noDisposal, consignee],
      ] as const) {
        await bills.markDelivery(bill, DeliveryMark.BEGUN, true);
        await expect(allow(by, bill))
          .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
          .withArgs(bill);
      }
    });

    it("reverts for everybody without the right of disposal: the consignee, or with NODISP the shipper", async () => {
      const { bills, parties, shipper, consignee, outsider, ...suite } = await networkHelpers.loadFixture(deploy);
      for (const [bill, disposer] of [
        [suite.tokenId, shipper],
        [suite.noDisposal, consignee],
      ] as const) {
        for (const party of Object.values(parties).filter((other) => other !== disposer && other !== outsider)) {
          await expect(suite.allow(party, bill))
            .to.be.revertedWithCustomError(bills, "BillAmendment_NoDisposal")
            .withArgs(bill, party.address);
        }
      }
      await expect(suite.allow(outsider))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(outsider.address, MemberStatus.NONE);
    });

    it("reverts if who disposes is suspended", async () => {
      const { bills, consortium, shipper, allow } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(shipper.member);
      await expect(allow(shipper))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
    });

    it("is the shipper's, whose right to reject ends by it", async () => {
      const { bills, shipper, tokenId, allow } = await networkHelpers.loadFixture(deploy);
      const [before, trail] = [await standingOfBill(bills, tokenId), await nextTrail(bills, tokenId)];
      await expect(allow(shipper))
        .to.emit(bills, "ReplacementAllowed")
        .withArgs(tokenId, shipper.member, SUCCESSOR, shipper.address, trail);
      expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, rejectDeadline: 0n });
      await expect(bills.connect(shipper.signer).reject(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToReject")
        .withArgs(tokenId);
    });

    it("is the consignee's with NODISP, and leaves the shipper's right to reject", async () => {
      const { bills, shipper, consignee, noDisposal, allow } = await networkHelpers.loadFixture(deploy);
      const [before, trail] = [await standingOfBill(bills, noDisposal), await nextTrail(bills, noDisposal)];
      await expect(allow(consignee, noDisposal))
        .to.emit(bills, "ReplacementAllowed")
        .withArgs(noDisposal, consignee.member, SUCCESSOR, consignee.address, trail);
      expect(await standingOfBill(bills, noDisposal)).to.deep.equal(before);
      await bills.connect(shipper.signer).reject(noDisposal);
      expect((await bills.billOf(noDisposal)).status).to.equal(VOIDED);
    });
  });

  describe("replaceWaybill", () => {
    it("reverts if the bill was never issued, or is no WAYBILL", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier } = suite;
      await expect(asCarrier.replaceWaybill(7n, successorOf(suite, Kind.WAYBILL)))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
      const bill = await issueBill(suite, Kind.BEARER, { reference: "BEARER" });
      await expect(asCarrier.replaceWaybill(bill, successorOf(suite, Kind.WAYBILL)))
        .to.be.revertedWithCustomError(bills, "BillAmendment_NotAWaybill")
        .withArgs(bill);
    });

    it("reverts for everybody but the waybill's active carrier", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, shipper, carrier, otherCarrier, tokenId, allow } = suite;
      await allow(shipper);
      const replace = (by: Party) => bills.connect(by.signer).replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL));
      await expect(replace(shipper))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotACarrier")
        .withArgs(shipper.address);
      await expect(replace(otherCarrier))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotIssuer")
        .withArgs(tokenId, otherCarrier.address);
      await consortium.suspend(carrier.member);
      await expect(replace(carrier))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(carrier.address, MemberStatus.SUSPENDED);
    });

    it("reverts if nothing was allowed, something else was, or it was taken back", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier, tokenId, allow } = suite;
      const expectNotAllowed = async (allowed: bigint, successor = SUCCESSOR) => {
        await expect(asCarrier.replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL, { tokenId: successor })))
          .to.be.revertedWithCustomError(bills, "BillAmendment_ReplacementNotAllowed")
          .withArgs(tokenId, successor, allowed);
      };
      await expectNotAllowed(0n);
      await expectNotAllowed(0n, 0n);
      await allow(shipper, tokenId, 8n);
      await expectNotAllowed(8n);
      await allow(shipper);
      await expectNotAllowed(SUCCESSOR, 8n);
      const trail = await nextTrail(bills, tokenId);
      await expect(allow(shipper, tokenId, 0n))
        .to.emit(bills, "ReplacementAllowed")
        .withArgs(tokenId, shipper.member, 0n, shipper.address, trail);
      await expectNotAllowed(0n);
      await expectNotAllowed(0n, 0n);
    });

    it("reverts if the successor is no WAYBILL, or has another shipper", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, trader, asCarrier, tokenId, allow } = suite;
      await allow(shipper);
      for (const kind of [Kind.STRAIGHT, Kind.TO_ORDER, Kind.BEARER]) {
        const given = kind === Kind.STRAIGHT ? shipper.address : ZeroAddress;
        await expect(asCarrier.replaceWaybill(tokenId, successorOf(suite, kind)))
          .to.be.revertedWithCustomError(bills, "BillAmendment_ReplacementDiffers")
          .withArgs(tokenId, given);
      }
      const other = { shipper: trader.address, issueTo: trader.address };
      await expect(asCarrier.replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL, other)))
        .to.be.revertedWithCustomError(bills, "BillAmendment_ReplacementDiffers")
        .withArgs(tokenId, trader.address);
    });

    it("reverts if the successor goes to another than the shipper, or names a consignee that may not hold bills", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, trader, terminal, asCarrier, tokenId, allow } = suite;
      await allow(shipper);
      await expect(asCarrier.replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL, { issueTo: trader.address })))
        .to.be.revertedWithCustomError(bills, "BillOfLading_PartiesDoNotFit")
        .withArgs(0n, Kind.WAYBILL);
      await expect(asCarrier.replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL, { titleTo: terminal.address })))
        .to.be.revertedWithCustomError(bills, "BillOfLading_PartyNotPermitted")
        .withArgs(0n, terminal.address);
    });

    it("reverts if the successor's reference or token is taken", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, carrier, shipper, asCarrier, tokenId, noDisposal, allow } = suite;
      await allow(shipper);
      await expect(asCarrier.replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL, { reference: "NODISP" })))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ReferenceTaken")
        .withArgs(0n, carrier.member, reference("NODISP"), noDisposal);
      await allow(shipper, tokenId, noDisposal);
      await expect(asCarrier.replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL, { tokenId: noDisposal })))
        .to.be.revertedWithCustomError(bills, "BillOfLading_TokenIdUsed")
        .withArgs(0n, noDisposal);
    });

    it("reverts once delivery has begun since it was allowed", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier, tokenId, allow } = suite;
      await allow(shipper);
      await bills.markDelivery(tokenId, DeliveryMark.BEGUN, true);
      await expect(asCarrier.replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL)))
        .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
        .withArgs(tokenId);
    });

    for (const [text, by, standing] of [
      [SAME, "shipper", "active"],
      ["NEW", "shipper", "suspended since"],
      [SAME, "consignee", "active"],
    ] as const) {
      it(`changes the consignee under the reference ${text}, allowed by the ${by}, with the shipper ${standing}`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, consortium, carrier, shipper, parties, trader, asCarrier, allow } = suite;
        const bill = by === "shipper" ? suite.tokenId : suite.noDisposal;
        const text_ = by === "consignee" ? "NODISP" : text;
        await allow(parties[by], bill);
        if (standing !== "active") await consortium.suspend(shipper.member);
        const [before, balances] = [await standingOfBill(bills, bill), await balancesOf(suite)];
        const trail = await nextTrail(bills, bill);
        const given = { reference: text_, titleTo: trader.address };
        const transaction = asCarrier.replaceWaybill(bill, successorOf(suite, Kind.WAYBILL, given));
        await expect(transaction).to.emit(bills, "Reissued").withArgs(bill, carrier.member, [SUCCESSOR], trail);
        await expect(transaction)
          .to.emit(bills, "Issued")
          .withArgs(
            ...[SUCCESSOR, carrier.member, shipper.member, reference(text_), Kind.WAYBILL, shipper.member],
            ...[trader.member, carrier.address, [1n, 0n]],
          );
        expect(await recordOf(bills, SUCCESSOR)).to.deep.include({
          ...possessedBy(shipper),
          status: ISSUED,
          shipper: shipper.member,
          consignee: trader.member,
          titleholder: 0n,
          entitled: trader.member,
          isDue: true,
          noDisposal: false,
          rejectDeadline: 0n,
          sequence: 1n,
          predecessors: [bill],
        });
        const successors = [SUCCESSOR];
        expect(await standingOfBill(bills, bill)).to.deep.equal({
          ...before,
          status: VOIDED,
          isDue: false,
          successors,
        });
        // The shipper keeps the old receipt, too, which is void.
        expect(await balancesOf(suite)).to.deep.equal({ ...balances, shipper: 3n });
        expect(await bills.tokenByReference(carrier.member, reference(text_))).to.equal(SUCCESSOR);
        await expect(bills.connect(shipper.signer).reject(SUCCESSOR))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToReject")
          .withArgs(SUCCESSOR);
      });
    }

    it("needs a new permission for the next replacement", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier, tokenId, allow } = suite;
      await allow(shipper);
      await asCarrier.replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL));
      await expect(asCarrier.replaceWaybill(SUCCESSOR, successorOf(suite, Kind.WAYBILL, { tokenId: 7n })))
        .to.be.revertedWithCustomError(bills, "BillAmendment_ReplacementNotAllowed")
        .withArgs(SUCCESSOR, 7n, 0n);
      expect(await stateOf(bills, SUCCESSOR)).to.include({ status: ISSUED, ...possessedBy(shipper) });
    });
  });
});
