// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IConsortiumAccounts} from "../interfaces/IConsortiumAccounts.sol";
import {MemberLedger} from "./MemberLedger.sol";
import {Standing} from "./Standing.sol";

/// @title MemberAccounts
/// @notice How a member's account is replaced: by itself in two steps, by governance in one.
abstract contract MemberAccounts is MemberLedger {
    /// @inheritdoc IConsortiumAccounts
    mapping(uint32 member => address account) public proposedAccount;

    /* REPLACEMENT */

    /// @inheritdoc IConsortiumAccounts
    function proposeAccount(address account) external {
        Standing actor = _actor();
        uint32 member = actor.member();
        _requireFree(account, actor.roles());
        proposedAccount[member] = account;
        emit AccountProposed(member, account);
    }

    /// @inheritdoc IConsortiumAccounts
    function withdrawAccount(uint32 member) external {
        address caller = _msgSender();
        address proposed = proposedAccount[member];
        bool isParty = caller == proposed || _standings.standingOf(caller).member() == member;
        if (proposed == address(0) || !isParty) {
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
        _replace(member, standing, account);
    }

    /// @inheritdoc IConsortiumAccounts
    function replaceAccount(uint32 member, address account) external restricted {
        (, Standing standing) = standingOfMember(member);
        _replace(member, standing, account);
    }

    /* READING */

    /// @inheritdoc IConsortiumAccounts
    function accountCount() external view returns (uint32 count) {
        (, count) = _standings.counts();
    }

    /// @inheritdoc IConsortiumAccounts
    function currentAccount(address account) external view returns (address current) {
        Standing standing = _standings.standingOf(account);
        if (!standing.isReplaced()) return account;
        (current, ) = currentOfAccount(standing.account());
    }

    function _replace(uint32 member, Standing standing, address account) private {
        _requireFree(account, standing.roles());
        (address previous, uint32 number) = _standings.replace(member, account);
        // What the old key proposed has gone with it.
        delete proposedAccount[member];
        emit AccountReplaced(member, previous, account, number);
    }
}
