// The chain of the network tests: its own folder and ports, so that a chain of `npm run network:up` is left alone.
import { resolve } from "node:path";

import { network } from "hardhat";

import type { Chain } from "../../network/lib/chain.js";
import { type Members, memberKeys, readMembers } from "../../network/lib/members.js";
import { down, up } from "../../network/lib/operations.js";
import { DEFAULT_STATE_FOLDER } from "../../network/lib/settings.js";

const FOLDER = resolve(DEFAULT_STATE_FOLDER, "..", "state-test");
const FIRST_PORT = 19_545;

/** Four nodes start, and on two busy cores each wait may take its time: every wait has a limit of its own. */
const TEST_LIMIT = 10 * 60_000;

/** Minutes pass before these tests are done, and Go must be there: they run only where they are asked for by name. */
const asked = process.argv.some((argument) => /test[/\\]network/.test(argument));

/** As mocha's `describe`, and nothing at all unless the files of test/network are named: `npm run test:network`. */
export function describeOnChain(title: string, body: () => void): void {
  if (!asked) return;
  describe(title, function () {
    this.timeout(TEST_LIMIT);
    body();
  });
}

export interface TestChain {
  chain: Chain;
  members: Members;
}

let started: Promise<TestChain> | undefined;

/** The chain that all files share, with every node running: made at the first call. */
export async function testChain(): Promise<TestChain> {
  started ??= start();
  const { chain, members } = await started;
  await up({ folder: FOLDER, firstPort: FIRST_PORT, host: "127.0.0.1" }, quiet);
  return { chain, members };
}

async function start(): Promise<TestChain> {
  await down(FOLDER, true, quiet);
  const chain = await up({ folder: FOLDER, firstPort: FIRST_PORT, host: "127.0.0.1" }, (line) =>
    console.log(`    ${line}`),
  );
  const members = readMembers(FOLDER);
  if (members === null) throw new Error("the chain has no keys");
  return { chain, members };
}

/** Hardhat's entry `poa`, as a user has it, for the test chain's address; with its keys unless others are given. */
export async function connectHardhat(chain: Chain, keys = memberKeys(chain.folder)) {
  const [url] = chain.urls;
  if (url === undefined) throw new Error("the chain has no node");
  return await network.create({ network: "poa", override: { url, accounts: keys } });
}

export const quiet = (): void => undefined;

after(async function () {
  if (started === undefined) return;
  this.timeout(60_000);
  // The logs stay for whoever looks for the cause of a failure; the next run erases them.
  await down(FOLDER, false, quiet);
});
