/** What the chain knows of a bill, with names in the place of codes. Members are numbers, 0 is nobody. */
import { type BillOfLading, type Consortium, IBillOfLading__factory } from "../../typechain-types/index.js";
import { type StructOf, structOf } from "../chain/abi.js";
import { decodingErrors } from "../chain/errors.js";
import { type Member, readMember } from "../chain/members.js";
import { Place } from "../chain/values.js";

type ViewName = "billOf" | "deliveryOf" | "instructionOf" | "paperOf";

type ViewOf<N extends ViewName> = StructOf<typeof IBillOfLading__factory.abi, N>;

/** A bill as `billOf` shows it: see BillView in contracts/interfaces/BillTypes.sol. */
export type Bill = { readonly tokenId: bigint } & ViewOf<"billOf">;

/** What the release of cargo needs to know. */
export type Delivery = ViewOf<"deliveryOf">;

/** What a titleholder out of possession asks the possessor to do. */
export type Instruction = ViewOf<"instructionOf">;

/** The paper into which a bill was turned, and its end. */
export type Paper = ViewOf<"paperOf">;

/** A bill with everything around it, all of the same block. */
export interface BillDetails extends Bill {
  /** The block at which all this was so. */
  readonly block: number;
  /** Every member that has a place on the bill, by number. */
  readonly members: ReadonlyMap<number, Member>;
  readonly delivery: Delivery;
  /** Absent if none stands. */
  readonly instruction?: Instruction;
  /** Absent if the bill is not frozen. `until` 0: until governance unfreezes it. */
  readonly freeze?: { readonly until: number };
  /** Absent if the bill never went on paper. */
  readonly paper?: Paper;
  /** Hash of the DCSA party object for which somebody stands in at a place; absent if for nobody. */
  readonly standInFor: { readonly shipper?: string; readonly title?: string };
  /** The bills that followed this one. */
  readonly successors: readonly bigint[];
  /** The bills that this one followed. */
  readonly predecessors: readonly bigint[];
}

/**
 * Reads a bill in one call.
 * @param block at which; the latest unless told
 * @throws ChainError ERC721NonexistentToken for a token that was never issued
 */
export async function readBill(bills: BillOfLading, tokenId: bigint, block?: number): Promise<Bill> {
  const view = await decodingErrors(bills.billOf(tokenId, { blockTag: block ?? "latest" }));
  return { tokenId, ...viewOf("billOf", view) };
}

/**
 * Reads a bill with everything around it, at one block. The calls are sent together, so that a provider that batches
 * them needs two rounds after the one for the number of the block.
 * @throws ChainError ERC721NonexistentToken for a token that was never issued
 */
export async function readBillDetails(
  bills: BillOfLading,
  consortium: Consortium,
  tokenId: bigint,
): Promise<BillDetails> {
  const { provider } = bills.runner ?? {};
  if (provider == null) throw new TypeError("The contract is not connected to a provider");
  const block = await decodingErrors(provider.getBlockNumber());
  const at = { blockTag: block };
  // The bill first: it says in its own words if there is none.
  const [bill, delivery, instruction, freeze, paper, shipper, title, successors, predecessors] = await decodingErrors(
    Promise.all([
      readBill(bills, tokenId, block),
      bills.deliveryOf(tokenId, at),
      bills.instructionOf(tokenId, at),
      bills.freezeOf(tokenId, at),
      bills.paperOf(tokenId, at),
      bills.standInFor(tokenId, Place.SHIPPER, at),
      bills.standInFor(tokenId, Place.TITLE, at),
      bills.successorsOf(tokenId, at),
      bills.predecessorsOf(tokenId, at),
    ]),
  );
  const due = viewOf("deliveryOf", delivery);
  const onPaper = viewOf("paperOf", paper);
  const numbers = new Set(
    [
      bill.carrier,
      bill.possessor,
      bill.titleholder,
      bill.shipper,
      bill.consignee,
      due.entitled,
      onPaper.presenter,
    ].filter((member) => member !== 0),
  );
  const members = await Promise.all([...numbers].map((member) => readMember(consortium, member)));
  return {
    ...bill,
    block,
    members: new Map(members.map((member) => [member.member, member])),
    delivery: due,
    ...(bill.isInstructed && { instruction: viewOf("instructionOf", instruction) }),
    ...(freeze.isFrozen && { freeze: { until: Number(freeze.until) } }),
    ...(onPaper.originals !== 0 && { paper: onPaper }),
    standInFor: { ...(BigInt(shipper) !== 0n && { shipper }), ...(BigInt(title) !== 0n && { title }) },
    successors: [...successors],
    predecessors: [...predecessors],
  };
}

function viewOf<N extends ViewName>(name: N, output: object): ViewOf<N> {
  return structOf(IBillOfLading__factory.abi, name, output);
}
