import { expect } from "chai";
import hre from "hardhat";

import { UserError } from "../../scripts/support/user-error.js";
import { wholeNumber } from "../../scripts/terminal-day.js";
import type { Act, Receipt } from "../../scripts/terminal-day/chain.js";
import { type Blocks, Day } from "../../scripts/terminal-day/day.js";
import { Daybook } from "../../scripts/terminal-day/daybook.js";
import { CONSIGNMENT_TROUBLES, CONTAINER_TROUBLES } from "../../scripts/terminal-day/plan.js";
import { ProgressBar } from "../../scripts/terminal-day/progress.js";
import { Random } from "../../scripts/terminal-day/random.js";
import { atScale, jsonOf, textOf } from "../../scripts/terminal-day/report.js";
import { type DayResult, playDay, type Progress } from "../../scripts/terminal-day/run.js";

const CONTAINERS = 60;

/** What each trouble is refused with. */
const REFUSALS = {
  "customs hold": ["ReleaseRegistry_Red: CUSTOMS_HOLD", "ReleaseRegistry_NotTheAuthority"],
  "unpaid charge": ["ReleaseRegistry_Red: TERMINAL_CHARGES"],
  "demurrage due": ["ReleaseRegistry_Red: CARRIER_CHARGES"],
  "wrong truck": ["PickUp_WrongTruck"],
  "wrong driver": ["PickUp_WrongProof"],
  "early truck": ["PickUp_TooEarly"],
  "late truck": ["PickUp_TooLate"],
  "stale challenge": ["PickUp_StaleChallenge"],
  "light red inside": ["ReleaseRegistry_Red: TERMINAL_HOLD"],
  "turned away": ["ReleaseRegistry_Red: CUSTOMS_HOLD"],
  "no-show": ["PickUp_SlotNotOver"],
  "booking cancelled": [],
  "booking changed": [],
  "slot full": ["PickUp_Overbooked"],
  "proof used twice": ["ReleaseRegistry_ProofUsed"],
  "gate-out twice": ["ReleaseRegistry_Red: GONE"],
  "gate-out by mistake": [],
  "order before surrender": ["ReleaseRegistry_Red: DOCUMENT"],
  "order before payment": ["ReleaseRegistry_Red: CARRIER_CHARGES"],
  "misread number": ["ReleaseRegistry_InvalidNumber"],
  "container taken": ["ReleaseRegistry_ContainerTaken"],
  "cleared by the terminal": ["ReleaseRegistry_NotTheAuthority"],
  "paid twice": ["Charges_NotAt"],
  "offer declined": [],
  "accepted by another": ["ReleaseRegistry_NotOffered"],
  "offered to a haulier": ["ReleaseRegistry_RecipientNotPermitted"],
} as const;

describe("Terminal day", () => {
  describe("wholeNumber", () => {
    for (const value of ["", "x", "-1", "0", "1.5", "1e3", "101", " 7", "0x10"]) {
      it(`refuses "${value}" and names the option and its bounds`, () => {
        expect(() => wholeNumber("--containers", value, 1, 100)).to.throw(
          UserError,
          `--containers must be a whole number from 1 to 100, not "${value}"`,
        );
      });
    }

    it("takes both bounds", () => {
      expect([wholeNumber("--seed", "1", 1, 100), wholeNumber("--seed", "100", 1, 100)]).to.deep.equal([1, 100]);
    });
  });

  describe("Random", () => {
    it("gives the same numbers for the same seed, and others for another", () => {
      const draw = (seed: number) => {
        const random = new Random(seed);
        return Array.from({ length: 5 }, () => random.bits());
      };
      expect(draw(7)).to.deep.equal(draw(7));
      expect(draw(7)).to.not.deep.equal(draw(8));
    });

    it("draws within both bounds, and reaches them", () => {
      const random = new Random(1);
      const drawn = new Set(Array.from({ length: 300 }, () => random.integer(3, 5)));
      expect([...drawn].sort()).to.deep.equal([3, 4, 5]);
    });

    it("deals exact shares, each kind at least once, and no more than there are", () => {
      const count = (total: number) => {
        const cards = new Random(1).deal(total, { none: 0, often: 0.2, seldom: 0.001 }, "none");
        return ["often", "seldom", "none"].map((kind) => cards.filter((card) => card === kind).length);
      };
      expect(count(1000)).to.deep.equal([200, 1, 799]);
      expect(count(10)).to.deep.equal([2, 1, 7]);
      expect(count(1)).to.deep.equal([1, 0, 0]);
    });
  });

  describe("Day", () => {
    const act: Act = {
      name: "gate-in",
      by: { name: "terminal", address: "0x" },
      to: "0x",
      data: "0x",
      items: 1,
    };

    /** A chain that takes or refuses everything. */
    function chainThat(takes: boolean): Blocks {
      return {
        moveTo: () => Promise.resolve(),
        seal: (acts) => Promise.resolve(acts.map((): Receipt => ({ isDone: takes, gas: 1n, logs: [] }))),
        refusalOf: () => Promise.resolve(undefined),
        blockBefore: () => Promise.resolve("0x1"),
      };
    }

    async function failureOf(day: Day): Promise<string> {
      return await day
        .run(() => undefined)
        .then(
          () => "none",
          (error: unknown) => String(error),
        );
    }

    it("fails if the chain refuses what it should take", async () => {
      const day = new Day(chainThat(false), new Daybook());
      day.begin(async () => void (await day.act(act)));
      expect(await failureOf(day)).to.match(/gate-in by terminal at 2026-06-01T00:00:00.000Z was refused/);
    });

    it("fails if the chain takes what it should refuse", async () => {
      const day = new Day(chainThat(true), new Daybook());
      day.begin(() => day.refused(act, { error: "PickUp_TooLate" }));
      expect(await failureOf(day)).to.contain("gate-in by terminal should meet PickUp_TooLate and met nothing");
    });

    it("fails with the error of a work", async () => {
      const day = new Day(chainThat(true), new Daybook());
      day.begin(async () => {
        await day.pass(3);
        throw new Error("the crane is broken");
      });
      expect(await failureOf(day)).to.contain("the crane is broken");
      expect(day.step).to.equal(3);
    });

    it("lets works take turns in the order in which they began", async () => {
      const day = new Day(chainThat(true), new Daybook());
      const turns: string[] = [];
      for (const name of ["a", "b"]) {
        day.begin(async () => {
          for (let i = 0; i < 2; i++) {
            turns.push(`${name}${day.step}`);
            await day.act(act);
          }
        });
      }
      await day.run(() => undefined);
      expect(turns).to.deep.equal(["a0", "b0", "a1", "b1"]);
    });
  });

  describe("playDay", () => {
    let result: DayResult;
    const shown: Progress[] = [];

    before(async () => {
      result = await playDay(hre, { containers: CONTAINERS, seed: 1, onStep: (progress) => shown.push(progress) });
    });

    it("lets every container out exactly once", () => {
      const { books, book, out, troubles } = result;
      const mistakes = troubles["gate-out by mistake"] ?? 0;
      expect(out).to.equal(CONTAINERS);
      expect(books?.faults).to.deep.equal([]);
      expect(books?.gateOuts).to.equal(CONTAINERS + mistakes);
      expect(books?.retracted).to.equal(mistakes);
      expect(book.acts.get("laden gate-out")?.count).to.equal(CONTAINERS + mistakes);
      expect(book.acts.get("empty return")?.count).to.equal(CONTAINERS * 0.3);
      expect(shown.at(-1)).to.include({ containers: CONTAINERS, out: CONTAINERS, transactions: book.transactions });
    });

    it("has as much money out and in escrow as went in, some of it still disputed", () => {
      if (result.books === undefined) throw new Error("the books were not audited");
      const { spent, received, escrow } = result.books;
      expect(spent).to.equal(received + escrow);
      expect(escrow > 0n && received > 0n).to.equal(true);
    });

    it("fills slots and never overfills one", () => {
      expect(result.books?.fullSlots).to.be.greaterThan(0);
      expect(result.books?.slots).to.be.greaterThan(result.books?.fullSlots ?? 0);
    });

    it("refuses each trouble with its own error, as often as it was planned, and nothing else", () => {
      const { troubles, book } = result;
      const kinds = [...Object.keys(CONTAINER_TROUBLES), ...Object.keys(CONSIGNMENT_TROUBLES)];
      expect(Object.keys(troubles).sort()).to.deep.equal(
        [...new Set(kinds)].filter((trouble) => trouble !== "smooth").sort(),
      );
      const expected = new Map<string, number>();
      for (const [trouble, errors] of Object.entries(REFUSALS)) {
        const times = Object.entries(troubles).find(([name]) => name === trouble)?.[1] ?? 0;
        expect(times, trouble).to.be.greaterThan(0);
        for (const error of errors) expected.set(error, (expected.get(error) ?? 0) + times);
      }
      expect(Object.fromEntries(book.refusals)).to.deep.equal(Object.fromEntries(expected));
    });

    it("settles charges in every way", () => {
      for (const name of [
        "charge paid",
        "charge paid with a permit",
        "charge put on credit",
        "charge disputed into escrow",
        "dispute given up by the payer",
        "dispute given back by the creditor",
        "dispute decided by the arbiter",
        "demurrage paid",
      ] as const) {
        expect(result.book.acts.get(name)?.count, name).to.be.greaterThan(0);
      }
    });

    it("prints every act, refusal and hour, and the same figures as JSON", () => {
      const { book } = result;
      const text = textOf(result);
      for (const name of book.acts.keys()) expect(text).to.contain(`\n${name} `);
      for (const error of book.refusals.keys()) expect(text).to.contain(`  ${error}\n`);
      expect(text).to.contain("The books are right:").and.to.contain("█");
      const json = JSON.parse(jsonOf(result)) as Record<string, unknown>;
      expect(json).to.deep.include({
        containers: CONTAINERS,
        transactions: book.transactions,
        gas: String(book.gas),
        refusals: Object.fromEntries(book.refusals),
      });
    });

    it("gives the same day for the same seed", async () => {
      const play = async (seed: number) => await playDay(hre, { containers: 12, seed });
      const [first, again, other] = [await play(3), await play(3), await play(4)];
      expect(first.book).to.deep.equal(again.book);
      expect(first.book.gas).to.not.equal(other.book.gas);
      expect([first, again, other].map(({ books }) => books?.faults)).to.deep.equal([[], [], []]);
    });

    it("takes a day of one container", async () => {
      const { out, books } = await playDay(hre, { containers: 1, seed: 0 });
      expect([out, books?.faults]).to.deep.equal([1, []]);
    });

    it("puts no more containers under a bill than it is told", async () => {
      const { shipments, books } = await playDay(hre, { containers: 40, seed: 1, perBill: 1 });
      expect([shipments, books?.faults]).to.deep.equal([40, []]);
    });

    it("ends early when it is told to, and says what was done until then", async () => {
      const interrupt = new AbortController();
      const stopped = await playDay(hre, {
        containers: 40,
        seed: 1,
        signal: interrupt.signal,
        onStep: ({ out }) => out >= 10 && interrupt.abort(),
      });
      expect(stopped.isStopped).to.equal(true);
      expect(stopped.books).to.equal(undefined);
      expect(stopped.out).to.be.within(10, 39);
      expect(textOf(stopped)).to.contain(`Stopped early: ${stopped.out} containers are out.`);
    });
  });

  describe("atScale", () => {
    it("is an average over the year of what a container took", () => {
      const book = new Daybook();
      for (let i = 0; i < 4; i++) book.done(0, "laden gate-out", 1, 500_000n);
      const scale = atScale({ book, out: 2, isStopped: false });
      const figures = [scale?.containersPerSecond, scale?.transactionsPerSecond, scale?.gasPerSecond];
      expect(figures.map((figure) => figure?.toFixed(2))).to.deep.equal(["1.43", "2.85", "1426940.64"]);
    });

    it("is nothing if no container left, or the day was ended early", () => {
      expect(atScale({ book: new Daybook(), out: 0, isStopped: false })).to.equal(undefined);
      expect(atScale({ book: new Daybook(), out: 5, isStopped: true })).to.equal(undefined);
    });
  });

  describe("ProgressBar", () => {
    const at = (minute: number, out: number): Progress => ({
      containers: 10,
      out,
      transactions: 5,
      now: Date.parse("2026-06-01T08:00:00Z") / 1000 + minute * 60,
    });

    function shown(isTTY: boolean, progress: Progress[]): string[] {
      const written: string[] = [];
      const bar = new ProgressBar({ isTTY, write: (text) => written.push(text) });
      for (const each of progress) bar.show(each);
      bar.end();
      return written;
    }

    it("draws a bar at a terminal and wipes it at the end", () => {
      const [bar, end] = shown(true, [at(0, 5)]);
      expect(bar)
        .to.contain("█".repeat(20) + "░".repeat(20))
        .and.to.contain("5 of 10 containers out");
      expect(end).to.equal("\r\u001b[2K");
    });

    it("writes a plain line for each simulated hour elsewhere", () => {
      const lines = shown(false, [at(0, 1), at(5, 2), at(60, 3)]);
      expect(lines).to.have.lengthOf(2);
      expect(lines[1]).to.match(/^2026-06-01 09:00 {3}30 % {2}3 of 10 containers out, 5 transactions, \d+\/s\n$/);
    });
  });
});
