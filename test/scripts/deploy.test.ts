import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

import { expect } from "chai";
import { config, network } from "hardhat";
import type { JsonRpcServer } from "hardhat/types/network";

import type { FoundingArguments } from "../../ignition/modules/Founding.js";
import { deploySuite } from "../../scripts/support/deploy-suite.js";
import {
  type Deployment,
  deploymentPath,
  findDeployment,
  readDeployment,
  removeDeployment,
  writeDeployment,
} from "../../scripts/support/deployment-file.js";
import { startLocalChain } from "../../scripts/support/local-chain.js";
import { UserError } from "../../scripts/support/user-error.js";
import { Power } from "../../sdk/index.js";
import { founding } from "../support/government.js";

// Chains of these tests: ids of their own, so that the files of a chain that someone keeps up are left alone.
const CHAIN_ID = 990_117;
const OTHER_ACCOUNT = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

// Transactions beside the contracts: three that wire them, and one that names governance; PickUp has none, for the
// registry makes it. One more gives the deployer's own power up, where governance is somebody else.
const CALLS = 4 - 1;

describe("deploySuite", () => {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
    const journals = path.join(config.paths.ignition, "deployments");
    for (const name of existsSync(journals) ? await readdir(journals) : []) {
      if (name.startsWith(`chain-${CHAIN_ID}-`)) await rm(path.join(journals, name), { recursive: true });
    }
  });

  /** A chain behind HTTP whose first block is of `initialDate`: another date is another chain. */
  async function startChain(initialDate = "2026-01-01"): Promise<string> {
    const server: JsonRpcServer = await network.createServer(
      { network: "default", override: { chainId: CHAIN_ID, initialDate: new Date(initialDate) } },
      "127.0.0.1",
      0,
    );
    const { address, port } = await server.listen();
    cleanUp.push(() => server.close());
    return `http://${address}:${port}`;
  }

  async function connect(url: string) {
    const connection = await network.create({ network: "localhost", override: { url } });
    cleanUp.push(() => connection.close());
    return connection;
  }

  async function deploy(url: string, governance?: string) {
    return await deploySuite(await connect(url), { governance });
  }

  async function rejection(promise: Promise<unknown>): Promise<UserError> {
    const error: unknown = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(UserError);
    return error as UserError;
  }

  it("rejects a governance that is no account", async () => {
    const connection = await network.create();
    for (const governance of ["0x12", "0x" + "00".repeat(20), "governance.eth"]) {
      const error = await rejection(deploySuite(connection, { governance }));
      expect(error.message).to.match(/^--governance must be an account .* not "/);
      expect(error.message).to.contain(governance);
    }
  });

  it("rejects another governance, or another deployer, than the suite was deployed with", async () => {
    const url = await startChain();
    const { deployment } = await deploy(url, OTHER_ACCOUNT);
    expect(deployment.governance).to.equal(OTHER_ACCOUNT);

    const governance = await rejection(deploy(url, deployment.deployer));
    expect(governance.message).to.contain(`deployed with ${OTHER_ACCOUNT} as governance, not ${deployment.deployer}`);

    const key = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"; // the second account of Hardhat
    const other = await network.create({ network: "localhost", override: { url, accounts: [key] } });
    cleanUp.push(() => other.close());
    const deployer = await rejection(deploySuite(other));
    expect(deployer.message).to.contain(`deployed by ${deployment.deployer}: ${OTHER_ACCOUNT} cannot go on`);
  });

  it("rejects a chain that has lost what was deployed on it", async () => {
    await deploy(await startChain());
    // The same first block, and nothing after it: a private chain whose data was deleted.
    const error = await rejection(deploy(await startChain()));
    expect(error.message).to.match(/^There is no code of AccessManager at 0x.* move that folder away/);
  });

  it("deploys a suite whose contracts know one another, and keeps nothing on the embedded chain", async () => {
    const connection = await network.create();
    const { deployment, suite, sent, journal } = await deploySuite(connection, { governance: OTHER_ACCOUNT });
    const { AccessManager, Consortium } = deployment.contracts;

    expect(sent).to.equal(Object.keys(deployment.contracts).length + CALLS + 1);
    expect(journal).to.equal(undefined);
    expect(deployment.block).to.equal(1);
    expect(await suite.consortium.authority()).to.equal(AccessManager);
    expect(await suite.billOfLading.authority()).to.equal(AccessManager);
    expect(await suite.billOfLading.consortium()).to.equal(Consortium);
    expect(await suite.releaseRegistry.pickUp()).to.equal(deployment.contracts.PickUp);
    expect(await suite.releaseRegistry.charges()).to.equal(deployment.contracts.Charges);
    const marker = suite.billOfLading.interface.getFunction("markDelivery").selector;
    const release = await suite.accessManager.getTargetFunctionRole(suite.billOfLading, marker);
    expect((await suite.accessManager.hasRole(release, suite.releaseRegistry)).isMember).to.equal(true);
    const adminRole = await suite.accessManager.ADMIN_ROLE();
    expect((await suite.accessManager.hasRole(adminRole, OTHER_ACCOUNT)).isMember).to.equal(true);
    expect((await suite.accessManager.hasRole(adminRole, deployment.deployer)).isMember).to.equal(false);
  });

  it("sends nothing the second time, and gives the same deployment", async () => {
    const url = await startChain();
    const first = await deploy(url, OTHER_ACCOUNT);
    const second = await deploy(url);
    expect(first.sent).to.equal(Object.keys(first.deployment.contracts).length + CALLS + 1);
    expect(second.sent).to.equal(0);
    expect(second.deployment).to.deep.equal(first.deployment);
  });

  it("goes on where a run was cut off, without deploying anything twice", async () => {
    const url = await startChain();
    const proxy = await startFaultyProxy(url, 2);
    cleanUp.push(proxy.stop);
    const error = await rejection(deploy(proxy.url));
    expect(error.message).to.match(/^The deployment on localhost stopped: .* run the same version of Bollard again/);
    expect(proxy.forwarded()).to.equal(2);

    const { deployment, sent } = await deploy(url);
    const all = Object.keys(deployment.contracts).length + CALLS;
    expect(sent).to.equal(all - proxy.forwarded());
    const { ethers } = await connect(url);
    expect(await ethers.provider.getTransactionCount(deployment.deployer)).to.equal(all);
    expect(deployment.block).to.equal(1);
  });

  it("begins anew on a chain that was started anew, though network and chain id are the same", async () => {
    const before = await deploy(await startChain("2026-01-01"));
    const after = await deploy(await startChain("2026-02-02"));
    expect(after.sent).to.equal(before.sent);
    expect(after.deployment.genesis).to.not.equal(before.deployment.genesis);
    expect(after.journal).to.not.equal(before.journal);
  });

  describe("with founders", () => {
    /** The founders of the other tests, at the accounts of the chain from the second on. */
    async function founders(url: string): Promise<FoundingArguments> {
      const [, ...signers] = await (await connect(url)).ethers.getSigners();
      return founding(signers.map(({ address }) => address));
    }

    async function found(url: string, given?: FoundingArguments) {
      return await deploySuite(await connect(url), { founders: given ?? (await founders(url)) });
    }

    it("rejects one account that governs beside them, before, now or afterwards", async () => {
      const url = await startChain();
      const both = deploySuite(await connect(url), { governance: OTHER_ACCOUNT, founders: await founders(url) });
      expect((await rejection(both)).message).to.contain("either --founders or --governance");
      await deploy(url, OTHER_ACCOUNT);
      expect((await rejection(found(url))).message).to.contain(`deployed with ${OTHER_ACCOUNT} as governance`);

      const other = await startChain("2026-03-03");
      await found(other);
      expect((await rejection(deploy(other, OTHER_ACCOUNT))).message).to.contain("is governed by its members");
    });

    it("rejects a founder at the deployer's account, and a consortium that has members", async () => {
      const url = await startChain();
      const given = await founders(url);
      const [first, ...others] = given.admissions;
      if (first === undefined) throw new Error("no founders");
      const { deployment, suite } = await deploy(url);
      const own = { ...given, admissions: [{ ...first, account: deployment.deployer }, ...others] };
      expect((await rejection(found(url, own))).message).to.contain(
        `founder 1 is the deployer's, ${deployment.deployer}`,
      );
      await (await suite.consortium.admit({ ...first, carrierCodes: [...first.carrierCodes] })).wait();
      expect((await rejection(found(url))).message).to.contain("There are 1 members already");
    });

    it("goes on with what was deployed before, hands everything over, and sends nothing the second time", async () => {
      const url = await startChain();
      const before = await deploy(url);
      const { deployment, sent, suite } = await found(url);
      const { TimelockController, ConsortiumGovernor, Guardians } = deployment.contracts;
      expect(deployment.contracts).to.deep.equal({
        ...before.deployment.contracts,
        TimelockController,
        ConsortiumGovernor,
        Guardians,
      });
      expect(sent).to.be.greaterThan(0);
      expect(deployment.governance).to.equal(TimelockController);
      expect(await suite.consortium.memberCount()).to.equal(9n);
      expect((await suite.accessManager.hasRole(Power.ADMIN, TimelockController ?? "")).isMember).to.equal(true);
      expect((await suite.accessManager.hasRole(Power.ADMIN, deployment.deployer)).isMember).to.equal(false);

      for (const again of [await found(url), await deploy(url)]) {
        expect(again.sent).to.equal(0);
        expect(again.deployment).to.deep.equal(deployment);
      }
    });

    it("rejects other founders than those of the first run", async () => {
      const url = await startChain();
      const given = await founders(url);
      await found(url, given);
      const error = await rejection(found(url, { ...given, approvalsNeeded: 3 }));
      expect(error.message).to.match(/^The deployment on localhost stopped: .*setGuardians/);
    });

    it("goes on where a run was cut off, asks for the same founders, and admits nobody twice", async () => {
      const whole = await found(await startChain("2026-04-04"));
      // Cut off within the suite, after the governor, among the admissions, and before the last step.
      for (const [day, limit] of [3, 13, 18, whole.sent - 1].entries()) {
        const url = await startChain(`2026-05-0${day + 1}`);
        const proxy = await startFaultyProxy(url, limit);
        cleanUp.push(proxy.stop);
        const given = await founders(url);
        await rejection(deploySuite(await connect(proxy.url), { founders: given }));
        expect(proxy.forwarded()).to.equal(limit);
        if (limit > 13) {
          expect((await rejection(deploy(url))).message).to.contain("was cut off: go on with the same --founders");
        }
        const { deployment, suite, sent } = await found(url, given);
        expect(sent).to.equal(whole.sent - limit);
        expect(await suite.consortium.memberCount()).to.equal(9n);
        expect((await suite.accessManager.hasRole(Power.ADMIN, deployment.deployer)).isMember).to.equal(false);
      }
    });
  });

  describe("deployment file", () => {
    it("is reported when missing, damaged or of another chain", async () => {
      const url = await startChain("2026-01-01");
      const { deployment } = await deploy(url);
      const connection = await connect(url);
      const file = path.join(config.paths.root, deploymentPath("localhost", CHAIN_ID));
      cleanUp.push(() => removeDeployment(deployment));

      expect((await rejection(readDeployment(connection))).message).to.match(/^There is no deployments\/localhost-/);
      await writeDeployment(deployment);
      for (const damage of ["{", "{}", JSON.stringify({ ...deployment, deployer: "0x12" })]) {
        await writeFile(file, damage);
        expect((await rejection(readDeployment(connection))).message).to.match(/is damaged: delete it/);
      }
      await writeDeployment(deployment);
      const other = await connect(await startChain("2026-02-02"));
      expect((await rejection(readDeployment(other))).message).to.match(/is of another chain .*npm run deploy/);
    });

    it("is the same bytes for the same deployment, and reads back as it was written", async () => {
      const url = await startChain();
      const { deployment } = await deploy(url);
      cleanUp.push(() => removeDeployment(deployment));
      const file = path.join(config.paths.root, await writeDeployment(deployment));
      const bytes = await readFile(file, "utf8");
      const reversed = Object.fromEntries(Object.entries(deployment).reverse()) as unknown as Deployment;
      await writeDeployment(reversed);
      expect(await readFile(file, "utf8")).to.equal(bytes);
      expect(await readDeployment(await connect(url))).to.deep.equal(deployment);
      await removeDeployment(deployment);
      expect(await findDeployment("localhost", CHAIN_ID)).to.equal(undefined);
    });
  });

  describe("startLocalChain", () => {
    it("rejects a port that is taken", async () => {
      const holder = createServer();
      await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
      cleanUp.push(() => new Promise((resolve) => holder.close(() => resolve())));
      const { port } = holder.address() as AddressInfo;
      expect((await rejection(startLocalChain(port))).message).to.contain(`Port ${port} on 127.0.0.1 is taken`);
    });

    it("serves the suite until it is stopped, and then forgets it", async () => {
      const port = await freePort();
      const { deployment, url, journal, stop } = await startLocalChain(port);
      const { ethers } = await network.create({ network: "localhost", override: { url } });
      expect(await ethers.provider.getCode(deployment.contracts.BillOfLading)).to.not.equal("0x");
      expect(existsSync(journal ?? "")).to.equal(true);
      await stop();
      expect(existsSync(journal ?? "")).to.equal(false);
      await startLocalChain(port).then((again) => again.stop());
    });
  });
});

/** Passes requests on to `target`, until `limit` transactions went through: then every line is cut. */
async function startFaultyProxy(target: string, limit: number) {
  let forwarded = 0;
  const server: Server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      if (forwarded >= limit) return incoming.socket.destroy();
      if (body.includes('"eth_sendTransaction"')) forwarded++;
      const onward = request(target, { method: "POST", headers: incoming.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    forwarded: () => forwarded,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}
