import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import { SUCCESSOR, successorOf } from "../support/acts.js";
import { balancesOf, possessedBy, stateOf } from "../support/bills.js";
import { nextTrail, recordOf, standingOfBill } from "../support/records.js";
import {
  AmendmentReason,
  BillStatus,
  DeliveryMark,
  deploySuite,
  issuance,
  issueBill,
  Kind,
  nameOf,
  reference,
} from "../support/suite.js";
import { SURRENDERERS } from "../support/surrenderers.js";

const { ethers, networkHelpers } = await network.create();
const { AMEND, SWI, SWTP } = AmendmentReason;
const { ISSUED, VOIDED, PENDING_SURRENDER_FOR_DELIVERY, SURRENDERED_FOR_AMENDMENT } = BillStatus;
const SAME = "4AD3FA470BB541B9";

/** A BEARER bill that the shipper surrendered for amendment. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const asCarrier = bills.connect(parties.carrier.signer);
  const tokenId = await issueBill(suite, Kind.BEARER);
  await bills.connect(parties.shipper.signer).surrenderForAmendment(tokenId, AMEND);
  return { ...suite, ...parties, asCarrier, tokenId };
}

describe("BillOfLading", () => {
  describe("reissue", () => {
    it("reverts if the bill was never issued", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      await expect(suite.asCarrier.reissue([7n], [successorOf(suite)]))
        .to.be.revertedWithCustomError(suite.bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts for everybody but the carrier of the bill", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties, carrier, tokenId } = suite;
      for (const { signer, address } of Object.values(parties).filter((party) => party !== carrier)) {
        await expect(bills.connect(signer).reissue([tokenId], [successorOf(suite)]))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotIssuer")
          .withArgs(tokenId, address);
      }
    });

    it("reverts if the bill was not surrendered, or for delivery", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier } = suite;
      const live = await issueBill(suite, Kind.BEARER, { reference: "LIVE" });
      const expectIllegal = async (from: bigint) => {
        await expect(asCarrier.reissue([live], [successorOf(suite)]))
          .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
          .withArgs(from, SURRENDERED_FOR_AMENDMENT);
      };
      await expectIllegal(ISSUED);
      await bills.connect(shipper.signer).surrenderForDelivery(live);
      await expectIllegal(PENDING_SURRENDER_FOR_DELIVERY);
    });

    it("reverts if it was surrendered for paper", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier } = suite;
      const bill = await issueBill(suite, Kind.BEARER, { reference: "PAPER" });
      await bills.connect(shipper.signer).surrenderForAmendment(bill, SWTP);
      await expect(asCarrier.reissue([bill], [successorOf(suite, Kind.BEARER, { reference: "PAPER" })]))
        .to.be.revertedWithCustomError(bills, "BillAmendment_PaperDoesNotFit")
        .withArgs(bill);
    });

    it("reverts if delivery has begun since the surrender", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, tokenId } = suite;
      await bills.markDelivery(tokenId, DeliveryMark.BEGUN, true);
      await expect(asCarrier.reissue([tokenId], [successorOf(suite)]))
        .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
        .withArgs(tokenId);
      await bills.markDelivery(tokenId, DeliveryMark.BEGUN, false);
      await asCarrier.reissue([tokenId], [successorOf(suite)]);
      expect((await bills.billOf(tokenId)).status).to.equal(VOIDED);
    });

    it("reverts if the successor is issued to anybody but who surrendered", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, bank, asCarrier, tokenId } = suite;
      await expect(asCarrier.reissue([tokenId], [successorOf(suite, Kind.BEARER, { issueTo: bank.address })]))
        .to.be.revertedWithCustomError(bills, "BillAmendment_NotTheSurrenderer")
        .withArgs(0n, bank.address);
    });

    it("reverts if the successor's token is zero, was used, or is that of the old bill", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, tokenId } = suite;
      const used = await issueBill(suite, Kind.BEARER, { reference: "USED" });
      await expect(asCarrier.reissue([tokenId], [successorOf(suite, Kind.BEARER, { tokenId: 0n })]))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ZeroTokenId")
        .withArgs(0n);
      for (const token of [used, tokenId]) {
        await expect(asCarrier.reissue([tokenId], [successorOf(suite, Kind.BEARER, { tokenId: token })]))
          .to.be.revertedWithCustomError(bills, "BillOfLading_TokenIdUsed")
          .withArgs(0n, token);
      }
    });

    it("reverts if the reference is malformed, or belongs to a bill that is not followed", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, carrier, asCarrier, tokenId } = suite;
      const other = await issueBill(suite, Kind.BEARER, { reference: "OTHER" });
      await expect(asCarrier.reissue([tokenId], [successorOf(suite, Kind.BEARER, { reference: " A" })]))
        .to.be.revertedWithCustomError(bills, "BillOfLading_InvalidReference")
        .withArgs(0n, reference(" A"));
      await expect(asCarrier.reissue([tokenId], [successorOf(suite, Kind.BEARER, { reference: "OTHER" })]))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ReferenceTaken")
        .withArgs(0n, carrier.member, reference("OTHER"), other);
    });

    it("reverts if the parties do not fit the kind, or may not hold bills", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, bank, carrier, terminal, outsider, asCarrier, tokenId } = suite;
      await expect(asCarrier.reissue([tokenId], [successorOf(suite, Kind.BEARER, { titleTo: bank.address })]))
        .to.be.revertedWithCustomError(bills, "BillOfLading_PartiesDoNotFit")
        .withArgs(0n, Kind.BEARER);
      await consortium.suspend(bank.member);
      for (const { address } of [bank, carrier, terminal, outsider]) {
        await expect(asCarrier.reissue([tokenId], [successorOf(suite, Kind.TO_ORDER, { titleTo: address })]))
          .to.be.revertedWithCustomError(bills, "BillOfLading_PartyNotPermitted")
          .withArgs(0n, address);
        await expect(asCarrier.reissue([tokenId], [successorOf(suite, Kind.STRAIGHT, { shipper: address })]))
          .to.be.revertedWithCustomError(bills, "BillOfLading_PartyNotPermitted")
          .withArgs(0n, address);
      }
    });

    for (const [what, text] of [
      ["amends under the same reference", SAME],
      ["switches under a new one", "SWITCHED"],
    ] as const) {
      for (const { what: whose, prepare, by, kind } of SURRENDERERS) {
        it(`${what} the bill of ${whose}`, async () => {
          const suite = await networkHelpers.loadFixture(deploySuiteAlone);
          const { bills, carrier, asCarrier, parties } = suite;
          const tokenId = await prepare(suite);
          const surrenderer = parties[by];
          await bills.connect(surrenderer.signer).surrenderForAmendment(tokenId, SWI);
          const [before, balances] = [await standingOfBill(bills, tokenId), await balancesOf(suite)];
          const trail = await nextTrail(bills, tokenId);
          const titleTo = kind === Kind.TO_ORDER ? { titleTo: surrenderer.address } : {};
          const given = { reference: text, issueTo: surrenderer.address, ...titleTo };
          const input = successorOf(suite, kind, given);
          const named = kind === Kind.STRAIGHT ? parties.shipper.member : 0n;
          const endorsee = kind === Kind.TO_ORDER ? surrenderer.member : 0n;
          const title = kind === Kind.STRAIGHT ? parties.consignee.member : endorsee;

          const transaction = asCarrier.reissue([tokenId], [input]);
          await expect(transaction).to.emit(bills, "Reissued").withArgs(tokenId, carrier.member, [SUCCESSOR], trail);
          await expect(transaction)
            .to.emit(bills, "Issued")
            .withArgs(
              ...[SUCCESSOR, carrier.member, surrenderer.member, reference(text), kind, named, title],
              ...[carrier.address, [1n, 0n]],
            );
          await expect(transaction).to.emit(bills, "Transfer").withArgs(ZeroAddress, surrenderer.address, SUCCESSOR);
          await expect(transaction).to.emit(bills, "MetadataUpdate").withArgs(tokenId);
          const successors = [SUCCESSOR];
          expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, status: VOIDED, successors });
          expect(await recordOf(bills, SUCCESSOR)).to.deep.include({
            ...possessedBy(surrenderer),
            kind,
            status: ISSUED,
            titleholder: title,
            shipper: named,
            entitled: title === 0n ? surrenderer.member : title,
            isFinal: false,
            rejectDeadline: 0n,
            sequence: 1n,
            predecessors: [tokenId],
            successors: [],
          });
          expect(await balancesOf(suite)).to.deep.equal({ ...balances, [by]: 1n, carrier: 1n });
          expect(await bills.tokenByReference(carrier.member, reference(text))).to.equal(SUCCESSOR);
          const kept = text === SAME ? SUCCESSOR : tokenId;
          expect(await bills.tokenByReference(carrier.member, reference(SAME))).to.equal(kept);
        });
      }
    }

    it("leaves the reference of a switched bill taken for ever", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, carrier, shipper, asCarrier, parties, tokenId } = suite;
      await asCarrier.reissue([tokenId], [successorOf(suite, Kind.BEARER, { reference: "SWITCHED" })]);
      await expect(asCarrier.issue(issuance(Kind.BEARER, parties, { tokenId: 7n })))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ReferenceTaken")
        .withArgs(0n, carrier.member, reference(SAME), tokenId);
      // Not even the successor's successor comes back to it: it follows another bill.
      await bills.connect(shipper.signer).surrenderForAmendment(SUCCESSOR, AMEND);
      await expect(asCarrier.reissue([SUCCESSOR], [successorOf(suite, Kind.BEARER, { tokenId: 7n })]))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ReferenceTaken")
        .withArgs(0n, carrier.member, reference(SAME), tokenId);
    });

    it("gives a successor that cannot be rejected, and is surrendered again if it is not wanted", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier, tokenId } = suite;
      await asCarrier.reissue([tokenId], [successorOf(suite)]);
      await expect(bills.connect(shipper.signer).reject(SUCCESSOR))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToReject")
        .withArgs(SUCCESSOR);
      await bills.connect(shipper.signer).surrenderForAmendment(SUCCESSOR, AMEND);
      await asCarrier.reissue([SUCCESSOR], [successorOf(suite, Kind.BEARER, { tokenId: 7n })]);
      expect([...(await bills.predecessorsOf(7n))]).to.deep.equal([SUCCESSOR]);
      expect([...(await bills.successorsOf(tokenId))]).to.deep.equal([SUCCESSOR]);
      expect([...(await bills.successorsOf(SUCCESSOR))]).to.deep.equal([7n]);
    });

    for (const kind of Object.values(Kind)) {
      it(`changes the kind to ${nameOf(Kind, kind)}, with the title that the new document says`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, asCarrier, shipper, consignee, tokenId } = suite;
        await asCarrier.reissue([tokenId], [successorOf(suite, kind)]);
        const namesParties = kind === Kind.STRAIGHT || kind === Kind.WAYBILL;
        expect(await stateOf(bills, SUCCESSOR)).to.include({
          ...possessedBy(shipper),
          kind,
          consignee: namesParties ? consignee.member : 0n,
          isDue: kind === Kind.WAYBILL,
        });
      });
    }

    it("brings stand-ins of its own, and none of the old bill's", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier } = suite;
      const given = { reference: "STAND-IN", titleToRepresents: id("to come") };
      const bill = await issueBill(suite, Kind.TO_ORDER, given);
      await bills.connect(shipper.signer).surrenderForAmendment(bill, AMEND);
      await asCarrier.reissue([bill], [successorOf(suite, Kind.TO_ORDER, { reference: "STAND-IN" })]);
      expect(await bills.standInFor(SUCCESSOR, 1n)).to.equal(ZeroHash);
    });

    for (const standing of ["suspend", "remove"] as const) {
      it(`works once governance chose to ${standing} the carrier and the surrenderer`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, consortium, shipper, carrier, asCarrier, tokenId } = suite;
        for (const { member } of [shipper, carrier]) await consortium[standing](member);
        // Title too, if the new document says so: it was the surrenderer's.
        await asCarrier.reissue([tokenId], [successorOf(suite, Kind.TO_ORDER)]);
        const returned = { status: ISSUED, titleholder: shipper.member };
        expect(await stateOf(bills, SUCCESSOR)).to.include({ ...possessedBy(shipper), ...returned });
      });
    }
  });
});

async function deploySuiteAlone() {
  const suite = await deploySuite(ethers);
  return { ...suite, ...suite.parties, asCarrier: suite.bills.connect(suite.parties.carrier.signer) };
}
