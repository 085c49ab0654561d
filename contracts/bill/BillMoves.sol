// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {Act, AmendmentReason, BillStatus, Kind, Place} from "../interfaces/BillTypes.sol";
import {BillIssuing} from "./BillIssuing.sol";
import {Bill, StandIn} from "./BillLedger.sol";
import {
    BillState,
    CANCELLABLE,
    CARRIED_ENDORSEMENT,
    DELIVERY_BEGUN,
    FINAL,
    INSTRUCTED,
    TITLE_MOVED,
    TO_PAPER
} from "./BillState.sol";

/// @title BillMoves
/// @notice How possession and title move, whoever sets them in motion. Only ERC-721's transfers can be called.
abstract contract BillMoves is BillIssuing {
    /* POSSESSION */

    /// @dev ERC-721's transfer functions end here: the act TRANSFER, by the possessor or by whom it approved.
    function _update(address to, uint256 tokenId, address auth) internal virtual override returns (address from) {
        _requireMoves();
        Bill memory bill = _live(tokenId);
        (Standing actor, Standing recipient) = _actorAnd(to);
        from = auth;
        if (actor.account() != bill.holder) {
            uint32 caller = actor.member();
            (from, actor) = _standings.standingOfAccount(bill.holder);
            if (caller == actor.member()) revert BillOfLading_NotFollowed(tokenId, auth);
            _checkAuthorized(from, auth, tokenId);
            _requireActive(from, actor);
        }
        if (bill.state.kind() == Kind.WAYBILL) revert BillOfLading_ActNotAllowed(tokenId, Kind.WAYBILL, Act.TRANSFER);
        _requireRecipient(tokenId, bill, actor.member(), to, recipient);
        _settle(bill);
        _transfer(tokenId, bill, from, actor.member(), to, recipient);
        _store(tokenId, bill);
    }

    /// @dev Passes possession on and opens the recipient's right to reject. The caller has checked the recipient, and
    /// stores the bill.
    function _transfer(
        uint256 tokenId,
        Bill memory bill,
        address from,
        uint32 fromMember,
        address to,
        Standing recipient
    ) internal {
        bill.previousHolder = bill.holder;
        uint40 deadline;
        (bill.rejectDeadline, deadline) = _newDeadline();
        _handOver(tokenId, bill, from, to, recipient.account());
        emit PossessionTransferred(tokenId, fromMember, recipient.member(), deadline, _nextTrail(bill));
    }

    /* TITLE */

    /// @dev An endorsement whose recipient also gets possession, so that BLANK_ENDORSE has a recipient, too.
    function _endorseTowards(
        uint256 tokenId,
        Bill memory bill,
        Act act,
        uint32 by,
        address to,
        Standing recipient
    ) internal {
        _requireRecipient(tokenId, bill, by, to, recipient);
        _endorse(tokenId, bill, act, by, act == Act.BLANK_ENDORSE ? 0 : recipient.member());
    }

    /// @dev Passes possession on together with the endorsement just made: a rejection will undo both.
    function _carryWithTransfer(
        uint256 tokenId,
        Bill memory bill,
        uint32 from,
        address to,
        Standing recipient
    ) internal {
        bill.state = bill.state.with(CARRIED_ENDORSEMENT);
        _transfer(tokenId, bill, _msgSender(), from, to, recipient);
    }

    /// @dev Passes title on, after checking who may. The caller has checked the recipient and stores the bill.
    function _endorse(uint256 tokenId, Bill memory bill, Act act, uint32 by, uint32 to) internal {
        BillState state = bill.state;
        Kind kind = state.kind();
        bool isBlank = act == Act.BLANK_ENDORSE;
        if (!_isEndorsement(act) || _namesParties(kind) || (isBlank && kind == Kind.BEARER)) {
            revert BillOfLading_ActNotAllowed(tokenId, kind, act);
        }
        uint32 title = bill.title;
        if (kind == Kind.TO_ORDER) {
            if (title != by) revert BillOfLading_NotTitleholder(tokenId, _msgSender());
            if (state.has(FINAL)) revert BillOfLading_EndorsementFinal(tokenId);
        }
        state = state.without(CANCELLABLE | INSTRUCTED);
        if (act == Act.ENDORSE) state = state.with(FINAL);
        // The endorsement before this one, if there was one, can be taken back no more.
        if (title == 0 || bill.previousTitle != 0) state = state.with(TITLE_MOVED);
        bill.previousTitle = title;
        bill.title = to;
        bill.state = state;
        // Most endorsements leave the kind, and asking for it again would cost 250 gas.
        if (isBlank != (kind == Kind.BEARER)) _setKind(tokenId, bill, isBlank ? Kind.BEARER : Kind.TO_ORDER);
        emit Endorsed(tokenId, by, to, act, _nextTrail(bill));
    }

    /// @dev Title and kind as they were before the latest endorsement. It was not final then, or there would have been
    /// no endorsement; and no title before it means that the bill was a BEARER bill.
    function _restoreTitle(uint256 tokenId, Bill memory bill) internal {
        bill.title = bill.previousTitle;
        bill.previousTitle = 0;
        bill.state = bill.state.without(FINAL | CANCELLABLE | CARRIED_ENDORSEMENT | INSTRUCTED);
        _setKind(tokenId, bill, bill.title == 0 ? Kind.BEARER : Kind.TO_ORDER);
    }

    function _isEndorsement(Act act) internal pure returns (bool) {
        return act == Act.ENDORSE || act == Act.ENDORSE_TO_ORDER || act == Act.BLANK_ENDORSE;
    }

    /// @dev Who stands in at a place; all zero if nobody does, or does no more: title that came back to the member later
    /// is its own. On a waybill, which has no title, the mark means NODISP.
    function _standInAt(uint256 tokenId, Bill memory bill, Place place) internal view returns (StandIn memory standIn) {
        standIn = _standIns[tokenId][place];
        Kind kind = bill.state.kind();
        bool moved = kind == Kind.BEARER || (kind != Kind.WAYBILL && bill.state.has(TITLE_MOVED));
        bool stands =
            place == Place.SHIPPER ? bill.previousTitle == standIn.member : bill.title == standIn.member && !moved;
        if (!stands) standIn = StandIn(0, 0);
    }

    /* SURRENDER */

    /// @dev Gives the bill to its carrier. The caller has checked who may, and stores the bill.
    function _surrender(uint256 tokenId, Bill memory bill, uint32 by, Act act, AmendmentReason reason) internal {
        bool forDelivery = act == Act.SURRENDER_FOR_DELIVERY;
        if (!forDelivery && bill.state.has(DELIVERY_BEGUN)) revert BillAmendment_DeliveryBegun(tokenId);
        _moveStatus(
            tokenId,
            bill,
            forDelivery ? BillStatus.PENDING_SURRENDER_FOR_DELIVERY : BillStatus.PENDING_SURRENDER_FOR_AMENDMENT
        );
        if (reason == AmendmentReason.SWTP) bill.state = bill.state.with(TO_PAPER);
        (address carrier, Standing standing) = _standings.standingOfMember(bill.carrier);
        bill.previousHolder = bill.holder;
        _handOver(tokenId, bill, _msgSender(), carrier, standing.account());
        emit Surrendered(tokenId, by, bill.carrier, act, reason, _nextTrail(bill));
    }

    /// @dev A bill that is not closed: ISSUED, or its surrender is to be answered.
    function _requireOpen(uint256 tokenId, Bill memory bill) internal pure {
        BillStatus status = bill.state.status();
        bool open =
            status == BillStatus.ISSUED ||
                status == BillStatus.PENDING_SURRENDER_FOR_DELIVERY ||
                status == BillStatus.PENDING_SURRENDER_FOR_AMENDMENT;
        if (!open) revert BillOfLading_NotLive(tokenId, status);
    }

    function _requireReason(uint256 tokenId, Act act, AmendmentReason reason) internal pure {
        if ((act == Act.SURRENDER_FOR_AMENDMENT) != (reason != AmendmentReason.NONE)) {
            revert BillOfLading_ReasonDoesNotFit(tokenId, act, reason);
        }
    }

    /// @dev Who is entitled to delivery, or would be if the bill were surrendered now.
    function _entitled(Bill memory bill) internal view returns (uint32) {
        BillStatus status = bill.state.status();
        // Once a surrender is accepted, `title` says who is entitled, for a BEARER bill too.
        if (bill.state.kind() != Kind.BEARER || status == BillStatus.SURRENDERED_FOR_DELIVERY) return bill.title;
        bool pending = status != BillStatus.ISSUED;
        (, Standing possessor) = _standings.standingOfAccount(pending ? bill.previousHolder : bill.holder);
        return possessor.member();
    }
}
