// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Ascii} from "./Ascii.sol";

/// @title CarrierCodes
/// @notice The form of SMDG liner codes and NMFTA SCACs.
library CarrierCodes {
    using Ascii for bytes1;

    /// @notice Whether `code` is 2 to 4 capital letters or digits, left-aligned, zero-padded.
    function isValid(bytes4 code) internal pure returns (bool) {
        for (uint256 i = 0; i < 4; ++i) {
            bytes1 char = code[i];
            // Once the code has ended, only zero bytes may follow.
            if (i > 1 && char == 0) return i == 3 || code[3] == 0;
            if (!char.isDigit() && !char.isUpper()) return false;
        }
        return true;
    }
}
