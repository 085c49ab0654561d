import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import { deploySuite, lei, MemberStatus, type Party, Role } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

/** The suite, and two signers that are nobody's account yet. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const [next, other] = (await ethers.getSigners()).slice(-2);
  if (next === undefined || other === undefined) throw new Error("the chain has too few accounts");
  const standings = await ethers.getContractAt("Standings", await suite.consortium.standings());
  return { ...suite, ...suite.parties, next, other, standings };
}

/** The word that other contracts read: see contracts/consortium/Standing.sol. */
function word(member: bigint, account: bigint, roles: bigint, status: bigint): bigint {
  return member | (account << 32n) | (roles << 64n) | (status << 72n);
}

/** The number that the next account gets: everybody of the suite has had one. */
const NEXT = 12n;

describe("Consortium", () => {
  describe("proposeAccount", () => {
    it("reverts if the caller is no active member", async () => {
      const { consortium, bank, outsider, next } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(bank.member);
      const refused: [Party, bigint][] = [
        [outsider, MemberStatus.NONE],
        [bank, MemberStatus.SUSPENDED],
      ];
      for (const [{ signer, address }, status] of refused) {
        await expect(consortium.connect(signer).proposeAccount(next.address))
          .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
          .withArgs(address, status);
      }
    });

    it("reverts for zero, for a member's account and for one that was replaced", async () => {
      const { consortium, bank, trader, shipper, next } = await networkHelpers.loadFixture(deploy);
      await consortium.replaceAccount(shipper.member, next.address);
      const asBank = consortium.connect(bank.signer);
      await expect(asBank.proposeAccount(ZeroAddress))
        .to.be.revertedWithCustomError(consortium, "Consortium_ZeroAccount")
        .withArgs();
      for (const [account, member] of [
        [trader.address, trader.member],
        [bank.address, bank.member],
        [shipper.address, shipper.member],
        [next.address, shipper.member],
      ] as const) {
        await expect(asBank.proposeAccount(account))
          .to.be.revertedWithCustomError(consortium, "Consortium_AccountTaken")
          .withArgs(account, member);
      }
    });

    it("reverts if a custodian's would be no contract", async () => {
      const { consortium, custodian, next } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.connect(custodian.signer).proposeAccount(next.address))
        .to.be.revertedWithCustomError(consortium, "Consortium_InvalidCustodian")
        .withArgs(next.address);
    });

    it("names the account and changes nothing else; a later one takes its place", async () => {
      const { consortium, bank, next, other } = await networkHelpers.loadFixture(deploy);
      const before = await consortium.memberView(bank.member);
      for (const { address } of [next, other]) {
        await expect(consortium.connect(bank.signer).proposeAccount(address))
          .to.emit(consortium, "AccountProposed")
          .withArgs(bank.member, address);
        expect(await consortium.proposedAccount(bank.member)).to.equal(address);
      }
      expect(await consortium.memberView(bank.member)).to.deep.equal(before);
      expect(await consortium.standingOf(other.address)).to.equal(0n);
      await expect(consortium.connect(next).acceptAccount(bank.member))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotProposed")
        .withArgs(bank.member, next.address);
    });
  });

  describe("withdrawAccount", () => {
    it("reverts without a proposal, and for who is no party to it", async () => {
      const { consortium, bank, trader, next, other } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.connect(bank.signer).withdrawAccount(bank.member))
        .to.be.revertedWithCustomError(consortium, "Consortium_NothingToWithdraw")
        .withArgs(bank.member, bank.address);
      await consortium.connect(bank.signer).proposeAccount(next.address);
      for (const signer of [trader.signer, other]) {
        await expect(consortium.connect(signer).withdrawAccount(bank.member))
          .to.be.revertedWithCustomError(consortium, "Consortium_NothingToWithdraw")
          .withArgs(bank.member, signer.address);
      }
    });

    it("is open to the member, to a suspended one, too, and to the account proposed", async () => {
      const { consortium, bank, next } = await networkHelpers.loadFixture(deploy);
      const asBank = consortium.connect(bank.signer);
      for (const [status, signer] of [
        ["active", bank.signer],
        ["active", next],
        ["suspended", bank.signer],
      ] as const) {
        await asBank.proposeAccount(next.address);
        if (status === "suspended") await consortium.suspend(bank.member);
        await expect(consortium.connect(signer).withdrawAccount(bank.member))
          .to.emit(consortium, "AccountProposed")
          .withArgs(bank.member, ZeroAddress);
        expect(await consortium.proposedAccount(bank.member)).to.equal(ZeroAddress);
        await expect(consortium.connect(next).acceptAccount(bank.member))
          .to.be.revertedWithCustomError(consortium, "Consortium_NotProposed")
          .withArgs(bank.member, next.address);
      }
    });
  });

  describe("acceptAccount", () => {
    it("reverts if the caller was not proposed", async () => {
      const { consortium, bank, next, other } = await networkHelpers.loadFixture(deploy);
      await consortium.connect(bank.signer).proposeAccount(next.address);
      for (const [signer, member] of [
        [other, bank.member],
        [bank.signer, bank.member],
        [next, 99n],
      ] as const) {
        await expect(consortium.connect(signer).acceptAccount(member))
          .to.be.revertedWithCustomError(consortium, "Consortium_NotProposed")
          .withArgs(member, signer.address);
      }
    });

    it("reverts if the member is no longer active", async () => {
      const { consortium, bank, next } = await networkHelpers.loadFixture(deploy);
      await consortium.connect(bank.signer).proposeAccount(next.address);
      await consortium.suspend(bank.member);
      await expect(consortium.connect(next).acceptAccount(bank.member))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(bank.address, MemberStatus.SUSPENDED);
    });

    it("reverts if the account has become another member's since", async () => {
      const { consortium, bank, trader, next } = await networkHelpers.loadFixture(deploy);
      await consortium.connect(bank.signer).proposeAccount(next.address);
      await consortium.replaceAccount(trader.member, next.address);
      await expect(consortium.connect(next).acceptAccount(bank.member))
        .to.be.revertedWithCustomError(consortium, "Consortium_AccountTaken")
        .withArgs(next.address, trader.member);
    });

    it("makes it the member's account under a number of its own", async () => {
      const { consortium, bank, next } = await networkHelpers.loadFixture(deploy);
      await consortium.connect(bank.signer).proposeAccount(next.address);
      await expect(consortium.connect(next).acceptAccount(bank.member))
        .to.emit(consortium, "AccountReplaced")
        .withArgs(bank.member, bank.address, next.address, NEXT);

      const current = word(bank.member, NEXT, Role.BANK, MemberStatus.ACTIVE);
      expect(await consortium.standingOf(next.address)).to.equal(current);
      expect(await consortium.standingOfMember(bank.member)).to.deep.equal([next.address, current]);
      expect(await consortium.standingOfAccount(NEXT)).to.deep.equal([next.address, current]);
      expect(await consortium.accountCount()).to.equal(NEXT);
      expect(await consortium.memberCount()).to.equal(11n);
      expect(await consortium.proposedAccount(bank.member)).to.equal(ZeroAddress);
      expect(await consortium.memberView(bank.member)).to.deep.equal([
        bank.member,
        next.address,
        NEXT,
        Role.BANK,
        MemberStatus.ACTIVE,
        lei(Number(bank.member)),
      ]);
    });

    it("leaves the old account its number and nothing else", async () => {
      const { consortium, bank, next } = await networkHelpers.loadFixture(deploy);
      await consortium.connect(bank.signer).proposeAccount(next.address);
      await consortium.connect(next).acceptAccount(bank.member);

      const number = bank.member; // the suite gives equal numbers to members and their first accounts
      expect(await consortium.standingOf(bank.address)).to.equal(word(0n, number, 0n, MemberStatus.REPLACED));
      const known = word(bank.member, number, 0n, MemberStatus.REPLACED);
      expect(await consortium.standingOfAccount(number)).to.deep.equal([bank.address, known]);
      expect(await consortium.memberOf(bank.address)).to.deep.equal([
        bank.member,
        bank.address,
        number,
        0n,
        MemberStatus.REPLACED,
        lei(Number(bank.member)),
      ]);
      const asOld = consortium.connect(bank.signer);
      for (const attempt of [
        () => asOld.proposeAccount(bank.address),
        () => asOld.setProfile("https://example.org"),
        () => asOld.takeSeat(),
        () => asOld.passSeat(1n),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
          .withArgs(bank.address, MemberStatus.REPLACED);
      }
    });
  });

  describe("replaceAccount", () => {
    it("reverts if the caller is not authorised", async () => {
      const { consortium, bank, next } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.connect(bank.signer).replaceAccount(bank.member, next.address))
        .to.be.revertedWithCustomError(consortium, "AccessManagedUnauthorized")
        .withArgs(bank.address);
    });

    it("reverts for an unknown member, and for an account that cannot be one", async () => {
      const { consortium, bank, trader, custodian, next } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.replaceAccount(99n, next.address))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember")
        .withArgs(99n);
      await expect(consortium.replaceAccount(bank.member, ZeroAddress))
        .to.be.revertedWithCustomError(consortium, "Consortium_ZeroAccount")
        .withArgs();
      await expect(consortium.replaceAccount(bank.member, trader.address))
        .to.be.revertedWithCustomError(consortium, "Consortium_AccountTaken")
        .withArgs(trader.address, trader.member);
      await expect(consortium.replaceAccount(custodian.member, next.address))
        .to.be.revertedWithCustomError(consortium, "Consortium_InvalidCustodian")
        .withArgs(next.address);
    });

    it("is open to members of any status, and the status follows", async () => {
      const { consortium, bank, trader, next, other } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(bank.member);
      await consortium.remove(trader.member);
      for (const [party, signer, number, status] of [
        [bank, next, NEXT, MemberStatus.SUSPENDED],
        [trader, other, NEXT + 1n, MemberStatus.REMOVED],
      ] as const) {
        await expect(consortium.replaceAccount(party.member, signer.address))
          .to.emit(consortium, "AccountReplaced")
          .withArgs(party.member, party.address, signer.address, number);
        expect((await consortium.memberView(party.member)).status).to.equal(status);
        expect((await consortium.memberOf(party.address)).status).to.equal(MemberStatus.REPLACED);
      }
      await consortium.reinstate(bank.member);
      expect(await consortium.standingOf(next.address)).to.equal(
        word(bank.member, NEXT, Role.BANK, MemberStatus.ACTIVE),
      );
      expect((await consortium.memberOf(bank.address)).status).to.equal(MemberStatus.REPLACED);
    });

    it("ends a proposal of who has the stolen key", async () => {
      const { consortium, bank, next, other } = await networkHelpers.loadFixture(deploy);
      await consortium.connect(bank.signer).proposeAccount(other.address);
      await consortium.replaceAccount(bank.member, next.address);
      await expect(consortium.connect(other).acceptAccount(bank.member))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotProposed")
        .withArgs(bank.member, other.address);
    });

    it("undoes a replacement by who had a stolen key, with a third account", async () => {
      const { consortium, bank, next, other } = await networkHelpers.loadFixture(deploy);
      await consortium.connect(bank.signer).proposeAccount(next.address);
      await consortium.connect(next).acceptAccount(bank.member);
      await expect(consortium.replaceAccount(bank.member, bank.address))
        .to.be.revertedWithCustomError(consortium, "Consortium_AccountTaken")
        .withArgs(bank.address, bank.member);
      await consortium.replaceAccount(bank.member, other.address);
      for (const account of [bank.address, next.address, other.address]) {
        expect(await consortium.currentAccount(account)).to.equal(other.address);
      }
    });

    it("gives a custodian another contract", async () => {
      const { consortium, custodian } = await networkHelpers.loadFixture(deploy);
      const account = await (await ethers.deployContract("Vault")).getAddress();
      await expect(consortium.replaceAccount(custodian.member, account))
        .to.emit(consortium, "AccountReplaced")
        .withArgs(custodian.member, custodian.address, account, NEXT);
    });
  });

  describe("currentOfAccount and currentAccount", () => {
    it("answer the account itself while it is current, and a stranger's always", async () => {
      const { consortium, bank, outsider } = await networkHelpers.loadFixture(deploy);
      expect(await consortium.currentOfAccount(bank.member)).to.deep.equal([
        bank.address,
        word(bank.member, bank.member, Role.BANK, MemberStatus.ACTIVE),
      ]);
      expect(await consortium.currentOfAccount(99n)).to.deep.equal([ZeroAddress, 0n]);
      expect(await consortium.currentAccount(bank.address)).to.equal(bank.address);
      expect(await consortium.currentAccount(outsider.address)).to.equal(outsider.address);
    });

    it("answer the present one for each that was replaced", async () => {
      const { consortium, bank, next, other } = await networkHelpers.loadFixture(deploy);
      await consortium.replaceAccount(bank.member, next.address);
      await consortium.replaceAccount(bank.member, other.address);
      const current = word(bank.member, NEXT + 1n, Role.BANK, MemberStatus.ACTIVE);
      for (const number of [bank.member, NEXT, NEXT + 1n]) {
        expect(await consortium.currentOfAccount(number)).to.deep.equal([other.address, current]);
      }
    });
  });
});

describe("Standings", () => {
  it("are written by the consortium alone", async () => {
    const { standings, governance, bank, next } = await networkHelpers.loadFixture(deploy);
    for (const attempt of [
      () => standings.add(next.address, Role.BANK),
      () => standings.change(bank.member, Role.CARRIER, MemberStatus.ACTIVE),
      () => standings.replace(bank.member, next.address),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(standings, "Consortium_OnlyItself")
        .withArgs(governance.address);
    }
  });

  it("answer what the consortium answers", async () => {
    const { standings, consortium, bank, trader, next } = await networkHelpers.loadFixture(deploy);
    await consortium.replaceAccount(bank.member, next.address);
    const [old, current] = [await standings.standingOf(bank.address), await standings.standingOf(next.address)];
    expect([old, current]).to.deep.equal([
      word(0n, bank.member, 0n, MemberStatus.REPLACED),
      word(bank.member, NEXT, Role.BANK, MemberStatus.ACTIVE),
    ]);
    expect(await consortium.standingOf(bank.address)).to.equal(old);
    expect(await standings.standingsOf(next.address, trader.address)).to.deep.equal(
      await consortium.standingsOf(next.address, trader.address),
    );
    for (const number of [0n, bank.member, NEXT]) {
      expect(await standings.standingOfAccount(number)).to.deep.equal(await consortium.standingOfAccount(number));
      expect(await standings.currentOfAccount(number)).to.deep.equal(await consortium.currentOfAccount(number));
    }
    expect(await standings.standingOfMember(bank.member)).to.deep.equal([next.address, current]);
    expect(await standings.counts()).to.deep.equal([11n, NEXT]);
    await expect(standings.standingOfMember(99n))
      .to.be.revertedWithCustomError(standings, "Consortium_NoSuchMember")
      .withArgs(99n);
  });
});
