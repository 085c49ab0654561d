import type { BillOfLading } from "../../typechain-types/index.js";
import type { Act, Party, Suite } from "./suite.js";

/** All of a bill that an act can change, its place in the history apart. */
export interface BillState {
  kind: bigint;
  status: bigint;
  carrier: bigint;
  possessor: bigint;
  possessorAccount: string;
  owner: string;
  approved: string;
  titleholder: bigint;
  shipper: bigint;
  consignee: bigint;
  isFinal: boolean;
  rejectDeadline: bigint;
  entitled: bigint;
  isDue: boolean;
}

/** Reads a bill through every view that shows it. */
export async function stateOf(bills: BillOfLading, tokenId: bigint): Promise<BillState> {
  const bill = await bills.billOf(tokenId);
  const delivery = await bills.deliveryOf(tokenId);
  return {
    kind: bill.kind,
    status: bill.status,
    carrier: bill.carrier,
    possessor: bill.possessor,
    possessorAccount: bill.possessorAccount,
    owner: await bills.ownerOf(tokenId),
    approved: await bills.getApproved(tokenId),
    titleholder: bill.titleholder,
    shipper: bill.shipper,
    consignee: bill.consignee,
    isFinal: bill.isFinal,
    rejectDeadline: bill.rejectDeadline,
    entitled: delivery.entitled,
    isDue: delivery.isDue,
  };
}

/** How many bills each party possesses, by the party's name. */
export async function balancesOf({
  bills,
  parties,
}: Pick<Suite, "bills" | "parties">): Promise<Record<string, bigint>> {
  const balances: Record<string, bigint> = {};
  for (const [name, { address }] of Object.entries(parties)) balances[name] = await bills.balanceOf(address);
  return balances;
}

/** What says who possesses the bill, in the words of each view. */
export function possessedBy(party: Party): Pick<BillState, "possessor" | "possessorAccount" | "owner"> {
  return { possessor: party.member, possessorAccount: party.address, owner: party.address };
}

/** Carries out the instruction that stands, as the possessor reads it at this moment. */
export async function carryOut(bills: BillOfLading, by: Party, tokenId: bigint) {
  const { sequence } = await bills.instructionOf(tokenId);
  return await bills.connect(by.signer).carryOut(tokenId, sequence);
}

/** The act TRANSFER. */
export function transfer(bills: BillOfLading, from: Party, to: Party, tokenId: bigint) {
  return bills.connect(from.signer).transferFrom(from.address, to.address, tokenId);
}

/** Endorsement and possession to one recipient in one transaction. */
export function endorseAndTransfer(bills: BillOfLading, from: Party, act: Act, to: Party, tokenId: bigint) {
  return bills.connect(from.signer).endorseAndTransfer(tokenId, act, to.address);
}
