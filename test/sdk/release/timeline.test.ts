import { expect } from "chai";
import { id, toBeHex, toQuantity } from "ethers";
import { network } from "hardhat";

import {
  ArgumentError,
  type ClockName,
  HistoryError,
  readTimeline,
  ReleaseDesk,
  type TimelineEntry,
} from "../../../sdk/index.js";
import { type Falsify, inOneBlock, rejection, watchedProvider } from "../../support/chain.js";
import { boxNumber, deployReleaseDesks, issueStraight, openingOf } from "../../support/release-desks.js";
import { gatePass, truckCommitment } from "../../support/release.js";

const { ethers, networkHelpers } = await network.create();

const BOX = boxNumber(1);
const OTHER = boxNumber(2);
const HASH = id("a paper");
const TRUCK = truckCommitment("1-ABC-234");
const DAY = 86_400;

/** A life from consignment to empty return, with money, demurrage, offer, booking, retraction and a second gate-out. */
async function deployLife() {
  const suite = await deployReleaseDesks(ethers);
  const { desks, actors, waybill: tokenId, token, pickUp } = suite;
  const { carrier, terminal, customs, consignee, forwarder, haulier } = desks;
  await carrier.carrier.openConsignment(openingOf(suite, [BOX, OTHER])).send();
  const now = () => carrier.now();
  const landed = await now();
  await terminal.terminal.discharge(tokenId, [BOX, OTHER], landed).send();
  await networkHelpers.time.increase(600);
  await customs.customs.clear(tokenId, [BOX, OTHER], "IMPORT", HASH, landed + 60).send();
  await terminal.terminal.release(tokenId, [BOX], await now()).send();
  const money = await token.getAddress();
  const arbiter = actors.bank.address;
  await carrier.charges
    .raise({ tokenId, consignment: 1, creditor: "CARRIER", kind: "FREIGHT_COLLECT", token: money, amount: 5n, arbiter })
    .send();
  await token.mint(actors.consignee.address, 1_000n);
  await consignee.charges.allow(money, 1_000n).send();
  await consignee.charges.pay(1n).send();
  const clock: ClockName = { tokenId, number: BOX, creditor: "TERMINAL", kind: "DEMURRAGE" };
  const freeUntil = (await now()) + DAY;
  await terminal.charges
    .startClock(clock, { token: money, arbiter, freeUntil, steps: [{ fromDay: 1, dailyRate: 7n }] })
    .send();
  await carrier.carrier.giveRelease(tokenId, [BOX]).send();
  await networkHelpers.time.increase(2 * DAY);
  await consignee.charges.payDays(clock, { through: (await now()) + DAY, most: 100n }).send();
  await consignee.holder.offer(tokenId, [BOX], actors.forwarder.address).send();
  await forwarder.holder.accept(tokenId, [BOX]).send();
  await forwarder.holder.nameHaulier(tokenId, [BOX], actors.haulier.address).send();
  await terminal.terminal.openSlot(await now(), DAY, 5).send();
  const slot = Number(await pickUp.slotCount(actors.terminal.member));
  const booking = { tokenId, number: BOX, terminal: Number(actors.terminal.member), slot };
  await haulier.haulier.book({ ...booking, driver: actors.driver.address, truck: TRUCK }).send();
  const { pass, signature } = await gatePass(suite, ethers, {
    tokenId,
    number: toBeHex("0x" + Buffer.from(BOX).toString("hex")),
    slot: BigInt(slot),
    truck: TRUCK,
  });
  const text = { tokenId, number: BOX, truck: TRUCK, challenge: pass.challenge };
  await terminal.terminal
    .gateIn({ ...text, happened: Number(pass.happened), expiry: Number(pass.expiry) }, signature)
    .send();
  const out = { tokenId, number: BOX, truck: TRUCK, sealHash: HASH, receiptHash: HASH };
  await terminal.terminal.gateOut({ ...out, happened: await now() }).send();
  await networkHelpers.time.increase(DAY);
  await terminal.terminal.returnEmpty(tokenId, BOX, HASH, await now()).send();
  return { ...suite, tokenId, landed };
}

describe("timeline of a container", () => {
  async function watched(falsify?: Falsify) {
    const life = await networkHelpers.loadFixture(deployLife);
    const { provider, requests } = watchedProvider(ethers.provider, falsify);
    return { ...life, desk: new ReleaseDesk(life.addresses, provider), requests };
  }

  const names = (lines: readonly TimelineEntry[]) => lines.map(({ entry }) => entry.event);

  it("refuses a container that was never consigned under the bill", async () => {
    const { desk, tokenId } = await watched();
    const error = await rejection(desk.timeline(tokenId, boxNumber(3)), ArgumentError);
    expect(error.argument).to.equal("number");
  });

  it("has every event across registry, charges and pick-up, oldest first, with its consignment's", async () => {
    const { desk, tokenId } = await watched();
    expect(names(await desk.timeline(tokenId, BOX))).to.deep.equal([
      "ConsignmentOpened",
      "ContainerConsigned",
      "Discharged",
      "CustomsCleared",
      "TerminalReleased",
      "ChargeRaised",
      "ChargePaid",
      "ClockStarted",
      "ReleaseGiven",
      "DaysSettled",
      "ChargePaid",
      "ReleaseOffered",
      "ReleaseAccepted",
      "HaulierNamed",
      "PickUpBooked",
      "GatedIn",
      "GatedOut",
      "ReturnedEmpty",
    ]);
  });

  it("says who acted, when it happened and when it was recorded, where it stands, and what, in words", async () => {
    const { desk, tokenId, actors, landed } = await watched();
    const lines = await desk.timeline(tokenId, BOX);
    const line = (event: string) => lines.find(({ entry }) => entry.event === event) ?? expect.fail(event);
    const cleared = line("CustomsCleared");
    expect(cleared.who?.member).to.equal(Number(actors.customs.member));
    expect(cleared.account).to.equal(actors.customs.address);
    expect(cleared.happened).to.equal(landed + 60);
    expect(cleared.recorded).to.be.greaterThan(landed + 599);
    expect(cleared.words).to.equal(`cleared for IMPORT, reference ${HASH}`);
    const receipt = await ethers.provider.getTransactionReceipt(cleared.entry.transaction);
    expect(receipt?.blockNumber).to.equal(cleared.entry.block);
    // Who consigned is not in the event: the sender of the transaction.
    expect(line("ContainerConsigned").who?.member).to.equal(Number(actors.carrier.member));
    expect(line("ReleaseAccepted").who?.member).to.equal(Number(actors.forwarder.member));
    expect(line("ChargePaid").account).to.equal(actors.consignee.address);
    expect(line("ReleaseOffered").happened).to.equal(line("ReleaseOffered").recorded);
    for (const { words, recorded, happened } of lines) {
      expect(words).to.match(/^[^\n]*[^.\s]$/);
      expect(words).not.to.match(/undefined|NaN|\[object/);
      expect(happened).to.be.at.most(recorded);
    }
  });

  it("takes two queries of a single block for each block with events, and no other search", async () => {
    const { desk, tokenId, requests, addresses } = await watched();
    const lines = await desk.timeline(tokenId, BOX);
    const searches = requests.filter(({ method }) => method === "eth_getLogs");
    const own = new Set(
      lines.filter(({ entry }) => "number" in entry && entry.number !== "").map(({ entry }) => entry.block),
    );
    const whole = new Set(
      lines.filter(({ entry }) => !("number" in entry && entry.number !== "")).map(({ entry }) => entry.block),
    );
    // And one for a bill before this one, in the block of the consigning.
    expect(searches).to.have.length(2 * (own.size + whole.size) + 1);
    for (const { params } of searches) {
      const [{ fromBlock, toBlock, address }] = params as [{ fromBlock: string; toBlock: string; address: string[] }];
      expect(fromBlock).to.equal(toBlock);
      expect([address].flat().length).to.be.at.most(3);
    }
    expect(Object.values(addresses)).to.have.length(5);
    const others = new Set(requests.map(({ method }) => method));
    expect([...others].sort()).to.deep.equal([
      "eth_call",
      "eth_getBlockByNumber",
      "eth_getLogs",
      "eth_getTransactionByHash",
    ]);
  });

  it("keeps several events of one block in their order, and other containers out", async () => {
    const suite = await networkHelpers.loadFixture(deployLife);
    const { registry, actors, tokenId, desks } = suite;
    const bytes = (text: string) => "0x" + Buffer.from(text).toString("hex");
    await inOneBlock(ethers.provider, async () => {
      const customs = registry.connect(actors.customs.signer);
      await customs.placeHold(tokenId, [bytes(OTHER)], 1n, "0x5343414e", { gasLimit: 300_000n });
      await customs.liftHold(tokenId, [bytes(OTHER)], 1n, "0x4f4b0000", { gasLimit: 300_000n });
      await customs.placeHold(tokenId, [bytes(OTHER)], 1n, "0x5343414e", { gasLimit: 300_000n });
    });
    const lines = await desks.carrier.timeline(tokenId, OTHER);
    expect(names(lines)).to.deep.equal([
      "ConsignmentOpened",
      "ContainerConsigned",
      "Discharged",
      "CustomsCleared",
      "ChargeRaised",
      "ChargePaid",
      "HoldPlaced",
      "HoldLifted",
      "HoldPlaced",
    ]);
    expect(new Set(lines.slice(-3).map(({ entry }) => entry.block)).size).to.equal(1);
  });

  it("keeps charges of another consignment of the bill out", async () => {
    const suite = await networkHelpers.loadFixture(deployLife);
    const { desks, tokenId, actors, token } = suite;
    await desks.carrier.carrier.openConsignment({ ...openingOf(suite, [boxNumber(5)]), consignment: 2 }).send();
    const arbiter = actors.bank.address;
    const claim = { tokenId, token: await token.getAddress(), amount: 5n, arbiter, creditor: "CARRIER" } as const;
    await desks.carrier.charges.raise({ ...claim, consignment: 2, kind: "OTHER" }).send();
    await desks.carrier.charges.raise({ ...claim, consignment: 1, kind: "OTHER" }).send();
    await desks.carrier.charges.cancel(3n).send();
    const second = await desks.carrier.timeline(tokenId, boxNumber(5));
    const own = ["ConsignmentOpened", "ContainerConsigned", "ChargeRaised", "ChargeCancelled"];
    expect(names(second)).to.deep.equal(own);
    const first = await desks.carrier.timeline(tokenId, BOX);
    expect(first.flatMap(({ entry }) => ("charge" in entry ? [entry.charge] : []))).to.deep.equal([1n, 1n, 2n, 2n, 4n]);
  });

  it("keeps charges of another consignment out of the same block, too", async () => {
    const suite = await networkHelpers.loadFixture(deployLife);
    const { desks, tokenId, actors, charges, token } = suite;
    await desks.carrier.carrier.openConsignment({ ...openingOf(suite, [boxNumber(5)]), consignment: 2 }).send();
    const whole = { tokenId, number: "0x" + "00".repeat(11), creditor: 0n, kind: 4n, token, amount: 5n };
    await inOneBlock(ethers.provider, async () => {
      const carrier = charges.connect(actors.carrier.signer);
      for (const consignment of [1n, 2n, 1n]) {
        await carrier.raise({ ...whole, consignment, arbiter: actors.bank.address }, { gasLimit: 500_000n });
      }
    });
    const raised = (lines: readonly TimelineEntry[]) =>
      lines.flatMap(({ entry }) => (entry.event === "ChargeRaised" ? [entry.charge] : []));
    expect(raised(await desks.carrier.timeline(tokenId, boxNumber(5)))).to.deep.equal([4n]);
    expect(raised(await desks.carrier.timeline(tokenId, OTHER))).to.deep.equal([1n, 3n, 5n]);
  });

  it("goes on before a reissue under the bill that came first", async () => {
    const suite = await networkHelpers.loadFixture(deployLife);
    const { desks, actors, bills } = suite;
    const tokenId = await issueStraight(suite, "OLD");
    const box = boxNumber(9);
    await desks.carrier.carrier.openConsignment({ ...openingOf(suite, [box]), tokenId }).send();
    await desks.terminal.terminal.discharge(tokenId, [box], await desks.carrier.now()).send();
    await bills.connect(actors.shipper.signer).surrenderForAmendment(tokenId, 1n);
    const successor = BigInt(id("NEW"));
    await bills.connect(actors.carrier.signer).reissue(
      [tokenId],
      [
        {
          tokenId: successor,
          transportDocumentReference: "0x4f4c44" + "00".repeat(17),
          kind: 0n,
          issueTo: actors.shipper.address,
          shipper: actors.shipper.address,
          titleTo: actors.consignee.address,
          shipperRepresents: toBeHex(0, 32),
          titleToRepresents: toBeHex(0, 32),
          noDisposal: false,
        },
      ],
    );
    await desks.carrier.carrier.repoint(tokenId, [box], successor).send();
    await desks.customs.customs.clear(successor, [box], "IMPORT", HASH, await desks.carrier.now()).send();
    const lines = await desks.carrier.timeline(successor, box);
    expect(lines.map(({ entry }) => [entry.event, entry.tokenId === successor])).to.deep.equal([
      ["ConsignmentOpened", false],
      ["ContainerConsigned", false],
      ["Discharged", false],
      ["ConsignmentOpened", true],
      ["Repointed", false],
      ["ContainerConsigned", true],
      ["CustomsCleared", true],
    ]);
  });

  describe("a node that lies", () => {
    type RawLog = { address: string; topics: string[]; blockNumber: string; data: string; removed?: boolean };

    /** Lets `change` work on what is found in the block of the container's n-th event from the end. */
    async function lied(event: string, change: (logs: RawLog[]) => RawLog[]) {
      const { desks, tokenId } = await networkHelpers.loadFixture(deployLife);
      const lines = await desks.carrier.timeline(tokenId, BOX);
      const { entry } = lines.find((line) => line.entry.event === event) ?? expect.fail(event);
      const { desk } = await watched(({ method, params }, answer) => {
        if (method !== "eth_getLogs") return answer;
        const [{ fromBlock }] = params as [{ fromBlock: string }];
        return fromBlock === toQuantity(entry.block) ? change(answer as RawLog[]) : answer;
      });
      return await rejection(desk.timeline(tokenId, BOX), HistoryError);
    }

    it("is found out when it leaves an event out", async () => {
      const error = await lied("ReleaseOffered", () => []);
      expect(error.code).to.equal("MISSING_EVENT");
      expect(error.message).to.match(
        /history of the container MSCU\d{7} under the bill 0x\w{8}… is wrong in block \d+: event \d+ is missing$/,
      );
    });

    it("is found out when it leaves out the settled days before their charge", async () => {
      const error = await lied("DaysSettled", (logs) => logs.slice(1));
      expect(error.code).to.equal("MISSING_EVENT");
    });

    it("is found out when it answers with what was not asked for", async () => {
      const error = await lied("GatedOut", (logs) =>
        logs.map((log) => ({
          ...log,
          topics: log.topics.map((topic, index) => (index === 1 ? toBeHex(1, 32) : topic)),
        })),
      );
      expect(error.code).to.equal("FOREIGN_EVENT");
    });

    it("is found out when it answers with an event that nobody knows", async () => {
      const error = await lied("GatedOut", (logs) =>
        logs.map((log) => ({ ...log, topics: log.topics.map((topic, index) => (index === 0 ? id("X()") : topic)) })),
      );
      expect(error.code).to.equal("UNKNOWN_EVENT");
    });

    it("is found out when it moves a container's beginning", async () => {
      const error = await lied("TerminalReleased", (logs) =>
        logs.map((log) => ({ ...log, data: log.data.slice(0, -64) + "0".repeat(64) })),
      );
      expect(error.code).to.equal("BROKEN_TRAIL");
      expect(error.message).to.match(/TerminalReleased, cannot be the first$/);
    });
  });

  it("refuses contracts without a provider", async () => {
    const { desks, addresses } = await networkHelpers.loadFixture(deployLife);
    const { contracts } = desks.carrier;
    const unconnected = { ...contracts, releaseRegistry: contracts.releaseRegistry.connect(null) };
    await rejection(readTimeline(unconnected, addresses, 1n, BOX), Error);
  });
});
