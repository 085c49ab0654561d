import { checkedHash, checkedName } from "../chain/arguments.js";
import { Authority, Clearance, type ClearanceName, End } from "../chain/values.js";
import type { Acts, ReleaseAct } from "./acts.js";
import { checkedReason, checkedTime, ofBill } from "./release-arguments.js";

/** What the customs authority of a consignment does. Times are seconds since 1970, UTC; hashes are SHA-256. */
export class CustomsPart {
  constructor(private readonly acts: Acts) {}

  /** @param referenceHash of the declaration's reference (MRN or the like) */
  clear(
    tokenId: bigint,
    numbers: readonly string[],
    clearance: Exclude<ClearanceName, "NONE">,
    referenceHash: string,
    happened: number,
  ): ReleaseAct {
    return this.acts.registry("clearCustoms", [
      ...ofBill(tokenId, numbers),
      checkedName(Clearance, clearance, "clearance", ["IMPORT", "TRANSIT", "WAREHOUSE"]),
      checkedHash(referenceHash, "referenceHash"),
      checkedTime(happened, "happened"),
    ]);
  }

  withdrawClearance(tokenId: bigint, numbers: readonly string[], reasonCode: string, happened: number): ReleaseAct {
    const reason = checkedReason(reasonCode);
    return this.acts.registry("withdrawClearance", [
      ...ofBill(tokenId, numbers),
      reason,
      checkedTime(happened, "happened"),
    ]);
  }

  placeHold(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.acts.placeHold(Authority.CUSTOMS, tokenId, numbers, reasonCode);
  }

  liftHold(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.acts.liftHold(Authority.CUSTOMS, tokenId, numbers, reasonCode);
  }

  /** @param referenceHash of the order */
  seize(tokenId: bigint, numbers: readonly string[], referenceHash: string, happened: number): ReleaseAct {
    return this.acts.endOtherwise(End.SEIZED, tokenId, numbers, referenceHash, happened);
  }

  /** @param referenceHash of the protocol */
  auction(tokenId: bigint, numbers: readonly string[], referenceHash: string, happened: number): ReleaseAct {
    return this.acts.endOtherwise(End.AUCTIONED, tokenId, numbers, referenceHash, happened);
  }
}
