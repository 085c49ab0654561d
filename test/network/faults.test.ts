import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { chainHeight, waitForBlocks } from "../../network/lib/health.js";
import { killNode, pidOf } from "../../network/lib/nodes.js";
import { sleep } from "../../network/lib/run.js";
import { ConnectionError } from "../../sdk/connection/index.js";
import { FileJournal } from "../../sdk/connection/node/file-journal.js";
import { issuance, Kind } from "../support/suite.js";
import { describeOnChain, quiet, type TestChain, testChain } from "./chain.js";
import { type ChainSuite, connectSdk, senderFor, suiteOn } from "./suite.js";

/** Bills of one run: each is issued by the carrier and transferred by the shipper, under keys of their own. */
const BILLS = 8;

describeOnChain("A run of acts on the private chain", () => {
  let suite: ChainSuite;
  let folder: string;
  let runs = 0;

  before(async () => {
    suite = await suiteOn(await testChain());
    folder = await mkdtemp(join(tmpdir(), "bollard-run-"));
  });
  after(async () => {
    await suite.close();
    await rm(folder, { recursive: true });
  });

  /** A run that can be begun, broken off and begun again: all that it remembers is in its journals. */
  function newRun({ chain }: TestChain) {
    const { billOfLading, parties } = suite;
    const name = `RUN${++runs}`;
    const bills = Array.from({ length: BILLS }, (_, index) =>
      issuance(Kind.BEARER, parties, { reference: `${name}N${index}` }),
    );
    const nonces = async () =>
      await Promise.all([parties.carrier, parties.shipper].map(async ({ signer }) => await signer.getNonce()));

    /** @param limit milliseconds for each act */
    async function perform(limit: number, after: (acts: number) => Promise<void> | void = () => undefined) {
      const provider = connectSdk({ chain });
      const journals = await Promise.all(
        ["carrier", "shipper"].map(async (who) => await FileJournal.open(join(folder, `${name}-${who}.jsonl`))),
      );
      const [ofCarrier, ofShipper] = journals;
      if (ofCarrier === undefined || ofShipper === undefined) throw new Error("no journal");
      try {
        const carrier = senderFor("carrier", provider, ofCarrier);
        const shipper = senderFor("shipper", provider, ofShipper);
        const to = await billOfLading.getAddress();
        const encode = billOfLading.interface;
        let acts = 0;
        for (const bill of bills) {
          const issue = encode.encodeFunctionData("issue", [bill]);
          await carrier.send(`issue ${bill.tokenId}`, { to, data: issue, gasLimit: 300_000n }, limit);
          await after(++acts);
          const { shipper: from, consignee } = parties;
          const move = encode.encodeFunctionData("transferFrom", [from.address, consignee.address, bill.tokenId]);
          await shipper.send(`transfer ${bill.tokenId}`, { to, data: move, gasLimit: 200_000n }, limit);
          await after(++acts);
        }
      } finally {
        provider.destroy();
        for (const journal of journals) await journal.close();
      }
    }

    /** Every bill was issued once, moved once, and is where it should be; no nonce was used for anything else. */
    async function expectOnce(before: number[]) {
      for (const { tokenId } of bills) {
        expect(await billOfLading.ownerOf(tokenId)).to.equal(parties.consignee.address);
        const moves = await billOfLading.queryFilter(billOfLading.filters.Transfer(undefined, undefined, tokenId));
        expect(moves.map(({ args }) => args.to)).to.deep.equal([parties.shipper.address, parties.consignee.address]);
      }
      expect(await nonces()).to.deep.equal(before.map((nonce) => nonce + BILLS));
    }
    return { perform, expectOnce, nonces, bills };
  }

  it("goes on when the validator that it asks is killed in the middle", async () => {
    const on = await testChain();
    const run = newRun(on);
    const before = await run.nonces();
    await run.perform(90_000, async (acts) => {
      if (acts === 7) await killNode(on.chain, on.chain.node("node-1"));
    });
    expect(await pidOf(on.chain, on.chain.node("node-1"))).to.equal(null);
    await testChain();
    await run.expectOnce(before);
  });

  it("goes on when the node that it asks hangs in the middle", async () => {
    const on = await testChain();
    const run = newRun(on);
    const before = await run.nonces();
    const pid = await pidOf(on.chain, on.chain.node("node-1"));
    if (pid === null) throw new Error("node-1 does not run");
    try {
      await run.perform(90_000, (acts) => {
        // Stopped, not ended: it still accepts connections and answers none.
        if (acts === 5) process.kill(pid, "SIGSTOP");
      });
    } finally {
      process.kill(pid, "SIGCONT");
    }
    // Hardhat's connection, which looks at the result, asks this very node.
    await waitForBlocks(on.chain, on.chain.nodes, quiet, { blocks: 1 });
    await run.expectOnce(before);
  });

  it("confirms nothing while two of four are killed, and finishes after they are back, with no act twice", async () => {
    const on = await testChain();
    const { chain } = on;
    const run = newRun(on);
    const before = await run.nonces();
    const broken: unknown = await run
      .perform(10_000, async (acts) => {
        if (acts === 7)
          await Promise.all(["node-2", "node-3"].map(async (name) => await killNode(chain, chain.node(name))));
      })
      .catch((error: unknown) => error);
    expect(broken).to.be.instanceOf(ConnectionError).and.have.property("code", "RECEIPT_OUTSTANDING");

    // Nothing is confirmed: no block comes in a time in which ten came before.
    const height = await chainHeight(chain);
    await sleep(10_000);
    expect(await chainHeight(chain)).to.equal(height);

    // Nothing is lost: once all run again the same run, begun from its start, finds what was done and finishes.
    await testChain();
    const { billOfLading, parties } = suite;
    const first = run.bills[0];
    if (first === undefined) throw new Error("no bill");
    expect(await billOfLading.ownerOf(first.tokenId)).to.equal(parties.consignee.address);
    await run.perform(90_000);
    await run.expectOnce(before);
  });

  it("does nothing when it is begun again after its end", async () => {
    const on = await testChain();
    const run = newRun(on);
    const before = await run.nonces();
    await run.perform(90_000);
    await run.perform(90_000);
    await run.expectOnce(before);
  });
});
