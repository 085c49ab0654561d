/** Arguments checked before anything is sent: a mistake costs no gas, and its error names the argument. */
import { getAddress, isAddress, MaxUint256, ZeroAddress, ZeroHash } from "ethers";

import { isBytes, isNameIn } from "./values.js";

/** An argument that the chain would refuse, or take for something else than was meant. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
  constructor(
    /** The argument as the function names it, with the place in a list: `tokenIds[2]`. */
    readonly argument: string,
    fault: string,
  ) {
    super(`${argument} ${fault}`);
  }
}

/** The number of a token: the digest of a document, so never 0. */
export function checkedToken(tokenId: bigint, argument = "tokenId"): bigint {
  if (typeof tokenId !== "bigint" || tokenId <= 0n || tokenId > MaxUint256) {
    throw new ArgumentError(argument, `is no digest of a document: ${String(tokenId)}`);
  }
  return tokenId;
}

/** An account: `0x` and 40 hexadecimal digits, with the right checksum if it has capitals, and not zero. */
export function checkedAccount(account: string, argument: string): string {
  if (!isAddress(account) || getAddress(account) === ZeroAddress) {
    throw new ArgumentError(
      argument,
      `is no account (0x and 40 hexadecimal digits, not zero): ${JSON.stringify(account)}`,
    );
  }
  return getAddress(account);
}

/** A hash: `0x` and 64 hexadecimal digits, not zero. */
export function checkedHash(hash: string, argument: string): string {
  if (!isBytes(hash, 32) || hash === ZeroHash) {
    throw new ArgumentError(argument, `is no hash (0x and 64 hexadecimal digits, not zero): ${JSON.stringify(hash)}`);
  }
  return hash.toLowerCase();
}

/** A whole number from `least` to `most`. */
export function checkedInteger(value: number, argument: string, least: number, most: number): number {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new ArgumentError(argument, `is not a whole number from ${least} to ${most}: ${String(value)}`);
  }
  return value;
}

/** The code of one of some names of an enum. */
export function checkedName<T extends Readonly<Record<string, bigint>>, N extends Extract<keyof T, string>>(
  codes: T,
  name: N,
  argument: string,
  allowed: readonly N[],
): T[N] {
  if (!isNameIn(codes, name) || !allowed.includes(name)) {
    throw new ArgumentError(argument, `is not one of ${allowed.join(", ")}: ${JSON.stringify(name)}`);
  }
  return codes[name];
}

/** A list that is not empty and has nothing twice. */
export function checkedList<T>(list: readonly T[], argument: string, keyOf: (item: T) => unknown): readonly T[] {
  if (list.length === 0) throw new ArgumentError(argument, "is empty");
  const places = new Map<unknown, number>();
  for (const [index, item] of list.entries()) {
    const key = keyOf(item);
    const first = places.get(key);
    if (first !== undefined) throw new ArgumentError(`${argument}[${index}]`, `is the same as ${argument}[${first}]`);
    places.set(key, index);
  }
  return list;
}
