// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ActingMember} from "../../contracts/consortium/ActingMember.sol";
import {Consortium} from "../../contracts/consortium/Consortium.sol";

/// @title Sheet
/// @notice A contract of the suite on which members sign, and nothing else.
contract Sheet is ActingMember {
    /// @notice Who signed last, as this contract sees it.
    address public signedBy;

    constructor(Consortium consortium_) ActingMember(consortium_) {}

    function first() external {
        signedBy = _msgSender();
    }

    function second() external {
        signedBy = _msgSender();
    }
}
