// Acts on lights, holds and rights, drawn at random.
import { BOX, type Draw, mostly, type Step } from "./release-walk.js";
import { type Actor, Authority, DECLARATION, NOBODY, REASON_CODE } from "./release.js";

const HOUR = 3_600n;

type Drawn = (draw: Draw) => Step;

/** The acts, each as often as its weight says. */
export const RIGHT_STEPS: readonly (readonly [weight: number, Drawn])[] = [
  [1, discharge],
  [1, clear],
  [1, withdrawClearance],
  [1, releaseAtTerminal],
  [1, hold],
  [2, give],
  [2, offer],
  [2, accept],
  [1, decline],
  [1, withdrawOffer],
  [1, nominate],
  [1, withdrawRelease],
  [2, nameHaulier],
  [1, passJob],
];

const desk = ({ pair }: Draw, actor: Actor) => pair.registry.connect(actor.signer);

/** A limit, or none. Acts come at full half minutes: no limit falls on the second of one. */
function limit({ dice, time }: Draw): bigint {
  return dice.chance(1 / 3) ? time + (dice.under(72n) + 1n) * HOUR + 15n : 0n;
}

function holders({ pair: { actors } }: Draw): Actor[] {
  return [actors.shipper, actors.consignee, actors.forwarder, actors.bank, actors.haulier];
}

function hauliers({ pair: { actors } }: Draw): Actor[] {
  return [actors.haulier, actors.otherHaulier, actors.haulier, actors.bank];
}

function discharge(draw: Draw): Step {
  const { actors, model, tokenId } = draw.pair;
  const actor = mostly(draw, actors.terminal.member);
  const send = () => desk(draw, actor).discharge(tokenId, [BOX], draw.time);
  return { name: "discharge", send, outcome: model.discharge(actor.member) };
}

function clear(draw: Draw): Step {
  const { actors, model, tokenId } = draw.pair;
  const [actor, kind] = [mostly(draw, actors.customs.member), draw.dice.under(3n) + 1n];
  const send = () => desk(draw, actor).clearCustoms(tokenId, [BOX], kind, DECLARATION, draw.time);
  return { name: "clear", send, outcome: model.clear(actor.member, kind) };
}

function withdrawClearance(draw: Draw): Step {
  const { actors, model, tokenId } = draw.pair;
  // Mostly by who may not: else hardly anything would ever be clear.
  const actor = draw.dice.chance(1 / 4) ? mostly(draw, actors.customs.member) : actors.carrier;
  const send = () => desk(draw, actor).withdrawClearance(tokenId, [BOX], REASON_CODE, draw.time);
  return { name: "withdraw clearance", send, outcome: model.clear(actor.member, 0n) };
}

function releaseAtTerminal(draw: Draw): Step {
  const { actors, model, tokenId } = draw.pair;
  const [actor, to] = [mostly(draw, actors.terminal.member), draw.dice.chance(3 / 4)];
  const send = () =>
    to
      ? desk(draw, actor).releaseAtTerminal(tokenId, [BOX], draw.time)
      : desk(draw, actor).withdrawTerminalRelease(tokenId, [BOX], REASON_CODE, draw.time);
  return { name: "terminal release", send, outcome: model.releaseAtTerminal(actor.member, to) };
}

function hold(draw: Draw): Step {
  const { actors, model, tokenId } = draw.pair;
  const [place, kind, member] = draw.dice.pick([
    [0, Authority.CARRIER, actors.carrier.member],
    [1, Authority.CUSTOMS, actors.customs.member],
    [2, Authority.TERMINAL, actors.terminal.member],
  ] as const);
  const [actor, to] = [mostly(draw, member), draw.dice.chance(1 / 4)];
  const send = () =>
    to
      ? desk(draw, actor).placeHold(tokenId, [BOX], kind, REASON_CODE)
      : desk(draw, actor).liftHold(tokenId, [BOX], kind, REASON_CODE);
  return { name: "hold", send, outcome: model.hold(actor.member, place, to) };
}

function give(draw: Draw): Step {
  const { actors, model, tokenId } = draw.pair;
  const [actor, until] = [mostly(draw, actors.carrier.member), limit(draw)];
  const send = () => desk(draw, actor).giveRelease(tokenId, [BOX], until);
  return { name: "give", send, outcome: model.give(actor.member, until) };
}

function offer(draw: Draw): Step {
  const { model, tokenId } = draw.pair;
  const [actor, to] = [mostly(draw, model.holder), draw.dice.pick(holders(draw))];
  const [expiry, until] = [limit(draw), limit(draw)];
  const send = () => desk(draw, actor).offerRelease(tokenId, [BOX], to.address, expiry, until);
  return { name: "offer", send, outcome: model.offer(actor.member, to.member, expiry, until, draw.time) };
}

function accept(draw: Draw): Step {
  const { model, tokenId } = draw.pair;
  const [actor, until] = [mostly(draw, model.offeredTo), draw.dice.chance(1 / 6) ? draw.time : model.offeredUntil];
  const send = () => desk(draw, actor).acceptRelease(tokenId, [BOX], until);
  return { name: "accept", send, outcome: model.accept(actor.member, until, draw.time) };
}

function decline(draw: Draw): Step {
  const { model, tokenId } = draw.pair;
  const actor = mostly(draw, model.offeredTo);
  const send = () => desk(draw, actor).declineRelease(tokenId, [BOX]);
  return { name: "decline", send, outcome: model.decline(actor.member) };
}

function withdrawOffer(draw: Draw): Step {
  const { model, tokenId } = draw.pair;
  const actor = mostly(draw, model.holder);
  const send = () => desk(draw, actor).withdrawOffer(tokenId, [BOX]);
  return { name: "withdraw offer", send, outcome: model.withdrawOffer(actor.member) };
}

function nominate(draw: Draw): Step {
  const { actors, model, tokenId } = draw.pair;
  const actor = mostly(draw, actors.consignee.member);
  const to = draw.dice.chance(1 / 3) ? undefined : draw.dice.pick(holders(draw));
  const send = () => desk(draw, actor).nominate(tokenId, [BOX], to?.address ?? NOBODY);
  return { name: "nominate", send, outcome: model.nominate(actor.member, to?.member ?? 0n) };
}

function withdrawRelease(draw: Draw): Step {
  const { actors, model, tokenId } = draw.pair;
  const [actor, to] = [mostly(draw, actors.carrier.member), draw.dice.chance(1 / 4)];
  const send = () =>
    to
      ? desk(draw, actor).withdrawRelease(tokenId, [BOX], REASON_CODE)
      : desk(draw, actor).restoreRelease(tokenId, [BOX]);
  return { name: "withdraw release", send, outcome: model.withdraw(actor.member, to) };
}

function nameHaulier(draw: Draw): Step {
  const { model, tokenId } = draw.pair;
  const actor = mostly(draw, model.holder);
  const to = draw.dice.chance(1 / 8) ? undefined : draw.dice.pick(hauliers(draw));
  const send = () => desk(draw, actor).nameHaulier(tokenId, [BOX], to?.address ?? NOBODY);
  return { name: "name haulier", send, outcome: model.nameHaulier(actor.member, to?.member ?? 0n) };
}

function passJob(draw: Draw): Step {
  const { model, tokenId } = draw.pair;
  const [actor, to] = [mostly(draw, model.haulier), draw.dice.pick(hauliers(draw))];
  const send = () => desk(draw, actor).passJob(tokenId, [BOX], to.address);
  return { name: "pass job", send, outcome: model.passJob(actor.member, to.member) };
}
