// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {BillStatus, BillView, Delivery, IBillOfLading, Kind, Trail} from "../interfaces/IBillOfLading.sol";
import {Standing} from "../consortium/Standing.sol";
import {BillLifeCycle} from "../libraries/BillLifeCycle.sol";
import {Roles} from "../libraries/Roles.sol";
import {APPROVED, BillState, CANCELLABLE, CARRIED_ENDORSEMENT, FINAL, ISSUE_REJECTED} from "./BillState.sol";

/// @notice One bill in one storage word. Possession is an account's number, title and carrier are members' numbers.
struct Bill {
    // slot 0
    uint32 holder; // account in possession
    uint32 title; // titleholder; on a STRAIGHT bill or WAYBILL the named consignee; 0 on a BEARER bill
    uint32 previousHolder; // account to which a rejection or a refused surrender returns; 0: the issue itself
    uint32 previousTitle; // titleholder before the latest endorsement; on a STRAIGHT bill or WAYBILL the shipper
    uint32 carrier;
    uint32 rejectDeadline; // seconds, good to 2106; 0: nothing to reject
    uint32 latestBlock; // of the latest event; at one block a second good for 136 years
    uint16 sequence; // of the latest event
    BillState state;
}

/// @title BillLedger
/// @notice Keeps the bills: one word each, the count of bills of each account, and the taken references.
/// @dev ERC-721's `_ownerOf`, `_update` and `balanceOf` are overridden together: the owner is the holder in the bill's
/// word, and OpenZeppelin's own owner and balance mappings stay empty. Every move of possession passes `_handOver`, and
/// every change of a bill ends in `_store`.
abstract contract BillLedger is IBillOfLading, ERC721, AccessManaged, ActingMember {
    using SafeCast for uint256;

    mapping(uint256 tokenId => Bill bill) internal _bills;
    mapping(uint32 carrier => mapping(bytes20 transportDocumentReference => uint256 tokenId)) internal _tokens;
    mapping(uint32 account => uint256 count) private _counts;

    // slot: what governance may change; read by each forward move
    uint32 internal _rejectPeriod = 48 hours;

    /* READING */

    /// @inheritdoc IBillOfLading
    function billOf(uint256 tokenId) external view returns (BillView memory view_) {
        Bill memory bill = _existing(tokenId);
        (address account, Standing possessor) = consortium.standingOfAccount(bill.holder);
        bool namesParties = _namesParties(bill.state.kind());
        view_ = BillView({
            kind: bill.state.kind(),
            status: bill.state.status(),
            carrier: bill.carrier,
            possessor: possessor.member(),
            possessorAccount: account,
            titleholder: bill.state.kind() == Kind.WAYBILL ? 0 : bill.title,
            shipper: namesParties ? bill.previousTitle : 0,
            consignee: namesParties ? bill.title : 0,
            isFinal: bill.state.has(FINAL),
            rejectDeadline: bill.rejectDeadline,
            sequence: bill.sequence,
            latestBlock: bill.latestBlock
        });
    }

    /// @inheritdoc IBillOfLading
    function deliveryOf(uint256 tokenId) external view returns (Delivery memory delivery) {
        Bill memory bill = _existing(tokenId);
        BillStatus status = bill.state.status();
        delivery.carrier = bill.carrier;
        delivery.entitled = _entitled(bill);
        delivery.isDue =
            status == BillStatus.SURRENDERED_FOR_DELIVERY ||
            (bill.state.kind() == Kind.WAYBILL && status == BillStatus.ISSUED);
    }

    /// @inheritdoc IBillOfLading
    function tokenByReference(uint32 carrier, bytes20 transportDocumentReference) public view returns (uint256) {
        uint256 tokenId = _tokens[carrier][transportDocumentReference];
        // Most look-ups find nothing: do not read a bill for them.
        return tokenId == 0 || _bills[tokenId].state.has(ISSUE_REJECTED) ? 0 : tokenId;
    }

    /// @inheritdoc IBillOfLading
    function rejectPeriod() external view returns (uint32) {
        return _rejectPeriod;
    }

    /// @inheritdoc ERC721
    function balanceOf(address owner) public view override returns (uint256) {
        if (owner == address(0)) revert ERC721InvalidOwner(owner);
        return _counts[consortium.standingOf(owner).account()];
    }

    /* LOADING AND STORING */

    function _existing(uint256 tokenId) internal view returns (Bill memory bill) {
        bill = _bills[tokenId];
        if (bill.holder == 0) revert ERC721NonexistentToken(tokenId);
    }

    /// @dev A bill on which its possessor may act.
    function _live(uint256 tokenId) internal view returns (Bill memory bill) {
        bill = _existing(tokenId);
        BillStatus status = bill.state.status();
        if (status != BillStatus.ISSUED) revert BillOfLading_NotLive(tokenId, status);
    }

    /// @dev A live bill, and the caller as its active possessor, whose right to reject ends with the act to come.
    function _actOn(uint256 tokenId) internal view returns (Bill memory bill, Standing actor) {
        bill = _live(tokenId);
        actor = _actor();
        if (actor.account() != bill.holder) revert BillOfLading_NotPossessor(tokenId, _msgSender());
        _settle(bill);
    }

    /// @dev The possessor acts: what it received can no longer be rejected, nor can an endorser before it cancel.
    function _settle(Bill memory bill) internal pure {
        // Without an open right to reject, a cancellable endorsement is the possessor's own and stays so.
        if (bill.rejectDeadline == 0) return;
        bill.rejectDeadline = 0;
        bill.previousHolder = 0;
        bill.state = bill.state.without(CANCELLABLE | CARRIED_ENDORSEMENT);
    }

    /// @dev Moves the status along the table.
    function _moveStatus(Bill memory bill, BillStatus to) internal pure {
        BillLifeCycle.requireMove(bill.state.status(), to);
        bill.state = bill.state.withStatus(to);
    }

    /// @dev The place of the next event in the bill's history.
    function _nextTrail(Bill memory bill) internal view returns (Trail memory trail) {
        unchecked {
            // Wraps on purpose: the order within a block and the absence of gaps can be told modulo 65,536.
            bill.sequence += 1;
        }
        trail = Trail(bill.sequence, bill.latestBlock);
        bill.latestBlock = block.number.toUint32();
    }

    function _store(uint256 tokenId, Bill memory bill) internal {
        _bills[tokenId] = bill;
    }

    /* POSSESSION */

    /// @dev The one place where possession changes: counts, approval, holder and ERC-721's Transfer.
    /// The caller stores the bill afterwards. `from` is zero for an issue.
    function _handOver(uint256 tokenId, Bill memory bill, address from, address to, uint32 toAccount) internal {
        if (from != address(0)) {
            unchecked {
                // The holder is counted since it received this bill.
                _counts[bill.holder] -= 1;
            }
            if (bill.state.has(APPROVED)) {
                super._approve(address(0), tokenId, address(0), false);
                bill.state = bill.state.without(APPROVED);
            }
        }
        unchecked {
            // There are no 2^256 bills.
            _counts[toAccount] += 1;
        }
        bill.holder = toAccount;
        emit Transfer(from, to, tokenId);
    }

    /// @inheritdoc ERC721
    function _ownerOf(uint256 tokenId) internal view override returns (address owner) {
        uint32 holder = _bills[tokenId].holder;
        if (holder != 0) (owner, ) = consortium.standingOfAccount(holder);
    }

    /* RECIPIENTS */

    /// @dev Whether a member may be given a bill, its title or a place in it.
    function _mayHold(Standing party) internal pure returns (bool) {
        return party.isActive() && party.hasAny(Roles.HOLDERS);
    }

    /// @dev Reverts unless `to` may receive the bill, or title to it, from `from`.
    function _requireRecipient(
        uint256 tokenId,
        Bill memory bill,
        uint32 from,
        address to,
        Standing recipient
    ) internal pure {
        if (!_mayHold(recipient)) revert BillOfLading_RecipientNotPermitted(tokenId, to);
        if (recipient.member() == from) revert BillOfLading_RecipientIsSelf(tokenId, to);
        if (recipient.member() == bill.carrier) revert BillOfLading_RecipientIsCarrier(tokenId, to);
    }

    /* APPROVALS */

    /// @dev Approvals go to active members, of which custodians are a role, and come from active possessors.
    function _approve(address to, uint256 tokenId, address auth, bool emitEvent) internal override {
        if (to != address(0)) {
            (, Standing approved) = _actorAnd(to);
            if (!approved.isActive()) revert BillOfLading_ApprovalNotPermitted(to);
        }
        super._approve(to, tokenId, auth, emitEvent);
        BillState state = _bills[tokenId].state;
        _bills[tokenId].state = to == address(0) ? state.without(APPROVED) : state.with(APPROVED);
    }

    /// @dev An approval for all bills goes only to a custodian.
    function _setApprovalForAll(address owner, address operator, bool approved) internal override {
        if (approved) {
            (, Standing custodian) = _actorAnd(operator);
            if (!custodian.isActive() || !custodian.hasAny(Roles.CUSTODIAN)) {
                revert BillOfLading_ApprovalNotPermitted(operator);
            }
        }
        super._setApprovalForAll(owner, operator, approved);
    }

    /* WHO IS WHO */

    /// @dev Whether bills of this kind name a shipper and a consignee, who stay.
    function _namesParties(Kind kind) internal pure returns (bool) {
        return kind == Kind.STRAIGHT || kind == Kind.WAYBILL;
    }

    /// @dev Who is entitled to delivery, or would be if the bill were surrendered now.
    function _entitled(Bill memory bill) internal view returns (uint32) {
        BillStatus status = bill.state.status();
        // Once a surrender is accepted, `title` says who is entitled, for a BEARER bill too.
        if (bill.state.kind() != Kind.BEARER || status == BillStatus.SURRENDERED_FOR_DELIVERY) return bill.title;
        bool pending = status == BillStatus.PENDING_SURRENDER_FOR_DELIVERY;
        (, Standing possessor) = consortium.standingOfAccount(pending ? bill.previousHolder : bill.holder);
        return possessor.member();
    }
}
