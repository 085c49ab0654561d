// What happened in a demo, line by line: printed while it runs, and as a table for each shipment at the end.
import { styleText } from "node:util";

import type { ContractTransactionResponse } from "ethers";

import type { ReleaseAct } from "../../sdk/index.js";
import type { Member } from "./cast.js";

/** The four lights of a shipment; a light is green when it is green for all its containers. */
export interface Lights {
  readonly document: boolean;
  readonly commercial: boolean;
  readonly customs: boolean;
  readonly terminal: boolean;
}

/** One line of the logbook. */
export interface Entry {
  readonly action: string;
  readonly who: string;
  /** Time of the block, seconds UTC. */
  readonly when: number;
  /** Nothing for what happened off chain. */
  readonly gas?: bigint;
  readonly transaction?: string;
  readonly lights: Lights;
}

const COLUMNS = ["action", "who", "when (UTC)", "gas", "transaction", "D C U T"] as const;

/** Keeps and prints the acts of one shipment. */
export class Logbook {
  readonly entries: Entry[] = [];
  readonly #readLights: () => Promise<Lights>;
  readonly #print: (line: string) => void;

  constructor(readLights: () => Promise<Lights>, print: (line: string) => void) {
    this.#readLights = readLights;
    this.#print = print;
  }

  /** Waits for an act's transaction and writes it down. */
  async act(action: string, who: Member, sent: Promise<ContractTransactionResponse>): Promise<void> {
    const receipt = await (await sent).wait();
    if (receipt === null) throw new Error(`no receipt for: ${action}`);
    const block = await receipt.getBlock();
    await this.#write(action, who, block.timestamp, receipt.gasUsed, receipt.hash);
  }

  /** Sends an act of a desk and writes it down. */
  async send(action: string, who: Member, act: ReleaseAct): Promise<void> {
    const { block, gas, transaction } = await act.send();
    const mined = await who.signer.provider?.getBlock(block);
    if (mined == null) throw new Error(`no block for: ${action}`);
    await this.#write(action, who, mined.timestamp, gas, transaction);
  }

  /** Writes down what happened off chain. */
  async note(action: string, who: Member, when: number): Promise<void> {
    await this.#write(action, who, when);
  }

  /** The table of all acts so far. */
  table(): string {
    const rows = this.entries.map((entry) => [
      entry.action,
      entry.who,
      new Date(entry.when * 1000).toISOString().slice(0, 19).replace("T", " "),
      entry.gas?.toLocaleString("en") ?? "off chain",
      entry.transaction === undefined ? "" : `${entry.transaction.slice(0, 10)}...`,
    ]);
    const widths = COLUMNS.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? "").length)));
    const cells = (row: readonly string[]) =>
      row.map((cell, i) => (i === 3 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join("  ");
    const body = rows.map((row, i) => `${cells(row)}  ${lamps(this.entries[i]?.lights)}`);
    return [cells(COLUMNS), widths.map((width) => "-".repeat(width)).join("  "), ...body].join("\n");
  }

  async #write(action: string, { name }: Member, when: number, gas?: bigint, transaction?: string): Promise<void> {
    const lights = await this.#readLights();
    const chain = gas === undefined || transaction === undefined ? {} : { gas, transaction };
    this.entries.push({ action, who: name, when, ...chain, lights });
    this.#print(`  ${lamps(lights)}  ${action} (${name})`);
  }
}

/** The lights as a person reads them: document, commercial, customs, terminal. */
function lamps(lights: Lights | undefined): string {
  if (lights === undefined) return "";
  return [lights.document, lights.commercial, lights.customs, lights.terminal]
    .map((green) => (green ? styleText("green", "●") : styleText("red", "○")))
    .join(" ");
}
