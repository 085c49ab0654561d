// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {BillAmendments} from "../../contracts/bill/BillAmendments.sol";
import {BillOfLading} from "../../contracts/bill/BillOfLading.sol";
import {Consortium} from "../../contracts/consortium/Consortium.sol";
import {Act, BillStatus, BillView, Issuance, Kind} from "../../contracts/interfaces/BillTypes.sol";
import {MemberStatus, MemberView} from "../../contracts/interfaces/IConsortium.sol";
import {Roles} from "../../contracts/libraries/Roles.sol";
import {Laws, IVm} from "../support/Laws.sol";
import {Members} from "../support/Members.sol";

/// @title BillGhosts
/// @notice What the handler of the invariants remembers of bills, how it draws, and what it checks after each act.
abstract contract BillGhosts is Laws, Members {
    uint256 internal constant MOST_BILLS = 14;
    uint256 private constant FIRST_BILLS = 5;
    uint256 private constant REFERENCES = 5;

    BillOfLading public immutable bills;

    uint256[] public tokens;
    mapping(uint256 token => bytes20 text) public referenceOf;
    /// @dev What a bill was when it closed; zero while it lives.
    mapping(uint256 token => bytes32 state) public closedAs;
    /// @dev What a bill was before the latest move forward, or endorsement without one.
    mapping(uint256 token => bytes32 state) internal _beforeMove;
    mapping(uint256 token => bytes32 state) internal _beforeEndorsement;
    mapping(uint256 token => address account) internal _surrendererOf;

    /// @notice How many acts went through: a suite in which nothing happens proves nothing.
    uint256 public done;

    uint256 public forbiddenMoves;
    uint256 public wrongRestorations;
    uint256 public sequenceFaults;
    uint256 public closedFaults;
    uint256 public frozenFaults;
    uint256 public lineageFaults;

    constructor() Members(new Consortium(address(new AccessManager(address(this))))) {
        bills = new BillOfLading(new BillAmendments(consortium, consortium.authority()), consortium.authority());
        _admitAll();
        for (uint256 seed = 0; tokens.length < FIRST_BILLS; ++seed) _issue(seed);
    }

    function tokenCount() external view returns (uint256) {
        return tokens.length;
    }

    /* ISSUING */

    function _issue(uint256 seed) internal {
        if (tokens.length == MOST_BILLS) return;
        Issuance memory issuance = _issuance(seed, holder(_draw(seed, "issue to")));
        bytes memory call = abi.encodeCall(bills.issue, (issuance));
        if (!_attempt(issuance.tokenId, "issue", _carrierAccount(_draw(seed, "carrier")), call)) return;
        _remember(issuance);
        _noteForward(issuance.issueTo);
        if (issuance.titleTo != address(0)) _noteForward(issuance.titleTo);
    }

    /// @dev A well-formed issuance of any kind under one of a few references.
    function _issuance(uint256 seed, address issueTo) internal view returns (Issuance memory issuance) {
        issuance.tokenId = tokens.length + 1;
        bytes1 last = bytes1(uint8(_draw(seed, "reference") % REFERENCES) + 65);
        issuance.transportDocumentReference = bytes20(abi.encodePacked("REFERENCE", last));
        // One in six is a waybill, which hardly lives.
        uint256 kind = _draw(seed, "kind") % 6;
        issuance.kind = kind == 5 ? Kind.WAYBILL : Kind(kind % 3);
        issuance.issueTo = issueTo;
        bool namesParties = issuance.kind == Kind.STRAIGHT || issuance.kind == Kind.WAYBILL;
        if (namesParties) issuance.shipper = issueTo;
        if (issuance.kind != Kind.BEARER) issuance.titleTo = holder(_draw(seed, "title to"));
        // Half of the TO_ORDER bills are issued to their titleholder.
        if (issuance.kind == Kind.TO_ORDER && seed % 2 == 0) issuance.titleTo = issueTo;
    }

    function _remember(Issuance memory issuance) internal {
        tokens.push(issuance.tokenId);
        referenceOf[issuance.tokenId] = issuance.transportDocumentReference;
    }

    /* DRAWING */

    function _draw(uint256 seed, string memory what) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what)));
    }

    /// @dev A bill, in most cases of the status that the act needs, and who acts on it: in most cases its owner.
    function _pick(uint256 seed, BillStatus wanted) internal view returns (uint256 token, address actor) {
        uint256 first = _draw(seed, "bill");
        bool isAny = _draw(seed, "any bill") % 16 == 0;
        for (uint256 i = 0; i < tokens.length; ++i) {
            token = tokens[(first + i) % tokens.length];
            if (isAny || bills.billOf(token).status == wanted) break;
        }
        actor = _draw(seed, "any actor") % 16 == 0 ? anybody(_draw(seed, "actor")) : bills.ownerOf(token);
    }

    /// @dev Who has title already, anybody, or in most cases an active holder other than the owner.
    function _recipient(uint256 seed, uint256 token) internal view returns (address to) {
        uint256 choice = _draw(seed, "recipient") % 8;
        uint256 first = _draw(seed, "to");
        uint32 titleholder = bills.billOf(token).titleholder;
        if (choice == 0) return anybody(first);
        if (choice < 4 && titleholder != 0) return consortium.memberView(titleholder).account;
        for (uint256 i = 0; i < 7; ++i) {
            to = holder(first + i);
            if (_mayHold(to) && to != bills.ownerOf(token)) return to;
        }
    }

    function _endorsement(uint256 seed) internal pure returns (Act) {
        return Act(_between(_draw(seed, "act"), uint256(Act.ENDORSE), uint256(Act.BLANK_ENDORSE)));
    }

    /* NOTES */

    /// @dev Calls in `actor`'s name and checks what holds of every act: its events count, and a closed bill stays.
    function _attempt(uint256 token, bytes32 act, address actor, bytes memory call) internal returns (bool went) {
        (uint16 sequence, bytes32 closed) = (_sequence(token), closedAs[token]);
        bool isFrozen = sequence != 0 && bills.billOf(token).isFrozen;
        VM.recordLogs();
        VM.prank(actor);
        // Low level, because any act may be refused.
        (went, ) = address(bills).call(call); // solhint-disable-line avoid-low-level-calls
        // The runner records the events of a call that was refused, too.
        uint256 events = _events(token, VM.getRecordedLogs());
        if (!went) events = 0;
        if (_sequence(token) != sequence + events) ++sequenceFaults;
        if (!went) return false;
        ++done;
        if (events == 0 && act != "approve") ++sequenceFaults;
        // A carrier's approval on a closed bill moves nothing.
        if (closed != 0 && act != "approve") ++closedFaults;
        if (isFrozen && act != "approve" && act != "unfreeze") ++frozenFaults;
        BillStatus status = bills.billOf(token).status;
        bool isClosed = status == BillStatus.SURRENDERED_FOR_DELIVERY || status == BillStatus.VOIDED;
        if (isClosed && closed == 0) closedAs[token] = stateOf(token);
    }

    /// @dev The act TRANSFER by `actor`, in the name of the bill's owner.
    function _move(uint256 token, bytes32 act, address actor, address to) internal {
        bytes32 before = _essence(token);
        bytes memory call = abi.encodeCall(IERC721.transferFrom, (bills.ownerOf(token), to, token));
        if (!_attempt(token, act, actor, call)) return;
        _beforeMove[token] = before;
        _noteForward(to);
    }

    function _noteForward(address to) internal {
        if (!_mayHold(to)) ++forbiddenMoves;
    }

    function _mayHold(address account) internal view returns (bool) {
        MemberView memory member = consortium.memberOf(account);
        return member.status == MemberStatus.ACTIVE && member.roles & Roles.HOLDERS != 0;
    }

    /// @notice All that a view shows of a bill.
    function stateOf(uint256 token) public view returns (bytes32) {
        return keccak256(abi.encode(bills.billOf(token), bills.deliveryOf(token), bills.ownerOf(token)));
    }

    /// @dev What a rejection or a refusal restores: possession, title, finality, kind.
    function _essence(uint256 token) internal view returns (bytes32) {
        BillView memory bill = bills.billOf(token);
        return
            keccak256(
                abi.encode(
                    bill.kind,
                    bill.possessorAccount,
                    bill.titleholder,
                    bill.isFinal,
                    bill.shipper,
                    bill.consignee
                )
            );
    }

    function _sequence(uint256 token) internal view returns (uint16) {
        try bills.billOf(token) returns (BillView memory bill) {
            return bill.sequence;
        } catch {
            return 0;
        }
    }

    /// @dev The bill's own events name the token first; ERC-721's Transfer and Approval name it third.
    function _events(uint256 token, IVm.Log[] memory logs) internal view returns (uint256 events) {
        for (uint256 i = 0; i < logs.length; ++i) {
            bytes32[] memory topics = logs[i].topics;
            bool isStandard = topics[0] == IERC721.Transfer.selector || topics[0] == IERC721.Approval.selector;
            bool isOwn = logs[i].emitter == address(bills) && topics.length > 1 && !isStandard;
            if (isOwn && uint256(topics[1]) == token) ++events;
        }
    }
}
