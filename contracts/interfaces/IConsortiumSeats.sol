// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";

/// @title IConsortiumSeats
/// @notice One vote for each corporate group, exercised by its speaker.
/// @dev Every member belongs to one group, but for CUSTOMS and CUSTODIAN, which have no vote. A group's vote lies on its
/// *seat*, the address `address(uint160(group))`, of which nobody has the key: OpenZeppelin's Votes (ERC-5805, with
/// timestamps after ERC-6372) keeps its checkpoints there, and whoever counts votes counts them by seat. So a replaced
/// account cannot vote, a new one cannot vote a second time, and affiliates vote once.
///
/// A seat has one vote while its speaker is an active member of the group, otherwise none. Who joins a group without a
/// speaker is its speaker.
interface IConsortiumSeats is IERC5805 {
    /* EVENTS */

    /// @notice A member belongs to another group from now on; 0: to none, for it has no vote.
    event GroupChanged(uint32 indexed member, uint32 indexed previousGroup, uint32 indexed group);

    /// @notice Another member speaks for the group; 0: nobody, until one of them takes the seat.
    event SpeakerChanged(uint32 indexed group, uint32 indexed previousSpeaker, uint32 indexed speaker);

    /* ERRORS */

    /// @notice The account has no vote: it is not the current account of an active member that speaks for its group.
    error Consortium_NoVote(address account);

    /// @notice There is no group with this number; a group begins with its first member.
    error Consortium_NoSuchGroup(uint32 group);

    /// @notice The member cannot join this group: it is in it already, or CUSTOMS or CUSTODIAN, which have none.
    error Consortium_GroupRefused(uint32 member, uint32 group);

    /// @notice The seat cannot go to this member: it is not active, not of the group, or has the seat already.
    error Consortium_SeatRefused(uint32 group, uint32 member);

    /// @notice The group's seat is taken: its speaker is active.
    error Consortium_SeatTaken(uint32 group, uint32 speaker);

    /// @notice A seat's vote is passed on within the group alone: nobody delegates.
    error Consortium_NoDelegation();

    /* SEATS */

    /// @notice Moves a member to another corporate group; 0: to a new one of its own.
    /// @dev Emits {GroupChanged}, {SpeakerChanged} if a seat gains or loses its speaker, and Votes' events.
    ///
    /// Requirements: the caller is authorised by the authority; the member may vote; the group exists and is another.
    function setGroup(uint32 member, uint32 group) external;

    /// @notice The speaker passes the seat to an affiliate.
    /// @dev Emits {SpeakerChanged}. The vote stays with the seat: what was cast was cast.
    ///
    /// Requirements: the caller is the active speaker of its group; the other is active and of the same group.
    function passSeat(uint32 member) external;

    /// @notice An affiliate takes the seat of a group that has no active speaker.
    /// @dev Emits {SpeakerChanged} and Votes' events.
    ///
    /// Requirements: the caller is active and belongs to a group; the group's speaker is not active, or there is none.
    function takeSeat() external;

    /// @notice Governance gives a group's seat to one of its members.
    /// @dev Emits {SpeakerChanged}, and Votes' events if the seat had no vote.
    ///
    /// Requirements: the caller is authorised by the authority; the member is active, belongs to a group, and is not its
    /// speaker.
    function giveSeat(uint32 member) external;

    /* READING */

    /// @notice The seat for which an account votes.
    /// @dev Reverts with {Consortium_NoVote} unless the account is the current one of its group's active speaker.
    function seatOf(address account) external view returns (address seat);

    /// @notice How many groups there ever were: their numbers are 1 to this.
    function groupCount() external view returns (uint32);

    /// @notice A member's group; 0 if it has none.
    function groupOf(uint32 member) external view returns (uint32);

    /// @notice The member that speaks for a group, active or not; 0 if nobody does.
    function speakerOf(uint32 group) external view returns (uint32);
}
