import { hexlify, toUtf8Bytes, zeroPadBytes } from "ethers";

import type { CarrierCodeStruct } from "../../typechain-types/contracts/interfaces/IConsortium.js";

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

export const MemberStatus = { NONE: 0n, ACTIVE: 1n, SUSPENDED: 2n, REMOVED: 3n } as const;

export const CodeList = { SMDG: 0n, NMFTA: 1n } as const;

export const Kind = { STRAIGHT: 0n, TO_ORDER: 1n, BEARER: 2n, WAYBILL: 3n } as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

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

/** Text as `bytes20`, left-aligned and zero-padded: a transport document reference. */
export function reference(text: string): string {
  return zeroPadBytes(toUtf8Bytes(text), 20);
}

/** A liner code as the contracts take it, from the SMDG list unless told. */
export function carrierCode(code: string, list: bigint = CodeList.SMDG): CarrierCodeStruct & { code: string } {
  return { list, code: zeroPadBytes(toUtf8Bytes(code), 4) };
}

/** The `n`th made-up LEI, as `bytes20`, with its ISO 17442 check digits. */
export function lei(n: number): string {
  const body = `BOLLARD${String(n).padStart(11, "0")}`;
  // ISO 7064 MOD 97-10: letters count as 10 (A) to 35 (Z), the check digits as 00.
  const digits = [...body, "0", "0"].map((char) => parseInt(char, 36)).join("");
  return hexlify(toUtf8Bytes(body + String(98n - (BigInt(digits) % 97n)).padStart(2, "0")));
}

/** The name of a code in one of the tables above: `nameOf(Act, 2n)` is "ENDORSE". */
export function nameOf(codes: Readonly<Record<string, bigint>>, code: bigint): string {
  return Object.entries(codes).find(([, value]) => value === code)?.[0] ?? String(code);
}

/** Why a bill is surrendered for amendment. */
export const AmendmentReason = { NONE: 0n, AMEND: 1n, SPLIT: 2n, MERGE: 3n, COD: 4n, SWI: 5n, SWTP: 6n } as const;
export type AmendmentReason = (typeof AmendmentReason)[keyof typeof AmendmentReason];

/** What the release of cargo records on a bill. */
export const DeliveryMark = { BEGUN: 0n, AGAINST_INDEMNITY: 1n } as const;
export type DeliveryMark = (typeof DeliveryMark)[keyof typeof DeliveryMark];

/** A place in a document where a member may stand in for the named party. */
export const Place = { SHIPPER: 0n, TITLE: 1n } as const;
export type Place = (typeof Place)[keyof typeof Place];
