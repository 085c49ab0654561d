import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

import { expect } from "chai";

import { type Chain, requireChain } from "../../network/lib/chain.js";
import { chainHeight, healthOf, waitForBlocks } from "../../network/lib/health.js";
import { joinNode, promoteNode, readmitNode, restoreNode, retireNode } from "../../network/lib/membership.js";
import { killNode } from "../../network/lib/nodes.js";
import { down, up } from "../../network/lib/operations.js";
import { until } from "../../network/lib/run.js";
import { DEFAULT_STATE_FOLDER } from "../../network/lib/settings.js";
import { describeOnChain, quiet } from "./chain.js";

const FOLDER = resolve(DEFAULT_STATE_FOLDER, "..", "state-test-members");

/** A chain of its own, because its validators change; the steps follow one another as in a consortium's life. */
describeOnChain("The nodes of the private chain", () => {
  /** So few blocks that a test can wait until an absent validator is set aside. */
  const ABSENCE = { window: 20, pause: "60s" };

  before(async () => {
    await down(FOLDER, true, quiet);
    await up({ folder: FOLDER, firstPort: 19_745, host: "127.0.0.1", absence: ABSENCE }, quiet);
  });
  after(async () => {
    await down(FOLDER, true, quiet);
  });

  const chainNow = async () => await requireChain(FOLDER);

  async function votesOf(chain: Chain): Promise<(number | null)[]> {
    return (await Promise.all(chain.nodes.map(async (node) => await healthOf(chain, node)))).map(({ votes }) => votes);
  }

  async function blocksGoOn(chain: Chain): Promise<void> {
    const running = chain.nodes.filter(({ name }) => name !== "node-1");
    await waitForBlocks(chain, running, quiet, { blocks: 2 });
  }

  describe("join", () => {
    it("adds a fifth node that has every block and no vote", async () => {
      const before = (await chainHeight(await chainNow())) ?? 0;
      const node = await joinNode(FOLDER, quiet);
      const chain = await chainNow();
      const health = await healthOf(chain, node);
      expect(health).to.include({ name: "node-5", votes: 0, catchingUp: false });
      // A dial takes a moment; the founders are called again until they answer.
      expect(await until(async () => (await healthOf(chain, node)).peers === 4, 30_000)).to.equal(true);
      expect(health.height).to.be.at.least(before);
    });
  });

  describe("promote", () => {
    it("refuses a node that does not exist", async () => {
      const error: unknown = await promoteNode(FOLDER, "node-9", quiet).catch((thrown: unknown) => thrown);
      expect(error).to.have.property("problem", 'There is no node "node-9"');
    });

    it("gives the fifth node the same vote as the others", async () => {
      await promoteNode(FOLDER, "node-5", quiet);
      expect(await votesOf(await chainNow())).to.deep.equal([100, 100, 100, 100, 100]);
    });

    it("says so if the node is a validator already, and changes nothing", async () => {
      const said: string[] = [];
      await promoteNode(FOLDER, "node-5", (line) => said.push(line));
      expect(said).to.deep.equal(["node-5 is a validator already."]);
      expect(await votesOf(await chainNow())).to.deep.equal([100, 100, 100, 100, 100]);
    });
  });

  describe("retire", () => {
    it("replaces a founder by the fifth node: four votes, and blocks go on without the founder's node", async () => {
      await retireNode(FOLDER, "node-1", quiet);
      const chain = await chainNow();
      expect(await votesOf(chain)).to.deep.equal([0, 100, 100, 100, 100]);
      await killNode(chain, chain.node("node-1"));
      await blocksGoOn(chain);
    });
  });

  describe("restore", () => {
    it("refuses to restore a node from itself", async () => {
      const error: unknown = await restoreNode(FOLDER, "node-2", "node-2", quiet).catch((thrown: unknown) => thrown);
      expect(error).to.have.property("problem", "node-2 cannot be restored from itself");
    });

    it("brings a validator back whose blocks and state are lost, and it votes again", async () => {
      const chain = await chainNow();
      const lost = chain.node("node-2");
      await killNode(chain, lost);
      const data = join(chain.home(lost), "data");
      for (const file of await readdir(data)) {
        if (file !== "priv_validator_state.json") await rm(join(data, file), { recursive: true });
      }
      await restoreNode(FOLDER, "node-2", "node-3", quiet);
      // Four votes, one of them killed: blocks need all three others, so node-2 signs.
      await killNode(chain, chain.node("node-5"));
      const three = chain.nodes.filter(({ name }) => ["node-2", "node-3", "node-4"].includes(name));
      await waitForBlocks(chain, three, quiet, { blocks: 2 });
    });
  });

  describe("readmit", () => {
    it("gives the vote back to a validator that was set aside for its absence", async () => {
      const chain = await chainNow();
      const absent = chain.node("node-5");
      const seen = chain.node("node-3");
      let refusal: unknown;
      // node-5 is down since the test before; the others go on until the chain sets it aside.
      const setAside = await until(async () => (await validatorCount(chain, seen.name)) === 3, 4 * 60_000, 1_000);
      expect(setAside, "node-5 was not set aside").to.equal(true);
      await up({ folder: FOLDER, firstPort: 19_745, host: "127.0.0.1" }, quiet);
      expect((await healthOf(chain, absent)).votes).to.equal(0);
      // The chain refuses before the pause is over; by its own clock, which follows the blocks.
      const readmitted = await until(
        async () => {
          await readmitNode(FOLDER, "node-5", quiet).catch((error: unknown) => (refusal = error));
          return (await healthOf(chain, absent)).votes === 100;
        },
        2 * 60_000,
        5_000,
      );
      expect(readmitted, String(refusal)).to.equal(true);
      expect((await healthOf(chain, absent)).votes).to.equal(100);
    });
  });
});

/** How many validators the consensus layer of a node counts. */
async function validatorCount(chain: Chain, name: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${chain.ports(chain.node(name)).consensus}/validators`);
  const { result } = (await response.json()) as { result: { total: string } };
  return Number(result.total);
}
