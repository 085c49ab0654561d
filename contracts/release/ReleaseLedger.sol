// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {GovernedMember} from "../consortium/GovernedMember.sol";
import {Standing} from "../consortium/Standing.sol";
import {DeliveryMark, Trail} from "../interfaces/BillTypes.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {IReleaseErrors} from "../interfaces/IReleaseErrors.sol";
import {IReleaseEvents} from "../interfaces/IReleaseEvents.sol";
import {Authority, Stage} from "../interfaces/ReleaseTypes.sol";
import {ContainerLifeCycle} from "../libraries/ContainerLifeCycle.sol";
import {Roles} from "../libraries/Roles.sol";
import {CARRIER_HAULAGE, Consignment, DELIVERY_BEGUN} from "./Consignment.sol";
import {BOOKING_VOID, Container, FIRST_MINUTE, JOB_PASSED, OFFER_LIMITED, WITHDRAWN} from "./Container.sol";

/// @notice A limit of time on a release right: after it the right is back with its giver.
struct Term {
    // slot 0
    uint32 giver; // 0: the carrier
    uint40 validUntil;
}

/// @notice Through which second each creditor's demurrage for a container is paid; 0: none runs.
struct PaidThrough {
    // slot 0
    uint40 carrier;
    uint40 terminal;
}

/// @notice A letter of indemnity under which a container was released.
struct Letter {
    bytes32 letterHash;
    uint32 to; // 0: none
}

/// @title ReleaseLedger
/// @notice Keeps consignments and containers: one word each, and what few of them have besides.
/// @dev Every change of a container begins in `_load`, which lets run out what has run out, and ends in `_store`. All
/// storage of the registry and its casework is here, so that the layouts are one.
abstract contract ReleaseLedger is IReleaseEvents, IReleaseErrors, GovernedMember {
    using SafeCast for uint256;

    /// @dev An event is recorded within this time after it happened.
    uint256 private constant LONGEST_DELAY = 72 hours;

    /// @notice The bills. Fixed at deployment.
    IBillOfLading public immutable bill;

    mapping(uint256 tokenId => mapping(uint8 number => Consignment consignment)) internal _consignments;
    mapping(uint256 tokenId => mapping(bytes11 number => Container container)) internal _containers;

    /// @dev The bill under which a container was consigned last.
    mapping(bytes11 number => uint256 tokenId) internal _latestBills;

    /// @dev The bills that cover a container; written only when there is more than one.
    mapping(bytes11 number => uint256[] tokenIds) internal _covering;

    /// @dev The limits in force on a right, from 1; the innermost, which is the nearest, is the last one.
    mapping(uint256 tokenId => mapping(bytes11 number => mapping(uint256 place => Term term))) internal _terms;

    /// @dev Looked at only where the container has the mark CLOCKED.
    mapping(uint256 tokenId => mapping(bytes11 number => PaidThrough paidThrough)) internal _paidThrough;

    mapping(uint256 tokenId => mapping(bytes11 number => Letter letter)) internal _letters;
    mapping(uint256 tokenId => mapping(uint32 custodian => bytes32 letterHash)) internal _consents;

    constructor(IBillOfLading bill_) {
        bill = bill_;
    }

    /* LOADING AND STORING */

    function _existingConsignment(uint256 tokenId, uint8 number) internal view returns (Consignment consignment) {
        consignment = _consignments[tokenId][number];
        if (!consignment.exists()) revert ReleaseRegistry_NoSuchConsignment(tokenId, number);
    }

    /// @dev The consignment that a container is in.
    function _consignmentOf(uint256 tokenId, Container container) internal view returns (Consignment) {
        return _consignments[tokenId][container.consignment()];
    }

    /// @dev A container for reading, as it stands at this second.
    function _peek(uint256 tokenId, bytes11 number) internal view returns (Container container) {
        container = _existing(tokenId, number);
        while (_hasLapsed(tokenId, number, container)) {
            container = _lapse(tokenId, container, _innermost(tokenId, number, container).giver);
        }
    }

    /// @dev A container to be changed. What has run out until now becomes visible here, in events of its own.
    function _load(uint256 tokenId, bytes11 number) internal returns (Container container) {
        container = _existing(tokenId, number);
        while (_hasLapsed(tokenId, number, container)) {
            Term memory term = _innermost(tokenId, number, container);
            uint32 from = container.holder();
            (Container changed, Trail memory trail) = _next(_lapse(tokenId, container, term.giver));
            emit ReleaseLapsed(tokenId, number, term.giver, from, term.validUntil, trail);
            container = changed;
        }
    }

    function _store(uint256 tokenId, bytes11 number, Container container) internal {
        _containers[tokenId][number] = container;
    }

    function _existing(uint256 tokenId, bytes11 number) internal view returns (Container container) {
        container = _containers[tokenId][number];
        if (container.consignment() == 0) revert ReleaseRegistry_NotConsigned(tokenId, number);
    }

    /// @dev The container with its next event, and that event's place in the container's history.
    function _next(Container container) internal view returns (Container, Trail memory) {
        uint16 sequence = _after(container.sequence());
        return (container.withEvent(block.number.toUint32(), sequence), Trail(sequence, container.latestBlock()));
    }

    /// @dev The same for a consignment's own history.
    function _next(Consignment consignment) internal view returns (Consignment, Trail memory) {
        uint16 sequence = _after(consignment.sequence());
        return (consignment.withEvent(block.number.toUint32(), sequence), Trail(sequence, consignment.latestBlock()));
    }

    function _after(uint16 sequence) private pure returns (uint16) {
        unchecked {
            // Wraps on purpose: the order within a block and the absence of gaps can be told modulo 65,536.
            return sequence + 1;
        }
    }

    /* STAGE AND TIME */

    /// @dev Moves the stage along the table.
    function _moveStage(bytes11 number, Container container, Stage to) internal pure returns (Container) {
        ContainerLifeCycle.requireMove(number, container.stage(), to);
        return container.withStage(to);
    }

    /// @dev Reverts if the container is inside the gate or gone.
    function _requireBeforeGate(uint256 tokenId, bytes11 number, Container container) internal pure {
        Stage stage = container.stage();
        if (stage > Stage.DISCHARGED) revert ReleaseRegistry_TooLate(tokenId, number, stage);
    }

    /// @dev Reverts if the container is gone.
    function _requireNotGone(uint256 tokenId, bytes11 number, Container container) internal pure {
        Stage stage = container.stage();
        if (stage > Stage.GATED_IN) revert ReleaseRegistry_TooLate(tokenId, number, stage);
    }

    /// @dev Reverts unless what is stated to have happened fits the clock.
    function _requireTime(uint40 happened) internal view {
        uint256 earliest = block.timestamp - LONGEST_DELAY;
        // The block's time is far below 2^40.
        if (happened > block.timestamp || happened < earliest) {
            revert ReleaseRegistry_InvalidTime(happened, uint40(earliest));
        }
    }

    /// @dev Reverts if it would have happened before the container's latest physical event, as far as the word tells.
    function _requireAfter(Container container, uint40 happened) internal pure {
        uint40 latest = container.happened();
        if (happened < latest) revert ReleaseRegistry_InvalidTime(happened, latest);
    }

    /// @dev As `_requireTime`, and the event follows the container's latest physical one, which it becomes.
    function _stamp(Container container, uint40 happened) internal view returns (Container) {
        _requireTime(happened);
        _requireAfter(container, happened);
        return container.withHappened((uint256(happened) / 1 minutes - FIRST_MINUTE).toUint24());
    }

    /* LIMITS OF TIME */

    function _innermost(uint256 tokenId, bytes11 number, Container container) internal view returns (Term memory) {
        return _terms[tokenId][number][container.terms()];
    }

    /// @dev How many limits would stand on the right that is on offer, and its last second; 0: without limit.
    function _termsOffered(
        uint256 tokenId,
        bytes11 number,
        Container container
    ) internal view returns (uint256 terms, uint40 validUntil) {
        terms = container.terms();
        if (container.has(OFFER_LIMITED)) {
            ++terms;
        } else {
            // Handed back to its giver before the time, it need not return any more. Only the innermost limit ends that
            // way: under those further out it would return to others.
            uint32 to = container.offeredTo();
            while (terms != 0 && _terms[tokenId][number][terms].giver == to) --terms;
        }
        if (terms != 0) validUntil = _terms[tokenId][number][terms].validUntil;
    }

    /// @dev Whether the right has run out. Once gated in it does not.
    function _hasLapsed(uint256 tokenId, bytes11 number, Container container) private view returns (bool) {
        if (container.terms() == 0 || container.stage() > Stage.DISCHARGED) return false;
        return block.timestamp > _innermost(tokenId, number, container).validUntil;
    }

    function _lapse(uint256 tokenId, Container container, uint32 giver) private view returns (Container) {
        container = _passRight(tokenId, container, giver).withTerms(container.terms() - 1);
        // Back with the carrier there is nothing left to be withdrawn.
        return giver == 0 ? container.without(WITHDRAWN) : container;
    }

    /// @dev The right moves: what the former holder offered, and whom it sent, falls with it. The carrier's own haulier
    /// stays, unless nobody has the right any more.
    function _passRight(uint256 tokenId, Container container, uint32 to) internal view returns (Container) {
        container = _closeOffer(container.withHolder(to));
        if (container.haulier() == 0) return container;
        bool isCarriers = to != 0 && _consignmentOf(tokenId, container).has(CARRIER_HAULAGE);
        return isCarriers ? container : _dropHaulier(container);
    }

    function _closeOffer(Container container) internal pure returns (Container) {
        return container.withOfferedTo(0).withDeadline(0).without(OFFER_LIMITED);
    }

    /// @dev The slot stays in the word until pick-up frees it.
    function _dropHaulier(Container container) internal pure returns (Container) {
        container = container.withHaulier(0).without(JOB_PASSED);
        return container.slot() == 0 ? container : container.with(BOOKING_VOID);
    }

    /* MARKS ON THE BILL */

    /// @dev Tells the bill once that delivery has begun: it has no successor any more, and its issue is not rejected.
    function _beginDelivery(uint256 tokenId, Container container, Consignment consignment) internal {
        if (consignment.has(DELIVERY_BEGUN)) return;
        _consignments[tokenId][container.consignment()] = consignment.withMark(DELIVERY_BEGUN, true);
        // Another consignment of the bill may have been first.
        if (!bill.billOf(tokenId).isDeliveryBegun) bill.markDelivery(tokenId, DeliveryMark.BEGUN, true);
    }

    /* WHO IS WHO */

    /// @dev The caller's member number, whatever its status; 0 if it is no member. For what is in its hands already.
    function _caller() internal view returns (uint32) {
        return _standings.standingOf(_msgSender()).member();
    }

    /// @dev Reverts unless the caller is the one of the consignment's three authorities that is asked for.
    function _requireAuthority(
        uint256 tokenId,
        Consignment consignment,
        Authority authority,
        uint32 caller
    ) internal view {
        if (!consignment.isFor(authority, caller)) {
            revert ReleaseRegistry_NotTheAuthority(tokenId, authority, _msgSender());
        }
    }

    function _requireTerminal(uint256 tokenId, bytes11 number, Consignment consignment, uint32 terminal) internal pure {
        if (consignment.terminal() != terminal) revert ReleaseRegistry_OtherTerminal(tokenId, number, terminal);
    }

    /// @dev A container that is not gone, to be changed by one of its consignment's authorities.
    function _loadFor(
        uint256 tokenId,
        bytes11 number,
        Authority authority,
        uint32 caller
    ) internal returns (Container container) {
        container = _load(tokenId, number);
        _requireAuthority(tokenId, _consignmentOf(tokenId, container), authority, caller);
        _requireNotGone(tokenId, number, container);
    }

    /// @dev Reverts unless the member may be given a release right.
    function _requireRecipient(uint32 member, address account, Standing standing) internal pure {
        if (!standing.isActive() || !standing.hasAny(Roles.HOLDERS)) {
            revert ReleaseRegistry_RecipientNotPermitted(member, account);
        }
    }

    function _requireSome(bytes11[] calldata numbers) internal pure {
        if (numbers.length == 0) revert ReleaseRegistry_NoContainers();
    }

    function _requireReason(bytes32 reason) internal pure {
        if (reason == 0) revert ReleaseRegistry_NoReason();
    }
}
