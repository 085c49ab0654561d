// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {Act} from "../interfaces/BillTypes.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {Bill} from "./BillLedger.sol";
import {BillMoves} from "./BillMoves.sol";
import {CANCELLABLE} from "./BillState.sol";

/// @title BillEndorsement
/// @notice The acts on title: ENDORSE, ENDORSE_TO_ORDER, BLANK_ENDORSE, and taking an endorsement back.
abstract contract BillEndorsement is IBillOfLading, BillMoves {
    /* ENDORSEMENT */

    /// @inheritdoc IBillOfLading
    function endorse(uint256 tokenId, Act act, address to) external {
        (Bill memory bill, Standing actor, Standing recipient) = _actOnTowards(tokenId, to);
        if (act == Act.BLANK_ENDORSE) {
            if (to != address(0)) revert BillOfLading_RecipientNotPermitted(tokenId, to);
        } else {
            _requireRecipient(tokenId, bill, actor.member(), to, recipient);
        }
        _endorse(tokenId, bill, act, actor.member(), recipient.member());
        if (act != Act.BLANK_ENDORSE) bill.state = bill.state.with(CANCELLABLE);
        _store(tokenId, bill);
    }

    /// @inheritdoc IBillOfLading
    function endorseAndTransfer(uint256 tokenId, Act act, address to) external {
        (Bill memory bill, Standing actor, Standing recipient) = _actOnTowards(tokenId, to);
        _endorseTowards(tokenId, bill, act, actor.member(), to, recipient);
        _carryWithTransfer(tokenId, bill, actor.member(), to, recipient);
        _store(tokenId, bill);
    }

    /// @inheritdoc IBillOfLading
    function cancelEndorsement(uint256 tokenId) external {
        (Bill memory bill, Standing actor) = _actOn(tokenId);
        if (!bill.state.has(CANCELLABLE)) revert BillOfLading_NothingToCancel(tokenId);
        _restoreTitle(tokenId, bill);
        emit EndorsementCancelled(tokenId, actor.member(), _nextTrail(bill));
        _store(tokenId, bill);
    }
}
