import type { ChargeModel } from "./charge-model.js";
import { Authority, Reason, Stage } from "./release.js";

/** What an act comes to: nothing, or the name of the error that it meets first. */
export type Outcome = string | undefined;

/** A limit of time on a right: after it the right is back with its giver, 0 being the carrier. */
interface Term {
  giver: bigint;
  until: bigint;
}

/** The members of the model, by number. */
export interface Cast {
  carrier: bigint;
  terminal: bigint;
  customs: bigint;
  consignee: bigint;
  holders: readonly bigint[];
  hauliers: readonly bigint[];
}

const HOLD_REASONS = [Reason.CARRIER_HOLD, Reason.CUSTOMS_HOLD, Reason.TERMINAL_HOLD] as const;

/**
 * Lights and right of one container under one bill, as plain code: the rules of release without storage, words or gas, to be
 * held against the contracts. Each act changes it, or answers the error that the contracts have to give.
 */
export class RightModel {
  stage: bigint = Stage.EXPECTED;
  clearance = 0n;
  released = false;
  holds = [false, false, false];
  holder = 0n;
  offeredTo = 0n;
  offerExpiry = 0n;
  offerUntil = 0n;
  terms: Term[] = [];
  nominee = 0n;
  nominatedBy = 0n;
  haulier = 0n;
  jobPassed = false;
  withdrawn = false;
  /** Number of the slot in which the container has a place; 0: none. */
  slot = 0;
  bookingVoid = false;
  isDue = false;

  constructor(
    protected readonly cast: Cast,
    readonly charging: ChargeModel,
  ) {}

  /* WHAT TIME DOES */

  lapse(now: bigint): void {
    for (;;) {
      const term = this.terms.at(-1);
      if (term === undefined || this.stage > Stage.DISCHARGED || now <= term.until) return;
      this.terms.pop();
      this.passRight(term.giver);
      if (term.giver === 0n) this.withdrawn = false;
    }
  }

  private passRight(to: bigint): void {
    this.holder = to;
    this.closeOffer();
    this.dropHaulier();
  }

  protected closeOffer(): void {
    this.offeredTo = this.offerExpiry = this.offerUntil = 0n;
  }

  private dropHaulier(): void {
    this.haulier = 0n;
    this.jobPassed = false;
    if (this.slot !== 0) this.bookingVoid = true;
  }

  /* LIGHTS */

  reasons(): bigint[] {
    const reasons = this.charging.reasons();
    if (!this.isDue) reasons.push(Reason.DOCUMENT);
    if (this.clearance === 0n) reasons.push(Reason.CUSTOMS_CLEARANCE);
    if (this.stage === Stage.EXPECTED) reasons.push(Reason.NOT_DISCHARGED);
    if (!this.released) reasons.push(Reason.TERMINAL_RELEASE);
    for (const [i, reason] of HOLD_REASONS.entries()) if (this.holds[i]) reasons.push(reason);
    if (this.holder === 0n) reasons.push(Reason.NO_RELEASE_RIGHT);
    if (this.withdrawn) reasons.push(Reason.RELEASE_WITHDRAWN);
    if (this.stage > Stage.GATED_IN) reasons.push(Reason.GONE);
    return reasons.sort((a, b) => Number(a - b));
  }

  private notAuthority(by: bigint, needed: bigint): Outcome {
    if (by !== needed) return "ReleaseRegistry_NotTheAuthority";
    return this.stage > Stage.GATED_IN ? "ReleaseRegistry_TooLate" : undefined;
  }

  private beforeGate(): Outcome {
    return this.stage > Stage.DISCHARGED ? "ReleaseRegistry_TooLate" : undefined;
  }

  discharge(by: bigint): Outcome {
    const refused = this.notAuthority(by, this.cast.terminal);
    if (refused !== undefined) return refused;
    if (this.stage !== Stage.EXPECTED) return "ReleaseRegistry_NotAtStage";
    this.stage = Stage.DISCHARGED;
    return undefined;
  }

  clear(by: bigint, clearance: bigint): Outcome {
    if (by !== this.cast.customs) return "ReleaseRegistry_NotTheAuthority";
    const late = this.beforeGate();
    if (late !== undefined) return late;
    if (this.clearance === clearance) return "ReleaseRegistry_NoChange";
    this.clearance = clearance;
    return undefined;
  }

  releaseAtTerminal(by: bigint, to: boolean): Outcome {
    const refused = this.notAuthority(by, this.cast.terminal);
    if (refused !== undefined) return refused;
    if (this.released === to) return "ReleaseRegistry_NoChange";
    this.released = to;
    return undefined;
  }

  hold(by: bigint, authority: 0 | 1 | 2, to: boolean): Outcome {
    const refused = this.notAuthority(by, [this.cast.carrier, this.cast.customs, this.cast.terminal][authority] ?? 0n);
    if (refused !== undefined) return refused;
    if (this.holds[authority] === to) return "ReleaseRegistry_NoChange";
    this.holds[authority] = to;
    return undefined;
  }

  /* RIGHT */

  give(by: bigint, until: bigint): Outcome {
    if (by !== this.cast.carrier) return "ReleaseRegistry_NotTheAuthority";
    const late = this.beforeGate();
    if (late !== undefined) return late;
    if (this.holder !== 0n) return "ReleaseRegistry_RightGiven";
    if (!this.isDue || this.charging.isOwed(Authority.CARRIER)) return "ReleaseRegistry_Red";
    this.holder = this.nominatedBy === this.cast.consignee ? this.nominee : this.cast.consignee;
    this.nominee = this.nominatedBy = 0n;
    if (until !== 0n) this.terms = [{ giver: 0n, until }];
    return undefined;
  }

  private heldBy(by: bigint): Outcome {
    return this.holder !== by ? "ReleaseRegistry_NotHolder" : this.beforeGate();
  }

  private offeredToCaller(by: bigint): Outcome {
    return this.offeredTo !== by ? "ReleaseRegistry_NotOffered" : this.beforeGate();
  }

  private isExpired(now: bigint): boolean {
    return [this.offerExpiry, this.offerUntil].some((end) => end !== 0n && now > end);
  }

  offer(by: bigint, to: bigint, expiry: bigint, until: bigint, now: bigint): Outcome {
    if (!this.cast.holders.includes(to)) return "ReleaseRegistry_RecipientNotPermitted";
    const refused = this.heldBy(by);
    if (refused !== undefined) return refused;
    if (this.withdrawn) return "ReleaseRegistry_Withdrawn";
    if (to === by) return "ReleaseRegistry_RecipientIsSelf";
    if (this.offeredTo !== 0n && !this.isExpired(now)) return "ReleaseRegistry_OnOffer";
    const limit = this.terms.at(-1)?.until;
    if (until !== 0n && limit !== undefined && until > limit) return "ReleaseRegistry_InvalidValidity";
    if (until !== 0n && this.terms.length === 7) return "ReleaseRegistry_TooManyLimits";
    [this.offeredTo, this.offerExpiry, this.offerUntil] = [to, expiry, until];
    return undefined;
  }

  /** The limits that would stand on the right on offer: handed back to its giver, the innermost one is gone. */
  private termsOffered(): Term[] {
    if (this.offerUntil !== 0n) return [...this.terms, { giver: this.holder, until: this.offerUntil }];
    const terms = [...this.terms];
    while (terms.at(-1)?.giver === this.offeredTo) terms.pop();
    return terms;
  }

  /** Last second of the right on offer; 0: without limit, or no offer. */
  get offeredUntil(): bigint {
    return this.offeredTo === 0n ? 0n : (this.termsOffered().at(-1)?.until ?? 0n);
  }

  accept(by: bigint, until: bigint, now: bigint): Outcome {
    if (!this.cast.holders.includes(by)) return "ReleaseRegistry_RecipientNotPermitted";
    const refused = this.offeredToCaller(by);
    if (refused !== undefined) return refused;
    if (this.withdrawn) return "ReleaseRegistry_Withdrawn";
    if (this.isExpired(now)) return "ReleaseRegistry_OfferExpired";
    if (until !== this.offeredUntil) return "ReleaseRegistry_OtherTerms";
    this.terms = this.termsOffered();
    this.passRight(by);
    return undefined;
  }

  decline(by: bigint): Outcome {
    const refused = this.offeredToCaller(by);
    if (refused === undefined) this.closeOffer();
    return refused;
  }

  withdrawOffer(by: bigint): Outcome {
    const refused = this.heldBy(by);
    if (refused !== undefined) return refused;
    if (this.offeredTo === 0n) return "ReleaseRegistry_NotOffered";
    this.closeOffer();
    return undefined;
  }

  nominate(by: bigint, nominee: bigint): Outcome {
    if (by !== this.cast.consignee) return "ReleaseRegistry_NotEntitled";
    if (nominee !== 0n && !this.cast.holders.includes(nominee)) return "ReleaseRegistry_RecipientNotPermitted";
    const late = this.beforeGate();
    if (late !== undefined) return late;
    if (this.holder !== 0n) return "ReleaseRegistry_RightGiven";
    if (nominee === by) return "ReleaseRegistry_RecipientIsSelf";
    if (nominee === this.nominee) return "ReleaseRegistry_NoChange";
    this.nominee = nominee;
    this.nominatedBy = nominee === 0n ? 0n : by;
    return undefined;
  }

  withdraw(by: bigint, to: boolean): Outcome {
    const refused = this.notAuthority(by, this.cast.carrier);
    if (refused !== undefined) return refused;
    if (!to) {
      if (!this.withdrawn) return "ReleaseRegistry_NothingWithdrawn";
      this.withdrawn = false;
      return undefined;
    }
    const late = this.beforeGate();
    if (late !== undefined) return late;
    if (this.holder === 0n) return "ReleaseRegistry_NothingWithdrawn";
    if (this.withdrawn) return "ReleaseRegistry_Withdrawn";
    this.withdrawn = true;
    return undefined;
  }

  /* HAULIER */

  nameHaulier(by: bigint, haulier: bigint): Outcome {
    if (haulier !== 0n && !this.cast.hauliers.includes(haulier)) return "ReleaseRegistry_PartyNotPermitted";
    if (this.holder === 0n || by !== this.holder) return "ReleaseRegistry_NamesNoHaulier";
    const late = this.beforeGate();
    if (late !== undefined) return late;
    if (haulier === this.haulier) return "ReleaseRegistry_NoChange";
    this.dropHaulier();
    this.haulier = haulier;
    return undefined;
  }

  passJob(by: bigint, to: bigint): Outcome {
    if (!this.cast.hauliers.includes(to)) return "ReleaseRegistry_PartyNotPermitted";
    if (this.haulier !== by) return "ReleaseRegistry_NotTheHaulier";
    const late = this.beforeGate();
    if (late !== undefined) return late;
    if (this.jobPassed) return "ReleaseRegistry_JobPassedAlready";
    if (to === by) return "ReleaseRegistry_HaulierIsSelf";
    this.dropHaulier();
    this.haulier = to;
    this.jobPassed = true;
    return undefined;
  }
}
