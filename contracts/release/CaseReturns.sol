// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "../interfaces/BillTypes.sol";
import {Stage} from "../interfaces/ReleaseTypes.sol";
import {Consignment} from "./Consignment.sol";
import {Container, SHARED} from "./Container.sol";
import {Sharing} from "./Sharing.sol";

/// @title CaseReturns
/// @notice What comes back: a truck turned away, a gate-out that never was, a laden and an empty container.
abstract contract CaseReturns is Sharing {
    /// @dev See {IReleaseCasework-turnAway}.
    function turnAway(uint256 tokenId, bytes11 number, bytes4 reasonCode, uint40 happened) external {
        _requireReason(reasonCode);
        uint32 terminal = _caller();
        Container container = _loadAt(tokenId, number, terminal, Stage.GATED_IN);
        container = _moveStage(number, _stamp(container, happened), Stage.DISCHARGED);
        (Container changed, Trail memory trail) = _next(container.withTruck(0).withSlot(0));
        emit TurnedAway(tokenId, number, terminal, reasonCode, happened, trail);
        _store(tokenId, number, changed);
    }

    /// @dev See {IReleaseCasework-retractGateOut}.
    function retractGateOut(uint256 tokenId, bytes11 number, bytes4 reasonCode) external {
        _requireReason(reasonCode);
        uint32 terminal = _caller();
        Container container = _loadAt(tokenId, number, terminal, Stage.GATED_OUT);
        uint32 until = container.deadline();
        if (block.timestamp > until) revert ReleaseRegistry_RetractionTooLate(tokenId, number, until);
        (Container changed, Trail memory trail) = _next(_back(tokenId, number, container));
        emit GateOutRetracted(tokenId, number, terminal, reasonCode, trail);
        _comeBack(tokenId, number, changed);
    }

    /// @dev See {IReleaseCasework-returnLaden}.
    function returnLaden(uint256 tokenId, bytes11 number, bytes32 interchangeReceiptHash, uint40 happened) external {
        _requireReason(interchangeReceiptHash);
        uint32 terminal = _caller();
        Container container = _loadAt(tokenId, number, terminal, Stage.GATED_OUT);
        (Container changed, Trail memory trail) = _next(_back(tokenId, number, _stamp(container, happened)));
        emit ReturnedLaden(tokenId, number, terminal, interchangeReceiptHash, happened, trail);
        _comeBack(tokenId, number, changed);
    }

    /// @dev See {IReleaseCasework-returnEmpty}.
    function returnEmpty(uint256 tokenId, bytes11 number, bytes32 interchangeReceiptHash, uint40 happened) external {
        _requireReason(interchangeReceiptHash);
        uint32 by = _caller();
        Container container = _load(tokenId, number);
        Consignment consignment = _consignmentOf(tokenId, container);
        if (by != consignment.carrier()) _requireTerminal(tokenId, number, consignment, by);
        uint40 leftAt = container.happened();
        container = _moveStage(number, _stamp(container, happened), Stage.RETURNED_EMPTY);
        // Good to the year 2106, like the field.
        (Container changed, Trail memory trail) = _next(container.withDeadline(uint32(leftAt)));
        emit ReturnedEmpty(tokenId, number, by, interchangeReceiptHash, happened, trail);
        _store(tokenId, number, changed);
    }

    /// @dev The container stands discharged again, for the same right.
    function _back(uint256 tokenId, bytes11 number, Container container) private view returns (Container) {
        uint256 latest = _latestBills[number];
        // Consigned anew in the meantime, it did not come back for this one.
        if (latest != tokenId) revert ReleaseRegistry_ContainerTaken(number, latest);
        return _moveStage(number, container.withDeadline(0), Stage.DISCHARGED);
    }

    /// @dev Under other bills that cover it, it is back, too.
    function _comeBack(uint256 tokenId, bytes11 number, Container container) private {
        _store(tokenId, number, container);
        if (container.has(SHARED)) _moveUnderOthers(tokenId, number, Stage.GONE_UNDER_OTHER_BILL, Stage.DISCHARGED);
    }

    /// @dev A container at this stage, at this terminal.
    function _loadAt(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        Stage stage
    ) private returns (Container container) {
        container = _load(tokenId, number);
        _requireTerminal(tokenId, number, _consignmentOf(tokenId, container), terminal);
        if (container.stage() != stage) revert ReleaseRegistry_NotAtStage(tokenId, number, stage, container.stage());
    }
}
