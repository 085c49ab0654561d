import { checkedAccount, checkedHash, checkedToken } from "../chain/arguments.js";
import { Authority, End } from "../chain/values.js";
import type { Acts, ReleaseAct } from "./acts.js";
import {
  accountOrNobody,
  checkedConsignment,
  checkedLimit,
  checkedReason,
  checkedTime,
  type ConsignmentOpening,
  encodeOpening,
  ofBill,
  ofContainer,
} from "./release-arguments.js";

/**
 * What the carrier of a bill does. Times are seconds since 1970, UTC; reason codes have 1 to 4 characters; hashes are
 * SHA-256. All acts on several containers do all or none.
 */
export class CarrierPart {
  constructor(private readonly acts: Acts) {}

  /** With at least one container; for long lists see openInBatches. */
  openConsignment(opening: ConsignmentOpening): ReleaseAct {
    return this.acts.registry("openConsignment", [encodeOpening(opening)]);
  }

  addContainers(tokenId: bigint, consignment: number, numbers: readonly string[]): ReleaseAct {
    const [bill, containers] = ofBill(tokenId, numbers);
    return this.acts.registry("addContainers", [bill, checkedConsignment(consignment), containers]);
  }

  /** Before discharge, to another consignment of the bill. */
  changePlan(tokenId: bigint, numbers: readonly string[], consignment: number): ReleaseAct {
    return this.acts.registry("changePlan", [...ofBill(tokenId, numbers), checkedConsignment(consignment)]);
  }

  /** After a reissue, to a bill that follows. */
  repoint(tokenId: bigint, numbers: readonly string[], successor: bigint): ReleaseAct {
    return this.acts.registry("repoint", [...ofBill(tokenId, numbers), checkedToken(successor, "successor")]);
  }

  /** The delivery order. @param validUntil last second of the right; without limit unless told */
  giveRelease(tokenId: bigint, numbers: readonly string[], validUntil?: number): ReleaseAct {
    return this.acts.registry("giveRelease", [...ofBill(tokenId, numbers), checkedLimit(validUntil, "validUntil")]);
  }

  /** @param letterHash of the letter of indemnity */
  releaseAgainstLetter(tokenId: bigint, numbers: readonly string[], to: string, letterHash: string): ReleaseAct {
    return this.acts.registry("releaseAgainstLetter", [
      ...ofBill(tokenId, numbers),
      checkedAccount(to, "to"),
      checkedHash(letterHash, "letterHash"),
    ]);
  }

  withdrawRelease(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.acts.registry("withdrawRelease", [...ofBill(tokenId, numbers), checkedReason(reasonCode)]);
  }

  restoreRelease(tokenId: bigint, numbers: readonly string[]): ReleaseAct {
    return this.acts.registry("restoreRelease", ofBill(tokenId, numbers));
  }

  /** Under carrier haulage. @param haulier account; nobody to take the job from the haulier */
  nameHaulier(tokenId: bigint, numbers: readonly string[], haulier?: string): ReleaseAct {
    return this.acts.registry("nameHaulier", [...ofBill(tokenId, numbers), accountOrNobody(haulier, "haulier")]);
  }

  placeHold(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.acts.placeHold(Authority.CARRIER, tokenId, numbers, reasonCode);
  }

  liftHold(tokenId: bigint, numbers: readonly string[], reasonCode: string): ReleaseAct {
    return this.acts.liftHold(Authority.CARRIER, tokenId, numbers, reasonCode);
  }

  /** The containers go back to sea. */
  reExport(tokenId: bigint, numbers: readonly string[], referenceHash: string, happened: number): ReleaseAct {
    return this.acts.endOtherwise(End.RE_EXPORTED, tokenId, numbers, referenceHash, happened);
  }

  /** Containers that were consigned by mistake, before discharge. */
  strikeOff(tokenId: bigint, numbers: readonly string[], referenceHash: string, happened: number): ReleaseAct {
    return this.acts.endOtherwise(End.STRUCK_OFF, tokenId, numbers, referenceHash, happened);
  }

  /** At a depot elsewhere than the terminal. @param receiptHash of the equipment interchange receipt */
  returnEmpty(tokenId: bigint, number: string, receiptHash: string, happened: number): ReleaseAct {
    const receipt = checkedHash(receiptHash, "receiptHash");
    return this.acts.registry("returnEmpty", [
      ...ofContainer(tokenId, number),
      receipt,
      checkedTime(happened, "happened"),
    ]);
  }
}
