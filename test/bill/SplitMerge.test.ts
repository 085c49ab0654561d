import { expect } from "chai";
import { network } from "hardhat";

import { balancesOf, possessedBy, stateOf, transfer } from "../support/bills.js";
import { nextTrail, recordOf, standingOfBill } from "../support/records.js";
import {
  AmendmentReason,
  BillStatus,
  deploySuite,
  issuance,
  type IssuanceInput,
  issueBill,
  Kind,
  type Party,
  reference,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { SPLIT, MERGE } = AmendmentReason;
const { PENDING_SURRENDER_FOR_AMENDMENT, SURRENDERED_FOR_AMENDMENT, VOIDED, ISSUED } = BillStatus;

/** Three bills that the shipper surrendered, under the references "1" to "3". */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const asCarrier = bills.connect(parties.carrier.signer);

  async function surrendered(
    kind: Kind,
    text: string,
    given: Partial<IssuanceInput> = {},
    by: Party = parties.shipper,
  ) {
    const tokenId = await issueBill(suite, kind, { reference: text, ...given });
    await bills.connect(by.signer).surrenderForAmendment(tokenId, MERGE);
    return tokenId;
  }

  const tokenIds = [
    await surrendered(Kind.BEARER, "1"),
    await surrendered(Kind.BEARER, "2"),
    await surrendered(Kind.BEARER, "3"),
  ] as const;
  const successor = (tokenId: bigint, text: string, given: Partial<IssuanceInput> = {}) =>
    issuance(Kind.BEARER, parties, { reference: text, tokenId, ...given });
  return { ...suite, ...parties, asCarrier, surrendered, tokenIds, successor };
}

describe("BillOfLading", () => {
  describe("reissue", () => {
    it("reverts for none, in either place, and for several into several", async () => {
      const { bills, asCarrier, tokenIds, successor } = await networkHelpers.loadFixture(deploy);
      const two = [successor(101n, "1"), successor(102n, "2")];
      const misfits: [bigint[], IssuanceInput[]][] = [
        [[], []],
        [[], two],
        [[tokenIds[0]], []],
        [tokenIds.slice(0, 2), two],
        [[...tokenIds], two],
      ];
      for (const [old, young] of misfits) {
        await expect(asCarrier.reissue(old, young))
          .to.be.revertedWithCustomError(bills, "BillAmendment_ManyToMany")
          .withArgs(BigInt(old.length), BigInt(young.length));
      }
    });

    describe("split", () => {
      it("reverts if a further bill has a reference that is taken, by its sibling too", async () => {
        const { bills, carrier, asCarrier, tokenIds, successor } = await networkHelpers.loadFixture(deploy);
        const [first, second] = tokenIds;
        for (const [text, taken] of [
          ["1", 101n],
          ["2", second],
        ] as const) {
          await expect(asCarrier.reissue([first], [successor(101n, "1"), successor(102n, text)]))
            .to.be.revertedWithCustomError(bills, "BillOfLading_ReferenceTaken")
            .withArgs(1n, carrier.member, reference(text), taken);
        }
        await expect(bills.billOf(101n)).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(101n);
        expect((await bills.billOf(first)).status).to.equal(PENDING_SURRENDER_FOR_AMENDMENT);
      });

      it("reverts if two successors are one token", async () => {
        const { bills, asCarrier, tokenIds, successor } = await networkHelpers.loadFixture(deploy);
        await expect(asCarrier.reissue([tokenIds[0]], [successor(101n, "1"), successor(101n, "1A")]))
          .to.be.revertedWithCustomError(bills, "BillOfLading_TokenIdUsed")
          .withArgs(1n, 101n);
      });

      it("reverts if one of the successors goes to somebody else", async () => {
        const { bills, bank, asCarrier, tokenIds, successor } = await networkHelpers.loadFixture(deploy);
        const astray = successor(102n, "1A", { issueTo: bank.address });
        await expect(asCarrier.reissue([tokenIds[0]], [successor(101n, "1"), astray]))
          .to.be.revertedWithCustomError(bills, "BillAmendment_NotTheSurrenderer")
          .withArgs(1n, bank.address);
      });

      it("makes one bill into several, all the surrenderer's, with one event for the old bill", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, carrier, shipper, asCarrier, tokenIds, successor } = suite;
        const [tokenId] = tokenIds;
        const [before, balances] = [await standingOfBill(bills, tokenId), await balancesOf(suite)];
        const trail = await nextTrail(bills, tokenId);
        const tokens = [101n, 102n, 103n];
        const transaction = asCarrier.reissue(
          [tokenId],
          tokens.map((token, i) => successor(token, i === 0 ? "1" : `1-${i}`)),
        );
        await expect(transaction).to.emit(bills, "Reissued").withArgs(tokenId, carrier.member, tokens, trail);
        expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, status: VOIDED, successors: tokens });
        for (const token of tokens) {
          expect(await recordOf(bills, token)).to.deep.include({
            ...possessedBy(shipper),
            status: ISSUED,
            rejectDeadline: 0n,
            predecessors: [tokenId],
          });
        }
        expect(await balancesOf(suite)).to.deep.equal({ ...balances, shipper: 3n });
        expect(await bills.tokenByReference(carrier.member, reference("1"))).to.equal(101n);
        expect(await bills.tokenByReference(carrier.member, reference("1-2"))).to.equal(103n);
      });
    });

    describe("merge", () => {
      it("reverts if a bill is named twice", async () => {
        const { bills, asCarrier, tokenIds, successor } = await networkHelpers.loadFixture(deploy);
        const [first] = tokenIds;
        await expect(asCarrier.reissue([first, first], [successor(101n, "1")]))
          .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
          .withArgs(VOIDED, SURRENDERED_FOR_AMENDMENT);
        expect((await bills.billOf(first)).status).to.equal(PENDING_SURRENDER_FOR_AMENDMENT);
      });

      it("reverts if one was surrendered by another account", async () => {
        const { bills, asCarrier, bank, surrendered, tokenIds, successor } = await networkHelpers.loadFixture(deploy);
        const other = await surrendered(Kind.BEARER, "BANK", { issueTo: bank.address }, bank);
        await expect(asCarrier.reissue([tokenIds[0], tokenIds[1], other], [successor(101n, "1")]))
          .to.be.revertedWithCustomError(bills, "BillAmendment_NotOneParty")
          .withArgs(other);
      });

      it("reverts if title of one stands with another member", async () => {
        const { bills, asCarrier, shipper, bank, surrendered, tokenIds, successor } =
          await networkHelpers.loadFixture(deploy);
        const own = await surrendered(Kind.TO_ORDER, "OWN");
        // The shipper of a STRAIGHT bill surrenders, too, while title stands with its consignee.
        const straight = await surrendered(Kind.STRAIGHT, "STRAIGHT");
        const toBank = await surrendered(Kind.STRAIGHT, "TO BANK", { titleTo: bank.address });
        for (const [old, odd] of [
          [[own, tokenIds[0]], tokenIds[0]],
          [[tokenIds[0], own], own],
          [[own, straight], straight],
          [[straight, toBank], toBank],
        ] as const) {
          await expect(asCarrier.reissue([...old], [successor(101n, "OWN")]))
            .to.be.revertedWithCustomError(bills, "BillAmendment_NotOneParty")
            .withArgs(odd);
        }
        expect((await bills.billOf(own)).status).to.equal(PENDING_SURRENDER_FOR_AMENDMENT);
        expect(await bills.balanceOf(shipper.address)).to.equal(0n);
      });

      it("reverts if one is another carrier's", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, carrier, otherCarrier, shipper, asCarrier, parties, tokenIds, successor } = suite;
        const other = issuance(Kind.BEARER, parties, { reference: "OTHER" });
        await bills.connect(otherCarrier.signer).issue(other);
        await bills.connect(shipper.signer).surrenderForAmendment(other.tokenId, MERGE);
        await expect(asCarrier.reissue([tokenIds[0], other.tokenId], [successor(101n, "1")]))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotIssuer")
          .withArgs(other.tokenId, carrier.address);
      });

      it("reverts if one was not surrendered for amendment", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, asCarrier, tokenIds, successor } = suite;
        const live = await issueBill(suite, Kind.BEARER, { reference: "LIVE" });
        await expect(asCarrier.reissue([tokenIds[0], live], [successor(101n, "1")]))
          .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
          .withArgs(ISSUED, SURRENDERED_FOR_AMENDMENT);
        await transfer(bills, shipper, suite.bank, live);
        expect(await stateOf(bills, live)).to.include(possessedBy(suite.bank));
      });

      for (const text of ["1", "3", "NEW"]) {
        it(`makes several into one, under the reference ${text}`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const { bills, carrier, shipper, asCarrier, tokenIds, successor } = suite;
          const befores = await Promise.all(tokenIds.map((tokenId) => standingOfBill(bills, tokenId)));
          const trails = await Promise.all(tokenIds.map((tokenId) => nextTrail(bills, tokenId)));
          const balances = await balancesOf(suite);
          const transaction = asCarrier.reissue([...tokenIds], [successor(101n, text)]);
          for (const [i, tokenId] of tokenIds.entries()) {
            await expect(transaction).to.emit(bills, "Reissued").withArgs(tokenId, carrier.member, [101n], trails[i]);
            const after = { ...befores[i], status: VOIDED, successors: [101n] };
            expect(await standingOfBill(bills, tokenId)).to.deep.equal(after);
            const kept = text === String(i + 1) ? 101n : tokenId;
            expect(await bills.tokenByReference(carrier.member, reference(String(i + 1)))).to.equal(kept);
          }
          expect(await recordOf(bills, 101n)).to.deep.include({
            ...possessedBy(shipper),
            status: ISSUED,
            predecessors: [...tokenIds],
            sequence: 1n,
          });
          expect(await balancesOf(suite)).to.deep.equal({ ...balances, shipper: 1n });
        });
      }

      it("merges STRAIGHT bills of one shipper and one consignee", async () => {
        const { bills, consignee, asCarrier, surrendered, parties } = await networkHelpers.loadFixture(deploy);
        const old = [await surrendered(Kind.STRAIGHT, "S1", {}), await surrendered(Kind.STRAIGHT, "S2", {})];
        await asCarrier.reissue(old, [issuance(Kind.STRAIGHT, parties, { reference: "S2", tokenId: 101n })]);
        expect((await bills.billOf(101n)).consignee).to.equal(consignee.member);
      });

      it("takes bills that were surrendered with other reasons, for they are only words", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, asCarrier, tokenIds, successor } = suite;
        const other = await issueBill(suite, Kind.BEARER, { reference: "OTHER" });
        await bills.connect(shipper.signer).surrenderForAmendment(other, SPLIT);
        await asCarrier.reissue([tokenIds[0], other], [successor(101n, "1")]);
        expect([...(await bills.predecessorsOf(101n))]).to.deep.equal([tokenIds[0], other]);
      });
    });
  });
});
