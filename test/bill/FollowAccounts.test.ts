import { expect } from "chai";
import { id, ZeroAddress } from "ethers";
import { network } from "hardhat";

import { announced, courtOrder } from "../support/orders.js";
import { carryOut, endorseAndTransfer, possessedBy, stateOf, transfer } from "../support/bills.js";
import { DAYS } from "../support/records.js";
import {
  Act,
  AmendmentReason,
  BillStatus,
  deploySuite,
  issuance,
  issueBill,
  Kind,
  MemberStatus,
  type Party,
  Place,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;

const COMMENTS = id("no");

/** The suite, and a way to give a member another account: each is the party as it acts from then on. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, consortium, parties } = suite;
  const spare = (await ethers.getSigners()).slice(-5);
  const replaced = async ({ member }: Party): Promise<Party> => {
    // The chain goes back between tests: who is free is asked of it.
    const taken = Number(await consortium.accountCount());
    const signer = spare[taken - Object.keys(parties).length + 1];
    if (signer === undefined) throw new Error("the chain has too few accounts");
    await consortium.replaceAccount(member, signer.address);
    return { signer, address: signer.address, member };
  };
  const follow = (...tokenIds: bigint[]) => bills.connect(parties.outsider.signer).followAccounts(tokenIds);
  return { ...suite, ...parties, replaced, follow };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

async function expectNotActive({ bills }: Fixture, sent: Promise<unknown>, account: Party): Promise<void> {
  await expect(sent)
    .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
    .withArgs(account.address, MemberStatus.REPLACED);
}

describe("BillOfLading", () => {
  describe("followAccounts", () => {
    it("reverts for a bill that was never issued", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.BEARER);
      await suite.replaced(suite.shipper);
      await expect(suite.follow(tokenId, 7n))
        .to.be.revertedWithCustomError(suite.bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts for a frozen bill in the hands of a replaced account", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, follow } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.freeze(tokenId);
      await expect(follow(tokenId)).not.to.emit(bills, "AccountFollowed");
      await suite.replaced(shipper);
      await expect(follow(tokenId)).to.be.revertedWithCustomError(bills, "BillCustody_Frozen").withArgs(tokenId, 0n);
    });

    it("reverts for a closed bill, which stays where it closed", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, carrier, follow } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      await bills.connect(carrier.signer).acceptSurrender(tokenId);
      await suite.replaced(carrier);
      const before = await stateOf(bills, tokenId);
      await expect(follow(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
        .withArgs(tokenId, BillStatus.SURRENDERED_FOR_DELIVERY);
      expect(await stateOf(bills, tokenId)).to.deep.equal(before);
      expect(before.owner).to.equal(carrier.address);
    });

    it("passes over a bill in the hands of a current account", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, follow } = suite;
      const here = await issueBill(suite, Kind.BEARER, { reference: "HERE" });
      const there = await issueBill(suite, Kind.BEARER, { reference: "THERE" });
      await transfer(bills, shipper, bank, here);
      await suite.replaced(shipper);
      const before = await bills.billOf(here);
      const transaction = follow(here, there, here, there);
      await expect(transaction).to.emit(bills, "AccountFollowed");
      expect(await bills.billOf(here)).to.deep.equal(before);
      expect((await bills.billOf(there)).sequence).to.equal(2n);
    });

    it("moves possession with a Transfer, for anybody, and clears the approval", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, follow } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: bank.address });
      await bills.connect(shipper.signer).approve(bank.address, tokenId);
      const before = await stateOf(bills, tokenId);
      const { latestBlock } = await bills.billOf(tokenId);
      const current = await suite.replaced(shipper);
      const accountNumber = (await suite.consortium.memberOf(current.address)).accountNumber;
      const transaction = follow(tokenId);
      await expect(transaction).to.emit(bills, "Transfer").withArgs(shipper.address, current.address, tokenId);
      await expect(transaction)
        .to.emit(bills, "AccountFollowed")
        .withArgs(tokenId, shipper.member, accountNumber, [2n, latestBlock]);
      expect(await stateOf(bills, tokenId)).to.deep.equal({
        ...before,
        ...possessedBy(current),
        approved: ZeroAddress,
      });
      expect(await bills.balanceOf(shipper.address)).to.equal(0n);
      expect(await bills.balanceOf(current.address)).to.equal(1n);
    });

    it("moves a whole batch of several members, and goes on while moves are paused", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, follow } = suite;
      const ofShipper = await issueBill(suite, Kind.BEARER, { reference: "1" });
      const ofBank = await issueBill(suite, Kind.BEARER, { reference: "2" });
      await transfer(bills, shipper, bank, ofBank);
      const [first, second] = [await suite.replaced(shipper), await suite.replaced(bank)];
      await bills.pauseMoves(3_600n);
      await follow(ofShipper, ofBank);
      expect(await bills.ownerOf(ofShipper)).to.equal(first.address);
      expect(await bills.ownerOf(ofBank)).to.equal(second.address);
    });

    it("skips the accounts between, and follows suspended and removed members", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, shipper, follow } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await suite.replaced(shipper);
      await consortium.suspend(shipper.member);
      const second = await suite.replaced(shipper);
      await follow(tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(second.address);
      await consortium.remove(shipper.member);
      const third = await suite.replaced(shipper);
      await follow(tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(third.address);
    });

    it("keeps the right to reject with its deadline, and the endorsement that can be cancelled", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, follow } = suite;
      const received = await issueBill(suite, Kind.BEARER, { reference: "RECEIVED" });
      await transfer(bills, shipper, bank, received);
      const endorsed = await issueBill(suite, Kind.TO_ORDER, { reference: "ENDORSED" });
      await bills.connect(shipper.signer).endorse(endorsed, Act.ENDORSE, suite.trader.address);
      const { rejectDeadline } = await bills.billOf(received);
      const [asShipper, asBank] = [await suite.replaced(shipper), await suite.replaced(bank)];
      await follow(received, endorsed);

      expect((await bills.billOf(received)).rejectDeadline).to.equal(rejectDeadline);
      await time.setNextBlockTimestamp(rejectDeadline);
      await expect(bills.connect(asBank.signer).reject(received))
        .to.emit(bills, "Transfer")
        .withArgs(asBank.address, asShipper.address, received);
      await bills.connect(asShipper.signer).cancelEndorsement(endorsed);
      expect((await bills.billOf(endorsed)).titleholder).to.equal(shipper.member);
    });

    it("keeps an instruction, which the new account carries out", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader, follow } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: bank.address });
      await bills.connect(bank.signer).instruct(tokenId, Act.ENDORSE, trader.address, AmendmentReason.NONE);
      const [asShipper] = [await suite.replaced(shipper), await suite.replaced(bank)];
      await follow(tokenId);
      expect((await bills.billOf(tokenId)).isInstructed).to.equal(true);
      await carryOut(bills, asShipper, tokenId);
      expect(await stateOf(bills, tokenId)).to.include({ ...possessedBy(trader), titleholder: trader.member });
    });
  });

  describe("before possession has followed", () => {
    it("the new account is told why, wherever an act needs possession", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      const current = await suite.replaced(shipper);
      const as = bills.connect(current.signer);
      for (const attempt of [
        () => as.sign(tokenId),
        () => as.reject(tokenId),
        () => as.endorse(tokenId, Act.ENDORSE, bank.address),
        () => as.endorseAndTransfer(tokenId, Act.ENDORSE, bank.address),
        () => as.cancelEndorsement(tokenId),
        () => as.carryOut(tokenId, 1n),
        () => as.surrenderForDelivery(tokenId),
        () => as.surrenderForAmendment(tokenId, AmendmentReason.AMEND),
        () => as.transferFrom(shipper.address, bank.address, tokenId),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotFollowed")
          .withArgs(tokenId, current.address);
      }
      // It has the title meanwhile, and instructs nobody about what is its own.
      await expect(as.instruct(tokenId, Act.ENDORSE, bank.address, AmendmentReason.NONE))
        .to.be.revertedWithCustomError(bills, "BillOfLading_InPossession")
        .withArgs(tokenId, current.address);
      expect(await stateOf(bills, tokenId)).to.include({
        titleholder: shipper.member,
        possessor: shipper.member,
        owner: shipper.address,
        entitled: shipper.member,
      });
    });

    it("the old account can do nothing, before or after", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, custodian, follow } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await suite.replaced(shipper);
      const as = bills.connect(shipper.signer);
      for (const when of ["before", "after"]) {
        if (when === "after") await follow(tokenId);
        for (const attempt of [
          () => as.sign(tokenId),
          () => as.reject(tokenId),
          () => as.endorse(tokenId, Act.ENDORSE, bank.address),
          () => as.endorseAndTransfer(tokenId, Act.ENDORSE, bank.address),
          () => as.surrenderForDelivery(tokenId),
          () => as.instruct(tokenId, Act.ENDORSE, bank.address, AmendmentReason.NONE),
          () => as.transferFrom(shipper.address, bank.address, tokenId),
          () => as.approve(bank.address, tokenId),
          () => as.setApprovalForAll(custodian.address, true),
        ]) {
          await expectNotActive(suite, attempt(), shipper);
        }
      }
    });

    it("nobody that the old account approved can move the bill, before or after", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader, custodian, follow } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(shipper.signer).approve(bank.address, tokenId);
      await bills.connect(shipper.signer).setApprovalForAll(custodian.address, true);
      const current = await suite.replaced(shipper);
      const move = (by: Party, from: Party) =>
        bills.connect(by.signer).transferFrom(from.address, trader.address, tokenId);
      for (const approved of [bank, custodian]) await expectNotActive(suite, move(approved, shipper), shipper);
      await follow(tokenId);
      for (const approved of [bank, custodian]) {
        await expect(move(approved, current))
          .to.be.revertedWithCustomError(bills, "ERC721InsufficientApproval")
          .withArgs(approved.address, tokenId);
      }
    });

    it("nothing new is sent to the old account", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      const current = await suite.replaced(bank);
      for (const attempt of [
        () => transfer(bills, shipper, bank, tokenId),
        () => endorseAndTransfer(bills, shipper, Act.ENDORSE, bank, tokenId),
        () => bills.connect(shipper.signer).endorse(tokenId, Act.ENDORSE, bank.address),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
          .withArgs(tokenId, bank.address);
      }
      await transfer(bills, shipper, current, tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(current.address);
    });
  });

  describe("a replaced account in the middle", () => {
    it("of a transfer: what is rejected goes to the sender's current account", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await endorseAndTransfer(bills, shipper, Act.ENDORSE, bank, tokenId);
      await suite.replaced(shipper);
      const current = await suite.replaced(shipper);
      const transaction = bills.connect(bank.signer).reject(tokenId);
      await expect(transaction).to.emit(bills, "Transfer").withArgs(bank.address, current.address, tokenId);
      await expect(transaction).to.emit(bills, "TransferRejected");
      expect(await stateOf(bills, tokenId)).to.include({ ...possessedBy(current), titleholder: shipper.member });
      await bills.connect(current.signer).endorse(tokenId, Act.ENDORSE, bank.address);
    });

    it("of an issue: what is rejected goes to the carrier's current account, from the true owner", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, carrier, follow } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const [asCarrier, asShipper] = [await suite.replaced(carrier), await suite.replaced(shipper)];
      await follow(tokenId);
      await expect(bills.connect(asShipper.signer).reject(tokenId))
        .to.emit(bills, "Transfer")
        .withArgs(asShipper.address, asCarrier.address, tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(asCarrier.address);
    });

    it("of a surrender: the carrier's new account accepts it, the old one does not", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, carrier } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      const [asCarrier] = [await suite.replaced(carrier), await suite.replaced(shipper)];
      for (const attempt of [
        () => bills.connect(carrier.signer).acceptSurrender(tokenId),
        () => bills.connect(carrier.signer).refuseSurrender(tokenId, COMMENTS),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotIssuer")
          .withArgs(tokenId, carrier.address);
      }
      await expect(bills.connect(asCarrier.signer).acceptSurrender(tokenId)).to.emit(bills, "SurrenderAccepted");
      const delivery = await bills.deliveryOf(tokenId);
      expect([delivery.entitled, delivery.isDue]).to.deep.equal([shipper.member, true]);
    });

    for (const followed of [false, true]) {
      it(`of a surrender: a refusal ${followed ? "after" : "before"} the bill followed is from its true owner`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, carrier, follow } = suite;
        const tokenId = await issueBill(suite, Kind.TO_ORDER);
        await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
        const [asCarrier, asShipper] = [await suite.replaced(carrier), await suite.replaced(shipper)];
        if (followed) {
          await expect(follow(tokenId))
            .to.emit(bills, "Transfer")
            .withArgs(carrier.address, asCarrier.address, tokenId);
        }
        const owner = await bills.ownerOf(tokenId);
        expect(owner).to.equal(followed ? asCarrier.address : carrier.address);
        const transaction = bills.connect(asCarrier.signer).refuseSurrender(tokenId, COMMENTS);
        await expect(transaction).to.emit(bills, "Transfer").withArgs(owner, asShipper.address, tokenId);
        expect(await stateOf(bills, tokenId)).to.include({
          ...possessedBy(asShipper),
          status: BillStatus.ISSUED,
          titleholder: shipper.member,
        });
        for (const account of [carrier, asCarrier]) expect(await bills.balanceOf(account.address)).to.equal(0n);
        expect(await bills.balanceOf(asShipper.address)).to.equal(1n);
      });
    }

    it("of a reissue: the successor goes to the current account of who surrendered", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, carrier, parties } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await bills.connect(shipper.signer).surrenderForAmendment(tokenId, AmendmentReason.AMEND);
      const [asCarrier, asShipper] = [await suite.replaced(carrier), await suite.replaced(shipper)];
      const successor = (to: Party) =>
        issuance(Kind.TO_ORDER, parties, { tokenId: 8n, issueTo: to.address, titleTo: to.address });
      await expect(bills.connect(asCarrier.signer).reissue([tokenId], [successor(shipper)]))
        .to.be.revertedWithCustomError(bills, "BillAmendment_NotTheSurrenderer")
        .withArgs(0n, shipper.address);
      await bills.connect(asCarrier.signer).reissue([tokenId], [successor(asShipper)]);
      expect(await stateOf(bills, 8n)).to.include({ ...possessedBy(asShipper), titleholder: shipper.member });
    });

    it("of a merge: bills surrendered from the old and the new account are one member's", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, carrier, parties, follow } = suite;
      const [first, second, third] = [
        await issueBill(suite, Kind.BEARER, { reference: "1" }),
        await issueBill(suite, Kind.BEARER, { reference: "2" }),
        await issueBill(suite, Kind.BEARER, { reference: "3" }),
      ];
      await transfer(bills, shipper, bank, third);
      await bills.connect(bank.signer).surrenderForAmendment(third, AmendmentReason.MERGE);
      await bills.connect(shipper.signer).surrenderForAmendment(first, AmendmentReason.MERGE);
      const current = await suite.replaced(shipper);
      await follow(second);
      await bills.connect(current.signer).surrenderForAmendment(second, AmendmentReason.MERGE);
      const merged = issuance(Kind.BEARER, parties, { reference: "1", tokenId: 8n, issueTo: current.address });
      await expect(bills.connect(carrier.signer).reissue([first, third], [merged]))
        .to.be.revertedWithCustomError(bills, "BillAmendment_NotOneParty")
        .withArgs(third);
      await bills.connect(carrier.signer).reissue([first, second], [merged]);
      expect(await bills.ownerOf(8n)).to.equal(current.address);
    });

    it("of an instruction: who gave it withdraws it from its new account; a recipient is named anew", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: bank.address });
      const instruct = (by: Party, recipient: Party) =>
        bills.connect(by.signer).instruct(tokenId, Act.ENDORSE, recipient.address, AmendmentReason.NONE);
      await instruct(bank, trader);
      const [asBank, asTrader] = [await suite.replaced(bank), await suite.replaced(trader)];
      await expect(carryOut(bills, shipper, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
        .withArgs(tokenId, trader.address);
      await expectNotActive(suite, bills.connect(bank.signer).withdrawInstruction(tokenId), bank);
      await bills.connect(asBank.signer).withdrawInstruction(tokenId);
      await instruct(asBank, asTrader);
      await carryOut(bills, shipper, tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(asTrader.address);
    });

    it("of a stand-in: its new account gives the place up", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleToRepresents: id("a party to come") });
      const current = await suite.replaced(shipper);
      await expectNotActive(
        suite,
        bills.connect(shipper.signer).giveUpStandIn(tokenId, Place.TITLE, trader.address),
        shipper,
      );
      await bills.connect(current.signer).giveUpStandIn(tokenId, Place.TITLE, trader.address);
      expect((await bills.billOf(tokenId)).titleholder).to.equal(trader.member);
    });

    it("of a waybill: the shipper's new account agrees to a successor, and no longer rejects the issue", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, carrier, parties, follow } = suite;
      const tokenId = await issueBill(suite, Kind.WAYBILL);
      const current = await suite.replaced(shipper);
      await bills.connect(current.signer).allowReplacement(tokenId, 8n);
      await follow(tokenId);
      await expect(bills.connect(current.signer).reject(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToReject")
        .withArgs(tokenId);
      const successor = (by: Party) =>
        issuance(Kind.WAYBILL, parties, { tokenId: 8n, issueTo: by.address, shipper: by.address });
      await expect(bills.connect(carrier.signer).replaceWaybill(tokenId, successor(shipper)))
        .to.be.revertedWithCustomError(bills, "BillAmendment_ReplacementDiffers")
        .withArgs(tokenId, shipper.address);
      await bills.connect(carrier.signer).replaceWaybill(tokenId, successor(current));
      expect(await bills.ownerOf(8n)).to.equal(current.address);
    });

    it("of a court order: it takes the bill from the old account and gives it to a current one", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.freeze(tokenId);
      const notBefore = await announced(bills, tokenId, courtOrder(bank, trader));
      const [asBank] = [await suite.replaced(bank), await suite.replaced(shipper)];
      await time.increaseTo(notBefore + DAYS);
      await expect(bills.reassign(tokenId))
        .to.emit(bills, "Transfer")
        .withArgs(shipper.address, asBank.address, tokenId);
      expect(await bills.balanceOf(shipper.address)).to.equal(0n);
      expect(await bills.balanceOf(asBank.address)).to.equal(1n);
    });
  });
});
