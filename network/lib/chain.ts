import { existsSync } from "node:fs";
import { readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { NetworkError } from "./errors.js";
import { type Ports, portsOf } from "./ports.js";

/** Grows when older state can no longer be run. */
const FORMAT = 1;

/** One node of the chain, as `chain.json` records it. */
export interface NodeRecord {
  /** `node-1`, `node-2`, ...: also the name of its folder */
  name: string;
  number: number;
  /** the consensus layer's name of the node: hex of SHA-256 of its public key, 20 bytes */
  id: string;
}

/** What `chain.json` in the state folder says. */
export interface ChainRecord {
  format: number;
  firstPort: number;
  /** the address that JSON-RPC and peer ports are bound to */
  host: string;
  nodes: NodeRecord[];
}

/** A chain whose state is on disk: where things are. */
export class Chain {
  constructor(
    readonly folder: string,
    readonly record: ChainRecord,
  ) {}

  get nodes(): readonly NodeRecord[] {
    return this.record.nodes;
  }

  home(node: NodeRecord): string {
    return join(this.folder, node.name);
  }

  log(node: NodeRecord): string {
    return join(this.home(node), "node.log");
  }

  ports(node: NodeRecord): Ports {
    return portsOf(this.record.firstPort, node.number);
  }

  /** Where this machine reaches the node's JSON-RPC. */
  url(node: NodeRecord): string {
    return `http://${this.localHost}:${this.ports(node).rpc}`;
  }

  /** All JSON-RPC addresses, for a connection that survives the loss of some. */
  get urls(): string[] {
    return this.nodes.map((node) => this.url(node));
  }

  /** Where this machine reaches what is bound to `host`: an open address stands for loopback too. */
  get localHost(): string {
    return this.record.host === "0.0.0.0" ? "127.0.0.1" : this.record.host;
  }

  /** @throws NetworkError if there is no node of that name */
  node(name: string): NodeRecord {
    const node = this.nodes.find((each) => each.name === name);
    if (node !== undefined) return node;
    const names = this.nodes.map((each) => each.name).join(", ");
    throw new NetworkError(`There is no node "${name}"`, `the nodes are ${names}`);
  }

  /** Writes `chain.json` whole or not at all. */
  async save(): Promise<void> {
    const file = join(this.folder, "chain.json");
    await writeFile(`${file}.new`, `${JSON.stringify(this.record, null, 2)}\n`);
    await rename(`${file}.new`, file);
  }
}

export function newRecord(firstPort: number, host: string): ChainRecord {
  return { format: FORMAT, firstPort, host, nodes: [] };
}

/**
 * The chain whose state is in `folder`; null if there is none yet.
 * @throws NetworkError if something is there that is no chain of this version
 */
export async function findChain(folder: string): Promise<Chain | null> {
  const remedy = `erase it with \`npm run network:down -- --erase\` (this loses the chain and its keys) and start again`;
  const file = join(folder, "chain.json");
  if (!existsSync(file)) {
    if (existsSync(folder) && (await readdir(folder)).length > 0) {
      throw new NetworkError(`${folder} has files but no chain.json: stale or foreign state`, remedy);
    }
    return null;
  }
  let record: ChainRecord;
  try {
    record = JSON.parse(await readFile(file, "utf8")) as ChainRecord;
  } catch {
    throw new NetworkError(`${file} cannot be read: stale state`, remedy);
  }
  if (record.format !== FORMAT) {
    throw new NetworkError(`The state in ${folder} is of another version (${record.format}, not ${FORMAT})`, remedy);
  }
  const chain = new Chain(folder, record);
  for (const node of chain.nodes) {
    if (!existsSync(join(chain.home(node), "config", "genesis.json"))) {
      throw new NetworkError(`${chain.home(node)} is missing or incomplete: stale state`, remedy);
    }
  }
  return chain;
}

/** @throws NetworkError if there is no chain in `folder` */
export async function requireChain(folder: string): Promise<Chain> {
  const chain = await findChain(folder);
  if (chain !== null) return chain;
  throw new NetworkError(`There is no chain in ${folder}`, "start one with `npm run network:up`");
}

/** Erases a chain's state and keys. Leaves a folder alone that is not a chain's. */
export async function eraseChain(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const names = await readdir(folder);
  const foreign = names.filter((name) => !/^(chain\.json(\.new)?|members\.json|node-\d+|\.gitignore)$/.test(name));
  if (foreign.length > 0) {
    throw new NetworkError(
      `${folder} holds what is no chain's (${foreign.join(", ")})`,
      "erase it by hand if it may go",
    );
  }
  await rm(folder, { recursive: true, force: true });
}
