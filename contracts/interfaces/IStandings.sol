// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";

/// @title IStandings
/// @notice Who may act: what every other contract asks at every act.
/// @dev The others never keep a copy, so that a suspension takes effect in the same block. Kept in a contract of its own,
/// made by the consortium, which alone writes it, and answered by the consortium as well.
interface IStandings {
    /// @notice There is no member with this number.
    error Consortium_NoSuchMember(uint32 member);

    /// @notice Standings are written by the consortium alone.
    error Consortium_OnlyItself(address account);

    /// @notice Where an account stands; all zero for an account that belongs to nobody. The word of a replaced account has its
    /// own number and the status REPLACED, and names neither member nor role: it is nobody's to act with.
    function standingOf(address account) external view returns (Standing);

    /// @notice Where two accounts stand: one call for both parties of an act.
    function standingsOf(address first, address second) external view returns (Standing, Standing);

    /// @notice A member's current account and where it stands.
    /// @dev Reverts with {Consortium_NoSuchMember}.
    function standingOfMember(uint32 member) external view returns (address account, Standing standing);

    /// @notice The account with this number and where it stands: with its member's number, if it was replaced, too.
    /// @return account the zero address if there is no such number
    function standingOfAccount(uint32 number) external view returns (address account, Standing standing);

    /// @notice The current account, and where it stands, of the member to which the account with this number belongs or
    /// once belonged: where a return goes.
    /// @return account the zero address if there is no such number
    function currentOfAccount(uint32 number) external view returns (address account, Standing standing);
}
