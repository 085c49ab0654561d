// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "../interfaces/BillTypes.sol";
import {Stage} from "../interfaces/ReleaseTypes.sol";
import {ContainerLifeCycle} from "../libraries/ContainerLifeCycle.sol";
import {Iso6346} from "../libraries/Iso6346.sol";
import {Consignment} from "./Consignment.sol";
import {
    ANY_HOLD,
    BOOKING_VOID,
    CARRIER_OWED,
    CLOCKED,
    Container,
    LETTER_OF_INDEMNITY,
    SHARED,
    TERMINAL_OWED,
    WITHDRAWN
} from "./Container.sol";
import {ReleaseLedger} from "./ReleaseLedger.sol";

/// @title Sharing
/// @notice How a container enters a consignment, and which bills cover it.
abstract contract Sharing is ReleaseLedger {
    using ContainerLifeCycle for Stage;
    using Iso6346 for bytes11;

    /// @dev What is true of the container under the bill, whichever consignment it is in; and no hold is lifted but by its
    /// own kind.
    uint256 private constant CARRIED_MARKS = LETTER_OF_INDEMNITY | CARRIER_OWED | TERMINAL_OWED | CLOCKED | ANY_HOLD;

    uint256 private constant MOST_CONTAINERS = 500;

    /// @dev Counts containers into a consignment and stores it.
    function _count(uint256 tokenId, uint8 number, Consignment consignment, uint256 more) internal {
        uint256 total = consignment.containers() + more;
        if (total > MOST_CONTAINERS) revert ReleaseRegistry_TooManyContainers(tokenId, number, total);
        // At most 500, as checked in the line above.
        _consignments[tokenId][number] = consignment.withContainers(uint16(total));
    }

    /// @dev Puts a container into a consignment. What it was under the bill before is history, but for a right that
    /// stood when an earlier consignment ended otherwise: that goes on.
    function _consign(uint256 tokenId, uint8 consignment, uint32 carrier, bytes11 number) internal {
        if (!number.isValid()) revert ReleaseRegistry_InvalidNumber(number);
        Container before = _containers[tokenId][number];
        Container fresh;
        if (before.consignment() != 0) {
            if (before.consignment() == consignment || before.stage().isOpen()) {
                revert ReleaseRegistry_ContainerTaken(number, tokenId);
            }
            if (before.slot() != 0) revert ReleaseRegistry_PlaceHeld(tokenId, number, before.slot());
            fresh = _carryOver(before);
        }
        if (_joinOthers(tokenId, number, carrier)) fresh = fresh.with(SHARED);
        (Container changed, Trail memory trail) = _next(
            _moveStage(number, fresh.withConsignment(consignment), Stage.EXPECTED)
        );
        emit ContainerConsigned(tokenId, number, consignment, trail);
        _store(tokenId, number, changed);
    }

    /// @dev What is kept of a container that was in an earlier consignment of the bill.
    function _carryOver(Container before) private pure returns (Container fresh) {
        fresh = fresh.withEvent(before.latestBlock(), before.sequence()).with(before.marks(CARRIED_MARKS));
        if (before.stage() == Stage.ENDED_OTHERWISE) {
            fresh = fresh.withHolder(before.holder()).withTerms(before.terms()).with(before.marks(WITHDRAWN));
        }
    }

    /// @dev Enters the bill among those that cover the container; true if there are others, all of the same carrier.
    function _joinOthers(uint256 tokenId, bytes11 number, uint32 carrier) internal returns (bool isShared) {
        uint256 latest = _latestBills[number];
        if (latest != tokenId) _latestBills[number] = tokenId;
        // Most numbers were used before, alone, and are free again: one word says so.
        if (latest == 0) return false;
        Container container = _containers[latest][number];
        if (!container.has(SHARED)) {
            _requireNoLetter(tokenId, number, latest, container);
            if (!container.stage().isOpen()) return false;
            delete _covering[number];
            _covering[number].push(latest);
        }
        isShared = _keepOpen(_covering[number], tokenId, number, carrier);
        if (isShared) _covering[number].push(tokenId);
    }

    /// @dev Drops the bills under which the container is gone, marks the others as sharing it; true if there are any.
    function _keepOpen(
        uint256[] storage covering,
        uint256 tokenId,
        bytes11 number,
        uint32 carrier
    ) private returns (bool) {
        for (uint256 i = covering.length; i > 0; --i) {
            uint256 other = covering[i - 1];
            Container container = _containers[other][number];
            _requireNoLetter(tokenId, number, other, container);
            if (container.stage().isOpen()) {
                if (_consignmentOf(other, container).carrier() != carrier) {
                    revert ReleaseRegistry_ContainerTaken(number, other);
                }
                _store(other, number, container.with(SHARED));
            } else {
                covering[i - 1] = covering[covering.length - 1];
                covering.pop();
            }
        }
        return covering.length != 0;
    }

    /// @dev Reverts if the container was released against a letter of indemnity under a bill that this one follows: it
    /// comes over with that right, and never gets a second one.
    function _requireNoLetter(uint256 tokenId, bytes11 number, uint256 other, Container container) private view {
        if (container.has(LETTER_OF_INDEMNITY) && _follows(tokenId, other)) {
            revert ReleaseRegistry_ReleasedAgainstLetter(other, number);
        }
    }

    /// @dev Whether a bill came out of another by any number of reissues.
    function _follows(uint256 tokenId, uint256 other) private view returns (bool) {
        uint256[] memory predecessors = bill.predecessorsOf(tokenId);
        for (uint256 i = 0; i < predecessors.length; ++i) {
            if (predecessors[i] == other || _follows(predecessors[i], other)) return true;
        }
        return false;
    }

    /// @dev The container left under this bill, or was back: under the others that cover it, too.
    function _moveUnderOthers(uint256 tokenId, bytes11 number, Stage from, Stage to) internal {
        uint256[] storage covering = _covering[number];
        for (uint256 i = 0; i < covering.length; ++i) {
            uint256 other = covering[i];
            Container container = _containers[other][number];
            if (other == tokenId || container.stage() != from) continue;
            container = _moveStage(number, container, to);
            // Nobody comes for it any more: the place may be cleared away.
            if (container.slot() != 0) container = container.with(BOOKING_VOID);
            (Container changed, Trail memory trail) = _next(container);
            emit MovedUnderOtherBill(other, number, tokenId, to == Stage.GONE_UNDER_OTHER_BILL, trail);
            _store(other, number, changed);
        }
    }
}
