import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";
import { config, network } from "hardhat";

import {
  blankArguments,
  type ContractName,
  functionsOf,
  isContractName,
  toChainError,
  whoCanCall,
  type WhoCan,
} from "../../sdk/index.js";
import { addressOf } from "../../sdk/consortium/contracts.js";
import { codecOf } from "../../sdk/consortium/events.js";
import { foundConsortium } from "../support/government.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;

/** What the README calls those who have a power. */
const NAMES: Readonly<Record<string, ContractName>> = {
  "the members": "TimelockController",
  "the guardians": "Guardians",
  "the release registry": "ReleaseRegistry",
  "the governor": "ConsortiumGovernor",
  "the access manager": "AccessManager",
};

async function deploy() {
  const founded = await foundConsortium(connection);
  const addresses = founded.deployment.contracts;
  const contracts = Object.keys(addresses).filter(isContractName);
  return { ...founded, addresses, contracts };
}

/** Every function that is locked, and who has the key: asked of the chain, function by function. */
async function deployLocks() {
  const world = await deploy();
  const answers: WhoCan[] = [];
  for (const each of world.contracts.flatMap(functionsOf)) {
    answers.push(await whoCanCall(world.addresses, ethers.provider, each, world.deployment.block));
  }
  return { ...world, locked: answers.filter(({ kind }) => kind !== "PARTIES") };
}

const nameOf = ({ contract, method }: WhoCan) => `${contract}.${method.slice(0, method.indexOf("("))}`;

describe("Powers", () => {
  it("are all found: what asks the authority in the sources is refused to a stranger, and nothing else is", async () => {
    const { locked } = await networkHelpers.loadFixture(deployLocks);
    const inSources = new Set<string>();
    const folder = path.join(config.paths.root, "contracts");
    for (const file of await readdir(folder, { recursive: true })) {
      if (!file.endsWith(".sol") || file.startsWith("mocks")) continue;
      const source = (await readFile(path.join(folder, file), "utf8")).replaceAll(/\/\/.*$/gm, "");
      // The modifier; or, where only one case is locked, the function that asks as the modifier does.
      const locks =
        /function (\w+)\([^)]*\)(?:[^{;]*\brestricted\b[^{;]*\{|[^{;]*\bexternal\b[^{;]*\{[^}]*\b_callerAs\()/g;
      for (const [, name = ""] of source.matchAll(locks)) inSources.add(name);
    }
    const asked = locked.filter(({ kind }) => kind === "ROLE").filter(({ contract }) => contract !== "AccessManager");
    const onChain = new Set(asked.map(({ method }) => method.slice(0, method.indexOf("("))));
    expect([...onChain].sort()).to.deep.equal([...inSources].sort());
    expect(onChain.size).to.be.greaterThan(20);
  });

  it("are those of the table in the README, function by function", async () => {
    const { locked, contracts } = await networkHelpers.loadFixture(deployLocks);
    const readme = await powersInReadme(contracts, locked);
    const onChain = new Map<string, string[]>();
    for (const answer of locked) {
      const bearers = answer.bearers.map(({ account, contract }) => contract ?? account).sort();
      onChain.set(nameOf(answer), bearers);
    }
    expect(Object.fromEntries([...readme].sort())).to.deep.equal(Object.fromEntries([...onChain].sort()));
  });

  it("are borne by contracts of the suite alone, at once and without delay", async () => {
    const { locked } = await networkHelpers.loadFixture(deployLocks);
    for (const answer of locked) {
      expect(answer.isClosed, nameOf(answer)).to.equal(false);
      expect(answer.bearers, nameOf(answer)).to.not.have.length(0);
      for (const { contract, delay } of answer.bearers) {
        expect(contract, nameOf(answer)).to.not.equal(undefined);
        expect(delay).to.equal(0);
      }
    }
  });

  it("are none of the deployer's: every function of every contract treats it as it treats a stranger", async () => {
    const { contracts, addresses, deployer, outsider } = await networkHelpers.loadFixture(deploy);
    let tried = 0;
    for (const { contract, fragment, inputs } of contracts.flatMap(functionsOf)) {
      const to = addressOf(addresses, contract);
      for (const { args } of blankArguments(inputs)) {
        const data = codecOf(contract).encodeFunctionData(fragment, args);
        const [own, strange] = await Promise.all(
          [deployer, outsider].map(({ address }) =>
            ethers.provider.call({ from: address, to, data }).then(
              () => "done",
              // Whom an error names differs, and nothing else does.
              (error: unknown) => toChainError(error)?.sentence.replaceAll(address, "somebody") ?? "failed",
            ),
          ),
        );
        expect(own, `${contract}.${fragment.format()}`).to.equal(strange);
        tried++;
      }
    }
    expect(tried).to.be.greaterThan(150);
  });

  it("are not had by an agent, nor by the agency", async () => {
    const { suite, signer, addresses } = await networkHelpers.loadFixture(deploy);
    const data = suite.consortium.interface.encodeFunctionData("suspend", [9n]);
    await expect(suite.agency.connect(signer(1)).act(1, addresses.Consortium, data))
      .to.be.revertedWithCustomError(suite.agency, "Agency_PowerIsPersonal")
      .withArgs(signer(1).address, data.slice(0, 10));
  });
});

/**
 * The rows of the README's table under "Who may do what": `Contract.function`, further functions of the same contract, and
 * who. `Contract.*` stands for all locked functions of a contract, `*.function` for that of all contracts.
 */
async function powersInReadme(
  contracts: readonly ContractName[],
  locked: readonly WhoCan[],
): Promise<Map<string, string[]>> {
  const text = await readFile(path.join(config.paths.root, "README.md"), "utf8");
  const [, section = ""] = /## Who may do what\n([\s\S]*?)\n## /.exec(text) ?? [];
  const powers = new Map<string, string[]>();
  for (const line of section.split("\n")) {
    const [, functions = "", who = ""] = line.split("|").map((cell) => cell.trim());
    if (!functions.startsWith("`")) continue;
    const bearers = who.split(";").map((name) => {
      const contract = NAMES[name.trim()];
      if (contract === undefined) throw new Error(`README: "${name.trim()}" is nobody who could have a power`);
      return contract;
    });
    let contract = "";
    // What stands in brackets explains.
    for (const [, name = ""] of functions.replaceAll(/\([^)]*\)/g, "").matchAll(/`([\w.*]+)`/g)) {
      const [first = "", second] = name.split(".");
      const method = second ?? first;
      if (second !== undefined) contract = first;
      if (contract !== "*" && !contracts.some((known) => known === contract)) {
        throw new Error(`README: there is no contract ${contract}`);
      }
      const meant = locked.filter(
        (answer) =>
          (contract === "*" || answer.contract === contract) &&
          (method === "*" || nameOf(answer) === `${answer.contract}.${method}`),
      );
      if (meant.length === 0) throw new Error(`README: ${contract}.${method} is not locked`);
      for (const answer of meant) powers.set(nameOf(answer), [...bearers].sort());
    }
  }
  return powers;
}
