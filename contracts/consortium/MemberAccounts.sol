// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IConsortiumAccounts} from "../interfaces/IConsortiumAccounts.sol";
import {MemberStatus} from "../interfaces/IConsortium.sol";
import {MemberLedger} from "./MemberLedger.sol";
import {newStanding, Standing} from "./Standing.sol";

/// @title MemberAccounts
/// @notice How a member's account is replaced: by itself in two steps, by governance in one.
abstract contract MemberAccounts is MemberLedger {
    /// @inheritdoc IConsortiumAccounts
    mapping(uint32 member => address account) public proposedAccount;

    /* REPLACEMENT */

    /// @inheritdoc IConsortiumAccounts
    function proposeAccount(address account) external {
        uint32 member = _activeMember();
        (, Standing standing) = standingOfMember(member);
        _requireFree(account, standing.roles());
        proposedAccount[member] = account;
        emit AccountProposed(member, account);
    }

    /// @inheritdoc IConsortiumAccounts
    function withdrawAccount(uint32 member) external {
        address caller = _msgSender();
        address proposed = proposedAccount[member];
        if (proposed == address(0) || (caller != proposed && caller != _accountOfMember[member])) {
            revert Consortium_NothingToWithdraw(member, caller);
        }
        delete proposedAccount[member];
        emit AccountProposed(member, address(0));
    }

    /// @inheritdoc IConsortiumAccounts
    function acceptAccount(uint32 member) external {
        address account = _msgSender();
        if (proposedAccount[member] != account) revert Consortium_NotProposed(member, account);
        (address previous, Standing standing) = standingOfMember(member);
        // A key that was stolen ends nothing by itself once governance has stopped the member.
        if (!standing.isActive()) revert Consortium_NotActive(previous, standing.status());
        _replace(member, previous, standing, account);
    }

    /// @inheritdoc IConsortiumAccounts
    function replaceAccount(uint32 member, address account) external restricted {
        (address previous, Standing standing) = standingOfMember(member);
        _replace(member, previous, standing, account);
    }

    /* READING */

    /// @inheritdoc IConsortiumAccounts
    function accountCount() external view returns (uint32) {
        return _accountCount;
    }

    /// @inheritdoc IConsortiumAccounts
    function currentOfAccount(uint32 number) external view returns (address account, Standing standing) {
        (account, standing) = standingOfAccount(number);
        if (standing.status() == MemberStatus.REPLACED) return standingOfMember(standing.member());
    }

    /// @inheritdoc IConsortiumAccounts
    function currentAccount(address account) external view returns (address) {
        Standing standing = _standings[account];
        if (standing.status() != MemberStatus.REPLACED) return account;
        (, standing) = standingOfAccount(standing.account());
        return _accountOfMember[standing.member()];
    }

    function _replace(uint32 member, address previous, Standing standing, address account) private {
        uint32 number = _giveAccount(member, account, standing.roles(), standing.status());
        // Neither member nor role: whoever still has the old key is nobody, wherever a number is compared.
        _standings[previous] = newStanding(0, standing.account(), 0, MemberStatus.REPLACED);
        // What the old key proposed has gone with it.
        delete proposedAccount[member];
        emit AccountReplaced(member, previous, account, number);
    }
}
