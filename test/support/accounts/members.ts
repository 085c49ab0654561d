import type { Consortium } from "../../../typechain-types/index.js";
import { carrierCode, lei } from "../values.js";
import type { SmartAccount } from "./account.js";

/** A member whose account is a contract. */
export interface WalletMember<A extends SmartAccount> {
  readonly account: A;
  readonly address: string;
  readonly member: bigint;
}

/** Admits a smart account as it admits any other: by its address. */
export async function admitWallet<A extends SmartAccount>(
  consortium: Consortium,
  account: A,
  roles: bigint,
  code?: string,
): Promise<WalletMember<A>> {
  const member = (await consortium.memberCount()) + 1n;
  const carrierCodes = code === undefined ? [] : [carrierCode(code)];
  const admission = { account: account.address, roles, lei: lei(Number(member)), carrierCodes, group: 0n };
  await consortium.admit(admission);
  return { account, address: account.address, member };
}
