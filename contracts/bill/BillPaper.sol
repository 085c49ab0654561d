// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {BillStatus, Issuance, Paper} from "../interfaces/BillTypes.sol";
import {Bill} from "./BillLedger.sol";
import {BillReissue} from "./BillReissue.sol";
import {DELIVERY_BEGUN, TO_PAPER} from "./BillState.sol";

/// @title BillPaper
/// @notice From the electronic record to paper, from paper to delivery, and from paper back; never both live.
abstract contract BillPaper is BillReissue {
    /* PAPER */

    /// @dev See {IBillAmendment-recordPaper}.
    function recordPaper(uint256 tokenId, bytes32 statementHash, uint8 originals) external {
        (Bill memory bill, ) = _answer(tokenId);
        _moveStatus(tokenId, bill, BillStatus.SURRENDERED_FOR_AMENDMENT);
        if (!bill.state.has(TO_PAPER)) revert BillAmendment_PaperDoesNotFit(tokenId);
        if (bill.state.has(DELIVERY_BEGUN)) revert BillAmendment_DeliveryBegun(tokenId);
        if (statementHash == 0 || originals == 0) revert BillAmendment_InvalidPaper(tokenId);
        _moveStatus(tokenId, bill, BillStatus.PAPER);
        _papers[tokenId] = Paper(statementHash, bill.title, originals, 0, 0);
        emit PaperIssued(tokenId, bill.carrier, bill.title, statementHash, originals, _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @dev See {IBillAmendment-recordPresentation}.
    function recordPresentation(uint256 tokenId, address presenter, bytes32 presentedHash) external {
        (Bill memory bill, ) = _answer(tokenId);
        Paper storage paper = _papers[tokenId];
        if (paper.presenter == 0) {
            _requireOut(tokenId, bill);
        } else if (bill.state.has(DELIVERY_BEGUN)) {
            // Mistaken, it is corrected until somebody relies on it.
            revert BillAmendment_DeliveryBegun(tokenId);
        }
        uint32 member;
        if (paper.presenter == 0 || presenter != address(0)) {
            if (presentedHash == 0) revert BillAmendment_InvalidPaper(tokenId);
            Standing standing = _standings.standingOf(presenter);
            _requireRecipient(tokenId, bill, bill.carrier, presenter, standing);
            member = standing.member();
        } else if (presentedHash != 0) {
            revert BillAmendment_InvalidPaper(tokenId);
        }
        paper.presenter = member;
        paper.presentedHash = presentedHash;
        emit PaperPresented(tokenId, bill.carrier, member, presentedHash, _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @dev See {IBillAmendment-issueFromPaper}.
    function issueFromPaper(uint256 tokenId, Issuance calldata successor, bytes32 statementHash) external {
        (Bill memory bill, ) = _answer(tokenId);
        _requireOut(tokenId, bill);
        if (bill.state.has(DELIVERY_BEGUN)) revert BillAmendment_DeliveryBegun(tokenId);
        if (statementHash == 0) revert BillAmendment_InvalidPaper(tokenId);
        emit PaperReplaced(tokenId, bill.carrier, successor.tokenId, statementHash, _nextTrail(bill));
        _store(tokenId, bill);
        // This is a new issue, not an answer: the carrier must be active.
        _issueInPlaceOf(tokenId, successor, _carrier(), false);
    }

    /// @dev Reverts unless the full set of the bill's paper is still out.
    function _requireOut(uint256 tokenId, Bill memory bill) private view {
        BillStatus status = bill.state.status();
        if (status != BillStatus.PAPER || _papers[tokenId].presenter != 0 || _successors[tokenId].length != 0) {
            revert BillAmendment_NotOnPaper(tokenId, status);
        }
    }
}
