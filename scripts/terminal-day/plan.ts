// What is to come in a day: the bills, their containers, when they arrive, who has them, and what will go wrong.
import { sha256, toUtf8Bytes } from "ethers";

import type { KindName } from "../../sdk/index.js";
import { madeUpContainer } from "../support/made-up.js";
import type { Member } from "../support/members.js";
import type { DayCast, Driver, Haulier, Payer } from "./cast.js";
import { STEPS_PER_HOUR } from "./day.js";
import type { Random } from "./random.js";
import type { Slot } from "./slots.js";

/** What goes wrong with a container, as a share of all; the rest passes smoothly. */
export const CONTAINER_TROUBLES = {
  smooth: 0,
  "customs hold": 0.03,
  "unpaid charge": 0.03,
  "demurrage due": 0.02,
  "wrong truck": 0.02,
  "wrong driver": 0.01,
  "early truck": 0.02,
  "late truck": 0.02,
  "stale challenge": 0.01,
  "light red inside": 0.02,
  "turned away": 0.01,
  "no-show": 0.02,
  "booking cancelled": 0.02,
  "booking changed": 0.04,
  "slot full": 0.02,
  "proof used twice": 0.01,
  "gate-out twice": 0.01,
  "gate-out by mistake": 0.005,
} as const;
export type ContainerTrouble = keyof typeof CONTAINER_TROUBLES;

/** What goes wrong with a consignment, as a share of all. */
export const CONSIGNMENT_TROUBLES = {
  smooth: 0,
  "order before surrender": 0.03,
  "order before payment": 0.06,
  "misread number": 0.03,
  "container taken": 0.02,
  "cleared by the terminal": 0.02,
  "paid twice": 0.02,
  "offer declined": 0.04,
  "accepted by another": 0.02,
  "offered to a haulier": 0.02,
} as const;
export type ConsignmentTrouble = keyof typeof CONSIGNMENT_TROUBLES;

const NEEDS_OFFER: readonly ConsignmentTrouble[] = ["offer declined", "accepted by another", "offered to a haulier"];

/** How the carrier's freight is settled. */
const SETTLEMENTS = { paid: 0, "on credit": 0.15, "given up": 0.03, "given back": 0.03, decided: 0.03, disputed: 0.03 };
export type Settlement = keyof typeof SETTLEMENTS;

const KINDS = { STRAIGHT: 0, TO_ORDER: 0.35, BEARER: 0.05, WAYBILL: 0.25 };
/** How often the release right passes on after the consignee. */
const PASSES = { "0": 0, "1": 0.5, "2": 0.2 };
const RETURNED_EMPTY = { kept: 0, returned: 0.3 };

/** A haulier gets so many containers of a consignment at a time. */
const JOB = 20;
const FIRST_ARRIVAL = 2 * STEPS_PER_HOUR;
const LAST_ARRIVAL = 13 * STEPS_PER_HOUR;
/** At least so many consignments, so that a small day has all sorts; if there are containers enough. */
const FEWEST_CONSIGNMENTS = 16;

export interface Container {
  /** As bytes11. */
  readonly number: string;
  readonly shipment: Shipment;
  readonly trouble: ContainerTrouble;
  readonly returnsEmpty: boolean;
  readonly haulier: Haulier;
  /** As booked last; nothing before, and after a booking has ended. */
  booking: Booking | undefined;
}

export interface Booking {
  readonly slot: Slot;
  readonly driver: Driver;
  /** The commitment, bytes12. */
  readonly truck: string;
}

/** A bill and its consignment. */
export interface Shipment {
  readonly reference: string;
  readonly tokenId: bigint;
  readonly kind: KindName;
  readonly carrier: Member;
  readonly shipper: Member;
  readonly consignee: Payer;
  readonly containers: Container[];
  /** The step at which the ship is alongside. */
  readonly arrival: number;
  readonly settlement: Settlement;
  readonly passes: number;
  readonly trouble: ConsignmentTrouble;
  /** Who has the release right by now. */
  holder: Payer;
}

/** The most containers that a bill of a day has, unless fewer are asked for. */
export const MOST_PER_BILL = 240;

/** Draws the day; no bill has more containers than `perBill`. */
export function planDay(total: number, perBill: number, cast: DayCast, random: Random): Shipment[] {
  const sizes = drawSizes(total, perBill, random);
  const kinds = random.deal(sizes.length, KINDS, "STRAIGHT");
  const settlements = random.deal(sizes.length, SETTLEMENTS, "paid");
  const passes = random.deal(sizes.length, PASSES, "0");
  const troubles = random.deal(sizes.length, CONSIGNMENT_TROUBLES, "smooth");
  const containerTroubles = random.deal(total, CONTAINER_TROUBLES, "smooth");
  const returns = random.deal(total, RETURNED_EMPTY, "kept");
  let count = 0;
  return sizes.map((size, i) => {
    const reference = `TD${String(i).padStart(8, "0")}`;
    const consignee = random.pick(cast.consignees);
    const trouble = troubles[i] ?? "smooth";
    const kind = kinds[i] ?? "STRAIGHT";
    const shipment: Shipment = {
      reference,
      tokenId: BigInt(sha256(toUtf8Bytes(reference))),
      // A waybill's document light is green from the start.
      kind: trouble === "order before surrender" && kind === "WAYBILL" ? "STRAIGHT" : kind,
      carrier: random.pick(cast.carriers),
      shipper: random.pick(cast.shippers),
      consignee,
      containers: [],
      arrival: random.integer(FIRST_ARRIVAL, LAST_ARRIVAL),
      settlement: settlements[i] ?? "paid",
      passes: Math.max(Number(passes[i] ?? "0"), NEEDS_OFFER.includes(trouble) ? 1 : 0),
      trouble,
      holder: consignee,
    };
    let haulier = random.pick(cast.hauliers);
    for (let n = 0; n < size; n++, count++) {
      if (n % JOB === 0) haulier = random.pick(cast.hauliers);
      shipment.containers.push({
        number: madeUpContainer("TDAU", count),
        shipment,
        trouble: containerTroubles[count] ?? "smooth",
        returnsEmpty: returns[count] === "returned",
        haulier,
        booking: undefined,
      });
    }
    return shipment;
  });
}

/** How many containers each consignment has: most have few, some have very many. */
function drawSizes(total: number, perBill: number, random: Random): number[] {
  const most = Math.min(perBill, Math.max(1, Math.floor(total / FEWEST_CONSIGNMENTS)));
  const sizes: number[] = [];
  for (let left = total; left > 0;) {
    const sort = random.integer(1, 100);
    const drawn =
      sort <= 35
        ? random.integer(1, 4)
        : sort <= 75
          ? random.integer(5, 20)
          : sort <= 95
            ? random.integer(21, 60)
            : random.integer(61, MOST_PER_BILL);
    const size = Math.min(drawn, most, left);
    sizes.push(size);
    left -= size;
  }
  return sizes;
}
