// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {Act, BillStatus, Kind} from "../interfaces/BillTypes.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {Bill} from "./BillLedger.sol";
import {BillMoves} from "./BillMoves.sol";
import {CARRIED_ENDORSEMENT, DELIVERY_BEGUN, ISSUE_REJECTED} from "./BillState.sol";

/// @title BillPossession
/// @notice The acts on possession alone: TRANSFER, SIGN, and the rejection of what was received.
abstract contract BillPossession is IBillOfLading, BillMoves {
    /* POSSESSION */

    /// @inheritdoc IBillOfLading
    function sign(uint256 tokenId) external {
        (Bill memory bill, Standing actor) = _actOn(tokenId);
        if (bill.state.kind() == Kind.WAYBILL) revert BillOfLading_ActNotAllowed(tokenId, Kind.WAYBILL, Act.SIGN);
        emit Signed(tokenId, actor.member(), _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @inheritdoc IBillOfLading
    function reject(uint256 tokenId) external {
        Bill memory bill = _live(tokenId);
        // No active member is asked for: giving back is open to a suspended one, too, but not to a replaced account.
        Standing actor = _standings.standingOf(_msgSender());
        if (actor.isReplaced()) _requireActive(_msgSender(), actor);
        _requirePossession(tokenId, bill, actor);
        uint32 deadline = bill.rejectDeadline;
        if (deadline == 0) revert BillOfLading_NothingToReject(tokenId);
        if (_activeAt(block.timestamp) > deadline) revert BillOfLading_RejectTooLate(tokenId, _onTheWall(deadline));

        bill.rejectDeadline = 0;
        if (bill.previousHolder == 0) {
            _rejectIssue(tokenId, bill, actor.member());
        } else {
            _rejectTransfer(tokenId, bill, actor.member());
        }
        _store(tokenId, bill);
    }

    function _rejectIssue(uint256 tokenId, Bill memory bill, uint32 by) private {
        // Who has claimed delivery under a waybill relies on it; a release that began cannot lose its document.
        if (bill.state.has(DELIVERY_BEGUN)) revert BillAmendment_DeliveryBegun(tokenId);
        _moveStatus(tokenId, bill, BillStatus.VOIDED);
        bill.state = bill.state.with(ISSUE_REJECTED);
        (address carrier, Standing standing) = _standings.standingOfMember(bill.carrier);
        _handOver(tokenId, bill, _msgSender(), carrier, standing.account());
        emit IssueRejected(tokenId, by, bill.carrier, _nextTrail(bill));
    }

    function _rejectTransfer(uint256 tokenId, Bill memory bill, uint32 by) private {
        if (bill.state.has(CARRIED_ENDORSEMENT)) _restoreTitle(tokenId, bill);
        (address previous, Standing standing) = _standings.currentOfAccount(bill.previousHolder);
        _handOver(tokenId, bill, _msgSender(), previous, standing.account());
        bill.previousHolder = 0;
        emit TransferRejected(tokenId, by, standing.member(), _nextTrail(bill));
    }
}
