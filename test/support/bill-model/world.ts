import { ZeroAddress, ZeroHash } from "ethers";

import { BillStatus, Kind, MemberStatus, Role } from "../values.js";
import { lastSecond, type Standstill, standsStill } from "./clock.js";

/** Why the model refuses an act: the contract's error with its arguments. */
export class Refusal extends Error {
  readonly args: readonly unknown[];

  constructor(error: string, ...args: readonly unknown[]) {
    super(error);
    this.args = args;
  }
}

export interface Member {
  member: bigint;
  address: string;
  roles: bigint;
  status: bigint;
}

/** A place of title, or of the shipper: who has it, and for whom that member stands in there. */
export interface Holding {
  member: bigint;
  standsInFor: string;
}

/** What an endorsement changes, as it was before. */
export interface TitleBefore {
  title: Holding;
  kind: bigint;
  isFinal: boolean;
}

/** The possessor's right to reject what it received. */
export interface Right {
  since: bigint;
  period: bigint;
  /** To whom the bill returns, and with which title if that was carried along; undefined: the issue is rejected. */
  back: { possessor: bigint; before: TitleBefore | undefined } | undefined;
}

export interface Order {
  orderHash: string;
  jurisdiction: string;
  kind: bigint;
  possessor: bigint;
  titleholder: bigint;
}

export interface ModelBill {
  tokenId: bigint;
  carrier: bigint;
  reference: string;
  kind: bigint;
  status: bigint;
  possessor: bigint;
  title: Holding;
  shipper: Holding;
  isFinal: boolean;
  noDisposal: boolean;
  isDeliveryBegun: boolean;
  isAgainstIndemnity: boolean;
  isIssueRejected: boolean;
  right: Right | undefined;
  /** The endorsement that its endorser may still cancel while in possession. */
  cancellable: { by: bigint; before: TitleBefore } | undefined;
  /** Who surrendered the bill that the carrier has. */
  surrenderer: bigint;
  isForPaper: boolean;
  instruction: { act: bigint; by: bigint; reason: bigint; sequence: bigint; recipient: string } | undefined;
  /** Who stood in at issue, until it gives its place up: 0 SHIPPER, 1 TITLE. */
  standIns: [bigint, bigint];
  freezes: Standstill[];
  wasFrozenByGuardian: boolean;
  order: (Order & { notBefore: bigint }) | undefined;
  paper: { statementHash: string; title: bigint; originals: bigint; presenter: bigint; presentedHash: string };
  allowed: bigint;
  successors: bigint[];
  predecessors: bigint[];
  approved: string;
  sequence: bigint;
  latestBlock: bigint;
}

/** All there is: members, bills, the clock, and the transaction at hand. */
export interface World {
  members: Member[];
  /** The account that the authority lets do everything that is restricted. */
  governance: string;
  /** Which members' accounts are approved for all bills of which, as "owner operator". */
  operators: string[];
  bills: Map<bigint, ModelBill>;
  /** The latest bill under each carrier's reference, by "carrier reference". */
  references: Map<string, bigint>;
  rejectPeriod: bigint;
  pauses: Standstill[];
  now: bigint;
  block: bigint;
}

export const NOBODY: Holding = { member: 0n, standsInFor: ZeroHash };
export const NO_PAPER = { statementHash: ZeroHash, title: 0n, originals: 0n, presenter: 0n, presentedHash: ZeroHash };
export const HOLDERS = Role.TRADER | Role.FORWARDER | Role.BANK | Role.CUSTODIAN;

/** The member of an account; number 0 and status NONE for anybody else. */
export function memberAt({ members }: World, address: string): Member {
  const found = members.find((member) => member.address === address);
  return found ?? { member: 0n, address, roles: 0n, status: MemberStatus.NONE };
}

export function memberBy({ members }: World, number: bigint): Member {
  const found = members.find(({ member }) => member === number);
  if (found === undefined) throw new Refusal("Consortium_NoSuchMember", number);
  return found;
}

export function mayHold({ roles, status }: Member): boolean {
  return status === MemberStatus.ACTIVE && (roles & HOLDERS) !== 0n;
}

/** The actor, which must be an active member. */
export function active(world: World, address: string): Member {
  const member = memberAt(world, address);
  if (member.status !== MemberStatus.ACTIVE) throw new Refusal("Consortium_NotActive", address, member.status);
  return member;
}

export function namesParties(kind: bigint): boolean {
  return kind === Kind.STRAIGHT || kind === Kind.WAYBILL;
}

/** Until when moves are paused; 0: they are not. */
export function pausedUntil({ pauses, now }: World): bigint {
  const pause = pauses.at(-1);
  return pause !== undefined && standsStill(pause, now) ? (pause.until ?? 0n) : 0n;
}

export function requireMoves(world: World): void {
  const until = pausedUntil(world);
  if (until !== 0n) throw new Refusal("BillCustody_MovesPaused", until);
}

export function existing({ bills }: World, tokenId: bigint): ModelBill {
  const bill = bills.get(tokenId);
  if (bill === undefined) throw new Refusal("ERC721NonexistentToken", tokenId);
  return bill;
}

/** The freeze in which a bill is now. */
export function freezeNow({ freezes }: ModelBill, now: bigint): Standstill | undefined {
  const latest = freezes.at(-1);
  return latest !== undefined && standsStill(latest, now) ? latest : undefined;
}

export function unfrozen(world: World, tokenId: bigint): ModelBill {
  const bill = existing(world, tokenId);
  const freeze = freezeNow(bill, world.now);
  if (freeze !== undefined) throw new Refusal("BillCustody_Frozen", tokenId, freeze.until ?? 0n);
  return bill;
}

export function live(world: World, tokenId: bigint): ModelBill {
  const bill = unfrozen(world, tokenId);
  if (bill.status !== BillStatus.ISSUED) throw new Refusal("BillOfLading_NotLive", tokenId, bill.status);
  return bill;
}

/** The bill whose possessor acts on it: its right to reject is over, and nobody before it cancels an endorsement. */
export function actOn(world: World, by: string, tokenId: bigint): { bill: ModelBill; actor: Member } {
  requireMoves(world);
  const bill = live(world, tokenId);
  const actor = active(world, by);
  requirePossession(bill, actor);
  settle(bill, actor);
  return { bill, actor };
}

export function requirePossession(bill: ModelBill, actor: Member): void {
  if (actor.member !== bill.possessor) throw new Refusal("BillOfLading_NotPossessor", bill.tokenId, actor.address);
}

export function settle(bill: ModelBill, actor: Member): void {
  bill.right = undefined;
  if (bill.cancellable?.by !== actor.member) bill.cancellable = undefined;
}

/** The bill that its carrier answers, in whatever standing. */
export function answer(world: World, by: string, tokenId: bigint): ModelBill {
  const bill = unfrozen(world, tokenId);
  if (memberAt(world, by).member !== bill.carrier) throw new Refusal("BillOfLading_NotIssuer", tokenId, by);
  return bill;
}

/** Who may receive the bill, or title to it, from a member. */
export function recipient(world: World, bill: ModelBill, from: bigint, to: string): Member {
  const party = memberAt(world, to);
  if (!mayHold(party)) throw new Refusal("BillOfLading_RecipientNotPermitted", bill.tokenId, to);
  if (party.member === from) throw new Refusal("BillOfLading_RecipientIsSelf", bill.tokenId, to);
  if (party.member === bill.carrier) throw new Refusal("BillOfLading_RecipientIsCarrier", bill.tokenId, to);
  return party;
}

/** Possession moves, and takes approvals and instructions with it. */
export function handOver(bill: ModelBill, to: bigint): void {
  bill.possessor = to;
  bill.approved = ZeroAddress;
  bill.instruction = undefined;
}

/** From where to where a bill's status goes. */
const TABLE: readonly (readonly [bigint, bigint])[] = [
  [BillStatus.ISSUED, BillStatus.PENDING_SURRENDER_FOR_DELIVERY],
  [BillStatus.ISSUED, BillStatus.PENDING_SURRENDER_FOR_AMENDMENT],
  [BillStatus.ISSUED, BillStatus.VOIDED],
  [BillStatus.PENDING_SURRENDER_FOR_DELIVERY, BillStatus.ISSUED],
  [BillStatus.PENDING_SURRENDER_FOR_DELIVERY, BillStatus.SURRENDERED_FOR_DELIVERY],
  [BillStatus.PENDING_SURRENDER_FOR_AMENDMENT, BillStatus.ISSUED],
  [BillStatus.PENDING_SURRENDER_FOR_AMENDMENT, BillStatus.SURRENDERED_FOR_AMENDMENT],
  [BillStatus.SURRENDERED_FOR_AMENDMENT, BillStatus.VOIDED],
  [BillStatus.SURRENDERED_FOR_AMENDMENT, BillStatus.PAPER],
];

export function moveStatus(bill: ModelBill, to: bigint): void {
  if (!TABLE.some(([from, next]) => from === bill.status && next === to)) {
    throw new Refusal("BillLifeCycle_IllegalMove", bill.status, to);
  }
  bill.status = to;
}

/** The event that each act is told by. */
export function record(world: World, bill: ModelBill, events = 1n): void {
  bill.sequence = (bill.sequence + events) % 65_536n;
  bill.latestBlock = world.block;
}

/** The last second for rejecting; 0: there is no right. */
export function rejectDeadline({ pauses, now }: World, { right, freezes }: ModelBill): bigint {
  return right === undefined ? 0n : lastSecond(right.since, right.period, [...pauses, ...freezes], now);
}
