/**
 * The codes of the contracts under the names of their Solidity enums, and fixed bytes that carry text.
 * A table is named for its enum, and so is the type of its names; `nameOf` goes from a code to its name.
 */
import { dataLength, getBytes, hexlify, toUtf8Bytes, zeroPadBytes } from "ethers";

/** The roles of a member, a bit each: contracts/libraries/Roles.sol. */
export const Role = {
  CARRIER: 1n,
  TRADER: 2n,
  FORWARDER: 4n,
  BANK: 8n,
  TERMINAL: 16n,
  CUSTOMS: 32n,
  HAULIER: 64n,
  CUSTODIAN: 128n,
} as const;
export type RoleName = keyof typeof Role;

export const MemberStatus = { NONE: 0n, ACTIVE: 1n, SUSPENDED: 2n, REMOVED: 3n, REPLACED: 4n } as const;
export type MemberStatusName = keyof typeof MemberStatus;

/** How a member's encryption key is to be read. */
export const KeyScheme = { NONE: 0n, X25519: 1n, P256: 2n } as const;
export type KeySchemeName = keyof typeof KeyScheme;

/** The lists of carrier codes (DCSA `carrierCodeListProvider`). */
export const CodeList = { SMDG: 0n, NMFTA: 1n } as const;
export type CodeListName = keyof typeof CodeList;

export const Kind = { STRAIGHT: 0n, TO_ORDER: 1n, BEARER: 2n, WAYBILL: 3n } as const;
export type Kind = (typeof Kind)[keyof typeof Kind];
export type KindName = keyof typeof Kind;

export const BillStatus = {
  NONE: 0n,
  ISSUED: 1n,
  PENDING_SURRENDER_FOR_DELIVERY: 2n,
  SURRENDERED_FOR_DELIVERY: 3n,
  PENDING_SURRENDER_FOR_AMENDMENT: 4n,
  SURRENDERED_FOR_AMENDMENT: 5n,
  VOIDED: 6n,
  PAPER: 7n,
} as const;
export type BillStatusName = keyof typeof BillStatus;

export const Act = {
  ISSUE: 0n,
  TRANSFER: 1n,
  ENDORSE: 2n,
  ENDORSE_TO_ORDER: 3n,
  BLANK_ENDORSE: 4n,
  SIGN: 5n,
  SURRENDER_FOR_DELIVERY: 6n,
  SURRENDER_FOR_AMENDMENT: 7n,
} as const;
export type Act = (typeof Act)[keyof typeof Act];
export type ActName = keyof typeof Act;

export const AmendmentReason = { NONE: 0n, AMEND: 1n, SPLIT: 2n, MERGE: 3n, COD: 4n, SWI: 5n, SWTP: 6n } as const;
export type AmendmentReason = (typeof AmendmentReason)[keyof typeof AmendmentReason];
export type AmendmentReasonName = keyof typeof AmendmentReason;

/** What the release of cargo records on a bill. */
export const DeliveryMark = { BEGUN: 0n, AGAINST_INDEMNITY: 1n } as const;
export type DeliveryMark = (typeof DeliveryMark)[keyof typeof DeliveryMark];
export type DeliveryMarkName = keyof typeof DeliveryMark;

/** Where a member may stand in for a named party. */
export const Place = { SHIPPER: 0n, TITLE: 1n } as const;
export type Place = (typeof Place)[keyof typeof Place];
export type PlaceName = keyof typeof Place;

/** Where a consigned container stands. */
export const Stage = {
  NONE: 0n,
  EXPECTED: 1n,
  DISCHARGED: 2n,
  GATED_IN: 3n,
  GATED_OUT: 4n,
  RETURNED_EMPTY: 5n,
  ENDED_OTHERWISE: 6n,
  GONE_UNDER_OTHER_BILL: 7n,
} as const;
export type StageName = keyof typeof Stage;

/** What customs has cleared a container for. */
export const Clearance = { NONE: 0n, IMPORT: 1n, TRANSIT: 2n, WAREHOUSE: 3n } as const;
export type ClearanceName = keyof typeof Clearance;

/** Who may hold a container back, and in which place a creditor charges. */
export const Authority = { CARRIER: 0n, CUSTOMS: 1n, TERMINAL: 2n, GOVERNANCE: 3n } as const;
export type AuthorityName = keyof typeof Authority;

/** How a consignment of a container ends without a gate-out. */
export const End = {
  SEIZED: 0n,
  AUCTIONED: 1n,
  RE_EXPORTED: 2n,
  UNPACKED: 3n,
  MOVED_INLAND: 4n,
  STRUCK_OFF: 5n,
} as const;
export type EndName = keyof typeof End;

/** Why a container may not leave. */
export const Reason = {
  NOT_CONSIGNED: 0n,
  DOCUMENT: 1n,
  CARRIER_CHARGES: 2n,
  CUSTOMS_CLEARANCE: 3n,
  CUSTOMS_HOLD: 4n,
  NOT_DISCHARGED: 5n,
  TERMINAL_CHARGES: 6n,
  TERMINAL_RELEASE: 7n,
  TERMINAL_HOLD: 8n,
  CARRIER_HOLD: 9n,
  GOVERNANCE_HOLD: 10n,
  NO_RELEASE_RIGHT: 11n,
  RELEASE_WITHDRAWN: 12n,
  OTHER_BILL: 13n,
  GONE: 14n,
} as const;
export type ReasonName = keyof typeof Reason;

/** What is charged for. */
export const ChargeKind = {
  FREIGHT_COLLECT: 0n,
  TERMINAL_HANDLING: 1n,
  DEMURRAGE: 2n,
  DETENTION: 3n,
  OTHER: 4n,
} as const;
export type ChargeKindName = keyof typeof ChargeKind;

/** Where a charge stands. */
export const ChargeStatus = {
  NONE: 0n,
  OPEN: 1n,
  PAID: 2n,
  ON_CREDIT: 3n,
  CANCELLED: 4n,
  IN_ESCROW: 5n,
  GIVEN_BACK: 6n,
  AWARDED: 7n,
} as const;
export type ChargeStatusName = keyof typeof ChargeStatus;

/** How a container is fetched. */
export const Mode = { TRUCK: 0n, RAIL: 1n, BARGE: 2n } as const;
export type ModeName = keyof typeof Mode;

/** Where a proposal of the members stands (OpenZeppelin's Governor). */
export const ProposalState = {
  Pending: 0n,
  Active: 1n,
  Canceled: 2n,
  Defeated: 3n,
  Succeeded: 4n,
  Queued: 5n,
  Expired: 6n,
  Executed: 7n,
} as const;
export type ProposalStateName = keyof typeof ProposalState;

/** How a seat votes. */
export const VoteType = { Against: 0n, For: 1n, Abstain: 2n } as const;
export type VoteTypeName = keyof typeof VoteType;

/** What guardians may have done. */
export const GuardianAct = { PAUSE_MOVES: 0n, RESUME_MOVES: 1n, FREEZE_BRIEFLY: 2n, UNFREEZE: 3n } as const;
export type GuardianActName = keyof typeof GuardianAct;

/** What the acts under a mandate are limited to. */
export const Limit = { NONE: 0n, BILLS: 1n, REFERENCES: 2n, LOCATION: 3n } as const;
export type LimitName = keyof typeof Limit;

/** Every enum of the contracts by its name in Solidity. */
export const ENUMS = {
  MemberStatus,
  KeyScheme,
  CodeList,
  Kind,
  BillStatus,
  Act,
  AmendmentReason,
  DeliveryMark,
  Place,
  Stage,
  Clearance,
  Authority,
  End,
  Reason,
  ChargeKind,
  ChargeStatus,
  Mode,
  ProposalState,
  VoteType,
  GuardianAct,
  Limit,
} as const;
export type EnumName = keyof typeof ENUMS;

/**
 * The name of a code in one of the tables above: `nameOf(Act, 2n)` is "ENDORSE".
 * @throws RangeError for a code that the table does not have: the contract is newer than this library
 */
export function nameOf<T extends Readonly<Record<string, bigint>>>(codes: T, code: bigint): Extract<keyof T, string> {
  for (const name in codes) if (codes[name] === code) return name;
  throw new RangeError(`There is no ${code} among ${Object.keys(codes).join(", ")}`);
}

/** Whether a text is a name in one of the tables above. */
export function isNameIn<T extends Readonly<Record<string, bigint>>>(
  codes: T,
  text: string,
): text is Extract<keyof T, string> {
  return Object.hasOwn(codes, text);
}

/** The roles in a member's bits, in the order of the bits. */
export function rolesOf(bits: bigint): RoleName[] {
  const names: RoleName[] = [];
  for (const [name, bit] of Object.entries(Role)) if ((bits & bit) !== 0n && isNameIn(Role, name)) names.push(name);
  return names;
}

/** Roles as a member's bits. */
export function toRoleBits(roles: readonly RoleName[]): bigint {
  return roles.reduce((bits, role) => bits | Role[role], 0n);
}

/**
 * Text as the contracts take it: ASCII, left-aligned, filled up with zero bytes. `bytes20` for a reference or an LEI,
 * `bytes4` for a carrier code, `bytes5` for a UN/LOCODE, `bytes11` for a container number, `bytes2` for a jurisdiction.
 * @param size in bytes
 * @throws RangeError for text that is empty, too long, or not printable ASCII
 */
export function toFixedBytes(text: string, size: number): string {
  if (!/^[\x20-\x7e]+$/.test(text) || text.length > size) {
    throw new RangeError(`${JSON.stringify(text)} is not 1 to ${size} printable ASCII characters`);
  }
  return zeroPadBytes(toUtf8Bytes(text), size);
}

/**
 * The text in fixed bytes; empty for zero bytes alone.
 * @param bytes `0x` and hexadecimal digits
 * @returns the bytes as they are if they are no printable ASCII with zero bytes behind
 */
export function fromFixedBytes(bytes: string): string {
  const data = getBytes(bytes);
  const end = data.findLastIndex((byte) => byte !== 0) + 1;
  const text = data.slice(0, end);
  if (text.some((byte) => byte < 0x20 || byte > 0x7e)) return hexlify(data);
  return String.fromCharCode(...text);
}

/** A token as people and files write it: `0x` and 64 hexadecimal digits. */
export function tokenToHex(tokenId: bigint): string {
  return "0x" + tokenId.toString(16).padStart(64, "0");
}

/** The first eight hexadecimal digits of a token: its short reference, for sentences. */
export function shortToken(tokenId: bigint): string {
  return `${tokenToHex(tokenId).slice(0, 10)}…`;
}

/** A time of the chain, in seconds since 1970, as people read it: `2026-03-01 12:00:00 UTC`. */
export function timeText(seconds: bigint | number): string {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds} seconds after 1970`;
  return date.toISOString().replace("T", " ").replace(".000Z", " UTC");
}

/** Whether a value is `0x` and exactly `size` bytes in hexadecimal digits. */
export function isBytes(value: unknown, size: number): value is string {
  return typeof value === "string" && /^0x(?:[0-9a-f]{2})*$/i.test(value) && dataLength(value) === size;
}
