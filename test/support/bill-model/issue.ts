import { ZeroAddress, ZeroHash } from "ethers";

import type { IssuanceInput } from "../suite.js";
import { BillStatus, Kind, Role } from "../values.js";
import {
  active,
  answer,
  live,
  mayHold,
  memberAt,
  memberBy,
  type ModelBill,
  moveStatus,
  namesParties,
  NO_PAPER,
  NOBODY,
  recipient,
  record,
  Refusal,
  requireMoves,
  settle,
  type World,
} from "./world.js";

const referenceKey = (carrier: bigint, text: string) => `${carrier} ${text}`;

/** The bill that has a carrier's reference; 0: it is free. */
export function tokenByReference({ references, bills }: World, carrier: bigint, text: string): bigint {
  const tokenId = references.get(referenceKey(carrier, text)) ?? 0n;
  return bills.get(tokenId)?.isIssueRejected === false ? tokenId : 0n;
}

function requireCarrier(world: World, by: string): bigint {
  requireMoves(world);
  const actor = active(world, by);
  if ((actor.roles & Role.CARRIER) === 0n) throw new Refusal("BillOfLading_NotACarrier", by);
  return actor.member;
}

function place(
  world: World,
  index: bigint,
  carrier: bigint,
  input: IssuanceInput,
  predecessors: readonly bigint[],
  isReturn: boolean,
): void {
  const { tokenId, kind, transportDocumentReference: text } = input;
  if (tokenId === 0n) throw new Refusal("BillOfLading_ZeroTokenId", index);
  if (world.bills.has(tokenId)) throw new Refusal("BillOfLading_TokenIdUsed", index, tokenId);
  const taken = tokenByReference(world, carrier, text);
  if (taken !== 0n && !predecessors.includes(taken)) {
    throw new Refusal("BillOfLading_ReferenceTaken", index, carrier, text, taken);
  }

  const named = namesParties(kind);
  const fits =
    (input.shipper !== ZeroAddress) === named &&
    (input.titleTo === ZeroAddress) === (kind === Kind.BEARER) &&
    (kind === Kind.WAYBILL ? input.issueTo === input.shipper : !input.noDisposal);
  if (!fits) throw new Refusal("BillOfLading_PartiesDoNotFit", index, kind);
  // Who gets back what it surrendered gets it in whatever standing; all the others are chosen now.
  const chosen = [input.issueTo, input.titleTo, input.shipper].filter(
    (address) => address !== ZeroAddress && !(isReturn && address === input.issueTo),
  );
  for (const address of chosen) {
    const party = memberAt(world, address);
    if (!mayHold(party) || party.member === carrier)
      throw new Refusal("BillOfLading_PartyNotPermitted", index, address);
  }
  const holding = (address: string, standsInFor: string) => {
    if (address !== ZeroAddress) return { member: memberAt(world, address).member, standsInFor };
    if (standsInFor !== ZeroHash) throw new Refusal("BillOfLading_PartiesDoNotFit", index, kind);
    return NOBODY;
  };
  const shipper = holding(input.shipper, input.shipperRepresents);
  const title = holding(input.titleTo, input.titleToRepresents);

  const bill: ModelBill = {
    tokenId,
    carrier,
    reference: text,
    kind,
    status: BillStatus.ISSUED,
    possessor: memberAt(world, input.issueTo).member,
    title,
    shipper,
    isFinal: false,
    noDisposal: input.noDisposal,
    isDeliveryBegun: false,
    isAgainstIndemnity: predecessors.some((old) => world.bills.get(old)?.isAgainstIndemnity),
    isIssueRejected: false,
    right: predecessors.length === 0 ? { since: world.now, period: world.rejectPeriod, back: undefined } : undefined,
    cancellable: undefined,
    surrenderer: 0n,
    isForPaper: false,
    instruction: undefined,
    standIns: [
      shipper.standsInFor === ZeroHash ? 0n : shipper.member,
      title.standsInFor === ZeroHash ? 0n : title.member,
    ],
    freezes: [],
    wasFrozenByGuardian: false,
    order: undefined,
    paper: NO_PAPER,
    allowed: 0n,
    successors: [],
    predecessors: [...predecessors],
    approved: ZeroAddress,
    sequence: 0n,
    latestBlock: 0n,
  };
  record(world, bill);
  world.bills.set(tokenId, bill);
  world.references.set(referenceKey(carrier, text), tokenId);
}

export function issue(world: World, by: string, inputs: readonly IssuanceInput[]): void {
  const carrier = requireCarrier(world, by);
  for (const [i, input] of inputs.entries()) place(world, BigInt(i), carrier, input, [], false);
}

/* REISSUE */

export function reissue(
  world: World,
  by: string,
  tokenIds: readonly bigint[],
  successors: readonly IssuanceInput[],
): void {
  const [before, after] = [tokenIds.length, successors.length];
  if (before === 0 || after === 0 || (before > 1 && after > 1)) {
    throw new Refusal("BillAmendment_ManyToMany", BigInt(before), BigInt(after));
  }
  let first: ModelBill | undefined;
  for (const tokenId of tokenIds) {
    const bill = answer(world, by, tokenId);
    moveStatus(bill, BillStatus.SURRENDERED_FOR_AMENDMENT);
    if (bill.isForPaper) throw new Refusal("BillAmendment_PaperDoesNotFit", tokenId);
    if (bill.isDeliveryBegun) throw new Refusal("BillAmendment_DeliveryBegun", tokenId);
    first ??= bill;
    if (bill.surrenderer !== first.surrenderer || bill.title.member !== first.title.member) {
      throw new Refusal("BillAmendment_NotOneParty", tokenId);
    }
    close(world, bill, successors);
  }
  if (first === undefined) return;
  const { address } = memberBy(world, first.surrenderer);
  for (const [i, successor] of successors.entries()) {
    if (successor.issueTo !== address) {
      throw new Refusal("BillAmendment_NotTheSurrenderer", BigInt(i), successor.issueTo);
    }
    place(world, BigInt(i), first.carrier, successor, tokenIds, true);
  }
}

function close(world: World, bill: ModelBill, successors: readonly IssuanceInput[]): void {
  moveStatus(bill, BillStatus.VOIDED);
  bill.successors = successors.map(({ tokenId }) => tokenId);
  record(world, bill);
}

/* WAYBILL */

function liveWaybill(world: World, tokenId: bigint): ModelBill {
  const bill = live(world, tokenId);
  if (bill.kind !== Kind.WAYBILL) throw new Refusal("BillAmendment_NotAWaybill", tokenId);
  if (bill.isDeliveryBegun) throw new Refusal("BillAmendment_DeliveryBegun", tokenId);
  return bill;
}

export function allowReplacement(world: World, by: string, tokenId: bigint, successor: bigint): void {
  requireMoves(world);
  const bill = liveWaybill(world, tokenId);
  const actor = active(world, by);
  const disposer = bill.noDisposal ? bill.title : bill.shipper;
  if (actor.member !== disposer.member) throw new Refusal("BillAmendment_NoDisposal", tokenId, by);
  if (actor.member === bill.possessor) settle(bill, actor);
  bill.allowed = successor;
  record(world, bill);
}

export function replaceWaybill(world: World, by: string, tokenId: bigint, successor: IssuanceInput): void {
  const bill = liveWaybill(world, tokenId);
  const carrier = requireCarrier(world, by);
  if (carrier !== bill.carrier) throw new Refusal("BillOfLading_NotIssuer", tokenId, by);
  if (bill.allowed === 0n || bill.allowed !== successor.tokenId) {
    throw new Refusal("BillAmendment_ReplacementNotAllowed", tokenId, successor.tokenId, bill.allowed);
  }
  const shipper = memberBy(world, bill.shipper.member).address;
  if (successor.kind !== Kind.WAYBILL || successor.shipper !== shipper) {
    throw new Refusal("BillAmendment_ReplacementDiffers", tokenId, successor.shipper);
  }
  close(world, bill, [successor]);
  place(world, 0n, carrier, successor, [tokenId], true);
}

/* PAPER */

export function recordPaper(world: World, by: string, tokenId: bigint, statementHash: string, originals: bigint): void {
  const bill = answer(world, by, tokenId);
  moveStatus(bill, BillStatus.SURRENDERED_FOR_AMENDMENT);
  if (!bill.isForPaper) throw new Refusal("BillAmendment_PaperDoesNotFit", tokenId);
  if (bill.isDeliveryBegun) throw new Refusal("BillAmendment_DeliveryBegun", tokenId);
  if (statementHash === ZeroHash || originals === 0n) throw new Refusal("BillAmendment_InvalidPaper", tokenId);
  moveStatus(bill, BillStatus.PAPER);
  bill.paper = { ...NO_PAPER, statementHash, title: bill.title.member, originals };
  record(world, bill);
}

/** The full set of the bill's paper is still out. */
function requireOut({ tokenId, status, paper, successors }: ModelBill): void {
  if (status !== BillStatus.PAPER || paper.presenter !== 0n || successors.length !== 0) {
    throw new Refusal("BillAmendment_NotOnPaper", tokenId, status);
  }
}

export function recordPresentation(world: World, by: string, tokenId: bigint, presenter: string, hash: string): void {
  const bill = answer(world, by, tokenId);
  const isCorrection = bill.paper.presenter !== 0n;
  if (!isCorrection) requireOut(bill);
  else if (bill.isDeliveryBegun) throw new Refusal("BillAmendment_DeliveryBegun", tokenId);
  const isTakenBack = isCorrection && presenter === ZeroAddress;
  if (isTakenBack !== (hash === ZeroHash)) throw new Refusal("BillAmendment_InvalidPaper", tokenId);
  const member = isTakenBack ? 0n : recipient(world, bill, bill.carrier, presenter).member;
  bill.paper = { ...bill.paper, presenter: member, presentedHash: hash };
  record(world, bill);
}

export function issueFromPaper(
  world: World,
  by: string,
  tokenId: bigint,
  successor: IssuanceInput,
  hash: string,
): void {
  const bill = answer(world, by, tokenId);
  requireOut(bill);
  if (bill.isDeliveryBegun) throw new Refusal("BillAmendment_DeliveryBegun", tokenId);
  if (hash === ZeroHash) throw new Refusal("BillAmendment_InvalidPaper", tokenId);
  record(world, bill);
  place(world, 0n, requireCarrier(world, by), successor, [tokenId], false);
  bill.successors = [successor.tokenId];
}
