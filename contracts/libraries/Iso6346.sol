// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title Iso6346
/// @notice Freight container numbers after ISO 6346: three letters of the owner, the category, six digits of the serial
/// number and a check digit, for example CSQU3054383.
library Iso6346 {
    /// @notice Whether the form is right and the check digit fits.
    /// @dev Each character counts by its value times two to the power of its place. A digit has its own value; letters
    /// count from 10 (A) to 38 (Z), where the multiples of 11 are left out. The sum modulo 11 is the check digit, 10
    /// being written as 0.
    /// @param number 11 ASCII characters, capitals; the category is U (freight container), J (detachable equipment) or
    /// Z (trailer and chassis)
    function isValid(bytes11 number) internal pure returns (bool) {
        uint256 word = uint88(number);
        uint256 sum;
        // A letter is 65 to 90 and a digit 48 to 57, as checked first in each line: nothing below goes under zero or
        // over 38 * 2^9 * 10. Unchecked because every container of every consignment passes here.
        unchecked {
            for (uint256 i = 0; i < 4; ++i) {
                uint256 letter = (word >> (80 - 8 * i)) & 0xFF;
                if (letter < 0x41 || letter > 0x5A) return false;
                letter -= 0x41;
                sum += (10 + letter + (letter + 9) / 10) << i;
            }
            for (uint256 i = 4; i < 10; ++i) {
                uint256 digit = (word >> (80 - 8 * i)) & 0xFF;
                if (digit < 0x30 || digit > 0x39) return false;
                sum += (digit - 0x30) << i;
            }
        }
        bytes1 category = number[3];
        if (category != "U" && category != "J" && category != "Z") return false;
        return word & 0xFF == 0x30 + ((sum % 11) % 10);
    }
}
