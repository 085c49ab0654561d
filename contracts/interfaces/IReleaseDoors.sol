// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "./BillTypes.sol";
import {Authority} from "./ReleaseTypes.sol";

/// @title IReleaseDoors
/// @notice Where charges and pick-up, contracts of their own, tell the registry what they change.
interface IReleaseDoors {
    /* CHARGES */

    /// @notice Connects the contract that keeps the charges; once.
    /// @dev Emits {IReleaseEvents-ChargesConnected}. Requirements: the caller is authorised by the authority; not connected yet.
    function connectCharges(address charges) external;

    /// @notice Charges says whether anything is owed for a container or, with the number zero, for a whole consignment.
    /// @dev Requirements: the caller is the connected Charges; CARRIER or TERMINAL.
    /// @param consignment of a whole consignment; else not looked at: a charge for a container follows it
    /// @return trail place of the event, which the caller emits, in the history of the container or consignment
    function setOwed(
        uint256 tokenId,
        uint8 consignment,
        bytes11 number,
        Authority creditor,
        bool isOwed
    ) external returns (Trail memory trail);

    /// @notice Charges says through which second a creditor's demurrage is paid for; 0: none runs.
    /// @dev Requirements: the caller is the connected Charges; CARRIER or TERMINAL.
    /// @return trail place of the event, which the caller emits, in the history of the container
    function setPaidThrough(
        uint256 tokenId,
        bytes11 number,
        Authority creditor,
        uint40 paidThrough
    ) external returns (Trail memory trail);

    /* PICK-UP */

    /// @notice Pick-up books a slot for a container.
    /// @dev Requirements: the caller is this registry's PickUp; `haulier` is the container's haulier; the slot is at the
    /// container's terminal; the container is discharged and not gated in; the release is not withdrawn.
    /// @return previousSlot the slot booked before, to be freed; 0: none
    /// @return trail place of the event, which the caller emits, in the history of the container
    function recordBooking(
        uint256 tokenId,
        bytes11 number,
        uint32 haulier,
        uint32 terminal,
        uint24 slot
    ) external returns (uint24 previousSlot, Trail memory trail);

    /// @notice Pick-up ends a booking: the haulier cancels it, the terminal reports a no-show, or it does not stand any
    /// more and anybody clears it away.
    /// @dev Requirements: the caller is this registry's PickUp; there is a booking that was not used; `by` is the terminal
    /// if `asTerminal`, else the haulier, or the booking does not stand.
    /// @return terminal where the slot is
    /// @return slot the slot to be freed
    /// @return trail place of the event, which the caller emits, in the history of the container
    function recordBookingEnd(
        uint256 tokenId,
        bytes11 number,
        uint32 by,
        bool asTerminal
    ) external returns (uint32 terminal, uint24 slot, Trail memory trail);

    /// @notice Pick-up lets whoever fetches the container in.
    /// @dev Requirements: the caller is this registry's PickUp; `terminal` is the container's; there is a standing
    /// booking whose proof was not used; the container is discharged; it may leave now; a fitting time.
    /// @param truck first 8 bytes of the commitment to the truck, to be found again at the gate-out
    /// @return consignment the container's
    /// @return slot the booked one, whose place is used up
    /// @return trail place of the event, which the caller emits, in the history of the container
    function recordGateIn(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        bytes8 truck,
        uint40 happened
    ) external returns (uint8 consignment, uint24 slot, Trail memory trail);
}
