// A local chain that other programs reach over HTTP, with the suite deployed.
import { rm } from "node:fs/promises";
import { createServer } from "node:net";

import { network } from "hardhat";

import { deploySuite, type DeployResult } from "./deploy-suite.js";
import { UserError } from "./user-error.js";

export interface LocalChain extends DeployResult {
  readonly url: string;
  /** Closes the port and forgets the progress that was kept for this chain, which is gone. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a chain on 127.0.0.1 and deploys the suite to it, through the open port like any other program, so that
 * a later `npm run deploy -- --network localhost` finds everything in place.
 * @param port 8545 is where the network `localhost` of hardhat.config.ts looks for it
 * @throws UserError if the port is taken
 */
export async function startLocalChain(port: number): Promise<LocalChain> {
  const host = "127.0.0.1";
  const url = `http://${host}:${port}`;
  await requireFree(host, port);
  const server = await network.createServer("default", host, port);
  await server.listen();
  const connection = await network.create({ network: "localhost", override: { url } });
  const close = async () => {
    // The connection first: the server waits for whoever keeps a line open.
    await connection.close();
    await server.close();
  };
  try {
    const deployed = await deploySuite(connection);
    const stop = async () => {
      await close();
      if (deployed.journal !== undefined) await rm(deployed.journal, { recursive: true, force: true });
    };
    return { ...deployed, url, stop };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Hardhat's server does not report a port that is taken, so it is tried first. */
async function requireFree(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new UserError(
          error.code === "EADDRINUSE"
            ? `Port ${port} on ${host} is taken: stop the chain or program that listens there first`
            : `Cannot listen on port ${port} of ${host}: ${error.message}`,
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
