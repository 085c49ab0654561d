// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Authority, Clearance, IReleaseRegistry, Stage} from "../interfaces/IReleaseRegistry.sol";
import {ReleaseLights} from "./ReleaseLights.sol";
import {TERMINAL_RELEASED} from "./ContainerState.sol";
import {Container} from "./ReleaseLedger.sol";

/// @title Clearances
/// @notice What customs and terminal say of a container, and the holds.
abstract contract Clearances is ReleaseLights {
    /* LIGHTS */

    /// @inheritdoc IReleaseRegistry
    function discharge(uint256 tokenId, bytes11[] calldata numbers, uint40 happened) external {
        _requireSome(numbers);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            Container memory container = _loadFor(tokenId, numbers[i], Authority.TERMINAL, caller);
            _stampTime(container, happened);
            _moveStage(numbers[i], container, Stage.DISCHARGED);
            emit Discharged(tokenId, numbers[i], caller, happened, _nextTrail(container));
            _store(tokenId, numbers[i], container);
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
            Container memory container = _loadForCustoms(tokenId, numbers[i], caller);
            if (container.state.clearance() == clearance) revert ReleaseRegistry_NoChange(tokenId, numbers[i]);
            container.state = container.state.withClearance(clearance);
            emit CustomsCleared(tokenId, numbers[i], caller, clearance, referenceHash, happened, _nextTrail(container));
            _store(tokenId, numbers[i], container);
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
            Container memory container = _loadForCustoms(tokenId, numbers[i], caller);
            if (container.state.clearance() == Clearance.NONE) revert ReleaseRegistry_NoChange(tokenId, numbers[i]);
            container.state = container.state.withClearance(Clearance.NONE);
            emit CustomsClearanceWithdrawn(tokenId, numbers[i], caller, reasonCode, happened, _nextTrail(container));
            _store(tokenId, numbers[i], container);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function releaseAtTerminal(uint256 tokenId, bytes11[] calldata numbers, uint40 happened) external {
        _requireSome(numbers);
        _requireTime(happened);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            Container memory container = _loadFor(tokenId, numbers[i], Authority.TERMINAL, caller);
            if (container.state.has(TERMINAL_RELEASED)) revert ReleaseRegistry_NoChange(tokenId, numbers[i]);
            container.state = container.state.with(TERMINAL_RELEASED);
            emit TerminalReleased(tokenId, numbers[i], caller, happened, _nextTrail(container));
            _store(tokenId, numbers[i], container);
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
            Container memory container = _loadFor(tokenId, numbers[i], Authority.TERMINAL, caller);
            if (!container.state.has(TERMINAL_RELEASED)) revert ReleaseRegistry_NoChange(tokenId, numbers[i]);
            container.state = container.state.without(TERMINAL_RELEASED);
            emit TerminalReleaseWithdrawn(tokenId, numbers[i], caller, reasonCode, happened, _nextTrail(container));
            _store(tokenId, numbers[i], container);
        }
    }

    /* HOLDS */

    /// @inheritdoc IReleaseRegistry
    function placeHold(uint256 tokenId, bytes11[] calldata numbers, Authority authority, bytes4 reasonCode) external {
        _placeHold(tokenId, numbers, authority, reasonCode, _caller(tokenId, authority));
    }

    /// @inheritdoc IReleaseRegistry
    function liftHold(uint256 tokenId, bytes11[] calldata numbers, Authority authority, bytes4 reasonCode) external {
        _liftHold(tokenId, numbers, authority, reasonCode, _caller(tokenId, authority));
    }

    /// @inheritdoc IReleaseRegistry
    function placeGovernanceHold(uint256 tokenId, bytes11[] calldata numbers, bytes4 reasonCode) external restricted {
        _placeHold(tokenId, numbers, Authority.GOVERNANCE, reasonCode, 0);
    }

    /// @inheritdoc IReleaseRegistry
    function liftGovernanceHold(uint256 tokenId, bytes11[] calldata numbers, bytes4 reasonCode) external restricted {
        _liftHold(tokenId, numbers, Authority.GOVERNANCE, reasonCode, 0);
    }

    /// @dev For GOVERNANCE the restricted functions above have checked who calls.
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
            Container memory container = _loadForHold(tokenId, numbers[i], authority, caller);
            if (container.state.hasHold(authority)) revert ReleaseRegistry_NoChange(tokenId, numbers[i]);
            container.state = container.state.withHold(authority);
            emit HoldPlaced(tokenId, numbers[i], authority, caller, reasonCode, _nextTrail(container));
            _store(tokenId, numbers[i], container);
        }
    }

    /// @dev For GOVERNANCE the restricted functions above have checked who calls.
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
            Container memory container = _loadForHold(tokenId, numbers[i], authority, caller);
            if (!container.state.hasHold(authority)) revert ReleaseRegistry_NoChange(tokenId, numbers[i]);
            container.state = container.state.withoutHold(authority);
            emit HoldLifted(tokenId, numbers[i], authority, caller, reasonCode, _nextTrail(container));
            _store(tokenId, numbers[i], container);
        }
    }

    /* INTERNAL */

    /// @dev A container that is not gone, to be changed by one of its consignment's authorities.
    function _loadFor(
        uint256 tokenId,
        bytes11 number,
        Authority authority,
        uint32 caller
    ) internal returns (Container memory container) {
        container = _load(tokenId, number);
        _requireAuthority(tokenId, _consignments[tokenId][container.consignment], authority, caller);
        _requireNotGone(tokenId, number, container);
    }

    /// @dev The same for customs, which clears and takes back until the gate.
    function _loadForCustoms(
        uint256 tokenId,
        bytes11 number,
        uint32 caller
    ) private returns (Container memory container) {
        container = _loadFor(tokenId, number, Authority.CUSTOMS, caller);
        _requireBeforeGate(tokenId, number, container);
    }

    function _loadForHold(
        uint256 tokenId,
        bytes11 number,
        Authority authority,
        uint32 caller
    ) private returns (Container memory container) {
        if (authority != Authority.GOVERNANCE) return _loadFor(tokenId, number, authority, caller);
        container = _load(tokenId, number);
        _requireNotGone(tokenId, number, container);
    }

    /// @dev The caller as one of a consignment's three authorities; governance has functions of its own.
    function _caller(uint256 tokenId, Authority authority) private view returns (uint32) {
        if (authority == Authority.GOVERNANCE) {
            revert ReleaseRegistry_NotTheAuthority(tokenId, authority, _msgSender());
        }
        return _caller();
    }

    function _requireReason(bytes4 reasonCode) internal pure {
        if (reasonCode == 0) revert ReleaseRegistry_NoReason();
    }
}
