// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {BillAccounts} from "./BillAccounts.sol";
import {BillCustody} from "./BillCustody.sol";
import {BillInstruction} from "./BillInstruction.sol";
import {BillPaper} from "./BillPaper.sol";
import {BillPause} from "./BillPause.sol";

/// @title BillAmendments
/// @notice The rarer acts of a bill of lading: code that BillOfLading runs in its own storage, because one contract
/// cannot hold it all.
/// @dev Its address is fixed in BillOfLading at deployment; it keeps nothing itself. Both inherit all storage from the
/// same contracts (BillClock, BillLedger, BillIssuing), so that the layouts are one. Called directly, it finds no bills.
/// @custom:security-contact see SECURITY.md
contract BillAmendments is BillInstruction, BillPaper, BillCustody, BillPause, BillAccounts {
    constructor(
        IConsortium consortium_,
        address authority_
    ) ERC721("", "") AccessManaged(authority_) ActingMember(consortium_) {}

    /* ERC-721 */

    // ERC-721's own functions are BillOfLading's. Both codes inherit them with the storage; here they end at once, so that
    // no room is taken by code that nobody runs. What clears an approval at a move is not among them.

    /// @inheritdoc ERC721
    function name() public pure override returns (string memory) {
        return "";
    }

    /// @inheritdoc ERC721
    function symbol() public pure override returns (string memory) {
        return "";
    }

    /// @inheritdoc ERC721
    function tokenURI(uint256 tokenId) public pure override returns (string memory) {
        revert ERC721NonexistentToken(tokenId);
    }

    /// @inheritdoc ERC721
    function _update(address, uint256 tokenId, address) internal pure override returns (address) {
        revert ERC721NonexistentToken(tokenId);
    }

    /// @inheritdoc ERC721
    function _approve(address, uint256 tokenId, address, bool) internal pure override {
        revert ERC721NonexistentToken(tokenId);
    }

    /// @inheritdoc ERC721
    function _setApprovalForAll(address owner, address, bool) internal pure override {
        revert ERC721InvalidApprover(owner);
    }
}
