// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC6372Utils} from "@openzeppelin/contracts/utils/ERC6372Utils.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";

import {MemberStatus} from "../interfaces/IConsortium.sol";
import {IConsortiumSeats} from "../interfaces/IConsortiumSeats.sol";
import {Roles} from "../libraries/Roles.sol";
import {Governed} from "./Governed.sol";
import {MemberLedger} from "./MemberLedger.sol";
import {Standing} from "./Standing.sol";

/// @title MemberSeats
/// @notice One vote for each corporate group with an active speaker.
/// @dev Whatever moves a speaker or its status ends in `_settleVote`, the one place where votes come and go.
abstract contract MemberSeats is MemberLedger, Votes {
    using Roles for uint8;

    /// @inheritdoc IConsortiumSeats
    uint32 public groupCount;

    /// @inheritdoc IConsortiumSeats
    mapping(uint32 member => uint32 group) public groupOf;

    /// @inheritdoc IConsortiumSeats
    mapping(uint32 group => uint32 member) public speakerOf;

    constructor() EIP712("Bollard Consortium", "1") {}

    /* SEATS */

    /// @inheritdoc IConsortiumSeats
    function setGroup(uint32 member, uint32 group) external restricted {
        (, Standing standing) = standingOfMember(member);
        bool isRemoved = standing.status() == MemberStatus.REMOVED;
        if (isRemoved || !_mayVote(standing.roles()) || group == groupOf[member]) {
            revert Consortium_GroupRefused(member, group);
        }
        _join(member, group);
    }

    /// @inheritdoc IConsortiumSeats
    function passSeat(uint32 member) external {
        uint32 speaker = _actor().member();
        uint32 group = groupOf[speaker];
        if (group == 0 || speakerOf[group] != speaker) revert Consortium_NoVote(_msgSender());
        if (groupOf[member] != group) revert Consortium_SeatRefused(group, member);
        _seat(group, member);
    }

    /// @inheritdoc IConsortiumSeats
    function takeSeat() external {
        uint32 member = _actor().member();
        uint32 group = groupOf[member];
        uint32 speaker = speakerOf[group];
        if (_isActive(speaker)) revert Consortium_SeatTaken(group, speaker);
        _seat(group, member);
    }

    /// @inheritdoc IConsortiumSeats
    function giveSeat(uint32 member) external restricted {
        _seat(groupOf[member], member);
    }

    /* VOTES */

    /// @inheritdoc IConsortiumSeats
    function seatOf(address account) external view returns (address) {
        Standing standing = _standings.standingOf(account);
        uint32 group = groupOf[standing.member()];
        if (group == 0 || !standing.isActive() || speakerOf[group] != standing.member()) {
            revert Consortium_NoVote(account);
        }
        return _seatOfGroup(group);
    }

    /// @inheritdoc IERC6372
    function clock() public view override(IERC6372, Votes) returns (uint48) {
        return Time.timestamp();
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public view override(IERC6372, Votes) returns (string memory) {
        return ERC6372Utils.timestampClockMode(clock);
    }

    /// @inheritdoc IVotes
    /// @dev Always reverts with {Consortium_NoDelegation}.
    function delegate(address) public pure override(IVotes, Votes) {
        revert Consortium_NoDelegation();
    }

    /// @inheritdoc IVotes
    /// @dev Always reverts with {Consortium_NoDelegation}.
    function delegateBySig(address, uint256, uint256, uint8, bytes32, bytes32) public pure override(IVotes, Votes) {
        revert Consortium_NoDelegation();
    }

    /* INTERNAL */

    function _mayVote(uint8 roles) internal pure returns (bool) {
        return !roles.hasAny(Roles.CUSTOMS | Roles.CUSTODIAN);
    }

    /// @dev Puts a member into a group, 0: one of its own. Who comes into a group without a speaker is its speaker.
    function _join(uint32 member, uint32 group) internal {
        if (group > groupCount) revert Consortium_NoSuchGroup(group);
        if (group == 0) {
            group = ++groupCount;
            // Nobody has the key of a seat: this is the one delegation there ever is, and it is to itself.
            _delegate(_seatOfGroup(group), _seatOfGroup(group));
        }
        _move(member, group);
        if (speakerOf[group] == 0) _setSpeaker(group, member);
    }

    /// @dev Takes a member out of its group, if it has one: it votes no more.
    function _leave(uint32 member) internal {
        if (groupOf[member] != 0) _move(member, 0);
    }

    /// @dev The seat of a member's group has its vote if its speaker is active, and otherwise none.
    function _settleVoteOf(uint32 member) internal {
        _settleVote(groupOf[member]);
    }

    function _move(uint32 member, uint32 group) private {
        uint32 previous = groupOf[member];
        groupOf[member] = group;
        emit GroupChanged(member, previous, group);
        if (previous != 0 && speakerOf[previous] == member) _setSpeaker(previous, 0);
    }

    /// @dev Gives a seat to an active member of its group that does not have it.
    function _seat(uint32 group, uint32 member) private {
        if (group == 0 || !_isActive(member) || speakerOf[group] == member)
            revert Consortium_SeatRefused(group, member);
        _setSpeaker(group, member);
    }

    function _setSpeaker(uint32 group, uint32 speaker) private {
        emit SpeakerChanged(group, speakerOf[group], speaker);
        speakerOf[group] = speaker;
        _settleVote(group);
    }

    function _settleVote(uint32 group) private {
        address seat = _seatOfGroup(group);
        bool had = getVotes(seat) != 0;
        bool has = group != 0 && _isActive(speakerOf[group]);
        if (had == has) return;
        if (has) _transferVotingUnits(address(0), seat, 1);
        else _transferVotingUnits(seat, address(0), 1);
    }

    function _seatOfGroup(uint32 group) private pure returns (address) {
        return address(uint160(group));
    }

    /// @inheritdoc Votes
    function _getVotingUnits(address seat) internal view override returns (uint256) {
        return getVotes(seat);
    }

    /* WHO CALLS */

    function _msgSender() internal view virtual override(Context, Governed) returns (address) {
        return ERC2771Context._msgSender();
    }

    function _msgData() internal view virtual override(Context, Governed) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength() internal view virtual override(Context, Governed) returns (uint256) {
        return ERC2771Context._contextSuffixLength();
    }
}
