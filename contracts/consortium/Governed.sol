// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";

import {IAgency} from "../interfaces/IAgency.sol";

/// @title Governed
/// @notice A contract for which some act through the agency, with functions that only governance and whom it empowered
/// may call: those are never called through the agency.
abstract contract Governed is AccessManaged, ERC2771Context {
    /// @dev The one place where a restricted call is let through. A power is given to an account, and nobody knows of
    /// that account's agents: they do not have it.
    function _checkCanCall(address caller, bytes calldata data) internal override {
        // Not `_msgSender()`: what counts here is who really calls.
        if (isTrustedForwarder(msg.sender)) revert IAgency.Agency_PowerIsPersonal(caller, bytes4(data[:4]));
        super._checkCanCall(caller, data);
    }

    /* WHO CALLS */

    function _msgSender() internal view virtual override(Context, ERC2771Context) returns (address) {
        return ERC2771Context._msgSender();
    }

    function _msgData() internal view virtual override(Context, ERC2771Context) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength() internal view virtual override(Context, ERC2771Context) returns (uint256) {
        return ERC2771Context._contextSuffixLength();
    }
}
