import { expect } from "chai";
import { toBeHex, ZeroHash } from "ethers";
import { network } from "hardhat";

import { ProposalState, seatOfGroup, VoteType } from "../../sdk/index.js";
import {
  castVotes,
  DAY,
  decide,
  foundConsortium,
  HOUR,
  proposeTo,
  QUORUM,
  RULES,
  SPEAKERS,
} from "../support/government.js";
import { lei, Role } from "../support/values.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { time } = networkHelpers;

async function deploy() {
  return await foundConsortium(connection);
}

/** With a proposal to suspend member 9, on which votes are being cast. */
async function deployVote() {
  const founded = await deploy();
  const proposalId = await proposeTo(founded, [founded.desk(1).call("Consortium.suspend", [9])], time);
  return { ...founded, proposalId };
}

const mask = (...states: (keyof typeof ProposalState)[]) =>
  toBeHex(
    states.reduce((bits, name) => bits | (1n << ProposalState[name]), 0n),
    32,
  );

describe("ConsortiumGovernor", () => {
  describe("constructor", () => {
    it("reverts with settings by which members could not decide, or a minority could", async () => {
      const { government, deployment } = await networkHelpers.loadFixture(deploy);
      const { Consortium } = deployment.contracts;
      const good = { votingDelay: 0n, votingPeriod: 60n, quorum: 31n };
      for (const [rules, value, least, most] of [
        [{ ...good, votingDelay: 30n * DAY + 1n }, 30n * DAY + 1n, 0n, 30n * DAY],
        [{ ...good, votingPeriod: 59n }, 59n, 60n, 30n * DAY],
        [{ ...good, votingPeriod: 30n * DAY + 1n }, 30n * DAY + 1n, 60n, 30n * DAY],
        [{ ...good, quorum: 30n }, 30n, 31n, 60n],
        [{ ...good, quorum: 61n }, 61n, 31n, 60n],
      ] as const) {
        await expect(ethers.deployContract("ConsortiumGovernor", [Consortium, 0n, rules]))
          .to.be.revertedWithCustomError(government.governor, "ConsortiumGovernor_SettingRefused")
          .withArgs(value, least, most);
      }
      await ethers.deployContract("ConsortiumGovernor", [Consortium, 0n, good]);
    });

    it("makes a timelock to which it alone gives orders", async () => {
      const { government, deployment } = await networkHelpers.loadFixture(deploy);
      const { governor, timelock } = government;
      expect(await governor.timelock()).to.equal(deployment.contracts.TimelockController);
      for (const role of ["PROPOSER_ROLE", "EXECUTOR_ROLE", "CANCELLER_ROLE"]) {
        expect(await timelock.hasRole(ethers.id(role), governor)).to.equal(true);
        expect(await timelock.hasRole(ethers.id(role), ethers.ZeroAddress)).to.equal(false);
      }
      expect(await timelock.hasRole(ZeroHash, governor)).to.equal(false);
      expect(await timelock.hasRole(ZeroHash, timelock)).to.equal(true);
      expect(await timelock.getMinDelay()).to.equal(RULES.timelockDelay);
    });
  });

  describe("settings", () => {
    it("revert in the execution of a proposal that would set them out of their bounds", async () => {
      const founded = await networkHelpers.loadFixture(deploy);
      const { governor } = founded.government;
      for (const [name, value, least, most] of [
        ["setVotingDelay", 30n * DAY + 1n, 0n, 30n * DAY],
        ["setVotingPeriod", 59n, 60n, 30n * DAY],
        ["setProposalThreshold", 0n, 1n, 1n],
        ["setProposalThreshold", 2n, 1n, 1n],
        ["updateQuorumNumerator", 30n, 31n, 60n],
      ] as const) {
        const proposalId = await proposeTo(
          founded,
          [founded.desk(1).call(`ConsortiumGovernor.${name}`, [value])],
          time,
        );
        await castVotes(founded, proposalId, SPEAKERS);
        await time.increase(RULES.votingPeriod);
        await governor["queue(uint256)"](proposalId);
        await time.increase(RULES.timelockDelay);
        await expect(governor["execute(uint256)"](proposalId))
          .to.be.revertedWithCustomError(governor, "ConsortiumGovernor_SettingRefused")
          .withArgs(value, least, most);
      }
    });

    it("change by a decision", async () => {
      const founded = await networkHelpers.loadFixture(deploy);
      const { governor } = founded.government;
      const call = (name: string, value: bigint) => founded.desk(1).call(`ConsortiumGovernor.${name}`, [value]);
      await decide(
        founded,
        [call("setVotingDelay", 0n), call("setVotingPeriod", 60n), call("updateQuorumNumerator", 60n)],
        time,
      );
      expect(await governor.votingDelay()).to.equal(0n);
      expect(await governor.votingPeriod()).to.equal(60n);
      await networkHelpers.mine();
      expect(await governor.quorum((await time.latest()) - 1)).to.equal(7n);
    });
  });

  describe("quorum", () => {
    it("is two thirds of the seats of that moment, rounded up", async () => {
      const { government, timelock, suite } = await networkHelpers.loadFixture(deploy);
      const { governor } = government;
      const consortium = suite.consortium.connect(timelock);
      const expected = new Map([
        [6, 4n],
        [5, 4n],
        [4, 3n],
        [3, 2n],
      ]);
      expect(await governor.quorum((await time.latest()) - 1)).to.equal(5n);
      for (const member of [9, 7, 6, 5]) {
        await consortium.suspend(member);
        await networkHelpers.mine();
        const then = (await time.latest()) - 1;
        const seats = Number(await suite.consortium.getPastTotalSupply(then));
        expect(await governor.quorum(then)).to.equal(expected.get(seats));
      }
    });
  });

  describe("propose", () => {
    it("reverts for whoever speaks for no seat", async () => {
      const { government, suite, deployer, outsider, signer, timelock } = await networkHelpers.loadFixture(deploy);
      const { governor, consortium } = government;
      await suite.consortium.connect(timelock).suspend(5);
      // An affiliate that does not speak, customs, a suspended speaker, the deployer, a stranger.
      for (const account of [signer(2), signer(8), signer(5), deployer, outsider]) {
        await expect(governor.connect(account).propose([account.address], [0n], ["0x"], "mine"))
          .to.be.revertedWithCustomError(consortium, "Consortium_NoVote")
          .withArgs(account.address);
      }
      expect(await governor.proposalCount()).to.equal(0n);
    });

    it("keeps the seat and the block of the proposal, and its calls", async () => {
      const { government, desk, signer, deployment } = await networkHelpers.loadFixture(deploy);
      const { governor } = government;
      const call = desk(3).call("Consortium.suspend", [9]);
      const receipt = await (await desk(3).propose([call], "late")).send();
      const [proposalId, targets, values, calldatas] = await governor.proposalDetailsAt(0n);
      expect([[...targets], [...values], [...calldatas]]).to.deep.equal([
        [deployment.contracts.Consortium],
        [0n],
        [call.data],
      ]);
      expect([...(await governor.proposalOrigin(proposalId))]).to.deep.equal([seatOfGroup(2), BigInt(receipt.block)]);
      expect(await governor.proposalProposer(proposalId)).to.equal(signer(3).address);
      expect(await governor.state(proposalId)).to.equal(ProposalState.Pending);
    });

    it("lets nobody ask for what does not exist", async () => {
      const { government } = await networkHelpers.loadFixture(deploy);
      for (const view of ["proposalOrigin", "proposalLapse", "state"] as const) {
        await expect(government.governor[view](7n))
          .to.be.revertedWithCustomError(government.governor, "GovernorNonexistentProposal")
          .withArgs(7n);
      }
    });
  });

  describe("castVote", () => {
    it("reverts before the vote has begun and after it has ended", async () => {
      const founded = await networkHelpers.loadFixture(deploy);
      const { governor } = founded.government;
      await (await founded.desk(1).propose([founded.desk(1).call("Consortium.suspend", [9])])).send();
      const [proposalId] = await governor.proposalDetailsAt(0n);
      const vote = () => governor.connect(founded.signer(1)).castVote(proposalId, VoteType.For);
      await expect(vote())
        .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
        .withArgs(proposalId, ProposalState.Pending, mask("Active"));
      await time.increaseTo((await governor.proposalDeadline(proposalId)) + 1n);
      await expect(vote())
        .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
        .withArgs(proposalId, ProposalState.Defeated, mask("Active"));
    });

    it("reverts for affiliates, customs, strangers and the deployer", async () => {
      const { government, signer, deployer, outsider, proposalId } = await networkHelpers.loadFixture(deployVote);
      for (const account of [signer(2), signer(8), deployer, outsider]) {
        await expect(government.governor.connect(account).castVote(proposalId, VoteType.For))
          .to.be.revertedWithCustomError(government.consortium, "Consortium_NoVote")
          .withArgs(account.address);
      }
    });

    it("counts affiliates as one, whoever of them speaks", async () => {
      const founded = await networkHelpers.loadFixture(deployVote);
      const { government, desk, proposalId, signer } = founded;
      await castVotes(founded, proposalId, [1]);
      await desk(1).passSeat(2).send();
      await expect(government.governor.connect(signer(2)).castVote(proposalId, VoteType.For))
        .to.be.revertedWithCustomError(government.governor, "GovernorAlreadyCastVote")
        .withArgs(ethers.getAddress(seatOfGroup(1)));
      await expect(government.governor.connect(signer(1)).castVote(proposalId, VoteType.For))
        .to.be.revertedWithCustomError(government.consortium, "Consortium_NoVote")
        .withArgs(signer(1).address);
      expect((await government.governor.proposalVotes(proposalId)).forVotes).to.equal(1n);
      expect(await government.governor.hasVoted(proposalId, signer(2))).to.equal(true);
    });

    it("lets an affiliate vote for a seat that has not voted, once it has the seat", async () => {
      const founded = await networkHelpers.loadFixture(deployVote);
      const { government, suite, timelock, signer, proposalId, desk } = founded;
      await suite.consortium.connect(timelock).remove(1);
      await expect(government.governor.connect(signer(1)).castVote(proposalId, VoteType.For))
        .to.be.revertedWithCustomError(government.consortium, "Consortium_NoVote")
        .withArgs(signer(1).address);
      await desk(2).takeSeat().send();
      await castVotes(founded, proposalId, [2]);
      expect(await government.governor.hasSeatVoted(proposalId, seatOfGroup(1))).to.equal(true);
      expect((await government.governor.proposalVotes(proposalId)).forVotes).to.equal(1n);
    });

    it("keeps what a member had voted that is removed afterwards, and the quorum of the beginning", async () => {
      const founded = await networkHelpers.loadFixture(deployVote);
      const { government, suite, timelock, signer, proposalId } = founded;
      const { governor } = government;
      await castVotes(founded, proposalId, [3]);
      const snapshot = await governor.proposalSnapshot(proposalId);
      await suite.consortium.connect(timelock).remove(3);
      await suite.consortium.connect(timelock).suspend(4);
      for (const gone of [3, 4]) {
        await expect(governor.connect(signer(gone)).castVote(proposalId, VoteType.Against))
          .to.be.revertedWithCustomError(government.consortium, "Consortium_NoVote")
          .withArgs(signer(gone).address);
      }
      expect(await governor.quorum(snapshot)).to.equal(5n);
      await castVotes(founded, proposalId, [1, 5, 6]);
      await time.increase(RULES.votingPeriod);
      // One of the four that were cast is of a member that is gone: it counts, and four of seven are too few.
      expect((await governor.proposalVotes(proposalId)).forVotes).to.equal(4n);
      expect(await governor.state(proposalId)).to.equal(ProposalState.Defeated);
    });

    it("gives a replaced account no vote, and its successor no second one", async () => {
      const founded = await networkHelpers.loadFixture(deployVote);
      const { government, suite, timelock, outsider, signer, proposalId } = founded;
      const { governor, consortium } = government;
      await castVotes(founded, proposalId, [3]);
      await suite.consortium.connect(timelock).replaceAccount(3, outsider);
      await expect(governor.connect(signer(3)).castVote(proposalId, VoteType.Against))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoVote")
        .withArgs(signer(3).address);
      await expect(governor.connect(outsider).castVote(proposalId, VoteType.Against))
        .to.be.revertedWithCustomError(governor, "GovernorAlreadyCastVote")
        .withArgs(ethers.getAddress(seatOfGroup(2)));
      expect([...(await governor.proposalVotes(proposalId))]).to.deep.equal([0n, 1n, 0n]);
    });

    it("gives a member that joins no vote in what runs, and does not raise the quorum", async () => {
      const founded = await networkHelpers.loadFixture(deployVote);
      const { government, suite, timelock, outsider, proposalId } = founded;
      const { governor } = government;
      const admission = { account: outsider, roles: Role.BANK, lei: lei(99), carrierCodes: [], group: 0n };
      await suite.consortium.connect(timelock).admit(admission);
      const snapshot = await governor.proposalSnapshot(proposalId);
      await expect(governor.connect(outsider).castVote(proposalId, VoteType.For))
        .to.be.revertedWithCustomError(governor, "ConsortiumGovernor_NoVoteThen")
        .withArgs(ethers.getAddress(seatOfGroup(8)), snapshot);
      expect(await governor.quorum(snapshot)).to.equal(5n);
      await networkHelpers.mine();
      expect(await suite.consortium.getPastTotalSupply((await time.latest()) - 1)).to.equal(8n);
    });

    it("counts who abstains for the quorum, and who is against not", async () => {
      const founded = await networkHelpers.loadFixture(deployVote);
      const { government, proposalId } = founded;
      const { governor } = government;
      await castVotes(founded, proposalId, [1, 3], "For");
      await castVotes(founded, proposalId, [4], "Against");
      await castVotes(founded, proposalId, [5, 6], "Abstain");
      const snapshot = await networkHelpers.takeSnapshot();
      await time.increase(RULES.votingPeriod);
      expect(await governor.state(proposalId)).to.equal(ProposalState.Defeated);
      await snapshot.restore();
      await castVotes(founded, proposalId, [7], "Abstain");
      await time.increase(RULES.votingPeriod);
      expect(await governor.state(proposalId)).to.equal(ProposalState.Succeeded);
    });

    it("defeats what as many are against as for", async () => {
      const founded = await networkHelpers.loadFixture(deployVote);
      const { government, proposalId } = founded;
      await castVotes(founded, proposalId, [1, 3], "For");
      await castVotes(founded, proposalId, [4, 5], "Against");
      await castVotes(founded, proposalId, [6, 7, 9], "Abstain");
      await time.increase(RULES.votingPeriod);
      expect(await government.governor.state(proposalId)).to.equal(ProposalState.Defeated);
    });

    it("emits VoteCast with the speaker's account and one vote", async () => {
      const { government, signer, proposalId } = await networkHelpers.loadFixture(deployVote);
      await expect(government.governor.connect(signer(1)).castVoteWithReason(proposalId, VoteType.For, "yes"))
        .to.emit(government.governor, "VoteCast")
        .withArgs(signer(1).address, proposalId, VoteType.For, 1n, "yes");
    });

    it("takes the vote of an agent with a mandate, in the principal's name", async () => {
      const { government, suite, signer, outsider, proposalId, deployment } =
        await networkHelpers.loadFixture(deployVote);
      const { governor } = government;
      const vote = governor.interface.encodeFunctionData("castVote", [proposalId, VoteType.For]);
      const mandate = {
        agent: outsider.address,
        target: deployment.contracts.ConsortiumGovernor ?? "",
        selectors: [governor.interface.getFunction("castVote").selector],
        start: 0n,
        end: 0n,
        tokenIds: [],
        transportDocumentReferences: [],
        unLocationCode: "0x0000000000",
      };
      await suite.agency.connect(signer(4)).grant([mandate]);
      await expect(suite.agency.connect(outsider).act(4, governor, vote))
        .to.emit(governor, "VoteCast")
        .withArgs(signer(4).address, proposalId, VoteType.For, 1n, "");
      // The same wallet has no vote of its own.
      await expect(governor.connect(outsider).castVote(proposalId, VoteType.For))
        .to.be.revertedWithCustomError(government.consortium, "Consortium_NoVote")
        .withArgs(outsider.address);
    });
  });

  describe("cancel", () => {
    it("reverts for every other seat, and once the vote has begun", async () => {
      const founded = await networkHelpers.loadFixture(deploy);
      const { government, signer, desk } = founded;
      const { governor } = government;
      await (await desk(1).propose([desk(1).call("Consortium.suspend", [9])])).send();
      const [proposalId] = await governor.proposalDetailsAt(0n);
      await expect(governor.connect(signer(3))["cancel(uint256)"](proposalId))
        .to.be.revertedWithCustomError(governor, "GovernorUnableToCancel")
        .withArgs(proposalId, signer(3).address);
      await time.increase(RULES.votingDelay + 1n);
      await expect(governor.connect(signer(1))["cancel(uint256)"](proposalId))
        .to.be.revertedWithCustomError(governor, "GovernorUnableToCancel")
        .withArgs(proposalId, signer(1).address);
    });

    it("is for whoever speaks for the seat that proposed", async () => {
      const founded = await networkHelpers.loadFixture(deploy);
      const { government, signer, desk } = founded;
      const { governor, consortium } = government;
      await (await desk(1).propose([desk(1).call("Consortium.suspend", [9])])).send();
      const [proposalId] = await governor.proposalDetailsAt(0n);
      await desk(1).passSeat(2).send();
      await expect(governor.connect(signer(1))["cancel(uint256)"](proposalId))
        .to.be.revertedWithCustomError(consortium, "Consortium_NoVote")
        .withArgs(signer(1).address);
      await expect(governor.connect(signer(2))["cancel(uint256)"](proposalId))
        .to.emit(governor, "ProposalCanceled")
        .withArgs(proposalId);
      expect(await governor.state(proposalId)).to.equal(ProposalState.Canceled);
    });
  });

  describe("execute", () => {
    async function deployQueued() {
      const founded = await deployVote();
      await castVotes(founded, founded.proposalId, SPEAKERS.slice(0, QUORUM));
      await time.increase(RULES.votingPeriod);
      await founded.government.governor["queue(uint256)"](founded.proposalId);
      return founded;
    }

    it("reverts before the timelock's delay is over", async () => {
      const { government, proposalId, deployment, desk } = await networkHelpers.loadFixture(deployQueued);
      const { governor, timelock } = government;
      const call = desk(1).call("Consortium.suspend", [9]);
      const [, , , , descriptionHash] = await governor.proposalDetailsAt(0n);
      const salt = toBeHex(
        BigInt(deployment.contracts.ConsortiumGovernor + "0".repeat(24)) ^ BigInt(descriptionHash),
        32,
      );
      const operation = await timelock.hashOperationBatch([call.target], [0n], [call.data], ZeroHash, salt);
      await expect(governor["execute(uint256)"](proposalId))
        .to.be.revertedWithCustomError(timelock, "TimelockUnexpectedOperationState")
        .withArgs(operation, toBeHex(1n << 2n, 32));
    });

    it("carries out what was decided, by whoever asks, once", async () => {
      const { government, suite, proposalId, outsider } = await networkHelpers.loadFixture(deployQueued);
      const { governor } = government;
      await time.increase(RULES.timelockDelay);
      await expect(governor.connect(outsider)["execute(uint256)"](proposalId))
        .to.emit(suite.consortium, "MemberStatusChanged")
        .withArgs(9n, 1n, 2n);
      await expect(governor["execute(uint256)"](proposalId))
        .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
        .withArgs(proposalId, ProposalState.Executed, mask("Queued"));
    });

    it("reverts 14 days after it was possible: the decision has lapsed", async () => {
      const { government, suite, proposalId } = await networkHelpers.loadFixture(deployQueued);
      const { governor } = government;
      const lapse = await governor.proposalLapse(proposalId);
      expect(lapse).to.equal((await governor.proposalEta(proposalId)) + 14n * DAY);
      await time.increaseTo(lapse);
      expect(await governor.state(proposalId)).to.equal(ProposalState.Queued);
      await time.increaseTo(lapse + 1n);
      await expect(governor["execute(uint256)"](proposalId))
        .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
        .withArgs(proposalId, ProposalState.Expired, mask("Queued"));
      expect((await suite.consortium.memberView(9)).status).to.equal(1n);
    });

    it("is not reached by what nobody queued within 14 days of the vote", async () => {
      const founded = await networkHelpers.loadFixture(deployVote);
      const { government, proposalId } = founded;
      const { governor } = government;
      await castVotes(founded, proposalId, SPEAKERS);
      await time.increaseTo((await governor.proposalDeadline(proposalId)) + 14n * DAY + 1n);
      await expect(governor["queue(uint256)"](proposalId))
        .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
        .withArgs(proposalId, ProposalState.Expired, mask("Succeeded"));
    });

    it("passes on why a call was refused, and keeps the decision", async () => {
      const { government, suite, proposalId, timelock } = await networkHelpers.loadFixture(deployQueued);
      const { governor } = government;
      await suite.consortium.connect(timelock).suspend(9);
      await time.increase(RULES.timelockDelay);
      await expect(governor["execute(uint256)"](proposalId))
        .to.be.revertedWithCustomError(suite.consortium, "Consortium_IllegalMove")
        .withArgs(9n, 2n, 2n);
      await suite.consortium.connect(timelock).reinstate(9);
      await governor["execute(uint256)"](proposalId);
      expect((await suite.consortium.memberView(9)).status).to.equal(2n);
    });
  });

  describe("what only a decision may do", () => {
    it("reverts for everybody, the timelock's account outside of an execution included", async () => {
      const { government, deployer, signer, timelock } = await networkHelpers.loadFixture(deploy);
      const { governor } = government;
      for (const account of [deployer, signer(1)]) {
        const as = governor.connect(account);
        for (const call of [
          as.setVotingDelay(0n),
          as.setVotingPeriod(HOUR),
          as.setProposalThreshold(1n),
          as.updateQuorumNumerator(31n),
          as.updateTimelock(account),
          as.relay(account, 0n, "0x"),
        ]) {
          await expect(call).to.be.revertedWithCustomError(governor, "GovernorOnlyExecutor").withArgs(account.address);
        }
      }
      // The governor expects each call from its timelock in the order of a proposal: none is expected now.
      await expect(governor.connect(timelock).setVotingDelay(0n)).to.be.revertedWithPanic(0x31);
    });

    it("takes no ether and no tokens", async () => {
      const { government, signer } = await networkHelpers.loadFixture(deploy);
      const { governor } = government;
      await expect(signer(1).sendTransaction({ to: governor, value: 1n })).to.be.revertedWithCustomError(
        governor,
        "GovernorDisabledDeposit",
      );
      await expect(governor.onERC721Received(signer(1), signer(1), 1n, "0x")).to.be.revertedWithCustomError(
        governor,
        "GovernorDisabledDeposit",
      );
    });
  });
});
