import type { IChargeClocks__factory, ICharges__factory } from "../../../typechain-types/index.js";
import type { ErrorsOf, Sentences } from "./sentence.js";

type ChargesError = ErrorsOf<typeof ICharges__factory.abi> | ErrorsOf<typeof IChargeClocks__factory.abi>;

/** Why an act on a charge or its clock is refused: ICharges and IChargeClocks. Amounts are in a token's smallest unit. */
export const CHARGES_SENTENCES: Sentences<ChargesError> = {
  /* CHARGES */

  Charges_NotACreditor: ({ tokenId, creditor, account }) =>
    `${account} is not the creditor, as ${creditor}, of this consignment or charge of the bill ${tokenId}`,
  Charges_ZeroAmount: () => `There is nothing to pay: the amount is zero`,
  Charges_NotAToken: ({ token }) => `There is no token contract at the address given, ${token}`,
  Charges_InvalidArbiter: ({ arbiter }) =>
    `${arbiter} cannot be the arbiter: it is no active member, it is the creditor, or it is the arbiter already`,
  Charges_WrongKind: ({ kind }) =>
    `The kind ${kind} does not fit: by the clock run demurrage, until the container is gated in, and detention; every ` +
    `other kind is raised as one amount`,
  Charges_NotInConsignment: ({ tokenId, consignment, number }) =>
    `The consignment ${consignment} of the bill ${tokenId} does not have the container ${number}`,
  Charges_NotAt: ({ charge, needed, status }, values) =>
    values.status === "NONE"
      ? `There is no charge of the number ${charge}`
      : `The charge ${charge} is ${status}: this act needs one that is ${needed}`,
  Charges_NotPaidInFull: ({ charge, amount, received }) =>
    `The charge ${charge} is not paid: the token delivered ${received} of its smallest units where ${amount} are due`,

  /* DISPUTES */

  Charges_NoReason: () => `A dispute, or a change of a clock, states its reason`,
  Charges_NotThePayer: ({ charge, account }) => `${account} did not pay the charge ${charge} into escrow`,
  Charges_NotTheArbiter: ({ charge, account }) => `${account} is not the arbiter of the charge ${charge}`,
  Charges_AwardTooHigh: ({ charge, toCreditor, amount }) =>
    `${toCreditor} of the token's smallest units cannot be awarded on the charge ${charge}: ${amount} are in escrow`,

  /* CLOCKS */

  Charges_ClockRuns: ({ tokenId, number, kind }) =>
    `The creditor has a clock for ${kind} of the container ${number} under the bill ${tokenId} already`,
  Charges_NoClock: ({ tokenId, number, kind }) =>
    `The creditor has no clock for ${kind} of the container ${number} under the bill ${tokenId}, or it has ended`,
  Charges_HasNotLeft: ({ tokenId, number, leftAt }, values) =>
    values.leftAt === 0
      ? `The container ${number} has not left under the bill ${tokenId}: detention runs only from then on`
      : `The free time of the container ${number} under the bill ${tokenId} cannot end before it left at ${leftAt}`,
  Charges_InvalidSteps: ({ mostSteps }) =>
    `The rates are not 1 to ${mostSteps} steps, the first from day 1, each later than the one before and above zero`,
  Charges_InvalidBounds: ({ mostSteps, mostDays }) =>
    `A tariff cannot be bounded to ${mostSteps} steps and ${mostDays} days: 1 to 8 steps and 30 to 3,650 days, and not as ` +
    `they are already`,
  Charges_InvalidFreeTime: ({ freeUntil, current }, values) =>
    values.freeUntil === 0
      ? `The end of free time is missing`
      : `Free time cannot end at ${freeUntil}: it ends within 366 days from now` +
        (values.current === 0 ? `` : `, and is extended beyond ${current} only`),
  Charges_InvalidStop: ({ from, until, earliest }, values) =>
    `The clock cannot stand still from ${from} to ${until}: a stop ends after it begins and within 366 days from now, ` +
    (values.earliest === 0 ? `` : `begins at ${earliest} or later, `) +
    `and there are at most 16`,
  Charges_NothingDue: ({ tokenId, number, through }) =>
    `Nothing is due for the container ${number} under the bill ${tokenId} through ${through} that is not settled, or ` +
    `that is more than 366 days ahead`,
  Charges_MoreIsDue: ({ amount, most }) =>
    `By now ${amount} of the token's smallest units are due, more than the ${most} that the payer was ready for`,
};
