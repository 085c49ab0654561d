// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {Act, AmendmentReason, BillStatus, Kind} from "../interfaces/BillTypes.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {Bill} from "./BillLedger.sol";
import {BillMoves} from "./BillMoves.sol";
import {TO_PAPER} from "./BillState.sol";

/// @title BillSurrender
/// @notice Surrender for delivery or amendment, and the carrier's answer.
abstract contract BillSurrender is IBillOfLading, BillMoves {
    /* SURRENDER */

    /// @inheritdoc IBillOfLading
    function surrenderForDelivery(uint256 tokenId) external {
        _surrenderAsEntitled(tokenId, Act.SURRENDER_FOR_DELIVERY, AmendmentReason.NONE);
    }

    /// @inheritdoc IBillOfLading
    function surrenderForAmendment(uint256 tokenId, AmendmentReason reason) external {
        _requireReason(tokenId, Act.SURRENDER_FOR_AMENDMENT, reason);
        _surrenderAsEntitled(tokenId, Act.SURRENDER_FOR_AMENDMENT, reason);
    }

    /// @inheritdoc IBillOfLading
    function acceptSurrender(uint256 tokenId) external {
        (Bill memory bill, ) = _answer(tokenId);
        // The entitled party is written down at this moment: on a BEARER bill it is whoever surrendered.
        bill.title = _entitled(bill);
        _moveStatus(tokenId, bill, BillStatus.SURRENDERED_FOR_DELIVERY);
        emit SurrenderAccepted(tokenId, bill.carrier, bill.title, _msgSender(), _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @inheritdoc IBillOfLading
    function refuseSurrender(uint256 tokenId, bytes32 commentsHash) external {
        (Bill memory bill, Standing actor) = _answer(tokenId);
        if (commentsHash == 0) revert BillOfLading_NoComments(tokenId);
        _moveStatus(tokenId, bill, BillStatus.ISSUED);
        bill.state = bill.state.without(TO_PAPER);
        (address previous, Standing standing) = _standings.currentOfAccount(bill.previousHolder);
        address owner = _msgSender();
        // What was surrendered before the carrier replaced its account is in the hands of the former one still.
        if (actor.account() != bill.holder) (owner, ) = _standings.standingOfAccount(bill.holder);
        _handOver(tokenId, bill, owner, previous, standing.account());
        bill.previousHolder = 0;
        emit SurrenderRefused(tokenId, bill.carrier, standing.member(), commentsHash, _nextTrail(bill));
        _store(tokenId, bill);
    }

    function _surrenderAsEntitled(uint256 tokenId, Act act, AmendmentReason reason) private {
        (Bill memory bill, Standing actor) = _actOn(tokenId);
        Kind kind = bill.state.kind();
        if (kind == Kind.WAYBILL) revert BillOfLading_ActNotAllowed(tokenId, kind, act);
        bool may =
            kind == Kind.BEARER ||
                actor.member() == bill.title ||
                // The shipper of a STRAIGHT bill, who surrenders at origin; the consignee is entitled all the same.
                (kind == Kind.STRAIGHT && actor.member() == bill.previousTitle);
        if (!may) revert BillOfLading_NotTitleholder(tokenId, _msgSender());
        _surrender(tokenId, bill, actor.member(), act, reason);
        _store(tokenId, bill);
    }
}
