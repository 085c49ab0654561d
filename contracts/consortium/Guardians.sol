// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IBillCustody} from "../interfaces/IBillCustody.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {GuardianAct, GuardianCall, IGuardians} from "../interfaces/IGuardians.sol";
import {ActingMember} from "./ActingMember.sol";
import {GovernedMember} from "./GovernedMember.sol";
import {Standing} from "./Standing.sol";

/// @title Guardians
/// @notice m of n members approve one of a fixed list of calls, and the last approval carries it out.
/// @custom:security-contact see SECURITY.md
contract Guardians is IGuardians, GovernedMember {
    using SafeCast for uint256;

    uint256 private constant MOST_GUARDIANS = 15; // they are counted one by one
    uint40 private constant APPROVAL_PERIOD = 1 days;

    /// @notice The bills over which the guardians have their powers. Fixed at deployment.
    IBillCustody public immutable bills;

    uint32[] private _guardians;
    uint8 private _approvalsNeeded;
    /// @dev Counts the sets of guardians, so that an approval does not outlive the set that it was given in.
    uint32 private _generation;
    /// @dev Counts how often a call was carried out, so that an approval carries it out once.
    mapping(bytes32 call => uint32 round) private _rounds;
    mapping(bytes32 callId => mapping(uint32 member => uint40 validUntil)) private _approvals;

    constructor(
        IConsortium consortium_,
        IBillCustody bills_,
        address authority_
    ) ActingMember(consortium_) AccessManaged(authority_) {
        bills = bills_;
    }

    /* GOVERNANCE */

    /// @inheritdoc IGuardians
    function setGuardians(uint32[] calldata members, uint8 approvalsNeeded) external restricted {
        uint256 count = members.length;
        if (count == 0 || count > MOST_GUARDIANS || approvalsNeeded == 0 || approvalsNeeded > count) {
            revert Guardians_InvalidNumber(count, approvalsNeeded);
        }
        for (uint256 i = 0; i < count; ++i) {
            if (i != 0 && members[i] <= members[i - 1]) revert Guardians_NotAscending(members[i]);
            if (!_isEligible(members, i)) revert Guardians_NotEligible(members[i]);
        }
        _guardians = members;
        _approvalsNeeded = approvalsNeeded;
        ++_generation;
        emit GuardiansChanged(members, approvalsNeeded);
    }

    /* APPROVALS */

    /// @inheritdoc IGuardians
    function approvePause(uint40 duration) external {
        GuardianCall memory call = GuardianCall(GuardianAct.PAUSE_MOVES, 0, duration);
        if (_approve(call)) bills.pauseMoves(duration);
    }

    /// @inheritdoc IGuardians
    function approveResume() external {
        GuardianCall memory call = GuardianCall(GuardianAct.RESUME_MOVES, 0, 0);
        if (_approve(call)) bills.resumeMoves();
    }

    /// @inheritdoc IGuardians
    function approveFreeze(uint256 tokenId, uint40 duration) external {
        GuardianCall memory call = GuardianCall(GuardianAct.FREEZE_BRIEFLY, tokenId, duration);
        if (_approve(call)) bills.freezeBriefly(tokenId, duration);
    }

    /// @inheritdoc IGuardians
    function approveUnfreeze(uint256 tokenId) external {
        // A freeze of governance has no end: the guardians' power to unfreeze does not reach it.
        (, uint40 until) = bills.freezeOf(tokenId);
        if (until == 0) revert Guardians_NotTheirFreeze(tokenId, until);
        GuardianCall memory call = GuardianCall(GuardianAct.UNFREEZE, tokenId, 0);
        if (_approve(call)) bills.unfreeze(tokenId);
    }

    /// @inheritdoc IGuardians
    function withdrawApproval(GuardianCall calldata call) external {
        uint32 member = _actor().member();
        bytes32 callId = _callIdOf(call);
        if (_approvals[callId][member] < block.timestamp) revert Guardians_NotApproved(callId, member);
        delete _approvals[callId][member];
        emit ApprovalWithdrawn(callId, member, _msgSender());
    }

    /* READING */

    /// @inheritdoc IGuardians
    function guardians() external view returns (uint32[] memory members, uint8 approvalsNeeded) {
        return (_guardians, _approvalsNeeded);
    }

    /// @inheritdoc IGuardians
    function approvalsOf(GuardianCall calldata call) external view returns (uint32[] memory members) {
        bytes32 callId = _callIdOf(call);
        members = new uint32[](_countApprovals(callId));
        uint256 found = 0;
        for (uint256 i = 0; i < _guardians.length; ++i) {
            if (_counts(callId, _guardians[i])) members[found++] = _guardians[i];
        }
    }

    /// @inheritdoc IGuardians
    function callIdOf(GuardianCall calldata call) external view returns (bytes32) {
        return _callIdOf(call);
    }

    /* INTERNAL */

    /// @dev Writes an approval down; whether the call is to be carried out now.
    function _approve(GuardianCall memory call) private returns (bool isComplete) {
        uint32 member = _actor().member();
        if (!_isGuardian(member)) revert Guardians_NotGuardian(member);
        bytes32 callId = _callIdOf(call);
        uint40 validUntil = block.timestamp.toUint40() + APPROVAL_PERIOD;
        _approvals[callId][member] = validUntil;
        uint256 approvals = _countApprovals(callId);
        emit CallApproved(callId, call.act, member, _msgSender(), call.tokenId, call.duration, validUntil, approvals);
        isComplete = approvals >= _approvalsNeeded;
        if (isComplete) {
            ++_rounds[keccak256(abi.encode(call))];
            emit CallCarriedOut(callId, call.act, call.tokenId, call.duration);
        }
    }

    function _callIdOf(GuardianCall memory call) private view returns (bytes32) {
        return keccak256(abi.encode(call, _rounds[keccak256(abi.encode(call))], _generation));
    }

    function _countApprovals(bytes32 callId) private view returns (uint256 approvals) {
        for (uint256 i = 0; i < _guardians.length; ++i) if (_counts(callId, _guardians[i])) ++approvals;
    }

    function _counts(bytes32 callId, uint32 member) private view returns (bool) {
        if (_approvals[callId][member] < block.timestamp) return false;
        (, Standing standing) = consortium.standingOfMember(member);
        return standing.isActive();
    }

    function _isGuardian(uint32 member) private view returns (bool) {
        for (uint256 i = 0; i < _guardians.length; ++i) if (_guardians[i] == member) return true;
        return false;
    }

    function _isEligible(uint32[] calldata members, uint256 place) private view returns (bool) {
        (, Standing standing) = consortium.standingOfMember(members[place]);
        if (!standing.isActive()) return false;
        uint32 group = consortium.groupOf(members[place]);
        for (uint256 i = 0; i < place; ++i) if (consortium.groupOf(members[i]) == group) return false;
        return group != 0;
    }
}
