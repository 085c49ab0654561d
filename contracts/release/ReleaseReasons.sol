// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {BillStatus, Delivery} from "../interfaces/BillTypes.sol";
import {Authority, Clearance, Reason, Stage} from "../interfaces/ReleaseTypes.sol";
import {ALL_CARRIER_OWED, ALL_TERMINAL_OWED, Consignment} from "./Consignment.sol";
import {
    ANY_HOLD,
    CARRIER_OWED,
    CLOCKED,
    Container,
    LETTER_OF_INDEMNITY,
    SHARED,
    TERMINAL_OWED,
    TERMINAL_RELEASED,
    WITHDRAWN
} from "./Container.sol";
import {PaidThrough} from "./ReleaseLedger.sol";
import {Sharing} from "./Sharing.sol";

/// @title ReleaseReasons
/// @notice Whether a container may leave, and if not, why not: the one place where the lights are worked out.
/// @dev Reasons are collected as one bit each, in the order of the enum, and listed only for whoever asks.
abstract contract ReleaseReasons is Sharing {
    uint256 private constant REASONS = uint256(type(Reason).max) + 1;

    uint256 internal constant DOCUMENT_LIGHT = 1 << uint256(Reason.DOCUMENT);
    uint256 internal constant COMMERCIAL_LIGHT = 1 << uint256(Reason.CARRIER_CHARGES);

    uint256 private constant CHARGED = CARRIER_OWED | TERMINAL_OWED | CLOCKED;

    /// @dev Every reason, those of other bills that cover the container included. `time` is what demurrage has to be
    /// paid through.
    function _allReasons(
        uint256 tokenId,
        bytes11 number,
        Consignment consignment,
        Container container,
        uint256 time
    ) internal view returns (uint256 reasons) {
        reasons = _reasons(tokenId, number, consignment, container, bill.deliveryOf(tokenId), time);
        if (container.has(SHARED) && _isHeldByOtherBill(tokenId, number, container.haulier(), time)) {
            reasons |= 1 << uint256(Reason.OTHER_BILL);
        }
    }

    /// @dev Every reason that lies with this bill.
    function _reasons(
        uint256 tokenId,
        bytes11 number,
        Consignment consignment,
        Container container,
        Delivery memory delivery,
        uint256 time
    ) internal view returns (uint256 reasons) {
        if (!delivery.isDue && !_isReleasedByLetter(tokenId, container, delivery.status)) reasons = DOCUMENT_LIGHT;
        if (consignment.has(ALL_CARRIER_OWED | ALL_TERMINAL_OWED) || container.has(CHARGED)) {
            reasons |= _chargeReasons(tokenId, number, consignment, container, time);
        }
        if (container.clearance() == Clearance.NONE) reasons |= 1 << uint256(Reason.CUSTOMS_CLEARANCE);
        if (container.stage() == Stage.EXPECTED) reasons |= 1 << uint256(Reason.NOT_DISCHARGED);
        if (!container.has(TERMINAL_RELEASED)) reasons |= 1 << uint256(Reason.TERMINAL_RELEASE);
        if (container.has(ANY_HOLD)) reasons |= _holdReasons(container);
        if (container.holder() == 0) reasons |= 1 << uint256(Reason.NO_RELEASE_RIGHT);
        if (container.has(WITHDRAWN)) reasons |= 1 << uint256(Reason.RELEASE_WITHDRAWN);
        if (container.stage() > Stage.GATED_IN) reasons |= 1 << uint256(Reason.GONE);
    }

    /// @dev Reverts unless what the carrier's delivery order waits for is green: lights 1 and 2.
    function _requireOrderLights(
        uint256 tokenId,
        bytes11 number,
        Consignment consignment,
        Container container,
        bool isDocumentGreen
    ) internal view {
        uint256 reasons = isDocumentGreen ? 0 : DOCUMENT_LIGHT;
        if (consignment.has(ALL_CARRIER_OWED) || container.has(CHARGED)) {
            reasons |= _chargeReasons(tokenId, number, consignment, container, block.timestamp) & COMMERCIAL_LIGHT;
        }
        if (reasons != 0) revert ReleaseRegistry_Red(tokenId, number, _list(reasons));
    }

    /// @dev Reverts unless the container may leave now.
    function _requireMayLeave(
        uint256 tokenId,
        bytes11 number,
        Consignment consignment,
        Container container,
        uint256 time
    ) internal view {
        uint256 reasons = _allReasons(tokenId, number, consignment, container, time);
        if (reasons != 0) revert ReleaseRegistry_Red(tokenId, number, _list(reasons));
    }

    /// @dev A letter of indemnity stands in for the bill, but not against a freeze, and not for one that is void: the bill
    /// that follows has it then.
    function _isReleasedByLetter(uint256 tokenId, Container container, BillStatus status) private view returns (bool) {
        if (!container.has(LETTER_OF_INDEMNITY) || status == BillStatus.VOIDED) return false;
        (bool isFrozen, ) = bill.freezeOf(tokenId);
        return !isFrozen;
    }

    function _holdReasons(Container container) private pure returns (uint256 reasons) {
        if (container.hasHold(Authority.CARRIER)) reasons = 1 << uint256(Reason.CARRIER_HOLD);
        if (container.hasHold(Authority.CUSTOMS)) reasons |= 1 << uint256(Reason.CUSTOMS_HOLD);
        if (container.hasHold(Authority.TERMINAL)) reasons |= 1 << uint256(Reason.TERMINAL_HOLD);
        if (container.hasHold(Authority.GOVERNANCE)) reasons |= 1 << uint256(Reason.GOVERNANCE_HOLD);
    }

    function _chargeReasons(
        uint256 tokenId,
        bytes11 number,
        Consignment consignment,
        Container container,
        uint256 time
    ) private view returns (uint256 reasons) {
        if (consignment.has(ALL_CARRIER_OWED) || container.has(CARRIER_OWED)) reasons = COMMERCIAL_LIGHT;
        if (consignment.has(ALL_TERMINAL_OWED) || container.has(TERMINAL_OWED)) {
            reasons |= 1 << uint256(Reason.TERMINAL_CHARGES);
        }
        if (container.has(CLOCKED)) reasons |= _demurrageReasons(tokenId, number, time);
    }

    function _demurrageReasons(uint256 tokenId, bytes11 number, uint256 time) private view returns (uint256 reasons) {
        PaidThrough memory paid = _paidThrough[tokenId][number];
        if (paid.carrier != 0 && time > paid.carrier) reasons = COMMERCIAL_LIGHT;
        if (paid.terminal != 0 && time > paid.terminal) reasons |= 1 << uint256(Reason.TERMINAL_CHARGES);
    }

    /// @dev Whether another bill that covers the container does not let it go, or not to the same haulier.
    function _isHeldByOtherBill(
        uint256 tokenId,
        bytes11 number,
        uint32 haulier,
        uint256 time
    ) private view returns (bool) {
        uint256[] storage covering = _covering[number];
        for (uint256 i = 0; i < covering.length; ++i) {
            uint256 other = covering[i];
            if (other == tokenId) continue;
            Container container = _peek(other, number);
            // Under that bill its consignment ended otherwise: it has no more say.
            if (container.stage() > Stage.GATED_IN) continue;
            // Gated in under the other bill, somebody else is fetching it.
            if (container.stage() == Stage.GATED_IN || container.haulier() != haulier) return true;
            Consignment consignment = _consignmentOf(other, container);
            if (_reasons(other, number, consignment, container, bill.deliveryOf(other), time) != 0) return true;
        }
        return false;
    }

    /// @dev The bits as a list.
    function _list(uint256 reasons) internal pure returns (Reason[] memory list) {
        uint256 count;
        for (uint256 i = 0; i < REASONS; ++i) {
            if (reasons & (1 << i) != 0) ++count;
        }
        list = new Reason[](count);
        for (uint256 i = REASONS; i > 0; --i) {
            if (reasons & (1 << (i - 1)) != 0) list[--count] = Reason(i - 1);
        }
    }
}
