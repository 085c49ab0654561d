// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @title ReceiverThatRevertsInSilence
/// @notice Refuses every bill without a word.
contract ReceiverThatRevertsInSilence is IERC721Receiver {
    /// @inheritdoc IERC721Receiver
    function onERC721Received(address, address, uint256, bytes calldata) external pure returns (bytes4) {
        // solhint-disable-next-line reason-string,gas-custom-errors
        revert();
    }
}
