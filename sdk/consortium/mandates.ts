/** Mandates as people write and read them. */
import { Interface, type Log, toBeHex } from "ethers";

import { type Agency, Agency__factory } from "../../typechain-types/index.js";
import type { MandateStruct } from "../../typechain-types/contracts/consortium/Agency.js";
import { type AbiItem, type ValuesOf, valuesOf } from "../chain/abi.js";
import { ArgumentError, checkedAccount, checkedInteger, checkedList, checkedToken } from "../chain/arguments.js";
import { ChainError, decodingErrors } from "../chain/errors.js";
import type { SuiteAddresses } from "../chain/suite.js";
import { isBytes, type LimitName, toFixedBytes } from "../chain/values.js";
import { functionsOf } from "./calls.js";
import { addressOf, contractAt, type ContractName } from "./contracts.js";

/** What the acts under a mandate are limited to: at most one of the three. */
export interface MandateLimit {
  /** Only for these bills. */
  readonly tokenIds?: readonly bigint[];
  /** Only for the issue of documents under these references. */
  readonly transportDocumentReferences?: readonly string[];
  /** Only for containers that are delivered at this UN/LOCODE. */
  readonly unLocationCode?: string;
}

/** A mandate to give. */
export interface MandateOrder {
  /** The wallet that is to act. */
  readonly agent: string;
  readonly contract: ContractName;
  /** Functions by name, or by signature; a name that several functions share means all of them. */
  readonly functions: readonly string[];
  /** Seconds since 1970; at once unless told. */
  readonly start?: number;
  /** The last second; until it is revoked unless told. */
  readonly end?: number;
  readonly limit?: MandateLimit;
}

/** How one function of a mandate stands. */
export type MandateState = "IN_FORCE" | "NOT_BEGUN" | "EXPIRED" | "REVOKED" | "REPLACED";

/** A mandate that was given. */
export interface MandateEntry {
  /** Its number among all mandates. */
  readonly number: bigint;
  readonly principal: number;
  readonly agent: string;
  /** Address of the contract. */
  readonly target: string;
  /** Nothing for a contract that is none of the suite's. */
  readonly contract: ContractName | undefined;
  readonly functions: readonly { readonly selector: string; readonly name: string; readonly state: MandateState }[];
  readonly start: number;
  /** 0: until it is revoked. */
  readonly end: number;
  readonly limit: LimitName;
  readonly tokenIds: readonly bigint[];
  readonly transportDocumentReferences: readonly string[];
  /** Empty without this limit. */
  readonly unLocationCode: string;
  /** The block in which it was given. */
  readonly block: number;
}

const CODEC = new Interface(Agency__factory.abi);
const ABI: readonly AbiItem[] = Agency__factory.abi;
const LATEST_TIME = 2 ** 40 - 1;

/** The selectors of functions of a contract. @throws ArgumentError for a name that the contract does not have */
export function selectorsOf(contract: ContractName, functions: readonly string[], argument = "functions"): string[] {
  const known = functionsOf(contract);
  checkedList(functions, argument, (name) => name);
  return functions.flatMap((name, index) => {
    const found = known.filter(({ fragment }) => fragment.name === name || fragment.format("sighash") === name);
    if (found.length === 0) {
      throw new ArgumentError(
        `${argument}[${index}]`,
        `is unknown: ${contract} has no function ${name} that changes anything`,
      );
    }
    return found.map(({ fragment }) => fragment.selector);
  });
}

/** A mandate as the agency takes it. @throws ArgumentError that names the place */
export function encodeMandate(addresses: SuiteAddresses, order: MandateOrder, argument = "mandate"): MandateStruct {
  const at = (field: string) => `${argument}.${field}`;
  const { limit = {} } = order;
  const limits = Object.values(limit).filter((value) => value !== undefined);
  if (limits.length > 1) throw new ArgumentError(at("limit"), "is more than one: give bills, references or a place");
  const { start = 0, end = 0 } = order;
  checkedInteger(start, at("start"), 0, LATEST_TIME);
  checkedInteger(end, at("end"), 0, LATEST_TIME);
  if (end !== 0 && end < start) throw new ArgumentError(at("end"), "is before the start");
  return {
    agent: checkedAccount(order.agent, at("agent")),
    target: addressOf(addresses, order.contract, at("contract")),
    selectors: selectorsOf(order.contract, order.functions, at("functions")),
    start,
    end,
    tokenIds: listed(limit.tokenIds, at("limit.tokenIds"), checkedToken),
    transportDocumentReferences: listed(
      limit.transportDocumentReferences,
      at("limit.transportDocumentReferences"),
      text20,
    ),
    unLocationCode:
      limit.unLocationCode === undefined ? toBeHex(0, 5) : place(limit.unLocationCode, at("limit.unLocationCode")),
  };
}

/**
 * All mandates that a principal ever gave, the newest first, from the agency's events: one call for the latest block and
 * one `eth_getLogs` of a single block for each block with such events. No archive node is needed.
 * @param now seconds since 1970, for what has begun and ended
 * @throws ChainError MISSING_EVENT if the node leaves a block out
 */
export async function readMandates(
  agency: Agency,
  addresses: SuiteAddresses,
  principal: number,
  now: number,
): Promise<MandateEntry[]> {
  const entries: MandateEntry[] = [];
  const taken = new Set<string>();
  const revoked = new Set<string>();
  const dismissed = new Map<string, bigint>();
  for (const event of await eventsOf(agency, principal)) {
    if (event.event === "AgentDismissed") {
      const { agent, through } = event.values;
      if (!dismissed.has(agent)) dismissed.set(agent, through);
      continue;
    }
    if (event.event === "MandateRevoked") {
      revoked.add(`${event.values.number} ${event.values.selector}`);
      continue;
    }
    const { values, block } = event;
    const { selectors, number, agent, target, start, end, limit, unLocationCode } = values;
    const { tokenIds, transportDocumentReferences } = values;
    const contract = contractAt(addresses, target);
    const known = contract === undefined ? [] : functionsOf(contract);
    const functions = selectors.map((selector) => {
      const key = `${agent} ${target} ${selector}`;
      const isRevoked = revoked.has(`${number} ${selector}`) || number <= (dismissed.get(agent) ?? 0n);
      const state = isRevoked ? "REVOKED" : taken.has(key) ? "REPLACED" : stateAt(values, now);
      taken.add(key);
      const name = known.find(({ fragment }) => fragment.selector === selector)?.fragment.format("sighash") ?? selector;
      return { selector, name, state };
    });
    const limits = { limit, tokenIds, transportDocumentReferences, unLocationCode };
    entries.push({ number, principal, agent, target, contract, functions, start, end, ...limits, block });
  }
  return entries;
}

function stateAt({ start, end }: { start: number; end: number }, now: number): MandateState {
  if (now < start) return "NOT_BEGUN";
  return end !== 0 && now > end ? "EXPIRED" : "IN_FORCE";
}

/* EVENTS */

type AbiEvent = Extract<(typeof Agency__factory.abi)[number], { type: "event" }>;
type MandateEventName = "MandateGranted" | "MandateRevoked" | "AgentDismissed";
type MandateEvent = {
  [E in Extract<AbiEvent, { name: MandateEventName }> as E["name"]]: {
    readonly event: E["name"];
    readonly values: ValuesOf<E["inputs"]>;
    readonly block: number;
    readonly logIndex: number;
  };
}[MandateEventName];

const EVENTS: readonly MandateEventName[] = ["MandateGranted", "MandateRevoked", "AgentDismissed"];

/** The principal's events, the newest first. */
async function eventsOf(agency: Agency, principal: number): Promise<MandateEvent[]> {
  const provider = agency.runner?.provider;
  if (provider == null) throw new TypeError("The contract is not connected to a provider");
  const address = await agency.getAddress();
  const topics = [EVENTS.map((name) => CODEC.getEvent(name)?.topicHash ?? ""), toBeHex(principal, 32)];
  const events: MandateEvent[] = [];
  let block = Number(await decodingErrors(agency.latestBlockOf(principal)));
  while (block !== 0) {
    const logs = await decodingErrors(provider.getLogs({ address, topics, fromBlock: block, toBlock: block }));
    const ofBlock = logs.map(toEvent).sort((a, b) => b.logIndex - a.logIndex);
    const oldest = ofBlock.at(-1);
    if (oldest === undefined || oldest.values.previousBlock >= block) {
      throw new ChainError("MISSING_EVENT", `The node left out an event of the agency in block ${block}`);
    }
    events.push(...ofBlock);
    block = oldest.values.previousBlock;
  }
  return events;
}

function toEvent(log: Log): MandateEvent {
  const parsed = CODEC.parseLog(log);
  const item = ABI.find(({ type, name }) => type === "event" && name === parsed?.name);
  if (parsed === null || item?.inputs === undefined) throw new TypeError("not an event of the agency");
  const values = valuesOf(item.inputs, parsed.args);
  // Values and type are made from the same ABI.
  return { event: parsed.name, values, block: log.blockNumber, logIndex: log.index } as unknown as MandateEvent;
}

/* ARGUMENTS */

function listed<T, R>(list: readonly T[] | undefined, argument: string, check: (item: T, at: string) => R): R[] {
  if (list === undefined) return [];
  return checkedList(list, argument, (item) => item).map((item, index) => check(item, `${argument}[${index}]`));
}

function text20(text: string, argument: string): string {
  try {
    return toFixedBytes(text, 20);
  } catch (error) {
    throw new ArgumentError(argument, `is no reference: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function place(text: string, argument: string): string {
  const isHex: boolean = isBytes(text, 5);
  if (isHex || !/^[A-Z]{2}[A-Z2-9]{3}$/.test(text)) {
    throw new ArgumentError(argument, `is no UN/LOCODE, such as DEBRV: ${JSON.stringify(text)}`);
  }
  return toFixedBytes(text, 5);
}
