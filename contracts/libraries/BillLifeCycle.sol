// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {BillStatus} from "../interfaces/BillTypes.sol";

/// @title BillLifeCycle
/// @notice The one table of a bill's status: from where to where.
library BillLifeCycle {
    /// @notice A bill does not go from `from` to `to`.
    error BillLifeCycle_IllegalMove(BillStatus from, BillStatus to);

    /// @notice Reverts unless the table has the move.
    function requireMove(BillStatus from, BillStatus to) internal pure {
        if (!isAllowed(from, to)) revert BillLifeCycle_IllegalMove(from, to);
    }

    /// @notice Whether the table has the move.
    function isAllowed(BillStatus from, BillStatus to) internal pure returns (bool) {
        if (from == BillStatus.NONE) return to == BillStatus.ISSUED;
        if (from == BillStatus.ISSUED) {
            // VOIDED only when the first recipient rejects the issue, and when a waybill is replaced.
            return
                to == BillStatus.PENDING_SURRENDER_FOR_DELIVERY ||
                to == BillStatus.PENDING_SURRENDER_FOR_AMENDMENT ||
                to == BillStatus.VOIDED;
        }
        if (from == BillStatus.PENDING_SURRENDER_FOR_DELIVERY) {
            return to == BillStatus.ISSUED || to == BillStatus.SURRENDERED_FOR_DELIVERY;
        }
        if (from == BillStatus.PENDING_SURRENDER_FOR_AMENDMENT) {
            return to == BillStatus.ISSUED || to == BillStatus.SURRENDERED_FOR_AMENDMENT;
        }
        // Left again in the transaction that enters it, by the reissue or by the record of the paper.
        if (from == BillStatus.SURRENDERED_FOR_AMENDMENT) return to == BillStatus.VOIDED || to == BillStatus.PAPER;
        return false;
    }
}
