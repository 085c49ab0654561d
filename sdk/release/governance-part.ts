import { checkedAccount, checkedHash } from "../chain/arguments.js";
import { Authority } from "../chain/values.js";
import type { Acts, ReleaseAct } from "./acts.js";
import { checkedCharge, checkedReason, ofBill } from "./release-arguments.js";

/** What governance may do with containers and charges. */
export class GovernancePart {
  constructor(private readonly acts: Acts) {}

  placeHold(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    const reason = checkedReason(reasonCode);
    return this.acts.registry("placeHold", [...ofBill(tokenId, numbers), Authority.GOVERNANCE, reason]);
  }

  liftHold(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    const reason = checkedReason(reasonCode);
    return this.acts.registry("liftHold", [...ofBill(tokenId, numbers), Authority.GOVERNANCE, reason]);
  }

  /** Containers that were consigned wrongly. @param referenceHash of the decision */
  strikeOff(tokenId: bigint, numbers: readonly string[], referenceHash: string): ReleaseAct {
    return this.acts.registry("strikeOff", [...ofBill(tokenId, numbers), checkedHash(referenceHash, "referenceHash")]);
  }

  /** Of a dispute whose arbiter is absent. */
  replaceArbiter(charge: bigint, arbiter: string): ReleaseAct {
    return this.acts.charges("replaceArbiter", [checkedCharge(charge), checkedAccount(arbiter, "arbiter")]);
  }
}
