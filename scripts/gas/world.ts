// Where a step is measured: the suite of the tests, with nothing issued or with everybody holding another bill.
import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";

import { deploySuite, issueBill, Kind, type Party, Role, type Suite } from "../../test/support/suite.js";

export interface World extends Suite {
  /** Eight members that may hold bills. */
  readonly holders: readonly Party[];
  readonly ethers: HardhatEthers;
  /** Everybody did before what is measured, somewhere else. */
  readonly isSteady: boolean;
}

/** Nobody holds a bill, or ever did: what a party's first one costs. */
export async function deployWorld(ethers: HardhatEthers): Promise<World> {
  const suite = await deploySuite(ethers);
  const { shipper, consignee, trader, bank, forwarder, custodian, otherCarrier, haulier } = suite.parties;
  // The suite has six that may hold bills: two more trade besides.
  await suite.consortium.setRoles(otherCarrier.member, Role.CARRIER | Role.TRADER);
  await suite.consortium.setRoles(haulier.member, Role.HAULIER | Role.FORWARDER);
  const holders = [shipper, consignee, trader, bank, forwarder, custodian, otherCarrier, haulier];
  return { ...suite, holders, ethers, isSteady: false };
}

/** The steady state: every party holds another bill at the same time, the carrier a surrendered one. */
export async function deploySteadyWorld(ethers: HardhatEthers): Promise<World> {
  const world = await deployWorld(ethers);
  for (const [i, { address }] of world.holders.entries()) {
    await issueBill(world, Kind.BEARER, { reference: `HELD ${i}`, issueTo: address });
  }
  const surrendered = await issueBill(world, Kind.BEARER, { reference: "SURRENDERED" });
  await world.bills.connect(world.parties.shipper.signer).surrenderForDelivery(surrendered);
  return { ...world, isSteady: true };
}
