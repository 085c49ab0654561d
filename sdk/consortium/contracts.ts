import { BaseContract } from "ethers";

import {
  AccessManager__factory,
  Agency__factory,
  BillAmendments__factory,
  BillOfLading__factory,
  Charges__factory,
  Consortium__factory,
  ConsortiumGovernor__factory,
  Guardians__factory,
  PickUp__factory,
  ReleaseCasework__factory,
  ReleaseRegistry__factory,
  Subjects__factory,
  TimelockController__factory,
} from "../../typechain-types/index.js";
import type { AbiItem } from "../chain/abi.js";
import { ArgumentError } from "../chain/arguments.js";
import type { GovernanceContract, SuiteAddresses, SuiteContract } from "../chain/suite.js";
import type { Runner } from "../chain/transaction.js";

/** The ABI of every contract that a decision may call, as TypeChain writes it. */
export const ABIS: Readonly<Record<SuiteContract | GovernanceContract, readonly AbiItem[]>> = {
  AccessManager: AccessManager__factory.abi,
  Consortium: Consortium__factory.abi,
  Agency: Agency__factory.abi,
  BillAmendments: BillAmendments__factory.abi,
  BillOfLading: BillOfLading__factory.abi,
  ReleaseCasework: ReleaseCasework__factory.abi,
  ReleaseRegistry: ReleaseRegistry__factory.abi,
  Charges: Charges__factory.abi,
  PickUp: PickUp__factory.abi,
  Subjects: Subjects__factory.abi,
  TimelockController: TimelockController__factory.abi,
  ConsortiumGovernor: ConsortiumGovernor__factory.abi,
  Guardians: Guardians__factory.abi,
};

/** A contract of the suite, or of the members' government, by its name in Solidity. */
export type ContractName = keyof typeof ABIS;

export function isContractName(text: string): text is ContractName {
  return Object.hasOwn(ABIS, text);
}

/** Where a contract is. @throws ArgumentError if this suite has none, because one account governs it */
export function addressOf(addresses: SuiteAddresses, contract: ContractName, argument = "contract"): string {
  const address = addresses[contract];
  if (address === undefined) {
    throw new ArgumentError(argument, `is ${contract}, which this suite does not have: one account governs it`);
  }
  return address;
}

/** A contract at its address. @throws ArgumentError if this suite has none */
export function connectNamed(addresses: SuiteAddresses, contract: ContractName, runner: Runner): BaseContract {
  return new BaseContract(addressOf(addresses, contract), ABIS[contract], runner);
}

/** What is at an address; nothing if it is none of the suite's contracts. */
export function contractAt(addresses: SuiteAddresses, address: string): ContractName | undefined {
  for (const [name, each] of Object.entries(addresses)) {
    if (each?.toLowerCase() === address.toLowerCase() && isContractName(name)) return name;
  }
  return undefined;
}

/** The contracts by which members govern. */
export type Government = ReturnType<typeof connectGovernment>;

/** @throws ArgumentError if one account governs this suite */
export function connectGovernment(addresses: SuiteAddresses, runner: Runner) {
  const at = (contract: GovernanceContract) => addressOf(addresses, contract, "government");
  return {
    governor: ConsortiumGovernor__factory.connect(at("ConsortiumGovernor"), runner),
    timelock: TimelockController__factory.connect(at("TimelockController"), runner),
    guardians: Guardians__factory.connect(at("Guardians"), runner),
    consortium: Consortium__factory.connect(addresses.Consortium, runner),
  };
}
