import type { ContractTransactionResponse } from "ethers";

import type { Outcome } from "./release-model.js";
import { BOX, type Pair } from "./release-walk.js";
import { Authority, Clearance, DECLARATION, gatePass, REASON_CODE, truckCommitment } from "./release.js";

/** What the model says of an act, and the act. */
type Try = readonly [outcome: Outcome, send: () => Promise<ContractTransactionResponse>];

const HOUR = 3_600n;

/**
 * The container all the way to the gate and, if it gets there, out of it, on both sides; what the model refuses is left out.
 * By chance alone hardly any act would ever meet it there.
 */
export async function fetchContainer(pair: Pair, time: bigint): Promise<void> {
  const { registry, charges, pickUp, ethers, actors, model, tokenId } = pair;
  const { carrier, customs, terminal, consignee, haulier } = actors;
  const attempt = async ([outcome, send]: Try) => outcome === undefined && (await send()) !== undefined;
  const [asCarrier, asCustoms, asTerminal] = [carrier, customs, terminal].map(({ signer }) => registry.connect(signer));
  if (asCarrier === undefined || asCustoms === undefined || asTerminal === undefined) throw new Error("nobody acts");

  await attempt([model.discharge(terminal.member), () => asTerminal.discharge(tokenId, [BOX], time)]);
  await attempt([
    model.clear(customs.member, Clearance.IMPORT),
    () => asCustoms.clearCustoms(tokenId, [BOX], Clearance.IMPORT, DECLARATION, time),
  ]);
  await attempt([
    model.releaseAtTerminal(terminal.member, true),
    () => asTerminal.releaseAtTerminal(tokenId, [BOX], time),
  ]);
  for (const [place, kind, by, desk] of [
    [0, Authority.CARRIER, carrier, asCarrier],
    [1, Authority.CUSTOMS, customs, asCustoms],
    [2, Authority.TERMINAL, terminal, asTerminal],
  ] as const) {
    await attempt([model.hold(by.member, place, false), () => desk.liftHold(tokenId, [BOX], kind, REASON_CODE)]);
  }
  for (const [i, { member }] of model.charging.charges.entries()) {
    const creditor = member === carrier.member ? carrier : terminal;
    await attempt([
      model.charging.settle(member, i + 1, "credit", 0n),
      () => charges.connect(creditor.signer).credit(i + 1),
    ]);
  }
  await attempt([model.withdraw(carrier.member, false), () => asCarrier.restoreRelease(tokenId, [BOX])]);
  await attempt([model.give(carrier.member, 0n), () => asCarrier.giveRelease(tokenId, [BOX], 0n)]);
  const holder = [actors.shipper, consignee, actors.forwarder, actors.bank].find(
    ({ member }) => member === model.holder,
  );
  if (holder === undefined) return;
  await attempt([
    model.nameHaulier(holder.member, haulier.member),
    () => registry.connect(holder.signer).nameHaulier(tokenId, [BOX], haulier.address),
  ]);

  const [start, length, truck] = [time - HOUR, 6n * HOUR + 15n, truckCommitment(`fetched ${time}`)];
  await pickUp.connect(terminal.signer).openSlot(start, length, 1n);
  model.slots.push({ start, end: start + length, capacity: 1, booked: 0 });
  const slot = model.slots.length;
  const isBooked = await attempt([
    model.book(haulier.member, slot, truck, time),
    () => pickUp.connect(haulier.signer).book(tokenId, BOX, terminal.member, slot, actors.driver.address, truck),
  ]);
  if (!isBooked) return;
  const { pass, signature } = await gatePass(pair, ethers, { tokenId, number: BOX, slot: BigInt(slot), truck });
  await attempt([
    model.gateIn(terminal.member, time),
    () => pickUp.connect(terminal.signer).gateIn({ ...pass, happened: time }, signature),
  ]);
}
