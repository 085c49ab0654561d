// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {BillStatus, Kind} from "../interfaces/BillTypes.sol";

/// @dev A bill's kind, status and marks in 16 bits: bits 0-1 kind, 2-4 status, 5-15 one mark each.
type BillState is uint16;

using {kind, status, has, with, without, withKind, withStatus} for BillState global;

/// @dev The latest endorsement was ENDORSE: the titleholder may never endorse on.
uint16 constant FINAL = 1 << 5;

/// @dev The possessor, or who gets possession back by a rejection, endorsed it and may still cancel that.
uint16 constant CANCELLABLE = 1 << 6;

/// @dev The latest transfer carried an endorsement: rejecting it restores title and kind as well.
uint16 constant CARRIED_ENDORSEMENT = 1 << 7;

/// @dev The first recipient rejected the issue: the bill is void and its reference free.
uint16 constant ISSUE_REJECTED = 1 << 8;

/// @dev Somebody is approved for this one bill: tells a move whether there is an approval to clear.
uint16 constant APPROVED = 1 << 9;

/// @dev Governance, or its guardian for a while, has frozen the bill.
uint16 constant FROZEN = 1 << 10;

/// @dev An instruction of the titleholder waits for the possessor.
uint16 constant INSTRUCTED = 1 << 11;

/// @dev The bill was surrendered to be turned into paper.
uint16 constant TO_PAPER = 1 << 12;

/// @dev NODISP: the consignee of this waybill, and not its shipper, has the right of disposal.
uint16 constant NO_DISPOSAL = 1 << 13;

/// @dev On every other kind the same bit: title was endorsed on from the first endorsee, or a bearer, or set by a court.
/// It is nobody's for whom somebody stood in at issue any more, whoever has it.
uint16 constant TITLE_MOVED = NO_DISPOSAL;

/// @dev Cargo was released against a letter of indemnity.
uint16 constant AGAINST_INDEMNITY = 1 << 14;

/// @dev The consignee of a waybill claimed delivery, the release right was given on paper, or who fetches a first container
/// was let in: no successor any more.
uint16 constant DELIVERY_BEGUN = 1 << 15;

uint16 constant KIND_MASK = 3;
uint16 constant STATUS_MASK = 7 << 2;

function newBillState(Kind kind_) pure returns (BillState) {
    return BillState.wrap(uint16(kind_));
}

function kind(BillState self) pure returns (Kind) {
    return Kind(BillState.unwrap(self) & KIND_MASK);
}

function status(BillState self) pure returns (BillStatus) {
    return BillStatus((BillState.unwrap(self) & STATUS_MASK) >> 2);
}

function has(BillState self, uint16 mark) pure returns (bool) {
    return BillState.unwrap(self) & mark != 0;
}

function with(BillState self, uint16 marks) pure returns (BillState) {
    return BillState.wrap(BillState.unwrap(self) | marks);
}

function without(BillState self, uint16 marks) pure returns (BillState) {
    return BillState.wrap(BillState.unwrap(self) & ~marks);
}

function withKind(BillState self, Kind kind_) pure returns (BillState) {
    return BillState.wrap((BillState.unwrap(self) & ~KIND_MASK) | uint16(kind_));
}

function withStatus(BillState self, BillStatus status_) pure returns (BillState) {
    return BillState.wrap((BillState.unwrap(self) & ~STATUS_MASK) | (uint16(status_) << 2));
}
