// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authority, Clearance, ContainerView, End, Opening, Stage} from "../../contracts/interfaces/ReleaseTypes.sol";
import {ReleaseGhosts} from "./ReleaseGhosts.sol";

/// @title RightActs
/// @notice Random acts on consignments, lights, holds and rights.
abstract contract RightActs is ReleaseGhosts {
    mapping(uint256 tokenId => uint8 count) private _furtherConsignments;

    function wait(uint256 seed) external {
        VM.warp(block.timestamp + _between(seed, 1, 12 hours));
        VM.roll(block.number + _between(seed, 1, 1000));
    }

    /* CONSIGNMENTS */

    /// @dev Into another consignment of the bill, which is refused unless the former one has ended.
    function consignAgain(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        uint8 number = 2 + _furtherConsignments[tokenId];
        if (number > 200 || _draw(seed, "again", 4) != 0) return;
        Opening memory opening = Opening(tokenId, number, terminal, customs, "BEANR", false, one);
        bool ok = _attempt(seed, carrier, abi.encodeCall(registry.openConsignment, (opening)));
        if (ok) ++_furtherConsignments[tokenId];
    }

    function endOtherwise(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        if (_draw(seed, "end", 8) != 0) return;
        End end = End(_draw(seed, "kind", 6));
        address by =
            end <= End.AUCTIONED
                ? customs
                : end == End.UNPACKED || end == End.MOVED_INLAND
                    ? terminal
                    : carrier;
        _attempt(seed, by, abi.encodeCall(registry.endOtherwise, (tokenId, one, end, "order", _now())));
    }

    /* LIGHTS */

    function discharge(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        _attempt(seed, terminal, abi.encodeCall(registry.discharge, (tokenId, one, _now())));
    }

    function clear(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        bytes memory call =
            _draw(seed, "back", 4) == 0
                ? abi.encodeCall(registry.withdrawClearance, (tokenId, one, "INSP", _now()))
                : abi.encodeCall(registry.clearCustoms, (tokenId, one, Clearance.IMPORT, "MRN", _now()));
        _attempt(seed, customs, call);
    }

    function releaseAtTerminal(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        bytes memory call =
            _draw(seed, "back", 4) == 0
                ? abi.encodeCall(registry.withdrawTerminalRelease, (tokenId, one, "INSP", _now()))
                : abi.encodeCall(registry.releaseAtTerminal, (tokenId, one, _now()));
        _attempt(seed, terminal, call);
    }

    function hold(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        Authority authority = Authority(_draw(seed, "authority", 4));
        bytes memory call = abi.encodeCall(registry.placeHold, (tokenId, one, authority, "INSP"));
        // Most holds are left out, or nothing would ever leave.
        if (_draw(seed, "place", 3) == 0) _attempt(seed, _authorityAccount(authority), call);
    }

    /// @dev One that stands or, half of the time, one that is placed just before.
    function lift(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        Authority authority = Authority(_draw(seed, "authority", 4));
        address own = _authorityAccount(authority);
        bytes memory placing = abi.encodeCall(registry.placeHold, (tokenId, one, authority, "INSP"));
        if (_draw(seed, "place", 2) == 0) _call(one[0], own, address(registry), placing);
        _lift(tokenId, one, authority, _actor(seed, own));
        // What nobody else could lift does not stay for ever.
        if (_draw(seed, "leave", 3) != 0) _lift(tokenId, one, authority, own);
    }

    function _lift(uint256 tokenId, bytes11[] memory one, Authority authority, address by) internal {
        if (by == _authorityAccount(authority)) _lifting = uint256(authority) + 1;
        _call(one[0], by, address(registry), abi.encodeCall(registry.liftHold, (tokenId, one, authority, "INSP")));
        _lifting = 0;
    }

    function _authorityAccount(Authority authority) private view returns (address) {
        return [carrier, customs, terminal, address(this)][uint256(authority)];
    }

    /* RIGHT */

    function nominate(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        address to = _draw(seed, "back", 3) == 0 ? address(0) : _holder(seed);
        _attempt(seed, consignee, abi.encodeCall(registry.nominate, (tokenId, one, to)));
    }

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

    /// @dev What is on offer or, if nothing is, what the holder offers just before.
    function accept(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        ContainerView memory its = registry.containerOf(tokenId, one[0]);
        bytes memory offering = abi.encodeCall(registry.offerRelease, (tokenId, one, _holder(seed), 0, 0));
        if (its.holder != 0 && its.offeredTo == 0) _call(one[0], _accountOf(its.holder), address(registry), offering);
        its = registry.containerOf(tokenId, one[0]);
        uint40 until = _draw(seed, "terms", 8) == 0 ? _now() : its.offeredUntil;
        bytes memory call = abi.encodeCall(registry.acceptRelease, (tokenId, one, until));
        // Others that could have a right try it, too.
        if (_draw(seed, "others", 2) == 0) {
            _call(one[0], bank, address(registry), call);
            _call(one[0], forwarder, address(registry), call);
        }
        _attempt(seed, _accountOf(its.offeredTo), call);
    }

    function endOffer(uint256 seed) external {
        (uint256 tokenId, bytes11[] memory one) = _pick(seed);
        ContainerView memory its = registry.containerOf(tokenId, one[0]);
        bool byHolder = _draw(seed, "holder", 2) == 0;
        bytes memory call =
            byHolder
                ? abi.encodeCall(registry.withdrawOffer, (tokenId, one))
                : abi.encodeCall(registry.declineRelease, (tokenId, one));
        _attempt(seed, _accountOf(byHolder ? its.holder : its.offeredTo), call);
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
        ContainerView memory its = registry.containerOf(tokenId, one[0]);
        bool isPassed = _draw(seed, "pass", 4) == 0;
        address named = _draw(seed, "other", 6) == 0 ? otherHaulier : haulier;
        bytes memory call =
            isPassed
                ? abi.encodeCall(registry.passJob, (tokenId, one, named))
                : abi.encodeCall(registry.nameHaulier, (tokenId, one, named));
        _attempt(seed, _accountOf(isPassed ? its.haulier : its.holder), call);
    }

    /// @dev The act by who may, or now and then by anybody.
    function _attempt(uint256 seed, address who, bytes memory call) private returns (bool) {
        (, bytes11[] memory one) = _pick(seed);
        return _call(one[0], _actor(seed, who), address(registry), call);
    }

    /* ALL AT ONCE */

    /// @dev Every light green, the right given, a haulier named.
    function _prepare(uint256 tokenId, bytes11[] memory one) internal {
        address desk = address(registry);
        if (registry.containerOf(tokenId, one[0]).stage == Stage.NONE) return;
        _call(one[0], terminal, desk, abi.encodeCall(registry.discharge, (tokenId, one, _now())));
        _call(one[0], terminal, desk, abi.encodeCall(registry.releaseAtTerminal, (tokenId, one, _now())));
        bytes memory clearing = abi.encodeCall(registry.clearCustoms, (tokenId, one, Clearance.IMPORT, "MRN", _now()));
        _call(one[0], customs, desk, clearing);
        for (uint8 i = 0; i < 4; ++i) _lift(tokenId, one, Authority(i), _authorityAccount(Authority(i)));
        _settleAll(tokenId, one[0]);
        _call(one[0], carrier, desk, abi.encodeCall(registry.restoreRelease, (tokenId, one)));
        _call(one[0], carrier, desk, abi.encodeCall(registry.giveRelease, (tokenId, one, 0)));
        address by = _accountOf(registry.containerOf(tokenId, one[0]).holder);
        if (by == address(0)) return;
        _call(one[0], by, desk, abi.encodeCall(registry.nameHaulier, (tokenId, one, haulier)));
    }

    /// @dev Settles what keeps the container under this bill.
    function _settleAll(uint256 tokenId, bytes11 number) internal virtual;
}
