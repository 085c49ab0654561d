// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Authority, Clearance, Stage} from "../interfaces/ReleaseTypes.sol";

/// @notice One container under one bill in one word. Parties are member numbers; 0 is nobody. Bits:
///
/// - 0-31 holder of the release right
/// - 32-63 offeredTo, to whom the right is on offer; before it is given, who is nominated for it
/// - 64-95 deadline, last second for accepting the offer, good to 2106, 0: none
/// - 32-95 once gated in: the first 8 bytes of the commitment to the truck that was let in; once gone, in 64-95 the last
///   second for retracting that, and after the empty return the second at which the container had left
/// - 96-127 haulier; before the right is given, who nominated
/// - 128-159 block of the latest event; at one block a second good for 136 years
/// - 160-175 sequence of the latest event
/// - 176-199 number of the booked slot at the terminal; inside the gate the second of the gate-in within its minute
/// - 200-223 minute of the latest physical event, counted from FIRST_MINUTE, good to 2055; 0: none yet
/// - 224-231 number of the consignment under the bill
/// - 232-234 stage, 235-236 clearance, 237-240 holds (one bit for each Authority), 241-243 limits on the right
/// - 244-255 one mark each
/// @dev A word and not a struct: it crosses many functions at every act, and packing and unpacking a struct of memory
/// costs 3,000 gas each time.
type Container is uint256;

using {
    holder,
    offeredTo,
    deadline,
    truck,
    haulier,
    latestBlock,
    sequence,
    slot,
    happened,
    consignment,
    stage,
    clearance,
    hasHold,
    terms,
    marks,
    has,
    withHolder,
    withOfferedTo,
    withDeadline,
    withTruck,
    withHaulier,
    withEvent,
    withSlot,
    withSecond,
    withHappened,
    withConsignment,
    withStage,
    withClearance,
    withHold,
    withoutHold,
    withTerms,
    with,
    without
} for Container global;

/// @dev 2024-01-01T00:00:00Z in minutes: 24 bits of minutes reach from here to November 2055.
uint256 constant FIRST_MINUTE = 28_401_120;

/// @dev A hold of any authority.
uint256 constant ANY_HOLD = 15 << 237;

/// @dev The terminal has given its release.
uint256 constant TERMINAL_RELEASED = 1 << 244;

/// @dev A charge of the carrier for this container is open.
uint256 constant CARRIER_OWED = 1 << 245;

/// @dev A charge of the terminal for this container is open.
uint256 constant TERMINAL_OWED = 1 << 246;

/// @dev The carrier has taken its release back for now: the right stands frozen.
uint256 constant WITHDRAWN = 1 << 247;

/// @dev The right was given against a letter of indemnity; never a second one.
uint256 constant LETTER_OF_INDEMNITY = 1 << 248;

/// @dev Other bills cover the same container.
uint256 constant SHARED = 1 << 249;

/// @dev The booked slot is no longer this haulier's; pick-up has not yet freed it.
uint256 constant BOOKING_VOID = 1 << 250;

/// @dev The haulier is the executing one, to whom the named one passed the job.
uint256 constant JOB_PASSED = 1 << 251;

/// @dev Demurrage runs: there is an instant through which it is paid.
uint256 constant CLOCKED = 1 << 252;

/// @dev No right was given yet, and the party who would be entitled has nominated another for it.
uint256 constant NOMINATED = 1 << 253;

/// @dev The offer is for a limited time: its limit stands behind those in force.
uint256 constant OFFER_LIMITED = 1 << 254;

/// @dev The driver's proof of the booking was used.
uint256 constant PROOF_USED = 1 << 255;

/* READING */

function holder(Container self) pure returns (uint32) {
    return uint32(Container.unwrap(self));
}

function offeredTo(Container self) pure returns (uint32) {
    return uint32(Container.unwrap(self) >> 32);
}

function deadline(Container self) pure returns (uint32) {
    return uint32(Container.unwrap(self) >> 64);
}

/// @dev The truck that was let in, by the first 8 bytes of its commitment; only once gated in.
function truck(Container self) pure returns (bytes8) {
    return bytes8(uint64(Container.unwrap(self) >> 32));
}

function haulier(Container self) pure returns (uint32) {
    return uint32(Container.unwrap(self) >> 96);
}

function latestBlock(Container self) pure returns (uint32) {
    return uint32(Container.unwrap(self) >> 128);
}

function sequence(Container self) pure returns (uint16) {
    return uint16(Container.unwrap(self) >> 160);
}

/// @dev Not to be asked inside the gate, where the place is used up and these bits mean something else.
function slot(Container self) pure returns (uint24) {
    return uint24(Container.unwrap(self) >> 176);
}

/// @dev The latest physical event in seconds, to the minute, a gate-in to the second; 0: none yet.
function happened(Container self) pure returns (uint40) {
    uint256 minute = uint24(Container.unwrap(self) >> 200);
    if (minute == 0) return 0;
    uint256 second = self.stage() == Stage.GATED_IN ? self.slot() : 0;
    // 24 bits of minutes from 2024 on fit 40 bits of seconds.
    return uint40((FIRST_MINUTE + minute) * 1 minutes + second);
}

function consignment(Container self) pure returns (uint8) {
    return uint8(Container.unwrap(self) >> 224);
}

function stage(Container self) pure returns (Stage) {
    return Stage((Container.unwrap(self) >> 232) & 7);
}

function clearance(Container self) pure returns (Clearance) {
    return Clearance((Container.unwrap(self) >> 235) & 3);
}

function hasHold(Container self, Authority authority) pure returns (bool) {
    return Container.unwrap(self) & (1 << (237 + uint256(authority))) != 0;
}

/// @dev How many limits of time stand on the right: at most 7.
function terms(Container self) pure returns (uint256) {
    return (Container.unwrap(self) >> 241) & 7;
}

/// @dev Those of `wanted` that the container has.
function marks(Container self, uint256 wanted) pure returns (uint256) {
    return Container.unwrap(self) & wanted;
}

function has(Container self, uint256 mark) pure returns (bool) {
    return Container.unwrap(self) & mark != 0;
}

/* CHANGING */

function withHolder(Container self, uint32 holder_) pure returns (Container) {
    return _with(self, 0, type(uint32).max, holder_);
}

function withOfferedTo(Container self, uint32 offeredTo_) pure returns (Container) {
    return _with(self, 32, type(uint32).max, offeredTo_);
}

function withDeadline(Container self, uint32 deadline_) pure returns (Container) {
    return _with(self, 64, type(uint32).max, deadline_);
}

/// @dev Takes the place of offeredTo and deadline, which mean nothing inside the gate.
function withTruck(Container self, bytes8 truck_) pure returns (Container) {
    return _with(self, 32, type(uint64).max, uint64(truck_));
}

function withHaulier(Container self, uint32 haulier_) pure returns (Container) {
    return _with(self, 96, type(uint32).max, haulier_);
}

/// @dev Block and sequence of the latest event, which lie side by side.
function withEvent(Container self, uint32 block_, uint16 sequence_) pure returns (Container) {
    return _with(self, 128, type(uint48).max, uint256(block_) | (uint256(sequence_) << 32));
}

function withSlot(Container self, uint24 slot_) pure returns (Container) {
    return _with(self, 176, type(uint24).max, slot_);
}

/// @dev Keeps what the minutes leave out of the time of a gate-in, in the place of the slot that is used up.
function withSecond(Container self, uint40 happened_) pure returns (Container) {
    // Below 60.
    return self.withSlot(uint24(happened_ % 1 minutes));
}

/// @dev `minute` is counted from FIRST_MINUTE.
function withHappened(Container self, uint24 minute) pure returns (Container) {
    return _with(self, 200, type(uint24).max, minute);
}

function withConsignment(Container self, uint8 consignment_) pure returns (Container) {
    return _with(self, 224, type(uint8).max, consignment_);
}

function withStage(Container self, Stage stage_) pure returns (Container) {
    return _with(self, 232, 7, uint256(stage_));
}

function withClearance(Container self, Clearance clearance_) pure returns (Container) {
    return _with(self, 235, 3, uint256(clearance_));
}

function withHold(Container self, Authority authority) pure returns (Container) {
    return self.with(1 << (237 + uint256(authority)));
}

function withoutHold(Container self, Authority authority) pure returns (Container) {
    return self.without(1 << (237 + uint256(authority)));
}

/// @dev `terms_` is at most 7, which the caller has checked.
function withTerms(Container self, uint256 terms_) pure returns (Container) {
    return _with(self, 241, 7, terms_);
}

function with(Container self, uint256 marks_) pure returns (Container) {
    return Container.wrap(Container.unwrap(self) | marks_);
}

function without(Container self, uint256 marks_) pure returns (Container) {
    return Container.wrap(Container.unwrap(self) & ~marks_);
}

/// @dev Replaces the bits of `mask` from `place` on; `value` is within the mask by its type.
function _with(Container self, uint256 place, uint256 mask, uint256 value) pure returns (Container) {
    return Container.wrap((Container.unwrap(self) & ~(mask << place)) | (value << place));
}
