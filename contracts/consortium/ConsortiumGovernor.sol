// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governor, IGovernor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorStorage} from "@openzeppelin/contracts/governance/extensions/GovernorStorage.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {GovernorVotesQuorumFraction} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IConsortium} from "../interfaces/IConsortium.sol";
import {IConsortiumGovernor, VotingRules} from "../interfaces/IConsortiumGovernor.sol";
import {ActingMember} from "./ActingMember.sol";

/// @title ConsortiumGovernor
/// @notice The members decide, one vote for each seat; what they decide waits in the timelock before it is carried out.
/// @dev It makes its timelock itself: it alone proposes, cancels and executes there, and nobody administers it, not even
/// for a block.
/// @custom:security-contact see SECURITY.md
contract ConsortiumGovernor is
    IConsortiumGovernor,
    ActingMember,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotesQuorumFraction,
    GovernorStorage,
    GovernorTimelockControl
{
    using SafeCast for uint256;

    /// @dev Where a proposal comes from.
    struct Origin {
        address seat; // that made it
        uint40 blockNumber; // of its event
    }

    uint256 private constant LONGEST_DELAY = 30 days;
    uint256 private constant SHORTEST_PERIOD = 1 minutes; // or a vote could end between two blocks
    uint256 private constant LONGEST_PERIOD = 30 days;
    uint256 private constant QUORUM_DENOMINATOR = 60; // halves, thirds, quarters and fifths are exact
    uint256 private constant SMALLEST_QUORUM = 31; // more than half: two minorities cannot decide against each other
    uint256 private constant VOTES_TO_PROPOSE = 1; // what a seat has
    uint256 private constant GRACE = 14 days;

    mapping(uint256 proposalId => Origin origin) private _origins;

    /// @param timelockDelay seconds between a decision and its execution
    constructor(
        IConsortium consortium_,
        uint256 timelockDelay,
        VotingRules memory rules
    )
        ActingMember(consortium_)
        Governor("Bollard Consortium")
        GovernorSettings(rules.votingDelay, rules.votingPeriod, VOTES_TO_PROPOSE)
        GovernorVotes(IVotes(address(consortium_)))
        GovernorVotesQuorumFraction(rules.quorum)
        GovernorTimelockControl(_newTimelock(timelockDelay))
    {}

    /* READING */

    /// @inheritdoc IConsortiumGovernor
    function hasSeatVoted(uint256 proposalId, address seat) external view returns (bool) {
        return super.hasVoted(proposalId, seat);
    }

    /// @inheritdoc IConsortiumGovernor
    function proposalOrigin(uint256 proposalId) external view returns (address seat, uint40 blockNumber) {
        Origin memory origin = _origins[proposalId];
        if (origin.blockNumber == 0) revert GovernorNonexistentProposal(proposalId);
        return (origin.seat, origin.blockNumber);
    }

    /// @inheritdoc IConsortiumGovernor
    function proposalLapse(uint256 proposalId) public view returns (uint256) {
        if (proposalSnapshot(proposalId) == 0) revert GovernorNonexistentProposal(proposalId);
        uint256 eta = proposalEta(proposalId);
        return (eta == 0 ? proposalDeadline(proposalId) : eta) + GRACE;
    }

    /// @dev Whether the seat has voted for which `account` speaks now.
    function hasVoted(
        uint256 proposalId,
        address account
    ) public view override(IGovernor, GovernorCountingSimple) returns (bool) {
        return super.hasVoted(proposalId, consortium.seatOf(account));
    }

    /// @dev A share of all seats, rounded up: two thirds of seven are five.
    function quorum(uint256 timepoint) public view override(Governor, GovernorVotesQuorumFraction) returns (uint256) {
        uint256 seats = token().getPastTotalSupply(timepoint);
        return Math.mulDiv(seats, quorumNumerator(timepoint), quorumDenominator(), Math.Rounding.Ceil);
    }

    /// @inheritdoc GovernorVotesQuorumFraction
    function quorumDenominator() public pure override returns (uint256) {
        return QUORUM_DENOMINATOR;
    }

    /// @dev A decision that nobody carries out expires.
    function state(
        uint256 proposalId
    ) public view override(Governor, GovernorTimelockControl) returns (ProposalState current) {
        current = super.state(proposalId);
        bool isDecided = current == ProposalState.Succeeded || current == ProposalState.Queued;
        if (isDecided && block.timestamp > proposalLapse(proposalId)) return ProposalState.Expired;
    }

    /* SEATS */

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal override(Governor, GovernorStorage) returns (uint256 proposalId) {
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        _origins[proposalId] = Origin(consortium.seatOf(proposer), block.number.toUint40());
    }

    /// @dev The seat that proposed, by whoever speaks for it now, until the vote begins.
    function _validateCancel(uint256 proposalId, address caller) internal view override returns (bool) {
        return state(proposalId) == ProposalState.Pending && consortium.seatOf(caller) == _origins[proposalId].seat;
    }

    function _getVotes(
        address account,
        uint256 timepoint,
        bytes memory params
    ) internal view override(Governor, GovernorVotes) returns (uint256) {
        return super._getVotes(consortium.seatOf(account), timepoint, params);
    }

    function _countVote(
        uint256 proposalId,
        address account,
        uint8 support,
        uint256 weight,
        bytes memory params
    ) internal override(Governor, GovernorCountingSimple) returns (uint256) {
        address seat = consortium.seatOf(account);
        if (weight == 0) revert ConsortiumGovernor_NoVoteThen(seat, proposalSnapshot(proposalId));
        return super._countVote(proposalId, seat, support, weight, params);
    }

    /* SETTINGS */

    function _setVotingDelay(uint48 delay) internal override {
        _requireWithin(delay, 0, LONGEST_DELAY);
        super._setVotingDelay(delay);
    }

    function _setVotingPeriod(uint32 period) internal override {
        _requireWithin(period, SHORTEST_PERIOD, LONGEST_PERIOD);
        super._setVotingPeriod(period);
    }

    /// @dev Fixed: with none anybody could propose, with more nobody.
    function _setProposalThreshold(uint256 threshold) internal override {
        _requireWithin(threshold, VOTES_TO_PROPOSE, VOTES_TO_PROPOSE);
        super._setProposalThreshold(threshold);
    }

    function _updateQuorumNumerator(uint256 numerator) internal override {
        _requireWithin(numerator, SMALLEST_QUORUM, QUORUM_DENOMINATOR);
        super._updateQuorumNumerator(numerator);
    }

    function _requireWithin(uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert ConsortiumGovernor_SettingRefused(value, least, most);
    }

    function _newTimelock(uint256 delay) private returns (TimelockController) {
        address[] memory governor = new address[](1);
        governor[0] = address(this);
        return new TimelockController(delay, governor, governor, address(0));
    }

    /* WHICH PART OF OPENZEPPELIN'S GOVERNOR ANSWERS */

    /// @inheritdoc GovernorSettings
    function votingDelay() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.votingDelay();
    }

    /// @inheritdoc GovernorSettings
    function votingPeriod() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.votingPeriod();
    }

    /// @inheritdoc GovernorSettings
    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    /// @inheritdoc GovernorTimelockControl
    function proposalNeedsQueuing(
        uint256 proposalId
    ) public view override(Governor, GovernorTimelockControl) returns (bool) {
        return super.proposalNeedsQueuing(proposalId);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }

    /* WHO CALLS */

    function _msgSender() internal view override(Context, ActingMember) returns (address) {
        return ActingMember._msgSender();
    }

    function _msgData() internal view override(Context, ERC2771Context) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength() internal view override(Context, ERC2771Context) returns (uint256) {
        return ERC2771Context._contextSuffixLength();
    }
}
