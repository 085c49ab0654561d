// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {BillStatus, Issuance, Kind} from "../interfaces/BillTypes.sol";
import {Bill} from "./BillLedger.sol";
import {BillMoves} from "./BillMoves.sol";
import {DELIVERY_BEGUN, NO_DISPOSAL, TO_PAPER} from "./BillState.sol";

/// @title BillReissue
/// @notice Amend, switch, split and merge after a surrender, and the replacement of a waybill; with lineage both ways.
abstract contract BillReissue is BillMoves {
    /* REISSUE */

    /// @dev See {IBillAmendment-reissue}.
    function reissue(uint256[] calldata tokenIds, Issuance[] calldata successors) external {
        if (tokenIds.length == 0 || successors.length == 0 || (tokenIds.length > 1 && successors.length > 1)) {
            revert BillAmendment_ManyToMany(tokenIds.length, successors.length);
        }
        uint256[] memory following = new uint256[](successors.length);
        for (uint256 i = 0; i < successors.length; ++i) {
            following[i] = successors[i].tokenId;
        }
        Bill memory first;
        for (uint256 i = 0; i < tokenIds.length; ++i) {
            Bill memory bill = _acceptForAmendment(tokenIds[i]);
            if (i == 0) {
                first = bill;
            } else if (!_isOneParty(bill, first)) {
                revert BillAmendment_NotOneParty(tokenIds[i]);
            }
            _closeInFavourOf(tokenIds[i], bill, following);
        }
        (address surrenderer, ) = _standings.currentOfAccount(first.previousHolder);
        for (uint256 i = 0; i < successors.length; ++i) {
            if (successors[i].issueTo != surrenderer) {
                revert BillAmendment_NotTheSurrenderer(i, successors[i].issueTo);
            }
            _issue(i, successors[i], first.carrier, tokenIds, true);
            _predecessors[successors[i].tokenId] = tokenIds;
        }
    }

    /// @dev See {IBillAmendment-allowReplacement}.
    function allowReplacement(uint256 tokenId, uint256 successor) external {
        _requireMoves();
        Bill memory bill = _liveWaybill(tokenId);
        Standing actor = _actor();
        // On a waybill the consignee stands where title would, and the shipper where the title before it would.
        uint32 disposer = bill.state.has(NO_DISPOSAL) ? bill.title : bill.previousTitle;
        if (actor.member() != disposer) revert BillAmendment_NoDisposal(tokenId, _msgSender());
        // The shipper has seen its waybill by now, and agrees to a successor: it no longer rejects this one.
        if (actor.account() == bill.holder || _isPossessor(bill, actor)) _settle(bill);
        _allowedReplacements[tokenId] = successor;
        emit ReplacementAllowed(tokenId, actor.member(), successor, _msgSender(), _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @dev See {IBillAmendment-replaceWaybill}.
    function replaceWaybill(uint256 tokenId, Issuance calldata successor) external {
        Bill memory bill = _liveWaybill(tokenId);
        uint32 carrier = _carrier();
        if (carrier != bill.carrier) revert BillOfLading_NotIssuer(tokenId, _msgSender());
        uint256 allowed = _allowedReplacements[tokenId];
        if (allowed == 0 || successor.tokenId != allowed) {
            revert BillAmendment_ReplacementNotAllowed(tokenId, successor.tokenId, allowed);
        }
        (address shipper, ) = _standings.standingOfMember(bill.previousTitle);
        if (successor.kind != Kind.WAYBILL || successor.shipper != shipper) {
            revert BillAmendment_ReplacementDiffers(tokenId, successor.shipper);
        }
        uint256[] memory following = new uint256[](1);
        following[0] = successor.tokenId;
        _closeInFavourOf(tokenId, bill, following);
        _issueInPlaceOf(tokenId, successor, bill.carrier, true);
    }

    /// @dev Issues the one successor of one bill.
    function _issueInPlaceOf(uint256 tokenId, Issuance calldata successor, uint32 carrier, bool isReturn) internal {
        uint256[] memory predecessors = new uint256[](1);
        predecessors[0] = tokenId;
        _issue(0, successor, carrier, predecessors, isReturn);
        _predecessors[successor.tokenId] = predecessors;
        if (_successors[tokenId].length == 0) _successors[tokenId].push(successor.tokenId);
    }

    /// @dev The carrier accepts a surrender for amendment; the caller closes the bill in the same transaction.
    function _acceptForAmendment(uint256 tokenId) private returns (Bill memory bill) {
        (bill, ) = _answer(tokenId);
        _moveStatus(tokenId, bill, BillStatus.SURRENDERED_FOR_AMENDMENT);
        if (bill.state.has(TO_PAPER)) revert BillAmendment_PaperDoesNotFit(tokenId);
        if (bill.state.has(DELIVERY_BEGUN)) revert BillAmendment_DeliveryBegun(tokenId);
    }

    /// @dev Whether one member surrendered both bills, from this account or that, and title stands with one.
    function _isOneParty(Bill memory bill, Bill memory other) private view returns (bool) {
        if (bill.title != other.title) return false;
        if (bill.previousHolder == other.previousHolder) return true;
        (, Standing surrenderer) = _standings.currentOfAccount(bill.previousHolder);
        (, Standing otherSurrenderer) = _standings.currentOfAccount(other.previousHolder);
        return surrenderer.member() == otherSurrenderer.member();
    }

    function _closeInFavourOf(uint256 tokenId, Bill memory bill, uint256[] memory successors) private {
        _moveStatus(tokenId, bill, BillStatus.VOIDED);
        _successors[tokenId] = successors;
        emit Reissued(tokenId, bill.carrier, successors, _nextTrail(bill));
        _store(tokenId, bill);
    }

    function _liveWaybill(uint256 tokenId) private view returns (Bill memory bill) {
        bill = _live(tokenId);
        if (bill.state.kind() != Kind.WAYBILL) revert BillAmendment_NotAWaybill(tokenId);
        if (bill.state.has(DELIVERY_BEGUN)) revert BillAmendment_DeliveryBegun(tokenId);
    }
}
