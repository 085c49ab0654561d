// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IConsortium, MemberStatus} from "../interfaces/IConsortium.sol";
import {IAgency} from "../interfaces/IAgency.sol";
import {Roles} from "../libraries/Roles.sol";
import {Governed} from "./Governed.sol";
import {newStanding, Standing} from "./Standing.sol";

/// @title MemberLedger
/// @notice Keeps who is who: members and accounts, each by its number. No number is ever given twice.
abstract contract MemberLedger is Governed, IConsortium {
    using Roles for uint8;

    /// @dev An account for ever belongs to the member that it belonged to first.
    struct Account {
        // one slot
        address account;
        uint32 member;
    }

    /// @dev A member's standing lies under its account, because that is what every act asks for.
    mapping(address account => Standing standing) internal _standings;
    mapping(uint32 member => address account) internal _accountOfMember;
    mapping(uint32 number => Account account) private _accounts;

    // slot: read and written together at admission
    uint32 internal _memberCount;
    uint32 internal _accountCount;

    /* WHO MAY ACT */

    /// @inheritdoc IConsortium
    function standingOf(address account) external view returns (Standing) {
        return _standings[account];
    }

    /// @inheritdoc IConsortium
    function standingsOf(address first, address second) external view returns (Standing, Standing) {
        return (_standings[first], _standings[second]);
    }

    /// @inheritdoc IConsortium
    function standingOfMember(uint32 member) public view returns (address account, Standing standing) {
        account = _accountOfMember[member];
        if (account == address(0)) revert Consortium_NoSuchMember(member);
        standing = _standings[account];
    }

    /// @inheritdoc IConsortium
    function standingOfAccount(uint32 number) public view returns (address account, Standing standing) {
        account = _accounts[number].account;
        standing = _standings[account];
        if (standing.status() == MemberStatus.REPLACED) standing = standing.withMember(_accounts[number].member);
    }

    /// @inheritdoc IConsortium
    function agency() external view returns (IAgency) {
        return IAgency(trustedForwarder());
    }

    /* ACCOUNTS */

    /// @dev An account that can be a member's: nobody's, now or ever.
    function _requireFree(address account, uint8 roles) internal view {
        if (account == address(0)) revert Consortium_ZeroAccount();
        uint32 taken = _standings[account].account();
        if (taken != 0) revert Consortium_AccountTaken(account, _accounts[taken].member);
        if (roles.hasAny(Roles.CUSTODIAN) && account.code.length == 0) revert Consortium_InvalidCustodian(account);
    }

    /// @dev Gives a member a new account under the next number.
    function _giveAccount(
        uint32 member,
        address account,
        uint8 roles,
        MemberStatus status
    ) internal returns (uint32 number) {
        _requireFree(account, roles);
        number = ++_accountCount;
        _accounts[number] = Account(account, member);
        _accountOfMember[member] = account;
        _standings[account] = newStanding(member, number, roles, status);
    }

    /// @dev The caller's member, which is active.
    function _activeMember() internal view returns (uint32) {
        address caller = _msgSender();
        Standing standing = _standings[caller];
        if (!standing.isActive()) revert Consortium_NotActive(caller, standing.status());
        return standing.member();
    }

    function _isActive(uint32 member) internal view returns (bool) {
        return _standings[_accountOfMember[member]].isActive();
    }
}
