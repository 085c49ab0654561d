// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {CourtOrder, DeliveryMark} from "./BillTypes.sol";

/// @title IBillCustody
/// @notice What governance, its guardian and the release of cargo may do to a bill, and for how long.
/// @dev Every function that writes is decided by the authority (OpenZeppelin's AccessManaged): the guardian's and
/// governance's are functions of their own, so that each can be given to another role.
interface IBillCustody {
    /* PARAMETERS */

    /// @notice Sets for how long a recipient may reject; transfers already made keep their deadline.
    /// @dev Emits {IBillEvents-RejectPeriodChanged}.
    ///
    /// Requirements: the caller is authorised by the authority; 1 to 14 days; a change.
    /// @param period seconds
    function setRejectPeriod(uint32 period) external;

    /* PAUSE */

    /// @notice Stops all new moves for a while: issue, transfer, endorsement, signature, instruction and surrender.
    /// Returns, answers, views and marks go on; the clocks of all rights to reject stand still.
    /// @dev Emits {IBillEvents-MovesPaused}. It ends by itself.
    ///
    /// Requirements: the caller is authorised by the authority (the guardian); 1 second to 7 days; nothing is paused, and
    /// the latest pause ended at least 7 days ago.
    /// @param duration seconds
    function pauseMoves(uint40 duration) external;

    /// @notice Ends a pause early.
    /// @dev Emits {IBillEvents-MovesResumed}. Requirements: the caller is authorised by the authority; moves are paused.
    function resumeMoves() external;

    /* FREEZE */

    /// @notice The guardian freezes a bill once in its life, for a while.
    /// @dev Emits {IBillEvents-Frozen}. It ends by itself; the clock of a right to reject stands still.
    ///
    /// Requirements: the caller is authorised by the authority (the guardian); 1 second to 7 days; the bill was never
    /// frozen by the guardian and is not frozen.
    /// @param duration seconds
    function freezeBriefly(uint256 tokenId, uint40 duration) external;

    /// @notice Governance freezes a bill, or turns the guardian's freeze into its own, until it unfreezes it.
    /// @dev Emits {IBillEvents-Frozen}. Requirements: the caller is authorised by the authority; not frozen without limit already.
    function freeze(uint256 tokenId) external;

    /// @notice Ends a freeze.
    /// @dev Emits {IBillEvents-Unfrozen}. Requirements: the caller is authorised by the authority; the bill is frozen.
    function unfreeze(uint256 tokenId) external;

    /* COURT ORDER */

    /// @notice Gives notice of a court order about a frozen bill.
    /// @dev Emits {IBillEvents-ReassignmentAnnounced}. A later order replaces an earlier one and waits anew. An order lapses
    /// with the freeze under which it was announced, for whoever acquires the bill then had no notice.
    ///
    /// Requirements: the caller is authorised by the authority; the bill is frozen, and ISSUED or pending; the order is
    /// complete and names members; a TO_ORDER or BEARER bill is set to one of these two, a STRAIGHT bill stays one.
    function announceReassignment(uint256 tokenId, CourtOrder calldata order) external;

    /// @notice Withdraws an announced order.
    /// @dev Emits {IBillEvents-ReassignmentWithdrawn}. Requirements: the caller is authorised by the authority; one was announced.
    function withdrawReassignment(uint256 tokenId) external;

    /// @notice Carries out the announced order: possession, title and kind are as it says, and the bill is ISSUED.
    /// @dev Emits {IBillEvents-Reassigned} and ERC-721's Transfer. The bill stays frozen until it is unfrozen. It arrives whatever the
    /// standing of its recipients.
    ///
    /// Requirements: the caller is authorised by the authority; the bill is frozen; announced at least 7 days ago.
    function reassign(uint256 tokenId) external;

    /* RELEASE OF CARGO */

    /// @notice The release of cargo records what a later holder must see.
    /// @dev Emits {IBillEvents-DeliveryMarked}.
    ///
    /// Requirements: the caller is authorised by the authority (the release registry); a change.
    function markDelivery(uint256 tokenId, DeliveryMark mark, bool set) external;

    /* READING */

    /// @notice For how long a recipient may reject, in seconds.
    function rejectPeriod() external view returns (uint32);

    /// @notice Until when new moves are paused; 0 if they are not.
    function pausedUntil() external view returns (uint40);

    /// @notice Whether a bill is frozen, and until when; 0: until governance unfreezes it.
    function freezeOf(uint256 tokenId) external view returns (bool isFrozen, uint40 until);

    /// @notice The announced court order and when it may be carried out; all zero if there is none.
    function announcedReassignment(uint256 tokenId) external view returns (CourtOrder memory order, uint40 notBefore);
}
