import { spawn } from "node:child_process";
import { openSync, closeSync, readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Chain, NodeRecord } from "./chain.js";
import { NetworkError } from "./errors.js";
import { configure } from "./home.js";
import { requireFree } from "./ports.js";
import { run, sleep, tail, until } from "./run.js";
import { CONSENSUS_CHAIN_ID, LIMITS } from "./settings.js";

const pidFile = (chain: Chain, node: NodeRecord) => join(chain.home(node), "node.pid");

/** The process id of a running node; null if it does not run. A number that another program now has does not count. */
export async function pidOf(chain: Chain, node: NodeRecord): Promise<number | null> {
  let pid: number;
  try {
    pid = Number(await readFile(pidFile(chain, node), "utf8"));
  } catch {
    return null;
  }
  return (await commandLine(pid)).includes(chain.home(node)) ? pid : null;
}

/** Starts a node in the background, unless it runs. Does not wait for blocks. */
export async function startNode(binary: string, chain: Chain, node: NodeRecord): Promise<void> {
  if ((await pidOf(chain, node)) !== null) return;
  await requireFree(chain.ports(node), chain.localHost, node.name);
  // Written at every start, so that each node knows the peers that joined since.
  await configure(chain, node);
  const log = openSync(chain.log(node), "a");
  try {
    const args = ["start", "--home", chain.home(node), "--chain-id", CONSENSUS_CHAIN_ID, "--log_no_color"];
    const child = spawn(binary, [...args, "--log_level", "info"], {
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...process.env, NODE_HOME: chain.home(node) },
    });
    await new Promise<void>((fulfil, fail) => {
      child.once("spawn", fulfil);
      child.once("error", fail);
    });
    await writeFile(pidFile(chain, node), `${child.pid}`);
    child.unref();
  } finally {
    closeSync(log);
  }
}

/** Asks a node to stop, and ends it if it does not within the limit: the chain recovers from both. */
export async function stopNode(chain: Chain, node: NodeRecord): Promise<void> {
  const pid = await pidOf(chain, node);
  if (pid !== null) {
    signal(pid, "SIGTERM");
    const ended = await until(async () => (await pidOf(chain, node)) === null, LIMITS.stop, 100);
    if (!ended) await killNode(chain, node);
  }
  await rm(pidFile(chain, node), { force: true });
}

/** Ends a node without notice, as a power cut would. */
export async function killNode(chain: Chain, node: NodeRecord): Promise<void> {
  const pid = await pidOf(chain, node);
  if (pid !== null) {
    signal(pid, "SIGKILL");
    await until(async () => (await pidOf(chain, node)) === null, LIMITS.stop, 50);
  }
  await rm(pidFile(chain, node), { force: true });
}

/** The last lines of a node's log. */
export function logTail(chain: Chain, node: NodeRecord, lines = 20): string {
  try {
    return tail(readFileSync(chain.log(node), "utf8"), lines);
  } catch {
    return "(no log yet)";
  }
}

/** @throws NetworkError with the end of its log if a node that was started has ended */
export async function requireRunning(chain: Chain, node: NodeRecord): Promise<void> {
  if ((await pidOf(chain, node)) !== null) return;
  await sleep(200); // the last lines of the log
  throw new NetworkError(
    `${node.name} has ended`,
    `see the end of ${chain.log(node)}`,
    logTail(chain, node, 15)
      .split("\n")
      .map((line) => `  ${line}`)
      .join("\n"),
  );
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // Ended in between: what was wanted.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** What a process was started with; empty if there is none. A process that ended and was not yet reaped has none. */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === "linux") {
    return await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  }
  return await run("ps", ["-o", "args=", "-p", `${pid}`]).then(
    ({ stdout }) => stdout,
    () => "",
  );
}
