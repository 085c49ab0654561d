import { expect } from "chai";
import { getAddress, toBeHex, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import { deploySuite, lei, MemberStatus, type Party, Role } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;

/** The address on which the vote of a group lies. */
const seat = (group: bigint) => getAddress(toBeHex(group, 20));

/** The suite, where nine members vote, each in a group of its own; bank and trader are moved into the forwarder's. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { consortium, parties } = suite;
  const { bank, trader, forwarder } = parties;
  const group = await consortium.groupOf(forwarder.member);
  await consortium.setGroup(bank.member, group);
  await consortium.setGroup(trader.member, group);
  const votes = () => consortium.getVotes(seat(group));
  return { ...suite, ...parties, group, votes };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

async function expectNoVote({ consortium }: Fixture, { address }: Party) {
  await expect(consortium.seatOf(address))
    .to.be.revertedWithCustomError(consortium, "Consortium_NoVote")
    .withArgs(address);
}

/** How many votes there are, as of the moment before this block. */
async function total({ consortium }: Fixture): Promise<bigint> {
  const now = await time.latest();
  await time.increase(1);
  return await consortium.getPastTotalSupply(now);
}

describe("Consortium", () => {
  describe("admit to a group", () => {
    it("reverts for a group that there is not, and for who has no vote", async () => {
      const { consortium, outsider, group } = await networkHelpers.loadFixture(deploy);
      const admission = { account: outsider.address, roles: Role.TRADER, lei: lei(99), carrierCodes: [] };
      const count = await consortium.groupCount();
      await expect(consortium.admit({ ...admission, group: count + 1n }))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchGroup")
        .withArgs(count + 1n);
      await expect(consortium.admit({ ...admission, roles: Role.CUSTOMS, group }))
        .to.be.revertedWithCustomError(consortium, "Consortium_GroupRefused")
        .withArgs(12n, group);
    });

    it("gives the first of a group the vote, and customs and custodians none", async () => {
      const suite = await networkHelpers.loadFixture(deploySuiteOnly);
      const { consortium, parties } = suite;
      const { outsider, customs, custodian, ...voters } = parties;
      for (const [index, { member, address }] of Object.values(voters).entries()) {
        const group = BigInt(index + 1);
        expect(await consortium.groupOf(member)).to.equal(group);
        expect(await consortium.speakerOf(group)).to.equal(member);
        expect(await consortium.seatOf(address)).to.equal(seat(group));
        expect(await consortium.getVotes(seat(group))).to.equal(1n);
        expect(await consortium.delegates(seat(group))).to.equal(seat(group));
        // The vote is the seat's and nobody's own.
        expect(await consortium.getVotes(address)).to.equal(0n);
      }
      expect(await consortium.groupCount()).to.equal(9n);
      for (const { address, member } of [customs, custodian, outsider]) {
        expect(await consortium.groupOf(member)).to.equal(0n);
        await expect(consortium.seatOf(address))
          .to.be.revertedWithCustomError(consortium, "Consortium_NoVote")
          .withArgs(address);
      }
    });

    it("lets an affiliate in without another vote", async () => {
      const { consortium, outsider, group, forwarder, votes } = await networkHelpers.loadFixture(deploy);
      const affiliate = { account: outsider.address, roles: Role.HAULIER, lei: lei(99), carrierCodes: [], group };
      const transaction = consortium.admit(affiliate);
      await expect(transaction).to.emit(consortium, "GroupChanged").withArgs(12n, 0n, group);
      await expect(transaction).not.to.emit(consortium, "SpeakerChanged");
      expect(await votes()).to.equal(1n);
      expect(await consortium.speakerOf(group)).to.equal(forwarder.member);
      await expect(consortium.seatOf(outsider.address))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoVote")
        .withArgs(outsider.address);
    });
  });

  describe("setGroup", () => {
    it("reverts if the caller is not authorised", async () => {
      const { consortium, shipper, group } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.connect(shipper.signer).setGroup(shipper.member, group))
        .to.be.revertedWithCustomError(consortium, "AccessManagedUnauthorized")
        .withArgs(shipper.address);
    });

    it("reverts without a change, for who has no vote, for who is removed, and for no group", async () => {
      const { consortium, bank, customs, custodian, shipper, group } = await networkHelpers.loadFixture(deploy);
      await consortium.remove(shipper.member);
      for (const [member, to] of [
        [bank.member, group],
        [customs.member, group],
        [customs.member, 0n],
        [custodian.member, group],
        [shipper.member, group],
        [shipper.member, 0n],
      ] as const) {
        await expect(consortium.setGroup(member, to))
          .to.be.revertedWithCustomError(consortium, "Consortium_GroupRefused")
          .withArgs(member, to);
      }
      await expect(consortium.setGroup(bank.member, 99n))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchGroup")
        .withArgs(99n);
      await expect(consortium.setGroup(99n, group))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember")
        .withArgs(99n);
    });

    it("takes its vote from the group that the speaker leaves, until an affiliate takes the seat", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { consortium, forwarder, bank, shipper, group, votes } = suite;
      const theirs = await consortium.groupOf(shipper.member);
      const transaction = consortium.setGroup(forwarder.member, theirs);
      await expect(transaction).to.emit(consortium, "GroupChanged").withArgs(forwarder.member, group, theirs);
      await expect(transaction).to.emit(consortium, "SpeakerChanged").withArgs(group, forwarder.member, 0n);
      await expect(transaction).to.emit(consortium, "DelegateVotesChanged").withArgs(seat(group), 1n, 0n);
      expect(await votes()).to.equal(0n);
      await expectNoVote(suite, forwarder);
      expect(await consortium.seatOf(shipper.address)).to.equal(seat(theirs));

      await expect(consortium.connect(bank.signer).takeSeat())
        .to.emit(consortium, "SpeakerChanged")
        .withArgs(group, 0n, bank.member);
      expect(await votes()).to.equal(1n);
      expect(await consortium.seatOf(bank.address)).to.equal(seat(group));
    });

    it("founds a group with a number that no other had", async () => {
      const { consortium, bank, group, votes } = await networkHelpers.loadFixture(deploy);
      const number = (await consortium.groupCount()) + 1n;
      const transaction = consortium.setGroup(bank.member, 0n);
      await expect(transaction).to.emit(consortium, "GroupChanged").withArgs(bank.member, group, number);
      await expect(transaction).to.emit(consortium, "SpeakerChanged").withArgs(number, 0n, bank.member);
      expect(await consortium.getVotes(seat(number))).to.equal(1n);
      expect(await votes()).to.equal(1n);
      expect(await consortium.groupCount()).to.equal(number);
    });

    it("moves votes between checkpoints, and the past stays", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { consortium, forwarder, group } = suite;
      // Nine groups at admission; bank and trader left theirs.
      expect(await total(suite)).to.equal(7n);
      const before = BigInt(await time.latest());
      await time.increase(10);
      await consortium.setGroup(forwarder.member, 0n);
      expect(await total(suite)).to.equal(7n);
      const after = BigInt((await time.latest()) - 1);
      expect(await consortium.getPastVotes(seat(group), before)).to.equal(1n);
      expect(await consortium.getPastVotes(seat(group), after)).to.equal(0n);
      expect(await consortium.getPastVotes(seat(10n), before)).to.equal(0n);
      expect(await consortium.getPastVotes(seat(10n), after)).to.equal(1n);
    });
  });

  describe("suspend, reinstate and remove", () => {
    it("take the vote with the speaker's activity and bring it back", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { consortium, forwarder, group, votes } = suite;
      await expect(consortium.suspend(forwarder.member))
        .to.emit(consortium, "DelegateVotesChanged")
        .withArgs(seat(group), 1n, 0n);
      expect(await votes()).to.equal(0n);
      await expectNoVote(suite, forwarder);
      expect(await total(suite)).to.equal(6n);
      await expect(consortium.reinstate(forwarder.member))
        .to.emit(consortium, "DelegateVotesChanged")
        .withArgs(seat(group), 0n, 1n);
      expect(await consortium.seatOf(forwarder.address)).to.equal(seat(group));
      expect(await total(suite)).to.equal(7n);
    });

    it("leave the vote alone if the speaker is another", async () => {
      const { consortium, bank, votes } = await networkHelpers.loadFixture(deploy);
      for (const act of [consortium.suspend, consortium.reinstate, consortium.remove]) {
        await expect(act(bank.member)).not.to.emit(consortium, "DelegateVotesChanged");
        expect(await votes()).to.equal(1n);
      }
      expect(await consortium.groupOf(bank.member)).to.equal(0n);
    });

    it("do not bring back a vote that an affiliate has taken", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { consortium, forwarder, bank, group, votes } = suite;
      await consortium.suspend(forwarder.member);
      await consortium.connect(bank.signer).takeSeat();
      await consortium.reinstate(forwarder.member);
      expect(await votes()).to.equal(1n);
      expect(await consortium.speakerOf(group)).to.equal(bank.member);
      await expectNoVote(suite, forwarder);
    });

    it("remove the speaker from its group", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { consortium, forwarder, trader, group, votes } = suite;
      await expect(consortium.remove(forwarder.member))
        .to.emit(consortium, "SpeakerChanged")
        .withArgs(group, forwarder.member, 0n);
      expect(await votes()).to.equal(0n);
      expect(await consortium.groupOf(forwarder.member)).to.equal(0n);
      await consortium.connect(trader.signer).takeSeat();
      expect(await votes()).to.equal(1n);
    });
  });

  describe("setRoles", () => {
    it("takes the vote of who becomes customs, and founds a group for who is it no more", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { consortium, shipper, customs } = suite;
      const own = await consortium.groupOf(shipper.member);
      await expect(consortium.setRoles(shipper.member, Role.TRADER | Role.CUSTOMS))
        .to.emit(consortium, "GroupChanged")
        .withArgs(shipper.member, own, 0n);
      expect(await consortium.getVotes(seat(own))).to.equal(0n);
      await expectNoVote(suite, shipper);

      const next = (await consortium.groupCount()) + 1n;
      await expect(consortium.setRoles(customs.member, Role.TERMINAL))
        .to.emit(consortium, "GroupChanged")
        .withArgs(customs.member, 0n, next);
      expect(await consortium.seatOf(customs.address)).to.equal(seat(next));
    });

    it("brings no removed member back into a group", async () => {
      const { consortium, customs } = await networkHelpers.loadFixture(deploy);
      await consortium.remove(customs.member);
      await expect(consortium.setRoles(customs.member, Role.TERMINAL)).not.to.emit(consortium, "GroupChanged");
      expect(await consortium.groupOf(customs.member)).to.equal(0n);
    });
  });

  describe("passSeat", () => {
    it("reverts for who does not speak, and for who cannot have the seat", async () => {
      const { consortium, forwarder, bank, trader, shipper, customs, group } = await networkHelpers.loadFixture(deploy);
      for (const { signer, address } of [bank, customs]) {
        await expect(consortium.connect(signer).passSeat(trader.member))
          .to.be.revertedWithCustomError(consortium, "Consortium_NoVote")
          .withArgs(address);
      }
      await consortium.suspend(trader.member);
      for (const member of [forwarder.member, trader.member, shipper.member, 0n, 99n]) {
        await expect(consortium.connect(forwarder.signer).passSeat(member))
          .to.be.revertedWithCustomError(consortium, "Consortium_SeatRefused")
          .withArgs(group, member);
      }
      await consortium.suspend(forwarder.member);
      await expect(consortium.connect(forwarder.signer).passSeat(bank.member))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(forwarder.address, MemberStatus.SUSPENDED);
    });

    it("passes the seat on, and the vote stays where it lies", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { consortium, forwarder, bank, group, votes } = suite;
      const transaction = consortium.connect(forwarder.signer).passSeat(bank.member);
      await expect(transaction).to.emit(consortium, "SpeakerChanged").withArgs(group, forwarder.member, bank.member);
      await expect(transaction).not.to.emit(consortium, "DelegateVotesChanged");
      expect(await votes()).to.equal(1n);
      expect(await consortium.seatOf(bank.address)).to.equal(seat(group));
      await expectNoVote(suite, forwarder);
    });
  });

  describe("takeSeat", () => {
    it("reverts while the speaker is active, for who is in no group, and for who is not active", async () => {
      const { consortium, bank, customs, forwarder, group } = await networkHelpers.loadFixture(deploy);
      for (const { signer } of [bank, forwarder]) {
        await expect(consortium.connect(signer).takeSeat())
          .to.be.revertedWithCustomError(consortium, "Consortium_SeatTaken")
          .withArgs(group, forwarder.member);
      }
      await expect(consortium.connect(customs.signer).takeSeat())
        .to.be.revertedWithCustomError(consortium, "Consortium_SeatRefused")
        .withArgs(0n, customs.member);
      await consortium.suspend(forwarder.member);
      await consortium.suspend(bank.member);
      await expect(consortium.connect(bank.signer).takeSeat())
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(bank.address, MemberStatus.SUSPENDED);
    });
  });

  describe("giveSeat", () => {
    it("reverts if the caller is not authorised, and for who cannot have it", async () => {
      const { consortium, bank, forwarder, customs, trader, group } = await networkHelpers.loadFixture(deploy);
      await expect(consortium.connect(bank.signer).giveSeat(bank.member))
        .to.be.revertedWithCustomError(consortium, "AccessManagedUnauthorized")
        .withArgs(bank.address);
      await consortium.suspend(trader.member);
      for (const [member, of] of [
        [forwarder.member, group],
        [trader.member, group],
        [customs.member, 0n],
      ] as const) {
        await expect(consortium.giveSeat(member))
          .to.be.revertedWithCustomError(consortium, "Consortium_SeatRefused")
          .withArgs(of, member);
      }
    });

    it("gives it to an affiliate, from an active speaker, too", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { consortium, forwarder, bank, group, votes } = suite;
      await expect(consortium.giveSeat(bank.member))
        .to.emit(consortium, "SpeakerChanged")
        .withArgs(group, forwarder.member, bank.member);
      expect(await votes()).to.equal(1n);
      await expectNoVote(suite, forwarder);
    });
  });

  describe("seatOf after a replaced account", () => {
    it("is the new account's at once, and never both's", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { consortium, forwarder, group, votes } = suite;
      const next = (await ethers.getSigners()).at(-1);
      if (next === undefined) throw new Error("the chain has no accounts");
      await expect(consortium.replaceAccount(forwarder.member, next.address)).not.to.emit(
        consortium,
        "DelegateVotesChanged",
      );
      await expectNoVote(suite, forwarder);
      expect(await consortium.seatOf(next.address)).to.equal(seat(group));
      expect(await votes()).to.equal(1n);
    });
  });

  describe("delegate and delegateBySig", () => {
    it("revert for everybody", async () => {
      const { consortium, forwarder, outsider } = await networkHelpers.loadFixture(deploy);
      for (const { signer } of [forwarder, outsider]) {
        await expect(consortium.connect(signer).delegate(outsider.address))
          .to.be.revertedWithCustomError(consortium, "Consortium_NoDelegation")
          .withArgs();
      }
      await expect(consortium.delegateBySig(outsider.address, 0n, 0n, 27n, ZeroHash, ZeroHash))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoDelegation")
        .withArgs();
      expect(await consortium.delegates(forwarder.address)).to.equal(ZeroAddress);
    });
  });

  describe("clock", () => {
    it("is the block's time (ERC-6372)", async () => {
      const { consortium } = await networkHelpers.loadFixture(deploy);
      expect(await consortium.clock()).to.equal(await time.latest());
      expect(await consortium.CLOCK_MODE()).to.equal("mode=timestamp");
    });
  });
});

async function deploySuiteOnly() {
  return await deploySuite(ethers);
}
