// Members of a consortium that somebody makes up: for demonstrations and measurements.
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import type { Suite } from "../../sdk/index.js";

/** Somebody who acts. */
export interface Member {
  readonly name: string;
  readonly number: number;
  readonly signer: HardhatEthersSigner;
  readonly address: string;
}

/** What governance needs to know of a new member. */
export interface Admission {
  readonly name: string;
  /** Bits of `Role`. */
  readonly roles: bigint;
  /** As bytes20. */
  readonly lei: string;
  /** For a carrier. */
  readonly carrierCodes?: readonly { readonly list: bigint; readonly code: string }[];
}

/** Governance, which is the account that `suite` acts as, admits a member under this account. */
export async function admitMember(
  { consortium }: Suite,
  signer: HardhatEthersSigner,
  { name, roles, lei, carrierCodes = [] }: Admission,
): Promise<Member> {
  const admission = { account: signer.address, roles, lei, carrierCodes: [...carrierCodes], group: 0n };
  await (await consortium.admit(admission)).wait();
  const { member } = await consortium.memberOf(signer.address);
  return { name, number: Number(member), signer, address: signer.address };
}
