// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {BillStatus, Issuance, Kind, Place, Trail} from "../interfaces/BillTypes.sol";
import {Ascii} from "../libraries/Ascii.sol";
import {Roles} from "../libraries/Roles.sol";
import {Bill, BillLedger, StandIn} from "./BillLedger.sol";
import {AGAINST_INDEMNITY, ISSUE_REJECTED, newBillState, NO_DISPOSAL} from "./BillState.sol";

/// @title BillIssuing
/// @notice How a bill comes into being, one live bill for each carrier and reference. Nothing here can be called.
abstract contract BillIssuing is BillLedger {
    using Ascii for bytes20;

    mapping(uint32 carrier => mapping(bytes20 transportDocumentReference => uint256 tokenId)) private _tokens;

    /// @dev Issues one bill.
    /// @param predecessors whose reference the bill may take over; it cannot be rejected then, for nothing would be left
    /// @param isReturn whether the issue-to party only gets back what it surrendered, whatever its standing
    function _issue(
        uint256 index,
        Issuance calldata issuance,
        uint32 carrier,
        uint256[] memory predecessors,
        bool isReturn
    ) internal {
        uint256 tokenId = issuance.tokenId;
        if (tokenId == 0) revert BillOfLading_ZeroTokenId(index);
        Bill memory bill = _stored(tokenId);
        if (bill.holder != 0) revert BillOfLading_TokenIdUsed(index, tokenId);
        _takeReference(index, carrier, issuance.transportDocumentReference, tokenId, predecessors);

        bill.state = newBillState(issuance.kind).withStatus(BillStatus.ISSUED);
        bill.carrier = carrier;
        // Every later holder sees that cargo was released against a letter of indemnity, a successor's, too.
        for (uint256 i = 0; i < predecessors.length; ++i) {
            if (_stored(predecessors[i]).state.has(AGAINST_INDEMNITY)) bill.state = bill.state.with(AGAINST_INDEMNITY);
        }
        (uint32 issuedTo, uint32 account) = _setParties(index, issuance, bill, isReturn);
        if (predecessors.length == 0) (bill.rejectDeadline, ) = _newDeadline();
        Trail memory trail = _nextTrail(bill);
        _handOver(tokenId, bill, address(0), issuance.issueTo, account);
        _store(tokenId, bill);
        emit Issued(
            tokenId,
            carrier,
            issuedTo,
            issuance.transportDocumentReference,
            issuance.kind,
            bill.previousTitle,
            bill.title,
            _msgSender(),
            trail
        );
    }

    /// @dev The bill that has a carrier's reference; 0 if the reference is free.
    function _tokenByReference(uint32 carrier, bytes20 transportDocumentReference) internal view returns (uint256) {
        uint256 tokenId = _tokens[carrier][transportDocumentReference];
        // Most look-ups find nothing: do not read a bill for them.
        return tokenId == 0 || _stored(tokenId).state.has(ISSUE_REJECTED) ? 0 : tokenId;
    }

    /// @dev The caller as an active carrier, while new moves are possible.
    function _carrier() internal view returns (uint32) {
        _requireMoves();
        Standing actor = _actor();
        if (!actor.hasAny(Roles.CARRIER)) revert BillOfLading_NotACarrier(_msgSender());
        return actor.member();
    }

    /// @dev Checks the parties against the kind and writes them into the bill.
    function _setParties(
        uint256 index,
        Issuance calldata issuance,
        Bill memory bill,
        bool isReturn
    ) private returns (uint32 issuedTo, uint32 account) {
        Kind kind = issuance.kind;
        address issueTo = issuance.issueTo;
        address titleTo = issuance.titleTo;
        bool namesShipper = _namesParties(kind);
        bool fits =
            (issuance.shipper != address(0)) == namesShipper &&
                (titleTo == address(0)) == (kind == Kind.BEARER) &&
                // A waybill stays with its shipper as a receipt, and only there NODISP means something.
                (kind == Kind.WAYBILL ? issueTo == issuance.shipper : !issuance.noDisposal);
        if (!fits) revert BillOfLading_PartiesDoNotFit(index, kind);
        if (issuance.noDisposal) bill.state = bill.state.with(NO_DISPOSAL);

        (Standing holder, Standing named) = _standings.standingsOf(issueTo, titleTo);
        if (!isReturn) _requireParty(index, issueTo, holder, bill.carrier);
        if (kind != Kind.BEARER) {
            if (!isReturn || titleTo != issueTo) _requireParty(index, titleTo, named, bill.carrier);
            bill.title = named.member();
        }
        if (namesShipper) {
            Standing shipper = holder;
            if (issuance.shipper != issueTo) {
                shipper = _standings.standingOf(issuance.shipper);
                _requireParty(index, issuance.shipper, shipper, bill.carrier);
            }
            bill.previousTitle = shipper.member();
        }
        _setStandIn(index, issuance, Place.SHIPPER, issuance.shipperRepresents, bill.previousTitle);
        _setStandIn(index, issuance, Place.TITLE, issuance.titleToRepresents, bill.title);
        return (holder.member(), holder.account());
    }

    /// @dev Most bills have no stand-in, and so no word for one.
    function _setStandIn(
        uint256 index,
        Issuance calldata issuance,
        Place place,
        bytes32 represents,
        uint32 member
    ) private {
        if (represents == 0) return;
        if (member == 0) revert BillOfLading_PartiesDoNotFit(index, issuance.kind);
        _standIns[issuance.tokenId][place] = StandIn(represents, member);
    }

    function _takeReference(
        uint256 index,
        uint32 carrier,
        bytes20 text,
        uint256 tokenId,
        uint256[] memory predecessors
    ) private {
        if (!text.isPrintable()) revert BillOfLading_InvalidReference(index, text);
        uint256 taken = _tokenByReference(carrier, text);
        if (taken != 0 && !_isAmong(predecessors, taken)) {
            revert BillOfLading_ReferenceTaken(index, carrier, text, taken);
        }
        _tokens[carrier][text] = tokenId;
    }

    function _requireParty(uint256 index, address account, Standing party, uint32 carrier) private pure {
        if (!_mayHold(party) || party.member() == carrier) revert BillOfLading_PartyNotPermitted(index, account);
    }

    function _isAmong(uint256[] memory tokenIds, uint256 tokenId) private pure returns (bool) {
        for (uint256 i = 0; i < tokenIds.length; ++i) {
            if (tokenIds[i] == tokenId) return true;
        }
        return false;
    }
}
