import { checkedAccount, checkedToken } from "../chain/arguments.js";
import type { Acts, ReleaseAct } from "./acts.js";
import { accountOrNobody, checkedLimit, hashOrNone, ofBill } from "./release-arguments.js";

/** Limits of an offer, in seconds since 1970; none unless told. */
export interface OfferLimits {
  /** Last second for accepting. */
  readonly expiry?: number | undefined;
  /** After this second the right is back with who offers it. */
  readonly validUntil?: number | undefined;
}

/** What the party entitled, a forwarder, or whoever holds a release right does. */
export class HolderPart {
  constructor(private readonly acts: Acts) {}

  /** Before the right is given. @param nominee account; nobody to take the nomination back */
  nominate(tokenId: bigint, numbers: readonly string[], nominee?: string): ReleaseAct {
    return this.acts.registry("nominate", [...ofBill(tokenId, numbers), accountOrNobody(nominee, "nominee")]);
  }

  offer(tokenId: bigint, numbers: readonly string[], to: string, limits: OfferLimits = {}): ReleaseAct {
    return this.acts.registry("offerRelease", [
      ...ofBill(tokenId, numbers),
      checkedAccount(to, "to"),
      checkedLimit(limits.expiry, "expiry"),
      checkedLimit(limits.validUntil, "validUntil"),
    ]);
  }

  withdrawOffer(tokenId: bigint, numbers: readonly string[]): ReleaseAct {
    return this.acts.registry("withdrawOffer", ofBill(tokenId, numbers));
  }

  /** @param validUntil last second of the right on offer: `offeredUntil` of the containers; without limit unless told */
  accept(tokenId: bigint, numbers: readonly string[], validUntil?: number): ReleaseAct {
    return this.acts.registry("acceptRelease", [...ofBill(tokenId, numbers), checkedLimit(validUntil, "validUntil")]);
  }

  decline(tokenId: bigint, numbers: readonly string[]): ReleaseAct {
    return this.acts.registry("declineRelease", ofBill(tokenId, numbers));
  }

  /** @param haulier account; nobody to take the job from the haulier */
  nameHaulier(tokenId: bigint, numbers: readonly string[], haulier?: string): ReleaseAct {
    return this.acts.registry("nameHaulier", [...ofBill(tokenId, numbers), accountOrNobody(haulier, "haulier")]);
  }

  /** As the custodian of a bill. @param letterHash of the letter of indemnity; none to take the consent back */
  consentToLetter(tokenId: bigint, letterHash?: string): ReleaseAct {
    return this.acts.registry("consentToLetter", [checkedToken(tokenId), hashOrNone(letterHash, "letterHash")]);
  }
}
