// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title Ascii
/// @notice The few questions that codes on chain raise about their characters.
library Ascii {
    uint256 private constant ALL_BITS = type(uint160).max;
    uint256 private constant ONES = ALL_BITS / 0xFF; // 0x01 in each byte
    uint256 private constant HIGH_BITS = ONES * 0x80; // 0x80 in each byte

    function isDigit(bytes1 char) internal pure returns (bool) {
        return char >= "0" && char <= "9";
    }

    function isUpper(bytes1 char) internal pure returns (bool) {
        return char >= "A" && char <= "Z";
    }

    /// @notice Whether `text` is 1 to 20 characters of printable ASCII (0x20 to 0x7E) with no space at either end,
    /// left-aligned, and nothing but zero bytes behind.
    /// @dev Only ASCII, because letters that look alike in other scripts would let one reference stand twice.
    /// All 20 bytes are looked at together, a bit of each at a time, because a loop costs 4,000 gas at every issue.
    function isPrintable(bytes20 text) internal pure returns (bool) {
        uint256 word = uint160(text);
        // No byte has its high bit set, so the sums below never carry from one byte into the next.
        if (word & HIGH_BITS != 0) return false;
        // The high bit of each byte that is 0x20 or more, moved down to the byte's lowest bit.
        uint256 ones = ((word + ONES * (0x80 - 0x20)) & HIGH_BITS) >> 7;
        // All bits of each such byte: the text. What is not text is zero bytes, and stands behind.
        uint256 mask = ones * 0xFF;
        uint256 behind = ALL_BITS ^ mask;
        if (word & behind != 0 || behind & (behind + 1) != 0) return false;
        // No byte is 0x7F.
        if ((word + ONES) & HIGH_BITS != 0) return false;
        // The first character, which must be there, and the last one (the byte above what is behind) are no spaces.
        uint256 last = (word / (behind + 1)) & 0xFF;
        return text[0] > " " && last != 0x20;
    }
}
