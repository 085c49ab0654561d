import { checkedAccount } from "../chain/arguments.js";
import type { Acts, ReleaseAct } from "./acts.js";
import { checkedMember, checkedSlot, checkedTruck, ofBill, ofContainer } from "./release-arguments.js";

/** A place in a slot for a container. */
export interface SlotBooking {
  readonly tokenId: bigint;
  readonly number: string;
  /** Number of the terminal's member. */
  readonly terminal: number;
  /** Number of the slot at this terminal. */
  readonly slot: number;
  /** The account that signs at the gate, or what passkeyAccount makes of a passkey; for rail and barge the caller's own. */
  readonly driver: string;
  /** See truckCommitment: with a new salt for each booking. */
  readonly truck: string;
}

/** What a haulier does, or the operator of trains and barges. */
export class HaulierPart {
  constructor(private readonly acts: Acts) {}

  /** Books, or changes driver, truck or slot. */
  book({ tokenId, number, terminal, slot, driver, truck }: SlotBooking): ReleaseAct {
    return this.acts.pickUp("book", [
      ...ofContainer(tokenId, number),
      checkedMember(terminal, "terminal"),
      checkedSlot(slot),
      checkedAccount(driver, "driver"),
      checkedTruck(truck),
    ]);
  }

  /** Its own booking; one that does not stand any more, anybody clears away. */
  cancelBooking(tokenId: bigint, number: string): ReleaseAct {
    return this.acts.pickUp("cancelBooking", ofContainer(tokenId, number));
  }

  /** To the haulier that carries the job out; once. */
  passJob(tokenId: bigint, numbers: readonly string[], to: string): ReleaseAct {
    return this.acts.registry("passJob", [...ofBill(tokenId, numbers), checkedAccount(to, "to")]);
  }
}
