import { id } from "ethers";

import type { BillOfLading } from "../../typechain-types/index.js";
import { DAYS, timeOf } from "./records.js";
import { Kind, type Party } from "./suite.js";

/** A court's order of the Netherlands to give a bill to one member, and title to another, unless it is a BEARER bill. */
export function courtOrder(possessor: Party, titleholder?: Party, kind: Kind = Kind.TO_ORDER) {
  return {
    orderHash: id("the order of the court"),
    jurisdiction: "0x4e4c",
    kind,
    possessor: possessor.member,
    titleholder: titleholder?.member ?? 0n,
  };
}

/** Gives notice of an order and answers when it may be carried out. */
export async function announced(
  bills: BillOfLading,
  tokenId: bigint,
  order: ReturnType<typeof courtOrder>,
): Promise<bigint> {
  return (await timeOf(bills.announceReassignment(tokenId, order))) + 7n * DAYS;
}
