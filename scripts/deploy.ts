// npm run deploy -- --network <name> [--founders <file> | --governance <address>]
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";

import { connectGovernment, readGovernment } from "../sdk/index.js";
import { governmentText } from "./member/output.js";
import { deploySuite } from "./support/deploy-suite.js";
import { type Deployment, writeDeployment } from "./support/deployment-file.js";
import { readFounders } from "./support/founders.js";
import { userFacing } from "./support/user-error.js";

export interface DeployArguments {
  governance: string | undefined;
  founders: string | undefined;
}

async function deploy({ governance, founders }: DeployArguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
  const founding = founders === undefined ? undefined : await readFounders(founders);
  const connection = await hre.network.create();
  try {
    console.log(`Deploying to ${connection.networkName} ...`);
    const { deployment, sent } = await deploySuite(connection, { governance, founders: founding });
    printDeployment(deployment);
    if (deployment.contracts.ConsortiumGovernor !== undefined) {
      const government = connectGovernment(deployment.contracts, connection.ethers.provider);
      console.log(governmentText(await readGovernment(government)));
    }
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
  if (contracts.ConsortiumGovernor !== undefined) return;
  const whose = governance === deployer ? "the deployer's" : "alone";
  console.log(
    `One account governs, ${whose}: it admits and removes members, freezes bills and pauses moves as it likes.`,
  );
  console.log("For trials only: where members are to decide, found a consortium with  --founders <file>");
}

export default userFacing(deploy);
