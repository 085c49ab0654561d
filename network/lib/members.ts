import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { Wallet } from "ethers";

import { runIn } from "./home.js";

/** Who gets a key of its own on a new chain. The first deploys; `reserve` holds the stake of validators to come. */
export const MEMBER_NAMES = [
  "deployer",
  "carrier",
  "otherCarrier",
  "shipper",
  "consignee",
  "trader",
  "bank",
  "forwarder",
  "terminal",
  "customs",
  "haulier",
  "guardian",
  "outsider",
  "reserve",
] as const;

export type MemberName = (typeof MEMBER_NAMES)[number];

export interface MemberKey {
  address: string;
  privateKey: string;
}

export type Members = Record<MemberName, MemberKey>;

/** New random keys. */
export function createMembers(): Members {
  const entries = MEMBER_NAMES.map((name) => {
    const { address, privateKey } = Wallet.createRandom();
    return [name, { address, privateKey }] as const;
  });
  return Object.fromEntries(entries) as Members;
}

/** Writes `members.json`, readable by its owner only. */
export async function writeMembers(folder: string, members: Members): Promise<void> {
  await writeFile(join(folder, "members.json"), `${JSON.stringify(members, null, 2)}\n`, { mode: 0o600 });
}

/** The keys that `network:up` made, by name; null if there is no chain in `folder`. */
export function readMembers(folder: string): Members | null {
  let text: string;
  try {
    text = readFileSync(join(folder, "members.json"), "utf8");
  } catch {
    return null;
  }
  return JSON.parse(text) as Members;
}

/** The private keys in the order of `MEMBER_NAMES`, for Hardhat's `accounts`; none before the first `network:up`. */
export function memberKeys(folder: string): string[] {
  const members = readMembers(folder);
  return members === null ? [] : MEMBER_NAMES.map((name) => members[name].privateKey);
}

/** The consensus layer's form (bech32) of an Ethereum address. */
export async function accountOf(binary: string, home: string, address: string): Promise<string> {
  const { stdout, stderr } = await runIn(binary, home, "debug", "addr", address.slice(2));
  const found = /Bech32 Acc:?\s+(\S+)/.exec(stdout + stderr)?.[1];
  if (found === undefined) throw new Error(`no bech32 form of ${address} in: ${stdout}${stderr}`);
  return found;
}
