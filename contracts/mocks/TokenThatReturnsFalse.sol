// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title TokenThatReturnsFalse
/// @notice A token that moves nothing and says so by `false` instead of an error. For tests.
contract TokenThatReturnsFalse {
    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }

    function transferFrom(address, address, uint256) external pure returns (bool) {
        return false;
    }
}
