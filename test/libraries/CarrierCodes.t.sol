// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarrierCodes} from "../../contracts/libraries/CarrierCodes.sol";
import {Laws} from "../support/Laws.sol";

contract CarrierCodesTest is Laws {
    /// @dev Characters on both sides of each bound, and the zero byte often.
    bytes private constant EDGES = hex"0000002F30393A404142595A5B6100";

    function testFuzz_agreesWithTheRuleOnAnyBytes(bytes4 code) external pure {
        _law(CarrierCodes.isValid(code) == _reference(code), "isValid agrees on any bytes");
    }

    function test_agreesWithTheRuleOnEveryMixOfEdges() external pure {
        for (uint256 mix = 0; mix < EDGES.length ** 4; mix += 7) {
            bytes4 code = bytes4(
                abi.encodePacked(
                    EDGES[mix % EDGES.length],
                    EDGES[(mix / EDGES.length) % EDGES.length],
                    EDGES[(mix / EDGES.length ** 2) % EDGES.length],
                    EDGES[(mix / EDGES.length ** 3) % EDGES.length]
                )
            );
            _law(CarrierCodes.isValid(code) == _reference(code), "isValid agrees at every edge");
        }
    }

    function test_acceptsTwoToFourCharacters() external pure {
        _law(CarrierCodes.isValid("MS") && CarrierCodes.isValid("MSC") && CarrierCodes.isValid("M2CU"), "2 to 4");
        _law(!CarrierCodes.isValid("M") && !CarrierCodes.isValid("") && !CarrierCodes.isValid("Msc"), "and no others");
    }

    function _reference(bytes4 code) private pure returns (bool) {
        uint256 length = 0;
        while (length < 4 && code[length] != 0) ++length;
        for (uint256 i = 0; i < 4; ++i) {
            bool isCode = (code[i] >= "0" && code[i] <= "9") || (code[i] >= "A" && code[i] <= "Z");
            if (i < length ? !isCode : code[i] != 0) return false;
        }
        return length >= 2;
    }
}
