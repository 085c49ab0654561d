// The way of a consignment: opened, discharged, cleared, settled, released, and the right to it passed on.
import { hexlify, getBytes, sha256, toUtf8Bytes } from "ethers";

import type { Payer } from "./cast.js";
import { surrenderBill } from "./documents.js";
import { type Harbour, inPieces } from "./harbour.js";
import { fetchContainer } from "./pick-up.js";
import type { Shipment } from "./plan.js";
import { raiseCharges, settleCharges } from "./settlement.js";

/** How many containers go into one transaction: of an act of an office, and of a crane's list. */
const OFFICE_LIST = 100;
const CRANE_LIST = 40;

/** Everything from the issued bill to the hauliers' jobs, which then go on by themselves. */
export async function releaseCargo(harbour: Harbour, shipment: Shipment): Promise<void> {
  const { day, acts, random } = harbour;
  const { tokenId, trouble, arrival } = shipment;
  const lists = inPieces(numbersOf(shipment), OFFICE_LIST);
  const isLateBill = trouble === "order before surrender";

  if (!isLateBill) await surrenderBill(harbour, shipment);
  await day.until(arrival - random.integer(4, 8));
  await openConsignment(harbour, shipment, lists);
  if (isLateBill) {
    for (const list of lists.slice(0, 1)) {
      const args = { number: textOfNumber(list[0]), reasons: ["DOCUMENT"] };
      await day.refused(acts.giveRelease(shipment, list), { error: "ReleaseRegistry_Red", args });
    }
    await surrenderBill(harbour, shipment);
  }

  await day.until(arrival);
  await discharge(harbour, shipment);
  await clear(harbour, shipment, lists);
  const charges = await raiseCharges(harbour, shipment);
  if (trouble === "order before payment") {
    for (const list of lists.slice(0, 1)) {
      const args = { number: textOfNumber(list[0]), reasons: ["CARRIER_CHARGES"] };
      await day.refused(acts.giveRelease(shipment, list), { error: "ReleaseRegistry_Red", args });
    }
  }
  await settleCharges(harbour, shipment, charges);
  await day.act(...lists.map((list) => acts.giveRelease(shipment, list)));
  await day.act(...lists.map((list) => acts.releaseAtTerminal(harbour.cast.terminal, tokenId, list, day.now)));
  for (let pass = 0; pass < shipment.passes; pass++) await passRight(harbour, shipment, lists, pass === 0);
  await nameHauliers(harbour, shipment);
  for (const container of shipment.containers) day.begin(() => fetchContainer(harbour, container));
}

/** A container number as it is written. */
export function textOfNumber(number = "0x"): string {
  return String.fromCharCode(...getBytes(number));
}

async function openConsignment({ day, acts, cast }: Harbour, shipment: Shipment, lists: string[][]): Promise<void> {
  const [first = [], ...others] = lists;
  if (shipment.trouble === "misread number") {
    const misread = first.map((number, i) => (i === 0 ? withOtherCheckDigit(number) : number));
    await day.refused(acts.openConsignment(shipment, cast.terminal, cast.customs, misread), {
      error: "ReleaseRegistry_InvalidNumber",
      args: { number: textOfNumber(misread[0]) },
    });
  }
  await day.act(acts.openConsignment(shipment, cast.terminal, cast.customs, first));
  for (const list of others) await day.act(acts.addContainers(shipment, list));
  if (shipment.trouble === "container taken") {
    await day.refused(acts.addContainers(shipment, first.slice(0, 1)), {
      error: "ReleaseRegistry_ContainerTaken",
      args: { number: textOfNumber(first[0]), takenBy: shipment.tokenId },
    });
  }
}

async function discharge({ day, acts, cast, random }: Harbour, shipment: Shipment): Promise<void> {
  for (const list of inPieces(numbersOf(shipment), CRANE_LIST)) {
    await day.act(acts.discharge(cast.terminal, shipment.tokenId, list, day.now));
    await day.pass(random.integer(0, 2));
  }
}

async function clear({ day, acts, cast, random }: Harbour, shipment: Shipment, lists: string[][]): Promise<void> {
  const { tokenId, reference, trouble } = shipment;
  const declaration = sha256(toUtf8Bytes(`declaration of ${reference}`));
  if (trouble === "cleared by the terminal") {
    for (const list of lists.slice(0, 1)) {
      await day.refused(acts.clearCustoms(cast.terminal, tokenId, list, declaration, day.now), {
        error: "ReleaseRegistry_NotTheAuthority",
        args: { authority: "CUSTOMS", account: cast.terminal.address },
      });
    }
  }
  await day.pass(random.integer(1, 8));
  await day.act(...lists.map((list) => acts.clearCustoms(cast.customs, tokenId, list, declaration, day.now)));
}

/** One link of the chain: offered, accepted. */
async function passRight(harbour: Harbour, shipment: Shipment, lists: string[][], isFirst: boolean): Promise<void> {
  const { day, acts, cast, random } = harbour;
  const { tokenId, holder } = shipment;
  const trouble = isFirst ? shipment.trouble : "smooth";
  const others = [...cast.forwarders, ...cast.consignees].filter(({ number }) => number !== holder.number);
  const [to, another] = random.shuffled(isFirst ? others.filter((each) => cast.forwarders.includes(each)) : others);
  if (to === undefined || another === undefined) throw new Error("nobody is there to whom the right could go");
  const [haulier] = cast.hauliers;
  const [first = []] = lists;
  const offer = async (recipient: Payer) =>
    await day.act(...lists.map((list) => acts.offerRelease(holder, tokenId, list, recipient)));

  if (trouble === "offered to a haulier" && haulier !== undefined) {
    await day.refused(acts.offerRelease(holder, tokenId, first, haulier), {
      error: "ReleaseRegistry_RecipientNotPermitted",
      args: { account: haulier.address },
    });
  }
  if (trouble === "offer declined") {
    await offer(another);
    await day.act(...lists.map((list) => acts.declineRelease(another, tokenId, list)));
  }
  await offer(to);
  if (trouble === "accepted by another") {
    await day.refused(acts.acceptRelease(another, tokenId, first), {
      error: "ReleaseRegistry_NotOffered",
      args: { tokenId, account: another.address },
    });
  }
  await day.pass(random.integer(1, 3));
  await day.act(...lists.map((list) => acts.acceptRelease(to, tokenId, list)));
  shipment.holder = to;
}

async function nameHauliers({ day, acts }: Harbour, { tokenId, holder, containers }: Shipment): Promise<void> {
  const jobs = new Map(containers.map(({ haulier }) => [haulier, [] as string[]]));
  for (const { haulier, number } of containers) jobs.get(haulier)?.push(number);
  await day.act(...[...jobs].map(([haulier, numbers]) => acts.nameHaulier(holder, tokenId, numbers, haulier)));
}

function numbersOf({ containers }: Shipment): string[] {
  return containers.map(({ number }) => number);
}

function withOtherCheckDigit(number: string): string {
  const bytes = getBytes(number);
  const last = bytes.length - 1;
  bytes[last] = 0x30 + (((bytes[last] ?? 0) - 0x30 + 1) % 10);
  return hexlify(bytes);
}
