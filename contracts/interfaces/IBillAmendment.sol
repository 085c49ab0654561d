// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Issuance, Paper, Place} from "./BillTypes.sol";

/// @title IBillAmendment
/// @notice How a bill is followed by others: reissue, replacement of a waybill, paper, and a party that joins later.
/// @dev Nearly each act here is the carrier's, and each needs the consent of who gives something up: it surrendered the
/// bill for amendment, or allowed the waybill's replacement. Old and new change in one transaction: never are both live.
interface IBillAmendment {
    /* REISSUE */

    /// @notice Answers surrenders for amendment with new bills: amend or switch (1 to 1), split (1 to n), merge (n to 1).
    /// @dev Emits {IBillEvents-Reissued} for each old bill, {IBillEvents-Issued} and ERC-721's Transfer for each new one. The old
    /// bills go through SURRENDERED_FOR_AMENDMENT to VOIDED in this transaction. A successor may take over the reference
    /// of a bill that it follows; every further one has a new reference. A successor cannot be rejected, because that
    /// would leave the cargo without any bill; who wants it otherwise surrenders again.
    ///
    /// Requirements:
    ///
    /// - the caller is the carrier of all the bills; it may be suspended, for this is an answer
    /// - all were surrendered for amendment, not for paper, by one account; title stands with one member for all
    /// - one predecessor or one successor
    /// - each successor is issued to the account that surrendered, whatever its standing; else as {IBillOfLading-issue}
    /// - no delivery has begun
    ///
    /// A successor shows {DeliveryMark.AGAINST_INDEMNITY} if a bill that it follows does; the same goes for every successor.
    function reissue(uint256[] calldata tokenIds, Issuance[] calldata successors) external;

    /// @notice The party with the right of disposal agrees to one successor of its waybill.
    /// @dev Emits {IBillEvents-ReplacementAllowed}. A later agreement replaces an earlier one; zero takes it back.
    ///
    /// Requirements: the caller is active and the shipper, or with NODISP the consignee; the waybill is live; delivery
    /// has not begun.
    function allowReplacement(uint256 tokenId, uint256 successor) external;

    /// @notice Replaces a waybill by the successor that was agreed to.
    /// @dev Emits {IBillEvents-Reissued}, and as {IBillOfLading-issue}. The successor cannot be rejected: it was agreed to.
    ///
    /// Requirements: the caller is its active carrier; the successor is the one allowed, a WAYBILL with the same shipper;
    /// delivery has not begun.
    function replaceWaybill(uint256 tokenId, Issuance calldata successor) external;

    /// @notice The bills that followed this one; empty if none did.
    function successorsOf(uint256 tokenId) external view returns (uint256[] memory);

    /// @notice The bills that this one followed; empty if it was the first.
    function predecessorsOf(uint256 tokenId) external view returns (uint256[] memory);

    /* PAPER */

    /// @notice Answers a surrender for paper (SWTP): the bill lives on paper from now on (MLETR 18).
    /// @dev Emits {IBillEvents-PaperIssued}. The carrier may be suspended, for this is an answer.
    ///
    /// Requirements: the caller is the bill's carrier; it was surrendered for amendment with the reason SWTP; no delivery
    /// has begun; a hash of the paper's statement and a number of originals.
    function recordPaper(uint256 tokenId, bytes32 statementHash, uint8 originals) external;

    /// @notice Records that a paper original was taken in against delivery: the presenter is entitled. The carrier corrects
    /// a mistaken record by another one, or takes it back with zero for both, as long as no release right was given.
    /// @dev Emits {IBillEvents-PaperPresented}.
    ///
    /// Requirements: the caller is the bill's carrier; the bill is on paper and not replaced; if it was presented, no
    /// delivery has begun; the presenter is an active member that may hold bills and not the carrier; a hash of the
    /// original.
    function recordPresentation(uint256 tokenId, address presenter, bytes32 presentedHash) external;

    /// @notice Issues an electronic bill in place of the full set of paper taken in (MLETR 17).
    /// @dev Emits {IBillEvents-PaperReplaced}, and as {IBillOfLading-issue}. The statement stands in the new document's
    /// `carrierClauses`, so in its tokenId; nothing on chain can check that.
    ///
    /// Requirements: the caller is the bill's active carrier; the bill is on paper, neither presented nor replaced; no
    /// delivery has begun; a hash of the statement; else as {IBillOfLading-issue}, where the reference may be the paper's.
    function issueFromPaper(uint256 tokenId, Issuance calldata successor, bytes32 statementHash) external;

    /// @notice The paper of a bill; all zero if it never went on paper.
    function paperOf(uint256 tokenId) external view returns (Paper memory);

    /* STAND-IN */

    /// @notice The member that stands in gives the place to the party that has joined.
    /// @dev Emits {IBillEvents-StandInReplaced}. Possession does not move.
    ///
    /// Requirements: the caller is active and stands in at that place; the bill is ISSUED; title still stands with it;
    /// the party is active, may hold bills, is not the caller and not the carrier.
    function giveUpStandIn(uint256 tokenId, Place place, address party) external;

    /// @notice Governance gives the place to the party that has joined.
    /// @dev Emits {IBillEvents-StandInReplaced}. Requirements: the caller is authorised by the authority; else as {giveUpStandIn}.
    function replaceStandIn(uint256 tokenId, Place place, address party) external;

    /// @notice For whom the member at a place stands in: the hash of the DCSA party object; zero if for nobody,
    /// or if title has moved on from it.
    function standInFor(uint256 tokenId, Place place) external view returns (bytes32 represents);
}
