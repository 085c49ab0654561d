// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title TokenThatReturnsNothing
/// @notice A token of the old kind, whose transfers answer nothing at all. For tests.
contract TokenThatReturnsNothing {
    mapping(address account => uint256 balance) public balanceOf;

    error TokenThatReturnsNothing_TooLittle(uint256 balance);

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    /// @dev Asks for no allowance: that is not what this mock is about.
    function transferFrom(address from, address to, uint256 amount) external {
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        if (balanceOf[from] < amount) revert TokenThatReturnsNothing_TooLittle(balanceOf[from]);
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}
