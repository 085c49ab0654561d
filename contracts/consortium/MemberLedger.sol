// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IAgency} from "../interfaces/IAgency.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {IStandings} from "../interfaces/IStandings.sol";
import {Roles} from "../libraries/Roles.sol";
import {Governed} from "./Governed.sol";
import {Standing} from "./Standing.sol";
import {Standings} from "./Standings.sol";

/// @title MemberLedger
/// @notice What the parts of the consortium share: the standings, and the caller as a member.
abstract contract MemberLedger is Governed, IConsortium {
    using Roles for uint8;

    Standings internal immutable _standings = new Standings();

    /// @inheritdoc IConsortium
    function standings() external view returns (IStandings) {
        return _standings;
    }

    /* WHO MAY ACT */

    /// @inheritdoc IStandings
    function standingOf(address account) external view returns (Standing) {
        return _standings.standingOf(account);
    }

    /// @inheritdoc IStandings
    function standingsOf(address first, address second) external view returns (Standing, Standing) {
        return _standings.standingsOf(first, second);
    }

    /// @inheritdoc IStandings
    function standingOfMember(uint32 member) public view returns (address account, Standing standing) {
        return _standings.standingOfMember(member);
    }

    /// @inheritdoc IStandings
    function standingOfAccount(uint32 number) public view returns (address account, Standing standing) {
        return _standings.standingOfAccount(number);
    }

    /// @inheritdoc IStandings
    function currentOfAccount(uint32 number) public view returns (address account, Standing standing) {
        return _standings.currentOfAccount(number);
    }

    /// @inheritdoc IConsortium
    function agency() external view returns (IAgency) {
        return IAgency(trustedForwarder());
    }

    /* INTERNAL */

    /// @dev An account that can be a member's: nobody's, now or ever.
    function _requireFree(address account, uint8 roles) internal view {
        if (account == address(0)) revert Consortium_ZeroAccount();
        uint32 number = _standings.standingOf(account).account();
        if (number != 0) {
            (, Standing taken) = standingOfAccount(number);
            revert Consortium_AccountTaken(account, taken.member());
        }
        if (roles.hasAny(Roles.CUSTODIAN) && account.code.length == 0) revert Consortium_InvalidCustodian(account);
    }

    /// @dev The caller's standing; it is an active member.
    function _actor() internal view returns (Standing actor) {
        address caller = _msgSender();
        actor = _standings.standingOf(caller);
        if (!actor.isActive()) revert Consortium_NotActive(caller, actor.status());
    }

    /// @dev Whether there is such a member and it is active.
    function _isActive(uint32 member) internal view returns (bool) {
        if (member == 0) return false;
        (, Standing standing) = standingOfMember(member);
        return standing.isActive();
    }
}
