/** What the members vote on: read from the chain as plain objects. */
import { ArgumentError } from "../chain/arguments.js";
import { decodingErrors } from "../chain/errors.js";
import type { SuiteAddresses } from "../chain/suite.js";
import { nameOf, ProposalState, type ProposalStateName } from "../chain/values.js";
import { describeCall, type ReadableCall } from "./calls.js";
import type { Government } from "./contracts.js";

/** A proposal, and how it stands. Times are seconds since 1970. */
export interface Proposal {
  readonly proposalId: bigint;
  /** Its place among all proposals, from 1. */
  readonly number: number;
  readonly state: ProposalStateName;
  /** What it says of itself. */
  readonly description: string;
  /** What it would do, in this order, all or nothing. */
  readonly calls: readonly ReadableCall[];
  /** The group whose seat made it. */
  readonly group: number;
  /** The account that made it. */
  readonly proposer: string;
  /** The block in which it was made. */
  readonly block: number;
  /** The seats that had a vote when the vote began; 0 as long as it has not. */
  readonly seats: number;
  /** How many of them must vote for it or abstain; 0 as long as the vote has not begun. */
  readonly quorum: number;
  readonly votes: { readonly for: number; readonly against: number; readonly abstain: number };
  /** After this second votes count. */
  readonly voteStart: number;
  /** The last second in which they do. */
  readonly voteEnd: number;
  /** From when on it can be carried out; 0 if it is not queued. */
  readonly eta: number;
  /** When it lapses, if it was decided and nobody carries it out. */
  readonly lapse: number;
}

/**
 * A proposal by its id.
 * @throws ChainError GovernorNonexistentProposal
 */
export async function readProposal(
  government: Government,
  addresses: SuiteAddresses,
  proposalId: bigint,
): Promise<Proposal> {
  return await readNumbered(government, addresses, proposalId, () => placeOf(government, proposalId));
}

/** @param place tells the proposal's place among all */
async function readNumbered(
  government: Government,
  addresses: SuiteAddresses,
  proposalId: bigint,
  place: () => number | Promise<number>,
): Promise<Proposal> {
  const { governor } = government;
  const [targets, , calldatas] = await decodingErrors(governor.proposalDetails(proposalId));
  const [{ seat, blockNumber }, state, voteStart, voteEnd, eta, lapse, proposer, tally] = await decodingErrors(
    Promise.all([
      governor.proposalOrigin(proposalId),
      governor.state(proposalId),
      governor.proposalSnapshot(proposalId),
      governor.proposalDeadline(proposalId),
      governor.proposalEta(proposalId),
      governor.proposalLapse(proposalId),
      governor.proposalProposer(proposalId),
      governor.proposalVotes(proposalId),
    ]),
  );
  const block = Number(blockNumber);
  // A proposal that was cancelled may have had no vote at all.
  const hasBegun = voteStart < (await decodingErrors(government.consortium.clock()));
  const [seats, quorum, number, description] = await Promise.all([
    hasBegun ? decodingErrors(government.consortium.getPastTotalSupply(voteStart)) : 0n,
    hasBegun ? decodingErrors(governor.quorum(voteStart)) : 0n,
    place(),
    descriptionOf(government, proposalId, block),
  ]);
  return {
    proposalId,
    number,
    state: nameOf(ProposalState, state),
    description,
    calls: targets.map((target, index) => describeCall(addresses, { target, data: calldatas[index] ?? "0x" })),
    group: Number(BigInt(seat)),
    proposer,
    block,
    seats: Number(seats),
    quorum: Number(quorum),
    votes: { for: Number(tally.forVotes), against: Number(tally.againstVotes), abstain: Number(tally.abstainVotes) },
    voteStart: Number(voteStart),
    voteEnd: Number(voteEnd),
    eta: Number(eta),
    lapse: Number(lapse),
  };
}

/** All proposals, the newest first. */
export async function listProposals(government: Government, addresses: SuiteAddresses): Promise<Proposal[]> {
  const ids = await proposalIds(government);
  const proposals = ids.map((proposalId, index) => readNumbered(government, addresses, proposalId, () => index + 1));
  return (await Promise.all(proposals)).reverse();
}

/**
 * The id of a proposal by what people call it: its number among all (`3`), or its id in decimal or hexadecimal digits.
 * @throws ArgumentError if it is none of these, or there is none with that number
 */
export async function findProposal(government: Government, text: string, argument = "proposal"): Promise<bigint> {
  if (!/^(?:\d{1,78}|0x[0-9a-fA-F]{1,64})$/.test(text)) {
    throw new ArgumentError(argument, `is no number or id of a proposal: ${JSON.stringify(text)}`);
  }
  if (text.length > 9) return BigInt(text);
  const count = await decodingErrors(government.governor.proposalCount());
  if (BigInt(text) < 1n || BigInt(text) > count) {
    throw new ArgumentError(argument, `is unknown: there are ${count} proposals, and no number ${text}`);
  }
  const [proposalId] = await decodingErrors(government.governor.proposalDetailsAt(BigInt(text) - 1n));
  return proposalId;
}

async function proposalIds({ governor }: Government): Promise<bigint[]> {
  const count = Number(await decodingErrors(governor.proposalCount()));
  const details = await Promise.all(
    Array.from({ length: count }, (_, index) => decodingErrors(governor.proposalDetailsAt(index))),
  );
  return details.map(([proposalId]) => proposalId);
}

async function placeOf(government: Government, proposalId: bigint): Promise<number> {
  return (await proposalIds(government)).indexOf(proposalId) + 1;
}

/** The text stands in the event alone: one query of one block. */
async function descriptionOf({ governor }: Government, proposalId: bigint, block: number): Promise<string> {
  const events = await decodingErrors(governor.queryFilter(governor.filters.ProposalCreated(), block, block));
  return events.find(({ args }) => args.proposalId === proposalId)?.args.description ?? "";
}
