import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { Wallet } from "ethers";

import {
  ActReverted,
  ActSender,
  ConnectionError,
  ConsortiumProvider,
  type Journal,
  MemoryJournal,
} from "../../../sdk/connection/index.js";
import { FileJournal } from "../../../sdk/connection/node/file-journal.js";
import { type Behaviour, CHAIN_ID, FakeChain, FakeNode } from "./fake-chain.js";

const OPTIONS = { requestLimit: 300, questionLimit: 1_500, repeatAfter: 200, pollingInterval: 50 };
const BILL = `0x${"22".repeat(20)}`;

describe("ActSender", () => {
  const ends: (() => Promise<void> | void)[] = [];

  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function deploySender(...behaviours: Behaviour[]) {
    const chain = new FakeChain();
    const nodes = await Promise.all(behaviours.map(async (behaviour) => await FakeNode.start(chain, behaviour)));
    const provider = new ConsortiumProvider(
      nodes.map(({ url }) => url),
      CHAIN_ID,
      OPTIONS,
    );
    ends.push(() => provider.destroy(), ...nodes.map((node) => async () => await node.stop()));
    const journal = new MemoryJournal();
    const key = Wallet.createRandom();
    /** a sender as a new process would make it: nothing but the key and the journal is left of the one before */
    const startAgain = (from: Journal = journal) => new ActSender(new Wallet(key.privateKey), provider, from);
    return { chain, nodes, journal, key, startAgain, sender: startAgain() };
  }

  const data = (hex: string) => ({ to: BILL, data: hex });

  describe("send", () => {
    it("says which act the contract refused in a block", async () => {
      const { sender, chain } = await deploySender("honest");
      chain.reverting.add("0xdead");
      const error: unknown = await sender.send("transfer 1", data("0xdead")).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(ActReverted).and.include({ act: "transfer 1", blockNumber: 101 });
    });

    it("signs anew an act that was executed and reverted, as nothing happened", async () => {
      const { sender, chain, startAgain } = await deploySender("honest");
      chain.reverting.add("0xdead");
      await sender.send("transfer 1", data("0xdead")).catch(() => undefined);
      chain.reverting.clear();
      expect(await startAgain().send("transfer 1", data("0xdead"))).to.include({ act: "transfer 1", blockNumber: 102 });
    });

    it("carries an act out once when it is asked for three times at once", async () => {
      const { sender, chain } = await deploySender("honest", "honest");
      const all = await Promise.all([1, 2, 3].map(async () => await sender.send("transfer 1", data("0x01"))));
      expect(new Set(all.map(({ hash }) => hash)).size).to.equal(1);
      expect(chain.executed.size).to.equal(1);
    });

    it("gives every act a nonce of its own when many are asked for at once", async () => {
      const { sender, chain, key } = await deploySender("honest", "honest");
      const acts = Array.from({ length: 20 }, (_, index) => `transfer ${index}`);
      const done = await Promise.all(
        acts.map(async (act, index) => await sender.send(act, data(`0x${"01".repeat(index + 1)}`))),
      );
      expect(done.map(({ act }) => act)).to.deep.equal(acts);
      expect(chain.executed.size).to.equal(20);
      expect(chain.nonceOf(key.address)).to.equal(20);
    });

    for (const behaviour of ["takes and hangs up", "takes and forgets", "hangs"] as const) {
      it(`carries an act out once, under one nonce, if the first node ${behaviour}`, async () => {
        const { sender, chain, nodes, key } = await deploySender(behaviour, "honest");
        const { hash } = await sender.send("transfer 1", data("0x01"));
        expect([...chain.executed.keys()]).to.deep.equal([hash]);
        expect(new Set(nodes.flatMap(({ received }) => received)).size).to.equal(1);
        expect(chain.nonceOf(key.address)).to.equal(1);
      });
    }

    it("goes on with the same bytes after all nodes were lost and the process ended", async () => {
      const { sender, chain, nodes, startAgain } = await deploySender("takes and forgets", "takes and forgets");
      const error: unknown = await sender.send("transfer 1", data("0x01"), 400).catch((thrown: unknown) => thrown);
      expect(error).to.have.property("code", "RECEIPT_OUTSTANDING");
      for (const node of nodes) node.behave("honest");
      await startAgain().send("transfer 1", data("0x01"));
      expect(chain.executed.size).to.equal(1);
      expect(new Set(nodes.flatMap(({ received }) => received)).size).to.equal(1);
    });

    it("sends nothing again for an act that was executed before the process ended", async () => {
      const { sender, chain, nodes, startAgain } = await deploySender("honest");
      const first = await sender.send("transfer 1", data("0x01"));
      const sent = nodes[0]?.received.length;
      expect(await startAgain().send("transfer 1", data("0x01"))).to.deep.equal(first);
      expect(chain.executed.size).to.equal(1);
      expect(nodes[0]?.received.length).to.equal(sent);
    });

    it("sends first what was signed before the process ended, then the new act", async () => {
      const { sender, chain, nodes, startAgain } = await deploySender("takes and forgets");
      await sender.send("transfer 1", data("0x01"), 300).catch(() => undefined);
      nodes[0]?.behave("honest");
      const second = await startAgain().send("transfer 2", data("0x02"));
      expect([...chain.executed.keys()][1]).to.equal(second.hash);
      expect(chain.executed.size).to.equal(2);
    });

    it("leaves the nonce of a refused act to the next one", async () => {
      const { sender, chain, nodes, key } = await deploySender("refuses");
      const error: unknown = await sender.send("transfer 1", data("0x01")).catch((thrown: unknown) => thrown);
      expect(error).to.have.property("code", "REFUSED");
      const [signed] = nodes[0]?.received ?? [];
      nodes[0]?.behave("honest");
      // The node still refuses that one transaction: as if it had too little gas.
      nodes[0]?.refuseBytes.add(String(signed));
      await sender.send("transfer 2", data("0x02"));
      expect(chain.nonceOf(key.address)).to.equal(1);
    });

    it("signs nothing if the journal cannot keep it", async () => {
      const { startAgain, nodes } = await deploySender("honest");
      class FullDisk extends MemoryJournal {
        override keep(): Promise<void> {
          return Promise.reject(new Error("no space left on device"));
        }
      }
      const error: unknown = await startAgain(new FullDisk())
        .send("transfer 1", data("0x01"))
        .catch((thrown: unknown) => thrown);
      expect(error).to.have.property("message", "no space left on device");
      expect(nodes[0]?.received).to.deep.equal([]);
    });

    it("refuses a journal whose bytes were changed", async () => {
      const { sender, journal, startAgain } = await deploySender("honest");
      await sender.send("transfer 1", data("0x01"));
      const entry = await journal.find("transfer 1");
      if (entry === undefined) throw new Error("no entry");
      await journal.keep({ ...entry, hash: `0x${"9".repeat(64)}` });
      const error: unknown = await startAgain()
        .send("transfer 1", data("0x01"))
        .catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(ConnectionError).and.include({ code: "JOURNAL_CONFLICT", place: "transfer 1" });
    });
  });
});

describe("FileJournal", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "bollard-journal-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const entry = (act: string, nonce = 0) => ({ act, from: "0xA", nonce, hash: `0x${nonce}`, signed: "0xf8" });

  describe("open", () => {
    it("names the line that is no entry", async () => {
      const path = join(folder, "acts.jsonl");
      await writeFile(path, `${JSON.stringify(entry("transfer 1"))}\n{"act":"transfer 2"}\n`);
      const error: unknown = await FileJournal.open(path).catch((thrown: unknown) => thrown);
      expect(error)
        .to.be.instanceOf(ConnectionError)
        .and.include({ code: "JOURNAL_CONFLICT", place: `${path}:2` });
    });

    it("drops a last line that a crash cut off, and goes on behind the one before", async () => {
      const path = join(folder, "acts.jsonl");
      await writeFile(path, `${JSON.stringify(entry("transfer 1"))}\n{"act":"transf`);
      const journal = await FileJournal.open(path);
      await journal.keep(entry("transfer 2", 1));
      await journal.close();
      const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
      expect(lines.map((line) => (JSON.parse(line) as { act: string }).act)).to.deep.equal([
        "transfer 1",
        "transfer 2",
      ]);
    });
  });

  describe("keep", () => {
    it("has every entry again after a restart, the latest of an act in place of earlier ones", async () => {
      const path = join(folder, "acts.jsonl");
      const before = await FileJournal.open(path);
      await before.keep(entry("transfer 1"));
      await before.keep(entry("transfer 2", 1));
      await before.keep(entry("transfer 1", 2));
      await before.close();
      const after = await FileJournal.open(path);
      expect(await after.find("transfer 1")).to.deep.equal(entry("transfer 1", 2));
      expect((await after.of("0xA")).map(({ nonce }) => nonce)).to.have.members([1, 2]);
      expect(await after.find("transfer 3")).to.equal(undefined);
      await after.close();
    });
  });
});
