import { ZeroAddress, ZeroHash } from "ethers";

import { Act, AmendmentReason, BillStatus, Kind, MemberStatus, Role } from "../values.js";
import {
  active,
  actOn,
  answer,
  handOver,
  live,
  memberAt,
  memberBy,
  type ModelBill,
  moveStatus,
  namesParties,
  recipient,
  record,
  Refusal,
  rejectDeadline,
  requireMoves,
  requirePossession,
  settle,
  type TitleBefore,
  type World,
  unfrozen,
} from "./world.js";

/* POSSESSION */

/** ERC-721's transfer: by the possessor, or by whom it approved. */
export function transfer(world: World, by: string, tokenId: bigint, from: string, to: string): void {
  if (to === ZeroAddress) throw new Refusal("ERC721InvalidReceiver", to);
  requireMoves(world);
  const bill = live(world, tokenId);
  const actor = active(world, by);
  const owner = memberBy(world, bill.possessor);
  if (actor.member !== owner.member) {
    const isApproved = bill.approved === by || world.operators.includes(`${owner.address} ${by}`);
    if (!isApproved) throw new Refusal("ERC721InsufficientApproval", by, tokenId);
    active(world, owner.address);
  }
  if (bill.kind === Kind.WAYBILL) throw new Refusal("BillOfLading_ActNotAllowed", tokenId, bill.kind, Act.TRANSFER);
  const { member } = recipient(world, bill, owner.member, to);
  settle(bill, owner);
  give(world, bill, member, undefined);
  if (from !== owner.address) throw new Refusal("ERC721IncorrectOwner", from, tokenId, owner.address);
}

function give(world: World, bill: ModelBill, to: bigint, before: TitleBefore | undefined): void {
  bill.right = { since: world.now, period: world.rejectPeriod, back: { possessor: bill.possessor, before } };
  handOver(bill, to);
  record(world, bill);
}

export function sign(world: World, by: string, tokenId: bigint): void {
  const { bill } = actOn(world, by, tokenId);
  if (bill.kind === Kind.WAYBILL) throw new Refusal("BillOfLading_ActNotAllowed", tokenId, bill.kind, Act.SIGN);
  record(world, bill);
}

export function reject(world: World, by: string, tokenId: bigint): void {
  const bill = live(world, tokenId);
  requirePossession(bill, memberAt(world, by));
  if (bill.right === undefined) throw new Refusal("BillOfLading_NothingToReject", tokenId);
  const deadline = rejectDeadline(world, bill);
  if (world.now > deadline) throw new Refusal("BillOfLading_RejectTooLate", tokenId, deadline);
  const { back } = bill.right;
  bill.right = undefined;
  if (back === undefined) {
    moveStatus(bill, BillStatus.VOIDED);
    bill.isIssueRejected = true;
    handOver(bill, bill.carrier);
  } else {
    if (back.before !== undefined) restore(bill, back.before);
    handOver(bill, back.possessor);
  }
  record(world, bill);
}

export function approve(world: World, by: string, tokenId: bigint, to: string): void {
  if (to !== ZeroAddress) {
    unfrozen(world, tokenId);
    active(world, by);
    if (memberAt(world, to).status !== MemberStatus.ACTIVE) throw new Refusal("BillOfLading_ApprovalNotPermitted", to);
  }
  const bill = world.bills.get(tokenId);
  if (bill === undefined) throw new Refusal("ERC721NonexistentToken", tokenId);
  const owner = memberBy(world, bill.possessor).address;
  if (owner !== by && !world.operators.includes(`${owner} ${by}`)) throw new Refusal("ERC721InvalidApprover", by);
  bill.approved = to;
}

export function approveForAll(world: World, by: string, operator: string, approved: boolean): void {
  if (approved) {
    active(world, by);
    const { roles, status } = memberAt(world, operator);
    if (status !== MemberStatus.ACTIVE || (roles & Role.CUSTODIAN) === 0n) {
      throw new Refusal("BillOfLading_ApprovalNotPermitted", operator);
    }
  }
  const key = `${by} ${operator}`;
  world.operators = world.operators.filter((other) => other !== key);
  if (approved) world.operators.push(key);
}

/* TITLE */

function isEndorsement(act: bigint): boolean {
  return act === Act.ENDORSE || act === Act.ENDORSE_TO_ORDER || act === Act.BLANK_ENDORSE;
}

/** Title passes on; the answer is what it was before. */
function passTitle(world: World, bill: ModelBill, act: bigint, by: string, member: bigint, to: bigint): TitleBefore {
  const { tokenId, kind } = bill;
  const isUseless = kind === Kind.BEARER && act === Act.BLANK_ENDORSE;
  if (!isEndorsement(act) || namesParties(kind) || isUseless) {
    throw new Refusal("BillOfLading_ActNotAllowed", tokenId, kind, act);
  }
  if (kind === Kind.TO_ORDER) {
    if (bill.title.member !== member) throw new Refusal("BillOfLading_NotTitleholder", tokenId, by);
    if (bill.isFinal) throw new Refusal("BillOfLading_EndorsementFinal", tokenId);
  }
  const before = { title: bill.title, kind, isFinal: bill.isFinal };
  // What somebody gets by endorsement is its own: it stands in for nobody.
  bill.title = { member: act === Act.BLANK_ENDORSE ? 0n : to, standsInFor: ZeroHash };
  bill.kind = act === Act.BLANK_ENDORSE ? Kind.BEARER : Kind.TO_ORDER;
  bill.isFinal = act === Act.ENDORSE;
  bill.cancellable = undefined;
  bill.instruction = undefined;
  record(world, bill);
  return before;
}

function restore(bill: ModelBill, before: TitleBefore): void {
  Object.assign(bill, before);
  bill.cancellable = undefined;
  bill.instruction = undefined;
}

export function endorse(world: World, by: string, tokenId: bigint, act: bigint, to: string): void {
  const { bill, actor } = actOn(world, by, tokenId);
  const isBlank = act === Act.BLANK_ENDORSE;
  if (isBlank && to !== ZeroAddress) throw new Refusal("BillOfLading_RecipientNotPermitted", tokenId, to);
  const endorsee = isBlank ? 0n : recipient(world, bill, actor.member, to).member;
  const before = passTitle(world, bill, act, by, actor.member, endorsee);
  if (!isBlank) bill.cancellable = { by: actor.member, before };
}

export function endorseAndTransfer(world: World, by: string, tokenId: bigint, act: bigint, to: string): void {
  const { bill, actor } = actOn(world, by, tokenId);
  const { member } = recipient(world, bill, actor.member, to);
  const before = passTitle(world, bill, act, by, actor.member, member);
  give(world, bill, member, before);
}

export function cancelEndorsement(world: World, by: string, tokenId: bigint): void {
  const { bill } = actOn(world, by, tokenId);
  if (bill.cancellable === undefined) throw new Refusal("BillOfLading_NothingToCancel", tokenId);
  restore(bill, bill.cancellable.before);
  record(world, bill);
}

/* INSTRUCTION */

export function instruct(world: World, by: string, tokenId: bigint, act: bigint, to: string, reason: bigint): void {
  requireMoves(world);
  const bill = live(world, tokenId);
  const actor = active(world, by);
  const surrenders = act === Act.SURRENDER_FOR_DELIVERY || act === Act.SURRENDER_FOR_AMENDMENT;
  const isKnown =
    (bill.kind === Kind.TO_ORDER && (surrenders || isEndorsement(act))) || (bill.kind === Kind.STRAIGHT && surrenders);
  if (!isKnown) throw new Refusal("BillOfLading_ActNotAllowed", tokenId, bill.kind, act);
  if (actor.member !== bill.title.member) throw new Refusal("BillOfLading_NotTitleholder", tokenId, by);
  if (actor.member === bill.possessor) throw new Refusal("BillOfLading_InPossession", tokenId, by);
  requireReason(tokenId, act, reason);
  if (surrenders) {
    if (to !== ZeroAddress) throw new Refusal("BillOfLading_RecipientNotPermitted", tokenId, to);
  } else {
    if (bill.isFinal) throw new Refusal("BillOfLading_EndorsementFinal", tokenId);
    recipient(world, bill, actor.member, to);
  }
  record(world, bill);
  bill.instruction = { act, by: actor.member, reason, sequence: bill.sequence, recipient: to };
}

export function withdrawInstruction(world: World, by: string, tokenId: bigint): void {
  requireMoves(world);
  const bill = live(world, tokenId);
  const actor = active(world, by);
  if (bill.instruction?.by !== actor.member) throw new Refusal("BillOfLading_NoInstruction", tokenId);
  bill.instruction = undefined;
  record(world, bill);
}

export function carryOut(world: World, by: string, tokenId: bigint, sequence: bigint): void {
  const { bill, actor } = actOn(world, by, tokenId);
  const { instruction } = bill;
  if (instruction?.sequence !== sequence) throw new Refusal("BillOfLading_NoInstruction", tokenId);
  const titleholder = active(world, memberBy(world, instruction.by).address);
  if (instruction.recipient === ZeroAddress) {
    giveToCarrier(world, bill, instruction.act, instruction.reason);
    return;
  }
  const { member } = recipient(world, bill, titleholder.member, instruction.recipient);
  const before = passTitle(world, bill, instruction.act, by, titleholder.member, member);
  if (member !== actor.member) give(world, bill, member, before);
}

/* SURRENDER */

function requireReason(tokenId: bigint, act: bigint, reason: bigint): void {
  if ((act === Act.SURRENDER_FOR_AMENDMENT) !== (reason !== AmendmentReason.NONE)) {
    throw new Refusal("BillOfLading_ReasonDoesNotFit", tokenId, act, reason);
  }
}

function giveToCarrier(world: World, bill: ModelBill, act: bigint, reason: bigint): void {
  const isForDelivery = act === Act.SURRENDER_FOR_DELIVERY;
  if (!isForDelivery && bill.isDeliveryBegun) throw new Refusal("BillAmendment_DeliveryBegun", bill.tokenId);
  moveStatus(
    bill,
    isForDelivery ? BillStatus.PENDING_SURRENDER_FOR_DELIVERY : BillStatus.PENDING_SURRENDER_FOR_AMENDMENT,
  );
  bill.isForPaper = reason === AmendmentReason.SWTP;
  bill.surrenderer = bill.possessor;
  handOver(bill, bill.carrier);
  record(world, bill);
}

export function surrender(world: World, by: string, tokenId: bigint, act: bigint, reason: bigint): void {
  requireReason(tokenId, act, reason);
  const { bill, actor } = actOn(world, by, tokenId);
  if (bill.kind === Kind.WAYBILL) throw new Refusal("BillOfLading_ActNotAllowed", tokenId, bill.kind, act);
  const may = {
    [String(Kind.STRAIGHT)]: [bill.title.member, bill.shipper.member],
    [String(Kind.TO_ORDER)]: [bill.title.member],
    [String(Kind.BEARER)]: [bill.possessor],
  };
  if (!may[String(bill.kind)]?.includes(actor.member)) throw new Refusal("BillOfLading_NotTitleholder", tokenId, by);
  giveToCarrier(world, bill, act, reason);
}

export function acceptSurrender(world: World, by: string, tokenId: bigint): void {
  const bill = answer(world, by, tokenId);
  moveStatus(bill, BillStatus.SURRENDERED_FOR_DELIVERY);
  if (bill.kind === Kind.BEARER) bill.title = { member: bill.surrenderer, standsInFor: ZeroHash };
  record(world, bill);
}

export function refuseSurrender(world: World, by: string, tokenId: bigint, commentsHash: string): void {
  const bill = answer(world, by, tokenId);
  if (commentsHash === ZeroHash) throw new Refusal("BillOfLading_NoComments", tokenId);
  moveStatus(bill, BillStatus.ISSUED);
  bill.isForPaper = false;
  handOver(bill, bill.surrenderer);
  record(world, bill);
}
