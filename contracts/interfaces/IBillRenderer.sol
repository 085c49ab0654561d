// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {BillStatus, Kind} from "./BillTypes.sol";

/// @title IBillRenderer
/// @notice Draws a bill for wallets: kind, status and a short reference, and no commercial data.
interface IBillRenderer {
    /// @notice The token's metadata as a data URI: JSON with an SVG image.
    /// @param tokenId its first eight hexadecimal digits are the short reference
    function tokenURI(uint256 tokenId, Kind kind, BillStatus status) external pure returns (string memory);
}
