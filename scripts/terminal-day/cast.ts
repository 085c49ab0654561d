// Who takes part in a simulated day: members of a made-up consortium, their money and their drivers.
import { MaxUint256, SigningKey, Wallet } from "ethers";

import { CodeList, Role, type Suite, toFixedBytes } from "../../sdk/index.js";
import type { PermitToken } from "../../typechain-types/index.js";
import { madeUpLei } from "../support/made-up.js";
import { admitMember, type Member } from "../support/members.js";
import type { DayChain } from "./chain.js";
import type { Random } from "./random.js";

/** Somebody who pays. */
export interface Payer extends Member {
  /** Signs an allowance for each payment (ERC-2612) instead of giving one for all. */
  readonly signsPermits: boolean;
}

/** A truck with its driver, whose key signs at the gate. */
export interface Driver {
  readonly key: Wallet;
  readonly plate: string;
}

/** A haulier with its trucks. */
export interface Haulier extends Member {
  readonly drivers: readonly Driver[];
}

export interface DayCast {
  readonly terminal: Member;
  readonly customs: Member;
  /** Decides disputes. */
  readonly bank: Member;
  readonly carriers: readonly Member[];
  readonly shippers: readonly Member[];
  readonly consignees: readonly Payer[];
  /** Have release rights and pay, too. */
  readonly forwarders: readonly Payer[];
  readonly hauliers: readonly Haulier[];
}

const CARRIERS = 4;
const SHIPPERS = 8;
const CONSIGNEES = 16;
const FORWARDERS = 6;
const HAULIERS = 10;
const DRIVERS = 25;
/** Everybody, and the account that deploys and governs. */
export const ACCOUNTS = 4 + CARRIERS + SHIPPERS + CONSIGNEES + FORWARDERS + HAULIERS;
/** More than anybody spends in a day, in the smallest unit. */
export const PURSE = 10n ** 15n;

/** Admits everybody, gives the payers their money and draws the drivers' keys. */
export async function gather(suite: Suite, token: PermitToken, chain: DayChain, random: Random): Promise<DayCast> {
  let next = 1; // the first account deploys
  const admit = async (name: string, roles: bigint, code?: string): Promise<Member> => {
    const signer = chain.accounts[next];
    if (signer === undefined) throw new Error("the chain of the day has too few accounts");
    const carrierCodes = code === undefined ? [] : [{ list: CodeList.SMDG, code: toFixedBytes(code, 4) }];
    return await admitMember(suite, signer, { name, roles, lei: madeUpLei("TERMINALDAY", next++), carrierCodes });
  };
  const admitAll = async (count: number, name: string, roles: bigint, isCarrier = false): Promise<Member[]> => {
    const members: Member[] = [];
    for (let i = 1; i <= count; i++) members.push(await admit(`${name} ${i}`, roles, isCarrier ? `TD${i}` : undefined));
    return members;
  };
  const charges = await suite.charges.getAddress();
  const fill = async (members: readonly Member[], signsPermits: (i: number) => boolean): Promise<Payer[]> => {
    const payers = members.map((member, i) => ({ ...member, signsPermits: signsPermits(i) }));
    for (const payer of payers) {
      await (await token.mint(payer.address, PURSE)).wait();
      if (!payer.signsPermits) await (await token.connect(payer.signer).approve(charges, MaxUint256)).wait();
    }
    return payers;
  };
  const trucks = (haulier: number): Driver[] =>
    Array.from({ length: DRIVERS }, (_, i) => ({
      key: new Wallet(new SigningKey(random.bytes32())),
      plate: `TD-${haulier + 1}-${String(i + 1).padStart(3, "0")}`,
    }));
  return {
    terminal: await admit("terminal", Role.TERMINAL),
    customs: await admit("customs", Role.CUSTOMS),
    bank: await admit("bank", Role.BANK),
    carriers: await admitAll(CARRIERS, "carrier", Role.CARRIER, true),
    shippers: await admitAll(SHIPPERS, "shipper", Role.TRADER),
    // Every third consignee pays with permits.
    consignees: await fill(await admitAll(CONSIGNEES, "consignee", Role.TRADER), (i) => i % 3 === 0),
    forwarders: await fill(await admitAll(FORWARDERS, "forwarder", Role.FORWARDER), () => false),
    hauliers: (await admitAll(HAULIERS, "haulier", Role.HAULIER)).map((member, i) => ({
      ...member,
      drivers: trucks(i),
    })),
  };
}
