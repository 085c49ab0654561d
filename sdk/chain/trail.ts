/**
 * Histories that are read backwards: every event carries its sequence number and the block of the event before it. What a
 * node leaves out of such a history, or makes up, is found here.
 */
import type { Provider } from "ethers";

/** Where an entry stands in its history, and on the chain. */
export interface TrailPlace {
  /** 1 for the first; counts modulo 65,536. */
  readonly sequence: number;
  /** Block of the event before this one; 0 for the first. */
  readonly previousBlock: number;
  readonly block: number;
  /** Place among all events of the block. */
  readonly logIndex: number;
}

/** What is wrong with a history: the code of the error to throw, and the end of its sentence. */
export type RefuseTrail = (code: "MISSING_EVENT" | "BROKEN_TRAIL", fault: string) => Error;

const SEQUENCES = 65_536;

/**
 * Checks the entries of one block, newest first, and answers the oldest: where the walk goes on.
 * @param latest sequence number of the newest entry of the block
 * @param isMisplaced whether an entry stands at the beginning of the history and cannot, or must and does not
 */
export function requireComplete<E extends TrailPlace & { readonly event: string }>(
  entries: readonly E[],
  block: number,
  latest: number,
  isMisplaced: (entry: E) => boolean,
  refuse: RefuseTrail,
): E {
  let expected = latest;
  for (const [index, entry] of entries.entries()) {
    if (entry.sequence !== expected) {
      throw refuse("MISSING_EVENT", `event ${expected} is missing, event ${entry.sequence} stands in its place`);
    }
    expected = sequenceBefore(expected);
    if (isMisplaced(entry)) {
      throw refuse("BROKEN_TRAIL", `event ${entry.sequence}, ${entry.event}, cannot be the first`);
    }
    if (entry.previousBlock > block) {
      throw refuse(
        "BROKEN_TRAIL",
        `event ${entry.sequence} follows an event of the later block ${entry.previousBlock}`,
      );
    }
    // Within a block each event follows the one below it; only the lowest leads to an earlier block.
    if (index < entries.length - 1 && entry.previousBlock !== block) {
      throw refuse("BROKEN_TRAIL", `event ${entry.sequence} does not follow the event before it`);
    }
  }
  const lowest = entries.at(-1);
  if (lowest === undefined || lowest.previousBlock === block) {
    throw refuse("MISSING_EVENT", `event ${expected} is missing`);
  }
  return lowest;
}

/** The number of the event before the one with this number. */
export function sequenceBefore(sequence: number): number {
  return (sequence + SEQUENCES - 1) % SEQUENCES;
}

/**
 * When blocks were made: block number to seconds since 1970. One request for each block.
 * @param refuse the error for a block that the node does not have
 */
export async function timesOfBlocks(
  provider: Provider,
  blocks: Iterable<number>,
  refuse: (block: number, fault: string) => Error,
): Promise<ReadonlyMap<number, number>> {
  const times = [...new Set(blocks)].map(async (number): Promise<[number, number]> => {
    const block = await provider.getBlock(number);
    if (block === null) throw refuse(number, "the node does not have the block");
    return [number, block.timestamp];
  });
  return new Map(await Promise.all(times));
}
