/** What a transaction did, whichever contracts of the suite said so. */
import { Interface, type Log } from "ethers";

import { type AbiItem, type Values, valuesOf } from "../chain/abi.js";
import type { SuiteAddresses } from "../chain/suite.js";
import { ABIS, contractAt, type ContractName } from "./contracts.js";

/** One event of a contract of the suite. */
export interface SuiteEvent {
  readonly contract: ContractName;
  readonly event: string;
  /** By the names of the ABI, codes as names. */
  readonly args: Values;
}

const CODECS = new Map<ContractName, Interface>();

/** Decodes the logs of the suite's contracts in their order; logs of other contracts are left out. */
export function eventsOf(logs: readonly Log[], addresses: SuiteAddresses): SuiteEvent[] {
  return logs.flatMap(({ address, topics, data }) => {
    const contract = contractAt(addresses, address);
    if (contract === undefined) return [];
    const parsed = codecOf(contract).parseLog({ topics, data });
    if (parsed === null) return [];
    const abi: readonly AbiItem[] = ABIS[contract];
    const item = abi.find(({ type, name }) => type === "event" && name === parsed.name);
    return [{ contract, event: parsed.name, args: valuesOf(item?.inputs ?? [], parsed.args) }];
  });
}

/** Encodes and decodes for a contract. */
export function codecOf(contract: ContractName): Interface {
  const known = CODECS.get(contract);
  if (known !== undefined) return known;
  const codec = new Interface(ABIS[contract]);
  CODECS.set(contract, codec);
  return codec;
}
