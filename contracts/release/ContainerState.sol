// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Authority, Clearance, Stage} from "../interfaces/IReleaseRegistry.sol";

/// @dev A container's stage, clearance, holds and marks in 24 bits: bits 0-2 stage, 3-4 clearance, 5-8 holds (one for
/// each authority, in the order of the enum), 9-11 how many terms the release right stands under, 12-23 one mark each.
type ContainerState is uint24;

using {
    stage,
    clearance,
    hasHold,
    terms,
    has,
    with,
    without,
    withStage,
    withClearance,
    withHold,
    withoutHold,
    withTerms
} for ContainerState global;

/// @dev The terminal has given its release.
uint24 constant TERMINAL_RELEASED = 1 << 12;

/// @dev A charge of the carrier for this container is open.
uint24 constant CARRIER_OWED = 1 << 13;

/// @dev A charge of the terminal for this container is open.
uint24 constant TERMINAL_OWED = 1 << 14;

/// @dev The release right stands frozen, taken back by the carrier until it gives it back.
uint24 constant WITHDRAWN = 1 << 15;

/// @dev Delivered, or to be delivered, against a letter of indemnity.
uint24 constant LETTER_OF_INDEMNITY = 1 << 16;

/// @dev Other bills cover the same container.
uint24 constant SHARED = 1 << 17;

/// @dev The booking in the word stands no longer: its haulier lost the job.
uint24 constant BOOKING_VOID = 1 << 18;

/// @dev The haulier is the executing one, to whom the named one passed the job.
uint24 constant JOB_PASSED = 1 << 19;

/// @dev Demurrage runs: there is an instant through which it is paid.
uint24 constant CLOCKED = 1 << 20;

/// @dev The party who would be entitled has nominated another for the release right to come.
uint24 constant NOMINATED = 1 << 21;

/// @dev The offer that stands is for a limited time: its term is the next one after those in force.
uint24 constant OFFER_LIMITED = 1 << 22;

uint24 constant STAGE_MASK = 7;
uint24 constant CLEARANCE_MASK = 3 << 3;
uint24 constant HOLDS_MASK = 15 << 5;
uint24 constant TERMS_MASK = 7 << 9;

function stage(ContainerState self) pure returns (Stage) {
    return Stage(uint8(ContainerState.unwrap(self) & STAGE_MASK));
}

function clearance(ContainerState self) pure returns (Clearance) {
    return Clearance(uint8((ContainerState.unwrap(self) & CLEARANCE_MASK) >> 3));
}

function hasHold(ContainerState self, Authority authority) pure returns (bool) {
    return ContainerState.unwrap(self) & _holdBit(authority) != 0;
}

function terms(ContainerState self) pure returns (uint256) {
    return (ContainerState.unwrap(self) & TERMS_MASK) >> 9;
}

function has(ContainerState self, uint24 mark) pure returns (bool) {
    return ContainerState.unwrap(self) & mark != 0;
}

function with(ContainerState self, uint24 marks) pure returns (ContainerState) {
    return ContainerState.wrap(ContainerState.unwrap(self) | marks);
}

function without(ContainerState self, uint24 marks) pure returns (ContainerState) {
    return ContainerState.wrap(ContainerState.unwrap(self) & ~marks);
}

function withStage(ContainerState self, Stage stage_) pure returns (ContainerState) {
    return ContainerState.wrap((ContainerState.unwrap(self) & ~STAGE_MASK) | uint24(stage_));
}

function withClearance(ContainerState self, Clearance clearance_) pure returns (ContainerState) {
    return ContainerState.wrap((ContainerState.unwrap(self) & ~CLEARANCE_MASK) | (uint24(clearance_) << 3));
}

function withHold(ContainerState self, Authority authority) pure returns (ContainerState) {
    return ContainerState.wrap(ContainerState.unwrap(self) | _holdBit(authority));
}

function withoutHold(ContainerState self, Authority authority) pure returns (ContainerState) {
    return ContainerState.wrap(ContainerState.unwrap(self) & ~_holdBit(authority));
}

/// @dev `terms_` is at most 7, which the caller has checked.
function withTerms(ContainerState self, uint256 terms_) pure returns (ContainerState) {
    return ContainerState.wrap((ContainerState.unwrap(self) & ~TERMS_MASK) | (uint24(terms_) << 9));
}

function _holdBit(Authority authority) pure returns (uint24) {
    return uint24(1) << (5 + uint24(authority));
}
