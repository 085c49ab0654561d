// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "../interfaces/BillTypes.sol";
import {IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";
import {Authority, Clearance, Stage} from "../interfaces/ReleaseTypes.sol";
import {Container, TERMINAL_RELEASED} from "./Container.sol";
import {ReleaseLedger} from "./ReleaseLedger.sol";

/// @title Clearances
/// @notice What customs and terminal say of a container, and the holds.
abstract contract Clearances is IReleaseRegistry, ReleaseLedger {
    /* LIGHTS */

    /// @inheritdoc IReleaseRegistry
    function discharge(uint256 tokenId, bytes11[] calldata numbers, uint40 happened) external {
        _requireSome(numbers);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadFor(tokenId, number, Authority.TERMINAL, caller);
            // The table has a way back from inside the gate, too: that is a truck turned away.
            if (container.stage() != Stage.EXPECTED) {
                revert ReleaseRegistry_NotAtStage(tokenId, number, Stage.EXPECTED, container.stage());
            }
            container = _moveStage(number, _stamp(container, happened), Stage.DISCHARGED);
            (Container changed, Trail memory trail) = _next(container);
            emit Discharged(tokenId, number, caller, happened, trail);
            _store(tokenId, number, changed);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function clearCustoms(
        uint256 tokenId,
        bytes11[] calldata numbers,
        Clearance clearance,
        bytes32 referenceHash,
        uint40 happened
    ) external {
        if (clearance == Clearance.NONE || referenceHash == 0) revert ReleaseRegistry_NoReason();
        _requireSome(numbers);
        _requireTime(happened);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadForCustoms(tokenId, number, caller);
            if (container.clearance() == clearance) revert ReleaseRegistry_NoChange(tokenId, number);
            (Container changed, Trail memory trail) = _next(container.withClearance(clearance));
            emit CustomsCleared(tokenId, number, caller, clearance, referenceHash, happened, trail);
            _store(tokenId, number, changed);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function withdrawClearance(
        uint256 tokenId,
        bytes11[] calldata numbers,
        bytes4 reasonCode,
        uint40 happened
    ) external {
        _requireReason(reasonCode);
        _requireSome(numbers);
        _requireTime(happened);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadForCustoms(tokenId, number, caller);
            if (container.clearance() == Clearance.NONE) revert ReleaseRegistry_NoChange(tokenId, number);
            (Container changed, Trail memory trail) = _next(container.withClearance(Clearance.NONE));
            emit CustomsClearanceWithdrawn(tokenId, number, caller, reasonCode, happened, trail);
            _store(tokenId, number, changed);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function releaseAtTerminal(uint256 tokenId, bytes11[] calldata numbers, uint40 happened) external {
        _requireSome(numbers);
        _requireTime(happened);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadFor(tokenId, number, Authority.TERMINAL, caller);
            _requireAfter(container, happened);
            if (container.has(TERMINAL_RELEASED)) revert ReleaseRegistry_NoChange(tokenId, number);
            (Container changed, Trail memory trail) = _next(container.with(TERMINAL_RELEASED));
            emit TerminalReleased(tokenId, number, caller, happened, trail);
            _store(tokenId, number, changed);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function withdrawTerminalRelease(
        uint256 tokenId,
        bytes11[] calldata numbers,
        bytes4 reasonCode,
        uint40 happened
    ) external {
        _requireReason(reasonCode);
        _requireSome(numbers);
        _requireTime(happened);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadFor(tokenId, number, Authority.TERMINAL, caller);
            _requireAfter(container, happened);
            if (!container.has(TERMINAL_RELEASED)) revert ReleaseRegistry_NoChange(tokenId, number);
            (Container changed, Trail memory trail) = _next(container.without(TERMINAL_RELEASED));
            emit TerminalReleaseWithdrawn(tokenId, number, caller, reasonCode, happened, trail);
            _store(tokenId, number, changed);
        }
    }

    /* HOLDS */

    /// @inheritdoc IReleaseRegistry
    function placeHold(uint256 tokenId, bytes11[] calldata numbers, Authority authority, bytes4 reasonCode) external {
        _placeHold(tokenId, numbers, authority, reasonCode, _callerAs(authority));
    }

    /// @inheritdoc IReleaseRegistry
    function liftHold(uint256 tokenId, bytes11[] calldata numbers, Authority authority, bytes4 reasonCode) external {
        _liftHold(tokenId, numbers, authority, reasonCode, _callerAs(authority));
    }

    function _placeHold(
        uint256 tokenId,
        bytes11[] calldata numbers,
        Authority authority,
        bytes4 reasonCode,
        uint32 caller
    ) private {
        _requireReason(reasonCode);
        _requireSome(numbers);
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadForHold(tokenId, number, authority, caller);
            if (container.hasHold(authority)) revert ReleaseRegistry_NoChange(tokenId, number);
            (Container changed, Trail memory trail) = _next(container.withHold(authority));
            emit HoldPlaced(tokenId, number, authority, caller, reasonCode, trail);
            _store(tokenId, number, changed);
        }
    }

    function _liftHold(
        uint256 tokenId,
        bytes11[] calldata numbers,
        Authority authority,
        bytes4 reasonCode,
        uint32 caller
    ) private {
        _requireReason(reasonCode);
        _requireSome(numbers);
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadForHold(tokenId, number, authority, caller);
            if (!container.hasHold(authority)) revert ReleaseRegistry_NoChange(tokenId, number);
            (Container changed, Trail memory trail) = _next(container.withoutHold(authority));
            emit HoldLifted(tokenId, number, authority, caller, reasonCode, trail);
            _store(tokenId, number, changed);
        }
    }

    /* INTERNAL */

    /// @dev A container for customs, which clears and takes back until the gate.
    function _loadForCustoms(uint256 tokenId, bytes11 number, uint32 caller) private returns (Container container) {
        container = _load(tokenId, number);
        _requireAuthority(tokenId, _consignmentOf(tokenId, container), Authority.CUSTOMS, caller);
        _requireBeforeGate(tokenId, number, container);
    }

    function _loadForHold(
        uint256 tokenId,
        bytes11 number,
        Authority authority,
        uint32 caller
    ) private returns (Container container) {
        if (authority != Authority.GOVERNANCE) return _loadFor(tokenId, number, authority, caller);
        container = _load(tokenId, number);
        _requireNotGone(tokenId, number, container);
    }

    /// @dev The caller as a member; for GOVERNANCE whoever the authority allows to call this function, who acts as 0.
    function _callerAs(Authority authority) private returns (uint32) {
        if (authority != Authority.GOVERNANCE) return _caller();
        _checkCanCall(_msgSender(), _msgData());
        return 0;
    }
}
