// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {AmendmentReason, Act, CourtOrder, DeliveryMark, Issuance} from "../interfaces/BillTypes.sol";
import {IBillAmendment} from "../interfaces/IBillAmendment.sol";
import {IBillCustody} from "../interfaces/IBillCustody.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {IBillRenderer} from "../interfaces/IBillRenderer.sol";
import {BillAmendments} from "./BillAmendments.sol";
import {BillEndorsement} from "./BillEndorsement.sol";
import {BillIssue} from "./BillIssue.sol";
import {Bill} from "./BillLedger.sol";
import {BillPossession} from "./BillPossession.sol";
import {BillRenderer} from "./BillRenderer.sol";
import {BillStandIn} from "./BillStandIn.sol";
import {BillSurrender} from "./BillSurrender.sol";
import {BillViews} from "./BillViews.sol";

/// @title BillOfLading
/// @notice Electronic bills of lading: one live bill for each carrier and reference, one possessor, one title.
/// @dev The daily acts are here, one abstract contract for each concern. The rarer ones are in {BillAmendments}, whose
/// code runs in this contract's storage; they are listed one by one below, and nothing else gets there. Signed acts come
/// in through the agency and not here; the EIP-712 domain (ERC-5267) is published so that wallets can name the contract.
/// @custom:security-contact see SECURITY.md
contract BillOfLading is BillIssue, BillPossession, BillEndorsement, BillSurrender, BillStandIn, BillViews, EIP712 {
    bytes4 private constant ERC4906_ID = 0x49064906;

    /// @notice The code of the rarer acts. Fixed at deployment.
    BillAmendments public immutable amendments;

    /// @notice Draws the bills; a contract of its own, made together with this one.
    IBillRenderer public immutable renderer = new BillRenderer();

    constructor(
        BillAmendments amendments_,
        address authority_
    )
        ERC721("Bollard Bill of Lading", "BOLLARD")
        EIP712("Bollard Bill of Lading", "1")
        AccessManaged(authority_)
        ActingMember(amendments_.consortium())
    {
        amendments = amendments_;
    }

    /// @inheritdoc ERC721
    function tokenURI(uint256 tokenId) public view override returns (string memory) {
        Bill memory bill = _existing(tokenId);
        return renderer.tokenURI(tokenId, bill.state.kind(), bill.state.status());
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(IBillOfLading).interfaceId ||
            interfaceId == ERC4906_ID ||
            super.supportsInterface(interfaceId);
    }

    /* THE RARER ACTS */

    /// @inheritdoc IBillOfLading
    function followAccounts(uint256[] calldata) external {
        _runAmendments();
    }

    /// @inheritdoc IBillOfLading
    function instruct(uint256, Act, address, AmendmentReason) external {
        _runAmendments();
    }

    /// @inheritdoc IBillOfLading
    function withdrawInstruction(uint256) external {
        _runAmendments();
    }

    /// @inheritdoc IBillOfLading
    function carryOut(uint256, uint16) external {
        _runAmendments();
    }

    /// @inheritdoc IBillAmendment
    function reissue(uint256[] calldata, Issuance[] calldata) external {
        _runAmendments();
    }

    /// @inheritdoc IBillAmendment
    function allowReplacement(uint256, uint256) external {
        _runAmendments();
    }

    /// @inheritdoc IBillAmendment
    function replaceWaybill(uint256, Issuance calldata) external {
        _runAmendments();
    }

    /// @inheritdoc IBillAmendment
    function recordPaper(uint256, bytes32, uint8) external {
        _runAmendments();
    }

    /// @inheritdoc IBillAmendment
    function recordPresentation(uint256, address, bytes32) external {
        _runAmendments();
    }

    /// @inheritdoc IBillAmendment
    function issueFromPaper(uint256, Issuance calldata, bytes32) external {
        _runAmendments();
    }

    /// @inheritdoc IBillCustody
    function setRejectPeriod(uint32) external {
        _runAmendments();
    }

    /// @inheritdoc IBillCustody
    function pauseMoves(uint40) external {
        _runAmendments();
    }

    /// @inheritdoc IBillCustody
    function resumeMoves() external {
        _runAmendments();
    }

    /// @inheritdoc IBillCustody
    function freezeBriefly(uint256, uint40) external {
        _runAmendments();
    }

    /// @inheritdoc IBillCustody
    function freeze(uint256) external {
        _runAmendments();
    }

    /// @inheritdoc IBillCustody
    function unfreeze(uint256) external {
        _runAmendments();
    }

    /// @inheritdoc IBillCustody
    function announceReassignment(uint256, CourtOrder calldata) external {
        _runAmendments();
    }

    /// @inheritdoc IBillCustody
    function withdrawReassignment(uint256) external {
        _runAmendments();
    }

    /// @inheritdoc IBillCustody
    function reassign(uint256) external {
        _runAmendments();
    }

    /// @inheritdoc IBillCustody
    function markDelivery(uint256, DeliveryMark, bool) external {
        _runAmendments();
    }

    /// @dev Runs the function of the same name in {BillAmendments}, with the caller and the words of this call.
    function _runAmendments() private {
        Address.functionDelegateCall(address(amendments), msg.data);
    }
}
