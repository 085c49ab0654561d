import { expect } from "chai";
import { network } from "hardhat";

import { balancesOf, possessedBy, stateOf, transfer } from "../support/bills.js";
import { Act, BillStatus, deploySuite, issueBill, Kind, MemberStatus } from "../support/suite.js";
import { SURRENDERERS } from "../support/surrenderers.js";

const { ethers, networkHelpers } = await network.create();
const { PENDING_SURRENDER_FOR_DELIVERY, SURRENDERED_FOR_DELIVERY, VOIDED } = BillStatus;

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  const latestBlock = async () => BigInt(await ethers.provider.getBlockNumber());
  return { ...suite, ...suite.parties, asCarrier, latestBlock };
}

describe("BillOfLading", () => {
  describe("surrenderForDelivery", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills, shipper } = await networkHelpers.loadFixture(deploy);
      await expect(bills.connect(shipper.signer).surrenderForDelivery(7n))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts if the bill is surrendered already, closed or void", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const voided = await issueBill(suite, Kind.BEARER, { reference: "VOID" });
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      await bills.connect(shipper.signer).reject(voided);
      const attempts: [bigint, bigint][] = [
        [tokenId, PENDING_SURRENDER_FOR_DELIVERY],
        [voided, VOIDED],
      ];
      for (const [bill, status] of attempts) {
        await expect(asCarrier.surrenderForDelivery(bill))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
          .withArgs(bill, status);
      }
      await asCarrier.acceptSurrender(tokenId);
      await expect(asCarrier.surrenderForDelivery(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, SURRENDERED_FOR_DELIVERY);
    });

    it("reverts if the possessor is suspended", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await consortium.suspend(shipper.member);
      await expect(bills.connect(shipper.signer).surrenderForDelivery(tokenId))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
    });

    it("reverts if the caller does not possess the bill, though it has title, or is the carrier", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consignee, carrier } = suite;
      const tokenId = await issueBill(suite, Kind.STRAIGHT);
      for (const { signer, address } of [consignee, carrier]) {
        await expect(bills.connect(signer).surrenderForDelivery(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotPossessor")
          .withArgs(tokenId, address);
      }
    });

    it("reverts on a WAYBILL", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.WAYBILL);
      await expect(bills.connect(shipper.signer).surrenderForDelivery(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ActNotAllowed")
        .withArgs(tokenId, Kind.WAYBILL, Act.SURRENDER_FOR_DELIVERY);
    });

    it("reverts if the possessor has no title: STRAIGHT, neither consignee nor shipper", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.STRAIGHT);
      await transfer(bills, shipper, bank, tokenId);
      await expect(bills.connect(bank.signer).surrenderForDelivery(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotTitleholder")
        .withArgs(tokenId, bank.address);
    });

    it("reverts if the possessor has no title: TO_ORDER, an endorser or a mere possessor", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await bills.connect(shipper.signer).endorse(tokenId, Act.ENDORSE, bank.address);
      await expect(bills.connect(shipper.signer).surrenderForDelivery(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotTitleholder")
        .withArgs(tokenId, shipper.address);
      await transfer(bills, shipper, trader, tokenId);
      await expect(bills.connect(trader.signer).surrenderForDelivery(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotTitleholder")
        .withArgs(tokenId, trader.address);
    });

    for (const { what, prepare, by, entitled } of SURRENDERERS) {
      it(`gives the bill of ${what} to the carrier and leaves title`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, carrier, parties, latestBlock } = suite;
        const tokenId = await prepare(suite);
        const before = await stateOf(bills, tokenId);
        const { sequence } = await bills.billOf(tokenId);
        const [balances, previousBlock] = [await balancesOf(suite), await latestBlock()];
        const surrenderer = parties[by];

        const transaction = bills.connect(surrenderer.signer).surrenderForDelivery(tokenId);
        await expect(transaction)
          .to.emit(bills, "Surrendered")
          .withArgs(tokenId, surrenderer.member, carrier.member, Act.SURRENDER_FOR_DELIVERY, 0n, [
            sequence + 1n,
            previousBlock,
          ]);
        await expect(transaction).to.emit(bills, "Transfer").withArgs(surrenderer.address, carrier.address, tokenId);
        expect(await stateOf(bills, tokenId)).to.deep.equal({
          ...before,
          ...possessedBy(carrier),
          status: PENDING_SURRENDER_FOR_DELIVERY,
          entitled: parties[entitled].member,
          rejectDeadline: 0n,
        });
        expect(await balancesOf(suite)).to.deep.equal({ ...balances, [by]: 0n, carrier: 1n });
      });
    }
  });
});
