/** Who has a role of the access manager, or of the timelock: found in the events, and asked again of the contract. */
import type { Provider } from "ethers";

import type { AccessManager, TimelockController } from "../../typechain-types/index.js";
import { decodingErrors } from "../chain/errors.js";

/** Somebody who has a role. */
export interface Grant {
  readonly account: string;
  /** Seconds for which it must announce each call; 0: none. */
  readonly delay: number;
}

/** Everybody who has a role of the access manager now. */
export async function bearersOf(accessManager: AccessManager, role: bigint, fromBlock: number): Promise<Grant[]> {
  const granted = accessManager.filters.RoleGranted(role);
  const accounts = await accountsIn(accessManager.runner?.provider, fromBlock, async (from, to) =>
    (await accessManager.queryFilter(granted, from, to)).map(({ args }) => args.account),
  );
  const grants = await Promise.all(
    accounts.map(async (account) => {
      const { isMember, executionDelay } = await decodingErrors(accessManager.hasRole(role, account));
      return isMember ? [{ account, delay: Number(executionDelay) }] : [];
    }),
  );
  return grants.flat();
}

/** Everybody who has a role of the timelock now. */
export async function timelockBearersOf(
  timelock: TimelockController,
  role: string,
  fromBlock: number,
): Promise<string[]> {
  const granted = timelock.filters.RoleGranted(role);
  const accounts = await accountsIn(timelock.runner?.provider, fromBlock, async (from, to) =>
    (await timelock.queryFilter(granted, from, to)).map(({ args }) => args.account),
  );
  const have = await Promise.all(accounts.map((account) => decodingErrors(timelock.hasRole(role, account))));
  return accounts.filter((_, index) => have[index]);
}

/** Some nodes answer for so many blocks only: what is too much is asked for in halves. */
async function accountsIn(
  provider: Provider | null | undefined,
  fromBlock: number,
  ask: (from: number, to: number) => Promise<string[]>,
): Promise<string[]> {
  if (provider == null) throw new TypeError("Connect with a provider, or with a signer that has one");
  const inRange = async (from: number, to: number): Promise<string[]> => {
    try {
      return await ask(from, to);
    } catch (error) {
      if (from >= to) throw error;
      const middle = Math.floor((from + to) / 2);
      return [...(await inRange(from, middle)), ...(await inRange(middle + 1, to))];
    }
  };
  const latest = await decodingErrors(provider.getBlockNumber());
  return [...new Set(await decodingErrors(inRange(fromBlock, latest)))];
}
