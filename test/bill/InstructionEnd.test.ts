import { expect } from "chai";
import { id, ZeroAddress } from "ethers";
import { network } from "hardhat";

import { carryOut, transfer } from "../support/bills.js";
import { fieldsOf, nextTrail, standingOfBill } from "../support/records.js";
import {
  Act,
  AmendmentReason,
  deploySuite,
  issueBill,
  Kind,
  MemberStatus,
  type Party,
  Place,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { NONE } = AmendmentReason;
const NOTHING = { act: 0n, by: 0n, reason: 0n, sequence: 0n, recipient: ZeroAddress };

/** A TO_ORDER bill, possessed by the shipper, with title at the bank. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: parties.bank.address });
  const instruct = (by: Party, act: Act, recipient: string, reason: AmendmentReason = NONE, bill = tokenId) =>
    bills.connect(by.signer).instruct(bill, act, recipient, reason);
  return { ...suite, ...parties, tokenId, instruct };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

describe("BillOfLading", () => {
  describe("withdrawInstruction", () => {
    it("reverts if there is none, or it was withdrawn already", async () => {
      const { bills, bank, trader, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
      const expectNone = () =>
        expect(bills.connect(bank.signer).withdrawInstruction(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NoInstruction")
          .withArgs(tokenId);
      await expectNone();
      await instruct(bank, Act.ENDORSE, trader.address);
      await bills.connect(bank.signer).withdrawInstruction(tokenId);
      await expectNone();
    });

    it("reverts for everybody but who gave it", async () => {
      const { bills, parties, bank, outsider, trader, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
      await instruct(bank, Act.ENDORSE, trader.address);
      for (const { signer } of Object.values(parties).filter((other) => other !== bank && other !== outsider)) {
        await expect(bills.connect(signer).withdrawInstruction(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NoInstruction")
          .withArgs(tokenId);
      }
      await expect(bills.connect(outsider.signer).withdrawInstruction(tokenId))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(outsider.address, MemberStatus.NONE);
    });

    it("takes it back, and leaves the rest", async () => {
      const { bills, bank, trader, shipper, tokenId, instruct } = await networkHelpers.loadFixture(deploy);
      const before = await standingOfBill(bills, tokenId);
      await instruct(bank, Act.ENDORSE, trader.address);
      const trail = await nextTrail(bills, tokenId);
      await expect(bills.connect(bank.signer).withdrawInstruction(tokenId))
        .to.emit(bills, "InstructionWithdrawn")
        .withArgs(tokenId, bank.member, bank.address, trail);
      expect(await standingOfBill(bills, tokenId)).to.deep.equal(before);
      await expect(carryOut(bills, shipper, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NoInstruction")
        .withArgs(tokenId);
    });
  });

  describe("an instruction lapses", () => {
    const moves: [string, (suite: Fixture) => Promise<unknown>, keyof Fixture["parties"]][] = [
      [
        "when possession moves",
        ({ bills, shipper, forwarder, tokenId }) => transfer(bills, shipper, forwarder, tokenId),
        "forwarder",
      ],
      [
        "when possession is returned",
        async ({ bills, shipper, forwarder, bank, trader, tokenId, instruct }) => {
          await transfer(bills, shipper, forwarder, tokenId);
          await instruct(bank, Act.ENDORSE, trader.address);
          await bills.connect(forwarder.signer).reject(tokenId);
        },
        "shipper",
      ],
      [
        "when a court sets title and possession, even to the same",
        async ({ bills, shipper, bank, tokenId }) => {
          await bills.freeze(tokenId);
          await bills.announceReassignment(tokenId, {
            orderHash: id("order"),
            jurisdiction: "0x4e4c",
            kind: Kind.TO_ORDER,
            possessor: shipper.member,
            titleholder: bank.member,
          });
          await networkHelpers.time.increase(8n * 86_400n);
          await bills.reassign(tokenId);
          await bills.unfreeze(tokenId);
        },
        "shipper",
      ],
    ];
    for (const [what, move, possessor] of moves) {
      it(what, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, bank, trader, parties, tokenId, instruct } = suite;
        await instruct(bank, Act.ENDORSE, trader.address);
        await move(suite);
        expect((await bills.billOf(tokenId)).isInstructed).to.equal(false);
        expect(fieldsOf(await bills.instructionOf(tokenId))).to.deep.equal(NOTHING);
        await expect(carryOut(bills, parties[possessor], tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NoInstruction")
          .withArgs(tokenId);
      });
    }

    it("when the endorsement on which it rests is cancelled", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, trader, consignee, instruct } = suite;
      const bill = await issueBill(suite, Kind.TO_ORDER, { reference: "OWN" });
      await bills.connect(shipper.signer).endorse(bill, Act.ENDORSE_TO_ORDER, trader.address);
      await instruct(trader, Act.ENDORSE, consignee.address, NONE, bill);
      await bills.connect(shipper.signer).cancelEndorsement(bill);
      expect(fieldsOf(await bills.instructionOf(bill))).to.deep.equal(NOTHING);
      await expect(carryOut(bills, shipper, bill))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NoInstruction")
        .withArgs(bill);
    });

    it("when the stand-in that gave it gives its place to the party that joined", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader, instruct } = suite;
      const given = { reference: "STAND-IN", titleTo: bank.address, titleToRepresents: id("to come") };
      const bill = await issueBill(suite, Kind.TO_ORDER, given);
      await instruct(bank, Act.SURRENDER_FOR_DELIVERY, ZeroAddress, NONE, bill);
      await bills.connect(bank.signer).giveUpStandIn(bill, Place.TITLE, trader.address);
      expect(fieldsOf(await bills.instructionOf(bill))).to.deep.equal(NOTHING);
      // Nobody surrenders on the word of who has no title any more.
      await expect(carryOut(bills, shipper, bill))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NoInstruction")
        .withArgs(bill);
    });
  });
});
