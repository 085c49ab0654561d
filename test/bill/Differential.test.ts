import { isDeepStrictEqual } from "node:util";

import { expect } from "chai";
import { network } from "hardhat";

import { calldataOf, deeds, errorOf, refusalOf, type Step, textOf } from "../support/bill-model/steps.js";
import { tokenByReference } from "../support/bill-model/issue.js";
import { recordIn, viewOf } from "../support/bill-model/views.js";
import { Walk } from "../support/bill-model/walk.js";
import { pausedUntil, Refusal, type World } from "../support/bill-model/world.js";
import { type BillRecord, fieldsOf, HOURS, recordOf } from "../support/records.js";
import { deploySuite } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

// How many walks, how many acts in each, and the seed of the first; longer runs set them from outside:
// BOLLARD_WALKS=1000 BOLLARD_WALK_SEED=25 npx hardhat test test/bill/Differential.test.ts
const WALKS = Number(process.env["BOLLARD_WALKS"] ?? 24);
const LENGTH = Number(process.env["BOLLARD_WALK_LENGTH"] ?? 150);
const SEED = Number(process.env["BOLLARD_WALK_SEED"] ?? 1);

async function deploy() {
  const suite = await deploySuite(ethers);
  // The same moment in each run, so that a seed always means the same acts at the same times.
  await networkHelpers.time.increaseTo(2_000_000_000n);
  const targets = { bills: await suite.bills.getAddress(), consortium: await suite.consortium.getAddress() };
  const accounts = [...Object.values(suite.parties).map(({ address }) => address), suite.governance.address];
  return { ...suite, targets, accounts };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

/** The model of the chain as the fixture leaves it. */
async function worldOf({ consortium, governance }: Fixture): Promise<World> {
  const members = [];
  for (let number = 1n; number <= (await consortium.memberCount()); number++) {
    const { member, account, roles, status } = await consortium.memberView(number);
    members.push({ member, address: account, roles, status });
  }
  return {
    members,
    governance: governance.address,
    operators: [],
    bills: new Map(),
    references: new Map(),
    rejectPeriod: 48n * HOURS,
    pauses: [],
    now: BigInt(await networkHelpers.time.latest()),
    block: BigInt(await ethers.provider.getBlockNumber()),
  };
}

const DONE = "done";

/** The world after an act, which is as before if the model refuses it, and what came of it. */
function inModel(world: World, step: Step): { after: World; outcome: string } {
  const after = structuredClone(world);
  const clock = { now: step.at, block: world.block + 1n };
  Object.assign(after, clock);
  try {
    step.run(after);
    return { after, outcome: DONE };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { after: { ...world, ...clock }, outcome: refusalOf(error) };
  }
}

/** The data of a revert, wherever the provider put it. */
function revertOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { data, error: inner, cause } = error as { data?: unknown; error?: unknown; cause?: unknown };
  if (typeof data === "string" && data.startsWith("0x")) return data;
  return revertOf(data) ?? revertOf(inner) ?? revertOf(cause);
}

async function onChain({ targets }: Fixture, step: Step): Promise<string> {
  await ethers.provider.send("evm_setNextBlockTimestamp", [Number(step.at)]);
  const call = { from: step.by, to: targets[step.contract], data: calldataOf(step), gas: "0x7a1200" };
  try {
    await ethers.provider.send("eth_sendTransaction", [call]);
    return DONE;
  } catch (error) {
    const data = revertOf(error);
    if (data === undefined) throw error;
    return errorOf(data);
  }
}

function differences(chain: BillRecord, model: BillRecord): string[] {
  return Object.keys(model)
    .filter((name) => !isDeepStrictEqual(chain[name], model[name]))
    .map((name) => `${name}: chain ${textOf("", [chain[name]])}, model ${textOf("", [model[name]])}`);
}

/** Compares the bills that the act could change, by the views that people read most. */
async function compareViews({ bills }: Fixture, world: World, touched: readonly bigint[]): Promise<string[]> {
  const found: string[] = [];
  for (const tokenId of touched) {
    const [bill, delivery] = await Promise.all([bills.billOf(tokenId), bills.deliveryOf(tokenId)]);
    const chain = { ...fieldsOf(bill), ...fieldsOf(delivery) };
    found.push(...differences(chain, viewOf(world, tokenId)).map((text) => `bill ${tokenId}: ${text}`));
  }
  return found;
}

/** Compares everything that any view tells. */
async function compareAll({ bills, accounts }: Fixture, world: World): Promise<string[]> {
  const found: string[] = [];
  for (const tokenId of world.bills.keys()) {
    const chain = await recordOf(bills, tokenId);
    found.push(...differences(chain, recordIn(world, tokenId)).map((text) => `bill ${tokenId}: ${text}`));
  }
  const clock = { rejectPeriod: await bills.rejectPeriod(), pausedUntil: await bills.pausedUntil() };
  found.push(...differences(clock, { rejectPeriod: world.rejectPeriod, pausedUntil: pausedUntil(world) }));
  for (const address of accounts) {
    const held = [...world.bills.values()].filter(
      ({ possessor }) => world.members.find(({ member }) => member === possessor)?.address === address,
    );
    const balance = BigInt(held.length);
    found.push(...differences({ [address]: await bills.balanceOf(address) }, { [address]: balance }));
  }
  for (const key of world.references.keys()) {
    const [carrier = "", text = ""] = key.split(" ");
    const chain = await bills.tokenByReference(carrier, text);
    found.push(...differences({ [key]: chain }, { [key]: tokenByReference(world, BigInt(carrier), text) }));
  }
  return found;
}

/** Which bills an act may have changed: those it names, and those that came into being. */
function touchedBy({ args }: Step, before: World, after: World): bigint[] {
  const named = args.flat().filter((arg): arg is bigint => typeof arg === "bigint" && after.bills.has(arg));
  const born = [...after.bills.keys()].filter((tokenId) => !before.bills.has(tokenId));
  return [...new Set([...named, ...born])];
}

/** Draws the act with this index, or is at its end. */
type Source = (world: World, index: number) => Step | undefined;

/** Does the acts on both sides until they differ, or all. `outcomes` counts what came of them. */
async function compare(source: Source, outcomes: Map<string, number>) {
  const suite = await networkHelpers.loadFixture(deploy);
  let world = await worldOf(suite);
  const done: Step[] = [];
  for (let step = source(world, 0); step !== undefined; step = source(world, done.length)) {
    done.push(step);
    const chain = await onChain(suite, step);
    const { after, outcome } = inModel(world, step);
    const name = outcome === DONE ? step.name : outcome.slice(0, outcome.indexOf("("));
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
    const found =
      chain === outcome
        ? await compareViews(suite, after, touchedBy(step, world, after))
        : [`outcome: chain ${chain}, model ${outcome}`];
    world = after;
    if (found.length !== 0) return { done, found };
  }
  return { done, found: await compareAll(suite, world) };
}

/** Leaves out acts without which the two sides still differ: by halves, by quarters, and so on to single ones. */
async function shortened(steps: readonly Step[]) {
  let kept = [...steps];
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = kept.length - 1 - size; from > -size; from -= size) {
      const shorter = kept.filter((_, index) => index < from || index >= from + size);
      const { done, found } = await compare((_, index) => shorter[index], new Map());
      if (found.length !== 0) kept = done;
    }
  }
  return kept;
}

function listed({ at, by, name, args }: Step, accounts: readonly string[]): string {
  const who = (text: string) => accounts.reduce((all, address, i) => all.replaceAll(address, `#${i}`), text);
  return `  ${at} ${who(by)} ${who(textOf(name, args))}`;
}

describe("BillOfLading", () => {
  describe("beside a model of its whole life", () => {
    const outcomes = new Map<string, number>();

    for (let seed = SEED; seed < SEED + WALKS; seed++) {
      it(`has the same outcome, error and state in ${LENGTH} random acts with the seed ${seed}`, async () => {
        const { accounts } = await networkHelpers.loadFixture(deploy);
        const walk = new Walk(seed, accounts);
        const source: Source = (world, index) => (index < LENGTH ? walk.next(world) : undefined);
        const { done, found } = await compare(source, outcomes);
        if (found.length === 0) return;
        const shortest = await shortened(done);
        const again = await compare((_, index) => shortest[index], new Map());
        const acts = shortest.map((step) => listed(step, accounts)).join("\n");
        expect.fail(
          `seed ${seed}, different after ${done.length} acts:\n${found.join("\n")}\n` +
            `the shortest acts that differ:\n${acts}\n${again.found.join("\n")}`,
        );
      }).timeout(60_000 + LENGTH * 1_000);
    }

    // A few acts meet too little for this.
    if (WALKS * LENGTH < 3_000) return;

    it("did every act there is, and was refused for most of the reasons there are", () => {
      const missing = Object.keys(deeds).filter((name) => !outcomes.has(name));
      expect(missing).to.deep.equal([]);
      const refusals = [...outcomes.keys()].filter((name) => /^(Bill|Consortium|ERC721|AccessManaged)/.test(name));
      expect(refusals.length).to.be.greaterThan(45);
    });
  });
});
