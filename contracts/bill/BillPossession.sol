// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Act, BillStatus, IBillOfLading, Kind} from "../interfaces/IBillOfLading.sol";
import {Standing} from "../consortium/Standing.sol";
import {Bill} from "./BillLedger.sol";
import {BillIssue} from "./BillIssue.sol";
import {CARRIED_ENDORSEMENT, FINAL, ISSUE_REJECTED} from "./BillState.sol";

/// @title BillPossession
/// @notice The acts on possession alone: TRANSFER, SIGN, and the rejection of what was received.
abstract contract BillPossession is BillIssue {
    /* POSSESSION */

    /// @inheritdoc IBillOfLading
    function sign(uint256 tokenId) external {
        (Bill memory bill, Standing actor) = _actOn(tokenId);
        if (bill.state.kind() == Kind.WAYBILL) revert BillOfLading_ActNotAllowed(tokenId, Kind.WAYBILL, Act.SIGN);
        emit Signed(tokenId, actor.member(), _msgSender(), _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @inheritdoc IBillOfLading
    function reject(uint256 tokenId) external {
        Bill memory bill = _live(tokenId);
        // No active member is asked for: giving back is open to a suspended one, too.
        Standing actor = consortium.standingOf(_msgSender());
        if (actor.account() != bill.holder) revert BillOfLading_NotPossessor(tokenId, _msgSender());
        if (bill.rejectDeadline == 0) revert BillOfLading_NothingToReject(tokenId);
        if (block.timestamp > bill.rejectDeadline) revert BillOfLading_RejectTooLate(tokenId, bill.rejectDeadline);

        bill.rejectDeadline = 0;
        if (bill.previousHolder == 0) {
            _rejectIssue(tokenId, bill, actor.member());
        } else {
            _rejectTransfer(tokenId, bill, actor.member());
        }
        _store(tokenId, bill);
    }

    /// @dev ERC-721's transfer functions end here: the act TRANSFER, by the possessor or by whom it approved.
    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        Bill memory bill = _live(tokenId);
        (Standing actor, Standing recipient) = _actorAnd(to);
        from = auth;
        if (actor.account() != bill.holder) {
            (from, actor) = consortium.standingOfAccount(bill.holder);
            _checkAuthorized(from, auth, tokenId);
            _requireActive(from, actor);
        }
        _settle(bill);
        _transfer(tokenId, bill, from, actor.member(), to, recipient);
        _store(tokenId, bill);
    }

    /// @dev Passes possession on and opens the recipient's right to reject. The caller stores the bill.
    function _transfer(
        uint256 tokenId,
        Bill memory bill,
        address from,
        uint32 fromMember,
        address to,
        Standing recipient
    ) internal {
        if (bill.state.kind() == Kind.WAYBILL) revert BillOfLading_ActNotAllowed(tokenId, Kind.WAYBILL, Act.TRANSFER);
        _requireRecipient(tokenId, bill, fromMember, to, recipient);
        bill.previousHolder = bill.holder;
        // Good to the year 2106, like the field.
        bill.rejectDeadline = uint32(block.timestamp) + _rejectPeriod;
        _handOver(tokenId, bill, from, to, recipient.account());
        emit PossessionTransferred(tokenId, fromMember, recipient.member(), bill.rejectDeadline, _nextTrail(bill));
    }

    /// @dev Title and kind as they were before the latest endorsement. It was not final then, or there would have been
    /// no endorsement; and no title before it means that the bill was a BEARER bill.
    function _restoreTitle(Bill memory bill) internal pure {
        bill.title = bill.previousTitle;
        bill.state = bill.state.withKind(bill.title == 0 ? Kind.BEARER : Kind.TO_ORDER).without(FINAL);
    }

    function _rejectIssue(uint256 tokenId, Bill memory bill, uint32 by) private {
        _moveStatus(bill, BillStatus.VOIDED);
        bill.state = bill.state.with(ISSUE_REJECTED);
        (address carrier, Standing standing) = consortium.standingOfMember(bill.carrier);
        _handOver(tokenId, bill, _msgSender(), carrier, standing.account());
        emit IssueRejected(tokenId, by, bill.carrier, _nextTrail(bill));
    }

    function _rejectTransfer(uint256 tokenId, Bill memory bill, uint32 by) private {
        if (bill.state.has(CARRIED_ENDORSEMENT)) {
            _restoreTitle(bill);
            bill.state = bill.state.without(CARRIED_ENDORSEMENT);
        }
        (address previous, Standing standing) = consortium.standingOfAccount(bill.previousHolder);
        _handOver(tokenId, bill, _msgSender(), previous, standing.account());
        bill.previousHolder = 0;
        emit TransferRejected(tokenId, by, standing.member(), _nextTrail(bill));
    }
}
