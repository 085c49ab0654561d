// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Issuance} from "../interfaces/BillTypes.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {BillMoves} from "./BillMoves.sol";

/// @title BillIssue
/// @notice The act ISSUE, alone or in a batch.
abstract contract BillIssue is IBillOfLading, BillMoves {
    /* ISSUE */

    /// @inheritdoc IBillOfLading
    function issue(Issuance calldata issuance) external {
        _issue(0, issuance, _carrier(), new uint256[](0), false);
    }

    /// @inheritdoc IBillOfLading
    function issueBatch(Issuance[] calldata issuances) external {
        if (issuances.length == 0) revert BillOfLading_EmptyBatch();
        uint32 carrier = _carrier();
        uint256[] memory none = new uint256[](0);
        for (uint256 i = 0; i < issuances.length; ++i) {
            _issue(i, issuances[i], carrier, none, false);
        }
    }
}
