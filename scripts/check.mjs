// npm run check: everything that must hold before a change is taken. With --static all but the tests.
// Every step runs, so that one run shows all that is wrong; each says how long it took.
import { spawnSync } from "node:child_process";

const steps = [
  ["format", "prettier --check --log-level warn ."],
  ["lint Solidity", 'solhint --max-warnings 0 --disc --noPoster "contracts/**/*.sol" "test/**/*.sol"'],
  ["lint TypeScript", "eslint --max-warnings 0 ."],
  ["build", "hardhat build"],
  ["no compiler warnings", "node scripts/check-warnings.mjs"],
  ["typechain-types fresh", "node scripts/check-types.mjs"],
  ["types", "tsc --noEmit --project ."],
  ["gas report fresh, budgets kept", "hardhat gas --check"],
  ["tests", "hardhat test"],
].filter(([name]) => name !== "tests" || !process.argv.includes("--static"));

const failed = [];
for (const [name, command] of steps) {
  console.log(`\n> ${name}: ${command}`);
  const start = performance.now();
  const { status } = spawnSync(command, { shell: true, stdio: "inherit" });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok" : "FAILED"}: ${name} (${seconds} s)`);
  if (status !== 0) failed.push(name);
}

console.log(failed.length === 0 ? `\nAll ${steps.length} steps are well.` : `\nFailed: ${failed.join(", ")}.`);
process.exit(failed.length === 0 ? 0 : 1);
