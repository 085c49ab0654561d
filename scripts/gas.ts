// npm run gas [-- --check]: what each step costs, against its budget; writes gas/report.json.
import { readFile, writeFile } from "node:fs/promises";

import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { brokenBudgets, type Report, rowOf, staleRows, tableOf } from "./gas/report.js";
import { RELEASE_STEPS } from "./gas/release-steps.js";
import { STEPS } from "./gas/steps.js";
import { deploySteadyWorld, deployWorld } from "./gas/world.js";
import { UserError, userFacing } from "./support/user-error.js";

const ALL_STEPS = [...STEPS, ...RELEASE_STEPS];
const FILE = new URL("../gas/report.json", import.meta.url);

export interface GasArguments {
  check: boolean;
}

async function gas({ check }: GasArguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const report = await measure(hre);
  console.log(tableOf(report));
  console.log(
    "TradeTrust: its cheapest case. First time: where it differs because a party holds its first bill, a number was never " +
      "consigned, or delivery under the bill begins. !: over the budget.",
  );

  const faults = brokenBudgets(report, ALL_STEPS);
  if (check) {
    faults.push(...staleRows(await readReport(), report));
  } else {
    await writeFile(FILE, JSON.stringify(report, null, 2) + "\n");
    console.log("Written: gas/report.json");
  }
  if (faults.length === 0) return;
  if (check) faults.push("If the change is meant, run  npm run gas  and commit gas/report.json.");
  throw new UserError(faults.join("\n"));
}

/** Each step twice, each time on a chain of its own, so that no step pays for what another left behind. */
async function measure(hre: HardhatRuntimeEnvironment): Promise<Report> {
  const report: Record<string, Report[string]> = {};
  for (const step of ALL_STEPS) {
    const [steady, first] = [await hre.network.create(), await hre.network.create()];
    try {
      const gas = await step.measure(await deploySteadyWorld(steady.ethers));
      report[step.name] = rowOf(step, gas, await step.measure(await deployWorld(first.ethers)));
    } finally {
      await Promise.all([steady.close(), first.close()]);
    }
  }
  return report;
}

async function readReport(): Promise<Report> {
  try {
    return JSON.parse(await readFile(FILE, "utf8")) as Report;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}

export default userFacing(gas);
