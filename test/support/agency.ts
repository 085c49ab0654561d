import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { type BaseContract, type ContractRunner, type FunctionFragment, type Interface, type Signer } from "ethers";

import type { Agency } from "../../typechain-types/index.js";
import type { MandateStruct, SignedRequestStruct } from "../../typechain-types/contracts/consortium/Agency.js";
import { deploySuite, issueBill, Kind } from "./suite.js";

/** The suite, a bearer bill in the shipper's hands, and the outsider as its staff, which may pass bills on and sign. */
export async function deployAgency(ethers: HardhatEthers) {
  const suite = await deploySuite(ethers);
  const { agency, bills, parties } = suite;
  const { shipper, bank, outsider: staff } = parties;
  const tokenId = await issueBill(suite, Kind.BEARER);
  const asShipper = agency.connect(shipper.signer);
  await asShipper.grant([await mandate(staff.address, bills, ["transferFrom", "sign"])]);
  const sign = bills.interface.encodeFunctionData("sign", [tokenId]);
  const transfer = bills.interface.encodeFunctionData("transferFrom", [shipper.address, bank.address, tokenId]);
  const asStaff = agency.connect(staff.signer);
  const actSign = () => asStaff.act(shipper.member, bills, sign);
  return { ...suite, ...parties, staff, asShipper, asStaff, tokenId, sign, transfer, actSign };
}

/** No place: what a mandate without this limit has. */
export const NOWHERE = "0x0000000000";

/** A mandate for functions of a contract by name or signature, without limit and from now on unless told. */
export async function mandate(
  agent: string,
  target: BaseContract,
  functions: readonly string[],
  given: Partial<MandateStruct> = {},
): Promise<MandateStruct> {
  return {
    agent,
    target: await target.getAddress(),
    selectors: functions.map((name) => selectorOf(target, name)),
    start: 0n,
    end: 0n,
    tokenIds: [],
    transportDocumentReferences: [],
    unLocationCode: NOWHERE,
    ...given,
  };
}

/** One function in the hands of an agent. */
export async function power(agent: string, target: BaseContract, name: string) {
  return { agent, target: await target.getAddress(), selector: selectorOf(target, name) };
}

export function selectorOf(target: BaseContract, name: string): string {
  const fragment = target.interface.getFunction(name);
  if (fragment === null) throw new Error(`there is no function ${name}`);
  return fragment.selector;
}

/** The functions of a contract that change something. */
export function actsOf(codec: Interface): FunctionFragment[] {
  const acts: FunctionFragment[] = [];
  codec.forEachFunction((fragment) => {
    if (!fragment.constant) acts.push(fragment);
  });
  return acts;
}

/** Somebody at work for a principal: whatever a contract is told through it goes through the agency. */
export function agentFor(
  agency: Agency,
  principal: bigint,
  agent: HardhatEthersSigner,
  onAct: (target: string, selector: string) => void = () => undefined,
): ContractRunner {
  return {
    provider: agent.provider,
    call: (transaction) => agent.call(transaction),
    sendTransaction: async ({ to, data }) => {
      if (typeof to !== "string" || typeof data !== "string") throw new Error("not a call of a contract");
      const sent = await agency.connect(agent).act(principal, to, data);
      onAct(to, data.slice(0, 10));
      return sent;
    },
  };
}

export const REQUEST_TYPES = {
  SignedRequest: [
    { name: "principal", type: "uint32" },
    { name: "agent", type: "address" },
    { name: "target", type: "address" },
    { name: "data", type: "bytes" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint40" },
  ],
};

/** The domain in which requests are signed. */
export async function requestDomain(agency: Agency, chainId = 31_337n) {
  return { name: "Bollard Agency", version: "1", chainId, verifyingContract: await agency.getAddress() };
}

/** A request's signature by a key, which need not be the one that it names. */
export async function signRequest(agency: Agency, signer: Signer, request: SignedRequestStruct): Promise<string> {
  return await signer.signTypedData(await requestDomain(agency), REQUEST_TYPES, request);
}
