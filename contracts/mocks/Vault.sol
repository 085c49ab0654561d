// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

import {ICustodian} from "../interfaces/ICustodian.sol";

/// @title Vault
/// @notice A custodian that takes every bill it is sent. What it does with them, a test does in its name.
contract Vault is IERC721Receiver, ICustodian {
    /// @inheritdoc ICustodian
    mapping(uint256 tokenId => uint32 member) public heldFor;

    event Received(address operator, address from, uint256 tokenId, bytes data);

    /// @notice The vault says from now on that it holds a bill in this member's name.
    function holdFor(uint256 tokenId, uint32 member) external {
        heldFor[tokenId] = member;
    }

    /// @inheritdoc IERC721Receiver
    function onERC721Received(
        address operator,
        address from,
        uint256 tokenId,
        bytes calldata data
    ) external returns (bytes4) {
        emit Received(operator, from, tokenId, data);
        return IERC721Receiver.onERC721Received.selector;
    }
}
