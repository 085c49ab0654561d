// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Lei} from "../../contracts/libraries/Lei.sol";
import {Laws} from "../support/Laws.sol";

contract LeiTest is Laws {
    bytes private constant ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    function testFuzz_agreesWithTheWholeNumberModulo97(bytes20 seed, uint8 place, bytes1 char) external pure {
        bytes memory text = _text(seed);
        // In most runs one character is anything at all.
        if (place < 20) text[place] = char;
        _law(Lei.isValid(bytes20(text)) == _reference(text), "isValid agrees with the number written out, modulo 97");
    }

    function testFuzz_acceptsTheCheckDigitsOfIso7064(bytes20 seed) external pure {
        _law(Lei.isValid(_valid(seed)), "an LEI with its check digits is valid");
    }

    function testFuzz_hasOneSpelling(bytes20 seed) external pure {
        bytes memory text = abi.encodePacked(_valid(seed));
        uint256 check = _value(text[18]) * 10 + _value(text[19]);
        // Every other pair of digits is wrong, those with the same remainder included.
        for (uint256 other = 0; other < 100; ++other) {
            (text[18], text[19]) = (ALPHABET[other / 10], ALPHABET[other % 10]);
            _law(Lei.isValid(bytes20(text)) == (other == check), "an LEI has one pair of check digits");
        }
    }

    function testFuzz_noticesOneMistypedCharacter(bytes20 seed, uint8 place, uint8 typed) external pure {
        bytes memory text = abi.encodePacked(_valid(seed));
        uint256 slip = _between(place, 0, 19);
        // Digit for digit and letter for letter: the other slips change the number's length.
        bool isDigit = text[slip] <= "9";
        bytes1 char = ALPHABET[isDigit ? _between(typed, 0, 9) : _between(typed, 10, 35)];
        if (char == text[slip]) return;
        text[slip] = char;
        _law(!Lei.isValid(bytes20(text)), "one wrong digit or letter makes an LEI invalid");
    }

    function test_acceptsPublishedLeis() external pure {
        _law(Lei.isValid("5493001KJTIIGC8Y1R12"), "Bloomberg Finance L.P.");
        _law(Lei.isValid("506700GE1G29325QX363"), "Global Legal Entity Identifier Foundation");
        _law(!Lei.isValid("5493001KJTIIGC8Y1R21"), "check digits the wrong way round");
        _law(!Lei.isValid("5493001kjtiigc8y1r12"), "small letters");
        _law(!Lei.isValid(bytes20(0)), "nothing");
    }

    /// @dev Twenty characters of the alphabet, two digits last.
    function _text(bytes20 seed) private pure returns (bytes memory text) {
        text = abi.encodePacked(seed);
        for (uint256 i = 0; i < 20; ++i) {
            text[i] = ALPHABET[uint8(seed[i]) % (i < 18 ? 36 : 10)];
        }
    }

    function _valid(bytes20 seed) private pure returns (bytes20) {
        bytes memory text = _text(seed);
        (text[18], text[19]) = ("0", "0");
        uint256 check = 98 - (_number(text) % 97);
        (text[18], text[19]) = (ALPHABET[check / 10], ALPHABET[check % 10]);
        return bytes20(text);
    }

    function _reference(bytes memory text) private pure returns (bool) {
        for (uint256 i = 0; i < 20; ++i) {
            if (_value(text[i]) == type(uint256).max || (i >= 18 && _value(text[i]) > 9)) return false;
        }
        uint256 check = _value(text[18]) * 10 + _value(text[19]);
        return check >= 2 && check <= 98 && _number(text) % 97 == 1;
    }

    /// @dev The characters' values written one behind the other: at most 40 digits, which a word holds.
    function _number(bytes memory text) private pure returns (uint256 number) {
        for (uint256 i = 0; i < 20; ++i) {
            uint256 value = _value(text[i]);
            number = number * (value > 9 ? 100 : 10) + value;
        }
    }

    function _value(bytes1 char) private pure returns (uint256) {
        for (uint256 value = 0; value < 36; ++value) {
            if (ALPHABET[value] == char) return value;
        }
        return type(uint256).max;
    }
}
