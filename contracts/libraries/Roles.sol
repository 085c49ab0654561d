// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title Roles
/// @notice What a member may do, one bit each: eight roles in a `uint8`.
library Roles {
    uint8 internal constant CARRIER = 1 << 0;
    uint8 internal constant TRADER = 1 << 1;
    uint8 internal constant FORWARDER = 1 << 2;
    uint8 internal constant BANK = 1 << 3;
    uint8 internal constant TERMINAL = 1 << 4;
    uint8 internal constant CUSTOMS = 1 << 5;
    uint8 internal constant HAULIER = 1 << 6;
    uint8 internal constant CUSTODIAN = 1 << 7;

    /// @notice Those who may hold a bill, its title or a release right.
    uint8 internal constant HOLDERS = TRADER | FORWARDER | BANK | CUSTODIAN;

    /// @notice Whether `roles` has at least one of `wanted`.
    function hasAny(uint8 roles, uint8 wanted) internal pure returns (bool) {
        return roles & wanted != 0;
    }
}
