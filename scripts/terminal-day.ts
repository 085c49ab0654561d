// npm run bench:terminal [-- --containers <n>] [--seed <n>] [--per-bill <n>] [--json]: a day at a terminal on the embedded chain.
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { UserError, userFacing } from "./support/user-error.js";
import { MOST_PER_BILL } from "./terminal-day/plan.js";
import { ProgressBar } from "./terminal-day/progress.js";
import { jsonOf, textOf } from "./terminal-day/report.js";
import { playDay } from "./terminal-day/run.js";

/** The embedded chain keeps its whole history in memory: about 10 GB for so many. */
const MOST_CONTAINERS = 100_000;
const MOST_SEED = 2 ** 32 - 1;
/** What a shell says of a program that was ended by Ctrl-C. */
const INTERRUPTED = 130;

export interface TerminalDayArguments {
  containers: string;
  seed: string;
  perBill: string;
  json: boolean;
}

async function terminalDay(given: TerminalDayArguments, hre: HardhatRuntimeEnvironment): Promise<void | "failed"> {
  const containers = wholeNumber("--containers", given.containers, 1, MOST_CONTAINERS);
  const seed = wholeNumber("--seed", given.seed, 0, MOST_SEED);
  const perBill = wholeNumber("--per-bill", given.perBill, 1, MOST_PER_BILL);
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });

  const interrupt = new AbortController();
  // A second Ctrl-C finds no listener, and ends the program at once.
  process.once("SIGINT", () => interrupt.abort());
  const bar = new ProgressBar(process.stderr);
  const result = await playDay(hre, {
    containers,
    seed,
    perBill,
    onStep: (progress) => bar.show(progress),
    signal: interrupt.signal,
  }).finally(() => bar.end());
  console.log(given.json ? jsonOf(result) : textOf(result));
  if (result.isStopped) process.exit(INTERRUPTED);
  if (result.books !== undefined && result.books.faults.length > 0) return "failed";
}

/**
 * A number that somebody typed.
 * @throws UserError if it is none, or out of bounds
 */
export function wholeNumber(option: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (!/^[0-9]+$/.test(value) || number < least || number > most) {
    const [from, to] = [least.toLocaleString("en"), most.toLocaleString("en")];
    throw new UserError(`${option} must be a whole number from ${from} to ${to}, not "${value}"`);
  }
  return number;
}

export default userFacing(terminalDay);
