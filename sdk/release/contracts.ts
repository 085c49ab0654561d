import type { Provider } from "ethers";

import {
  BillOfLading__factory,
  Charges__factory,
  Consortium__factory,
  PickUp__factory,
  ReleaseRegistry__factory,
} from "../../typechain-types/index.js";
import { checkedAccount } from "../chain/arguments.js";
import { decodingErrors } from "../chain/errors.js";
import type { SuiteAddresses } from "../chain/suite.js";
import type { Runner } from "../chain/transaction.js";

/** Where members, bills, containers, charges and slots are: all that release needs of a suite. */
export type ReleaseAddresses = Pick<
  SuiteAddresses,
  "Consortium" | "BillOfLading" | "ReleaseRegistry" | "Charges" | "PickUp"
>;

/** The contracts there. */
export type ReleaseContracts = ReturnType<typeof connectRelease>;

export function connectRelease(addresses: ReleaseAddresses, runner: Runner) {
  return {
    consortium: Consortium__factory.connect(addresses.Consortium, runner),
    billOfLading: BillOfLading__factory.connect(addresses.BillOfLading, runner),
    releaseRegistry: ReleaseRegistry__factory.connect(addresses.ReleaseRegistry, runner),
    charges: Charges__factory.connect(addresses.Charges, runner),
    pickUp: PickUp__factory.connect(addresses.PickUp, runner),
  };
}

/**
 * The addresses from that of the registry alone, which names the others.
 * @throws ArgumentError if it is no address, ChainError if there is no registry at it
 */
export async function findReleaseAddresses(releaseRegistry: string, provider: Provider): Promise<ReleaseAddresses> {
  const address = checkedAccount(releaseRegistry, "address");
  const registry = ReleaseRegistry__factory.connect(address, provider);
  const [Consortium, BillOfLading, Charges, PickUp] = await decodingErrors(
    Promise.all([registry.consortium(), registry.bill(), registry.charges(), registry.pickUp()]),
  );
  return { Consortium, BillOfLading, ReleaseRegistry: address, Charges, PickUp };
}

/** The provider behind the contracts. @throws TypeError if there is none */
export function providerOf({ releaseRegistry }: Pick<ReleaseContracts, "releaseRegistry">): Provider {
  const { provider } = releaseRegistry.runner ?? {};
  if (provider == null) throw new TypeError("The contracts are not connected to a provider");
  return provider;
}
