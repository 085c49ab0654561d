// Chance from a seed: the same seed makes the same day.

/** Draws numbers that look random and follow from a seed (mulberry32, by Tommy Ettinger, public domain). */
export class Random {
  #state: number;

  /** @param seed a whole number from 0 to 4,294,967,295 */
  constructor(seed: number) {
    this.#state = seed;
  }

  /** The next 32 bits. */
  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number, both ends included. */
  integer(least: number, most: number): number {
    return least + Math.floor((this.bits() / 2 ** 32) * (most - least + 1));
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    const picked = list[this.integer(0, list.length - 1)];
    if (picked === undefined) throw new RangeError("there is nothing to pick from");
    return picked;
  }

  /** 32 bytes as hex: a key, a salt or a challenge of the simulation. */
  bytes32(): string {
    return "0x" + Array.from({ length: 8 }, () => this.bits().toString(16).padStart(8, "0")).join("");
  }

  /** The list in another order. */
  shuffled<T>(list: readonly T[]): T[] {
    const cards = [...list];
    for (let last = cards.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      const [card, swapped] = [cards[last], cards[other]];
      if (card !== undefined && swapped !== undefined) [cards[last], cards[other]] = [swapped, card];
    }
    return cards;
  }

  /**
   * Deals kinds in fixed proportions, in random order: each kind at least once where there is room for all.
   * @param shares each kind's share of the whole, for example 0.02; what is left over is `rest`
   */
  deal<T extends string>(total: number, shares: Readonly<Record<T, number>>, rest: NoInfer<T>): T[] {
    const cards: T[] = [];
    for (const kind in shares) {
      if (kind === rest) continue;
      const count = Math.max(1, Math.round(shares[kind] * total));
      for (let i = 0; i < count && cards.length < total; i++) cards.push(kind);
    }
    while (cards.length < total) cards.push(rest);
    return this.shuffled(cards);
  }
}
