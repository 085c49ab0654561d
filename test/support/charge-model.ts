import { Authority, ChargeStatus, Reason } from "../../sdk/chain/values.js";
import type { Outcome } from "./release-model.js";

/** A charge of carrier or terminal, for the container or for the whole consignment. */
interface ModelCharge {
  readonly creditor: bigint;
  readonly member: bigint;
  readonly isWhole: boolean;
  readonly amount: bigint;
  status: bigint;
  payer: bigint;
}

/** How a charge is settled before anybody disputes it, and how a dispute ends. */
export type Way = "pay" | "dispute" | "credit" | "cancel" | "give back" | "give up" | "award";

/**
 * The charges of one container under one bill, as plain code: who owes what, and who has which money. Parties are member
 * numbers.
 */
export class ChargeModel {
  readonly charges: ModelCharge[] = [];
  readonly balances = new Map<bigint, bigint>();
  escrow = 0n;

  constructor(
    private readonly creditors: { readonly carrier: bigint; readonly terminal: bigint },
    private readonly arbiter: bigint,
    purses: readonly (readonly [member: bigint, balance: bigint])[],
  ) {
    for (const [member, balance] of purses) this.balances.set(member, balance);
  }

  /** Whether a charge of this creditor keeps a light red. */
  isOwed(creditor: bigint): boolean {
    return this.charges.some((charge) => charge.creditor === creditor && charge.status === ChargeStatus.OPEN);
  }

  reasons(): bigint[] {
    const reasons: bigint[] = [];
    if (this.isOwed(Authority.CARRIER)) reasons.push(Reason.CARRIER_CHARGES);
    if (this.isOwed(Authority.TERMINAL)) reasons.push(Reason.TERMINAL_CHARGES);
    return reasons;
  }

  raise(by: bigint, creditor: bigint, isWhole: boolean, amount: bigint): Outcome {
    if (amount === 0n) return "Charges_ZeroAmount";
    const needed = creditor === Authority.CARRIER ? this.creditors.carrier : this.creditors.terminal;
    if (by !== needed) return "Charges_NotACreditor";
    this.charges.push({ creditor, member: by, isWhole, amount, status: ChargeStatus.OPEN, payer: 0n });
    return undefined;
  }

  settle(by: bigint, number: number, way: Way, toCreditor: bigint): Outcome {
    const charge = this.charges[number - 1];
    const isDispute = way === "give back" || way === "give up" || way === "award";
    const needed = isDispute ? ChargeStatus.IN_ESCROW : ChargeStatus.OPEN;
    if (charge?.status !== needed) return "Charges_NotAt";
    const asCreditor = way === "credit" || way === "cancel" || way === "give back";
    if (asCreditor && by !== charge.member) return "Charges_NotACreditor";
    if (way === "give up" && by !== charge.payer) return "Charges_NotThePayer";
    if (way === "award" && by !== this.arbiter) return "Charges_NotTheArbiter";
    if (way === "award" && toCreditor > charge.amount) return "Charges_AwardTooHigh";
    this.#apply(by, charge, way, toCreditor);
    return undefined;
  }

  #apply(by: bigint, charge: ModelCharge, way: Way, toCreditor: bigint): void {
    switch (way) {
      case "pay":
        this.#move(by, -charge.amount);
        this.#move(charge.member, charge.amount);
        charge.status = ChargeStatus.PAID;
        return;
      case "dispute":
        this.#move(by, -charge.amount);
        this.escrow += charge.amount;
        charge.payer = by;
        charge.status = ChargeStatus.IN_ESCROW;
        return;
      case "credit":
        charge.status = ChargeStatus.ON_CREDIT;
        return;
      case "cancel":
        charge.status = ChargeStatus.CANCELLED;
        return;
      case "give back":
        this.#share(charge, 0n);
        charge.status = ChargeStatus.GIVEN_BACK;
        return;
      case "give up":
        this.#share(charge, charge.amount);
        charge.status = ChargeStatus.PAID;
        return;
      case "award":
        this.#share(charge, toCreditor);
        charge.status = ChargeStatus.AWARDED;
    }
  }

  #share(charge: ModelCharge, toCreditor: bigint): void {
    this.escrow -= charge.amount;
    this.#move(charge.member, toCreditor);
    this.#move(charge.payer, charge.amount - toCreditor);
  }

  #move(member: bigint, amount: bigint): void {
    this.balances.set(member, (this.balances.get(member) ?? 0n) + amount);
  }
}
