import { ZeroHash } from "ethers";

import { DAYS } from "../records.js";
import { BillStatus, DeliveryMark, Kind, MemberStatus, Place } from "../values.js";
import {
  active,
  existing,
  freezeNow,
  handOver,
  live,
  memberBy,
  type ModelBill,
  type Order,
  pausedUntil,
  recipient,
  record,
  Refusal,
  requireMoves,
  type World,
} from "./world.js";

const WEEK = 7n * DAYS;

/* STAND-IN */

export function giveUpStandIn(world: World, by: string, tokenId: bigint, place: bigint, party: string): void {
  const actor = active(world, by);
  const standIn = world.bills.get(tokenId)?.standIns[Number(place)] ?? 0n;
  if (actor.member !== standIn) throw new Refusal("BillAmendment_NotTheStandIn", tokenId, by);
  replaceStandIn(world, tokenId, place, party);
}

export function replaceStandIn(world: World, tokenId: bigint, place: bigint, party: string): void {
  requireMoves(world);
  const bill = live(world, tokenId);
  const holding = place === Place.SHIPPER ? bill.shipper : bill.title;
  if (holding.standsInFor === ZeroHash) throw new Refusal("BillAmendment_NoStandIn", tokenId, place);
  const joined = { member: recipient(world, bill, holding.member, party).member, standsInFor: ZeroHash };
  if (place === Place.SHIPPER) {
    bill.shipper = joined;
    bill.standIns[0] = 0n;
  } else {
    bill.title = joined;
    bill.standIns[1] = 0n;
    bill.instruction = undefined;
  }
  bill.allowed = 0n;
  record(world, bill);
}

/* CLOCK */

export function setRejectPeriod(world: World, period: bigint): void {
  if (period < DAYS || period > 14n * DAYS || period === world.rejectPeriod) {
    throw new Refusal("BillCustody_InvalidRejectPeriod", period);
  }
  world.rejectPeriod = period;
}

export function pauseMoves(world: World, duration: bigint): void {
  const latest = world.pauses.at(-1)?.until;
  const notBefore = latest === undefined ? 0n : latest + WEEK;
  if (duration === 0n || duration > WEEK || world.now < notBefore) {
    throw new Refusal("BillCustody_PauseRefused", duration, notBefore);
  }
  world.pauses.push({ since: world.now, until: world.now + duration });
}

export function resumeMoves(world: World): void {
  const latest = world.pauses.at(-1);
  if (latest === undefined || pausedUntil(world) === 0n) throw new Refusal("BillCustody_NotPaused");
  latest.until = world.now;
}

/* FREEZE */

export function freezeBriefly(world: World, tokenId: bigint, duration: bigint): void {
  const bill = existing(world, tokenId);
  const isFrozen = freezeNow(bill, world.now) !== undefined;
  if (duration === 0n || duration > WEEK || isFrozen || bill.wasFrozenByGuardian) {
    throw new Refusal("BillCustody_FreezeRefused", tokenId, duration);
  }
  bill.wasFrozenByGuardian = true;
  bill.order = undefined;
  bill.freezes.push({ since: world.now, until: world.now + duration });
  record(world, bill);
}

export function freeze(world: World, tokenId: bigint): void {
  const bill = existing(world, tokenId);
  const now = freezeNow(bill, world.now);
  if (now !== undefined && now.until === undefined) throw new Refusal("BillCustody_Frozen", tokenId, 0n);
  if (now === undefined) {
    bill.order = undefined;
    bill.freezes.push({ since: world.now, until: undefined });
  } else {
    now.until = undefined;
  }
  record(world, bill);
}

export function unfreeze(world: World, tokenId: bigint): void {
  const bill = existing(world, tokenId);
  const now = frozen(world, bill);
  now.until = world.now;
  bill.order = undefined;
  record(world, bill);
}

function frozen(world: World, bill: ModelBill) {
  const now = freezeNow(bill, world.now);
  if (now === undefined) throw new Refusal("BillCustody_NotFrozen", bill.tokenId);
  return now;
}

/* COURT ORDER */

export function announceReassignment(world: World, tokenId: bigint, order: Order): void {
  const bill = existing(world, tokenId);
  frozen(world, bill);
  const { ISSUED, PENDING_SURRENDER_FOR_AMENDMENT, PENDING_SURRENDER_FOR_DELIVERY } = BillStatus;
  const open: bigint[] = [ISSUED, PENDING_SURRENDER_FOR_DELIVERY, PENDING_SURRENDER_FOR_AMENDMENT];
  if (!open.includes(bill.status)) throw new Refusal("BillOfLading_NotLive", tokenId, bill.status);
  const kinds: Record<string, bigint[]> = {
    [String(Kind.STRAIGHT)]: [Kind.STRAIGHT],
    [String(Kind.TO_ORDER)]: [Kind.TO_ORDER, Kind.BEARER],
    [String(Kind.BEARER)]: [Kind.TO_ORDER, Kind.BEARER],
  };
  const fits =
    order.orderHash !== ZeroHash &&
    !order.jurisdiction.includes("00") &&
    kinds[String(bill.kind)]?.includes(order.kind) &&
    (order.titleholder === 0n) === (order.kind === Kind.BEARER);
  if (!fits) throw new Refusal("BillCustody_InvalidOrder", tokenId);
  memberBy(world, order.possessor);
  if (order.titleholder !== 0n) memberBy(world, order.titleholder);
  bill.order = { ...order, notBefore: world.now + WEEK };
  record(world, bill);
}

/** The announced order, which ends with the freeze under which it was announced. */
export function orderNow(world: World, bill: ModelBill): ModelBill["order"] {
  return freezeNow(bill, world.now) === undefined ? undefined : bill.order;
}

export function withdrawReassignment(world: World, tokenId: bigint): void {
  const bill = existing(world, tokenId);
  if (orderNow(world, bill) === undefined) throw new Refusal("BillCustody_NotYet", tokenId, 0n);
  bill.order = undefined;
  record(world, bill);
}

export function reassign(world: World, tokenId: bigint): void {
  const bill = existing(world, tokenId);
  frozen(world, bill);
  const order = orderNow(world, bill);
  if (order === undefined || world.now < order.notBefore) {
    throw new Refusal("BillCustody_NotYet", tokenId, order?.notBefore ?? 0n);
  }
  bill.status = BillStatus.ISSUED;
  bill.kind = order.kind;
  bill.title = { member: order.titleholder, standsInFor: ZeroHash };
  bill.isFinal = false;
  bill.isForPaper = false;
  bill.right = undefined;
  bill.cancellable = undefined;
  bill.order = undefined;
  handOver(bill, order.possessor);
  record(world, bill);
}

/* RELEASE OF CARGO AND MEMBERS */

export function markDelivery(world: World, tokenId: bigint, mark: bigint, set: boolean): void {
  const bill = existing(world, tokenId);
  const field = mark === DeliveryMark.BEGUN ? "isDeliveryBegun" : "isAgainstIndemnity";
  if (bill[field] === set) throw new Refusal("BillCustody_MarkUnchanged", tokenId, mark);
  bill[field] = set;
  record(world, bill);
}

export function setStatus(world: World, number: bigint, to: bigint): void {
  const member = memberBy(world, number);
  if (member.status === to || member.status === MemberStatus.REMOVED) {
    throw new Refusal("Consortium_IllegalMove", number, member.status, to);
  }
  member.status = to;
}

export function setRoles(world: World, number: bigint, roles: bigint): void {
  const member = memberBy(world, number);
  if (member.roles === roles) throw new Refusal("Consortium_RolesRefused", number, member.roles, roles);
  member.roles = roles;
}
