// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {BillStatus, IBillOfLading, Issuance, Kind, Trail} from "../interfaces/IBillOfLading.sol";
import {Standing} from "../consortium/Standing.sol";
import {Ascii} from "../libraries/Ascii.sol";
import {Roles} from "../libraries/Roles.sol";
import {Bill, BillLedger} from "./BillLedger.sol";
import {newBillState} from "./BillState.sol";

/// @title BillIssue
/// @notice How bills come into being, one live bill for each carrier and reference.
abstract contract BillIssue is BillLedger {
    using Ascii for bytes20;

    /* ISSUE */

    /// @inheritdoc IBillOfLading
    function issue(Issuance calldata issuance) external {
        _issue(0, issuance, _carrier());
    }

    /// @inheritdoc IBillOfLading
    function issueBatch(Issuance[] calldata issuances) external {
        if (issuances.length == 0) revert BillOfLading_EmptyBatch();
        uint32 carrier = _carrier();
        for (uint256 i = 0; i < issuances.length; ++i) {
            _issue(i, issuances[i], carrier);
        }
    }

    function _issue(uint256 index, Issuance calldata issuance, uint32 carrier) private {
        uint256 tokenId = issuance.tokenId;
        if (tokenId == 0) revert BillOfLading_ZeroTokenId(index);
        Bill memory bill = _bills[tokenId];
        if (bill.holder != 0) revert BillOfLading_TokenIdUsed(index, tokenId);
        _takeReference(index, carrier, issuance.transportDocumentReference, tokenId);

        bill.state = newBillState(issuance.kind);
        bill.carrier = carrier;
        (uint32 issuedTo, uint32 account) = _setParties(index, issuance, bill);
        // Good to the year 2106, like the field.
        bill.rejectDeadline = uint32(block.timestamp) + _rejectPeriod;
        _moveStatus(bill, BillStatus.ISSUED);
        Trail memory trail = _nextTrail(bill);
        _handOver(tokenId, bill, address(0), issuance.issueTo, account);
        _store(tokenId, bill);
        emit Issued(
            tokenId,
            carrier,
            issuedTo,
            issuance.transportDocumentReference,
            issuance.kind,
            _namesParties(issuance.kind) ? bill.previousTitle : 0,
            bill.title,
            _msgSender(),
            trail
        );
    }

    /// @dev Checks the parties against the kind and writes them into the bill.
    function _setParties(
        uint256 index,
        Issuance calldata issuance,
        Bill memory bill
    ) private view returns (uint32 issuedTo, uint32 account) {
        Kind kind = issuance.kind;
        bool fits =
            (issuance.shipper != address(0)) == _namesParties(kind) &&
                (issuance.titleTo == address(0)) == (kind == Kind.BEARER) &&
                // A waybill stays with its shipper as a receipt.
                (kind != Kind.WAYBILL || issuance.issueTo == issuance.shipper);
        if (!fits) revert BillOfLading_PartiesDoNotFit(index, kind);

        Standing holder;
        Standing named;
        (holder, named) = consortium.standingsOf(issuance.issueTo, issuance.titleTo);
        _requireParty(index, issuance.issueTo, holder, bill.carrier);
        if (kind != Kind.BEARER) {
            _requireParty(index, issuance.titleTo, named, bill.carrier);
            bill.title = named.member();
        }
        if (_namesParties(kind)) {
            Standing shipper = holder;
            if (issuance.shipper != issuance.issueTo) {
                shipper = consortium.standingOf(issuance.shipper);
                _requireParty(index, issuance.shipper, shipper, bill.carrier);
            }
            bill.previousTitle = shipper.member();
        }
        return (holder.member(), holder.account());
    }

    function _takeReference(uint256 index, uint32 carrier, bytes20 text, uint256 tokenId) private {
        if (!text.isPrintable()) revert BillOfLading_InvalidReference(index, text);
        uint256 taken = tokenByReference(carrier, text);
        if (taken != 0) revert BillOfLading_ReferenceTaken(index, carrier, text, taken);
        _tokens[carrier][text] = tokenId;
    }

    function _requireParty(uint256 index, address account, Standing party, uint32 carrier) private pure {
        if (!_mayHold(party) || party.member() == carrier) revert BillOfLading_PartyNotPermitted(index, account);
    }

    /// @dev The caller as an active carrier.
    function _carrier() private view returns (uint32) {
        Standing actor = _actor();
        if (!actor.hasAny(Roles.CARRIER)) revert BillOfLading_NotACarrier(_msgSender());
        return actor.member();
    }
}
