import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import { SUCCESSOR, successorOf } from "../support/acts.js";
import { balancesOf, possessedBy, stateOf } from "../support/bills.js";
import { fieldsOf, nextTrail, recordOf, standingOfBill } from "../support/records.js";
import {
  AmendmentReason,
  BillStatus,
  DeliveryMark,
  deploySuite,
  issueBill,
  Kind,
  MemberStatus,
  type Party,
  reference,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { AMEND, SWTP } = AmendmentReason;
const { ISSUED, PAPER } = BillStatus;
const [STATEMENT, ORIGINAL] = [id("the paper replaces the electronic record"), id("the original taken in")];
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

/** The same, and the carrier made out three originals. */
async function deployOnPaper() {
  const suite = await deploy();
  await suite.asCarrier.recordPaper(suite.tokenId, STATEMENT, 3n);
  return suite;
}

describe("BillOfLading", () => {
  describe("recordPresentation", () => {
    it("reverts for everybody but the carrier of the bill", async () => {
      const { bills, parties, carrier, trader, tokenId } = await networkHelpers.loadFixture(deployOnPaper);
      for (const { signer, address } of Object.values(parties).filter((party) => party !== carrier)) {
        await expect(bills.connect(signer).recordPresentation(tokenId, trader.address, ORIGINAL))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotIssuer")
          .withArgs(tokenId, address);
      }
    });

    it("reverts without the hash of the original", async () => {
      const { bills, trader, asCarrier, tokenId } = await networkHelpers.loadFixture(deployOnPaper);
      await expect(asCarrier.recordPresentation(tokenId, trader.address, ZeroHash))
        .to.be.revertedWithCustomError(bills, "BillAmendment_InvalidPaper")
        .withArgs(tokenId);
    });

    it("reverts if the presenter may not hold bills", async () => {
      const { bills, consortium, trader, carrier, terminal, outsider, asCarrier, tokenId } =
        await networkHelpers.loadFixture(deployOnPaper);
      await consortium.suspend(trader.member);
      for (const { address } of [trader, carrier, terminal, outsider, { address: ZeroAddress }]) {
        await expect(asCarrier.recordPresentation(tokenId, address, ORIGINAL))
          .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
          .withArgs(tokenId, address);
      }
    });

    it("makes the presenter entitled, whoever had title", async () => {
      const suite = await networkHelpers.loadFixture(deployOnPaper);
      const { bills, carrier, trader, asCarrier, tokenId } = suite;
      const [before, balances] = [await standingOfBill(bills, tokenId), await balancesOf(suite)];
      const trail = await nextTrail(bills, tokenId);
      await expect(asCarrier.recordPresentation(tokenId, trader.address, ORIGINAL))
        .to.emit(bills, "PaperPresented")
        .withArgs(tokenId, carrier.member, trader.member, ORIGINAL, trail);
      const paper = { statementHash: STATEMENT, title: 0n, originals: 3n };
      expect(await standingOfBill(bills, tokenId)).to.deep.equal({
        ...before,
        entitled: trader.member,
        isDue: true,
        paper: { ...paper, presenter: trader.member, presentedHash: ORIGINAL },
      });
      expect(await balancesOf(suite)).to.deep.equal(balances);
    });

    it("is corrected by another record, or taken back, until delivery has begun", async () => {
      const suite = await networkHelpers.loadFixture(deployOnPaper);
      const { bills, carrier, trader, bank, asCarrier, tokenId } = suite;
      const before = await standingOfBill(bills, tokenId);
      await asCarrier.recordPresentation(tokenId, trader.address, ORIGINAL);
      const correct = (presenter: string, hash: string) => asCarrier.recordPresentation(tokenId, presenter, hash);
      const another = id("another original");
      let trail = await nextTrail(bills, tokenId);
      await expect(correct(bank.address, another))
        .to.emit(bills, "PaperPresented")
        .withArgs(tokenId, carrier.member, bank.member, another, trail);
      expect((await bills.deliveryOf(tokenId)).entitled).to.equal(bank.member);

      for (const [presenter, hash] of [
        [bank.address, ZeroHash],
        [ZeroAddress, ORIGINAL],
      ] as const) {
        await expect(correct(presenter, hash))
          .to.be.revertedWithCustomError(bills, "BillAmendment_InvalidPaper")
          .withArgs(tokenId);
      }
      await expect(correct(carrier.address, ORIGINAL))
        .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
        .withArgs(tokenId, carrier.address);
      trail = await nextTrail(bills, tokenId);
      await expect(correct(ZeroAddress, ZeroHash))
        .to.emit(bills, "PaperPresented")
        .withArgs(tokenId, carrier.member, 0n, ZeroHash, trail);
      expect(await standingOfBill(bills, tokenId)).to.deep.equal(before);

      await correct(trader.address, ORIGINAL);
      await bills.markDelivery(tokenId, DeliveryMark.BEGUN, true);
      for (const [presenter, hash] of [
        [bank.address, another],
        [ZeroAddress, ZeroHash],
      ] as const) {
        await expect(correct(presenter, hash))
          .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
          .withArgs(tokenId);
      }
    });
  });

  describe("issueFromPaper", () => {
    it("reverts for everybody but the bill's active carrier", async () => {
      const suite = await networkHelpers.loadFixture(deployOnPaper);
      const { bills, consortium, parties, carrier, tokenId } = suite;
      const issue = (by: Party) => bills.connect(by.signer).issueFromPaper(tokenId, successorOf(suite), STATEMENT);
      for (const party of Object.values(parties).filter((other) => other !== carrier)) {
        await expect(issue(party))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotIssuer")
          .withArgs(tokenId, party.address);
      }
      await consortium.suspend(carrier.member);
      await expect(issue(carrier))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(carrier.address, MemberStatus.SUSPENDED);
    });

    it("reverts without the hash of the statement", async () => {
      const suite = await networkHelpers.loadFixture(deployOnPaper);
      await expect(suite.asCarrier.issueFromPaper(suite.tokenId, successorOf(suite), ZeroHash))
        .to.be.revertedWithCustomError(suite.bills, "BillAmendment_InvalidPaper")
        .withArgs(suite.tokenId);
    });

    it("reverts if the paper was presented against delivery", async () => {
      const suite = await networkHelpers.loadFixture(deployOnPaper);
      const { bills, trader, asCarrier, tokenId } = suite;
      await asCarrier.recordPresentation(tokenId, trader.address, ORIGINAL);
      await expect(asCarrier.issueFromPaper(tokenId, successorOf(suite), STATEMENT))
        .to.be.revertedWithCustomError(bills, "BillAmendment_NotOnPaper")
        .withArgs(tokenId, PAPER);
    });

    it("reverts once delivery has begun: no successor any more", async () => {
      const suite = await networkHelpers.loadFixture(deployOnPaper);
      const { bills, asCarrier, tokenId } = suite;
      await bills.markDelivery(tokenId, DeliveryMark.BEGUN, true);
      await expect(asCarrier.issueFromPaper(tokenId, successorOf(suite), STATEMENT))
        .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
        .withArgs(tokenId);
    });

    it("reverts as an issue does: token, reference, kind and parties", async () => {
      const suite = await networkHelpers.loadFixture(deployOnPaper);
      const { bills, consortium, shipper, bank, carrier, asCarrier, tokenId } = suite;
      const other = await issueBill(suite, Kind.BEARER, { reference: "OTHER" });
      const issue = (given: Parameters<typeof successorOf>[2]) =>
        asCarrier.issueFromPaper(tokenId, successorOf(suite, Kind.BEARER, given), STATEMENT);
      await expect(issue({ tokenId }))
        .to.be.revertedWithCustomError(bills, "BillOfLading_TokenIdUsed")
        .withArgs(0n, tokenId);
      await expect(issue({ reference: "OTHER" }))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ReferenceTaken")
        .withArgs(0n, carrier.member, reference("OTHER"), other);
      await expect(issue({ titleTo: bank.address }))
        .to.be.revertedWithCustomError(bills, "BillOfLading_PartiesDoNotFit")
        .withArgs(0n, Kind.BEARER);
      // This is a new issue and no return: who surrendered the bill before must be active like anybody.
      await consortium.suspend(shipper.member);
      await expect(issue({}))
        .to.be.revertedWithCustomError(bills, "BillOfLading_PartyNotPermitted")
        .withArgs(0n, shipper.address);
    });

    for (const text of [SAME, "NEW"]) {
      it(`issues a bill under the reference ${text} to anybody, and the paper is never live again`, async () => {
        const suite = await networkHelpers.loadFixture(deployOnPaper);
        const { bills, carrier, bank, asCarrier, tokenId } = suite;
        const [before, balances] = [await standingOfBill(bills, tokenId), await balancesOf(suite)];
        const trail = await nextTrail(bills, tokenId);
        const given = { reference: text, issueTo: bank.address, titleTo: bank.address };
        const transaction = asCarrier.issueFromPaper(tokenId, successorOf(suite, Kind.TO_ORDER, given), id("taken in"));
        await expect(transaction)
          .to.emit(bills, "PaperReplaced")
          .withArgs(tokenId, carrier.member, SUCCESSOR, id("taken in"), trail);
        await expect(transaction)
          .to.emit(bills, "Issued")
          .withArgs(
            ...[SUCCESSOR, carrier.member, bank.member, reference(text), Kind.TO_ORDER, 0n, bank.member],
            ...[carrier.address, [1n, 0n]],
          );
        expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, successors: [SUCCESSOR] });
        expect(await recordOf(bills, SUCCESSOR)).to.deep.include({
          ...possessedBy(bank),
          status: ISSUED,
          titleholder: bank.member,
          rejectDeadline: 0n,
          predecessors: [tokenId],
        });
        expect(await balancesOf(suite)).to.deep.equal({ ...balances, bank: 1n });
        expect(await bills.tokenByReference(carrier.member, reference(text))).to.equal(SUCCESSOR);

        await expect(asCarrier.recordPresentation(tokenId, bank.address, ORIGINAL))
          .to.be.revertedWithCustomError(bills, "BillAmendment_NotOnPaper")
          .withArgs(tokenId, PAPER);
        await expect(asCarrier.issueFromPaper(tokenId, successorOf(suite, Kind.BEARER, { tokenId: 7n }), STATEMENT))
          .to.be.revertedWithCustomError(bills, "BillAmendment_NotOnPaper")
          .withArgs(tokenId, PAPER);
        expect(await stateOf(bills, tokenId)).to.include({ entitled: 0n, isDue: false });
      });
    }
  });

  for (const act of ["recordPresentation", "issueFromPaper"] as const) {
    describe(act, () => {
      it("reverts if the bill was never issued, or is not on paper", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, trader, shipper, asCarrier, tokenId } = suite;
        const give = (bill: bigint) =>
          act === "recordPresentation"
            ? asCarrier.recordPresentation(bill, trader.address, ORIGINAL)
            : asCarrier.issueFromPaper(bill, successorOf(suite), STATEMENT);
        await expect(give(7n)).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(7n);
        const live = await issueBill(suite, Kind.BEARER, { reference: "LIVE" });
        const amended = await issueBill(suite, Kind.BEARER, { reference: "AMENDED" });
        await bills.connect(shipper.signer).surrenderForAmendment(amended, AMEND);
        for (const [bill, status] of [
          [live, ISSUED],
          [tokenId, BillStatus.PENDING_SURRENDER_FOR_AMENDMENT],
          [amended, BillStatus.PENDING_SURRENDER_FOR_AMENDMENT],
        ] as const) {
          await expect(give(bill))
            .to.be.revertedWithCustomError(bills, "BillAmendment_NotOnPaper")
            .withArgs(bill, status);
        }
        expect(fieldsOf(await bills.paperOf(tokenId))["statementHash"]).to.equal(ZeroHash);
      });
    });
  }
});
