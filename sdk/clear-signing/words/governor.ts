import type { ConsortiumGovernor__factory } from "../../../typechain-types/index.js";
import { bytes, call, code, contract, duration, ether, hidden, number, party, text } from "../labels.js";
import { calledBy, type ContractWords, type FunctionWords } from "../words.js";

const PROPOSAL = number("Proposal number");
const SUPPORT = code("Vote", "VoteType");
const SIGNATURE = hidden("the voter's signature: the contract checks it");
const CALLS = {
  targets: contract("Contract"),
  values: ether("With"),
  calldatas: call("Call", "targets.[]"),
};
const DECISION = { proposalId: PROPOSAL, ...CALLS, descriptionHash: bytes("Hash of the text") };
const BALLOT = { proposalId: PROPOSAL, support: SUPPORT, voter: party("Voter"), nonce: number("Nonce") };
const RECEIVED = calledBy("a token");

type Abi = typeof ConsortiumGovernor__factory.abi;

/** ConsortiumGovernor: proposals and votes. What a proposal would call has the words of its own contract. */
export const GOVERNOR_WORDS: ContractWords<Abi, Abi> = {
  propose: { intent: "Propose a decision", fields: { ...CALLS, description: text("Text") } },
  queue: { intent: "Queue a decision", fields: DECISION },
  execute: { intent: "Carry out a decision", fields: DECISION },
  cancel: { intent: "Cancel a proposal", fields: DECISION },
  castVote: {
    intent: "Vote on a proposal",
    sentence: "Vote {support} on proposal {proposalId}",
    fields: { proposalId: PROPOSAL, support: SUPPORT },
  },
  castVoteWithReason: {
    intent: "Vote on a proposal",
    sentence: "Vote {support} on proposal {proposalId}: {reason}",
    fields: { proposalId: PROPOSAL, support: SUPPORT, reason: text("Reason") },
  },
  castVoteWithReasonAndParams: {
    intent: "Vote on a proposal",
    fields: { proposalId: PROPOSAL, support: SUPPORT, reason: text("Reason"), params: bytes("Parameters") },
  },
  castVoteBySig: {
    intent: "Hand in a signed vote",
    sentence: "Hand in the vote of {voter} on proposal {proposalId}: {support}",
    fields: { proposalId: PROPOSAL, support: SUPPORT, voter: party("Voter"), signature: SIGNATURE },
  },
  castVoteWithReasonAndParamsBySig: {
    intent: "Hand in a signed vote",
    fields: {
      proposalId: PROPOSAL,
      support: SUPPORT,
      voter: party("Voter"),
      reason: text("Reason"),
      params: bytes("Parameters"),
      signature: SIGNATURE,
    },
  },
  setVotingDelay: {
    intent: "Set when votes begin",
    sentence: "Let votes begin {newVotingDelay} after the proposal",
    fields: { newVotingDelay: duration("After the proposal") },
  },
  setVotingPeriod: {
    intent: "Set how long votes last",
    sentence: "Let votes last {newVotingPeriod}",
    fields: { newVotingPeriod: duration("Length") },
  },
  setProposalThreshold: {
    intent: "Set votes for a proposal",
    fields: { newProposalThreshold: number("Votes to propose") },
  },
  updateQuorumNumerator: {
    intent: "Set the quorum",
    sentence: "Set the quorum to {newQuorumNumerator} sixtieths of all seats",
    fields: { newQuorumNumerator: number("Sixtieths of seats") },
  },
  updateTimelock: {
    intent: "Set another timelock",
    sentence: "Let {newTimelock} carry decisions out",
    fields: { newTimelock: contract("Timelock") },
  },
  relay: {
    intent: "Call as the governor",
    fields: { target: contract("Contract"), value: ether("With"), data: call("Call", "target") },
  },
  onERC721Received: RECEIVED,
  onERC1155Received: RECEIVED,
  onERC1155BatchReceived: RECEIVED,
};

/** The EIP-712 structs of a vote that somebody else hands in, by OpenZeppelin's Governor. */
export const BALLOT_TYPES = {
  Ballot: [
    { name: "proposalId", type: "uint256" },
    { name: "support", type: "uint8" },
    { name: "voter", type: "address" },
    { name: "nonce", type: "uint256" },
  ],
};
export const EXTENDED_BALLOT_TYPES = {
  ExtendedBallot: [...BALLOT_TYPES.Ballot, { name: "reason", type: "string" }, { name: "params", type: "bytes" }],
};

/** What a member signs when somebody else hands its vote in. */
export const BALLOT_WORDS: FunctionWords<typeof BALLOT> = { intent: "Vote on a proposal", fields: BALLOT };
export const EXTENDED_BALLOT_WORDS = {
  intent: "Vote on a proposal",
  fields: { ...BALLOT, reason: text("Reason"), params: bytes("Parameters") },
};
