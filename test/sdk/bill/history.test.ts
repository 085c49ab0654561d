import { expect } from "chai";
import { toBeHex, toQuantity, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import {
  ChainError,
  entriesIn,
  type HistoryEntry,
  HistoryError,
  readHistory,
  timesOf,
  walkHistory,
} from "../../../sdk/index.js";
import { BillOfLading__factory } from "../../../typechain-types/index.js";
import { endorseAndTransfer, transfer } from "../../support/bills.js";
import { type Falsify, inOneBlock, watchedProvider } from "../../support/chain.js";
import { Act, deploySuite, issuance, issueBill, Kind } from "../../support/suite.js";

const { ethers, networkHelpers } = await network.create();

/** A TO_ORDER bill with events in five blocks, two of which hold several: seven events in all. */
async function deployLife() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const tokenId = await issueBill(suite, Kind.TO_ORDER);
  await bills.connect(parties.shipper.signer).sign(tokenId);
  await endorseAndTransfer(bills, parties.shipper, Act.ENDORSE_TO_ORDER, parties.bank, tokenId);
  // Another bill's life runs through the same blocks.
  const other = await issueBill(suite, Kind.BEARER, { reference: "OTHER" });
  await inOneBlock(ethers.provider, async () => {
    await bills.connect(parties.bank.signer).sign(tokenId, { gasLimit: 300_000n });
    await transfer(bills, parties.shipper, parties.consignee, other);
    await bills.connect(parties.bank.signer).surrenderForDelivery(tokenId, { gasLimit: 300_000n });
  });
  await bills.connect(parties.carrier.signer).acceptSurrender(tokenId);
  return { ...suite, tokenId, other };
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => expect.fail("nothing was thrown"),
    (error: unknown) => error,
  );
}

describe("history of a bill", () => {
  async function watched(falsify?: Falsify) {
    const life = await networkHelpers.loadFixture(deployLife);
    const { provider, requests } = watchedProvider(ethers.provider, falsify);
    const bills = BillOfLading__factory.connect(await life.bills.getAddress(), provider);
    return { ...life, bills, requests };
  }

  describe("readHistory", () => {
    it("refuses a token that was never issued", async () => {
      const { bills } = await watched();
      const error = await rejection(readHistory(bills, 7n));
      expect(error).to.be.instanceOf(ChainError);
      expect(error).to.include({ code: "ERC721NonexistentToken" });
    });

    it("refuses a contract without a provider", async () => {
      const bills = BillOfLading__factory.connect(ZeroAddress);
      const tip = { latestBlock: 1, sequence: 1 };
      expect(await rejection(readHistory(bills, 7n, tip))).to.be.instanceOf(TypeError);
    });

    it("tells every event, newest first, with names and numbers", async () => {
      const { bills, parties, tokenId } = await watched();
      const member = (party: { member: bigint }) => Number(party.member);
      const { carrier, shipper, bank } = parties;
      const entries = await readHistory(bills, tokenId);
      expect(entries.map(({ event, sequence }) => [event, sequence])).to.deep.equal([
        ["SurrenderAccepted", 7],
        ["Surrendered", 6],
        ["Signed", 5],
        ["PossessionTransferred", 4],
        ["Endorsed", 3],
        ["Signed", 2],
        ["Issued", 1],
      ]);
      for (const [index, entry] of entries.entries()) {
        const log = await logOf(entry);
        expect(log.topics[1]).to.equal(toBeHex(tokenId, 32));
        expect(entry.tokenId).to.equal(tokenId);
        expect(entry.previousBlock).to.equal(entries[index + 1]?.block ?? 0);
      }
      const details = entries.map(
        ({ event, tokenId: _, sequence, previousBlock, block, transaction, logIndex, ...rest }) => {
          expect([event, sequence, previousBlock, block, transaction, logIndex]).not.to.include(undefined);
          return rest;
        },
      );
      const [accepted, surrendered, signed, transferred, endorsed, , issued] = details;
      expect(accepted).to.deep.equal({ carrier: member(carrier), entitled: member(bank), account: carrier.address });
      expect(surrendered).to.deep.equal({
        by: member(bank),
        carrier: member(carrier),
        act: "SURRENDER_FOR_DELIVERY",
        reason: "NONE",
      });
      expect(signed).to.deep.equal({ by: member(bank) });
      const moved = entries[3];
      const block = await ethers.provider.getBlock(moved?.block ?? 0);
      expect(transferred).to.deep.equal({
        from: member(shipper),
        to: member(bank),
        rejectDeadline: (block?.timestamp ?? 0) + 48 * 3600,
      });
      expect(endorsed).to.deep.equal({ by: member(shipper), to: member(bank), act: "ENDORSE_TO_ORDER" });
      expect(issued).to.deep.equal({
        carrier: member(carrier),
        issuedTo: member(shipper),
        transportDocumentReference: "4AD3FA470BB541B9",
        kind: "TO_ORDER",
        shipper: 0,
        titleTo: member(shipper),
        account: carrier.address,
      });
    });

    it("takes one query for each block with events, each of a single block, and one call", async () => {
      const { bills, tokenId, requests } = await watched();
      const entries = await readHistory(bills, tokenId);
      const blocks = [...new Set(entries.map(({ block }) => block))];
      expect(entries).to.have.length(7);
      expect(blocks).to.have.length(5);
      expect(requests.map(({ method }) => method)).to.deep.equal(["eth_call", ...blocks.map(() => "eth_getLogs")]);
      const address = (await bills.getAddress()).toLowerCase();
      expect(requests.slice(1).map(({ params }) => params)).to.deep.equal(
        blocks.map((block) => [
          {
            address,
            topics: [null, toBeHex(tokenId, 32)],
            fromBlock: toQuantity(block),
            toBlock: toQuantity(block),
          },
        ]),
      );
    });

    it("takes no call at all if the tip is known", async () => {
      const { bills, tokenId, requests } = await watched();
      const tip = await bills.billOf(tokenId);
      requests.splice(0);
      expect(await readHistory(bills, tokenId, tip)).to.have.length(7);
      expect(requests.map(({ method }) => method)).to.deep.equal(Array(5).fill("eth_getLogs"));
    });

    it("decodes every event with a trail, lists and orders of a court among them", async () => {
      const { bills, parties, tokenId, governance } = await watched();
      const suite = await networkHelpers.loadFixture(deployLife);
      const { shipper, carrier } = parties;
      const second = await issueBill(suite, Kind.STRAIGHT, { reference: "SECOND" });
      const asGovernance = suite.bills.connect(governance);
      await asGovernance.freeze(second);
      await asGovernance.announceReassignment(second, {
        orderHash: toBeHex(1, 32),
        jurisdiction: "0x4e4c",
        kind: Kind.STRAIGHT,
        possessor: shipper.member,
        titleholder: parties.bank.member,
      });
      await asGovernance.unfreeze(second);
      await suite.bills.connect(shipper.signer).surrenderForAmendment(second, 2n);
      const following = ["A", "B"].map((text) => issuance(Kind.STRAIGHT, parties, { reference: text }));
      await suite.bills.connect(carrier.signer).reissue([second], following);

      const [reissued, surrendered, unfrozen, announced, frozen] = await readHistory(bills, second);
      expect(reissued).to.deep.include({ event: "Reissued", successors: following.map((input) => input.tokenId) });
      expect(surrendered).to.include({ event: "Surrendered", act: "SURRENDER_FOR_AMENDMENT", reason: "SPLIT" });
      expect(unfrozen).to.include({ event: "Unfrozen", sequence: 4 });
      expect(announced).to.deep.include({
        event: "ReassignmentAnnounced",
        orderHash: toBeHex(1, 32),
        order: {
          orderHash: toBeHex(1, 32),
          jurisdiction: "NL",
          kind: "STRAIGHT",
          possessor: Number(shipper.member),
          titleholder: Number(parties.bank.member),
        },
      });
      expect(frozen).to.include({ event: "Frozen", until: 0 });
      // The union is told apart by its event.
      expect(announced?.event === "ReassignmentAnnounced" && announced.order.jurisdiction).to.equal("NL");
      expect(tokenId).not.to.equal(second);
    });
  });

  describe("a long life", () => {
    it("is read across the turn of the counter", async () => {
      const life = await networkHelpers.loadFixture(deployLife);
      const address = await life.bills.getAddress();
      const { topicHash } = life.bills.interface.getEvent("Signed");
      const word = (value: number) => toBeHex(value, 32).slice(2);
      // A made-up node: two signatures in each block, the 65,537th and 65,538th of the bill in block 100.
      const { provider } = watchedProvider(ethers.provider, ({ method, params }, answer) => {
        if (method !== "eth_getLogs") return answer;
        const [{ fromBlock }] = params as [{ fromBlock: string }];
        return [0, 1].map((index) => ({
          address,
          topics: [topicHash, toBeHex(life.tokenId, 32), toBeHex(4, 32)],
          data:
            "0x" +
            word((65_537 + index - 2 * (100 - Number(fromBlock))) % 65_536) +
            word(Number(fromBlock) - 1 + index),
          blockNumber: fromBlock,
          logIndex: toQuantity(index),
          transactionHash: ZeroHash,
          transactionIndex: "0x0",
          blockHash: ZeroHash,
        }));
      });
      const bills = BillOfLading__factory.connect(address, provider);
      const sequences: number[] = [];
      for await (const entries of walkHistory(bills, life.tokenId, { latestBlock: 100, sequence: 2 })) {
        sequences.push(...entries.map(({ sequence }) => sequence));
        if (sequences.length === 6) break;
      }
      expect(sequences).to.deep.equal([2, 1, 0, 65_535, 65_534, 65_533]);
    });
  });

  describe("a node that lies", () => {
    type RawLog = { address: string; topics: string[]; blockNumber: string; data: string; removed?: boolean };

    /** Lets `change` work on the logs of the `nth` block that is read, from 0 for the newest. */
    function lieAbout(nth: number, change: (logs: RawLog[]) => RawLog[]): Falsify {
      let seen = -1;
      return ({ method }, answer) => {
        if (method !== "eth_getLogs") return answer;
        seen += 1;
        return seen === nth ? change(answer as RawLog[]) : answer;
      };
    }

    const lies: [string, string, RegExp, Falsify][] = [
      ["leaves the newest event out", "MISSING_EVENT", /event 7 is missing$/, lieAbout(0, () => [])],
      [
        "leaves the newest event of a block out",
        "MISSING_EVENT",
        /event 6 is missing, event 5 stands in its place$/,
        lieAbout(1, (logs) => logs.slice(0, -1)),
      ],
      [
        "leaves the oldest event of a block out",
        "MISSING_EVENT",
        /event 5 is missing$/,
        lieAbout(1, (logs) => logs.slice(1)),
      ],
      ["has lost the block of the issue", "MISSING_EVENT", /event 1 is missing$/, lieAbout(4, () => [])],
      [
        "tells an event twice",
        "MISSING_EVENT",
        /event 5 is missing, event 6 stands in its place$/,
        lieAbout(1, (logs) => logs.flatMap((log) => [log, log])),
      ],
      [
        "answers for another contract",
        "FOREIGN_EVENT",
        /not asked for$/,
        lieAbout(0, (logs) => logs.map((log) => ({ ...log, address: toBeHex(7, 20) }))),
      ],
      [
        "answers for another bill",
        "FOREIGN_EVENT",
        /not asked for$/,
        lieAbout(0, (logs) => logs.map((log) => ({ ...log, topics: log.topics.with(1, ZeroHash) }))),
      ],
      [
        "answers for another block",
        "FOREIGN_EVENT",
        /not asked for$/,
        lieAbout(0, (logs) => logs.map((log) => ({ ...log, blockNumber: "0x1" }))),
      ],
      [
        "tells an event of a block that was undone",
        "FOREIGN_EVENT",
        /not asked for$/,
        lieAbout(0, (logs) => logs.map((log) => ({ ...log, removed: true }))),
      ],
      [
        "tells an event of a newer contract",
        "UNKNOWN_EVENT",
        /0x0{64} is not known here$/,
        lieAbout(0, (logs) => logs.map((log) => ({ ...log, topics: log.topics.with(0, ZeroHash) }))),
      ],
      [
        "ends the life before the issue",
        "BROKEN_TRAIL",
        /event 7, SurrenderAccepted, cannot be the first$/,
        lieAbout(0, (logs) => logs.map((log) => ({ ...log, data: withPreviousBlock(log.data, 0) }))),
      ],
      [
        "goes on before the issue",
        "BROKEN_TRAIL",
        /event 1, Issued, cannot be the first$/,
        lieAbout(4, (logs) => logs.map((log) => ({ ...log, data: withPreviousBlock(log.data, 1) }))),
      ],
      [
        "leads into the future",
        "BROKEN_TRAIL",
        /event 7 follows an event of the later block 9999$/,
        lieAbout(0, (logs) => logs.map((log) => ({ ...log, data: withPreviousBlock(log.data, 9999) }))),
      ],
      [
        "leads astray within a block",
        "BROKEN_TRAIL",
        /event 6 does not follow the event before it$/,
        lieAbout(1, (logs) =>
          logs.map((log, index) => ({ ...log, data: index === 1 ? withPreviousBlock(log.data, 1) : log.data })),
        ),
      ],
    ];

    for (const [what, code, message, falsify] of lies) {
      it(`is found out when it ${what}`, async () => {
        const { bills, tokenId } = await watched(falsify);
        const error = await rejection(readHistory(bills, tokenId));
        expect(error).to.be.instanceOf(HistoryError);
        expect(error).to.include({ code, tokenId });
        expect((error as HistoryError).message).to.match(message);
        expect((error as HistoryError).block).to.be.greaterThan(0);
      });
    }
  });

  describe("walkHistory", () => {
    it("asks for no more blocks than are wanted", async () => {
      const { bills, tokenId, requests } = await watched();
      for await (const entries of walkHistory(bills, tokenId)) {
        expect(entries.map(({ event }) => event)).to.deep.equal(["SurrenderAccepted"]);
        break;
      }
      expect(requests.map(({ method }) => method)).to.deep.equal(["eth_call", "eth_getLogs"]);
    });
  });

  describe("timesOf", () => {
    it("tells the time of each block once, and misses a block that the node does not have", async () => {
      const { bills, tokenId, requests } = await watched();
      const entries = await readHistory(bills, tokenId);
      requests.splice(0);
      const { provider } = bills.runner ?? {};
      if (provider == null) throw new Error("no provider");
      const times = await timesOf(provider, entries);
      expect(requests).to.have.length(5);
      for (const { block } of entries) {
        expect(times.get(block)).to.equal((await ethers.provider.getBlock(block))?.timestamp);
      }
      const future = entries.slice(0, 1).map((entry): HistoryEntry => ({ ...entry, block: 9_999 }));
      const error = await rejection(timesOf(provider, future));
      expect(error).to.be.instanceOf(HistoryError);
      expect(error).to.include({ code: "MISSING_EVENT", block: 9_999, tokenId });
    });
  });

  describe("entriesIn", () => {
    it("finds the entries of one transaction, of all bills or of one, newest first", async () => {
      const { bills, tokenId, other, parties } = await watched();
      const entries = await readHistory(bills, tokenId);
      const receipt = await ethers.provider.getTransactionReceipt(entries[3]?.transaction ?? "");
      const address = await bills.getAddress();
      expect(entriesIn(receipt?.logs ?? [], address)).to.deep.equal(entries.slice(3, 5));
      expect(entriesIn(receipt?.logs ?? [], address, other)).to.deep.equal([]);
      expect(entriesIn(receipt?.logs ?? [], parties.bank.address)).to.deep.equal([]);
    });
  });

  async function logOf(entry: HistoryEntry | undefined) {
    const receipt = await ethers.provider.getTransactionReceipt(entry?.transaction ?? "");
    const log = receipt?.logs.find(({ index }) => index === entry?.logIndex);
    if (log === undefined || log.blockNumber !== entry?.block) throw new Error(`no log of ${entry?.event}`);
    return log;
  }
});

/** The data of an event whose last word is the trail's previous block, with another one. */
function withPreviousBlock(data: string, block: number): string {
  return data.slice(0, -64) + toBeHex(block, 32).slice(2);
}
