import { expect } from "chai";
import { network } from "hardhat";

import { AgencyDesk, ChainError, ConsortiumDesk } from "../../sdk/index.js";
import { rejection } from "../support/chain.js";
import { foundConsortium, GUARDIANS, QUORUM, RULES, SPEAKERS } from "../support/government.js";

const connection = await network.create();
const { networkHelpers } = connection;

const VOTES = ["propose", "castVote", "castVoteWithReason", "cancel", "queue", "execute"];
const APPROVALS = ["approvePause", "approveResume", "approveFreeze", "approveUnfreeze", "withdrawApproval"];

/** A consortium that its members govern, and staff that votes and approves for all of them. */
async function deploy() {
  const founded = await foundConsortium(connection);
  const { deployment, outsider, signer } = founded;
  const agent = outsider.address;
  for (const member of SPEAKERS) {
    await new AgencyDesk(deployment.contracts, signer(member))
      .grant([
        { agent, contract: "ConsortiumGovernor", functions: VOTES },
        { agent, contract: "Guardians", functions: APPROVALS },
      ])
      .send();
  }
  const staffOf = (member: number) => new ConsortiumDesk(deployment.contracts, outsider).for(member);
  return { ...founded, staffOf };
}

describe("Agency", () => {
  describe("reach", () => {
    it("is the whole way of a decision, each seat with its own vote", async () => {
      const { desk, government, staffOf, suite } = await networkHelpers.loadFixture(deploy);
      const { governor } = government;
      await (await staffOf(1).propose([desk(1).call("Consortium.suspend", [5])])).send();
      const [proposalId] = await governor.proposalDetailsAt(0n);
      await networkHelpers.time.increase(RULES.votingDelay + 1n);
      for (const member of SPEAKERS.slice(0, QUORUM - 1)) await staffOf(member).vote(proposalId, "For").send();
      const last = SPEAKERS[QUORUM - 1] ?? 0;
      await staffOf(last).vote(proposalId, "For", "agreed").send();
      expect((await governor.proposalVotes(proposalId)).forVotes).to.equal(BigInt(QUORUM));
      await networkHelpers.time.increase(RULES.votingPeriod);
      await staffOf(1).queue(proposalId).send();
      await networkHelpers.time.increase(RULES.timelockDelay);
      await staffOf(1).execute(proposalId).send();
      expect((await suite.consortium.memberView(5)).status).to.equal(2n);
    });

    it("gives no seat a second vote, by its agent or by itself", async () => {
      const { desk, government, staffOf } = await networkHelpers.loadFixture(deploy);
      await (await staffOf(1).propose([desk(1).call("Consortium.suspend", [5])])).send();
      const [proposalId] = await government.governor.proposalDetailsAt(0n);
      await networkHelpers.time.increase(RULES.votingDelay + 1n);
      await staffOf(3).vote(proposalId, "For").send();
      for (const again of [staffOf(3), desk(3)]) {
        const error = await rejection(again.vote(proposalId, "Against").send(), ChainError);
        expect(error.code).to.equal("GovernorAlreadyCastVote");
      }
    });

    it("takes a proposal back before the vote begins", async () => {
      const { desk, government, staffOf } = await networkHelpers.loadFixture(deploy);
      await (await staffOf(1).propose([desk(1).call("Consortium.suspend", [5])])).send();
      const [proposalId] = await government.governor.proposalDetailsAt(0n);
      const error = await rejection(staffOf(3).cancel(proposalId).send(), ChainError);
      expect(error.code).to.equal("GovernorUnableToCancel");
      await staffOf(1).cancel(proposalId).send();
      expect(await government.governor.state(proposalId)).to.equal(2n);
    });

    it("is the guardians' approvals, each of a member of its own", async () => {
      const { staffOf, suite } = await networkHelpers.loadFixture(deploy);
      const [first, second] = GUARDIANS;
      await staffOf(first).approvePause(3_600).send();
      await staffOf(first).approvePause(3_600).send();
      expect(await suite.billOfLading.pausedUntil()).to.equal(0n);
      const error = await rejection(staffOf(1).approvePause(3_600).send(), ChainError);
      expect(error.code).to.equal("Guardians_NotGuardian");
      await staffOf(second).approvePause(3_600).send();
      expect(await suite.billOfLading.pausedUntil()).to.be.greaterThan(0n);
    });
  });
});
