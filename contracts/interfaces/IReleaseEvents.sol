// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "./BillTypes.sol";
import {Authority, Clearance, End} from "./ReleaseTypes.sol";

/// @title IReleaseEvents
/// @notice What happens to consignments and containers: one event for each change, with its place in the history.
/// @dev Members stand in as numbers. Where a right comes into being or passes on for good, the account that acted stands
/// beside them; elsewhere it is the transaction's, or the consortium's events tell whose it was.
interface IReleaseEvents {
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
    event ReleaseDeclined(uint256 indexed tokenId, bytes11 indexed number, uint32 indexed by, uint32 from, Trail trail);

    /// @notice The holder took its offer back before it was accepted.
    event OfferWithdrawn(uint256 indexed tokenId, bytes11 indexed number, uint32 indexed to, uint32 from, Trail trail);

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
    event HaulierNamed(uint256 indexed tokenId, bytes11 indexed number, uint32 indexed haulier, uint32 by, Trail trail);

    /// @notice The party who would be entitled nominated another for the release right to come; 0: nobody any more.
    event Nominated(uint256 indexed tokenId, bytes11 indexed number, uint32 indexed nominee, uint32 by, Trail trail);

    /// @notice The carrier took its release back for now: the chain stands frozen, bookings are suspended.
    event ReleaseWithdrawn(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed carrier,
        bytes4 reasonCode,
        Trail trail
    );

    /// @notice The carrier gave its release back: holder, offers and bookings stand as before.
    event ReleaseRestored(uint256 indexed tokenId, bytes11 indexed number, uint32 indexed carrier, Trail trail);

    /// @notice The carrier gave the release right against a letter of indemnity.
    event ReleasedAgainstLetter(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed to,
        uint32 carrier,
        bytes32 letterHash,
        address account,
        Trail trail
    );

    /// @notice The custodian in possession of a bill agreed to a release against this letter.
    event LetterConsented(uint256 indexed tokenId, uint32 indexed custodian, bytes32 letterHash);

    /// @notice The haulier passed the job to the one that carries it out.
    event JobPassed(uint256 indexed tokenId, bytes11 indexed number, uint32 indexed to, uint32 from, Trail trail);

    /// @notice The carrier changed its plan: the container is expected in another consignment of the bill.
    event PlanChanged(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint8 indexed consignment,
        uint8 previousConsignment,
        Trail trail
    );

    /// @notice The bill was followed by another: the container goes on under that one.
    event Repointed(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint256 indexed successor,
        uint8 consignment,
        Trail trail
    );

    /// @notice The consignment of the container ended without a gate-out. `by` is 0 for governance.
    event EndedOtherwise(
        uint256 indexed tokenId,
        bytes11 indexed number,
        End indexed end,
        uint32 by,
        bytes32 referenceHash,
        uint40 happened,
        Trail trail
    );

    /// @notice The container left under another bill that covers it, `isGone`; or was back from there.
    event MovedUnderOtherBill(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint256 indexed otherTokenId,
        bool isGone,
        Trail trail
    );

    /// @notice The contract that keeps the charges was connected, for ever.
    event ChargesConnected(address indexed charges);

    /// @notice The container left laden: all lights were green.
    event GatedOut(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed terminal,
        bytes12 truck,
        bytes32 sealHash,
        bytes32 interchangeReceiptHash,
        uint40 happened,
        Trail trail
    );

    /// @notice Who came for the container left without it.
    event TurnedAway(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed terminal,
        bytes4 reasonCode,
        uint40 happened,
        Trail trail
    );

    /// @notice The gate-out before was recorded by mistake.
    event GateOutRetracted(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed terminal,
        bytes4 reasonCode,
        Trail trail
    );

    /// @notice The container came back laden.
    event ReturnedLaden(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed terminal,
        bytes32 interchangeReceiptHash,
        uint40 happened,
        Trail trail
    );

    /// @notice The container came back empty. `by` is the terminal or the carrier.
    event ReturnedEmpty(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed by,
        bytes32 interchangeReceiptHash,
        uint40 happened,
        Trail trail
    );
}
