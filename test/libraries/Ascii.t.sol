// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ascii} from "../../contracts/libraries/Ascii.sol";
import {Laws} from "../support/Laws.sol";

contract AsciiTest is Laws {
    function testFuzz_isPrintableAgreesWithALoop(bytes20 seed, uint8 length, uint8 place, bytes1 char) external pure {
        bytes memory text = _text(seed, _between(length, 0, 20));
        // In most runs one character is anything at all, also behind the text.
        if (place < 20) text[place] = char;
        _law(Ascii.isPrintable(bytes20(text)) == _reference(text), "isPrintable agrees with a plain loop");
    }

    function testFuzz_isPrintableAgreesWithALoopOnAnyBytes(bytes20 any) external pure {
        _law(Ascii.isPrintable(any) == _reference(abi.encodePacked(any)), "isPrintable agrees on any bytes");
    }

    function testFuzz_isPrintableAcceptsTextOfEveryLength(bytes20 seed, uint8 length) external pure {
        bytes memory text = _text(seed, _between(length, 1, 20));
        _law(Ascii.isPrintable(bytes20(text)), "1 to 20 characters without spaces are printable");
    }

    function test_isPrintableKnowsEveryCharacterInEveryPlace() external pure {
        for (uint256 place = 0; place < 20; ++place) {
            for (uint256 char = 0; char < 256; ++char) {
                bytes memory text = abi.encodePacked(bytes20("ABCDEFGHIJKLMNOPQRST"));
                text[place] = bytes1(uint8(char));
                _law(Ascii.isPrintable(bytes20(text)) == _reference(text), "each character in each place");
            }
        }
    }

    function testFuzz_isDigitAndIsUpperKnowTheirCharacters(bytes1 char) external pure {
        _law(Ascii.isDigit(char) == _isIn(char, "0123456789"), "isDigit knows the ten digits");
        _law(Ascii.isUpper(char) == _isIn(char, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "isUpper knows the capitals");
    }

    /// @dev `length` visible characters and zeros behind.
    function _text(bytes20 seed, uint256 length) private pure returns (bytes memory text) {
        text = new bytes(20);
        for (uint256 i = 0; i < length; ++i) {
            text[i] = bytes1(uint8(_between(uint8(seed[i]), 0x21, 0x7E)));
        }
    }

    function _reference(bytes memory text) private pure returns (bool) {
        uint256 length = 0;
        while (length < 20 && text[length] != 0) ++length;
        for (uint256 i = 0; i < 20; ++i) {
            if (i >= length && text[i] != 0) return false;
            if (i < length && (uint8(text[i]) < 0x20 || uint8(text[i]) > 0x7E)) return false;
        }
        return length != 0 && text[0] != " " && text[length - 1] != " ";
    }

    function _isIn(bytes1 char, bytes memory set) private pure returns (bool) {
        for (uint256 i = 0; i < set.length; ++i) {
            if (set[i] == char) return true;
        }
        return false;
    }
}
