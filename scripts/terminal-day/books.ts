// The evening's audit: what the chain says, against what must be.
import { BillStatus, ChargeStatus, nameOf, shortToken, Stage, type Suite } from "../../sdk/index.js";
import type { PermitToken } from "../../typechain-types/index.js";
import { textOfNumber } from "./cargo.js";
import { type DayCast, PURSE } from "./cast.js";
import type { Money } from "./money.js";
import type { Shipment } from "./plan.js";

/** What was found; amounts in the smallest unit of the day's money. */
export interface Books {
  /** One sentence for each thing that is not as it must be. */
  readonly faults: readonly string[];
  readonly gateOuts: number;
  readonly retracted: number;
  readonly emptyReturns: number;
  readonly charges: number;
  readonly spent: bigint;
  readonly received: bigint;
  readonly escrow: bigint;
  readonly slots: number;
  /** Slots that were full at some time. */
  readonly fullSlots: number;
}

interface Audited {
  readonly suite: Suite;
  readonly token: PermitToken;
  readonly cast: DayCast;
  readonly plan: readonly Shipment[];
  readonly money: Money;
  readonly lastBlock: number;
}

/** Events are read so many blocks at a time, so that memory does not grow with the day. */
const BLOCKS_AT_ONCE = 50;

/** Reads containers, bills, slots, charges and money from the chain alone, and compares. */
export async function audit(audited: Audited): Promise<Books> {
  const faults: string[] = [];
  const gone = await auditContainers(audited, faults);
  await auditBills(audited, faults);
  const slots = await auditSlots(audited, faults);
  const money = await auditMoney(audited, faults);
  return { faults, ...gone, ...slots, ...money };
}

/** Each container has left exactly once: gate-outs less retractions, and its stage. */
async function auditContainers({ suite, plan, lastBlock }: Audited, faults: string[]) {
  const registry = suite.releaseRegistry;
  const times = new Map<string, number>();
  const key = (tokenId: bigint, number: string) => `${tokenId} ${number}`;
  let [gateOuts, retracted, emptyReturns] = [0, 0, 0];
  for (const [from, to] of ranges(lastBlock)) {
    for (const { args } of await registry.queryFilter(registry.filters.GatedOut(), from, to)) {
      gateOuts++;
      times.set(key(args.tokenId, args.number), (times.get(key(args.tokenId, args.number)) ?? 0) + 1);
    }
    for (const { args } of await registry.queryFilter(registry.filters.GateOutRetracted(), from, to)) {
      retracted++;
      times.set(key(args.tokenId, args.number), (times.get(key(args.tokenId, args.number)) ?? 0) - 1);
    }
    emptyReturns += (await registry.queryFilter(registry.filters.ReturnedEmpty(), from, to)).length;
  }
  for (const { tokenId, containers } of plan) {
    for (const { number, returnsEmpty } of containers) {
      const left = times.get(key(tokenId, number)) ?? 0;
      if (left !== 1) faults.push(`container ${textOfNumber(number)} left ${left} times`);
      const { stage } = await registry.containerOf(tokenId, number);
      const expected = returnsEmpty ? "RETURNED_EMPTY" : "GATED_OUT";
      if (stage !== Stage[expected]) {
        faults.push(`container ${textOfNumber(number)} is ${nameOf(Stage, stage)} and should be ${expected}`);
      }
    }
  }
  return { gateOuts, retracted, emptyReturns };
}

async function auditBills({ suite, plan }: Audited, faults: string[]): Promise<void> {
  for (const { tokenId, kind, consignee } of plan) {
    const { status } = await suite.billOfLading.billOf(tokenId);
    const expected = kind === "WAYBILL" ? "ISSUED" : "SURRENDERED_FOR_DELIVERY";
    const { entitled } = await suite.billOfLading.deliveryOf(tokenId);
    if (status !== BillStatus[expected]) {
      faults.push(`bill ${shortToken(tokenId)} is ${nameOf(BillStatus, status)} and should be ${expected}`);
    }
    if (Number(entitled) !== consignee.number) faults.push(`bill ${shortToken(tokenId)} entitles member ${entitled}`);
  }
}

/** Plays all bookings again: no slot ever had more than its capacity, and each has as many as it says. */
async function auditSlots({ suite, cast, lastBlock }: Audited, faults: string[]) {
  const { pickUp } = suite;
  const terminal = cast.terminal.number;
  const slots = Number(await pickUp.slotCount(terminal));
  const capacity: number[] = [];
  for (let slot = 1; slot <= slots; slot++) capacity[slot] = Number((await pickUp.slotOf(terminal, slot)).capacity);
  const taken: number[] = [];
  const full = new Set<number>();
  /** The slot of each container that has a booking still to be used. */
  const standing = new Map<string, number>();
  const end = (container: string, frees: boolean) => {
    const slot = standing.get(container);
    if (slot !== undefined && frees) taken[slot] = (taken[slot] ?? 0) - 1;
    standing.delete(container);
  };
  for (const [from, to] of ranges(lastBlock)) {
    const events = [
      ...(await pickUp.queryFilter(pickUp.filters.PickUpBooked(), from, to)),
      ...(await pickUp.queryFilter(pickUp.filters.BookingEnded(), from, to)),
      ...(await pickUp.queryFilter(pickUp.filters.GatedIn(), from, to)),
    ].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
    for (const { eventName, args } of events) {
      const container = `${args.tokenId} ${args.number}`;
      end(container, eventName !== "GatedIn");
      if (eventName !== "PickUpBooked") continue;
      const slot = Number(args.slot);
      standing.set(container, slot);
      const now = (taken[slot] = (taken[slot] ?? 0) + 1);
      if (now >= (capacity[slot] ?? 0)) full.add(slot);
      if (now > (capacity[slot] ?? 0))
        faults.push(`slot ${slot} had ${now} bookings, its capacity is ${capacity[slot]}`);
    }
  }
  for (let slot = 1; slot <= slots; slot++) {
    const { booked } = await pickUp.slotOf(terminal, slot);
    if (Number(booked) !== (taken[slot] ?? 0)) {
      faults.push(`slot ${slot} says ${booked} bookings, its events say ${taken[slot] ?? 0}`);
    }
  }
  return { slots, fullSlots: full.size };
}

/** Money in is money out and what is in escrow; everybody has what the day's books say; nothing is open. */
async function auditMoney({ suite, token, cast, money, lastBlock }: Audited, faults: string[]) {
  const payers = [...cast.consignees, ...cast.forwarders];
  const creditors = [...cast.carriers, cast.terminal];
  let [spent, received] = [0n, 0n];
  for (const { name, address } of [...payers, ...creditors]) {
    const isPayer = payers.some((payer) => payer.address === address);
    const balance = await token.balanceOf(address);
    const expected = (isPayer ? PURSE : 0n) + (money.gains.get(address) ?? 0n);
    if (balance !== expected) faults.push(`${name} has ${balance}, by the books it should have ${expected}`);
    if (isPayer) spent += PURSE - balance;
    else received += balance;
  }
  const escrow = await suite.charges.escrowOf(token);
  const held = await token.balanceOf(suite.charges);
  if (spent !== received + escrow) faults.push(`${spent} went in, ${received} came out and ${escrow} is in escrow`);
  if (escrow !== held) faults.push(`${escrow} is said to be in escrow, and ${held} is there`);
  if (escrow !== money.escrow) faults.push(`${escrow} is in escrow, by the books it should be ${money.escrow}`);

  let disputed = 0n;
  for (const [from, to] of ranges(lastBlock)) {
    const { charges } = suite;
    for (const { args } of await charges.queryFilter(charges.filters.ChargeDisputed(), from, to))
      disputed += args.amount;
    for (const { args } of await charges.queryFilter(charges.filters.DisputeEnded(), from, to)) {
      disputed -= args.toCreditor + args.toPayer;
    }
  }
  if (disputed !== escrow) faults.push(`by their events ${disputed} is in dispute, and ${escrow} is in escrow`);

  const count = Number(await suite.charges.chargeCount());
  for (let charge = 1; charge <= count; charge++) {
    const { status } = await suite.charges.chargeOf(charge);
    if (status === ChargeStatus.OPEN) faults.push(`charge ${charge} is still open`);
  }
  return { charges: count, spent, received, escrow };
}

function* ranges(last: number): Generator<[number, number]> {
  for (let from = 0; from <= last; from += BLOCKS_AT_ONCE) yield [from, Math.min(last, from + BLOCKS_AT_ONCE - 1)];
}
