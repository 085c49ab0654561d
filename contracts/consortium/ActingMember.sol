// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

import {IConsortium} from "../interfaces/IConsortium.sol";
import {IStandings} from "../interfaces/IStandings.sol";
import {Standing} from "./Standing.sol";

/// @title ActingMember
/// @notice The one rule by which every contract finds out who acts: the caller is an active member's account, or the
/// consortium's agency names the account for which it calls.
/// @dev The caller is asked through `_msgSender()` alone (ERC-2771). No contract knows of mandates.
abstract contract ActingMember is ERC2771Context {
    /// @notice The members. Fixed at deployment.
    IConsortium public immutable consortium;

    /// @dev Where the consortium keeps who may act.
    IStandings internal immutable _standings;

    constructor(IConsortium consortium_) ERC2771Context(address(consortium_.agency())) {
        consortium = consortium_;
        _standings = consortium_.standings();
    }

    /// @dev The acting member; reverts with {IConsortium-Consortium_NotActive} unless it is active.
    function _actor() internal view returns (Standing actor) {
        address caller = _msgSender();
        actor = _standings.standingOf(caller);
        _requireActive(caller, actor);
    }

    /// @dev The acting member and another party in one call. Only the actor is required to be active.
    function _actorAnd(address other) internal view returns (Standing actor, Standing party) {
        address caller = _msgSender();
        (actor, party) = _standings.standingsOf(caller, other);
        _requireActive(caller, actor);
    }

    function _requireActive(address account, Standing standing) internal pure {
        if (!standing.isActive()) revert IConsortium.Consortium_NotActive(account, standing.status());
    }

    /// @dev Nearly every act is sent by the member itself: the way through the agency is not read for it.
    function _msgSender() internal view virtual override returns (address) {
        return isTrustedForwarder(msg.sender) ? ERC2771Context._msgSender() : msg.sender;
    }
}
