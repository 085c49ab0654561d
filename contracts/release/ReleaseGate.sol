// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "../interfaces/BillTypes.sol";
import {IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";
import {Stage} from "../interfaces/ReleaseTypes.sol";
import {Consignment} from "./Consignment.sol";
import {BOOKING_VOID, Container, NOMINATED, PROOF_USED, SHARED, WITHDRAWN} from "./Container.sol";
import {ReleaseReasons} from "./ReleaseReasons.sol";

/// @title ReleaseGate
/// @notice What changes of a container from the booking to the laden gate-out. Booking and gate-in come from pick-up, which
/// knows slots, drivers and trucks.
abstract contract ReleaseGate is IReleaseRegistry, ReleaseReasons {
    uint256 private constant RETRACTION_PERIOD = 24 hours;

    /* FROM PICK-UP */

    /// @dev See {IReleaseDoors-recordBooking}. Who calls was checked before.
    function _book(
        uint256 tokenId,
        bytes11 number,
        uint32 haulier,
        uint32 terminal,
        uint24 slot
    ) internal returns (uint24 previousSlot, Trail memory trail) {
        Container container = _load(tokenId, number);
        // Before the right is given, that field has who nominated.
        if (haulier == 0 || container.haulier() != haulier || container.has(NOMINATED)) {
            revert ReleaseRegistry_NotTheHaulier(tokenId, number, haulier);
        }
        _requireTerminal(tokenId, number, _consignmentOf(tokenId, container), terminal);
        if (container.stage() != Stage.DISCHARGED) {
            revert ReleaseRegistry_NotBookable(tokenId, number, container.stage());
        }
        if (container.has(WITHDRAWN)) revert ReleaseRegistry_Withdrawn(tokenId, number);
        previousSlot = container.slot();
        (container, trail) = _next(container.withSlot(slot).without(BOOKING_VOID | PROOF_USED));
        _store(tokenId, number, container);
    }

    /// @dev See {IReleaseDoors-recordGateIn}. Who calls was checked before.
    function _gateIn(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        bytes8 truck,
        uint40 happened
    ) internal returns (uint8 consignment, uint24 slot, Trail memory trail) {
        Container container = _load(tokenId, number);
        Consignment its = _consignmentOf(tokenId, container);
        _requireTerminal(tokenId, number, its, terminal);
        if (container.has(PROOF_USED)) revert ReleaseRegistry_ProofUsed(tokenId, number);
        // The lights first: whoever stands at the gate wants to know all that is wrong.
        _requireMayLeave(tokenId, number, its, container, happened);
        (consignment, slot) = (container.consignment(), container.slot());
        if (slot == 0 || container.has(BOOKING_VOID)) revert ReleaseRegistry_NotBooked(tokenId, number);
        container = _moveStage(number, _stamp(container, happened), Stage.GATED_IN);
        _beginDelivery(tokenId, container, its);
        // An open offer ends, the place in the slot is used up, and so is the proof.
        (container, trail) = _next(_closeOffer(container).withTruck(truck).withSecond(happened).with(PROOF_USED));
        _store(tokenId, number, container);
        if (container.has(SHARED)) _beginUnderOthers(tokenId, number);
    }

    /// @dev The same cargo begins to be delivered under the other bills that cover the container.
    function _beginUnderOthers(uint256 tokenId, bytes11 number) private {
        uint256[] storage covering = _covering[number];
        for (uint256 i = 0; i < covering.length; ++i) {
            uint256 other = covering[i];
            Container container = _containers[other][number];
            if (other == tokenId || container.stage() != Stage.DISCHARGED) continue;
            _beginDelivery(other, container, _consignmentOf(other, container));
        }
    }

    /* GATE-OUT */

    /// @inheritdoc IReleaseRegistry
    function gateOut(
        uint256 tokenId,
        bytes11 number,
        uint40 happened,
        bytes12 truck,
        bytes32 sealHash,
        bytes32 interchangeReceiptHash
    ) external {
        if (sealHash == 0 || interchangeReceiptHash == 0) {
            revert ReleaseRegistry_NoReceipt(sealHash, interchangeReceiptHash);
        }
        uint32 terminal = _caller();
        Container container = _load(tokenId, number);
        Consignment consignment = _consignmentOf(tokenId, container);
        _requireTerminal(tokenId, number, consignment, terminal);
        // Demurrage was to be paid through the gate-in.
        _requireMayLeave(tokenId, number, consignment, container, container.happened());
        container = _moveStage(number, _stamp(container, happened), Stage.GATED_OUT);
        if (bytes8(truck) != container.truck()) revert ReleaseRegistry_WrongTruck(tokenId, number, truck);
        // Good to the year 2106, like the field.
        container = container.withTruck(0).withSlot(0).withDeadline(uint32(block.timestamp + RETRACTION_PERIOD));
        (Container changed, Trail memory trail) = _next(container);
        emit GatedOut(tokenId, number, terminal, truck, sealHash, interchangeReceiptHash, happened, trail);
        _store(tokenId, number, changed);
        if (container.has(SHARED)) {
            _latestBills[number] = tokenId;
            _moveUnderOthers(tokenId, number, Stage.DISCHARGED, Stage.GONE_UNDER_OTHER_BILL);
        }
    }
}
