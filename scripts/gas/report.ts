// The gas report: its form, its table, and what makes it fail.
import type { Step } from "./steps.js";

export interface Row {
  readonly gas: number;
  /** The same step where a party holds its first bill; null if that makes no difference. */
  readonly firstTime: number | null;
  readonly budget: number;
  readonly reference: number | null;
}

/** A row for each step, by its name. */
export type Report = Readonly<Record<string, Row>>;

export function rowOf({ budget, reference }: Step, gas: number, firstTime: number): Row {
  return { gas, firstTime: firstTime === gas ? null : firstTime, budget, reference };
}

/** One sentence for each budget that is broken, but for steps that a rule makes dearer, up to what is accepted. */
export function brokenBudgets(report: Report, steps: readonly Pick<Step, "name" | "accepted">[] = []): string[] {
  const acceptedFor = (name: string) => steps.find((step) => step.name === name)?.accepted;
  return Object.entries(report).flatMap(([step, { gas, budget }]) => {
    const accepted = acceptedFor(step);
    if (gas <= (accepted ?? budget)) return [];
    return [
      `${step}: ${gas} is over the budget of ${budget}` +
        (accepted === undefined ? "" : `, and over the ${accepted} that are accepted`),
    ];
  });
}

/** One sentence for each row of the committed report that is not what was measured. */
export function staleRows(committed: Report, measured: Report): string[] {
  const steps = new Set([...Object.keys(committed), ...Object.keys(measured)]);
  return [...steps]
    .filter((step) => JSON.stringify(committed[step]) !== JSON.stringify(measured[step]))
    .map((step) => {
      const [was, is] = [committed[step], measured[step]];
      if (was === undefined) return `${step}: is not in the report`;
      if (is === undefined) return `${step}: is no step any more`;
      return `${step}: the report says ${was.gas}, measured ${is.gas}; or its first time, budget or reference differs`;
    });
}

/** The table for people. */
export function tableOf(report: Report): string {
  const head = ["step", "TradeTrust 5.5.1", "budget", "measured", "first time", "ratio"];
  const rows = Object.entries(report).map(([step, { gas, firstTime, budget, reference }]) => [
    step,
    reference?.toLocaleString("en") ?? "",
    budget.toLocaleString("en"),
    gas.toLocaleString("en") + (gas > budget ? " !" : ""),
    firstTime?.toLocaleString("en") ?? "",
    reference === null ? "" : (gas / reference).toFixed(2),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  ");
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
