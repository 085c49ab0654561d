import { MaxUint256 } from "ethers";

import { ArgumentError, checkedAccount, checkedHash } from "../chain/arguments.js";
import { readToken, signPermit, tokenAt } from "../chain/token.js";
import { TOKEN_ABI } from "../chain/token-abi.js";
import { isSigner } from "../chain/transaction.js";
import type { Acts, ReleaseAct, Reword } from "./acts.js";
import { amountsInWords, readCharge } from "./charges.js";
import { readClock } from "./container.js";
import { providerOf } from "./contracts.js";
import {
  type ChargeClaim,
  checkedAmount,
  checkedCharge,
  checkedReason,
  checkedTime,
  type ClockName,
  type ClockTerms,
  encodeClaim,
  encodeClock,
  encodeSteps,
} from "./release-arguments.js";

/** Up to when days are settled, and for how much at most. */
export interface DaysUntil {
  /** Pays for a pick-up, or an empty return, up to this second. */
  readonly through: number;
  /** In the clock's token's smallest unit: what `dueAt` told, for another transaction may come first. */
  readonly most: bigint;
}

/**
 * What creditors, payers and arbiters do. Amounts are in a token's smallest unit; what is due is read by readCharge and
 * readClock. A refusal to pay says in words what is missing.
 */
export class ChargesPart {
  constructor(private readonly acts: Acts) {}

  /* AS CARRIER OR TERMINAL */

  raise(claim: ChargeClaim): ReleaseAct {
    return this.acts.charges("raise", [encodeClaim(claim)]);
  }

  cancel(charge: bigint): ReleaseAct {
    return this.acts.charges("cancel", [checkedCharge(charge)]);
  }

  /** The cargo may go, the money is owed off chain. */
  credit(charge: bigint): ReleaseAct {
    return this.acts.charges("credit", [checkedCharge(charge)]);
  }

  /** Out of escrow, to who paid. */
  giveBack(charge: bigint): ReleaseAct {
    return this.acts.charges("giveBack", [checkedCharge(charge)]);
  }

  startClock(clock: ClockName, { token, arbiter, freeUntil, steps }: ClockTerms): ReleaseAct {
    return this.acts.charges("startClock", [
      encodeClock(clock),
      checkedAccount(token, "token"),
      checkedAccount(arbiter, "arbiter"),
      checkedTime(freeUntil, "freeUntil"),
      encodeSteps(steps),
    ]);
  }

  extendFreeTime(clock: ClockName, freeUntil: number, reasonCode: string): ReleaseAct {
    const end = checkedTime(freeUntil, "freeUntil");
    return this.acts.charges("extendFreeTime", [encodeClock(clock), end, checkedReason(reasonCode)]);
  }

  /** The clock stands still between two instants. */
  stopClock(clock: ClockName, from: number, until: number, reasonCode: string): ReleaseAct {
    const stop = [checkedTime(from, "from"), checkedTime(until, "until")];
    return this.acts.charges("stopClock", [encodeClock(clock), ...stop, checkedReason(reasonCode)]);
  }

  endClock(clock: ClockName, reasonCode: string): ReleaseAct {
    return this.acts.charges("endClock", [encodeClock(clock), checkedReason(reasonCode)]);
  }

  creditDays(clock: ClockName, through: number): ReleaseAct {
    return this.acts.charges("creditDays", [encodeClock(clock), checkedTime(through, "through")]);
  }

  /* AS PAYER: ANYBODY */

  /** Allows the contract to take an amount of a token: what paying without a permit needs first. */
  allow(token: string, amount: bigint): ReleaseAct {
    if (typeof amount !== "bigint" || amount < 0n || amount > MaxUint256) {
      throw new ArgumentError("amount", `is no amount: ${String(amount)}`);
    }
    const contract = tokenAt(token, this.acts.runner);
    return this.acts.on(contract, TOKEN_ABI, "approve", [this.acts.addresses.Charges, amount]);
  }

  /** The creditor has the money in the same transaction. */
  pay(charge: bigint): ReleaseAct {
    return this.acts.charges("pay", [checkedCharge(charge)], this.ofCharge(charge));
  }

  /**
   * The same with an allowance that the payer signs (ERC-2612): one transaction.
   * @param deadline last second of the allowance
   * @throws ArgumentError if the token takes no signed allowances
   */
  async payWithPermit(charge: bigint, deadline: number): Promise<ReleaseAct> {
    const { runner, contracts, addresses } = this.acts;
    if (!isSigner(runner)) throw new TypeError("Nobody signs: connect with a signer, not with a provider alone");
    checkedTime(deadline, "deadline");
    const { token, amount } = await readCharge(contracts, charge);
    const { v, r, s } = await signPermit(runner, { token, spender: addresses.Charges, amount, deadline });
    return this.acts.charges("payWithPermit", [charge, deadline, v, r, s], this.ofCharge(charge));
  }

  /** Pays into escrow. @param reasonHash SHA-256 of the reason */
  dispute(charge: bigint, reasonHash: string): ReleaseAct {
    const reason = checkedHash(reasonHash, "reasonHash");
    return this.acts.charges("dispute", [checkedCharge(charge), reason], this.ofCharge(charge));
  }

  /** Who paid into escrow gives up: the creditor has the money. */
  giveUp(charge: bigint): ReleaseAct {
    return this.acts.charges("giveUp", [checkedCharge(charge)]);
  }

  payDays(clock: ClockName, days: DaysUntil): ReleaseAct {
    return this.acts.charges("payDays", [encodeClock(clock), ...until(days)], this.ofClock(clock));
  }

  disputeDays(clock: ClockName, days: DaysUntil, reasonHash: string): ReleaseAct {
    const args = [encodeClock(clock), ...until(days), checkedHash(reasonHash, "reasonHash")];
    return this.acts.charges("disputeDays", args, this.ofClock(clock));
  }

  /* AS ARBITER */

  /** So much to the creditor, the rest to who paid. */
  award(charge: bigint, toCreditor: bigint): ReleaseAct {
    return this.acts.charges("award", [checkedCharge(charge), checkedAmount(toCreditor, "toCreditor")]);
  }

  private ofCharge(charge: bigint): Reword {
    return async (refused) => {
      const { status } = refused.args;
      if (status === "NONE") return refused;
      return amountsInWords(refused, (await readCharge(this.acts.contracts, charge)).info);
    };
  }

  private ofClock(clock: ClockName): Reword {
    return async (refused) => {
      const state = await readClock(this.acts.contracts, clock, 1);
      if (state === undefined) return refused;
      return amountsInWords(refused, await readToken(providerOf(this.acts.contracts), state.token));
    };
  }
}

function until({ through, most }: DaysUntil): [number, bigint] {
  return [checkedTime(through, "through"), checkedAmount(most, "most", 1n)];
}
