// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {Standing} from "../consortium/Standing.sol";
import {BillStatus, CourtOrder, DeliveryMark, Kind} from "../interfaces/BillTypes.sol";
import {Announcement, Bill, Freeze} from "./BillLedger.sol";
import {BillMoves} from "./BillMoves.sol";
import {
    AGAINST_INDEMNITY,
    CANCELLABLE,
    CARRIED_ENDORSEMENT,
    DELIVERY_BEGUN,
    FINAL,
    FROZEN,
    TITLE_MOVED,
    TO_PAPER
} from "./BillState.sol";

/// @title BillCustody
/// @notice Freeze, court order, and the marks that the release of cargo leaves on a bill.
abstract contract BillCustody is BillMoves {
    using SafeCast for uint256;

    uint40 private constant LONGEST_BRIEF_FREEZE = 7 days;
    uint40 private constant COURT_ORDER_NOTICE = 7 days;

    /* FREEZE */

    /// @dev See {IBillCustody-freezeBriefly}.
    function freezeBriefly(uint256 tokenId, uint40 duration) external restricted {
        Bill memory bill = _existing(tokenId);
        if (
            duration == 0 || duration > LONGEST_BRIEF_FREEZE || bill.state.has(FROZEN) || _freezes[tokenId].byGuardian
        ) {
            revert BillCustody_FreezeRefused(tokenId, duration);
        }
        uint40 since = block.timestamp.toUint40();
        _freeze(tokenId, bill, Freeze(since, since + duration, true));
    }

    /// @dev See {IBillCustody-freeze}.
    function freeze(uint256 tokenId) external restricted {
        Bill memory bill = _existing(tokenId);
        Freeze memory earlier = _freezes[tokenId];
        bool isFrozen = bill.state.has(FROZEN);
        if (isFrozen && earlier.until == 0) revert BillCustody_Frozen(tokenId, 0);
        // The guardian's freeze goes on as governance's own: the clock stands still since it began.
        uint40 since = isFrozen ? earlier.since : block.timestamp.toUint40();
        _freeze(tokenId, bill, Freeze(since, 0, earlier.byGuardian));
    }

    /// @dev See {IBillCustody-unfreeze}.
    function unfreeze(uint256 tokenId) external restricted {
        Bill memory bill = _frozen(tokenId);
        _thaw(tokenId, bill, block.timestamp);
        emit Unfrozen(tokenId, _nextTrail(bill));
        _store(tokenId, bill);
    }

    /* COURT ORDER */

    /// @dev See {IBillCustody-announceReassignment}.
    function announceReassignment(uint256 tokenId, CourtOrder calldata order) external restricted {
        Bill memory bill = _frozen(tokenId);
        _requireOrder(tokenId, bill, order);
        uint40 notBefore = block.timestamp.toUint40() + COURT_ORDER_NOTICE;
        _announcements[tokenId] = Announcement(order, notBefore);
        emit ReassignmentAnnounced(tokenId, order.orderHash, order, notBefore, _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @dev See {IBillCustody-withdrawReassignment}.
    function withdrawReassignment(uint256 tokenId) external restricted {
        Bill memory bill = _existing(tokenId);
        Announcement memory announced = _announcements[tokenId];
        if (announced.notBefore == 0 || !bill.state.has(FROZEN)) revert BillCustody_NotYet(tokenId, 0);
        delete _announcements[tokenId];
        emit ReassignmentWithdrawn(tokenId, announced.order.orderHash, _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @dev See {IBillCustody-reassign}.
    function reassign(uint256 tokenId) external restricted {
        Bill memory bill = _frozen(tokenId);
        Announcement memory announced = _announcements[tokenId];
        if (announced.notBefore == 0 || block.timestamp < announced.notBefore) {
            revert BillCustody_NotYet(tokenId, announced.notBefore);
        }
        CourtOrder memory order = announced.order;
        // The order still fits: the bill was frozen all through the notice.
        delete _announcements[tokenId];

        if (bill.state.status() != BillStatus.ISSUED) _moveStatus(tokenId, bill, BillStatus.ISSUED);
        (address from, ) = _standings.standingOfAccount(bill.holder);
        (address to, Standing possessor) = _standings.standingOfMember(order.possessor);
        _handOver(tokenId, bill, from, to, possessor.account());
        bill.title = order.titleholder;
        bill.rejectDeadline = 0;
        bill.previousHolder = 0;
        // A STRAIGHT bill keeps its shipper there.
        if (!_namesParties(order.kind)) bill.previousTitle = 0;
        bill.state = bill.state.without(FINAL | CANCELLABLE | CARRIED_ENDORSEMENT | TO_PAPER).with(TITLE_MOVED);
        _setKind(tokenId, bill, order.kind);
        emit Reassigned(
            tokenId,
            order.possessor,
            order.titleholder,
            order.kind,
            order.orderHash,
            order.jurisdiction,
            _nextTrail(bill)
        );
        _store(tokenId, bill);
    }

    /* RELEASE OF CARGO */

    /// @dev See {IBillCustody-markDelivery}.
    function markDelivery(uint256 tokenId, DeliveryMark mark, bool set) external restricted {
        Bill memory bill = _existing(tokenId);
        uint16 bit = mark == DeliveryMark.BEGUN ? DELIVERY_BEGUN : AGAINST_INDEMNITY;
        if (bill.state.has(bit) == set) revert BillCustody_MarkUnchanged(tokenId, mark);
        bill.state = set ? bill.state.with(bit) : bill.state.without(bit);
        emit DeliveryMarked(tokenId, mark, set, _nextTrail(bill));
        _store(tokenId, bill);
    }

    function _freeze(uint256 tokenId, Bill memory bill, Freeze memory freeze_) private {
        // An order announced under an earlier freeze has lapsed: who acquired the bill since had no notice of it.
        if (!bill.state.has(FROZEN)) delete _announcements[tokenId];
        _freezes[tokenId] = freeze_;
        bill.state = bill.state.with(FROZEN);
        emit Frozen(tokenId, freeze_.until, _nextTrail(bill));
        _store(tokenId, bill);
    }

    function _frozen(uint256 tokenId) private view returns (Bill memory bill) {
        bill = _existing(tokenId);
        if (!bill.state.has(FROZEN)) revert BillCustody_NotFrozen(tokenId);
    }

    /// @dev An order about a bill that is still to be surrendered, complete, of a kind that fits, naming members.
    function _requireOrder(uint256 tokenId, Bill memory bill, CourtOrder memory order) private view {
        _requireOpen(tokenId, bill);
        Kind kind = bill.state.kind();
        bool fits =
            order.orderHash != 0 &&
                order.jurisdiction[0] != 0 &&
                order.jurisdiction[1] != 0 &&
                kind != Kind.WAYBILL &&
                (kind == Kind.STRAIGHT) == (order.kind == Kind.STRAIGHT) &&
                order.kind != Kind.WAYBILL &&
                (order.titleholder == 0) == (order.kind == Kind.BEARER);
        if (!fits) revert BillCustody_InvalidOrder(tokenId);
        _standings.standingOfMember(order.possessor);
        if (order.titleholder != 0) _standings.standingOfMember(order.titleholder);
    }
}
