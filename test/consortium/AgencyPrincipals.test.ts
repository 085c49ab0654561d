import { expect } from "chai";
import { network } from "hardhat";

import { deployAgency, mandate, selectorOf } from "../support/agency.js";
import { DAYS } from "../support/records.js";
import { MemberStatus } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

const deploy = () => deployAgency(ethers);

describe("Agency", () => {
  describe("act of the principal itself", () => {
    it("needs no mandate, and is checked by the target alone", async () => {
      const { agency, asShipper, bills, consortium, shipper, sign, tokenId } = await networkHelpers.loadFixture(deploy);
      await expect(asShipper.act(shipper.member, bills, sign))
        .to.emit(agency, "ActedFor")
        .withArgs(
          shipper.member,
          shipper.address,
          bills.target,
          selectorOf(bills, "sign"),
          shipper.address,
          shipper.member,
          0n,
        );
      await consortium.suspend(shipper.member);
      await expect(asShipper.act(shipper.member, bills, sign))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(shipper.address, MemberStatus.SUSPENDED);
      expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);
    });

    it("goes through while suspended where a suspended member may act, as without the agency", async () => {
      const { agency, bills, carrier, consortium, shipper, tokenId } = await networkHelpers.loadFixture(deploy);
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      await consortium.suspend(carrier.member);
      await agency
        .connect(carrier.signer)
        .act(carrier.member, bills, bills.interface.encodeFunctionData("acceptSurrender", [tokenId]));
      expect((await bills.billOf(tokenId)).status).to.equal(3n);
    });
  });

  describe("act of a substitute", () => {
    async function removed() {
      const deployed = await deploy();
      const { bills, carrier, consortium, otherCarrier, shipper, tokenId } = deployed;
      await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
      const accept = bills.interface.encodeFunctionData("acceptSurrender", [tokenId]);
      await consortium.remove(carrier.member);
      return { ...deployed, accept, substitute: otherCarrier };
    }

    it("reverts if governance named nobody, or somebody else", async () => {
      const { accept, agency, bills, carrier, consortium, substitute, trader } =
        await networkHelpers.loadFixture(removed);
      const refused = () =>
        expect(agency.connect(substitute.signer).act(carrier.member, bills, accept))
          .to.be.revertedWithCustomError(agency, "Agency_PrincipalNotActive")
          .withArgs(carrier.member, MemberStatus.REMOVED);
      await refused();
      await consortium.nameSubstitute(carrier.member, trader.member);
      await refused();
    });

    it("reverts for a wallet that is nobody's, since 0 is no substitute", async () => {
      const { accept, asStaff, agency, bills, carrier } = await networkHelpers.loadFixture(removed);
      await expect(asStaff.act(carrier.member, bills, accept))
        .to.be.revertedWithCustomError(agency, "Agency_PrincipalNotActive")
        .withArgs(carrier.member, MemberStatus.REMOVED);
    });

    it("reverts if the substitute is suspended itself", async () => {
      const { accept, agency, bills, carrier, consortium, substitute } = await networkHelpers.loadFixture(removed);
      await consortium.nameSubstitute(carrier.member, substitute.member);
      await consortium.suspend(substitute.member);
      await expect(agency.connect(substitute.signer).act(carrier.member, bills, accept))
        .to.be.revertedWithCustomError(agency, "Agency_AgentNotActive")
        .withArgs(substitute.address, MemberStatus.SUSPENDED);
    });

    it("answers what is in the removed member's hands", async () => {
      const { accept, agency, bills, carrier, consortium, substitute, tokenId } =
        await networkHelpers.loadFixture(removed);
      await consortium.nameSubstitute(carrier.member, substitute.member);
      await expect(agency.connect(substitute.signer).act(carrier.member, bills, accept))
        .to.emit(agency, "ActedFor")
        .withArgs(
          carrier.member,
          substitute.address,
          bills.target,
          selectorOf(bills, "acceptSurrender"),
          carrier.address,
          substitute.member,
          0n,
        );
      expect((await bills.billOf(tokenId)).status).to.equal(3n);
    });

    it("begins nothing: the target asks for an active member", async () => {
      const { agency, bank, bills, consortium, shipper, sign, transfer, trader } =
        await networkHelpers.loadFixture(deploy);
      await consortium.remove(shipper.member);
      await consortium.nameSubstitute(shipper.member, trader.member);
      for (const data of [sign, transfer]) {
        await expect(agency.connect(trader.signer).act(shipper.member, bills, data))
          .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
          .withArgs(shipper.address, MemberStatus.REMOVED);
      }
      expect(await bills.balanceOf(bank.address)).to.equal(0n);
    });

    it("is no way around a suspension: a suspended member has no substitute", async () => {
      const { agency, bills, consortium, shipper, sign, trader } = await networkHelpers.loadFixture(deploy);
      await consortium.remove(shipper.member);
      await consortium.nameSubstitute(shipper.member, trader.member);
      // Another member, suspended, of whom nobody is the substitute.
      await expect(consortium.nameSubstitute(trader.member, shipper.member))
        .to.be.revertedWithCustomError(consortium, "Consortium_SubstituteRefused")
        .withArgs(trader.member, shipper.member);
      await consortium.suspend(trader.member);
      await expect(agency.connect(trader.signer).act(shipper.member, bills, sign))
        .to.be.revertedWithCustomError(agency, "Agency_AgentNotActive")
        .withArgs(trader.address, MemberStatus.SUSPENDED);
    });
  });

  describe("restricted functions", () => {
    it("are refused through the agency, though the principal has the power and the agent a mandate", async () => {
      const { asShipper, asStaff, authority, bills, shipper, staff, tokenId } =
        await networkHelpers.loadFixture(deploy);
      const guardian = 5n;
      await authority.setTargetFunctionRole(bills.target, [selectorOf(bills, "freezeBriefly")], guardian);
      await authority.grantRole(guardian, shipper.address, 0n);
      await asShipper.grant([await mandate(staff.address, bills, ["freezeBriefly"])]);
      const data = bills.interface.encodeFunctionData("freezeBriefly", [tokenId, DAYS]);
      for (const by of [asStaff, asShipper]) {
        await expect(by.act(shipper.member, bills, data))
          .to.be.revertedWithCustomError(bills, "Agency_PowerIsPersonal")
          .withArgs(shipper.address, selectorOf(bills, "freezeBriefly"));
      }
      await bills.connect(shipper.signer).freezeBriefly(tokenId, DAYS);
      expect((await bills.freezeOf(tokenId))[0]).to.equal(true);
    });

    it("are refused even if everybody may call them", async () => {
      const { asShipper, authority, bills, shipper, tokenId } = await networkHelpers.loadFixture(deploy);
      await authority.setTargetFunctionRole(bills.target, [selectorOf(bills, "freeze")], await authority.PUBLIC_ROLE());
      const data = bills.interface.encodeFunctionData("freeze", [tokenId]);
      await expect(asShipper.act(shipper.member, bills, data))
        .to.be.revertedWithCustomError(bills, "Agency_PowerIsPersonal")
        .withArgs(shipper.address, selectorOf(bills, "freeze"));
    });

    it("are not reached by a scheduled operation either", async () => {
      const { asShipper, authority, bills, shipper, tokenId } = await networkHelpers.loadFixture(deploy);
      const role = 6n;
      const data = bills.interface.encodeFunctionData("freeze", [tokenId]);
      await authority.setTargetFunctionRole(bills.target, [selectorOf(bills, "freeze")], role);
      await authority.grantRole(role, shipper.address, 60n);
      await authority.connect(shipper.signer).schedule(bills.target, data, 0n);
      await networkHelpers.time.increase(120n);
      await expect(asShipper.act(shipper.member, bills, data))
        .to.be.revertedWithCustomError(bills, "Agency_PowerIsPersonal")
        .withArgs(shipper.address, selectorOf(bills, "freeze"));
    });
  });
});
