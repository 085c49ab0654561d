// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

import {ActingMember} from "./ActingMember.sol";
import {Governed} from "./Governed.sol";

/// @title GovernedMember
/// @notice A contract on which members act, with functions for governance and whom it empowered: both rules together.
abstract contract GovernedMember is Governed, ActingMember {
    function _msgSender() internal view virtual override(ActingMember, Governed) returns (address) {
        return ActingMember._msgSender();
    }

    function _msgData() internal view virtual override(ERC2771Context, Governed) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength() internal view virtual override(ERC2771Context, Governed) returns (uint256) {
        return ERC2771Context._contextSuffixLength();
    }
}
