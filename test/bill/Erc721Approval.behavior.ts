import { expect } from "chai";
import { id, ZeroAddress } from "ethers";
import type { NetworkHelpers } from "@nomicfoundation/hardhat-network-helpers/types";

import { endorseAndTransfer, transfer } from "../support/bills.js";
import { Act, issueBill, Kind, MemberStatus, type Suite } from "../support/suite.js";

/** ERC-721's approvals, narrower than the standard's: to active members and custodians, and gone at every move. */
export function shouldApproveLikeERC721(networkHelpers: NetworkHelpers, deploy: () => Promise<Suite>, kind: Kind) {
  async function deployIssued() {
    const suite = await deploy();
    const tokenId = await issueBill(suite, kind);
    const { bills, parties } = suite;
    const asShipper = bills.connect(parties.shipper.signer);
    return { ...suite, ...parties, tokenId, asShipper };
  }
  type Fixture = Awaited<ReturnType<typeof deployIssued>>;

  describe("approve", () => {
    it("reverts if the bill was never issued", async () => {
      const { bills, asShipper, forwarder } = await networkHelpers.loadFixture(deployIssued);
      await expect(asShipper.approve(forwarder.address, 7n))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
      await expect(bills.getApproved(7n)).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(7n);
    });

    it("reverts if the caller is not the possessor, or is approved for this one bill only", async () => {
      const { bills, asShipper, forwarder, bank, tokenId } = await networkHelpers.loadFixture(deployIssued);
      await asShipper.approve(forwarder.address, tokenId);
      for (const { signer, address } of [bank, forwarder]) {
        await expect(bills.connect(signer).approve(bank.address, tokenId))
          .to.be.revertedWithCustomError(bills, "ERC721InvalidApprover")
          .withArgs(address);
        await expect(bills.connect(signer).approve(ZeroAddress, tokenId))
          .to.be.revertedWithCustomError(bills, "ERC721InvalidApprover")
          .withArgs(address);
      }
    });

    it("reverts if the approved one is no active member", async () => {
      const { bills, consortium, asShipper, outsider, bank, trader, tokenId } =
        await networkHelpers.loadFixture(deployIssued);
      await consortium.suspend(bank.member);
      await consortium.remove(trader.member);
      for (const { address } of [outsider, bank, trader]) {
        await expect(asShipper.approve(address, tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_ApprovalNotPermitted")
          .withArgs(address);
      }
      expect(await bills.getApproved(tokenId)).to.equal(ZeroAddress);
    });

    it("reverts if the possessor is suspended, unless it takes an approval back", async () => {
      const { bills, consortium, asShipper, shipper, forwarder, tokenId } =
        await networkHelpers.loadFixture(deployIssued);
      await asShipper.approve(forwarder.address, tokenId);
      await consortium.suspend(shipper.member);
      await expect(asShipper.approve(forwarder.address, tokenId))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
      await expect(asShipper.approve(ZeroAddress, tokenId))
        .to.emit(bills, "Approval")
        .withArgs(shipper.address, ZeroAddress, tokenId);
      expect(await bills.getApproved(tokenId)).to.equal(ZeroAddress);
    });

    it("approves an active member, which may then move the bill, and changes nothing else", async () => {
      const { bills, asShipper, shipper, forwarder, bank, tokenId } = await networkHelpers.loadFixture(deployIssued);
      const before = await bills.billOf(tokenId);
      await expect(asShipper.approve(forwarder.address, tokenId))
        .to.emit(bills, "Approval")
        .withArgs(shipper.address, forwarder.address, tokenId);
      expect(await bills.getApproved(tokenId)).to.equal(forwarder.address);
      expect(await bills.billOf(tokenId)).to.deep.equal(before);

      await expect(bills.connect(forwarder.signer).transferFrom(shipper.address, bank.address, tokenId))
        .to.emit(bills, "Transfer")
        .withArgs(shipper.address, bank.address, tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
    });

    it("replaces an approval, and takes it back", async () => {
      const { bills, asShipper, shipper, forwarder, bank, trader, tokenId } =
        await networkHelpers.loadFixture(deployIssued);
      await asShipper.approve(forwarder.address, tokenId);
      await asShipper.approve(trader.address, tokenId);
      expect(await bills.getApproved(tokenId)).to.equal(trader.address);
      await asShipper.approve(ZeroAddress, tokenId);
      for (const { signer, address } of [forwarder, trader]) {
        await expect(bills.connect(signer).transferFrom(shipper.address, bank.address, tokenId))
          .to.be.revertedWithCustomError(bills, "ERC721InsufficientApproval")
          .withArgs(address, tokenId);
      }
    });

    it("lets a custodian that is approved for all bills approve for this one", async () => {
      const { bills, asShipper, shipper, custodian, forwarder, tokenId } =
        await networkHelpers.loadFixture(deployIssued);
      await asShipper.setApprovalForAll(custodian.address, true);
      await expect(bills.connect(custodian.signer).approve(forwarder.address, tokenId))
        .to.emit(bills, "Approval")
        .withArgs(shipper.address, forwarder.address, tokenId);
    });
  });

  describe("setApprovalForAll", () => {
    it("reverts for all but an active custodian", async () => {
      const { bills, consortium, asShipper, bank, outsider, custodian } =
        await networkHelpers.loadFixture(deployIssued);
      await consortium.suspend(custodian.member);
      for (const address of [bank.address, outsider.address, custodian.address, ZeroAddress]) {
        await expect(asShipper.setApprovalForAll(address, true))
          .to.be.revertedWithCustomError(bills, "BillOfLading_ApprovalNotPermitted")
          .withArgs(address);
      }
    });

    it("reverts if the caller is no active member", async () => {
      const { bills, consortium, asShipper, shipper, outsider, custodian } =
        await networkHelpers.loadFixture(deployIssued);
      await expect(bills.connect(outsider.signer).setApprovalForAll(custodian.address, true))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(outsider.address, MemberStatus.NONE);
      await consortium.suspend(shipper.member);
      await expect(asShipper.setApprovalForAll(custodian.address, true))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
    });

    it("reverts if the zero address should lose what it cannot have", async () => {
      const { bills, asShipper } = await networkHelpers.loadFixture(deployIssued);
      await expect(asShipper.setApprovalForAll(ZeroAddress, false))
        .to.be.revertedWithCustomError(bills, "ERC721InvalidOperator")
        .withArgs(ZeroAddress);
    });

    it("approves a custodian for every bill of the possessor until that takes it back", async () => {
      const suite = await networkHelpers.loadFixture(deployIssued);
      const { bills, consortium, asShipper, shipper, custodian, bank, tokenId } = suite;
      const second = await issueBill(suite, kind, { reference: "SECOND" });
      await expect(asShipper.setApprovalForAll(custodian.address, true))
        .to.emit(bills, "ApprovalForAll")
        .withArgs(shipper.address, custodian.address, true);
      expect(await bills.isApprovedForAll(shipper.address, custodian.address)).to.equal(true);
      const asCustodian = bills.connect(custodian.signer);
      await asCustodian.transferFrom(shipper.address, custodian.address, tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(custodian.address);

      // Even a suspended possessor takes it back.
      await consortium.suspend(shipper.member);
      await expect(asShipper.setApprovalForAll(custodian.address, false))
        .to.emit(bills, "ApprovalForAll")
        .withArgs(shipper.address, custodian.address, false);
      await expect(asCustodian.transferFrom(shipper.address, bank.address, second))
        .to.be.revertedWithCustomError(bills, "ERC721InsufficientApproval")
        .withArgs(custodian.address, second);
    });
  });

  describe("transferFrom by an approved member", () => {
    it("reverts if that member is no longer active", async () => {
      const { bills, consortium, asShipper, shipper, forwarder, bank, tokenId } =
        await networkHelpers.loadFixture(deployIssued);
      await asShipper.approve(forwarder.address, tokenId);
      await consortium.suspend(forwarder.member);
      await expect(bills.connect(forwarder.signer).transferFrom(shipper.address, bank.address, tokenId))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(forwarder.address, MemberStatus.SUSPENDED);
    });

    it("reverts if the possessor is no longer active", async () => {
      const { bills, consortium, asShipper, shipper, forwarder, bank, tokenId } =
        await networkHelpers.loadFixture(deployIssued);
      await asShipper.approve(forwarder.address, tokenId);
      await consortium.suspend(shipper.member);
      await expect(bills.connect(forwarder.signer).transferFrom(shipper.address, bank.address, tokenId))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
    });

    it("returns the bill to the possessor, not to the approved member, when it is rejected", async () => {
      const { bills, asShipper, shipper, forwarder, bank, tokenId } = await networkHelpers.loadFixture(deployIssued);
      await asShipper.approve(forwarder.address, tokenId);
      await bills.connect(forwarder.signer).transferFrom(shipper.address, bank.address, tokenId);
      await bills.connect(bank.signer).reject(tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);
    });
  });

  describe("an approval", () => {
    /** Each move of possession; afterwards the shipper possesses the bill, or the carrier does. */
    const moves: [string, (suite: Fixture) => Promise<unknown>][] = [
      ["a transfer", ({ bills, shipper, bank, tokenId }) => transfer(bills, shipper, bank, tokenId)],
      [
        "a safe transfer",
        ({ asShipper, shipper, bank, tokenId }) =>
          asShipper["safeTransferFrom(address,address,uint256)"](shipper.address, bank.address, tokenId),
      ],
      ["the rejection of the issue", ({ asShipper, tokenId }) => asShipper.reject(tokenId)],
      ["a surrender", ({ asShipper, tokenId }) => asShipper.surrenderForDelivery(tokenId)],
    ];
    if (kind !== Kind.STRAIGHT) {
      moves.push([
        "an endorsement with transfer",
        ({ bills, shipper, bank, tokenId }) => endorseAndTransfer(bills, shipper, Act.ENDORSE, bank, tokenId),
      ]);
    }
    for (const [what, move] of moves) {
      it(`is gone after ${what}`, async () => {
        const suite = await networkHelpers.loadFixture(deployIssued);
        const { bills, asShipper, forwarder, tokenId } = suite;
        await asShipper.approve(forwarder.address, tokenId);
        await move(suite);
        expect(await bills.getApproved(tokenId)).to.equal(ZeroAddress);
      });
    }

    it("is gone after a rejection, on both sides", async () => {
      const { bills, asShipper, shipper, bank, forwarder, tokenId } = await networkHelpers.loadFixture(deployIssued);
      await asShipper.approve(forwarder.address, tokenId);
      await transfer(bills, shipper, bank, tokenId);
      await bills.connect(bank.signer).approve(forwarder.address, tokenId);
      await bills.connect(bank.signer).reject(tokenId);
      expect(await bills.getApproved(tokenId)).to.equal(ZeroAddress);
      await expect(bills.connect(forwarder.signer).transferFrom(shipper.address, forwarder.address, tokenId))
        .to.be.revertedWithCustomError(bills, "ERC721InsufficientApproval")
        .withArgs(forwarder.address, tokenId);
    });

    it("is gone after a refused surrender, on both sides", async () => {
      const { bills, asShipper, carrier, forwarder, tokenId } = await networkHelpers.loadFixture(deployIssued);
      const asCarrier = bills.connect(carrier.signer);
      await asShipper.approve(forwarder.address, tokenId);
      await asShipper.surrenderForDelivery(tokenId);
      await asCarrier.approve(forwarder.address, tokenId);
      await asCarrier.refuseSurrender(tokenId, id("no"));
      expect(await bills.getApproved(tokenId)).to.equal(ZeroAddress);
    });

    it("stays through acts that move nothing", async () => {
      const { bills, asShipper, forwarder, tokenId } = await networkHelpers.loadFixture(deployIssued);
      await asShipper.approve(forwarder.address, tokenId);
      await asShipper.sign(tokenId);
      expect(await bills.getApproved(tokenId)).to.equal(forwarder.address);
    });
  });
}
