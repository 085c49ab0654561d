// The file that tells other programs where the suite is: deployments/<network>-<chain id>.json.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { isAddress } from "ethers";
import { config } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import type { SuiteAddresses } from "../../sdk/chain/index.js";
import { UserError } from "./user-error.js";

/** One deployment of the suite. */
export interface Deployment {
  /** Name of the network in hardhat.config.ts. */
  readonly network: string;
  readonly chainId: number;
  /** Hash of block 0: tells a chain from another one that has the same id, such as a local chain started anew. */
  readonly genesis: string;
  /** The block of the first contract: nothing of the suite is before it. */
  readonly block: number;
  /** The account that deployed. */
  readonly deployer: string;
  /** First administrator of the access manager. */
  readonly governance: string;
  readonly contracts: SuiteAddresses;
}

/** Path of the file for a network, relative to the root of the repository. */
export function deploymentPath(network: string, chainId: number): string {
  return path.posix.join("deployments", `${network}-${chainId}.json`);
}

/**
 * Writes the file, the same deployment always as the same bytes.
 * @returns its path, relative to the root of the repository
 */
export async function writeDeployment(deployment: Deployment): Promise<string> {
  const { network, chainId, genesis, block, deployer, governance, contracts } = deployment;
  const file = deploymentPath(network, chainId);
  await mkdir(path.dirname(absolute(file)), { recursive: true });
  const text = JSON.stringify({ network, chainId, genesis, block, deployer, governance, contracts }, undefined, 2);
  await writeFile(absolute(file), text + "\n");
  return file;
}

/** Removes the file, if there is one. */
export async function removeDeployment(deployment: Deployment): Promise<void> {
  await rm(absolute(deploymentPath(deployment.network, deployment.chainId)), { force: true });
}

/**
 * The deployment on the chain that `connection` reaches, from its file.
 * @throws UserError if there is no file, if it is damaged, or if it is of another chain (a local chain started anew)
 */
export async function readDeployment(connection: NetworkConnection<string>): Promise<Deployment> {
  const { ethers, networkName } = connection;
  const { chainId } = await ethers.provider.getNetwork();
  const deployment = await findDeployment(networkName, Number(chainId));
  const file = deploymentPath(networkName, Number(chainId));
  const remedy = `run  npm run deploy -- --network ${networkName}`;
  if (deployment === undefined) throw new UserError(`There is no ${file}: ${remedy}`);
  const genesis = (await ethers.provider.getBlock(0))?.hash;
  if (deployment.genesis !== genesis) {
    throw new UserError(
      `${file} is of another chain (its first block is ${deployment.genesis}, this chain's is ${genesis}): ${remedy}`,
    );
  }
  return deployment;
}

/**
 * The deployment that the file of a network holds, whichever chain it is of; nothing if there is no file.
 * @throws UserError if the file is damaged
 */
export async function findDeployment(network: string, chainId: number): Promise<Deployment | undefined> {
  const file = deploymentPath(network, chainId);
  let text: string;
  try {
    text = await readFile(absolute(file), "utf8");
  } catch {
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!isDeployment(value)) throw new UserError(`${file} is damaged: delete it and deploy again`);
  return value;
}

function isDeployment(value: unknown): value is Deployment {
  if (typeof value !== "object" || value === null) return false;
  const { network, chainId, genesis, block, deployer, governance, contracts } = value as Record<string, unknown>;
  return (
    typeof network === "string" &&
    Number.isSafeInteger(chainId) &&
    typeof genesis === "string" &&
    Number.isSafeInteger(block) &&
    isAddress(deployer) &&
    isAddress(governance) &&
    typeof contracts === "object" &&
    contracts !== null &&
    Object.values(contracts).every(isAddress)
  );
}

function absolute(file: string): string {
  return path.join(config.paths.root, file);
}
