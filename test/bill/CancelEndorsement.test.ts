import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import { carryOut, endorseAndTransfer, stateOf, transfer } from "../support/bills.js";
import { Act, BillStatus, deploySuite, issueBill, Kind, MemberStatus, nameOf, type Party } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  const asShipper = suite.bills.connect(suite.parties.shipper.signer);
  const latestBlock = async () => BigInt(await ethers.provider.getBlockNumber());
  return { ...suite, ...suite.parties, asCarrier, asShipper, latestBlock };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

async function expectNothingToCancel({ bills }: Fixture, by: Party, tokenId: bigint) {
  await expect(bills.connect(by.signer).cancelEndorsement(tokenId))
    .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToCancel")
    .withArgs(tokenId);
}

describe("BillOfLading", () => {
  describe("cancelEndorsement", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills, asShipper } = await networkHelpers.loadFixture(deploy);
      await expect(asShipper.cancelEndorsement(7n))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts if the bill is not live", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asShipper, asCarrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await asShipper.surrenderForDelivery(tokenId);
      await expect(asCarrier.cancelEndorsement(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, BillStatus.PENDING_SURRENDER_FOR_DELIVERY);
    });

    it("reverts if the endorser is suspended", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asShipper, consortium, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await asShipper.endorse(tokenId, Act.ENDORSE, bank.address);
      await consortium.suspend(shipper.member);
      await expect(asShipper.cancelEndorsement(tokenId))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
    });

    it("reverts if the endorser gave possession away, and for its endorsee", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asShipper, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await asShipper.endorse(tokenId, Act.ENDORSE, bank.address);
      await transfer(bills, shipper, trader, tokenId);
      for (const { signer, address } of [shipper, bank]) {
        await expect(bills.connect(signer).cancelEndorsement(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotPossessor")
          .withArgs(tokenId, address);
      }
      // Who received possession did not endorse.
      await expectNothingToCancel(suite, trader, tokenId);
    });

    it("reverts if nothing was endorsed, on every kind", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      for (const [name, kind] of Object.entries(Kind)) {
        await expectNothingToCancel(suite, suite.shipper, await issueBill(suite, kind, { reference: name }));
      }
    });

    it("reverts if the endorsement was in blank", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await suite.asShipper.endorse(tokenId, Act.BLANK_ENDORSE, ethers.ZeroAddress);
      await expectNothingToCancel(suite, suite.shipper, tokenId);
    });

    it("reverts if it was cancelled already", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await suite.asShipper.endorse(tokenId, Act.ENDORSE, suite.bank.address);
      await suite.asShipper.cancelEndorsement(tokenId);
      await expectNothingToCancel(suite, suite.shipper, tokenId);
    });

    it("reverts if a rejection took the endorsement back already", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await endorseAndTransfer(bills, shipper, Act.ENDORSE, bank, tokenId);
      await bills.connect(bank.signer).reject(tokenId);
      await expectNothingToCancel(suite, shipper, tokenId);
    });

    describe("once another possessor came between", () => {
      /** The shipper endorsed to the bank; then possession goes away and comes back, forward. */
      const ways: [string, (suite: Fixture, tokenId: bigint) => Promise<unknown>][] = [
        ["the endorsee signed", ({ bills, bank }, tokenId) => bills.connect(bank.signer).sign(tokenId)],
        [
          "the endorsee was refused its surrender",
          async ({ bills, bank, asCarrier }, tokenId) => {
            await bills.connect(bank.signer).surrenderForDelivery(tokenId);
            await asCarrier.refuseSurrender(tokenId, id("no"));
          },
        ],
        [
          "the endorsee transferred it and it was rejected",
          async ({ bills, bank, trader }, tokenId) => {
            await transfer(bills, bank, trader, tokenId);
            await bills.connect(trader.signer).reject(tokenId);
          },
        ],
      ];
      for (const [what, way] of ways) {
        it(`reverts for the endorsee if ${what}, and for the endorser even in possession again`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const { bills, asShipper, shipper, bank } = suite;
          const tokenId = await issueBill(suite, Kind.TO_ORDER);
          await asShipper.endorse(tokenId, Act.ENDORSE_TO_ORDER, bank.address);
          await transfer(bills, shipper, bank, tokenId);
          await way(suite, tokenId);
          await expectNothingToCancel(suite, bank, tokenId);
          await transfer(bills, bank, shipper, tokenId);
          await expectNothingToCancel(suite, shipper, tokenId);
          expect((await stateOf(bills, tokenId)).titleholder).to.equal(bank.member);
        });
      }

      it("reverts for an endorsement with transfer after its recipient's own was cancelled", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, bank, trader } = suite;
        const tokenId = await issueBill(suite, Kind.TO_ORDER);
        await endorseAndTransfer(bills, shipper, Act.ENDORSE_TO_ORDER, bank, tokenId);
        await bills.connect(bank.signer).endorse(tokenId, Act.ENDORSE, trader.address);
        await bills.connect(bank.signer).cancelEndorsement(tokenId);
        expect((await stateOf(bills, tokenId)).titleholder).to.equal(bank.member);
        await expectNothingToCancel(suite, bank, tokenId);
      });
    });

    it("reverts if the endorsee had its title carried on, even to the endorser", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asShipper, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await asShipper.endorse(tokenId, Act.ENDORSE_TO_ORDER, bank.address);
      await bills.connect(bank.signer).instruct(tokenId, Act.ENDORSE_TO_ORDER, shipper.address, 0n);
      await carryOut(bills, shipper, tokenId);
      await expectNothingToCancel(suite, shipper, tokenId);
      const { titleholder, isInstructed } = await bills.billOf(tokenId);
      expect([titleholder, isInstructed]).to.deep.equal([shipper.member, false]);
    });

    it("ends what the endorsee instructed", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asShipper, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await asShipper.endorse(tokenId, Act.ENDORSE_TO_ORDER, bank.address);
      await bills.connect(bank.signer).instruct(tokenId, Act.ENDORSE_TO_ORDER, trader.address, 0n);
      await asShipper.cancelEndorsement(tokenId);
      expect((await bills.billOf(tokenId)).isInstructed).to.equal(false);
      await expect(carryOut(bills, shipper, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NoInstruction")
        .withArgs(tokenId);
    });

    for (const kind of [Kind.TO_ORDER, Kind.BEARER]) {
      for (const act of [Act.ENDORSE, Act.ENDORSE_TO_ORDER]) {
        it(`takes ${nameOf(Act, act)} of a ${nameOf(Kind, kind)} bill back: title, finality and kind as before`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const { bills, asShipper, shipper, bank, latestBlock } = suite;
          const tokenId = await issueBill(suite, kind);
          const before = await stateOf(bills, tokenId);
          await asShipper.endorse(tokenId, act, bank.address);
          const previousBlock = await latestBlock();
          await expect(asShipper.cancelEndorsement(tokenId))
            .to.emit(bills, "EndorsementCancelled")
            .withArgs(tokenId, shipper.member, [3n, previousBlock]);
          expect(await stateOf(bills, tokenId)).to.deep.equal({ ...before, rejectDeadline: 0n });
        });
      }
    }

    it("works after the bill came back by a rejection", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asShipper, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      const before = await stateOf(bills, tokenId);
      await asShipper.endorse(tokenId, Act.ENDORSE, bank.address);
      // To a third party and to the endorsee itself: neither keeps it.
      for (const recipient of [trader, bank]) {
        await transfer(bills, shipper, recipient, tokenId);
        await bills.connect(recipient.signer).reject(tokenId);
      }
      expect((await stateOf(bills, tokenId)).titleholder).to.equal(bank.member);
      await asShipper.cancelEndorsement(tokenId);
      expect(await stateOf(bills, tokenId)).to.deep.equal({ ...before, rejectDeadline: 0n });
    });

    it("works at second hand, back to the endorser's title and no further", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await endorseAndTransfer(bills, shipper, Act.ENDORSE_TO_ORDER, bank, tokenId);
      const before = await stateOf(bills, tokenId);
      await bills.connect(bank.signer).endorse(tokenId, Act.ENDORSE, trader.address);
      await bills.connect(bank.signer).cancelEndorsement(tokenId);
      expect(await stateOf(bills, tokenId)).to.deep.equal({ ...before, rejectDeadline: 0n });
      // The endorser has all it had: it endorses to another.
      await bills.connect(bank.signer).endorse(tokenId, Act.ENDORSE, suite.forwarder.address);
      expect((await stateOf(bills, tokenId)).titleholder).to.equal(suite.forwarder.member);
    });
  });
});
