// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {BillStatus, Trail} from "../interfaces/BillTypes.sol";
import {Authority, Clearance, End, Stage} from "../interfaces/ReleaseTypes.sol";
import {ALL_CARRIER_OWED, ALL_TERMINAL_OWED, CARRIER_HAULAGE, Consignment, newConsignment} from "./Consignment.sol";
import {
    BOOKING_VOID,
    CARRIER_OWED,
    CLOCKED,
    Container,
    LETTER_OF_INDEMNITY,
    NOMINATED,
    PROOF_USED,
    SHARED,
    TERMINAL_OWED,
    TERMINAL_RELEASED,
    WITHDRAWN
} from "./Container.sol";
import {Sharing} from "./Sharing.sol";

/// @title CaseChanges
/// @notice Another terminal before discharge, another bill after a reissue, and ends other than the gate.
abstract contract CaseChanges is Sharing {
    /* PLAN */

    /// @dev See {IReleaseCasework-changePlan}.
    function changePlan(uint256 tokenId, bytes11[] calldata numbers, uint8 consignment) external {
        _requireSome(numbers);
        uint32 caller = _caller();
        Consignment to = _existingConsignment(tokenId, consignment);
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadFor(tokenId, number, Authority.CARRIER, caller);
            uint8 previous = container.consignment();
            if (container.stage() != Stage.EXPECTED) {
                revert ReleaseRegistry_TooLate(tokenId, number, container.stage());
            }
            if (previous == consignment) revert ReleaseRegistry_NoChange(tokenId, number);
            Consignment from = _consignments[tokenId][previous];
            if (from.customs() != to.customs()) container = container.withClearance(Clearance.NONE);
            if (from.terminal() != to.terminal()) container = container.without(TERMINAL_RELEASED);
            _count(tokenId, consignment, _consignments[tokenId][consignment], 1);
            (Container changed, Trail memory trail) = _next(container.withConsignment(consignment));
            emit PlanChanged(tokenId, number, consignment, previous, trail);
            _store(tokenId, number, changed);
        }
    }

    /* REISSUE */

    /// @dev See {IReleaseCasework-repoint}.
    function repoint(uint256 tokenId, bytes11[] calldata numbers, uint256 successor) external {
        _requireSome(numbers);
        _requireSuccessor(tokenId, successor);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container old = _loadFor(tokenId, number, Authority.CARRIER, caller);
            _requireBeforeGate(tokenId, number, old);
            _repoint(tokenId, number, old, successor);
        }
    }

    function _repoint(uint256 tokenId, bytes11 number, Container old, uint256 successor) private {
        uint8 consignment = old.consignment();
        if (
            old.has(CARRIER_OWED | TERMINAL_OWED | CLOCKED) ||
            _consignments[tokenId][consignment].has(ALL_CARRIER_OWED | ALL_TERMINAL_OWED)
        ) revert ReleaseRegistry_ChargesOpen(tokenId, number);
        _openLike(tokenId, consignment, successor);

        // The old bill lets go first, so that it has no say under the new one.
        Trail memory trail;
        Container ended = _moveStage(number, _dropHaulier(_closeOffer(old)), Stage.ENDED_OTHERWISE);
        // A right given against a letter is under the successor alone.
        if (old.has(LETTER_OF_INDEMNITY)) ended = ended.withHolder(0).withTerms(0).without(LETTER_OF_INDEMNITY);
        (Container closed, Trail memory closing) = _next(ended.without(NOMINATED));
        emit Repointed(tokenId, number, successor, consignment, closing);
        _store(tokenId, number, closed);

        Container before = _containers[successor][number];
        if (before.consignment() != 0) revert ReleaseRegistry_ContainerTaken(number, successor);
        Container fresh = _fresh(tokenId, number, old, successor);
        uint32 carrier = _consignments[tokenId][consignment].carrier();
        if (_joinOthers(successor, number, carrier)) fresh = fresh.with(SHARED);
        (fresh, trail) = _next(fresh);
        emit ContainerConsigned(successor, number, consignment, trail);
        _store(successor, number, fresh);
    }

    /// @dev What goes with the container to the bill that follows.
    function _fresh(
        uint256 tokenId,
        bytes11 number,
        Container old,
        uint256 successor
    ) private returns (Container fresh) {
        fresh = old.withEvent(0, 0).withSlot(0).without(SHARED | BOOKING_VOID | PROOF_USED);
        if (!old.has(LETTER_OF_INDEMNITY))
            return _passRight(tokenId, fresh, 0).withTerms(0).without(WITHDRAWN | NOMINATED);
        // The right stays; offers and the haulier's job were for the old bill.
        _letters[successor][number] = _letters[tokenId][number];
        for (uint256 i = 1; i <= old.terms(); ++i) {
            _terms[successor][number][i] = _terms[tokenId][number][i];
        }
        return _dropHaulier(_closeOffer(fresh));
    }

    /// @dev The consignment of the same number under the successor, opened if it is not there yet.
    function _openLike(uint256 tokenId, uint8 number, uint256 successor) private {
        Consignment like = _consignments[tokenId][number];
        Consignment consignment = _consignments[successor][number];
        if (consignment.exists()) {
            bool fits = consignment.terminal() == like.terminal() && consignment.customs() == like.customs();
            if (!fits) revert ReleaseRegistry_ConsignmentTaken(successor, number);
            _count(successor, number, consignment, 1);
            return;
        }
        bool carrierHaulage = like.has(CARRIER_HAULAGE);
        consignment = newConsignment(like.carrier(), like.terminal(), like.customs(), like.unLocationCode()).withMark(
            CARRIER_HAULAGE,
            carrierHaulage
        );
        (Consignment changed, Trail memory trail) = _next(consignment);
        emit ConsignmentOpened(
            successor,
            number,
            like.terminal(),
            like.carrier(),
            like.customs(),
            like.unLocationCode(),
            carrierHaulage,
            _msgSender(),
            trail
        );
        _count(successor, number, changed, 1);
    }

    function _requireSuccessor(uint256 tokenId, uint256 successor) private view {
        uint256[] memory successors = bill.successorsOf(tokenId);
        for (uint256 i = 0; i < successors.length; ++i) {
            if (successors[i] == successor) return;
        }
        revert ReleaseRegistry_NotASuccessor(tokenId, successor);
    }

    /* OTHER ENDS */

    /// @dev See {IReleaseCasework-endOtherwise}.
    function endOtherwise(
        uint256 tokenId,
        bytes11[] calldata numbers,
        End end,
        bytes32 referenceHash,
        uint40 happened
    ) external {
        _requireReason(referenceHash);
        _requireSome(numbers);
        uint32 caller = _caller();
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _loadFor(tokenId, number, _recorderOf(end), caller);
            _requireEnd(tokenId, number, container, end);
            _end(tokenId, number, _stamp(container, happened), end, caller, referenceHash, happened);
        }
    }

    /// @dev See {IReleaseCasework-strikeOff}.
    function strikeOff(uint256 tokenId, bytes11[] calldata numbers, bytes32 referenceHash) external restricted {
        _requireReason(referenceHash);
        _requireSome(numbers);
        for (uint256 i = 0; i < numbers.length; ++i) {
            bytes11 number = numbers[i];
            Container container = _load(tokenId, number);
            // Now, by the block's time, which fits 40 bits.
            _end(tokenId, number, container, End.STRUCK_OFF, 0, referenceHash, uint40(block.timestamp));
        }
    }

    function _end(
        uint256 tokenId,
        bytes11 number,
        Container container,
        End end,
        uint32 by,
        bytes32 referenceHash,
        uint40 happened
    ) private {
        (Container changed, Trail memory trail) = _next(
            _dropHaulier(_closeOffer(_moveStage(number, container, Stage.ENDED_OTHERWISE)))
        );
        emit EndedOtherwise(tokenId, number, end, by, referenceHash, happened, trail);
        _store(tokenId, number, changed);
    }

    /// @dev Who records such an end.
    function _recorderOf(End end) private pure returns (Authority) {
        if (end == End.SEIZED || end == End.AUCTIONED) return Authority.CUSTOMS;
        return end == End.RE_EXPORTED || end == End.STRUCK_OFF ? Authority.CARRIER : Authority.TERMINAL;
    }

    /// @dev The stage that such an end needs; and no carrier ends what another holds a right to.
    function _requireEnd(uint256 tokenId, bytes11 number, Container container, End end) private view {
        Stage stage = container.stage();
        bool fits = stage == Stage.DISCHARGED;
        if (end == End.STRUCK_OFF) fits = stage == Stage.EXPECTED || (fits && _isRejected(tokenId));
        bool isFree = container.holder() == 0 || container.has(WITHDRAWN);
        if (!fits || (_recorderOf(end) == Authority.CARRIER && !isFree)) {
            revert ReleaseRegistry_CannotEnd(tokenId, number, end, stage);
        }
    }

    /// @dev Whether the bill's issue was rejected: it is void, and no bill follows to which its containers could go.
    function _isRejected(uint256 tokenId) private view returns (bool) {
        return bill.deliveryOf(tokenId).status == BillStatus.VOIDED && bill.successorsOf(tokenId).length == 0;
    }
}
