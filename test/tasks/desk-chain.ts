// A chain behind HTTP with members, and the tasks run against it in this process.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { config, network } from "hardhat";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";

import userConfig from "../../hardhat.config.js";
import { deploySuite } from "../../scripts/support/deploy-suite.js";
import { type Deployment, removeDeployment, writeDeployment } from "../../scripts/support/deployment-file.js";
import { BillDesk, Role } from "../../sdk/index.js";
import { carrierCode, lei } from "../support/values.js";

// An id of its own, so that the files of a chain that someone keeps up are left alone.
const CHAIN_ID = 990_118;

/** What a task printed, and whether the exit code would tell a failure. */
export interface Outcome {
  readonly out: string;
  readonly error: string;
  readonly failed: boolean;
}

export interface DeskChain {
  readonly url: string;
  readonly deployment: Deployment;
  readonly connection: NetworkConnection<string>;
  /** The desk of the member with this number, which acts through the account at the same place. */
  readonly desk: (member: number) => Promise<BillDesk>;
  /** Runs `hardhat bill <name>` with these arguments. */
  readonly run: (name: string, args?: Record<string, unknown>) => Promise<Outcome>;
  /** The same with `--json`: what was printed, parsed. */
  readonly runJson: (name: string, args?: Record<string, unknown>) => Promise<Record<string, unknown>>;
  /** Runs `hardhat release <name>` with these arguments. */
  readonly release: (name: string, args?: Record<string, unknown>) => Promise<Outcome>;
  /** Writes a file for a task and answers its path. */
  readonly file: (name: string, text: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the chain: members 1 (carrier MSC), 2 (carrier HLC), 3 shipper, 4 consignee, 5 trader, 6 bank, 7 terminal,
 * 8 customs, 9 haulier, 10 forwarder.
 */
export async function startDeskChain(): Promise<DeskChain> {
  const server = await network.createServer({ network: "default", override: { chainId: CHAIN_ID } }, "127.0.0.1", 0);
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  const connection = await network.create({ network: "localhost", override: { url } });
  const { deployment, suite, journal } = await deploySuite(connection);
  await writeDeployment(deployment);
  const signers = await connection.ethers.getSigners();
  const roles = [
    ...[Role.CARRIER, Role.CARRIER, Role.TRADER, Role.TRADER, Role.TRADER, Role.BANK],
    ...[Role.TERMINAL, Role.CUSTOMS, Role.HAULIER, Role.FORWARDER],
  ];
  for (const [index, role] of roles.entries()) {
    const account = signers[index + 1]?.address ?? "";
    const carrierCodes = role === Role.CARRIER ? [carrierCode(index === 0 ? "MSC" : "HLC")] : [];
    await suite.consortium.admit({ account, roles: role, lei: lei(index + 1), carrierCodes, group: 0n });
  }
  const folder = await mkdtemp(path.join(tmpdir(), "bollard-"));
  const networks = { ...userConfig.networks, localhost: { type: "http", chainType: "l1", url } as const };
  const hre = await createHardhatRuntimeEnvironment(
    { ...userConfig, networks },
    { network: "localhost" },
    config.paths.root,
  );

  return {
    url,
    deployment,
    connection,
    desk: async (member) => {
      const signer = signers[member];
      if (signer === undefined) throw new Error(`there is no member ${member}`);
      return Promise.resolve(new BillDesk(deployment.contracts, signer));
    },
    run: (name, args) => runTask(hre, name, args),
    release: (name, args) => runTask(hre, name, args, "release"),
    runJson: async (name, args) => {
      const { out, error } = await runTask(hre, name, { ...args, json: true });
      if (out === "") throw new Error(`nothing was printed: ${error}`);
      return JSON.parse(out) as Record<string, unknown>;
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

/** Runs a task, of `hardhat bill` unless told, and catches what it prints. */
export async function runTask(
  hre: HardhatRuntimeEnvironment,
  name: string,
  args: Record<string, unknown> = {},
  group = "bill",
): Promise<Outcome> {
  const { log, error } = console;
  const printed = { out: [] as string[], error: [] as string[] };
  console.log = (text: string) => printed.out.push(text);
  console.error = (text: string) => printed.error.push(text);
  try {
    const result = (await hre.tasks.getTask([group, name]).run(args)) as { success: boolean };
    return { out: printed.out.join("\n"), error: printed.error.join("\n"), failed: !result.success };
  } finally {
    Object.assign(console, { log, error });
  }
}
