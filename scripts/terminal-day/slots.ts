// The terminal's own book of its slots: so that hauliers look for room where there is some.
/** One pick-up slot. */
export interface Slot {
  /** Its number at the terminal. */
  readonly number: number;
  /** First step, and the first one after it. */
  readonly start: number;
  readonly end: number;
  readonly capacity: number;
  /** Places taken on the chain, or in a block that is not sealed yet. */
  taken: number;
  /** Places taken on the chain. */
  confirmed: number;
  /** Places that are being given back in a block that is not sealed yet. */
  leaving: number;
}

export class Slots {
  readonly all: Slot[] = [];

  open(number: number, start: number, end: number, capacity: number): void {
    this.all.push({ number, start, end, capacity, taken: 0, confirmed: 0, leaving: 0 });
  }

  /** The earliest slot with room that begins no earlier than a step. */
  withRoom(earliest: number): Slot | undefined {
    return this.all.find(({ start, taken, capacity }) => start >= earliest && taken < capacity);
  }

  /** A slot that is not over and that nobody can book in this step, for sure. */
  full(step: number): Slot | undefined {
    return this.all.find(
      ({ end, confirmed, leaving, capacity }) => end > step + 1 && confirmed === capacity && leaving === 0,
    );
  }
}
