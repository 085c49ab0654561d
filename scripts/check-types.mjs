// Fails if the committed typechain-types/ are not what the contracts give: generates them from nothing and asks git.
import { execFileSync, spawnSync } from "node:child_process";
import { renameSync, rmSync } from "node:fs";

const folder = "typechain-types";
const kept = "cache/typechain-types-before";

function git(...args) {
  return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

try {
  git("rev-parse", "--git-dir");
} catch {
  console.error("This is no git checkout, so there are no committed typechain-types/ to compare with.");
  process.exit(1);
}

// From nothing: TypeChain never deletes the types of a contract that is gone.
rmSync(kept, { recursive: true, force: true });
renameSync(folder, kept);
const { status } = spawnSync("hardhat build --quiet", { shell: true, stdio: "inherit" });
if (status !== 0) {
  rmSync(folder, { recursive: true, force: true });
  renameSync(kept, folder);
  process.exit(1);
}
rmSync(kept, { recursive: true, force: true });

const changed = git("diff", "--name-status", "--", folder);
const added = git("ls-files", "--others", "--exclude-standard", "--", folder);
if (changed !== "" || added !== "") {
  console.error([changed, added].filter(Boolean).join("\n"));
  console.error(`${folder}/ was stale and is now fresh: stage and commit it with the contracts.`);
  process.exit(1);
}
