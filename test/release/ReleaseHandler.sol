// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {GatePass} from "../../contracts/interfaces/IPickUp.sol";
import {ContainerView} from "../../contracts/interfaces/ReleaseTypes.sol";
import {ChargeActs} from "./ChargeActs.sol";

/// @title ReleaseHandler
/// @notice Random acts by random members on a few containers; those at slots and gate are here. An act may be refused.
contract ReleaseHandler is ChargeActs {
    uint96 private _truck;

    /* SLOTS */

    function openSlot(uint256 seed) external {
        uint16 capacity = uint16(_between(seed, 1, 2));
        VM.prank(terminal);
        pickUp.openSlot(_now(), 1 days, capacity);
    }

    function book(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint24 slots = pickUp.slotCount(memberOf(terminal));
        uint24 slot = slots < 3 ? slots : slots - uint24(_draw(seed, "slot", 2));
        address by = _accountOf(registry.containerOf(tokenId, one[0]).haulier);
        _book(tokenId, one[0], slot, _actor(seed, by));
    }

    function _book(uint256 tokenId, bytes11 number, uint24 slot, address by) private {
        uint32 at_ = memberOf(terminal);
        bytes memory call = abi.encodeCall(pickUp.book, (tokenId, number, at_, slot, driver, bytes12(++_truck)));
        _call(number, by, address(pickUp), call);
    }

    function endBooking(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint256 way = _draw(seed, "way", 4);
        address by = _accountOf(registry.containerOf(tokenId, one[0]).haulier);
        bytes memory cancelling = abi.encodeCall(pickUp.cancelBooking, (tokenId, one[0]));
        bytes memory reporting = abi.encodeCall(pickUp.reportNoShow, (tokenId, one[0]));
        if (way == 0) _call(one[0], _actor(seed, by), address(pickUp), cancelling);
        if (way == 1) _call(one[0], _actor(seed, terminal), address(pickUp), reporting);
    }

    /* GATE */

    function gateIn(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        _enter(tokenId, one[0], _actor(seed, terminal));
    }

    function gateOut(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        _leave(tokenId, one[0], _actor(seed, terminal));
    }

    function _enter(uint256 tokenId, bytes11 number, address by) private {
        bytes12 truck = pickUp.bookingOf(tokenId, number).truck;
        GatePass memory pass = GatePass(tokenId, number, _now(), truck, "challenge", _now() + 60);
        _call(number, by, address(pickUp), abi.encodeCall(pickUp.gateIn, (pass, "signed")));
    }

    function _leave(uint256 tokenId, bytes11 number, address by) private {
        bytes12 truck = pickUp.bookingOf(tokenId, number).truck;
        bytes memory call = abi.encodeCall(registry.gateOut, (tokenId, number, _now(), truck, "seal", "receipt"));
        _call(number, by, address(registry), call);
    }

    /// @dev One container all the way, under each bill that covers it, as far as it goes: by chance alone hardly any would
    /// ever reach the gate.
    function fetch(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        for (uint256 i = 0; i < tokens.length; ++i) {
            if (tokens[i] == tokenId || one[0] == numbers[0]) _prepare(tokens[i], one);
        }
        VM.prank(terminal);
        uint24 slot = pickUp.openSlot(_now(), 1 days, 1);
        _book(tokenId, one[0], slot, haulier);
        if (_draw(seed, "in", 4) != 0) _enter(tokenId, one[0], terminal);
        if (_draw(seed, "out", 2) != 0) _leave(tokenId, one[0], terminal);
    }

    function comeBack(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint256 way = _draw(seed, "way", 4);
        bytes memory call = abi.encodeCall(registry.turnAway, (tokenId, one[0], "MISC", _now()));
        if (way == 1) call = abi.encodeCall(registry.retractGateOut, (tokenId, one[0], "MISC"));
        if (way == 2) call = abi.encodeCall(registry.returnLaden, (tokenId, one[0], "receipt", _now()));
        if (way == 3) call = abi.encodeCall(registry.returnEmpty, (tokenId, one[0], "receipt", _now()));
        _call(one[0], _actor(seed, terminal), address(registry), call);
    }

    /* READING */

    /// @notice How many containers have a standing place in a slot of the terminal.
    function placesIn(uint24 slot) external view returns (uint256 places) {
        for (uint256 i = 0; i < tokens.length; ++i) {
            for (uint256 j = 0; j < numbers.length; ++j) {
                ContainerView memory its = registry.containerOf(tokens[i], numbers[j]);
                if (its.slot == slot) ++places;
            }
        }
    }
}
