// Plays a day at a terminal from the first bill to the last empty container, and audits it.
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { gateProofDomain } from "../../sdk/index.js";
import { deploySuite } from "../support/deploy-suite.js";
import { Acts } from "./acts.js";
import { audit, type Books } from "./books.js";
import { ACCOUNTS, gather } from "./cast.js";
import { DayChain } from "./chain.js";
import { Day } from "./day.js";
import { Daybook } from "./daybook.js";
import { issueBills } from "./documents.js";
import type { Harbour } from "./harbour.js";
import { Money } from "./money.js";
import { openSlots } from "./pick-up.js";
import { type ContainerTrouble, type ConsignmentTrouble, MOST_PER_BILL, planDay } from "./plan.js";
import { Random } from "./random.js";
import { Slots } from "./slots.js";

/** A slot of an hour has room for this part of the day's containers: in the rush hours for fewer than come. */
const HOURS_OF_WORK = 16;

export interface DayOptions {
  readonly containers: number;
  readonly seed: number;
  /** At most so many containers under one bill. */
  readonly perBill?: number;
  /** Is told after each step of five simulated minutes. */
  readonly onStep?: (progress: Progress) => void;
  /** Ends the day early. */
  readonly signal?: AbortSignal;
}

export interface Progress {
  readonly containers: number;
  /** How many of them are outside. */
  readonly out: number;
  readonly transactions: number;
  /** Simulated time, seconds UTC. */
  readonly now: number;
}

/** What a day came to. */
export interface DayResult {
  readonly containers: number;
  readonly seed: number;
  readonly shipments: number;
  readonly out: number;
  /** Whether the day was ended early. */
  readonly isStopped: boolean;
  readonly book: Daybook;
  /** How many of each trouble were planned; each is refused at least once. */
  readonly troubles: Readonly<Partial<Record<ContainerTrouble | ConsignmentTrouble, number>>>;
  readonly blocks: number;
  /** Of the day alone: neither deployment nor audit. */
  readonly seconds: number;
  /** Deployment and admission. */
  readonly setUpSeconds: number;
  readonly auditSeconds: number;
  /** The most that the process had in memory during the day, and what it had before, in bytes. */
  readonly peakMemory: number;
  readonly memoryBefore: number;
  /** Nothing if the day was ended early. */
  readonly books: Books | undefined;
}

/**
 * Plays a day on a new embedded chain with the whole suite.
 * @throws Error if the chain refuses what it should take, or takes what it should refuse
 */
export async function playDay(
  hre: Pick<HardhatRuntimeEnvironment, "network">,
  options: DayOptions,
): Promise<DayResult> {
  const begun = performance.now();
  const chain = await DayChain.create(hre, ACCOUNTS);
  const { connection } = chain;
  try {
    const { suite } = await deploySuite(connection);
    const token = await connection.ethers.deployContract("PermitToken");
    const random = new Random(options.seed);
    const cast = await gather(suite, token, chain, random);
    const plan = planDay(options.containers, options.perBill ?? MOST_PER_BILL, cast, random);
    const { chainId } = await connection.ethers.provider.getNetwork();
    const pickUp = await suite.pickUp.getAddress();
    const money = new Money(
      { name: await token.name(), version: "1", chainId, verifyingContract: await token.getAddress() },
      await suite.charges.getAddress(),
    );
    const book = new Daybook();
    const day = new Day(chain, book);
    const harbour: Harbour = {
      day,
      acts: await Acts.of(suite, token),
      cast,
      random,
      slots: new Slots(),
      money,
      gate: gateProofDomain(chainId, pickUp),
      hourlyCapacity: Math.ceil(options.containers / HOURS_OF_WORK),
      waiting: options.containers,
    };
    await chain.holdBlocks();

    day.begin(() => openSlots(harbour));
    for (const carrier of cast.carriers) day.begin(() => issueBills(harbour, carrier, plan));
    const stop = () => day.stop();
    options.signal?.addEventListener("abort", stop);
    if (options.signal?.aborted === true) stop();
    const started = performance.now();
    const memoryBefore = process.memoryUsage.rss();
    let peakMemory = memoryBefore;
    await day.run(() => {
      peakMemory = Math.max(peakMemory, process.memoryUsage.rss());
      const { out, transactions } = book;
      options.onStep?.({ containers: options.containers, out, transactions, now: day.now });
    });
    options.signal?.removeEventListener("abort", stop);
    const ended = performance.now();

    const isStopped = harbour.waiting > 0 || options.signal?.aborted === true;
    const lastBlock = await connection.ethers.provider.getBlockNumber();
    const books = isStopped ? undefined : await audit({ suite, token, cast, plan, money, lastBlock });
    return {
      containers: options.containers,
      seed: options.seed,
      shipments: plan.length,
      out: book.out,
      isStopped,
      book,
      troubles: countTroubles(plan),
      blocks: chain.blocks,
      seconds: (ended - started) / 1000,
      setUpSeconds: (started - begun) / 1000,
      auditSeconds: (performance.now() - ended) / 1000,
      peakMemory,
      memoryBefore,
      books,
    };
  } finally {
    await connection.close();
  }
}

function countTroubles(plan: ReturnType<typeof planDay>): DayResult["troubles"] {
  const counts: Partial<Record<ContainerTrouble | ConsignmentTrouble, number>> = {};
  const count = (trouble: ContainerTrouble | ConsignmentTrouble) => {
    if (trouble !== "smooth") counts[trouble] = (counts[trouble] ?? 0) + 1;
  };
  for (const { trouble, containers } of plan) {
    count(trouble);
    for (const container of containers) count(container.trouble);
  }
  return counts;
}
