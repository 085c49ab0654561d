// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title TokenThatCallsBack
/// @notice An ERC-20 that calls whom it was told to in the middle of a transfer. For tests.
contract TokenThatCallsBack is ERC20 {
    address private _callee;
    bytes private _data;

    constructor() ERC20("Callback Token", "BACK") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function callBack(address callee, bytes calldata data) external {
        _callee = callee;
        _data = data;
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (_callee != address(0)) Address.functionCall(_callee, _data);
        return super.transferFrom(from, to, amount);
    }
}
