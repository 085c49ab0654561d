// What happened in a simulated day: acts, refusals and hours, counted as they come.

/** The acts of a day, in the words of the trade and in the order in which they come. */
export const ACTS = [
  "bills issued, in batches",
  "possession transferred",
  "endorsed and transferred",
  "surrendered for delivery",
  "surrender accepted",
  "consignment opened",
  "containers added",
  "discharged",
  "customs cleared",
  "charge raised",
  "charge paid",
  "charge paid with a permit",
  "charge put on credit",
  "charge disputed into escrow",
  "dispute given up by the payer",
  "dispute given back by the creditor",
  "dispute decided by the arbiter",
  "demurrage clock started",
  "demurrage paid",
  "terminal release",
  "delivery order",
  "right offered",
  "right accepted",
  "right declined",
  "haulier named",
  "slot opened",
  "slot booked",
  "booking changed",
  "booking cancelled",
  "no-show reported",
  "hold placed",
  "hold lifted",
  "gate-in",
  "turned away",
  "laden gate-out",
  "gate-out retracted",
  "empty return",
  "refused",
] as const;
export type ActName = (typeof ACTS)[number];

/** One kind of act. */
export interface ActTally {
  /** Transactions. */
  count: number;
  /** Containers that they were about; bills for the acts on bills. */
  items: number;
  gas: bigint;
}

/** One simulated hour. */
export interface HourTally {
  transactions: number;
  gas: bigint;
  discharged: number;
  gatedOut: number;
  returnedEmpty: number;
  refused: number;
}

/** Counts a day. */
export class Daybook {
  readonly acts = new Map<ActName, ActTally>();
  /** Refusals by error, for example `ReleaseRegistry_Red: CUSTOMS_HOLD`. */
  readonly refusals = new Map<string, number>();
  readonly hours: HourTally[] = [];
  transactions = 0;
  gas = 0n;
  /** Containers outside by now. */
  out = 0;

  /** Writes down an act whose transaction went through. */
  done(hour: number, act: ActName, items: number, gas: bigint): void {
    const tally = this.#count(hour, act, items, gas);
    if (act === "discharged") tally.discharged += items;
    if (act === "laden gate-out") {
      tally.gatedOut++;
      this.out++;
    }
    if (act === "gate-out retracted") {
      tally.gatedOut--;
      this.out--;
    }
    if (act === "empty return") tally.returnedEmpty++;
  }

  /** Writes down a transaction that was refused, as it should be. */
  refused(hour: number, error: string, gas: bigint): void {
    this.#count(hour, "refused", 1, gas).refused++;
    this.refusals.set(error, (this.refusals.get(error) ?? 0) + 1);
  }

  #count(hour: number, act: ActName, items: number, gas: bigint): HourTally {
    const tally = this.acts.get(act) ?? { count: 0, items: 0, gas: 0n };
    this.acts.set(act, { count: tally.count + 1, items: tally.items + items, gas: tally.gas + gas });
    this.transactions++;
    this.gas += gas;
    const at = (this.hours[hour] ??= {
      transactions: 0,
      gas: 0n,
      discharged: 0,
      gatedOut: 0,
      returnedEmpty: 0,
      refused: 0,
    });
    at.transactions++;
    at.gas += gas;
    return at;
  }
}
