// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Authority} from "../interfaces/ReleaseTypes.sol";

/// @notice One consignment in one word. Parties are member numbers. Bits: 0-31 carrier, 32-63 customs, 64-95 terminal (in
/// the order of Authority), 96-135 UN/LOCODE, 136-151 how many containers were ever put in, 152-183 block and 184-199 sequence of the latest
/// event of the consignment itself, 200-203 one mark each. All zero: there is none.
/// @dev A word and not a struct for the reason given at Container.
type Consignment is uint256;

using {
    carrier,
    terminal,
    customs,
    isFor,
    unLocationCode,
    containers,
    latestBlock,
    sequence,
    exists,
    has,
    withContainers,
    withEvent,
    withMark
} for Consignment global;

/// @dev The carrier, not the holder of the right, names the haulier.
uint256 constant CARRIER_HAULAGE = 1 << 200;

/// @dev A charge of the carrier for the whole consignment is open.
uint256 constant ALL_CARRIER_OWED = 1 << 201;

/// @dev A charge of the terminal for the whole consignment is open.
uint256 constant ALL_TERMINAL_OWED = 1 << 202;

/// @dev The bill was told that its delivery has begun.
uint256 constant DELIVERY_BEGUN = 1 << 203;

function newConsignment(
    uint32 carrier_,
    uint32 terminal_,
    uint32 customs_,
    bytes5 unLocationCode_
) pure returns (Consignment) {
    return
        Consignment.wrap(
            uint256(carrier_) |
                (uint256(customs_) << 32) |
                (uint256(terminal_) << 64) |
                (uint256(uint40(unLocationCode_)) << 96)
        );
}

function carrier(Consignment self) pure returns (uint32) {
    return uint32(Consignment.unwrap(self));
}

function customs(Consignment self) pure returns (uint32) {
    return uint32(Consignment.unwrap(self) >> 32);
}

function terminal(Consignment self) pure returns (uint32) {
    return uint32(Consignment.unwrap(self) >> 64);
}

/// @dev Whether the member is this authority of the consignment, which for GOVERNANCE nobody is.
function isFor(Consignment self, Authority authority, uint32 member) pure returns (bool) {
    if (authority == Authority.GOVERNANCE) return false;
    return uint32(Consignment.unwrap(self) >> (32 * uint256(authority))) == member;
}

function unLocationCode(Consignment self) pure returns (bytes5) {
    return bytes5(uint40(Consignment.unwrap(self) >> 96));
}

function containers(Consignment self) pure returns (uint16) {
    return uint16(Consignment.unwrap(self) >> 136);
}

function latestBlock(Consignment self) pure returns (uint32) {
    return uint32(Consignment.unwrap(self) >> 152);
}

function sequence(Consignment self) pure returns (uint16) {
    return uint16(Consignment.unwrap(self) >> 184);
}

function exists(Consignment self) pure returns (bool) {
    return Consignment.unwrap(self) != 0;
}

function has(Consignment self, uint256 mark) pure returns (bool) {
    return Consignment.unwrap(self) & mark != 0;
}

function withContainers(Consignment self, uint16 containers_) pure returns (Consignment) {
    return _with(self, 136, type(uint16).max, containers_);
}

/// @dev Block and sequence of the latest event, which lie side by side.
function withEvent(Consignment self, uint32 block_, uint16 sequence_) pure returns (Consignment) {
    return _with(self, 152, type(uint48).max, uint256(block_) | (uint256(sequence_) << 32));
}

function withMark(Consignment self, uint256 mark, bool isSet) pure returns (Consignment) {
    uint256 word = Consignment.unwrap(self);
    return Consignment.wrap(isSet ? word | mark : word & ~mark);
}

/// @dev Replaces the bits of `mask` from `place` on; `value` is within the mask by its type.
function _with(Consignment self, uint256 place, uint256 mask, uint256 value) pure returns (Consignment) {
    return Consignment.wrap((Consignment.unwrap(self) & ~(mask << place)) | (value << place));
}
