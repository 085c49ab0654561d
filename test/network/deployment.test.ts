import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { config } from "hardhat";

import { sleep } from "../../network/lib/run.js";
import { deploySuite } from "../../scripts/support/deploy-suite.js";
import { connectHardhat, describeOnChain, testChain } from "./chain.js";

/** What a step of the deployment leaves in its journal: sent, and done. After each of them it is broken off once. */
const STEPS = ["TRANSACTION_SEND", "DEPLOYMENT_EXECUTION_STATE_COMPLETE", "CALL_EXECUTION_STATE_COMPLETE"];

/** The deployment in a process of its own, so that it can be killed like one. */
const DEPLOY = `
  import { network } from "hardhat";
  import { deploySuite } from "./scripts/support/deploy-suite.js";
  const connection = await network.create("poa");
  await deploySuite(connection);
  await connection.close();
`;

describeOnChain("A deployment on the private chain", () => {
  it("resumes wherever it was killed, and sends nothing twice", async () => {
    const { chain, members } = await testChain();
    const connection = await connectHardhat(chain);
    try {
      const { provider } = connection.ethers;
      const genesis = (await provider.getBlock(0))?.hash ?? "";
      const { chainId } = await provider.getNetwork();
      const folder = join(config.paths.ignition, "deployments", `chain-${chainId}-${genesis.slice(2, 10)}`);
      // A suite of its own, whatever other files have deployed on this chain.
      await rm(folder, { recursive: true, force: true });
      const before = await provider.getTransactionCount(members.deployer.address);

      let kills = 0;
      for (let seen = 0; ; kills++) {
        const reached = await deployUntil(chain.folder, join(folder, "journal.jsonl"), seen);
        if (reached === null) break;
        seen = reached;
      }

      const { suite, sent } = await deploySuite(connection);
      expect(sent, "a run after the last one sent something").to.equal(0);
      const journal = entries(join(folder, "journal.jsonl"));
      const done = journal.filter((type) => /^(DEPLOYMENT|CALL)_EXECUTION_STATE_COMPLETE$/.test(type)).length;
      expect(kills, "kills").to.be.at.least(done);
      expect(await provider.getTransactionCount(members.deployer.address)).to.equal(before + done);
      for (const contract of Object.values(suite)) {
        expect(await provider.getCode(await contract.getAddress())).to.have.length.above(2);
      }
    } finally {
      await connection.close();
    }
  });
});

/**
 * Runs the deployment until its journal has more of those steps than `seen`, and kills it there.
 * @returns how many steps the journal had; null if the deployment came to its end
 */
async function deployUntil(state: string, journal: string, seen: number): Promise<number | null> {
  const args = ["--import", "tsx", "--input-type=module", "--eval", DEPLOY];
  const child = spawn(process.execPath, args, {
    cwd: config.paths.root,
    env: { ...process.env, BOLLARD_NETWORK_STATE: state },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-4_000)));
  }
  const ended = new Promise<number | null>((fulfil) => child.once("close", fulfil));
  let isOver = false;
  void ended.then(() => (isOver = true));
  for (const end = Date.now() + 120_000; !isOver && Date.now() < end; await sleep(10)) {
    const steps = entries(journal).filter((type) => STEPS.includes(type)).length;
    if (steps <= seen) continue;
    child.kill("SIGKILL");
    await ended;
    return steps;
  }
  const code = isOver ? await ended : (child.kill("SIGKILL"), await ended);
  if (code !== 0) throw new Error(`the deployment ended with ${code}:\n${printed}`);
  return null;
}

/** The types of the whole lines of a journal of Hardhat Ignition. */
function entries(journal: string): string[] {
  if (!existsSync(journal)) return [];
  const lines = readFileSync(journal, "utf8").split("\n");
  return lines.flatMap((line) => {
    try {
      return [(JSON.parse(line) as { type: string }).type];
    } catch {
      return []; // empty, or being written
    }
  });
}
