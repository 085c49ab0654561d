// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Ascii} from "./Ascii.sol";

/// @title Iso6346
/// @notice Freight container numbers after ISO 6346: three letters of the owner, the category, six digits of the serial
/// number and a check digit, for example CSQU3054383.
library Iso6346 {
    using Ascii for bytes1;

    /// @notice Whether the form is right and the check digit fits.
    /// @dev Each character counts by its value times two to the power of its place. A digit has its own value; letters
    /// count from 10 (A) to 38 (Z), where the multiples of 11 are left out. The sum modulo 11 is the check digit, 10
    /// being written as 0.
    /// @param number 11 ASCII characters, capitals; the category is U (freight container), J (detachable equipment) or
    /// Z (trailer and chassis)
    function isValid(bytes11 number) internal pure returns (bool) {
        uint256 sum;
        for (uint256 i = 0; i < 10; ++i) {
            bytes1 char = number[i];
            if (i < 4 ? !char.isUpper() : !char.isDigit()) return false;
            uint256 value = uint8(char);
            unchecked {
                // A letter is 65 to 90 and a digit 48 to 57, so nothing below goes under zero or over 38.
                if (i < 4) {
                    uint256 place = value - 65;
                    value = 10 + place + (place + 9) / 10;
                } else {
                    value -= 48;
                }
                sum += value << i;
            }
        }
        bytes1 category = number[3];
        if (category != "U" && category != "J" && category != "Z") return false;
        return number[10].isDigit() && uint8(number[10]) - 48 == (sum % 11) % 10;
    }
}
