// Fails if the Solidity compiler warned about anything in the latest build. Hardhat has no option for this; it prints a
// warning only when it compiles, but keeps it in the build information, which is what we read.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const folder = path.join("artifacts", "build-info");
// The size limits of deployed contracts mean nothing for tests: 5574 is code size, 3860 is init code size.
const SIZE_WARNINGS = ["5574", "3860"];

function warnings() {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".output.json"))
    .flatMap((file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")).output.errors ?? [])
    .filter(({ errorCode, sourceLocation }) => {
      const file = sourceLocation?.file ?? "";
      const isTest = /(^|\/)test\//.test(file);
      // A library is taken as it is: what the compiler says of it is for its makers.
      return !file.startsWith("npm/") && !(isTest && SIZE_WARNINGS.includes(errorCode));
    });
}

if (warnings().length > 0) {
  // What an earlier build left may be of a file that has been mended since: only a full build is sure.
  const { status } = spawnSync("hardhat build --force", { shell: true, stdio: "ignore" });
  if (status !== 0) process.exit(1);
}
const found = warnings();
for (const { formattedMessage } of found) console.error(formattedMessage.trimEnd() + "\n");
if (found.length > 0) console.error(`${found.length} compiler warnings: each counts as an error.`);
process.exit(found.length === 0 ? 0 : 1);
