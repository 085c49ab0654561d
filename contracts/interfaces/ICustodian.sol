// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title ICustodian
/// @notice A member in the role CUSTODIAN: a contract that holds bills in the name of others.
interface ICustodian {
    /// @notice The one member in whose name the custodian holds a bill; 0 if it holds it for nobody.
    /// @dev Read through {IConsortiumProfiles-heldFor}, which gives it 50,000 gas and trusts nothing of the answer.
    function heldFor(uint256 tokenId) external view returns (uint32 member);
}
