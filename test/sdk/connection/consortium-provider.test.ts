import { expect } from "chai";
import { Wallet, keccak256 } from "ethers";

import { ConnectionError, type ConnectionErrorCode, ConsortiumProvider } from "../../../sdk/connection/index.js";
import { type Behaviour, CHAIN_ID, FakeChain, FakeNode } from "./fake-chain.js";

const OPTIONS = { requestLimit: 300, questionLimit: 1_500, repeatAfter: 300, pollingInterval: 50 };

describe("ConsortiumProvider", () => {
  const ends: (() => Promise<void> | void)[] = [];

  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function deployNodes(...behaviours: Behaviour[]) {
    const chain = new FakeChain();
    const nodes: FakeNode[] = [];
    for (const behaviour of behaviours) {
      const node = await FakeNode.start(chain, behaviour);
      ends.push(async () => await node.stop());
      nodes.push(node);
    }
    const provider = new ConsortiumProvider(
      nodes.map(({ url }) => url),
      CHAIN_ID,
      OPTIONS,
    );
    ends.push(() => provider.destroy());
    const at = (index: number): FakeNode => {
      const node = nodes[index];
      if (node === undefined) throw new RangeError(`no node ${index}`);
      return node;
    };
    return { chain, nodes, at, provider, wallet: Wallet.createRandom(provider) };
  }

  async function sign(wallet: { signTransaction: Wallet["signTransaction"] }, nonce = 0, data = "0x"): Promise<string> {
    const to = `0x${"22".repeat(20)}`;
    return await wallet.signTransaction({ type: 0, chainId: CHAIN_ID, nonce, gasPrice: 0, gasLimit: 21_000, to, data });
  }

  async function expectCode(promise: Promise<unknown>, code: ConnectionErrorCode, place: string): Promise<void> {
    const error: unknown = await promise.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(ConnectionError);
    expect({ code: (error as ConnectionError).code, place: (error as ConnectionError).place }).to.deep.equal({
      code,
      place,
    });
  }

  describe("constructor", () => {
    it("refuses an empty list of URLs", () => {
      expect(() => new ConsortiumProvider([], CHAIN_ID)).to.throw(RangeError, "at least one URL");
    });
  });

  describe("reading", () => {
    it("says so if no node answers", async () => {
      const { provider } = await deployNodes("hangs", "breaks");
      await expectCode(provider.getBalance(Wallet.createRandom().address), "NO_NODE_ANSWERS", "eth_getBalance");
    });

    it("says so if no node answers for the latest block", async () => {
      const { provider } = await deployNodes("babbles", "breaks");
      await expectCode(provider.getBlockNumber(), "NO_NODE_ANSWERS", "eth_blockNumber");
    });

    for (const behaviour of ["hangs", "breaks", "errs", "babbles"] as const) {
      it(`goes on with the next node if the first ${behaviour}`, async () => {
        const { provider, chain } = await deployNodes(behaviour, "honest");
        expect(await provider.getBalance(Wallet.createRandom().address)).to.equal(BigInt(chain.block));
      });
    }

    it("goes on with the next node if the first is not there", async () => {
      const { provider, at, chain } = await deployNodes("honest", "honest");
      await at(0).stop();
      expect(await provider.getBalance(Wallet.createRandom().address)).to.equal(BigInt(chain.block));
    });

    it("asks a node that failed last, until it has rested", async () => {
      const { provider, at } = await deployNodes("hangs", "honest");
      await provider.getBalance(Wallet.createRandom().address);
      const before = at(0).asked.length;
      await provider.getBalance(Wallet.createRandom().address);
      expect(at(0).asked.length).to.equal(before);
    });

    it("gives the words of the nodes if all answer with errors", async () => {
      const { provider } = await deployNodes("errs", "errs");
      const error: unknown = await provider.getBalance(`0x${"33".repeat(20)}`).catch((thrown: unknown) => thrown);
      expect(error).to.have.property("code", "NO_NODE_ANSWERS");
      expect(error).to.have.property("message").that.contains("database is closed");
    });

    it("takes a contract's refusal from one node as the chain's", async () => {
      const { provider, at } = await deployNodes("honest", "honest");
      const error: unknown = await provider.call({ to: `0x${"33".repeat(20)}` }).catch((thrown: unknown) => thrown);
      expect(error).to.have.property("code", "CALL_EXCEPTION");
      expect(at(1).asked.map(({ method }) => method)).to.not.contain("eth_call");
    });

    it("passes over a node that lags", async () => {
      const { provider, chain } = await deployNodes("lags", "honest");
      chain.block += 10;
      expect(await provider.getBlockNumber()).to.equal(chain.block);
      expect(await provider.getBalance(Wallet.createRandom().address)).to.equal(BigInt(chain.block));
    });

    it("answers nothing older than it has already seen, and says so", async () => {
      const { provider, chain, at } = await deployNodes("lags", "honest");
      chain.block += 10;
      expect(await provider.getBlockNumber()).to.equal(chain.block);
      await at(1).stop();
      await expectCode(provider.getBalance(Wallet.createRandom().address), "NODES_BEHIND", "eth_getBalance");
    });

    it("never counts blocks backwards", async () => {
      const { provider, chain, at } = await deployNodes("lags", "honest");
      chain.block += 10;
      const seen = await provider.getBlockNumber();
      await at(1).stop();
      expect(await provider.getBlockNumber()).to.equal(seen);
    });
  });

  describe("sending", () => {
    it("gives the words of the node for a transaction that it refuses", async () => {
      const { provider, wallet, at } = await deployNodes("refuses", "refuses");
      at(1).words = at(0).words = "intrinsic gas too low";
      const error: unknown = await provider.broadcastTransaction(await sign(wallet)).catch((thrown: unknown) => thrown);
      expect(JSON.stringify(error)).to.contain("intrinsic gas too low");
    });

    it("does not let one sick node refuse for all", async () => {
      const { provider, wallet, chain } = await deployNodes("refuses", "honest");
      const { hash } = await provider.broadcastTransaction(await sign(wallet));
      expect([...chain.executed.keys()]).to.deep.equal([hash]);
    });

    it("says that a transaction may be out if no node answers, and keeps it", async () => {
      const { provider, wallet, at, chain } = await deployNodes("hangs", "hangs");
      const signed = await sign(wallet);
      await expectCode(provider.broadcastTransaction(signed), "RECEIPT_OUTSTANDING", keccak256(signed));
      at(1).behave("honest");
      expect(await provider.settle(signed, 3_000)).to.deep.equal({
        hash: keccak256(signed),
        blockNumber: 101,
        status: 1,
      });
      expect(chain.executed.size).to.equal(1);
    });

    it("says that another transaction has the nonce", async () => {
      const { provider, wallet } = await deployNodes("honest", "honest");
      await provider.broadcastTransaction(await sign(wallet, 0, "0x01"));
      const second = await sign(wallet, 0, "0x02");
      await expectCode(provider.broadcastTransaction(second), "NONCE_TAKEN", keccak256(second));
      await expectCode(provider.settle(second, 5_000), "NONCE_TAKEN", keccak256(second));
    });

    it("takes its own executed transaction, sent again, for what it is", async () => {
      const { provider, wallet, chain } = await deployNodes("honest", "honest");
      const signed = await sign(wallet);
      const first = await provider.broadcastTransaction(signed);
      const again = await provider.broadcastTransaction(signed);
      expect(again.hash).to.equal(first.hash);
      expect(chain.executed.size).to.equal(1);
    });

    for (const behaviour of ["takes and hangs up", "takes and forgets", "hangs", "breaks", "errs"] as const) {
      it(`executes once and finds the receipt if the first node ${behaviour}`, async () => {
        const { provider, wallet, chain, nodes } = await deployNodes(behaviour, "honest", "honest");
        const sent = await wallet.sendTransaction({ to: wallet.address, gasPrice: 0n, type: 0, gasLimit: 21_000n });
        const { status } = await provider.settle(bytesOf(nodes), 5_000);
        expect({ status, executed: [...chain.executed.keys()] }).to.deep.equal({ status: 1, executed: [sent.hash] });
        expect(new Set(nodes.flatMap(({ received }) => received)).size, "different bytes sent").to.equal(1);
      });
    }

    it("finds the receipt through ethers' own wait() when the node that took the transaction loses it", async () => {
      const { wallet, chain } = await deployNodes("takes and forgets", "honest");
      const sent = await wallet.sendTransaction({ to: wallet.address, gasPrice: 0n, type: 0, gasLimit: 21_000n });
      const blocks = setInterval(() => chain.block++, 50);
      ends.push(() => clearInterval(blocks));
      const receipt = await sent.wait(1, 5_000);
      expect(receipt?.hash).to.equal(sent.hash);
      expect(chain.executed.size).to.equal(1);
    });

    it("finds a receipt that only another node has", async () => {
      const { provider, wallet, at } = await deployNodes("honest", "honest");
      at(0).behave("lags");
      const { hash } = await provider.broadcastTransaction(await sign(wallet));
      const receipt = await provider.getTransactionReceipt(hash);
      expect(receipt?.blockNumber).to.equal(101);
    });
  });

  describe("settle", () => {
    it("says that the receipt is outstanding after the limit", async () => {
      const { provider, wallet } = await deployNodes("takes and forgets");
      const signed = await sign(wallet);
      await expectCode(provider.settle(signed, 600), "RECEIPT_OUTSTANDING", keccak256(signed));
    });

    it("says that every node refuses", async () => {
      const { provider, wallet } = await deployNodes("refuses", "refuses");
      const signed = await sign(wallet);
      await expectCode(provider.settle(signed, 2_000), "REFUSED", keccak256(signed));
    });

    it("waits for an earlier transaction of the account", async () => {
      const { provider, wallet, chain } = await deployNodes("honest", "honest");
      const [first, second] = [await sign(wallet, 0), await sign(wallet, 1)];
      const later = provider.settle(second, 5_000);
      const { status } = await provider.settle(first, 5_000);
      expect([status, (await later).status, chain.executed.size]).to.deep.equal([1, 1, 2]);
    });
  });
});

function bytesOf(nodes: FakeNode[]): string {
  const [signed] = nodes.flatMap(({ received }) => received);
  if (signed === undefined) throw new Error("no node received a transaction");
  return signed;
}
