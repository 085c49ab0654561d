// The way of the bills: issued in batches, passed on, surrendered.
import type { Member } from "../support/members.js";
import { releaseCargo } from "./cargo.js";
import { type Harbour, inPieces } from "./harbour.js";
import type { Shipment } from "./plan.js";

const BATCH = 50;

/** A carrier issues its bills, and their further ways begin. */
export async function issueBills(harbour: Harbour, carrier: Member, plan: Shipment[]): Promise<void> {
  const { day, acts } = harbour;
  const own = plan.filter((shipment) => shipment.carrier === carrier);
  for (const batch of inPieces(own, BATCH)) {
    await day.act(acts.issue(carrier, batch));
    for (const shipment of batch) day.begin(() => releaseCargo(harbour, shipment));
  }
}

/** From the shipper's hands to the party that surrenders, and the carrier's answer; a waybill needs none of it. */
export async function surrenderBill({ day, acts, cast, random }: Harbour, shipment: Shipment): Promise<void> {
  const { kind, shipper, consignee } = shipment;
  if (kind === "WAYBILL") return;
  await day.pass(random.integer(1, 6));
  let holder: Member = shipper;
  if (kind === "TO_ORDER") {
    if (random.integer(0, 1) === 1) {
      // Under a documentary credit the bank has it in between.
      await day.act(acts.endorseAndTransfer(shipper, shipment, cast.bank));
      await day.pass(random.integer(1, 3));
      holder = cast.bank;
    }
    await day.act(acts.endorseAndTransfer(holder, shipment, consignee));
    holder = consignee;
  } else if (kind === "BEARER" || random.integer(0, 1) === 1) {
    await day.act(acts.transfer(shipper, shipment, consignee));
    holder = consignee;
  }
  // Else the shipper surrenders a straight bill at origin; the consignee is entitled all the same.
  await day.pass(random.integer(1, 3));
  await day.act(acts.surrender(holder, shipment));
  await day.act(acts.acceptSurrender(shipment));
}
