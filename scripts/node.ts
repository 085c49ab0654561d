// npm run node: a local chain with the suite deployed, until Ctrl-C.
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { printDeployment } from "./deploy.js";
import { findDeployment, removeDeployment, writeDeployment } from "./support/deployment-file.js";
import { startLocalChain } from "./support/local-chain.js";
import { userFacing } from "./support/user-error.js";

// The port of the network `localhost` in hardhat.config.ts.
const PORT = 8545;

async function keepLocalChain(_taskArguments: object, hre: HardhatRuntimeEnvironment): Promise<void> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const { deployment, url, stop } = await startLocalChain(PORT);

  const { network, chainId } = deployment;
  // A damaged file is as good as a stale one: it is replaced too.
  const leftOver = await findDeployment(network, chainId).catch(() => true);
  const file = await writeDeployment(deployment);
  if (leftOver !== undefined) console.log(`${file} was left over from an earlier chain: it is replaced.`);
  printDeployment(deployment);
  console.log(`Addresses: ${file}`);
  console.log(`Accounts: 20 with 10,000 ether each, from the public mnemonic of every Hardhat chain: for tests only.`);
  console.log(`Listening on ${url} (HTTP and WebSocket). Ctrl-C stops the chain and forgets it.`);

  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await removeDeployment(deployment);
  // Programs that are still connected would keep the server waiting.
  await Promise.race([stop(), new Promise((resolve) => setTimeout(resolve, 2_000))]);
  console.log("Stopped.");
  process.exit(0);
}

export default userFacing(keepLocalChain);
