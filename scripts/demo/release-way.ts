// The way of the cargo: from the consignment to the laden gate-out of each container.
import { hexlify, parseUnits, randomBytes, sha256, toUtf8Bytes, Wallet } from "ethers";

import {
  type ChargeClaim,
  checkAnswer,
  consignmentFor,
  type Container,
  DriverDesk,
  encodeChallenge,
  encodeTicket,
  newChallenge,
  ReleaseDesk,
  sealHash,
  type Suite,
  truckCommitment,
  type TransportDocument,
} from "../../sdk/index.js";
import type { PlainToken } from "../../typechain-types/index.js";
import type { Cast, Member } from "./cast.js";
import type { Lights, Logbook } from "./logbook.js";

const CONSIGNMENT = 1;
const SLOT_SECONDS = 3600;
const CHALLENGE_SECONDS = 300;
const DECIMALS = 2; // the demo's money counts in cents
const UNKNOWN_PORT = "XXXXX"; // of a document that does not name the port by its code

/** What the demo needs of a shipment to release it. */
export interface Shipment {
  readonly suite: Suite;
  readonly cast: Cast;
  readonly document: TransportDocument;
  readonly containers: readonly Container[];
  /** Money of the demo: an ERC-20 that mints for everybody. */
  readonly money: PlainToken;
}

/** The lights of a shipment. Before its containers are in a consignment, only the document's light can be green. */
export async function readLights({ suite, document, containers }: Shipment): Promise<Lights> {
  const { isDue } = await suite.billOfLading.deliveryOf(document.tokenId);
  const all = { document: isDue, commercial: true, customs: true, terminal: true };
  for (const container of containers) {
    const number = hexlify(toUtf8Bytes(container.number));
    const { consignment } = await suite.releaseRegistry.containerOf(document.tokenId, number);
    if (consignment === 0n) return { ...all, commercial: false, customs: false, terminal: false };
    const lights = await suite.releaseRegistry.lightsOf(document.tokenId, number);
    all.document &&= lights.document;
    all.commercial &&= lights.commercial;
    all.customs &&= lights.customs;
    all.terminal &&= lights.terminal;
  }
  return all;
}

/** Plays a shipment from the consignment to the gate. */
export async function playRelease(shipment: Shipment, log: Logbook): Promise<void> {
  const deskOf = await desksOf(shipment.suite);
  await arrive(shipment, deskOf, log);
  await settleCharges(shipment, deskOf, log);
  const holder = await passRight(shipment, deskOf, log);
  await pickUp(shipment, deskOf, holder, log);
}

type DeskOf = (member: Member) => ReleaseDesk;

async function desksOf(suite: Suite): Promise<DeskOf> {
  const addresses = {
    Consortium: await suite.consortium.getAddress(),
    BillOfLading: await suite.billOfLading.getAddress(),
    ReleaseRegistry: await suite.releaseRegistry.getAddress(),
    Charges: await suite.charges.getAddress(),
    PickUp: await suite.pickUp.getAddress(),
  };
  return ({ signer }) => new ReleaseDesk(addresses, signer);
}

async function arrive(shipment: Shipment, deskOf: DeskOf, log: Logbook): Promise<void> {
  const { suite, document } = shipment;
  const { carrier, terminal, customs } = shipment.cast;
  const { opening } = await consignmentFor(suite.consortium, document, {
    consignment: CONSIGNMENT,
    terminal: terminal.address,
    customs: customs.address,
    unLocationCode: document.portOfDischarge ?? UNKNOWN_PORT,
  });
  const { tokenId, numbers } = opening;
  await log.send(
    `consignment opened at ${document.portOfDischarge ?? "the port"}: ${numbers.join(", ")}`,
    carrier,
    deskOf(carrier).carrier.openConsignment(opening),
  );
  const desk = deskOf(terminal);
  await log.send("discharged", terminal, desk.terminal.discharge(tokenId, numbers, await desk.now()));
  const reference = sha256(toUtf8Bytes(`import declaration of ${document.reference}`));
  const cleared = deskOf(customs).customs.clear(tokenId, numbers, "IMPORT", reference, await desk.now());
  await log.send("customs cleared for import", customs, cleared);
}

/** The charges that the document says are collect, and the terminal's handling; the consignee pays them all. */
async function settleCharges(shipment: Shipment, deskOf: DeskOf, log: Logbook): Promise<void> {
  const { suite, cast, document, money } = shipment;
  const { carrier, terminal, consignee } = cast;
  const freight = { by: carrier, creditor: "CARRIER", kind: "FREIGHT_COLLECT" } as const;
  const handling = { by: terminal, creditor: "TERMINAL", kind: "TERMINAL_HANDLING" } as const;
  const dues = [
    ...collectCharges(document).map((charge) => ({ ...charge, ...freight })),
    { name: "terminal handling", ...cast.terminalHandling, ...handling },
  ];
  const token = await money.getAddress();
  for (const { name, amount, currency, by, creditor, kind } of dues) {
    const claim: ChargeClaim = {
      ...{ tokenId: document.tokenId, consignment: CONSIGNMENT, creditor, kind, token },
      amount: parseUnits(amount.toFixed(DECIMALS), DECIMALS),
      arbiter: cast.bank.address,
    };
    await log.send(`charge raised: ${name}, ${amount} ${currency}`, by, deskOf(by).charges.raise(claim));
    const charge = await suite.charges.chargeCount();
    await (await money.mint(consignee.address, claim.amount)).wait();
    const desk = deskOf(consignee);
    await desk.charges.allow(token, claim.amount).send();
    await log.send(`charge paid: ${name}`, consignee, desk.charges.pay(charge));
  }
}

/** Terminal release and delivery order; on a bill the right goes on to the forwarder. Answers who has it. */
async function passRight(shipment: Shipment, deskOf: DeskOf, log: Logbook): Promise<Member> {
  const { cast, document, containers } = shipment;
  const { carrier, terminal, consignee, forwarder } = cast;
  const { tokenId } = document;
  const numbers = containers.map(({ number }) => number);
  const desk = deskOf(terminal);
  await log.send("terminal release", terminal, desk.terminal.release(tokenId, numbers, await desk.now()));
  const order = deskOf(carrier).carrier.giveRelease(tokenId, numbers);
  await log.send(`delivery order to ${consignee.name}`, carrier, order);
  if (document.kind === "WAYBILL") return consignee;
  const offer = deskOf(consignee).holder.offer(tokenId, numbers, forwarder.address);
  await log.send(`release right offered to ${forwarder.name}`, consignee, offer);
  await log.send("release right accepted", forwarder, deskOf(forwarder).holder.accept(tokenId, numbers));
  return forwarder;
}

async function pickUp(shipment: Shipment, deskOf: DeskOf, holder: Member, log: Logbook): Promise<void> {
  const { suite, cast, document, containers } = shipment;
  const { terminal, haulier } = cast;
  const numbers = containers.map(({ number }) => number);
  const named = deskOf(holder).holder.nameHaulier(document.tokenId, numbers, haulier.address);
  await log.send(`haulier named: ${haulier.name}`, holder, named);
  const desk = deskOf(terminal);
  const opened = desk.terminal.openSlot(await desk.now(), SLOT_SECONDS, containers.length);
  await log.send("pick-up slot opened", terminal, opened);
  const slot = Number(await suite.pickUp.slotCount(terminal.number));
  for (const container of containers) await passGate(shipment, deskOf, container, slot, log);
}

/** Books the slot for one container, and lets its driver in and out with it. */
async function passGate(
  { cast, document }: Shipment,
  deskOf: DeskOf,
  { number, seals }: Container,
  slot: number,
  log: Logbook,
): Promise<void> {
  const { terminal, haulier } = cast;
  const { tokenId } = document;

  // The driver's key is made for this job; licence plate and name stay off chain behind a salted commitment.
  const driver = Wallet.createRandom();
  const salt = hexlify(randomBytes(32));
  const truck = truckCommitment(salt, cast.truck.plate, cast.truck.driver);
  const booking = { tokenId, number, terminal: terminal.number, slot, driver: driver.address, truck };
  const booked = deskOf(haulier).haulier.book(booking);
  await log.send(`slot booked for ${number}, driver and truck named`, haulier, booked);

  // Three texts from screen to screen: the haulier's ticket, the terminal's challenge, the driver's answer.
  const desk = deskOf(terminal);
  const job = await deskOf(haulier).ticketFor(tokenId, number, salt);
  const happened = await desk.now();
  const gate = { chainId: job.chainId, pickUp: job.pickUp, terminal: job.terminal };
  const shown = newChallenge({ ...gate, expiry: happened + CHALLENGE_SECONDS });
  const answer = await new DriverDesk(driver).answer(encodeTicket(job), encodeChallenge(shown));
  const { pass, signature } = checkAnswer(answer, shown, cast.truck, happened);
  const entered = desk.terminal.gateIn(pass, signature);
  await log.send(`gate-in for ${number}: driver's signature checked`, terminal, entered);

  const receipt = JSON.stringify({ container: number, seals, document: document.digest });
  const left = desk.terminal.gateOut({
    ...{ tokenId, number, truck, happened: await desk.now() },
    sealHash: sealHash(seals),
    receiptHash: sha256(toUtf8Bytes(receipt)),
  });
  const sealed = seals.length === 0 ? "" : `, seal ${seals.join(",")}`;
  await log.send(`laden gate-out of ${number}${sealed}`, terminal, left);
}

/** The document's charges that the consignee pays at destination. */
function collectCharges({ value }: TransportDocument): { name: string; amount: number; currency: string }[] {
  return (value.charges ?? [])
    .filter(({ paymentTermCode }) => paymentTermCode === "COL")
    .map(({ chargeName, currencyAmount, currencyCode }) => ({
      name: chargeName,
      amount: currencyAmount,
      currency: currencyCode,
    }));
}
