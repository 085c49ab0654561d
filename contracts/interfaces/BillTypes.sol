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

/// @notice Why a bill is surrendered for amendment. DCSA knows COD, SWI and SWTP as `reasonCode`; the others travel as
/// comments. NONE: for every other act.
enum AmendmentReason {
    NONE,
    AMEND, // another value in the document
    SPLIT, // one bill into several
    MERGE, // several bills into one
    COD, // change of destination
    SWI, // switch of the bill of lading
    SWTP // switch to paper
}

/// @notice What the release of cargo records on a bill.
enum DeliveryMark {
    BEGUN, // the consignee of a WAYBILL claimed delivery, a right was given on PAPER, or a first truck was let in: no successor any more
    AGAINST_INDEMNITY // cargo was released against a letter of indemnity: every later holder sees it
}

/// @notice A place in a document where a member may stand in for the named party until that party joins.
enum Place {
    SHIPPER,
    TITLE
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
    bytes32 shipperRepresents; // not zero: the shipper stands in for this party, the hash of its DCSA party object
    bytes32 titleToRepresents; // the same for the party to whom title goes
    bool noDisposal; // NODISP, WAYBILL only: the consignee and not the shipper may have it replaced
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
    bool isFrozen;
    bool isInstructed; // an instruction of the titleholder waits for the possessor
    bool isAgainstIndemnity; // DELIVERED_AGAINST_LOI: cargo was released against a letter of indemnity
    bool isDeliveryBegun; // the consignee of a WAYBILL claimed delivery, a right was given on PAPER, or a first truck was let in
    bool noDisposal; // NODISP
    uint40 rejectDeadline; // last second for the possessor to reject what it received, if no clock stands still; 0: none
    uint16 sequence; // of the latest event
    uint32 latestBlock; // of the latest event
}

/// @notice What the release of cargo needs to know of a bill.
struct Delivery {
    uint32 carrier;
    uint32 entitled; // the party entitled to delivery, or who would be if the bill were surrendered now
    bool isDue; // surrendered for delivery, a live waybill, or a paper original taken in; never while frozen
    BillStatus status;
}

/// @notice What a titleholder out of possession asks the possessor to do.
struct Instruction {
    Act act;
    uint32 by; // the titleholder
    AmendmentReason reason; // of a surrender for amendment
    uint16 sequence; // of its event: by which the possessor says that it carries out this instruction and no other
    address recipient; // receives title (none by BLANK_ENDORSE) and possession; zero for a surrender
}

/// @notice The paper into which a bill was turned, and its end.
struct Paper {
    bytes32 statementHash; // of the statement on the paper that it replaces the electronic record
    uint32 title; // titleholder when the paper was made out; 0: to bearer
    uint8 originals; // in the full set
    uint32 presenter; // who presented an original against delivery; 0: nobody yet
    bytes32 presentedHash; // of the original taken in
}

/// @notice A court's order to put a bill into other hands.
struct CourtOrder {
    bytes32 orderHash; // SHA-256 of the order
    bytes2 jurisdiction; // ISO 3166-1 alpha-2
    Kind kind; // a TO_ORDER or BEARER bill is set to one of these two; a STRAIGHT bill stays one
    uint32 possessor;
    uint32 titleholder; // 0 with BEARER
}
