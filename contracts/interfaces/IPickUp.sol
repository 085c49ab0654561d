// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {WebAuthn} from "@openzeppelin/contracts/utils/cryptography/WebAuthn.sol";

import {Trail} from "./BillTypes.sol";

/// @notice How a container is fetched. A train or barge comes by a call instead of a slot.
enum Mode {
    TRUCK,
    RAIL,
    BARGE
}

/// @notice A pick-up slot, or a call.
struct Slot {
    // slot 0
    uint40 start; // first second
    uint32 duration; // seconds
    uint16 capacity; // how many containers
    uint16 booked; // how many of them are taken
    Mode mode;
}

/// @notice Who comes for a container, and with what.
struct Booking {
    // slot 0
    address driver; // the account that signs at the gate, or what {keyAccount} makes of a passkey; for RAIL and BARGE the operator's
    bytes12 truck; // salted commitment to licence plate and driver, new for each booking
}

/// @notice What the terminal sends in when a truck stands at its gate.
struct GatePass {
    uint256 tokenId;
    bytes11 number;
    uint40 happened; // seconds UTC
    bytes12 truck; // what plate, driver and salt shown at the gate amount to
    bytes32 challenge; // fresh, from the terminal
    uint40 expiry; // last second of the challenge
}

/// @title IPickUp
/// @notice Slots, bookings and the way in at the gates of terminals: who may fetch which container when.
/// @dev The driver's proof is an EIP-712 signature of
/// `GateProof(uint256 tokenId,uint8 consignment,bytes11 number,uint32 terminal,uint24 slot,bytes12 truck,bytes32 challenge,uint40 expiry)`
/// in the domain of this contract (name "Bollard PickUp", version "1"). It opens one gate once.
///
/// Assumptions: the terminal picks a challenge that nobody can guess, and gives it to the driver at the gate.
interface IPickUp {
    /* EVENTS */

    /// @notice A terminal opened a slot.
    event SlotOpened(
        uint32 indexed terminal,
        uint24 indexed slot,
        Mode indexed mode,
        uint40 start,
        uint32 duration,
        uint16 capacity
    );

    /// @notice A haulier booked a slot for a container, or changed driver, truck or slot.
    event PickUpBooked(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed haulier,
        uint32 terminal,
        uint24 slot,
        address driver,
        bytes12 truck,
        address account,
        Trail trail
    );

    /// @notice A booking ended before the gate: cancelled, a no-show, or not standing any more. `by` is 0 for no member.
    event BookingEnded(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed by,
        uint32 terminal,
        uint24 slot,
        bool isNoShow,
        Trail trail
    );

    /// @notice Who fetches the container was let in: all lights were green.
    event GatedIn(
        uint256 indexed tokenId,
        bytes11 indexed number,
        uint32 indexed terminal,
        uint24 slot,
        address driver,
        bytes12 truck,
        bytes32 challenge,
        uint40 happened,
        Trail trail
    );

    /* ERRORS */

    /// @notice Only a member in the role TERMINAL opens slots.
    error PickUp_NotATerminal(address account);

    /// @notice A slot ends in the future, starts within a year, is 1 minute to 7 days long and has room for at least one container.
    error PickUp_InvalidSlot(uint40 start, uint32 duration, uint16 capacity);

    /// @notice A terminal has no more slot numbers.
    error PickUp_NoSlotNumberLeft(uint32 terminal);

    /// @notice The terminal has no slot of this number.
    error PickUp_NoSuchSlot(uint32 terminal, uint24 slot);

    /// @notice The slot is full.
    error PickUp_Overbooked(uint32 terminal, uint24 slot, uint16 capacity);

    /// @notice The slot has ended.
    error PickUp_SlotOver(uint32 terminal, uint24 slot, uint40 end);

    /// @notice A train or barge is for a call, not for a slot of trucks.
    error PickUp_WrongMode(Mode mode);

    /// @notice For RAIL and BARGE the operator's own account signs.
    error PickUp_OperatorSigns(address driver, address operator);

    /// @notice A no-show can be told once the slot is over.
    error PickUp_SlotNotOver(uint32 terminal, uint24 slot, uint40 end);

    /// @notice A booking names a driver's key and a truck.
    error PickUp_NoDriverOrTruck(address driver, bytes12 truck);

    /// @notice Each booking has a commitment with a new salt.
    error PickUp_TruckCommitmentUsed(bytes12 truck);

    /// @notice The slot has not begun.
    error PickUp_TooEarly(uint256 tokenId, bytes11 number, uint40 start);

    /// @notice The slot is over.
    error PickUp_TooLate(uint256 tokenId, bytes11 number, uint40 end);

    /// @notice Another truck, or another driver, was booked.
    error PickUp_WrongTruck(uint256 tokenId, bytes11 number, bytes12 truck);

    /// @notice The challenge ran out, or is valid for more than 10 minutes from now.
    error PickUp_StaleChallenge(bytes32 challenge, uint40 expiry);

    /// @notice The proof is not the booked driver's signature of exactly this pick-up.
    error PickUp_WrongProof(uint256 tokenId, bytes11 number, address driver);

    /* SLOTS */

    /// @notice A terminal opens a slot.
    /// @dev Emits {SlotOpened}.
    ///
    /// Requirements: the caller is an active terminal; the slot ends in the future and starts within a year; 1 minute to 7
    /// days; a capacity.
    /// @param start first second
    /// @param duration seconds
    /// @return slot the new slot's number at this terminal, from 1
    function openSlot(uint40 start, uint32 duration, uint16 capacity) external returns (uint24 slot);

    /// @notice A terminal opens a call of a train or barge, numbered like a slot.
    /// @dev Emits {SlotOpened}. Requirements: as {openSlot}; RAIL or BARGE.
    function openCall(Mode mode, uint40 start, uint32 duration, uint16 capacity) external returns (uint24 slot);

    /// @notice The haulier books a slot for a container and names driver and truck; or changes any of them.
    /// @dev Emits {PickUpBooked}. The slot booked before is free again.
    ///
    /// Requirements: the caller is active and the container's haulier; the container is discharged and not gated in; the
    /// slot is at its terminal, is not over and not full; a driver's key, for RAIL and BARGE the caller's own; a commitment
    /// (to the truck, or to wagon or barge) other than that of the booking before.
    function book(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        uint24 slot,
        address driver,
        bytes12 truck
    ) external;

    /// @notice The haulier cancels its booking; one that does not stand any more, anybody clears away.
    /// @dev Emits {BookingEnded}; the place is free again. Requirements: there is a booking and it was not used; the caller
    /// is the container's haulier, or the haulier that booked has lost the job.
    function cancelBooking(uint256 tokenId, bytes11 number) external;

    /// @notice The terminal tells that nobody came; the haulier may book again.
    /// @dev Emits {BookingEnded}. Requirements: the caller is the container's terminal; there is a booking that was not
    /// used; its slot is over.
    function reportNoShow(uint256 tokenId, bytes11 number) external;

    /* GATE */

    /// @notice The terminal lets in who fetches a container.
    /// @dev Emits {GatedIn}.
    ///
    /// Requirements:
    ///
    /// - the caller is the container's terminal
    /// - the container may leave now: see {IReleaseRegistry-whyNot}
    /// - there is a standing booking, the time stated is within its slot, and the truck is the booked one
    /// - the challenge has not run out, and will within 10 minutes
    /// - the proof is the booked driver's, and no proof of this booking was used
    function gateIn(GatePass calldata pass, bytes calldata signature) external;

    /// @notice The same for a driver with a passkey (WebAuthn on P-256, with user verification).
    /// @dev Emits {GatedIn}. The passkey signs the digest of {gateProofDigest} as its challenge. Requirements: as {gateIn};
    /// the booked driver is {keyAccount} of this key.
    function gateInWithPasskey(
        GatePass calldata pass,
        bytes32 qx,
        bytes32 qy,
        WebAuthn.WebAuthnAuth calldata proof
    ) external;

    /* READING */

    /// @notice A slot; all zero if the terminal has none of this number.
    function slotOf(uint32 terminal, uint24 slot) external view returns (Slot memory);

    /// @notice How many slots a terminal ever opened: their numbers are 1 to this.
    function slotCount(uint32 terminal) external view returns (uint24);

    /// @notice The driver and truck named last for a container; whether the booking stands, the registry says.
    function bookingOf(uint256 tokenId, bytes11 number) external view returns (Booking memory);

    /// @notice The account under which a driver with a passkey is booked: the last 20 bytes of the hash of its public key.
    function keyAccount(bytes32 qx, bytes32 qy) external pure returns (address);

    /// @notice What the driver signs, as an EIP-712 digest.
    function gateProofDigest(
        uint256 tokenId,
        uint8 consignment,
        bytes11 number,
        uint32 terminal,
        uint24 slot,
        bytes12 truck,
        bytes32 challenge,
        uint40 expiry
    ) external view returns (bytes32);
}
