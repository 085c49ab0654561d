import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { NetworkError } from "./errors.js";
import { run, tail } from "./run.js";
import { LIMITS, NODE_COMMAND, NODE_MODULE_FOLDER, cacheFolder } from "./settings.js";

/** The oldest Go that the pinned module compiles with. */
const OLDEST_GO = { major: 1, minor: 24 };

/** Go on the PATH, or where its installer puts it. */
const GO_PROGRAMS: readonly string[] = ["go", "/usr/local/go/bin/go"];

export type Say = (line: string) => void;

/**
 * The path of the node's binary. Builds it if this user's cache does not have it: a few minutes, once for each change
 * of go.mod, go.sum or Go itself.
 * @param environment PATH and the settings of Go
 * @param programs where to look for Go
 * @throws NetworkError if Go is missing or too old, or the build fails
 */
export async function ensureBinary(
  say: Say,
  environment: NodeJS.ProcessEnv = process.env,
  programs = GO_PROGRAMS,
): Promise<string> {
  const go = await findGo(environment, programs);
  const folder = join(cacheFolder(environment), `evmd-${await fingerprint(go.version)}`);
  const binary = join(folder, "evmd");
  if (existsSync(binary)) return binary;

  say(`The chain's node (evmd) is not built yet. Building it once with ${go.version}, into ${folder}`);
  say("This takes about 4 minutes on two cores and needs 3 GB of disk for Go's own caches.");
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  // Built beside its place and moved there whole, so that a build that was broken off leaves nothing that looks ready.
  const unfinished = join(folder, `evmd.${process.pid}.unfinished`);
  await mkdir(folder, { recursive: true });
  const clock = setInterval(() => say(`  still building, ${seconds()} s so far`), 15_000);
  try {
    await build(go.path, unfinished, environment);
    await rename(unfinished, binary);
  } finally {
    clearInterval(clock);
    await rm(unfinished, { force: true });
  }
  say(`Built in ${seconds()} s.`);
  return binary;
}

async function build(go: string, target: string, environment: NodeJS.ProcessEnv): Promise<void> {
  // -s -w leave out the symbols that only a debugger reads; -trimpath keeps this machine's folders out of the binary.
  const args = ["build", "-trimpath", "-ldflags", "-s -w", "-o", target, NODE_COMMAND];
  const child = spawn(go, args, { cwd: NODE_MODULE_FOLDER, env: environment, stdio: ["ignore", "ignore", "pipe"] });
  let printed = "";
  child.stderr.on("data", (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-20_000)));
  const limit = setTimeout(() => child.kill(), LIMITS.build);
  const code = await new Promise<number | null>((fulfil, fail) => {
    child.once("error", fail);
    child.once("close", fulfil);
  }).finally(() => clearTimeout(limit));
  if (code !== 0) {
    throw new NetworkError(
      code === null ? `The build did not end within ${LIMITS.build / 60_000} minutes` : "The build of the node failed",
      "it needs the Go module proxy (`go env GOPROXY`) and about 3 GB of disk",
      tail(printed),
    );
  }
}

async function findGo(
  environment: NodeJS.ProcessEnv,
  programs: readonly string[],
): Promise<{ path: string; version: string }> {
  const remedy = `install Go ${OLDEST_GO.major}.${OLDEST_GO.minor} or newer from https://go.dev/dl and put it on the PATH`;
  for (const path of programs) {
    let printed: string;
    try {
      // In the module's folder, so that a Go that may fetch a newer toolchain for it answers with that one.
      printed = (await run(path, ["version"], { cwd: NODE_MODULE_FOLDER, env: environment })).stdout;
    } catch {
      continue;
    }
    const found = /go(\d+)\.(\d+)\S*/.exec(printed);
    if (found === null) continue;
    const [version, major, minor] = [found[0], Number(found[1]), Number(found[2])];
    if (major < OLDEST_GO.major || (major === OLDEST_GO.major && minor < OLDEST_GO.minor)) {
      throw new NetworkError(`This Go is too old (${version})`, remedy);
    }
    return { path, version: `${version} ${printed.trim().split(" ").at(-1) ?? ""}` };
  }
  throw new NetworkError("Go is missing, and the chain's node is built with it", remedy);
}

/** The same for every working copy with the same sources and the same Go. */
async function fingerprint(goVersion: string): Promise<string> {
  const hash = createHash("sha256").update(goVersion);
  for (const file of ["go.mod", "go.sum"]) hash.update(await readFile(join(NODE_MODULE_FOLDER, file)));
  return hash.digest("hex").slice(0, 16);
}
