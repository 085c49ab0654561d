// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {Trail} from "../interfaces/BillTypes.sol";
import {IPickUp} from "../interfaces/IPickUp.sol";
import {IReleaseCasework} from "../interfaces/IReleaseCasework.sol";
import {IReleaseDoors} from "../interfaces/IReleaseDoors.sol";
import {IReleaseRegistry} from "../interfaces/IReleaseRegistry.sol";
import {Authority, End, Opening} from "../interfaces/ReleaseTypes.sol";
import {Clearances} from "./Clearances.sol";
import {PickUp} from "./PickUp.sol";
import {ReleaseCasework} from "./ReleaseCasework.sol";
import {ReleaseGate} from "./ReleaseGate.sol";
import {ReleaseLedger} from "./ReleaseLedger.sol";
import {ReleaseRights} from "./ReleaseRights.sol";
import {ReleaseViews} from "./ReleaseViews.sol";

/// @title ReleaseRegistry
/// @notice From arrival to gate-out: consignments, the four lights of each container, holds, and the release right.
/// @dev The daily acts are here, one abstract contract for each concern. The rarer ones are in {ReleaseCasework}, whose
/// code runs in this contract's storage; they are listed one by one below, and nothing else gets there. Slots and gate
/// are a contract of their own, made together with this one so that each knows the other for ever.
/// @custom:security-contact see SECURITY.md
contract ReleaseRegistry is Clearances, ReleaseRights, ReleaseGate, ReleaseViews {
    /// @notice The code of the rarer acts. Fixed at deployment.
    ReleaseCasework public immutable casework;

    /// @inheritdoc IReleaseRegistry
    IPickUp public immutable pickUp;

    /// @inheritdoc IReleaseRegistry
    address public charges;

    modifier onlyFrom(address connected) {
        if (_msgSender() != connected) revert ReleaseRegistry_NotConnected(_msgSender());
        _;
    }

    constructor(
        ReleaseCasework casework_,
        address authority_
    ) AccessManaged(authority_) ActingMember(casework_.consortium()) ReleaseLedger(casework_.bill()) {
        casework = casework_;
        pickUp = new PickUp(casework_.consortium(), this);
    }

    /* CHARGES */

    /// @inheritdoc IReleaseDoors
    function connectCharges(address charges_) external restricted {
        if (charges != address(0)) revert ReleaseRegistry_AlreadyConnected();
        if (charges_ == address(0)) revert ReleaseRegistry_NotConnected(address(0));
        charges = charges_;
        emit ChargesConnected(charges_);
    }

    /// @inheritdoc IReleaseDoors
    function setOwed(uint256, uint8, bytes11, Authority, bool) external onlyFrom(charges) returns (Trail memory) {
        return abi.decode(_runCasework(), (Trail));
    }

    /// @inheritdoc IReleaseDoors
    function setPaidThrough(uint256, bytes11, Authority, uint40) external onlyFrom(charges) returns (Trail memory) {
        return abi.decode(_runCasework(), (Trail));
    }

    /* PICK-UP */

    /// @inheritdoc IReleaseDoors
    function recordBooking(
        uint256 tokenId,
        bytes11 number,
        uint32 haulier,
        uint32 terminal,
        uint24 slot
    ) external onlyFrom(address(pickUp)) returns (uint24 previousSlot, Trail memory trail) {
        return _book(tokenId, number, haulier, terminal, slot);
    }

    /// @inheritdoc IReleaseDoors
    function recordGateIn(
        uint256 tokenId,
        bytes11 number,
        uint32 terminal,
        bytes8 truck,
        uint40 happened
    ) external onlyFrom(address(pickUp)) returns (uint8 consignment, uint24 slot, Trail memory trail) {
        return _gateIn(tokenId, number, terminal, truck, happened);
    }

    /// @inheritdoc IReleaseDoors
    function recordBookingEnd(
        uint256,
        bytes11,
        uint32,
        bool
    ) external onlyFrom(address(pickUp)) returns (uint32 terminal, uint24 slot, Trail memory trail) {
        return abi.decode(_runCasework(), (uint32, uint24, Trail));
    }

    /* THE RARER ACTS */

    /// @inheritdoc IReleaseRegistry
    function openConsignment(Opening calldata) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseRegistry
    function addContainers(uint256, uint8, bytes11[] calldata) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function nominate(uint256, bytes11[] calldata, address) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function withdrawRelease(uint256, bytes11[] calldata, bytes4) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function restoreRelease(uint256, bytes11[] calldata) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function releaseAgainstLetter(uint256, bytes11[] calldata, address, bytes32) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function consentToLetter(uint256, bytes32) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function passJob(uint256, bytes11[] calldata, address) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function changePlan(uint256, bytes11[] calldata, uint8) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function repoint(uint256, bytes11[] calldata, uint256) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function endOtherwise(uint256, bytes11[] calldata, End, bytes32, uint40) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function strikeOff(uint256, bytes11[] calldata, bytes32) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function turnAway(uint256, bytes11, bytes4, uint40) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function retractGateOut(uint256, bytes11, bytes4) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function returnLaden(uint256, bytes11, bytes32, uint40) external {
        _runCasework();
    }

    /// @inheritdoc IReleaseCasework
    function returnEmpty(uint256, bytes11, bytes32, uint40) external {
        _runCasework();
    }

    /// @dev Runs the function of the same name in {ReleaseCasework}, with the caller and the words of this call.
    function _runCasework() private returns (bytes memory) {
        return Address.functionDelegateCall(address(casework), msg.data);
    }
}
