// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {GovernedMember} from "../consortium/GovernedMember.sol";
import {Standing} from "../consortium/Standing.sol";
import {BillStatus, CourtOrder, Instruction, Kind, Paper, Place, Trail} from "../interfaces/BillTypes.sol";
import {BillLifeCycle} from "../libraries/BillLifeCycle.sol";
import {Roles} from "../libraries/Roles.sol";
import {BillClock} from "./BillClock.sol";
import {APPROVED, BillState, CANCELLABLE, CARRIED_ENDORSEMENT, FROZEN, INSTRUCTED} from "./BillState.sol";

/// @notice One bill in one storage word. Possession is an account's number, title and carrier are members' numbers.
struct Bill {
    // slot 0
    uint32 holder; // account in possession
    uint32 title; // titleholder; on a STRAIGHT bill or WAYBILL the named consignee; 0 on a BEARER bill
    uint32 previousHolder; // account to which a rejection or a refused surrender returns; 0: the issue itself
    uint32 previousTitle; // titleholder before the latest endorsement; on a STRAIGHT bill or WAYBILL the shipper
    uint32 carrier;
    uint32 rejectDeadline; // in active time (see BillClock), good to 2106; 0: nothing to reject
    uint32 latestBlock; // of the latest event; at one block a second good for 136 years
    uint16 sequence; // of the latest event
    BillState state;
}

/// @notice A freeze of a bill, now or the latest one.
struct Freeze {
    uint40 since;
    uint40 until; // 0: without limit
    bool byGuardian; // now or earlier: the guardian has one for each bill
}

/// @notice A member that stands in for a named party.
struct StandIn {
    bytes32 represents; // hash of the DCSA party object; zero: nobody stands in
    uint32 member;
}

/// @notice A court order of which notice was given.
struct Announcement {
    CourtOrder order;
    uint40 notBefore; // 0: none
}

/// @title BillLedger
/// @notice Keeps the bills: one word each, the count of bills of each account, and who is frozen.
/// @dev ERC-721's `_ownerOf`, `_update` and `balanceOf` are overridden together: the owner is the holder in the bill's
/// word, and OpenZeppelin's own owner and balance mappings stay empty. Every move of possession passes `_handOver`, and
/// every change of a bill ends in `_store`.
abstract contract BillLedger is BillClock, ERC721 {
    using SafeCast for uint256;

    mapping(uint256 tokenId => uint256 word) private _bills;
    mapping(uint32 account => uint256 count) private _counts;

    // What few bills have, so that the others do not pay for it.
    mapping(uint256 tokenId => Freeze freeze) internal _freezes;
    mapping(uint256 tokenId => mapping(Place place => StandIn standIn)) internal _standIns;
    mapping(uint256 tokenId => Paper paper) internal _papers;
    mapping(uint256 tokenId => uint256[] successors) internal _successors;
    mapping(uint256 tokenId => uint256[] predecessors) internal _predecessors;
    mapping(uint256 tokenId => uint256 successor) internal _allowedReplacements;
    mapping(uint256 tokenId => Announcement announcement) internal _announcements;

    /// @dev Stands only as long as the bill has the mark INSTRUCTED, which every move of title or possession takes away.
    mapping(uint256 tokenId => Instruction instruction) internal _instructions;

    /* READING */

    /// @inheritdoc ERC721
    function balanceOf(address owner) public view override returns (uint256) {
        if (owner == address(0)) revert ERC721InvalidOwner(owner);
        return _counts[_standings.standingOf(owner).account()];
    }

    /* LOADING AND STORING */

    /// @dev The word as it is stored; all zero for a token that was never issued.
    function _stored(uint256 tokenId) internal view returns (Bill memory) {
        return _unpack(_bills[tokenId]);
    }

    /// @dev A bill as it is now: a guardian's freeze that has ended by itself is taken off.
    function _existing(uint256 tokenId) internal view returns (Bill memory bill) {
        bill = _unpack(_bills[tokenId]);
        if (bill.holder == 0) revert ERC721NonexistentToken(tokenId);
        if (bill.state.has(FROZEN)) {
            uint40 until = _freezes[tokenId].until;
            if (until != 0 && until <= block.timestamp) _thaw(tokenId, bill, until);
        }
    }

    /// @dev A bill on which acts and answers are possible: it is not frozen.
    function _unfrozen(uint256 tokenId) internal view returns (Bill memory bill) {
        bill = _existing(tokenId);
        _requireUnfrozen(tokenId, bill);
    }

    function _requireUnfrozen(uint256 tokenId, Bill memory bill) internal view {
        if (bill.state.has(FROZEN)) revert BillCustody_Frozen(tokenId, _freezes[tokenId].until);
    }

    /// @dev A bill on which its parties may act.
    function _live(uint256 tokenId) internal view returns (Bill memory bill) {
        bill = _unfrozen(tokenId);
        BillStatus status = bill.state.status();
        if (status != BillStatus.ISSUED) revert BillOfLading_NotLive(tokenId, status);
    }

    /// @dev A live bill, and the caller as its active possessor, whose right to reject ends with the act to come.
    function _actOn(uint256 tokenId) internal view returns (Bill memory bill, Standing actor) {
        _requireMoves();
        bill = _live(tokenId);
        actor = _actor();
        _requirePossession(tokenId, bill, actor);
        _settle(bill);
    }

    /// @dev The same, with another party's standing from the same call.
    function _actOnTowards(
        uint256 tokenId,
        address to
    ) internal view returns (Bill memory bill, Standing actor, Standing recipient) {
        _requireMoves();
        bill = _live(tokenId);
        (actor, recipient) = _actorAnd(to);
        _requirePossession(tokenId, bill, actor);
        _settle(bill);
    }

    /// @dev A bill, and the caller as its carrier, which may answer while suspended: no surrender is left hanging.
    function _answer(uint256 tokenId) internal view returns (Bill memory bill, Standing actor) {
        bill = _unfrozen(tokenId);
        actor = _standings.standingOf(_msgSender());
        _requireIssuer(tokenId, bill, actor);
    }

    function _requirePossession(uint256 tokenId, Bill memory bill, Standing actor) internal view {
        if (actor.account() == bill.holder) return;
        if (_isPossessor(bill, actor)) revert BillOfLading_NotFollowed(tokenId, _msgSender());
        revert BillOfLading_NotPossessor(tokenId, _msgSender());
    }

    /// @dev Whether the bill is in a member's hands, be it in those of an account that it has replaced.
    function _isPossessor(Bill memory bill, Standing actor) internal view returns (bool) {
        (, Standing possessor) = _standings.standingOfAccount(bill.holder);
        return actor.member() == possessor.member();
    }

    function _requireIssuer(uint256 tokenId, Bill memory bill, Standing actor) internal view {
        if (actor.member() != bill.carrier) revert BillOfLading_NotIssuer(tokenId, _msgSender());
    }

    /// @dev The possessor acts: what it received can no longer be rejected, nor can an endorser before it cancel.
    function _settle(Bill memory bill) internal pure {
        // Without an open right to reject, a cancellable endorsement is the possessor's own and stays so.
        if (bill.rejectDeadline == 0) return;
        bill.rejectDeadline = 0;
        bill.previousHolder = 0;
        bill.state = bill.state.without(CANCELLABLE | CARRIED_ENDORSEMENT);
    }

    /// @dev Takes a freeze off that ended at `end`; a right to reject that was open goes on where it stood.
    function _thaw(uint256 tokenId, Bill memory bill, uint256 end) internal view {
        bill.state = bill.state.without(FROZEN);
        uint256 since = _activeAt(_freezes[tokenId].since);
        if (bill.rejectDeadline >= since) bill.rejectDeadline += (_activeAt(end) - since).toUint32();
    }

    /// @dev Moves the status along the table.
    function _moveStatus(uint256 tokenId, Bill memory bill, BillStatus to) internal {
        BillLifeCycle.requireMove(bill.state.status(), to);
        bill.state = bill.state.withStatus(to);
        // SURRENDERED_FOR_AMENDMENT is left in the transaction that enters it: nobody ever sees it.
        if (to != BillStatus.SURRENDERED_FOR_AMENDMENT) emit MetadataUpdate(tokenId);
    }

    function _setKind(uint256 tokenId, Bill memory bill, Kind kind) internal {
        if (bill.state.kind() == kind) return;
        bill.state = bill.state.withKind(kind);
        emit MetadataUpdate(tokenId);
    }

    /// @dev The place of the next event in the bill's history.
    function _nextTrail(Bill memory bill) internal view returns (Trail memory trail) {
        unchecked {
            // Wraps on purpose: the order within a block and the absence of gaps can be told modulo 65,536.
            bill.sequence += 1;
        }
        trail = Trail(bill.sequence, bill.latestBlock);
        // Fits for 136 years at one block a second, longer than the times beside it.
        bill.latestBlock = uint32(block.number);
    }

    function _store(uint256 tokenId, Bill memory bill) internal {
        _bills[tokenId] = _pack(bill);
    }

    function _pack(Bill memory bill) private pure returns (uint256) {
        return
            uint256(bill.holder) |
            (uint256(bill.title) << 32) |
            (uint256(bill.previousHolder) << 64) |
            (uint256(bill.previousTitle) << 96) |
            (uint256(bill.carrier) << 128) |
            (uint256(bill.rejectDeadline) << 160) |
            (uint256(bill.latestBlock) << 192) |
            (uint256(bill.sequence) << 224) |
            (uint256(BillState.unwrap(bill.state)) << 240);
    }

    function _unpack(uint256 word) private pure returns (Bill memory bill) {
        bill.holder = uint32(word);
        bill.title = uint32(word >> 32);
        bill.previousHolder = uint32(word >> 64);
        bill.previousTitle = uint32(word >> 96);
        bill.carrier = uint32(word >> 128);
        bill.rejectDeadline = uint32(word >> 160);
        bill.latestBlock = uint32(word >> 192);
        bill.sequence = uint16(word >> 224);
        bill.state = BillState.wrap(uint16(word >> 240));
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
        bill.state = bill.state.without(INSTRUCTED);
        emit Transfer(from, to, tokenId);
    }

    /// @inheritdoc ERC721
    function _ownerOf(uint256 tokenId) internal view override returns (address owner) {
        uint32 holder = uint32(_bills[tokenId]);
        if (holder != 0) (owner, ) = _standings.standingOfAccount(holder);
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
    function _approve(address to, uint256 tokenId, address auth, bool emitEvent) internal virtual override {
        if (to != address(0)) {
            _unfrozen(tokenId);
            (, Standing approved) = _actorAnd(to);
            if (!approved.isActive()) revert BillOfLading_ApprovalNotPermitted(to);
        }
        super._approve(to, tokenId, auth, emitEvent);
        Bill memory bill = _stored(tokenId);
        bill.state = to == address(0) ? bill.state.without(APPROVED) : bill.state.with(APPROVED);
        _store(tokenId, bill);
    }

    /// @dev An approval for all bills goes only to a custodian.
    function _setApprovalForAll(address owner, address operator, bool approved) internal virtual override {
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

    function _msgSender() internal view override(Context, GovernedMember) returns (address) {
        return GovernedMember._msgSender();
    }

    function _msgData() internal view override(Context, GovernedMember) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength() internal view override(Context, GovernedMember) returns (uint256) {
        return ERC2771Context._contextSuffixLength();
    }
}
