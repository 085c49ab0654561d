// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Stage} from "../interfaces/ReleaseTypes.sol";

/// @title ContainerLifeCycle
/// @notice The one table of a consigned container's stage: from where to where.
library ContainerLifeCycle {
    /// @notice The container does not go from `from` to `to`.
    error ContainerLifeCycle_IllegalMove(bytes11 number, Stage from, Stage to);

    /// @notice Reverts unless the table has the move.
    function requireMove(bytes11 number, Stage from, Stage to) internal pure {
        if (!isAllowed(from, to)) revert ContainerLifeCycle_IllegalMove(number, from, to);
    }

    /// @notice Whether the table has the move.
    function isAllowed(Stage from, Stage to) internal pure returns (bool) {
        if (from == Stage.NONE) return to == Stage.EXPECTED;
        if (from == Stage.EXPECTED) {
            // ENDED_OTHERWISE: struck off, or taken over to a bill that follows.
            return to == Stage.DISCHARGED || to == Stage.ENDED_OTHERWISE;
        }
        if (from == Stage.DISCHARGED) {
            return to == Stage.GATED_IN || to == Stage.ENDED_OTHERWISE || to == Stage.GONE_UNDER_OTHER_BILL;
        }
        if (from == Stage.GATED_IN) {
            // DISCHARGED: who came for it was turned away.
            return to == Stage.GATED_OUT || to == Stage.DISCHARGED;
        }
        if (from == Stage.GATED_OUT) {
            // DISCHARGED: the gate-out was retracted, or the container came back laden.
            return to == Stage.DISCHARGED || to == Stage.RETURNED_EMPTY;
        }
        if (from == Stage.GONE_UNDER_OTHER_BILL) return to == Stage.DISCHARGED;
        return false;
    }

    /// @notice Whether a container at this stage is in an open consignment: expected, or not yet gone.
    function isOpen(Stage stage) internal pure returns (bool) {
        return stage != Stage.NONE && stage < Stage.GATED_OUT;
    }
}
