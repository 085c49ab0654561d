/**
 * The driver's way through a gate: the haulier gives a ticket, the terminal shows a challenge, the driver's key answers.
 *
 *     const ticket = encodeTicket(await desk.ticketFor(tokenId, number, salt));           // the haulier
 *     const challenge = newChallenge({ chainId, pickUp, terminal, expiry });              // the terminal, at the gate
 *     const answer = await new DriverDesk(key).answer(ticket, encodeChallenge(challenge)); // the driver
 *     const { pass, signature } = checkAnswer(answer, challenge, { plate, driver }, now);  // the terminal
 *     await desk.terminal.gateIn(pass, signature).send();
 */
import { getAddress, hexlify, randomBytes, type Signer } from "ethers";

import { ArgumentError, checkedHash, checkedInteger } from "../chain/arguments.js";
import { shortToken, timeText } from "../chain/values.js";
import type { ContainerState } from "./container.js";
import type { GatePass } from "./gate-pass.js";
import { decodePayload, encodePayload, type Fields, GatePayloadError } from "./gate-payload.js";
import { type GateProof, gateProofDomain, signGateProof, truckCommitment } from "./gate-proof.js";
import { checkedContainer } from "./release-arguments.js";

/** What every text at a gate names: one chain, one contract, one terminal. */
const GATE = { chainId: ["bigint", 8], pickUp: ["hex", 20], terminal: ["number", 4] } as const;

/** One pick-up at that gate. */
const JOB = {
  tokenId: ["bigint", 32],
  consignment: ["number", 1],
  number: ["text", 11],
  slot: ["number", 3],
  truck: ["hex", 12],
  salt: ["hex", 32],
} as const;

const SLOT = { unLocationCode: ["text", 5], start: ["number", 5], duration: ["number", 4] } as const;

const TICKET = { ...GATE, ...JOB, ...SLOT, driver: ["hex", 20] } as const;
const CHALLENGE = { ...GATE, challenge: ["hex", 32], expiry: ["number", 5] } as const;
const ANSWER = { ...CHALLENGE, ...JOB, signature: ["rest"] } as const;

/**
 * What a driver must see: which container, where, when, with which truck. `number` is the ISO 6346 number, `truck` the
 * commitment that was booked and `salt` its salt, `driver` the account whose key signs, `start` and `duration` the slot's.
 */
export type GateTicket = Fields<typeof TICKET>;

/** What a terminal shows at its gate: 32 random bytes, good until `expiry` (seconds since 1970), 10 minutes at most. */
export type GateChallenge = Fields<typeof CHALLENGE>;

/** The driver's signature over a challenge and the pick-up. */
export type GateAnswer = Fields<typeof ANSWER>;

/** What the terminal sees of who stands at its gate. */
export interface SeenAtGate {
  readonly plate: string;
  /** As the haulier named the driver in the booking. */
  readonly driver: string;
}

const LONGEST_CHALLENGE = 600;

/** The ticket of a booked container. @throws ArgumentError if no booking stands */
export function ticketOf(
  state: ContainerState,
  { chainId, pickUp, salt }: { readonly chainId: bigint; readonly pickUp: string; readonly salt: string },
): GateTicket {
  const { tokenId, number, consignment, slot, terms } = state;
  if (state.pickUp === undefined) {
    throw new ArgumentError("number", `has no booking that stands under the bill ${shortToken(tokenId)}: ${number}`);
  }
  const { booking, slot: when } = state.pickUp;
  return {
    chainId,
    pickUp,
    terminal: terms.terminal,
    tokenId,
    consignment,
    number,
    slot,
    truck: booking.truck,
    salt: checkedHash(salt, "salt"),
    unLocationCode: terms.unLocationCode,
    start: when.start,
    duration: when.duration,
    driver: booking.driver,
  };
}

export function encodeTicket(ticket: GateTicket): string {
  return encodePayload("TICKET", TICKET, ticket);
}

/** @throws GatePayloadError */
export function readTicket(text: string): GateTicket {
  const ticket = decodePayload("TICKET", TICKET, text);
  return { ...ticket, pickUp: getAddress(ticket.pickUp), driver: getAddress(ticket.driver) };
}

/** A fresh challenge. @param gate with `expiry`, the last second at which it is answered */
export function newChallenge(gate: Omit<GateChallenge, "challenge">): GateChallenge {
  return { ...gate, challenge: hexlify(randomBytes(32)) };
}

export function encodeChallenge(challenge: GateChallenge): string {
  return encodePayload("CHALLENGE", CHALLENGE, challenge);
}

/** @throws GatePayloadError */
export function readChallenge(text: string): GateChallenge {
  const challenge = decodePayload("CHALLENGE", CHALLENGE, text);
  return { ...challenge, pickUp: getAddress(challenge.pickUp) };
}

/** @throws GatePayloadError */
export function readAnswer(text: string): GateAnswer {
  const answer = decodePayload("ANSWER", ANSWER, text);
  return { ...answer, pickUp: getAddress(answer.pickUp) };
}

/** A driver with a key of the job or of the haulier's pool; it sends no transactions and needs no connection. */
export class DriverDesk {
  constructor(readonly key: Pick<Signer, "getAddress" | "signTypedData">) {}

  /**
   * The job of a ticket, for the driver to see before anything is signed.
   * @throws GatePayloadError OTHER_KEY if it was booked for another key
   */
  async read(text: string): Promise<GateTicket> {
    const ticket = readTicket(text);
    const account = await this.key.getAddress();
    if (account !== ticket.driver) {
      throw new GatePayloadError("OTHER_KEY", `The ticket is for the key ${ticket.driver}, and this is ${account}`);
    }
    return ticket;
  }

  /**
   * Answers a terminal's challenge for the job of a ticket.
   * @throws GatePayloadError OTHER_GATE if the challenge is another terminal's
   */
  async answer(ticketText: string, challengeText: string): Promise<string> {
    const ticket = await this.read(ticketText);
    const challenge = readChallenge(challengeText);
    requireSameGate("challenge", challenge, ticket);
    const signature = await signGateProof(
      this.key,
      gateProofDomain(ticket.chainId, ticket.pickUp),
      proofOf({ ...ticket, ...challenge }),
    );
    return encodePayload("ANSWER", ANSWER, { ...ticket, ...challenge, signature });
  }
}

/**
 * What the terminal sends in for an answer, after checking all that it can see itself. Whether the key is the booked one,
 * the contract checks.
 * @param shown the challenge that this terminal showed, and only this once
 * @param seen plate and driver as they stand at the gate
 * @param happened seconds since 1970
 * @throws GatePayloadError OTHER_GATE, OTHER_CHALLENGE, STALE, OTHER_TRUCK
 */
export function checkAnswer(
  text: string,
  shown: GateChallenge,
  seen: SeenAtGate,
  happened: number,
): { readonly pass: GatePass; readonly signature: string } {
  const answer = readAnswer(text);
  requireSameGate("answer", answer, shown);
  if (answer.challenge !== shown.challenge.toLowerCase() || answer.expiry !== shown.expiry) {
    throw new GatePayloadError("OTHER_CHALLENGE", "The answer is to another challenge: an old one, or a copy");
  }
  checkedInteger(shown.expiry, "expiry", 1, happened + LONGEST_CHALLENGE);
  if (happened > answer.expiry) {
    throw new GatePayloadError("STALE", `The challenge ran out at ${timeText(answer.expiry)}: show a new one`);
  }
  if (truckCommitment(answer.salt, seen.plate, seen.driver) !== answer.truck) {
    const who = `the plate ${JSON.stringify(seen.plate)} with the driver ${JSON.stringify(seen.driver)}`;
    throw new GatePayloadError("OTHER_TRUCK", `The booking is for another truck or driver than ${who}`);
  }
  const { tokenId, number, truck, challenge, expiry } = answer;
  return { pass: { tokenId, number, happened, truck, challenge, expiry }, signature: answer.signature };
}

/** What the driver's key signs. */
export function proofOf(answer: Omit<GateAnswer, "signature">): GateProof {
  const { tokenId, consignment, number, terminal, slot, truck, challenge, expiry } = answer;
  return { tokenId, consignment, number: checkedContainer(number), terminal, slot, truck, challenge, expiry };
}

type Gate = Pick<GateTicket, keyof typeof GATE>;

function requireSameGate(what: string, one: Gate, other: Gate): void {
  const isSame =
    one.chainId === other.chainId &&
    one.pickUp.toLowerCase() === other.pickUp.toLowerCase() &&
    one.terminal === other.terminal;
  if (isSame) return;
  const name = ({ chainId, pickUp, terminal }: Gate) =>
    `the terminal of member ${terminal} on the chain ${chainId} (${pickUp})`;
  throw new GatePayloadError("OTHER_GATE", `The ${what} is for ${name(one)}, and not for ${name(other)}`);
}
