// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IPickUp} from "./IPickUp.sol";
import {IReleaseCasework} from "./IReleaseCasework.sol";
import {IReleaseDoors} from "./IReleaseDoors.sol";
import {IReleaseErrors} from "./IReleaseErrors.sol";
import {IReleaseEvents} from "./IReleaseEvents.sol";
import {Authority, Clearance, ConsignmentView, ContainerView, Lights, Opening, Reason} from "./ReleaseTypes.sol";

/// @title IReleaseRegistry
/// @notice From arrival to gate-out: consignments, the four lights of each container, holds, and the release right.
/// @dev Containers are known by bill and ISO 6346 number. Charges and pick-up slots are contracts of their own, which
/// tell this one what they change. Functions take many containers of one bill: all or none.
///
/// Terminal and customs acts carry the time at which they *happened*, in seconds UTC: not in the future, not before the
/// event that they follow, at most 72 hours ago. The block's time is when they were recorded. Events at the quay and the
/// terminal's release follow the latest event at the quay: to the second inside the gate, else to the minute, which is what
/// the container's word has room for. Of a clearance no time is kept: that one is taken back before it was given, nothing
/// here notices; both events show it.
///
/// A suspended or removed carrier, customs authority or terminal begins nothing: it consigns no container and releases
/// none against a letter. It still releases and records what is in its hands. New parties must be active members in a
/// fitting role.
///
/// Assumptions:
///
/// - terminal and customs tell the truth about what happened at the quay: nothing here can see a container
/// - the block's time is right to within seconds; what is counted is minutes or more
interface IReleaseRegistry is IReleaseEvents, IReleaseErrors, IReleaseCasework, IReleaseDoors {
    /* CONSIGNMENTS */

    /// @notice Opens a consignment of a bill at a terminal, with its first containers.
    /// @dev Emits {IReleaseEvents-ConsignmentOpened}, and {IReleaseEvents-ContainerConsigned} for each container.
    ///
    /// Requirements:
    ///
    /// - the caller is the bill's carrier, and active
    /// - the consignment's number is free under this bill
    /// - terminal and customs are active members in these roles; the UN/LOCODE has the form of one
    /// - the containers, at least 1 and at most 500: see {addContainers}
    function openConsignment(Opening calldata opening) external;

    /// @notice Puts more containers into a consignment.
    /// @dev Emits {IReleaseEvents-ContainerConsigned} for each.
    ///
    /// Requirements:
    ///
    /// - the caller is the consignment's carrier, and active
    /// - each number is one of ISO 6346 and its check digit is right
    /// - no container is in an open consignment of the same bill or of another carrier. Bills of one carrier may cover
    ///   one container: then each bill has a say in whether it leaves
    /// - none was released against a letter of indemnity under a bill that this one follows: see {IReleaseCasework-repoint}
    /// - none has a place in a slot from an earlier consignment: see {IPickUp-cancelBooking}
    /// - the consignment has at most 500 containers
    function addContainers(uint256 tokenId, uint8 consignment, bytes11[] calldata numbers) external;

    /* LIGHTS */

    /// @notice The terminal records that containers were discharged.
    /// @dev Emits {IReleaseEvents-Discharged}. Requirements: the caller is the consignment's terminal; the container is expected; a
    /// fitting time.
    /// @param happened seconds UTC
    function discharge(uint256 tokenId, bytes11[] calldata numbers, uint40 happened) external;

    /// @notice Customs clears containers.
    /// @dev Emits {IReleaseEvents-CustomsCleared}. Requirements: the caller is the consignment's customs authority; not gated in; a
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
    /// @dev Emits {IReleaseEvents-CustomsClearanceWithdrawn}. Requirements: the caller is the consignment's customs authority; the
    /// container is cleared and not gated in; a reason code; a fitting time.
    function withdrawClearance(
        uint256 tokenId,
        bytes11[] calldata numbers,
        bytes4 reasonCode,
        uint40 happened
    ) external;

    /// @notice The terminal gives its release.
    /// @dev Emits {IReleaseEvents-TerminalReleased}. Requirements: the caller is the consignment's terminal; not released yet; not
    /// gone; a fitting time.
    function releaseAtTerminal(uint256 tokenId, bytes11[] calldata numbers, uint40 happened) external;

    /// @notice The terminal takes its release back.
    /// @dev Emits {IReleaseEvents-TerminalReleaseWithdrawn}. Requirements: the caller is the consignment's terminal; released; not
    /// gone; a reason code; a fitting time.
    function withdrawTerminalRelease(
        uint256 tokenId,
        bytes11[] calldata numbers,
        bytes4 reasonCode,
        uint40 happened
    ) external;

    /* HOLDS */

    /// @notice Carrier, customs or terminal of the consignment, or governance, holds containers back.
    /// @dev Emits {IReleaseEvents-HoldPlaced}. Requirements: the caller is that authority of the consignment, or for
    /// GOVERNANCE authorised by the authority of this contract; it has no hold on the container; the container is not
    /// gone; a reason code.
    function placeHold(uint256 tokenId, bytes11[] calldata numbers, Authority authority, bytes4 reasonCode) external;

    /// @notice The same authority lifts its hold.
    /// @dev Emits {IReleaseEvents-HoldLifted}. Requirements: as {placeHold}, and it has a hold on the container.
    function liftHold(uint256 tokenId, bytes11[] calldata numbers, Authority authority, bytes4 reasonCode) external;

    /* RELEASE RIGHT */

    /// @notice The delivery order: the carrier gives the release right of containers to the party entitled or, if that
    /// party has nominated another, to its nominee.
    /// @dev Emits {IReleaseEvents-ReleaseGiven}. A light that turns red afterwards stops the gate, not the right.
    ///
    /// Requirements: the caller is the consignment's carrier; lights 1 and 2 are green; nobody has the right, nor had it
    /// against a letter of indemnity; the container is not gated in; the recipient is active and may hold rights; a limit
    /// is not in the past.
    /// @param validUntil last second of the right, by the block's time, unless gated in by then; 0: without limit
    function giveRelease(uint256 tokenId, bytes11[] calldata numbers, uint40 validUntil) external;

    /// @notice The holder offers the release right on.
    /// @dev Emits {IReleaseEvents-ReleaseOffered}.
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
    /// @dev Emits {IReleaseEvents-ReleaseAccepted}. Warning: the former holder cannot take it back. A right that is handed
    /// back to its giver, without a new limit, does not lapse any more at the end of the time for which it was given.
    ///
    /// Requirements: the right is on offer to the caller, who is active and may hold rights; the offer has not expired,
    /// nor the right on offer; the right on offer is valid until exactly the second named; the container is not gated in.
    /// @param validUntil last second of the right on offer, which is {ContainerView}.offeredUntil: the offer's own limit,
    /// or else that of its giver; 0: without limit
    function acceptRelease(uint256 tokenId, bytes11[] calldata numbers, uint40 validUntil) external;

    /// @notice Who was offered the release right declines it.
    /// @dev Emits {IReleaseEvents-ReleaseDeclined}. Requirements: the right is on offer to the caller.
    function declineRelease(uint256 tokenId, bytes11[] calldata numbers) external;

    /// @notice The holder takes its offer back.
    /// @dev Emits {IReleaseEvents-OfferWithdrawn}. Requirements: the caller holds the right, which is on offer.
    function withdrawOffer(uint256 tokenId, bytes11[] calldata numbers) external;

    /// @notice The holder of the right, under carrier haulage the carrier, names who may fetch containers.
    /// @dev Emits {IReleaseEvents-HaulierNamed}. A booking of the haulier before it falls. The carrier's haulier stays when
    /// the right passes on.
    ///
    /// Requirements: the caller is active and holds the right, or is the carrier under carrier haulage; a right was
    /// given; the container is not gated in; the haulier is an active member in the role HAULIER and not the haulier
    /// already; zero takes the job from the haulier.
    function nameHaulier(uint256 tokenId, bytes11[] calldata numbers, address haulier) external;

    /* GATE */

    /// @notice Laden gate-out: the terminal lets the container out, whose driver {IPickUp-gateIn} has let in.
    /// @dev Emits {IReleaseEvents-GatedOut}. Other bills that cover the container see it gone.
    ///
    /// Requirements: the caller is the container's terminal; it is gated in; it may leave now, all lights being read
    /// again; the truck is the one let in; seal and receipt are given; a fitting time.
    /// @param truck the commitment shown at the gate-in
    /// @param sealHash SHA-256 of the seal number, ASCII
    /// @param interchangeReceiptHash SHA-256 of the equipment interchange receipt
    function gateOut(
        uint256 tokenId,
        bytes11 number,
        uint40 happened,
        bytes12 truck,
        bytes32 sealHash,
        bytes32 interchangeReceiptHash
    ) external;

    /* READING */

    /// @notice A consignment.
    /// @dev Reverts with {IReleaseErrors-ReleaseRegistry_NoSuchConsignment}.
    function consignmentOf(uint256 tokenId, uint8 consignment) external view returns (ConsignmentView memory);

    /// @notice A container under a bill; all zero if no consignment of the bill has it.
    function containerOf(uint256 tokenId, bytes11 number) external view returns (ContainerView memory);

    /// @notice The bill under which a container was consigned last; 0: never.
    function latestBillOf(bytes11 number) external view returns (uint256 tokenId);

    /// @notice The four lights of a container.
    /// @dev Reverts with {IReleaseErrors-ReleaseRegistry_NotConsigned}.
    function lightsOf(uint256 tokenId, bytes11 number) external view returns (Lights memory);

    /// @notice Whether the container may leave now.
    function mayLeave(uint256 tokenId, bytes11 number) external view returns (bool);

    /// @notice Every reason at once why the container may not leave now; none if it may.
    function whyNot(uint256 tokenId, bytes11 number) external view returns (Reason[] memory);

    /// @notice Through which second each creditor's demurrage for a container is paid; 0: none runs; the
    /// greatest number: all that its clock may charge is.
    function paidThroughOf(uint256 tokenId, bytes11 number) external view returns (uint40 carrier, uint40 terminal);

    /// @notice Which bills cover a container, if there are several; empty if there are not.
    function billsCovering(bytes11 number) external view returns (uint256[] memory);

    /// @notice The contract that keeps the charges; zero before it is connected.
    function charges() external view returns (address);

    /// @notice The contract that keeps slots and gate; made together with this one.
    function pickUp() external view returns (IPickUp);
}
