import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { network } from "hardhat";

import { deploySuite } from "../../scripts/support/deploy-suite.js";
import { repairAddresses, repairJournal, settlePrepared } from "../../scripts/support/ignition-journal.js";

const line = (type: string, futureId?: string) => `\n${JSON.stringify({ futureId, type })}`;

describe("repairJournal", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "bollard-ignition-"));
    file = join(folder, "journal.jsonl");
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function repaired(text: string): Promise<string> {
    await writeFile(file, text);
    await repairJournal(file);
    return await readFile(file, "utf8");
  }

  it("names a damaged line in the middle and leaves the file alone", async () => {
    const text = `${line("RUN_START")}\n{"type":"DEPL\n${line("RUN_START")}`;
    await writeFile(file, text);
    const error: unknown = await repairJournal(file).catch((thrown: unknown) => thrown);
    expect(error).to.have.property("message", `${file}:2 is damaged`);
    expect(await readFile(file, "utf8")).to.equal(text);
  });

  it("makes no file where there is none", async () => {
    await repairJournal(file);
    expect(existsSync(file)).to.equal(false);
  });

  it("drops a last line that was cut off", async () => {
    const whole = line("DEPLOYMENT_INITIALIZE");
    expect(await repaired(`${whole}\n{"futureId":"Bollard#Cons`)).to.equal(whole);
  });

  it("drops steps that were begun and sent nothing, and no other", async () => {
    const done = [
      line("DEPLOYMENT_INITIALIZE"),
      line("DEPLOYMENT_EXECUTION_STATE_INITIALIZE", "A"),
      line("NETWORK_INTERACTION_REQUEST", "A"),
    ].join("");
    const begun = [
      line("DEPLOYMENT_EXECUTION_STATE_INITIALIZE", "B"),
      line("CALL_EXECUTION_STATE_INITIALIZE", "C"),
    ].join("");
    expect(await repaired(done + begun)).to.equal(done);
  });

  it("leaves a journal alone that lacks nothing", async () => {
    const text = [
      line("DEPLOYMENT_EXECUTION_STATE_INITIALIZE", "A"),
      line("NETWORK_INTERACTION_REQUEST", "A"),
      line("DEPLOYMENT_EXECUTION_STATE_COMPLETE", "A"),
    ].join("");
    expect(await repaired(text)).to.equal(text);
  });
});

describe("repairAddresses", () => {
  const AT = {
    Deployed: "0x00000000000000000000000000000000000000A1",
    Found: "0x00000000000000000000000000000000000000b2",
  };
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "bollard-ignition-"));
    file = join(folder, "deployed_addresses.json");
    const journal = [
      { futureId: "Deployed", type: "DEPLOYMENT_EXECUTION_STATE_COMPLETE", result: { address: AT.Deployed } },
      { futureId: "Called", type: "CALL_EXECUTION_STATE_COMPLETE", result: { type: "SUCCESS" } },
      { futureId: "Found", type: "CONTRACT_AT_EXECUTION_STATE_INITIALIZE", contractAddress: AT.Found },
    ];
    await writeFile(join(folder, "journal.jsonl"), journal.map((entry) => `\n${JSON.stringify(entry)}`).join(""));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  for (const cut of ["", '{ "Deployed": "0x0000']) {
    it(`takes from the journal what was cut off at ${JSON.stringify(cut)}`, async () => {
      await writeFile(file, cut);
      await repairAddresses(folder);
      expect(JSON.parse(await readFile(file, "utf8"))).to.deep.equal(AT);
    });
  }

  it("leaves a list alone that can be read, and makes none where there is none", async () => {
    await repairAddresses(folder);
    expect(existsSync(file)).to.equal(false);
    await writeFile(file, "{}");
    await repairAddresses(folder);
    expect(await readFile(file, "utf8")).to.equal("{}");
  });
});

describe("settlePrepared", () => {
  const CHAIN_ID = 990_118; // of these tests alone
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });

  /** Deploys to a chain behind HTTP, and then cuts the journal off after the last transaction was prepared. */
  async function deployAndCutOff() {
    const server = await network.createServer({ network: "default", override: { chainId: CHAIN_ID } }, "127.0.0.1", 0);
    const { address, port } = await server.listen();
    cleanUp.push(() => server.close());
    const connection = await network.create({
      network: "localhost",
      override: { url: `http://${address}:${port}` },
    });
    cleanUp.push(() => connection.close());
    const { deployment, journal = "" } = await deploySuite(connection);
    cleanUp.push(() => rm(journal, { recursive: true }));
    const file = join(journal, "journal.jsonl");
    const lines = (await readFile(file, "utf8")).split("\n");
    const last = lines.findLastIndex((each) => each.includes('"TRANSACTION_PREPARE_SEND"'));
    await writeFile(file, lines.slice(0, last + 1).join("\n"));
    const nonceOf = async () => await connection.ethers.provider.getTransactionCount(deployment.deployer);
    return { connection, deployment, journal, file, nonceOf };
  }

  it("writes down a transaction that is in a block, so that it is not sent a second time", async () => {
    const { connection, deployment, journal, file, nonceOf } = await deployAndCutOff();
    const nonce = await nonceOf();
    await settlePrepared(journal, connection);
    const last = (await readFile(file, "utf8")).trimEnd().split("\n").at(-1);
    expect(last).to.match(/"type":"TRANSACTION_SEND"/);

    const again = await deploySuite(connection);
    expect(again.deployment).to.deep.equal(deployment);
    expect(await nonceOf()).to.equal(nonce);
  });

  it("forgets one that is in no block, so that the next run uses its nonce", async () => {
    const { connection, journal, file, nonceOf } = await deployAndCutOff();
    const lines = (await readFile(file, "utf8")).split("\n");
    const prepared = JSON.parse(lines.at(-1) ?? "") as { nonce: number };
    const unsent = JSON.stringify({ ...prepared, nonce: await nonceOf() });
    await writeFile(file, [...lines.slice(0, -1), unsent].join("\n"));
    await settlePrepared(journal, connection, 100);
    expect((await readFile(file, "utf8")).trimEnd()).to.equal(lines.slice(0, -1).join("\n"));
  });
});
