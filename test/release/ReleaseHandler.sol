// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChargeKind, ChargeStatus, Claim} from "../../contracts/interfaces/ChargeTypes.sol";
import {GatePass} from "../../contracts/interfaces/IPickUp.sol";
import {Authority, Clearance, ContainerView, Stage} from "../../contracts/interfaces/ReleaseTypes.sol";
import {ReleaseWorld} from "../support/ReleaseWorld.sol";

/// @title ReleaseHandler
/// @notice Random acts by random members on a few containers. An act may be refused; after each one the handler notes in
/// ghost state what no act may do.
contract ReleaseHandler is ReleaseWorld {
    /// @notice How many acts went through: a suite in which nothing happens proves nothing.
    uint256 public done;
    uint256 public gateIns;
    uint256 public gateOuts;

    uint256 public redGateOuts;
    uint256 public doubleGateOuts;
    uint256 public strangeHolders;
    uint256 public strangeLifts;
    uint256 public sequenceFaults;

    /// @dev How often a container has left, less how often it came back: never more than once.
    mapping(uint256 tokenId => mapping(bytes11 number => uint256 times)) private _timesGone;
    uint96 private _truck;

    /* TIME */

    function wait(uint256 seed) external {
        VM.warp(block.timestamp + _between(seed, 1, 12 hours));
        VM.roll(block.number + _between(seed, 1, 1000));
    }

    /* LIGHTS */

    function discharge(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        _attempt(seed, terminal, abi.encodeCall(registry.discharge, (tokenId, one, _now())));
    }

    function clear(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        bytes memory call = abi.encodeCall(registry.clearCustoms, (tokenId, one, Clearance.IMPORT, "MRN", _now()));
        _attempt(seed, customs, call);
    }

    function releaseAtTerminal(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        _attempt(seed, terminal, abi.encodeCall(registry.releaseAtTerminal, (tokenId, one, _now())));
    }

    function hold(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        Authority authority = Authority(_draw(seed, "authority", 3));
        address by = [carrier, customs, terminal, address(this)][uint256(authority)];
        bytes memory call = abi.encodeCall(registry.placeHold, (tokenId, one, authority, "INSP"));
        // Most holds are left out, or nothing would ever leave.
        if (_draw(seed, "place", 3) == 0) _attempt(seed, by, call);
    }

    function lift(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        Authority authority = Authority(_draw(seed, "authority", 3));
        address by = [carrier, customs, terminal, address(this)][uint256(authority)];
        address actor = _actor(seed, by);
        bytes memory call = abi.encodeCall(registry.liftHold, (tokenId, one, authority, "INSP"));
        if (_call(tokenId, one[0], actor, address(registry), call) && actor != by) ++strangeLifts;
    }

    /* RIGHT */

    function give(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint40 until = _draw(seed, "until", 3) == 0 ? _now() + uint40(_draw(seed, "days", 5)) * 1 days : 0;
        _attempt(seed, carrier, abi.encodeCall(registry.giveRelease, (tokenId, one, until)));
    }

    function offer(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint40 until = _draw(seed, "until", 3) == 0 ? _now() + uint40(_draw(seed, "days", 3)) * 1 days : 0;
        bytes memory call = abi.encodeCall(registry.offerRelease, (tokenId, one, _holder(seed), until, until));
        _attempt(seed, _accountOf(registry.containerOf(tokenId, one[0]).holder), call);
    }

    function accept(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        ContainerView memory its = registry.containerOf(tokenId, one[0]);
        uint40 until = _draw(seed, "terms", 8) == 0 ? _now() : its.offeredUntil;
        _attempt(seed, _accountOf(its.offeredTo), abi.encodeCall(registry.acceptRelease, (tokenId, one, until)));
    }

    function decline(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        address to = _accountOf(registry.containerOf(tokenId, one[0]).offeredTo);
        _attempt(seed, to, abi.encodeCall(registry.declineRelease, (tokenId, one)));
    }

    function withdraw(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        bytes memory call =
            _draw(seed, "back", 3) == 0
                ? abi.encodeCall(registry.withdrawRelease, (tokenId, one, "SANC"))
                : abi.encodeCall(registry.restoreRelease, (tokenId, one));
        _attempt(seed, carrier, call);
    }

    function nameHaulier(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        address named = _draw(seed, "other", 6) == 0 ? otherHaulier : haulier;
        bytes memory call = abi.encodeCall(registry.nameHaulier, (tokenId, one, named));
        _attempt(seed, _accountOf(registry.containerOf(tokenId, one[0]).holder), call);
    }

    /* GATE */

    function openSlot(uint256 seed) external {
        uint16 capacity = uint16(_between(seed, 1, 2));
        VM.prank(terminal);
        pickUp.openSlot(_now(), 1 days, capacity);
    }

    function book(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint32 at_ = memberOf(terminal);
        uint24 slots = pickUp.slotCount(at_);
        uint24 slot = slots < 3 ? slots : slots - uint24(_draw(seed, "slot", 2));
        bytes memory call = abi.encodeCall(pickUp.book, (tokenId, one[0], at_, slot, driver, bytes12(++_truck)));
        address by = _accountOf(registry.containerOf(tokenId, one[0]).haulier);
        _call(tokenId, one[0], _actor(seed, by), address(pickUp), call);
    }

    function cancelBooking(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        address by = _accountOf(registry.containerOf(tokenId, one[0]).haulier);
        if (_draw(seed, "cancel", 3) != 0) return;
        bytes memory call = abi.encodeCall(pickUp.cancelBooking, (tokenId, one[0]));
        _call(tokenId, one[0], _actor(seed, by), address(pickUp), call);
    }

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
        bool isGreen = registry.mayLeave(tokenId, number);
        if (!_call(tokenId, number, by, address(pickUp), abi.encodeCall(pickUp.gateIn, (pass, "signed")))) return;
        ++gateIns;
        if (!isGreen) ++redGateOuts;
    }

    function _leave(uint256 tokenId, bytes11 number, address by) private {
        bytes12 truck = pickUp.bookingOf(tokenId, number).truck;
        bool isGreen = registry.whyNot(tokenId, number).length == 0;
        bytes memory call = abi.encodeCall(registry.gateOut, (tokenId, number, _now(), truck, "seal", "receipt"));
        if (!_call(tokenId, number, by, address(registry), call)) return;
        ++gateOuts;
        if (!isGreen) ++redGateOuts;
        for (uint256 i = 0; i < tokens.length; ++i) {
            // Under every bill that covers it, a container leaves at once.
            if (number != numbers[0] && tokens[i] != tokenId) continue;
            if (_timesGone[tokens[i]][number]++ != 0) ++doubleGateOuts;
        }
    }

    /// @dev One container all the way, under each bill that covers it, as far as it goes: by chance alone hardly any would
    /// ever reach the gate.
    function fetch(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        for (uint256 i = 0; i < tokens.length; ++i) {
            if (tokens[i] == tokenId || one[0] == numbers[0]) _prepare(tokens[i], one);
        }
        uint32 at_ = memberOf(terminal);
        VM.prank(terminal);
        uint24 slot = pickUp.openSlot(_now(), 1 days, 1);
        bytes memory booking = abi.encodeCall(pickUp.book, (tokenId, one[0], at_, slot, driver, bytes12(++_truck)));
        _call(tokenId, one[0], haulier, address(pickUp), booking);
        if (_draw(seed, "in", 4) != 0) _enter(tokenId, one[0], terminal);
        if (_draw(seed, "out", 2) != 0) _leave(tokenId, one[0], terminal);
    }

    /// @dev Every light green, the right given, a haulier named.
    function _prepare(uint256 tokenId, bytes11[] memory one) private {
        address desk = address(registry);
        _call(tokenId, one[0], terminal, desk, abi.encodeCall(registry.discharge, (tokenId, one, _now())));
        _call(tokenId, one[0], terminal, desk, abi.encodeCall(registry.releaseAtTerminal, (tokenId, one, _now())));
        bytes memory clearing = abi.encodeCall(registry.clearCustoms, (tokenId, one, Clearance.IMPORT, "MRN", _now()));
        _call(tokenId, one[0], customs, desk, clearing);
        address[4] memory authorities = [carrier, customs, terminal, address(this)];
        for (uint8 i = 0; i < 4; ++i) {
            bytes memory lifting = abi.encodeCall(registry.liftHold, (tokenId, one, Authority(i), "INSP"));
            _call(tokenId, one[0], authorities[i], desk, lifting);
        }
        for (uint256 charge = 1; charge <= charges.chargeCount(); ++charge) {
            address creditor = _accountOf(charges.chargeOf(charge).creditorMember);
            if (charges.chargeOf(charge).status != ChargeStatus.OPEN) continue;
            _call(tokenId, one[0], creditor, address(charges), abi.encodeCall(charges.credit, (charge)));
        }
        _call(tokenId, one[0], carrier, desk, abi.encodeCall(registry.restoreRelease, (tokenId, one)));
        _call(tokenId, one[0], carrier, desk, abi.encodeCall(registry.giveRelease, (tokenId, one, 0)));
        address by = _accountOf(registry.containerOf(tokenId, one[0]).holder);
        if (by == address(0)) return;
        _call(tokenId, one[0], by, desk, abi.encodeCall(registry.nameHaulier, (tokenId, one, haulier)));
    }

    function comeBack(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint256 way = _draw(seed, "way", 3);
        bytes memory call =
            way == 0
                ? abi.encodeCall(registry.retractGateOut, (tokenId, one[0], "MISC"))
                : way == 1
                    ? abi.encodeCall(registry.returnLaden, (tokenId, one[0], "receipt", _now()))
                    : abi.encodeCall(registry.turnAway, (tokenId, one[0], "MISC", _now()));
        bool hasLeft = registry.containerOf(tokenId, one[0]).stage == Stage.GATED_OUT;
        if (!_call(tokenId, one[0], _actor(seed, terminal), address(registry), call) || !hasLeft) return;
        for (uint256 i = 0; i < tokens.length; ++i) {
            if (one[0] == numbers[0] || tokens[i] == tokenId) --_timesGone[tokens[i]][one[0]];
        }
    }

    /* CHARGES */

    function raise(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        bool isCarrier = _draw(seed, "carrier", 2) == 0;
        Claim memory claim = Claim({
            tokenId: tokenId,
            consignment: 1,
            number: _draw(seed, "whole", 4) == 0 ? bytes11(0) : one[0],
            creditor: isCarrier ? Authority.CARRIER : Authority.TERMINAL,
            kind: ChargeKind.OTHER,
            token: address(token),
            amount: uint128(_between(seed, 1, 1e18)),
            arbiter: bank
        });
        if (_draw(seed, "raise", 4) != 0) return;
        _call(
            tokenId,
            one[0],
            _actor(seed, isCarrier ? carrier : terminal),
            address(charges),
            abi.encodeCall(charges.raise, (claim))
        );
    }

    function settle(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint256 charge = _draw(seed, "charge", charges.chargeCount() + 1);
        uint256 way = _draw(seed, "way", 4);
        address creditor = _accountOf(charges.chargeOf(charge).creditorMember);
        if (way < 2) _fund(charges.chargeOf(charge).amount);
        if (way == 0) _call(tokenId, one[0], consignee, address(charges), abi.encodeCall(charges.pay, (charge)));
        if (way == 1) {
            _call(tokenId, one[0], consignee, address(charges), abi.encodeCall(charges.dispute, (charge, "why")));
        }
        if (way == 2)
            _call(tokenId, one[0], _actor(seed, creditor), address(charges), abi.encodeCall(charges.credit, (charge)));
        if (way == 3)
            _call(tokenId, one[0], _actor(seed, creditor), address(charges), abi.encodeCall(charges.cancel, (charge)));
    }

    function resolve(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint256 charge = _draw(seed, "charge", charges.chargeCount() + 1);
        uint128 amount = charges.chargeOf(charge).amount;
        uint256 way = _draw(seed, "way", 3);
        address creditor = _accountOf(charges.chargeOf(charge).creditorMember);
        if (way == 0)
            _call(
                tokenId,
                one[0],
                _actor(seed, creditor),
                address(charges),
                abi.encodeCall(charges.giveBack, (charge))
            );
        if (way == 1)
            _call(tokenId, one[0], _actor(seed, consignee), address(charges), abi.encodeCall(charges.giveUp, (charge)));
        if (way == 2) {
            uint128 toCreditor = uint128(_draw(seed, "award", uint256(amount) + 1));
            _call(
                tokenId,
                one[0],
                _actor(seed, bank),
                address(charges),
                abi.encodeCall(charges.award, (charge, toCreditor))
            );
        }
    }

    function _fund(uint128 amount) private {
        token.mint(consignee, amount);
        VM.prank(consignee);
        token.approve(address(charges), amount);
    }

    /* DRAWING */

    /// @dev A bill and one of its containers.
    function _pick(uint256 seed) private view returns (uint256 tokenId, bytes11[] memory one) {
        uint256 i = _draw(seed, "bill", tokens.length);
        one = new bytes11[](1);
        one[0] = _draw(seed, "shared", 3) == 0 ? numbers[0] : numbers[1 + i];
        tokenId = tokens[i];
    }

    /// @dev Mostly who may, now and then anybody.
    function _actor(uint256 seed, address who) private view returns (address) {
        if (who != address(0) && _draw(seed, "actor", 8) != 0) return who;
        address[9] memory all = [
            carrier,
            terminal,
            customs,
            consignee,
            forwarder,
            bank,
            haulier,
            otherHaulier,
            stranger
        ];
        return all[_draw(seed, "anybody", 9)];
    }

    function _holder(uint256 seed) private view returns (address) {
        return [consignee, forwarder, bank][_draw(seed, "to", 3)];
    }

    function _accountOf(uint32 member) private view returns (address account) {
        if (member != 0) (account, ) = consortium.standingOfMember(member);
    }

    function _draw(uint256 seed, string memory what, uint256 count) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what))) % count;
    }

    function _now() private view returns (uint40) {
        return uint40(block.timestamp);
    }

    /* CHECKING */

    function _attempt(uint256 seed, address who, bytes memory call) private {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        _call(tokenId, one[0], _actor(seed, who), address(registry), call);
    }

    /// @dev Tries an act, and notes what it may not have done to the container.
    function _call(
        uint256 tokenId,
        bytes11 number,
        address actor,
        address target,
        bytes memory call
    ) private returns (bool ok) {
        ContainerView memory before = registry.containerOf(tokenId, number);
        VM.prank(actor);
        (ok, ) = target.call(call);
        ContainerView memory now_ = registry.containerOf(tokenId, number);
        if (!ok) {
            if (keccak256(abi.encode(before)) != keccak256(abi.encode(now_))) ++sequenceFaults;
            return false;
        }
        ++done;
        if (now_.holder != before.holder && !_mayHave(before, now_.holder)) ++strangeHolders;
        if (now_.sequence < before.sequence) ++sequenceFaults;
    }

    /// @dev A right goes from nobody to the party entitled, or on to whom it was offered; nowhere else.
    function _mayHave(ContainerView memory before, uint32 holder) private view returns (bool) {
        return before.holder == 0 ? holder == memberOf(consignee) : holder == before.offeredTo;
    }
}
