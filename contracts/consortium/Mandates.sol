// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

import {Limit, Mandate, Power, Subject, Terms} from "../interfaces/AgencyTypes.sol";
import {IAgency} from "../interfaces/IAgency.sol";
import {IConsortium, MemberStatus} from "../interfaces/IConsortium.sol";
import {ISubjects} from "../interfaces/ISubjects.sol";
import {Standing} from "./Standing.sol";

/// @notice What a principal has given an agent, over all functions.
struct Relation {
    // slot 0
    uint64 latest; // number of the latest mandate; 0: never any
    uint64 dismissed; // mandates up to this number are revoked
    uint40 dismissedAt;
}

/// @title Mandates
/// @notice Keeps what principals let agents do, by the principals' numbers: a new account changes nothing.
/// @dev Looked up by (principal, agent, contract, function): nothing is ever searched. A mandate's list of bills or
/// references lies under its number, so that a later one starts with an empty list.
abstract contract Mandates is IAgency {
    /// @dev The members. Fixed at deployment.
    IConsortium internal immutable _consortium;

    /// @inheritdoc IAgency
    ISubjects public subjects;

    /// @inheritdoc IAgency
    uint64 public mandateCount;

    /// @inheritdoc IAgency
    mapping(uint32 principal => uint40 blockNumber) public latestBlockOf;

    /// @inheritdoc IAgency
    mapping(uint64 number => mapping(bytes32 subject => bool isListed)) public isListed;

    mapping(uint32 principal => mapping(address agent => mapping(address target => mapping(bytes4 selector => Terms))))
        private _terms;
    mapping(uint32 principal => mapping(address agent => Relation relation)) private _relations;

    constructor(IConsortium consortium_) {
        _consortium = consortium_;
    }

    /* MANDATES */

    /// @inheritdoc IAgency
    function grant(Mandate[] calldata mandates) external returns (uint64 first) {
        if (mandates.length == 0) revert Agency_Nothing();
        (uint32 principal, Standing standing) = _principal();
        if (!standing.isActive()) revert Agency_PrincipalNotActive(principal, standing.status());
        first = mandateCount + 1;
        for (uint256 i = 0; i < mandates.length; ++i) _grant(principal, i, mandates[i]);
    }

    /// @inheritdoc IAgency
    function revoke(Power[] calldata powers) external {
        if (powers.length == 0) revert Agency_Nothing();
        (uint32 principal, ) = _principal();
        for (uint256 i = 0; i < powers.length; ++i) {
            (address agent, address target, bytes4 selector) = (powers[i].agent, powers[i].target, powers[i].selector);
            Terms memory terms = _unrevoked(principal, agent, target, selector);
            _terms[principal][agent][target][selector].revokedAt = uint40(block.timestamp);
            emit MandateRevoked(principal, agent, target, terms.number, selector, _previousBlock(principal));
        }
    }

    /// @inheritdoc IAgency
    function dismiss(address agent) external {
        (uint32 principal, ) = _principal();
        Relation storage relation = _relations[principal][agent];
        uint64 latest = relation.latest;
        if (latest == relation.dismissed) revert Agency_NoMandate(principal, agent);
        relation.dismissed = latest;
        relation.dismissedAt = uint40(block.timestamp);
        emit AgentDismissed(principal, agent, latest, _previousBlock(principal));
    }

    /* READING */

    /// @inheritdoc IAgency
    function termsOf(uint32 principal, Power calldata power) external view returns (Terms memory terms) {
        (terms, ) = _termsOf(principal, power.agent, power.target, power.selector);
    }

    /* INTERNAL */

    /// @dev Reverts unless the agent may do this, and answers under which mandate.
    function _requireMandate(
        uint32 principal,
        address agent,
        address target,
        bytes calldata data
    ) internal view returns (uint64 number) {
        Terms memory terms = _unrevoked(principal, agent, target, bytes4(data[:4]));
        number = terms.number;
        if (block.timestamp < terms.start) revert Agency_MandateNotBegun(principal, agent, number, terms.start);
        if (terms.end != 0 && block.timestamp > terms.end) {
            revert Agency_MandateExpired(principal, agent, number, terms.end);
        }
        if (terms.limit != Limit.NONE) _requireSubject(principal, agent, target, data, terms);
    }

    /// @dev Reverts unless this contract would call the target in the name of a principal: it must trust this agency.
    function _requireTarget(address target) internal view {
        (bool success, bytes memory answer) = target.staticcall(
            abi.encodeCall(ERC2771Context.isTrustedForwarder, (address(this)))
        );
        if (!success || answer.length != 32 || uint256(bytes32(answer)) != 1) revert Agency_TargetRefused(target);
    }

    /// @dev Nobody's account, or that of an active member.
    function _requireAgent(address agent) internal view returns (Standing standing) {
        standing = _consortium.standingOf(agent);
        MemberStatus status = standing.status();
        if (status != MemberStatus.NONE && status != MemberStatus.ACTIVE) revert Agency_AgentNotActive(agent, status);
    }

    function _grant(uint32 principal, uint256 index, Mandate calldata mandate) private {
        address agent = mandate.agent;
        if (agent == address(0) || agent == msg.sender) revert Agency_InvalidAgent(agent);
        _requireAgent(agent);
        _requireTarget(mandate.target);
        Terms memory terms = _newTerms(index, mandate);

        uint64 number = ++mandateCount;
        terms.number = number;
        for (uint256 i = 0; i < mandate.selectors.length; ++i) {
            _terms[principal][agent][mandate.target][mandate.selectors[i]] = terms;
        }
        for (uint256 i = 0; i < mandate.tokenIds.length; ++i) {
            if (mandate.tokenIds[i] == 0) revert Agency_InvalidMandate(index);
            isListed[number][bytes32(mandate.tokenIds[i])] = true;
        }
        for (uint256 i = 0; i < mandate.transportDocumentReferences.length; ++i) {
            bytes20 text = mandate.transportDocumentReferences[i];
            if (text == 0) revert Agency_InvalidMandate(index);
            isListed[number][text] = true;
        }
        _relations[principal][agent].latest = number;
        emit MandateGranted(
            principal,
            agent,
            mandate.target,
            number,
            mandate.selectors,
            terms.start,
            terms.end,
            terms.limit,
            mandate.tokenIds,
            mandate.transportDocumentReferences,
            mandate.unLocationCode,
            _previousBlock(principal)
        );
    }

    function _newTerms(uint256 index, Mandate calldata mandate) private view returns (Terms memory terms) {
        terms.start = mandate.start == 0 ? uint40(block.timestamp) : mandate.start;
        terms.end = mandate.end;
        if (terms.end != 0 && (terms.end < terms.start || terms.end < block.timestamp)) {
            revert Agency_InvalidTerm(terms.start, terms.end);
        }
        terms.unLocationCode = mandate.unLocationCode;
        uint256 limits;
        if (mandate.tokenIds.length != 0) (limits, terms.limit) = (1, Limit.BILLS);
        if (mandate.transportDocumentReferences.length != 0) (limits, terms.limit) = (limits + 1, Limit.REFERENCES);
        if (mandate.unLocationCode != 0) (limits, terms.limit) = (limits + 1, Limit.LOCATION);
        if (limits > 1 || mandate.selectors.length == 0) revert Agency_InvalidMandate(index);
    }

    /// @dev The terms of a mandate that nobody revoked.
    function _unrevoked(
        uint32 principal,
        address agent,
        address target,
        bytes4 selector
    ) private view returns (Terms memory terms) {
        uint64 latest;
        (terms, latest) = _termsOf(principal, agent, target, selector);
        if (latest == 0) revert Agency_NoMandate(principal, agent);
        if (terms.number == 0) revert Agency_FunctionNotCovered(principal, agent, target, selector);
        if (terms.revokedAt != 0) revert Agency_MandateRevoked(principal, agent, terms.number, terms.revokedAt);
    }

    function _termsOf(
        uint32 principal,
        address agent,
        address target,
        bytes4 selector
    ) private view returns (Terms memory terms, uint64 latest) {
        Relation memory relation = _relations[principal][agent];
        terms = _terms[principal][agent][target][selector];
        bool dismissed = terms.number != 0 && terms.number <= relation.dismissed;
        if (dismissed && terms.revokedAt == 0) terms.revokedAt = relation.dismissedAt;
        latest = relation.latest;
    }

    function _requireSubject(
        uint32 principal,
        address agent,
        address target,
        bytes calldata data,
        Terms memory terms
    ) private view {
        Subject memory subject;
        if (address(subjects) != address(0)) subject = subjects.subjectOf(target, data);
        bytes32 found;
        bool covered;
        if (terms.limit == Limit.LOCATION) {
            found = subject.unLocationCode;
            // The limit is not zero, so that what cannot be told is not covered.
            covered = subject.unLocationCode == terms.unLocationCode;
        } else {
            found = terms.limit == Limit.BILLS ? bytes32(subject.tokenId) : subject.transportDocumentReference;
            // Zero was never listed.
            covered = isListed[terms.number][found];
        }
        if (!covered) revert Agency_SubjectNotCovered(principal, agent, terms.number, terms.limit, found);
    }

    /// @dev The caller as a member with its current account.
    function _principal() private view returns (uint32 principal, Standing standing) {
        standing = _consortium.standingOf(msg.sender);
        principal = standing.member();
        // Nobody's account, or a replaced one.
        if (principal == 0) revert Agency_NotAPrincipal(msg.sender);
    }

    /// @dev Where the principal's event before this one is, and marks the place of this one.
    function _previousBlock(uint32 principal) private returns (uint40 previous) {
        previous = latestBlockOf[principal];
        latestBlockOf[principal] = uint40(block.number);
    }
}
