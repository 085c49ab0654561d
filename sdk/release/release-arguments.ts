/** What the acts of release need, checked before anything is sent. */
import { sha256, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";

import {
  ArgumentError,
  checkedAccount,
  checkedHash,
  checkedInteger,
  checkedList,
  checkedName,
  checkedToken,
} from "../chain/arguments.js";
import {
  Authority,
  type AuthorityName,
  ChargeKind,
  type ChargeKindName,
  isBytes,
  Mode,
  type ModeName,
  toFixedBytes,
} from "../chain/values.js";
import { containerNumberFault } from "../document/iso6346.js";

/** Who charges, and in which place. */
export type CreditorName = Extract<AuthorityName, "CARRIER" | "TERMINAL">;

/** What runs by the clock. */
export type ClockKindName = Extract<ChargeKindName, "DEMURRAGE" | "DETENTION">;

/** How a consignment is opened: see Opening in contracts/interfaces/ReleaseTypes.sol. */
export interface ConsignmentOpening {
  readonly tokenId: bigint;
  /** 1 to 255, free under this bill. */
  readonly consignment: number;
  /** Account of the terminal. */
  readonly terminal: string;
  /** Account of the customs authority. */
  readonly customs: string;
  /** UN/LOCODE of the terminal's place: `DEBRV`. */
  readonly unLocationCode: string;
  /** The carrier and not the holder of the right names the haulier. */
  readonly carrierHaulage?: boolean;
  /** ISO 6346 numbers. */
  readonly numbers: readonly string[];
}

/** A charge to be raised: see Claim in contracts/interfaces/ChargeTypes.sol. */
export interface ChargeClaim {
  readonly tokenId: bigint;
  readonly consignment: number;
  /** The container; absent for the whole consignment. */
  readonly number?: string;
  readonly creditor: CreditorName;
  readonly kind: Exclude<ChargeKindName, ClockKindName>;
  /** ERC-20 in which it is due. */
  readonly token: string;
  /** In the token's smallest unit. */
  readonly amount: bigint;
  /** Account of the member that decides if the charge is disputed. */
  readonly arbiter: string;
}

/** Which clock: see ClockKey in contracts/interfaces/ChargeTypes.sol. */
export interface ClockName {
  readonly tokenId: bigint;
  readonly number: string;
  readonly creditor: CreditorName;
  readonly kind: ClockKindName;
}

/** A rate that holds from a day on. */
export interface RateStep {
  /** Counted from the end of free time; the first step is from day 1. */
  readonly fromDay: number;
  /** In the token's smallest unit, above zero. */
  readonly dailyRate: bigint;
}

/** A clock to be started. */
export interface ClockTerms {
  readonly token: string;
  /** Account of the member that decides if days are disputed. */
  readonly arbiter: string;
  /** Last second of free time. */
  readonly freeUntil: number;
  /** 1 to 8. */
  readonly steps: readonly RateStep[];
}

const MAX_TIME = 2 ** 40 - 1;
const MAX_AMOUNT = 2n ** 128n - 1n;
const MAX_RATE = 2n ** 96n - 1n;
const MAX_SLOT = 2 ** 24 - 1;
const MAX_MEMBER = 2 ** 32 - 1;

/** An ISO 6346 number as the contracts take it. */
export function checkedContainer(number: string, argument = "number"): string {
  const fault = containerNumberFault(number);
  if (fault !== undefined) throw new ArgumentError(argument, `${fault}: ${JSON.stringify(number)}`);
  return toFixedBytes(number, 11);
}

/** The same for a list: at least one, each once. */
export function checkedContainers(numbers: readonly string[], argument = "numbers"): string[] {
  return checkedList(numbers, argument, (number) => number).map((number, index) =>
    checkedContainer(number, `${argument}[${index}]`),
  );
}

/** Containers of one bill. */
export function ofBill(tokenId: bigint, numbers: readonly string[]): [tokenId: bigint, numbers: string[]] {
  return [checkedToken(tokenId), checkedContainers(numbers)];
}

/** One container of a bill. */
export function ofContainer(tokenId: bigint, number: string): [tokenId: bigint, number: string] {
  return [checkedToken(tokenId), checkedContainer(number)];
}

/** A reason code: 1 to 4 printable ASCII characters. */
export function checkedReason(reasonCode: string, argument = "reasonCode"): string {
  if (!/^[\x21-\x7e]{1,4}$/.test(reasonCode)) {
    throw new ArgumentError(argument, `is not 1 to 4 printable ASCII characters: ${JSON.stringify(reasonCode)}`);
  }
  return toFixedBytes(reasonCode, 4);
}

/** A time in seconds since 1970; never 0. */
export function checkedTime(time: number, argument: string): number {
  return checkedInteger(time, argument, 1, MAX_TIME);
}

/** The same where 0 is no limit; absent is 0. */
export function checkedLimit(time: number | undefined, argument: string): number {
  return checkedInteger(time ?? 0, argument, 0, MAX_TIME);
}

/** A UN/LOCODE: two capital letters, and three capital letters or digits 2 to 9. */
export function checkedLocation(code: string, argument = "unLocationCode"): string {
  if (!/^[A-Z]{2}[A-Z2-9]{3}$/.test(code)) {
    throw new ArgumentError(argument, `is no UN/LOCODE such as DEBRV: ${JSON.stringify(code)}`);
  }
  return toFixedBytes(code, 5);
}

export function checkedConsignment(consignment: number, argument = "consignment"): number {
  return checkedInteger(consignment, argument, 1, 255);
}

export function checkedMember(member: number, argument: string): number {
  return checkedInteger(member, argument, 1, MAX_MEMBER);
}

export function checkedSlot(slot: number, argument = "slot"): number {
  return checkedInteger(slot, argument, 1, MAX_SLOT);
}

/** An amount in a token's smallest unit, from `least`. */
export function checkedAmount(amount: bigint, argument: string, least = 0n): bigint {
  if (typeof amount !== "bigint" || amount < least || amount > MAX_AMOUNT) {
    throw new ArgumentError(argument, `is no amount from ${least} to ${MAX_AMOUNT}: ${String(amount)}`);
  }
  return amount;
}

/** The number of a charge. */
export function checkedCharge(charge: bigint): bigint {
  if (typeof charge !== "bigint" || charge < 1n) {
    throw new ArgumentError("charge", `is no number of a charge, from 1: ${String(charge)}`);
  }
  return charge;
}

/** A commitment to a truck: 12 bytes, as truckCommitment makes it. */
export function checkedTruck(truck: string): string {
  const isCommitment: boolean = isBytes(truck, 12);
  if (!isCommitment || /^0x0+$/.test(truck)) {
    throw new ArgumentError("truck", `is no commitment (0x and 24 hexadecimal digits): ${JSON.stringify(truck)}`);
  }
  return truck.toLowerCase();
}

/** An account, or nobody. */
export function accountOrNobody(account: string | undefined, argument: string): string {
  return account === undefined ? ZeroAddress : checkedAccount(account, argument);
}

/** A hash, or none. */
export function hashOrNone(hash: string | undefined, argument: string): string {
  return hash === undefined ? ZeroHash : checkedHash(hash, argument);
}

export function creditorCode(creditor: CreditorName, argument = "creditor"): bigint {
  return checkedName(Authority, creditor, argument, ["CARRIER", "TERMINAL"]);
}

/** What the contracts take to open a consignment. */
export function encodeOpening(opening: ConsignmentOpening) {
  return {
    tokenId: checkedToken(opening.tokenId),
    consignment: checkedConsignment(opening.consignment),
    terminal: checkedAccount(opening.terminal, "terminal"),
    customs: checkedAccount(opening.customs, "customs"),
    unLocationCode: checkedLocation(opening.unLocationCode),
    carrierHaulage: opening.carrierHaulage ?? false,
    numbers: checkedContainers(opening.numbers),
  };
}

/** What the contracts take to raise a charge. */
export function encodeClaim(claim: ChargeClaim) {
  return {
    tokenId: checkedToken(claim.tokenId),
    consignment: checkedConsignment(claim.consignment),
    number: claim.number === undefined ? NO_CONTAINER : checkedContainer(claim.number),
    creditor: creditorCode(claim.creditor),
    kind: checkedName(ChargeKind, claim.kind, "kind", ["FREIGHT_COLLECT", "TERMINAL_HANDLING", "OTHER"]),
    token: checkedAccount(claim.token, "token"),
    amount: checkedAmount(claim.amount, "amount", 1n),
    arbiter: checkedAccount(claim.arbiter, "arbiter"),
  };
}

/** What the contracts take to name a clock. */
export function encodeClock({ tokenId, number, creditor, kind }: ClockName) {
  return {
    tokenId: checkedToken(tokenId),
    number: checkedContainer(number),
    creditor: creditorCode(creditor),
    kind: checkedName(ChargeKind, kind, "kind", ["DEMURRAGE", "DETENTION"]),
  };
}

export function encodeSteps(steps: readonly RateStep[]) {
  return checkedList(steps, "steps", ({ fromDay }) => fromDay).map(({ fromDay, dailyRate }, index) => {
    checkedInteger(fromDay, `steps[${index}].fromDay`, 1, 65_535);
    if (typeof dailyRate !== "bigint" || dailyRate < 1n || dailyRate > MAX_RATE) {
      throw new ArgumentError(`steps[${index}].dailyRate`, `is no rate above zero: ${String(dailyRate)}`);
    }
    return { fromDay, dailyRate };
  });
}

/** Train or barge. */
export function callMode(mode: ModeName): bigint {
  return checkedName(Mode, mode, "mode", ["RAIL", "BARGE"]);
}

/** In the place of a container's number: the whole consignment. */
export const NO_CONTAINER = "0x" + "00".repeat(11);

/**
 * The hash of a container's seals that the gate-out records: SHA-256 of the seal number, ASCII; of several, of their
 * numbers in the order of the alphabet with a comma between them.
 * @throws ArgumentError unless they are one or more, each once, of printable ASCII without comma or space at the ends
 */
export function sealHash(numbers: readonly string[]): string {
  for (const [index, number] of checkedList(numbers, "seals", (seal) => seal).entries()) {
    const fault = sealFault(number);
    if (fault !== undefined) throw new ArgumentError(`seals[${index}]`, `${fault}: ${JSON.stringify(number)}`);
  }
  return sha256(toUtf8Bytes([...numbers].sort().join(",")));
}

/** What is wrong with a seal's number, as the end of a sentence; undefined if nothing is. */
export function sealFault(number: string): string | undefined {
  if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(number)) {
    return "is not printable ASCII without a space at either end";
  }
  return number.includes(",") ? "has a comma, which stands between seals" : undefined;
}
