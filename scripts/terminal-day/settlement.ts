// What carrier and terminal charge for a consignment or a container, and how it is settled.
import { id, sha256, toUtf8Bytes } from "ethers";

import type { Member } from "../support/members.js";
import type { Receipt } from "./chain.js";
import type { Payer } from "./cast.js";
import { type Harbour, withAllowance } from "./harbour.js";
import type { Container, Shipment } from "./plan.js";

const CHARGE_RAISED = id(
  "ChargeRaised(uint256,uint256,bytes11,uint8,uint8,uint32,uint8,address,uint128,uint32,(uint16,uint32))",
);
const WRONG_WEIGHT = sha256(toUtf8Bytes("charged for another weight"));
const PERMIT_SECONDS = 3600;

/** A charge that is open. */
interface Charge {
  readonly number: bigint;
  readonly creditor: Member;
  readonly amount: bigint;
}

/** Freight collect and terminal handling of a whole consignment. */
export async function raiseCharges(
  { day, acts, cast, random }: Harbour,
  { tokenId, carrier, containers }: Shipment,
): Promise<{ freight: Charge; handling: Charge }> {
  const each = BigInt(containers.length);
  const freight = each * BigInt(random.integer(80_000, 250_000));
  const handling = each * BigInt(random.integer(18_000, 26_000));
  const receipts = await day.act(
    acts.raise(carrier, tokenId, "CARRIER", freight, cast.bank),
    acts.raise(cast.terminal, tokenId, "TERMINAL", handling, cast.bank),
  );
  return {
    freight: { number: chargeIn(receipts[0]), creditor: carrier, amount: freight },
    handling: { number: chargeIn(receipts[1]), creditor: cast.terminal, amount: handling },
  };
}

/** The consignee settles, in the way that the plan has for it. */
export async function settleCharges(
  harbour: Harbour,
  { consignee, settlement, trouble }: Shipment,
  { freight, handling }: { freight: Charge; handling: Charge },
): Promise<void> {
  const { day, acts, random } = harbour;
  await day.pass(random.integer(0, 6));
  await pay(harbour, consignee, handling);
  if (trouble === "paid twice") {
    await day.refused(acts.pay(withAllowance(harbour, consignee), handling.number), {
      error: "Charges_NotAt",
      args: { charge: handling.number, needed: "OPEN", status: "PAID" },
    });
  }
  if (settlement === "paid") await pay(harbour, consignee, freight);
  else if (settlement === "on credit") await day.act(acts.credit(freight.creditor, freight.number));
  else {
    const payer = withAllowance(harbour, consignee);
    await day.act(acts.dispute(payer, freight.number, WRONG_WEIGHT));
    harbour.money.payIntoEscrow(payer, freight.amount);
    if (settlement !== "disputed") day.begin(() => endDispute(harbour, payer, freight, settlement));
  }
}

async function endDispute(
  { day, acts, cast, random, money }: Harbour,
  payer: Payer,
  { number, creditor, amount }: Charge,
  how: "given up" | "given back" | "decided",
): Promise<void> {
  await day.pass(random.integer(12, 60));
  if (how === "given up") {
    await day.act(acts.giveUp(payer, number));
    money.payOutOfEscrow(creditor, amount);
  } else if (how === "given back") {
    await day.act(acts.giveBack(creditor, number));
    money.payOutOfEscrow(payer, amount);
  } else {
    const toCreditor = (amount * BigInt(random.integer(0, 100))) / 100n;
    await day.act(acts.award(cast.bank, number, toCreditor));
    money.payOutOfEscrow(creditor, toCreditor);
    money.payOutOfEscrow(payer, amount - toCreditor);
  }
}

/** A charge of the terminal for one container, raised when its truck is at the gate; answers how to pay it. */
export async function raiseForContainer(
  harbour: Harbour,
  { number, shipment }: Container,
): Promise<() => Promise<void>> {
  const { day, acts, cast, random } = harbour;
  const amount = BigInt(random.integer(3_000, 30_000));
  const [receipt] = await day.act(acts.raise(cast.terminal, shipment.tokenId, "TERMINAL", amount, cast.bank, number));
  const charge = { number: chargeIn(receipt), creditor: cast.terminal, amount };
  return async () => await pay(harbour, shipment.holder, charge);
}

/** A demurrage clock whose free time ended yesterday; answers how to pay the two days begun since. */
export async function startDemurrage(harbour: Harbour, { number, shipment }: Container): Promise<() => Promise<void>> {
  const { day, acts, cast, random, money } = harbour;
  const rate = BigInt(random.integer(9_000, 15_000));
  const freeUntil = day.now - 25 * 3600;
  await day.act(acts.startDemurrage(shipment, number, cast.bank, freeUntil, rate));
  return async () => {
    const payer = withAllowance(harbour, shipment.holder);
    await day.act(acts.payDemurrage(payer, shipment, number, day.now + 6 * 3600, 2n * rate));
    money.pay(payer, shipment.carrier, 2n * rate);
  };
}

async function pay({ day, acts, money }: Harbour, payer: Payer, charge: Charge): Promise<void> {
  if (payer.signsPermits) {
    const deadline = day.now + PERMIT_SECONDS;
    const signature = await money.permit(payer, charge.amount, deadline);
    await day.act(acts.payWithPermit(payer, charge.number, deadline, signature));
  } else {
    await day.act(acts.pay(payer, charge.number));
  }
  money.pay(payer, charge.creditor, charge.amount);
}

function chargeIn(receipt: Receipt | undefined): bigint {
  const number = receipt?.logs.find(({ topics }) => topics[0] === CHARGE_RAISED)?.topics[1];
  if (number === undefined) throw new Error("a charge was raised without its event");
  return BigInt(number);
}
