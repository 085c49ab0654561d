// The way of a container out: booked, let in with the driver's signature, let out, and what goes wrong on the way.
import { sha256, toUtf8Bytes, type Wallet } from "ethers";

import { signGateProof, truckCommitment } from "../../sdk/index.js";
import { type GatePass, CONSIGNMENT } from "./acts.js";
import type { Act } from "./chain.js";
import { STEPS_PER_HOUR, timeOf } from "./day.js";
import type { Harbour } from "./harbour.js";
import type { Booking, Container } from "./plan.js";
import { raiseForContainer, startDemurrage } from "./settlement.js";

const FIRST_SLOT_HOUR = 3;
/** The day's containers are out long before. */
const LAST_SLOT_HOUR = 120;
/** Slots are opened so many hours ahead. */
const HOURS_AHEAD = 8;
const CHALLENGE_SECONDS = 300;
/** How often a haulier that wants a full slot looks again for one. */
const LOOKS = 40;
const INSPECTION = "INSP";
const DAMAGE = "DMGE";
const MISTAKE = "ERRO";

/** The terminal opens a slot for each hour, as long as containers wait. */
export async function openSlots(harbour: Harbour): Promise<void> {
  const { day, acts, cast, slots, hourlyCapacity } = harbour;
  for (let hour = FIRST_SLOT_HOUR; harbour.waiting > 0; hour++) {
    if (hour > LAST_SLOT_HOUR) throw new Error(`${harbour.waiting} containers have not left after ${hour} hours`);
    await day.until((hour - HOURS_AHEAD) * STEPS_PER_HOUR);
    const start = hour * STEPS_PER_HOUR;
    const [receipt] = await day.act(acts.openSlot(cast.terminal, timeOf(start), 3600, hourlyCapacity));
    const number = receipt?.logs[0]?.topics[2];
    if (number === undefined) throw new Error("a slot was opened without its event");
    slots.open(Number(number), start, start + STEPS_PER_HOUR, hourlyCapacity);
  }
}

/** From the haulier's job to the laden gate-out and, of some, the empty return. */
export async function fetchContainer(harbour: Harbour, container: Container): Promise<void> {
  const { day, random } = harbour;
  await day.pass(random.integer(1, 6));
  if (container.trouble === "slot full") await meetFullSlot(harbour, container);
  await book(harbour, container, random.integer(3, 30));
  await beforeTheGate(harbour, container);
  await reachGate(harbour, container);
  await atTheGate(harbour, container);
  await goIn(harbour, container);
  await inside(harbour, container);
  await goOut(harbour, container);
  if (container.trouble === "gate-out by mistake") await retract(harbour, container);
  harbour.waiting--;
  if (container.returnsEmpty) await returnEmpty(harbour, container);
}

/* BOOKING */

/** Books the earliest slot with room that begins in so many steps or later; a booking before is changed. */
async function book(harbour: Harbour, container: Container, ahead: number): Promise<void> {
  const { day, slots } = harbour;
  let slot = slots.withRoom(day.step + ahead);
  for (; slot === undefined; slot = slots.withRoom(day.step + ahead)) await day.pass(STEPS_PER_HOUR / 2);
  const [before, booking] = [container.booking?.slot, newBooking(harbour, container, slot)];
  slot.taken++;
  if (before !== undefined) before.leaving++;
  await day.act(bookingAct(harbour, container, booking));
  slot.confirmed++;
  leave(before);
  container.booking = booking;
}

async function meetFullSlot(harbour: Harbour, container: Container): Promise<void> {
  const { day, slots, cast } = harbour;
  for (let look = 0; look < LOOKS; look++) {
    const slot = slots.full(day.step);
    if (slot === undefined) {
      await day.pass(STEPS_PER_HOUR / 2);
      continue;
    }
    await day.refused(bookingAct(harbour, container, newBooking(harbour, container, slot)), {
      error: "PickUp_Overbooked",
      args: { terminal: cast.terminal.number, slot: slot.number, capacity: slot.capacity },
    });
    return;
  }
}

/** What happens between booking and gate. */
async function beforeTheGate(harbour: Harbour, container: Container): Promise<void> {
  const { day, acts, cast, random } = harbour;
  const { number, haulier, trouble, shipment } = container;
  const { slot } = bookingOf(container);
  switch (trouble) {
    case "booking changed":
      await day.pass(1);
      await book(harbour, container, random.integer(6, 24));
      break;
    case "booking cancelled":
      slot.leaving++;
      await day.act(acts.cancelBooking(haulier, shipment.tokenId, number));
      leave(slot);
      container.booking = undefined;
      await book(harbour, container, random.integer(3, 24));
      break;
    case "no-show": {
      const report = acts.reportNoShow(cast.terminal, shipment.tokenId, number);
      await day.until(slot.start + random.integer(1, STEPS_PER_HOUR - 2));
      await day.refused(report, { error: "PickUp_SlotNotOver", args: { slot: slot.number, end: timeOf(slot.end) } });
      await day.until(slot.end);
      slot.leaving++;
      await day.act(report);
      leave(slot);
      container.booking = undefined;
      await book(harbour, container, random.integer(3, 24));
      break;
    }
    case "early truck":
      await day.refused(await gateIn(harbour, container), {
        error: "PickUp_TooEarly",
        args: { start: timeOf(slot.start) },
      });
      break;
    case "late truck":
      await day.until(slot.end + random.integer(0, 3));
      await day.refused(await gateIn(harbour, container), { error: "PickUp_TooLate", args: { end: timeOf(slot.end) } });
      await book(harbour, container, random.integer(3, 24));
      break;
    default:
  }
}

/* GATE */

/** Waits for a time within the slot; books another when it is over. */
async function reachGate(harbour: Harbour, container: Container): Promise<void> {
  const { day, random } = harbour;
  for (;;) {
    const { slot } = bookingOf(container);
    if (day.step < slot.start) await day.until(random.integer(slot.start, slot.end - 1));
    if (day.step < slot.end) return;
    await book(harbour, container, random.integer(2, 12));
  }
}

/** What is wrong when the truck stands at the gate, and is put right. */
async function atTheGate(harbour: Harbour, container: Container): Promise<void> {
  const { day, acts, cast, random } = harbour;
  const { number, trouble, haulier, shipment } = container;
  const { tokenId } = shipment;
  const turnedRed = async (reason: string) =>
    await day.refused(await gateIn(harbour, container), { error: "ReleaseRegistry_Red", args: { reasons: [reason] } });
  switch (trouble) {
    case "customs hold":
      await day.act(acts.placeHold(cast.customs, tokenId, number, "CUSTOMS", INSPECTION));
      await turnedRed("CUSTOMS_HOLD");
      await day.refused(acts.liftHold(cast.terminal, tokenId, number, "CUSTOMS", INSPECTION), {
        error: "ReleaseRegistry_NotTheAuthority",
        args: { authority: "CUSTOMS", account: cast.terminal.address },
      });
      await day.pass(random.integer(3, 18));
      await day.act(acts.liftHold(cast.customs, tokenId, number, "CUSTOMS", INSPECTION));
      break;
    case "unpaid charge": {
      const settle = await raiseForContainer(harbour, container);
      await turnedRed("TERMINAL_CHARGES");
      await settle();
      break;
    }
    case "demurrage due": {
      const settle = await startDemurrage(harbour, container);
      await turnedRed("CARRIER_CHARGES");
      await settle();
      break;
    }
    case "wrong truck": {
      const truck = truckCommitment(random.bytes32(), "TD-WRONG", haulier.name);
      await day.refused(await gateIn(harbour, container, { truck }), { error: "PickUp_WrongTruck", args: { truck } });
      break;
    }
    case "wrong driver": {
      const { driver } = bookingOf(container);
      const other = haulier.drivers.find(({ key }) => key !== driver.key);
      if (other === undefined) throw new Error("the haulier has one driver only");
      await day.refused(await gateIn(harbour, container, { key: other.key }), {
        error: "PickUp_WrongProof",
        args: { driver: driver.key.address },
      });
      break;
    }
    case "stale challenge": {
      const expiry = day.now - 1;
      await day.refused(await gateIn(harbour, container, { expiry }), {
        error: "PickUp_StaleChallenge",
        args: { expiry },
      });
      break;
    }
    default:
  }
  await reachGate(harbour, container);
}

/** The terminal's act at the gate, with the booked driver's signature over a fresh challenge, or with what is given. */
async function gateIn(
  { day, acts, cast, random, gate }: Harbour,
  container: Container,
  given: { truck?: string; expiry?: number; key?: Wallet } = {},
): Promise<Act> {
  const { slot, driver, truck: booked } = bookingOf(container);
  const { truck = booked, expiry = day.now + CHALLENGE_SECONDS, key = driver.key } = given;
  const { tokenId } = container.shipment;
  const pass: GatePass = {
    tokenId,
    number: container.number,
    happened: day.now,
    truck,
    challenge: random.bytes32(),
    expiry,
  };
  const where = { consignment: CONSIGNMENT, terminal: cast.terminal.number, slot: slot.number };
  return acts.gateIn(cast.terminal, pass, await signGateProof(key, gate, { ...pass, ...where }));
}

async function goIn(harbour: Harbour, container: Container): Promise<void> {
  const { day } = harbour;
  const act = await gateIn(harbour, container);
  await day.act(act);
  if (container.trouble === "proof used twice") await day.refused(act, { error: "ReleaseRegistry_ProofUsed" });
}

/** What goes wrong between gate-in and gate-out. */
async function inside(harbour: Harbour, container: Container): Promise<void> {
  const { day, acts, cast, random } = harbour;
  const { number, trouble, shipment } = container;
  const { tokenId } = shipment;
  await day.pass(random.integer(2, 6));
  if (trouble === "light red inside") {
    await day.act(acts.placeHold(cast.terminal, tokenId, number, "TERMINAL", DAMAGE));
    await stopped(harbour, container, "TERMINAL_HOLD");
    await day.act(acts.liftHold(cast.terminal, tokenId, number, "TERMINAL", DAMAGE));
  }
  if (trouble === "turned away") {
    await day.act(acts.placeHold(cast.customs, tokenId, number, "CUSTOMS", INSPECTION));
    await stopped(harbour, container, "CUSTOMS_HOLD");
    await day.act(acts.turnAway(cast.terminal, tokenId, number, INSPECTION, day.now));
    await day.act(acts.liftHold(cast.customs, tokenId, number, "CUSTOMS", INSPECTION));
    await comeAgain(harbour, container);
  }
}

/** A light that turned red inside stops the way out. */
async function stopped(harbour: Harbour, container: Container, reason: string): Promise<void> {
  await harbour.day.refused(gateOut(harbour, container), { error: "ReleaseRegistry_Red", args: { reasons: [reason] } });
}

async function goOut(harbour: Harbour, container: Container): Promise<void> {
  const { day } = harbour;
  await day.act(gateOut(harbour, container));
  if (container.trouble === "gate-out twice") await stopped(harbour, container, "GONE");
}

function gateOut({ day, acts, cast }: Harbour, container: Container): Act {
  const { number, shipment } = container;
  const record = {
    happened: day.now,
    seal: sha256(toUtf8Bytes(`seal of ${number}`)),
    receipt: sha256(toUtf8Bytes(`interchange receipt of ${number} at ${day.now}`)),
  };
  return acts.gateOut(cast.terminal, shipment.tokenId, number, bookingOf(container).truck, record);
}

/** The wrong container was recorded as gone: that is taken back, and the right one leaves later. */
async function retract(harbour: Harbour, container: Container): Promise<void> {
  const { day, acts, cast } = harbour;
  await day.act(acts.retractGateOut(cast.terminal, container.shipment.tokenId, container.number, MISTAKE));
  await comeAgain(harbour, container);
  await goOut(harbour, container);
}

/** Another booking, and in again. */
async function comeAgain(harbour: Harbour, container: Container): Promise<void> {
  // The place of the booking before is used up.
  container.booking = undefined;
  await book(harbour, container, harbour.random.integer(3, 24));
  await reachGate(harbour, container);
  await goIn(harbour, container);
}

async function returnEmpty({ day, acts, cast, random }: Harbour, { number, shipment }: Container): Promise<void> {
  await day.pass(random.integer(12, 60));
  const receipt = sha256(toUtf8Bytes(`empty return of ${number} at ${day.now}`));
  await day.act(acts.returnEmpty(cast.terminal, shipment.tokenId, number, receipt, day.now));
}

/* INTERNAL */

/** A driver and a truck for a slot, with a commitment of its own. */
function newBooking({ random }: Harbour, { haulier }: Container, slot: Booking["slot"]): Booking {
  const driver = random.pick(haulier.drivers);
  return { slot, driver, truck: truckCommitment(random.bytes32(), driver.plate, driver.key.address) };
}

function bookingAct({ acts, cast }: Harbour, container: Container, { slot, driver, truck }: Booking): Act {
  const { haulier, shipment, number } = container;
  const what = { slot: slot.number, driver: driver.key.address, truck, isChange: container.booking !== undefined };
  return acts.book(haulier, shipment.tokenId, number, cast.terminal, what);
}

function bookingOf({ booking, number }: Container): Booking {
  if (booking === undefined) throw new Error(`container ${number} has no booking`);
  return booking;
}

/** A place that was given back, as the chain has it now. */
function leave(slot: Booking["slot"] | undefined): void {
  if (slot === undefined) return;
  slot.leaving--;
  slot.taken--;
  slot.confirmed--;
}
