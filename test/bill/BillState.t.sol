// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AGAINST_INDEMNITY,
    APPROVED,
    BillState,
    CANCELLABLE,
    CARRIED_ENDORSEMENT,
    DELIVERY_BEGUN,
    FINAL,
    FROZEN,
    INSTRUCTED,
    ISSUE_REJECTED,
    KIND_MASK,
    newBillState,
    NO_DISPOSAL,
    STATUS_MASK,
    TO_PAPER
} from "../../contracts/bill/BillState.sol";
import {BillStatus, Kind} from "../../contracts/interfaces/BillTypes.sol";
import {Laws} from "../support/Laws.sol";

contract BillStateTest is Laws {
    function test_marksAreOneBitEachAndNobodyElses() external pure {
        uint16[11] memory marks = [
            FINAL,
            CANCELLABLE,
            CARRIED_ENDORSEMENT,
            ISSUE_REJECTED,
            APPROVED,
            FROZEN,
            INSTRUCTED,
            TO_PAPER,
            NO_DISPOSAL,
            AGAINST_INDEMNITY,
            DELIVERY_BEGUN
        ];
        uint16 taken = KIND_MASK | STATUS_MASK;
        _law(KIND_MASK & STATUS_MASK == 0, "kind and status do not overlap");
        for (uint256 i = 0; i < marks.length; ++i) {
            _law(marks[i] != 0 && marks[i] & (marks[i] - 1) == 0, "a mark is one bit");
            _law(marks[i] & taken == 0, "a mark is its own bit");
            taken |= marks[i];
        }
    }

    function testFuzz_newBillStateHasKindAlone(uint8 kind) external pure {
        Kind given = Kind(_between(kind, 0, 3));
        BillState state = newBillState(given);
        _law(state.kind() == given && state.status() == BillStatus.NONE, "a new state has its kind and no status");
        _law(BillState.unwrap(state) & ~KIND_MASK == 0, "a new state has no mark");
    }

    function testFuzz_withKindLeavesTheOtherBits(uint16 raw, uint8 kind) external pure {
        Kind given = Kind(_between(kind, 0, 3));
        BillState state = BillState.wrap(raw).withKind(given);
        _law(state.kind() == given, "withKind sets the kind");
        _law((BillState.unwrap(state) ^ raw) & ~KIND_MASK == 0, "withKind leaves the other bits");
    }

    function testFuzz_withStatusLeavesTheOtherBits(uint16 raw, uint8 status) external pure {
        BillStatus given = BillStatus(_between(status, 0, 7));
        BillState state = BillState.wrap(raw).withStatus(given);
        _law(state.status() == given, "withStatus sets the status");
        _law((BillState.unwrap(state) ^ raw) & ~STATUS_MASK == 0, "withStatus leaves the other bits");
    }

    function testFuzz_marksAreSetAndClearedAlone(uint16 raw, uint16 marks) external pure {
        BillState state = BillState.wrap(raw);
        BillState set = state.with(marks);
        BillState cleared = state.without(marks);
        _law(BillState.unwrap(set) & marks == marks, "with sets every mark");
        _law((BillState.unwrap(set) ^ raw) & ~marks == 0, "with leaves the other bits");
        _law(BillState.unwrap(cleared) & marks == 0, "without clears every mark");
        _law((BillState.unwrap(cleared) ^ raw) & ~marks == 0, "without leaves the other bits");
        _law(state.has(marks) == (raw & marks != 0), "has tells whether one of the marks is set");
    }
}
