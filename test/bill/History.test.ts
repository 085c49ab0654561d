import { expect } from "chai";
import { id, toBeHex } from "ethers";
import { network } from "hardhat";

import type { BillOfLading } from "../../typechain-types/index.js";
import { endorseAndTransfer, transfer } from "../support/bills.js";
import { inOneBlock } from "../support/chain.js";
import { Act, deploySuite, issuance, issueBill, Kind } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  return { ...suite, ...suite.parties, asCarrier };
}

interface Entry {
  name: string;
  block: number;
  sequence: bigint;
  previousBlock: bigint;
}

/** The bill's events of one block, latest first: one query, and every event of a bill has the token as its first topic. */
async function entriesAt(bills: BillOfLading, tokenId: bigint, block: bigint): Promise<Entry[]> {
  const logs = await ethers.provider.getLogs({
    address: await bills.getAddress(),
    topics: [null, toBeHex(tokenId, 32)],
    fromBlock: block,
    toBlock: block,
  });
  const entries = logs.map((log): Entry => {
    const event = bills.interface.parseLog(log);
    if (event === null) throw new Error(`an event that the interface does not know: ${log.topics[0]}`);
    const [sequence, previousBlock] = event.args.getValue("trail") as [bigint, bigint];
    return { name: event.name, block: log.blockNumber, sequence, previousBlock };
  });
  return entries.sort((a, b) => Number(b.sequence - a.sequence));
}

/** Walks from the tip to the issue and counts the queries. */
async function walk(bills: BillOfLading, tokenId: bigint): Promise<{ entries: Entry[]; queries: number }> {
  const { latestBlock, sequence } = await bills.billOf(tokenId);
  const entries: Entry[] = [];
  let queries = 0;
  let expected = sequence;
  for (let block = latestBlock; block !== 0n;) {
    const found = await entriesAt(bills, tokenId, block);
    queries += 1;
    const lowest = found.at(-1);
    if (lowest === undefined) throw new Error(`no event of the bill in block ${block}`);
    for (const entry of found) {
      expect(entry.sequence).to.equal(expected);
      expected -= 1n;
    }
    entries.push(...found);
    block = lowest.previousBlock;
  }
  expect(expected).to.equal(0n);
  return { entries, queries };
}

describe("BillOfLading", () => {
  describe("history", () => {
    it("is the issue alone for a new bill", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.BEARER);
      const { entries, queries } = await walk(suite.bills, tokenId);
      const block = await ethers.provider.getBlockNumber();
      expect(entries).to.deep.equal([{ name: "Issued", block, sequence: 1n, previousBlock: 0n }]);
      expect(queries).to.equal(1);
    });

    it("walks back through every act with one single-block query per block, past other bills and empty blocks", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper, bank, trader } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      const acts: [() => Promise<unknown>, ...string[]][] = [
        [() => bills.connect(shipper.signer).sign(tokenId), "Signed"],
        [() => bills.connect(shipper.signer).endorse(tokenId, Act.ENDORSE, bank.address), "Endorsed"],
        [() => bills.connect(shipper.signer).cancelEndorsement(tokenId), "EndorsementCancelled"],
        [() => transfer(bills, shipper, trader, tokenId), "PossessionTransferred"],
        [() => bills.connect(trader.signer).reject(tokenId), "TransferRejected"],
        [
          () => endorseAndTransfer(bills, shipper, Act.BLANK_ENDORSE, bank, tokenId),
          "PossessionTransferred",
          "Endorsed",
        ],
        [() => bills.connect(bank.signer).surrenderForDelivery(tokenId), "Surrendered"],
        [() => asCarrier.refuseSurrender(tokenId, id("no")), "SurrenderRefused"],
        [() => bills.connect(bank.signer).surrenderForDelivery(tokenId), "Surrendered"],
        [() => asCarrier.acceptSurrender(tokenId), "SurrenderAccepted"],
      ];
      const names = ["Issued"];
      for (const [i, [act, ...events]] of acts.entries()) {
        await issueBill(suite, Kind.BEARER, { reference: `OTHER ${i}` });
        await networkHelpers.mine(i);
        await act();
        names.unshift(...events);
      }

      const { entries, queries } = await walk(bills, tokenId);
      expect(entries.map(({ name }) => name)).to.deep.equal(names);
      expect(queries).to.equal(acts.length + 1);
    });

    it("walks through transactions of several parties in one block, among events of other bills", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper, bank, trader, parties } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const gasLimit = 1_000_000n;
      await inOneBlock(ethers.provider, async () => {
        const from = shipper.address;
        await bills.connect(shipper.signer).transferFrom(from, bank.address, tokenId, { gasLimit });
        await bills.connect(bank.signer).reject(tokenId, { gasLimit });
        await asCarrier.issueBatch([issuance(Kind.BEARER, parties, { reference: "OTHER" })], { gasLimit });
        await bills.connect(shipper.signer).endorseAndTransfer(tokenId, Act.ENDORSE, trader.address, { gasLimit });
      });

      const { entries, queries } = await walk(bills, tokenId);
      const block = await ethers.provider.getBlockNumber();
      const [issued, shared] = [BigInt(block - 1), BigInt(block)];
      expect(entries).to.deep.equal([
        { name: "PossessionTransferred", block, sequence: 5n, previousBlock: shared },
        { name: "Endorsed", block, sequence: 4n, previousBlock: shared },
        { name: "TransferRejected", block, sequence: 3n, previousBlock: shared },
        { name: "PossessionTransferred", block, sequence: 2n, previousBlock: issued },
        { name: "Issued", block: block - 1, sequence: 1n, previousBlock: 0n },
      ]);
      expect(queries).to.equal(2);
    });

    it("walks through a whole life in one block", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, asCarrier, shipper, parties } = suite;
      const gasLimit = 1_000_000n;
      const input = issuance(Kind.BEARER, parties);
      await inOneBlock(ethers.provider, async () => {
        await asCarrier.issue(input, { gasLimit });
        await bills.connect(shipper.signer).surrenderForDelivery(input.tokenId, { gasLimit });
        await asCarrier.acceptSurrender(input.tokenId, { gasLimit });
      });
      const { entries, queries } = await walk(bills, input.tokenId);
      expect(entries.map(({ name }) => name)).to.deep.equal(["SurrenderAccepted", "Surrendered", "Issued"]);
      expect(queries).to.equal(1);
    });
  });
});
