import { execFile } from "node:child_process";

import { NetworkError } from "./errors.js";
import { LIMITS } from "./settings.js";

export interface Output {
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end and gives what it printed.
 * @throws NetworkError if it cannot start, fails, or takes longer than `limit` milliseconds
 */
export async function run(
  program: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; limit?: number } = {},
): Promise<Output> {
  const { cwd, env, limit = LIMITS.command } = options;
  return await new Promise((fulfil, fail) => {
    execFile(
      program,
      args,
      { timeout: limit, maxBuffer: 64 * 1024 * 1024, ...(cwd && { cwd }), ...(env && { env }) },
      (error, stdout, stderr) => {
        if (error === null) return fulfil({ stdout, stderr });
        const ended = error.killed === true ? `did not end within ${limit / 1000} s` : `failed (${error.code})`;
        const command = [program, ...args.slice(0, 3)].join(" ");
        fail(new NetworkError(`\`${command}\` ${ended}`, "see what it printed", tail(withoutUsage(stderr || stdout))));
      },
    );
  });
}

/** The node's commands print all their options before the error: only what is before and after counts. */
function withoutUsage(text: string): string {
  const usage = text.indexOf("\nUsage:\n");
  return usage < 0 ? text : `${text.slice(0, usage)}\n${tail(text, 1)}`;
}

/** The last lines of a text. */
export function tail(text: string, lines = 20): string {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}

/** Asks `ready` again and again, `pause` milliseconds apart; false once `limit` milliseconds are over. */
export async function until(ready: () => Promise<boolean>, limit: number, pause = 250): Promise<boolean> {
  const end = Date.now() + limit;
  while (!(await ready())) {
    if (Date.now() >= end) return false;
    await sleep(pause);
  }
  return true;
}

export async function sleep(milliseconds: number): Promise<void> {
  await new Promise((wake) => setTimeout(wake, milliseconds));
}
