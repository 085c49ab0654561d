// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Ascii} from "./Ascii.sol";

/// @title Lei
/// @notice Legal Entity Identifiers after ISO 17442: 18 letters or digits and two check digits.
library Lei {
    using Ascii for bytes1;

    uint8 private constant ZERO = 0x30; // the character 0

    /// @notice Whether the check digits fit: ISO 7064 MOD 97-10, where a letter counts as 10 (A) to 35 (Z).
    /// @dev The standard makes check digits from 02 to 98. 00, 01 and 99 would leave the same remainder as 97, 98 and 02,
    /// and so give one entity two LEIs.
    /// @param lei 20 ASCII characters, capitals
    function isValid(bytes20 lei) internal pure returns (bool) {
        uint256 remainder;
        for (uint256 i = 0; i < 20; ++i) {
            bytes1 char = lei[i];
            if (char.isDigit()) {
                remainder = (remainder * 10 + (uint8(char) - ZERO)) % 97;
            } else if (char.isUpper() && i < 18) {
                remainder = (remainder * 100 + (uint8(char) - uint8(bytes1("A")) + 10)) % 97;
            } else {
                return false;
            }
        }
        uint256 digits = (uint8(lei[18]) - ZERO) * 10 + (uint8(lei[19]) - ZERO);
        return remainder == 1 && digits >= 2 && digits <= 98;
    }
}
