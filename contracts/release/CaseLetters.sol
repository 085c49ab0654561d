// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {BillStatus, BillView, DeliveryMark, Trail} from "../interfaces/BillTypes.sol";
import {Authority} from "../interfaces/ReleaseTypes.sol";
import {Roles} from "../libraries/Roles.sol";
import {Consignment} from "./Consignment.sol";
import {Container, LETTER_OF_INDEMNITY, NOMINATED} from "./Container.sol";
import {Letter} from "./ReleaseLedger.sol";
import {ReleaseReasons} from "./ReleaseReasons.sol";

/// @title CaseLetters
/// @notice Release without the bill, against a letter of indemnity.
abstract contract CaseLetters is ReleaseReasons {
    /* LETTER OF INDEMNITY */

    /// @dev See {IReleaseCasework-releaseAgainstLetter}.
    function releaseAgainstLetter(
        uint256 tokenId,
        bytes11[] calldata numbers,
        address to,
        bytes32 letterHash
    ) external {
        _requireReason(letterHash);
        _requireSome(numbers);
        uint32 caller = _actor().member();
        if (caller != bill.deliveryOf(tokenId).carrier) {
            revert ReleaseRegistry_NotTheAuthority(tokenId, Authority.CARRIER, _msgSender());
        }
        _markBill(tokenId, letterHash);
        Standing standing = _standings.standingOf(to);
        _requireRecipient(standing.member(), to, standing);
        for (uint256 i = 0; i < numbers.length; ++i) {
            _releaseAgainst(tokenId, numbers[i], standing.member(), letterHash, caller);
        }
    }

    function _releaseAgainst(uint256 tokenId, bytes11 number, uint32 to, bytes32 letterHash, uint32 caller) private {
        Container container = _load(tokenId, number);
        Consignment consignment = _consignmentOf(tokenId, container);
        _requireBeforeGate(tokenId, number, container);
        if (container.holder() != 0) revert ReleaseRegistry_RightGiven(tokenId, number, container.holder());
        if (container.has(LETTER_OF_INDEMNITY)) revert ReleaseRegistry_ReleasedAgainstLetter(tokenId, number);
        // The letter is in the place of light 1.
        _requireOrderLights(tokenId, number, consignment, container, true);

        _letters[tokenId][number] = Letter(letterHash, to);
        // A nomination for the ordinary right falls with this one.
        if (container.has(NOMINATED)) container = container.withOfferedTo(0).withHaulier(0).without(NOMINATED);
        (Container changed, Trail memory trail) = _next(container.withHolder(to).with(LETTER_OF_INDEMNITY));
        emit ReleasedAgainstLetter(tokenId, number, to, caller, letterHash, _msgSender(), trail);
        _store(tokenId, number, changed);
    }

    /// @dev Checks that the bill allows it, and lets it show to every later holder.
    function _markBill(uint256 tokenId, bytes32 letterHash) private {
        BillView memory its = bill.billOf(tokenId);
        if (its.isFrozen) revert ReleaseRegistry_BillFrozen(tokenId);
        // A pending surrender for delivery will be answered, and one for amendment followed by a new bill.
        bool fits = its.status == BillStatus.ISSUED || its.status == BillStatus.PAPER;
        if (!fits || bill.deliveryOf(tokenId).isDue) revert ReleaseRegistry_LetterDoesNotFit(tokenId, its.status);
        // By number: the bill may be in the hands of an account that the custodian has replaced.
        (, Standing possessor) = _standings.standingOfMember(its.possessor);
        if (possessor.hasAny(Roles.CUSTODIAN) && _consents[tokenId][its.possessor] != letterHash) {
            revert ReleaseRegistry_CustodianMustConsent(tokenId, its.possessor);
        }
        if (!its.isAgainstIndemnity) bill.markDelivery(tokenId, DeliveryMark.AGAINST_INDEMNITY, true);
    }

    /// @dev See {IReleaseCasework-consentToLetter}.
    function consentToLetter(uint256 tokenId, bytes32 letterHash) external {
        Standing actor = _actor();
        uint32 custodian = actor.member();
        if (!actor.hasAny(Roles.CUSTODIAN) || bill.billOf(tokenId).possessor != custodian) {
            revert ReleaseRegistry_NotTheCustodian(tokenId, _msgSender());
        }
        _consents[tokenId][custodian] = letterHash;
        emit LetterConsented(tokenId, custodian, letterHash);
    }
}
