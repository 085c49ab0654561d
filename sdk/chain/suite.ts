import type { ContractRunner } from "ethers";

import {
  AccessManager__factory,
  Agency__factory,
  BillAmendments__factory,
  BillOfLading__factory,
  Charges__factory,
  Consortium__factory,
  PickUp__factory,
  ReleaseCasework__factory,
  ReleaseRegistry__factory,
  Subjects__factory,
} from "../../typechain-types/index.js";

/** The contracts of the suite by their name in Solidity. */
export type SuiteContract =
  | "AccessManager"
  | "Consortium"
  | "Agency"
  | "BillAmendments"
  | "BillOfLading"
  | "ReleaseCasework"
  | "ReleaseRegistry"
  | "Charges"
  | "PickUp"
  | "Subjects";

/** The contracts by which members govern a suite that they have founded. */
export type GovernanceContract = "TimelockController" | "ConsortiumGovernor" | "Guardians";

/**
 * Where each contract of the suite is: contract name to checksummed address, in the order of deployment. Where one account
 * governs there are none for the government of the members.
 */
export type SuiteAddresses = Readonly<Record<SuiteContract, string> & Partial<Record<GovernanceContract, string>>>;

/** The deployed suite as typed contracts. */
export type Suite = ReturnType<typeof connectSuite>;

/** Typed contracts at `addresses`; calls and transactions go through `runner` (a signer, or a provider to read only). */
export function connectSuite(addresses: SuiteAddresses, runner: ContractRunner) {
  return {
    accessManager: AccessManager__factory.connect(addresses.AccessManager, runner),
    consortium: Consortium__factory.connect(addresses.Consortium, runner),
    agency: Agency__factory.connect(addresses.Agency, runner),
    billAmendments: BillAmendments__factory.connect(addresses.BillAmendments, runner),
    billOfLading: BillOfLading__factory.connect(addresses.BillOfLading, runner),
    releaseCasework: ReleaseCasework__factory.connect(addresses.ReleaseCasework, runner),
    releaseRegistry: ReleaseRegistry__factory.connect(addresses.ReleaseRegistry, runner),
    charges: Charges__factory.connect(addresses.Charges, runner),
    pickUp: PickUp__factory.connect(addresses.PickUp, runner),
    subjects: Subjects__factory.connect(addresses.Subjects, runner),
  };
}
