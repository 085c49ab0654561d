// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {BillSurrender} from "./BillSurrender.sol";

/// @title BillOfLading
/// @notice Electronic bills of lading: one live bill for each carrier and reference, one possessor, one title.
/// @dev Made of one abstract contract per concern: ledger, issue, possession, endorsement, surrender.
/// @custom:security-contact see SECURITY.md
contract BillOfLading is BillSurrender {
    uint32 private constant SHORTEST_REJECT_PERIOD = 1 days;
    uint32 private constant LONGEST_REJECT_PERIOD = 14 days;

    constructor(
        IConsortium consortium_,
        address authority_
    ) ERC721("Bollard Bill of Lading", "BOLLARD") AccessManaged(authority_) ActingMember(consortium_) {}

    /* GOVERNANCE */

    /// @inheritdoc IBillOfLading
    function setRejectPeriod(uint32 period) external restricted {
        uint32 previousPeriod = _rejectPeriod;
        if (period < SHORTEST_REJECT_PERIOD || period > LONGEST_REJECT_PERIOD || period == previousPeriod) {
            revert BillOfLading_InvalidRejectPeriod(period);
        }
        _rejectPeriod = period;
        emit RejectPeriodChanged(previousPeriod, period);
    }
}
