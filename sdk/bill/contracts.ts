import type { Provider } from "ethers";

import { BillOfLading__factory, Consortium__factory } from "../../typechain-types/index.js";
import { checkedAccount } from "../chain/arguments.js";
import { decodingErrors } from "../chain/errors.js";
import type { SuiteAddresses } from "../chain/suite.js";
import type { Runner } from "../chain/transaction.js";

/** Where the bills and the members are: all that reading and acting on bills needs of a suite. */
export type BillAddresses = Pick<SuiteAddresses, "Consortium" | "BillOfLading">;

/** The contracts there. */
export type BillContracts = ReturnType<typeof connectBills>;

export function connectBills(addresses: BillAddresses, runner: Runner) {
  return {
    consortium: Consortium__factory.connect(addresses.Consortium, runner),
    billOfLading: BillOfLading__factory.connect(addresses.BillOfLading, runner),
  };
}

/**
 * The addresses from that of the bills alone, which name their consortium.
 * @throws ArgumentError if it is no address, ChainError if there are no bills at it
 */
export async function findBillAddresses(billOfLading: string, provider: Provider): Promise<BillAddresses> {
  const address = checkedAccount(billOfLading, "address");
  const bills = BillOfLading__factory.connect(address, provider);
  return { Consortium: await decodingErrors(bills.consortium()), BillOfLading: address };
}
