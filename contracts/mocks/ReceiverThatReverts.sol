// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @title ReceiverThatReverts
/// @notice Refuses every bill and says why.
contract ReceiverThatReverts is IERC721Receiver {
    /// @notice Bills from `from` are not taken.
    error ReceiverThatReverts_Refused(address from, uint256 tokenId);

    /// @inheritdoc IERC721Receiver
    function onERC721Received(address, address from, uint256 tokenId, bytes calldata) external pure returns (bytes4) {
        revert ReceiverThatReverts_Refused(from, tokenId);
    }
}
