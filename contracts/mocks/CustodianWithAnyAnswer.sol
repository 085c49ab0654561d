// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title CustodianWithAnyAnswer
/// @notice A custodian that answers every question with the same bytes, whatever was asked.
contract CustodianWithAnyAnswer {
    bytes private _answer;

    constructor(bytes memory answer_) {
        _answer = answer_;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        return _answer;
    }
}
