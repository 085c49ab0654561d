// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {BillStatus, Delivery, Trail} from "../interfaces/BillTypes.sol";
import {Authority} from "../interfaces/ReleaseTypes.sol";
import {Roles} from "../libraries/Roles.sol";
import {Container, JOB_PASSED, NOMINATED, WITHDRAWN} from "./Container.sol";
import {ReleaseLedger} from "./ReleaseLedger.sol";

/// @title CaseNomination
/// @notice Nomination before the release, the carrier's withdrawal and its return, and the executing haulier.
abstract contract CaseNomination is ReleaseLedger {
    /* NOMINATION */

    /// @dev See {IReleaseCasework-nominate}.
    function nominate(uint256 tokenId, bytes11[] calldata numbers, address nominee) external {
        _requireSome(numbers);
        (Standing actor, Standing standing) = _actorAnd(nominee);
        uint32 by = actor.member();
        Delivery memory delivery = bill.deliveryOf(tokenId);
        if (delivery.entitled != by) revert ReleaseRegistry_NotEntitled(tokenId, _msgSender());
        if (nominee != address(0)) _requireRecipient(standing.member(), nominee, standing);
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _load(tokenId, number);
            _requireBeforeGate(tokenId, number, container);
            if (container.holder() != 0) {
                revert ReleaseRegistry_RightGiven(tokenId, number, container.holder());
            }
            if (standing.member() == by) revert ReleaseRegistry_RecipientIsSelf(tokenId, number);
            // Another's nomination is dead, for the caller is who would be entitled: it counts as none.
            uint32 previous = container.has(NOMINATED) && container.haulier() == by ? container.offeredTo() : 0;
            if (previous == standing.member()) revert ReleaseRegistry_NoChange(tokenId, number);
            container = container.withOfferedTo(standing.member()).withHaulier(nominee == address(0) ? 0 : by);
            container = nominee == address(0) ? container.without(NOMINATED) : container.with(NOMINATED);
            (Container changed, Trail memory trail) = _next(container);
            emit Nominated(tokenId, number, standing.member(), by, trail);
            // With its first act here the consignee of a waybill claims delivery. A record of paper taken in may still be
            // corrected: then the nomination dies.
            bool claims = delivery.isDue && delivery.status != BillStatus.PAPER;
            if (claims) _beginDelivery(tokenId, container, _consignmentOf(tokenId, container));
            _store(tokenId, number, changed);
        }
    }

    /* WITHDRAWAL */

    /// @dev See {IReleaseCasework-withdrawRelease}.
    function withdrawRelease(uint256 tokenId, bytes11[] calldata numbers, bytes4 reasonCode) external {
        _requireReason(reasonCode);
        _requireSome(numbers);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadFor(tokenId, number, Authority.CARRIER, caller);
            _requireBeforeGate(tokenId, number, container);
            if (container.holder() == 0) revert ReleaseRegistry_NothingWithdrawn(tokenId, number);
            if (container.has(WITHDRAWN)) revert ReleaseRegistry_Withdrawn(tokenId, number);
            (Container changed, Trail memory trail) = _next(container.with(WITHDRAWN));
            emit ReleaseWithdrawn(tokenId, number, caller, reasonCode, trail);
            _store(tokenId, number, changed);
        }
    }

    /// @dev See {IReleaseCasework-restoreRelease}.
    function restoreRelease(uint256 tokenId, bytes11[] calldata numbers) external {
        _requireSome(numbers);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadFor(tokenId, number, Authority.CARRIER, caller);
            if (!container.has(WITHDRAWN)) revert ReleaseRegistry_NothingWithdrawn(tokenId, number);
            (Container changed, Trail memory trail) = _next(container.without(WITHDRAWN));
            emit ReleaseRestored(tokenId, number, caller, trail);
            _store(tokenId, number, changed);
        }
    }

    /* EXECUTING HAULIER */

    /// @dev See {IReleaseCasework-passJob}.
    function passJob(uint256 tokenId, bytes11[] calldata numbers, address to) external {
        _requireSome(numbers);
        (Standing actor, Standing standing) = _actorAnd(to);
        if (!standing.isActive() || !standing.hasAny(Roles.HAULIER)) {
            revert ReleaseRegistry_PartyNotPermitted(to, Roles.HAULIER);
        }
        uint32 from = actor.member();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _load(tokenId, number);
            if (container.has(NOMINATED) || container.haulier() != from) {
                revert ReleaseRegistry_NotTheHaulier(tokenId, number, from);
            }
            _requireBeforeGate(tokenId, number, container);
            if (container.has(JOB_PASSED)) revert ReleaseRegistry_JobPassedAlready(tokenId, number);
            if (standing.member() == from) revert ReleaseRegistry_HaulierIsSelf(tokenId, number);
            (Container changed, Trail memory trail) = _next(
                _dropHaulier(container).withHaulier(standing.member()).with(JOB_PASSED)
            );
            emit JobPassed(tokenId, number, standing.member(), from, trail);
            _store(tokenId, number, changed);
        }
    }
}
