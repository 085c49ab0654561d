import { type Outcome, RightModel } from "./right-model.js";
import { Stage } from "./release.js";

export type { Outcome } from "./right-model.js";

const DAY = 86_400n;

/** A slot of the terminal, and how many of its places are taken, by this container or another. */
export interface ModelSlot {
  readonly start: bigint;
  readonly end: bigint;
  readonly capacity: number;
  booked: number;
}

/** The same container with its bookings and the gate. */
export class ReleaseModel extends RightModel {
  /** The terminal's slots, from number 1. */
  readonly slots: ModelSlot[] = [];
  truck = "";
  /** The slot in which the other container has a place; 0: none. */
  filled = 0;
  proofUsed = false;
  retractableUntil = 0n;

  /* GATE */

  book(by: bigint, number: number, truck: string, now: bigint): Outcome {
    if (truck === this.truck) return "PickUp_TruckCommitmentUsed";
    if (this.haulier === 0n || this.haulier !== by) return "ReleaseRegistry_NotTheHaulier";
    if (this.stage !== Stage.DISCHARGED) return "ReleaseRegistry_NotBookable";
    if (this.withdrawn) return "ReleaseRegistry_Withdrawn";
    const slot = this.slots[number - 1];
    if (slot === undefined) return "PickUp_NoSuchSlot";
    if (now >= slot.end) return "PickUp_SlotOver";
    if (number !== this.slot) {
      if (slot.booked === slot.capacity) return "PickUp_Overbooked";
      ++slot.booked;
      this.#free();
    }
    [this.slot, this.truck] = [number, truck];
    this.bookingVoid = this.proofUsed = false;
    return undefined;
  }

  /** Ends the booking: by its haulier or, once it does not stand, by anybody; or by the terminal, when nobody came. */
  endBooking(by: bigint, isNoShow: boolean, now: bigint): Outcome {
    if (this.slot === 0) return "ReleaseRegistry_NotBooked";
    if (isNoShow && by !== this.cast.terminal) return "ReleaseRegistry_OtherTerminal";
    if (isNoShow && now < (this.slots[this.slot - 1]?.end ?? 0n)) return "PickUp_SlotNotOver";
    if (!isNoShow && !this.bookingVoid && by !== this.haulier) return "ReleaseRegistry_NotTheHaulier";
    this.#free();
    this.slot = 0;
    this.bookingVoid = false;
    return undefined;
  }

  #free(): void {
    const slot = this.slots[this.slot - 1];
    if (slot !== undefined) --slot.booked;
  }

  gateIn(by: bigint, now: bigint): Outcome {
    if (by !== this.cast.terminal) return "ReleaseRegistry_OtherTerminal";
    if (this.proofUsed) return "ReleaseRegistry_ProofUsed";
    if (this.reasons().length !== 0) return "ReleaseRegistry_Red";
    const slot = this.slots[this.slot - 1];
    if (slot === undefined || this.bookingVoid) return "ReleaseRegistry_NotBooked";
    if (now < slot.start) return "PickUp_TooEarly";
    if (now >= slot.end) return "PickUp_TooLate";
    this.stage = Stage.GATED_IN;
    this.closeOffer();
    // The place is used up.
    this.slot = 0;
    this.proofUsed = true;
    return undefined;
  }

  gateOut(by: bigint, now: bigint): Outcome {
    if (by !== this.cast.terminal) return "ReleaseRegistry_OtherTerminal";
    if (this.reasons().length !== 0) return "ReleaseRegistry_Red";
    if (this.stage !== Stage.GATED_IN) return "ContainerLifeCycle_IllegalMove";
    this.stage = Stage.GATED_OUT;
    this.retractableUntil = now + DAY;
    return undefined;
  }

  comeBack(by: bigint, way: "turn away" | "retract" | "laden", now: bigint): Outcome {
    if (by !== this.cast.terminal) return "ReleaseRegistry_OtherTerminal";
    if (this.stage !== (way === "turn away" ? Stage.GATED_IN : Stage.GATED_OUT)) return "ReleaseRegistry_NotAtStage";
    if (way === "retract" && now > this.retractableUntil) return "ReleaseRegistry_RetractionTooLate";
    this.stage = Stage.DISCHARGED;
    return undefined;
  }
}
