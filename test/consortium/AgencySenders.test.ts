import { expect } from "chai";
import { AbiCoder, concat } from "ethers";
import { network } from "hardhat";

import { deployAgency, mandate, selectorOf } from "../support/agency.js";
import { standingOfBill } from "../support/records.js";
import { admitCustodian, issueBill, Kind, MemberStatus } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

const deploy = () => deployAgency(ethers);

describe("Agency", () => {
  describe("actAll", () => {
    it("reverts if there is nothing to do", async () => {
      const { agency, asStaff, shipper } = await networkHelpers.loadFixture(deploy);
      await expect(asStaff.actAll(shipper.member, []))
        .to.be.revertedWithCustomError(agency, "Agency_Nothing")
        .withArgs();
    });

    it("does all in their order or none", async () => {
      const { asStaff, bank, bills, shipper, sign, tokenId, transfer } = await networkHelpers.loadFixture(deploy);
      const acts = [sign, transfer].map((data) => ({ target: bills.target, data }));
      const before = await standingOfBill(bills, tokenId);
      await expect(asStaff.actAll(shipper.member, [...acts, ...acts]))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotPossessor")
        .withArgs(tokenId, shipper.address);
      expect(await standingOfBill(bills, tokenId)).to.deep.equal(before);
      await asStaff.actAll(shipper.member, acts);
      expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
    });

    it("checks each act by itself", async () => {
      const { agency, asStaff, bills, shipper, sign, staff, tokenId } = await networkHelpers.loadFixture(deploy);
      const reject = bills.interface.encodeFunctionData("reject", [tokenId]);
      await expect(
        asStaff.actAll(shipper.member, [
          { target: bills, data: sign },
          { target: bills, data: reject },
        ]),
      )
        .to.be.revertedWithCustomError(agency, "Agency_FunctionNotCovered")
        .withArgs(shipper.member, staff.address, bills.target, selectorOf(bills, "reject"));
    });

    it("answers what each target answered", async () => {
      const { asStaff, shipper, bills, sign, transfer } = await networkHelpers.loadFixture(deploy);
      const acts = [sign, transfer].map((data) => ({ target: bills.target, data }));
      expect([...(await asStaff.actAll.staticCall(shipper.member, acts))]).to.deep.equal(["0x", "0x"]);
    });
  });

  describe("who the sender is", () => {
    /** What the agency is told to do for the shipper, which only staff may. */
    const forShipper = async ({ agency, bills, shipper, sign }: Awaited<ReturnType<typeof deploy>>) =>
      agency.interface.encodeFunctionData("act", [shipper.member, await bills.getAddress(), sign]);

    it("cannot be written behind the data: the agency writes last", async () => {
      const { asStaff, bank, bills, carrier, shipper, sign, tokenId } = await networkHelpers.loadFixture(deploy);
      // Whoever reads the account of the bank here reads too early.
      await asStaff.act(shipper.member, bills, concat([sign, bank.address]));
      await bills.connect(shipper.signer).transferFrom(shipper.address, bank.address, tokenId);
      await expect(asStaff.act(shipper.member, bills, concat([sign, bank.address])))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotPossessor")
        .withArgs(tokenId, shipper.address);
      expect(await bills.ownerOf(tokenId)).not.to.equal(carrier.address);
    });

    it("cannot be written by anybody but the agency", async () => {
      const { bills, shipper, sign, staff, tokenId } = await networkHelpers.loadFixture(deploy);
      await expect(staff.signer.sendTransaction({ to: bills, data: concat([sign, shipper.address]) }))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(staff.address, MemberStatus.NONE);
      expect((await bills.billOf(tokenId)).sequence).to.equal(1n);
    });

    it("is a target's own when it calls back the agency: whom it was called for does not matter", async () => {
      const deployed = await networkHelpers.loadFixture(deploy);
      const { agency, asShipper, asStaff, bills, shipper, sign, staff } = deployed;
      const target = await ethers.deployContract("TargetThatPretends", [1n]);
      await asShipper.grant([await mandate(staff.address, target, ["callOn"])]);
      const callOn = (callee: string, data: string) => target.interface.encodeFunctionData("callOn", [callee, data]);
      await expect(asStaff.act(shipper.member, target, callOn(await agency.getAddress(), await forShipper(deployed))))
        .to.be.revertedWithCustomError(agency, "Agency_NoMandate")
        .withArgs(shipper.member, target.target);
      await expect(
        asStaff.act(shipper.member, target, callOn(await bills.getAddress(), concat([sign, shipper.address]))),
      )
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(target.target, MemberStatus.NONE);
    });

    it("is right in an act within an act, and in what comes after it", async () => {
      const { agency, asShipper, asStaff, bank, bills, shipper, staff, tokenId, ...suite } =
        await networkHelpers.loadFixture(deploy);
      const other = await issueBill({ bills, parties: suite.parties }, Kind.BEARER, {
        reference: "OTHER",
        issueTo: bank.address,
      });
      const target = await ethers.deployContract("TargetThatPretends", [1n]);
      // The target is an agent of the bank.
      await agency.connect(bank.signer).grant([await mandate(await target.getAddress(), bills, ["sign"])]);
      await asShipper.grant([await mandate(staff.address, target, ["callOn"])]);
      const inner = agency.interface.encodeFunctionData("act", [
        bank.member,
        await bills.getAddress(),
        bills.interface.encodeFunctionData("sign", [other]),
      ]);
      const sign = bills.interface.encodeFunctionData("sign", [tokenId]);
      const acted = asStaff.actAll(shipper.member, [
        { target: bills, data: sign },
        { target, data: target.interface.encodeFunctionData("callOn", [await agency.getAddress(), inner]) },
        { target: bills, data: sign },
      ]);
      await expect(acted)
        .to.emit(bills, "Signed")
        .withArgs(other, bank.member, [2n, (await bills.billOf(other)).latestBlock]);
      const signed = await bills.queryFilter(bills.filters.Signed(), (await acted).blockNumber ?? 0);
      expect(signed.map(({ args }) => [args.tokenId, args.by])).to.deep.equal([
        [tokenId, shipper.member],
        [other, bank.member],
        [tokenId, shipper.member],
      ]);
    });

    it("is not lent to who receives a bill and calls the agency or the bills from its hook", async () => {
      const deployed = await networkHelpers.loadFixture(deploy);
      const { agency, asShipper, asStaff, bills, consortium, shipper, sign, staff, tokenId } = deployed;
      const receiver = await admitCustodian(ethers, consortium, "ReceiverThatActs");
      const send = "safeTransferFrom(address,address,uint256,bytes)";
      await asShipper.grant([await mandate(staff.address, bills, [send])]);
      const transferWith = (callee: unknown, call: string) =>
        asStaff.act(
          shipper.member,
          bills,
          bills.interface.encodeFunctionData(send, [
            shipper.address,
            receiver.address,
            tokenId,
            AbiCoder.defaultAbiCoder().encode(["address", "bytes"], [callee, call]),
          ]),
        );
      await expect(transferWith(agency.target, await forShipper(deployed)))
        .to.be.revertedWithCustomError(agency, "Agency_NoMandate")
        .withArgs(shipper.member, receiver.address);
      // It may sign what it has received by then, as itself.
      const acted = transferWith(bills.target, concat([sign, shipper.address]));
      await expect(acted)
        .to.emit(bills, "Signed")
        .withArgs(tokenId, receiver.member, [3n, (await acted).blockNumber]);
    });
  });
});
