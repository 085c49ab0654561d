import { expect } from "chai";
import { id, ZeroHash } from "ethers";
import { network } from "hardhat";

import { balancesOf, endorseAndTransfer, possessedBy, stateOf } from "../support/bills.js";
import { Act, BillStatus, deploySuite, issueBill, Kind, type Party } from "../support/suite.js";
import { SURRENDERERS } from "../support/surrenderers.js";

const { ethers, networkHelpers } = await network.create();
const { ISSUED, PENDING_SURRENDER_FOR_DELIVERY, SURRENDERED_FOR_DELIVERY, VOIDED } = BillStatus;
const COMMENTS = id("the cargo is held by customs");

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  const latestBlock = async () => BigInt(await ethers.provider.getBlockNumber());
  return { ...suite, ...suite.parties, asCarrier, latestBlock };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

describe("BillOfLading", () => {
  for (const answer of ["acceptSurrender", "refuseSurrender"] as const) {
    describe(answer, () => {
      const give = ({ bills }: Fixture, by: Party, tokenId: bigint) =>
        answer === "acceptSurrender"
          ? bills.connect(by.signer).acceptSurrender(tokenId)
          : bills.connect(by.signer).refuseSurrender(tokenId, COMMENTS);
      const to = answer === "acceptSurrender" ? SURRENDERED_FOR_DELIVERY : ISSUED;

      it("reverts if the bill was never issued", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        await expect(give(suite, suite.carrier, 7n))
          .to.be.revertedWithCustomError(suite.bills, "ERC721NonexistentToken")
          .withArgs(7n);
      });

      it("reverts for everybody but the carrier that issued the bill", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, parties, carrier, shipper } = suite;
        const tokenId = await issueBill(suite, Kind.BEARER);
        await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
        for (const party of Object.values(parties).filter((other) => other !== carrier)) {
          await expect(give(suite, party, tokenId))
            .to.be.revertedWithCustomError(bills, "BillOfLading_NotIssuer")
            .withArgs(tokenId, party.address);
        }
      });

      it("reverts if no surrender is pending", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, asCarrier, carrier } = suite;
        const tokenId = await issueBill(suite, Kind.BEARER);
        await expect(give(suite, carrier, tokenId))
          .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
          .withArgs(ISSUED, to);
        await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
        await asCarrier.acceptSurrender(tokenId);
        await expect(give(suite, carrier, tokenId))
          .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
          .withArgs(SURRENDERED_FOR_DELIVERY, to);
      });

      it("reverts if the issue was rejected", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, carrier } = suite;
        const tokenId = await issueBill(suite, Kind.BEARER);
        await bills.connect(shipper.signer).reject(tokenId);
        await expect(give(suite, carrier, tokenId))
          .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
          .withArgs(VOIDED, to);
      });

      it("reverts if the surrender was refused already", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, asCarrier, carrier } = suite;
        const tokenId = await issueBill(suite, Kind.BEARER);
        await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
        await asCarrier.refuseSurrender(tokenId, COMMENTS);
        await expect(give(suite, carrier, tokenId))
          .to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove")
          .withArgs(ISSUED, to);
      });

      for (const standing of ["suspend", "remove"] as const) {
        it(`works once governance chose to ${standing} the carrier and the surrenderer`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const { bills, consortium, shipper, carrier } = suite;
          const tokenId = await issueBill(suite, Kind.BEARER);
          await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
          for (const { member } of [shipper, carrier]) await consortium[standing](member);
          await give(suite, carrier, tokenId);
          expect(await stateOf(bills, tokenId)).to.include({
            status: to,
            entitled: shipper.member,
            ...possessedBy(answer === "acceptSurrender" ? carrier : shipper),
          });
        });
      }
    });
  }

  describe("acceptSurrender", () => {
    for (const { what, prepare, by, entitled } of SURRENDERERS) {
      it(`closes the bill of ${what} and says who is entitled`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, asCarrier, carrier, parties, latestBlock } = suite;
        const tokenId = await prepare(suite);
        await bills.connect(parties[by].signer).surrenderForDelivery(tokenId);
        const before = await stateOf(bills, tokenId);
        const { sequence } = await bills.billOf(tokenId);
        const [balances, previousBlock] = [await balancesOf(suite), await latestBlock()];

        const { member } = parties[entitled];
        await expect(asCarrier.acceptSurrender(tokenId))
          .to.emit(bills, "SurrenderAccepted")
          .withArgs(tokenId, carrier.member, member, carrier.address, [sequence + 1n, previousBlock]);
        const after = {
          ...before,
          status: SURRENDERED_FOR_DELIVERY,
          titleholder: member,
          entitled: member,
          isDue: true,
        };
        expect(await stateOf(bills, tokenId)).to.deep.equal(after);
        expect(await balancesOf(suite)).to.deep.equal(balances);
      });
    }
  });

  describe("refuseSurrender", () => {
    it("reverts if no comments are given", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, asCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      await expect(asCarrier.refuseSurrender(tokenId, ZeroHash))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NoComments")
        .withArgs(tokenId);
    });

    for (const { what, prepare, by } of SURRENDERERS) {
      it(`gives the bill back to ${what}, exactly as it was, to be surrendered again`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, asCarrier, carrier, parties, latestBlock } = suite;
        const tokenId = await prepare(suite);
        const before = await stateOf(bills, tokenId);
        const balances = await balancesOf(suite);
        const surrenderer = parties[by];
        await bills.connect(surrenderer.signer).surrenderForDelivery(tokenId);
        const { sequence } = await bills.billOf(tokenId);
        const previousBlock = await latestBlock();

        const transaction = asCarrier.refuseSurrender(tokenId, COMMENTS);
        await expect(transaction)
          .to.emit(bills, "SurrenderRefused")
          .withArgs(tokenId, carrier.member, surrenderer.member, COMMENTS, [sequence + 1n, previousBlock]);
        await expect(transaction).to.emit(bills, "Transfer").withArgs(carrier.address, surrenderer.address, tokenId);
        expect(await stateOf(bills, tokenId)).to.deep.equal({ ...before, rejectDeadline: 0n });
        expect(await balancesOf(suite)).to.deep.equal(balances);

        await bills.connect(surrenderer.signer).surrenderForDelivery(tokenId);
        expect((await stateOf(bills, tokenId)).status).to.equal(PENDING_SURRENDER_FOR_DELIVERY);
      });
    }

    it("leaves the bill's finality", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await endorseAndTransfer(bills, shipper, Act.ENDORSE, bank, tokenId);
      await bills.connect(bank.signer).surrenderForDelivery(tokenId);
      await asCarrier.refuseSurrender(tokenId, COMMENTS);
      await expect(bills.connect(bank.signer).endorse(tokenId, Act.ENDORSE, trader.address))
        .to.be.revertedWithCustomError(bills, "BillOfLading_EndorsementFinal")
        .withArgs(tokenId);
    });
  });
});
