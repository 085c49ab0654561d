// Made-up numbers that the contracts take: with the check digits that their standards ask for.
import { hexlify, toUtf8Bytes } from "ethers";

import { containerCheckDigit } from "../../sdk/document/iso6346.js";
import { leiCheckDigits } from "../../sdk/document/lei.js";

/**
 * The `n`th made-up LEI (ISO 17442) as bytes20.
 * @param prefix at most 12 capital letters or digits, so that two programs make up different ones
 */
export function madeUpLei(prefix: string, n: number): string {
  const firstEighteen = prefix + String(n).padStart(18 - prefix.length, "0");
  return hexlify(toUtf8Bytes(firstEighteen + leiCheckDigits(firstEighteen)));
}

/**
 * The `n`th made-up container number (ISO 6346) of an owner, as bytes11.
 * @param owner four capital letters, the last of them U
 * @param n below a million
 * @throws RangeError if these do not make a number
 */
export function madeUpContainer(owner: string, n: number): string {
  const firstTen = owner + String(n).padStart(6, "0");
  return hexlify(toUtf8Bytes(`${firstTen}${containerCheckDigit(firstTen)}`));
}
