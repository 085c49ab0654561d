// hardhat release charge | pay: what is owed for containers, and paying it.
import { parseUnits } from "ethers";

import {
  allowanceOf,
  amountText,
  ArgumentError,
  ChargeKind,
  type ClockName,
  type CreditorName,
  isNameIn,
  type RateStep,
  readToken,
  type TokenInfo,
} from "../../sdk/index.js";
import { billFrom, memberFrom, requiredOption } from "../bill/inputs.js";
import { UserError } from "../support/user-error.js";
import { type ActArguments, type Answer, perform, type ReleaseContext, releaseTask } from "./desk-task.js";
import { type ContainerArguments, containerFrom, listFrom, oneOf, referenceHash, timeFrom } from "./inputs.js";

export interface ChargeArguments extends ActArguments, ContainerArguments {
  bill: string;
  kind: string | undefined;
  amount: string | undefined;
  token: string | undefined;
  arbiter: string | undefined;
  creditor: string;
  freeUntil: string | undefined;
  rates: string | undefined;
  cancel: string | undefined;
  credit: string | undefined;
  giveBack: string | undefined;
}

export interface PayArguments extends ActArguments, ContainerArguments {
  what: string;
  permit: boolean;
  dispute: string | undefined;
  giveUp: boolean;
  days: string | undefined;
  creditor: string;
  until: string | undefined;
}

const PERMIT_SECONDS = 3_600;

export const charge = releaseTask<ChargeArguments>(async ({ desk, connection }, taskArguments) => {
  const { kind, cancel, credit, giveBack } = taskArguments;
  const choice = oneOf({ kind, cancel, credit, giveBack });
  if (choice === "cancel") return await perform(desk.charges.cancel(numberFrom("--cancel", cancel)), taskArguments);
  if (choice === "credit") return await perform(desk.charges.credit(numberFrom("--credit", credit)), taskArguments);
  if (choice === "giveBack") {
    return await perform(desk.charges.giveBack(numberFrom("--give-back", giveBack)), taskArguments);
  }
  const name = requiredOption("--kind", kind).toUpperCase();
  if (!isNameIn(ChargeKind, name)) throw new UserError(`--kind is ${Object.keys(ChargeKind).join(", ")}, not ${name}`);
  const tokenId = await billFrom(desk, taskArguments.bill);
  const creditor = creditorFrom(taskArguments.creditor);
  const token = requiredOption("--token", taskArguments.token);
  const info = await readToken(connection.ethers.provider, token);
  const arbiter = (await memberFrom(desk, "--arbiter", taskArguments.arbiter)).account;
  if (name === "DEMURRAGE" || name === "DETENTION") {
    const number = await containerFrom(desk, tokenId, taskArguments);
    const freeUntil = timeFrom("--free-until", requiredOption("--free-until", taskArguments.freeUntil));
    const steps = ratesFrom(requiredOption("--rates", taskArguments.rates), info);
    const act = desk.charges.startClock(
      { tokenId, number, creditor, kind: name },
      { token, arbiter, freeUntil, steps },
    );
    return await perform(act, taskArguments);
  }
  const amount = amountFrom("--amount", requiredOption("--amount", taskArguments.amount), info);
  const { consignment, containers } = taskArguments;
  const number = containers === undefined ? {} : { number: await containerFrom(desk, tokenId, taskArguments) };
  const claim = { tokenId, consignment, ...number, creditor, kind: name, token, amount, arbiter };
  return await perform(desk.charges.raise(claim), taskArguments);
});

export const pay = releaseTask<PayArguments>(async (context, taskArguments) => {
  const { desk } = context;
  const { what, permit, dispute, giveUp, days } = taskArguments;
  if (!/^\d+$/.test(what)) {
    return await payDays(context, taskArguments, requiredOption("--days", days).toUpperCase());
  }
  const number = BigInt(what);
  if (giveUp) return await perform(desk.charges.giveUp(number), taskArguments);
  const { token, amount, words, status } = await desk.readCharge(number);
  context.report(`Charge ${number}: ${words}, ${status}`);
  if (permit) {
    const act = await desk.charges.payWithPermit(number, (await desk.now()) + PERMIT_SECONDS);
    return await perform(act, taskArguments);
  }
  const allowed = await allow(context, taskArguments, token, amount);
  if (allowed !== undefined) return allowed;
  const act = dispute === undefined ? desk.charges.pay(number) : desk.charges.dispute(number, referenceHash(dispute));
  return await perform(act, taskArguments);
});

/** Pays the days of a clock that have begun until a time. */
async function payDays(context: ReleaseContext, taskArguments: PayArguments, kind: string): Promise<Answer> {
  const { desk } = context;
  const { what, dispute, until } = taskArguments;
  if (kind !== "DEMURRAGE" && kind !== "DETENTION") {
    throw new UserError(`--days is DEMURRAGE or DETENTION, not ${kind}`);
  }
  const tokenId = await billFrom(desk, what);
  const number = await containerFrom(desk, tokenId, taskArguments);
  const clock: ClockName = { tokenId, number, creditor: creditorFrom(taskArguments.creditor), kind };
  const through = until === undefined ? await desk.now() : timeFrom("--until", until);
  const state = await desk.readClock(clock, through);
  if (state === undefined) throw new UserError(`No ${kind} of the ${clock.creditor} runs for the container ${number}`);
  const { fromDay, throughDay, amount } = state.due;
  if (amount === 0n) throw new UserError(`Nothing is due for ${kind} of the container ${number} until then`);
  context.report(`${kind} of day ${fromDay} to ${throughDay}: ${amountText(amount, state.info)}`);
  const allowed = await allow(context, taskArguments, state.token, amount);
  if (allowed !== undefined) return allowed;
  const order = { through, most: amount };
  const act =
    dispute === undefined
      ? desk.charges.payDays(clock, order)
      : desk.charges.disputeDays(clock, order, referenceHash(dispute));
  return await perform(act, taskArguments);
}

/** Allows the contract to take the amount, if it may not yet; a dry run ends with it. */
async function allow(
  { desk, addresses, connection, report }: ReleaseContext,
  taskArguments: ActArguments,
  token: string,
  amount: bigint,
): Promise<Answer | undefined> {
  const account = await desk.account();
  const allowance = await allowanceOf(connection.ethers.provider, token, account, addresses.Charges);
  if (allowance >= amount) return undefined;
  const act = desk.charges.allow(token, amount);
  if (taskArguments.dryRun) return await perform(act, taskArguments);
  const { transaction } = await act.send();
  report(`Allowed ${addresses.Charges} to take it: transaction ${transaction}`);
  return undefined;
}

function creditorFrom(text: string): CreditorName {
  const creditor = text.toUpperCase();
  if (creditor === "CARRIER" || creditor === "TERMINAL") return creditor;
  throw new UserError(`--creditor is CARRIER or TERMINAL, not ${creditor}`);
}

/** An amount in the token's own unit, as its smallest. */
function amountFrom(option: string, text: string, { decimals, symbol }: TokenInfo): bigint {
  try {
    return parseUnits(text, decimals);
  } catch {
    throw new UserError(`${option} is no amount of ${symbol || "the token"} with ${decimals} decimals: "${text}"`);
  }
}

/** Rates by the day from which they hold: 1:50,8:100. */
function ratesFrom(text: string, info: TokenInfo): RateStep[] {
  return listFrom(text).map((step) => {
    const [, day, rate] = /^(\d{1,5}):(.+)$/.exec(step) ?? [];
    if (day === undefined || rate === undefined) {
      throw new UserError(`--rates are days and rates such as 1:50,8:100, not "${step}"`);
    }
    return { fromDay: Number(day), dailyRate: amountFrom("--rates", rate, info) };
  });
}

function numberFrom(option: string, text: string | undefined): bigint {
  const number = requiredOption(option, text);
  if (!/^\d+$/.test(number)) throw new ArgumentError(option, `is no number of a charge: ${number}`);
  return BigInt(number);
}
