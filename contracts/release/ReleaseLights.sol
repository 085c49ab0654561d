// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Delivery} from "../interfaces/IBillOfLading.sol";
import {Authority, Clearance, IReleaseRegistry, Lights, Reason, Stage} from "../interfaces/IReleaseRegistry.sol";
import {Consignments} from "./Consignments.sol";
import {CARRIER_OWED, SHARED, TERMINAL_OWED, TERMINAL_RELEASED, WITHDRAWN} from "./ContainerState.sol";
import {Consignment, Container} from "./ReleaseLedger.sol";

/// @title ReleaseLights
/// @notice Whether a container may leave, and if not, why not: the one place where the lights are worked out.
/// @dev Reasons are collected as one bit each, in the order of the enum, and listed only for whoever asks.
abstract contract ReleaseLights is Consignments {
    uint256 private constant REASONS = uint256(type(Reason).max) + 1;

    uint256 private constant DOCUMENT_LIGHT = 1 << uint256(Reason.DOCUMENT);
    uint256 internal constant COMMERCIAL_LIGHT = 1 << uint256(Reason.CARRIER_CHARGES);
    uint256 private constant CUSTOMS_LIGHT =
        (1 << uint256(Reason.CUSTOMS_CLEARANCE)) | (1 << uint256(Reason.CUSTOMS_HOLD));
    uint256 private constant TERMINAL_LIGHT =
        (1 << uint256(Reason.NOT_DISCHARGED)) |
            (1 << uint256(Reason.TERMINAL_CHARGES)) |
            (1 << uint256(Reason.TERMINAL_RELEASE)) |
            (1 << uint256(Reason.TERMINAL_HOLD));

    /// @dev What the carrier's delivery order waits for: lights 1 and 2.
    uint256 internal constant DELIVERY_ORDER_LIGHTS = DOCUMENT_LIGHT | COMMERCIAL_LIGHT;

    /* READING */

    /// @inheritdoc IReleaseRegistry
    function lightsOf(uint256 tokenId, bytes11 number) external view returns (Lights memory) {
        Container memory container = _peek(tokenId, number);
        uint256 reasons = _reasons(_consignments[tokenId][container.consignment], container, bill.deliveryOf(tokenId));
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
        if (_containers[tokenId][number].consignment == 0) return 1 << uint256(Reason.NOT_CONSIGNED);
        Container memory container = _peek(tokenId, number);
        return _allReasons(tokenId, number, _consignments[tokenId][container.consignment], container);
    }

    /* WORKING OUT */

    /// @dev Every reason, those of other bills that cover the container included.
    function _allReasons(
        uint256 tokenId,
        bytes11 number,
        Consignment memory consignment,
        Container memory container
    ) internal view returns (uint256 reasons) {
        reasons = _reasons(consignment, container, bill.deliveryOf(tokenId));
        if (container.state.has(SHARED) && _isHeldByOtherBill(tokenId, number, container.haulier)) {
            reasons |= 1 << uint256(Reason.OTHER_BILL);
        }
    }

    /// @dev Every reason that lies with this bill.
    function _reasons(
        Consignment memory consignment,
        Container memory container,
        Delivery memory delivery
    ) internal pure returns (uint256 reasons) {
        if (!delivery.isDue) reasons |= DOCUMENT_LIGHT;
        if (consignment.carrierOwed || container.state.has(CARRIER_OWED)) reasons |= COMMERCIAL_LIGHT;
        if (container.state.clearance() == Clearance.NONE) reasons |= 1 << uint256(Reason.CUSTOMS_CLEARANCE);
        if (container.state.stage() == Stage.EXPECTED) reasons |= 1 << uint256(Reason.NOT_DISCHARGED);
        if (consignment.terminalOwed || container.state.has(TERMINAL_OWED)) {
            reasons |= 1 << uint256(Reason.TERMINAL_CHARGES);
        }
        if (!container.state.has(TERMINAL_RELEASED)) reasons |= 1 << uint256(Reason.TERMINAL_RELEASE);
        if (container.state.hasHold(Authority.CARRIER)) reasons |= 1 << uint256(Reason.CARRIER_HOLD);
        if (container.state.hasHold(Authority.CUSTOMS)) reasons |= 1 << uint256(Reason.CUSTOMS_HOLD);
        if (container.state.hasHold(Authority.TERMINAL)) reasons |= 1 << uint256(Reason.TERMINAL_HOLD);
        if (container.state.hasHold(Authority.GOVERNANCE)) reasons |= 1 << uint256(Reason.GOVERNANCE_HOLD);
        if (container.holder == 0) reasons |= 1 << uint256(Reason.NO_RELEASE_RIGHT);
        if (container.state.has(WITHDRAWN)) reasons |= 1 << uint256(Reason.RELEASE_WITHDRAWN);
        if (container.state.stage() > Stage.GATED_IN) reasons |= 1 << uint256(Reason.GONE);
    }

    /// @dev Whether another bill that covers the container does not let it go, or not to the same haulier.
    function _isHeldByOtherBill(uint256 tokenId, bytes11 number, uint32 haulier) private view returns (bool) {
        uint256[] storage covering = _covering[number];
        for (uint256 i = 0; i < covering.length; ++i) {
            uint256 other = covering[i];
            if (other == tokenId) continue;
            Container memory container = _peek(other, number);
            // Under that bill its consignment ended otherwise: it has no more say.
            if (container.state.stage() > Stage.GATED_IN) continue;
            if (container.haulier != haulier) return true;
            if (_reasons(_consignments[other][container.consignment], container, bill.deliveryOf(other)) != 0)
                return true;
        }
        return false;
    }

    /// @dev Reverts unless the container may leave now.
    function _requireMayLeave(
        uint256 tokenId,
        bytes11 number,
        Consignment memory consignment,
        Container memory container
    ) internal view {
        uint256 reasons = _allReasons(tokenId, number, consignment, container);
        if (reasons != 0) revert ReleaseRegistry_Red(tokenId, number, _list(reasons));
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
