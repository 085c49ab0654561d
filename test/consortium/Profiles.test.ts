import { expect } from "chai";
import { concat, hexlify, randomBytes, sha256, toUtf8Bytes, ZeroHash } from "ethers";
import { network } from "hardhat";

import { KeyScheme } from "../../sdk/chain/values.js";
import { admitCustodian, deploySuite, MemberStatus } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;

const URI = "https://bank.example/profile.json";
const X_KEY = "0x" + "11".repeat(32);
const P_KEY = "0x02" + "22".repeat(32);
const TOKEN = 7n;

async function deploy() {
  const suite = await deploySuite(ethers);
  const asBank = suite.consortium.connect(suite.parties.bank.signer);
  return { ...suite, ...suite.parties, asBank };
}

describe("Consortium", () => {
  describe("setProfile", () => {
    it("reverts for who is not active", async () => {
      const { consortium, asBank, bank, outsider } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.connect(outsider.signer).setProfile(URI))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(outsider.address, MemberStatus.NONE);
      await consortium.suspend(bank.member);
      await expect(asBank.setProfile(URI))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(bank.address, MemberStatus.SUSPENDED);
    });

    it("reverts without a change, and for an address that is too long", async () => {
      const { consortium, asBank, bank } = await networkHelpers.loadFixture(deploy);
      const attempts = ["", "x".repeat(2_049)];
      for (const uri of attempts) {
        await expect(asBank.setProfile(uri))
          .to.be.revertedWithCustomError(consortium, "Consortium_ProfileRefused")
          .withArgs(bank.member);
      }
      await asBank.setProfile(URI);
      await expect(asBank.setProfile(URI))
        .to.be.revertedWithCustomError(consortium, "Consortium_ProfileRefused")
        .withArgs(bank.member);
    });

    it("says where the profile stands, and where the event before is", async () => {
      const { consortium, asBank, bank, trader } = await networkHelpers.loadFixture(deploy);
      let previousBlock = 0;
      for (const uri of [URI, "x".repeat(2_048), ""]) {
        await expect(asBank.setProfile(uri))
          .to.emit(consortium, "ProfileChanged")
          .withArgs(bank.member, uri, previousBlock);
        previousBlock = await ethers.provider.getBlockNumber();
        expect(await consortium.profileOf(bank.member)).to.deep.equal([
          uri === "" ? ZeroHash : sha256(toUtf8Bytes(uri)),
          BigInt(previousBlock),
        ]);
      }
      expect(await consortium.profileOf(trader.member)).to.deep.equal([ZeroHash, 0n]);
    });
  });

  describe("setEncryptionKey", () => {
    it("reverts for who is not active", async () => {
      const { consortium, outsider } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.connect(outsider.signer).setEncryptionKey(KeyScheme.X25519, X_KEY))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(outsider.address, MemberStatus.NONE);
    });

    it("reverts for a key that does not fit its scheme, and without a change", async () => {
      const { consortium, asBank } = await networkHelpers.loadFixture(deploy);
      await asBank.setEncryptionKey(KeyScheme.X25519, X_KEY);
      for (const [scheme, key] of [
        [KeyScheme.X25519, X_KEY],
        [KeyScheme.X25519, "0x"],
        [KeyScheme.X25519, P_KEY],
        [KeyScheme.P256, X_KEY],
        [KeyScheme.P256, "0x04" + "22".repeat(32)],
        [KeyScheme.NONE, X_KEY],
      ] as const) {
        await expect(asBank.setEncryptionKey(scheme, key))
          .to.be.revertedWithCustomError(consortium, "Consortium_InvalidKey")
          .withArgs(scheme, key);
      }
    });

    it("reverts if there is no key to end", async () => {
      const { consortium, asBank } = await networkHelpers.loadFixture(deploy);
      await expect(asBank.setEncryptionKey(KeyScheme.NONE, "0x"))
        .to.be.revertedWithCustomError(consortium, "Consortium_InvalidKey")
        .withArgs(KeyScheme.NONE, "0x");
    });

    it("keeps who had which key when, and finds each in one block", async () => {
      const { consortium, asBank, bank } = await networkHelpers.loadFixture(deploy);
      const keys = [
        [KeyScheme.X25519, X_KEY],
        [KeyScheme.P256, P_KEY],
        [KeyScheme.NONE, "0x"],
        [KeyScheme.P256, concat(["0x03", hexlify(randomBytes(32))])],
      ] as const;
      const expected: unknown[] = [];
      let previousBlock = 0n;
      for (const [index, [scheme, key]] of keys.entries()) {
        await time.increase(100);
        await expect(asBank.setEncryptionKey(scheme, key))
          .to.emit(consortium, "EncryptionKeyChanged")
          .withArgs(bank.member, BigInt(index + 1), scheme, key, previousBlock);
        previousBlock = BigInt(await ethers.provider.getBlockNumber());
        const keyHash = scheme === KeyScheme.NONE ? ZeroHash : sha256(key);
        expected.push([keyHash, BigInt(await time.latest()), previousBlock, scheme]);
      }
      expect(await consortium.encryptionKeyCount(bank.member)).to.equal(4n);
      for (const [index, key] of expected.entries()) {
        expect(await consortium.encryptionKeyOf(bank.member, BigInt(index + 1))).to.deep.equal(key);
      }
    });

    it("is the new account's to change after the old one was replaced, and the history stays the member's", async () => {
      const { consortium, asBank, bank } = await networkHelpers.loadFixture(deploy);
      const next = (await ethers.getSigners()).at(-1);
      if (next === undefined) throw new Error("the chain has no accounts");
      await asBank.setEncryptionKey(KeyScheme.X25519, X_KEY);
      await consortium.replaceAccount(bank.member, next.address);
      await expect(asBank.setEncryptionKey(KeyScheme.P256, P_KEY))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(bank.address, MemberStatus.REPLACED);
      await consortium.connect(next).setEncryptionKey(KeyScheme.P256, P_KEY);
      expect(await consortium.encryptionKeyCount(bank.member)).to.equal(2n);
    });
  });

  describe("encryptionKeyOf", () => {
    it("reverts if the member has no key with this number", async () => {
      const { consortium, asBank, bank } = await networkHelpers.loadFixture(deploy);
      await asBank.setEncryptionKey(KeyScheme.X25519, X_KEY);
      for (const number of [0n, 2n]) {
        await expect(consortium.encryptionKeyOf(bank.member, number))
          .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchKey")
          .withArgs(bank.member, number);
      }
    });
  });

  describe("nameSubstitute", () => {
    it("reverts if the caller is not authorised", async () => {
      const { consortium, asBank, bank, trader } = await networkHelpers.loadFixture(deploy);
      await consortium.remove(trader.member);
      await expect(asBank.nameSubstitute(trader.member, bank.member))
        .to.be.revertedWithCustomError(consortium, "AccessManagedUnauthorized")
        .withArgs(bank.address);
    });

    it("reverts unless the member is removed and the substitute active and another than before", async () => {
      const { consortium, bank, trader, shipper, consignee } = await networkHelpers.loadFixture(deploy);
      await consortium.remove(trader.member);
      await consortium.suspend(shipper.member);
      for (const [member, substitute] of [
        [bank.member, consignee.member], // active
        [shipper.member, consignee.member], // suspended
        [trader.member, shipper.member],
        [trader.member, trader.member],
        [trader.member, 0n],
      ] as const) {
        await expect(consortium.nameSubstitute(member, substitute))
          .to.be.revertedWithCustomError(consortium, "Consortium_SubstituteRefused")
          .withArgs(member, substitute);
      }
      for (const [member, substitute] of [
        [trader.member, 99n],
        [99n, bank.member],
      ] as const) {
        await expect(consortium.nameSubstitute(member, substitute))
          .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember")
          .withArgs(99n);
      }
    });

    it("names, replaces and takes back", async () => {
      const { consortium, bank, trader, consignee } = await networkHelpers.loadFixture(deploy);
      await consortium.remove(trader.member);
      let previous = 0n;
      for (const substitute of [bank.member, consignee.member, 0n]) {
        await expect(consortium.nameSubstitute(trader.member, substitute))
          .to.emit(consortium, "SubstituteNamed")
          .withArgs(trader.member, previous, substitute);
        expect(await consortium.substituteOf(trader.member)).to.equal(substitute);
        previous = substitute;
      }
    });
  });

  describe("heldFor", () => {
    it("answers what the custodian says", async () => {
      const { consortium, custodian, bank } = await networkHelpers.loadFixture(deploy);
      const vault = await ethers.getContractAt("Vault", custodian.address);
      expect(await consortium.heldFor(custodian.member, TOKEN)).to.equal(0n);
      await vault.holdFor(TOKEN, bank.member);
      expect(await consortium.heldFor(custodian.member, TOKEN)).to.equal(bank.member);
      expect(await consortium.heldFor(custodian.member, TOKEN + 1n)).to.equal(0n);
    });

    it("answers nobody for who is no custodian", async () => {
      const { consortium, bank } = await networkHelpers.loadFixture(deploy);
      for (const member of [0n, bank.member, 99n]) expect(await consortium.heldFor(member, TOKEN)).to.equal(0n);
    });

    it("trusts no answer that is not one word with a member's number", async () => {
      const { consortium, bank } = await networkHelpers.loadFixture(deploy);
      const asWord = (value: bigint) => "0x" + value.toString(16).padStart(64, "0");
      const answers: [string, bigint][] = [
        [asWord(bank.member), bank.member],
        [asWord(99n), 0n],
        [asWord(bank.member | (1n << 32n)), 0n],
        [asWord(bank.member) + "00", 0n],
        [asWord(bank.member).slice(0, -2), 0n],
        ["0x", 0n],
        ["0x" + "00".repeat(20_000), 0n],
      ];
      for (const [answer, expected] of answers) {
        const { member } = await admitCustodian(ethers, consortium, "CustodianWithAnyAnswer", [answer]);
        expect(await consortium.heldFor(member, TOKEN)).to.equal(expected, answer.slice(0, 70));
      }
    });

    it("answers nobody if the custodian reverts or uses up its gas", async () => {
      const { consortium } = await networkHelpers.loadFixture(deploy);
      for (const mock of ["ReceiverThatReverts", "CustodianThatNeverAnswers"]) {
        const { member } = await admitCustodian(ethers, consortium, mock);
        expect(await consortium.heldFor(member, TOKEN)).to.equal(0n);
      }
    });
  });
});
