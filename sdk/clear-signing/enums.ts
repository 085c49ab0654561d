/** The words for the codes of the contracts' enums. */
import { ENUMS, type EnumName, isNameIn, Role, rolesOf } from "../chain/values.js";

/** Where the name in Solidity is an abbreviation, or less than a person at a wallet needs. */
const SPECIAL: { readonly [E in EnumName]?: Readonly<Record<string, string>> } = {
  KeyScheme: { NONE: "None", X25519: "X25519", P256: "P-256" },
  VoteType: { For: "In favour", Against: "Against", Abstain: "Abstain" },
  CodeList: { SMDG: "SMDG", NMFTA: "NMFTA" },
  Kind: { TO_ORDER: "To order", BEARER: "To bearer", WAYBILL: "Sea waybill" },
  Act: {
    ENDORSE: "Endorse (final)",
    ENDORSE_TO_ORDER: "Endorse to order",
    BLANK_ENDORSE: "Endorse in blank",
    SURRENDER_FOR_DELIVERY: "Surrender: delivery",
    SURRENDER_FOR_AMENDMENT: "Surrender: amendment",
  },
  AmendmentReason: {
    AMEND: "Amendment",
    SPLIT: "Split",
    MERGE: "Merge",
    COD: "Destination (COD)",
    SWI: "Switch (SWI)",
    SWTP: "To paper (SWTP)",
  },
  DeliveryMark: { BEGUN: "Delivery has begun", AGAINST_INDEMNITY: "Against indemnity" },
  End: { RE_EXPORTED: "Re-exported", UNPACKED: "Unpacked at station", STRUCK_OFF: "Struck off" },
};

/** The name under which roles stand among a descriptor's enums. */
export const ROLES = "Roles";

/**
 * Code to word, for every code of an enum: `2` to `To bearer`.
 * @throws RangeError for an enum that the library does not know
 */
export function enumWords(name: string): Readonly<Record<string, string>> {
  if (name === ROLES) return roleWords();
  if (!isEnumName(name)) throw new RangeError(`There is no enum ${name} in sdk/chain/values.ts`);
  const special = SPECIAL[name] ?? {};
  return Object.fromEntries(
    Object.entries(ENUMS[name]).map(([code, value]) => [String(value), special[code] ?? sentenceCase(code)]),
  );
}

/** The names in the table of special words that no enum has; there should be none. */
export function strayWords(): string[] {
  return Object.entries(SPECIAL).flatMap(([name, words]) =>
    Object.keys(words)
      .filter((code) => isEnumName(name) && !isNameIn(ENUMS[name], code))
      .map((code) => `${name}.${code}`),
  );
}

/**
 * Roles are bits, for which ERC-7730 has no format: each role and each pair of roles has its own word. Three roles and
 * more are shown as a number, because devices take no more than 32 words; a custodian has no other role.
 */
function roleWords(): Record<string, string> {
  const bits = Object.values(Role);
  const pairs = bits.flatMap((first) => bits.filter((second) => first <= second).map((second) => first | second));
  const codes = pairs.filter((pair) => (pair & Role.CUSTODIAN) === 0n || pair === Role.CUSTODIAN);
  return Object.fromEntries(codes.map((code) => [String(code), rolesOf(code).map(sentenceCase).join(", ")]));
}

function sentenceCase(code: string): string {
  return code.charAt(0) + code.slice(1).toLowerCase().replaceAll("_", " ");
}

function isEnumName(name: string): name is EnumName {
  return Object.hasOwn(ENUMS, name);
}
