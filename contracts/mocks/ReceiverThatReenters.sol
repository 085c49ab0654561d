// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title ReceiverThatReenters
/// @notice Calls back whoever sends it a bill, with the very data that came along, and then takes the bill.
contract ReceiverThatReenters is IERC721Receiver {
    /// @inheritdoc IERC721Receiver
    function onERC721Received(address, address, uint256, bytes calldata data) external returns (bytes4) {
        Address.functionCall(msg.sender, data);
        return IERC721Receiver.onERC721Received.selector;
    }
}
