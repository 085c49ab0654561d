// The course of a simulated day: everybody's work goes on by itself, step by step, in an order that the seed decides.
import { isDeepStrictEqual } from "node:util";

import type { Value, Values } from "../../sdk/index.js";
import { type Act, type DayChain, MIDNIGHT, type Receipt } from "./chain.js";
import type { Daybook } from "./daybook.js";

/** The simulation's step: what happens within five minutes happens at once. */
export const STEP_SECONDS = 300;
export const STEPS_PER_HOUR = 3600 / STEP_SECONDS;

/** The error that an act must meet. */
export interface Expected {
  readonly error: string;
  /** Its arguments, or some of them. */
  readonly args?: Values;
}

/** What a day needs of its chain. */
export type Blocks = Pick<DayChain, "moveTo" | "seal" | "refusalOf" | "blockBefore">;

/** What is sent in the block of this step. */
interface Order {
  readonly act: Act;
  readonly expected?: Expected;
  readonly answer: (receipt: Receipt) => void;
}

/**
 * Runs any number of works side by side. A work is an async function that waits only with the functions of this class;
 * one of them runs at a time, so that the same seed gives the same day, and all that they send within a step is in one block.
 */
export class Day {
  /** Steps since midnight. */
  step = 0;
  readonly #chain: Blocks;
  readonly #book: Daybook;
  /** Works that go on at a step. */
  readonly #waiting = new Map<number, (() => void)[]>();
  #orders: Order[] = [];
  /** The work that runs just now has come to wait, or has ended. */
  #paused: () => void = () => undefined;
  #failed: (reason: unknown) => void = () => undefined;
  #isStopped = false;

  constructor(chain: Blocks, book: Daybook) {
    this.#chain = chain;
    this.#book = book;
  }

  /** This moment, in seconds UTC. */
  get now(): number {
    return timeOf(this.step);
  }

  /** Begins a work at this step, or at the first one. */
  begin(work: () => Promise<void>): void {
    this.#at(this.step, () => {
      work().then(
        () => this.#paused(),
        (reason: unknown) => this.#failed(reason),
      );
    });
  }

  /** Waits for a step; not at all if it is here. */
  async until(step: number): Promise<void> {
    if (step <= this.step) return;
    await this.#pause((resume) => this.#at(step, resume));
  }

  /** Waits so many steps. */
  async pass(steps: number): Promise<void> {
    await this.until(this.step + steps);
  }

  /** Has acts executed in the block of this step, and goes on in the next; fails if the chain refuses one. */
  async act(...acts: Act[]): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    for (const act of acts) this.#orders.push({ act, answer: (receipt) => receipts.push(receipt) });
    await this.pass(1);
    return receipts;
  }

  /** Tries an act that the chain must refuse with this error, as a question and as a transaction. */
  async refused(act: Act, expected: Expected): Promise<void> {
    const refusal = await this.#chain.refusalOf(act);
    const isExpected =
      refusal?.code === expected.error &&
      Object.entries(expected.args ?? {}).every(([name, value]) => isDeepStrictEqual(refusal.args[name], value));
    if (!isExpected) {
      const met = refusal === undefined ? "nothing" : `${refusal.code}: ${refusal.message}`;
      throw new Error(`${act.name} by ${act.by.name} should meet ${labelOf(expected)} and met ${met}`);
    }
    this.#orders.push({ act, expected, answer: () => undefined });
    await this.pass(1);
  }

  /** Lets no further step begin. */
  stop(): void {
    this.#isStopped = true;
  }

  /**
   * Runs until no work waits any more, or until stopped.
   * @param afterStep is told after each step that had something in it
   */
  async run(afterStep: () => void): Promise<void> {
    for (; this.#waiting.size > 0 && !this.#isStopped; this.step++) {
      const resumes = this.#waiting.get(this.step);
      if (resumes === undefined) continue;
      await this.#chain.moveTo(this.now);
      // The list may grow while it is gone through: works begin others.
      for (const resume of resumes) await this.#goOn(resume);
      this.#waiting.delete(this.step);
      await this.#seal();
      afterStep();
    }
  }

  async #goOn(resume: () => void): Promise<void> {
    await new Promise<void>((done, fail) => {
      this.#paused = done;
      this.#failed = fail;
      resume();
    });
  }

  async #pause(arrange: (resume: () => void) => void): Promise<void> {
    await new Promise<void>((resume) => {
      arrange(resume);
      this.#paused();
    });
  }

  #at(step: number, resume: () => void): void {
    const resumes = this.#waiting.get(step);
    if (resumes === undefined) this.#waiting.set(step, [resume]);
    else resumes.push(resume);
  }

  async #seal(): Promise<void> {
    const orders = this.#orders;
    if (orders.length === 0) return;
    this.#orders = [];
    const receipts = await this.#chain.seal(orders.map(({ act }) => act));
    const hour = Math.floor(this.step / STEPS_PER_HOUR);
    for (const [i, { act, expected, answer }] of orders.entries()) {
      const receipt = receipts[i];
      if (receipt === undefined) throw new Error(`${act.name} has no receipt`);
      if (receipt.isDone !== (expected === undefined)) throw await this.#surprise(act, expected);
      if (expected === undefined) this.#book.done(hour, act.name, act.items, receipt.gas);
      else this.#book.refused(hour, labelOf(expected), receipt.gas);
      answer(receipt);
    }
  }

  async #surprise(act: Act, expected: Expected | undefined): Promise<Error> {
    const who = `${act.name} by ${act.by.name} at ${new Date(this.now * 1000).toISOString()}`;
    if (expected !== undefined) return new Error(`${who} should meet ${labelOf(expected)} and went through`);
    const reason = await this.#chain.refusalOf(act, await this.#chain.blockBefore());
    return new Error(`${who} was refused: ${reason?.message ?? "by what came before it in its block"}`);
  }
}

/** The time of a step, in seconds UTC. */
export function timeOf(step: number): number {
  return MIDNIGHT + step * STEP_SECONDS;
}

/** `ReleaseRegistry_Red: CUSTOMS_HOLD` for a red light, else the error's name. */
function labelOf({ error, args }: Expected): string {
  const reasons: Value | undefined = args?.["reasons"];
  return Array.isArray(reasons) ? `${error}: ${reasons.join(", ")}` : error;
}
