import { ZeroAddress, ZeroHash } from "ethers";

import type { BillRecord } from "../records.js";
import { BillStatus, Kind } from "../values.js";
import { orderNow } from "./custody.js";
import { existing, freezeNow, memberBy, type ModelBill, namesParties, rejectDeadline, type World } from "./world.js";

const NO_INSTRUCTION = { act: 0n, by: 0n, reason: 0n, sequence: 0n, recipient: ZeroAddress };
const NO_ORDER = {
  orderHash: ZeroHash,
  jurisdiction: "0x0000",
  kind: 0n,
  possessor: 0n,
  titleholder: 0n,
  notBefore: 0n,
};

/** Who is entitled to delivery, or would be if the bill were surrendered now. */
function entitled({ kind, status, title, possessor, surrenderer, paper }: ModelBill): bigint {
  if (status === BillStatus.PAPER) return paper.presenter;
  if (kind !== Kind.BEARER || status === BillStatus.SURRENDERED_FOR_DELIVERY) return title.member;
  return status === BillStatus.ISSUED ? possessor : surrenderer;
}

function isDue({ kind, status, paper }: ModelBill): boolean {
  if (status === BillStatus.PAPER) return paper.presenter !== 0n;
  return status === BillStatus.SURRENDERED_FOR_DELIVERY || (kind === Kind.WAYBILL && status === BillStatus.ISSUED);
}

/** What `billOf` and `deliveryOf` answer. */
export function viewOf(world: World, tokenId: bigint): BillRecord {
  const bill = existing(world, tokenId);
  const isFrozen = freezeNow(bill, world.now) !== undefined;
  const named = namesParties(bill.kind);
  return {
    kind: bill.kind,
    status: bill.status,
    carrier: bill.carrier,
    possessor: bill.possessor,
    possessorAccount: memberBy(world, bill.possessor).address,
    titleholder: bill.kind === Kind.WAYBILL ? 0n : bill.title.member,
    shipper: named ? bill.shipper.member : 0n,
    consignee: named ? bill.title.member : 0n,
    isFinal: bill.isFinal,
    isFrozen,
    isInstructed: bill.instruction !== undefined,
    isAgainstIndemnity: bill.isAgainstIndemnity,
    isDeliveryBegun: bill.isDeliveryBegun,
    noDisposal: bill.noDisposal,
    rejectDeadline: rejectDeadline(world, bill),
    sequence: bill.sequence,
    latestBlock: bill.latestBlock,
    entitled: entitled(bill),
    isDue: isDue(bill) && !isFrozen,
  };
}

/** What all views of a bill answer, as `recordOf` of the chain puts them together. */
export function recordIn(world: World, tokenId: bigint): BillRecord {
  const bill = existing(world, tokenId);
  const freeze = freezeNow(bill, world.now);
  return {
    ...viewOf(world, tokenId),
    owner: memberBy(world, bill.possessor).address,
    approved: bill.approved,
    instruction: bill.instruction ?? NO_INSTRUCTION,
    successors: bill.successors,
    predecessors: bill.predecessors,
    paper: bill.paper,
    standIns: [bill.shipper.standsInFor, bill.title.standsInFor],
    freeze: [freeze !== undefined, freeze?.until ?? 0n],
    announced: orderNow(world, bill) ?? NO_ORDER,
  };
}
