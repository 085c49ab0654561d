// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BillStatus} from "../../contracts/interfaces/BillTypes.sol";
import {BillLifeCycle} from "../../contracts/libraries/BillLifeCycle.sol";
import {Laws} from "../support/Laws.sol";

contract BillLifeCycleTest is Laws {
    /// @dev The table, written out: for each status the set of statuses that follow it, a bit each.
    function _followers(BillStatus from) private pure returns (uint256) {
        if (from == BillStatus.NONE) return _bit(BillStatus.ISSUED);
        if (from == BillStatus.ISSUED) {
            return
                _bit(BillStatus.PENDING_SURRENDER_FOR_DELIVERY) |
                _bit(BillStatus.PENDING_SURRENDER_FOR_AMENDMENT) |
                _bit(BillStatus.VOIDED);
        }
        if (from == BillStatus.PENDING_SURRENDER_FOR_DELIVERY) {
            return _bit(BillStatus.ISSUED) | _bit(BillStatus.SURRENDERED_FOR_DELIVERY);
        }
        if (from == BillStatus.PENDING_SURRENDER_FOR_AMENDMENT) {
            return _bit(BillStatus.ISSUED) | _bit(BillStatus.SURRENDERED_FOR_AMENDMENT);
        }
        if (from == BillStatus.SURRENDERED_FOR_AMENDMENT) {
            return _bit(BillStatus.VOIDED) | _bit(BillStatus.PAPER);
        }
        return 0;
    }

    function test_hasTheTableAndNothingElse() external view {
        for (uint256 i = 0; i <= uint256(type(BillStatus).max); ++i) {
            for (uint256 j = 0; j <= uint256(type(BillStatus).max); ++j) {
                (BillStatus from, BillStatus to) = (BillStatus(i), BillStatus(j));
                bool allowed = _followers(from) & _bit(to) != 0;
                _law(BillLifeCycle.isAllowed(from, to) == allowed, "isAllowed is the table");
                _law(_passes(from, to) == allowed, "requireMove is the table");
            }
        }
    }

    /// @dev External, so that the error can be caught.
    function move(BillStatus from, BillStatus to) external pure {
        BillLifeCycle.requireMove(from, to);
    }

    function _passes(BillStatus from, BillStatus to) private view returns (bool) {
        try this.move(from, to) {
            return true;
        } catch (bytes memory reason) {
            bytes memory named = abi.encodeWithSelector(BillLifeCycle.BillLifeCycle_IllegalMove.selector, from, to);
            _law(keccak256(reason) == keccak256(named), "the error names both");
            return false;
        }
    }

    function _bit(BillStatus status) private pure returns (uint256) {
        return 1 << uint256(status);
    }
}
