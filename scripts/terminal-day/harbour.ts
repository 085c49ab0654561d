// What everybody who works in a simulated day needs at hand.
import type { TypedDataDomain } from "ethers";

import type { Acts } from "./acts.js";
import type { DayCast, Payer } from "./cast.js";
import type { Day } from "./day.js";
import type { Money } from "./money.js";
import type { Random } from "./random.js";
import type { Slots } from "./slots.js";

export interface Harbour {
  readonly day: Day;
  readonly acts: Acts;
  readonly cast: DayCast;
  readonly random: Random;
  readonly slots: Slots;
  readonly money: Money;
  /** In which drivers sign. */
  readonly gate: TypedDataDomain;
  /** Containers a slot of an hour has room for. */
  readonly hourlyCapacity: number;
  /** Containers that have not left for good. */
  waiting: number;
}

/** One of them who pays with an allowance given before. */
export function withAllowance({ cast, random }: Harbour, payer: Payer): Payer {
  return payer.signsPermits ? random.pick(cast.forwarders) : payer;
}

/** The list in pieces of at most so many. */
export function inPieces<T>(list: readonly T[], size: number): T[][] {
  const pieces: T[][] = [];
  for (let from = 0; from < list.length; from += size) pieces.push(list.slice(from, from + size));
  return pieces;
}
