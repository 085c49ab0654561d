/** The powers that the access manager of a suite grants: roles, and the functions that each of them opens. */
import { id } from "ethers";

import { nameOf } from "../chain/values.js";

/**
 * Roles of the access manager by their number. ADMIN grants all others, and may call every restricted function that is
 * in no other role.
 */
export const Power = { ADMIN: 0n, RELEASE: 1n, GUARDIAN: 2n, UNFREEZE: 3n } as const;
export type PowerName = keyof typeof Power;

/** Whoever has this role, everybody has: it cannot be granted or revoked. */
export const PUBLIC_POWER = 2n ** 64n - 1n;

/** The functions of BillOfLading that a role opens after the founding; each other restricted function is for ADMIN. */
export const BILL_POWERS = {
  RELEASE: ["markDelivery(uint256,uint8,bool)"],
  GUARDIAN: ["pauseMoves(uint40)", "resumeMoves()", "freezeBriefly(uint256,uint40)"],
  UNFREEZE: ["unfreeze(uint256)"],
} as const satisfies Partial<Record<PowerName, readonly string[]>>;

/** The selector of a function: the first four bytes of the hash of its signature. */
export function selectorOf(signature: string): string {
  return id(signature).slice(0, 10);
}

/** What a role is called; its number, if it is none of the suite's own. */
export function powerText(role: bigint): string {
  if (role === PUBLIC_POWER) return "everybody";
  const known: bigint[] = Object.values(Power);
  return known.includes(role) ? nameOf(Power, role) : `role ${role}`;
}
