// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodian} from "../interfaces/ICustodian.sol";

/// @title CustodianThatNeverAnswers
/// @notice A custodian that uses up all gas instead of saying in whose name it holds.
contract CustodianThatNeverAnswers is ICustodian {
    /// @inheritdoc ICustodian
    function heldFor(uint256 tokenId) external pure returns (uint32 member) {
        while (tokenId == tokenId) ++tokenId;
        return member;
    }
}
