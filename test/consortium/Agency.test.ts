import { expect } from "chai";
import { ZeroHash } from "ethers";
import { network } from "hardhat";

import { actsOf, deployAgency, mandate, power, selectorOf } from "../support/agency.js";
import { DAYS, recordOf, timeOf } from "../support/records.js";
import { deploySuite, lei, MemberStatus, Role } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

const deploy = () => deployAgency(ethers);

/** An account that nobody has. */
async function newAccount() {
  const account = (await ethers.getSigners()).at(-1);
  if (account === undefined) throw new Error("the chain has no accounts");
  return account;
}

describe("Agency", () => {
  describe("act", () => {
    it("reverts if the data name no function", async () => {
      const { agency, asStaff, bills, shipper } = await networkHelpers.loadFixture(deploy);
      for (const data of ["0x", "0x010203"]) {
        await expect(asStaff.act(shipper.member, bills, data))
          .to.be.revertedWithCustomError(agency, "Agency_NoFunction")
          .withArgs();
      }
    });

    it("reverts if there is no such principal", async () => {
      const { asStaff, bills, consortium, sign } = await networkHelpers.loadFixture(deploy);
      for (const principal of [0n, 99n]) {
        await expect(asStaff.act(principal, bills, sign))
          .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember")
          .withArgs(principal);
      }
    });

    it("reverts if the target is outside the suite, whoever asks", async () => {
      const { agency, asShipper, asStaff, authority, bills, shipper, sign } = await networkHelpers.loadFixture(deploy);
      const token = await ethers.deployContract("PlainToken");
      const other = await deploySuite(ethers);
      for (const target of [token, authority, other.bills, agency, await bills.renderer()]) {
        const address = typeof target === "string" ? target : await target.getAddress();
        for (const by of [asStaff, asShipper]) {
          await expect(by.act(shipper.member, address, sign))
            .to.be.revertedWithCustomError(agency, "Agency_TargetRefused")
            .withArgs(address);
        }
      }
    });

    it("reverts without a mandate of this principal", async () => {
      const { agency, asStaff, bank, bills, sign, staff, shipper, trader } = await networkHelpers.loadFixture(deploy);
      await expect(asStaff.act(bank.member, bills, sign))
        .to.be.revertedWithCustomError(agency, "Agency_NoMandate")
        .withArgs(bank.member, staff.address);
      await expect(agency.connect(trader.signer).act(shipper.member, bills, sign))
        .to.be.revertedWithCustomError(agency, "Agency_NoMandate")
        .withArgs(shipper.member, trader.address);
    });

    it("reverts if the mandate is for another function or another contract", async () => {
      const { agency, asStaff, bills, consortium, shipper, sign, staff, tokenId } =
        await networkHelpers.loadFixture(deploy);
      await expect(asStaff.act(shipper.member, bills, bills.interface.encodeFunctionData("reject", [tokenId])))
        .to.be.revertedWithCustomError(agency, "Agency_FunctionNotCovered")
        .withArgs(shipper.member, staff.address, bills.target, selectorOf(bills, "reject"));
      await expect(asStaff.act(shipper.member, consortium, sign))
        .to.be.revertedWithCustomError(agency, "Agency_FunctionNotCovered")
        .withArgs(shipper.member, staff.address, consortium.target, selectorOf(bills, "sign"));
    });

    it("reverts before the start and after the end, and not in their very seconds", async () => {
      const { agency, asShipper, bills, bank, shipper, staff, tokenId, actSign } =
        await networkHelpers.loadFixture(deploy);
      const start = BigInt(await networkHelpers.time.latest()) + DAYS;
      const end = start + DAYS;
      await asShipper.grant([await mandate(staff.address, bills, ["sign"], { start, end })]);
      await networkHelpers.time.setNextBlockTimestamp(start - 1n);
      await expect(actSign())
        .to.be.revertedWithCustomError(agency, "Agency_MandateNotBegun")
        .withArgs(shipper.member, staff.address, 2n, start);
      await networkHelpers.time.setNextBlockTimestamp(start);
      await actSign();
      await networkHelpers.time.setNextBlockTimestamp(end);
      await actSign();
      await networkHelpers.time.setNextBlockTimestamp(end + 1n);
      await expect(actSign())
        .to.be.revertedWithCustomError(agency, "Agency_MandateExpired")
        .withArgs(shipper.member, staff.address, 2n, end);
      expect(await bills.ownerOf(tokenId)).not.to.equal(bank.address);
    });

    it("reverts from the block on in which the mandate was revoked or dismissed", async () => {
      const { agency, asShipper, bills, shipper, staff, actSign } = await networkHelpers.loadFixture(deploy);
      const revoked = await timeOf(asShipper.revoke([await power(staff.address, bills, "sign")]));
      await expect(actSign())
        .to.be.revertedWithCustomError(agency, "Agency_MandateRevoked")
        .withArgs(shipper.member, staff.address, 1n, revoked);
      await asShipper.grant([await mandate(staff.address, bills, ["sign"])]);
      await actSign();
      const dismissed = await timeOf(asShipper.dismiss(staff.address));
      await expect(actSign())
        .to.be.revertedWithCustomError(agency, "Agency_MandateRevoked")
        .withArgs(shipper.member, staff.address, 2n, dismissed);
    });

    it("reverts if the principal is suspended or removed, and goes on when it is reinstated", async () => {
      const { agency, consortium, shipper, actSign } = await networkHelpers.loadFixture(deploy);
      const refused = (status: bigint) =>
        expect(actSign())
          .to.be.revertedWithCustomError(agency, "Agency_PrincipalNotActive")
          .withArgs(shipper.member, status);
      await consortium.suspend(shipper.member);
      await refused(MemberStatus.SUSPENDED);
      await consortium.reinstate(shipper.member);
      await actSign();
      await consortium.remove(shipper.member);
      await refused(MemberStatus.REMOVED);
    });

    it("reverts if the agent is a member that is suspended or removed", async () => {
      const { agency, asShipper, bills, consortium, forwarder, shipper, sign } =
        await networkHelpers.loadFixture(deploy);
      await asShipper.grant([await mandate(forwarder.address, bills, ["sign"])]);
      const act = () => agency.connect(forwarder.signer).act(shipper.member, bills, sign);
      await act();
      for (const [move, status] of [
        ["suspend", MemberStatus.SUSPENDED],
        ["remove", MemberStatus.REMOVED],
      ] as const) {
        await consortium[move](forwarder.member);
        await expect(act())
          .to.be.revertedWithCustomError(agency, "Agency_AgentNotActive")
          .withArgs(forwarder.address, status);
      }
    });

    it("reverts if the agent's account was replaced since; its new account has no mandate", async () => {
      const { agency, asShipper, bills, consortium, forwarder, shipper, sign } =
        await networkHelpers.loadFixture(deploy);
      await asShipper.grant([await mandate(forwarder.address, bills, ["sign"])]);
      const account = await newAccount();
      await consortium.replaceAccount(forwarder.member, account.address);
      await expect(agency.connect(forwarder.signer).act(shipper.member, bills, sign))
        .to.be.revertedWithCustomError(agency, "Agency_AgentNotActive")
        .withArgs(forwarder.address, MemberStatus.REPLACED);
      await expect(agency.connect(account).act(shipper.member, bills, sign))
        .to.be.revertedWithCustomError(agency, "Agency_NoMandate")
        .withArgs(shipper.member, account.address);
    });

    it("follows the principal to a new account, and lets the old one do nothing", async () => {
      const { agency, asShipper, bills, consortium, shipper, staff, sign, tokenId, actSign } =
        await networkHelpers.loadFixture(deploy);
      const account = await newAccount();
      await consortium.replaceAccount(shipper.member, account.address);
      await bills.followAccounts([tokenId]);
      await expect(actSign())
        .to.emit(agency, "ActedFor")
        .withArgs(shipper.member, staff.address, bills.target, selectorOf(bills, "sign"), account.address, 0n, 1n);
      await expect(asShipper.act(shipper.member, bills, sign))
        .to.be.revertedWithCustomError(agency, "Agency_AgentNotActive")
        .withArgs(shipper.address, MemberStatus.REPLACED);
      await expect(asShipper.grant([await mandate(staff.address, bills, ["reject"])]))
        .to.be.revertedWithCustomError(agency, "Agency_NotAPrincipal")
        .withArgs(shipper.address);
      await agency.connect(account).revoke([await power(staff.address, bills, "sign")]);
      await expect(actSign()).to.be.revertedWithCustomError(agency, "Agency_MandateRevoked");
    });

    it("takes no Ether, with an act or without", async () => {
      const { agency, staff, shipper, bills, sign } = await networkHelpers.loadFixture(deploy);
      const to = await agency.getAddress();
      const data = agency.interface.encodeFunctionData("act", [shipper.member, await bills.getAddress(), sign]);
      for (const call of [{ data }, { data: "0x" }]) {
        await expect(staff.signer.sendTransaction({ to, value: 1n, ...call })).to.be.revertedWithoutReason(ethers);
      }
      expect(await ethers.provider.getBalance(to)).to.equal(0n);
    });

    it("does not help to pass a mandate on: agents neither give mandates nor act through themselves", async () => {
      const { agency, asStaff, bills, shipper, staff, trader, sign } = await networkHelpers.loadFixture(deploy);
      const further = await mandate(trader.address, bills, ["sign"]);
      await expect(asStaff.grant([further]))
        .to.be.revertedWithCustomError(agency, "Agency_NotAPrincipal")
        .withArgs(staff.address);
      for (const data of [
        agency.interface.encodeFunctionData("grant", [[further]]),
        agency.interface.encodeFunctionData("act", [shipper.member, await bills.getAddress(), sign]),
      ]) {
        await expect(asStaff.act(shipper.member, agency, data))
          .to.be.revertedWithCustomError(agency, "Agency_TargetRefused")
          .withArgs(agency.target);
      }
    });

    it("gives back what the target refused with, unchanged", async () => {
      const { asStaff, bills, shipper, tokenId } = await networkHelpers.loadFixture(deploy);
      await expect(asStaff.act(shipper.member, bills, bills.interface.encodeFunctionData("sign", [tokenId + 1n])))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(tokenId + 1n);
    });

    it("acts in the principal's name: it is the principal whom the target checks and writes down", async () => {
      const { agency, asStaff, bills, bank, shipper, staff, tokenId, transfer } =
        await networkHelpers.loadFixture(deploy);
      const acted = asStaff.act(shipper.member, bills, transfer);
      await expect(acted)
        .to.emit(agency, "ActedFor")
        .withArgs(
          shipper.member,
          staff.address,
          bills.target,
          selectorOf(bills, "transferFrom"),
          shipper.address,
          0n,
          1n,
        );
      await expect(acted).to.emit(bills, "Transfer").withArgs(shipper.address, bank.address, tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
      await expect(asStaff.act(shipper.member, bills, transfer))
        .to.be.revertedWithCustomError(bills, "ERC721InsufficientApproval")
        .withArgs(shipper.address, tokenId);
    });

    it("is the same as the principal's own act, in all that it leaves behind", async () => {
      const { asStaff, bank, bills, shipper, tokenId, transfer } = await networkHelpers.loadFixture(deploy);
      const snapshot = await networkHelpers.takeSnapshot();
      const time = BigInt(await networkHelpers.time.latest()) + DAYS;
      await networkHelpers.time.setNextBlockTimestamp(time);
      await bills.connect(shipper.signer).transferFrom(shipper.address, bank.address, tokenId);
      const direct = await recordOf(bills, tokenId);
      await snapshot.restore();
      await networkHelpers.time.setNextBlockTimestamp(time);
      await asStaff.act(shipper.member, bills, transfer);
      expect(await recordOf(bills, tokenId)).to.deep.equal(direct);
    });

    it("runs the rarer acts, whose code is elsewhere, with the principal as sender too", async () => {
      const { agency, asShipper, asStaff, bills, carrier, shipper, staff, tokenId } =
        await networkHelpers.loadFixture(deploy);
      await bills.connect(shipper.signer).surrenderForAmendment(tokenId, 6n);
      const data = bills.interface.encodeFunctionData("recordPaper", [tokenId, ethers.id("statement"), 3n]);
      await asShipper.grant([await mandate(staff.address, bills, ["recordPaper"])]);
      await expect(asStaff.act(shipper.member, bills, data))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotIssuer")
        .withArgs(tokenId, shipper.address);
      await agency.connect(carrier.signer).grant([await mandate(staff.address, bills, ["recordPaper"])]);
      await asStaff.act(carrier.member, bills, data);
      expect((await bills.paperOf(tokenId)).originals).to.equal(3n);
    });

    it("finds no bill behind the address of the rarer acts", async () => {
      const { asShipper, asStaff, bills, carrier, shipper, staff, tokenId } = await networkHelpers.loadFixture(deploy);
      const amendments = await ethers.getContractAt("BillAmendments", await bills.amendments());
      await asShipper.grant([await mandate(staff.address, amendments, ["carryOut"])]);
      await expect(
        asStaff.act(shipper.member, amendments, amendments.interface.encodeFunctionData("carryOut", [tokenId, 1n])),
      )
        .to.be.revertedWithCustomError(amendments, "ERC721NonexistentToken")
        .withArgs(tokenId);
      expect(await bills.ownerOf(tokenId)).not.to.equal(carrier.address);
    });

    it("names the agent's member where it is one", async () => {
      const { agency, asShipper, bills, forwarder, shipper, sign } = await networkHelpers.loadFixture(deploy);
      await asShipper.grant([await mandate(forwarder.address, bills, ["sign"])]);
      await expect(agency.connect(forwarder.signer).act(shipper.member, bills, sign))
        .to.emit(agency, "ActedFor")
        .withArgs(
          shipper.member,
          forwarder.address,
          bills.target,
          selectorOf(bills, "sign"),
          shipper.address,
          forwarder.member,
          2n,
        );
    });

    it("costs an agent of a thousand principals what it costs an agent of one", async () => {
      const { agency, asStaff, bills, consortium, shipper, staff, sign } = await networkHelpers.loadFixture(deploy);
      const gas = async () => (await (await asStaff.act(shipper.member, bills, sign)).wait())?.gasUsed;
      await gas();
      const before = await gas();
      const given = [await mandate(staff.address, bills, ["sign"])];
      for (let i = 0; i < 1_000; ++i) {
        const account = ethers.getAddress(ethers.toBeHex(0x1000n + BigInt(i), 20));
        await consortium.admit({ account, roles: Role.CUSTOMS, lei: lei(1_000 + i), carrierCodes: [], group: 0n });
        await ethers.provider.send("hardhat_setBalance", [account, "0x8ac7230489e80000"]);
        const principal = await ethers.getImpersonatedSigner(account);
        await agency.connect(principal).grant(given);
      }
      expect(await agency.mandateCount()).to.equal(1_001n);
      expect(await gas()).to.equal(before);
    });
  });

  describe("connectSubjects", () => {
    it("reverts unless governance does it, once, with a contract", async () => {
      const { agency, asShipper, bills, shipper, staff } = await networkHelpers.loadFixture(deploy);
      await expect(asShipper.connectSubjects(bills))
        .to.be.revertedWithCustomError(agency, "AccessManagedUnauthorized")
        .withArgs(shipper.address);
      await expect(agency.connectSubjects(staff.address))
        .to.be.revertedWithCustomError(agency, "Agency_TargetRefused")
        .withArgs(staff.address);
      await expect(agency.connectSubjects(bills)).to.emit(agency, "SubjectsConnected").withArgs(bills.target);
      expect(await agency.subjects()).to.equal(bills.target);
      await expect(agency.connectSubjects(bills))
        .to.be.revertedWithCustomError(agency, "Agency_AlreadyConnected")
        .withArgs();
    });

    it("leaves every limited mandate without effect until it is done", async () => {
      const { agency, asShipper, bills, shipper, staff, tokenId, actSign } = await networkHelpers.loadFixture(deploy);
      await asShipper.grant([await mandate(staff.address, bills, ["sign"], { tokenIds: [tokenId] })]);
      await expect(actSign())
        .to.be.revertedWithCustomError(agency, "Agency_SubjectNotCovered")
        .withArgs(shipper.member, staff.address, 2n, 1n, ZeroHash);
    });
  });

  describe("requireMay", () => {
    it("answers for whom it would call, or why it would not, and changes nothing", async () => {
      const { agency, bank, bills, shipper, sign, staff } = await networkHelpers.loadFixture(deploy);
      expect(await agency.requireMay(shipper.member, staff.address, bills, sign)).to.equal(shipper.address);
      await expect(agency.requireMay(bank.member, staff.address, bills, sign))
        .to.be.revertedWithCustomError(agency, "Agency_NoMandate")
        .withArgs(bank.member, staff.address);
    });
  });

  describe("functions", () => {
    it("none takes Ether, and none is the trusted forwarder's that ERC-2771 looks for", async () => {
      const { agency } = await networkHelpers.loadFixture(deploy);
      for (const { payable, name } of actsOf(agency.interface)) expect(payable, name).to.equal(false);
      expect(agency.interface.hasFunction("isTrustedForwarder")).to.equal(false);
    });
  });
});
