// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {Standing} from "../consortium/Standing.sol";
import {Trail} from "../interfaces/IBillOfLading.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {Booking, GatePass, IPickUp, Slot} from "../interfaces/IPickUp.sol";
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
        _slots[terminal][slot] = Slot(start, duration, capacity, 0);
        emit SlotOpened(terminal, slot, start, duration, capacity);
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
        _takePlace(terminal, slot, previousSlot);
        _bookings[tokenId][number] = Booking(driver, truck);
        emit PickUpBooked(tokenId, number, haulier, terminal, slot, driver, truck, _msgSender(), trail);
    }

    /// @dev Takes a place in a slot and gives back the one before.
    function _takePlace(uint32 terminal, uint24 slot, uint24 previousSlot) private {
        Slot memory taken = _slots[terminal][slot];
        if (taken.capacity == 0) revert PickUp_NoSuchSlot(terminal, slot);
        uint40 end = _endOf(taken);
        if (block.timestamp >= end) revert PickUp_SlotOver(terminal, slot, end);
        if (slot == previousSlot) return;
        if (taken.booked == taken.capacity) revert PickUp_Overbooked(terminal, slot, taken.capacity);
        _slots[terminal][slot].booked = taken.booked + 1;
        if (previousSlot != 0) --_slots[terminal][previousSlot].booked;
    }

    /* GATE */

    /// @inheritdoc IPickUp
    function gateIn(GatePass calldata pass, bytes calldata signature) external {
        uint32 terminal = _terminal();
        (uint8 consignment, uint24 slot, Trail memory trail) = registry.recordGateIn(
            pass.tokenId,
            pass.number,
            terminal,
            pass.happened
        );
        _requireInSlot(pass, _slots[terminal][slot]);
        Booking memory booking = _bookings[pass.tokenId][pass.number];
        if (pass.truck != booking.truck) revert PickUp_WrongTruck(pass.tokenId, pass.number, pass.truck);
        if (booking.driver == address(0)) revert PickUp_ProofUsed(pass.tokenId, pass.number);
        if (block.timestamp > pass.expiry || pass.expiry > block.timestamp + LONGEST_CHALLENGE) {
            revert PickUp_StaleChallenge(pass.challenge, pass.expiry);
        }
        bytes32 digest = gateProofDigest(
            pass.tokenId,
            consignment,
            pass.number,
            terminal,
            slot,
            pass.truck,
            pass.challenge,
            pass.expiry
        );
        if (!SignatureChecker.isValidSignatureNowCalldata(booking.driver, digest, signature)) {
            revert PickUp_WrongProof(pass.tokenId, pass.number, booking.driver);
        }
        _bookings[pass.tokenId][pass.number].driver = address(0);
        emit GatedIn(
            pass.tokenId,
            pass.number,
            terminal,
            slot,
            booking.driver,
            pass.truck,
            pass.challenge,
            pass.happened,
            trail
        );
    }

    /// @inheritdoc IPickUp
    function gateOut(
        uint256 tokenId,
        bytes11 number,
        uint40 happened,
        bytes12 truck,
        bytes32 sealHash,
        bytes32 interchangeReceiptHash
    ) external {
        if (sealHash == 0 || interchangeReceiptHash == 0) revert PickUp_NoReceipt(sealHash, interchangeReceiptHash);
        uint32 terminal = _terminal();
        Trail memory trail = registry.recordGateOut(tokenId, number, terminal, happened);
        if (truck != _bookings[tokenId][number].truck) revert PickUp_WrongTruck(tokenId, number, truck);
        emit GatedOut(tokenId, number, terminal, truck, sealHash, interchangeReceiptHash, happened, trail);
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

    function _requireInSlot(GatePass calldata pass, Slot memory slot) private pure {
        if (pass.happened < slot.start) revert PickUp_TooEarly(pass.tokenId, pass.number, slot.start);
        uint40 end = _endOf(slot);
        if (pass.happened >= end) revert PickUp_TooLate(pass.tokenId, pass.number, end);
    }

    function _endOf(Slot memory slot) private pure returns (uint40) {
        // A slot starts within a year and lasts a week at most; 40 bits of seconds reach for 34,000 years.
        return slot.start + slot.duration;
    }

    /// @dev The caller as a terminal, whatever its status: what stands at its gate is dealt with. Whether the container
    /// is there, the registry checks.
    function _terminal() private view returns (uint32) {
        return consortium.standingOf(_msgSender()).member();
    }
}
