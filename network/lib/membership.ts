import { cp, copyFile, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { Contract, Wallet } from "ethers";

import { ActSender, ConsortiumProvider } from "../../sdk/connection/index.js";
import { ensureBinary, type Say } from "./binary.js";
import { type Chain, type NodeRecord, requireChain } from "./chain.js";
import { NetworkError } from "./errors.js";
import { SLASHING_CONTRACT, STAKING_CONTRACT } from "./genesis.js";
import { chainHeight, healthOf, waitForBlocks } from "./health.js";
import { blockKey, configure, makeHome, operatorKey, operatorOf } from "./home.js";
import { readMembers } from "./members.js";
import { startNode, stopNode } from "./nodes.js";
import { requireFree } from "./ports.js";
import { until } from "./run.js";
import { EVM_CHAIN_ID, LIMITS, STAKE } from "./settings.js";

/** The parts of the node's own contracts that are used here. Source: precompiles/ of github.com/cosmos/evm. */
const STAKING_ABI = [
  "function createValidator((string moniker, string identity, string website, string securityContact, string details) description, (uint256 rate, uint256 maxRate, uint256 maxChangeRate) commissionRates, uint256 minSelfDelegation, address validatorAddress, string pubkey, uint256 value) returns (bool)",
  "function undelegate(address delegatorAddress, string validatorAddress, uint256 amount) returns (int64)",
];
const SLASHING_ABI = ["function unjail(address validatorAddress) returns (bool)"];

/** Gas for calls of the node's own contracts: they cost about 200,000. */
const OWN_CONTRACT_GAS = 2_000_000n;

/** Makes one more node with keys of its own, starts it, and waits until it has all blocks. It has no vote yet. */
export async function joinNode(folder: string, say: Say): Promise<NodeRecord> {
  const chain = await requireChain(folder);
  const height = await requireHeight(chain);
  const binary = await ensureBinary(say);
  const number = Math.max(...chain.nodes.map((node) => node.number)) + 1;
  const name = `node-${number}`;
  const home = join(folder, name);
  await requireFree(chain.ports({ name, number, id: "" }), chain.localHost, name);
  // What a broken-off join left behind is in nobody's way: no node of that name is on record.
  await rm(home, { recursive: true, force: true });
  say(`Making keys of ${name}`);
  const { id } = await makeHome(binary, home, name);
  const [first] = chain.nodes;
  if (first === undefined) throw new RangeError("a chain has at least one node");
  await copyFile(join(chain.home(first), "config", "genesis.json"), join(home, "config", "genesis.json"));
  const node = { name, number, id };
  chain.record.nodes.push(node);
  await configure(chain, node);
  await chain.save();
  say(`Starting ${name}; it fetches ${height} blocks from the others`);
  await startNode(binary, chain, node);
  await waitForBlocks(chain, [node], say, { blocks: 0 });
  // It may have all blocks and still look for more: only then does it take part.
  if (!(await until(async () => (await healthOf(chain, node)).catchingUp === false, LIMITS.start))) {
    throw new NetworkError(`${name} is still catching up`, "see `npm run network:logs`");
  }
  say(`${name} is in step: ${chain.url(node)}. It has no vote; \`npm run network:promote -- ${name}\` gives it one.`);
  return node;
}

/** Makes a node a validator with the same weight as the others: stake comes from the reserve. */
export async function promoteNode(folder: string, name: string, say: Say): Promise<void> {
  const chain = await requireChain(folder);
  const node = chain.node(name);
  await requireHeight(chain);
  if (((await healthOf(chain, node)).votes ?? 0) > 0) return say(`${name} is a validator already.`);
  const members = readMembers(folder);
  if (members === null) throw new NetworkError("The keys of the chain are missing", "members.json must be restored");
  await withProvider(chain, async (provider) => {
    const operator = new Wallet(await operatorKey(await ensureBinary(say), chain.home(node)));
    if ((await provider.getBalance(operator.address)) < STAKE) {
      say(`The reserve sends the stake to the operator of ${name}`);
      const reserve = new ActSender(new Wallet(members.reserve.privateKey), provider);
      await reserve.send(`stake of ${name}`, { to: operator.address, value: STAKE });
    }
    say(`The operator of ${name} stakes it`);
    const staking = new Contract(STAKING_CONTRACT, STAKING_ABI);
    const data = staking.interface.encodeFunctionData("createValidator", [
      { moniker: name, identity: "", website: "", securityContact: "", details: "" },
      { rate: 0n, maxRate: 0n, maxChangeRate: 0n },
      1n,
      operator.address,
      await blockKey(chain.home(node)),
      STAKE,
    ]);
    await callOwn(operator, provider, STAKING_CONTRACT, data);
  });
  await waitForVotes(chain, node, (votes) => votes > 0);
  say(`${name} is a validator.`);
}

/** Takes a validator's vote away, on its operator's word. The node goes on as one without a vote. */
export async function retireNode(folder: string, name: string, say: Say): Promise<void> {
  const chain = await requireChain(folder);
  const node = chain.node(name);
  await requireHeight(chain);
  if ((await healthOf(chain, node)).votes === 0) return say(`${name} is no validator.`);
  const validators = await Promise.all(chain.nodes.map(async (each) => await healthOf(chain, each)));
  if (validators.filter(({ votes }) => (votes ?? 0) > 0).length <= 1) {
    throw new NetworkError(`${name} is the only validator that answers`, "promote another node first");
  }
  const binary = await ensureBinary(say);
  const { validator } = await operatorOf(binary, chain.home(node));
  await withProvider(chain, async (provider) => {
    const operator = new Wallet(await operatorKey(binary, chain.home(node)));
    say(`The operator of ${name} takes its stake back`);
    const staking = new Contract(STAKING_CONTRACT, STAKING_ABI);
    const data = staking.interface.encodeFunctionData("undelegate", [operator.address, validator, STAKE]);
    await callOwn(operator, provider, STAKING_CONTRACT, data);
  });
  await waitForVotes(chain, node, (votes) => votes === 0);
  say(`${name} is no validator any more. It still follows the chain.`);
}

/** Gives a validator its vote back that was set aside because it signed nothing for too long. */
export async function readmitNode(folder: string, name: string, say: Say): Promise<void> {
  const chain = await requireChain(folder);
  const node = chain.node(name);
  await requireHeight(chain);
  if (((await healthOf(chain, node)).votes ?? 0) > 0) return say(`${name} is a validator already.`);
  await withProvider(chain, async (provider) => {
    const operator = new Wallet(await operatorKey(await ensureBinary(say), chain.home(node)));
    const slashing = new Contract(SLASHING_CONTRACT, SLASHING_ABI);
    const data = slashing.interface.encodeFunctionData("unjail", [operator.address]);
    await callOwn(operator, provider, SLASHING_CONTRACT, data);
  });
  await waitForVotes(chain, node, (votes) => votes > 0);
  say(`${name} is a validator again.`);
}

/**
 * Gives a node the blocks and state of another one, which stands still meanwhile. Keys and configuration stay its own,
 * and so does its record of what it has signed: a validator that signs a height twice loses its vote for good.
 */
export async function restoreNode(folder: string, name: string, from: string, say: Say): Promise<void> {
  const chain = await requireChain(folder);
  const [node, source] = [chain.node(name), chain.node(from)];
  if (node.name === source.name) throw new NetworkError(`${name} cannot be restored from itself`, "name another node");
  const binary = await ensureBinary(say);
  const [data, sourceData] = [join(chain.home(node), "data"), join(chain.home(source), "data")];
  const record = join(data, SIGNED);
  say(`Stopping ${name} and ${from}`);
  await Promise.all([stopNode(chain, node), stopNode(chain, source)]);
  try {
    say(`Copying the state of ${from}`);
    // Without its own record the node must take it that it has signed all that the source has.
    const signed = existsSync(record) ? await readFile(record) : await readFile(join(sourceData, SIGNED));
    for (const file of existsSync(data) ? await readdir(data) : []) {
      if (file !== SIGNED) await rm(join(data, file), { recursive: true, force: true });
    }
    await cp(sourceData, data, { recursive: true, filter: (path) => !path.endsWith(SIGNED) && !path.endsWith(".wal") });
    await writeFile(record, signed, { mode: 0o600 });
  } finally {
    await startNode(binary, chain, source);
  }
  await startNode(binary, chain, node);
  await waitForBlocks(chain, [node, source], say, { blocks: 1 });
  say(`${name} is in step.`);
}

/** CometBFT's record of the last height, round and step that a validator signed. */
const SIGNED = "priv_validator_state.json";

async function withProvider(chain: Chain, work: (provider: ConsortiumProvider) => Promise<void>): Promise<void> {
  const provider = new ConsortiumProvider(chain.urls, EVM_CHAIN_ID);
  try {
    await work(provider);
  } finally {
    provider.destroy();
  }
}

async function callOwn(operator: Wallet, provider: ConsortiumProvider, to: string, data: string): Promise<void> {
  await provider.call({ from: operator.address, to, data });
  await new ActSender(operator, provider).send(data, { to, data, gasLimit: OWN_CONTRACT_GAS });
}

async function requireHeight(chain: Chain): Promise<number> {
  const height = await chainHeight(chain);
  if (height !== null) return height;
  throw new NetworkError("No node of the chain answers", "start it with `npm run network:up`");
}

async function waitForVotes(chain: Chain, node: NodeRecord, wanted: (votes: number) => boolean): Promise<void> {
  const reached = await until(async () => {
    const { votes } = await healthOf(chain, node);
    return votes !== null && wanted(votes);
  }, LIMITS.start);
  if (!reached) throw new NetworkError(`The votes of ${node.name} have not changed`, "see `npm run network:status`");
}
