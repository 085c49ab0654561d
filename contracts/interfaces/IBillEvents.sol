// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Act, AmendmentReason, CourtOrder, DeliveryMark, Kind, Place, Trail} from "./BillTypes.sol";

/// @title IBillEvents
/// @notice What happened to a bill, and to the clock of all bills. Parties are member numbers, 0 is nobody. Who acted is
/// the account in possession, which ERC-721's Transfer events tell, or else stands in the event as `account`.
interface IBillEvents {
    /* LIFE */

    /// @notice What a wallet shows of the bill has changed: its kind or its status (ERC-4906).
    event MetadataUpdate(uint256 tokenId);

    /// @notice A carrier issued a bill (DCSA ISSUE).
    event Issued(
        uint256 indexed tokenId,
        uint32 indexed carrier,
        uint32 indexed issuedTo,
        bytes20 transportDocumentReference,
        Kind kind,
        uint32 shipper,
        uint32 titleTo,
        address account,
        Trail trail
    );

    /// @notice Possession passed on (DCSA TRANSFER); the accounts stand in ERC-721's Transfer beside it.
    event PossessionTransferred(
        uint256 indexed tokenId,
        uint32 indexed from,
        uint32 indexed to,
        uint40 rejectDeadline,
        Trail trail
    );

    /// @notice Title passed on (DCSA ENDORSE, ENDORSE_TO_ORDER), or to whoever has possession (BLANK_ENDORSE, `to` 0).
    event Endorsed(uint256 indexed tokenId, uint32 indexed by, uint32 indexed to, Act act, Trail trail);

    /// @notice The endorser, still in possession, took its endorsement back.
    event EndorsementCancelled(uint256 indexed tokenId, uint32 indexed by, Trail trail);

    /// @notice The possessor accepted possession (DCSA SIGN): its right to reject has ended.
    event Signed(uint256 indexed tokenId, uint32 indexed by, Trail trail);

    /// @notice A recipient rejected a transfer; possession, and what else that transaction changed, is as before it.
    event TransferRejected(uint256 indexed tokenId, uint32 indexed by, uint32 indexed backTo, Trail trail);

    /// @notice The first recipient rejected the issue; the bill is void and its reference free.
    event IssueRejected(uint256 indexed tokenId, uint32 indexed by, uint32 indexed carrier, Trail trail);

    /// @notice The titleholder out of possession named an act for the possessor to carry out. `recipient` 0: a surrender.
    event Instructed(
        uint256 indexed tokenId,
        uint32 indexed by,
        uint32 indexed recipient,
        Act act,
        AmendmentReason reason,
        address account,
        Trail trail
    );

    /// @notice The titleholder withdrew its instruction.
    event InstructionWithdrawn(uint256 indexed tokenId, uint32 indexed by, address account, Trail trail);

    /// @notice The bill was given to the carrier and awaits its answer (DCSA SURRENDER_FOR_DELIVERY, with the reason
    /// NONE, or SURRENDER_FOR_AMENDMENT).
    event Surrendered(
        uint256 indexed tokenId,
        uint32 indexed by,
        uint32 indexed carrier,
        Act act,
        AmendmentReason reason,
        Trail trail
    );

    /// @notice The carrier accepted the surrender (DCSA SURR); `entitled` may claim delivery.
    event SurrenderAccepted(
        uint256 indexed tokenId,
        uint32 indexed carrier,
        uint32 indexed entitled,
        address account,
        Trail trail
    );

    /// @notice The carrier refused the surrender (DCSA SREJ); the bill is back with who surrendered it.
    event SurrenderRefused(
        uint256 indexed tokenId,
        uint32 indexed carrier,
        uint32 indexed backTo,
        bytes32 commentsHash,
        Trail trail
    );

    /// @notice Possession went from a replaced account of a member to its current one, which ERC-721's Transfer beside it
    /// names. No act: possessor, title, deadlines and an open instruction are as before.
    event AccountFollowed(uint256 indexed tokenId, uint32 indexed possessor, uint32 indexed accountNumber, Trail trail);

    /* AMENDMENT */

    /// @notice The bill is void and `successors` stand in its place; one event for each bill that was followed.
    event Reissued(uint256 indexed tokenId, uint32 indexed carrier, uint256[] successors, Trail trail);

    /// @notice The party with the right of disposal allowed one replacement for its waybill; 0: none any more.
    event ReplacementAllowed(
        uint256 indexed tokenId,
        uint32 indexed by,
        uint256 indexed successor,
        address account,
        Trail trail
    );

    /// @notice The bill lives on paper from now on. `title` 0: to bearer.
    event PaperIssued(
        uint256 indexed tokenId,
        uint32 indexed carrier,
        uint32 indexed title,
        bytes32 statementHash,
        uint8 originals,
        Trail trail
    );

    /// @notice The carrier took a paper original in against delivery; the presenter is entitled. The latest one counts;
    /// presenter 0: there is none, an earlier record was a mistake.
    event PaperPresented(
        uint256 indexed tokenId,
        uint32 indexed carrier,
        uint32 indexed presenter,
        bytes32 presentedHash,
        Trail trail
    );

    /// @notice The carrier took in the full set of paper; `successor` is the electronic bill in its place.
    event PaperReplaced(
        uint256 indexed tokenId,
        uint32 indexed carrier,
        uint256 indexed successor,
        bytes32 statementHash,
        Trail trail
    );

    /// @notice The party named in the document took the place of the member that stood in for it.
    event StandInReplaced(
        uint256 indexed tokenId,
        uint32 indexed from,
        uint32 indexed to,
        Place place,
        bytes32 represents,
        Trail trail
    );

    /* CUSTODY */

    /// @notice Governance changed the time for which a recipient may reject, in seconds.
    event RejectPeriodChanged(uint32 previousPeriod, uint32 period);

    /// @notice New moves are paused until `until` at the latest.
    event MovesPaused(address indexed guardian, uint40 until);

    /// @notice New moves go on before the pause would have ended by itself.
    event MovesResumed(address indexed account);

    /// @notice The bill is frozen: no act and no answer. `until` 0: until governance unfreezes it.
    event Frozen(uint256 indexed tokenId, uint40 until, Trail trail);

    /// @notice The bill is no longer frozen. A guardian's freeze also ends by itself, without an event.
    event Unfrozen(uint256 indexed tokenId, Trail trail);

    /// @notice Holder, titleholder and carrier have notice of a court order, to be carried out from `notBefore`.
    event ReassignmentAnnounced(
        uint256 indexed tokenId,
        bytes32 indexed orderHash,
        CourtOrder order,
        uint40 notBefore,
        Trail trail
    );

    /// @notice The announced order will not be carried out.
    event ReassignmentWithdrawn(uint256 indexed tokenId, bytes32 indexed orderHash, Trail trail);

    /// @notice A court order was carried out.
    event Reassigned(
        uint256 indexed tokenId,
        uint32 indexed possessor,
        uint32 indexed titleholder,
        Kind kind,
        bytes32 orderHash,
        bytes2 jurisdiction,
        Trail trail
    );

    /// @notice The release of cargo set or took back a mark.
    event DeliveryMarked(uint256 indexed tokenId, DeliveryMark indexed mark, bool set, Trail trail);
}
