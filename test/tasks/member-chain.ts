// A chain behind HTTP that its members govern, or one account, and the tasks about members run against it.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { config, network } from "hardhat";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { NetworkConnection } from "hardhat/types/network";

import userConfig from "../../hardhat.config.js";
import { deploySuite } from "../../scripts/support/deploy-suite.js";
import { type Deployment, removeDeployment, writeDeployment } from "../../scripts/support/deployment-file.js";
import type { Suite } from "../../sdk/index.js";
import { founding } from "../support/government.js";
import { type Outcome, runTask } from "./desk-chain.js";

export interface MemberChain {
  readonly deployment: Deployment;
  readonly suite: Suite;
  readonly connection: NetworkConnection<string>;
  /** Runs `hardhat member <name>`. */
  readonly run: (name: string, args?: Record<string, unknown>) => Promise<Outcome>;
  /** The same with `--json`: what was printed, parsed. */
  readonly runJson: (name: string, args?: Record<string, unknown>) => Promise<Record<string, unknown>>;
  /** Lets time pass. */
  readonly wait: (seconds: bigint) => Promise<void>;
  readonly file: (name: string, text: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** @param chainId of its own, so that the files of a chain that someone keeps up are left alone */
export async function startMemberChain(chainId: number, isFounded: boolean): Promise<MemberChain> {
  const server = await network.createServer({ network: "default", override: { chainId } }, "127.0.0.1", 0);
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  const connection = await network.create({ network: "localhost", override: { url } });
  const { provider } = connection.ethers;
  const [, ...accounts] = await connection.ethers.getSigners();
  const founders = isFounded ? founding(accounts.map((account) => account.address)) : undefined;
  const { deployment, suite, journal } = await deploySuite(connection, { founders });
  await writeDeployment(deployment);
  const folder = await mkdtemp(path.join(tmpdir(), "bollard-"));
  const networks = { ...userConfig.networks, localhost: { type: "http", chainType: "l1", url } as const };
  const hre = await createHardhatRuntimeEnvironment(
    { ...userConfig, networks },
    { network: "localhost" },
    config.paths.root,
  );
  return {
    deployment,
    suite,
    connection,
    run: (name, args) => runTask(hre, name, args, "member"),
    runJson: async (name, args) => {
      const { out, error } = await runTask(hre, name, { ...args, json: true }, "member");
      if (out === "") throw new Error(`nothing was printed: ${error}`);
      return JSON.parse(out) as Record<string, unknown>;
    },
    wait: async (seconds) => {
      await provider.send("evm_increaseTime", [Number(seconds)]);
      await provider.send("evm_mine", []);
    },
    file: async (name, text) => {
      const file = path.join(folder, name);
      await writeFile(file, text);
      return file;
    },
    stop: async () => {
      await removeDeployment(deployment);
      await connection.close();
      await server.close();
      await rm(folder, { recursive: true });
      if (journal !== undefined) await rm(journal, { recursive: true });
    },
  };
}
