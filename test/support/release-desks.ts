import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";

import { fromFixedBytes, type ReleaseAddresses, ReleaseDesk } from "../../sdk/index.js";
import {
  type Actors,
  containerNumber,
  deployRelease,
  issueStraight,
  issueWaybill,
  type ReleaseSuite,
} from "./release.js";

export interface ReleaseDeskSuite extends ReleaseSuite {
  readonly addresses: ReleaseAddresses;
  /** One desk for each actor. */
  readonly desks: { readonly [Name in keyof Actors]: ReleaseDesk };
  /** The desk of governance. */
  readonly governor: ReleaseDesk;
}

/** The n-th well-formed container number of an owner, as text. */
export function boxNumber(n: number, owner?: string): string {
  return fromFixedBytes(containerNumber(n, owner));
}

/** The fixture of the release tests with a desk for each actor. */
export async function deployReleaseDesks(ethers: HardhatEthers): Promise<ReleaseDeskSuite> {
  const suite = await deployRelease(ethers);
  const addresses: ReleaseAddresses = {
    Consortium: await suite.consortium.getAddress(),
    BillOfLading: await suite.bills.getAddress(),
    ReleaseRegistry: await suite.registry.getAddress(),
    Charges: await suite.charges.getAddress(),
    PickUp: await suite.pickUp.getAddress(),
  };
  const desk = (name: keyof Actors) => new ReleaseDesk(addresses, suite.actors[name].signer);
  const desks = {
    carrier: desk("carrier"),
    otherCarrier: desk("otherCarrier"),
    shipper: desk("shipper"),
    consignee: desk("consignee"),
    forwarder: desk("forwarder"),
    bank: desk("bank"),
    terminal: desk("terminal"),
    otherTerminal: desk("otherTerminal"),
    customs: desk("customs"),
    haulier: desk("haulier"),
    otherHaulier: desk("otherHaulier"),
    driver: desk("driver"),
    outsider: desk("outsider"),
  };
  return { ...suite, addresses, desks, governor: new ReleaseDesk(addresses, suite.governance) };
}

export { issueStraight, issueWaybill };

/** The consignment of the tests: of the waybill, at the terminal, cleared by the customs authority. */
export function openingOf({ actors, waybill }: ReleaseSuite, numbers: readonly string[]) {
  return {
    tokenId: waybill,
    consignment: 1,
    terminal: actors.terminal.address,
    customs: actors.customs.address,
    unLocationCode: "BEANR",
    numbers,
  };
}
