import { expect } from "chai";
import { network } from "hardhat";

import { SUCCESSOR, successorOf } from "../support/acts.js";
import { nextTrail, standingOfBill } from "../support/records.js";
import {
  AmendmentReason,
  BillStatus,
  DeliveryMark,
  deploySuite,
  issuance,
  issueBill,
  Kind,
  nameOf,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { BEGUN, AGAINST_INDEMNITY } = DeliveryMark;
const MARKS = [
  [BEGUN, "isDeliveryBegun"],
  [AGAINST_INDEMNITY, "isAgainstIndemnity"],
] as const;

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  const asShipper = suite.bills.connect(suite.parties.shipper.signer);
  return { ...suite, ...suite.parties, asCarrier, asShipper };
}

describe("BillOfLading", () => {
  describe("markDelivery", () => {
    it("reverts for everybody whom the authority has not authorised, the carrier included", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      for (const { signer, address } of Object.values(parties)) {
        await expect(bills.connect(signer).markDelivery(tokenId, BEGUN, true))
          .to.be.revertedWithCustomError(bills, "AccessManagedUnauthorized")
          .withArgs(address);
      }
    });

    it("is possible for who has the role, and that role can do nothing else", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { authority, bills, terminal } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const asRegistry = bills.connect(terminal.signer);
      const { selector } = bills.interface.getFunction("markDelivery");
      await authority.setTargetFunctionRole(await bills.getAddress(), [selector], 7n);
      await authority.grantRole(7n, terminal.address, 0n);
      await asRegistry.markDelivery(tokenId, BEGUN, true);
      expect((await bills.billOf(tokenId)).isDeliveryBegun).to.equal(true);
      await expect(asRegistry.freeze(tokenId))
        .to.be.revertedWithCustomError(bills, "AccessManagedUnauthorized")
        .withArgs(terminal.address);
    });

    it("reverts if the bill was never issued", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      await expect(bills.markDelivery(7n, BEGUN, true))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts if the mark stands already, or does not stand", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      for (const [mark] of MARKS) {
        await expect(bills.markDelivery(tokenId, mark, false))
          .to.be.revertedWithCustomError(bills, "BillCustody_MarkUnchanged")
          .withArgs(tokenId, mark);
        await bills.markDelivery(tokenId, mark, true);
        await expect(bills.markDelivery(tokenId, mark, true))
          .to.be.revertedWithCustomError(bills, "BillCustody_MarkUnchanged")
          .withArgs(tokenId, mark);
      }
    });

    for (const [mark, field] of MARKS) {
      it(`sets ${nameOf(DeliveryMark, mark)} and takes it back, and changes nothing else`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills } = suite;
        const tokenId = await issueBill(suite, Kind.STRAIGHT);
        const before = await standingOfBill(bills, tokenId);
        for (const set of [true, false]) {
          const trail = await nextTrail(bills, tokenId);
          await expect(bills.markDelivery(tokenId, mark, set))
            .to.emit(bills, "DeliveryMarked")
            .withArgs(tokenId, mark, set, trail);
          expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, [field]: set });
        }
      });

      it(`sets ${nameOf(DeliveryMark, mark)} on a pending, closed or frozen bill, too`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, asShipper, asCarrier } = suite;
        const pending = await issueBill(suite, Kind.BEARER, { reference: "PENDING" });
        await asShipper.surrenderForDelivery(pending);
        const closed = await issueBill(suite, Kind.BEARER, { reference: "CLOSED" });
        await asShipper.surrenderForDelivery(closed);
        await asCarrier.acceptSurrender(closed);
        const frozen = await issueBill(suite, Kind.BEARER, { reference: "FROZEN" });
        await asShipper.sign(frozen);
        await bills.freeze(frozen);
        for (const tokenId of [pending, closed, frozen]) {
          const before = await standingOfBill(bills, tokenId);
          await bills.markDelivery(tokenId, mark, true);
          expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, [field]: true });
        }
      });
    }
  });

  describe("DELIVERED_AGAINST_LOI", () => {
    it("is shown to every later holder: transfer, return, surrender and court leave it", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, asShipper, asCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.markDelivery(tokenId, AGAINST_INDEMNITY, true);
      await asShipper.transferFrom(shipper.address, bank.address, tokenId);
      await bills.connect(bank.signer).reject(tokenId);
      await asShipper.surrenderForDelivery(tokenId);
      await asCarrier.acceptSurrender(tokenId);
      const { isAgainstIndemnity, status } = await bills.billOf(tokenId);
      expect([isAgainstIndemnity, status]).to.deep.equal([true, BillStatus.SURRENDERED_FOR_DELIVERY]);
    });

    it("is shown on each bill that follows: a reissue, a merge with an unmarked one, a waybill, a bill from paper", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties, asShipper, asCarrier } = suite;
      const marked = async (kind: Kind, text: string) => {
        const tokenId = await issueBill(suite, kind, { reference: text });
        await bills.markDelivery(tokenId, AGAINST_INDEMNITY, true);
        return tokenId;
      };
      const [amended, merged] = [await marked(Kind.BEARER, "AMENDED"), await marked(Kind.BEARER, "MERGED")];
      const plain = await issueBill(suite, Kind.BEARER, { reference: "PLAIN" });
      for (const tokenId of [amended, merged, plain]) {
        await asShipper.surrenderForAmendment(tokenId, AmendmentReason.AMEND);
      }
      await asCarrier.reissue([amended], [issuance(Kind.BEARER, parties, { reference: "AMENDED", tokenId: 101n })]);
      await asCarrier.reissue([plain, merged], [issuance(Kind.BEARER, parties, { reference: "PLAIN", tokenId: 102n })]);
      const waybill = await marked(Kind.WAYBILL, "WAYBILL");
      await asShipper.allowReplacement(waybill, SUCCESSOR);
      await asCarrier.replaceWaybill(waybill, successorOf(suite, Kind.WAYBILL, { reference: "WAYBILL" }));
      const paper = await marked(Kind.BEARER, "PAPER");
      await asShipper.surrenderForAmendment(paper, AmendmentReason.SWTP);
      await asCarrier.recordPaper(paper, ethers.id("statement"), 1n);
      const fromPaper = issuance(Kind.BEARER, parties, { reference: "PAPER", tokenId: 103n });
      await asCarrier.issueFromPaper(paper, fromPaper, ethers.id("statement"));
      for (const tokenId of [101n, 102n, SUCCESSOR, 103n]) {
        expect((await bills.billOf(tokenId)).isAgainstIndemnity).to.equal(true);
      }
    });

    it("is not shown on a bill that follows unmarked ones", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asShipper, asCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await asShipper.surrenderForAmendment(tokenId, AmendmentReason.AMEND);
      await asCarrier.reissue([tokenId], [successorOf(suite)]);
      const { isAgainstIndemnity, isDeliveryBegun } = await bills.billOf(SUCCESSOR);
      expect([isAgainstIndemnity, isDeliveryBegun]).to.deep.equal([false, false]);
    });
  });
});
