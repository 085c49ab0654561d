// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChargeKind, Clock, ClockKey} from "../../contracts/interfaces/ChargeTypes.sol";
import {Authority, Clearance, ContainerView, Stage} from "../../contracts/interfaces/ReleaseTypes.sol";
import {ReleaseWorld} from "../support/ReleaseWorld.sol";

/// @title ReleaseGhosts
/// @notice Tries acts, and notes in ghost state what no act may do. Whether a container may leave it works out for itself,
/// from what each party said, and not by the registry's own answer.
abstract contract ReleaseGhosts is ReleaseWorld {
    /// @notice How many acts went through: a suite in which nothing happens proves nothing.
    uint256 public done;
    uint256 public gateIns;
    uint256 public gateOuts;

    uint256 public redMoves;
    uint256 public doubleGateOuts;
    uint256 public strangeHolders;
    uint256 public strangeLifts;
    uint256 public tracesOfRefused;

    /// @dev How often a container has left under a consignment, less how often it came back.
    mapping(uint256 tokenId => mapping(uint8 consignment => mapping(bytes11 number => uint256 times)))
        private _timesGone;

    /// @dev Whose hold is being lifted by who may, counted from 1; 0: nobody's.
    uint256 internal _lifting;

    /* TRYING */

    /// @dev Tries an act on a container, and compares what there was and is under each bill.
    function _call(bytes11 number, address actor, address target, bytes memory call) internal returns (bool ok) {
        ContainerView[] memory before = _read(number);
        bool[] memory green = new bool[](before.length);
        for (uint256 i = 0; i < before.length; ++i) green[i] = _isGreen(tokens[i], number, before[i]);
        VM.prank(actor);
        // Whatever it reverts with, it may leave no trace.
        // solhint-disable-next-line avoid-low-level-calls
        (ok, ) = target.call(call);
        ContainerView[] memory after_ = _read(number);
        if (!ok) {
            if (keccak256(abi.encode(before)) != keccak256(abi.encode(after_))) ++tracesOfRefused;
            return false;
        }
        ++done;
        for (uint256 i = 0; i < before.length; ++i) {
            if (before[i].consignment == 0) continue;
            _noteRight(before[i], after_[i]);
            _noteHolds(before[i], after_[i]);
            _noteMove(i, number, before, after_[i], green);
        }
    }

    function _read(bytes11 number) private view returns (ContainerView[] memory views) {
        views = new ContainerView[](tokens.length);
        for (uint256 i = 0; i < tokens.length; ++i) views[i] = registry.containerOf(tokens[i], number);
    }

    /* NOTING */

    /// @dev A right goes from nobody to the party entitled or its nominee, or on to whom it was offered; nowhere else. It
    /// is gone when the container, after it left, is consigned anew.
    function _noteRight(ContainerView memory before, ContainerView memory now_) private {
        if (now_.sequence < before.sequence) ++tracesOfRefused;
        if (now_.holder == before.holder) return;
        if (now_.holder == 0 && _isGone(before.stage) && now_.consignment != before.consignment) return;
        uint32 entitled = memberOf(consignee);
        uint32 first = before.nominatedBy == entitled ? before.nominee : entitled;
        if (now_.holder != (before.holder == 0 ? first : before.offeredTo)) ++strangeHolders;
    }

    function _noteHolds(ContainerView memory before, ContainerView memory now_) private {
        for (uint256 i = 0; i < 4; ++i) {
            if (before.holds[i] && !now_.holds[i] && _lifting != i + 1) ++strangeLifts;
        }
    }

    /// @dev Whatever passes the gate was green just before, under every bill that still had a say.
    function _noteMove(
        uint256 i,
        bytes11 number,
        ContainerView[] memory before,
        ContainerView memory now_,
        bool[] memory green
    ) private {
        Stage from = before[i].stage;
        if (from == now_.stage) return;
        mapping(bytes11 => uint256) storage gone = _timesGone[tokens[i]][before[i].consignment];
        bool isIn = now_.stage == Stage.GATED_IN;
        bool isOut = now_.stage == Stage.GATED_OUT;
        if (isIn) ++gateIns;
        if (isOut) ++gateOuts;
        for (uint256 j = 0; (isIn || isOut) && j < green.length; ++j) {
            bool hasSay = before[j].stage != Stage.NONE && before[j].stage <= Stage.GATED_IN;
            if (hasSay && !green[j]) ++redMoves;
        }
        if (isOut && from != Stage.GATED_IN) ++redMoves;
        if (_isGone(now_.stage) && !_isGone(from) && gone[number]++ != 0) ++doubleGateOuts;
        if (_isGone(from) && now_.stage == Stage.DISCHARGED) --gone[number];
    }

    function _isGone(Stage stage) private pure returns (bool) {
        return stage == Stage.GATED_OUT || stage == Stage.RETURNED_EMPTY || stage == Stage.GONE_UNDER_OTHER_BILL;
    }

    /* GREEN OR RED */

    function _isGreen(uint256 tokenId, bytes11 number, ContainerView memory its) private view returns (bool) {
        if (its.stage != Stage.DISCHARGED && its.stage != Stage.GATED_IN) return false;
        bool isHeld = its.holds[0] || its.holds[1] || its.holds[2] || its.holds[3];
        bool isCleared = its.clearance != Clearance.NONE && its.terminalReleased;
        bool isGiven = its.holder != 0 && !its.isWithdrawn && bills.deliveryOf(tokenId).isDue;
        return isGiven && isCleared && !isHeld && _isPaid(tokenId, number, its);
    }

    function _isPaid(uint256 tokenId, bytes11 number, ContainerView memory its) private view returns (bool) {
        uint256 open;
        for (uint256 i = 0; i < 2; ++i) {
            Authority creditor = i == 0 ? Authority.CARRIER : Authority.TERMINAL;
            open += charges.openCharges(tokenId, its.consignment, number, creditor);
            open += charges.openCharges(tokenId, its.consignment, 0, creditor);
        }
        return open == 0 && _due(tokenId, number, _now()) == 0;
    }

    /// @dev What demurrage of the terminal would be due at a time.
    function _due(uint256 tokenId, bytes11 number, uint40 time) internal view returns (uint128 amount) {
        ClockKey memory key = _clockKey(tokenId, number);
        Clock memory clock = charges.clockOf(key);
        if (clock.freeUntil != 0 && !clock.isEnded) (, , amount) = charges.dueAt(key, time);
    }

    function _clockKey(uint256 tokenId, bytes11 number) internal pure returns (ClockKey memory) {
        return ClockKey(tokenId, number, Authority.TERMINAL, ChargeKind.DEMURRAGE);
    }

    /* DRAWING */

    /// @dev A bill and one of its containers.
    function _pick(uint256 seed) internal view returns (uint256 tokenId, bytes11[] memory one) {
        uint256 i = _draw(seed, "bill", tokens.length);
        one = new bytes11[](1);
        one[0] = _draw(seed, "shared", 3) == 0 ? numbers[0] : numbers[1 + i];
        tokenId = tokens[i];
    }

    /// @dev Mostly who may, now and then anybody.
    function _actor(uint256 seed, address who) internal view returns (address) {
        if (who != address(0) && _draw(seed, "actor", 4) != 0) return who;
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

    function _holder(uint256 seed) internal view returns (address) {
        return [consignee, forwarder, bank][_draw(seed, "to", 3)];
    }

    function _accountOf(uint32 member) internal view returns (address account) {
        if (member != 0) (account, ) = consortium.standingOfMember(member);
    }

    function _draw(uint256 seed, string memory what, uint256 count) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what))) % count;
    }

    function _now() internal view returns (uint40) {
        return uint40(block.timestamp);
    }
}
