/** How a container stands, in words for people. */
import { REASON_WORDS } from "../chain/sentences/release.js";
import { durationText } from "../chain/sentences/sentence.js";
import { amountText } from "../chain/token.js";
import { type AuthorityName, shortToken, timeText } from "../chain/values.js";
import type { ClockState, ContainerState, Lights } from "./container.js";

/** The lights in their order, by their names. */
export const LIGHTS: readonly (keyof Lights)[] = ["document", "commercial", "customs", "terminal"];

const AUTHORITIES: readonly AuthorityName[] = ["CARRIER", "CUSTOMS", "TERMINAL", "GOVERNANCE"];

/** The four lights as a picture: a full circle is green. Document, commercial, customs, terminal. */
export function lightsPicture(lights: Lights): string {
  return LIGHTS.map((light) => (lights[light] ? "●" : "○")).join(" ");
}

/** Every reason why a container may not leave, in words; empty if it may. */
export function reasonWords({ reasons }: Pick<ContainerState, "reasons">): string[] {
  return reasons.map((reason) => REASON_WORDS[reason]);
}

/** A container's whole state as names and sentences, each pair a line. */
export function describeContainer(state: ContainerState): [name: string, words: string][] {
  const lines: [string, string][] = [
    ["container", `${state.number} under the bill ${shortToken(state.tokenId)}, consignment ${state.consignment}`],
    ["place", `${state.terms.unLocationCode}, terminal of ${nameOf(state, state.terms.terminal)}`],
    ["stage", stageWords(state)],
    ["lights", LIGHTS.map((light) => `${light} ${state.lights[light] ? "green" : "red"}`).join(", ")],
    ["may leave", state.mayLeave ? "yes" : `no: ${reasonWords(state).join("; ")}`],
    ["customs", state.clearance === "NONE" ? "not cleared" : `cleared for ${state.clearance}`],
    ["terminal", state.terminalReleased ? "has given its release" : "has not given its release"],
  ];
  const holds = AUTHORITIES.filter((_, index) => state.holds[index]);
  if (holds.length > 0) lines.push(["holds", holds.join(", ")]);
  lines.push(["right", rightWords(state)]);
  if (state.offeredTo !== 0) lines.push(["offer", offerWords(state)]);
  if (state.nominee !== 0) {
    lines.push(["nominee", `${nameOf(state, state.nominee)}, named by ${nameOf(state, state.nominatedBy)}`]);
  }
  lines.push(["haulier", haulierWords(state)]);
  lines.push(["booking", bookingWords(state)]);
  if (state.letter) lines.push(["letter", letterWords(state)]);
  lines.push(["charges", chargeWords(state)]);
  for (const clock of state.clocks) lines.push([clock.kind.toLowerCase(), clockWords(clock)]);
  if (state.billsCovering.length > 0) {
    lines.push([
      "other bills",
      state.billsCovering
        .filter((bill) => bill !== state.tokenId)
        .map(shortToken)
        .join(", "),
    ]);
  }
  return lines;
}

/** What is due by a clock, in words. */
export function clockWords({ creditor, due, info, freeUntil, paidDays, isEnded }: ClockState): string {
  const head = `to the ${creditor === "CARRIER" ? "carrier" : "terminal"}`;
  if (isEnded) return `${head}: charged no more, ${days(paidDays)} settled`;
  const free = `free time ends at ${timeText(freeUntil)}`;
  if (due.amount === 0n) return `${head}: nothing due now, ${free}`;
  const which = due.fromDay === due.throughDay ? `day ${due.fromDay}` : `day ${due.fromDay} to ${due.throughDay}`;
  return `${head}: ${amountText(due.amount, info)} due now for ${which}, ${free}`;
}

function stageWords({ stage, happened, leftAt, retractableUntil }: ContainerState): string {
  const since = happened === 0 ? "" : ` since ${timeText(happened)}`;
  const left = leftAt === 0 || stage === "GATED_OUT" ? "" : `, left at ${timeText(leftAt)}`;
  const retractable = retractableUntil === 0 ? "" : `, to be retracted until ${timeText(retractableUntil)}`;
  return `${stage}${since}${left}${retractable}`;
}

function rightWords(state: ContainerState): string {
  if (state.holder === 0) return "given to nobody";
  const limit = state.validUntil === 0 ? "without limit" : `until ${timeText(state.validUntil)}`;
  const withdrawn = state.isWithdrawn ? ", withdrawn by the carrier for now" : "";
  return `${nameOf(state, state.holder)}, ${limit}${withdrawn}`;
}

function offerWords(state: ContainerState): string {
  const { offeredTo, offerExpiry, offeredUntil, time } = state;
  const right = offeredUntil === 0 ? "without limit" : `until ${timeText(offeredUntil)}`;
  const end = `${offerExpiry < time ? "ran out at" : "to be accepted by"} ${timeText(offerExpiry)}`;
  return `to ${nameOf(state, offeredTo)}, ${right}${offerExpiry === 0 ? "" : `, ${end}`}`;
}

function haulierWords(state: ContainerState): string {
  const by = state.terms.carrierHaulage ? " (carrier haulage)" : "";
  if (state.haulier === 0) return `nobody${by}`;
  return `${nameOf(state, state.haulier)}${state.isJobPassed ? ", to whom the job was passed" : ""}${by}`;
}

function bookingWords({ pickUp, slot, time }: ContainerState): string {
  if (pickUp === undefined) return "none";
  const { start, duration, mode } = pickUp.slot;
  const over = start + duration <= time ? ", over" : "";
  return `${mode} slot ${slot}, ${timeText(start)} for ${durationText(duration)}${over}, driver ${pickUp.booking.driver}`;
}

function letterWords(state: ContainerState): string {
  const { letter } = state;
  if (letter === undefined) return "none";
  return `${letter.letterHash} of ${nameOf(state, letter.to)}${letter.isEnded ? ", ended: the bill was surrendered" : ""}`;
}

function chargeWords({ openCharges: { carrier, terminal } }: ContainerState): string {
  const open = [
    [carrier.container + carrier.consignment, "of the carrier"] as const,
    [terminal.container + terminal.consignment, "of the terminal"] as const,
  ].flatMap(([count, whose]) => (count === 0 ? [] : [`${count} ${whose} open`]));
  return open.length === 0 ? "none open" : open.join(", ");
}

function nameOf({ members }: ContainerState, number: number): string {
  const member = members.get(number);
  if (member === undefined) return "nobody";
  return member.lei === "" ? `member ${number}` : `member ${number} (LEI ${member.lei})`;
}

function days(count: number): string {
  return `${count} ${count === 1 ? "day" : "days"}`;
}
