// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Step, Stop} from "../../contracts/interfaces/ChargeTypes.sol";
import {ChargeClock} from "../../contracts/libraries/ChargeClock.sol";

/// @notice The laws of demurrage and detention, whatever the stops and steps.
contract ChargeClockTest {
    uint40 private constant FREE_UNTIL = 1_800_000_000;

    /// @dev Two stops in order, anywhere from a week before the end of free time on.
    function _stops(uint32[4] memory gaps) private pure returns (Stop[] memory stops) {
        stops = new Stop[](2);
        uint40 cursor = FREE_UNTIL - 7 days;
        for (uint256 i = 0; i < 2; ++i) {
            uint40 from = cursor + (gaps[2 * i] % 10 days);
            uint40 until = from + 1 + (gaps[2 * i + 1] % 10 days);
            stops[i] = Stop(from, until);
            cursor = until;
        }
    }

    /// @dev Paid through that second means: no more days than are paid have begun then, and one more a second later.
    function testFuzz_PaidThroughIsTheLastSecondOfItsDays(uint32[4] memory gaps, uint8 paidDays) external pure {
        Stop[] memory stops = _stops(gaps);
        uint40 through = uint40(ChargeClock.paidThrough(FREE_UNTIL, stops, paidDays));
        require(ChargeClock.daysAt(FREE_UNTIL, stops, through) <= paidDays, "within what is paid");
        require(ChargeClock.daysAt(FREE_UNTIL, stops, through + 1) == uint256(paidDays) + 1, "the next day begins");
    }

    /// @dev Time only adds days, and a second adds at most a second.
    function testFuzz_TheClockNeverRunsBackwards(uint32[4] memory gaps, uint32 time) external pure {
        Stop[] memory stops = _stops(gaps);
        uint40 at_ = FREE_UNTIL - 8 days + (time % 90 days);
        uint256 run = ChargeClock.secondsAt(FREE_UNTIL, stops, at_);
        uint256 later = ChargeClock.secondsAt(FREE_UNTIL, stops, at_ + 1);
        require(later == run || later == run + 1, "a second is a second, or stands still");
        require(run <= (at_ > FREE_UNTIL ? at_ - FREE_UNTIL : 0), "no more than has passed");
    }

    /// @dev A later end of free time, or a further stop, never costs the debtor more.
    function testFuzz_ChangesFavourTheDebtor(uint32[4] memory gaps, uint32 time, uint24 more) external pure {
        Stop[] memory stops = _stops(gaps);
        uint40 at_ = FREE_UNTIL + (time % 90 days);
        uint256 before = ChargeClock.daysAt(FREE_UNTIL, stops, at_);
        require(ChargeClock.daysAt(FREE_UNTIL + more, stops, at_) <= before, "extended");
        require(ChargeClock.daysAt(FREE_UNTIL, new Stop[](0), at_) >= before, "stopped");
    }

    /// @dev Days cost the same however they are cut into payments.
    function testFuzz_CostsAddUp(uint16 first, uint16 gap, uint96[3] memory rates, uint8 count) external pure {
        Step[] memory steps = new Step[](3);
        uint16 second = 2 + (first % 50);
        steps[0] = Step(1, rates[0]);
        steps[1] = Step(second, rates[1]);
        steps[2] = Step(second + 1 + (gap % 50), rates[2]);
        uint256 sum;
        for (uint256 day = 1; day <= count; ++day) {
            uint256 rate =
                day < steps[1].fromDay
                    ? rates[0]
                    : day < steps[2].fromDay
                        ? rates[1]
                        : rates[2];
            sum += rate;
        }
        require(ChargeClock.costOf(steps, count) == sum, "day by day");
    }

    function test_ExactDays() external pure {
        Stop[] memory none = new Stop[](0);
        require(ChargeClock.daysAt(FREE_UNTIL, none, FREE_UNTIL - 1) == 0, "before");
        require(ChargeClock.daysAt(FREE_UNTIL, none, FREE_UNTIL) == 0, "the last free second");
        require(ChargeClock.daysAt(FREE_UNTIL, none, FREE_UNTIL + 1) == 1, "begun");
        require(ChargeClock.daysAt(FREE_UNTIL, none, FREE_UNTIL + 1 days) == 1, "exactly a day");
        require(ChargeClock.daysAt(FREE_UNTIL, none, FREE_UNTIL + 1 days + 1) == 2, "the second has begun");
    }
}
