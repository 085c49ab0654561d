// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @notice By which rules a vote is taken. Governance changes each of them on its own, within the same bounds.
struct VotingRules {
    uint48 votingDelay; // seconds from the proposal to the vote; at most 30 days
    uint32 votingPeriod; // seconds in which votes are cast; 1 minute to 30 days
    uint256 quorum; // share of all seats, in sixtieths; more than half (40: two thirds)
}

/// @title IConsortiumGovernor
/// @notice How the members decide. The rest of the functions is OpenZeppelin's Governor (`propose`, `castVote`, `queue`,
/// `execute`, `cancel`, `state`) with its settings, its storage of proposals and its timelock.
/// @dev One vote for each seat. A seat is what a corporate group has in common, so that affiliates vote once, and a vote
/// belongs to it and not to an account: see {IConsortium}. Who may vote and propose is the speaker of a seat at that moment;
/// how many votes there are is read at the proposal's snapshot. So:
///
/// - a seat that joins after the snapshot has no vote in that proposal, and does not raise its quorum
/// - a speaker that is suspended, removed or replaced can do nothing from that block on; what its seat has voted stays, and
///   who speaks for the seat next may vote if it has not
/// - abstaining counts for the quorum, and neither for nor against
///
/// What is decided is carried out by the timelock, which nobody else can give orders to. A decision that nobody has carried
/// out 14 days after it could have been lapses, so that none lies in wait for another day.
///
/// Assumptions: the chain's clock is right to within seconds; fewer seats than the quorum are in one hand.
interface IConsortiumGovernor {
    /* ERRORS */

    /// @notice The seat had no vote at the proposal's snapshot: it joined, or had no active speaker, until later.
    error ConsortiumGovernor_NoVoteThen(address seat, uint256 snapshot);

    /// @notice A setting is from `least` to `most`: with any other the members could not decide, or a minority could.
    error ConsortiumGovernor_SettingRefused(uint256 value, uint256 least, uint256 most);

    /* READING */

    /// @notice Whether a seat has voted, whoever spoke for it.
    /// @dev `hasVoted` takes the account of a present speaker instead, and reverts for everybody else.
    function hasSeatVoted(uint256 proposalId, address seat) external view returns (bool);

    /// @notice The seat that made a proposal, and may cancel it until the vote begins, and the block of its event: a reader
    /// finds its text with one query of one block.
    /// @dev Reverts with OpenZeppelin's GovernorNonexistentProposal.
    function proposalOrigin(uint256 proposalId) external view returns (address seat, uint40 blockNumber);

    /// @notice When a decision that nobody carries out lapses, in seconds since 1970. It moves on when the decision is queued.
    /// @dev Reverts with OpenZeppelin's GovernorNonexistentProposal.
    function proposalLapse(uint256 proposalId) external view returns (uint256);
}
