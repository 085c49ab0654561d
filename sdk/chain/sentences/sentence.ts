/**
 * How the arguments of a custom error are shown in its sentence. The sentences themselves stand in the files beside this
 * one; their type is made from the ABI, so that a sentence that is missing, or names another argument, does not compile.
 */
import { ZeroAddress } from "ethers";

import type { AbiItem, AbiParameter, Value, ValuesOf } from "../abi.js";
import { rolesOf, shortToken, timeText } from "../values.js";

/** A custom error in an ABI. */
export interface AbiError extends AbiItem {
  readonly type: "error";
  readonly name: string;
  readonly inputs: readonly AbiParameter[];
}

/** The custom errors of an ABI. */
export type ErrorsOf<Abi extends readonly AbiItem[]> = Extract<Abi[number], AbiError>;

/** The sentence of one error: from its arguments as text, and as they are. */
export type Sentence<E extends AbiError> = (
  shown: { readonly [P in E["inputs"][number] as P["name"]]: string },
  values: ValuesOf<E["inputs"]>,
) => string;

/** One sentence for each of these errors. */
export type Sentences<E extends AbiError> = { readonly [Name in E["name"]]: Sentence<Extract<E, { name: Name }>> };

const TOKENS = new Set(["tokenId", "successor", "allowed", "takenBy"]);
const MEMBERS = new Set(["member", "carrier", "terminal", "custodian", "holder", "offeredTo", "principal"]);
const TIMES = new Set(
  (
    "deadline until notBefore happened earliest expiry validUntil limit start end freeUntil current from through " +
    "leftAt revokedAt"
  ).split(" "),
);
const DURATIONS = new Set(["period", "duration", "delay"]);

/** One argument as text for people. What it is follows from its name and type in the ABI. */
export function shown({ name, type }: AbiParameter, value: Value): string {
  if (typeof value === "bigint" && TOKENS.has(name)) return shortToken(value);
  if (typeof value === "number") {
    if (MEMBERS.has(name)) return value === 0 ? "nobody" : `member ${value}`;
    if (TIMES.has(name)) return timeText(value);
    if (DURATIONS.has(name)) return durationText(value);
    if (/^(?:previousRoles|roles?)$/.test(name)) return rolesOf(BigInt(value)).join(", ") || "no role";
  }
  // Places in a list are counted from 0 on chain and from 1 by people.
  if (name === "index" && typeof value === "bigint") return String(value + 1n);
  if (typeof value === "string") {
    if (value === ZeroAddress) return "nobody";
    // Fixed bytes that carry text, which may be empty.
    if (/^bytes(?:2|4|5|11|20)$/.test(type) && name !== "selector") return value === "" ? "nothing" : `"${value}"`;
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A number of seconds as people say it: `2 days`, `36 hours`, `90 minutes`, `45 seconds`. */
export function durationText(seconds: number): string {
  const units: [number, string][] = [
    [86_400, "day"],
    [3_600, "hour"],
    [60, "minute"],
    [1, "second"],
  ];
  const [size, unit] = units.find(([length]) => seconds >= length && seconds % length === 0) ?? [1, "second"];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
