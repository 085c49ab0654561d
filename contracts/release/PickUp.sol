// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {WebAuthn} from "@openzeppelin/contracts/utils/cryptography/WebAuthn.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {Standing} from "../consortium/Standing.sol";
import {Trail} from "../interfaces/BillTypes.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {Booking, GatePass, IPickUp, Mode, Slot} from "../interfaces/IPickUp.sol";
import {IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";
import {Roles} from "../libraries/Roles.sol";

/// @title PickUp
/// @notice Slots, bookings and the gate of terminals.
/// @custom:security-contact see SECURITY.md
contract PickUp is IPickUp, ActingMember, EIP712 {
    bytes32 private constant GATE_PROOF = keccak256(
        "GateProof(uint256 tokenId,uint8 consignment,bytes11 number,uint32 terminal,uint24 slot,bytes12 truck,bytes32 challenge,uint40 expiry)"
    );
    uint256 private constant LONGEST_CHALLENGE = 10 minutes;
    uint256 private constant SHORTEST_SLOT = 1 minutes;
    uint256 private constant LONGEST_SLOT = 7 days;
    uint256 private constant FARTHEST_SLOT = 366 days;

    /// @notice The containers that are fetched. Fixed at deployment.
    IReleaseRegistry public immutable registry;

    /// @inheritdoc IPickUp
    mapping(uint32 terminal => uint24 count) public slotCount;

    mapping(uint32 terminal => mapping(uint24 slot => Slot)) private _slots;
    mapping(uint256 tokenId => mapping(bytes11 number => Booking)) private _bookings;

    constructor(
        IConsortium consortium_,
        IReleaseRegistry registry_
    ) ActingMember(consortium_) EIP712("Bollard PickUp", "1") {
        registry = registry_;
    }

    /* SLOTS */

    /// @inheritdoc IPickUp
    function openSlot(uint40 start, uint32 duration, uint16 capacity) external returns (uint24 slot) {
        return _open(Mode.TRUCK, start, duration, capacity);
    }

    /// @inheritdoc IPickUp
    function openCall(Mode mode, uint40 start, uint32 duration, uint16 capacity) external returns (uint24 slot) {
        if (mode == Mode.TRUCK) revert PickUp_WrongMode(mode);
        return _open(mode, start, duration, capacity);
    }

    function _open(Mode mode, uint40 start, uint32 duration, uint16 capacity) private returns (uint24 slot) {
        Standing actor = _actor();
        if (!actor.hasAny(Roles.TERMINAL)) revert PickUp_NotATerminal(_msgSender());
        bool isNear = uint256(start) + duration > block.timestamp && start < block.timestamp + FARTHEST_SLOT;
        if (!isNear || capacity == 0 || duration < SHORTEST_SLOT || duration > LONGEST_SLOT) {
            revert PickUp_InvalidSlot(start, duration, capacity);
        }
        uint32 terminal = actor.member();
        slot = slotCount[terminal];
        if (slot == type(uint24).max) revert PickUp_NoSlotNumberLeft(terminal);
        slotCount[terminal] = ++slot;
        _slots[terminal][slot] = Slot(start, duration, capacity, 0, mode);
        emit SlotOpened(terminal, slot, mode, start, duration, capacity);
    }

    /// @inheritdoc IPickUp
    function book(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        uint24 slot,
        address driver,
        bytes12 truck
    ) external {
        uint32 haulier = _actor().member();
        if (driver == address(0) || truck == 0) revert PickUp_NoDriverOrTruck(driver, truck);
        if (_bookings[tokenId][number].truck == truck) revert PickUp_TruckCommitmentUsed(truck);
        (uint24 previousSlot, Trail memory trail) = registry.recordBooking(tokenId, number, haulier, terminal, slot);
        Mode mode = _takePlace(terminal, slot, previousSlot);
        if (mode != Mode.TRUCK && driver != _msgSender()) revert PickUp_OperatorSigns(driver, _msgSender());
        _bookings[tokenId][number] = Booking(driver, truck);
        emit PickUpBooked(tokenId, number, haulier, terminal, slot, driver, truck, _msgSender(), trail);
    }

    /// @dev Takes a place in a slot and gives back the one before.
    function _takePlace(uint32 terminal, uint24 slot, uint24 previousSlot) private returns (Mode) {
        Slot memory taken = _slots[terminal][slot];
        if (taken.capacity == 0) revert PickUp_NoSuchSlot(terminal, slot);
        uint40 end = _endOf(taken);
        if (block.timestamp >= end) revert PickUp_SlotOver(terminal, slot, end);
        if (slot == previousSlot) return taken.mode;
        if (taken.booked == taken.capacity) revert PickUp_Overbooked(terminal, slot, taken.capacity);
        _slots[terminal][slot].booked = taken.booked + 1;
        if (previousSlot != 0) --_slots[terminal][previousSlot].booked;
        return taken.mode;
    }

    /// @inheritdoc IPickUp
    function cancelBooking(uint256 tokenId, bytes11 number) external {
        uint32 by = _caller();
        (uint32 terminal, uint24 slot, Trail memory trail) = registry.recordBookingEnd(tokenId, number, by, false);
        --_slots[terminal][slot].booked;
        emit BookingEnded(tokenId, number, by, terminal, slot, false, trail);
    }

    /// @inheritdoc IPickUp
    function reportNoShow(uint256 tokenId, bytes11 number) external {
        uint32 by = _caller();
        (uint32 terminal, uint24 slot, Trail memory trail) = registry.recordBookingEnd(tokenId, number, by, true);
        uint40 end = _endOf(_slots[terminal][slot]);
        if (block.timestamp < end) revert PickUp_SlotNotOver(terminal, slot, end);
        --_slots[terminal][slot].booked;
        emit BookingEnded(tokenId, number, by, terminal, slot, true, trail);
    }

    /* GATE */

    /// @inheritdoc IPickUp
    function gateIn(GatePass calldata pass, bytes calldata signature) external {
        (address driver, bytes32 digest) = _enter(pass);
        if (!_isSignedBy(driver, digest, signature)) revert PickUp_WrongProof(pass.tokenId, pass.number, driver);
    }

    /// @inheritdoc IPickUp
    function gateInWithPasskey(
        GatePass calldata pass,
        bytes32 qx,
        bytes32 qy,
        WebAuthn.WebAuthnAuth calldata proof
    ) external {
        (address driver, bytes32 digest) = _enter(pass);
        bool isProven = driver == keyAccount(qx, qy) && WebAuthn.verify(abi.encodePacked(digest), proof, qx, qy, true);
        if (!isProven) revert PickUp_WrongProof(pass.tokenId, pass.number, driver);
    }

    /// @dev Everything at the gate but the proof itself, which the caller of this function checks next: nothing that is
    /// written here lasts without it.
    function _enter(GatePass calldata pass) private returns (address driver, bytes32 digest) {
        uint32 terminal = _caller();
        (uint8 consignment, uint24 slot, Trail memory trail) = registry.recordGateIn(
            pass.tokenId,
            pass.number,
            terminal,
            bytes8(pass.truck),
            pass.happened
        );
        Slot memory place = _slots[terminal][slot];
        _requireInSlot(pass, place);
        Booking memory booking = _bookings[pass.tokenId][pass.number];
        if (place.mode != Mode.TRUCK) _requireNotReplaced(booking.driver);
        if (pass.truck != booking.truck) revert PickUp_WrongTruck(pass.tokenId, pass.number, pass.truck);
        if (block.timestamp > pass.expiry || pass.expiry > block.timestamp + LONGEST_CHALLENGE) {
            revert PickUp_StaleChallenge(pass.challenge, pass.expiry);
        }
        driver = booking.driver;
        digest = gateProofDigest(
            pass.tokenId,
            consignment,
            pass.number,
            terminal,
            slot,
            pass.truck,
            pass.challenge,
            pass.expiry
        );
        emit GatedIn(
            pass.tokenId,
            pass.number,
            terminal,
            slot,
            driver,
            pass.truck,
            pass.challenge,
            pass.happened,
            trail
        );
    }

    /* READING */

    /// @inheritdoc IPickUp
    function slotOf(uint32 terminal, uint24 slot) external view returns (Slot memory) {
        return _slots[terminal][slot];
    }

    /// @inheritdoc IPickUp
    function bookingOf(uint256 tokenId, bytes11 number) external view returns (Booking memory) {
        return _bookings[tokenId][number];
    }

    /// @inheritdoc IPickUp
    function keyAccount(bytes32 qx, bytes32 qy) public pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(qx, qy)))));
    }

    /// @inheritdoc IPickUp
    function gateProofDigest(
        uint256 tokenId,
        uint8 consignment,
        bytes11 number,
        uint32 terminal,
        uint24 slot,
        bytes12 truck,
        bytes32 challenge,
        uint40 expiry
    ) public view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(GATE_PROOF, tokenId, consignment, number, terminal, slot, truck, challenge, expiry)
                )
            );
    }

    /* INTERNAL */

    /// @dev A plain key first, because most drivers have one and asking an account for its code costs 2,600 gas; then a
    /// smart account (ERC-1271).
    function _isSignedBy(address driver, bytes32 digest, bytes calldata signature) private view returns (bool) {
        (address signer, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && signer == driver) return true;
        return driver.code.length != 0 && SignatureChecker.isValidERC1271SignatureNow(driver, digest, signature);
    }

    /// @dev The operator of a train or a barge signs with its account, and not with one that it has replaced since it
    /// booked: it books anew.
    function _requireNotReplaced(address operator) private view {
        Standing standing = _standings.standingOf(operator);
        if (standing.isReplaced()) _requireActive(operator, standing);
    }

    function _requireInSlot(GatePass calldata pass, Slot memory slot) private pure {
        if (pass.happened < slot.start) revert PickUp_TooEarly(pass.tokenId, pass.number, slot.start);
        uint40 end = _endOf(slot);
        if (pass.happened >= end) revert PickUp_TooLate(pass.tokenId, pass.number, end);
    }

    function _endOf(Slot memory slot) private pure returns (uint40) {
        // A slot starts within a year and lasts a week at most; 40 bits of seconds reach for 34,000 years.
        return slot.start + slot.duration;
    }

    /// @dev The caller's member number, whatever its status: what stands at the gate is dealt with. Whether the container
    /// is there, or the booking the caller's, the registry checks.
    function _caller() private view returns (uint32) {
        return _standings.standingOf(_msgSender()).member();
    }
}
