// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";

/// @title Vault
/// @notice A custodian that takes every bill it is sent. What it does with them, a test does in its name.
contract Vault is ERC721Holder {}
