// Deploys the suite through Hardhat Ignition. Programs call `deploySuite` with a connection; people run scripts/deploy.ts.
import { existsSync } from "node:fs";
import path from "node:path";

import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import { listTransactions, type ListTransactionsResult } from "@nomicfoundation/ignition-core";
import { type BaseContract, getAddress, isAddress, ZeroAddress } from "ethers";
import { artifacts, config } from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";

import type { FoundingArguments } from "../../ignition/modules/Founding.js";
import SuiteModule from "../../ignition/modules/Suite.js";
import { connectSuite, type GovernanceContract, type Suite } from "../../sdk/chain/index.js";
import { Consortium__factory, ConsortiumGovernor__factory } from "../../typechain-types/index.js";
import type { Deployment } from "./deployment-file.js";
import { planDeployment } from "./deployment-plan.js";
import { repairAddresses, repairJournal, settlePrepared } from "./ignition-journal.js";
import { sentenceOf, UserError } from "./user-error.js";

/** The contracts of the module by their name in Solidity. */
type DeployedContract = (typeof SuiteModule.results)[keyof typeof SuiteModule.results]["contractName"];

export interface DeployOptions {
  /** First administrator of the access manager; by default the deployer. It cannot change in a later run. */
  readonly governance?: string | undefined;
  /** Who founds the consortium: these are admitted and govern, and the deployer has no power any more. */
  readonly founders?: FoundingArguments | undefined;
}

export interface DeployResult {
  readonly deployment: Deployment;
  /** Typed contracts that act as the deployer. */
  readonly suite: Suite;
  /** How many transactions this run sent: 0 if everything was deployed before. */
  readonly sent: number;
  /** Folder with the progress of this chain; nothing for the embedded chain. */
  readonly journal: string | undefined;
}

/**
 * Deploys whatever is not yet deployed on the chain of `connection`, from the first account of its network.
 *
 * On a network reached over HTTP the progress is kept in a journal of that chain (`ignition/deployments/`), so that a
 * second run sends nothing and a run that was cut off is taken up where it stopped. On the embedded chain nothing is kept.
 * @throws UserError if the node does not answer, there is no account to deploy from, the governance is no address, or
 *   the journal contradicts what is asked for
 */
export async function deploySuite(
  connection: NetworkConnection<string>,
  options: DeployOptions = {},
): Promise<DeployResult> {
  const { ethers, ignition, networkName } = connection;
  const requested = options.governance === undefined ? undefined : checkedAccount("--governance", options.governance);
  const { chainId, genesis, head } = await identify(connection);
  const signer = await deployerOf(connection);

  const nonce = await ethers.provider.getTransactionCount(signer.address);

  // One journal for each chain, not for each network name or chain id: a local chain started anew begins at nothing.
  const deploymentId = `chain-${chainId}-${genesis.slice(2, 10)}`;
  const journal =
    connection.networkConfig.type === "http"
      ? path.join(config.paths.ignition, "deployments", deploymentId)
      : undefined;
  if (journal !== undefined) {
    await repairJournal(path.join(journal, "journal.jsonl"));
    await repairAddresses(journal);
    await settlePrepared(journal, connection);
  }
  const before = await transactionsOf(journal);
  const begunBy = before[0] === undefined ? signer.address : getAddress(before[0].from);
  if (begunBy !== signer.address) {
    throw new UserError(
      `The suite on ${networkName} was deployed by ${begunBy}: ${signer.address} cannot go on with it`,
    );
  }
  const { founders } = options;
  const request = { governance: requested, founders, deployer: signer.address, networkName };
  const { module, administrator, isFounded } = planDeployment(before, request);
  if (founders !== undefined) await requireNoMembers(before, signer);

  const deployed: Record<string, BaseContract> = await ignition
    .deploy(module, {
      deploymentId,
      defaultSender: signer.address,
      parameters: { [SuiteModule.id]: { governance: administrator } },
    })
    .catch((error: unknown) => {
      if (journal === undefined) throw error;
      const reason = sentenceOf(error) ?? (error instanceof Error ? error.message : String(error));
      throw new UserError(`The deployment on ${networkName} stopped: ${reason}. ${remedy(journal)}`, { cause: error });
    });

  const addresses: Record<string, string> = {};
  for (const [key, { contractName }] of Object.entries(module.results)) {
    const address = await deployed[key]?.getAddress();
    if (address === undefined || (await ethers.provider.getCode(address)) === "0x") {
      const where = `There is no code of ${contractName} at ${address} on ${networkName}, where it was deployed`;
      throw new UserError(journal === undefined ? where : `${where}. ${remedy(journal)}`);
    }
    addresses[contractName] = address;
  }
  // A founding that is complete is known by its journal: its file is not needed any more.
  if (isFounded && founders === undefined) Object.assign(addresses, await foundedAddresses(before, signer));

  const transactions = await transactionsOf(journal);
  const first = transactions[0];
  const receipt = first === undefined ? null : await ethers.provider.getTransactionReceipt(first.txHash);
  const deployment: Deployment = {
    network: networkName,
    chainId,
    genesis,
    block: receipt?.blockNumber ?? head + 1,
    deployer: signer.address,
    governance: addresses["TimelockController"] ?? administrator,
    // Complete: the loop above went through every contract of the module.
    contracts: addresses as Record<DeployedContract, string>,
  };
  const sent = (await ethers.provider.getTransactionCount(signer.address)) - nonce;
  return { deployment, suite: connectSuite(deployment.contracts, signer), sent, journal };
}

/** What to do when a deployment cannot go on. */
function remedy(journal: string): string {
  return (
    `Its progress is kept in ${path.relative(config.paths.root, journal)}: run the same version of Bollard again to go ` +
    `on, or move that folder away to deploy a new suite`
  );
}

/** What tells this chain from every other, and its latest block. */
async function identify(
  connection: NetworkConnection<string>,
): Promise<{ chainId: number; genesis: string; head: number }> {
  const { provider } = connection.ethers;
  try {
    const { chainId } = await provider.getNetwork();
    const block = await provider.getBlock(0);
    if (block?.hash == null) throw new Error("it has no first block");
    return { chainId: Number(chainId), genesis: block.hash, head: await provider.getBlockNumber() };
  } catch (error) {
    // Hardhat says by itself what is wrong with the configuration, and which node refuses the connection.
    if (sentenceOf(error) !== undefined) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The node of network ${connection.networkName} does not answer: ${reason}`);
  }
}

/** The account that deploys: the first of the network. */
async function deployerOf({ ethers, networkName }: NetworkConnection<string>): Promise<HardhatEthersSigner> {
  let signer: HardhatEthersSigner | undefined;
  try {
    [signer] = await ethers.getSigners();
  } catch (error) {
    if (sentenceOf(error) !== undefined) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The key of network ${networkName} cannot be used: ${reason}`);
  }
  if (signer === undefined) throw new UserError(`Network ${networkName} has no account to deploy from`);
  return signer;
}

function checkedAccount(option: string, value: string): string {
  if (!isAddress(value) || getAddress(value) === ZeroAddress) {
    throw new UserError(`${option} must be an account (0x and 40 hexadecimal digits) other than zero, not "${value}"`);
  }
  return getAddress(value);
}

async function transactionsOf(journal: string | undefined): Promise<ListTransactionsResult> {
  if (journal === undefined || !existsSync(path.join(journal, "journal.jsonl"))) return [];
  return await listTransactions(journal, new HardhatArtifactResolver(artifacts));
}

/** Where the contracts of the members' government are, by the journal of a founding that is complete. */
async function foundedAddresses(
  transactions: ListTransactionsResult,
  signer: HardhatEthersSigner,
): Promise<Record<GovernanceContract, string>> {
  const ConsortiumGovernor = addressIn(transactions, "ConsortiumGovernor");
  const Guardians = addressIn(transactions, "Guardians");
  if (ConsortiumGovernor === undefined || Guardians === undefined) throw new Error("A founding without its contracts");
  const TimelockController = await ConsortiumGovernor__factory.connect(ConsortiumGovernor, signer).timelock();
  return { TimelockController, ConsortiumGovernor, Guardians };
}

/** Founders are the first members: nobody was admitted by another way. */
async function requireNoMembers(transactions: ListTransactionsResult, signer: HardhatEthersSigner): Promise<void> {
  const address = addressIn(transactions, "Consortium");
  if (address === undefined || transactions.some(({ name }) => name === "ConsortiumGovernor")) return;
  const count = await Consortium__factory.connect(address, signer).memberCount();
  if (count === 0n) return;
  throw new UserError(
    `There are ${count} members already: founders are the first ones. Hand the powers over through the access manager, ` +
      `or deploy a new suite`,
  );
}

function addressIn(transactions: ListTransactionsResult, contract: string): string | undefined {
  return transactions.find(({ name, address }) => name === contract && address !== undefined)?.address;
}
