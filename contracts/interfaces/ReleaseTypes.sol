// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @notice Where a consigned container stands. GATED_IN means that whoever fetches it is inside the terminal.
enum Stage {
    NONE,
    EXPECTED,
    DISCHARGED,
    GATED_IN,
    GATED_OUT,
    RETURNED_EMPTY,
    ENDED_OTHERWISE,
    GONE_UNDER_OTHER_BILL
}

/// @notice What customs has cleared a container for.
enum Clearance {
    NONE,
    IMPORT,
    TRANSIT,
    WAREHOUSE
}

/// @notice Who may hold a container back: each places and lifts its own holds.
enum Authority {
    CARRIER,
    CUSTOMS,
    TERMINAL,
    GOVERNANCE
}

/// @notice How a consignment of a container ends without a gate-out.
enum End {
    SEIZED, // by customs
    AUCTIONED, // by customs
    RE_EXPORTED, // by the carrier
    UNPACKED, // at a freight station: by the terminal
    MOVED_INLAND, // to a depot, where the carrier may open another consignment: by the terminal
    STRUCK_OFF // consigned by mistake: by the carrier before discharge, or if the bill's issue was rejected; or by governance
}

/// @notice Why a container may not leave.
enum Reason {
    NOT_CONSIGNED, // no open consignment of this bill has it
    DOCUMENT, // light 1: not surrendered for delivery, no live waybill, no paper taken in, no letter of indemnity; or frozen
    CARRIER_CHARGES, // light 2: a charge of the carrier is neither paid, in escrow nor on credit, or demurrage is due
    CUSTOMS_CLEARANCE, // light 3: customs has not cleared it
    CUSTOMS_HOLD, // light 3
    NOT_DISCHARGED, // light 4
    TERMINAL_CHARGES, // light 4: the same of the terminal
    TERMINAL_RELEASE, // light 4: the terminal has not given its release
    TERMINAL_HOLD, // light 4
    CARRIER_HOLD,
    GOVERNANCE_HOLD,
    NO_RELEASE_RIGHT, // the carrier has given nobody the right to it
    RELEASE_WITHDRAWN, // the carrier has taken the release back for now
    OTHER_BILL, // another bill covers it, and may not let it go or has another haulier
    GONE // it has left, or its consignment ended otherwise
}

/// @notice What a carrier says when it opens a consignment.
struct Opening {
    uint256 tokenId; // the bill
    uint8 consignment; // number of the consignment under this bill, from 1
    address terminal; // member in the role TERMINAL
    address customs; // member in the role CUSTOMS
    bytes5 unLocationCode; // UN/LOCODE of the terminal's place, ASCII
    bool carrierHaulage; // the carrier, not the holder of the right, names the haulier
    bytes11[] numbers; // ISO 6346 container numbers, ASCII
}

/// @notice A consignment, for reading. Parties are member numbers.
struct ConsignmentView {
    uint32 carrier;
    uint32 terminal;
    uint32 customs;
    bytes5 unLocationCode;
    bool carrierHaulage;
    bool carrierOwed; // a charge of the carrier for the whole consignment is open
    bool terminalOwed; // a charge of the terminal for the whole consignment is open
    uint16 containers; // how many were ever put into it
    uint16 sequence; // of the latest event of the consignment itself
    uint32 latestBlock; // of that event
}

/// @notice A container under a bill, for reading. Parties are member numbers; 0 is nobody.
struct ContainerView {
    uint8 consignment;
    Stage stage;
    Clearance clearance;
    bool terminalReleased;
    bool carrierOwed; // a charge of the carrier for this container is open
    bool terminalOwed; // a charge of the terminal for this container is open
    bool[4] holds; // by Authority
    uint32 holder; // of the release right
    uint32 offeredTo;
    uint40 offerExpiry; // last second for accepting; 0: none
    uint40 offeredUntil; // last second of the right on offer, which its acceptance names; 0: without limit, or no offer
    uint40 validUntil; // last second of the right unless gated in; 0: without limit
    uint32 haulier;
    uint24 slot; // number of the booked slot at the terminal; 0: none
    uint32 nominee; // whom the party who would be entitled has nominated, before the right is given
    uint32 nominatedBy;
    bool isWithdrawn; // the carrier has taken its release back for now
    bool isAgainstLetter; // the right was given against a letter of indemnity
    bool isShared; // other bills cover the container
    bool isJobPassed; // the haulier is the executing one
    uint40 happened; // when the latest physical event happened, to the minute, a gate-in to the second; 0: none yet
    uint40 retractableUntil; // last second for retracting a gate-out; 0: none to retract
    uint40 leftAt; // when it left laden, to the minute; 0: it did not
    uint16 sequence; // of the latest event
    uint32 latestBlock; // of the latest event
}

/// @notice A letter of indemnity under which a container was released, for reading.
struct LetterView {
    uint32 to; // the party to which the right was given; 0: no letter
    bytes32 letterHash;
    bool isEnded; // the bill was surrendered afterwards
}

/// @notice The four lights of a container; true is green.
struct Lights {
    bool document;
    bool commercial;
    bool customs;
    bool terminal;
}
