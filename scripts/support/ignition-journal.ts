// What a killed run of Hardhat Ignition leaves half-written, put right before the next run reads it.
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

import { trackTransaction } from "@nomicfoundation/ignition-core";
import type { NetworkConnection } from "hardhat/types/network";

/** Begins the record of a step that sends a transaction. */
const BEGUN = /^(DEPLOYMENT|CALL|SEND_DATA)_EXECUTION_STATE_INITIALIZE$/;

/** Their records say at which address a contract is. */
const DEPLOYED = "DEPLOYMENT_EXECUTION_STATE_COMPLETE";
const FOUND = "CONTRACT_AT_EXECUTION_STATE_INITIALIZE";

/** Ten blocks of the private chain, in milliseconds. */
const PATIENCE = 10_000;

/** How many blocks after the last known one are looked through for it. */
const BLOCKS = 2_000;

interface Entry {
  line: string;
  type: string;
  futureId?: string;
  from?: string;
  nonce?: number;
  receipt?: { blockNumber: number };
  result?: { address?: string };
  contractAddress?: string;
}

/** A transaction that was signed and perhaps sent: the run was killed before it wrote down which. */
interface Prepared {
  entry: Entry;
  from: string;
  nonce: number;
}

/**
 * Takes out of a journal a last line that was cut off, and steps that were begun without a transaction. Ignition 3.0
 * cannot resume from the latter ("Unable to find network interaction"). Nothing was sent for them, so they are begun anew.
 */
export async function repairJournal(file: string): Promise<void> {
  const entries = await read(file);
  const lastOf = new Map(entries.map(({ futureId }, index) => [futureId, index]));
  await write(
    file,
    entries.filter(({ type, futureId }, index) => !BEGUN.test(type) || lastOf.get(futureId) !== index),
  );
}

/**
 * Writes the list of addresses anew, from the journal, if a run was killed while it wrote that file. Ignition reads it
 * before it adds to it, and would stop.
 * @param folder of the deployment
 */
export async function repairAddresses(folder: string): Promise<void> {
  const file = path.join(folder, "deployed_addresses.json");
  if (!existsSync(file) || isJson(await readFile(file, "utf8"))) return;
  const entries = await read(path.join(folder, "journal.jsonl"));
  const addresses = entries.flatMap(({ type, futureId, result, contractAddress }) => {
    const address = type === DEPLOYED ? result?.address : type === FOUND ? contractAddress : undefined;
    return futureId === undefined || address === undefined ? [] : [[futureId, address] as const];
  });
  await writeFile(`${file}.new`, `${JSON.stringify(Object.fromEntries(addresses), undefined, 2)}\n`);
  await rename(`${file}.new`, file);
}

/**
 * Finds what became of transactions that were prepared and not written down as sent, where Ignition would ask a person
 * to look for them. One in a block is written down; one in no block is forgotten, and the next run uses its nonce, so
 * that never both are executed.
 * @param folder of the deployment
 * @param patience how long a transaction that may have been sent gets to appear in a block, in milliseconds
 */
export async function settlePrepared(
  folder: string,
  connection: NetworkConnection<string>,
  patience = PATIENCE,
): Promise<void> {
  const file = path.join(folder, "journal.jsonl");
  const entries = await read(file);
  const since = Math.max(0, ...entries.map(({ receipt }) => receipt?.blockNumber ?? 0));
  const forgotten = new Set<string>();
  const found: string[] = [];
  for (const { entry, from, nonce } of preparedOnly(entries)) {
    const hash = await findTransaction(connection, { from, nonce, since, patience });
    if (hash === null) forgotten.add(entry.line);
    else if (hash !== undefined) found.push(hash);
  }
  await write(
    file,
    entries.filter(({ line }) => !forgotten.has(line)),
  );
  for (const hash of found) await trackTransaction(folder, hash, connection.provider);
}

function preparedOnly(entries: Entry[]): Prepared[] {
  return entries.flatMap((entry, index) => {
    const { type, futureId, nonce } = entry;
    if (type !== "TRANSACTION_PREPARE_SEND" || nonce === undefined) return [];
    if (entries.slice(index).some((later) => later.futureId === futureId && later.type === "TRANSACTION_SEND"))
      return [];
    const from = entries.find((begun) => begun.futureId === futureId && BEGUN.test(begun.type))?.from;
    return from === undefined ? [] : [{ entry, from, nonce }];
  });
}

/** The hash of the account's transaction with that nonce; null if it is in no block; undefined if it was not found. */
async function findTransaction(
  { ethers: { provider } }: NetworkConnection<string>,
  { from, nonce, since, patience }: { from: string; nonce: number; since: number; patience: number },
): Promise<string | null | undefined> {
  for (const end = Date.now() + patience; (await provider.getTransactionCount(from, "latest")) <= nonce;) {
    if (Date.now() > end) return null;
    await new Promise((wake) => setTimeout(wake, 500));
  }
  const head = await provider.getBlockNumber();
  // Without a receipt to start from, the transaction is the first of the deployment: look at the latest blocks.
  const first = since > 0 ? since : Math.max(1, head - BLOCKS);
  for (let number = first; number <= Math.min(head, first + BLOCKS); number++) {
    const block = await provider.getBlock(number, true);
    const sent = block?.prefetchedTransactions.find(
      (each) => each.from.toLowerCase() === from.toLowerCase() && each.nonce === nonce,
    );
    if (sent !== undefined) return sent.hash;
  }
  return undefined;
}

async function read(file: string): Promise<Entry[]> {
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.flatMap((line, index) => {
    try {
      return [{ ...(JSON.parse(line) as Omit<Entry, "line">), line }];
    } catch {
      if (index === lines.length - 1) return [];
      throw new Error(`${file}:${index + 1} is damaged`);
    }
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function write(file: string, entries: Entry[]): Promise<void> {
  if (!existsSync(file)) return;
  const text = entries.map(({ line }) => `\n${line}`).join("");
  if (text === (await readFile(file, "utf8"))) return;
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
