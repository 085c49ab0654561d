import { expect } from "chai";
import { id, ZeroAddress } from "ethers";
import { network } from "hardhat";

import { balancesOf, endorseAndTransfer, possessedBy, stateOf, transfer } from "../support/bills.js";
import {
  Act,
  BillStatus,
  deploySuite,
  issuance,
  issueBill,
  Kind,
  MemberStatus,
  nameOf,
  type Party,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;

const HOURS = 3_600n;
const DAYS = 24n * HOURS;

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  const latestBlock = async () => BigInt(await ethers.provider.getBlockNumber());
  return { ...suite, ...suite.parties, asCarrier, latestBlock };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

async function expectNothingToReject({ bills }: Fixture, party: Party, tokenId: bigint) {
  await expect(bills.connect(party.signer).reject(tokenId))
    .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToReject")
    .withArgs(tokenId);
}

describe("BillOfLading", () => {
  describe("reject", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills, shipper } = await networkHelpers.loadFixture(deploy);
      await expect(bills.connect(shipper.signer).reject(7n))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts if the bill is not live", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      // The carrier answers a surrender; it does not reject it.
      await expect(asCarrier.reject(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, BillStatus.PENDING_SURRENDER_FOR_DELIVERY);
      await asCarrier.acceptSurrender(tokenId);
      await expect(asCarrier.reject(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, BillStatus.SURRENDERED_FOR_DELIVERY);
    });

    it("reverts if the caller does not possess the bill", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, consignee, bank, carrier, outsider } = suite;
      const tokenId = await issueBill(suite, Kind.STRAIGHT);
      await transfer(bills, shipper, bank, tokenId);
      for (const { signer, address } of [shipper, consignee, carrier, outsider]) {
        await expect(bills.connect(signer).reject(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotPossessor")
          .withArgs(tokenId, address);
      }
    });

    describe("once the possessor has acted", () => {
      const acts: [string, (suite: Fixture, tokenId: bigint) => Promise<unknown>][] = [
        ["signed", ({ bills, bank }, tokenId) => bills.connect(bank.signer).sign(tokenId)],
        [
          "endorsed",
          ({ bills, bank, trader }, tokenId) =>
            bills.connect(bank.signer).endorse(tokenId, Act.ENDORSE, trader.address),
        ],
        [
          "endorsed in blank",
          ({ bills, bank }, tokenId) => bills.connect(bank.signer).endorse(tokenId, Act.BLANK_ENDORSE, ZeroAddress),
        ],
        [
          "endorsed, and cancelled that",
          async ({ bills, bank, trader }, tokenId) => {
            await bills.connect(bank.signer).endorse(tokenId, Act.ENDORSE, trader.address);
            await bills.connect(bank.signer).cancelEndorsement(tokenId);
          },
        ],
        [
          "transferred, and got the bill back",
          async ({ bills, bank, trader }, tokenId) => {
            await transfer(bills, bank, trader, tokenId);
            await bills.connect(trader.signer).reject(tokenId);
          },
        ],
        [
          "had an approved member transfer, and got the bill back",
          async ({ bills, bank, trader, forwarder }, tokenId) => {
            await bills.connect(bank.signer).approve(forwarder.address, tokenId);
            await bills.connect(forwarder.signer).transferFrom(bank.address, trader.address, tokenId);
            await bills.connect(trader.signer).reject(tokenId);
          },
        ],
        [
          "endorsed and transferred, and got the bill back",
          async ({ bills, bank, trader }, tokenId) => {
            await endorseAndTransfer(bills, bank, Act.ENDORSE, trader, tokenId);
            await bills.connect(trader.signer).reject(tokenId);
          },
        ],
        [
          "surrendered, and was refused",
          async ({ bills, bank, asCarrier }, tokenId) => {
            await bills.connect(bank.signer).surrenderForDelivery(tokenId);
            await asCarrier.refuseSurrender(tokenId, id("no"));
          },
        ],
      ];
      for (const [what, act] of acts) {
        it(`reverts if it ${what}`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const { bills, shipper, bank } = suite;
          const tokenId = await issueBill(suite, Kind.TO_ORDER);
          await endorseAndTransfer(bills, shipper, Act.ENDORSE_TO_ORDER, bank, tokenId);
          await act(suite, tokenId);
          expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
          await expectNothingToReject(suite, bank, tokenId);
          expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(0n);
        });
      }
    });

    it("reverts if the first recipient got the bill back, for the issue was accepted by moving it", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await transfer(bills, shipper, bank, tokenId);
      await bills.connect(bank.signer).reject(tokenId);
      await expectNothingToReject(suite, shipper, tokenId);
    });

    describe("deadline", () => {
      const receipts: [string, (suite: Fixture) => Promise<[bigint, Party]>][] = [
        ["an issue", async (suite) => [await issueBill(suite, Kind.BEARER), suite.shipper]],
        [
          "a transfer",
          async (suite) => {
            const tokenId = await issueBill(suite, Kind.BEARER);
            await transfer(suite.bills, suite.shipper, suite.bank, tokenId);
            return [tokenId, suite.bank];
          },
        ],
        [
          "an endorsement with transfer",
          async (suite) => {
            const tokenId = await issueBill(suite, Kind.BEARER);
            await endorseAndTransfer(suite.bills, suite.shipper, Act.ENDORSE, suite.bank, tokenId);
            return [tokenId, suite.bank];
          },
        ],
      ];
      for (const [what, receive] of receipts) {
        it(`reverts one second after the last for ${what}`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const [tokenId, recipient] = await receive(suite);
          const deadline = BigInt(await time.latest()) + 48n * HOURS;
          await time.setNextBlockTimestamp(deadline + 1n);
          await expect(suite.bills.connect(recipient.signer).reject(tokenId))
            .to.be.revertedWithCustomError(suite.bills, "BillOfLading_RejectTooLate")
            .withArgs(tokenId, deadline);
        });

        it(`allows it in the last second for ${what}`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const [tokenId, recipient] = await receive(suite);
          const deadline = BigInt(await time.latest()) + 48n * HOURS;
          await time.setNextBlockTimestamp(deadline);
          await suite.bills.connect(recipient.signer).reject(tokenId);
          expect(await suite.bills.ownerOf(tokenId)).not.to.equal(recipient.address);
        });

        it(`is counted from ${what} with the period then in force`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          await suite.bills.setRejectPeriod(3n * DAYS);
          const [tokenId, recipient] = await receive(suite);
          const deadline = BigInt(await time.latest()) + 3n * DAYS;
          await suite.bills.setRejectPeriod(1n * DAYS);
          expect((await suite.bills.billOf(tokenId)).rejectDeadline).to.equal(deadline);
          await time.setNextBlockTimestamp(deadline);
          await suite.bills.connect(recipient.signer).reject(tokenId);
          expect(await suite.bills.ownerOf(tokenId)).not.to.equal(recipient.address);
        });
      }
    });

    describe("of an issue", () => {
      it("reverts once delivery has begun under it", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, governance, shipper } = suite;
        const tokenId = await issueBill(suite, Kind.WAYBILL);
        const begun = 0n;
        await bills.connect(governance).markDelivery(tokenId, begun, true);
        const before = await stateOf(bills, tokenId);
        await expect(bills.connect(shipper.signer).reject(tokenId))
          .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
          .withArgs(tokenId);
        expect(await stateOf(bills, tokenId)).to.deep.equal(before);

        await bills.connect(governance).markDelivery(tokenId, begun, false);
        await bills.connect(shipper.signer).reject(tokenId);
        expect((await stateOf(bills, tokenId)).status).to.equal(BillStatus.VOIDED);
      });

      for (const [name, kind] of Object.entries(Kind)) {
        it(`voids a ${name} bill and frees its reference`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const { bills, asCarrier, carrier, shipper, parties, latestBlock } = suite;
          const { tokenId, transportDocumentReference } = issuance(kind, parties);
          await issueBill(suite, kind);
          const before = await stateOf(bills, tokenId);
          const balances = await balancesOf(suite);
          const previousBlock = await latestBlock();

          const transaction = bills.connect(shipper.signer).reject(tokenId);
          await expect(transaction)
            .to.emit(bills, "IssueRejected")
            .withArgs(tokenId, shipper.member, carrier.member, [2n, previousBlock]);
          await expect(transaction).to.emit(bills, "Transfer").withArgs(shipper.address, carrier.address, tokenId);
          const { status, isDue, rejectDeadline, titleholder, ...possession } = await stateOf(bills, tokenId);
          expect(possession).to.include(possessedBy(carrier));
          expect([status, isDue, rejectDeadline]).to.deep.equal([BillStatus.VOIDED, false, 0n]);
          expect(titleholder).to.equal(before.titleholder);
          expect(await balancesOf(suite)).to.deep.equal({ ...balances, shipper: 0n, carrier: 1n });
          expect(await bills.tokenByReference(carrier.member, transportDocumentReference)).to.equal(0n);

          // The same document can never come back; a new one takes its reference.
          await expect(asCarrier.issue(issuance(kind, parties)))
            .to.be.revertedWithCustomError(bills, "BillOfLading_TokenIdUsed")
            .withArgs(0n, tokenId);
          await asCarrier.issue(issuance(kind, parties, { tokenId: 7n }));
          expect(await bills.tokenByReference(carrier.member, transportDocumentReference)).to.equal(7n);
          expect((await bills.billOf(tokenId)).status).to.equal(BillStatus.VOIDED);
        });
      }

      it("reaches a suspended carrier, from a suspended recipient", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, consortium, carrier, shipper } = suite;
        const tokenId = await issueBill(suite, Kind.BEARER);
        await consortium.suspend(shipper.member);
        await consortium.suspend(carrier.member);
        await bills.connect(shipper.signer).reject(tokenId);
        expect(await stateOf(bills, tokenId)).to.include({ status: BillStatus.VOIDED, ...possessedBy(carrier) });
      });
    });

    describe("of a transfer", () => {
      for (const [giver, recipient] of [
        [MemberStatus.ACTIVE, MemberStatus.SUSPENDED],
        [MemberStatus.SUSPENDED, MemberStatus.ACTIVE],
        [MemberStatus.REMOVED, MemberStatus.ACTIVE],
      ] as const) {
        it(`arrives with a giver that is ${nameOf(MemberStatus, giver)} from a recipient that is ${nameOf(MemberStatus, recipient)}`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const { bills, consortium, shipper, bank } = suite;
          const tokenId = await issueBill(suite, Kind.STRAIGHT);
          await transfer(bills, shipper, bank, tokenId);
          if (giver === MemberStatus.SUSPENDED) await consortium.suspend(shipper.member);
          if (giver === MemberStatus.REMOVED) await consortium.remove(shipper.member);
          if (recipient === MemberStatus.SUSPENDED) await consortium.suspend(bank.member);
          await bills.connect(bank.signer).reject(tokenId);
          expect(await stateOf(bills, tokenId)).to.include({ status: BillStatus.ISSUED, ...possessedBy(shipper) });
        });
      }
    });
  });
});
