// How the tasks at a desk for release print: plain lines and tables for people, JSON for programs.
import {
  entryWords,
  isEntry,
  type Receipt,
  type ReleaseEvent,
  type TimelineEntry,
  timeText,
  type Value,
} from "../../sdk/index.js";
import { type Json, valueText } from "../bill/output.js";

/** Columns of equal width under their headings. */
export function columns(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, index) =>
    Math.max(heading.length, ...rows.map((row) => (row[index] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(headings), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

export function receiptText({ transaction, block, gas, events }: Receipt<ReleaseEvent>): string {
  const head = `Done in block ${block} with ${gas.toLocaleString("en")} gas: transaction ${transaction}`;
  return [head, ...events.map((event) => `  ${eventText(event)}`)].join("\n");
}

export function receiptJson({ transaction, block, gas, cost, events }: Receipt<ReleaseEvent>) {
  return { transaction, block, gas, cost, events: events.map(eventJson) };
}

/** One line: the container, and what happened to it. */
export function eventText(event: ReleaseEvent): string {
  const number = "number" in event && event.number !== "" ? `${event.number}: ` : "";
  if (isEntry(event)) return `${number}${entryWords(event)}`;
  const values = Object.entries<Value>({ ...event })
    .filter(([name]) => !["event", "block", "transaction", "logIndex"].includes(name))
    .map(([name, value]) => `${name} ${valueText(name, value)}`);
  return [event.event, ...values].join(", ");
}

export function eventJson(event: ReleaseEvent): { readonly [name: string]: Json } {
  return { ...event };
}

export function timelineText(lines: readonly TimelineEntry[]): string {
  const rows = lines.map(({ entry, who, account, happened, recorded, words }) => [
    timeText(happened),
    happened === recorded ? "" : timeText(recorded),
    who === undefined ? account : `member ${who.member}`,
    String(entry.block),
    words,
  ]);
  return columns(["happened", "recorded", "who", "block", "what"], rows);
}

export function timelineJson(lines: readonly TimelineEntry[]): Json {
  return lines.map(({ entry, who, account, happened, recorded, words }) => ({
    ...eventJson(entry),
    who: who?.member,
    account,
    happened,
    recorded,
    words,
  }));
}
