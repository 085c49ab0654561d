import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";

import { BillDesk, type BillAddresses } from "../../sdk/index.js";
import { deploySuite, type Parties, type Suite } from "./suite.js";

export interface DeskSuite extends Suite {
  readonly addresses: BillAddresses;
  /** One desk for each party of the tests. */
  readonly desks: { readonly [Name in keyof Parties]: BillDesk };
}

/** The fixture of the tests with a desk for each party. */
export async function deployDesks(ethers: HardhatEthers): Promise<DeskSuite> {
  const suite = await deploySuite(ethers);
  const addresses: BillAddresses = {
    Consortium: await suite.consortium.getAddress(),
    BillOfLading: await suite.bills.getAddress(),
  };
  const desk = (name: keyof Parties) => new BillDesk(addresses, suite.parties[name].signer);
  const desks = {
    carrier: desk("carrier"),
    otherCarrier: desk("otherCarrier"),
    shipper: desk("shipper"),
    consignee: desk("consignee"),
    trader: desk("trader"),
    bank: desk("bank"),
    forwarder: desk("forwarder"),
    terminal: desk("terminal"),
    customs: desk("customs"),
    haulier: desk("haulier"),
    custodian: desk("custodian"),
    outsider: desk("outsider"),
  };
  return { ...suite, addresses, desks };
}
