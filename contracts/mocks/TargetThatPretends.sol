// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title TargetThatPretends
/// @notice Says that it trusts everybody, so that the agency calls it, and calls on with what it was told.
contract TargetThatPretends {
    event Called(address caller, bytes data);

    /// @notice A reason of its own.
    error Refused(uint256 why);

    uint256 private immutable _answer;

    constructor(uint256 answer) {
        _answer = answer;
    }

    function isTrustedForwarder(address) external view returns (uint256) {
        return _answer;
    }

    function callOn(address callee, bytes calldata data) external returns (bytes memory) {
        emit Called(msg.sender, msg.data);
        return Address.functionCall(callee, data);
    }

    function refuse(uint256 why) external pure {
        revert Refused(why);
    }
}
