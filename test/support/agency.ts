import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { BaseContract, FunctionFragment, Interface, Signer, TransactionRequest } from "ethers";

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

/** The acts that went through the agency so far: contract and selector. */
export class Acts {
  readonly #done = new Set<string>();

  add(target: string, selector: string): void {
    this.#done.add(`${target} ${selector}`);
  }

  /** The functions of a contract that change something and are not among them, by signature. */
  async missing(contract: BaseContract): Promise<string[]> {
    const target = await contract.getAddress();
    const missing = actsOf(contract.interface).filter(({ selector }) => !this.#done.has(`${target} ${selector}`));
    return missing.map((fragment) => fragment.format("sighash")).sort();
  }
}

/**
 * A member's signer in whose place an agent sends: every transaction goes through the agency. It signs and reads as before.
 * No event of a target may name anybody but members: neither the agency nor the agent is ever written down as an actor.
 */
export function actingThrough(
  agency: Agency,
  principal: bigint,
  signer: HardhatEthersSigner,
  agent: HardhatEthersSigner,
  acts: Acts,
): HardhatEthersSigner {
  const sendTransaction = async ({ to, data }: TransactionRequest) => {
    if (typeof to !== "string" || typeof data !== "string") throw new Error("not a call of a contract");
    const sent = await agency.connect(agent).act(principal, to, data);
    const receipt = await sent.wait();
    const at = await agency.getAddress();
    for (const log of receipt?.logs ?? []) {
      if (log.address === at) continue;
      const words = [...log.topics, log.data].join("").toLowerCase();
      for (const foreign of [at, agent.address]) {
        if (words.includes(foreign.slice(2).toLowerCase())) throw new Error(`an event names ${foreign} as an actor`);
      }
    }
    acts.add(to, data.slice(0, 10));
    return sent;
  };
  return new Proxy(signer, {
    get(own, property) {
      if (property === "sendTransaction") return sendTransaction;
      const value: unknown = Reflect.get(own, property, own);
      return typeof value === "function" ? (value.bind(own) as unknown) : value;
    },
  });
}

/** Gives an agent every function of some contracts, in the name of each of these members. */
export async function grantAll(
  agency: Agency,
  members: readonly { readonly signer: HardhatEthersSigner; readonly member: bigint }[],
  agent: string,
  contracts: readonly BaseContract[],
): Promise<void> {
  const mandates = await Promise.all(
    contracts.map((contract) =>
      mandate(
        agent,
        contract,
        actsOf(contract.interface).map((fragment) => fragment.format("sighash")),
      ),
    ),
  );
  for (const { signer, member } of members) if (member !== 0n) await agency.connect(signer).grant(mandates);
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
