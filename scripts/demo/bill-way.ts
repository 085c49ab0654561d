// The way of the document: from issue to the point where delivery is due.
import { Act, BillStatus, Kind, type Suite, type TransportDocument } from "../../sdk/index.js";
import { ZeroAddress, ZeroHash } from "ethers";

import type { Cast, Member } from "./cast.js";
import type { Logbook } from "./logbook.js";

/** Issues the document and plays its life until delivery is due. */
export async function playDocument(suite: Suite, cast: Cast, document: TransportDocument, log: Logbook): Promise<void> {
  await issue(suite, cast, document, log);
  if (document.kind === "WAYBILL") {
    await shareWaybill(suite, cast, document, log);
  } else {
    await playBill(suite, cast, document, log);
  }
}

async function issue(suite: Suite, cast: Cast, document: TransportDocument, log: Logbook): Promise<void> {
  const { carrier, shipper, consignee } = cast;
  const namesParties = document.kind === "STRAIGHT" || document.kind === "WAYBILL";
  const issuance = {
    tokenId: document.tokenId,
    transportDocumentReference: document.referenceBytes20,
    kind: Kind[document.kind],
    issueTo: shipper.address,
    shipper: namesParties ? shipper.address : ZeroAddress,
    titleTo: document.kind === "BEARER" ? ZeroAddress : consignee.address,
    shipperRepresents: ZeroHash,
    titleToRepresents: ZeroHash,
    noDisposal: false,
  };
  const what = document.kind === "WAYBILL" ? "sea waybill" : `bill of lading, ${document.kind}`;
  await log.act(
    `ISSUE ${what} ${document.reference}`,
    carrier,
    suite.billOfLading.connect(carrier.signer).issue(issuance),
  );
}

/** Carrier and terminal work from one waybill: the terminal checks its copy against the chain. */
async function shareWaybill(suite: Suite, cast: Cast, document: TransportDocument, log: Logbook): Promise<void> {
  const { status, carrier, consignee } = await suite.billOfLading.billOf(document.tokenId);
  const genuine =
    status === BillStatus.ISSUED &&
    Number(carrier) === cast.carrier.number &&
    Number(consignee) === cast.consignee.number;
  if (!genuine) throw new Error("the terminal's copy of the waybill is not the one on the chain");
  await log.note("waybill shared; copy checked against the chain", cast.terminal, await now(suite));
}

async function playBill(suite: Suite, cast: Cast, document: TransportDocument, log: Logbook): Promise<void> {
  const { shipper, bank, consignee, carrier } = cast;
  const { tokenId, kind } = document;
  const as = ({ signer }: Member) => suite.billOfLading.connect(signer);

  await log.act("TRANSFER to the bank", shipper, as(shipper).transferFrom(shipper.address, bank.address, tokenId));
  await log.act("SIGN: possession accepted", bank, as(bank).sign(tokenId));
  if (kind === "BEARER") {
    await log.act(
      `ENDORSE_TO_ORDER and TRANSFER to ${consignee.name}`,
      bank,
      as(bank).endorseAndTransfer(tokenId, Act.ENDORSE_TO_ORDER, consignee.address),
    );
  } else {
    // Title stands with the consignee or endorsee by name already; it needs possession with it.
    await log.act(
      `TRANSFER to ${consignee.name}`,
      bank,
      as(bank).transferFrom(bank.address, consignee.address, tokenId),
    );
  }
  await log.act("SURRENDER_FOR_DELIVERY", consignee, as(consignee).surrenderForDelivery(tokenId));
  await log.act("SURR: surrender accepted", carrier, as(carrier).acceptSurrender(tokenId));
}

async function now(suite: Suite): Promise<number> {
  const block = await suite.billOfLading.runner?.provider?.getBlock("latest");
  if (block == null) throw new Error("the chain has no block");
  return block.timestamp;
}
