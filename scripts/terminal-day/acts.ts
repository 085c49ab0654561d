// Every act of a day as a transaction of the typed contracts.
import { ZeroAddress, ZeroHash } from "ethers";

import { Act as BillAct, Authority, ChargeKind, Clearance, Kind, type Suite, toFixedBytes } from "../../sdk/index.js";
import type { PermitToken } from "../../typechain-types/index.js";
import type { Member } from "../support/members.js";
import type { Act } from "./chain.js";
import type { ActName } from "./daybook.js";
import type { Shipment } from "./plan.js";

/** Every bill has one consignment. */
export const CONSIGNMENT = 1;
const PLACE = toFixedBytes("BEANR", 5);
const NO_LIMIT = 0;
const ALL_CONTAINERS = new Uint8Array(11);

/** What a terminal's gate sends in: see the contract PickUp. */
export interface GatePass {
  readonly tokenId: bigint;
  readonly number: string;
  readonly happened: number;
  readonly truck: string;
  readonly challenge: string;
  readonly expiry: number;
}

interface Addresses {
  readonly bills: string;
  readonly registry: string;
  readonly charges: string;
  readonly pickUp: string;
  readonly token: string;
}

type Creditor = "CARRIER" | "TERMINAL";

/** Makes acts; nothing is sent. */
export class Acts {
  readonly #suite: Suite;
  readonly #at: Addresses;

  private constructor(suite: Suite, addresses: Addresses) {
    this.#suite = suite;
    this.#at = addresses;
  }

  static async of(suite: Suite, token: PermitToken): Promise<Acts> {
    return new Acts(suite, {
      bills: await suite.billOfLading.getAddress(),
      registry: await suite.releaseRegistry.getAddress(),
      charges: await suite.charges.getAddress(),
      pickUp: await suite.pickUp.getAddress(),
      token: await token.getAddress(),
    });
  }

  /* BILLS */

  issue(by: Member, shipments: readonly Shipment[]): Act {
    const data = this.#bills.encodeFunctionData("issueBatch", [shipments.map(issuanceOf)]);
    return this.#onBills("bills issued, in batches", by, data, shipments.length);
  }

  transfer(by: Member, { tokenId }: Shipment, to: Member): Act {
    const data = this.#bills.encodeFunctionData("transferFrom", [by.address, to.address, tokenId]);
    return this.#onBills("possession transferred", by, data);
  }

  endorseAndTransfer(by: Member, { tokenId }: Shipment, to: Member): Act {
    const data = this.#bills.encodeFunctionData("endorseAndTransfer", [tokenId, BillAct.ENDORSE_TO_ORDER, to.address]);
    return this.#onBills("endorsed and transferred", by, data);
  }

  surrender(by: Member, { tokenId }: Shipment): Act {
    return this.#onBills(
      "surrendered for delivery",
      by,
      this.#bills.encodeFunctionData("surrenderForDelivery", [tokenId]),
    );
  }

  acceptSurrender({ carrier, tokenId }: Shipment): Act {
    return this.#onBills("surrender accepted", carrier, this.#bills.encodeFunctionData("acceptSurrender", [tokenId]));
  }

  /* CONSIGNMENT AND LIGHTS */

  openConsignment({ carrier, tokenId }: Shipment, terminal: Member, customs: Member, numbers: string[]): Act {
    const opening = {
      tokenId,
      consignment: CONSIGNMENT,
      terminal: terminal.address,
      customs: customs.address,
      unLocationCode: PLACE,
      carrierHaulage: false,
      numbers,
    };
    const data = this.#registry.encodeFunctionData("openConsignment", [opening]);
    return this.#onRegistry("consignment opened", carrier, data, numbers.length);
  }

  addContainers({ carrier, tokenId }: Shipment, numbers: string[]): Act {
    const data = this.#registry.encodeFunctionData("addContainers", [tokenId, CONSIGNMENT, numbers]);
    return this.#onRegistry("containers added", carrier, data, numbers.length);
  }

  discharge(by: Member, tokenId: bigint, numbers: string[], happened: number): Act {
    const data = this.#registry.encodeFunctionData("discharge", [tokenId, numbers, happened]);
    return this.#onRegistry("discharged", by, data, numbers.length);
  }

  clearCustoms(by: Member, tokenId: bigint, numbers: string[], reference: string, happened: number): Act {
    const data = this.#registry.encodeFunctionData("clearCustoms", [
      tokenId,
      numbers,
      Clearance.IMPORT,
      reference,
      happened,
    ]);
    return this.#onRegistry("customs cleared", by, data, numbers.length);
  }

  releaseAtTerminal(by: Member, tokenId: bigint, numbers: string[], happened: number): Act {
    const data = this.#registry.encodeFunctionData("releaseAtTerminal", [tokenId, numbers, happened]);
    return this.#onRegistry("terminal release", by, data, numbers.length);
  }

  placeHold(by: Member, tokenId: bigint, number: string, authority: "CUSTOMS" | "TERMINAL", reason: string): Act {
    const data = this.#registry.encodeFunctionData("placeHold", [
      tokenId,
      [number],
      Authority[authority],
      toFixedBytes(reason, 4),
    ]);
    return this.#onRegistry("hold placed", by, data);
  }

  liftHold(by: Member, tokenId: bigint, number: string, authority: "CUSTOMS" | "TERMINAL", reason: string): Act {
    const data = this.#registry.encodeFunctionData("liftHold", [
      tokenId,
      [number],
      Authority[authority],
      toFixedBytes(reason, 4),
    ]);
    return this.#onRegistry("hold lifted", by, data);
  }

  /* CHARGES */

  /** @param number the container; nothing for the whole consignment */
  raise(by: Member, tokenId: bigint, creditor: Creditor, amount: bigint, arbiter: Member, number?: string): Act {
    const kind =
      number !== undefined
        ? ChargeKind.OTHER
        : creditor === "CARRIER"
          ? ChargeKind.FREIGHT_COLLECT
          : ChargeKind.TERMINAL_HANDLING;
    const claim = {
      tokenId,
      consignment: CONSIGNMENT,
      number: number ?? ALL_CONTAINERS,
      creditor: Authority[creditor],
      kind,
      token: this.#at.token,
      amount,
      arbiter: arbiter.address,
    };
    return this.#onCharges("charge raised", by, this.#charges.encodeFunctionData("raise", [claim]));
  }

  pay(by: Member, charge: bigint): Act {
    return this.#onCharges("charge paid", by, this.#charges.encodeFunctionData("pay", [charge]));
  }

  payWithPermit(
    by: Member,
    charge: bigint,
    deadline: number,
    { v, r, s }: { readonly v: number; readonly r: string; readonly s: string },
  ): Act {
    const data = this.#charges.encodeFunctionData("payWithPermit", [charge, deadline, v, r, s]);
    return this.#onCharges("charge paid with a permit", by, data);
  }

  credit(by: Member, charge: bigint): Act {
    return this.#onCharges("charge put on credit", by, this.#charges.encodeFunctionData("credit", [charge]));
  }

  dispute(by: Member, charge: bigint, reasonHash: string): Act {
    const data = this.#charges.encodeFunctionData("dispute", [charge, reasonHash]);
    return this.#onCharges("charge disputed into escrow", by, data);
  }

  giveUp(by: Member, charge: bigint): Act {
    return this.#onCharges("dispute given up by the payer", by, this.#charges.encodeFunctionData("giveUp", [charge]));
  }

  giveBack(by: Member, charge: bigint): Act {
    const data = this.#charges.encodeFunctionData("giveBack", [charge]);
    return this.#onCharges("dispute given back by the creditor", by, data);
  }

  award(by: Member, charge: bigint, toCreditor: bigint): Act {
    const data = this.#charges.encodeFunctionData("award", [charge, toCreditor]);
    return this.#onCharges("dispute decided by the arbiter", by, data);
  }

  startDemurrage(
    { carrier, tokenId }: Shipment,
    number: string,
    arbiter: Member,
    freeUntil: number,
    dailyRate: bigint,
  ): Act {
    const data = this.#charges.encodeFunctionData("startClock", [
      demurrageOf(tokenId, number),
      this.#at.token,
      arbiter.address,
      freeUntil,
      [{ fromDay: 1, dailyRate }],
    ]);
    return this.#onCharges("demurrage clock started", carrier, data);
  }

  payDemurrage(by: Member, { tokenId }: Shipment, number: string, through: number, most: bigint): Act {
    const data = this.#charges.encodeFunctionData("payDays", [demurrageOf(tokenId, number), through, most]);
    return this.#onCharges("demurrage paid", by, data);
  }

  /* RELEASE RIGHT */

  giveRelease({ carrier, tokenId }: Shipment, numbers: string[]): Act {
    const data = this.#registry.encodeFunctionData("giveRelease", [tokenId, numbers, NO_LIMIT]);
    return this.#onRegistry("delivery order", carrier, data, numbers.length);
  }

  offerRelease(by: Member, tokenId: bigint, numbers: string[], to: Member): Act {
    const data = this.#registry.encodeFunctionData("offerRelease", [tokenId, numbers, to.address, NO_LIMIT, NO_LIMIT]);
    return this.#onRegistry("right offered", by, data, numbers.length);
  }

  acceptRelease(by: Member, tokenId: bigint, numbers: string[]): Act {
    const data = this.#registry.encodeFunctionData("acceptRelease", [tokenId, numbers, NO_LIMIT]);
    return this.#onRegistry("right accepted", by, data, numbers.length);
  }

  declineRelease(by: Member, tokenId: bigint, numbers: string[]): Act {
    const data = this.#registry.encodeFunctionData("declineRelease", [tokenId, numbers]);
    return this.#onRegistry("right declined", by, data, numbers.length);
  }

  nameHaulier(by: Member, tokenId: bigint, numbers: string[], haulier: Member): Act {
    const data = this.#registry.encodeFunctionData("nameHaulier", [tokenId, numbers, haulier.address]);
    return this.#onRegistry("haulier named", by, data, numbers.length);
  }

  /* PICK-UP */

  openSlot(by: Member, start: number, seconds: number, capacity: number): Act {
    return this.#onPickUp(
      "slot opened",
      by,
      this.#pickUp.encodeFunctionData("openSlot", [start, seconds, capacity]),
      0,
    );
  }

  book(
    by: Member,
    tokenId: bigint,
    number: string,
    terminal: Member,
    { slot, driver, truck, isChange }: { slot: number; driver: string; truck: string; isChange: boolean },
  ): Act {
    const data = this.#pickUp.encodeFunctionData("book", [tokenId, number, terminal.number, slot, driver, truck]);
    return this.#onPickUp(isChange ? "booking changed" : "slot booked", by, data);
  }

  cancelBooking(by: Member, tokenId: bigint, number: string): Act {
    return this.#onPickUp("booking cancelled", by, this.#pickUp.encodeFunctionData("cancelBooking", [tokenId, number]));
  }

  reportNoShow(by: Member, tokenId: bigint, number: string): Act {
    return this.#onPickUp("no-show reported", by, this.#pickUp.encodeFunctionData("reportNoShow", [tokenId, number]));
  }

  gateIn(by: Member, pass: GatePass, signature: string): Act {
    return this.#onPickUp("gate-in", by, this.#pickUp.encodeFunctionData("gateIn", [pass, signature]));
  }

  /* WAY OUT */

  gateOut(
    by: Member,
    tokenId: bigint,
    number: string,
    truck: string,
    { happened, seal, receipt }: { happened: number; seal: string; receipt: string },
  ): Act {
    const data = this.#registry.encodeFunctionData("gateOut", [tokenId, number, happened, truck, seal, receipt]);
    return this.#onRegistry("laden gate-out", by, data);
  }

  turnAway(by: Member, tokenId: bigint, number: string, reason: string, happened: number): Act {
    const data = this.#registry.encodeFunctionData("turnAway", [tokenId, number, toFixedBytes(reason, 4), happened]);
    return this.#onRegistry("turned away", by, data);
  }

  retractGateOut(by: Member, tokenId: bigint, number: string, reason: string): Act {
    const data = this.#registry.encodeFunctionData("retractGateOut", [tokenId, number, toFixedBytes(reason, 4)]);
    return this.#onRegistry("gate-out retracted", by, data);
  }

  returnEmpty(by: Member, tokenId: bigint, number: string, receipt: string, happened: number): Act {
    const data = this.#registry.encodeFunctionData("returnEmpty", [tokenId, number, receipt, happened]);
    return this.#onRegistry("empty return", by, data);
  }

  /* INTERNAL */

  get #bills() {
    return this.#suite.billOfLading.interface;
  }

  get #registry() {
    return this.#suite.releaseRegistry.interface;
  }

  get #charges() {
    return this.#suite.charges.interface;
  }

  get #pickUp() {
    return this.#suite.pickUp.interface;
  }

  #onBills(name: ActName, by: Member, data: string, items = 1): Act {
    return { name, by, to: this.#at.bills, data, items };
  }

  #onRegistry(name: ActName, by: Member, data: string, items = 1): Act {
    return { name, by, to: this.#at.registry, data, items };
  }

  #onCharges(name: ActName, by: Member, data: string): Act {
    return { name, by, to: this.#at.charges, data, items: 1 };
  }

  #onPickUp(name: ActName, by: Member, data: string, items = 1): Act {
    return { name, by, to: this.#at.pickUp, data, items };
  }
}

/** What the carrier issues: to the shipper, who passes it on; straight bills and waybills name the consignee. */
function issuanceOf({ tokenId, reference, kind, shipper, consignee }: Shipment) {
  const namesParties = kind === "STRAIGHT" || kind === "WAYBILL";
  const endorsee = kind === "TO_ORDER" ? shipper.address : ZeroAddress;
  return {
    tokenId,
    transportDocumentReference: toFixedBytes(reference, 20),
    kind: Kind[kind],
    issueTo: shipper.address,
    shipper: namesParties ? shipper.address : ZeroAddress,
    titleTo: namesParties ? consignee.address : endorsee,
    shipperRepresents: ZeroHash,
    titleToRepresents: ZeroHash,
    noDisposal: false,
  };
}

function demurrageOf(tokenId: bigint, number: string) {
  return { tokenId, number, creditor: Authority.CARRIER, kind: ChargeKind.DEMURRAGE };
}
