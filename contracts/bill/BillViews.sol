// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {BillStatus, BillView, CourtOrder, Delivery, Instruction, Kind, Paper, Place} from "../interfaces/BillTypes.sol";
import {IBillAmendment} from "../interfaces/IBillAmendment.sol";
import {IBillCustody} from "../interfaces/IBillCustody.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {Bill} from "./BillLedger.sol";
import {BillMoves} from "./BillMoves.sol";
import {AGAINST_INDEMNITY, DELIVERY_BEGUN, FINAL, FROZEN, INSTRUCTED, NO_DISPOSAL} from "./BillState.sol";

/// @title BillViews
/// @notice What people and the release of cargo read of a bill.
abstract contract BillViews is IBillOfLading, BillMoves {
    /* READING */

    /// @inheritdoc IBillOfLading
    function billOf(uint256 tokenId) external view returns (BillView memory view_) {
        Bill memory bill = _existing(tokenId);
        (address account, Standing possessor) = _standings.standingOfAccount(bill.holder);
        bool namesParties = _namesParties(bill.state.kind());
        bool isFrozen = bill.state.has(FROZEN);
        // A right to reject that the freeze found open still has all the time that it had then.
        if (isFrozen) _thaw(tokenId, bill, block.timestamp);
        view_ = BillView({
            kind: bill.state.kind(),
            status: bill.state.status(),
            carrier: bill.carrier,
            possessor: possessor.member(),
            possessorAccount: account,
            titleholder: bill.state.kind() == Kind.WAYBILL ? 0 : bill.title,
            shipper: namesParties ? bill.previousTitle : 0,
            consignee: namesParties ? bill.title : 0,
            isFinal: bill.state.has(FINAL),
            isFrozen: isFrozen,
            isInstructed: bill.state.has(INSTRUCTED),
            isAgainstIndemnity: bill.state.has(AGAINST_INDEMNITY),
            isDeliveryBegun: bill.state.has(DELIVERY_BEGUN),
            noDisposal: bill.state.kind() == Kind.WAYBILL && bill.state.has(NO_DISPOSAL),
            rejectDeadline: _onTheWall(bill.rejectDeadline),
            sequence: bill.sequence,
            latestBlock: bill.latestBlock
        });
    }

    /// @inheritdoc IBillOfLading
    function deliveryOf(uint256 tokenId) external view returns (Delivery memory delivery) {
        Bill memory bill = _existing(tokenId);
        BillStatus status = bill.state.status();
        delivery.carrier = bill.carrier;
        delivery.status = status;
        if (status == BillStatus.PAPER) {
            delivery.entitled = _papers[tokenId].presenter;
            delivery.isDue = delivery.entitled != 0;
        } else {
            delivery.entitled = _entitled(bill);
            delivery.isDue =
                status == BillStatus.SURRENDERED_FOR_DELIVERY ||
                (bill.state.kind() == Kind.WAYBILL && status == BillStatus.ISSUED);
        }
        if (bill.state.has(FROZEN)) delivery.isDue = false;
    }

    /// @inheritdoc IBillOfLading
    function tokenByReference(uint32 carrier, bytes20 transportDocumentReference) external view returns (uint256) {
        return _tokenByReference(carrier, transportDocumentReference);
    }

    /// @inheritdoc IBillOfLading
    function instructionOf(uint256 tokenId) external view returns (Instruction memory instruction) {
        if (_existing(tokenId).state.has(INSTRUCTED)) instruction = _instructions[tokenId];
    }

    /// @inheritdoc IBillAmendment
    function successorsOf(uint256 tokenId) external view returns (uint256[] memory) {
        return _successors[tokenId];
    }

    /// @inheritdoc IBillAmendment
    function predecessorsOf(uint256 tokenId) external view returns (uint256[] memory) {
        return _predecessors[tokenId];
    }

    /// @inheritdoc IBillAmendment
    function paperOf(uint256 tokenId) external view returns (Paper memory) {
        return _papers[tokenId];
    }

    /// @inheritdoc IBillAmendment
    function standInFor(uint256 tokenId, Place place) external view returns (bytes32) {
        return _standInAt(tokenId, _stored(tokenId), place).represents;
    }

    /// @inheritdoc IBillCustody
    function freezeOf(uint256 tokenId) external view returns (bool isFrozen, uint40 until) {
        isFrozen = _existing(tokenId).state.has(FROZEN);
        if (isFrozen) until = _freezes[tokenId].until;
    }

    /// @inheritdoc IBillCustody
    function announcedReassignment(uint256 tokenId) external view returns (CourtOrder memory order, uint40 notBefore) {
        if (_existing(tokenId).state.has(FROZEN)) {
            return (_announcements[tokenId].order, _announcements[tokenId].notBefore);
        }
    }

    /// @inheritdoc IBillCustody
    function rejectPeriod() external view returns (uint32) {
        return _clock.rejectPeriod;
    }

    /// @inheritdoc IBillCustody
    function pausedUntil() external view returns (uint40) {
        return _pausedUntil();
    }
}
