// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {BillStatus, Delivery, Trail} from "../interfaces/BillTypes.sol";
import {IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";
import {Authority} from "../interfaces/ReleaseTypes.sol";
import {Roles} from "../libraries/Roles.sol";
import {CARRIER_HAULAGE, Consignment} from "./Consignment.sol";
import {Container, LETTER_OF_INDEMNITY, NOMINATED, OFFER_LIMITED, WITHDRAWN} from "./Container.sol";
import {Term} from "./ReleaseLedger.sol";
import {ReleaseReasons} from "./ReleaseReasons.sol";

/// @title ReleaseRights
/// @notice The release right of each container: given by the carrier, passed on link by link, one holder at a time.
abstract contract ReleaseRights is IReleaseRegistry, ReleaseReasons {
    uint256 private constant MOST_TERMS = 7;

    /* DELIVERY ORDER */

    /// @inheritdoc IReleaseRegistry
    function giveRelease(uint256 tokenId, bytes11[] calldata numbers, uint40 validUntil) external {
        _requireSome(numbers);
        _requireValidity(validUntil, 0);
        address account = _msgSender();
        uint32 caller = _standings.standingOf(account).member();
        Delivery memory delivery = bill.deliveryOf(tokenId);
        uint32 checked;
        uint8 latest;
        Consignment consignment;
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _load(tokenId, number);
            // Most containers of one call are in one consignment, and for one recipient: look at these once.
            if (container.consignment() != latest) {
                latest = container.consignment();
                consignment = _consignments[tokenId][latest];
                _requireAuthority(tokenId, consignment, Authority.CARRIER, caller);
                // From now on somebody relies on the record of the paper taken in.
                if (delivery.status == BillStatus.PAPER) _beginDelivery(tokenId, container, consignment);
            }
            _requireOrderable(tokenId, number, consignment, container, delivery.isDue);
            uint32 to;
            (to, container) = _recipientOf(container, delivery.entitled);
            if (to != checked || to == 0) _requireRecipientMember(to);
            checked = to;
            _give(tokenId, number, container, to, validUntil, caller, account);
        }
    }

    function _requireOrderable(
        uint256 tokenId,
        bytes11 number,
        Consignment consignment,
        Container container,
        bool isDue
    ) private view {
        _requireBeforeGate(tokenId, number, container);
        if (container.holder() != 0) revert ReleaseRegistry_RightGiven(tokenId, number, container.holder());
        if (container.has(LETTER_OF_INDEMNITY)) revert ReleaseRegistry_ReleasedAgainstLetter(tokenId, number);
        _requireOrderLights(tokenId, number, consignment, container, isDue);
    }

    /// @dev The party entitled or its nominee, and the container without the nomination, which has done its work. It
    /// died if another party would be entitled by now.
    function _recipientOf(Container container, uint32 entitled) private pure returns (uint32, Container) {
        if (!container.has(NOMINATED)) return (entitled, container);
        uint32 to = container.haulier() == entitled ? container.offeredTo() : entitled;
        return (to, container.withOfferedTo(0).withHaulier(0).without(NOMINATED));
    }

    function _give(
        uint256 tokenId,
        bytes11 number,
        Container container,
        uint32 to,
        uint40 validUntil,
        uint32 carrier,
        address account
    ) private {
        if (validUntil != 0) {
            _terms[tokenId][number][1] = Term(0, validUntil);
            container = container.withTerms(1);
        }
        (Container changed, Trail memory trail) = _next(container.withHolder(to));
        emit ReleaseGiven(tokenId, number, to, carrier, validUntil, account, trail);
        _store(tokenId, number, changed);
    }

    /* OFFER */

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
        Container container = _loadHeldBy(tokenId, number, from);
        _requireStanding(tokenId, number, container);
        if (to == from) revert ReleaseRegistry_RecipientIsSelf(tokenId, number);
        // An offer that has run out binds nobody; a new one takes its place.
        if (container.offeredTo() != 0 && block.timestamp <= _offerEnd(tokenId, number, container)) {
            revert ReleaseRegistry_OnOffer(tokenId, number, container.offeredTo());
        }
        // The field holds 32 bits of it.
        if (expiry != 0 && (expiry < block.timestamp || expiry > type(uint32).max)) {
            revert ReleaseRegistry_OfferExpired(tokenId, number, expiry);
        }
        _claim(tokenId, container, _consignmentOf(tokenId, container));
        container = _closeOffer(container).withOfferedTo(to).withDeadline(uint32(expiry));
        if (validUntil != 0) container = _limitOffer(tokenId, number, container, from, validUntil);
        (Container changed, Trail memory trail) = _next(container);
        emit ReleaseOffered(tokenId, number, to, from, expiry, validUntil, trail);
        _store(tokenId, number, changed);
    }

    /// @dev Writes the limit behind those in force, where acceptance finds it.
    function _limitOffer(
        uint256 tokenId,
        bytes11 number,
        Container container,
        uint32 giver,
        uint40 validUntil
    ) private returns (Container) {
        uint256 terms = container.terms();
        _requireValidity(validUntil, terms == 0 ? 0 : _innermost(tokenId, number, container).validUntil);
        if (terms == MOST_TERMS) revert ReleaseRegistry_TooManyLimits(tokenId, number);
        _terms[tokenId][number][terms + 1] = Term(giver, validUntil);
        return container.with(OFFER_LIMITED);
    }

    /// @inheritdoc IReleaseRegistry
    function acceptRelease(uint256 tokenId, bytes11[] calldata numbers, uint40 validUntil) external {
        _requireSome(numbers);
        Standing actor = _actor();
        uint32 to = actor.member();
        _requireRecipient(to, _msgSender(), actor);
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadOfferedTo(tokenId, number, to);
            _requireStanding(tokenId, number, container);
            uint40 end = _offerEnd(tokenId, number, container);
            if (block.timestamp > end) revert ReleaseRegistry_OfferExpired(tokenId, number, end);
            uint32 from = container.holder();
            (uint256 terms, uint40 offered) = _termsOffered(tokenId, number, container);
            // An offer withdrawn and made anew for a shorter time is not the one that was agreed to.
            if (validUntil != offered) revert ReleaseRegistry_OtherTerms(tokenId, number, offered);
            (Container changed, Trail memory trail) = _next(_passRight(tokenId, container.withTerms(terms), to));
            emit ReleaseAccepted(tokenId, number, to, from, _msgSender(), trail);
            _store(tokenId, number, changed);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function declineRelease(uint256 tokenId, bytes11[] calldata numbers) external {
        _requireSome(numbers);
        // Saying no begins nothing: a suspended member may.
        uint32 by = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadOfferedTo(tokenId, number, by);
            (Container changed, Trail memory trail) = _next(_closeOffer(container));
            emit ReleaseDeclined(tokenId, number, by, container.holder(), trail);
            _store(tokenId, number, changed);
        }
    }

    /// @inheritdoc IReleaseRegistry
    function withdrawOffer(uint256 tokenId, bytes11[] calldata numbers) external {
        _requireSome(numbers);
        // Nor does taking an offer back.
        uint32 from = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadHeldBy(tokenId, number, from);
            uint32 to = container.offeredTo();
            if (to == 0) revert ReleaseRegistry_NotOffered(tokenId, number, _msgSender());
            (Container changed, Trail memory trail) = _next(_closeOffer(container));
            emit OfferWithdrawn(tokenId, number, to, from, trail);
            _store(tokenId, number, changed);
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
        for (uint256 i = 0; i < numbers.length; ++i) {
            _name(tokenId, numbers[i], actor.member(), standing.member());
        }
    }

    function _name(uint256 tokenId, bytes11 number, uint32 by, uint32 haulier) private {
        Container container = _load(tokenId, number);
        Consignment consignment = _consignmentOf(tokenId, container);
        bool isCarriers = consignment.has(CARRIER_HAULAGE);
        uint32 names = isCarriers ? consignment.carrier() : container.holder();
        if (container.holder() == 0 || by != names)
            revert ReleaseRegistry_NamesNoHaulier(tokenId, number, _msgSender());
        _requireBeforeGate(tokenId, number, container);
        if (container.haulier() == haulier) revert ReleaseRegistry_NoChange(tokenId, number);
        if (!isCarriers) _claim(tokenId, container, consignment);
        (Container changed, Trail memory trail) = _next(_dropHaulier(container).withHaulier(haulier));
        emit HaulierNamed(tokenId, number, haulier, by, trail);
        _store(tokenId, number, changed);
    }

    /* INTERNAL */

    /// @dev With the holder's first act it claims delivery. Against a letter of indemnity it does not claim under the
    /// bill, which lives on until a container leaves.
    function _claim(uint256 tokenId, Container container, Consignment consignment) private {
        if (!container.has(LETTER_OF_INDEMNITY)) _beginDelivery(tokenId, container, consignment);
    }

    /// @dev A container before the gate whose right the caller holds.
    function _loadHeldBy(uint256 tokenId, bytes11 number, uint32 by) private returns (Container container) {
        container = _load(tokenId, number);
        if (by == 0 || container.holder() != by) revert ReleaseRegistry_NotHolder(tokenId, number, _msgSender());
        _requireBeforeGate(tokenId, number, container);
    }

    /// @dev A container before the gate whose right is on offer to the caller.
    function _loadOfferedTo(uint256 tokenId, bytes11 number, uint32 by) private returns (Container container) {
        container = _load(tokenId, number);
        if (by == 0 || container.offeredTo() != by || container.has(NOMINATED)) {
            revert ReleaseRegistry_NotOffered(tokenId, number, _msgSender());
        }
        _requireBeforeGate(tokenId, number, container);
    }

    /// @dev Reverts while the carrier has its release withdrawn.
    function _requireStanding(uint256 tokenId, bytes11 number, Container container) private pure {
        if (container.has(WITHDRAWN)) revert ReleaseRegistry_Withdrawn(tokenId, number);
    }

    /// @dev The last second of an offer: its own, or that of the right which it would give.
    function _offerEnd(uint256 tokenId, bytes11 number, Container container) private view returns (uint40 end) {
        end = container.deadline();
        if (end == 0) end = type(uint40).max;
        if (!container.has(OFFER_LIMITED)) return end;
        uint40 validUntil = _terms[tokenId][number][container.terms() + 1].validUntil;
        return validUntil < end ? validUntil : end;
    }

    /// @dev A limit lies ahead and within the giver's own. Zero is no limit of one's own.
    function _requireValidity(uint40 validUntil, uint40 limit) private view {
        if (validUntil == 0) return;
        if (validUntil < block.timestamp || (limit != 0 && validUntil > limit)) {
            revert ReleaseRegistry_InvalidValidity(validUntil, limit);
        }
    }

    function _requireRecipientMember(uint32 member) private view {
        if (member == 0) revert ReleaseRegistry_RecipientNotPermitted(0, address(0));
        (address account, Standing standing) = _standings.standingOfMember(member);
        _requireRecipient(member, account, standing);
    }
}
