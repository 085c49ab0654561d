// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @notice The kinds of transport document. Title stands with: STRAIGHT, the named consignee; TO_ORDER, the latest
/// endorsee; BEARER, whoever has possession; WAYBILL, nobody, for it is no document of title.
enum Kind {
    STRAIGHT,
    TO_ORDER,
    BEARER,
    WAYBILL
}

/// @notice The status of a bill in DCSA's words, with NONE for a token that was never issued and PAPER for a bill that
/// lives on paper. The allowed moves stand in one table, the library BillLifeCycle.
enum BillStatus {
    NONE,
    ISSUED,
    PENDING_SURRENDER_FOR_DELIVERY,
    SURRENDERED_FOR_DELIVERY,
    PENDING_SURRENDER_FOR_AMENDMENT,
    SURRENDERED_FOR_AMENDMENT,
    VOIDED,
    PAPER
}

/// @notice The acts on a bill, under their DCSA action codes.
enum Act {
    ISSUE,
    TRANSFER,
    ENDORSE,
    ENDORSE_TO_ORDER,
    BLANK_ENDORSE,
    SIGN,
    SURRENDER_FOR_DELIVERY,
    SURRENDER_FOR_AMENDMENT
}

/// @notice Where an event stands in its bill's history, so that the history can be read backwards from the tip with one
/// single-block query per block, without an archive node.
struct Trail {
    uint16 sequence; // 1 for the issue; counts modulo 65,536, so that a long life never blocks a bill
    uint32 previousBlock; // block of the bill's event before this one; 0 for the issue
}

/// @notice What a carrier says when it issues a bill.
struct Issuance {
    uint256 tokenId; // SHA-256 of the RFC 8785 canonical JSON of the document as issued
    bytes20 transportDocumentReference; // ASCII, left-aligned, zero-padded
    Kind kind;
    address issueTo; // the first possessor; for a WAYBILL the shipper
    address shipper; // named on a STRAIGHT bill or WAYBILL; zero for the others, which do not need it
    address titleTo; // STRAIGHT and WAYBILL: the consignee; TO_ORDER: the endorsee; BEARER: zero
}

/// @notice Everything the chain knows of a bill. Parties are member numbers; 0 is nobody.
struct BillView {
    Kind kind;
    BillStatus status;
    uint32 carrier;
    uint32 possessor;
    address possessorAccount;
    uint32 titleholder; // 0 for a WAYBILL, and for a BEARER bill whose surrender is not accepted
    uint32 shipper; // STRAIGHT and WAYBILL only
    uint32 consignee; // STRAIGHT and WAYBILL only
    bool isFinal; // the titleholder may transfer and surrender but never endorse
    uint40 rejectDeadline; // last second at which the possessor may reject what it received; 0: no such right
    uint16 sequence; // of the latest event
    uint32 latestBlock; // of the latest event
}

/// @notice What the release of cargo needs to know of a bill.
struct Delivery {
    uint32 carrier;
    uint32 entitled; // the party entitled to delivery, or who would be if the bill were surrendered now
    bool isDue; // surrendered for delivery, or a live waybill
}

/// @title IBillOfLading
/// @notice Electronic bills of lading as ERC-721 tokens: possession is the token's owner, title stands beside it.
/// @dev Possession moves by the act TRANSFER, which is ERC-721's `transferFrom` and `safeTransferFrom`, and by the acts
/// below; all of them pass one choke point. A forward move goes only to an active member that may hold bills; what is
/// returned always arrives.
///
/// Assumptions:
///
/// - a carrier keeps its key; who has it can issue, and nothing here can tell whether cargo was loaded
/// - the document itself is checked off chain: the token knows its digest, not its content
/// - the block's time is right to within seconds; deadlines are hours or days
/// - a receiving contract may refuse `safeTransferFrom`; it gets the call after all state is written
interface IBillOfLading {
    /* EVENTS */

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
    event Endorsed(
        uint256 indexed tokenId,
        uint32 indexed by,
        uint32 indexed to,
        Act act,
        address account,
        Trail trail
    );

    /// @notice The endorser, still in possession, took its endorsement back.
    event EndorsementCancelled(uint256 indexed tokenId, uint32 indexed by, address account, Trail trail);

    /// @notice The possessor accepted possession (DCSA SIGN): its right to reject has ended.
    event Signed(uint256 indexed tokenId, uint32 indexed by, address account, Trail trail);

    /// @notice A recipient rejected a transfer; possession, and what else that transaction changed, is as before it.
    event TransferRejected(uint256 indexed tokenId, uint32 indexed by, uint32 indexed backTo, Trail trail);

    /// @notice The first recipient rejected the issue; the bill is void and its reference free.
    event IssueRejected(uint256 indexed tokenId, uint32 indexed by, uint32 indexed carrier, Trail trail);

    /// @notice The bill was given to the carrier and awaits its answer (DCSA SURRENDER_FOR_DELIVERY).
    event Surrendered(uint256 indexed tokenId, uint32 indexed by, uint32 indexed carrier, Act act, Trail trail);

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

    /// @notice Governance changed the time for which a recipient may reject, in seconds.
    event RejectPeriodChanged(uint32 previousPeriod, uint32 period);

    /* ERRORS */

    /// @notice Only a member in the role CARRIER issues bills.
    error BillOfLading_NotACarrier(address account);

    /// @notice A token is issued once. `index` is the place in the batch, 0 for a single issue.
    error BillOfLading_TokenIdUsed(uint256 index, uint256 tokenId);

    /// @notice Zero is no digest of a document.
    error BillOfLading_ZeroTokenId(uint256 index);

    /// @notice The reference is not 1 to 20 printable ASCII characters without a space at either end.
    error BillOfLading_InvalidReference(uint256 index, bytes20 transportDocumentReference);

    /// @notice The carrier's reference belongs to `tokenId`.
    error BillOfLading_ReferenceTaken(
        uint256 index,
        uint32 carrier,
        bytes20 transportDocumentReference,
        uint256 tokenId
    );

    /// @notice The parties given do not fit the kind; see {Issuance}.
    error BillOfLading_PartiesDoNotFit(uint256 index, Kind kind);

    /// @notice A party named at issue may not hold bills: it is no active trader, forwarder, bank or custodian, or it
    /// is the issuing carrier.
    error BillOfLading_PartyNotPermitted(uint256 index, address account);

    /// @notice A batch of nothing.
    error BillOfLading_EmptyBatch();

    /// @notice The recipient may not hold bills: it is no active trader, forwarder, bank or custodian.
    error BillOfLading_RecipientNotPermitted(uint256 tokenId, address recipient);

    /// @notice A bill is never passed to oneself.
    error BillOfLading_RecipientIsSelf(uint256 tokenId, address recipient);

    /// @notice A bill goes back to the carrier that issued it by surrender alone.
    error BillOfLading_RecipientIsCarrier(uint256 tokenId, address recipient);

    /// @notice The act needs a bill that is ISSUED; this one is not.
    error BillOfLading_NotLive(uint256 tokenId, BillStatus status);

    /// @notice The account does not possess the bill.
    error BillOfLading_NotPossessor(uint256 tokenId, address account);

    /// @notice The account possesses the bill but has no title to it.
    error BillOfLading_NotTitleholder(uint256 tokenId, address account);

    /// @notice The account is not the carrier that issued the bill.
    error BillOfLading_NotIssuer(uint256 tokenId, address account);

    /// @notice Bills of this kind do not know this act.
    error BillOfLading_ActNotAllowed(uint256 tokenId, Kind kind, Act act);

    /// @notice The latest endorsement was final: the titleholder may transfer and surrender, never endorse.
    error BillOfLading_EndorsementFinal(uint256 tokenId);

    /// @notice No endorsement by the possessor stands open to cancel.
    error BillOfLading_NothingToCancel(uint256 tokenId);

    /// @notice The possessor has no right to reject: it acted on the bill already, or the bill was returned to it.
    error BillOfLading_NothingToReject(uint256 tokenId);

    /// @notice The last second for rejecting was `deadline`.
    error BillOfLading_RejectTooLate(uint256 tokenId, uint40 deadline);

    /// @notice Approvals go only to a custodian or an active member; approvals for all bills only to a custodian.
    error BillOfLading_ApprovalNotPermitted(address account);

    /// @notice A refusal of surrender carries the hash of its comments.
    error BillOfLading_NoComments(uint256 tokenId);

    /// @notice The period is not between 1 and 14 days, or it is the one in force.
    error BillOfLading_InvalidRejectPeriod(uint32 period);

    /* ISSUE */

    /// @notice Issues a bill and gives possession to the issue-to party, title as the document says.
    /// @dev Emits {Issued} and ERC-721's Transfer.
    ///
    /// Requirements:
    ///
    /// - the caller is an active carrier
    /// - the token was never issued, and the carrier's reference is free
    /// - STRAIGHT: shipper and consignee; WAYBILL: the same, issued to the shipper; TO_ORDER: an endorsee and no
    ///   shipper; BEARER: neither
    /// - each party is active, may hold bills and is not the carrier
    function issue(Issuance calldata issuance) external;

    /// @notice Issues many bills: all or none. An error names the index of the bill that caused it.
    /// @dev Emits as {issue} for each. Requirements as {issue}, and the batch is not empty.
    function issueBatch(Issuance[] calldata issuances) external;

    /* POSSESSION */

    /// @notice Accepts possession (DCSA SIGN): the possessor's right to reject ends.
    /// @dev Emits {Signed}.
    ///
    /// Requirements: the caller is active and possesses the bill; it is ISSUED; it is no WAYBILL.
    function sign(uint256 tokenId) external;

    /// @notice Rejects what the latest transfer, or the issue, brought.
    /// @dev Emits {TransferRejected} or {IssueRejected}, and ERC-721's Transfer. Everything that the transaction changed
    /// is restored: possession, title, finality, kind. Rejecting the issue voids the bill and frees its reference.
    /// A suspended member may reject: a return is never kept from arriving.
    ///
    /// Requirements: the caller possesses the bill; it is ISSUED; the caller has not acted on it since; the deadline
    /// has not passed.
    function reject(uint256 tokenId) external;

    /* ENDORSEMENT */

    /// @notice Passes title on while possession stays.
    /// @dev Emits {Endorsed}. ENDORSE is final; ENDORSE_TO_ORDER lets the recipient endorse on; BLANK_ENDORSE makes the
    /// bill a BEARER bill and has no recipient.
    ///
    /// Requirements:
    ///
    /// - the caller is active and possesses the bill, and the bill is ISSUED
    /// - TO_ORDER: the caller has title and the latest endorsement was not final; BEARER: possession is enough, and
    ///   BLANK_ENDORSE would change nothing and is refused
    /// - the recipient is active, may hold bills, is not the caller and not the carrier; zero for BLANK_ENDORSE
    function endorse(uint256 tokenId, Act act, address to) external;

    /// @notice Endorses and transfers possession to the same recipient: two acts, two events, one transaction.
    /// @dev Emits {Endorsed}, {PossessionTransferred} and ERC-721's Transfer. BLANK_ENDORSE transfers a BEARER bill.
    ///
    /// Requirements: those of {endorse}, and a recipient also for BLANK_ENDORSE.
    function endorseAndTransfer(uint256 tokenId, Act act, address to) external;

    /// @notice Takes back an endorsement made while still in possession; title and kind are as before it.
    /// @dev Emits {EndorsementCancelled}.
    ///
    /// Requirements: the caller is active and possesses the bill, which is ISSUED; the bill's latest act is the caller's
    /// endorsement of a TO_ORDER bill, or the return of the bill after it.
    function cancelEndorsement(uint256 tokenId) external;

    /* SURRENDER */

    /// @notice Gives the bill to the carrier against delivery of the cargo.
    /// @dev Emits {Surrendered} and ERC-721's Transfer to the carrier.
    ///
    /// Requirements: the caller is active and possesses the bill, which is ISSUED; STRAIGHT: it is the consignee or the
    /// shipper; TO_ORDER: it has title; BEARER: possession is enough; WAYBILL: never.
    function surrenderForDelivery(uint256 tokenId) external;

    /// @notice The carrier accepts the surrender; the bill is closed and says who is entitled to delivery.
    /// @dev Emits {SurrenderAccepted}. Entitled is: STRAIGHT, the consignee, whoever surrendered; TO_ORDER, the
    /// titleholder; BEARER, who surrendered. A suspended carrier still answers.
    ///
    /// Requirements: the caller is the bill's carrier; a surrender for delivery is pending.
    function acceptSurrender(uint256 tokenId) external;

    /// @notice The carrier refuses the surrender; possession returns to exactly who had it.
    /// @dev Emits {SurrenderRefused} and ERC-721's Transfer. A suspended carrier still answers; the return arrives
    /// whatever the standing of its recipient.
    ///
    /// Requirements: the caller is the bill's carrier; a surrender is pending; a hash of the comments is given.
    /// @param commentsHash SHA-256 of the UTF-8 comments, 1 to 255 characters, which travel off chain
    function refuseSurrender(uint256 tokenId, bytes32 commentsHash) external;

    /* GOVERNANCE */

    /// @notice Sets for how long a recipient may reject; transfers already made keep their deadline.
    /// @dev Emits {RejectPeriodChanged}.
    ///
    /// Requirements: the caller is authorised by the authority; 1 to 14 days; a change.
    /// @param period seconds
    function setRejectPeriod(uint32 period) external;

    /* READING */

    /// @notice Everything the chain knows of a bill; a closed bill can be read for ever.
    /// @dev Reverts with ERC721NonexistentToken for a token that was never issued.
    function billOf(uint256 tokenId) external view returns (BillView memory);

    /// @notice What the release of cargo needs to know of a bill.
    /// @dev Reverts with ERC721NonexistentToken for a token that was never issued.
    function deliveryOf(uint256 tokenId) external view returns (Delivery memory);

    /// @notice The bill that has a carrier's reference; 0 if the reference is free.
    function tokenByReference(uint32 carrier, bytes20 transportDocumentReference) external view returns (uint256);

    /// @notice For how long a recipient may reject, in seconds.
    function rejectPeriod() external view returns (uint32);
}
