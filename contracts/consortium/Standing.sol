// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {MemberStatus} from "../interfaces/IConsortium.sol";

/// @notice What the other contracts need to know of an account, in one word: bits 0-31 the member's number, 32-63 the
/// account's own number, 64-71 the roles, 72-79 the status. All zero: the account belongs to nobody. A replaced account
/// has its number and status, and neither member nor roles.
/// @dev A word and not a struct, because it crosses a contract call at every act: packing and unpacking a struct on
/// both sides costs 1,000 gas. People read {IConsortium-memberOf}.
type Standing is uint256;

using {member, account, roles, status, isActive, isReplaced, hasAny, withMember} for Standing global;

function newStanding(uint32 member_, uint32 account_, uint8 roles_, MemberStatus status_) pure returns (Standing) {
    return
        Standing.wrap(
            uint256(member_) | (uint256(account_) << 32) | (uint256(roles_) << 64) | (uint256(status_) << 72)
        );
}

/// @dev The legal entity's number, never reused; 0: no member.
function member(Standing self) pure returns (uint32) {
    return uint32(Standing.unwrap(self));
}

/// @dev The account's own number, never reused: what ERC-721 possession is stored by.
function account(Standing self) pure returns (uint32) {
    return uint32(Standing.unwrap(self) >> 32);
}

/// @dev Bits of the library Roles.
function roles(Standing self) pure returns (uint8) {
    return uint8(Standing.unwrap(self) >> 64);
}

function status(Standing self) pure returns (MemberStatus) {
    return MemberStatus(uint8(Standing.unwrap(self) >> 72));
}

function isActive(Standing self) pure returns (bool) {
    return self.status() == MemberStatus.ACTIVE;
}

function isReplaced(Standing self) pure returns (bool) {
    return self.status() == MemberStatus.REPLACED;
}

/// @dev Whether the member has at least one of these roles.
function hasAny(Standing self, uint8 wanted) pure returns (bool) {
    return self.roles() & wanted != 0;
}

/// @dev The member to whom a replaced account once belonged, for reading: the stored word of such an account has none.
function withMember(Standing self, uint32 member_) pure returns (Standing) {
    return newStanding(member_, self.account(), self.roles(), self.status());
}
