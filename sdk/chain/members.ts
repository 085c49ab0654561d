/** The members of the consortium, for people. */
import { isAddress } from "ethers";

import type { Consortium } from "../../typechain-types/index.js";
import type { MemberViewStructOutput } from "../../typechain-types/contracts/interfaces/IConsortium.js";
import { ArgumentError } from "./arguments.js";
import { decodingErrors } from "./errors.js";
import {
  CodeList,
  type CodeListName,
  fromFixedBytes,
  isNameIn,
  MemberStatus,
  type MemberStatusName,
  nameOf,
  type RoleName,
  rolesOf,
  toFixedBytes,
} from "./values.js";

/** A legal entity in the consortium. */
export interface Member {
  /** Its number, never reused. */
  readonly member: number;
  /** The account that acts for it. */
  readonly account: string;
  readonly roles: readonly RoleName[];
  readonly status: MemberStatusName;
  /** ISO 17442; empty for a custodian. */
  readonly lei: string;
}

/**
 * A member by its number.
 * @throws ChainError Consortium_NoSuchMember
 */
export async function readMember(consortium: Consortium, member: number): Promise<Member> {
  return toMember(await decodingErrors(consortium.memberView(member)));
}

/** The member to which an account belongs; nothing if it belongs to nobody. */
export async function memberOfAccount(consortium: Consortium, account: string): Promise<Member | undefined> {
  const view = await decodingErrors(consortium.memberOf(account));
  return view.member === 0n ? undefined : toMember(view);
}

/** The member with this LEI; nothing if there is none. */
export async function memberByLei(consortium: Consortium, lei: string): Promise<Member | undefined> {
  const member = await decodingErrors(consortium.memberByLei(toFixedBytes(lei, 20)));
  return member === 0n ? undefined : await readMember(consortium, Number(member));
}

/** The carrier that issues under this code; nothing if there is none. */
export async function memberByCarrierCode(
  consortium: Consortium,
  list: CodeListName,
  code: string,
): Promise<Member | undefined> {
  const member = await decodingErrors(consortium.memberByCarrierCode(CodeList[list], toFixedBytes(code, 4)));
  return member === 0n ? undefined : await readMember(consortium, Number(member));
}

/**
 * A member by whatever people call it: a number (`7`), an account (`0x...`), an LEI, or a carrier code (`SMDG:MSC`).
 * @param argument what to name it in an error
 * @throws ArgumentError if the text is none of these, or nobody is known by it
 */
export async function findMember(consortium: Consortium, text: string, argument = "member"): Promise<Member> {
  const nobody = (what: string) => new ArgumentError(argument, `is unknown: there is no member with ${what}`);
  if (/^[1-9]\d{0,9}$/.test(text)) {
    if (Number(text) > Number(await decodingErrors(consortium.memberCount()))) throw nobody(`the number ${text}`);
    return await readMember(consortium, Number(text));
  }
  const isAccount: boolean = isAddress(text);
  if (isAccount) {
    const member = await memberOfAccount(consortium, text);
    if (member === undefined) throw nobody(`the account ${text}`);
    return member;
  }
  const [, list, code] = /^(\w+):([A-Z0-9]{2,4})$/.exec(text) ?? [];
  if (list !== undefined && code !== undefined && isNameIn(CodeList, list)) {
    const member = await memberByCarrierCode(consortium, list, code);
    if (member === undefined) throw nobody(`the carrier code ${text}`);
    return member;
  }
  if (/^[A-Z0-9]{18}\d{2}$/.test(text)) {
    const member = await memberByLei(consortium, text);
    if (member === undefined) throw nobody(`the LEI ${text}`);
    return member;
  }
  throw new ArgumentError(
    argument,
    `is no member's number, account, LEI or carrier code (such as SMDG:MSC): ${JSON.stringify(text)}`,
  );
}

function toMember({ member, account, roles, status, lei }: MemberViewStructOutput): Member {
  return {
    member: Number(member),
    account,
    roles: rolesOf(roles),
    status: nameOf(MemberStatus, status),
    lei: fromFixedBytes(lei),
  };
}
