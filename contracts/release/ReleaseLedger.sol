// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {Standing} from "../consortium/Standing.sol";
import {IBillOfLading, Trail} from "../interfaces/IBillOfLading.sol";
import {Authority, IReleaseRegistry, Stage} from "../interfaces/IReleaseRegistry.sol";
import {ContainerLifeCycle} from "../libraries/ContainerLifeCycle.sol";
import {BOOKING_VOID, ContainerState, JOB_PASSED, OFFER_LIMITED} from "./ContainerState.sol";

/// @notice One container under one bill in one storage word. Parties are member numbers.
struct Container {
    // slot 0
    uint32 holder; // of the release right; 0: not given
    uint32 offeredTo; // 0: not on offer
    uint32 deadline; // last second for accepting the offer, good to 2106; 0: none
    uint32 haulier;
    uint32 latestBlock; // of the latest event; at one block a second good for 136 years
    uint16 sequence; // of the latest event
    uint24 slot; // number of the booked slot at the terminal
    uint24 happened; // minute of the latest physical event, counted from FIRST_MINUTE; good to 2055
    uint8 consignment;
    ContainerState state;
}

/// @notice One consignment in one storage word.
struct Consignment {
    // slot 0
    uint32 carrier;
    uint32 terminal;
    uint32 customs;
    bytes5 unLocationCode;
    uint16 containers;
    uint16 sequence; // of the latest event
    uint32 latestBlock; // of the latest event
    bool carrierHaulage;
    bool carrierOwed;
    bool terminalOwed;
}

/// @notice A limit of time on a release right: after it the right is back with its giver.
struct Term {
    // slot 0
    uint32 giver; // 0: the carrier
    uint40 validUntil;
}

/// @title ReleaseLedger
/// @notice Keeps consignments and containers: one word each.
/// @dev Every change of a container begins in `_load`, which lets run out what has run out, and ends in `_store`.
abstract contract ReleaseLedger is IReleaseRegistry, AccessManaged, ActingMember {
    using SafeCast for uint256;

    /// @dev 2024-01-01T00:00:00Z in minutes: 24 bits of minutes reach from here to November 2055.
    uint256 internal constant FIRST_MINUTE = 28_401_120;

    /// @dev An event is recorded within this time after it happened.
    uint256 private constant LONGEST_DELAY = 72 hours;

    /// @notice The bills. Fixed at deployment.
    IBillOfLading public immutable bill;

    mapping(uint256 tokenId => mapping(uint8 consignment => Consignment)) internal _consignments;
    mapping(uint256 tokenId => mapping(bytes11 number => Container)) internal _containers;

    /// @dev The limits in force on a right, from 1; the innermost, which is the nearest, is the last one.
    mapping(uint256 tokenId => mapping(bytes11 number => mapping(uint256 place => Term))) internal _terms;

    constructor(IBillOfLading bill_) {
        bill = bill_;
    }

    /* LOADING AND STORING */

    function _existingConsignment(
        uint256 tokenId,
        uint8 number
    ) internal view returns (Consignment memory consignment) {
        consignment = _consignments[tokenId][number];
        if (consignment.carrier == 0) revert ReleaseRegistry_NoSuchConsignment(tokenId, number);
    }

    /// @dev A container for reading, as it stands at this second.
    function _peek(uint256 tokenId, bytes11 number) internal view returns (Container memory container) {
        container = _containers[tokenId][number];
        if (container.consignment == 0) revert ReleaseRegistry_NotConsigned(tokenId, number);
        while (_hasLapsed(tokenId, number, container)) _lapse(container, _innermost(tokenId, number, container));
    }

    /// @dev A container to be changed. What has run out until now becomes visible here, in events of its own.
    function _load(uint256 tokenId, bytes11 number) internal returns (Container memory container) {
        container = _containers[tokenId][number];
        if (container.consignment == 0) revert ReleaseRegistry_NotConsigned(tokenId, number);
        while (_hasLapsed(tokenId, number, container)) {
            Term memory term = _innermost(tokenId, number, container);
            uint32 from = container.holder;
            _lapse(container, term);
            emit ReleaseLapsed(tokenId, number, term.giver, from, term.validUntil, _nextTrail(container));
        }
    }

    function _store(uint256 tokenId, bytes11 number, Container memory container) internal {
        _containers[tokenId][number] = container;
    }

    /// @dev The place of the next event in the container's history.
    function _nextTrail(Container memory container) internal view returns (Trail memory trail) {
        unchecked {
            // Wraps on purpose: the order within a block and the absence of gaps can be told modulo 65,536.
            container.sequence += 1;
        }
        trail = Trail(container.sequence, container.latestBlock);
        container.latestBlock = block.number.toUint32();
    }

    /// @dev The place of the next event in the consignment's own history.
    function _nextTrail(Consignment memory consignment) internal view returns (Trail memory trail) {
        unchecked {
            // Wraps on purpose, as above.
            consignment.sequence += 1;
        }
        trail = Trail(consignment.sequence, consignment.latestBlock);
        consignment.latestBlock = block.number.toUint32();
    }

    /* STAGE AND TIME */

    /// @dev Moves the stage along the table.
    function _moveStage(bytes11 number, Container memory container, Stage to) internal pure {
        ContainerLifeCycle.requireMove(number, container.state.stage(), to);
        container.state = container.state.withStage(to);
    }

    /// @dev Reverts if the container is inside the gate or gone.
    function _requireBeforeGate(uint256 tokenId, bytes11 number, Container memory container) internal pure {
        Stage stage = container.state.stage();
        if (stage > Stage.DISCHARGED) revert ReleaseRegistry_TooLate(tokenId, number, stage);
    }

    /// @dev Reverts if the container is gone.
    function _requireNotGone(uint256 tokenId, bytes11 number, Container memory container) internal pure {
        Stage stage = container.state.stage();
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

    /// @dev As `_requireTime`, and the event follows the container's latest physical one, which it becomes.
    function _stampTime(Container memory container, uint40 happened) internal view {
        _requireTime(happened);
        uint256 minute = uint256(happened) / 1 minutes;
        uint256 latest = FIRST_MINUTE + container.happened;
        if (minute < latest) revert ReleaseRegistry_InvalidTime(happened, uint40(latest * 1 minutes));
        container.happened = (minute - FIRST_MINUTE).toUint24();
    }

    /* LIMITS OF TIME */

    function _innermost(
        uint256 tokenId,
        bytes11 number,
        Container memory container
    ) internal view returns (Term memory) {
        return _terms[tokenId][number][container.state.terms()];
    }

    /// @dev Whether the right has run out. Once gated in it does not.
    function _hasLapsed(uint256 tokenId, bytes11 number, Container memory container) private view returns (bool) {
        if (container.state.terms() == 0 || container.state.stage() > Stage.DISCHARGED) return false;
        return block.timestamp > _innermost(tokenId, number, container).validUntil;
    }

    function _lapse(Container memory container, Term memory term) private pure {
        _passRight(container, term.giver);
        container.state = container.state.withTerms(container.state.terms() - 1);
    }

    /// @dev The right moves: what the former holder offered, and whom it sent, falls with it.
    function _passRight(Container memory container, uint32 to) internal pure {
        container.holder = to;
        _closeOffer(container);
        _dropHaulier(container);
    }

    function _closeOffer(Container memory container) internal pure {
        container.offeredTo = 0;
        container.deadline = 0;
        container.state = container.state.without(OFFER_LIMITED);
    }

    /// @dev The slot stays in the word until pick-up frees it.
    function _dropHaulier(Container memory container) internal pure {
        container.haulier = 0;
        container.state = container.state.without(JOB_PASSED);
        if (container.slot != 0) container.state = container.state.with(BOOKING_VOID);
    }

    /* WHO IS WHO */

    /// @dev The caller's member number, whatever its status; 0 if it is no member. For what is in its hands already.
    function _caller() internal view returns (uint32) {
        return consortium.standingOf(_msgSender()).member();
    }

    /// @dev Reverts unless the caller is the one of the consignment's three authorities that is asked for.
    function _requireAuthority(
        uint256 tokenId,
        Consignment memory consignment,
        Authority authority,
        uint32 caller
    ) internal view {
        uint32 needed = consignment.carrier;
        if (authority == Authority.CUSTOMS) needed = consignment.customs;
        if (authority == Authority.TERMINAL) needed = consignment.terminal;
        if (authority == Authority.GOVERNANCE || caller != needed) {
            revert ReleaseRegistry_NotTheAuthority(tokenId, authority, _msgSender());
        }
    }

    /// @dev The active member behind an account, in a role that is needed.
    function _partyIn(address account, uint8 role) internal view returns (uint32) {
        Standing standing = consortium.standingOf(account);
        if (!standing.isActive() || !standing.hasAny(role)) revert ReleaseRegistry_PartyNotPermitted(account, role);
        return standing.member();
    }

    function _requireSome(bytes11[] calldata numbers) internal pure {
        if (numbers.length == 0) revert ReleaseRegistry_NoContainers();
    }
}
