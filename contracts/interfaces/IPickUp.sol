// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Trail} from "./IBillOfLading.sol";

/// @notice A pick-up slot, for reading and in storage.
struct Slot {
    // slot 0
    uint40 start; // first second
    uint32 duration; // seconds
    uint16 capacity; // how many containers
    uint16 booked; // how many of them are taken
}

/// @notice Who comes for a container, and with what.
struct Booking {
    // slot 0
    address driver; // the key that signs at the gate; zero once it was used
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
/// @notice Slots, bookings and the gate of terminals: who may fetch which container when, and that it left.
/// @dev The driver's proof is an EIP-712 signature of
/// `GateProof(uint256 tokenId,uint8 consignment,bytes11 number,uint32 terminal,uint24 slot,bytes12 truck,bytes32 challenge,uint40 expiry)`
/// in the domain of this contract (name "Bollard PickUp", version "1"). It opens one gate once: the driver's key is
/// wiped when it was used.
///
/// Assumptions: the terminal picks a challenge that nobody can guess, and gives it to the driver at the gate.
interface IPickUp {
    /* EVENTS */

    /// @notice A terminal opened a slot.
    event SlotOpened(uint32 indexed terminal, uint24 indexed slot, uint40 start, uint32 duration, uint16 capacity);

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

    /// @notice The driver's proof was used already.
    error PickUp_ProofUsed(uint256 tokenId, bytes11 number);

    /// @notice The proof is not the booked driver's signature of exactly this pick-up.
    error PickUp_WrongProof(uint256 tokenId, bytes11 number, address driver);

    /// @notice A laden gate-out records the seal and the equipment interchange receipt.
    error PickUp_NoReceipt(bytes32 sealHash, bytes32 interchangeReceiptHash);

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

    /// @notice The haulier books a slot for a container and names driver and truck; or changes any of them.
    /// @dev Emits {PickUpBooked}. The slot booked before is free again.
    ///
    /// Requirements: the caller is active and the container's haulier; the container is discharged and not gated in; the
    /// slot is at its terminal, is not over and not full; a driver's key; a commitment other than that of the booking
    /// before.
    function book(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        uint24 slot,
        address driver,
        bytes12 truck
    ) external;

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
    /// - the proof is the booked driver's, and was not used
    function gateIn(GatePass calldata pass, bytes calldata signature) external;

    /// @notice Laden gate-out: the terminal lets the container out.
    /// @dev Emits {GatedOut}.
    ///
    /// Requirements: the caller is the container's terminal; it is gated in; it may leave now, all lights being read
    /// again; the truck is the one let in; seal and receipt are given; a fitting time.
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

    /// @notice A slot; all zero if the terminal has none of this number.
    function slotOf(uint32 terminal, uint24 slot) external view returns (Slot memory);

    /// @notice How many slots a terminal ever opened: their numbers are 1 to this.
    function slotCount(uint32 terminal) external view returns (uint24);

    /// @notice The driver and truck named last for a container; whether the booking stands, the registry says.
    function bookingOf(uint256 tokenId, bytes11 number) external view returns (Booking memory);

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
