// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "../interfaces/BillTypes.sol";
import {Authority, Stage} from "../interfaces/ReleaseTypes.sol";
import {ALL_CARRIER_OWED, ALL_TERMINAL_OWED, Consignment} from "./Consignment.sol";
import {BOOKING_VOID, CARRIER_OWED, CLOCKED, Container, TERMINAL_OWED} from "./Container.sol";
import {PaidThrough, ReleaseLedger} from "./ReleaseLedger.sol";

/// @title CaseDoors
/// @notice What charges change of a container, and the end of a booking. Who may call, the registry has
/// checked; called directly, this code finds no containers.
abstract contract CaseDoors is ReleaseLedger {
    /* CHARGES */

    /// @dev See {IReleaseDoors-setOwed}.
    function setOwed(
        uint256 tokenId,
        uint8 consignment,
        bytes11 number,
        Authority creditor,
        bool isOwed
    ) external returns (Trail memory trail) {
        bool isCarrier = creditor == Authority.CARRIER;
        if (number == 0) {
            Consignment whole = _existingConsignment(tokenId, consignment);
            (whole, trail) = _next(whole.withMark(isCarrier ? ALL_CARRIER_OWED : ALL_TERMINAL_OWED, isOwed));
            _consignments[tokenId][consignment] = whole;
        } else {
            uint256 mark = isCarrier ? CARRIER_OWED : TERMINAL_OWED;
            Container container = _load(tokenId, number);
            (container, trail) = _next(isOwed ? container.with(mark) : container.without(mark));
            _store(tokenId, number, container);
        }
    }

    /// @dev See {IReleaseDoors-setPaidThrough}.
    function setPaidThrough(
        uint256 tokenId,
        bytes11 number,
        Authority creditor,
        uint40 paidThrough
    ) external returns (Trail memory trail) {
        PaidThrough memory paid = _paidThrough[tokenId][number];
        if (creditor == Authority.CARRIER) paid.carrier = paidThrough;
        else paid.terminal = paidThrough;
        _paidThrough[tokenId][number] = paid;
        Container container = _load(tokenId, number);
        bool isClocked = paid.carrier != 0 || paid.terminal != 0;
        (container, trail) = _next(isClocked ? container.with(CLOCKED) : container.without(CLOCKED));
        _store(tokenId, number, container);
    }

    /* PICK-UP */

    /// @dev See {IReleaseDoors-recordBookingEnd}.
    function recordBookingEnd(
        uint256 tokenId,
        bytes11 number,
        uint32 by,
        bool asTerminal
    ) external returns (uint32 terminal, uint24 slot, Trail memory trail) {
        Container container = _load(tokenId, number);
        Consignment consignment = _consignmentOf(tokenId, container);
        (terminal, slot) = (consignment.terminal(), container.slot());
        if (slot == 0 || container.stage() == Stage.GATED_IN) revert ReleaseRegistry_NotBooked(tokenId, number);
        if (asTerminal) {
            _requireTerminal(tokenId, number, consignment, by);
        } else if (!container.has(BOOKING_VOID) && (by == 0 || by != container.haulier())) {
            revert ReleaseRegistry_NotTheHaulier(tokenId, number, by);
        }
        (container, trail) = _next(container.withSlot(0).without(BOOKING_VOID));
        _store(tokenId, number, container);
    }
}
