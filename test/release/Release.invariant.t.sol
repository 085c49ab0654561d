// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Charge, ChargeStatus} from "../../contracts/interfaces/ChargeTypes.sol";
import {Slot} from "../../contracts/interfaces/IPickUp.sol";
import {Authority, ContainerView, Lights, Stage} from "../../contracts/interfaces/ReleaseTypes.sol";
import {Laws} from "../support/Laws.sol";
import {ReleaseHandler} from "./ReleaseHandler.sol";

contract ReleaseInvariants is Laws {
    ReleaseHandler private _handler;

    function setUp() external {
        _handler = new ReleaseHandler();
    }

    /// @dev The runner calls the handler alone.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function afterInvariant() external view {
        _law(_handler.done() > 20, "in each run a good part of the acts goes through");
        _law(_handler.gateIns() > 0 && _handler.gateOuts() > 0, "and containers pass the gate");
    }

    function invariant_aContainerLeavesOnceAConsignmentAndOnlyGreen() external view {
        _law(_handler.redMoves() == 0, "nothing passes the gate unless all lights are green in that block");
        _law(_handler.doubleGateOuts() == 0, "a container leaves once under a consignment, unless it came back");
    }

    function invariant_oneHolderOfEachRight() external view {
        _law(_handler.strangeHolders() == 0, "a right goes to the party entitled, and on only by offer and acceptance");
        for (uint256 i = 0; i < 2; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                ContainerView memory its = _handler.registry().containerOf(_handler.tokens(i), _handler.numbers(j));
                if (its.stage < Stage.GATED_IN || its.stage == Stage.ENDED_OTHERWISE) continue;
                _law(its.holder != 0, "what is fetched is somebody's");
            }
        }
    }

    function invariant_holdsAreLiftedByTheirOwnKind() external view {
        _law(_handler.strangeLifts() == 0, "a hold is lifted by its own kind alone");
    }

    function invariant_refusedActsLeaveNoTrace() external view {
        _law(_handler.tracesOfRefused() == 0, "what is refused changes nothing, what is done is counted");
    }

    function invariant_moneyInIsMoneyOutAndEscrow() external view {
        uint256 escrow;
        uint256 earned = _handler.awarded();
        for (uint256 i = 1; i <= _handler.charges().chargeCount(); ++i) {
            Charge memory charge = _handler.charges().chargeOf(i);
            if (charge.status == ChargeStatus.IN_ESCROW) escrow += charge.amount;
            if (charge.status == ChargeStatus.PAID) earned += charge.amount;
        }
        address token = address(_handler.token());
        _law(_handler.charges().escrowOf(token) == escrow, "escrow is what is disputed");
        _law(_handler.token().balanceOf(address(_handler.charges())) == escrow, "and nothing else stays here");
        uint256 creditors = _balanceOf(_handler.carrier()) + _balanceOf(_handler.terminal());
        _law(creditors == earned, "creditors have what was paid and awarded");
        _law(_balanceOf(_handler.consignee()) + creditors + escrow == _handler.minted(), "in is out and escrow");
    }

    function _balanceOf(address account) private view returns (uint256) {
        return _handler.token().balanceOf(account);
    }

    function invariant_openChargesKeepTheirLightRed() external view {
        for (uint256 i = 0; i < 2; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                (uint256 tokenId, bytes11 number) = (_handler.tokens(i), _handler.numbers(j));
                ContainerView memory its = _handler.registry().containerOf(tokenId, number);
                if (its.consignment == 0) continue;
                uint256 open = _handler.charges().openCharges(tokenId, its.consignment, number, Authority.CARRIER);
                _law(its.carrierOwed == (open != 0), "the container knows whether it is charged for");
                uint256 whole = _handler.charges().openCharges(tokenId, its.consignment, 0, Authority.CARRIER);
                Lights memory lights = _handler.registry().lightsOf(tokenId, number);
                _law(lights.commercial == (open + whole == 0), "light 2 is green without open charges");
            }
        }
    }

    function invariant_noSlotIsOverbooked() external view {
        uint32 terminal = _handler.memberOf(_handler.terminal());
        uint24 count = _handler.pickUp().slotCount(terminal);
        for (uint24 i = 1; i <= count; ++i) {
            Slot memory slot = _handler.pickUp().slotOf(terminal, i);
            _law(slot.booked <= slot.capacity, "a slot is never over its capacity");
            // Older slots are over: who has a place there is told by the newer ones as well.
            if (i + 8 > count) _law(_handler.placesIn(i) <= slot.booked, "whoever has a place was counted");
        }
    }

    function invariant_mayLeaveAgreesWithWhyNot() external view {
        for (uint256 i = 0; i < 2; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                (uint256 tokenId, bytes11 number) = (_handler.tokens(i), _handler.numbers(j));
                bool may = _handler.registry().mayLeave(tokenId, number);
                _law(may == (_handler.registry().whyNot(tokenId, number).length == 0), "one answer, not two");
                ContainerView memory its = _handler.registry().containerOf(tokenId, number);
                if (!may) continue;
                Lights memory lights = _handler.registry().lightsOf(tokenId, number);
                _law(lights.document && lights.commercial && lights.customs && lights.terminal, "four green lights");
                _law(its.holder != 0 && its.stage <= Stage.GATED_IN, "a holder, and not gone");
                _law(!(its.holds[0] || its.holds[1] || its.holds[2] || its.holds[3]), "and no hold");
            }
        }
    }
}
