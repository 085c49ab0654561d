// What the compiler says of a contract: its functions and its storage.
import { readFile } from "node:fs/promises";

import type { FunctionFragment, Interface } from "ethers";
import { artifacts } from "hardhat";

export function functionsOf(contract: Interface): FunctionFragment[] {
  const functions: FunctionFragment[] = [];
  contract.forEachFunction((fragment) => functions.push(fragment));
  return functions;
}

export interface StorageVariable {
  label: string;
  slot: string;
  offset: number;
  type: string;
}
export interface StorageLayout {
  storage: StorageVariable[];
  types: Record<string, { numberOfBytes: string; members?: StorageVariable[] }>;
}

/** The compiler's own account of a contract's storage. */
export async function storageOf(contract: string): Promise<StorageLayout> {
  const { sourceName } = await artifacts.readArtifact(contract);
  const buildInfo = await artifacts.getBuildInfoId(contract);
  const path = buildInfo === undefined ? undefined : await artifacts.getBuildInfoOutputPath(buildInfo);
  if (path === undefined) throw new Error(`no build info of ${contract}`);
  const { output } = JSON.parse(await readFile(path, "utf8")) as {
    output: { contracts: Record<string, Record<string, { storageLayout?: StorageLayout }>> };
  };
  const layout = output.contracts[`project/${sourceName}`]?.[contract]?.storageLayout;
  if (layout === undefined) throw new Error(`no storage layout of ${contract}`);
  return layout;
}

/** The compiler's own number in the name of a type, which differs from build to build. */
const NUMBER = /(?<=\))\d+/g;

/** A variable with all that lies in it. */
export function described({ types }: StorageLayout, { label, slot, offset, type }: StorageVariable): unknown {
  const members = Object.entries(types)
    .filter(([name]) => type.includes(name))
    .map(([name, { numberOfBytes, members: inside }]) => [
      name.replace(NUMBER, ""),
      numberOfBytes,
      inside?.map((member) => [member.label, member.slot, member.offset, member.type.replace(NUMBER, "")]),
    ]);
  return { label, slot, offset, type: type.replace(NUMBER, ""), members };
}
