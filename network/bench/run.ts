// npm run bench:network: measures the load that the private chain bears, on a chain of its own, and draws a picture.
import { readdir, stat, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { join, relative, resolve } from "node:path";

import { network } from "hardhat";

import { deploySuite } from "../../scripts/support/deploy-suite.js";
import { messageOf } from "../lib/errors.js";
import { memberKeys, readMembers } from "../lib/members.js";
import { down, up } from "../lib/operations.js";
import { DEFAULT_STATE_FOLDER, FOUNDING_VALIDATORS } from "../lib/settings.js";
import { Account } from "./accounts.js";
import { type Measured, drive } from "./drive.js";
import { type GateStage, gateOuts } from "./gate.js";
import { type Load, type Stage, admitMembers, batchIssues, billTransfers, plainTransfers } from "./phases.js";
import { type Row, picture } from "./picture.js";
import { ROLE } from "./suite.js";

const FOLDER = resolve(DEFAULT_STATE_FOLDER, "..", "state-bench");
const PICTURE = resolve(import.meta.dirname, "..", "..", "docs", "network-bench.svg");
const FIRST_PORT = 19_345;
const TRADERS = 40;
/** Carriers, and as many terminals, customs authorities and hauliers. */
const BERTHS = 8;
const BATCH = 50;
/** Of each container: booked, let in, let out. */
const GATE_ACTS = 3;
/** As much as the chain takes: 2,000 transactions, half of them on their way at a time. This gives the rates. */
const FULL: Load = { each: 50, inFlight: 25 };
/** Each sender waits for its block before it sends again. This gives the times to finality. */
const CALM: Load = { each: 5, inFlight: 1 };
/** A transfer of a bill is to reach this share of the rate of plain transfers. */
const TARGET = 0.8;

const say = (line: string) => console.log(line);

async function bench(): Promise<boolean> {
  const started = Date.now();
  await down(FOLDER, true, () => undefined);
  const { urls } = await up({ folder: FOLDER, firstPort: FIRST_PORT, host: "127.0.0.1" }, say);
  const [watch] = urls;
  const members = readMembers(FOLDER);
  if (watch === undefined || members === null) throw new Error("the chain has no node or no keys");
  const connection = await network.create({
    network: "poa",
    override: { url: watch, accounts: memberKeys(FOLDER) },
  });
  try {
    say("Deploying the suite");
    const { suite } = await deploySuite(connection);
    const { provider } = connection.ethers;
    const nonce = await provider.getTransactionCount(members.deployer.address);
    const governance = new Account(members.deployer.privateKey, watch, nonce);
    say(`Admitting ${TRADERS + 4 * BERTHS} members`);
    const accounts = await admitMembers(
      suite.consortium,
      { governance, urls, say },
      {
        traders: { role: ROLE.TRADER, count: TRADERS },
        carriers: { role: ROLE.CARRIER, count: BERTHS },
        terminals: { role: ROLE.TERMINAL, count: BERTHS },
        customs: { role: ROLE.CUSTOMS, count: BERTHS },
        hauliers: { role: ROLE.HAULIER, count: BERTHS },
      },
    );
    const stage: Stage = { watch, billOfLading: suite.billOfLading, ...accounts };
    const berths = await Promise.all(
      accounts.terminals.map(async (terminal, index) => ({
        carrier: at(accounts.carriers, index),
        shipper: at(accounts.traders, index),
        consignee: at(accounts.traders, index + BERTHS),
        terminal,
        terminalNumber: Number((await suite.consortium.memberOf(terminal.address)).member),
        customs: at(accounts.customs, index),
        haulier: at(accounts.hauliers, index),
      })),
    );
    const gateStage: GateStage = { watch, ...suite, berths };
    const reserve = new Account(members.reserve.privateKey, watch, 0);
    const coins = stage.traders.map(({ address }) => ({ to: address, value: 1_000_000n, gasLimit: 21_000n }));
    await drive([await reserve.lane(coins)], { watch, name: "coins for plain transfers", inFlight: 20, say });

    const diskBefore = await bytesIn(FOLDER);
    // Full plain load before and after, so that a machine that grows slower or faster meanwhile favours neither.
    const before = await plainTransfers(stage, FULL, say);
    const issue = { run: "A", each: (TRADERS * FULL.each) / BATCH / BERTHS, inFlight: 5, size: BATCH };
    const { measured: issues, held } = await batchIssues(stage, issue, say);
    const transfers = await billTransfers(stage, held, FULL, say);
    const gates = await gateOuts(gateStage, { run: "A", each: 50, inFlight: 50 }, say);
    const plain = together(before, await plainTransfers(stage, FULL, say));
    const grown = (await bytesIn(FOLDER)) - diskBefore;
    const atTheGate = gates.transactions * GATE_ACTS;
    const acts = plain.transactions + issues.transactions * BATCH + transfers.transactions + atTheGate;

    const calmPlain = await plainTransfers(stage, CALM, say);
    const calmIssue = { run: "B", each: TRADERS / BERTHS, inFlight: 1, size: CALM.each };
    const { measured: calmIssues, held: few } = await batchIssues(stage, calmIssue, say);
    const calmTransfers = await billTransfers(stage, few, CALM, say);

    const calmGates = await gateOuts(gateStage, { run: "B", ...CALM }, say);

    const row = (name: string, carries: string, full: Measured, { median, percentile95 }: Measured): Row => ({
      name,
      carries,
      ...full,
      median,
      percentile95,
      ratio: full.perSecond / plain.perSecond,
    });
    const bills = `${BATCH} bills each: ${(issues.perSecond * BATCH).toFixed(0)} bills/s`;
    const rows = [
      row("plain transfers", "1 coin each", plain, calmPlain),
      row("transfers of bills", "possession of 1 bill each", transfers, calmTransfers),
      row("laden gate-outs", "all four lights read again", gates, calmGates),
      row("batch issues", bills, issues, calmIssues),
    ];
    print(rows);
    say(`Disk: ${(grown / acts / FOUNDING_VALIDATORS / 1024).toFixed(1)} KiB for an act on each node.`);
    const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"}), four nodes and the client on one machine`;
    await writeFile(PICTURE, picture(rows, TARGET, `${TRADERS} senders, ${machine}`));
    say(
      `Picture: ${relative(process.cwd(), PICTURE)}. The whole run took ${Math.round((Date.now() - started) / 1000)} s.`,
    );
    const reached = transfers.perSecond >= TARGET * plain.perSecond;
    say(`Target: transfers of bills at ${TARGET} of the plain rate: ${reached ? "reached" : "missed"}.`);
    return reached;
  } finally {
    await connection.close();
    await down(FOLDER, true, () => undefined);
  }
}

function at(accounts: Account[], index: number): Account {
  const account = accounts[index];
  if (account === undefined) throw new RangeError(`there is no account ${index}`);
  return account;
}

/** The size of all files in a folder. A file that a running node takes away meanwhile does not count. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const sizes = await Promise.all(
    files.map(
      async (file) =>
        await stat(file).then(
          ({ size }) => size,
          () => 0,
        ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Two measurements of the same as one. */
function together(left: Measured, right: Measured): Measured {
  const transactions = left.transactions + right.transactions;
  const seconds = left.seconds + right.seconds;
  return { ...left, transactions, seconds, perSecond: transactions / seconds };
}

function print(rows: Row[]): void {
  say("");
  say(
    `${"".padEnd(20)}${["tx", "s", "tx/s", "of plain", "final after s", "95 % within s"].map((each) => each.padStart(16)).join("")}`,
  );
  for (const { name, transactions, seconds, perSecond, ratio, median, percentile95 } of rows) {
    const cells = [
      `${transactions}`,
      seconds.toFixed(1),
      perSecond.toFixed(1),
      ratio.toFixed(2),
      (median / 1000).toFixed(2),
      (percentile95 / 1000).toFixed(2),
    ];
    say(`${name.padEnd(20)}${cells.map((cell) => cell.padStart(16)).join("")}`);
  }
  say("");
}

try {
  process.exitCode = (await bench()) ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
