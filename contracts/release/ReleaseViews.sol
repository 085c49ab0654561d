// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {BillStatus} from "../interfaces/BillTypes.sol";
import {IReleaseCasework} from "../interfaces/IReleaseCasework.sol";
import {IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";
import {
    Authority,
    ConsignmentView,
    ContainerView,
    LetterView,
    Lights,
    Reason,
    Stage
} from "../interfaces/ReleaseTypes.sol";
import {ALL_CARRIER_OWED, ALL_TERMINAL_OWED, CARRIER_HAULAGE, Consignment} from "./Consignment.sol";
import {
    BOOKING_VOID,
    CARRIER_OWED,
    Container,
    JOB_PASSED,
    LETTER_OF_INDEMNITY,
    NOMINATED,
    SHARED,
    TERMINAL_OWED,
    TERMINAL_RELEASED,
    WITHDRAWN
} from "./Container.sol";
import {Letter, PaidThrough} from "./ReleaseLedger.sol";
import {ReleaseReasons} from "./ReleaseReasons.sol";

/// @title ReleaseViews
/// @notice What people read of consignments and containers.
abstract contract ReleaseViews is IReleaseRegistry, ReleaseReasons {
    uint256 private constant CUSTOMS_LIGHT =
        (1 << uint256(Reason.CUSTOMS_CLEARANCE)) | (1 << uint256(Reason.CUSTOMS_HOLD));
    uint256 private constant TERMINAL_LIGHT =
        (1 << uint256(Reason.NOT_DISCHARGED)) |
            (1 << uint256(Reason.TERMINAL_CHARGES)) |
            (1 << uint256(Reason.TERMINAL_RELEASE)) |
            (1 << uint256(Reason.TERMINAL_HOLD));

    /* READING */

    /// @inheritdoc IReleaseRegistry
    function consignmentOf(uint256 tokenId, uint8 consignment) external view returns (ConsignmentView memory) {
        Consignment existing = _existingConsignment(tokenId, consignment);
        return
            ConsignmentView({
                carrier: existing.carrier(),
                terminal: existing.terminal(),
                customs: existing.customs(),
                unLocationCode: existing.unLocationCode(),
                carrierHaulage: existing.has(CARRIER_HAULAGE),
                carrierOwed: existing.has(ALL_CARRIER_OWED),
                terminalOwed: existing.has(ALL_TERMINAL_OWED),
                containers: existing.containers(),
                sequence: existing.sequence(),
                latestBlock: existing.latestBlock()
            });
    }

    /// @inheritdoc IReleaseRegistry
    function containerOf(uint256 tokenId, bytes11 number) external view returns (ContainerView memory view_) {
        if (_containers[tokenId][number].consignment() == 0) return view_;
        Container container = _peek(tokenId, number);
        view_.consignment = container.consignment();
        view_.stage = container.stage();
        view_.clearance = container.clearance();
        view_.terminalReleased = container.has(TERMINAL_RELEASED);
        view_.carrierOwed = container.has(CARRIER_OWED);
        view_.terminalOwed = container.has(TERMINAL_OWED);
        for (uint8 i = 0; i < 4; ++i) view_.holds[i] = container.hasHold(Authority(i));
        view_.happened = container.happened();
        view_.isWithdrawn = container.has(WITHDRAWN);
        view_.isAgainstLetter = container.has(LETTER_OF_INDEMNITY);
        view_.isShared = container.has(SHARED);
        view_.isJobPassed = container.has(JOB_PASSED);
        bool isBooked = !container.has(BOOKING_VOID) && container.stage() != Stage.GATED_IN;
        if (isBooked) view_.slot = container.slot();
        view_.sequence = container.sequence();
        view_.latestBlock = container.latestBlock();
        _viewParties(view_, tokenId, number, container);
    }

    /// @dev The fields that mean another thing before the right is given, and after the gate.
    function _viewParties(
        ContainerView memory view_,
        uint256 tokenId,
        bytes11 number,
        Container container
    ) private view {
        if (container.has(NOMINATED)) {
            view_.nominee = container.offeredTo();
            view_.nominatedBy = container.haulier();
            return;
        }
        view_.holder = container.holder();
        view_.haulier = container.haulier();
        if (container.terms() != 0) view_.validUntil = _innermost(tokenId, number, container).validUntil;
        if (container.stage() == Stage.GATED_OUT) {
            view_.retractableUntil = container.deadline();
            view_.leftAt = container.happened();
        } else if (container.stage() == Stage.RETURNED_EMPTY) {
            view_.leftAt = container.deadline();
        } else if (container.stage() != Stage.GATED_IN) {
            // Inside the gate these bits hold the truck.
            view_.offeredTo = container.offeredTo();
            view_.offerExpiry = container.deadline();
            if (view_.offeredTo != 0) (, view_.offeredUntil) = _termsOffered(tokenId, number, container);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function latestBillOf(bytes11 number) external view returns (uint256 tokenId) {
        return _latestBills[number];
    }

    /// @inheritdoc IReleaseRegistry
    function billsCovering(bytes11 number) external view returns (uint256[] memory tokenIds) {
        if (_containers[_latestBills[number]][number].has(SHARED)) tokenIds = _covering[number];
    }

    /// @inheritdoc IReleaseRegistry
    function paidThroughOf(uint256 tokenId, bytes11 number) external view returns (uint40 carrier, uint40 terminal) {
        PaidThrough memory paid = _paidThrough[tokenId][number];
        return (paid.carrier, paid.terminal);
    }

    /// @inheritdoc IReleaseCasework
    function letterOf(uint256 tokenId, bytes11 number) external view returns (LetterView memory) {
        Letter memory letter = _letters[tokenId][number];
        bool isEnded = letter.to != 0 && bill.billOf(tokenId).status == BillStatus.SURRENDERED_FOR_DELIVERY;
        return LetterView(letter.to, letter.letterHash, isEnded);
    }

    /* LIGHTS */

    /// @inheritdoc IReleaseRegistry
    function lightsOf(uint256 tokenId, bytes11 number) external view returns (Lights memory) {
        _existing(tokenId, number);
        uint256 reasons = _whyNot(tokenId, number);
        return
            Lights({
                document: reasons & DOCUMENT_LIGHT == 0,
                commercial: reasons & COMMERCIAL_LIGHT == 0,
                customs: reasons & CUSTOMS_LIGHT == 0,
                terminal: reasons & TERMINAL_LIGHT == 0
            });
    }

    /// @inheritdoc IReleaseRegistry
    function mayLeave(uint256 tokenId, bytes11 number) external view returns (bool) {
        return _whyNot(tokenId, number) == 0;
    }

    /// @inheritdoc IReleaseRegistry
    function whyNot(uint256 tokenId, bytes11 number) external view returns (Reason[] memory) {
        return _list(_whyNot(tokenId, number));
    }

    function _whyNot(uint256 tokenId, bytes11 number) private view returns (uint256) {
        if (_containers[tokenId][number].consignment() == 0) return 1 << uint256(Reason.NOT_CONSIGNED);
        Container container = _peek(tokenId, number);
        // Once gated in, demurrage has to be paid through that time and no longer.
        uint256 time = container.stage() == Stage.GATED_IN ? container.happened() : block.timestamp;
        return _allReasons(tokenId, number, _consignmentOf(tokenId, container), container, time);
    }
}
