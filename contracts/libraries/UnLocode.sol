// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Ascii} from "./Ascii.sol";

/// @title UnLocode
/// @notice The form of a UN/LOCODE: two letters of the country and three characters of the place, for example BEANR.
library UnLocode {
    using Ascii for bytes1;

    /// @notice Whether `code` is two capital letters and three capital letters or digits 2 to 9.
    /// @dev The form alone: the list itself changes twice a year and is kept off chain.
    function isValid(bytes5 code) internal pure returns (bool) {
        for (uint256 i = 0; i < 5; ++i) {
            bytes1 char = code[i];
            bool isPlaceDigit = i > 1 && char >= "2" && char <= "9";
            if (!char.isUpper() && !isPlaceDigit) return false;
        }
        return true;
    }
}
