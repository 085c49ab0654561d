// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {IBillOfLading, Trail} from "../interfaces/IBillOfLading.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {Authority, ConsignmentView, ContainerView, IReleaseRegistry, Stage} from "../interfaces/IReleaseRegistry.sol";
import {BOOKING_VOID, CARRIER_OWED, TERMINAL_OWED, TERMINAL_RELEASED} from "./ContainerState.sol";
import {Consignment, Container, ReleaseLedger} from "./ReleaseLedger.sol";
import {ReleaseRights} from "./ReleaseRights.sol";

/// @title ReleaseRegistry
/// @notice From arrival to gate-out: consignments, the four lights of each container, holds, and the release right.
/// @dev Made of one abstract contract per concern: ledger, consignments, lights, clearances, rights. What charges and
/// pick-up change comes in here.
/// @custom:security-contact see SECURITY.md
contract ReleaseRegistry is ReleaseRights {
    /// @inheritdoc IReleaseRegistry
    address public charges;

    /// @inheritdoc IReleaseRegistry
    address public pickUp;

    modifier onlyFrom(address connected) {
        if (_msgSender() != connected) revert ReleaseRegistry_NotConnected(_msgSender());
        _;
    }

    constructor(
        IConsortium consortium_,
        IBillOfLading bill_,
        address authority_
    ) AccessManaged(authority_) ActingMember(consortium_) ReleaseLedger(bill_) {}

    /* FOR CHARGES AND PICK-UP */

    /// @inheritdoc IReleaseRegistry
    function connectModules(address charges_, address pickUp_) external restricted {
        if (pickUp != address(0)) revert ReleaseRegistry_AlreadyConnected();
        if (charges_ == address(0) || pickUp_ == address(0)) revert ReleaseRegistry_NotConnected(address(0));
        charges = charges_;
        pickUp = pickUp_;
        emit ModulesConnected(charges_, pickUp_);
    }

    /// @inheritdoc IReleaseRegistry
    function setOwed(
        uint256 tokenId,
        uint8 consignment,
        bytes11 number,
        Authority creditor,
        bool isOwed
    ) external onlyFrom(charges) returns (Trail memory trail) {
        if (number == 0) {
            Consignment memory whole = _existingConsignment(tokenId, consignment);
            if (creditor == Authority.CARRIER) whole.carrierOwed = isOwed;
            else whole.terminalOwed = isOwed;
            trail = _nextTrail(whole);
            _consignments[tokenId][consignment] = whole;
        } else {
            Container memory container = _load(tokenId, number);
            uint24 mark = creditor == Authority.CARRIER ? CARRIER_OWED : TERMINAL_OWED;
            // A charge of an earlier consignment of the bill is no matter of the later one.
            if (container.consignment == consignment) {
                container.state = isOwed ? container.state.with(mark) : container.state.without(mark);
            }
            trail = _nextTrail(container);
            _store(tokenId, number, container);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function recordBooking(
        uint256 tokenId,
        bytes11 number,
        uint32 haulier,
        uint32 terminal,
        uint24 slot
    ) external onlyFrom(pickUp) returns (uint24 previousSlot, Trail memory trail) {
        Container memory container = _load(tokenId, number);
        if (container.haulier != haulier) revert ReleaseRegistry_NotTheHaulier(tokenId, number, haulier);
        if (_consignments[tokenId][container.consignment].terminal != terminal) {
            revert ReleaseRegistry_OtherTerminal(tokenId, number, terminal);
        }
        if (container.state.stage() != Stage.DISCHARGED) {
            revert ReleaseRegistry_NotBookable(tokenId, number, container.state.stage());
        }
        previousSlot = container.slot;
        container.slot = slot;
        container.state = container.state.without(BOOKING_VOID);
        trail = _nextTrail(container);
        _store(tokenId, number, container);
    }

    /// @inheritdoc IReleaseRegistry
    function recordGateIn(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        uint40 happened
    ) external onlyFrom(pickUp) returns (uint8 consignment, uint24 slot, Trail memory trail) {
        Container memory container = _loadAtGate(tokenId, number, terminal, happened, Stage.GATED_IN);
        if (container.slot == 0 || container.state.has(BOOKING_VOID)) {
            revert ReleaseRegistry_NotBooked(tokenId, number);
        }
        _closeOffer(container);
        trail = _nextTrail(container);
        _store(tokenId, number, container);
        return (container.consignment, container.slot, trail);
    }

    /// @inheritdoc IReleaseRegistry
    function recordGateOut(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        uint40 happened
    ) external onlyFrom(pickUp) returns (Trail memory trail) {
        Container memory container = _loadAtGate(tokenId, number, terminal, happened, Stage.GATED_OUT);
        trail = _nextTrail(container);
        _store(tokenId, number, container);
    }

    /// @dev A container at its terminal's gate which may leave now, moved to `to` at the time stated.
    function _loadAtGate(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        uint40 happened,
        Stage to
    ) private returns (Container memory container) {
        container = _load(tokenId, number);
        Consignment memory consignment = _consignments[tokenId][container.consignment];
        if (consignment.terminal != terminal) revert ReleaseRegistry_OtherTerminal(tokenId, number, terminal);
        // The lights first: whoever stands at the gate wants to know all that is wrong.
        _requireMayLeave(tokenId, number, consignment, container);
        _moveStage(number, container, to);
        _stampTime(container, happened);
    }

    /* READING */

    /// @inheritdoc IReleaseRegistry
    function consignmentOf(uint256 tokenId, uint8 consignment) external view returns (ConsignmentView memory) {
        Consignment memory existing = _existingConsignment(tokenId, consignment);
        return
            ConsignmentView({
                carrier: existing.carrier,
                terminal: existing.terminal,
                customs: existing.customs,
                unLocationCode: existing.unLocationCode,
                carrierHaulage: existing.carrierHaulage,
                carrierOwed: existing.carrierOwed,
                terminalOwed: existing.terminalOwed,
                containers: existing.containers,
                sequence: existing.sequence,
                latestBlock: existing.latestBlock
            });
    }

    /// @inheritdoc IReleaseRegistry
    function containerOf(uint256 tokenId, bytes11 number) external view returns (ContainerView memory view_) {
        if (_containers[tokenId][number].consignment == 0) return view_;
        Container memory container = _peek(tokenId, number);
        bool isBooked = !container.state.has(BOOKING_VOID);
        view_.consignment = container.consignment;
        view_.stage = container.state.stage();
        view_.clearance = container.state.clearance();
        view_.terminalReleased = container.state.has(TERMINAL_RELEASED);
        view_.carrierOwed = container.state.has(CARRIER_OWED);
        view_.terminalOwed = container.state.has(TERMINAL_OWED);
        for (uint8 i = 0; i < 4; ++i) view_.holds[i] = container.state.hasHold(Authority(i));
        view_.holder = container.holder;
        view_.offeredTo = container.offeredTo;
        view_.offerExpiry = container.deadline;
        if (container.state.terms() != 0) view_.validUntil = _innermost(tokenId, number, container).validUntil;
        view_.haulier = container.haulier;
        view_.slot = isBooked ? container.slot : 0;
        // 24 bits of minutes from 2024 on fit 40 bits of seconds.
        if (container.happened != 0) view_.happened = uint40((FIRST_MINUTE + container.happened) * 1 minutes);
        view_.sequence = container.sequence;
        view_.latestBlock = container.latestBlock;
    }

    /// @inheritdoc IReleaseRegistry
    function latestBillOf(bytes11 number) external view returns (uint256 tokenId) {
        return _latestBills[number];
    }
}
