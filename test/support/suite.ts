import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { sha256, toBeHex, toUtf8Bytes, ZeroAddress, ZeroHash } from "ethers";

import type { AccessManager, Agency, BillOfLading, Consortium } from "../../typechain-types/index.js";
import { carrierCode, Kind, lei, reference, Role } from "./values.js";

export * from "./values.js";

/** Somebody who acts in a test. */
export interface Party {
  readonly signer: HardhatEthersSigner;
  readonly address: string;
  /** The member's number; 0 for who is no member. */
  readonly member: bigint;
}

/** The parties of the tests: a member for each duty, a vault as custodian, and one who is no member. */
export type Parties = Record<
  | "carrier"
  | "otherCarrier"
  | "shipper"
  | "consignee"
  | "trader"
  | "bank"
  | "forwarder"
  | "terminal"
  | "customs"
  | "haulier"
  | "custodian"
  | "outsider",
  Party
>;

export interface Suite {
  readonly authority: AccessManager;
  readonly consortium: Consortium;
  readonly agency: Agency;
  readonly bills: BillOfLading;
  /** The administrator of the authority: may call every restricted function, and is no member. */
  readonly governance: HardhatEthersSigner;
  readonly parties: Parties;
}

/**
 * The one fixture of all tests: authority, consortium and bills, with everybody admitted and nothing issued.
 *
 *     const { ethers, networkHelpers } = await network.create();
 *     const deploy = () => deploySuite(ethers); // one function, so that `loadFixture` knows it again
 *     const { bills, parties } = await networkHelpers.loadFixture(deploy);
 */
export async function deploySuite(ethers: HardhatEthers): Promise<Suite> {
  const [governance, outsider, ...accounts] = await ethers.getSigners();
  if (governance === undefined || outsider === undefined) throw new Error("the chain has no accounts");
  const authority = await ethers.deployContract("AccessManager", [governance.address]);
  const consortium = await ethers.deployContract("Consortium", [await authority.getAddress()]);
  const agency = await ethers.getContractAt("Agency", await consortium.agency());
  const amendments = await ethers.deployContract("BillAmendments", [
    await consortium.getAddress(),
    await authority.getAddress(),
  ]);
  const bills = await ethers.deployContract("BillOfLading", [
    await amendments.getAddress(),
    await authority.getAddress(),
  ]);

  async function admit(roles: bigint, code?: string): Promise<Party> {
    const member = (await consortium.memberCount()) + 1n;
    const signer = accounts[Number(member) - 1];
    if (signer === undefined) throw new Error(`the chain has no account for member ${member}`);
    const carrierCodes = code === undefined ? [] : [carrierCode(code)];
    await consortium.admit({ account: signer.address, roles, lei: lei(Number(member)), carrierCodes, group: 0n });
    return { signer, address: signer.address, member };
  }

  const parties: Parties = {
    carrier: await admit(Role.CARRIER, "MSC"),
    otherCarrier: await admit(Role.CARRIER, "HLC"),
    shipper: await admit(Role.TRADER),
    consignee: await admit(Role.TRADER),
    trader: await admit(Role.TRADER),
    bank: await admit(Role.BANK),
    forwarder: await admit(Role.FORWARDER),
    terminal: await admit(Role.TERMINAL),
    customs: await admit(Role.CUSTOMS),
    haulier: await admit(Role.HAULIER),
    custodian: await admitCustodian(ethers, consortium),
    outsider: { signer: outsider, address: outsider.address, member: 0n },
  };
  return { authority, consortium, agency, bills, governance, parties };
}

/** Deploys a vault, or a contract that behaves worse, and admits it. Its signer speaks in the contract's name. */
export async function admitCustodian(
  ethers: HardhatEthers,
  consortium: Consortium,
  mock = "Vault",
  args: readonly string[] = [],
): Promise<Party> {
  const contract = await ethers.deployContract(mock, [...args]);
  const address = await contract.getAddress();
  await consortium.admit({ account: address, roles: Role.CUSTODIAN, lei: toBeHex(0, 20), carrierCodes: [], group: 0n });
  await ethers.provider.send("hardhat_setBalance", [address, "0x8ac7230489e80000"]); // 10 ether, for gas
  return {
    signer: await ethers.getImpersonatedSigner(address),
    address,
    member: await consortium.memberCount(),
  };
}

/** An issuance as the contract takes it, with plain hex and numbers. */
export interface IssuanceInput {
  tokenId: bigint;
  transportDocumentReference: string;
  kind: Kind;
  issueTo: string;
  shipper: string;
  titleTo: string;
  shipperRepresents: string;
  titleToRepresents: string;
  noDisposal: boolean;
}

/**
 * A well-formed issuance of this kind to the shipper, which on a TO_ORDER bill has title as well; on the kinds that name
 * parties the consignee is the consignee. Give a reference of its own to each bill; the token's number follows from it.
 */
export function issuance(
  kind: Kind,
  parties: Pick<Parties, "shipper" | "consignee">,
  given: Partial<IssuanceInput> & { reference?: string } = {},
): IssuanceInput {
  const { reference: text = "4AD3FA470BB541B9", ...fields } = given;
  const namesParties = kind === Kind.STRAIGHT || kind === Kind.WAYBILL;
  const endorsee = kind === Kind.TO_ORDER ? parties.shipper.address : ZeroAddress;
  return {
    tokenId: BigInt(sha256(toUtf8Bytes(text))),
    transportDocumentReference: reference(text),
    kind,
    issueTo: parties.shipper.address,
    shipper: namesParties ? parties.shipper.address : ZeroAddress,
    titleTo: namesParties ? parties.consignee.address : endorsee,
    shipperRepresents: ZeroHash,
    titleToRepresents: ZeroHash,
    noDisposal: false,
    ...fields,
  };
}

/** Has the carrier issue such a bill and answers its token. */
export async function issueBill(
  { bills, parties }: Pick<Suite, "bills" | "parties">,
  kind: Kind,
  given: Partial<IssuanceInput> & { reference?: string } = {},
): Promise<bigint> {
  const input = issuance(kind, parties, given);
  await bills.connect(parties.carrier.signer).issue(input);
  return input.tokenId;
}
