// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title ReceiverThatActs
/// @notice Calls whom the data name while it is being sent a bill, and then takes the bill.
contract ReceiverThatActs is IERC721Receiver {
    /// @inheritdoc IERC721Receiver
    function onERC721Received(address, address, uint256, bytes calldata data) external returns (bytes4) {
        (address callee, bytes memory call) = abi.decode(data, (address, bytes));
        Address.functionCall(callee, call);
        return IERC721Receiver.onERC721Received.selector;
    }
}
