// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MemberStatus} from "../interfaces/IConsortium.sol";
import {IStandings} from "../interfaces/IStandings.sol";
import {newStanding, Standing} from "./Standing.sol";

/// @title Standings
/// @notice Keeps who is who: members and accounts, each by its number. No number is ever given twice.
/// @dev Apart from the consortium, because the compiler looks for a function among all of a contract's, one after the
/// other: here are few, and every act on a bill or a container asks for one or two.
/// @custom:security-contact see SECURITY.md
contract Standings is IStandings {
    /// @dev An account belongs for ever to the member that it belonged to first.
    struct Account {
        // one slot
        address account;
        uint32 member;
    }

    address private immutable _consortium = msg.sender;

    /// @dev A member's standing lies under its account, because that is what every act asks for.
    mapping(address account => Standing standing) private _standings;
    mapping(uint32 member => address account) private _accountOfMember;
    mapping(uint32 number => Account account) private _accounts;

    // slot: read and written together at admission
    uint32 private _memberCount;
    uint32 private _accountCount;

    modifier onlyConsortium() {
        if (msg.sender != _consortium) revert Consortium_OnlyItself(msg.sender);
        _;
    }

    /* READING */

    /// @inheritdoc IStandings
    function standingOf(address account) external view returns (Standing) {
        return _standings[account];
    }

    /// @inheritdoc IStandings
    function standingsOf(address first, address second) external view returns (Standing, Standing) {
        return (_standings[first], _standings[second]);
    }

    /// @inheritdoc IStandings
    function standingOfMember(uint32 member) public view returns (address account, Standing standing) {
        account = _accountOfMember[member];
        if (account == address(0)) revert Consortium_NoSuchMember(member);
        standing = _standings[account];
    }

    /// @inheritdoc IStandings
    function standingOfAccount(uint32 number) external view returns (address account, Standing standing) {
        Account storage kept = _accounts[number];
        account = kept.account;
        standing = _standings[account];
        if (standing.isReplaced()) standing = standing.withMember(kept.member);
    }

    /// @inheritdoc IStandings
    function currentOfAccount(uint32 number) external view returns (address account, Standing standing) {
        Account storage kept = _accounts[number];
        account = kept.account;
        standing = _standings[account];
        if (standing.isReplaced()) return standingOfMember(kept.member);
    }

    /// @notice How many members and accounts there ever were: their numbers are 1 to these.
    function counts() external view returns (uint32 members, uint32 accounts) {
        return (_memberCount, _accountCount);
    }

    /* WRITING */

    /// @notice Gives the next number to an active member, and the next one to its account.
    /// @dev Requirements: the caller is the consortium, which has checked that the account was never anybody's.
    function add(address account, uint8 roles) external onlyConsortium returns (uint32 member) {
        member = ++_memberCount;
        _give(member, account, roles, MemberStatus.ACTIVE);
    }

    /// @notice Changes a member's roles and status; its account stays.
    /// @dev Requirements: the caller is the consortium.
    function change(uint32 member, uint8 roles, MemberStatus status) external onlyConsortium {
        (address account, Standing standing) = standingOfMember(member);
        _standings[account] = newStanding(member, standing.account(), roles, status);
    }

    /// @notice Gives a member another account under the next number. The previous one is nobody's from now on.
    /// @dev Requirements: as {add}.
    function replace(uint32 member, address account) external onlyConsortium returns (address previous, uint32 number) {
        Standing standing;
        (previous, standing) = standingOfMember(member);
        number = _give(member, account, standing.roles(), standing.status());
        // Neither member nor role: whoever still has the old key is nobody, wherever a number is compared.
        _standings[previous] = newStanding(0, standing.account(), 0, MemberStatus.REPLACED);
    }

    function _give(uint32 member, address account, uint8 roles, MemberStatus status) private returns (uint32 number) {
        number = ++_accountCount;
        _accounts[number] = Account(account, member);
        _accountOfMember[member] = account;
        _standings[account] = newStanding(member, number, roles, status);
    }
}
