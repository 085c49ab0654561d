import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import type { BillOfLading } from "../../typechain-types/index.js";
import { balancesOf, stateOf, transfer } from "../support/bills.js";
import { Act, deploySuite, issueBill, Kind, nameOf, type Party } from "../support/suite.js";
import { shouldRefuseEndorsements } from "./Endorsement.behavior.js";

const { ethers, networkHelpers } = await network.create();

async function deploy() {
  const suite = await deploySuite(ethers);
  const latestBlock = async () => BigInt(await ethers.provider.getBlockNumber());
  return { ...suite, ...suite.parties, latestBlock };
}

function endorse(bills: BillOfLading, by: Party, act: Act, to: Party | null, tokenId: bigint) {
  return bills.connect(by.signer).endorse(tokenId, act, to?.address ?? ZeroAddress);
}

describe("BillOfLading", () => {
  describe("endorse", () => {
    shouldRefuseEndorsements(networkHelpers, deploy, (bills, by, act, to, tokenId) =>
      endorse(bills, by, act, to, tokenId),
    );

    it("reverts if BLANK_ENDORSE names a recipient, or the others name none", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      const misfits: [Act, Party | null][] = [
        [Act.BLANK_ENDORSE, bank],
        [Act.ENDORSE, null],
        [Act.ENDORSE_TO_ORDER, null],
      ];
      for (const [act, to] of misfits) {
        await expect(endorse(bills, shipper, act, to, tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
          .withArgs(tokenId, to?.address ?? ZeroAddress);
      }
    });

    it("reverts on BLANK_ENDORSE of a bill that is no TO_ORDER bill", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper } = suite;
      for (const kind of [Kind.BEARER, Kind.STRAIGHT, Kind.WAYBILL]) {
        const tokenId = await issueBill(suite, kind, { reference: `KIND ${kind}` });
        await expect(endorse(bills, shipper, Act.BLANK_ENDORSE, null, tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_ActNotAllowed")
          .withArgs(tokenId, kind, Act.BLANK_ENDORSE);
      }
    });

    it("reverts if the endorser endorses twice, for it passed title on", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await endorse(bills, shipper, Act.ENDORSE_TO_ORDER, bank, tokenId);
      await expect(endorse(bills, shipper, Act.ENDORSE_TO_ORDER, trader, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotTitleholder")
        .withArgs(tokenId, shipper.address);
    });

    for (const kind of [Kind.TO_ORDER, Kind.BEARER]) {
      for (const act of [Act.ENDORSE, Act.ENDORSE_TO_ORDER]) {
        it(`passes title to a ${nameOf(Kind, kind)} bill on by ${nameOf(Act, act)} while possession stays`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const { bills, shipper, bank, latestBlock } = suite;
          const tokenId = await issueBill(suite, kind);
          const before = await stateOf(bills, tokenId);
          const [balances, previousBlock] = [await balancesOf(suite), await latestBlock()];
          await expect(endorse(bills, shipper, act, bank, tokenId))
            .to.emit(bills, "Endorsed")
            .withArgs(tokenId, shipper.member, bank.member, act, [2n, previousBlock]);
          expect(await stateOf(bills, tokenId)).to.deep.equal({
            ...before,
            kind: Kind.TO_ORDER,
            titleholder: bank.member,
            entitled: bank.member,
            isFinal: act === Act.ENDORSE,
            rejectDeadline: 0n,
          });
          expect(await balancesOf(suite)).to.deep.equal(balances);
        });
      }
    }

    it("makes a TO_ORDER bill a BEARER bill by BLANK_ENDORSE", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, shipper, bank, latestBlock } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      const before = await stateOf(bills, tokenId);
      const previousBlock = await latestBlock();
      await expect(endorse(bills, shipper, Act.BLANK_ENDORSE, null, tokenId))
        .to.emit(bills, "Endorsed")
        .withArgs(tokenId, shipper.member, 0n, Act.BLANK_ENDORSE, [2n, previousBlock]);
      const bearer = { ...before, kind: Kind.BEARER, titleholder: 0n, entitled: shipper.member, rejectDeadline: 0n };
      expect(await stateOf(bills, tokenId)).to.deep.equal(bearer);
      // Title goes with possession from here.
      await transfer(bills, shipper, bank, tokenId);
      expect((await stateOf(bills, tokenId)).entitled).to.equal(bank.member);
    });
  });
});
