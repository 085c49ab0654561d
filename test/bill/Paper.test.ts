import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { network } from "hardhat";

import { balancesOf, possessedBy, stateOf } from "../support/bills.js";
import { nextTrail, standingOfBill } from "../support/records.js";
import {
  AmendmentReason,
  BillStatus,
  DeliveryMark,
  deploySuite,
  issueBill,
  Kind,
  reference,
} from "../support/suite.js";
import { SURRENDERERS } from "../support/surrenderers.js";

const { ethers, networkHelpers } = await network.create();
const { SWTP } = AmendmentReason;
const { ISSUED, PAPER, PENDING_SURRENDER_FOR_DELIVERY, SURRENDERED_FOR_AMENDMENT } = BillStatus;
const STATEMENT = id("the paper replaces the electronic record");
const SAME = "4AD3FA470BB541B9";

/** A BEARER bill that the shipper surrendered for paper. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const asCarrier = bills.connect(parties.carrier.signer);
  const tokenId = await issueBill(suite, Kind.BEARER);
  await bills.connect(parties.shipper.signer).surrenderForAmendment(tokenId, SWTP);
  return { ...suite, ...parties, asCarrier, tokenId };
}

async function deployAlone() {
  const suite = await deploySuite(ethers);
  return { ...suite, asCarrier: suite.bills.connect(suite.parties.carrier.signer), ...suite.parties };
}

describe("BillOfLading", () => {
  describe("recordPaper", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills, asCarrier } = await networkHelpers.loadFixture(deploy);
      await expect(asCarrier.recordPaper(7n, STATEMENT, 3n))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts for everybody but the carrier of the bill", async () => {
      const { bills, parties, carrier, tokenId } = await networkHelpers.loadFixture(deploy);
      for (const { signer, address } of Object.values(parties).filter((party) => party !== carrier)) {
        await expect(bills.connect(signer).recordPaper(tokenId, STATEMENT, 3n))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotIssuer")
          .withArgs(tokenId, address);
      }
    });

    it("reverts if the bill was not surrendered, or for delivery", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier } = suite;
      const live = await issueBill(suite, Kind.BEARER, { reference: "LIVE" });
      await expect(asCarrier.recordPaper(live, STATEMENT, 3n))
        .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
        .withArgs(ISSUED, SURRENDERED_FOR_AMENDMENT);
      await bills.connect(shipper.signer).surrenderForDelivery(live);
      await expect(asCarrier.recordPaper(live, STATEMENT, 3n))
        .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
        .withArgs(PENDING_SURRENDER_FOR_DELIVERY, SURRENDERED_FOR_AMENDMENT);
    });

    it("reverts if it was surrendered for anything but paper", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier } = suite;
      for (const reason of Object.values(AmendmentReason).filter((other) => other !== 0n && other !== SWTP)) {
        const bill = await issueBill(suite, Kind.BEARER, { reference: `REASON ${reason}` });
        await bills.connect(shipper.signer).surrenderForAmendment(bill, reason);
        await expect(asCarrier.recordPaper(bill, STATEMENT, 3n))
          .to.be.revertedWithCustomError(bills, "BillAmendment_PaperDoesNotFit")
          .withArgs(bill);
      }
    });

    it("reverts without the hash of the statement or an original", async () => {
      const { bills, asCarrier, tokenId } = await networkHelpers.loadFixture(deploy);
      for (const [statement, originals] of [
        [ZeroHash, 3n],
        [STATEMENT, 0n],
      ] as const) {
        await expect(asCarrier.recordPaper(tokenId, statement, originals))
          .to.be.revertedWithCustomError(bills, "BillAmendment_InvalidPaper")
          .withArgs(tokenId);
      }
    });

    it("reverts if delivery has begun since the surrender, and the bill can be given back", async () => {
      const { bills, shipper, asCarrier, tokenId } = await networkHelpers.loadFixture(deploy);
      await bills.markDelivery(tokenId, DeliveryMark.BEGUN, true);
      await expect(asCarrier.recordPaper(tokenId, STATEMENT, 3n))
        .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
        .withArgs(tokenId);
      await asCarrier.refuseSurrender(tokenId, id("the cargo is leaving"));
      expect(await stateOf(bills, tokenId)).to.include(possessedBy(shipper));
    });

    for (const { what, prepare, by, kind } of SURRENDERERS) {
      it(`ends the electronic life of the bill of ${what}, with title as it was`, async () => {
        const suite = await networkHelpers.loadFixture(deployAlone);
        const { bills, carrier, asCarrier, parties } = suite;
        const tokenId = await prepare(suite);
        await bills.connect(parties[by].signer).surrenderForAmendment(tokenId, SWTP);
        const [before, balances] = [await standingOfBill(bills, tokenId), await balancesOf(suite)];
        const { titleholder } = await bills.billOf(tokenId);
        const trail = await nextTrail(bills, tokenId);
        const transaction = asCarrier.recordPaper(tokenId, STATEMENT, 3n);
        await expect(transaction)
          .to.emit(bills, "PaperIssued")
          .withArgs(tokenId, carrier.member, titleholder, STATEMENT, 3n, trail);
        await expect(transaction).to.emit(bills, "MetadataUpdate").withArgs(tokenId);
        const paper = {
          statementHash: STATEMENT,
          title: titleholder,
          originals: 3n,
          presenter: 0n,
          presentedHash: ZeroHash,
        };
        // Nobody is entitled before an original is presented, though the record says with whom title was.
        const entitled = { entitled: 0n, isDue: false };
        expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, status: PAPER, paper, ...entitled });
        expect(await balancesOf(suite)).to.deep.equal(balances);
        expect(kind === Kind.BEARER).to.equal(titleholder === 0n);
        expect(await bills.tokenByReference(carrier.member, reference(SAME))).to.equal(tokenId);
      });
    }

    it("works once the carrier is suspended: no surrender is left hanging", async () => {
      const { bills, consortium, carrier, asCarrier, tokenId } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(carrier.member);
      await asCarrier.recordPaper(tokenId, STATEMENT, 255n);
      expect((await bills.paperOf(tokenId)).originals).to.equal(255n);
    });
  });
});
