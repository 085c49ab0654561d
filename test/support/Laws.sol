// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The few of the test runner's cheat codes that these tests use.
interface IVm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    /// @notice The next call comes from `sender`.
    function prank(address sender) external;

    /// @notice Sets the block's time.
    function warp(uint256 timestamp) external;

    /// @notice Sets the block's number.
    function roll(uint256 number) external;

    /// @notice Records the events of the calls from here on.
    function recordLogs() external;

    /// @notice The events recorded so far, once.
    function getRecordedLogs() external returns (Log[] memory logs);
}

/// @title Laws
/// @notice What every Solidity test stands on: a law is a sentence that must hold.
abstract contract Laws {
    /// @dev Where the runner answers: the address that Foundry gave it.
    IVm internal constant VM = IVm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @notice The sentence does not hold.
    error Broken(string law);

    function _law(bool holds, string memory law) internal pure {
        if (!holds) revert Broken(law);
    }

    /// @dev `seed` folded into `from` to `to`, both included.
    function _between(uint256 seed, uint256 from, uint256 to) internal pure returns (uint256) {
        return from + (seed % (to - from + 1));
    }
}
