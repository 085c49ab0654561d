import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

import type { Say } from "./binary.js";
import { Chain, type NodeRecord, newRecord } from "./chain.js";
import { type Absence, type Genesis, type GenesisAccount, makeAuthorityGenesis } from "./genesis.js";
import { OPERATOR, configure, makeHome, runIn } from "./home.js";
import { accountOf, createMembers, writeMembers } from "./members.js";
import {
  ABSENCE_PAUSE,
  ABSENCE_WINDOW,
  CONSENSUS_CHAIN_ID,
  DENOM,
  FOUNDING_VALIDATORS,
  RESERVE,
  STAKE,
} from "./settings.js";

export interface ChainOptions {
  /** JSON-RPC port of the first node */
  firstPort: number;
  /** address that JSON-RPC and peer ports are bound to */
  host: string;
  /** when a validator that signs nothing is set aside; about a day if not given */
  absence?: Absence;
}

/**
 * Makes keys, configuration and genesis of a new chain of four equal validators. Nothing is started.
 * All is made in a folder beside `folder` and moved there at the end: a half-made chain never looks like one.
 */
export async function createChain(binary: string, folder: string, options: ChainOptions, say: Say): Promise<Chain> {
  say(`Making keys and genesis of a new chain of ${FOUNDING_VALIDATORS} validators in ${folder}`);
  const draft = join(dirname(resolve(folder)), `.${basename(folder)}.new`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  try {
    const chain = new Chain(draft, newRecord(options.firstPort, options.host));
    const operators: GenesisAccount[] = [];
    for (let number = 1; number <= FOUNDING_VALIDATORS; number++) {
      const name = `node-${number}`;
      const { id, operator } = await makeHome(binary, join(draft, name), name);
      chain.record.nodes.push({ name, number, id });
      operators.push({ address: operator.account, balance: STAKE });
    }
    const members = createMembers();
    const home = join(draft, "node-1");
    const reserve = { address: await accountOf(binary, home, members.reserve.address), balance: RESERVE };
    const absence = options.absence ?? { window: ABSENCE_WINDOW, pause: ABSENCE_PAUSE };
    await writeGenesis(binary, chain, [...operators, reserve], absence);
    for (const node of chain.nodes) await configure(chain, node);
    await writeMembers(draft, members);
    await chain.save();
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
    return new Chain(folder, chain.record);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** One genesis for all: each operator signs its stake into the first node's copy, and every node gets the result. */
async function writeGenesis(binary: string, chain: Chain, accounts: GenesisAccount[], absence: Absence): Promise<void> {
  const fileOf = (node: NodeRecord) => join(chain.home(node), "config", "genesis.json");
  const [first, ...others] = chain.nodes;
  if (first === undefined) throw new RangeError("a chain has at least one node");
  const genesis = JSON.parse(await readFile(fileOf(first), "utf8")) as Genesis;
  makeAuthorityGenesis(genesis, accounts, absence);
  await writeFile(fileOf(first), JSON.stringify(genesis));

  const signed = join(chain.home(first), "config", "gentx");
  await mkdir(signed, { recursive: true });
  for (const node of chain.nodes) {
    if (node !== first) await copyFile(fileOf(first), fileOf(node));
    await runIn(
      binary,
      chain.home(node),
      ...["genesis", "gentx", OPERATOR, `${STAKE}${DENOM}`],
      ...["--chain-id", CONSENSUS_CHAIN_ID, "--moniker", node.name],
      ...["--ip", "127.0.0.1", "--p2p-port", `${chain.ports(node).peer}`],
      ...["--output-document", join(signed, `${node.name}.json`)],
    );
  }
  await runIn(binary, chain.home(first), "genesis", "collect-gentxs");
  await runIn(binary, chain.home(first), "genesis", "validate-genesis");
  for (const node of others) await copyFile(fileOf(first), fileOf(node));
}
