// What a day came to: for people as tables and a picture, for programs as JSON.
import { ACTS } from "./daybook.js";
import type { DayResult } from "./run.js";

/** Containers, and about as many bills, that the whole world's liner trade has in a year. */
export const WORLD_A_YEAR = 45_000_000;
const SECONDS_A_YEAR = 365 * 86_400;
/** Trade is not even over day and week: docs/deployment.md sizes for this much more than the average. */
export const PEAK = 5;
/** What the private chain bore on two cores, in transactions a second, as docs/deployment.md has it: the slowest and the fastest kind. */
export const PRIVATE_CHAIN = { gateOuts: 66, transfers: 198 } as const;
/** A block of the private chain: gas, and seconds to the next one. */
const BLOCK = { gas: 60_000_000, seconds: 1.3 } as const;

/** What the measured day would be for the whole world. */
export interface AtScale {
  readonly containersPerSecond: number;
  readonly transactionsPerSecond: number;
  readonly gasPerSecond: number;
  /** Of the gas that the private chain's blocks hold. */
  readonly shareOfBlocks: number;
  /** Of the transactions that the private chain bore: at its slowest and its fastest measured kind. */
  readonly shareOfGateOuts: number;
  readonly shareOfTransfers: number;
}

/**
 * Scales a day to 45 million containers a year, spread evenly; nothing if the day was ended early: much was done then for
 * containers that have not left.
 */
export function atScale({ book, out, isStopped }: Pick<DayResult, "book" | "out" | "isStopped">): AtScale | undefined {
  if (isStopped || out === 0) return undefined;
  const containersPerSecond = WORLD_A_YEAR / SECONDS_A_YEAR;
  const transactionsPerSecond = (containersPerSecond * book.transactions) / out;
  const gasPerSecond = (containersPerSecond * Number(book.gas)) / out;
  return {
    containersPerSecond,
    transactionsPerSecond,
    gasPerSecond,
    shareOfBlocks: gasPerSecond / (BLOCK.gas / BLOCK.seconds),
    shareOfGateOuts: transactionsPerSecond / PRIVATE_CHAIN.gateOuts,
    shareOfTransfers: transactionsPerSecond / PRIVATE_CHAIN.transfers,
  };
}

/** The report for people. */
export function textOf(result: DayResult): string {
  const { book, containers, out, seed, shipments, isStopped } = result;
  return [
    `A day at a terminal: ${count(containers)} containers in ${count(shipments)} consignments, seed ${seed}`,
    ...(isStopped
      ? [`Stopped early: ${count(out)} containers are out. What follows is what was done until then.`]
      : []),
    "",
    actTable(result),
    "",
    "Refused, as they should be, and put right:",
    ...[...book.refusals]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([error, times]) => `${count(times).padStart(8)}  ${error}`),
    "",
    picture(result),
    "",
    ...booksText(result),
    "",
    ...measuredText(result),
    "",
    ...scaleText(result),
  ].join("\n");
}

/** The report for programs; bigints as text. */
export function jsonOf(result: DayResult): string {
  const { book, books, ...rest } = result;
  const report = {
    ...rest,
    containersPerSecond: result.out / result.seconds,
    transactionsPerSecond: book.transactions / result.seconds,
    transactions: book.transactions,
    gas: book.gas,
    gasPerContainer: result.out === 0 ? null : Number(book.gas) / result.out,
    acts: Object.fromEntries(ACTS.flatMap((name) => (book.acts.has(name) ? [[name, book.acts.get(name)]] : []))),
    refusals: Object.fromEntries(book.refusals),
    hours: Array.from(book.hours, (hour) => hour ?? null),
    books: books ?? null,
    atScale: atScale(result) ?? null,
  };
  return JSON.stringify(report, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value), 2);
}

function actTable({ book, out }: DayResult): string {
  const rows = ACTS.flatMap((name) => {
    const tally = book.acts.get(name);
    if (tally === undefined) return [];
    const { count: times, items, gas } = tally;
    const perOut = out === 0 ? "" : count(Number(gas) / out);
    return [
      [
        name,
        count(times),
        count(items),
        count(Number(gas) / times),
        items === 0 ? "" : count(Number(gas) / items),
        perOut,
      ],
    ];
  });
  const total = ["all", count(book.transactions), "", count(Number(book.gas) / Math.max(1, book.transactions)), ""];
  rows.push([...total, out === 0 ? "" : count(Number(book.gas) / out)]);
  return table(["act", "transactions", "about", "gas each", "per item", "per container out"], rows);
}

/** Hour by hour: what came off the ships, and what went out at the gate. */
function picture({ book: { hours } }: DayResult): string {
  const most = Math.max(1, ...hours.map((hour) => Math.max(hour?.discharged ?? 0, hour?.gatedOut ?? 0)));
  const bar = (value: number, width: number) => {
    const eighths = Math.round((value / most) * width * 8);
    return "█".repeat(Math.floor(eighths / 8)) + (["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8] ?? "");
  };
  const width = 26;
  const head = `hour   ${"discharged".padEnd(width + 7)}${"out at the gate".padEnd(width + 7)}empty  refused  transactions`;
  const lines = Array.from(hours, (hour, i) => {
    const { discharged = 0, gatedOut = 0, returnedEmpty = 0, refused = 0, transactions = 0 } = hour ?? {};
    const cell = (value: number) => `${bar(value, width).padEnd(width)}${count(value).padStart(6)} `;
    const rest = `${count(returnedEmpty).padStart(5)}  ${count(refused).padStart(7)}  ${count(transactions).padStart(12)}`;
    return `${clockOf(i)}  ${cell(discharged)}${cell(gatedOut)}${rest}`;
  });
  return [head, ...lines].join("\n");
}

function booksText({ books }: DayResult): string[] {
  if (books === undefined) return ["The books were not audited: the day was not over."];
  const { faults, gateOuts, retracted, emptyReturns, charges, spent, received, escrow, slots, fullSlots } = books;
  const verdict = faults.length === 0 ? "The books are right:" : `The books are WRONG in ${faults.length} places:`;
  return [
    verdict,
    `  ${count(gateOuts)} laden gate-outs less ${count(retracted)} retracted: every container left once; ${count(emptyReturns)} came back empty`,
    `  ${money(spent)} paid in ${count(charges)} charges = ${money(received)} received + ${money(escrow)} in escrow`,
    `  ${count(slots)} slots, ${count(fullSlots)} of them full at some time, none over its capacity`,
  ]
    .filter((_, i) => i === 0 || faults.length === 0)
    .concat(faults.slice(0, 20).map((fault) => `  ${fault}`));
}

function measuredText(result: DayResult): string[] {
  const { book, out, seconds, setUpSeconds, auditSeconds, blocks, peakMemory, memoryBefore } = result;
  const each = (peakMemory - memoryBefore) / Math.max(1, out) / 1000;
  return [
    `Machine: ${seconds.toFixed(1)} s for the day (and ${setUpSeconds.toFixed(1)} s to deploy, ${auditSeconds.toFixed(1)} s to audit)`,
    `  ${(out / seconds).toFixed(1)} containers a second, ${(book.transactions / seconds).toFixed(0)} transactions a second`,
    `  ${count(blocks)} blocks; by their gas ${count(Math.ceil(Number(book.gas) / BLOCK.gas))} of ${BLOCK.gas / 1e6} million would do`,
    `  ${megabytes(peakMemory)} MB of memory at the most, ${megabytes(memoryBefore)} MB before the day: ${each.toFixed(0)} KB a container`,
  ];
}

function scaleText(result: DayResult): string[] {
  const scale = atScale(result);
  if (scale === undefined) return ["The day was not over: nothing to scale."];
  const { containersPerSecond, transactionsPerSecond, gasPerSecond, shareOfBlocks, shareOfGateOuts, shareOfTransfers } =
    scale;
  const machine = result.out / result.seconds / containersPerSecond;
  return [
    `At ${count(WORLD_A_YEAR)} containers a year, spread evenly:`,
    `  ${containersPerSecond.toFixed(2)} containers, ${transactionsPerSecond.toFixed(1)} transactions and ${(gasPerSecond / 1e6).toFixed(2)} million gas a second`,
    `  one private chain as measured: ${percent(shareOfBlocks)} of its blocks' gas; ${percent(shareOfTransfers)} to ${percent(shareOfGateOuts)} of the transactions that it bore on two cores`,
    `  at a peak of ${PEAK} times the average: ${percent(PEAK * shareOfTransfers)} to ${percent(PEAK * shareOfGateOuts)}`,
    `  this machine executed ${machine.toFixed(0)} times the world's average`,
  ];
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  ");
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function clockOf(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}

function count(number: number): string {
  return Math.round(number).toLocaleString("en");
}

/** The day's money counts in hundredths. */
function money(amount: bigint): string {
  return (Number(amount) / 100).toLocaleString("en", { minimumFractionDigits: 2 });
}

function megabytes(bytes: number): string {
  return count(bytes / 1e6);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
