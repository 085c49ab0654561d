// Acts on charges, slots and at the gate, drawn at random.
import { ascii, Authority, ChargeKind, gatePass, REASON_CODE, RECEIPT, SEAL, truckCommitment } from "./release.js";
import type { Way } from "./charge-model.js";
import { BOX, type Draw, fill, mostly, type Step } from "./release-walk.js";

const HOUR = 3_600n;
const WHOLE = ascii("", 11);
const REASON_HASH = SEAL;

type Drawn = (draw: Draw) => Step | Promise<Step>;

/** The acts, each as often as its weight says. */
export const QUAY_STEPS: readonly (readonly [weight: number, Drawn])[] = [
  [1, raise],
  [3, settle],
  [1, openSlot],
  [3, book],
  [1, endBooking],
  [2, gateIn],
  [2, gateOut],
  [2, comeBack],
];

/* CHARGES */

function raise(draw: Draw): Step {
  const { charges, token, actors, model, tokenId } = draw.pair;
  const creditor = draw.dice.pick([Authority.CARRIER, Authority.TERMINAL]);
  const actor = mostly(draw, (creditor === Authority.CARRIER ? actors.carrier : actors.terminal).member);
  const [isWhole, amount] = [draw.dice.chance(1 / 3), draw.dice.under(500n)];
  const send = async () =>
    charges.connect(actor.signer).raise({
      tokenId,
      consignment: 1n,
      number: isWhole ? WHOLE : BOX,
      creditor,
      kind: ChargeKind.OTHER,
      token: await token.getAddress(),
      amount,
      arbiter: actors.bank.address,
    });
  return { name: "raise", send, outcome: model.charging.raise(actor.member, creditor, isWhole, amount) };
}

function settle(draw: Draw): Step {
  const { charges, actors, model } = draw.pair;
  const { charging } = model;
  const way = draw.dice.pick<Way>(["pay", "dispute", "credit", "cancel", "give back", "give up", "award"]);
  // Mostly one of the latest; now and then one that is not there.
  const number =
    Math.max(0, charging.charges.length - Number(draw.dice.under(4n))) + (draw.dice.chance(1 / 10) ? 1 : 0);
  const charge = charging.charges[number - 1];
  const asPayer = way === "give up" ? (charge?.payer ?? 0n) : actors.consignee.member;
  const who = way === "award" ? actors.bank.member : way === "credit" || way === "cancel" ? charge?.member : undefined;
  const actor = mostly(draw, who ?? (way === "give back" ? (charge?.member ?? 0n) : asPayer));
  const toCreditor = draw.dice.under((charge?.amount ?? 0n) + 10n);
  const desk = charges.connect(actor.signer);
  const send = () => {
    switch (way) {
      case "pay":
        return desk.pay(number);
      case "dispute":
        return desk.dispute(number, REASON_HASH);
      case "credit":
        return desk.credit(number);
      case "cancel":
        return desk.cancel(number);
      case "give back":
        return desk.giveBack(number);
      case "give up":
        return desk.giveUp(number);
      case "award":
        return desk.award(number, toCreditor);
    }
  };
  return { name: way, send, outcome: charging.settle(actor.member, number, way, toCreditor) };
}

/* SLOTS */

/** The terminal's own act; the filler may take a place at once. */
function openSlot(draw: Draw): Step {
  const { pickUp, actors, model } = draw.pair;
  const { dice, time } = draw;
  const start = dice.chance(1 / 4) ? time + 2n * HOUR + 15n : time - HOUR;
  const [end, capacity] = [start + (dice.under(24n) + 4n) * HOUR + 15n, Number(dice.under(2n)) + 1];
  const isFilled = dice.chance(1 / 2);
  const send = async () => {
    const opened = await pickUp.connect(actors.terminal.signer).openSlot(start, end - start, capacity);
    if (isFilled) await fill(draw.pair, model.slots.length);
    return opened;
  };
  if (isFilled) {
    const before = model.slots[model.filled - 1];
    if (before !== undefined) --before.booked;
    model.filled = model.slots.length + 1;
  }
  model.slots.push({ start, end, capacity, booked: isFilled ? 1 : 0 });
  return { name: "open slot", send, outcome: undefined };
}

function book(draw: Draw): Step {
  const { pickUp, actors, model, tokenId } = draw.pair;
  const { dice, time } = draw;
  const actor = mostly(draw, model.haulier);
  // Mostly one of the latest; now and then one that is not there.
  const slot = Math.max(1, model.slots.length - Number(dice.under(3n))) + (dice.chance(1 / 10) ? 1 : 0);
  const truck = dice.chance(1 / 10) && model.truck !== "" ? model.truck : truckCommitment(`truck ${time}`);
  const [terminal, driver] = [actors.terminal.member, actors.driver.address];
  const send = () => pickUp.connect(actor.signer).book(tokenId, BOX, terminal, slot, driver, truck);
  return { name: "book", send, outcome: model.book(actor.member, slot, truck, time) };
}

function endBooking(draw: Draw): Step {
  const { pickUp, actors, model, tokenId } = draw.pair;
  const isNoShow = draw.dice.chance(1 / 2);
  const actor = mostly(draw, isNoShow ? actors.terminal.member : model.haulier);
  const desk = pickUp.connect(actor.signer);
  const send = () => (isNoShow ? desk.reportNoShow(tokenId, BOX) : desk.cancelBooking(tokenId, BOX));
  return {
    name: isNoShow ? "no-show" : "cancel booking",
    send,
    outcome: model.endBooking(actor.member, isNoShow, draw.time),
  };
}

/* GATE */

async function gateIn(draw: Draw): Promise<Step> {
  const { registry, pickUp, ethers, actors, model, tokenId } = draw.pair;
  const actor = mostly(draw, actors.terminal.member);
  const { slot } = await registry.containerOf(tokenId, BOX);
  const { truck } = await pickUp.bookingOf(tokenId, BOX);
  const { pass, signature } = await gatePass(draw.pair, ethers, { tokenId, number: BOX, slot, truck });
  const send = () => pickUp.connect(actor.signer).gateIn({ ...pass, happened: draw.time }, signature);
  return { name: "gate in", send, outcome: model.gateIn(actor.member, draw.time) };
}

async function gateOut(draw: Draw): Promise<Step> {
  const { registry, pickUp, actors, model, tokenId } = draw.pair;
  const actor = mostly(draw, actors.terminal.member);
  const { truck } = await pickUp.bookingOf(tokenId, BOX);
  const send = () => registry.connect(actor.signer).gateOut(tokenId, BOX, draw.time, truck, SEAL, RECEIPT);
  return { name: "gate out", send, outcome: model.gateOut(actor.member, draw.time) };
}

function comeBack(draw: Draw): Step {
  const { registry, actors, model, tokenId } = draw.pair;
  const [actor, way] = [
    mostly(draw, actors.terminal.member),
    draw.dice.pick(["turn away", "retract", "laden"] as const),
  ];
  const desk = registry.connect(actor.signer);
  const send = () => {
    if (way === "retract") return desk.retractGateOut(tokenId, BOX, REASON_CODE);
    if (way === "laden") return desk.returnLaden(tokenId, BOX, RECEIPT, draw.time);
    return desk.turnAway(tokenId, BOX, REASON_CODE, draw.time);
  };
  return { name: way, send, outcome: model.comeBack(actor.member, way, draw.time) };
}
