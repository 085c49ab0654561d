/** By which rules the members decide, and who their guardians are. */
import { decodingErrors } from "../chain/errors.js";
import { GuardianAct, type GuardianActName } from "../chain/values.js";
import type { Government } from "./contracts.js";

/** How the members govern now. Durations are seconds. */
export interface GovernmentRules {
  /** Seats that have a vote now. */
  readonly seats: number;
  /** How many of these must vote for a proposal, or abstain. */
  readonly quorum: number;
  /** The same as a share of all seats, in sixtieths: 40 is two thirds. */
  readonly quorumSixtieths: number;
  readonly votingDelay: number;
  readonly votingPeriod: number;
  readonly timelockDelay: number;
  /** Member numbers. */
  readonly guardians: readonly number[];
  /** How many guardians must approve. */
  readonly approvalsNeeded: number;
}

const QUORUM_DENOMINATOR = 60n;

export async function readGovernment({
  governor,
  timelock,
  guardians,
  consortium,
}: Government): Promise<GovernmentRules> {
  const [speakers, votingDelay, votingPeriod, timelockDelay, sixtieths, [members, approvalsNeeded]] =
    await decodingErrors(
      Promise.all([
        speakingSeats(consortium),
        governor.votingDelay(),
        governor.votingPeriod(),
        timelock.getMinDelay(),
        governor["quorumNumerator()"](),
        guardians.guardians(),
      ]),
    );
  return {
    seats: Number(speakers),
    quorum: Number((speakers * sixtieths + QUORUM_DENOMINATOR - 1n) / QUORUM_DENOMINATOR),
    quorumSixtieths: Number(sixtieths),
    votingDelay: Number(votingDelay),
    votingPeriod: Number(votingPeriod),
    timelockDelay: Number(timelockDelay),
    guardians: members.map(Number),
    approvalsNeeded: Number(approvalsNeeded),
  };
}

/** The present total is not kept apart: it is counted over the groups, each of which has one vote or none. */
async function speakingSeats(consortium: Government["consortium"]): Promise<bigint> {
  const groups = Number(await consortium.groupCount());
  const votes = await Promise.all(
    Array.from({ length: groups }, (_, index) => consortium.getVotes(seatOfGroup(index + 1))),
  );
  return votes.reduce((sum, each) => sum + each, 0n);
}

/** The seat of a group: its number as an address, of which nobody has the key. */
export function seatOfGroup(group: number): string {
  return `0x${group.toString(16).padStart(40, "0")}`;
}

/** Approvals of one call of the guardians that count now. */
export interface Approvals {
  readonly act: GuardianActName;
  readonly tokenId: bigint;
  readonly duration: number;
  /** Member numbers. */
  readonly members: readonly number[];
}

export async function readApprovals(
  { guardians }: Government,
  act: GuardianActName,
  tokenId = 0n,
  duration = 0,
): Promise<Approvals> {
  const call = { act: GuardianAct[act], tokenId, duration };
  const members = await decodingErrors(guardians.approvalsOf(call));
  return { act, tokenId, duration, members: members.map(Number) };
}
