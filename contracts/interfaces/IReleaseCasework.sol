// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {End, LetterView} from "./ReleaseTypes.sol";

/// @title IReleaseCasework
/// @notice The rarer acts between arrival and gate-out.
interface IReleaseCasework {
    /* NOMINATION */

    /// @notice Before the release right is given, the party who would be entitled nominates another for it.
    /// @dev Emits {IReleaseEvents-Nominated}. It dies if another party would be entitled. Zero takes it back.
    ///
    /// Requirements: the caller is active and would be entitled now; no right was given; the container is not gated in;
    /// the nominee is another active member that may hold rights; a change.
    function nominate(uint256 tokenId, bytes11[] calldata numbers, address nominee) external;

    /* WITHDRAWAL */

    /// @notice The carrier takes its release back for now: nothing is offered, accepted or booked, and the gate is shut.
    /// @dev Emits {IReleaseEvents-ReleaseWithdrawn}. Containers already gone are not touched.
    ///
    /// Requirements: the caller is the consignment's carrier; a right was given and is not withdrawn; the container is not
    /// gated in; a reason code.
    function withdrawRelease(uint256 tokenId, bytes11[] calldata numbers, bytes4 reasonCode) external;

    /// @notice The carrier gives its release back: the same holder, and the offers, haulier and booking that were open.
    /// @dev Emits {IReleaseEvents-ReleaseRestored}. Limits of time have gone on. Requirements: the caller is the
    /// consignment's carrier; the release is withdrawn.
    function restoreRelease(uint256 tokenId, bytes11[] calldata numbers) external;

    /* LETTER OF INDEMNITY */

    /// @notice The carrier gives the release right of containers without the bill, against a letter of indemnity.
    /// @dev Emits {IReleaseEvents-ReleasedAgainstLetter}; the bill shows it to every later holder. Warning: such a
    /// container never gets a second right. The letter counts for nothing while the bill is frozen, and once it is void: after
    /// a reissue it goes on under the bill that follows, to which the carrier takes the container over ({repoint}).
    ///
    /// Requirements:
    ///
    /// - the caller is the bill's carrier, and active; light 2 is green
    /// - the bill is live and not due for delivery; it is not frozen; a custodian in possession has agreed
    /// - nobody has the right, now or against an earlier letter; the container is not gated in
    /// - the party is an active member that may hold rights
    /// @param letterHash SHA-256 of the letter
    function releaseAgainstLetter(uint256 tokenId, bytes11[] calldata numbers, address to, bytes32 letterHash) external;

    /// @notice The custodian in possession of a bill agrees to a release against this letter; zero takes it back.
    /// @dev Emits {IReleaseEvents-LetterConsented}. Requirements: the caller is active, a custodian and in possession.
    function consentToLetter(uint256 tokenId, bytes32 letterHash) external;

    /// @notice The letter of indemnity under which a container was released; all zero if there is none.
    function letterOf(uint256 tokenId, bytes11 number) external view returns (LetterView memory);

    /* EXECUTING HAULIER */

    /// @notice The haulier passes the job to the one that carries it out; once, on record.
    /// @dev Emits {IReleaseEvents-JobPassed}. A booking falls.
    ///
    /// Requirements: the caller is active and the container's haulier, to whom nobody has passed the job; the container is
    /// not gated in; the other is another active haulier.
    function passJob(uint256 tokenId, bytes11[] calldata numbers, address to) external;

    /* CHANGES AND ENDS */

    /// @notice Before discharge the carrier moves containers to another consignment of the bill: another terminal or port.
    /// @dev Emits {IReleaseEvents-PlanChanged}. Right, offers and nomination stay; what the former customs authority or
    /// terminal has cleared or released does not; holds stay until one in the same place lifts them.
    ///
    /// Requirements: the caller is the consignment's carrier; the container is expected; the other consignment exists.
    function changePlan(uint256 tokenId, bytes11[] calldata numbers, uint8 consignment) external;

    /// @notice After a reissue the carrier takes containers over to a bill that follows.
    /// @dev Emits {IReleaseEvents-Repointed} and, under the successor, {IReleaseEvents-ContainerConsigned} and, for the first,
    /// {IReleaseEvents-ConsignmentOpened}: a consignment of the same number, terminal and customs. Stage, clearance, holds and
    /// the terminal's release go with the container. So does a right given against a letter; any other is given anew.
    ///
    /// Requirements: the caller is the consignment's carrier; `successor` follows the bill; the container is not gated in;
    /// nothing is owed for it and no demurrage runs under the old bill.
    function repoint(uint256 tokenId, bytes11[] calldata numbers, uint256 successor) external;

    /// @notice Records that the consignment of containers ended without a gate-out.
    /// @dev Emits {IReleaseEvents-EndedOtherwise}. The carrier may put them into another consignment of the bill: the release
    /// right goes on there, and so do holds.
    ///
    /// Requirements: the caller is who records such an end (see {End}); discharged and not gated in; for STRUCK_OFF
    /// expected, or discharged too if the issue of the bill was rejected; carrier: no right is given, or it is withdrawn; a fitting time.
    /// @param referenceHash hash of the order, protocol or report; never zero
    function endOtherwise(
        uint256 tokenId,
        bytes11[] calldata numbers,
        End end,
        bytes32 referenceHash,
        uint40 happened
    ) external;

    /// @notice Governance strikes off containers that were consigned wrongly, so that another may consign them.
    /// @dev Emits {IReleaseEvents-EndedOtherwise}. Requirements: the caller is authorised by the authority; expected or
    /// discharged; a reference.
    function strikeOff(uint256 tokenId, bytes11[] calldata numbers, bytes32 referenceHash) external;

    /* RETURNS */

    /// @notice Who came for a container leaves without it: the same right may fetch it, with a new booking.
    /// @dev Emits {IReleaseEvents-TurnedAway}. Requirements: the caller is the container's terminal; it is gated in; a
    /// reason code; a fitting time.
    function turnAway(uint256 tokenId, bytes11 number, bytes4 reasonCode, uint40 happened) external;

    /// @notice A gate-out recorded by mistake never was: the container stands discharged, for the same right.
    /// @dev Emits {IReleaseEvents-GateOutRetracted}; both events stay.
    ///
    /// Requirements: the caller is the container's terminal; gated out, by the record at most 24 hours ago; not consigned
    /// anew since; a reason code.
    function retractGateOut(uint256 tokenId, bytes11 number, bytes4 reasonCode) external;

    /// @notice The container is back laden: pick-up is open again for the same right, with a new booking.
    /// @dev Emits {IReleaseEvents-ReturnedLaden}. A move to a scanner and back is no gate-out and needs none of this.
    ///
    /// Requirements: the caller is the container's terminal; gated out; not consigned anew since; a receipt; a fitting
    /// time.
    /// @param interchangeReceiptHash SHA-256 of the equipment interchange receipt
    function returnLaden(uint256 tokenId, bytes11 number, bytes32 interchangeReceiptHash, uint40 happened) external;

    /// @notice The container is back empty: detention ends.
    /// @dev Emits {IReleaseEvents-ReturnedEmpty}. Requirements: the caller is the consignment's terminal, or its carrier for
    /// a depot elsewhere; gated out; a receipt; a fitting time.
    /// @param interchangeReceiptHash SHA-256 of the equipment interchange receipt
    function returnEmpty(uint256 tokenId, bytes11 number, bytes32 interchangeReceiptHash, uint40 happened) external;
}
