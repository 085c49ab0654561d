// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Act, IBillOfLading, Kind} from "../interfaces/IBillOfLading.sol";
import {Standing} from "../consortium/Standing.sol";
import {Bill} from "./BillLedger.sol";
import {BillPossession} from "./BillPossession.sol";
import {CANCELLABLE, CARRIED_ENDORSEMENT, FINAL} from "./BillState.sol";

/// @title BillEndorsement
/// @notice The acts on title: ENDORSE, ENDORSE_TO_ORDER, BLANK_ENDORSE, and taking an endorsement back.
abstract contract BillEndorsement is BillPossession {
    /* ENDORSEMENT */

    /// @inheritdoc IBillOfLading
    function endorse(uint256 tokenId, Act act, address to) external {
        (Bill memory bill, Standing actor, Standing recipient) = _actOnTowards(tokenId, to);
        if (act == Act.BLANK_ENDORSE) {
            if (to != address(0)) revert BillOfLading_RecipientNotPermitted(tokenId, to);
        } else {
            _requireRecipient(tokenId, bill, actor.member(), to, recipient);
            bill.state = bill.state.with(CANCELLABLE);
        }
        _endorse(tokenId, bill, act, actor.member(), recipient.member());
        _store(tokenId, bill);
    }

    /// @inheritdoc IBillOfLading
    function endorseAndTransfer(uint256 tokenId, Act act, address to) external {
        (Bill memory bill, Standing actor, Standing recipient) = _actOnTowards(tokenId, to);
        bill.state = bill.state.without(CANCELLABLE).with(CARRIED_ENDORSEMENT);
        _endorse(tokenId, bill, act, actor.member(), act == Act.BLANK_ENDORSE ? 0 : recipient.member());
        _transfer(tokenId, bill, _msgSender(), actor.member(), to, recipient);
        _store(tokenId, bill);
    }

    /// @inheritdoc IBillOfLading
    function cancelEndorsement(uint256 tokenId) external {
        (Bill memory bill, Standing actor) = _actOn(tokenId);
        if (!bill.state.has(CANCELLABLE)) revert BillOfLading_NothingToCancel(tokenId);
        _restoreTitle(bill);
        bill.state = bill.state.without(CANCELLABLE);
        emit EndorsementCancelled(tokenId, actor.member(), _msgSender(), _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @dev As `_actOn`, with the recipient's standing from the same call.
    function _actOnTowards(
        uint256 tokenId,
        address to
    ) private view returns (Bill memory bill, Standing actor, Standing recipient) {
        bill = _live(tokenId);
        (actor, recipient) = _actorAnd(to);
        if (actor.account() != bill.holder) revert BillOfLading_NotPossessor(tokenId, _msgSender());
        _settle(bill);
    }

    /// @dev Passes title on, after checking who may. The caller has checked the recipient and stores the bill.
    function _endorse(uint256 tokenId, Bill memory bill, Act act, uint32 by, uint32 to) private {
        Kind kind = bill.state.kind();
        bool known = act == Act.ENDORSE || act == Act.ENDORSE_TO_ORDER || act == Act.BLANK_ENDORSE;
        if (!known || _namesParties(kind) || (kind == Kind.BEARER && act == Act.BLANK_ENDORSE)) {
            revert BillOfLading_ActNotAllowed(tokenId, kind, act);
        }
        if (kind == Kind.TO_ORDER) {
            if (bill.title != by) revert BillOfLading_NotTitleholder(tokenId, _msgSender());
            if (bill.state.has(FINAL)) revert BillOfLading_EndorsementFinal(tokenId);
        }
        bill.previousTitle = bill.title;
        bill.title = to;
        bill.state = bill.state.withKind(act == Act.BLANK_ENDORSE ? Kind.BEARER : Kind.TO_ORDER);
        if (act == Act.ENDORSE) bill.state = bill.state.with(FINAL);
        emit Endorsed(tokenId, by, to, act, _msgSender(), _nextTrail(bill));
    }
}
