/** Who acted for whom: what the agency writes down ahead of each act that goes through it. */
import { Interface, type Log } from "ethers";

import { Agency__factory } from "../../typechain-types/index.js";
import { type AbiItem, type ValuesOf, valuesOf } from "../chain/abi.js";

type ActedForEvent = Extract<(typeof Agency__factory.abi)[number], { type: "event"; name: "ActedFor" }>;

/** An act through the agency. Members are numbers, 0 is nobody. */
export interface ActedFor extends ValuesOf<ActedForEvent["inputs"]> {
  readonly transaction: string;
  readonly block: number;
  /** Place among all events of the block; what the contract made of the act stands behind it. */
  readonly logIndex: number;
}

const CODEC = new Interface(Agency__factory.abi);
const ABI: readonly AbiItem[] = Agency__factory.abi;
const INPUTS = ABI.find(({ type, name }) => type === "event" && name === "ActedFor")?.inputs ?? [];

/** The topic of the event, to ask a node for it. */
export const ACTED_FOR = CODEC.getEvent("ActedFor")?.topicHash ?? "";

/** The acts through the agency in some logs, in their order. */
export function actedForIn(logs: readonly Log[], agency: string): ActedFor[] {
  return logs
    .filter(({ address, topics }) => address === agency && topics[0] === ACTED_FOR)
    .map((log) => {
      const values = valuesOf(INPUTS, CODEC.decodeEventLog("ActedFor", log.data, log.topics));
      const place = { transaction: log.transactionHash, block: log.blockNumber, logIndex: log.index };
      // Values and type are made from the same ABI.
      return Object.assign(values, place) as unknown as ActedFor;
    })
    .sort((a, b) => a.block - b.block || a.logIndex - b.logIndex);
}
