// The steps that are measured, one entry each. To add some: append to STEPS, or spread another list into it.
import type { ContractTransactionResponse } from "ethers";

import { mandate } from "../../test/support/agency.js";
import { Act, issuance, issueBill, Kind, type Party } from "../../test/support/suite.js";
import type { World } from "./world.js";

/** Nobody's account yet. */
const NEXT_ACCOUNT = `0x${"ac".repeat(20)}`;

export interface Step {
  /** The row of the table, and the key in gas/report.json. */
  readonly name: string;
  /** The most that it may cost. */
  readonly budget: number;
  /** What a rule makes it cost beyond that, with its reason in docs/decisions.md: the most that is accepted. */
  readonly accepted?: number;
  /** TradeTrust token-registry 5.5.1 for the same step, its cheapest case; null: nobody else has the step. */
  readonly reference: number | null;
  /** Brings the world to where the step begins, takes it, and answers its gas. */
  readonly measure: (world: World) => Promise<number>;
}

export const STEPS: readonly Step[] = [
  {
    name: "issue one bill",
    budget: 100_000,
    reference: 291_900,
    measure: ({ bills, parties }) => {
      const asCarrier = bills.connect(parties.carrier.signer);
      return gasOf(asCarrier.issue(issuance(Kind.TO_ORDER, parties)));
    },
  },
  {
    name: "issue in a batch of 50 over 8 holders, per bill",
    budget: 65_000,
    reference: 291_900,
    measure: async ({ bills, parties, holders }) => {
      const batch = Array.from({ length: 50 }, (_, i) =>
        issuance(Kind.TO_ORDER, parties, { reference: `BATCH ${i}`, issueTo: at(holders, i).address }),
      );
      return Math.ceil((await gasOf(bills.connect(parties.carrier.signer).issueBatch(batch))) / batch.length);
    },
  },
  {
    name: "transfer of possession",
    budget: 60_500,
    reference: 60_745,
    measure: async (world) => {
      const { bills, parties } = world;
      const { shipper, bank } = parties;
      const tokenId = await issueBill(world, Kind.TO_ORDER);
      return gasOf(bills.connect(shipper.signer).transferFrom(shipper.address, bank.address, tokenId));
    },
  },
  {
    // What the agency asks on the way: who the principal and the agent are, and the mandate.
    name: "transfer of possession by an agent",
    budget: 86_000,
    reference: null,
    measure: async (world) => {
      const { agency, bills, parties } = world;
      const { shipper, bank, outsider: staff } = parties;
      const tokenId = await issueBill(world, Kind.TO_ORDER);
      await agency.connect(shipper.signer).grant([await mandate(staff.address, bills, ["transferFrom"])]);
      const transfer = bills.interface.encodeFunctionData("transferFrom", [shipper.address, bank.address, tokenId]);
      return gasOf(agency.connect(staff.signer).act(shipper.member, bills, transfer));
    },
  },
  {
    name: "transfer of possession and title to one new party",
    budget: 61_000,
    reference: 112_902,
    measure: async (world) => {
      const tokenId = await issueBill(world, Kind.TO_ORDER);
      return gasOf(passOn(world, world.parties.shipper, world.parties.bank, tokenId));
    },
  },
  {
    name: "reject a transfer",
    budget: 60_000,
    reference: 58_860,
    measure: async (world) => {
      const { bills, parties } = world;
      const tokenId = await issueBill(world, Kind.TO_ORDER);
      // The dearest case: an endorsement comes back with the bill.
      await passOn(world, parties.shipper, parties.bank, tokenId);
      return gasOf(bills.connect(parties.bank.signer).reject(tokenId));
    },
  },
  {
    name: "surrender",
    budget: 62_000,
    reference: 98_935,
    measure: async (world) => {
      const { bills, parties } = world;
      const tokenId = await issueBill(world, Kind.TO_ORDER);
      await passOn(world, parties.shipper, parties.bank, tokenId);
      return gasOf(bills.connect(parties.bank.signer).surrenderForDelivery(tokenId));
    },
  },
  {
    name: "accept surrender (writes who is entitled)",
    budget: 42_000,
    reference: 103_512,
    measure: (world) => accept(world, Kind.TO_ORDER),
  },
  {
    // Who is entitled is not in the bill's word yet: the consortium is asked whose account surrendered.
    name: "accept surrender of a bearer bill",
    budget: 46_000,
    reference: 103_512,
    measure: (world) => accept(world, Kind.BEARER),
  },
  {
    name: "reject surrender",
    budget: 58_000,
    reference: 100_935,
    measure: async (world) => {
      const { bills, parties } = world;
      const tokenId = await issueBill(world, Kind.TO_ORDER);
      await bills.connect(parties.shipper.signer).surrenderForDelivery(tokenId);
      return gasOf(bills.connect(parties.carrier.signer).refuseSurrender(tokenId, `0x${"ab".repeat(32)}`));
    },
  },
  {
    name: "life cycle: issue, 2 transfers of both, surrender, accept",
    budget: 320_000,
    reference: 685_975,
    measure: async (world) => {
      const { bills, parties } = world;
      const { carrier, shipper, bank, trader } = parties;
      const input = issuance(Kind.TO_ORDER, parties);
      let gas = await gasOf(bills.connect(carrier.signer).issue(input));
      gas += await gasOf(passOn(world, shipper, bank, input.tokenId));
      gas += await gasOf(passOn(world, bank, trader, input.tokenId));
      gas += await gasOf(bills.connect(trader.signer).surrenderForDelivery(input.tokenId));
      return gas + (await gasOf(bills.connect(carrier.signer).acceptSurrender(input.tokenId)));
    },
  },
  {
    name: "follow a replaced account in a batch of 50, per bill",
    budget: 18_000,
    reference: null,
    measure: async (world) => {
      const { bills, consortium, parties } = world;
      const tokenIds: bigint[] = [];
      for (let i = 0; i < 50; ++i) tokenIds.push(await issueBill(world, Kind.TO_ORDER, { reference: `FOLLOW ${i}` }));
      await consortium.replaceAccount(parties.shipper.member, NEXT_ACCOUNT);
      return Math.ceil((await gasOf(bills.connect(parties.outsider.signer).followAccounts(tokenIds))) / 50);
    },
  },
];

/** The gas of a transaction, as its receipt has it. */
export async function gasOf(transaction: Promise<ContractTransactionResponse>): Promise<number> {
  const receipt = await (await transaction).wait();
  if (receipt === null) throw new Error("the transaction has no receipt");
  return Number(receipt.gasUsed);
}

async function accept(world: World, kind: Kind): Promise<number> {
  const { bills, parties } = world;
  const tokenId = await issueBill(world, kind);
  await bills.connect(parties.shipper.signer).surrenderForDelivery(tokenId);
  return gasOf(bills.connect(parties.carrier.signer).acceptSurrender(tokenId));
}

function passOn({ bills }: World, from: Party, to: Party, tokenId: bigint): Promise<ContractTransactionResponse> {
  return bills.connect(from.signer).endorseAndTransfer(tokenId, Act.ENDORSE_TO_ORDER, to.address);
}

function at(holders: readonly Party[], i: number): Party {
  const holder = holders[i % holders.length];
  if (holder === undefined) throw new Error("nobody holds bills");
  return holder;
}
