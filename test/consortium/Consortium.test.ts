import { expect } from "chai";
import { toBeHex, toUtf8Bytes, ZeroAddress, zeroPadBytes } from "ethers";
import { network } from "hardhat";

import type { AdmissionStruct } from "../../typechain-types/contracts/interfaces/IConsortium.js";
import { carrierCode, CodeList, deploySuite, lei, MemberStatus, Role } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

const NO_LEI = toBeHex(0, 20);
const NO_ROLE = 0n;

/** The suite, and an admission of the outsider in which a test changes what it is about. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const admission = (given: Partial<AdmissionStruct> = {}): AdmissionStruct => ({
    account: suite.parties.outsider.address,
    roles: Role.TRADER,
    lei: lei(99),
    carrierCodes: [],
    group: 0n,
    ...given,
  });
  return { ...suite, ...suite.parties, admission };
}

describe("Consortium", () => {
  describe("admit", () => {
    it("reverts if the caller is not authorised, whatever its role", async () => {
      const { consortium, admission, parties } = await networkHelpers.loadFixture(deploy);
      for (const { signer, address } of Object.values(parties)) {
        await expect(consortium.connect(signer).admit(admission()))
          .to.be.revertedWithCustomError(consortium, "AccessManagedUnauthorized")
          .withArgs(address);
      }
    });

    it("reverts if the account is zero", async () => {
      const { consortium, admission } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.admit(admission({ account: ZeroAddress })))
        .to.be.revertedWithCustomError(consortium, "Consortium_ZeroAccount")
        .withArgs();
    });

    it("reverts if the account belongs to a member, even a removed one", async () => {
      const { consortium, admission, bank } = await networkHelpers.loadFixture(deploy);
      await consortium.remove(bank.member);
      await expect(consortium.admit(admission({ account: bank.address })))
        .to.be.revertedWithCustomError(consortium, "Consortium_AccountTaken")
        .withArgs(bank.address, bank.member);
    });

    it("reverts if the member would have no role", async () => {
      const { consortium, admission } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.admit(admission({ roles: NO_ROLE })))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoRole")
        .withArgs();
    });

    it("reverts if a carrier comes without a carrier code", async () => {
      const { consortium, admission } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.admit(admission({ roles: Role.CARRIER })))
        .to.be.revertedWithCustomError(consortium, "Consortium_CarrierCodeMismatch")
        .withArgs(Role.CARRIER, 0n);
    });

    it("reverts if a carrier code comes without a carrier", async () => {
      const { consortium, admission } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.admit(admission({ carrierCodes: [carrierCode("ONE")] })))
        .to.be.revertedWithCustomError(consortium, "Consortium_CarrierCodeMismatch")
        .withArgs(Role.TRADER, 1n);
    });

    it("reverts if a carrier code is malformed", async () => {
      const { consortium, admission } = await networkHelpers.loadFixture(deploy);
      for (const { list, code } of [carrierCode("M"), carrierCode("msc"), carrierCode("M SC", CodeList.NMFTA)]) {
        await expect(consortium.admit(admission({ roles: Role.CARRIER, carrierCodes: [{ list, code }] })))
          .to.be.revertedWithCustomError(consortium, "Consortium_InvalidCarrierCode")
          .withArgs(list, code);
      }
    });

    it("reverts if a carrier code belongs to another, or comes twice", async () => {
      const { consortium, admission, carrier } = await networkHelpers.loadFixture(deploy);
      const msc = carrierCode("MSC");
      await expect(consortium.admit(admission({ roles: Role.CARRIER, carrierCodes: [carrierCode("ONE"), msc] })))
        .to.be.revertedWithCustomError(consortium, "Consortium_CarrierCodeTaken")
        .withArgs(msc.list, msc.code, carrier.member);

      const one = carrierCode("ONE");
      const newcomer = (await consortium.memberCount()) + 1n;
      await expect(consortium.admit(admission({ roles: Role.CARRIER, carrierCodes: [one, one] })))
        .to.be.revertedWithCustomError(consortium, "Consortium_CarrierCodeTaken")
        .withArgs(one.list, one.code, newcomer);
      expect(await consortium.memberCount()).to.equal(newcomer - 1n);
    });

    it("reverts if the LEI has wrong check digits, or none is given", async () => {
      const { consortium, admission } = await networkHelpers.loadFixture(deploy);
      const mistyped = zeroPadBytes(toUtf8Bytes("5493001KJTIIGC8Y1R13"), 20);
      for (const invalid of [mistyped, NO_LEI]) {
        await expect(consortium.admit(admission({ lei: invalid })))
          .to.be.revertedWithCustomError(consortium, "Consortium_InvalidLei")
          .withArgs(invalid);
      }
    });

    it("reverts if the LEI belongs to another member, even a removed one", async () => {
      const { consortium, admission, bank } = await networkHelpers.loadFixture(deploy);
      await consortium.remove(bank.member);
      const taken = lei(Number(bank.member));
      await expect(consortium.admit(admission({ lei: taken })))
        .to.be.revertedWithCustomError(consortium, "Consortium_LeiTaken")
        .withArgs(taken, bank.member);
    });

    it("reverts if a custodian is no contract, has an LEI, or has another role", async () => {
      const { consortium, admission, outsider } = await networkHelpers.loadFixture(deploy);
      const vault = await (await ethers.deployContract("Vault")).getAddress();
      for (const given of [
        { account: outsider.address, roles: Role.CUSTODIAN, lei: NO_LEI },
        { account: vault, roles: Role.CUSTODIAN },
        { account: vault, roles: Role.CUSTODIAN | Role.BANK, lei: NO_LEI },
      ]) {
        await expect(consortium.admit(admission(given)))
          .to.be.revertedWithCustomError(consortium, "Consortium_InvalidCustodian")
          .withArgs(given.account);
      }
    });

    it("admits a member under the next number", async () => {
      const { consortium, admission, outsider } = await networkHelpers.loadFixture(deploy);
      const member = (await consortium.memberCount()) + 1n;
      const roles = Role.BANK | Role.TRADER;
      expect(await consortium.admit.staticCall(admission({ roles }))).to.equal(member);

      await expect(consortium.admit(admission({ roles })))
        .to.emit(consortium, "MemberAdmitted")
        .withArgs(member, outsider.address, lei(99), roles);
      const view = [member, outsider.address, member, roles, MemberStatus.ACTIVE, lei(99)];
      expect(await consortium.memberCount()).to.equal(member);
      expect(await consortium.memberView(member)).to.deep.equal(view);
      expect(await consortium.memberOf(outsider.address)).to.deep.equal(view);
      expect(await consortium.memberByLei(lei(99))).to.equal(member);
    });

    it("admits a carrier with codes of both lists", async () => {
      const { consortium, admission } = await networkHelpers.loadFixture(deploy);
      const member = (await consortium.memberCount()) + 1n;
      // The same letters on the other list are another code.
      const codes = [carrierCode("MSC", CodeList.NMFTA), carrierCode("M2"), carrierCode("MSCU")];
      const transaction = consortium.admit(admission({ roles: Role.CARRIER, carrierCodes: codes }));
      for (const { list, code } of codes) {
        await expect(transaction).to.emit(consortium, "CarrierCodeAdded").withArgs(member, list, code);
        expect(await consortium.memberByCarrierCode(list, code)).to.equal(member);
      }
    });

    it("admits any number of custodians, which have no LEI", async () => {
      const { consortium, admission } = await networkHelpers.loadFixture(deploy);
      const account = await (await ethers.deployContract("Vault")).getAddress();
      const member = (await consortium.memberCount()) + 1n;
      await expect(consortium.admit(admission({ account, roles: Role.CUSTODIAN, lei: NO_LEI })))
        .to.emit(consortium, "MemberAdmitted")
        .withArgs(member, account, NO_LEI, Role.CUSTODIAN);
      expect(await consortium.memberByLei(NO_LEI)).to.equal(0n);
    });
  });

  describe("addCarrierCode", () => {
    it("reverts if the caller is not authorised", async () => {
      const { consortium, carrier } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.connect(carrier.signer).addCarrierCode(carrier.member, carrierCode("ONE")))
        .to.be.revertedWithCustomError(consortium, "AccessManagedUnauthorized")
        .withArgs(carrier.address);
    });

    it("reverts if there is no such member", async () => {
      const { consortium } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.addCarrierCode(99n, carrierCode("ONE")))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember")
        .withArgs(99n);
    });

    it("reverts if the member is no carrier", async () => {
      const { consortium, bank } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.addCarrierCode(bank.member, carrierCode("ONE")))
        .to.be.revertedWithCustomError(consortium, "Consortium_CarrierCodeMismatch")
        .withArgs(Role.BANK, 1n);
    });

    it("reverts if the code is malformed or taken", async () => {
      const { consortium, carrier, otherCarrier } = await networkHelpers.loadFixture(deploy);
      const [short, taken] = [carrierCode("O"), carrierCode("HLC")];
      await expect(consortium.addCarrierCode(carrier.member, short))
        .to.be.revertedWithCustomError(consortium, "Consortium_InvalidCarrierCode")
        .withArgs(short.list, short.code);
      await expect(consortium.addCarrierCode(carrier.member, taken))
        .to.be.revertedWithCustomError(consortium, "Consortium_CarrierCodeTaken")
        .withArgs(taken.list, taken.code, otherCarrier.member);
    });

    it("adds the code and keeps the earlier ones", async () => {
      const { consortium, carrier } = await networkHelpers.loadFixture(deploy);
      const { list, code } = carrierCode("MSCU", CodeList.NMFTA);
      await expect(consortium.addCarrierCode(carrier.member, { list, code }))
        .to.emit(consortium, "CarrierCodeAdded")
        .withArgs(carrier.member, list, code);
      expect(await consortium.memberByCarrierCode(list, code)).to.equal(carrier.member);
      expect(await consortium.memberByCarrierCode(CodeList.SMDG, carrierCode("MSC").code)).to.equal(carrier.member);
    });
  });
});
