import { execFile } from "node:child_process";
import { readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";
import { JsonRpcProvider, Wallet } from "ethers";

import { ensureBinary } from "../../network/lib/binary.js";
import { heightOf, waitForBlocks } from "../../network/lib/health.js";
import { killNode, pidOf, startNode } from "../../network/lib/nodes.js";
import { MEMBER_NAMES } from "../../network/lib/members.js";
import { describeStatus, logs, status, up } from "../../network/lib/operations.js";
import { EVM_CHAIN_ID } from "../../network/lib/settings.js";
import { connectHardhat, describeOnChain, quiet, testChain } from "./chain.js";

const run = promisify(execFile);

describeOnChain("The private chain", () => {
  describe("up", () => {
    it("leaves a chain that runs as it is", async () => {
      const { chain } = await testChain();
      const before = await Promise.all(chain.nodes.map(async (node) => await pidOf(chain, node)));
      const { folder } = chain;
      const again = await up({ folder, firstPort: chain.record.firstPort, host: "127.0.0.1" }, quiet);
      expect(await Promise.all(again.nodes.map(async (node) => await pidOf(chain, node)))).to.deep.equal(before);
      expect(before).to.not.include(null);
    });

    it("refuses other ports for a chain that has its own", async () => {
      const { chain } = await testChain();
      const error: unknown = await up({ folder: chain.folder, firstPort: 25_000, host: "127.0.0.1" }, quiet).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).to.have.property("problem").that.contains("was made for 127.0.0.1:19545, not for 127.0.0.1:25000");
    });

    it("starts again what was ended", async () => {
      const { chain } = await testChain();
      const node = chain.node("node-3");
      await killNode(chain, node);
      expect(await heightOf(chain.url(node))).to.equal(null);
      await testChain();
      expect(await heightOf(chain.url(node))).to.be.greaterThan(0);
    });

    it("tells with the end of its log that a node does not come up", async () => {
      const { chain } = await testChain();
      const node = chain.node("node-4");
      await killNode(chain, node);
      const key = join(chain.home(node), "config", "priv_validator_key.json");
      const genesis = join(chain.home(node), "config", "genesis.json");
      await rename(genesis, `${genesis}.away`);
      try {
        await startNode(await ensureBinary(quiet), chain, node);
        const error: unknown = await waitForBlocks(chain, [node], quiet).catch((thrown: unknown) => thrown);
        expect(error).to.have.property("problem", "node-4 has ended");
        expect(error).to.have.property("detail").that.contains("genesis");
      } finally {
        await rename(`${genesis}.away`, genesis);
      }
      expect((await stat(key)).mode & 0o077, "others may read the validator's key").to.equal(0);
    });
  });

  describe("the addresses", () => {
    it("are all on loopback", async function () {
      if (process.platform !== "linux") return this.skip();
      const { chain } = await testChain();
      const pids = await Promise.all(chain.nodes.map(async (node) => await pidOf(chain, node)));
      const { stdout } = await run("ss", ["-ltnpH"]);
      const ours = stdout.split("\n").filter((line) => pids.some((pid) => line.includes(`pid=${pid},`)));
      expect(ours).to.have.length.at.least(4 * chain.nodes.length);
      for (const line of ours) expect(line.split(/\s+/)[3]).to.match(/^127\.0\.0\.1:195\d\d$/);
    });
  });

  describe("the keys", () => {
    it("are readable by their owner alone, and ignored by git", async () => {
      const { chain } = await testChain();
      const file = join(chain.folder, "members.json");
      expect((await stat(file)).mode & 0o077).to.equal(0);
      const { stdout } = await run("git", ["check-ignore", file]);
      expect(stdout.trim()).to.equal(file);
    });

    it("are one for each member, and Hardhat's entry has them in that order", async () => {
      const { chain, members } = await testChain();
      const { ethers } = await connectHardhat(chain);
      const signers = await ethers.getSigners();
      expect(signers.map(({ address }) => address)).to.deep.equal(MEMBER_NAMES.map((name) => members[name].address));
      expect(new Set(signers.map(({ address }) => address)).size).to.equal(MEMBER_NAMES.length);
    });
  });

  describe("a transaction", () => {
    it("costs nothing: an account without coins can send", async () => {
      const { chain } = await testChain();
      const { ethers } = await connectHardhat(chain);
      const [, carrier] = await ethers.getSigners();
      if (carrier === undefined) throw new Error("the chain has no accounts");
      expect(await ethers.provider.getBalance(carrier)).to.equal(0n);
      const receipt = await (await carrier.sendTransaction({ to: carrier.address })).wait();
      expect(receipt).to.include({ status: 1, gasPrice: 0n });
      expect((await ethers.provider.getNetwork()).chainId).to.equal(BigInt(EVM_CHAIN_ID));
    });

    it("is final once it is shown: every node has the same block", async () => {
      const { chain } = await testChain();
      const providers = chain.urls.map((url) => new JsonRpcProvider(url, EVM_CHAIN_ID, { staticNetwork: true }));
      try {
        const [first] = providers;
        if (first === undefined) throw new Error("the chain has no node");
        const wallet = Wallet.createRandom(first);
        const receipt = await (await wallet.sendTransaction({ to: wallet.address, type: 0, gasPrice: 0n })).wait();
        if (receipt === null) throw new Error("no receipt");
        await waitForBlocks(chain, chain.nodes, quiet, { blocks: 1 });
        for (const provider of providers) {
          expect((await provider.getTransactionReceipt(receipt.hash))?.blockHash).to.equal(receipt.blockHash);
        }
      } finally {
        for (const provider of providers) provider.destroy();
      }
    });
  });

  describe("status", () => {
    it("shows four nodes with the same votes, in step", async () => {
      const { chain } = await testChain();
      const found = await status(chain.folder);
      expect(found.blocksCome).to.equal(true);
      expect(found.nodes.map(({ votes, peers }) => ({ votes, peers }))).to.deep.equal(
        Array.from({ length: 4 }, () => ({ votes: 100, peers: 3 })),
      );
      expect(describeStatus(found).at(-1)).to.equal("New blocks come.");
    });

    it("shows a node that was stopped", async () => {
      const { chain } = await testChain();
      await killNode(chain, chain.node("node-2"));
      const { nodes } = await status(chain.folder);
      expect(nodes.map(({ pid }) => pid === null)).to.deep.equal([false, true, false, false]);
    });
  });

  describe("logs", () => {
    it("shows the end of one node's log", async () => {
      const { chain } = await testChain();
      const [heading, text] = await logs(chain.folder, "node-1", 3);
      expect(heading).to.equal(`== node-1: ${chain.log(chain.node("node-1"))}`);
      expect(text?.split("\n")).to.have.length(3);
      expect(await readFile(chain.log(chain.node("node-1")), "utf8")).to.contain(text?.split("\n")[0]);
    });
  });
});
