import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import { carryOut, balancesOf, possessedBy, stateOf } from "../support/bills.js";
import { HOURS, nextTrail, standingOfBill } from "../support/records.js";
import {
  Act,
  AmendmentReason,
  BillStatus,
  deploySuite,
  issueBill,
  Kind,
  MemberStatus,
  nameOf,
  type Party,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { NONE, AMEND, SWTP } = AmendmentReason;

/** A TO_ORDER bill, possessed by the shipper, with title at the bank. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: parties.bank.address });
  const instruct = (act: Act, recipient: string, reason: AmendmentReason = NONE) =>
    bills.connect(parties.bank.signer).instruct(tokenId, act, recipient, reason);
  const carry = (by: Party = parties.shipper) => carryOut(bills, by, tokenId);
  return { ...suite, ...parties, tokenId, instruct, carryOut: carry };
}

describe("BillOfLading", () => {
  describe("carryOut", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills, shipper } = await networkHelpers.loadFixture(deploy);
      await expect(bills.connect(shipper.signer).carryOut(7n, 1))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts if there is no instruction", async () => {
      const { bills, tokenId, carryOut } = await networkHelpers.loadFixture(deploy);
      await expect(carryOut()).to.be.revertedWithCustomError(bills, "BillOfLading_NoInstruction").withArgs(tokenId);
    });

    it("reverts if another instruction stands than the one that was read", async () => {
      const { bills, shipper, trader, bank, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
      await instruct(Act.ENDORSE, trader.address);
      const { sequence } = await bills.instructionOf(tokenId);
      await instruct(Act.BLANK_ENDORSE, trader.address);
      await expect(bills.connect(shipper.signer).carryOut(tokenId, sequence))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NoInstruction")
        .withArgs(tokenId);
      expect((await bills.billOf(tokenId)).titleholder).to.equal(bank.member);
      expect((await bills.instructionOf(tokenId)).sequence).to.equal(sequence + 1n);
    });

    it("reverts for everybody out of possession, who gave the instruction included", async () => {
      const { bills, parties, shipper, outsider, trader, tokenId, instruct, carryOut } =
        await networkHelpers.loadFixture(deploy);
      await instruct(Act.ENDORSE, trader.address);
      for (const party of Object.values(parties).filter((other) => other !== shipper && other !== outsider)) {
        await expect(carryOut(party))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotPossessor")
          .withArgs(tokenId, party.address);
      }
    });

    it("reverts if the possessor is suspended", async () => {
      const { bills, consortium, shipper, trader, instruct, carryOut } = await networkHelpers.loadFixture(deploy);
      await instruct(Act.ENDORSE, trader.address);
      await consortium.suspend(shipper.member);
      await expect(carryOut())
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
    });

    for (const [act, hasRecipient] of [
      [Act.ENDORSE, true],
      [Act.SURRENDER_FOR_DELIVERY, false],
    ] as const) {
      it(`reverts if who instructed ${nameOf(Act, act)} is suspended since, and goes through once it is back`, async () => {
        const { bills, consortium, bank, trader, tokenId, instruct, carryOut } =
          await networkHelpers.loadFixture(deploy);
        await instruct(act, hasRecipient ? trader.address : ZeroAddress);
        const before = await standingOfBill(bills, tokenId);
        await consortium.suspend(bank.member);
        await expect(carryOut())
          .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
          .withArgs(bank.address, MemberStatus.SUSPENDED);
        expect(await standingOfBill(bills, tokenId)).to.deep.equal(before);
        await consortium.reinstate(bank.member);
        await carryOut();
        expect((await bills.billOf(tokenId)).isInstructed).to.equal(false);
      });
    }

    it("reverts if the recipient may not receive any more", async () => {
      const { bills, consortium, trader, tokenId, instruct, carryOut } = await networkHelpers.loadFixture(deploy);
      for (const act of [Act.ENDORSE, Act.BLANK_ENDORSE]) {
        await instruct(act, trader.address);
        await consortium.suspend(trader.member);
        await expect(carryOut())
          .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
          .withArgs(tokenId, trader.address);
        await consortium.reinstate(trader.member);
      }
    });

    for (const act of [Act.ENDORSE, Act.ENDORSE_TO_ORDER, Act.BLANK_ENDORSE]) {
      const name = nameOf(Act, act);
      const isBlank = act === Act.BLANK_ENDORSE;

      it(`${name} gives title and possession to the recipient, who may reject both`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, bank, trader, tokenId, instruct, carryOut } = suite;
        const start = await stateOf(bills, tokenId);
        await instruct(act, trader.address);
        const balances = await balancesOf(suite);
        const [sequence, previousBlock] = await nextTrail(bills, tokenId);

        const transaction = carryOut();
        const titleTo = isBlank ? 0n : trader.member;
        await expect(transaction)
          .to.emit(bills, "Endorsed")
          .withArgs(tokenId, bank.member, titleTo, act, [sequence, previousBlock]);
        const { latestBlock } = await bills.billOf(tokenId);
        const block = await (await transaction).getBlock();
        const rejectDeadline = BigInt(block?.timestamp ?? 0) + 48n * HOURS;
        await expect(transaction)
          .to.emit(bills, "PossessionTransferred")
          .withArgs(tokenId, shipper.member, trader.member, rejectDeadline, [sequence + 1n, latestBlock]);
        await expect(transaction).to.emit(bills, "Transfer").withArgs(shipper.address, trader.address, tokenId);
        expect(await stateOf(bills, tokenId)).to.deep.equal({
          ...start,
          ...possessedBy(trader),
          kind: isBlank ? Kind.BEARER : Kind.TO_ORDER,
          titleholder: titleTo,
          entitled: trader.member,
          isFinal: act === Act.ENDORSE,
          rejectDeadline,
        });
        expect(await balancesOf(suite)).to.deep.equal({ ...balances, shipper: 0n, trader: 1n });

        await bills.connect(trader.signer).reject(tokenId);
        expect(await stateOf(bills, tokenId)).to.deep.equal({ ...start, rejectDeadline: 0n });
        expect(await balancesOf(suite)).to.deep.equal(balances);
        expect((await bills.billOf(tokenId)).isInstructed).to.equal(false);
        // What is restored can be used: the bank still has title, and the shipper still has none to cancel.
        await expect(bills.connect(shipper.signer).cancelEndorsement(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToCancel")
          .withArgs(tokenId);
        await expect(instruct(Act.ENDORSE_TO_ORDER, trader.address)).to.emit(bills, "Instructed");
      });

      it(`${name} to the possessor moves title alone`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, bank, tokenId, instruct, carryOut } = suite;
        await instruct(act, shipper.address);
        const [before, balances] = [await stateOf(bills, tokenId), await balancesOf(suite)];
        const trail = await nextTrail(bills, tokenId);
        const transaction = carryOut();
        const titleTo = isBlank ? 0n : shipper.member;
        await expect(transaction).to.emit(bills, "Endorsed").withArgs(tokenId, bank.member, titleTo, act, trail);
        await expect(transaction).not.to.emit(bills, "Transfer");
        expect(await stateOf(bills, tokenId)).to.deep.equal({
          ...before,
          kind: isBlank ? Kind.BEARER : Kind.TO_ORDER,
          titleholder: titleTo,
          entitled: shipper.member,
          isFinal: act === Act.ENDORSE,
          rejectDeadline: 0n,
        });
        expect(await balancesOf(suite)).to.deep.equal(balances);
        expect((await bills.billOf(tokenId)).isInstructed).to.equal(false);
        // It is the bank's endorsement, and not the possessor's to take back.
        await expect(bills.connect(shipper.signer).cancelEndorsement(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NothingToCancel")
          .withArgs(tokenId);
      });
    }

    for (const [act, reason, status] of [
      [Act.SURRENDER_FOR_DELIVERY, NONE, BillStatus.PENDING_SURRENDER_FOR_DELIVERY],
      [Act.SURRENDER_FOR_AMENDMENT, AMEND, BillStatus.PENDING_SURRENDER_FOR_AMENDMENT],
      [Act.SURRENDER_FOR_AMENDMENT, SWTP, BillStatus.PENDING_SURRENDER_FOR_AMENDMENT],
    ] as const) {
      it(`${nameOf(Act, act)} for ${nameOf(AmendmentReason, reason)} gives the bill to the carrier, and back to the possessor if refused`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, carrier, shipper, bank, tokenId, instruct, carryOut } = suite;
        await instruct(act, ZeroAddress, reason);
        const [before, balances] = [await stateOf(bills, tokenId), await balancesOf(suite)];
        const trail = await nextTrail(bills, tokenId);
        const transaction = carryOut();
        await expect(transaction)
          .to.emit(bills, "Surrendered")
          .withArgs(tokenId, shipper.member, carrier.member, act, reason, trail);
        await expect(transaction).to.emit(bills, "Transfer").withArgs(shipper.address, carrier.address, tokenId);
        const pending = { ...before, ...possessedBy(carrier), status, rejectDeadline: 0n, entitled: bank.member };
        expect(await stateOf(bills, tokenId)).to.deep.equal(pending);
        expect(await balancesOf(suite)).to.deep.equal({ ...balances, shipper: 0n, carrier: 1n });
        expect((await bills.billOf(tokenId)).isInstructed).to.equal(false);

        await bills.connect(carrier.signer).refuseSurrender(tokenId, ethers.id("no"));
        expect(await stateOf(bills, tokenId)).to.deep.equal({ ...before, rejectDeadline: 0n });
        expect((await bills.billOf(tokenId)).isInstructed).to.equal(false);
      });
    }

    it("surrenders a STRAIGHT bill for its consignee, through a possessor that may not itself", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, carrier, shipper, forwarder, consignee } = suite;
      const bill = await issueBill(suite, Kind.STRAIGHT, { reference: "STRAIGHT" });
      await bills.connect(shipper.signer).transferFrom(shipper.address, forwarder.address, bill);
      await bills.connect(consignee.signer).instruct(bill, Act.SURRENDER_FOR_DELIVERY, ZeroAddress, NONE);
      await carryOut(bills, forwarder, bill);
      await bills.connect(carrier.signer).acceptSurrender(bill);
      expect(await stateOf(bills, bill)).to.include({ entitled: consignee.member, isDue: true });
    });
  });
});
