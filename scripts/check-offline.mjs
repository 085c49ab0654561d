// npm run check:offline [-- test files]: proves that building and testing reach nothing outside this machine, from an empty home folder.
// Every connection is watched (offline-guard.mjs); where the system allows it (Linux, unshare) there is no network either.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const home = mkdtempSync(path.join(tmpdir(), "bollard-offline-"));
const log = path.join(home, "connections.log");
const guard = pathToFileURL(path.resolve("scripts/offline-guard.mjs")).href;
const env = {
  ...process.env,
  HOME: home,
  USERPROFILE: home,
  XDG_CACHE_HOME: path.join(home, "cache"),
  XDG_CONFIG_HOME: path.join(home, "config"),
  XDG_DATA_HOME: path.join(home, "data"),
  BOLLARD_OFFLINE_LOG: log,
  NODE_OPTIONS: `--import ${guard}`,
};

// A namespace of its own, in which only the machine itself answers.
const ALONE = ["unshare", ["--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]];
const canBeAlone = spawnSync(ALONE[0], [...ALONE[1], "true"]).status === 0;

function run(command, stdio = "inherit") {
  const options = { env, stdio };
  if (!canBeAlone) return spawnSync(command, { ...options, shell: true }).status;
  return spawnSync(ALONE[0], [...ALONE[1], "sh", "-c", command], options).status;
}

function attempts() {
  return existsSync(log) ? readFileSync(log, "utf8") : "";
}

function finish(code, sentence) {
  rmSync(home, { recursive: true, force: true });
  console.log(`\n${sentence}`);
  process.exit(code);
}

// The watch itself must be able to fail.
run(`node -e "fetch('http://192.0.2.1').catch(() => {})"`, "ignore");
if (!attempts().includes("192.0.2.1")) finish(1, "Failed: the watch over connections does not see a connection.");
rmSync(log);

for (const command of ["hardhat build --force", ["hardhat test", ...process.argv.slice(2)].join(" ")]) {
  console.log(`\n> ${command}`);
  if (run(command) !== 0) finish(1, `Failed: ${command} does not work offline.`);
}
if (attempts() !== "") finish(1, `Failed: something wanted to leave this machine:\n${attempts()}`);
const how = canBeAlone
  ? "with no network but this machine"
  : "with every connection watched (no unshare on this system)";
finish(0, `Offline: built and tested ${how}; nothing tried to leave it.`);
