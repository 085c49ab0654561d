import { expect } from "chai";

import { lei } from "../support/values.js";
import { fromFixedBytes } from "../../sdk/index.js";
import { QUORUM, RULES, SPEAKERS } from "../support/government.js";
import { type MemberChain, startMemberChain } from "./member-chain.js";

describe("hardhat member", () => {
  const started: { chain?: MemberChain } = {};
  before(async () => {
    started.chain = await startMemberChain(990_119, true);
  });
  after(async () => started.chain?.stop());

  function theChain(): MemberChain {
    if (started.chain === undefined) throw new Error("the chain is not up");
    return started.chain;
  }

  async function refusal(name: string, args: Record<string, unknown>, message: RegExp): Promise<void> {
    const { out, error, failed } = await theChain().run(name, args);
    expect(failed, `${name}: ${out}`).to.equal(true);
    expect(error).to.match(/^Error: [^\n]+$/);
    expect(error).to.match(message);
    expect(out).to.equal("");
  }

  async function done(name: string, args: Record<string, unknown>): Promise<string> {
    const { out, error, failed } = await theChain().run(name, args);
    expect(failed, error).to.equal(false);
    return out;
  }

  /** From a proposal that was made to its execution; answers what the execution printed. */
  async function pass(proposal: string): Promise<string> {
    await theChain().wait(RULES.votingDelay + 1n);
    for (const speaker of SPEAKERS.slice(0, QUORUM)) await done("vote", { proposal, vote: "for", as: String(speaker) });
    await theChain().wait(RULES.votingPeriod);
    await done("queue", { proposal });
    await theChain().wait(RULES.timelockDelay);
    return await done("execute", { proposal });
  }

  async function latestProposal(): Promise<string> {
    const { proposals } = (await theChain().runJson("status")) as { proposals: { number: number }[] };
    return String(proposals[0]?.number);
  }

  const account = async (place: number) => (await theChain().connection.ethers.getSigners())[place]?.address ?? "";

  describe("failures", () => {
    it("of arguments are one sentence that names the argument, and send nothing", async () => {
      const call = (...words: string[]) => ({ call: words, as: "1" });
      await refusal("propose", call(), /either a call, such as Consortium.suspend 7, or --file/);
      await refusal("propose", call("suspend", "7"), /give <contract>\.<function>/);
      await refusal("propose", call("Consortium.banish", "7"), /Consortium has no function banish/);
      await refusal("propose", call("Consortium.suspend"), /args are 0; Consortium.suspend takes member \(uint32\)/);
      await refusal("propose", call("Consortium.suspend", "seven"), /member is "seven", not a number/);
      await refusal("propose", call("Consortium.setRoles", "5", "PIRATE"), /roles is "PIRATE", not roles such as/);
      await refusal("propose", call("ConsortiumGovernor.queue", "5"), /is one of several: give /);
      await refusal("propose", call("Guardians.setGuardians", "[1", "2"), /Argument 1 is no JSON/);
      await refusal("join", { account: await account(12), as: "1" }, /--roles is missing/);
      await refusal("join", { account: "0x12", roles: "TRADER", as: "1" }, /admission.account is no account/);
      await refusal("suspend", { member: "77", as: "1" }, /member is unknown: there is no member with the number 77/);
      await refusal(
        "suspend",
        { member: "3", as: "1", remove: true, reinstate: true },
        /either --reinstate or --remove/,
      );
      await refusal("replace", { member: "3", as: "1" }, /Give one of --to/);
      await refusal("vote", { proposal: "99", vote: "for", as: "1" }, /there are \d+ proposals, and no number 99/);
      await refusal("status", { proposal: "last" }, /is no number or id of a proposal/);
      await refusal("guard", { act: "stop", as: "3" }, /pause, resume, freeze or unfreeze, not to stop/);
      await refusal(
        "guard",
        { act: "pause", hours: "200", as: "3" },
        /duration is not a whole number from 1 to 604800/,
      );
      await refusal("seat", { as: "1" }, /either --pass <affiliate> or --take/);
      await refusal("who-can", { function: "Consortium" }, /give <contract>\.<function>/);
      await refusal("mandate", { as: "0" }, /is no member's account/);
    });

    it("on the chain say why", async () => {
      await refusal("propose", { call: ["Consortium.suspend", "9"], as: "8" }, /has no vote: it is not the account/);
      await refusal("guard", { act: "pause", hours: "1", as: "1" }, /^Error: Member 1 is no guardian/);
      const answer = await theChain().runJson("propose", { call: ["Consortium.suspend", "9"], as: "0" });
      expect((answer["error"] as { code: string }).code).to.equal("Consortium_NoVote");
    });
  });

  it("lists members with their groups, and shows one", async () => {
    const { members } = (await theChain().runJson("list")) as { members: Record<string, unknown>[] };
    expect(members.map(({ group, hasVote }) => [group, hasVote])).to.deep.equal([
      [1, true],
      [1, false],
      [2, true],
      [3, true],
      [4, true],
      [5, true],
      [6, true],
      [0, false],
      [7, true],
    ]);
    expect(await done("list", {})).to.match(
      /^member +status +roles +LEI +vote +account\n1 +ACTIVE +CARRIER +\w{20} +group 1, speaks +0x/,
    );
    expect(await done("show", { member: "SMDG:HLC" })).to.match(/^member +3\nstatus +ACTIVE\nroles +CARRIER\n/);
  });

  it("takes a proposal from a dry run to its execution", async () => {
    const args = { call: ["Consortium.setRoles", "5", "TRADER+BANK"], reason: "It finances", as: "3" };
    expect(await done("propose", { ...args, dryRun: true })).to.match(
      /^Dry run: nothing was sent\n[\s\S]*call +propose\n/,
    );
    const before = ((await theChain().runJson("status")) as { proposals: unknown[] }).proposals.length;
    await done("propose", args);
    const proposal = await latestProposal();
    expect(Number(proposal)).to.equal(before + 1);
    const shown = await done("status", { proposal });
    expect(shown).to.contain(`text      ${proposal}. It finances: Consortium.setRoles(member 5, roles 10)`);
    expect(shown).to.match(/state +Pending\nnext +the vote begins after 20\d\d-/);
    expect(await pass(proposal)).to.contain("Consortium.RolesChanged, member 5, previousRoles 2, roles 10");
    const { state, votes, quorum, seats, calls } = await theChain().runJson("status", { proposal });
    expect([state, votes, quorum, seats]).to.deep.equal(["Executed", { for: 5, against: 0, abstain: 0 }, 5, 7]);
    expect((calls as { text: string }[]).map(({ text }) => text)).to.deep.equal([
      "Consortium.setRoles(member 5, roles 10)",
    ]);
  });

  it("cancels a proposal of its own before the vote", async () => {
    await done("propose", { call: ["Consortium.suspend", "9"], as: "1" });
    const proposal = await latestProposal();
    await refusal("cancel", { proposal, as: "3" }, /cannot cancel the proposal/);
    await done("cancel", { proposal, as: "1" });
    expect((await theChain().runJson("status", { proposal }))["state"]).to.equal("Canceled");
  });

  it("has members decide on joining, as an affiliate, and on several calls at once", async () => {
    const number = fromFixedBytes(lei(50));
    const joining = { account: await account(12), roles: "TRADER", lei: number, affiliate: "3", as: "1" };
    await done("join", joining);
    await pass(await latestProposal());
    const { members } = (await theChain().runJson("list")) as { members: Record<string, unknown>[] };
    expect(members.at(-1)).to.include({ member: 10, lei: number, group: 2, hasVote: false, speaker: 3 });

    const calls = [
      { function: "Consortium.giveSeat", args: [10] },
      { function: "Consortium.suspend", args: [3] },
    ];
    await done("propose", { call: [], file: await theChain().file("calls.json", JSON.stringify(calls)), as: "1" });
    await pass(await latestProposal());
    await done("suspend", { member: "3", reinstate: true, as: "1" });
    const reinstatement = await latestProposal();
    await theChain().wait(RULES.votingDelay + 1n);
    await refusal("vote", { proposal: reinstatement, vote: "for", as: "3" }, /has no vote/);
    await done("vote", { proposal: reinstatement, vote: "for", reason: "Welcome back", as: "12" });
    for (const as of ["1", "4", "5", "6"]) await done("vote", { proposal: reinstatement, vote: "for", as });
    await theChain().wait(RULES.votingPeriod);
    await done("queue", { proposal: reinstatement });
    await theChain().wait(RULES.timelockDelay);
    expect(await done("execute", { proposal: reinstatement })).to.contain("status ACTIVE");
    await done("seat", { pass: "3", as: "12" });
  });

  it("replaces a member's account by itself, and a lost one by a decision", async () => {
    const next = await account(13);
    await done("replace", { member: "9", to: next, as: "9" });
    await refusal("replace", { member: "9", accept: true, as: "14" }, /is not the account that member 9 proposed/);
    await done("replace", { member: "9", accept: true, as: "13" });
    expect((await theChain().runJson("show", { member: "9" }))["account"]).to.equal(next);

    const other = await account(14);
    await done("replace", { member: "9", to: other, as: "1" });
    await pass(await latestProposal());
    expect((await theChain().runJson("show", { member: "9" }))["account"]).to.equal(other);
    await refusal("propose", { call: ["Consortium.suspend", "1"], as: "13" }, /has no vote/);
  });

  it("has guardians pause and resume together", async () => {
    await done("guard", { act: "pause", hours: "24", as: "3" });
    expect(await theChain().suite.billOfLading.pausedUntil()).to.equal(0n);
    expect(await done("guard", { act: "pause", hours: "24", as: "4" })).to.contain("Guardians.CallCarriedOut");
    expect(await theChain().suite.billOfLading.pausedUntil()).to.be.greaterThan(0n);
    await done("guard", { act: "resume", as: "7" });
    await done("guard", { act: "resume", as: "3" });
    expect(await theChain().suite.billOfLading.pausedUntil()).to.equal(0n);
  });

  it("tells who can call a function: members, guardians, contracts, parties and agents", async () => {
    const { contracts } = theChain().deployment;
    const bearers = async (name: string) => {
      const { kind, bearers: list } = await theChain().runJson("who-can", { function: name });
      return [kind, ...(list as { account: string }[]).map(({ account: each }) => each)];
    };
    expect(await bearers("Consortium.suspend")).to.deep.equal(["ROLE", contracts.TimelockController]);
    expect(await bearers("BillOfLading.pauseMoves")).to.deep.equal(["ROLE", contracts.Guardians]);
    expect(await bearers("BillOfLading.markDelivery")).to.deep.equal(["ROLE", contracts.ReleaseRegistry]);
    expect(await bearers("ConsortiumGovernor.setVotingDelay")).to.deep.equal(["MEMBERS", contracts.TimelockController]);
    expect(await bearers("TimelockController.schedule")).to.deep.equal(["TIMELOCK_ROLE", contracts.ConsortiumGovernor]);
    expect(await bearers("ReleaseRegistry.placeHold")).to.deep.equal(["ROLE", contracts.TimelockController]);

    const agent = await account(15);
    const power = { agent, contract: "ConsortiumGovernor", functions: "castVote", as: "4" };
    await done("mandate", { ...power, until: "2099-01-01" });
    expect(await done("mandate", { as: "4" })).to.match(/castVote\(uint256,uint8\) +IN_FORCE .*until 2099-01-01/);
    const answer = await theChain().runJson("who-can", { function: "ConsortiumGovernor.castVote" });
    expect(answer["kind"]).to.equal("PARTIES");
    expect(
      (answer["mandates"] as { agent: string; principal: number }[]).map(({ agent: each, principal }) => [
        each,
        principal,
      ]),
    ).to.deep.equal([[agent, 4]]);
    await done("mandate", { ...power, revoke: true });
    const after = await theChain().runJson("who-can", { function: "ConsortiumGovernor.castVote" });
    expect(after["mandates"]).to.deep.equal([]);
    expect(await done("who-can", { function: "Consortium.suspend" })).to.match(
      /now +the members, through the timelock: 0x/,
    );
  });
});

describe("hardhat member, where one account governs", () => {
  it("does at once what members would decide, and has no proposals", async () => {
    const chain = await startMemberChain(990_120, false);
    try {
      const account = (await chain.connection.ethers.getSigners())[1]?.address ?? "";
      const joining = { account, roles: "CARRIER", lei: fromFixedBytes(lei(1)), codes: "SMDG:MSC" };
      const { out, error } = await chain.run("join", joining);
      expect(error).to.equal("");
      expect(out).to.contain(`Consortium.MemberAdmitted, member 1, account ${account}`);
      expect((await chain.run("suspend", { member: "1" })).out).to.contain("status SUSPENDED");
      expect((await chain.run("suspend", { member: "1", as: "1" })).error).to.match(/has not the power for this act/);
      expect((await chain.run("status")).error).to.match(/One account governs this suite/);
      expect((await chain.run("who-can", { function: "Consortium.admit" })).out).to.contain(
        `one account: ${chain.deployment.deployer}`,
      );
      expect((await chain.run("who-can", { function: "Guardians.setGuardians" })).error).to.match(
        /one account governs it/,
      );
    } finally {
      await chain.stop();
    }
  });
});
