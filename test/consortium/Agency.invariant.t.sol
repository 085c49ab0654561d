// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Laws} from "../support/Laws.sol";
import {AgencyHandler} from "./AgencyHandler.sol";

contract AgencyInvariants is Laws {
    AgencyHandler private _handler;

    function setUp() external {
        _handler = new AgencyHandler();
    }

    /// @dev The runner calls the handler alone.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function afterInvariant() external view {
        _law(_handler.done() > 5, "in each run some acts go through");
        _law(_handler.refused() > 5, "in each run some acts are refused");
    }

    function invariant_nobodyActsButTheCurrentAccountOrAValidMandate() external view {
        _law(_handler.wronglyDone() == 0, "nobody acts but the current account or an agent with a valid mandate");
    }

    function invariant_aValidMandateIsNeverRefused() external view {
        _law(_handler.wronglyRefused() == 0, "the current account and an agent with a valid mandate are let through");
    }

    function invariant_theSenderIsThePrincipalsCurrentAccount() external view {
        _law(_handler.wrongSender() == 0, "a target sees the principal's current account, and nobody else makes it so");
    }
}
