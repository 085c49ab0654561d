import { expect } from "chai";
import { toBeHex, ZeroAddress } from "ethers";
import { network } from "hardhat";

import { carrierCode, CodeList, deploySuite, lei, MemberStatus, Role, type Party } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

async function deploy() {
  const suite = await deploySuite(ethers);
  return { ...suite, ...suite.parties };
}

/** The word that other contracts read: see contracts/consortium/Standing.sol. */
function standing(party: Party, roles: bigint, status: bigint): bigint {
  return party.member | (party.member << 32n) | (roles << 64n) | (status << 72n);
}

describe("Consortium", () => {
  describe("setRoles", () => {
    it("reverts if the caller is not authorised", async () => {
      const { consortium, bank } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.connect(bank.signer).setRoles(bank.member, Role.BANK | Role.TRADER))
        .to.be.revertedWithCustomError(consortium, "AccessManagedUnauthorized")
        .withArgs(bank.address);
    });

    it("reverts if there is no such member", async () => {
      const { consortium } = await networkHelpers.loadFixture(deploy);
      for (const member of [0n, 99n]) {
        await expect(consortium.setRoles(member, Role.TRADER))
          .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember")
          .withArgs(member);
      }
    });

    it("reverts if no role would be left", async () => {
      const { consortium, bank } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.setRoles(bank.member, 0n))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoRole")
        .withArgs();
    });

    it("reverts if the roles are these already", async () => {
      const { consortium, bank } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.setRoles(bank.member, Role.BANK))
        .to.be.revertedWithCustomError(consortium, "Consortium_RolesRefused")
        .withArgs(bank.member, Role.BANK, Role.BANK);
    });

    it("reverts if a carrier or a custodian would come or go", async () => {
      const { consortium, bank, carrier, custodian } = await networkHelpers.loadFixture(deploy);
      const refused: [Party, bigint, bigint][] = [
        [bank, Role.BANK, Role.BANK | Role.CARRIER],
        [bank, Role.BANK, Role.BANK | Role.CUSTODIAN],
        [carrier, Role.CARRIER, Role.TRADER],
        [custodian, Role.CUSTODIAN, Role.BANK],
      ];
      for (const [party, from, to] of refused) {
        await expect(consortium.setRoles(party.member, to))
          .to.be.revertedWithCustomError(consortium, "Consortium_RolesRefused")
          .withArgs(party.member, from, to);
      }
    });

    it("reverts if a custodian would gain another role", async () => {
      const { consortium, custodian } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.setRoles(custodian.member, Role.CUSTODIAN | Role.BANK))
        .to.be.revertedWithCustomError(consortium, "Consortium_InvalidCustodian")
        .withArgs(custodian.address);
    });

    it("replaces the roles and nothing else", async () => {
      const { consortium, carrier } = await networkHelpers.loadFixture(deploy);
      const roles = Role.CARRIER | Role.FORWARDER;
      await consortium.suspend(carrier.member);
      await expect(consortium.setRoles(carrier.member, roles))
        .to.emit(consortium, "RolesChanged")
        .withArgs(carrier.member, Role.CARRIER, roles);
      expect(await consortium.standingOf(carrier.address)).to.equal(standing(carrier, roles, MemberStatus.SUSPENDED));
    });
  });

  describe("suspend, reinstate and remove", () => {
    it("revert if the caller is not authorised", async () => {
      const { consortium, bank, carrier } = await networkHelpers.loadFixture(deploy);
      const asCarrier = consortium.connect(carrier.signer);
      await consortium.suspend(carrier.member);
      for (const attempt of [
        () => asCarrier.suspend(bank.member),
        () => asCarrier.reinstate(carrier.member),
        () => asCarrier.remove(bank.member),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(consortium, "AccessManagedUnauthorized")
          .withArgs(carrier.address);
      }
    });

    it("revert if there is no such member", async () => {
      const { consortium } = await networkHelpers.loadFixture(deploy);
      for (const attempt of [consortium.suspend, consortium.reinstate, consortium.remove]) {
        await expect(attempt(99n)).to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember").withArgs(99n);
      }
    });

    it("revert if the member stands there already", async () => {
      const { consortium, bank, trader } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(trader.member);
      await expect(consortium.reinstate(bank.member))
        .to.be.revertedWithCustomError(consortium, "Consortium_IllegalMove")
        .withArgs(bank.member, MemberStatus.ACTIVE, MemberStatus.ACTIVE);
      await expect(consortium.suspend(trader.member))
        .to.be.revertedWithCustomError(consortium, "Consortium_IllegalMove")
        .withArgs(trader.member, MemberStatus.SUSPENDED, MemberStatus.SUSPENDED);
    });

    it("revert once the member is removed", async () => {
      const { consortium, bank } = await networkHelpers.loadFixture(deploy);
      await consortium.remove(bank.member);
      const moves = [
        [consortium.suspend, MemberStatus.SUSPENDED],
        [consortium.reinstate, MemberStatus.ACTIVE],
        [consortium.remove, MemberStatus.REMOVED],
      ] as const;
      for (const [attempt, to] of moves) {
        await expect(attempt(bank.member))
          .to.be.revertedWithCustomError(consortium, "Consortium_IllegalMove")
          .withArgs(bank.member, MemberStatus.REMOVED, to);
      }
    });

    it("move the status and nothing else", async () => {
      const { consortium, bank, trader } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.suspend(bank.member))
        .to.emit(consortium, "MemberStatusChanged")
        .withArgs(bank.member, MemberStatus.ACTIVE, MemberStatus.SUSPENDED);
      expect(await consortium.standingOf(bank.address)).to.equal(standing(bank, Role.BANK, MemberStatus.SUSPENDED));

      await expect(consortium.reinstate(bank.member))
        .to.emit(consortium, "MemberStatusChanged")
        .withArgs(bank.member, MemberStatus.SUSPENDED, MemberStatus.ACTIVE);
      expect(await consortium.standingOf(bank.address)).to.equal(standing(bank, Role.BANK, MemberStatus.ACTIVE));

      await expect(consortium.remove(bank.member))
        .to.emit(consortium, "MemberStatusChanged")
        .withArgs(bank.member, MemberStatus.ACTIVE, MemberStatus.REMOVED);
      expect(await consortium.standingOf(bank.address)).to.equal(standing(bank, Role.BANK, MemberStatus.REMOVED));

      await consortium.suspend(trader.member);
      await expect(consortium.remove(trader.member))
        .to.emit(consortium, "MemberStatusChanged")
        .withArgs(trader.member, MemberStatus.SUSPENDED, MemberStatus.REMOVED);
    });
  });

  describe("standingOf, standingsOf, standingOfMember and standingOfAccount", () => {
    it("agree on a member", async () => {
      const { consortium, bank, custodian } = await networkHelpers.loadFixture(deploy);
      const ofBank = standing(bank, Role.BANK, MemberStatus.ACTIVE);
      const ofCustodian = standing(custodian, Role.CUSTODIAN, MemberStatus.ACTIVE);
      expect(await consortium.standingOf(bank.address)).to.equal(ofBank);
      expect(await consortium.standingsOf(bank.address, custodian.address)).to.deep.equal([ofBank, ofCustodian]);
      expect(await consortium.standingOfMember(bank.member)).to.deep.equal([bank.address, ofBank]);
      expect(await consortium.standingOfAccount(custodian.member)).to.deep.equal([custodian.address, ofCustodian]);
    });

    it("answer zero for who is no member", async () => {
      const { consortium, bank, outsider } = await networkHelpers.loadFixture(deploy);
      const ofBank = standing(bank, Role.BANK, MemberStatus.ACTIVE);
      expect(await consortium.standingOf(outsider.address)).to.equal(0n);
      expect(await consortium.standingsOf(outsider.address, bank.address)).to.deep.equal([0n, ofBank]);
      for (const number of [0n, 99n]) {
        expect(await consortium.standingOfAccount(number)).to.deep.equal([ZeroAddress, 0n]);
      }
    });

    it("reverts by member if there is no such member", async () => {
      const { consortium } = await networkHelpers.loadFixture(deploy);
      for (const member of [0n, 99n]) {
        await expect(consortium.standingOfMember(member))
          .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember")
          .withArgs(member);
      }
    });
  });

  describe("memberView, memberOf, memberByLei and memberByCarrierCode", () => {
    it("reverts by number if there is no such member", async () => {
      const { consortium } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.memberView(99n))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember")
        .withArgs(99n);
    });

    it("answer zero for who is no member", async () => {
      const { consortium, outsider } = await networkHelpers.loadFixture(deploy);
      expect(await consortium.memberOf(outsider.address)).to.deep.equal([0n, ZeroAddress, 0n, 0n, 0n, toBeHex(0, 20)]);
      expect(await consortium.memberByLei(lei(99))).to.equal(0n);
      expect(await consortium.memberByCarrierCode(CodeList.NMFTA, carrierCode("MSC").code)).to.equal(0n);
    });

    it("find a suspended member", async () => {
      const { consortium, carrier } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(carrier.member);
      const number = carrier.member;
      const view = [number, carrier.address, number, Role.CARRIER, MemberStatus.SUSPENDED, lei(Number(number))];
      expect(await consortium.memberView(number)).to.deep.equal(view);
      expect(await consortium.memberByLei(lei(Number(number)))).to.equal(number);
      expect(await consortium.memberByCarrierCode(CodeList.SMDG, carrierCode("MSC").code)).to.equal(number);
    });
  });
});
