import { checkedAccount, checkedHash, checkedInteger } from "../chain/arguments.js";
import { Authority } from "../chain/values.js";
import type { Acts, ReleaseAct } from "./acts.js";
import { checkedCharge, ofBill } from "./release-arguments.js";

/** What governance may do with containers and charges. */
export class GovernancePart {
  constructor(private readonly acts: Acts) {}

  placeHold(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.acts.placeHold(Authority.GOVERNANCE, tokenId, numbers, reasonCode);
  }

  liftHold(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.acts.liftHold(Authority.GOVERNANCE, tokenId, numbers, reasonCode);
  }

  /** Containers that were consigned wrongly. @param referenceHash of the decision */
  strikeOff(tokenId: bigint, numbers: readonly string[], referenceHash: string): ReleaseAct {
    return this.acts.registry("strikeOff", [...ofBill(tokenId, numbers), checkedHash(referenceHash, "referenceHash")]);
  }

  /** What tariffs may state from now on. @param mostSteps 1 to 8 @param mostDays 30 to 3,650 that a clock may charge */
  setClockBounds(mostSteps: number, mostDays: number): ReleaseAct {
    const bounds = {
      mostSteps: checkedInteger(mostSteps, "mostSteps", 1, 8),
      mostDays: checkedInteger(mostDays, "mostDays", 30, 3_650),
    };
    return this.acts.charges("setClockBounds", [bounds]);
  }

  /** Of a dispute whose arbiter is absent. */
  replaceArbiter(charge: bigint, arbiter: string): ReleaseAct {
    return this.acts.charges("replaceArbiter", [checkedCharge(charge), checkedAccount(arbiter, "arbiter")]);
  }
}
