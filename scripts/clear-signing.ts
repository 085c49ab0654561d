// npm run clear-signing -- --network <name>
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { config } from "hardhat";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { TaskArguments } from "hardhat/types/tasks";

import { clearSigning } from "../sdk/clear-signing/index.js";
import { type Deployment, readDeployment } from "./support/deployment-file.js";
import { userFacing } from "./support/user-error.js";

async function writeClearSigning(_: TaskArguments, hre: HardhatRuntimeEnvironment): Promise<void> {
  const connection = await hre.network.create();
  try {
    const files = await writeDescriptors(await readDeployment(connection));
    for (const file of files) console.log(file);
  } finally {
    await connection.close();
  }
}

/**
 * Writes the descriptors of a deployment, the same deployment always as the same bytes, and nothing of an earlier one
 * stays beside them.
 * @returns their paths, relative to the root of the repository
 */
export async function writeDescriptors(
  { network, chainId, contracts }: Pick<Deployment, "network" | "chainId" | "contracts">,
  root = config.paths.root,
): Promise<string[]> {
  const descriptors = Object.entries(clearSigning({ chainId, contracts }));
  const folder = path.posix.join("clear-signing", `${network}-${chainId}`);
  await rm(path.join(root, folder), { recursive: true, force: true });
  await mkdir(path.join(root, folder), { recursive: true });
  return Promise.all(
    descriptors.map(async ([name, descriptor]) => {
      const file = path.posix.join(folder, name);
      await writeFile(path.join(root, file), `${JSON.stringify(descriptor, undefined, 2)}\n`);
      return file;
    }),
  );
}

export default userFacing(writeClearSigning);
