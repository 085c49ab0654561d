import { expect } from "chai";
import { ZeroHash } from "ethers";
import { network } from "hardhat";

import { type Call, type CallArgument, Power, ProposalState, selectorOf } from "../../sdk/index.js";
import { AccessManager__factory } from "../../typechain-types/index.js";
import { castVotes, DAY, decide, foundConsortium, proposeTo, QUORUM, RULES, SPEAKERS } from "../support/government.js";
import { lei, Role } from "../support/values.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const { time } = networkHelpers;

const PROPOSER_ROLE = ethers.id("PROPOSER_ROLE");
const FREEZE = selectorOf("freeze(uint256)");

async function deploy() {
  const founded = await foundConsortium(connection);
  // What an attacker would put in the place of what the members have.
  const authority = await ethers.deployContract("AccessManager", [founded.outsider.address]);
  const timelock = await ethers.deployContract("TimelockController", [0n, [], [], founded.outsider.address]);
  return { ...founded, authority: await authority.getAddress(), otherTimelock: await timelock.getAddress() };
}

type World = Awaited<ReturnType<typeof deploy>>;

/** Every way in which somebody could take the consortium over, or harm a rival, by a proposal. */
function attempts({ desk, outsider, deployment, authority, otherTimelock, government }: World): Record<string, Call[]> {
  const call = (name: string, args: readonly CallArgument[]) => desk(1).call(name, args);
  const attacker = outsider.address;
  const { Consortium, BillOfLading, TimelockController } = deployment.contracts;
  const suspend = call("Consortium.suspend", [9]).data;
  const schedule = government.timelock.interface.encodeFunctionData("schedule", [
    Consortium,
    0n,
    suspend,
    ZeroHash,
    ZeroHash,
    RULES.timelockDelay,
  ]);
  return {
    "the admission of a friend": [
      call("Consortium.admit", [{ account: attacker, roles: Role.TRADER, lei: lei(99), carrierCodes: [], group: 0 }]),
    ],
    "the removal of a rival": [call("Consortium.remove", [3])],
    "the suspension of a rival": [call("Consortium.suspend", [9])],
    "an account for a rival": [call("Consortium.replaceAccount", [3, attacker])],
    "a rival in the proposer's group": [call("Consortium.setGroup", [3, 1])],
    "a seat for a friend": [call("Consortium.giveSeat", [2])],
    "the administrator's role": [call("AccessManager.grantRole", [Power.ADMIN, attacker, 0])],
    "a function for everybody": [call("AccessManager.setTargetFunctionRole", [BillOfLading, [FREEZE], 2n ** 64n - 1n])],
    "another authority over the bills": [call("AccessManager.updateAuthority", [BillOfLading, authority])],
    "the contract closed for all": [call("AccessManager.setTargetClosed", [BillOfLading, true])],
    "no delay": [call("TimelockController.updateDelay", [0])],
    "a proposer beside the governor": [call("TimelockController.grantRole", [PROPOSER_ROLE, attacker])],
    "another timelock": [call("ConsortiumGovernor.updateTimelock", [otherTimelock])],
    "a smaller quorum": [call("ConsortiumGovernor.updateQuorumNumerator", [31])],
    "a shorter vote": [call("ConsortiumGovernor.setVotingPeriod", [60])],
    "a vote at once": [call("ConsortiumGovernor.setVotingDelay", [0])],
    "an order to the timelock through the governor": [
      call("ConsortiumGovernor.relay", [TimelockController ?? "", 0, schedule]),
    ],
    "other guardians": [call("Guardians.setGuardians", [[1], 1])],
    "another period to reject": [call("BillOfLading.setRejectPeriod", [DAY])],
  };
}

/** All that these would change. */
async function state({ suite, government, deployment, outsider }: World): Promise<unknown> {
  const { consortium, accessManager, billOfLading } = suite;
  const { governor, timelock, guardians } = government;
  const count = Number(await consortium.memberCount());
  const members = await Promise.all(
    Array.from({ length: count }, async (_, index) => [
      [...(await consortium.standingOfMember(index + 1))],
      await consortium.groupOf(index + 1),
    ]),
  );
  const speakers = await Promise.all(Array.from({ length: 7 }, (_, index) => consortium.speakerOf(index + 1)));
  const suspend = consortium.interface.encodeFunctionData("suspend", [9]);
  return {
    members,
    speakers,
    admin: (await accessManager.hasRole(Power.ADMIN, outsider.address)).isMember,
    freeze: await accessManager.getTargetFunctionRole(billOfLading, FREEZE),
    closed: await accessManager.isTargetClosed(billOfLading),
    authority: await billOfLading.authority(),
    delay: await timelock.getMinDelay(),
    proposer: await timelock.hasRole(PROPOSER_ROLE, outsider.address),
    scheduled: await timelock.isOperation(
      await timelock.hashOperation(deployment.contracts.Consortium, 0n, suspend, ZeroHash, ZeroHash),
    ),
    timelock: await governor.timelock(),
    quorum: await governor["quorumNumerator()"](),
    votingPeriod: await governor.votingPeriod(),
    votingDelay: await governor.votingDelay(),
    guardians: [await guardians.guardians()].map(({ members: named, approvalsNeeded }) => [
      [...named],
      approvalsNeeded,
    ]),
    rejectPeriod: await billOfLading.rejectPeriod(),
  };
}

const NAMES = [
  "the admission of a friend",
  "the removal of a rival",
  "the suspension of a rival",
  "an account for a rival",
  "a rival in the proposer's group",
  "a seat for a friend",
  "the administrator's role",
  "a function for everybody",
  "another authority over the bills",
  "the contract closed for all",
  "no delay",
  "a proposer beside the governor",
  "another timelock",
  "a smaller quorum",
  "a shorter vote",
  "a vote at once",
  "an order to the timelock through the governor",
  "other guardians",
  "another period to reject",
];

describe("Takeover", () => {
  it("is tried in every way that is named here", async () => {
    expect(Object.keys(attempts(await networkHelpers.loadFixture(deploy)))).to.deep.equal(NAMES);
  });

  for (const name of NAMES) {
    it(`fails with one seat fewer than the quorum: ${name}`, async () => {
      const world = await networkHelpers.loadFixture(deploy);
      const { governor } = world.government;
      const before = await state(world);
      const proposalId = await proposeTo(world, attempts(world)[name] ?? [], time);
      await castVotes(world, proposalId, SPEAKERS.slice(0, QUORUM - 1));
      for (const [method, allowed] of [
        ["queue(uint256)", 1n << ProposalState.Succeeded],
        ["execute(uint256)", 1n << ProposalState.Queued],
      ] as const) {
        await expect(governor[method](proposalId))
          .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
          .withArgs(proposalId, ProposalState.Active, ethers.toBeHex(allowed, 32));
      }
      await time.increase(RULES.votingPeriod);
      expect(await governor.state(proposalId)).to.equal(ProposalState.Defeated);
      await expect(governor["queue(uint256)"](proposalId))
        .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
        .withArgs(proposalId, ProposalState.Defeated, ethers.toBeHex(1n << ProposalState.Succeeded, 32));
      expect(await state(world)).to.deep.equal(before);
    });

    it(`is what the members have decided, with the quorum: ${name}`, async () => {
      const world = await networkHelpers.loadFixture(deploy);
      const before = await state(world);
      // A speaker that is active keeps its seat unless governance gives it to another.
      const proposalId = await decide(world, attempts(world)[name] ?? [], time);
      expect(await world.government.governor.state(proposalId)).to.equal(ProposalState.Executed);
      expect(await state(world)).to.not.deep.equal(before);
    });
  }

  it("fails for everybody who makes these calls without a vote: members, guardians, the deployer, a stranger", async () => {
    const world = await networkHelpers.loadFixture(deploy);
    const before = await state(world);
    const callers = [world.deployer, world.outsider, world.signer(1), world.signer(3), world.signer(8)];
    for (const [name, calls] of Object.entries(attempts(world))) {
      for (const { target, data } of calls) {
        for (const caller of callers) {
          const outcome = await caller.sendTransaction({ to: target, data }).then(
            () => `${name} was done by ${caller.address}`,
            () => "refused",
          );
          expect(outcome).to.equal("refused");
        }
      }
    }
    expect(await state(world)).to.deep.equal(before);
  });

  it("fails at the timelock for everybody but the governor", async () => {
    const world = await networkHelpers.loadFixture(deploy);
    const { timelock } = world.government;
    const { Consortium } = world.deployment.contracts;
    const suspend = world.desk(1).call("Consortium.suspend", [9]).data;
    const once = [Consortium, 0n, suspend, ZeroHash, ZeroHash] as const;
    const calls = [[Consortium], [0n], [suspend]] as [string[], bigint[], string[]];
    for (const caller of [world.deployer, world.signer(1), world.outsider]) {
      const as = timelock.connect(caller);
      const refused = async (call: Promise<unknown>, role: string) =>
        await expect(call)
          .to.be.revertedWithCustomError(timelock, "AccessControlUnauthorizedAccount")
          .withArgs(caller.address, ethers.id(role));
      await refused(as.schedule(...once, RULES.timelockDelay), "PROPOSER_ROLE");
      await refused(as.scheduleBatch(...calls, ZeroHash, ZeroHash, RULES.timelockDelay), "PROPOSER_ROLE");
      await refused(as.execute(...once), "EXECUTOR_ROLE");
      await refused(as.executeBatch(...calls, ZeroHash, ZeroHash), "EXECUTOR_ROLE");
      await refused(as.cancel(ZeroHash), "CANCELLER_ROLE");
    }
  });

  it("leaves no administrator of the timelock but itself, and none of the authority but the timelock", async () => {
    const { deployment, government, suite, deployer } = await networkHelpers.loadFixture(deploy);
    const accounts = [deployer.address, ...Object.values(deployment.contracts)];
    const manager = AccessManager__factory.connect(deployment.contracts.AccessManager, deployer);
    for (const account of accounts) {
      const isTimelock = account === deployment.contracts.TimelockController;
      expect(await government.timelock.hasRole(ZeroHash, account)).to.equal(isTimelock);
      expect((await manager.hasRole(Power.ADMIN, account)).isMember).to.equal(isTimelock);
    }
    expect(await suite.billOfLading.authority()).to.equal(deployment.contracts.AccessManager);
  });
});
