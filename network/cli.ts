// The command line of the private chain: parses arguments, calls the library, prints, and exits non-zero on failure.
import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { ensureBinary } from "./lib/binary.js";
import { NetworkError, messageOf } from "./lib/errors.js";
import { joinNode, promoteNode, readmitNode, restoreNode, retireNode } from "./lib/membership.js";
import { describeStatus, down, downOne, logs, status, up } from "./lib/operations.js";
import { DEFAULT_FIRST_PORT, DEFAULT_STATE_FOLDER } from "./lib/settings.js";

const HELP = `npm run network:<command> -- [options]

  build    builds the node, unless it is built
  up       makes the chain at the first run, starts what does not run, waits for blocks
  down     stops all nodes, or [node]; with --erase the chain and its keys are erased
  status   shows every node and whether blocks come (exit code 1 if they do not)
  logs     prints the end of the logs: [node] [--lines 20]

  join                          one more node, without a vote
  promote <node>                makes a node a validator
  retire <node>                 takes a validator's vote away
  readmit <node>                gives the vote back that a long absence has cost
  restore <node> --from <node>  gives a node the state of another one

  --state <folder>    where the chain lives (network/state)
  --port <number>     JSON-RPC port of the first node, for a new chain (${DEFAULT_FIRST_PORT})
  --expose <address>  binds JSON-RPC and peer ports of a new chain to this address instead of 127.0.0.1`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      state: { type: "string", default: DEFAULT_STATE_FOLDER },
      port: { type: "string", default: `${DEFAULT_FIRST_PORT}` },
      expose: { type: "string", default: "127.0.0.1" },
      from: { type: "string" },
      erase: { type: "boolean", default: false },
      lines: { type: "string", default: "20" },
    },
  });
  const [command, name] = positionals;
  const folder = resolve(values.state);
  const say = (line: string) => console.log(line);
  switch (command) {
    case "build":
      say(await ensureBinary(say));
      return 0;
    case "up":
      await up({ folder, firstPort: numberOf(values.port, "--port", 1024, 65_000), host: values.expose }, say);
      return 0;
    case "down":
      if (name === undefined) await down(folder, values.erase, say);
      else await downOne(folder, name, say);
      return 0;
    case "status": {
      const found = await status(folder);
      for (const line of describeStatus(found)) say(line);
      return found.blocksCome ? 0 : 1;
    }
    case "logs":
      for (const line of await logs(folder, name, numberOf(values.lines, "--lines", 1, 1e6))) say(line);
      return 0;
    case "join":
      await joinNode(folder, say);
      return 0;
    case "promote":
      await promoteNode(folder, given(name, "promote <node>"), say);
      return 0;
    case "retire":
      await retireNode(folder, given(name, "retire <node>"), say);
      return 0;
    case "readmit":
      await readmitNode(folder, given(name, "readmit <node>"), say);
      return 0;
    case "restore": {
      const usage = "restore <node> --from <node>";
      await restoreNode(folder, given(name, usage), given(values.from, usage), say);
      return 0;
    }
    default:
      say(HELP);
      return command === undefined ? 0 : 1;
  }
}

function given(value: string | undefined, usage: string): string {
  if (value !== undefined) return value;
  throw new NetworkError("A node's name is missing", `npm run network:${usage.replace(" ", " -- ")}`);
}

function numberOf(text: string, option: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new NetworkError(`${option} is "${text}"`, `give a whole number from ${least} to ${most}`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
