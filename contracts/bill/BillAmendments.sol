// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {BillCustody} from "./BillCustody.sol";
import {BillInstruction} from "./BillInstruction.sol";
import {BillPaper} from "./BillPaper.sol";
import {BillStandIn} from "./BillStandIn.sol";

/// @title BillAmendments
/// @notice The rarer acts of a bill of lading: code that BillOfLading runs in its own storage, because one contract
/// cannot hold it all.
/// @dev Its address is fixed in BillOfLading at deployment; it keeps nothing itself. Both inherit all storage from the
/// same contracts (BillClock, BillLedger, BillIssuing), so that the layouts are one. Called directly, it finds no bills.
/// @custom:security-contact see SECURITY.md
contract BillAmendments is BillInstruction, BillPaper, BillStandIn, BillCustody {
    constructor(
        IConsortium consortium_,
        address authority_
    ) ERC721("", "") AccessManaged(authority_) ActingMember(consortium_) {}

    /* ERC-721 */

    // BillOfLading answers these itself and never runs them from here. Called directly there is no bill, and they say so
    // at once: the code behind them is left out.

    /// @inheritdoc ERC721
    function transferFrom(address, address, uint256 tokenId) public view override {
        _requireOwned(tokenId);
    }

    /// @inheritdoc ERC721
    function safeTransferFrom(address, address, uint256 tokenId, bytes memory) public view override {
        _requireOwned(tokenId);
    }

    /// @inheritdoc ERC721
    function approve(address, uint256 tokenId) public view override {
        _requireOwned(tokenId);
    }

    /// @inheritdoc ERC721
    function setApprovalForAll(address operator, bool) public pure override {
        revert BillOfLading_ApprovalNotPermitted(operator);
    }

    /// @inheritdoc ERC721
    function tokenURI(uint256 tokenId) public view override returns (string memory) {
        _requireOwned(tokenId);
        return "";
    }
}
