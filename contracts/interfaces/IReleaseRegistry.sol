// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "./IBillOfLading.sol";

/// @notice Where a consigned container stands. GATED_IN means that whoever fetches it is inside the terminal.
enum Stage {
    NONE,
    EXPECTED,
    DISCHARGED,
    GATED_IN,
    GATED_OUT,
    RETURNED_EMPTY,
    ENDED_OTHERWISE
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

/// @notice Why a container may not leave.
enum Reason {
    NOT_CONSIGNED, // no open consignment of this bill has it
    DOCUMENT, // light 1: the bill is not surrendered for delivery, and is no live waybill
    CARRIER_CHARGES, // light 2: a charge of the carrier is neither paid, in escrow nor on credit
    CUSTOMS_CLEARANCE, // light 3: customs has not cleared it
    CUSTOMS_HOLD, // light 3
    NOT_DISCHARGED, // light 4
    TERMINAL_CHARGES, // light 4: a charge of the terminal is neither paid, in escrow nor on credit
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
    uint40 validUntil; // last second of the right unless gated in; 0: without limit
    uint32 haulier;
    uint24 slot; // number of the booked slot at the terminal; 0: none
    uint40 happened; // when the latest physical event happened, to the minute; 0: none yet
    uint16 sequence; // of the latest event
    uint32 latestBlock; // of the latest event
}

/// @notice The four lights of a container; true is green.
struct Lights {
    bool document;
    bool commercial;
    bool customs;
    bool terminal;
}

/// @title IReleaseRegistry
/// @notice From arrival to gate-out: consignments, the four lights of each container, holds, and the release right.
/// @dev Containers are known by bill and ISO 6346 number. Charges and pick-up slots are contracts of their own, which
/// tell this one what they change. Functions take many containers of one bill: all or none.
///
/// Terminal and customs acts carry the time at which they *happened*, in seconds UTC: not in the future, not before the
/// event that they follow (to the minute), at most 72 hours ago. The block's time is when they were recorded.
///
/// A suspended or removed carrier, customs authority or terminal still releases and records what is in its hands; new
/// parties must be active members in a fitting role.
///
/// Assumptions:
///
/// - terminal and customs tell the truth about what happened at the quay: nothing here can see a container
/// - the block's time is right to within seconds; what is counted is minutes or more
interface IReleaseRegistry {
    /* EVENTS */

    /// @notice A carrier opened a consignment of its bill.
    event ConsignmentOpened(
        uint256 indexed tokenId,
        uint8 indexed consignment,
        uint32 indexed terminal,
        uint32 carrier,
        uint32 customs,
        bytes5 unLocationCode,
        bool carrierHaulage,
        address account,
        Trail trail
    );

    /// @notice A container was put into a consignment.
    event ContainerConsigned(uint256 indexed tokenId, bytes11 indexed number, uint8 indexed consignment, Trail trail);

    /// @notice The terminal discharged a container from the ship.
    event Discharged(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed terminal,
        uint40 happened,
        Trail trail
    );

    /// @notice Customs cleared a container.
    event CustomsCleared(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed customs,
        Clearance clearance,
        bytes32 referenceHash,
        uint40 happened,
        Trail trail
    );

    /// @notice Customs took its clearance back.
    event CustomsClearanceWithdrawn(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed customs,
        bytes4 reasonCode,
        uint40 happened,
        Trail trail
    );

    /// @notice The terminal gave its release.
    event TerminalReleased(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed terminal,
        uint40 happened,
        Trail trail
    );

    /// @notice The terminal took its release back.
    event TerminalReleaseWithdrawn(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed terminal,
        bytes4 reasonCode,
        uint40 happened,
        Trail trail
    );

    /// @notice An authority holds a container back. `by` is 0 for governance.
    event HoldPlaced(
        uint256 indexed tokenId,
        bytes11 indexed number,
        Authority indexed authority,
        uint32 by,
        bytes4 reasonCode,
        Trail trail
    );

    /// @notice The authority lifted its hold. `by` is 0 for governance.
    event HoldLifted(
        uint256 indexed tokenId,
        bytes11 indexed number,
        Authority indexed authority,
        uint32 by,
        bytes4 reasonCode,
        Trail trail
    );

    /// @notice The delivery order: the carrier gave the release right. `validUntil` 0: without limit.
    event ReleaseGiven(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed to,
        uint32 carrier,
        uint40 validUntil,
        address account,
        Trail trail
    );

    /// @notice The holder of the release right offered it on. `expiry` 0: until accepted, declined or withdrawn;
    /// `validUntil` 0: as long as the holder's own right.
    event ReleaseOffered(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed to,
        uint32 from,
        uint40 expiry,
        uint40 validUntil,
        address account,
        Trail trail
    );

    /// @notice The release right passed on.
    event ReleaseAccepted(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed to,
        uint32 from,
        address account,
        Trail trail
    );

    /// @notice Who was offered the release right does not want it.
    event ReleaseDeclined(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed by,
        uint32 from,
        address account,
        Trail trail
    );

    /// @notice The holder took its offer back before it was accepted.
    event OfferWithdrawn(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed to,
        uint32 from,
        address account,
        Trail trail
    );

    /// @notice The time for which the release right was given had run out: it was back with its giver; 0: the carrier.
    /// @dev Comes with the next act on the container; the right itself went back at that second.
    event ReleaseLapsed(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed backTo,
        uint32 from,
        uint40 validUntil,
        Trail trail
    );

    /// @notice A haulier may fetch the container; 0: nobody any more.
    event HaulierNamed(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed haulier,
        uint32 by,
        address account,
        Trail trail
    );

    /// @notice Charges and pick-up were connected, for ever.
    event ModulesConnected(address indexed charges, address indexed pickUp);

    /* ERRORS */

    /// @notice Consignments are numbered from 1; the number given is 0 or taken.
    error ReleaseRegistry_ConsignmentTaken(uint256 tokenId, uint8 consignment);

    /// @notice The bill has no consignment of this number.
    error ReleaseRegistry_NoSuchConsignment(uint256 tokenId, uint8 consignment);

    /// @notice The code is not two capital letters and three capital letters or digits 2 to 9.
    error ReleaseRegistry_InvalidUnLocationCode(bytes5 unLocationCode);

    /// @notice The account belongs to no active member in the role (a bit of the library Roles) that is needed.
    error ReleaseRegistry_PartyNotPermitted(address account, uint8 role);

    /// @notice The number is not one of ISO 6346, or its check digit is wrong.
    error ReleaseRegistry_InvalidNumber(bytes11 number);

    /// @notice The container is in an open consignment of the bill `takenBy`: of the same bill, or of another carrier.
    error ReleaseRegistry_ContainerTaken(bytes11 number, uint256 takenBy);

    /// @notice A consignment has at most 500 containers.
    error ReleaseRegistry_TooManyContainers(uint256 tokenId, uint8 consignment, uint256 containers);

    /// @notice A list of containers is empty.
    error ReleaseRegistry_NoContainers();

    /// @notice No consignment of this bill has the container.
    error ReleaseRegistry_NotConsigned(uint256 tokenId, bytes11 number);

    /// @notice The account does not act for the consignment in this place.
    error ReleaseRegistry_NotTheAuthority(uint256 tokenId, Authority authority, address account);

    /// @notice What is stated to have happened did so after now or before `earliest`: 72 hours ago or the event that it
    /// follows, whichever is later.
    error ReleaseRegistry_InvalidTime(uint40 happened, uint40 earliest);

    /// @notice A hold, or taking something back, needs a reason code; a clearance needs a reference and what it is for.
    error ReleaseRegistry_NoReason();

    /// @notice The light or the hold is as asked for already.
    error ReleaseRegistry_NoChange(uint256 tokenId, bytes11 number);

    /// @notice It is too late: the container is at this stage already.
    error ReleaseRegistry_TooLate(uint256 tokenId, bytes11 number, Stage stage);

    /// @notice The container may not be released or leave, for these reasons: all of them.
    error ReleaseRegistry_Red(uint256 tokenId, bytes11 number, Reason[] reasons);

    /// @notice The release right was given already; `holder` has it.
    error ReleaseRegistry_RightGiven(uint256 tokenId, bytes11 number, uint32 holder);

    /// @notice The account does not hold the release right.
    error ReleaseRegistry_NotHolder(uint256 tokenId, bytes11 number, address account);

    /// @notice The member may not hold a release right: it is no active trader, forwarder, bank or custodian.
    error ReleaseRegistry_RecipientNotPermitted(uint32 member, address account);

    /// @notice A release right is never offered to oneself.
    error ReleaseRegistry_RecipientIsSelf(uint256 tokenId, bytes11 number);

    /// @notice The release right is on offer to `offeredTo`, whose answer or whose offer's withdrawal comes first.
    error ReleaseRegistry_OnOffer(uint256 tokenId, bytes11 number, uint32 offeredTo);

    /// @notice The release right is not on offer to the account, or is on offer to nobody.
    error ReleaseRegistry_NotOffered(uint256 tokenId, bytes11 number, address account);

    /// @notice The last second for accepting was, or would be, `expiry`.
    error ReleaseRegistry_OfferExpired(uint256 tokenId, bytes11 number, uint40 expiry);

    /// @notice The right would be valid until the past, or for longer than the `limit` of who gives it.
    error ReleaseRegistry_InvalidValidity(uint40 validUntil, uint40 limit);

    /// @notice At most 7 limits of time stand on one right at once.
    error ReleaseRegistry_TooManyLimits(uint256 tokenId, bytes11 number);

    /// @notice The account does not name the haulier: the holder of the right does, under carrier haulage the carrier.
    error ReleaseRegistry_NamesNoHaulier(uint256 tokenId, bytes11 number, address account);

    /// @notice The member is not the container's haulier.
    error ReleaseRegistry_NotTheHaulier(uint256 tokenId, bytes11 number, uint32 member);

    /// @notice The slot is at `terminal`, the container is not.
    error ReleaseRegistry_OtherTerminal(uint256 tokenId, bytes11 number, uint32 terminal);

    /// @notice A slot is booked for a container that is discharged and not yet gated in; this one is at `stage`.
    error ReleaseRegistry_NotBookable(uint256 tokenId, bytes11 number, Stage stage);

    /// @notice The container has no standing booking.
    error ReleaseRegistry_NotBooked(uint256 tokenId, bytes11 number);

    /// @notice Charges and pick-up are connected once.
    error ReleaseRegistry_AlreadyConnected();

    /// @notice The account is not the contract that is connected for this.
    error ReleaseRegistry_NotConnected(address account);

    /* CONSIGNMENTS */

    /// @notice Opens a consignment of a bill at a terminal, with its first containers.
    /// @dev Emits {ConsignmentOpened}, and {ContainerConsigned} for each container.
    ///
    /// Requirements:
    ///
    /// - the caller is the bill's carrier
    /// - the consignment's number is free under this bill
    /// - terminal and customs are active members in these roles; the UN/LOCODE has the form of one
    /// - the containers, at least 1 and at most 500: see {addContainers}
    function openConsignment(Opening calldata opening) external;

    /// @notice Puts more containers into a consignment.
    /// @dev Emits {ContainerConsigned} for each.
    ///
    /// Requirements:
    ///
    /// - the caller is the consignment's carrier
    /// - each number is one of ISO 6346 and its check digit is right
    /// - no container is in an open consignment of the same bill or of another carrier. Bills of one carrier may cover
    ///   one container: then each bill has a say in whether it leaves
    /// - the consignment has at most 500 containers
    function addContainers(uint256 tokenId, uint8 consignment, bytes11[] calldata numbers) external;

    /* LIGHTS */

    /// @notice The terminal records that containers were discharged.
    /// @dev Emits {Discharged}. Requirements: the caller is the consignment's terminal; not discharged yet; a fitting
    /// time.
    /// @param happened seconds UTC
    function discharge(uint256 tokenId, bytes11[] calldata numbers, uint40 happened) external;

    /// @notice Customs clears containers.
    /// @dev Emits {CustomsCleared}. Requirements: the caller is the consignment's customs authority; not gated in; a
    /// change; a fitting time.
    /// @param clearance what for; never NONE
    /// @param referenceHash hash of the declaration's reference (MRN or the like)
    /// @param happened seconds UTC
    function clearCustoms(
        uint256 tokenId,
        bytes11[] calldata numbers,
        Clearance clearance,
        bytes32 referenceHash,
        uint40 happened
    ) external;

    /// @notice Customs takes its clearance back.
    /// @dev Emits {CustomsClearanceWithdrawn}. Requirements: the caller is the consignment's customs authority; the
    /// container is cleared and not gated in; a reason code; a fitting time.
    function withdrawClearance(
        uint256 tokenId,
        bytes11[] calldata numbers,
        bytes4 reasonCode,
        uint40 happened
    ) external;

    /// @notice The terminal gives its release.
    /// @dev Emits {TerminalReleased}. Requirements: the caller is the consignment's terminal; not released yet; not
    /// gone; a fitting time.
    function releaseAtTerminal(uint256 tokenId, bytes11[] calldata numbers, uint40 happened) external;

    /// @notice The terminal takes its release back.
    /// @dev Emits {TerminalReleaseWithdrawn}. Requirements: the caller is the consignment's terminal; released; not
    /// gone; a reason code; a fitting time.
    function withdrawTerminalRelease(
        uint256 tokenId,
        bytes11[] calldata numbers,
        bytes4 reasonCode,
        uint40 happened
    ) external;

    /* HOLDS */

    /// @notice Carrier, customs or terminal of the consignment holds containers back.
    /// @dev Emits {HoldPlaced}. Requirements: the caller is that authority of the consignment; it has no hold on the
    /// container; the container is not gone; a reason code. GOVERNANCE has functions of its own.
    function placeHold(uint256 tokenId, bytes11[] calldata numbers, Authority authority, bytes4 reasonCode) external;

    /// @notice The same authority lifts its hold.
    /// @dev Emits {HoldLifted}. Requirements: as {placeHold}, and it has a hold on the container.
    function liftHold(uint256 tokenId, bytes11[] calldata numbers, Authority authority, bytes4 reasonCode) external;

    /// @notice Governance holds containers back.
    /// @dev Emits {HoldPlaced}. Requirements: the caller is authorised by the authority; otherwise as {placeHold}.
    function placeGovernanceHold(uint256 tokenId, bytes11[] calldata numbers, bytes4 reasonCode) external;

    /// @notice Governance lifts its hold.
    /// @dev Emits {HoldLifted}. Requirements: the caller is authorised by the authority; otherwise as {liftHold}.
    function liftGovernanceHold(uint256 tokenId, bytes11[] calldata numbers, bytes4 reasonCode) external;

    /* RELEASE RIGHT */

    /// @notice The delivery order: the carrier gives the release right of containers to the party entitled.
    /// @dev Emits {ReleaseGiven}. A light that turns red afterwards stops the gate, not the right.
    ///
    /// Requirements: the caller is the consignment's carrier; lights 1 and 2 are green; nobody has the right; the
    /// container is not gone; the party entitled is active and may hold rights; a limit is not in the past.
    /// @param validUntil last second of the right, by the block's time, unless gated in by then; 0: without limit
    function giveRelease(uint256 tokenId, bytes11[] calldata numbers, uint40 validUntil) external;

    /// @notice The holder offers the release right on.
    /// @dev Emits {ReleaseOffered}.
    ///
    /// Requirements: the caller is active and holds the right; the right is on offer to nobody; the container is not
    /// gated in; the recipient is another active member that may hold rights; limits are not in the past, and the
    /// right is not given for longer than the caller has it.
    /// @param expiry last second for accepting, by the block's time; 0: no such limit
    /// @param validUntil after this second the right is back with the caller, unless gated in by then; 0: no such limit
    function offerRelease(
        uint256 tokenId,
        bytes11[] calldata numbers,
        address to,
        uint40 expiry,
        uint40 validUntil
    ) external;

    /// @notice Who was offered the release right accepts it: the former holder, its haulier and its booking are out.
    /// @dev Emits {ReleaseAccepted}. Warning: the former holder cannot take it back.
    ///
    /// Requirements: the right is on offer to the caller, who is active and may hold rights; the offer has not expired;
    /// the container is not gated in.
    function acceptRelease(uint256 tokenId, bytes11[] calldata numbers) external;

    /// @notice Who was offered the release right declines it.
    /// @dev Emits {ReleaseDeclined}. Requirements: the right is on offer to the caller.
    function declineRelease(uint256 tokenId, bytes11[] calldata numbers) external;

    /// @notice The holder takes its offer back.
    /// @dev Emits {OfferWithdrawn}. Requirements: the caller holds the right, which is on offer.
    function withdrawOffer(uint256 tokenId, bytes11[] calldata numbers) external;

    /// @notice The holder of the right, under carrier haulage the carrier, names who may fetch containers.
    /// @dev Emits {HaulierNamed}. A booking of the haulier before it falls.
    ///
    /// Requirements: the caller is active and holds the right, or is the carrier under carrier haulage; a right was
    /// given; the container is not gated in; the haulier is an active member in the role HAULIER and not the haulier
    /// already; zero takes the job from the haulier.
    function nameHaulier(uint256 tokenId, bytes11[] calldata numbers, address haulier) external;

    /* FOR CHARGES AND PICK-UP */

    /// @notice Connects the contracts that keep charges and pick-up; once.
    /// @dev Emits {ModulesConnected}. Requirements: the caller is authorised by the authority; not connected yet.
    function connectModules(address charges, address pickUp) external;

    /// @notice Charges says whether anything is owed for a container or, with the number zero, for a whole consignment.
    /// @dev Requirements: the caller is the connected Charges; CARRIER or TERMINAL.
    /// @return trail place of the event, which the caller emits, in the history of the container or consignment
    function setOwed(
        uint256 tokenId,
        uint8 consignment,
        bytes11 number,
        Authority creditor,
        bool isOwed
    ) external returns (Trail memory trail);

    /// @notice Pick-up books a slot for a container.
    /// @dev Requirements: the caller is the connected PickUp; `haulier` is the container's haulier; the slot is at the
    /// container's terminal; the container is discharged and not gated in.
    /// @return previousSlot the slot booked before, to be freed; 0: none
    /// @return trail place of the event, which the caller emits, in the history of the container
    function recordBooking(
        uint256 tokenId,
        bytes11 number,
        uint32 haulier,
        uint32 terminal,
        uint24 slot
    ) external returns (uint24 previousSlot, Trail memory trail);

    /// @notice Pick-up lets whoever fetches the container in.
    /// @dev Requirements: the caller is the connected PickUp; `terminal` is the container's; there is a standing
    /// booking; the container is discharged; it may leave now; a fitting time.
    /// @return consignment the container's
    /// @return slot the booked one
    /// @return trail place of the event, which the caller emits, in the history of the container
    function recordGateIn(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        uint40 happened
    ) external returns (uint8 consignment, uint24 slot, Trail memory trail);

    /// @notice Pick-up lets the container out.
    /// @dev Requirements: the caller is the connected PickUp; `terminal` is the container's; it is gated in; it may
    /// leave now; a fitting time.
    /// @return trail place of the event, which the caller emits, in the history of the container
    function recordGateOut(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        uint40 happened
    ) external returns (Trail memory trail);

    /* READING */

    /// @notice A consignment.
    /// @dev Reverts with {ReleaseRegistry_NoSuchConsignment}.
    function consignmentOf(uint256 tokenId, uint8 consignment) external view returns (ConsignmentView memory);

    /// @notice A container under a bill; all zero if no consignment of the bill has it.
    function containerOf(uint256 tokenId, bytes11 number) external view returns (ContainerView memory);

    /// @notice The bill under which a container was consigned last; 0: never.
    function latestBillOf(bytes11 number) external view returns (uint256 tokenId);

    /// @notice The four lights of a container.
    /// @dev Reverts with {ReleaseRegistry_NotConsigned}.
    function lightsOf(uint256 tokenId, bytes11 number) external view returns (Lights memory);

    /// @notice Whether the container may leave now.
    function mayLeave(uint256 tokenId, bytes11 number) external view returns (bool);

    /// @notice Every reason at once why the container may not leave now; none if it may.
    function whyNot(uint256 tokenId, bytes11 number) external view returns (Reason[] memory);

    /// @notice The connected contract that keeps the charges; zero before it is connected.
    function charges() external view returns (address);

    /// @notice The connected contract that keeps slots and gate; zero before it is connected.
    function pickUp() external view returns (address);
}
