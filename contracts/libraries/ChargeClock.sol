// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Step, Stop} from "../interfaces/ChargeTypes.sol";

/// @title ChargeClock
/// @notice How demurrage and detention are counted: begun days after free time, less the stops, at stepped rates.
/// @dev Stops are in order and do not overlap; what of them lies within free time does not count. All in whole seconds
/// and smallest units: nothing is rounded but a begun day, up.
library ChargeClock {
    /// @notice How many days have begun at `time`. Exactly n times 24 hours are n days; a second more begins the next.
    function daysAt(uint40 freeUntil, Stop[] memory stops, uint40 time) internal pure returns (uint256) {
        return (secondsAt(freeUntil, stops, time) + 1 days - 1) / 1 days;
    }

    /// @notice How many seconds the clock has run at `time`.
    function secondsAt(uint40 freeUntil, Stop[] memory stops, uint40 time) internal pure returns (uint256 run) {
        uint256 cursor = freeUntil;
        for (uint256 i = 0; i < stops.length && stops[i].from < time; ++i) {
            if (stops[i].until <= cursor) continue;
            if (stops[i].from > cursor) run += stops[i].from - cursor;
            cursor = stops[i].until;
        }
        if (time > cursor) run += time - cursor;
    }

    /// @notice The last second at which no more than `paidDays` have begun.
    function paidThrough(
        uint40 freeUntil,
        Stop[] memory stops,
        uint256 paidDays
    ) internal pure returns (uint256 cursor) {
        uint256 left = paidDays * 1 days;
        cursor = freeUntil;
        for (uint256 i = 0; i < stops.length; ++i) {
            if (stops[i].until <= cursor) continue;
            uint256 run = stops[i].from > cursor ? stops[i].from - cursor : 0;
            if (run > left) break;
            left -= run;
            cursor = stops[i].until;
        }
        cursor += left;
    }

    /// @notice What the first `count` days cost together.
    /// @param steps in order of their first day, which is 1 for the first step
    function costOf(Step[] memory steps, uint256 count) internal pure returns (uint256 cost) {
        for (uint256 i = 0; i < steps.length && steps[i].fromDay <= count; ++i) {
            uint256 last = i + 1 < steps.length && steps[i + 1].fromDay <= count ? steps[i + 1].fromDay - 1 : count;
            cost += (last - steps[i].fromDay + 1) * steps[i].dailyRate;
        }
    }
}
