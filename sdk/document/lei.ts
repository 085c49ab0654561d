/**
 * Legal Entity Identifiers (ISO 17442-1): 18 letters or digits and two check digits by ISO/IEC 7064 MOD 97-10.
 */

/** The remainder by 97 of the number that the characters spell, A to Z standing for 10 to 35. */
function remainder(characters: string): number {
  let rest = 0;
  for (const character of characters) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/**
 * The two check digits of the first 18 characters of an LEI.
 * @throws RangeError if these are not 18 capital letters or digits
 */
export function leiCheckDigits(firstEighteen: string): string {
  if (!/^[A-Z0-9]{18}$/.test(firstEighteen)) {
    throw new RangeError(`"${firstEighteen}" is not 18 capital letters or digits`);
  }
  return String(98 - remainder(`${firstEighteen}00`)).padStart(2, "0");
}

/** What is wrong with an LEI, as the end of a sentence; undefined if nothing is. */
export function leiFault(lei: string): string | undefined {
  if (!/^[A-Z0-9]{18}[0-9]{2}$/.test(lei)) return "is not 18 capital letters or digits and two digits";
  const expected = leiCheckDigits(lei.slice(0, 18));
  if (lei.slice(18) !== expected) return `has the check digits ${lei.slice(18)}, which should be ${expected}`;
  return undefined;
}

/** Whether an LEI has the form and check digits of ISO 17442. */
export function isLei(lei: string): boolean {
  return leiFault(lei) === undefined;
}
