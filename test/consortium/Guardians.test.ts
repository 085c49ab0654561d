import { expect } from "chai";
import { network } from "hardhat";

import { GuardianAct } from "../../sdk/index.js";
import { DAY, decide, foundConsortium, GUARDIANS, HOUR } from "../support/government.js";
import { issuance, Kind } from "../support/suite.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { time } = networkHelpers;

const PAUSE = { act: GuardianAct.PAUSE_MOVES, tokenId: 0n, duration: DAY };
const RESUME = { act: GuardianAct.RESUME_MOVES, tokenId: 0n, duration: 0n };

async function deploy() {
  const founded = await foundConsortium(connection);
  const { suite, signer, timelock, government } = founded;
  const shipper = { signer: signer(5), address: signer(5).address, member: 5n };
  const bill = issuance(Kind.BEARER, { shipper, consignee: shipper });
  await suite.billOfLading.connect(signer(1)).issue(bill);
  return {
    ...founded,
    bills: suite.billOfLading,
    tokenId: bill.tokenId,
    guardians: government.guardians,
    /** The guardians' contract as a member's account sees it. */
    as: (member: number) => government.guardians.connect(signer(member)),
    consortium: suite.consortium.connect(timelock),
  };
}

describe("Guardians", () => {
  describe("setGuardians", () => {
    it("reverts for everybody but the members' timelock: guardians and deployer too", async () => {
      const { guardians, deployer, signer, outsider } = await networkHelpers.loadFixture(deploy);
      for (const account of [deployer, signer(1), signer(3), outsider]) {
        await expect(guardians.connect(account).setGuardians([1, 3], 1))
          .to.be.revertedWithCustomError(guardians, "AccessManagedUnauthorized")
          .withArgs(account.address);
      }
    });

    it("reverts with no guardian, more than 15, no approval, or more approvals than guardians", async () => {
      const { guardians, timelock } = await networkHelpers.loadFixture(deploy);
      const many = Array.from({ length: 16 }, (_, index) => BigInt(index + 1));
      for (const [members, approvals] of [
        [[], 0n],
        [many, 2n],
        [[3n, 4n], 0n],
        [[3n, 4n], 3n],
      ] as [bigint[], bigint][]) {
        await expect(guardians.connect(timelock).setGuardians(members, approvals))
          .to.be.revertedWithCustomError(guardians, "Guardians_InvalidNumber")
          .withArgs(members.length, approvals);
      }
    });

    it("reverts unless they are named once, in ascending order", async () => {
      const { guardians, timelock } = await networkHelpers.loadFixture(deploy);
      for (const members of [
        [4n, 3n],
        [4n, 4n],
      ]) {
        await expect(guardians.connect(timelock).setGuardians(members, 1))
          .to.be.revertedWithCustomError(guardians, "Guardians_NotAscending")
          .withArgs(members[1]);
      }
    });

    it("reverts for an affiliate of another guardian, customs, a suspended member and an unknown number", async () => {
      const { guardians, timelock, consortium } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(9);
      for (const [members, refused] of [
        [[1n, 2n], 2n],
        [[3n, 8n], 8n],
        [[3n, 9n], 9n],
      ] as [bigint[], bigint][]) {
        await expect(guardians.connect(timelock).setGuardians(members, 1))
          .to.be.revertedWithCustomError(guardians, "Guardians_NotEligible")
          .withArgs(refused);
      }
      await expect(guardians.connect(timelock).setGuardians([77], 1))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoSuchMember")
        .withArgs(77n);
    });

    it("replaces them by a decision of the members, and ends approvals given before", async () => {
      const founded = await networkHelpers.loadFixture(deploy);
      const { guardians, as, bills } = founded;
      expect([...(await guardians.guardians())]).to.deep.equal([GUARDIANS.map(BigInt), 2n]);
      await decide(founded, [founded.desk(1).call("Guardians.setGuardians", [[1, 3, 5], 3])], time);
      expect([...(await guardians.guardians())]).to.deep.equal([[1n, 3n, 5n], 3n]);
      await expect(as(4).approvePause(DAY))
        .to.be.revertedWithCustomError(guardians, "Guardians_NotGuardian")
        .withArgs(4n);
      await as(3).approvePause(DAY);
      await as(1).approvePause(DAY);
      await expect(guardians.connect(founded.timelock).setGuardians([3, 5], 1))
        .to.emit(guardians, "GuardiansChanged")
        .withArgs([3n, 5n], 1n);
      expect(await guardians.approvalsOf(PAUSE)).to.deep.equal([]);
      expect(await bills.pausedUntil()).to.equal(0n);
      await expect(as(5).approvePause(DAY)).to.emit(bills, "MovesPaused");
    });
  });

  describe("approvePause", () => {
    it("reverts for members that are no guardians, and for who is no member", async () => {
      const { guardians, as, consortium, deployer, outsider } = await networkHelpers.loadFixture(deploy);
      for (const member of [1, 2, 8]) {
        await expect(as(member).approvePause(DAY))
          .to.be.revertedWithCustomError(guardians, "Guardians_NotGuardian")
          .withArgs(member);
      }
      for (const account of [deployer, outsider]) {
        await expect(guardians.connect(account).approvePause(DAY))
          .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
          .withArgs(account.address, 0n);
      }
    });

    it("reverts for a suspended guardian, and for the account that a guardian had before", async () => {
      const { as, consortium, signer, outsider, guardians } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(4);
      await expect(as(4).approvePause(DAY))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(signer(4).address, 2n);
      await consortium.replaceAccount(3, outsider);
      await expect(as(3).approvePause(DAY))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(signer(3).address, 4n);
      await guardians.connect(outsider).approvePause(DAY);
      expect(await guardians.approvalsOf(PAUSE)).to.deep.equal([3n]);
    });

    it("pauses nothing with one approval, and nothing with two for different durations", async () => {
      const { as, bills, guardians, signer } = await networkHelpers.loadFixture(deploy);
      const callId = await guardians.callIdOf(PAUSE);
      await expect(as(3).approvePause(DAY))
        .to.emit(guardians, "CallApproved")
        .withArgs(
          callId,
          GuardianAct.PAUSE_MOVES,
          3n,
          signer(3).address,
          0n,
          DAY,
          BigInt(await time.latest()) + 1n + DAY,
          1n,
        );
      await as(4).approvePause(DAY + 1n);
      expect(await bills.pausedUntil()).to.equal(0n);
      // The same guardian twice is one approval.
      await as(3).approvePause(DAY);
      expect(await guardians.approvalsOf(PAUSE)).to.deep.equal([3n]);
      expect(await bills.pausedUntil()).to.equal(0n);
    });

    it("pauses with the approval that makes the number complete, once, and the pause ends by itself", async () => {
      const { as, bills, guardians, deployment, signer, tokenId } = await networkHelpers.loadFixture(deploy);
      const callId = await guardians.callIdOf(PAUSE);
      await as(3).approvePause(DAY);
      const pausing = as(7).approvePause(DAY);
      await expect(pausing).to.emit(guardians, "CallCarriedOut").withArgs(callId, GuardianAct.PAUSE_MOVES, 0n, DAY);
      const until = BigInt(await time.latest()) + DAY;
      await expect(pausing).to.emit(bills, "MovesPaused").withArgs(deployment.contracts.Guardians, until);
      expect(await bills.pausedUntil()).to.equal(until);
      expect(await guardians.approvalsOf(PAUSE)).to.deep.equal([]);
      await time.increaseTo(until);
      expect(await bills.pausedUntil()).to.equal(0n);
      await bills.connect(signer(5)).sign(tokenId);
    });

    it("passes on why the bills refuse, and keeps no approval then", async () => {
      const { as, bills, guardians } = await networkHelpers.loadFixture(deploy);
      const tooLong = 7n * DAY + 1n;
      await as(3).approvePause(tooLong);
      await expect(as(4).approvePause(tooLong))
        .to.be.revertedWithCustomError(bills, "BillCustody_PauseRefused")
        .withArgs(tooLong, 0n);
      expect(await guardians.approvalsOf({ ...PAUSE, duration: tooLong })).to.deep.equal([3n]);
      await as(3).approvePause(HOUR);
      await as(4).approvePause(HOUR);
      await time.increase(HOUR);
      // The rest of seven days binds them as it would anybody.
      await as(3).approvePause(DAY);
      const until = await bills.pausedUntil();
      expect(until).to.equal(0n);
      await expect(as(4).approvePause(DAY)).to.be.revertedWithCustomError(bills, "BillCustody_PauseRefused");
    });

    it("counts an approval for a day and no longer", async () => {
      const { as, bills, guardians } = await networkHelpers.loadFixture(deploy);
      await as(3).approvePause(HOUR);
      const given = BigInt(await time.latest());
      await time.setNextBlockTimestamp(given + DAY + 1n);
      await as(4).approvePause(HOUR);
      expect(await bills.pausedUntil()).to.equal(0n);
      expect(await guardians.approvalsOf({ ...PAUSE, duration: HOUR })).to.deep.equal([4n]);
      await time.setNextBlockTimestamp(given + 2n * DAY + 1n);
      await as(3).approvePause(HOUR);
      expect(await bills.pausedUntil()).to.equal(given + 2n * DAY + 1n + HOUR);
    });

    it("does not count the approval of a guardian that was suspended since", async () => {
      const { as, bills, consortium, guardians } = await networkHelpers.loadFixture(deploy);
      await as(3).approvePause(DAY);
      await consortium.suspend(3);
      await as(4).approvePause(DAY);
      expect(await guardians.approvalsOf(PAUSE)).to.deep.equal([4n]);
      expect(await bills.pausedUntil()).to.equal(0n);
    });

    it("counts the approval of a guardian whose account was replaced since", async () => {
      const { as, bills, consortium, outsider, guardians } = await networkHelpers.loadFixture(deploy);
      await as(3).approvePause(DAY);
      await consortium.replaceAccount(3, outsider);
      await guardians.connect(outsider).approvePause(DAY);
      expect(await bills.pausedUntil()).to.equal(0n);
      await expect(as(4).approvePause(DAY)).to.emit(bills, "MovesPaused");
    });
  });

  describe("withdrawApproval", () => {
    it("reverts without an approval that counts", async () => {
      const { as, guardians } = await networkHelpers.loadFixture(deploy);
      const callId = await guardians.callIdOf(PAUSE);
      await expect(as(3).withdrawApproval(PAUSE))
        .to.be.revertedWithCustomError(guardians, "Guardians_NotApproved")
        .withArgs(callId, 3n);
      await as(3).approvePause(DAY);
      await time.increase(DAY + 1n);
      await expect(as(3).withdrawApproval(PAUSE))
        .to.be.revertedWithCustomError(guardians, "Guardians_NotApproved")
        .withArgs(callId, 3n);
    });

    it("takes it back", async () => {
      const { as, bills, guardians, signer } = await networkHelpers.loadFixture(deploy);
      const callId = await guardians.callIdOf(PAUSE);
      await as(3).approvePause(DAY);
      await expect(as(3).withdrawApproval(PAUSE))
        .to.emit(guardians, "ApprovalWithdrawn")
        .withArgs(callId, 3n, signer(3).address);
      await as(4).approvePause(DAY);
      expect(await bills.pausedUntil()).to.equal(0n);
    });
  });

  describe("approveResume", () => {
    it("ends a pause with as many approvals, each time anew", async () => {
      const { as, bills, guardians } = await networkHelpers.loadFixture(deploy);
      await as(3).approvePause(DAY);
      await as(4).approvePause(DAY);
      await as(3).approveResume();
      expect(await guardians.approvalsOf(RESUME)).to.deep.equal([3n]);
      await expect(as(7).approveResume()).to.emit(bills, "MovesResumed").withArgs(guardians);
      expect(await bills.pausedUntil()).to.equal(0n);
      expect(await guardians.approvalsOf(RESUME)).to.deep.equal([]);
    });
  });

  describe("approveFreeze", () => {
    it("freezes a bill with as many approvals, once in its life", async () => {
      const { as, bills, tokenId } = await networkHelpers.loadFixture(deploy);
      await as(3).approveFreeze(tokenId, DAY);
      expect([...(await bills.freezeOf(tokenId))]).to.deep.equal([false, 0n]);
      await as(4).approveFreeze(tokenId, DAY);
      const until = BigInt(await time.latest()) + DAY;
      expect([...(await bills.freezeOf(tokenId))]).to.deep.equal([true, until]);
      await time.increaseTo(until);
      await as(3).approveFreeze(tokenId, DAY);
      await expect(as(4).approveFreeze(tokenId, DAY))
        .to.be.revertedWithCustomError(bills, "BillCustody_FreezeRefused")
        .withArgs(tokenId, DAY);
    });
  });

  describe("approveUnfreeze", () => {
    it("reverts for a bill that is not frozen, or that the members froze", async () => {
      const { as, bills, guardians, timelock, tokenId } = await networkHelpers.loadFixture(deploy);
      const refused = async () =>
        await expect(as(3).approveUnfreeze(tokenId))
          .to.be.revertedWithCustomError(guardians, "Guardians_NotTheirFreeze")
          .withArgs(tokenId, 0n);
      await refused();
      await as(3).approveFreeze(tokenId, DAY);
      await as(4).approveFreeze(tokenId, DAY);
      await as(3).approveUnfreeze(tokenId);
      // The members turn the guardians' freeze into their own: one approval that was given before opens nothing.
      await bills.connect(timelock).freeze(tokenId);
      await expect(as(4).approveUnfreeze(tokenId))
        .to.be.revertedWithCustomError(guardians, "Guardians_NotTheirFreeze")
        .withArgs(tokenId, 0n);
      expect([...(await bills.freezeOf(tokenId))]).to.deep.equal([true, 0n]);
      await bills.connect(timelock).unfreeze(tokenId);
      await refused();
    });

    it("lifts what guardians froze", async () => {
      const { as, bills, tokenId } = await networkHelpers.loadFixture(deploy);
      await as(3).approveFreeze(tokenId, DAY);
      await as(4).approveFreeze(tokenId, DAY);
      await as(4).approveUnfreeze(tokenId);
      await expect(as(7).approveUnfreeze(tokenId)).to.emit(bills, "Unfrozen");
      expect([...(await bills.freezeOf(tokenId))]).to.deep.equal([false, 0n]);
    });
  });

  it("have no other power over the bills", async () => {
    const { bills, deployment, tokenId } = await networkHelpers.loadFixture(deploy);
    const address = deployment.contracts.Guardians ?? "";
    await ethers.provider.send("hardhat_setBalance", [address, "0x8ac7230489e80000"]);
    const asGuardians = bills.connect(await ethers.getImpersonatedSigner(address));
    for (const call of [asGuardians.freeze(tokenId), asGuardians.setRejectPeriod(DAY), asGuardians.reassign(tokenId)]) {
      await expect(call).to.be.revertedWithCustomError(bills, "AccessManagedUnauthorized").withArgs(address);
    }
  });
});
