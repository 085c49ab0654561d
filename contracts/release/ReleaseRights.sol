// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {Delivery} from "../interfaces/IBillOfLading.sol";
import {Authority, IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";
import {Roles} from "../libraries/Roles.sol";
import {Clearances} from "./Clearances.sol";
import {OFFER_LIMITED} from "./ContainerState.sol";
import {Consignment, Container, Term} from "./ReleaseLedger.sol";

/// @title ReleaseRights
/// @notice The release right of each container: given by the carrier, passed on link by link, one holder at a time.
abstract contract ReleaseRights is Clearances {
    uint256 private constant MOST_TERMS = 7;

    /* RELEASE RIGHT */

    /// @inheritdoc IReleaseRegistry
    function giveRelease(uint256 tokenId, bytes11[] calldata numbers, uint40 validUntil) external {
        _requireSome(numbers);
        _requireValidity(validUntil, 0);
        uint32 caller = _caller();
        Delivery memory delivery = bill.deliveryOf(tokenId);
        _requireEntitled(delivery.entitled);
        for (uint256 i = 0; i < numbers.length; ++i) {
            _give(tokenId, numbers[i], validUntil, caller, delivery);
        }
    }

    function _give(
        uint256 tokenId,
        bytes11 number,
        uint40 validUntil,
        uint32 caller,
        Delivery memory delivery
    ) private {
        Container memory container = _load(tokenId, number);
        Consignment memory consignment = _consignments[tokenId][container.consignment];
        _requireAuthority(tokenId, consignment, Authority.CARRIER, caller);
        _requireBeforeGate(tokenId, number, container);
        if (container.holder != 0) revert ReleaseRegistry_RightGiven(tokenId, number, container.holder);
        uint256 reasons = _reasons(consignment, container, delivery) & DELIVERY_ORDER_LIGHTS;
        if (reasons != 0) revert ReleaseRegistry_Red(tokenId, number, _list(reasons));

        container.holder = delivery.entitled;
        if (validUntil != 0) {
            _terms[tokenId][number][1] = Term(0, validUntil);
            container.state = container.state.withTerms(1);
        }
        emit ReleaseGiven(tokenId, number, delivery.entitled, caller, validUntil, _msgSender(), _nextTrail(container));
        _store(tokenId, number, container);
    }

    /// @inheritdoc IReleaseRegistry
    function offerRelease(
        uint256 tokenId,
        bytes11[] calldata numbers,
        address to,
        uint40 expiry,
        uint40 validUntil
    ) external {
        _requireSome(numbers);
        (Standing actor, Standing recipient) = _actorAnd(to);
        _requireRecipient(recipient.member(), to, recipient);
        for (uint256 i = 0; i < numbers.length; ++i) {
            _offer(tokenId, numbers[i], expiry, validUntil, actor.member(), recipient.member());
        }
    }

    function _offer(uint256 tokenId, bytes11 number, uint40 expiry, uint40 validUntil, uint32 from, uint32 to) private {
        Container memory container = _loadHeldBy(tokenId, number, from);
        if (to == from) revert ReleaseRegistry_RecipientIsSelf(tokenId, number);
        // An offer that has run out binds nobody; a new one takes its place.
        if (container.offeredTo != 0 && !_hasOfferExpired(container)) {
            revert ReleaseRegistry_OnOffer(tokenId, number, container.offeredTo);
        }
        // The field holds 32 bits of it.
        if (expiry != 0 && (expiry < block.timestamp || expiry > type(uint32).max)) {
            revert ReleaseRegistry_OfferExpired(tokenId, number, expiry);
        }
        _closeOffer(container);
        container.offeredTo = to;
        container.deadline = uint32(expiry);
        if (validUntil != 0) _limitOffer(tokenId, number, container, from, validUntil);
        emit ReleaseOffered(tokenId, number, to, from, expiry, validUntil, _msgSender(), _nextTrail(container));
        _store(tokenId, number, container);
    }

    /// @dev Writes the limit behind those in force, where acceptance finds it.
    function _limitOffer(
        uint256 tokenId,
        bytes11 number,
        Container memory container,
        uint32 giver,
        uint40 validUntil
    ) private {
        uint256 terms = container.state.terms();
        _requireValidity(validUntil, terms == 0 ? 0 : _innermost(tokenId, number, container).validUntil);
        if (terms == MOST_TERMS) revert ReleaseRegistry_TooManyLimits(tokenId, number);
        _terms[tokenId][number][terms + 1] = Term(giver, validUntil);
        container.state = container.state.with(OFFER_LIMITED);
    }

    /// @inheritdoc IReleaseRegistry
    function acceptRelease(uint256 tokenId, bytes11[] calldata numbers) external {
        _requireSome(numbers);
        Standing actor = _actor();
        _requireRecipient(actor.member(), _msgSender(), actor);
        uint32 to = actor.member();
        for (uint256 i = 0; i < numbers.length; ++i) {
            Container memory container = _loadOfferedTo(tokenId, numbers[i], to);
            if (_hasOfferExpired(container)) {
                revert ReleaseRegistry_OfferExpired(tokenId, numbers[i], container.deadline);
            }
            uint32 from = container.holder;
            if (container.state.has(OFFER_LIMITED)) {
                container.state = container.state.withTerms(container.state.terms() + 1);
            }
            _passRight(container, to);
            emit ReleaseAccepted(tokenId, numbers[i], to, from, _msgSender(), _nextTrail(container));
            _store(tokenId, numbers[i], container);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function declineRelease(uint256 tokenId, bytes11[] calldata numbers) external {
        _requireSome(numbers);
        // Saying no begins nothing: a suspended member may.
        uint32 by = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            Container memory container = _loadOfferedTo(tokenId, numbers[i], by);
            _closeOffer(container);
            emit ReleaseDeclined(tokenId, numbers[i], by, container.holder, _msgSender(), _nextTrail(container));
            _store(tokenId, numbers[i], container);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function withdrawOffer(uint256 tokenId, bytes11[] calldata numbers) external {
        _requireSome(numbers);
        // Nor does taking an offer back.
        uint32 from = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            Container memory container = _loadHeldBy(tokenId, numbers[i], from);
            uint32 to = container.offeredTo;
            if (to == 0) revert ReleaseRegistry_NotOffered(tokenId, numbers[i], _msgSender());
            _closeOffer(container);
            emit OfferWithdrawn(tokenId, numbers[i], to, from, _msgSender(), _nextTrail(container));
            _store(tokenId, numbers[i], container);
        }
    }

    /* HAULIER */

    /// @inheritdoc IReleaseRegistry
    function nameHaulier(uint256 tokenId, bytes11[] calldata numbers, address haulier) external {
        _requireSome(numbers);
        (Standing actor, Standing standing) = _actorAnd(haulier);
        if (haulier != address(0) && !(standing.isActive() && standing.hasAny(Roles.HAULIER))) {
            revert ReleaseRegistry_PartyNotPermitted(haulier, Roles.HAULIER);
        }
        uint32 by = actor.member();
        for (uint256 i = 0; i < numbers.length; ++i) {
            Container memory container = _load(tokenId, numbers[i]);
            Consignment memory consignment = _consignments[tokenId][container.consignment];
            uint32 names = consignment.carrierHaulage ? consignment.carrier : container.holder;
            if (container.holder == 0 || by != names) {
                revert ReleaseRegistry_NamesNoHaulier(tokenId, numbers[i], _msgSender());
            }
            _requireBeforeGate(tokenId, numbers[i], container);
            if (container.haulier == standing.member()) revert ReleaseRegistry_NoChange(tokenId, numbers[i]);
            _dropHaulier(container);
            container.haulier = standing.member();
            emit HaulierNamed(tokenId, numbers[i], standing.member(), by, _msgSender(), _nextTrail(container));
            _store(tokenId, numbers[i], container);
        }
    }

    /* INTERNAL */

    /// @dev A container before the gate whose right the caller holds.
    function _loadHeldBy(uint256 tokenId, bytes11 number, uint32 by) private returns (Container memory container) {
        container = _load(tokenId, number);
        if (by == 0 || container.holder != by) revert ReleaseRegistry_NotHolder(tokenId, number, _msgSender());
        _requireBeforeGate(tokenId, number, container);
    }

    /// @dev A container before the gate whose right is on offer to the caller.
    function _loadOfferedTo(uint256 tokenId, bytes11 number, uint32 by) private returns (Container memory container) {
        container = _load(tokenId, number);
        if (by == 0 || container.offeredTo != by) revert ReleaseRegistry_NotOffered(tokenId, number, _msgSender());
        _requireBeforeGate(tokenId, number, container);
    }

    function _hasOfferExpired(Container memory container) private view returns (bool) {
        return container.deadline != 0 && block.timestamp > container.deadline;
    }

    /// @dev A limit lies ahead and within the giver's own. Zero is no limit of one's own.
    function _requireValidity(uint40 validUntil, uint40 limit) private view {
        if (validUntil == 0) return;
        if (validUntil < block.timestamp || (limit != 0 && validUntil > limit)) {
            revert ReleaseRegistry_InvalidValidity(validUntil, limit);
        }
    }

    function _requireEntitled(uint32 entitled) private view {
        if (entitled == 0) revert ReleaseRegistry_RecipientNotPermitted(0, address(0));
        (address account, Standing standing) = consortium.standingOfMember(entitled);
        _requireRecipient(entitled, account, standing);
    }

    function _requireRecipient(uint32 member, address account, Standing standing) private pure {
        if (!standing.isActive() || !standing.hasAny(Roles.HOLDERS)) {
            revert ReleaseRegistry_RecipientNotPermitted(member, account);
        }
    }
}
