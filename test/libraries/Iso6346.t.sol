// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Iso6346} from "../../contracts/libraries/Iso6346.sol";
import {UnLocode} from "../../contracts/libraries/UnLocode.sol";

/// @notice The form of container numbers and places.
contract Iso6346Test {
    using Iso6346 for bytes11;
    using UnLocode for bytes5;

    function test_RealNumbersAreValid() external pure {
        // The usual worked example of ISO 6346.
        require(bytes11("CSQU3054383").isValid(), "CSQU3054383");
        require(!bytes11("CSQU3054384").isValid(), "wrong check digit");
    }

    function test_FormIsChecked() external pure {
        require(!bytes11("CSQX3054383").isValid(), "category X");
        require(!bytes11("csqU3054383").isValid(), "small letters");
        require(!bytes11("C1QU3054383").isValid(), "digit among the letters");
        require(!bytes11("CSQU30543A3").isValid(), "letter among the digits");
        require(!bytes11("CSQU305438").isValid(), "too short");
        require(!bytes11(0).isValid(), "nothing");
    }

    /// @dev One digit alone fits each serial number.
    function testFuzz_OneCheckDigitFits(uint32 serial, uint8 category) external pure {
        bytes memory text = "ABCU0000000";
        text[3] = bytes("UJZ")[category % 3];
        for (uint256 i = 0; i < 6; ++i) {
            text[9 - i] = bytes1(uint8(48 + ((serial / 10 ** i) % 10)));
        }
        uint256 fitting;
        for (uint8 digit = 0; digit < 10; ++digit) {
            text[10] = bytes1(48 + digit);
            if (bytes11(text).isValid()) ++fitting;
        }
        require(fitting == 1, "exactly one check digit fits");
    }

    /// @dev The check digit finds every single wrong digit of this serial number. (A remainder of 10 is written 0, so
    /// for other numbers a change between these two goes unseen; the remainder here is 3.)
    function testFuzz_AWrongDigitIsFound(uint8 place, uint8 digit) external pure {
        bytes memory text = "CSQU3054383";
        uint256 index = 4 + (uint256(place) % 6);
        bytes1 wrong = bytes1(48 + (digit % 10));
        if (wrong == text[index]) return;
        text[index] = wrong;
        require(!bytes11(text).isValid(), "found");
    }

    function test_PlacesHaveAForm() external pure {
        require(bytes5("BEANR").isValid() && bytes5("US2AB").isValid(), "valid");
        require(!bytes5("beanr").isValid(), "small letters");
        require(!bytes5("B2ANR").isValid(), "digit in the country");
        require(!bytes5("BEAN1").isValid() && !bytes5("BEAN0").isValid(), "1 and 0 are not used");
        require(!bytes5("BEAN").isValid() && !bytes5(0).isValid(), "too short");
    }
}
