/**
 * Container numbers (ISO 6346): three letters of the owner, a category letter, six digits, a check digit.
 */

const SHAPE = /^[A-Z]{3}[A-Z][0-9]{7}$/;

/** Freight container, detachable equipment, trailer or chassis. */
const CATEGORIES = "UJZ";

/** A to Z count 10 to 38, leaving out the multiples of 11. */
const LETTER_VALUES = [
  10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 34, 35, 36, 37, 38,
];

/**
 * The check digit of the first ten characters of a container number: `NARU347248` gives 4.
 * @throws RangeError if these are not four capital letters and six digits
 */
export function containerCheckDigit(firstTen: string): number {
  if (!/^[A-Z]{4}[0-9]{6}$/.test(firstTen)) {
    throw new RangeError(`"${firstTen}" is not four capital letters and six digits`);
  }
  let sum = 0;
  for (let i = 0; i < 10; i++) {
    const code = firstTen.charCodeAt(i);
    const value = i < 4 ? (LETTER_VALUES[code - 0x41] ?? 0) : code - 0x30;
    sum += value * 2 ** i;
  }
  // A remainder of 10 is written 0.
  return (sum % 11) % 10;
}

/** What is wrong with a container number, as the end of a sentence; undefined if nothing is. */
export function containerNumberFault(number: string): string | undefined {
  if (!SHAPE.test(number)) return "is not four capital letters and seven digits";
  const category = number.charAt(3);
  if (!CATEGORIES.includes(category)) return `has the category ${category}, which is none of U, J and Z`;
  const expected = containerCheckDigit(number.slice(0, 10));
  if (Number(number.charAt(10)) !== expected)
    return `has the check digit ${number.charAt(10)}, which should be ${expected}`;
  return undefined;
}

/** Whether a container number has the form, category and check digit of ISO 6346. */
export function isContainerNumber(number: string): boolean {
  return containerNumberFault(number) === undefined;
}
