import { expect } from "chai";
import { id, ZeroAddress } from "ethers";
import { network } from "hardhat";

import { endorseAndTransfer, possessedBy, stateOf, transfer } from "../support/bills.js";
import { Act, BillStatus, deploySuite, issueBill, Kind, reference } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  return { ...suite, ...suite.parties, asCarrier };
}

describe("BillOfLading", () => {
  describe("constructor", () => {
    it("fixes name, symbol, consortium, authority and a reject period of 48 hours", async () => {
      const { bills, consortium, authority } = await networkHelpers.loadFixture(deploy);
      expect(await bills.name()).to.equal("Bollard Bill of Lading");
      expect(await bills.symbol()).to.equal("BOLLARD");
      expect(await bills.consortium()).to.equal(await consortium.getAddress());
      expect(await bills.authority()).to.equal(await authority.getAddress());
      expect(await bills.rejectPeriod()).to.equal(172_800n);
    });
  });

  describe("billOf and deliveryOf", () => {
    it("revert if the bill was never issued", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      for (const view of [bills.billOf, bills.deliveryOf]) {
        await expect(view(7n)).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(7n);
      }
    });

    it("say whose possession, title and delivery a bill is through the life of a TO_ORDER bill", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, carrier, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: bank.address });
      const live = { status: BillStatus.ISSUED, kind: Kind.TO_ORDER, isDue: false, shipper: 0n, consignee: 0n };
      const expectState = async (expected: object) => expect(await stateOf(bills, tokenId)).to.include(expected);

      await expectState({ ...live, ...possessedBy(shipper), titleholder: bank.member, entitled: bank.member });
      await transfer(bills, shipper, bank, tokenId);
      await expectState({ ...live, ...possessedBy(bank), titleholder: bank.member, entitled: bank.member });
      await bills.connect(bank.signer).endorse(tokenId, Act.BLANK_ENDORSE, ZeroAddress);
      const bearer = { ...live, kind: Kind.BEARER, titleholder: 0n };
      await expectState({ ...bearer, ...possessedBy(bank), entitled: bank.member });
      await transfer(bills, bank, trader, tokenId);
      await expectState({ ...bearer, ...possessedBy(trader), entitled: trader.member });
      await bills.connect(trader.signer).surrenderForDelivery(tokenId);
      const surrendered = { ...bearer, ...possessedBy(carrier), entitled: trader.member };
      await expectState({ ...surrendered, status: BillStatus.PENDING_SURRENDER_FOR_DELIVERY });
      await asCarrier.refuseSurrender(tokenId, id("no"));
      await expectState({ ...bearer, ...possessedBy(trader), entitled: trader.member });
      await bills.connect(trader.signer).surrenderForDelivery(tokenId);
      await asCarrier.acceptSurrender(tokenId);
      const closed = { ...surrendered, status: BillStatus.SURRENDERED_FOR_DELIVERY, titleholder: trader.member };
      await expectState({ ...closed, isDue: true });
    });

    it("name the carrier for the release of cargo", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, carrier, consignee } = suite;
      const tokenId = await issueBill(suite, Kind.WAYBILL);
      expect(await bills.deliveryOf(tokenId)).to.deep.equal([
        carrier.member,
        consignee.member,
        true,
        BillStatus.ISSUED,
      ]);
    });

    it("keep a finality that nothing ended", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await endorseAndTransfer(bills, shipper, Act.ENDORSE, bank, tokenId);
      await transfer(bills, bank, trader, tokenId);
      expect(await stateOf(bills, tokenId)).to.include({ isFinal: true, titleholder: bank.member });
    });

    it("show where the history begins to be read", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await endorseAndTransfer(bills, shipper, Act.ENDORSE, bank, tokenId);
      const latestBlock = BigInt(await ethers.provider.getBlockNumber());
      await networkHelpers.mine(5);
      const view = await bills.billOf(tokenId);
      expect([view.sequence, view.latestBlock]).to.deep.equal([3n, latestBlock]);
    });
  });

  describe("MetadataUpdate", () => {
    it("tells wallets of each change of status or kind, which the picture shows, and of nothing else", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      const asBank = bills.connect(bank.signer);
      const quiet = [
        () => bills.connect(shipper.signer).sign(tokenId),
        () => endorseAndTransfer(bills, shipper, Act.ENDORSE, bank, tokenId),
        () => asBank.reject(tokenId),
        () => endorseAndTransfer(bills, shipper, Act.ENDORSE_TO_ORDER, bank, tokenId),
        () => transfer(bills, bank, trader, tokenId),
        () => bills.connect(trader.signer).reject(tokenId),
      ];
      for (const act of quiet) await expect(act()).not.to.emit(bills, "MetadataUpdate");
      const telling = [
        () => asBank.endorse(tokenId, Act.BLANK_ENDORSE, ZeroAddress),
        () => asBank.surrenderForDelivery(tokenId),
        () => asCarrier.refuseSurrender(tokenId, id("no")),
        () => asBank.surrenderForDelivery(tokenId),
        () => asCarrier.acceptSurrender(tokenId),
      ];
      for (const act of telling) await expect(act()).to.emit(bills, "MetadataUpdate").withArgs(tokenId);
    });
  });

  describe("tokenByReference", () => {
    it("answers 0 for a free reference, or another carrier's", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, carrier, otherCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER, { reference: "TAKEN" });
      expect(await bills.tokenByReference(carrier.member, reference("TAKEN"))).to.equal(tokenId);
      expect(await bills.tokenByReference(carrier.member, reference("FREE"))).to.equal(0n);
      expect(await bills.tokenByReference(otherCarrier.member, reference("TAKEN"))).to.equal(0n);
    });
  });
});
