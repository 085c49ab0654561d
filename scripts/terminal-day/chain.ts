// The embedded chain of a simulated day: blocks when the simulation says so, at the times that it says.
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { type ChainError, toChainError } from "../../sdk/index.js";
import type { Member } from "../support/members.js";
import type { ActName } from "./daybook.js";

/** Midnight of the simulated day; the chain begins a day earlier. */
export const MIDNIGHT = Date.parse("2026-06-01T00:00:00Z") / 1000;
const A_DAY = 86_400;
/** A block holds whatever happens at one time; the report says how many blocks of 60 million gas that is. */
const BLOCK_GAS = 1_000_000_000_000n;
const GAS_PER_ACT = 700_000;
const GAS_PER_ITEM = 300_000;

/** A transaction that a member wants to send. */
export interface Act {
  readonly name: ActName;
  readonly by: Pick<Member, "name" | "address">;
  readonly to: string;
  readonly data: string;
  /** How many containers, or bills, it is about. */
  readonly items: number;
}

/** What an event said: contract, indexed values and data. */
export interface Log {
  readonly topics: readonly string[];
  readonly data: string;
}

/** How a transaction ended. */
export interface Receipt {
  readonly isDone: boolean;
  readonly gas: bigint;
  readonly logs: readonly Log[];
}

type Connection = Awaited<ReturnType<HardhatRuntimeEnvironment["network"]["create"]>>;

/** Mines nothing by itself. */
export class DayChain {
  /** Time of the latest block, seconds UTC. */
  now = MIDNIGHT - A_DAY;
  /** How many blocks have transactions. */
  blocks = 0;

  private constructor(
    readonly connection: Connection,
    readonly accounts: readonly HardhatEthersSigner[],
  ) {}

  /** A new chain; until `holdBlocks` it mines each transaction by itself. */
  static async create(hre: Pick<HardhatRuntimeEnvironment, "network">, accounts: number): Promise<DayChain> {
    const connection = await hre.network.create({
      network: "default",
      override: {
        accounts: { count: accounts },
        blockGasLimit: BLOCK_GAS,
        initialBaseFeePerGas: 0n,
        initialDate: new Date((MIDNIGHT - A_DAY) * 1000),
        // What is sent first is executed first, whoever sends it.
        mining: { auto: true, mempool: { order: "fifo" } },
      },
    });
    return new DayChain(connection, await connection.ethers.getSigners());
  }

  /** From now on blocks come with `moveTo` and `seal`. */
  async holdBlocks(): Promise<void> {
    await this.#ask("evm_setAutomine", [false]);
  }

  /** Moves the chain's clock: a block without transactions, at this second. */
  async moveTo(time: number): Promise<void> {
    await this.#ask("evm_mine", [time]);
    this.now = time;
  }

  /** Why the chain would refuse an act in its present state; nothing if it would not. */
  async refusalOf(act: Act, block = "latest"): Promise<ChainError | undefined> {
    try {
      await this.#ask("eth_call", [transactionOf(act), block]);
      return undefined;
    } catch (error) {
      const refusal = toChainError(error);
      if (refusal === undefined) throw error;
      return refusal;
    }
  }

  /** Executes acts in one block, in their order, a second after the clock. */
  async seal(acts: readonly Act[]): Promise<Receipt[]> {
    const hashes: string[] = [];
    for (const act of acts) hashes.push(textOf(await this.#ask("eth_sendTransaction", [transactionOf(act)])));
    await this.#ask("evm_mine", [this.now + 1]);
    this.now++;
    this.blocks++;
    const receipts: Receipt[] = [];
    for (const hash of hashes) receipts.push(receiptOf(await this.#ask("eth_getTransactionReceipt", [hash])));
    return receipts;
  }

  /** The block before the latest, as nodes write it: there an act that failed can be asked why. */
  async blockBefore(): Promise<string> {
    return `0x${((await this.connection.ethers.provider.getBlockNumber()) - 1).toString(16)}`;
  }

  async #ask(method: string, params: unknown[]): Promise<unknown> {
    return await this.connection.provider.request({ method, params });
  }
}

/** An act as a node takes it. The gas is plenty: what is measured is what was used. */
function transactionOf({ by, to, data, items }: Act): Record<string, string> {
  return { from: by.address, to, data, gas: `0x${(GAS_PER_ACT + GAS_PER_ITEM * items).toString(16)}`, gasPrice: "0x0" };
}

function receiptOf(answer: unknown): Receipt {
  if (typeof answer !== "object" || answer === null || !("status" in answer) || !("gasUsed" in answer)) {
    throw new Error("a transaction of the day is in no block");
  }
  const logs = "logs" in answer && Array.isArray(answer.logs) ? answer.logs.map(logOf) : [];
  return { isDone: answer.status === "0x1", gas: BigInt(textOf(answer.gasUsed)), logs };
}

function logOf(answer: unknown): Log {
  if (typeof answer !== "object" || answer === null || !("topics" in answer) || !("data" in answer)) {
    throw new Error("the node's answer has an event without topics");
  }
  const topics = Array.isArray(answer.topics) ? answer.topics.map(textOf) : [];
  return { topics, data: textOf(answer.data) };
}

function textOf(answer: unknown): string {
  if (typeof answer !== "string") throw new Error(`the node answered ${typeof answer} instead of text`);
  return answer;
}
