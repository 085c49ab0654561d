/** Who acted in each event, and what happened, in words. A new event of the contracts does not compile without its line. */
import { shortToken, timeText } from "../chain/values.js";
import type { ReleaseEntry, ReleaseEntryName, ReleaseEvents } from "./events.js";

/** Who acted: a member by number, or an account. Absent: whoever sent the transaction. */
export interface Actor {
  readonly member?: number;
  readonly account?: string;
}

interface Line<E> {
  readonly who?: (event: E) => Actor;
  readonly what: (event: E) => string;
}

type Lines = { readonly [N in ReleaseEntryName]: Line<ReleaseEvents[N]> };

/** In the place of the last second that is paid for: all that the clock may charge is. */
const FOR_GOOD = 2 ** 40 - 1;

const nobody = "nobody";
const member = (number: number) => (number === 0 ? nobody : `member ${number}`);
const limit = (time: number) => (time === 0 ? "without limit" : `until ${timeText(time)}`);
const ofWhat = (number: string) => (number === "" ? "the whole consignment" : "the container");

const LINES: Lines = {
  /* CONSIGNMENT */
  ConsignmentOpened: {
    who: ({ carrier, account }) => ({ member: carrier, account }),
    what: ({ consignment, terminal, unLocationCode, customs, carrierHaulage }) =>
      `consignment ${consignment} opened at ${unLocationCode}: terminal ${member(terminal)}, customs ${member(customs)}` +
      (carrierHaulage ? `, carrier haulage` : ``),
  },
  ContainerConsigned: { what: ({ consignment }) => `put into consignment ${consignment}` },
  PlanChanged: {
    what: ({ consignment, previousConsignment }) => `moved from consignment ${previousConsignment} to ${consignment}`,
  },
  Repointed: {
    what: ({ successor, consignment }) => `goes on under the bill ${shortToken(successor)}, consignment ${consignment}`,
  },
  EndedOtherwise: {
    who: ({ by }) => (by === 0 ? {} : { member: by }),
    what: ({ end, referenceHash }) => `consignment ended: ${end}, reference ${referenceHash}`,
  },
  MovedUnderOtherBill: {
    what: ({ otherTokenId, isGone }) =>
      isGone
        ? `left under the bill ${shortToken(otherTokenId)}`
        : `came back under the bill ${shortToken(otherTokenId)}`,
  },

  /* LIGHTS */
  Discharged: { who: ({ terminal }) => ({ member: terminal }), what: () => `discharged` },
  CustomsCleared: {
    who: ({ customs }) => ({ member: customs }),
    what: ({ clearance, referenceHash }) => `cleared for ${clearance}, reference ${referenceHash}`,
  },
  CustomsClearanceWithdrawn: {
    who: ({ customs }) => ({ member: customs }),
    what: ({ reasonCode }) => `customs clearance withdrawn: ${reasonCode}`,
  },
  TerminalReleased: { who: ({ terminal }) => ({ member: terminal }), what: () => `released by the terminal` },
  TerminalReleaseWithdrawn: {
    who: ({ terminal }) => ({ member: terminal }),
    what: ({ reasonCode }) => `terminal release withdrawn: ${reasonCode}`,
  },
  HoldPlaced: {
    who: ({ by }) => (by === 0 ? {} : { member: by }),
    what: ({ authority, reasonCode }) => `hold of ${authority} placed: ${reasonCode}`,
  },
  HoldLifted: {
    who: ({ by }) => (by === 0 ? {} : { member: by }),
    what: ({ authority, reasonCode }) => `hold of ${authority} lifted: ${reasonCode}`,
  },

  /* RIGHT */
  ReleaseGiven: {
    who: ({ carrier, account }) => ({ member: carrier, account }),
    what: ({ to, validUntil }) => `delivery order: release right to ${member(to)}, ${limit(validUntil)}`,
  },
  ReleasedAgainstLetter: {
    who: ({ carrier, account }) => ({ member: carrier, account }),
    what: ({ to, letterHash }) => `release right to ${member(to)} against the letter of indemnity ${letterHash}`,
  },
  ReleaseOffered: {
    who: ({ from }) => ({ member: from }),
    what: ({ to, expiry, validUntil }) =>
      `release right offered to ${member(to)}` +
      (expiry === 0 ? `` : `, to be accepted by ${timeText(expiry)}`) +
      (validUntil === 0 ? `` : `, ${limit(validUntil)}`),
  },
  ReleaseAccepted: {
    who: ({ to, account }) => ({ member: to, account }),
    what: ({ from }) => `release right accepted from ${member(from)}`,
  },
  ReleaseDeclined: {
    who: ({ by }) => ({ member: by }),
    what: ({ from }) => `release right of ${member(from)} declined`,
  },
  OfferWithdrawn: { who: ({ from }) => ({ member: from }), what: ({ to }) => `offer to ${member(to)} withdrawn` },
  ReleaseLapsed: {
    what: ({ from, backTo, validUntil }) =>
      `release right of ${member(from)} ran out at ${timeText(validUntil)}: back with ` +
      (backTo === 0 ? `the carrier` : member(backTo)),
  },
  Nominated: {
    who: ({ by }) => ({ member: by }),
    what: ({ nominee }) => `nominated for the release right: ${member(nominee)}`,
  },
  ReleaseWithdrawn: {
    who: ({ carrier }) => ({ member: carrier }),
    what: ({ reasonCode }) => `release withdrawn for now: ${reasonCode}`,
  },
  ReleaseRestored: { who: ({ carrier }) => ({ member: carrier }), what: () => `release given back` },
  HaulierNamed: { who: ({ by }) => ({ member: by }), what: ({ haulier }) => `haulier: ${member(haulier)}` },
  JobPassed: { who: ({ from }) => ({ member: from }), what: ({ to }) => `job passed to ${member(to)}` },

  /* CHARGES */
  ChargeRaised: {
    who: ({ creditorMember }) => ({ member: creditorMember }),
    what: ({ charge, number, kind, amount, token }) =>
      `charge ${charge} for ${ofWhat(number)} raised: ${kind}, ${amount} of ${token}`,
  },
  ChargePaid: {
    who: ({ payer }) => ({ account: payer }),
    what: ({ charge, amount, token }) => `charge ${charge} paid: ${amount} of ${token}`,
  },
  ChargeCredited: {
    who: ({ creditorMember, account }) => ({ member: creditorMember, account }),
    what: ({ charge }) => `charge ${charge} put on credit`,
  },
  ChargeCancelled: {
    who: ({ creditorMember, account }) => ({ member: creditorMember, account }),
    what: ({ charge }) => `charge ${charge} cancelled`,
  },
  ChargeDisputed: {
    who: ({ payer }) => ({ account: payer }),
    what: ({ charge, amount, token, arbiter }) =>
      `charge ${charge} disputed: ${amount} of ${token} in escrow, arbiter ${member(arbiter)}`,
  },
  DisputeEnded: {
    what: ({ charge, status, toCreditor, toPayer }) =>
      `dispute of charge ${charge} ended, ${status}: ${toCreditor} to the creditor, ${toPayer} to the payer`,
  },
  ClockStarted: {
    who: ({ creditorMember }) => ({ member: creditorMember }),
    what: ({ kind, creditor, freeUntil }) => `${kind} of ${creditor} runs: free time ends at ${timeText(freeUntil)}`,
  },
  FreeTimeExtended: {
    who: ({ creditorMember }) => ({ member: creditorMember }),
    what: ({ kind, freeUntil, reasonCode }) => `free time for ${kind} ends at ${timeText(freeUntil)}: ${reasonCode}`,
  },
  ClockStopped: {
    who: ({ creditorMember }) => ({ member: creditorMember }),
    what: ({ kind, from, until, reasonCode }) =>
      `${kind} stands still from ${timeText(from)} to ${timeText(until)}: ${reasonCode}`,
  },
  ClockEnded: {
    who: ({ creditorMember }) => ({ member: creditorMember }),
    what: ({ kind, reasonCode }) => `${kind} charged no more: ${reasonCode}`,
  },
  DaysSettled: {
    what: ({ kind, fromDay, throughDay, paidThrough, charge }) =>
      `${kind} settled for day ${fromDay} to ${throughDay}, ` +
      (paidThrough === FOR_GOOD ? `all that the clock may charge` : `through ${timeText(paidThrough)}`) +
      `, as charge ${charge}`,
  },

  /* PICK-UP */
  PickUpBooked: {
    who: ({ haulier, account }) => ({ member: haulier, account }),
    what: ({ terminal, slot, driver }) =>
      `booked: slot ${slot} at the terminal of ${member(terminal)}, driver ${driver}`,
  },
  BookingEnded: {
    who: ({ by }) => (by === 0 ? {} : { member: by }),
    what: ({ slot, isNoShow }) => (isNoShow ? `nobody came in slot ${slot}` : `booking of slot ${slot} ended`),
  },
  GatedIn: {
    who: ({ terminal }) => ({ member: terminal }),
    what: ({ slot, driver }) => `driver ${driver} let in, slot ${slot}`,
  },
  GatedOut: {
    who: ({ terminal }) => ({ member: terminal }),
    what: ({ sealHash, interchangeReceiptHash }) =>
      `left laden: seal ${sealHash}, interchange receipt ${interchangeReceiptHash}`,
  },
  TurnedAway: {
    who: ({ terminal }) => ({ member: terminal }),
    what: ({ reasonCode }) => `who came left without it: ${reasonCode}`,
  },
  GateOutRetracted: {
    who: ({ terminal }) => ({ member: terminal }),
    what: ({ reasonCode }) => `gate-out retracted: ${reasonCode}`,
  },
  ReturnedLaden: {
    who: ({ terminal }) => ({ member: terminal }),
    what: ({ interchangeReceiptHash }) => `came back laden: interchange receipt ${interchangeReceiptHash}`,
  },
  ReturnedEmpty: {
    who: ({ by }) => ({ member: by }),
    what: ({ interchangeReceiptHash }) => `came back empty: interchange receipt ${interchangeReceiptHash}`,
  },
};

/** Who acted in an event, as far as it says itself. */
export function actorOf(entry: ReleaseEntry): Actor {
  return lineOf(entry).who?.(entry) ?? {};
}

/** What happened, in words. Amounts are in the token's smallest unit. */
export function entryWords(entry: ReleaseEntry): string {
  return lineOf(entry).what(entry);
}

function lineOf(entry: ReleaseEntry): Line<ReleaseEntry> {
  // Line and entry go by the same name.
  return LINES[entry.event] as Line<ReleaseEntry>;
}
