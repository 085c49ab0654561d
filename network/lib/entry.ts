import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { ChainRecord } from "./chain.js";
import { memberKeys } from "./members.js";
import { portsOf } from "./ports.js";
import { DEFAULT_FIRST_PORT, DEFAULT_STATE_FOLDER, EVM_CHAIN_ID } from "./settings.js";

/** Address, chain id and keys of the chain in `folder`, as Hardhat's configuration takes them. */
export function privateChain(folder = DEFAULT_STATE_FOLDER): { url: string; chainId: number; accounts: string[] } {
  const { rpc } = portsOf(firstPortOf(folder), 1);
  return { url: `http://127.0.0.1:${rpc}`, chainId: EVM_CHAIN_ID, accounts: memberKeys(folder) };
}

/** The port that a chain was made with. Before there is a chain, and for state that cannot be read, the usual one. */
function firstPortOf(folder: string): number {
  try {
    return (JSON.parse(readFileSync(join(folder, "chain.json"), "utf8")) as ChainRecord).firstPort;
  } catch {
    return DEFAULT_FIRST_PORT;
  }
}
