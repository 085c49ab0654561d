// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {Act, AmendmentReason, Instruction, Kind, Trail} from "../interfaces/BillTypes.sol";
import {BillMoves} from "./BillMoves.sol";
import {Bill} from "./BillLedger.sol";
import {FINAL, INSTRUCTED} from "./BillState.sol";

/// @title BillInstruction
/// @notice Title and possession apart: the titleholder names an act, the possessor carries it out or does not.
abstract contract BillInstruction is BillMoves {
    /* INSTRUCTION */

    /// @dev See {IBillOfLading-instruct}.
    function instruct(uint256 tokenId, Act act, address recipient, AmendmentReason reason) external {
        _requireMoves();
        Bill memory bill = _live(tokenId);
        (Standing actor, Standing party) = _actorAnd(recipient);
        Kind kind = bill.state.kind();
        bool surrenders = act == Act.SURRENDER_FOR_DELIVERY || act == Act.SURRENDER_FOR_AMENDMENT;
        bool known =
            surrenders ? kind == Kind.STRAIGHT || kind == Kind.TO_ORDER : _isEndorsement(act) && kind == Kind.TO_ORDER;
        if (!known) revert BillOfLading_ActNotAllowed(tokenId, kind, act);
        if (actor.member() != bill.title) revert BillOfLading_NotTitleholder(tokenId, _msgSender());
        if (_isPossessor(bill, actor)) revert BillOfLading_InPossession(tokenId, _msgSender());
        _requireReason(tokenId, act, reason);
        if (surrenders) {
            if (recipient != address(0)) revert BillOfLading_RecipientNotPermitted(tokenId, recipient);
        } else {
            if (bill.state.has(FINAL)) revert BillOfLading_EndorsementFinal(tokenId);
            _requireRecipient(tokenId, bill, actor.member(), recipient, party);
        }

        bill.state = bill.state.with(INSTRUCTED);
        Trail memory trail = _nextTrail(bill);
        _instructions[tokenId] = Instruction(act, actor.member(), reason, trail.sequence, recipient);
        emit Instructed(tokenId, actor.member(), party.member(), act, reason, _msgSender(), trail);
        _store(tokenId, bill);
    }

    /// @dev See {IBillOfLading-withdrawInstruction}.
    function withdrawInstruction(uint256 tokenId) external {
        _requireMoves();
        Bill memory bill = _live(tokenId);
        Standing actor = _actor();
        if (!bill.state.has(INSTRUCTED) || _instructions[tokenId].by != actor.member()) {
            revert BillOfLading_NoInstruction(tokenId);
        }
        bill.state = bill.state.without(INSTRUCTED);
        emit InstructionWithdrawn(tokenId, actor.member(), _msgSender(), _nextTrail(bill));
        _store(tokenId, bill);
    }

    /// @dev See {IBillOfLading-carryOut}.
    function carryOut(uint256 tokenId, uint16 sequence) external {
        Instruction memory instruction = _instructions[tokenId];
        (Bill memory bill, Standing actor, Standing recipient) = _actOnTowards(tokenId, instruction.recipient);
        if (!bill.state.has(INSTRUCTED) || instruction.sequence != sequence) revert BillOfLading_NoInstruction(tokenId);
        // Who has title acts through the possessor: it is checked as if it acted itself, at this moment.
        (address titleholder, Standing standing) = _standings.standingOfMember(instruction.by);
        _requireActive(titleholder, standing);
        if (instruction.recipient == address(0)) {
            _surrender(tokenId, bill, actor.member(), instruction.act, instruction.reason);
        } else {
            _endorseTowards(tokenId, bill, instruction.act, instruction.by, instruction.recipient, recipient);
            // A possessor to whom title goes has possession already.
            if (recipient.member() != actor.member()) {
                _carryWithTransfer(tokenId, bill, actor.member(), instruction.recipient, recipient);
            }
        }
        _store(tokenId, bill);
    }
}
