import { expect } from "chai";
import { network } from "hardhat";

import { balancesOf, endorseAndTransfer, possessedBy, stateOf } from "../support/bills.js";
import { Act, deploySuite, issueBill, Kind, nameOf, Role, type Party } from "../support/suite.js";
import { shouldRefuseEndorsements } from "./Endorsement.behavior.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;

const HOURS = 3_600n;

async function deploy() {
  const suite = await deploySuite(ethers);
  const latestBlock = async () => BigInt(await ethers.provider.getBlockNumber());
  return { ...suite, ...suite.parties, latestBlock };
}

describe("BillOfLading", () => {
  describe("endorseAndTransfer", () => {
    shouldRefuseEndorsements(networkHelpers, deploy, endorseAndTransfer);

    it("reverts on BLANK_ENDORSE if the recipient may not receive the bill", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, shipper, outsider, carrier } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await consortium.setRoles(carrier.member, Role.CARRIER | Role.TRADER);
      const refused: [Party, string][] = [
        [outsider, "BillOfLading_RecipientNotPermitted"],
        [shipper, "BillOfLading_RecipientIsSelf"],
        [carrier, "BillOfLading_RecipientIsCarrier"],
      ];
      for (const [recipient, error] of refused) {
        await expect(endorseAndTransfer(bills, shipper, Act.BLANK_ENDORSE, recipient, tokenId))
          .to.be.revertedWithCustomError(bills, error)
          .withArgs(tokenId, recipient.address);
      }
    });

    it("reverts on BLANK_ENDORSE of a BEARER bill, which is a transfer", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await expect(endorseAndTransfer(bills, shipper, Act.BLANK_ENDORSE, bank, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_ActNotAllowed")
        .withArgs(tokenId, Kind.BEARER, Act.BLANK_ENDORSE);
    });

    for (const [kind, act] of [
      [Kind.TO_ORDER, Act.ENDORSE],
      [Kind.TO_ORDER, Act.ENDORSE_TO_ORDER],
      [Kind.TO_ORDER, Act.BLANK_ENDORSE],
      [Kind.BEARER, Act.ENDORSE],
      [Kind.BEARER, Act.ENDORSE_TO_ORDER],
    ] as const) {
      it(`passes on a ${nameOf(Kind, kind)} bill by ${nameOf(Act, act)}: two events of one block, title first`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, bank, latestBlock } = suite;
        const tokenId = await issueBill(suite, kind);
        const before = await stateOf(bills, tokenId);
        const [balances, previousBlock] = [await balancesOf(suite), await latestBlock()];
        const deadline = BigInt(await time.latest()) + 60n + 48n * HOURS;
        await time.setNextBlockTimestamp(deadline - 48n * HOURS);
        const endorsee = act === Act.BLANK_ENDORSE ? 0n : bank.member;

        const transaction = endorseAndTransfer(bills, shipper, act, bank, tokenId);
        await expect(transaction)
          .to.emit(bills, "Endorsed")
          .withArgs(tokenId, shipper.member, endorsee, act, [2n, previousBlock]);
        await expect(transaction)
          .to.emit(bills, "PossessionTransferred")
          .withArgs(tokenId, shipper.member, bank.member, deadline, [3n, previousBlock + 1n]);
        await expect(transaction).to.emit(bills, "Transfer").withArgs(shipper.address, bank.address, tokenId);
        expect(await stateOf(bills, tokenId)).to.deep.equal({
          ...before,
          ...possessedBy(bank),
          kind: act === Act.BLANK_ENDORSE ? Kind.BEARER : Kind.TO_ORDER,
          titleholder: endorsee,
          entitled: bank.member,
          isFinal: act === Act.ENDORSE,
          rejectDeadline: deadline,
        });
        expect(await balancesOf(suite)).to.deep.equal({ ...balances, shipper: 0n, bank: 1n });
      });
    }
  });
});
