/** The members' book: who is in the consortium, how they vote, and to which keys documents for them are encrypted. */
import { sha256, toUtf8Bytes } from "ethers";

import type { Consortium } from "../../typechain-types/index.js";
import { decodingErrors } from "../chain/errors.js";
import { type Member, readMember } from "../chain/members.js";
import { KeyScheme, type KeySchemeName, nameOf } from "../chain/values.js";
import { seatOfGroup } from "./government.js";

/** A member with its group. */
export interface MemberEntry extends Member {
  /** The account's own number. */
  readonly accountNumber: number;
  /** The corporate group with which it shares one vote; 0: it has none. */
  readonly group: number;
  /** Who speaks for the group; 0: nobody does. */
  readonly speaker: number;
  /** Whether this member exercises its group's vote now. */
  readonly hasVote: boolean;
}

/** Everything that the chain knows of a member. */
export interface MemberDetails extends MemberEntry {
  /** The account that it has named as its next one. */
  readonly proposedAccount: string | undefined;
  /** Who acts for it, if it was removed. */
  readonly substitute: number | undefined;
  readonly profile: Profile | undefined;
  /** All that it ever had, the oldest first. */
  readonly keys: readonly MemberKey[];
}

/** Where a member's profile stands. */
export interface Profile {
  readonly uri: string;
  readonly block: number;
}

/** A key to which documents for a member are encrypted, or were. */
export interface MemberKey {
  /** From 1. */
  readonly number: number;
  readonly scheme: KeySchemeName;
  /** `0x` and hexadecimal digits; empty with NONE. */
  readonly key: string;
  /** From when on, in seconds since 1970. */
  readonly since: number;
  /** Until when; nothing for the present one. */
  readonly until: number | undefined;
}

/** All members in the order of their numbers. */
export async function listMembers(consortium: Consortium): Promise<MemberEntry[]> {
  const count = Number(await decodingErrors(consortium.memberCount()));
  return await Promise.all(Array.from({ length: count }, (_, index) => readMemberEntry(consortium, index + 1)));
}

/** @throws ChainError Consortium_NoSuchMember */
export async function readMemberEntry(consortium: Consortium, member: number): Promise<MemberEntry> {
  const [known, { accountNumber }, group] = await decodingErrors(
    Promise.all([readMember(consortium, member), consortium.memberView(member), consortium.groupOf(member)]),
  );
  const speaker = group === 0n ? 0 : Number(await decodingErrors(consortium.speakerOf(group)));
  const votes = group === 0n ? 0n : await decodingErrors(consortium.getVotes(seatOfGroup(Number(group))));
  return {
    ...known,
    accountNumber: Number(accountNumber),
    group: Number(group),
    speaker,
    hasVote: votes > 0n && speaker === member,
  };
}

/**
 * @throws ChainError Consortium_NoSuchMember, RangeError if the node answers a profile or key that the chain does not
 *   have
 */
export async function readMemberDetails(consortium: Consortium, member: number): Promise<MemberDetails> {
  const [entry, proposed, substitute, profile, keys] = await Promise.all([
    readMemberEntry(consortium, member),
    decodingErrors(consortium.proposedAccount(member)),
    decodingErrors(consortium.substituteOf(member)),
    readProfile(consortium, member),
    readKeys(consortium, member),
  ]);
  return {
    ...entry,
    proposedAccount: BigInt(proposed) === 0n ? undefined : proposed,
    substitute: substitute === 0n ? undefined : Number(substitute),
    profile,
    keys,
  };
}

/** The address stands in its event: one query of one block, checked against its hash on chain. */
async function readProfile(consortium: Consortium, member: number): Promise<Profile | undefined> {
  const { uriHash, blockNumber } = await decodingErrors(consortium.profileOf(member));
  const block = Number(blockNumber);
  if (block === 0) return undefined;
  const filter = consortium.filters.ProfileChanged(member);
  const events = await decodingErrors(consortium.queryFilter(filter, block, block));
  const uri = events.at(-1)?.args.uri;
  if (uri === undefined || sha256(toUtf8Bytes(uri)) !== uriHash) {
    throw new RangeError(`The node leaves out, or alters, the profile of member ${member} in block ${block}`);
  }
  return uri === "" ? undefined : { uri, block };
}

async function readKeys(consortium: Consortium, member: number): Promise<MemberKey[]> {
  const count = Number(await decodingErrors(consortium.encryptionKeyCount(member)));
  const heads = await Promise.all(
    Array.from({ length: count }, (_, index) => decodingErrors(consortium.encryptionKeyOf(member, index + 1))),
  );
  return await Promise.all(
    heads.map(async ({ keyHash, since, blockNumber, scheme }, index) => {
      const number = index + 1;
      const filter = consortium.filters.EncryptionKeyChanged(member, number);
      const block = Number(blockNumber);
      const [event] = await decodingErrors(consortium.queryFilter(filter, block, block));
      const key = event?.args.key;
      const name = nameOf(KeyScheme, scheme);
      if (key === undefined || (name !== "NONE" && sha256(key) !== keyHash)) {
        throw new RangeError(`The node leaves out, or alters, key ${number} of member ${member} in block ${block}`);
      }
      const next = heads[index + 1];
      return {
        number,
        scheme: name,
        key,
        since: Number(since),
        until: next === undefined ? undefined : Number(next.since),
      };
    }),
  );
}
