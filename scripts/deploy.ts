// npm run deploy -- --network <name> [--governance <address>]
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { deploySuite } from "./support/deploy-suite.js";
import { type Deployment, writeDeployment } from "./support/deployment-file.js";
import { userFacing } from "./support/user-error.js";

export interface DeployArguments {
  governance: string | undefined;
}

async function deploy({ governance }: DeployArguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const connection = await hre.network.create();
  try {
    console.log(`Deploying to ${connection.networkName} ...`);
    const { deployment, sent } = await deploySuite(connection, { governance });
    printDeployment(deployment);
    if (connection.networkConfig.type !== "http") {
      console.log("A trial on the embedded chain, which keeps nothing: deploy for good with  --network <name>");
      return;
    }
    const file = await writeDeployment(deployment);
    const done = sent === 0 ? "Everything was deployed before: nothing was sent" : `${sent} transactions sent`;
    console.log(`${done}. Addresses: ${file}`);
  } finally {
    await connection.close();
  }
}

/** Prints where the suite is, as a table. */
export function printDeployment({ network, chainId, block, deployer, governance, contracts }: Deployment): void {
  const rows = [
    ["deployer", deployer],
    ["governance", governance],
    ["since block", String(block)],
    ...Object.entries(contracts),
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  console.log(`Bollard on ${network} (chain ${chainId})`);
  for (const [name = "", value] of rows) console.log(`  ${name.padEnd(width)}  ${value}`);
}

export default userFacing(deploy);
