import { expect } from "chai";
import { network } from "hardhat";

import { possessedBy, stateOf, transfer } from "../support/bills.js";
import { DAYS, timeOf } from "../support/records.js";
import { deploySuite, issueBill, Kind, type Suite } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { time } = networkHelpers;
const PERIOD = 14n * DAYS;

/** A bill that the bank received from the shipper; times are told in seconds from `start`. */
async function received(suite: Suite) {
  const { bills, parties } = suite;
  const tokenId = await issueBill(suite, Kind.TO_ORDER);
  const start = await timeOf(transfer(bills, parties.shipper, parties.bank, tokenId));
  const at = (seconds: bigint) => time.setNextBlockTimestamp(start + seconds);
  return { ...suite, ...parties, tokenId, start, at };
}

async function deployUnpaused() {
  return received(await deploySuite(ethers));
}

/** The same after pauses long ago, so that active time is behind the block's time by more than any right lasts. */
async function deploy() {
  const suite = await deploySuite(ethers);
  for (const duration of [7n * DAYS, 7n * DAYS, 1_000n]) {
    await suite.bills.pauseMoves(duration);
    await time.increase(30n * DAYS);
  }
  // The longest period, so that two pauses with the rest between them find room.
  await suite.bills.setRejectPeriod(PERIOD);
  return received(suite);
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

/** What happens on the way, and how long the clock of the right to reject stands still by it, in seconds. */
interface Story {
  readonly what: string;
  readonly happens: (suite: Fixture) => Promise<void>;
  readonly still: bigint;
}

async function pauseAndResume({ bills, at }: Fixture, from: bigint, until: bigint): Promise<void> {
  await at(from);
  await bills.pauseMoves(7n * DAYS);
  await at(until);
  await bills.resumeMoves();
}

async function freezeAndUnfreeze({ bills, tokenId, at }: Fixture, from: bigint, until: bigint): Promise<void> {
  await at(from);
  await bills.freeze(tokenId);
  await at(until);
  await bills.unfreeze(tokenId);
}

const STORIES: Story[] = [
  { what: "nothing", happens: async () => {}, still: 0n },
  { what: "a pause resumed early", happens: (suite) => pauseAndResume(suite, 100n, 1_100n), still: 1_000n },
  {
    what: "a pause that ended by itself",
    happens: async ({ bills, at }) => {
      await at(100n);
      await bills.pauseMoves(7n * DAYS);
    },
    still: 7n * DAYS,
  },
  {
    what: "a pause that began in the very last second",
    happens: async ({ bills, at }) => {
      await at(PERIOD);
      await bills.pauseMoves(1_000n);
    },
    still: 1_000n,
  },
  { what: "a pause of one second", happens: (suite) => pauseAndResume(suite, 100n, 101n), still: 1n },
  {
    what: "three pauses, with a freeze in the rest between the last two",
    happens: async (suite) => {
      await pauseAndResume(suite, 100n, 1_100n);
      await pauseAndResume(suite, 1_100n + 7n * DAYS, 3_100n + 7n * DAYS);
      await freezeAndUnfreeze(suite, 4_000n + 7n * DAYS, 5_000n + 7n * DAYS);
      await suite.at(3_100n + 14n * DAYS);
      await suite.bills.pauseMoves(DAYS);
    },
    still: 4_000n + DAYS,
  },
  {
    what: "the guardian's freeze that ended by itself",
    happens: async ({ bills, tokenId, at }) => {
      await at(100n);
      await bills.freezeBriefly(tokenId, 7n * DAYS);
    },
    still: 7n * DAYS,
  },
  {
    what: "the guardian's freeze that governance ended",
    happens: async ({ bills, tokenId, at }) => {
      await at(100n);
      await bills.freezeBriefly(tokenId, 7n * DAYS);
      await at(1_100n);
      await bills.unfreeze(tokenId);
    },
    still: 1_000n,
  },
  {
    what: "governance's freeze",
    happens: (suite) => freezeAndUnfreeze(suite, 100n, 100n + 500n * DAYS),
    still: 500n * DAYS,
  },
  {
    what: "the guardian's freeze from the very last second",
    happens: async ({ bills, tokenId, at }) => {
      await at(PERIOD);
      await bills.freezeBriefly(tokenId, 1_000n);
    },
    still: 1_000n,
  },
  {
    what: "the guardian's freeze that governance made its own",
    happens: async (suite) => {
      await suite.at(100n);
      await suite.bills.freezeBriefly(suite.tokenId, DAYS);
      await freezeAndUnfreeze(suite, 200n, 100n + 3n * DAYS);
    },
    still: 3n * DAYS,
  },
  {
    what: "the guardian's freeze, and governance's after it had ended",
    happens: async (suite) => {
      await suite.at(100n);
      await suite.bills.freezeBriefly(suite.tokenId, 1_000n);
      await freezeAndUnfreeze(suite, 2_100n, 4_100n);
    },
    still: 3_000n,
  },
  {
    what: "the guardian's freeze, and governance's in the second in which it ended",
    happens: async (suite) => {
      await suite.at(100n);
      await suite.bills.freezeBriefly(suite.tokenId, 1_000n);
      await freezeAndUnfreeze(suite, 1_100n, 3_100n);
    },
    still: 3_000n,
  },
  {
    what: "a pause inside a freeze",
    happens: async (suite) => {
      await suite.at(100n);
      await suite.bills.freeze(suite.tokenId);
      await pauseAndResume(suite, 200n, 300n);
      await suite.at(1_100n);
      await suite.bills.unfreeze(suite.tokenId);
    },
    still: 1_000n,
  },
  {
    what: "a freeze inside a pause",
    happens: async (suite) => {
      await suite.at(100n);
      await suite.bills.pauseMoves(7n * DAYS);
      await freezeAndUnfreeze(suite, 200n, 300n);
      await suite.at(1_100n);
      await suite.bills.resumeMoves();
    },
    still: 1_000n,
  },
  {
    what: "a freeze that begins in a pause and outlasts it",
    happens: async (suite) => {
      await suite.at(100n);
      await suite.bills.pauseMoves(1_000n);
      await freezeAndUnfreeze(suite, 600n, 2_100n);
    },
    still: 2_000n,
  },
  {
    what: "a pause that begins in a freeze and outlasts it",
    happens: async (suite) => {
      await suite.at(100n);
      await suite.bills.freezeBriefly(suite.tokenId, 1_000n);
      await pauseAndResume(suite, 600n, 2_100n);
    },
    still: 2_000n,
  },
  {
    what: "a freeze that ended by itself before two pauses",
    happens: async (suite) => {
      await suite.at(100n);
      await suite.bills.freezeBriefly(suite.tokenId, 1_000n);
      await pauseAndResume(suite, 2_000n, 4_000n);
      await pauseAndResume(suite, 4_000n + 7n * DAYS, 4_000n + 8n * DAYS);
    },
    still: 3_000n + DAYS,
  },
  {
    what: "a freeze across the end of one pause and the beginning of the next",
    happens: async (suite) => {
      await suite.at(100n);
      await suite.bills.pauseMoves(1_000n);
      await suite.at(600n);
      await suite.bills.freeze(suite.tokenId);
      await pauseAndResume(suite, 1_100n + 7n * DAYS, 5_100n + 7n * DAYS);
      await suite.at(6_100n + 7n * DAYS);
      await suite.bills.unfreeze(suite.tokenId);
    },
    still: 6_000n + 7n * DAYS,
  },
];

describe("BillOfLading", () => {
  describe("reject", () => {
    for (const { what, happens, still } of STORIES) {
      it(`is possible to the exact last second across ${what}`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, bank, shipper, tokenId, start } = suite;
        const deadline = start + PERIOD + still;
        await happens(suite);
        const snapshot = await networkHelpers.takeSnapshot();
        await time.increaseTo(deadline + 1n);
        expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(deadline);
        await expect(bills.connect(bank.signer).reject(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_RejectTooLate")
          .withArgs(tokenId, deadline);
        await snapshot.restore();
        await time.setNextBlockTimestamp(deadline);
        await bills.connect(bank.signer).reject(tokenId);
        expect(await stateOf(bills, tokenId)).to.include({ ...possessedBy(shipper), rejectDeadline: 0n });
      });
    }

    const late: [string, (suite: Fixture) => Promise<void>][] = [
      ["a freeze", (suite) => freezeAndUnfreeze(suite, PERIOD + 1n, PERIOD + DAYS)],
      [
        "the guardian's freeze",
        async ({ bills, tokenId, at }) => {
          await at(PERIOD + 1n);
          await bills.freezeBriefly(tokenId, 1_000n);
        },
      ],
      ["a pause", (suite) => pauseAndResume(suite, PERIOD + 1n, PERIOD + DAYS)],
      [
        "two pauses and a freeze",
        async (suite) => {
          await pauseAndResume(suite, PERIOD + 1n, PERIOD + DAYS);
          await freezeAndUnfreeze(suite, PERIOD + 2n * DAYS, PERIOD + 3n * DAYS);
          await pauseAndResume(suite, PERIOD + 8n * DAYS, PERIOD + 9n * DAYS);
        },
      ],
    ];
    for (const [what, happens] of late) {
      it(`stays past if the last second was before ${what}`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, bank, tokenId, start, at } = suite;
        await happens(suite);
        await at(PERIOD + 20n * DAYS);
        await expect(bills.connect(bank.signer).reject(tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_RejectTooLate")
          .withArgs(tokenId, start + PERIOD);
        expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(start + PERIOD);
      });
    }

    it("stays past if the last second was before the first pause of all", async () => {
      const suite = await networkHelpers.loadFixture(deployUnpaused);
      const { bills, bank, tokenId, start } = suite;
      await pauseAndResume(suite, 2n * DAYS + 1n, 3n * DAYS);
      await expect(bills.connect(bank.signer).reject(tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_RejectTooLate")
        .withArgs(tokenId, start + 2n * DAYS);
    });

    it("is possible all through a pause that began in the last second", async () => {
      const { bills, bank, tokenId, at } = await networkHelpers.loadFixture(deploy);
      await at(PERIOD);
      await bills.pauseMoves(7n * DAYS);
      await at(PERIOD + 7n * DAYS - 1n);
      await bills.connect(bank.signer).reject(tokenId);
      expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(0n);
    });
  });

  describe("billOf", () => {
    it("tells the last second as if the clock went on from now, while it stands still in a pause", async () => {
      const { bills, tokenId, start, at } = await networkHelpers.loadFixture(deploy);
      await at(100n);
      await bills.pauseMoves(DAYS);
      await time.increaseTo(start + 1_100n);
      expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(start + PERIOD + 1_000n);
      await time.increaseTo(start + 10n * DAYS);
      expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(start + PERIOD + DAYS);
    });

    for (const by of ["guardian", "governance"] as const) {
      it(`tells the last second as if the clock went on from now, while the ${by} has frozen the bill`, async () => {
        const { bills, tokenId, start, at } = await networkHelpers.loadFixture(deploy);
        await at(100n);
        await (by === "guardian" ? bills.freezeBriefly(tokenId, DAYS) : bills.freeze(tokenId));
        await time.increaseTo(start + 1_100n);
        expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(start + PERIOD + 1_000n);
        await time.increaseTo(start + 30n * DAYS);
        const still = by === "guardian" ? DAYS : 30n * DAYS - 100n;
        expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(start + PERIOD + still);
      });
    }

    it("tells the last second of a right that had passed before the freeze", async () => {
      const { bills, tokenId, start, at } = await networkHelpers.loadFixture(deploy);
      await at(PERIOD + 1n);
      await bills.freeze(tokenId);
      await time.increaseTo(start + 30n * DAYS);
      expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(start + PERIOD);
    });
  });
});
