// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Act, BillStatus, IBillOfLading, Kind} from "../interfaces/IBillOfLading.sol";
import {Standing} from "../consortium/Standing.sol";
import {Bill} from "./BillLedger.sol";
import {BillEndorsement} from "./BillEndorsement.sol";

/// @title BillSurrender
/// @notice Surrender for delivery and the carrier's answer.
abstract contract BillSurrender is BillEndorsement {
    /* SURRENDER */

    /// @inheritdoc IBillOfLading
    function surrenderForDelivery(uint256 tokenId) external {
        (Bill memory bill, Standing actor) = _actOn(tokenId);
        Kind kind = bill.state.kind();
        if (kind == Kind.WAYBILL) revert BillOfLading_ActNotAllowed(tokenId, kind, Act.SURRENDER_FOR_DELIVERY);
        bool may =
            kind == Kind.BEARER ||
                actor.member() == bill.title ||
                // The shipper of a STRAIGHT bill, who surrenders at origin; the consignee is entitled all the same.
                (kind == Kind.STRAIGHT && actor.member() == bill.previousTitle);
        if (!may) revert BillOfLading_NotTitleholder(tokenId, _msgSender());

        _moveStatus(bill, BillStatus.PENDING_SURRENDER_FOR_DELIVERY);
        (address carrier, Standing standing) = consortium.standingOfMember(bill.carrier);
        bill.previousHolder = bill.holder;
        _handOver(tokenId, bill, _msgSender(), carrier, standing.account());
        emit Surrendered(tokenId, actor.member(), bill.carrier, Act.SURRENDER_FOR_DELIVERY, _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @inheritdoc IBillOfLading
    function acceptSurrender(uint256 tokenId) external {
        Bill memory bill = _answer(tokenId);
        // The title of the entitled party is written down at this moment: on a BEARER bill it is whoever surrendered.
        bill.title = _entitled(bill);
        _moveStatus(bill, BillStatus.SURRENDERED_FOR_DELIVERY);
        emit SurrenderAccepted(tokenId, bill.carrier, bill.title, _msgSender(), _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @inheritdoc IBillOfLading
    function refuseSurrender(uint256 tokenId, bytes32 commentsHash) external {
        Bill memory bill = _answer(tokenId);
        if (commentsHash == 0) revert BillOfLading_NoComments(tokenId);
        _moveStatus(bill, BillStatus.ISSUED);
        (address previous, Standing standing) = consortium.standingOfAccount(bill.previousHolder);
        _handOver(tokenId, bill, _msgSender(), previous, standing.account());
        bill.previousHolder = 0;
        emit SurrenderRefused(tokenId, bill.carrier, standing.member(), commentsHash, _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @dev A bill with the caller as its carrier, which may answer while suspended: no surrender is left hanging.
    function _answer(uint256 tokenId) private view returns (Bill memory bill) {
        bill = _existing(tokenId);
        if (consortium.standingOf(_msgSender()).member() != bill.carrier) {
            revert BillOfLading_NotIssuer(tokenId, _msgSender());
        }
    }
}
