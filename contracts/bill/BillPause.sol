// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {BillMoves} from "./BillMoves.sol";

/// @title BillPause
/// @notice What governance and its guardian may do to the clock of all bills.
abstract contract BillPause is BillMoves {
    using SafeCast for uint256;

    uint32 private constant SHORTEST_REJECT_PERIOD = 1 days;
    uint32 private constant LONGEST_REJECT_PERIOD = 14 days;
    uint40 private constant LONGEST_PAUSE = 7 days;
    uint40 private constant REST_AFTER_PAUSE = 7 days; // or one pause after another would last for ever

    /* PARAMETERS */

    /// @dev See {IBillCustody-setRejectPeriod}.
    function setRejectPeriod(uint32 period) external restricted {
        uint32 previousPeriod = _clock.rejectPeriod;
        if (period < SHORTEST_REJECT_PERIOD || period > LONGEST_REJECT_PERIOD || period == previousPeriod) {
            revert BillCustody_InvalidRejectPeriod(period);
        }
        _clock.rejectPeriod = period;
        emit RejectPeriodChanged(previousPeriod, period);
    }

    /* PAUSE */

    /// @dev See {IBillCustody-pauseMoves}.
    function pauseMoves(uint40 duration) external restricted {
        Clock memory clock = _clock;
        uint40 notBefore = clock.pausedUntil == 0 ? 0 : clock.pausedUntil + REST_AFTER_PAUSE;
        if (duration == 0 || duration > LONGEST_PAUSE || block.timestamp < notBefore) {
            revert BillCustody_PauseRefused(duration, notBefore);
        }
        if (clock.pausedUntil != 0) _earlierClocks.push(clock);
        uint40 from = block.timestamp.toUint40();
        uint40 before = clock.pausedBefore + clock.pausedUntil - clock.pausedFrom;
        _clock = Clock(clock.rejectPeriod, from, from + duration, before);
        emit MovesPaused(_msgSender(), from + duration);
    }

    /// @dev See {IBillCustody-resumeMoves}.
    function resumeMoves() external restricted {
        if (_pausedUntil() == 0) revert BillCustody_NotPaused();
        _clock.pausedUntil = block.timestamp.toUint40();
        emit MovesResumed(_msgSender());
    }
}
