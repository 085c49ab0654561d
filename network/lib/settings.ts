import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The folder `network/` of this repository. */
export const NETWORK_FOLDER = resolve(import.meta.dirname, "..");

/** The Go module that pins the node's source: its go.mod and go.sum decide which binary is built. */
export const NODE_MODULE_FOLDER = join(NETWORK_FOLDER, "evmd");

/** The command that is built from that module. */
export const NODE_COMMAND = "github.com/cosmos/evm/cmd/evmd";

/** Where the chain of a working copy lives unless `--state` says otherwise. Ignored by git: it holds private keys. */
export const DEFAULT_STATE_FOLDER = join(NETWORK_FOLDER, "state");

/** JSON-RPC port of the first node unless `--port` says otherwise. The other ports follow from it: see `ports`. */
export const DEFAULT_FIRST_PORT = 18_545;

/** Chain id of the consensus layer: a name, which every signed vote contains. */
export const CONSENSUS_CHAIN_ID = "9001";

/** Chain id of the EVM (EIP-155). A constant of the node's source. */
export const EVM_CHAIN_ID = 262_144;

/** Bech32 prefixes and denomination of the node's coin. It buys no gas here: it only weighs validators. */
export const DENOM = "atest";

/** What one validator stakes, in atest. Every validator stakes the same, so every vote weighs the same. */
export const STAKE = 100n * 10n ** 18n;

/** What the reserve account holds at the start: the stake of validators to come. */
export const RESERVE = 1_000n * STAKE;

export const FOUNDING_VALIDATORS = 4;

/** Gas of one block. 60 million is twice what Ethereum had in 2024, and is reached here only under load. */
export const BLOCK_GAS = 60_000_000n;

/** Pause after a block before the next is proposed. With the rounds of votes a block takes a little longer. */
export const BLOCK_PAUSE = "1s";

/** How long a validator waits for the proposer of the round: what each turn of a dead proposer costs. */
export const PROPOSAL_WAIT = "2s";

/**
 * A validator that signs fewer than 5 % of this many blocks (about a day) is set aside until its operator asks for it
 * again. The node's own default is 100 blocks, two minutes: too short for a restart by hand.
 */
export const ABSENCE_WINDOW = 86_400;

/** How long it stays set aside at least before its operator may ask for it again; the node refuses less than 60 s. */
export const ABSENCE_PAUSE = "60s";

/** Limits of waiting, in milliseconds. */
export const LIMITS = {
  /** for the first block after a start; two busy cores need about 15 s */
  start: 180_000,
  /** between SIGTERM and SIGKILL: the node often does not end on SIGTERM, and recovers from SIGKILL */
  stop: 6_000,
  /** for one command of the node */
  command: 120_000,
  /** for the build from source */
  build: 30 * 60_000,
  /** for one JSON-RPC request of status and health checks */
  request: 5_000,
} as const;

/** Folder of built nodes, shared by all working copies of this user (XDG Base Directory: `$XDG_CACHE_HOME`). */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const base = environment.XDG_CACHE_HOME;
  return join(base !== undefined && base !== "" ? base : join(homedir(), ".cache"), "bollard");
}
