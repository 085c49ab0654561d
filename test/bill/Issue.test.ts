import { expect } from "chai";
import { toUtf8Bytes, ZeroAddress, zeroPadBytes } from "ethers";
import { network } from "hardhat";

import { balancesOf, possessedBy, stateOf, transfer } from "../support/bills.js";
import {
  type IssuanceInput,
  BillStatus,
  deploySuite,
  issuance,
  issueBill,
  Kind,
  MemberStatus,
  reference,
  Role,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;

const HOURS = 3_600n;
const ALL_KINDS = Object.entries(Kind);

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  return { ...suite, ...suite.parties, asCarrier };
}

describe("BillOfLading", () => {
  describe("issue", () => {
    it("reverts if the caller is no active member", async () => {
      const { bills, consortium, parties, carrier, outsider } = await networkHelpers.loadFixture(deploy);
      const input = issuance(Kind.BEARER, parties);
      await expect(bills.connect(outsider.signer).issue(input))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(outsider.address, MemberStatus.NONE);
      await consortium.suspend(carrier.member);
      await expect(bills.connect(carrier.signer).issue(input))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(carrier.address, MemberStatus.SUSPENDED);
      await consortium.remove(carrier.member);
      await expect(bills.connect(carrier.signer).issue(input))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(carrier.address, MemberStatus.REMOVED);
    });

    it("reverts if the caller is no carrier, whatever else it is", async () => {
      const { bills, parties, shipper, bank, forwarder, terminal, customs, haulier, custodian } =
        await networkHelpers.loadFixture(deploy);
      for (const { signer, address } of [shipper, bank, forwarder, terminal, customs, haulier, custodian]) {
        await expect(bills.connect(signer).issue(issuance(Kind.BEARER, parties)))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotACarrier")
          .withArgs(address);
      }
    });

    it("reverts if the token is zero", async () => {
      const { bills, asCarrier, parties } = await networkHelpers.loadFixture(deploy);
      await expect(asCarrier.issue(issuance(Kind.BEARER, parties, { tokenId: 0n })))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ZeroTokenId")
        .withArgs(0n);
    });

    it("reverts if the token was issued, by whichever carrier", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, carrier, otherCarrier, parties } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      for (const { signer } of [carrier, otherCarrier]) {
        await expect(bills.connect(signer).issue(issuance(Kind.BEARER, parties, { tokenId, reference: "ANOTHER" })))
          .to.be.revertedWithCustomError(bills, "BillOfLading_TokenIdUsed")
          .withArgs(0n, tokenId);
      }
    });

    it("reverts if the reference is not 1 to 20 printable characters without a space at either end", async () => {
      const { bills, asCarrier, parties } = await networkHelpers.loadFixture(deploy);
      const malformed = ["", " A", "A ", "A\0B", "A\n", "A\x7f", "É"].map(reference);
      malformed.push(zeroPadBytes(toUtf8Bytes("AAAAAAAAAAAAAAAAAAA "), 20));
      for (const transportDocumentReference of malformed) {
        await expect(asCarrier.issue(issuance(Kind.BEARER, parties, { transportDocumentReference })))
          .to.be.revertedWithCustomError(bills, "BillOfLading_InvalidReference")
          .withArgs(0n, transportDocumentReference);
      }
    });

    it("reverts if the carrier's reference is taken, and names the token that has it", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, carrier, parties } = suite;
      const taken = await issueBill(suite, Kind.BEARER, { reference: "TAKEN" });
      await expect(asCarrier.issue(issuance(Kind.STRAIGHT, parties, { tokenId: 7n, reference: "TAKEN" })))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ReferenceTaken")
        .withArgs(0n, carrier.member, reference("TAKEN"), taken);
      expect(await bills.tokenByReference(carrier.member, reference("TAKEN"))).to.equal(taken);
    });

    it("reverts if the parties do not fit the kind", async () => {
      const { bills, asCarrier, parties, consignee, bank } = await networkHelpers.loadFixture(deploy);
      const misfits: [Kind, Partial<IssuanceInput>][] = [
        [Kind.STRAIGHT, { shipper: ZeroAddress }],
        [Kind.STRAIGHT, { titleTo: ZeroAddress }],
        [Kind.TO_ORDER, { shipper: bank.address }],
        [Kind.TO_ORDER, { titleTo: ZeroAddress }],
        [Kind.BEARER, { shipper: bank.address }],
        [Kind.BEARER, { titleTo: bank.address }],
        [Kind.WAYBILL, { shipper: ZeroAddress }],
        [Kind.WAYBILL, { titleTo: ZeroAddress }],
        [Kind.WAYBILL, { issueTo: consignee.address }],
      ];
      for (const [kind, given] of misfits) {
        await expect(asCarrier.issue(issuance(kind, parties, given)))
          .to.be.revertedWithCustomError(bills, "BillOfLading_PartiesDoNotFit")
          .withArgs(0n, kind);
      }
    });

    it("reverts if a party may not hold bills, in each place of each kind", async () => {
      const { bills, consortium, asCarrier, parties, forwarder, shipper, ...rest } =
        await networkHelpers.loadFixture(deploy);
      await consortium.suspend(forwarder.member);
      const barred = [forwarder, rest.outsider, rest.carrier, rest.otherCarrier, rest.terminal, rest.customs];
      const places: [Kind, (address: string) => Partial<IssuanceInput>][] = [
        [Kind.STRAIGHT, (address) => ({ issueTo: address })],
        [Kind.STRAIGHT, (address) => ({ shipper: address })],
        [Kind.STRAIGHT, (address) => ({ shipper: address, issueTo: address })],
        [Kind.STRAIGHT, (address) => ({ titleTo: address })],
        [Kind.TO_ORDER, (address) => ({ issueTo: address })],
        [Kind.TO_ORDER, (address) => ({ titleTo: address })],
        [Kind.BEARER, (address) => ({ issueTo: address })],
        [Kind.WAYBILL, (address) => ({ issueTo: address, shipper: address })],
        [Kind.WAYBILL, (address) => ({ titleTo: address })],
      ];
      for (const { address } of [...barred, rest.haulier]) {
        for (const [kind, place] of places) {
          await expect(asCarrier.issue(issuance(kind, parties, place(address))))
            .to.be.revertedWithCustomError(bills, "BillOfLading_PartyNotPermitted")
            .withArgs(0n, address);
        }
      }
      expect(await bills.balanceOf(shipper.address)).to.equal(0n);
    });

    it("reverts if a carrier that may hold bills is a party to its own", async () => {
      const { bills, consortium, parties, carrier, otherCarrier } = await networkHelpers.loadFixture(deploy);
      await consortium.setRoles(carrier.member, Role.CARRIER | Role.TRADER);
      const input = issuance(Kind.BEARER, parties, { issueTo: carrier.address });
      await expect(bills.connect(carrier.signer).issue(input))
        .to.be.revertedWithCustomError(bills, "BillOfLading_PartyNotPermitted")
        .withArgs(0n, carrier.address);
      // Of another carrier's bill it is a party like any other.
      await bills.connect(otherCarrier.signer).issue(input);
      expect(await bills.ownerOf(input.tokenId)).to.equal(carrier.address);
    });

    for (const [name, kind] of ALL_KINDS) {
      it(`issues a ${name} bill: possession, title, parties, reject right and reference`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, asCarrier, carrier, shipper, consignee, bank, parties } = suite;
        const namesParties = kind === Kind.STRAIGHT || kind === Kind.WAYBILL;
        // An endorsee that does not have possession, so that title and possession are told apart.
        const input = issuance(kind, parties, kind === Kind.TO_ORDER ? { titleTo: bank.address } : {});
        const titleTo = kind === Kind.TO_ORDER ? bank.member : namesParties ? consignee.member : 0n;
        const before = await balancesOf(suite);
        const at = BigInt(await time.latest()) + 60n;
        await time.setNextBlockTimestamp(at);

        const transaction = asCarrier.issue(input);
        await expect(transaction)
          .to.emit(bills, "Issued")
          .withArgs(
            input.tokenId,
            carrier.member,
            shipper.member,
            input.transportDocumentReference,
            kind,
            namesParties ? shipper.member : 0n,
            titleTo,
            carrier.address,
            [1n, 0n],
          );
        await expect(transaction).to.emit(bills, "Transfer").withArgs(ZeroAddress, shipper.address, input.tokenId);

        expect(await stateOf(bills, input.tokenId)).to.deep.equal({
          kind,
          status: BillStatus.ISSUED,
          carrier: carrier.member,
          ...possessedBy(shipper),
          approved: ZeroAddress,
          titleholder: kind === Kind.WAYBILL ? 0n : titleTo,
          shipper: namesParties ? shipper.member : 0n,
          consignee: namesParties ? consignee.member : 0n,
          isFinal: false,
          rejectDeadline: at + 48n * HOURS,
          entitled: kind === Kind.BEARER ? shipper.member : titleTo,
          isDue: kind === Kind.WAYBILL,
        });
        expect(await balancesOf(suite)).to.deep.equal({ ...before, shipper: 1n });
        expect(await bills.tokenByReference(carrier.member, input.transportDocumentReference)).to.equal(input.tokenId);
      });
    }

    it("issues a STRAIGHT bill to another than the shipper it names", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, consignee, forwarder } = suite;
      const tokenId = await issueBill(suite, Kind.STRAIGHT, { issueTo: forwarder.address });
      const { shipper: named, titleholder } = await stateOf(bills, tokenId);
      expect([named, titleholder]).to.deep.equal([shipper.member, consignee.member]);
      expect(await bills.ownerOf(tokenId)).to.equal(forwarder.address);
    });

    it("lets two carriers use the same reference", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, otherCarrier, carrier, parties } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER, { reference: "SAME" });
      await bills
        .connect(otherCarrier.signer)
        .issue(issuance(Kind.BEARER, parties, { tokenId: 7n, reference: "SAME" }));
      expect(await bills.tokenByReference(carrier.member, reference("SAME"))).to.equal(tokenId);
      expect(await bills.tokenByReference(otherCarrier.member, reference("SAME"))).to.equal(7n);
    });

    it("keeps the reference of a bill that moved, is pending or is closed", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, carrier, shipper, bank, parties } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const again = issuance(Kind.BEARER, parties, { tokenId: 7n });
      const steps = [
        () => transfer(bills, shipper, bank, tokenId),
        () => bills.connect(bank.signer).reject(tokenId),
        () => bills.connect(shipper.signer).surrenderForDelivery(tokenId),
        () => asCarrier.acceptSurrender(tokenId),
      ];
      for (const step of steps) {
        await step();
        await expect(asCarrier.issue(again))
          .to.be.revertedWithCustomError(bills, "BillOfLading_ReferenceTaken")
          .withArgs(0n, carrier.member, again.transportDocumentReference, tokenId);
      }
    });
  });
});
