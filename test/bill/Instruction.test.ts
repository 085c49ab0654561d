import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import { possessedBy, stateOf, transfer } from "../support/bills.js";
import { fieldsOf, nextTrail, standingOfBill } from "../support/records.js";
import {
  Act,
  AmendmentReason,
  deploySuite,
  issueBill,
  Kind,
  MemberStatus,
  nameOf,
  type Party,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { NONE, AMEND } = AmendmentReason;

/** A TO_ORDER and a STRAIGHT bill, possessed by the shipper, with title at the bank and the consignee. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: parties.bank.address });
  const straight = await issueBill(suite, Kind.STRAIGHT, { reference: "STRAIGHT" });
  const instruct = (by: Party, act: Act, recipient: string, reason: AmendmentReason = NONE, bill = tokenId) =>
    bills.connect(by.signer).instruct(bill, act, recipient, reason);
  return { ...suite, ...parties, tokenId, straight, instruct };
}

describe("BillOfLading", () => {
  describe("instruct", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills, bank, trader } = await networkHelpers.loadFixture(deploy);
      await expect(bills.connect(bank.signer).instruct(7n, Act.ENDORSE, trader.address, NONE))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
    });

    it("reverts if the caller is no active member", async () => {
      const { bills, consortium, bank, trader, outsider, instruct } = await networkHelpers.loadFixture(deploy);
      await expect(instruct(outsider, Act.ENDORSE, trader.address))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(outsider.address, MemberStatus.NONE);
      await consortium.suspend(bank.member);
      await expect(instruct(bank, Act.ENDORSE, trader.address))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(bank.address, MemberStatus.SUSPENDED);
    });

    it("reverts for every act that the kind does not know", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, bank, consignee, trader, instruct, tokenId, straight } = suite;
      const bearer = await issueBill(suite, Kind.BEARER, { reference: "BEARER" });
      const waybill = await issueBill(suite, Kind.WAYBILL, { reference: "WAYBILL" });
      const { ISSUE, TRANSFER, SIGN, ENDORSE, ENDORSE_TO_ORDER, BLANK_ENDORSE } = Act;
      const refused: [Party, bigint, Kind, Act[]][] = [
        [bank, tokenId, Kind.TO_ORDER, [ISSUE, TRANSFER, SIGN]],
        [consignee, straight, Kind.STRAIGHT, [ISSUE, TRANSFER, SIGN, ENDORSE, ENDORSE_TO_ORDER, BLANK_ENDORSE]],
        [bank, bearer, Kind.BEARER, Object.values(Act)],
        [consignee, waybill, Kind.WAYBILL, Object.values(Act)],
      ];
      for (const [by, bill, kind, acts] of refused) {
        for (const act of acts) {
          await expect(instruct(by, act, trader.address, NONE, bill))
            .to.be.revertedWithCustomError(bills, "BillOfLading_ActNotAllowed")
            .withArgs(bill, kind, act);
        }
      }
    });

    it("reverts for everybody without title", async () => {
      const { bills, parties, bank, consignee, outsider, ...suite } = await networkHelpers.loadFixture(deploy);
      const holders: [bigint, Party][] = [
        [suite.tokenId, bank],
        [suite.straight, consignee],
      ];
      for (const [bill, titleholder] of holders) {
        for (const party of Object.values(parties).filter((other) => other !== titleholder && other !== outsider)) {
          await expect(suite.instruct(party, Act.SURRENDER_FOR_DELIVERY, ZeroAddress, NONE, bill))
            .to.be.revertedWithCustomError(bills, "BillOfLading_NotTitleholder")
            .withArgs(bill, party.address);
        }
      }
    });

    it("reverts if the titleholder is in possession itself", async () => {
      const { bills, shipper, bank, trader, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
      await transfer(bills, shipper, bank, tokenId);
      await expect(instruct(bank, Act.ENDORSE, trader.address))
        .to.be.revertedWithCustomError(bills, "BillOfLading_InPossession")
        .withArgs(tokenId, bank.address);
    });

    it("reverts if a surrender for amendment has no reason, or anything else has one", async () => {
      const { bills, bank, trader, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
      const misfits: [Act, string, AmendmentReason][] = [
        [Act.SURRENDER_FOR_AMENDMENT, ZeroAddress, NONE],
        [Act.SURRENDER_FOR_DELIVERY, ZeroAddress, AMEND],
        [Act.ENDORSE, trader.address, AMEND],
      ];
      for (const [act, recipient, reason] of misfits) {
        await expect(instruct(bank, act, recipient, reason))
          .to.be.revertedWithCustomError(bills, "BillOfLading_ReasonDoesNotFit")
          .withArgs(tokenId, act, reason);
      }
    });

    it("reverts if a surrender has a recipient", async () => {
      const { bills, bank, trader, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
      for (const [act, reason] of [
        [Act.SURRENDER_FOR_DELIVERY, NONE],
        [Act.SURRENDER_FOR_AMENDMENT, AMEND],
      ] as const) {
        await expect(instruct(bank, act, trader.address, reason))
          .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
          .withArgs(tokenId, trader.address);
      }
    });

    it("reverts if the title endorsed is final, though a surrender may be instructed", async () => {
      const { bills, shipper, trader, bank, consignee, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
      await transfer(bills, shipper, bank, tokenId);
      await bills.connect(bank.signer).endorse(tokenId, Act.ENDORSE, trader.address);
      for (const act of [Act.ENDORSE, Act.ENDORSE_TO_ORDER, Act.BLANK_ENDORSE]) {
        await expect(instruct(trader, act, consignee.address))
          .to.be.revertedWithCustomError(bills, "BillOfLading_EndorsementFinal")
          .withArgs(tokenId);
      }
      await expect(instruct(trader, Act.SURRENDER_FOR_DELIVERY, ZeroAddress)).to.emit(bills, "Instructed");
    });

    it("reverts if the recipient may not receive, BLANK_ENDORSE included", async () => {
      const { bills, consortium, bank, carrier, trader, ...suite } = await networkHelpers.loadFixture(deploy);
      const { tokenId, instruct, otherCarrier, terminal, customs, haulier, outsider } = suite;
      await consortium.suspend(trader.member);
      const barred = [carrier, otherCarrier, terminal, customs, haulier, outsider, trader, { address: ZeroAddress }];
      for (const act of [Act.ENDORSE, Act.ENDORSE_TO_ORDER, Act.BLANK_ENDORSE]) {
        for (const { address } of barred) {
          await expect(instruct(bank, act, address))
            .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
            .withArgs(tokenId, address);
        }
        await expect(instruct(bank, act, bank.address))
          .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientIsSelf")
          .withArgs(tokenId, bank.address);
      }
    });

    const acts: [Act, boolean, AmendmentReason][] = [
      [Act.ENDORSE, true, NONE],
      [Act.ENDORSE_TO_ORDER, true, NONE],
      [Act.BLANK_ENDORSE, true, NONE],
      [Act.SURRENDER_FOR_DELIVERY, false, NONE],
      [Act.SURRENDER_FOR_AMENDMENT, false, AMEND],
    ];
    for (const [act, hasRecipient, reason] of acts) {
      it(`records ${nameOf(Act, act)} for the possessor, and moves nothing`, async () => {
        const { bills, bank, trader, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
        const before = await standingOfBill(bills, tokenId);
        const recipient = hasRecipient ? trader.address : ZeroAddress;
        const trail = await nextTrail(bills, tokenId);
        await expect(instruct(bank, act, recipient, reason))
          .to.emit(bills, "Instructed")
          .withArgs(tokenId, bank.member, hasRecipient ? trader.member : 0n, act, reason, bank.address, trail);
        const instruction = { act, by: bank.member, reason, sequence: trail[0], recipient };
        expect(await standingOfBill(bills, tokenId)).to.deep.equal({ ...before, instruction, isInstructed: true });
      });
    }

    it("lets the consignee of a STRAIGHT bill instruct a surrender, and the possessor be the recipient", async () => {
      const { bills, bank, shipper, consignee, straight, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
      await instruct(consignee, Act.SURRENDER_FOR_AMENDMENT, ZeroAddress, AMEND, straight);
      expect((await bills.instructionOf(straight)).by).to.equal(consignee.member);
      await instruct(bank, Act.ENDORSE, shipper.address);
      expect((await bills.instructionOf(tokenId)).recipient).to.equal(shipper.address);
    });

    it("replaces an earlier instruction", async () => {
      const { bills, bank, trader, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
      await instruct(bank, Act.ENDORSE, trader.address);
      await instruct(bank, Act.SURRENDER_FOR_AMENDMENT, ZeroAddress, AMEND);
      expect(fieldsOf(await bills.instructionOf(tokenId))).to.deep.equal({
        act: Act.SURRENDER_FOR_AMENDMENT,
        by: bank.member,
        reason: AMEND,
        sequence: 3n,
        recipient: ZeroAddress,
      });
    });

    it("leaves the recipient's right to reject: nothing is the possessor's act", async () => {
      const { bills, shipper, bank, tokenId, instruct, forwarder, trader } = await networkHelpers.loadFixture(deploy);
      await transfer(bills, shipper, forwarder, tokenId);
      const { rejectDeadline } = await bills.billOf(tokenId);
      await instruct(bank, Act.ENDORSE, trader.address);
      expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(rejectDeadline);
      await bills.connect(forwarder.signer).reject(tokenId);
      expect(await stateOf(bills, tokenId)).to.include(possessedBy(shipper));
    });
  });
});
