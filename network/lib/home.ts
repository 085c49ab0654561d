import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Chain, NodeRecord } from "./chain.js";
import { type Output, run } from "./run.js";
import { BLOCK_PAUSE, CONSENSUS_CHAIN_ID, PROPOSAL_WAIT } from "./settings.js";
import { setToml } from "./toml.js";

/** Name of a node operator's key in its keyring. It signs the validator's own transactions, not blocks. */
export const OPERATOR = "operator";

/** A node operator's account. */
export interface Operator {
  /** bech32, prefix of accounts */
  account: string;
  /** bech32, prefix of validators */
  validator: string;
}

/**
 * Runs a command of the node on one node's folder.
 * The command looks for the chain's name in NODE_HOME before it reads `--home`, so it gets both.
 */
export async function runIn(binary: string, home: string, ...args: string[]): Promise<Output> {
  return await run(binary, [...args, "--home", home], { env: { ...process.env, NODE_HOME: home } });
}

/** Makes the folder of one node: its keys, its default configuration, an empty genesis. */
export async function makeHome(
  binary: string,
  home: string,
  name: string,
): Promise<{ id: string; operator: Operator }> {
  await runIn(binary, home, "init", name, "--chain-id", CONSENSUS_CHAIN_ID);
  await setToml(join(home, "config", "client.toml"), {
    "": { "chain-id": CONSENSUS_CHAIN_ID, "keyring-backend": "test" },
  });
  await runIn(binary, home, "keys", "add", OPERATOR, "--algo", "eth_secp256k1", "--output", "json");
  return { id: await nodeId(home), operator: await operatorOf(binary, home) };
}

export async function operatorOf(binary: string, home: string): Promise<Operator> {
  const show = async (prefix: string) =>
    (await runIn(binary, home, "keys", "show", OPERATOR, "--address", "--bech", prefix)).stdout.trim();
  return { account: await show("acc"), validator: await show("val") };
}

/** The operator's private key, 0x and 64 hex digits: it is an Ethereum account like any other. */
export async function operatorKey(binary: string, home: string): Promise<string> {
  return `0x${(await runIn(binary, home, "keys", "unsafe-export-eth-key", OPERATOR)).stdout.trim()}`;
}

/** The public key that a node signs blocks with, as its `priv_validator_key.json` has it (base64, Ed25519). */
export async function blockKey(home: string): Promise<string> {
  const file = join(home, "config", "priv_validator_key.json");
  return (JSON.parse(await readFile(file, "utf8")) as { pub_key: { value: string } }).pub_key.value;
}

/** CometBFT's name of a node: the first 20 bytes of SHA-256 of its Ed25519 public key. */
async function nodeId(home: string): Promise<string> {
  const file = join(home, "config", "node_key.json");
  const key = Buffer.from(
    (JSON.parse(await readFile(file, "utf8")) as { priv_key: { value: string } }).priv_key.value,
    "base64",
  );
  return createHash("sha256").update(key.subarray(32)).digest("hex").slice(0, 40);
}

/** Writes addresses, ports and peers into a node's configuration. */
export async function configure(chain: Chain, node: NodeRecord): Promise<void> {
  const ports = chain.ports(node);
  const peers = chain.nodes
    .filter((peer) => peer.name !== node.name)
    .map((peer) => `${peer.id}@${chain.localHost}:${chain.ports(peer).peer}`);
  await setToml(join(chain.home(node), "config", "config.toml"), {
    "": { moniker: node.name },
    rpc: { laddr: `tcp://127.0.0.1:${ports.consensus}`, pprof_laddr: "" },
    p2p: {
      laddr: `tcp://${chain.record.host}:${ports.peer}`,
      persistent_peers: peers.join(","),
      // Peers are those that the configuration names, and nobody else is told of them.
      pex: false,
      addr_book_strict: false,
      allow_duplicate_ip: true,
    },
    consensus: { timeout_propose: PROPOSAL_WAIT, timeout_commit: BLOCK_PAUSE },
    instrumentation: { prometheus: true, prometheus_listen_addr: `127.0.0.1:${ports.metrics}` },
  });
  await setToml(join(chain.home(node), "config", "app.toml"), {
    "": { "minimum-gas-prices": "0atest" },
    grpc: { enable: true, address: `127.0.0.1:${ports.query}` },
    "grpc-web": { enable: false },
    "json-rpc": {
      enable: true,
      "enable-indexer": true,
      address: `${chain.record.host}:${ports.rpc}`,
      "ws-address": `${chain.record.host}:${ports.websocket}`,
      api: "eth,net,web3",
      "allow-insecure-unlock": false,
    },
  });
}
