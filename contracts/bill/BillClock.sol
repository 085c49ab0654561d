// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {GovernedMember} from "../consortium/GovernedMember.sol";
import {IBillErrors} from "../interfaces/IBillErrors.sol";
import {IBillEvents} from "../interfaces/IBillEvents.sol";

/// @title BillClock
/// @notice The time that counts for rejecting, which stands still while new moves are paused.
/// @dev Deadlines are stored in active time: seconds of the block clock less all seconds of all pauses so far. A pause so
/// moves every open deadline at once, without touching a bill.
abstract contract BillClock is IBillEvents, IBillErrors, GovernedMember {
    using SafeCast for uint256;

    struct Clock {
        // one slot: read by each forward move
        uint32 rejectPeriod; // seconds
        uint40 pausedFrom; // the latest pause, now or earlier; 0: there was none
        uint40 pausedUntil;
        uint40 pausedBefore; // seconds of all pauses before the latest
    }

    Clock internal _clock = Clock(48 hours, 0, 0, 0);

    /// @dev The clock as it was at each pause before the latest, for the active time of a moment in the past.
    Clock[] internal _earlierClocks;

    /// @dev Until when new moves are paused; 0 if they are not.
    function _pausedUntil() internal view returns (uint40) {
        uint40 until = _clock.pausedUntil;
        return block.timestamp < until ? until : 0;
    }

    function _requireMoves() internal view {
        uint40 until = _pausedUntil();
        if (until != 0) revert BillCustody_MovesPaused(until);
    }

    /// @dev Until when what moves now may be rejected: in active time, and by the block clock, if no clock stands still.
    /// Nothing moves during a pause, so that all pauses lie behind.
    function _newDeadline() internal view returns (uint32 active, uint40 onTheWall) {
        Clock storage clock = _clock;
        // Times fit their fields to 2106 and beyond; pauses are part of the time that has passed.
        unchecked {
            onTheWall = uint40(block.timestamp) + clock.rejectPeriod;
            active = uint32(onTheWall - clock.pausedBefore - (clock.pausedUntil - clock.pausedFrom));
        }
    }

    /// @dev The block time that an active time means, if no clock stands still from now on.
    function _onTheWall(uint32 deadline) internal view returns (uint40) {
        if (deadline == 0) return 0;
        Clock memory clock = _clock;
        uint256 i = _earlierClocks.length;
        // A pause that began when the time had passed has no part in it.
        while (clock.pausedFrom > uint256(deadline) + clock.pausedBefore) {
            if (i == 0) return deadline;
            clock = _earlierClocks[--i];
        }
        uint256 end = block.timestamp < clock.pausedUntil ? block.timestamp : clock.pausedUntil;
        return (deadline + clock.pausedBefore + end - clock.pausedFrom).toUint40();
    }

    /// @dev The active time of a moment that is not in the future.
    function _activeAt(uint256 moment) internal view returns (uint256) {
        Clock memory clock = _clock;
        if (moment < clock.pausedFrom) {
            uint256 i = _earlierClocks.length;
            while (moment < clock.pausedFrom && i != 0) clock = _earlierClocks[--i];
            if (moment < clock.pausedFrom) return moment;
        }
        uint256 end = moment < clock.pausedUntil ? moment : clock.pausedUntil;
        return moment - clock.pausedBefore - (end - clock.pausedFrom);
    }
}
