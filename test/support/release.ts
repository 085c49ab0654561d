import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { hexlify, sha256, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";

import type {
  AccessManager,
  Agency,
  BillOfLading,
  Charges,
  Consortium,
  PickUp,
  PlainToken,
  ReleaseCasework,
  ReleaseRegistry,
  Subjects,
} from "../../typechain-types/index.js";
import { Clearance } from "../../sdk/chain/values.js";

export * from "./gate.js";
export { Authority, ChargeKind, ChargeStatus, Clearance, End, Mode, Reason, Stage } from "../../sdk/chain/values.js";

/** The role of the registry towards the bills, in the AccessManager. */
export const RELEASE_ROLE = 7n;

/** Bits of the library Roles. */
export const RoleBit = {
  CARRIER: 1n,
  TRADER: 2n,
  FORWARDER: 4n,
  BANK: 8n,
  TERMINAL: 16n,
  CUSTOMS: 32n,
  HAULIER: 64n,
} as const;

const KIND = { STRAIGHT: 0n, WAYBILL: 3n } as const;

/** Somebody who acts in a test; `member` is 0 for who is no member. */
export interface Actor {
  readonly signer: HardhatEthersSigner;
  readonly address: string;
  readonly member: bigint;
}

export type Actors = Record<
  | "carrier"
  | "otherCarrier"
  | "shipper"
  | "consignee"
  | "forwarder"
  | "bank"
  | "terminal"
  | "otherTerminal"
  | "customs"
  | "haulier"
  | "otherHaulier"
  | "driver"
  | "outsider",
  Actor
>;

export interface ReleaseSuite {
  readonly authority: AccessManager;
  readonly consortium: Consortium;
  readonly agency: Agency;
  readonly bills: BillOfLading;
  readonly casework: ReleaseCasework;
  readonly registry: ReleaseRegistry;
  readonly charges: Charges;
  readonly pickUp: PickUp;
  /** Where limits of mandates are checked. */
  readonly subjects: Subjects;
  readonly token: PlainToken;
  /** The administrator of the authority: may call every restricted function, and is no member. */
  readonly governance: HardhatEthersSigner;
  readonly actors: Actors;
  /** A live waybill from shipper to consignee: its document light is green from the start. */
  readonly waybill: bigint;
}

/** Left-aligned ASCII in this many bytes, as hex. */
export function ascii(text: string, length: number): string {
  const bytes = new Uint8Array(length);
  bytes.set(toUtf8Bytes(text));
  return hexlify(bytes);
}

/** The n-th well-formed container number of an owner, as bytes11. */
export function containerNumber(n: number, owner = "MSCU"): string {
  const text = owner + String(n).padStart(6, "0");
  let sum = 0;
  for (const [i, char] of [...text].entries()) {
    // Letters count from 10 (A) to 38 (Z), the multiples of 11 left out.
    const value = "0123456789A*BCDEFGHIJK*LMNOPQRSTU*VWXYZ".indexOf(char);
    sum += value * 2 ** i;
  }
  return ascii(text + String((sum % 11) % 10), 11);
}

export const REASON_CODE = ascii("INSP", 4);
export const ANTWERP = ascii("BEANR", 5);
export const DECLARATION = sha256(toUtf8Bytes("25BEE0000012345678"));
export const SEAL = sha256(toUtf8Bytes("SEAL4711"));
export const RECEIPT = sha256(toUtf8Bytes("interchange receipt"));

/** Deploys everything, admits everybody and issues one waybill; no consignment is open yet. */
export async function deployRelease(ethers: HardhatEthers): Promise<ReleaseSuite> {
  const [governance, ...accounts] = await ethers.getSigners();
  if (governance === undefined) throw new Error("the chain has no accounts");
  const authority = await ethers.deployContract("AccessManager", [governance.address]);
  const consortium = await ethers.deployContract("Consortium", [authority.target]);
  const agency = await ethers.getContractAt("Agency", await consortium.agency());
  const amendments = await ethers.deployContract("BillAmendments", [consortium.target, authority.target]);
  const bills = await ethers.deployContract("BillOfLading", [amendments.target, authority.target]);
  const casework = await ethers.deployContract("ReleaseCasework", [consortium.target, bills.target, authority.target]);
  const registry = await ethers.deployContract("ReleaseRegistry", [casework.target, authority.target]);
  const pickUp = await ethers.getContractAt("PickUp", await registry.pickUp());
  const charges = await ethers.deployContract("Charges", [consortium.target, registry.target, authority.target]);
  await registry.connectCharges(charges.target);
  const subjects = await ethers.deployContract("Subjects", [bills.target, registry.target]);
  await agency.connectSubjects(subjects.target);
  // The registry marks on a bill what later holders must see.
  await authority.setTargetFunctionRole(
    bills.target,
    [bills.interface.getFunction("markDelivery").selector],
    RELEASE_ROLE,
  );
  await authority.grantRole(RELEASE_ROLE, registry.target, 0n);
  const token = await ethers.deployContract("PlainToken");

  const account = (): HardhatEthersSigner => {
    const signer = accounts.shift();
    if (signer === undefined) throw new Error("the chain has too few accounts");
    return signer;
  };
  const outside = (): Actor => {
    const signer = account();
    return { signer, address: signer.address, member: 0n };
  };
  const admit = async (roles: bigint, code?: string): Promise<Actor> => {
    const signer = account();
    const member = (await consortium.memberCount()) + 1n;
    const carrierCodes = code === undefined ? [] : [{ list: 0n, code: ascii(code, 4) }];
    await consortium.admit({ account: signer.address, roles, lei: lei(member), carrierCodes, group: 0n });
    return { signer, address: signer.address, member };
  };
  const actors: Actors = {
    carrier: await admit(RoleBit.CARRIER, "MSC"),
    otherCarrier: await admit(RoleBit.CARRIER, "HLC"),
    shipper: await admit(RoleBit.TRADER),
    consignee: await admit(RoleBit.TRADER),
    forwarder: await admit(RoleBit.FORWARDER),
    bank: await admit(RoleBit.BANK),
    terminal: await admit(RoleBit.TERMINAL),
    otherTerminal: await admit(RoleBit.TERMINAL),
    customs: await admit(RoleBit.CUSTOMS),
    haulier: await admit(RoleBit.HAULIER),
    otherHaulier: await admit(RoleBit.HAULIER),
    driver: outside(),
    outsider: outside(),
  };
  const suite = {
    authority,
    consortium,
    agency,
    subjects,
    bills,
    casework,
    registry,
    charges,
    pickUp,
    token,
    governance,
    actors,
  };
  return { ...suite, waybill: await issueWaybill(suite, "WAYBILL1") };
}

/** The LEI of the n-th test member, with the check digits of ISO 7064 MOD 97-10. */
function lei(n: bigint): string {
  const base = "TEST" + n.toString().padStart(14, "0");
  const digits = [...(base + "00")].map((char) => parseInt(char, 36).toString()).join("");
  return ascii(base + (98n - (BigInt(digits) % 97n)).toString().padStart(2, "0"), 20);
}

type Issuer = Pick<ReleaseSuite, "bills" | "actors">;

/** Issues a waybill from shipper to consignee and answers its token. */
export async function issueWaybill(
  { bills, actors }: Issuer,
  reference: string,
  carrier = actors.carrier,
): Promise<bigint> {
  return issue({ bills, actors }, reference, KIND.WAYBILL, carrier);
}

/** Issues a straight bill from shipper to consignee, in the shipper's hands, and answers its token. */
export async function issueStraight(
  { bills, actors }: Issuer,
  reference: string,
  carrier = actors.carrier,
): Promise<bigint> {
  return issue({ bills, actors }, reference, KIND.STRAIGHT, carrier);
}

async function issue({ bills, actors }: Issuer, reference: string, kind: bigint, carrier: Actor): Promise<bigint> {
  const tokenId = BigInt(sha256(toUtf8Bytes(`${carrier.address} ${reference}`)));
  await bills.connect(carrier.signer).issue({
    tokenId,
    transportDocumentReference: ascii(reference, 20),
    kind,
    issueTo: actors.shipper.address,
    shipper: actors.shipper.address,
    titleTo: actors.consignee.address,
    shipperRepresents: ZeroHash,
    titleToRepresents: ZeroHash,
    noDisposal: false,
  });
  return tokenId;
}

/** What the carrier says when it opens a consignment, with these containers. */
export function opening(suite: ReleaseSuite, numbers: string[], given: Partial<OpeningInput> = {}): OpeningInput {
  return {
    tokenId: suite.waybill,
    consignment: 1n,
    terminal: suite.actors.terminal.address,
    customs: suite.actors.customs.address,
    unLocationCode: ANTWERP,
    carrierHaulage: false,
    numbers,
    ...given,
  };
}

export interface OpeningInput {
  tokenId: bigint;
  consignment: bigint;
  terminal: string;
  customs: string;
  unLocationCode: string;
  carrierHaulage: boolean;
  numbers: string[];
}

/** The time of the latest block, in seconds. */
export async function now(ethers: HardhatEthers): Promise<bigint> {
  const block = await ethers.provider.getBlock("latest");
  if (block === null) throw new Error("the chain has no block");
  return BigInt(block.timestamp);
}

/** Turns every light of containers of an open consignment green, as of now. */
export async function turnGreen(
  { registry, actors }: ReleaseSuite,
  ethers: HardhatEthers,
  tokenId: bigint,
  numbers: string[],
): Promise<void> {
  const happened = await now(ethers);
  await registry.connect(actors.terminal.signer).discharge(tokenId, numbers, happened);
  await registry.connect(actors.customs.signer).clearCustoms(tokenId, numbers, Clearance.IMPORT, DECLARATION, happened);
  await registry.connect(actors.terminal.signer).releaseAtTerminal(tokenId, numbers, happened);
}

export const NOBODY = ZeroAddress;
