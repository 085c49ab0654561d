import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";
import { config } from "hardhat";

import { stateOf } from "../support/bills.js";
import { Act, BillStatus, issuance, Kind } from "../support/suite.js";
import { describeOnChain, testChain } from "./chain.js";
import { type ChainSuite, suiteOn } from "./suite.js";

const run = promisify(execFile);

describeOnChain("Bills and releases on the private chain", () => {
  let suite: ChainSuite;

  before(async () => {
    suite = await suiteOn(await testChain());
  });
  after(async () => {
    await suite.close();
  });

  describe("the way of a bill", () => {
    it("reverts with the contract's own error if somebody transfers what another possesses", async () => {
      const { billOfLading, parties } = suite;
      const { carrier, shipper, consignee, bank } = parties;
      const bill = issuance(Kind.TO_ORDER, parties, { reference: "WAYSERROR" });
      await (await billOfLading.connect(carrier.signer).issue(bill)).wait();
      const before = await stateOf(billOfLading, bill.tokenId);
      await expect(
        billOfLading.connect(bank.signer).transferFrom(shipper.address, consignee.address, bill.tokenId),
      ).to.be.revertedWithCustomError(billOfLading, "ERC721InsufficientApproval");
      expect(await stateOf(billOfLading, bill.tokenId)).to.deep.equal(before);
    });

    it("reverts if an outsider issues", async () => {
      const { billOfLading, consortium, parties } = suite;
      const bill = issuance(Kind.BEARER, parties, { reference: "WAYSOUTSIDER" });
      await expect(billOfLading.connect(parties.outsider.signer).issue(bill))
        .to.be.revertedWithCustomError(billOfLading, "Consortium_NotActive")
        .withArgs(parties.outsider.address, 0n);
      expect((await consortium.memberOf(parties.outsider.address)).member).to.equal(0n);
    });

    it("goes from issue over endorsement to accepted surrender, each act under its member's key", async () => {
      const { billOfLading, parties } = suite;
      const { carrier, shipper, trader, consignee } = parties;
      const bill = issuance(Kind.TO_ORDER, parties, { reference: "WAYSORDER" });
      const { tokenId } = bill;
      const as = ({ signer }: typeof carrier) => billOfLading.connect(signer);
      await (await as(carrier).issue(bill)).wait();
      await (await as(shipper).endorseAndTransfer(tokenId, Act.ENDORSE_TO_ORDER, trader.address)).wait();
      await (await as(trader).sign(tokenId)).wait();
      await (await as(trader).endorseAndTransfer(tokenId, Act.ENDORSE, consignee.address)).wait();
      await (await as(consignee).surrenderForDelivery(tokenId)).wait();
      expect(await stateOf(billOfLading, tokenId)).to.include({
        status: BillStatus.PENDING_SURRENDER_FOR_DELIVERY,
        owner: carrier.address,
      });
      const accepted = as(carrier).acceptSurrender(tokenId);
      await expect(accepted).to.emit(billOfLading, "SurrenderAccepted");
      await (await accepted).wait();
      expect(await stateOf(billOfLading, tokenId)).to.include({
        status: BillStatus.SURRENDERED_FOR_DELIVERY,
        entitled: consignee.member,
        isDue: true,
      });
    });

    it("goes back exactly if the recipient rejects", async () => {
      const { billOfLading, parties } = suite;
      const { carrier, shipper, bank } = parties;
      const bill = issuance(Kind.BEARER, parties, { reference: "WAYSREJECT" });
      await (await billOfLading.connect(carrier.signer).issue(bill)).wait();
      const before = await stateOf(billOfLading, bill.tokenId);
      const asShipper = billOfLading.connect(shipper.signer);
      await (await asShipper.transferFrom(shipper.address, bank.address, bill.tokenId)).wait();
      expect(await billOfLading.ownerOf(bill.tokenId)).to.equal(bank.address);
      await (await billOfLading.connect(bank.signer).reject(bill.tokenId)).wait();
      // Only the right to reject the issue is gone: the shipper has acted since.
      expect({ ...(await stateOf(billOfLading, bill.tokenId)), rejectDeadline: 0n }).to.deep.equal({
        ...before,
        rejectDeadline: 0n,
      });
    });
  });

  describe("the way of the cargo", () => {
    it("plays real documents from issue to laden gate-out, as a user starts it", async () => {
      const { chain } = await testChain();
      const hardhat = join(config.paths.root, "node_modules", "hardhat", "dist", "src", "cli.js");
      const { stdout } = await run(process.execPath, [hardhat, "demo", "--network", "poa"], {
        cwd: config.paths.root,
        env: { ...process.env, BOLLARD_NETWORK_STATE: chain.folder },
        timeout: 8 * 60_000,
      });
      expect(stdout).to.contain("Deploying the suite to poa");
      // One line while it happens and one in the table, for each of two documents.
      expect(stdout.match(/laden gate-out of [A-Z]{4}\d{7}/g)).to.have.length(4);
      expect(stdout).to.contain("Every container has left laden, once.");
    });
  });
});
