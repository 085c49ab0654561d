// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Clock, ClockBounds, Step} from "../interfaces/ChargeTypes.sol";
import {IChargeClocks} from "../interfaces/IChargeClocks.sol";
import {ChargeLedger} from "./ChargeLedger.sol";

/// @title ChargeTariffs
/// @notice What a tariff of demurrage or detention may state, and what governance may make of that.
abstract contract ChargeTariffs is ChargeLedger {
    uint256 private constant MOST_STEPS = 8;
    uint256 private constant FEWEST_DAYS = 30;
    uint256 private constant MOST_DAYS = 3_650;

    /// @inheritdoc IChargeClocks
    ClockBounds public clockBounds = ClockBounds({mostSteps: 8, mostDays: 366});

    /* BOUNDS */

    /// @inheritdoc IChargeClocks
    function setClockBounds(ClockBounds calldata bounds) external restricted {
        (uint8 mostSteps, uint16 mostDays) = (bounds.mostSteps, bounds.mostDays);
        bool fits = mostSteps != 0 && mostSteps <= MOST_STEPS && mostDays >= FEWEST_DAYS && mostDays <= MOST_DAYS;
        bool isChange = mostSteps != clockBounds.mostSteps || mostDays != clockBounds.mostDays;
        if (!fits || !isChange) revert Charges_InvalidBounds(mostSteps, mostDays);
        clockBounds = bounds;
        emit ClockBoundsSet(mostSteps, mostDays);
    }

    /// @dev Writes the rates of a new clock, and for how many days it may charge.
    function _setTariff(Clock storage clock, Step[] calldata steps) internal {
        ClockBounds memory bounds = clockBounds;
        bool fits = steps.length != 0 && steps.length <= bounds.mostSteps && steps[0].fromDay == 1;
        for (uint256 i = 0; fits && i < steps.length; ++i) {
            // A day that costs nothing could not be settled, and would keep the light red.
            fits = steps[i].dailyRate != 0 && (i == 0 || steps[i].fromDay > steps[i - 1].fromDay);
            clock.steps.push(steps[i]);
        }
        if (!fits) revert Charges_InvalidSteps(bounds.mostSteps);
        clock.mostDays = bounds.mostDays;
    }
}
