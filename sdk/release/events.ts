/** What happens to consignments, containers, charges and slots: the events of ReleaseRegistry, Charges and PickUp. */
import type { Log } from "ethers";

import {
  ICharges__factory,
  type IPickUp__factory,
  IReleaseEvents__factory,
  IPickUp__factory as PickUpFactory,
} from "../../typechain-types/index.js";
import { type AbiParameter, type ValuesOf, valuesOf } from "../chain/abi.js";
import type { TrailPlace } from "../chain/trail.js";
import type { ReleaseAddresses } from "./contracts.js";

type AnyItem =
  | (typeof IReleaseEvents__factory.abi)[number]
  | (typeof ICharges__factory.abi)[number]
  | (typeof IPickUp__factory.abi)[number];

type AbiEvent = Extract<AnyItem, { type: "event" }>;

type Plain<T> = { [K in keyof T]: T[K] };

/** Where an event stands on the chain. */
export interface EventPlace {
  readonly block: number;
  /** Hash of the transaction. */
  readonly transaction: string;
  /** Place among all events of the block. */
  readonly logIndex: number;
}

type HasTrail<E extends AbiEvent> = "trail" extends E["inputs"][number]["name"] ? true : false;

/** The events by name. Members are numbers, 0 is nobody; codes are names; a number that is empty is the whole consignment. */
export type ReleaseEvents = {
  [E in AbiEvent as E["name"]]: Plain<
    { readonly event: E["name"] } & EventPlace &
      Omit<ValuesOf<E["inputs"]>, "trail"> &
      (HasTrail<E> extends true ? TrailPlace : unknown)
  >;
};

export type ReleaseEventName = keyof ReleaseEvents;

/** One event of the three contracts; `event` says which, and so what else it has. */
export type ReleaseEvent = ReleaseEvents[ReleaseEventName];

/** The names of the events that belong to the history of a container or consignment: those with a place in it. */
export type ReleaseEntryName = {
  [N in ReleaseEventName]: ReleaseEvents[N] extends TrailPlace ? N : never;
}[ReleaseEventName];

/** One event in the history of a container or consignment. */
export type ReleaseEntry = ReleaseEvents[ReleaseEntryName];

const CODECS = {
  ReleaseRegistry: [IReleaseEvents__factory.createInterface(), IReleaseEvents__factory.abi],
  Charges: [ICharges__factory.createInterface(), ICharges__factory.abi],
  PickUp: [PickUpFactory.createInterface(), PickUpFactory.abi],
} as const;

type EventContract = keyof typeof CODECS;

const INPUTS: ReadonlyMap<string, readonly AbiParameter[]> = new Map(
  Object.values(CODECS).flatMap(([, abi]) =>
    abi.flatMap((item) => (item.type === "event" ? [[item.name, item.inputs] as const] : [])),
  ),
);

/** Names of the events that have a place in a history. */
const ENTRIES: ReadonlySet<string> = new Set(
  [...INPUTS].flatMap(([name, inputs]) => (inputs.some((input) => input.name === "trail") ? [name] : [])),
);

/** The events of the three contracts in one transaction or block, in their order. */
export function releaseEventsIn(logs: readonly Log[], addresses: ReleaseAddresses): readonly ReleaseEvent[] {
  return logs.flatMap((log) => toReleaseEvent(log, addresses) ?? []).sort((a, b) => a.logIndex - b.logIndex);
}

/** The event in a log; nothing if it is of another contract, or not known here. */
export function toReleaseEvent(log: Log, addresses: ReleaseAddresses): ReleaseEvent | undefined {
  const contract = EVENT_CONTRACTS.find((name) => addresses[name] === log.address);
  if (contract === undefined) return undefined;
  const event = CODECS[contract][0].parseLog(log);
  const inputs = event === null ? undefined : INPUTS.get(event.name);
  if (event === null || inputs === undefined) return undefined;
  const { trail, ...values } = valuesOf(inputs, event.args);
  const place = { block: log.blockNumber, transaction: log.transactionHash, logIndex: log.index };
  // Values and type are made from the same ABI.
  return Object.assign({ event: event.name }, values, trail, place) as unknown as ReleaseEvent;
}

/** The contracts whose events these are. */
export const EVENT_CONTRACTS: readonly EventContract[] = ["ReleaseRegistry", "Charges", "PickUp"];

/** Whether an event belongs to the history of a container or consignment. */
export function isEntry(event: ReleaseEvent): event is ReleaseEntry {
  return ENTRIES.has(event.event);
}
