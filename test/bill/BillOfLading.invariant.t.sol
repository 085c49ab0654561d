// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BillOfLading} from "../../contracts/bill/BillOfLading.sol";
import {BillStatus, BillView, Delivery, Kind} from "../../contracts/interfaces/BillTypes.sol";
import {Laws} from "../support/Laws.sol";
import {BillHandler} from "./BillHandler.sol";

contract BillOfLadingInvariants is Laws {
    BillHandler private _handler;
    BillOfLading private _bills;

    function setUp() external {
        _handler = new BillHandler();
        _bills = _handler.bills();
    }

    /// @dev The runner calls the handler alone.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function afterInvariant() external view {
        _law(_handler.done() > 20, "in each run a good part of the acts goes through");
    }

    function invariant_oneBillForEachCarrierAndReference() external view {
        for (uint256 i = 0; i < _handler.tokenCount(); ++i) {
            uint256 token = _handler.tokens(i);
            BillView memory bill = _bills.billOf(token);
            bytes20 text = _handler.referenceOf(token);
            uint256 registered = _bills.tokenByReference(bill.carrier, text);
            _law(
                (registered == token) == (bill.status != BillStatus.VOIDED),
                "a bill that is not void has its reference"
            );
            for (uint256 j = 0; j < i; ++j) {
                uint256 other = _handler.tokens(j);
                BillView memory earlier = _bills.billOf(other);
                if (earlier.carrier != bill.carrier || _handler.referenceOf(other) != text) continue;
                _law(
                    earlier.status == BillStatus.VOIDED,
                    "a reference is used again only after its issue was rejected"
                );
            }
        }
    }

    function invariant_aClosedBillNeverChanges() external view {
        _law(_handler.closedFaults() == 0, "no act goes through on a closed bill");
        for (uint256 i = 0; i < _handler.tokenCount(); ++i) {
            uint256 token = _handler.tokens(i);
            bytes32 closedAs = _handler.closedAs(token);
            _law(closedAs == 0 || closedAs == _handler.stateOf(token), "a closed bill is as it closed");
        }
    }

    function invariant_forwardMovesGoToActiveHoldersAlone() external view {
        _law(_handler.forbiddenMoves() == 0, "possession and title go forward to active members that may hold bills");
    }

    function invariant_returnsRestore() external view {
        _law(_handler.wrongRestorations() == 0, "what is rejected or refused is as it was before");
    }

    function invariant_sequenceCountsTheEvents() external view {
        _law(_handler.sequenceFaults() == 0, "the sequence grows by one for each event, and by nothing else");
    }

    function invariant_titleIsWhereTheKindSays() external view {
        for (uint256 i = 0; i < _handler.tokenCount(); ++i) {
            BillView memory bill = _bills.billOf(_handler.tokens(i));
            bool isAccepted = bill.status == BillStatus.SURRENDERED_FOR_DELIVERY;
            bool isTitled = bill.kind == Kind.STRAIGHT || bill.kind == Kind.TO_ORDER;
            _law(
                (bill.titleholder != 0) == (isTitled || (bill.kind == Kind.BEARER && isAccepted)),
                "title stands on STRAIGHT and TO_ORDER bills, never on a WAYBILL, on a BEARER bill once it is accepted"
            );
            _law(!bill.isFinal || bill.kind == Kind.TO_ORDER, "only an endorsement of a TO_ORDER bill is final");
            bool isNamed = bill.kind == Kind.STRAIGHT || bill.kind == Kind.WAYBILL;
            _law((bill.shipper != 0) == isNamed && (bill.consignee != 0) == isNamed, "named parties stay");
        }
    }

    function invariant_possessionFollowsTheStatus() external view {
        for (uint256 i = 0; i < _handler.tokenCount(); ++i) {
            uint256 token = _handler.tokens(i);
            BillView memory bill = _bills.billOf(token);
            _law(
                (bill.possessor == bill.carrier) == (bill.status != BillStatus.ISSUED),
                "only the carrier keeps what is no longer live"
            );
            _law(bill.possessorAccount == _bills.ownerOf(token), "the possessor is the owner");
            _law(bill.rejectDeadline == 0 || bill.status == BillStatus.ISSUED, "only a live bill can be rejected");
        }
    }

    function invariant_aFrozenBillStandsStill() external view {
        _law(_handler.frozenFaults() == 0, "no act goes through on a frozen bill");
    }

    function invariant_successorsAreLinkedAndReturned() external view {
        _law(_handler.lineageFaults() == 0, "a successor names its predecessor, and is with who surrendered that");
    }

    function invariant_anInstructionIsTheTitleholders() external view {
        for (uint256 i = 0; i < _handler.tokenCount(); ++i) {
            uint256 token = _handler.tokens(i);
            BillView memory bill = _bills.billOf(token);
            if (!bill.isInstructed) continue;
            _law(bill.status == BillStatus.ISSUED, "an instruction waits on a live bill alone");
            _law(_bills.instructionOf(token).by == bill.titleholder, "an instruction lapses when title moves");
        }
    }

    function invariant_deliveryIsDueToOne() external view {
        for (uint256 i = 0; i < _handler.tokenCount(); ++i) {
            uint256 token = _handler.tokens(i);
            BillView memory bill = _bills.billOf(token);
            Delivery memory delivery = _bills.deliveryOf(token);
            bool isDue =
                bill.kind == Kind.WAYBILL
                    ? bill.status == BillStatus.ISSUED
                    : bill.status == BillStatus.SURRENDERED_FOR_DELIVERY;
            if (bill.isFrozen) isDue = false;
            _law(
                delivery.isDue == isDue,
                "delivery is due on a live waybill and on an accepted surrender, unless frozen"
            );
            _law(!isDue || (delivery.entitled != 0 && delivery.entitled != bill.carrier), "and to somebody");
        }
    }

    function invariant_balancesAddUp() external view {
        uint256 sum = 0;
        for (uint256 i = 0; i < _handler.everybody(); ++i) {
            address account = _handler.anybody(i);
            uint256 owned = 0;
            for (uint256 j = 0; j < _handler.tokenCount(); ++j) {
                if (_bills.ownerOf(_handler.tokens(j)) == account) ++owned;
            }
            _law(_bills.balanceOf(account) == owned, "a balance is the number of bills owned");
            sum += owned;
        }
        _law(sum == _handler.tokenCount(), "every bill is owned by somebody");
    }
}
