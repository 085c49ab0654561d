import { expect } from "chai";
import { network } from "hardhat";

import { balancesOf, possessedBy, stateOf, transfer } from "../support/bills.js";
import { Act, BillStatus, deploySuite, issueBill, Kind, MemberStatus, Role } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;

const HOURS = 3_600n;
const MOVING_KINDS = Object.entries(Kind).filter(([, kind]) => kind !== Kind.WAYBILL);

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  const latestBlock = async () => BigInt(await ethers.provider.getBlockNumber());
  return { ...suite, ...suite.parties, asCarrier, latestBlock };
}

describe("BillOfLading", () => {
  describe("transferFrom", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills, shipper, bank } = await networkHelpers.loadFixture(deploy);
      await expect(transfer(bills, shipper, bank, 7n))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts if the bill is pending, closed or void, whoever holds it", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, carrier, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const voided = await issueBill(suite, Kind.BEARER, { reference: "VOID" });
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      await expect(transfer(bills, carrier, bank, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, BillStatus.PENDING_SURRENDER_FOR_DELIVERY);
      await asCarrier.acceptSurrender(tokenId);
      await expect(transfer(bills, carrier, bank, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, BillStatus.SURRENDERED_FOR_DELIVERY);
      await bills.connect(shipper.signer).reject(voided);
      await expect(transfer(bills, carrier, bank, voided))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(voided, BillStatus.VOIDED);
    });

    it("reverts if the possessor is suspended or removed", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await consortium.suspend(shipper.member);
      await expect(transfer(bills, shipper, bank, tokenId))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
      await consortium.remove(shipper.member);
      await expect(transfer(bills, shipper, bank, tokenId))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.REMOVED);
      expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);
    });

    it("reverts on a WAYBILL, which stays with its shipper", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, consignee } = suite;
      const tokenId = await issueBill(suite, Kind.WAYBILL);
      await expect(transfer(bills, shipper, consignee, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ActNotAllowed")
        .withArgs(tokenId, Kind.WAYBILL, Act.TRANSFER);
    });

    it("reverts if the recipient may not hold bills", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, shipper, bank, trader, outsider, carrier, otherCarrier, ...rest } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await consortium.suspend(bank.member);
      await consortium.remove(trader.member);
      const barred = [outsider, bank, trader, carrier, otherCarrier, rest.terminal, rest.customs, rest.haulier];
      for (const recipient of barred) {
        await expect(transfer(bills, shipper, recipient, tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
          .withArgs(tokenId, recipient.address);
      }
      expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);
    });

    it("reverts if the recipient is the possessor", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await expect(transfer(bills, shipper, shipper, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientIsSelf")
        .withArgs(tokenId, shipper.address);
    });

    it("reverts if the recipient is the carrier that issued the bill, even if it may hold bills", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, shipper, carrier, otherCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      for (const { member } of [carrier, otherCarrier]) await consortium.setRoles(member, Role.CARRIER | Role.TRADER);
      await expect(transfer(bills, shipper, carrier, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientIsCarrier")
        .withArgs(tokenId, carrier.address);
      await transfer(bills, shipper, otherCarrier, tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(otherCarrier.address);
    });

    for (const [name, kind] of MOVING_KINDS) {
      it(`passes possession of a ${name} bill on, and nothing else, to every role that may hold it`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, bank, trader, forwarder, custodian, latestBlock } = suite;
        const tokenId = await issueBill(suite, kind);
        const other = await issueBill(suite, kind, { reference: "UNTOUCHED" });
        const ofOther = await stateOf(bills, other);
        let from = shipper;
        let sequence = 1n;
        for (const to of [bank, trader, forwarder, custodian]) {
          const before = await stateOf(bills, tokenId);
          const balances = await balancesOf(suite);
          const previousBlock = await latestBlock();
          const at = BigInt(await time.latest()) + 60n;
          await time.setNextBlockTimestamp(at);
          sequence += 1n;

          const transaction = transfer(bills, from, to, tokenId);
          // The issue of the other bill stands between this bill's first two events.
          await expect(transaction)
            .to.emit(bills, "PossessionTransferred")
            .withArgs(tokenId, from.member, to.member, at + 48n * HOURS, [
              sequence,
              sequence === 2n ? previousBlock - 1n : previousBlock,
            ]);
          await expect(transaction).to.emit(bills, "Transfer").withArgs(from.address, to.address, tokenId);
          expect(await stateOf(bills, tokenId)).to.deep.equal({
            ...before,
            ...possessedBy(to),
            rejectDeadline: at + 48n * HOURS,
            entitled: kind === Kind.BEARER ? to.member : before.entitled,
          });
          const names = Object.entries(suite.parties);
          const after = { ...balances };
          for (const [party, { address }] of names) {
            if (address === from.address) after[party] = (after[party] ?? 0n) - 1n;
            if (address === to.address) after[party] = (after[party] ?? 0n) + 1n;
          }
          expect(await balancesOf(suite)).to.deep.equal(after);
          from = to;
        }
        expect(await stateOf(bills, other)).to.deep.equal(ofOther);
      });
    }
  });

  describe("sign", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills, shipper } = await networkHelpers.loadFixture(deploy);
      await expect(bills.connect(shipper.signer).sign(7n))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts if the bill is not live", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      await expect(asCarrier.sign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, BillStatus.PENDING_SURRENDER_FOR_DELIVERY);
    });

    it("reverts if the caller is no active member", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await consortium.suspend(shipper.member);
      await expect(bills.connect(shipper.signer).sign(tokenId))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
    });

    it("reverts if the caller does not possess the bill, though it has title", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consignee, carrier } = suite;
      const tokenId = await issueBill(suite, Kind.STRAIGHT);
      for (const { signer, address } of [consignee, carrier]) {
        await expect(bills.connect(signer).sign(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotPossessor")
          .withArgs(tokenId, address);
      }
    });

    it("reverts on a WAYBILL", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.WAYBILL);
      await expect(bills.connect(shipper.signer).sign(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ActNotAllowed")
        .withArgs(tokenId, Kind.WAYBILL, Act.SIGN);
    });

    for (const [name, kind] of MOVING_KINDS) {
      it(`accepts possession of a ${name} bill and changes nothing but the right to reject`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, bank, latestBlock } = suite;
        const tokenId = await issueBill(suite, kind);
        await transfer(bills, shipper, bank, tokenId);
        const before = await stateOf(bills, tokenId);
        const [balances, previousBlock] = [await balancesOf(suite), await latestBlock()];

        await expect(bills.connect(bank.signer).sign(tokenId))
          .to.emit(bills, "Signed")
          .withArgs(tokenId, bank.member, [3n, previousBlock]);
        expect(await stateOf(bills, tokenId)).to.deep.equal({ ...before, rejectDeadline: 0n });
        expect(await balancesOf(suite)).to.deep.equal(balances);
        await expect(bills.connect(bank.signer).reject(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToReject")
          .withArgs(tokenId);
      });
    }
  });
});
