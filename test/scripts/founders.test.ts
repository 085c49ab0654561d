import { readFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";
import { config } from "hardhat";

import { DEFAULT_RULES, parseFounders, readFounders } from "../../scripts/support/founders.js";
import { UserError } from "../../scripts/support/user-error.js";
import { Role } from "../../sdk/index.js";
import { rejection, thrown } from "../support/chain.js";

const EXAMPLE = path.join(config.paths.root, "examples", "consortium", "founders.json");

interface File {
  members: Record<string, unknown>[];
  guardians: Record<string, unknown>;
  rules?: Record<string, unknown>;
}

async function example(): Promise<File> {
  return JSON.parse(await readFile(EXAMPLE, "utf8")) as File;
}

/** The error about the example after a change. */
async function fault(change: (file: File) => unknown): Promise<string> {
  const file = await example();
  change(file);
  return thrown(() => parseFounders(JSON.stringify(file), "f.json"), UserError).message;
}

const member = (file: File, index: number) => file.members[index] ?? {};

describe("founders", () => {
  it("are refused with the file, the place and what is wrong", async () => {
    const cases: [(file: File) => unknown, string][] = [
      [(file) => (file.members = []), "/members is empty"],
      [
        (file) => (member(file, 0)["lei"] = "0000BOLLARDDEMO00762"),
        `/members/0/lei "0000BOLLARDDEMO00762" has the check`,
      ],
      [(file) => delete member(file, 3)["lei"], "/members/3/lei is missing"],
      [(file) => (member(file, 2)["lei"] = member(file, 0)["lei"]), "/members/2/lei is another member's already"],
      [(file) => (member(file, 2)["account"] = "0x12"), "/members/2/account is no account"],
      [(file) => delete member(file, 2)["account"], "/members/2/account is no account"],
      [(file) => (member(file, 4)["account"] = member(file, 0)["account"]), "/members/4/account is another member's"],
      [(file) => (member(file, 0)["role"] = "PIRATE"), `/members/0/roles is "PIRATE"`],
      [(file) => (member(file, 4)["role"] = "CUSTODIAN"), `/members/4/roles is "CUSTODIAN"`],
      [(file) => (member(file, 0)["roles"] = ["BANK"]), "/members/0 has both role and roles"],
      [(file) => delete member(file, 0)["role"], "/members/0/roles is empty"],
      [(file) => (member(file, 0)["carrierCodes"] = []), "/members/0/carrierCodes are for carriers"],
      [(file) => (member(file, 4)["carrierCodes"] = ["SMDG:X1"]), "/members/4/carrierCodes are for carriers"],
      [(file) => (member(file, 0)["carrierCodes"] = ["MSC"]), `/members/0/carrierCodes has "MSC"`],
      [(file) => (member(file, 2)["carrierCodes"] = ["SMDG:ALS"]), "/members/2/carrierCodes names a code"],
      [(file) => (member(file, 7)["group"] = "State"), "/members/7/group is of a member without a vote"],
      [(file) => (member(file, 0)["grup"] = "x"), "/members/0/grup is not known"],
      [(file) => delete member(file, 0)["name"], "/members/0/name is not the member's name"],
      [
        (file) => file.members.forEach((each) => each["role"] !== "CUSTOMS" && (each["group"] = "All")),
        "/members have 1 seats",
      ],
      [(file) => (file.guardians["leis"] = ["0000BOLLARDDEMO01440"]), "/guardians/leis/0 "],
      [(file) => (file.guardians["leis"] = [member(file, 7)["lei"]]), "/guardians/leis/0 is a member without a vote"],
      [
        (file) => (file.guardians["leis"] = [member(file, 0)["lei"], member(file, 1)["lei"]]),
        "/guardians/leis name two of",
      ],
      [(file) => (file.guardians["approvals"] = 4), "/guardians/approvals is 4, not a whole number from 1 to 3"],
      [(file) => (file.guardians["approvals"] = 0), "/guardians/approvals is 0"],
      [(file) => (file.rules = { quorum: "1/2" }), `/rules/quorum is "1/2"`],
      [(file) => (file.rules = { quorum: "5/7" }), `/rules/quorum is "5/7"`],
      [(file) => (file.rules = { quorum: "4/3" }), `/rules/quorum is "4/3"`],
      [(file) => (file.rules = { votingPeriod: 59 }), "/rules/votingPeriod is 59, not a whole number from 60"],
      [(file) => (file.rules = { votingDelay: 1.5 }), "/rules/votingDelay is 1.5"],
      [(file) => (file.rules = { delay: 1 }), "/rules/delay is not known"],
    ];
    for (const [change, message] of cases) expect(await fault(change)).to.contain(`f.json: ${message}`);
  });

  it("are refused if the file is missing or no JSON", async () => {
    expect((await rejection(readFounders("nowhere.json"), UserError)).message).to.contain(
      "nowhere.json cannot be read",
    );
    expect(thrown(() => parseFounders("{", "f.json"), UserError).message).to.contain("f.json is no JSON");
    expect(thrown(() => parseFounders("[]", "f.json"), UserError).message).to.equal("f.json: the file is no object");
  });

  it("of the example are nine members with seven seats, three of them guardians", async () => {
    const { admissions, guardians, approvalsNeeded, rules, timelockDelay } = await readFounders(EXAMPLE);
    expect(admissions.map(({ group }) => group)).to.deep.equal([0, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect(admissions[0]?.roles).to.equal(Role.CARRIER);
    expect(admissions[0]?.carrierCodes).to.deep.equal([{ list: 0n, code: "0x414c5300" }]);
    expect([...guardians, approvalsNeeded]).to.deep.equal([3, 4, 7, 2]);
    expect(rules).to.deep.equal({ votingDelay: 10, votingPeriod: 300, quorum: 40 });
    expect(timelockDelay).to.equal(60);
  });

  it("decide within the seven days of a guardian's stop unless the file says otherwise", async () => {
    const file = await example();
    delete file.rules;
    const { rules, timelockDelay } = parseFounders(JSON.stringify(file), "f.json");
    expect(rules).to.deep.equal({ votingDelay: 86_400, votingPeriod: 259_200, quorum: 40 });
    expect(timelockDelay).to.equal(172_800);
    expect(DEFAULT_RULES.votingDelay + DEFAULT_RULES.votingPeriod + DEFAULT_RULES.timelockDelay).to.be.below(604_800);
  });
});
