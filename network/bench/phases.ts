import { Wallet, hexlify, toUtf8Bytes } from "ethers";

import { madeUpLei } from "../../scripts/support/made-up.js";
import type { BillOfLading, Consortium } from "../../typechain-types/index.js";
import type { Say } from "../lib/binary.js";
import { Account, type Act } from "./accounts.js";
import { type Lane, type Measured, drive } from "./drive.js";
import { type Bill, CODE_LIST_SMDG, ROLE, issueBatch, madeUpBills, transfer } from "./suite.js";

/** What the load runs on: a deployed suite and accounts that are members of it. */
export interface Stage {
  /** the node that is watched for blocks */
  watch: string;
  billOfLading: BillOfLading;
  /** each a member with the role CARRIER */
  carriers: Account[];
  /** each a member with the role TRADER */
  traders: Account[];
}

/** How much a phase sends. */
export interface Load {
  /** transactions of each account */
  each: number;
  /** how many of them may be without a block at a time */
  inFlight: number;
}

/**
 * Admits new members with keys of their own, whose transactions the nodes share.
 * @param governance may admit, and does nothing else meanwhile
 */
export async function admitMembers<Name extends string>(
  consortium: Consortium,
  { governance, urls, say }: { governance: Account; urls: string[]; say: Say },
  wanted: Record<Name, { role: bigint; count: number }>,
): Promise<Record<Name, Account[]>> {
  const to = await consortium.getAddress();
  let number = Number(await consortium.memberCount());
  const acts: Act[] = [];
  const admitted = Object.entries<{ role: bigint; count: number }>(wanted).map(([name, { role, count }]) => {
    const accounts = Array.from({ length: count }, () => {
      const { address, privateKey } = Wallet.createRandom();
      const code = hexlify(toUtf8Bytes(`B${String(++number).padStart(3, "0")}`));
      const admission = {
        account: address,
        roles: role,
        lei: madeUpLei("BENCHBOLLARD", number),
        carrierCodes: role === ROLE.CARRIER ? [{ list: CODE_LIST_SMDG, code }] : [],
        group: 0n,
      };
      const data = consortium.interface.encodeFunctionData("admit", [admission]);
      acts.push({ to, data, gasLimit: 600_000n });
      return new Account(privateKey, urls[number % urls.length] ?? governance.url, 0);
    });
    return [name, accounts] as const;
  });
  await drive([await governance.lane(acts)], { watch: governance.url, name: "admissions", inFlight: 20, say });
  if (Number(await consortium.memberCount()) !== number) throw new Error("not all members were admitted");
  return Object.fromEntries(admitted) as Record<Name, Account[]>;
}

/** Each trader sends `each` transfers of nothing but value: what the chain does at best. */
export async function plainTransfers({ watch, traders }: Stage, { each, inFlight }: Load, say: Say): Promise<Measured> {
  const lanes = await lanesOf(traders, (_trader, index) => {
    const to = after(traders, index).address;
    return Array.from({ length: each }, () => ({ to, value: 1n, gasLimit: 21_000n }));
  });
  return await drive(lanes, { watch, name: "plain transfers", inFlight, say });
}

/**
 * Each carrier issues batches of `size` bills, to the traders in turn.
 * @returns the measurement of batches, and the bills by trader
 */
export async function batchIssues(
  { watch, carriers, traders, billOfLading }: Stage,
  { run, each, inFlight, size }: Load & { run: string; size: number },
  say: Say,
): Promise<{ measured: Measured; held: Bill[][] }> {
  const to = await billOfLading.getAddress();
  const held: Bill[][] = traders.map(() => []);
  let next = 0;
  const one = madeUpBills(`${run}G`, 0, size);
  const [carrier, trader] = [first(carriers), first(traders)];
  const estimated = await billOfLading.runner?.provider?.estimateGas({
    from: carrier.address,
    to,
    data: issueBatch(one, trader.address),
  });
  const gasLimit = withRoom(estimated);
  const lanes = await lanesOf(carriers, () =>
    Array.from({ length: each }, () => {
      const index = next++ % traders.length;
      const bills = madeUpBills(run, next * size, size);
      held[index]?.push(...bills);
      return { to, data: issueBatch(bills, (traders[index] ?? trader).address), gasLimit };
    }),
  );
  const measured = await drive(lanes, { watch, name: `issues of ${size} bills`, inFlight, say });
  return { measured, held };
}

/** Each trader transfers every bill that it holds to the next one. */
export async function billTransfers(
  { watch, traders, billOfLading }: Stage,
  held: Bill[][],
  { inFlight }: Pick<Load, "inFlight">,
  say: Say,
): Promise<Measured> {
  const to = await billOfLading.getAddress();
  const from = first(traders).address;
  const data = transfer(first(held[0] ?? []).tokenId, from, after(traders, 0).address);
  const gasLimit = withRoom(await billOfLading.runner?.provider?.estimateGas({ from, to, data }));
  const lanes = await lanesOf(traders, (trader, index) => {
    const next = after(traders, index).address;
    return (held[index] ?? []).map(({ tokenId }) => ({ to, data: transfer(tokenId, trader.address, next), gasLimit }));
  });
  const had = await Promise.all(traders.map(async ({ address }) => await billOfLading.balanceOf(address)));
  const measured = await drive(lanes, { watch, name: "transfers of bills", inFlight, say });
  await requireMoved(billOfLading, traders, held, had);
  return measured;
}

/** A transaction that reverts is in a block too: what counts is that every bill has arrived. */
async function requireMoved(
  billOfLading: BillOfLading,
  traders: Account[],
  held: Bill[][],
  had: bigint[],
): Promise<void> {
  for (const [index, trader] of traders.entries()) {
    const sent = held[index]?.length ?? 0;
    const received = held[(index + traders.length - 1) % traders.length]?.length ?? 0;
    const wanted = (had[index] ?? 0n) - BigInt(sent) + BigInt(received);
    const has = await billOfLading.balanceOf(trader.address);
    if (has !== wanted) throw new Error(`${trader.address} has ${has} bills after the transfers, not ${wanted}`);
  }
}

async function lanesOf(accounts: Account[], acts: (account: Account, index: number) => Act[]): Promise<Lane[]> {
  return await Promise.all(accounts.map(async (account, index) => await account.lane(acts(account, index))));
}

/** The account after this one, round in a circle. */
function after(accounts: Account[], index: number): Account {
  return accounts[(index + 1) % accounts.length] ?? first(accounts);
}

function first<Item>(items: Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new RangeError("the load has no accounts or bills");
  return item;
}

/** The block counts what a transaction may use, so the limit is close: a tenth above the estimate. */
function withRoom(estimated: bigint | undefined): bigint {
  if (estimated === undefined) throw new Error("the contract is not connected");
  return (estimated * 11n) / 10n;
}
