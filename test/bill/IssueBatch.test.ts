import { expect } from "chai";
import { network } from "hardhat";

import { balancesOf, stateOf } from "../support/bills.js";
import {
  type IssuanceInput,
  deploySuite,
  issuance,
  issueBill,
  Kind,
  MemberStatus,
  reference,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  /** Two bills that can be issued, with a third between them in which a test puts the fault. */
  const batch = (kind: Kind, fault: Partial<IssuanceInput>) => [
    issuance(Kind.BEARER, suite.parties, { reference: "FIRST" }),
    issuance(kind, suite.parties, { reference: "SECOND", ...fault }),
    issuance(Kind.BEARER, suite.parties, { reference: "THIRD" }),
  ];
  const first = issuance(Kind.BEARER, suite.parties, { reference: "FIRST" }).tokenId;
  return { ...suite, ...suite.parties, asCarrier, batch, first };
}

describe("BillOfLading", () => {
  describe("issueBatch", () => {
    it("reverts if the batch is empty", async () => {
      const { bills, asCarrier } = await networkHelpers.loadFixture(deploy);
      await expect(asCarrier.issueBatch([])).to.be.revertedWithCustomError(bills, "BillOfLading_EmptyBatch").withArgs();
    });

    it("reverts if the caller is no active member, or no carrier", async () => {
      const { bills, batch, consortium, bank, carrier } = await networkHelpers.loadFixture(deploy);
      await expect(bills.connect(bank.signer).issueBatch(batch(Kind.BEARER, {})))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotACarrier")
        .withArgs(bank.address);
      await consortium.suspend(carrier.member);
      await expect(bills.connect(carrier.signer).issueBatch(batch(Kind.BEARER, {})))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(carrier.address, MemberStatus.SUSPENDED);
    });

    it("reverts with the index of the bill that cannot be issued", async () => {
      const { bills, asCarrier, batch, outsider } = await networkHelpers.loadFixture(deploy);
      const malformed = reference(" ");
      const faults: [Kind, Partial<IssuanceInput>, string, unknown[]][] = [
        [Kind.BEARER, { tokenId: 0n }, "BillOfLading_ZeroTokenId", [1n]],
        [Kind.BEARER, { transportDocumentReference: malformed }, "BillOfLading_InvalidReference", [1n, malformed]],
        [Kind.TO_ORDER, { shipper: outsider.address }, "BillOfLading_PartiesDoNotFit", [1n, Kind.TO_ORDER]],
        [Kind.BEARER, { issueTo: outsider.address }, "BillOfLading_PartyNotPermitted", [1n, outsider.address]],
        [Kind.TO_ORDER, { titleTo: outsider.address }, "BillOfLading_PartyNotPermitted", [1n, outsider.address]],
        [Kind.STRAIGHT, { shipper: outsider.address }, "BillOfLading_PartyNotPermitted", [1n, outsider.address]],
      ];
      for (const [kind, fault, error, args] of faults) {
        await expect(asCarrier.issueBatch(batch(kind, fault)))
          .to.be.revertedWithCustomError(bills, error)
          .withArgs(...args);
      }
    });

    it("reverts if a token or a reference was used before, or comes twice in the batch", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, batch, carrier, first } = suite;
      await expect(asCarrier.issueBatch(batch(Kind.BEARER, { tokenId: first })))
        .to.be.revertedWithCustomError(bills, "BillOfLading_TokenIdUsed")
        .withArgs(1n, first);
      await expect(asCarrier.issueBatch(batch(Kind.BEARER, { transportDocumentReference: reference("FIRST") })))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ReferenceTaken")
        .withArgs(1n, carrier.member, reference("FIRST"), first);

      const third = await issueBill(suite, Kind.BEARER, { reference: "THIRD" });
      await expect(asCarrier.issueBatch(batch(Kind.BEARER, {})))
        .to.be.revertedWithCustomError(bills, "BillOfLading_TokenIdUsed")
        .withArgs(2n, third);
    });

    it("issues all or none", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, batch, carrier, outsider, first } = suite;
      const before = await balancesOf(suite);
      await expect(asCarrier.issueBatch(batch(Kind.BEARER, { issueTo: outsider.address })))
        .to.be.revertedWithCustomError(bills, "BillOfLading_PartyNotPermitted")
        .withArgs(1n, outsider.address);
      expect(await balancesOf(suite)).to.deep.equal(before);
      expect(await bills.tokenByReference(carrier.member, reference("FIRST"))).to.equal(0n);
      await expect(bills.ownerOf(first)).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(first);
    });

    it("issues fifty bills of all kinds over several holders as fifty single issues would", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper, bank, trader, forwarder, parties, carrier } = suite;
      const kinds = Object.values(Kind);
      const holders = [shipper, bank, trader, forwarder];
      const inputs = Array.from({ length: 50 }, (_, i) => {
        const issueTo = (holders[i % holders.length] ?? shipper).address;
        const kind = kinds[(i >> 2) % kinds.length] ?? Kind.BEARER;
        const shipperIsHolder = kind === Kind.WAYBILL ? { shipper: issueTo } : {};
        return issuance(kind, parties, { reference: `BATCH ${i}`, issueTo, ...shipperIsHolder });
      });
      const transaction = await asCarrier.issueBatch(inputs);
      for (const { tokenId, transportDocumentReference, kind, issueTo } of inputs) {
        const state = await stateOf(bills, tokenId);
        expect([state.kind, state.owner]).to.deep.equal([kind, issueTo]);
        expect(await bills.tokenByReference(carrier.member, transportDocumentReference)).to.equal(tokenId);
        await expect(transaction)
          .to.emit(bills, "Issued")
          .withArgs(
            tokenId,
            carrier.member,
            state.possessor,
            transportDocumentReference,
            kind,
            state.shipper,
            kind === Kind.WAYBILL ? state.consignee : state.titleholder,
            carrier.address,
            [1n, 0n],
          );
      }
      const { shipper: ofShipper, bank: ofBank, trader: ofTrader, forwarder: ofForwarder } = await balancesOf(suite);
      expect([ofShipper, ofBank, ofTrader, ofForwarder]).to.deep.equal([13n, 13n, 12n, 12n]);
    });
  });
});
