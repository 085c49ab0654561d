import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { network } from "hardhat";

const CHAIN_ID = 990_119; // of these tests alone
const KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"; // the second account of Hardhat
const LEAST = 21_000n; // of any transaction

describe("estimates of gas", () => {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });

  async function estimateOn(name: "localhost" | "consortium"): Promise<bigint> {
    const server = await network.createServer({ network: "default", override: { chainId: CHAIN_ID } }, "127.0.0.1", 0);
    const { address, port } = await server.listen();
    cleanUp.push(() => server.close());
    const connection = await network.create({
      network: name,
      override: { url: `http://${address}:${port}`, accounts: [KEY] },
    });
    cleanUp.push(() => connection.close());
    return await estimate(connection.ethers);
  }

  it("get a fifth more on a chain of somebody else, and none on Hardhat's own", async () => {
    const { ethers } = await network.create();
    const plain = await estimate(ethers);
    expect(plain >= LEAST && plain < LEAST + 10n).to.equal(true);
    expect(await estimateOn("localhost")).to.equal(plain);
    expect(await estimateOn("consortium")).to.equal((plain * 120n) / 100n);
  });
});

/** What it takes to send something to oneself. */
async function estimate({ getSigners, provider }: HardhatEthers): Promise<bigint> {
  const [signer] = await getSigners();
  if (signer === undefined) throw new Error("the chain has no account");
  return await provider.estimateGas({ from: signer, to: signer, value: 1n });
}
