// How the tasks at a desk print: plain lines for people, JSON for programs.
import { formatEther, formatUnits } from "ethers";

import {
  type DryRun,
  type HistoryEntry,
  type Member,
  type Receipt,
  timeText,
  tokenToHex,
  type Value,
  type Values,
} from "../../sdk/index.js";

/** What JSON can carry, and numbers that it cannot: those are written as text. */
export type Json =
  null | boolean | number | string | bigint | undefined | readonly Json[] | { readonly [name: string]: Json };

/** Names of values that are tokens: written as 0x and 64 hexadecimal digits. Every other bigint is decimal. */
const TOKENS = new Set([
  "tokenId",
  "tokenIds",
  "successor",
  "successors",
  "predecessors",
  "liveSuccessors",
  "otherBill",
  "otherTokenId",
  "billsCovering",
]);

/** The same value as JSON carries it. */
export function toJson(value: Json, name = ""): Json {
  if (typeof value === "bigint") return TOKENS.has(name) ? tokenToHex(value) : String(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => toJson(item, name));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries<Json>({ ...value }).map(([key, item]) => [key, toJson(item, key)]));
  }
  return value;
}

/** Rows of names and values with the values under one another. */
export function table(rows: readonly (readonly [name: string, value: string])[], indent = "  "): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${indent}${name.padEnd(width)}  ${value}`).join("\n");
}

export function memberText(member: Member | undefined, otherwise = "nobody"): string {
  if (member === undefined) return otherwise;
  const { member: number, lei, roles, status } = member;
  return `member ${number}${lei === "" ? "" : ` (LEI ${lei})`}, ${[...roles, ...(status === "ACTIVE" ? [] : [status])].join(", ")}`;
}

/* TRANSACTIONS */

export function dryRunText({ from, to, method, args, gas, gasPrice, cost, principal }: DryRun): string {
  const rows: [string, string][] = [
    ["from", from],
    ...rowOfPrincipal(principal),
    ["to", to],
    ["call", method],
    ...argumentRows(args),
    ["gas", gas.toLocaleString("en")],
    ["cost", `${formatEther(cost)} ether at ${formatUnits(gasPrice, "gwei")} gwei`],
  ];
  return `Dry run: nothing was sent\n${table(rows)}`;
}

function rowOfPrincipal(principal: DryRun["principal"]): [string, string][] {
  if (principal === undefined) return [];
  return [["for", `member ${principal.member} (${principal.account}), through ${principal.agency}`]];
}

/** A row for each value, however deep: `issuances[1].tokenId`. */
function argumentRows(values: Values, prefix = "  "): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) => rowsOf(`${prefix}${name}`, name, value));
}

function rowsOf(label: string, name: string, value: Value): [string, string][] {
  if (isList(value)) return value.flatMap((item, index) => rowsOf(`${label}[${index}]`, name, item));
  if (typeof value === "object") return argumentRows(value, `${label}.`);
  return [[label, valueText(name, value)]];
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function dryRunJson({ from, to, method, args, data, gas, gasPrice, cost, principal }: DryRun): Json {
  const act = { from, to, method, args, data, gas, gasPrice, cost };
  return principal === undefined ? act : { ...act, principal: { ...principal } };
}

export function receiptText({ transaction, block, gas, events }: Receipt<HistoryEntry>): string {
  const head = `Done in block ${block} with ${gas.toLocaleString("en")} gas: transaction ${transaction}`;
  return [head, ...events.map((entry) => `  ${entryText(entry)}`)].join("\n");
}

export function receiptJson({ transaction, block, gas, cost, events }: Receipt<HistoryEntry>) {
  return { transaction, block, gas, cost, events: events.map(entryJson) };
}

/* HISTORY */

/** Where an entry stands is shown apart from what it says. */
const PLACE = new Set(["event", "tokenId", "sequence", "previousBlock", "block", "transaction", "logIndex"]);

/** Names of values that are times, in seconds since 1970; 0 is none. */
const TIMES = new Set(["rejectDeadline", "until", "notBefore"]);

/** One line: the event and what it says, without its place, and its bill unless all lines are of one bill. */
export function entryText(entry: HistoryEntry, withBill = true): string {
  const values = Object.entries<Value>({ ...entry })
    .filter(([name]) => !PLACE.has(name))
    .map(([name, value]) => `${name} ${valueText(name, value)}`);
  return [withBill ? `${entry.event} of ${tokenToHex(entry.tokenId)}` : entry.event, ...values].join(", ");
}

export function entryJson(entry: HistoryEntry): { readonly [name: string]: Json } {
  return { ...entry };
}

/** One value of an entry, by its name. */
export function valueText(name: string, value: Value): string {
  if (isList(value)) return value.map((item) => valueText(name, item)).join("; ");
  if (typeof value === "object") {
    return Object.entries<Value>({ ...value })
      .map(([key, item]) => `${key} ${valueText(key, item)}`)
      .join(", ");
  }
  if (typeof value === "bigint" && (TOKENS.has(name) || value > 2n ** 128n)) return tokenToHex(value);
  if (typeof value === "number" && value !== 0 && TIMES.has(name)) return timeText(value);
  return value === "" ? "none" : String(value);
}
