import { id, ZeroAddress, ZeroHash } from "ethers";

import { DAYS, HOURS } from "../records.js";
import type { IssuanceInput } from "../suite.js";
import { Act, AmendmentReason, BillStatus, DeliveryMark, Kind, Place, reference, Role } from "../values.js";
import { Dice } from "./dice.js";
import { type Deed, deeds, standing, type Step } from "./steps.js";
import { freezeNow, memberAt, memberBy, type ModelBill, namesParties, rejectDeadline, type World } from "./world.js";

const ACTS = Object.values(Act);
const ENDORSEMENTS = [Act.ENDORSE, Act.ENDORSE_TO_ORDER, Act.ENDORSE_TO_ORDER, Act.BLANK_ENDORSE];
const REASONS = [...Object.values(AmendmentReason), AmendmentReason.SWTP, AmendmentReason.SWTP];
const HASH = id("whatever is on paper");
const WEEK = 7n * DAYS;

/** Draws acts that often go through, and often do not: mostly by who may, on bills that are open, at times that matter. */
export class Walk {
  readonly #dice: Dice;
  readonly #accounts: readonly string[];
  #issued = 0n;

  constructor(seed: number, accounts: readonly string[]) {
    this.#dice = new Dice(seed);
    this.#accounts = accounts;
  }

  next(world: World): Step {
    const dice = this.#dice;
    const bills = [...world.bills.values()];
    const open = bills.filter(
      ({ status }) => status !== BillStatus.VOIDED && status !== BillStatus.SURRENDERED_FOR_DELIVERY,
    );
    const lists = [open, open, open, open, bills].filter((list) => list.length !== 0);
    const bill = lists.length === 0 ? undefined : dice.pick(dice.pick(lists));
    const at = world.now + this.#wait(world, bill);
    if (bill === undefined || open.length < 3 || dice.chance(0.05)) return { ...this.#issue(world), at };
    return { ...(dice.chance(0.1) ? this.#general(world) : this.#onBill(world, bill)), at };
  }

  /** How long until the next act; often just to the second at which something ends. */
  #wait(world: World, bill: ModelBill | undefined): bigint {
    const dice = this.#dice;
    const pause = world.pauses.at(-1)?.until ?? 0n;
    const freeze = bill === undefined ? undefined : freezeNow(bill, world.now)?.until;
    const instants = [pause, pause === 0n ? 0n : pause + WEEK, freeze ?? 0n, bill?.order?.notBefore ?? 0n];
    // The last second of a right counts itself, the other instants are the first second of what follows.
    if (bill !== undefined) instants.push(rejectDeadline(world, bill) + 1n);
    const ahead = instants.flatMap((instant) => [instant - 1n, instant]).filter((instant) => instant > world.now);
    if (ahead.length !== 0 && dice.chance(0.12)) return dice.pick(ahead) - world.now;
    return dice.weighted([
      [80, 1n + dice.under(600n)],
      [8, 1n + dice.under(24n * HOURS)],
      [2, 1n + dice.under(9n * DAYS)],
    ]);
  }

  #address(world: World, member: bigint): string {
    return memberBy(world, member).address;
  }

  #anybody(): string {
    return this.#dice.pick(this.#accounts);
  }

  /** Mostly who may, else anybody. */
  #mostly(address: string): string {
    return this.#dice.chance(0.88) ? address : this.#anybody();
  }

  /** Mostly a member that may hold bills. */
  #holder(world: World): string {
    const holders = world.members.filter(({ roles }) => (roles & (Role.CARRIER | Role.TERMINAL)) === 0n);
    return this.#mostly(this.#dice.pick(holders).address);
  }

  #carrier(world: World): string {
    return this.#mostly(this.#dice.pick(world.members.filter(({ roles }) => roles === Role.CARRIER)).address);
  }

  #issuance(world: World, given: Partial<IssuanceInput> = {}): IssuanceInput {
    const dice = this.#dice;
    const kind = given.kind ?? dice.pick([Kind.STRAIGHT, Kind.TO_ORDER, Kind.TO_ORDER, Kind.BEARER, Kind.WAYBILL]);
    const shipper = given.issueTo ?? this.#holder(world);
    const named = namesParties(kind);
    const standsIn = (name: string) => (dice.chance(0.3) ? id(name) : ZeroHash);
    const tokenId = dice.chance(0.02) ? this.#token(world) : 1_000n + this.#issued;
    this.#issued += 1n;
    return {
      tokenId,
      transportDocumentReference: reference(dice.chance(0.1) ? "TAKEN" : `REFERENCE ${this.#issued}`),
      kind,
      issueTo: shipper,
      shipper: named === dice.chance(0.98) ? shipper : ZeroAddress,
      titleTo: (kind !== Kind.BEARER) === dice.chance(0.98) ? this.#holder(world) : ZeroAddress,
      shipperRepresents: named || dice.chance(0.03) ? standsIn("a shipper to come") : ZeroHash,
      titleToRepresents: kind !== Kind.BEARER || dice.chance(0.03) ? standsIn("a party to come") : ZeroHash,
      noDisposal: kind === Kind.WAYBILL ? dice.chance(0.4) : dice.chance(0.02),
      ...given,
    };
  }

  /** A token that may exist, or not. */
  #token(world: World): bigint {
    return this.#dice.chance(0.8) && world.bills.size !== 0 ? this.#dice.pick([...world.bills.keys()]) : 7n;
  }

  #issue(world: World): Deed {
    const by = this.#carrier(world);
    if (this.#dice.chance(0.8)) return deeds.issue(by, this.#issuance(world));
    const count = Number(this.#dice.under(4n));
    return deeds.issueBatch(
      by,
      Array.from({ length: count }, () => this.#issuance(world)),
    );
  }

  /** An act of governance or its guardian about everything. */
  #general(world: World): Deed {
    const dice = this.#dice;
    const by = this.#mostly(world.governance);
    const barred = world.members.find(({ status }) => status !== 1n);
    const standingOf = (barred !== undefined && dice.chance(0.7) ? barred : dice.pick(world.members)).address;
    const custodian = world.members.find(({ roles }) => roles === Role.CUSTODIAN)?.address ?? ZeroAddress;
    return dice.weighted<() => Deed>([
      [4, () => deeds.pauseMoves(by, dice.pick([0n, 100n, 5n * HOURS, DAYS, WEEK, WEEK + 1n]))],
      [6, () => deeds.resumeMoves(by)],
      [3, () => deeds.setRejectPeriod(by, dice.pick([DAYS - 1n, DAYS, 2n * DAYS, 14n * DAYS, 15n * DAYS]))],
      [2, () => standing.move(world.governance, "suspend", dice.pick(world.members).address, world)],
      [barred === undefined ? 0.3 : 14, () => standing.move(world.governance, "reinstate", standingOf, world)],
      [0.1, () => standing.move(world.governance, "remove", dice.pick(world.members).address, world)],
      [2, () => this.#setRoles(world)],
      [3, () => deeds.setApprovalForAll(this.#holder(world), this.#mostly(custodian), dice.chance(0.7))],
    ])();
  }

  /** A member that may hold bills becomes a terminal, or is it no longer. */
  #setRoles(world: World): Deed {
    const { TRADER, TERMINAL, CARRIER, CUSTODIAN } = Role;
    const member = this.#dice.pick(world.members.filter(({ roles }) => (roles & (CARRIER | CUSTODIAN)) === 0n));
    const roles = member.roles === TERMINAL ? TRADER : TERMINAL;
    return standing.setRoles(world.governance, member.address, roles, world);
  }

  #onBill(world: World, bill: ModelBill): Deed {
    const { status } = bill;
    const { PENDING_SURRENDER_FOR_DELIVERY, PENDING_SURRENDER_FOR_AMENDMENT, ISSUED, PAPER } = BillStatus;
    const isPending = status === PENDING_SURRENDER_FOR_DELIVERY || status === PENDING_SURRENDER_FOR_AMENDMENT;
    const isToAmend = status === PENDING_SURRENDER_FOR_AMENDMENT && !bill.isForPaper;
    const rare = 0.04;
    const when = (isTime: boolean, weight: number) => (isTime ? weight : weight * rare);
    return this.#dice.weighted<() => Deed>([
      [when(status === ISSUED, 100), () => this.#move(world, bill)],
      [when(isPending, 40), () => this.#answer(world, bill)],
      [when(isToAmend, 120), () => this.#reissue(world, bill)],
      [when(status === PAPER || (isPending && bill.isForPaper), 120), () => this.#paper(world, bill)],
      [when(freezeNow(bill, world.now) !== undefined, 300), () => this.#custody(world, bill)],
    ])();
  }

  /** An act of the bill's possessor or titleholder. */
  #move(world: World, bill: ModelBill): Deed {
    const dice = this.#dice;
    const { tokenId, kind } = bill;
    const possessor = this.#address(world, bill.possessor);
    const titleholder = bill.title.member === 0n ? this.#anybody() : this.#address(world, bill.title.member);
    const by = this.#mostly(bill.approved !== ZeroAddress && dice.chance(0.5) ? bill.approved : possessor);
    const to = this.#holder(world);
    const isWaybill = kind === Kind.WAYBILL;
    const disposer = bill.noDisposal ? titleholder : this.#address(world, bill.shipper.member || bill.carrier);
    const standIn = bill.standIns[0] || bill.standIns[1] || bill.possessor;
    const place = dice.chance(0.8) ? (bill.standIns[1] === 0n ? Place.SHIPPER : Place.TITLE) : Place.SHIPPER;
    const surrenderer = dice.chance(0.7) ? possessor : titleholder;
    return dice.weighted<() => Deed>([
      [
        10,
        () =>
          deeds.transferFrom(
            by,
            this.#mostly(possessor),
            dice.chance(0.5) ? titleholder : to,
            tokenId,
            dice.chance(0.2),
          ),
      ],
      [2, () => deeds.sign(this.#mostly(possessor), tokenId)],
      [bill.right === undefined ? 1 : 8, () => deeds.reject(this.#mostly(possessor), tokenId)],
      [5, () => deeds.endorse(this.#mostly(possessor), tokenId, ...this.#endorsement(world))],
      [8, () => deeds.endorseAndTransfer(this.#mostly(possessor), tokenId, this.#act(), to)],
      [bill.cancellable === undefined ? 1 : 8, () => deeds.cancelEndorsement(this.#mostly(possessor), tokenId)],
      [titleholder === possessor ? 1 : 9, () => this.#instruct(world, bill, titleholder)],
      [bill.instruction === undefined ? 0.5 : 3, () => deeds.withdrawInstruction(this.#mostly(titleholder), tokenId)],
      [
        bill.instruction === undefined ? 1 : 25,
        () => deeds.carryOut(this.#mostly(possessor), tokenId, bill.instruction?.sequence ?? dice.under(4n)),
      ],
      [4, () => deeds.surrenderForDelivery(this.#mostly(surrenderer), tokenId)],
      [10, () => deeds.surrenderForAmendment(this.#mostly(surrenderer), tokenId, dice.pick(REASONS))],
      [3, () => deeds.giveUpStandIn(this.#mostly(this.#address(world, standIn)), tokenId, place, to)],
      [2, () => deeds.replaceStandIn(this.#mostly(world.governance), tokenId, place, to)],
      [
        isWaybill ? 30 : 1,
        () => deeds.allowReplacement(this.#mostly(disposer), tokenId, 1_000n + this.#issued + dice.under(2n)),
      ],
      [isWaybill && bill.allowed !== 0n ? 60 : 1, () => this.#replaceWaybill(world, bill)],
      [3, () => deeds.approve(this.#mostly(possessor), dice.pick([to, to, ZeroAddress, this.#anybody()]), tokenId)],
    ])();
  }

  #act(): bigint {
    return this.#dice.chance(0.95) ? this.#dice.pick(ENDORSEMENTS) : this.#dice.pick(ACTS);
  }

  #endorsement(world: World): [bigint, string] {
    const act = this.#act();
    return [act, act === Act.BLANK_ENDORSE && this.#dice.chance(0.9) ? ZeroAddress : this.#holder(world)];
  }

  #instruct(world: World, bill: ModelBill, titleholder: string): Deed {
    const dice = this.#dice;
    const by = this.#mostly(titleholder);
    const { tokenId } = bill;
    if (bill.kind === Kind.TO_ORDER && dice.chance(0.6)) {
      const to = dice.chance(0.3) ? this.#address(world, bill.possessor) : this.#holder(world);
      return deeds.instruct(
        by,
        tokenId,
        this.#act(),
        to,
        dice.chance(0.95) ? AmendmentReason.NONE : dice.pick(REASONS),
      );
    }
    const act = dice.pick([Act.SURRENDER_FOR_DELIVERY, Act.SURRENDER_FOR_AMENDMENT]);
    const reason = act === Act.SURRENDER_FOR_AMENDMENT ? dice.pick(REASONS) : AmendmentReason.NONE;
    return deeds.instruct(by, tokenId, act, dice.chance(0.95) ? ZeroAddress : this.#holder(world), reason);
  }

  #answer(world: World, { tokenId, carrier }: ModelBill): Deed {
    const by = this.#mostly(this.#address(world, carrier));
    if (this.#dice.chance(0.5)) return deeds.acceptSurrender(by, tokenId);
    return deeds.refuseSurrender(by, tokenId, this.#dice.chance(0.95) ? HASH : ZeroHash);
  }

  /** What the carrier would write for a bill that follows this one. */
  #successor(world: World, bill: ModelBill, issueTo: string): IssuanceInput {
    const given = this.#dice.chance(0.6) ? { transportDocumentReference: bill.reference } : {};
    const shipper = issueTo === ZeroAddress ? {} : { issueTo: this.#mostly(issueTo) };
    return this.#issuance(world, { ...given, ...shipper });
  }

  #reissue(world: World, bill: ModelBill): Deed {
    const dice = this.#dice;
    const { carrier, surrenderer } = bill;
    const to = surrenderer === 0n ? this.#anybody() : this.#address(world, surrenderer);
    const like = [...world.bills.values()].filter(
      (other) =>
        other !== bill &&
        other.status === BillStatus.PENDING_SURRENDER_FOR_AMENDMENT &&
        (other.surrenderer === surrenderer || dice.chance(0.2)),
    );
    const merged = like.length !== 0 && dice.chance(0.6) ? like : [];
    if (dice.chance(0.03)) merged.push(bill);
    const count = merged.length === 0 ? 1 + Number(dice.under(3n)) : dice.chance(0.95) ? 1 : 2;
    const successors = Array.from({ length: dice.chance(0.98) ? count : 0 }, () => this.#successor(world, bill, to));
    return deeds.reissue(
      this.#mostly(this.#address(world, carrier)),
      [bill, ...merged].map(({ tokenId }) => tokenId),
      successors,
    );
  }

  #replaceWaybill(world: World, bill: ModelBill): Deed {
    const dice = this.#dice;
    const shipper = bill.shipper.member === 0n ? this.#anybody() : this.#address(world, bill.shipper.member);
    const tokenId = dice.chance(0.9) ? { tokenId: bill.allowed } : {};
    const kind = dice.chance(0.95) ? { kind: Kind.WAYBILL } : {};
    const successor = { ...this.#successor(world, bill, shipper), ...tokenId };
    const fitting = dice.chance(0.9) ? this.#issuance(world, { ...successor, ...kind, shipper }) : successor;
    return deeds.replaceWaybill(this.#mostly(this.#address(world, bill.carrier)), bill.tokenId, fitting);
  }

  #paper(world: World, bill: ModelBill): Deed {
    const dice = this.#dice;
    const { tokenId, carrier, status } = bill;
    const by = this.#mostly(this.#address(world, carrier));
    const hash = dice.chance(0.95) ? HASH : ZeroHash;
    const isPaper = status === BillStatus.PAPER;
    return dice.weighted<() => Deed>([
      [isPaper ? 1 : 10, () => deeds.recordPaper(by, tokenId, hash, dice.pick([0n, 1n, 3n, 3n]))],
      [isPaper ? 4 : 1, () => deeds.recordPresentation(by, tokenId, this.#holder(world), hash)],
      [isPaper ? 2 : 0, () => deeds.recordPresentation(by, tokenId, ZeroAddress, dice.chance(0.8) ? ZeroHash : HASH)],
      [isPaper ? 9 : 1, () => deeds.issueFromPaper(by, tokenId, this.#successor(world, bill, ZeroAddress), hash)],
    ])();
  }

  /** An act of governance, its guardian or the release of cargo about a bill. */
  #custody(world: World, bill: ModelBill): Deed {
    const dice = this.#dice;
    const { tokenId } = bill;
    const by = this.#mostly(world.governance);
    const isFrozen = freezeNow(bill, world.now) !== undefined;
    const mark = dice.chance(0.3) ? DeliveryMark.BEGUN : DeliveryMark.AGAINST_INDEMNITY;
    const field = mark === DeliveryMark.BEGUN ? "isDeliveryBegun" : "isAgainstIndemnity";
    return dice.weighted<() => Deed>([
      [
        isFrozen ? 1 : 4,
        () => deeds.freezeBriefly(by, tokenId, dice.pick([0n, 100n, 5n * HOURS, DAYS, WEEK, WEEK + 1n])),
      ],
      [isFrozen ? 1 : 4, () => deeds.freeze(by, tokenId)],
      [isFrozen ? 4 : 1, () => deeds.unfreeze(by, tokenId)],
      [isFrozen ? 4 : 1, () => this.#announce(world, bill, by)],
      [bill.order === undefined ? 0.2 : 1, () => deeds.withdrawReassignment(by, tokenId)],
      [bill.order === undefined ? 0.5 : 6, () => deeds.reassign(by, tokenId)],
      [2, () => deeds.markDelivery(by, tokenId, mark, dice.chance(0.9) !== bill[field])],
    ])();
  }

  #announce(world: World, bill: ModelBill, by: string): Deed {
    const dice = this.#dice;
    const likely = bill.kind === Kind.STRAIGHT ? Kind.STRAIGHT : dice.pick([Kind.TO_ORDER, Kind.BEARER]);
    const kind = dice.chance(0.92) ? likely : dice.pick(Object.values(Kind));
    const { member } = memberAt(world, this.#holder(world));
    return deeds.announceReassignment(by, bill.tokenId, {
      orderHash: dice.chance(0.97) ? HASH : ZeroHash,
      jurisdiction: dice.chance(0.97) ? "0x4e4c" : "0x4e00",
      kind,
      possessor: memberAt(world, this.#holder(world)).member,
      titleholder: (kind === Kind.BEARER) === dice.chance(0.97) ? 0n : member,
    });
  }
}
