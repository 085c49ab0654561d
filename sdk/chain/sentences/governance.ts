import type {
  ConsortiumGovernor__factory,
  Guardians__factory,
  TimelockController__factory,
} from "../../../typechain-types/index.js";
import { tokenToHex } from "../values.js";
import type { OPENZEPPELIN_SENTENCES } from "./openzeppelin.js";
import type { ErrorsOf, Sentences } from "./sentence.js";

type AnyError = ErrorsOf<
  typeof ConsortiumGovernor__factory.abi | typeof Guardians__factory.abi | typeof TimelockController__factory.abi
>;

/** Errors of the members and of the agency that the guardians pass on, and those that have their sentence already. */
type Elsewhere = "Agency_PowerIsPersonal" | "Consortium_NotActive" | keyof typeof OPENZEPPELIN_SENTENCES;

/** Why the members' governor, its timelock and the guardians refuse. */
export const GOVERNANCE_SENTENCES: Sentences<Exclude<AnyError, { name: Elsewhere }>> = {
  /* THE GOVERNOR */

  ConsortiumGovernor_NoVoteThen: ({ seat }) =>
    `${seatText(seat)} has no vote in this proposal: it had none when the vote began`,
  ConsortiumGovernor_SettingRefused: ({ value, least, most }) =>
    `The setting ${value} is not from ${least} to ${most}, as the governor demands`,

  GovernorAlreadyCastVote: ({ voter }) => `${seatText(voter)} has voted already`,
  GovernorAlreadyQueuedProposal: (_, { proposalId }) =>
    `${capital(proposal(proposalId))} waits in the timelock already`,
  GovernorDisabledDeposit: () => `The governor takes no money and no tokens`,
  GovernorInsufficientProposerVotes: ({ proposer }) => `${proposer} cannot propose: its seat had no vote a moment ago`,
  GovernorInvalidProposalLength: ({ targets, calldatas, values }) =>
    `A proposal has one contract, one call and one amount for each act: these are ${targets}, ${calldatas} and ${values}`,
  GovernorInvalidQuorumFraction: ({ quorumNumerator, quorumDenominator }) =>
    `${quorumNumerator} of ${quorumDenominator} is no quorum`,
  GovernorInvalidSignature: ({ voter }) => `The signature is not that of ${voter} for this vote`,
  GovernorInvalidVoteParams: () => `A vote here has no parameters`,
  GovernorInvalidVoteType: () => `A vote is against (0), for (1) or an abstention (2)`,
  GovernorInvalidVotingPeriod: ({ votingPeriod }) => `A vote cannot take ${votingPeriod} seconds`,
  GovernorNonexistentProposal: (_, { proposalId }) => `There is no ${proposal(proposalId)}`,
  GovernorOnlyExecutor: ({ account }) => `${account} may not do this: the members decide it by a proposal`,
  GovernorProposalQueueingFailed: (_, { proposalId }) => `${capital(proposal(proposalId))} could not be queued`,
  GovernorProposalQueueingNotRequired: (_, { proposalId }) => `${capital(proposal(proposalId))} need not be queued`,
  GovernorRestrictedProposer: ({ proposer }) => `The text of the proposal names another proposer than ${proposer}`,
  GovernorUnableToCancel: ({ account }, { proposalId }) =>
    `${account} cannot cancel ${proposal(proposalId)}: its proposer can, until the vote begins`,
  GovernorUnexpectedProposalState: ({ current }, { proposalId }) =>
    `${capital(proposal(proposalId))} is ${current}, and this is not possible then`,

  /* THE TIMELOCK */

  AccessControlBadConfirmation: () => `A power is given up by its bearer alone`,
  AccessControlUnauthorizedAccount: ({ account }) =>
    `${account} may not give orders to the timelock: the members' governor does`,
  TimelockInsufficientDelay: ({ delay, minDelay }) =>
    `${delay} is less than the timelock's delay of ${minDelay} seconds`,
  TimelockInvalidOperationLength: ({ targets, payloads, values }) =>
    `The timelock got ${targets} contracts, ${payloads} calls and ${values} amounts`,
  TimelockUnauthorizedCaller: ({ caller }) => `${caller} may not change the timelock: it does so itself, by a decision`,
  TimelockUnexecutedPredecessor: ({ predecessorId }) => `${predecessorId} must be carried out first`,
  TimelockUnexpectedOperationState: () =>
    `The timelock cannot do that now: the decision still waits, was carried out, or was never queued`,

  /* THE GUARDIANS */

  Guardians_NotGuardian: ({ member }) => `${capital(member)} is no guardian`,
  Guardians_NotApproved: ({ member }) => `${capital(member)} has no approval of this that still counts`,
  Guardians_NotTheirFreeze: ({ tokenId }) => `The guardians have not frozen the bill ${tokenId}, or governance has`,
  Guardians_InvalidNumber: ({ guardians, approvalsNeeded }) =>
    `${approvalsNeeded} approvals of ${guardians} guardians is impossible: there are 1 to 15, and at most all must approve`,
  Guardians_NotAscending: ({ member }) => `Guardians are named once, in the order of their numbers: ${member} is not`,
  Guardians_NotEligible: ({ member }) =>
    `${capital(member)} cannot be a guardian: it is not active, has no vote, or shares its group with another guardian`,
};

/** A seat is the number of its group, written as an address. */
function seatText(seat: string): string {
  return /^0x0{24}/i.test(seat) ? `The seat of group ${BigInt(seat)}` : seat;
}

function proposal(proposalId: bigint): string {
  return `the proposal ${tokenToHex(proposalId).slice(0, 10)}…`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
