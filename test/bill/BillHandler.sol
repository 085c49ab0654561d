// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {Act, AmendmentReason, BillStatus, Issuance} from "../../contracts/interfaces/BillTypes.sol";
import {MemberStatus, MemberView} from "../../contracts/interfaces/IConsortium.sol";
import {BillGhosts} from "./BillGhosts.sol";

/// @title BillHandler
/// @notice Random acts by random members over a handful of bills. An act may be refused, but after each one the handler
/// notes in ghost state what no act may do.
/// @dev Bills, actors and recipients fit the act more often than chance would have it, so that long lives come about;
/// the rest of the draws try what is refused.
contract BillHandler is BillGhosts {
    /* ACTS: each draws all it needs from one number */

    function issue(uint256 seed) external {
        _issue(seed);
    }

    function transfer(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        _move(token, "transfer", actor, _recipient(seed, token));
    }

    function transferByApproved(uint256 seed) external {
        (uint256 token, ) = _pick(seed, BillStatus.ISSUED);
        _move(token, "transferByApproved", bills.getApproved(token), _recipient(seed, token));
    }

    function approve(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        _attempt(token, "approve", actor, abi.encodeCall(IERC721.approve, (_recipient(seed, token), token)));
    }

    function sign(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        _attempt(token, "sign", actor, abi.encodeCall(bills.sign, (token)));
    }

    function reject(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        // Of the rejections of an issue most are left out, or few bills would live.
        if (bills.billOf(token).sequence == 1 && seed % 8 != 0) return;
        if (!_attempt(token, "reject", actor, abi.encodeCall(bills.reject, (token)))) return;
        if (bills.billOf(token).status == BillStatus.VOIDED) return;
        if (_essence(token) != _beforeMove[token]) ++wrongRestorations;
    }

    function endorse(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        Act act = _endorsement(seed);
        address to = act == Act.BLANK_ENDORSE ? address(0) : _recipient(seed, token);
        bytes32 before = _essence(token);
        if (!_attempt(token, "endorse", actor, abi.encodeCall(bills.endorse, (token, act, to)))) return;
        _beforeEndorsement[token] = before;
        if (to != address(0)) _noteForward(to);
    }

    function endorseAndTransfer(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        bytes32 before = _essence(token);
        address to = _recipient(seed, token);
        bytes memory call = abi.encodeCall(bills.endorseAndTransfer, (token, _endorsement(seed), to));
        if (!_attempt(token, "endorseAndTransfer", actor, call)) return;
        _beforeMove[token] = before;
        _noteForward(to);
    }

    function cancelEndorsement(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        bytes32 before = _beforeEndorsement[token];
        if (!_attempt(token, "cancelEndorsement", actor, abi.encodeCall(bills.cancelEndorsement, (token)))) return;
        if (_essence(token) != before) ++wrongRestorations;
    }

    function surrenderForDelivery(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        _surrender(token, actor, abi.encodeCall(bills.surrenderForDelivery, (token)));
    }

    function surrenderForAmendment(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        _surrender(token, actor, abi.encodeCall(bills.surrenderForAmendment, (token, _reason(seed))));
    }

    function acceptSurrender(uint256 seed) external {
        // Rarely, or soon no bill would be left to act on.
        if (_draw(seed, "rarely") % 8 != 0) return;
        (uint256 token, address actor) = _pick(seed, BillStatus.PENDING_SURRENDER_FOR_DELIVERY);
        _attempt(token, "accept", actor, abi.encodeCall(bills.acceptSurrender, (token)));
    }

    function refuseSurrender(uint256 seed) external {
        bool forDelivery = seed % 2 == 0;
        (uint256 token, address actor) = _pick(
            seed,
            forDelivery ? BillStatus.PENDING_SURRENDER_FOR_DELIVERY : BillStatus.PENDING_SURRENDER_FOR_AMENDMENT
        );
        bytes memory call = abi.encodeCall(bills.refuseSurrender, (token, keccak256("no")));
        if (_attempt(token, "refuse", actor, call) && _essence(token) != _beforeMove[token]) ++wrongRestorations;
    }

    /// @dev Into one bill under the same reference, or into two.
    function reissue(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.PENDING_SURRENDER_FOR_AMENDMENT);
        Issuance[] memory successors = new Issuance[](1 + (seed % 2));
        if (tokens.length + successors.length > MOST_BILLS) return;
        uint256[] memory predecessors = new uint256[](1);
        predecessors[0] = token;
        for (uint256 i = 0; i < successors.length; ++i) {
            successors[i] = _issuance(_draw(seed, "successor") + i, _surrendererOf[token]);
            successors[i].tokenId += i;
            if (i == 0) successors[i].transportDocumentReference = referenceOf[token];
        }
        if (!_attempt(token, "reissue", actor, abi.encodeCall(bills.reissue, (predecessors, successors)))) return;
        for (uint256 i = 0; i < successors.length; ++i) {
            _remember(successors[i]);
            bool isLinked =
                bills.predecessorsOf(successors[i].tokenId)[0] == token &&
                    bills.successorsOf(token)[i] == successors[i].tokenId;
            bool isReturned = bills.ownerOf(successors[i].tokenId) == _surrendererOf[token];
            if (!isLinked || !isReturned) ++lineageFaults;
        }
    }

    function instruct(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        uint32 titleholder = bills.billOf(token).titleholder;
        if (titleholder != 0 && _draw(seed, "other") % 16 != 0) actor = consortium.memberView(titleholder).account;
        Act act = Act(_between(_draw(seed, "act"), uint256(Act.ENDORSE), uint256(Act.SURRENDER_FOR_AMENDMENT)));
        bool surrenders = act == Act.SURRENDER_FOR_DELIVERY || act == Act.SURRENDER_FOR_AMENDMENT;
        AmendmentReason reason = act == Act.SURRENDER_FOR_AMENDMENT ? _reason(seed) : AmendmentReason.NONE;
        address to = surrenders ? address(0) : _recipient(seed, token);
        _attempt(token, "instruct", actor, abi.encodeCall(bills.instruct, (token, act, to, reason)));
    }

    function carryOut(uint256 seed) external {
        (uint256 token, address actor) = _pick(seed, BillStatus.ISSUED);
        // The first bill with an instruction, if there is one.
        for (uint256 i = 0; i < tokens.length && !bills.billOf(token).isInstructed; ++i) {
            (token, actor) = (tokens[i], bills.ownerOf(tokens[i]));
        }
        address to = bills.instructionOf(token).recipient;
        bytes memory call = abi.encodeCall(bills.carryOut, (token, bills.instructionOf(token).sequence));
        if (_surrender(token, actor, call) && to != address(0)) _noteForward(to);
    }

    /// @dev One call in three freezes a bill that is not closed; the others let all go on.
    function freeze(uint256 seed) external {
        (uint256 token, ) = _pick(seed, BillStatus(_between(seed, 1, 2)));
        if (_draw(seed, "freeze") % 3 == 0 && closedAs[token] == 0) {
            _attempt(token, "freeze", address(this), abi.encodeCall(bills.freeze, (token)));
            return;
        }
        for (uint256 i = 0; i < tokens.length; ++i) {
            if (!bills.billOf(tokens[i]).isFrozen) continue;
            _attempt(tokens[i], "unfreeze", address(this), abi.encodeCall(bills.unfreeze, (tokens[i])));
        }
    }

    /// @dev One call in six suspends somebody; the others bring everybody back.
    function govern(uint256 seed) external {
        MemberView memory member = consortium.memberOf(anybody(_draw(seed, "who")));
        if (_draw(seed, "what") % 6 == 0 && member.status == MemberStatus.ACTIVE) {
            consortium.suspend(member.member);
            return;
        }
        for (uint32 i = 1; i <= consortium.memberCount(); ++i) {
            if (consortium.memberView(i).status == MemberStatus.SUSPENDED) consortium.reinstate(i);
        }
    }

    function pass(uint256 seed) external {
        VM.warp(block.timestamp + _between(_draw(seed, "time"), 1, 1 days));
        VM.roll(block.number + _between(_draw(seed, "blocks"), 0, 2));
    }

    function _surrender(uint256 token, address actor, bytes memory call) private returns (bool went) {
        (bytes32 before, address owner) = (_essence(token), bills.ownerOf(token));
        went = _attempt(token, "surrender", actor, call);
        if (went) (_beforeMove[token], _surrendererOf[token]) = (before, owner);
    }

    function _reason(uint256 seed) private pure returns (AmendmentReason) {
        return AmendmentReason(_between(_draw(seed, "reason"), 1, uint256(type(AmendmentReason).max)));
    }
}
