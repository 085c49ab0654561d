// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Charge, ChargeKind, ChargeStatus, Claim, ClockKey, Step} from "../../contracts/interfaces/ChargeTypes.sol";
import {Authority} from "../../contracts/interfaces/ReleaseTypes.sol";
import {RightActs} from "./RightActs.sol";

/// @title ChargeActs
/// @notice Random acts on charges, disputes and clocks.
abstract contract ChargeActs is RightActs {
    /// @notice All the money that there is: it began with the consignee.
    uint256 public minted;

    /// @notice What arbiters gave creditors.
    uint256 public awarded;

    /* CHARGES */

    function raise(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        if (_draw(seed, "raise", 4) != 0) return;
        bool isCarrier = _draw(seed, "carrier", 2) == 0;
        Claim memory claim = Claim({
            tokenId: tokenId,
            consignment: registry.containerOf(tokenId, one[0]).consignment,
            number: _draw(seed, "whole", 4) == 0 ? bytes11(0) : one[0],
            creditor: isCarrier ? Authority.CARRIER : Authority.TERMINAL,
            kind: ChargeKind.OTHER,
            token: address(token),
            amount: uint128(_between(seed, 1, 1e18)),
            arbiter: bank
        });
        _charge(one[0], _actor(seed, isCarrier ? carrier : terminal), abi.encodeCall(charges.raise, (claim)));
    }

    function settle(uint256 seed) external {
        (, bytes11[] memory one) = _pick(seed);
        uint256 charge = _draw(seed, "charge", charges.chargeCount() + 1);
        Charge memory its = charges.chargeOf(charge);
        address creditor = _actor(seed, _accountOf(its.creditorMember));
        uint256 way = _draw(seed, "way", 4);
        if (way < 2) _fund(its.amount);
        if (way == 0) _charge(one[0], consignee, abi.encodeCall(charges.pay, (charge)));
        if (way == 1) _charge(one[0], consignee, abi.encodeCall(charges.dispute, (charge, "why")));
        if (way == 2) _charge(one[0], creditor, abi.encodeCall(charges.credit, (charge)));
        if (way == 3) _charge(one[0], creditor, abi.encodeCall(charges.cancel, (charge)));
    }

    /// @dev A dispute about the latest charge, which is one of the carrier's from just before if nothing else is.
    function resolve(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        if (_draw(seed, "raise", 2) == 0) _dispute(tokenId, one[0], uint128(_between(seed, 1, 1e18)));
        uint256 charge = charges.chargeCount();
        Charge memory its = charges.chargeOf(charge);
        uint256 way = _draw(seed, "way", 3);
        address creditor = _actor(seed, _accountOf(its.creditorMember));
        if (way == 0) _charge(one[0], creditor, abi.encodeCall(charges.giveBack, (charge)));
        if (way == 1) _charge(one[0], _actor(seed, consignee), abi.encodeCall(charges.giveUp, (charge)));
        if (way != 2) return;
        uint128 toCreditor = uint128(_draw(seed, "award", uint256(its.amount) + 2));
        bytes memory call = abi.encodeCall(charges.award, (charge, toCreditor));
        if (_charge(one[0], _actor(seed, bank), call)) awarded += toCreditor;
    }

    function _dispute(uint256 tokenId, bytes11 number, uint128 amount) private {
        Claim memory claim = Claim({
            tokenId: tokenId,
            consignment: registry.containerOf(tokenId, number).consignment,
            number: number,
            creditor: Authority.CARRIER,
            kind: ChargeKind.OTHER,
            token: address(token),
            amount: amount,
            arbiter: bank
        });
        if (!_charge(number, carrier, abi.encodeCall(charges.raise, (claim)))) return;
        _fund(amount);
        _charge(number, consignee, abi.encodeCall(charges.dispute, (charges.chargeCount(), "why")));
    }

    /* CLOCKS */

    function startClock(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        if (_draw(seed, "start", 3) != 0) return;
        Step[] memory steps = new Step[](2);
        steps[0] = Step(1, uint96(_between(seed, 1, 1e9)));
        steps[1] = Step(3, uint96(_between(seed, 1, 1e9)));
        uint40 freeUntil = _now() + uint40(_draw(seed, "free", 2 days));
        ClockKey memory key = _clockKey(tokenId, one[0]);
        bytes memory call = abi.encodeCall(charges.startClock, (key, address(token), bank, freeUntil, steps));
        _charge(one[0], _actor(seed, terminal), call);
    }

    function changeClock(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        ClockKey memory key = _clockKey(tokenId, one[0]);
        uint40 later = _now() + uint40(_draw(seed, "later", 1 days));
        uint256 way = _draw(seed, "way", 8);
        address by = _actor(seed, terminal);
        if (way == 0) _charge(one[0], by, abi.encodeCall(charges.extendFreeTime, (key, later, "MISC")));
        if (way == 1) _charge(one[0], by, abi.encodeCall(charges.stopClock, (key, _now(), later, "MISC")));
        if (way == 2) _charge(one[0], by, abi.encodeCall(charges.endClock, (key, "MISC")));
    }

    function settleDays(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint40 through = _now() + uint40(_draw(seed, "through", 2 days));
        ClockKey memory key = _clockKey(tokenId, one[0]);
        uint128 amount = _due(tokenId, one[0], through);
        uint256 way = _draw(seed, "way", 3);
        if (way < 2) _fund(amount);
        if (way == 0) _charge(one[0], consignee, abi.encodeCall(charges.payDays, (key, through, amount)));
        if (way == 1) _charge(one[0], consignee, abi.encodeCall(charges.disputeDays, (key, through, amount, "why")));
        if (way == 2) _charge(one[0], _actor(seed, terminal), abi.encodeCall(charges.creditDays, (key, through)));
    }

    /* ALL AT ONCE */

    /// @dev All that is open goes on credit, and so do the days until tomorrow.
    function _settleAll(uint256 tokenId, bytes11 number) internal override {
        for (uint256 charge = 1; charge <= charges.chargeCount(); ++charge) {
            Charge memory its = charges.chargeOf(charge);
            if (its.status != ChargeStatus.OPEN || its.tokenId != tokenId) continue;
            _charge(number, _accountOf(its.creditorMember), abi.encodeCall(charges.credit, (charge)));
        }
        uint40 tomorrow = _now() + 1 days;
        if (_due(tokenId, number, tomorrow) == 0) return;
        bytes memory call = abi.encodeCall(charges.creditDays, (_clockKey(tokenId, number), tomorrow));
        _charge(number, terminal, call);
    }

    function _charge(bytes11 number, address actor, bytes memory call) private returns (bool) {
        return _call(number, actor, address(charges), call);
    }

    function _fund(uint128 amount) private {
        minted += amount;
        token.mint(consignee, amount);
        VM.prank(consignee);
        token.approve(address(charges), amount);
    }
}
