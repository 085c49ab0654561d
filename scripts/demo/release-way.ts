// The way of the cargo: from the consignment to the laden gate-out of each container.
import { hexlify, randomBytes, sha256, toUtf8Bytes, Wallet } from "ethers";

import {
  type Container,
  gateProofDomain,
  signGateProof,
  type Suite,
  truckCommitment,
  type TransportDocument,
} from "../../sdk/index.js";
import type { PlainToken } from "../../typechain-types/index.js";
import type { Cast, Member } from "./cast.js";
import type { Lights, Logbook } from "./logbook.js";

const CONSIGNMENT = 1;
const CREDITOR = { carrier: 0, terminal: 2 } as const;
const CHARGE = { FREIGHT_COLLECT: 0, TERMINAL_HANDLING: 1 } as const;
const NOT_CONSIGNED = 0n; // the stage NONE
const IMPORT = 1;
const NO_LIMIT = 0;
const SLOT_SECONDS = 3600;
const CHALLENGE_SECONDS = 300;
const MINOR_UNITS = 100; // the demo's money counts in cents

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
    const number = bytes11(container.number);
    const { stage } = await suite.releaseRegistry.containerOf(document.tokenId, number);
    if (stage === NOT_CONSIGNED) return { ...all, commercial: false, customs: false, terminal: false };
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
  await arrive(shipment, log);
  await settleCharges(shipment, log);
  const holder = await passRight(shipment, log);
  await pickUp(shipment, holder, log);
}

async function arrive({ suite, cast, document, containers }: Shipment, log: Logbook): Promise<void> {
  const { carrier, terminal, customs } = cast;
  const registry = (member: Member) => suite.releaseRegistry.connect(member.signer);
  const numbers = containers.map(({ number }) => bytes11(number));
  await log.act(
    `consignment opened at ${document.portOfDischarge ?? "the port"}: ${containers.map(({ number }) => number).join(", ")}`,
    carrier,
    registry(carrier).openConsignment({
      tokenId: document.tokenId,
      consignment: CONSIGNMENT,
      terminal: terminal.address,
      customs: customs.address,
      unLocationCode: hexlify(toUtf8Bytes(document.portOfDischarge ?? "XXXXX")),
      carrierHaulage: false,
      numbers,
    }),
  );
  await log.act("discharged", terminal, registry(terminal).discharge(document.tokenId, numbers, await now(suite)));
  const reference = sha256(toUtf8Bytes(`import declaration of ${document.reference}`));
  await log.act(
    "customs cleared for import",
    customs,
    registry(customs).clearCustoms(document.tokenId, numbers, IMPORT, reference, await now(suite)),
  );
}

/** The charges that the document says are collect, and the terminal's handling; the consignee pays them all. */
async function settleCharges(shipment: Shipment, log: Logbook): Promise<void> {
  const { suite, cast, document, money } = shipment;
  const { carrier, terminal, consignee } = cast;
  const handling = {
    name: "terminal handling",
    amount: cast.terminalHandling.amount,
    currency: cast.terminalHandling.currency,
  };
  const claims = [
    ...collectCharges(document).map((charge) => ({
      ...charge,
      by: carrier,
      creditor: CREDITOR.carrier,
      kind: CHARGE.FREIGHT_COLLECT,
    })),
    { ...handling, by: terminal, creditor: CREDITOR.terminal, kind: CHARGE.TERMINAL_HANDLING },
  ];
  for (const { name, amount, currency, by, creditor, kind } of claims) {
    const claim = {
      tokenId: document.tokenId,
      consignment: CONSIGNMENT,
      number: new Uint8Array(11),
      creditor,
      kind,
      token: await money.getAddress(),
      amount: Math.round(amount * MINOR_UNITS),
      arbiter: cast.bank.address,
    };
    await log.act(`charge raised: ${name}, ${amount} ${currency}`, by, suite.charges.connect(by.signer).raise(claim));
    const charge = await suite.charges.chargeCount();
    await (await money.mint(consignee.address, claim.amount)).wait();
    await (await money.connect(consignee.signer).approve(await suite.charges.getAddress(), claim.amount)).wait();
    await log.act(`charge paid: ${name}`, consignee, suite.charges.connect(consignee.signer).pay(charge));
  }
}

/** Terminal release and delivery order; on a bill the right goes on to the forwarder. Answers who has it. */
async function passRight({ suite, cast, document, containers }: Shipment, log: Logbook): Promise<Member> {
  const { carrier, terminal, consignee, forwarder } = cast;
  const numbers = containers.map(({ number }) => bytes11(number));
  const registry = (member: Member) => suite.releaseRegistry.connect(member.signer);
  const { tokenId } = document;
  await log.act("terminal release", terminal, registry(terminal).releaseAtTerminal(tokenId, numbers, await now(suite)));
  await log.act(
    `delivery order to ${consignee.name}`,
    carrier,
    registry(carrier).giveRelease(tokenId, numbers, NO_LIMIT),
  );
  if (document.kind === "WAYBILL") return consignee;
  await log.act(
    `release right offered to ${forwarder.name}`,
    consignee,
    registry(consignee).offerRelease(tokenId, numbers, forwarder.address, NO_LIMIT, NO_LIMIT),
  );
  await log.act("release right accepted", forwarder, registry(forwarder).acceptRelease(tokenId, numbers, NO_LIMIT));
  return forwarder;
}

async function pickUp(shipment: Shipment, holder: Member, log: Logbook): Promise<void> {
  const { suite, cast, document, containers } = shipment;
  const { terminal, haulier } = cast;
  const { tokenId } = document;
  const numbers = containers.map(({ number }) => bytes11(number));
  await log.act(
    `haulier named: ${haulier.name}`,
    holder,
    suite.releaseRegistry.connect(holder.signer).nameHaulier(tokenId, numbers, haulier.address),
  );
  await log.act(
    "pick-up slot opened",
    terminal,
    suite.pickUp.connect(terminal.signer).openSlot(await now(suite), SLOT_SECONDS, containers.length),
  );
  const slot = Number(await suite.pickUp.slotCount(terminal.number));
  for (const container of containers) await passGate(shipment, container, slot, log);
}

/** Books the slot for one container, and lets its driver in and out with it. */
async function passGate(shipment: Shipment, container: Container, slot: number, log: Logbook): Promise<void> {
  const { suite, cast, document } = shipment;
  const { terminal, haulier } = cast;
  const { tokenId } = document;
  const number = bytes11(container.number);

  // The driver's key is made for this job; licence plate and name stay off chain behind a salted commitment.
  const driver = Wallet.createRandom();
  const truck = truckCommitment(hexlify(randomBytes(32)), cast.truck.plate, cast.truck.driver);
  await log.act(
    `slot booked for ${container.number}, driver and truck named`,
    haulier,
    suite.pickUp.connect(haulier.signer).book(tokenId, number, terminal.number, slot, driver.address, truck),
  );

  const challenge = hexlify(randomBytes(32));
  const happened = await now(suite);
  const expiry = happened + CHALLENGE_SECONDS;
  const { chainId } = (await suite.pickUp.runner?.provider?.getNetwork()) ?? { chainId: 0n };
  const signature = await signGateProof(driver, gateProofDomain(chainId, await suite.pickUp.getAddress()), {
    tokenId,
    consignment: CONSIGNMENT,
    number,
    terminal: terminal.number,
    slot,
    truck,
    challenge,
    expiry,
  });
  await log.act(
    `gate-in for ${container.number}: driver's signature checked`,
    terminal,
    suite.pickUp.connect(terminal.signer).gateIn({ tokenId, number, happened, truck, challenge, expiry }, signature),
  );

  const seals = container.seals.join(",");
  const receipt = JSON.stringify({ container: container.number, seals: container.seals, document: document.digest });
  await log.act(
    `laden gate-out of ${container.number}${seals === "" ? "" : `, seal ${seals}`}`,
    terminal,
    suite.releaseRegistry
      .connect(terminal.signer)
      .gateOut(tokenId, number, await now(suite), truck, sha256(toUtf8Bytes(seals)), sha256(toUtf8Bytes(receipt))),
  );
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

function bytes11(number: string): string {
  return hexlify(toUtf8Bytes(number));
}

/** The time of the latest block, which is never in the future of the chain. */
async function now({ releaseRegistry }: Suite): Promise<number> {
  const block = await releaseRegistry.runner?.provider?.getBlock("latest");
  if (block == null) throw new Error("the chain has no block");
  return block.timestamp;
}
