/** Decimal numbers and the doubles that carry them. */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Whether a JSON number comes out of an IEEE 754 double as it was written.
 *
 * RFC 8785 writes every number as the shortest decimal that reads back as the same double. A literal is exact here when
 * it has the same value as that decimal: `1.0`, `1e2` and `0.1` are; `12345678901234567890`, `0.10000000000000000555`,
 * `1e400` and `1e-400` are not, because the digest would stand for another number. `-0` is not: RFC 8785 drops its sign.
 */
export function isExactNumber(literal: string): boolean {
  const value = Number(literal);
  if (!Number.isFinite(value) || Object.is(value, -0)) return false;
  const written = normalise(literal);
  return written !== undefined && written === normalise(String(value));
}

/** One spelling per value: sign, digits without zeros at either end, power of ten. */
function normalise(literal: string): string | undefined {
  const match = DECIMAL.exec(literal);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = trimEnd(digits);
  if (significant === "") return "0";
  // A power of more than 300 digits would be lost in a double: a bigint is exact.
  const exponent = BigInt(power) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${exponent}`;
}

/** Without the zeros at the end. A regular expression would be quadratic on `00000...1`. */
function trimEnd(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end--;
  return digits.slice(0, end);
}
