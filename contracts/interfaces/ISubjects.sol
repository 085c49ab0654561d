// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Subject} from "./AgencyTypes.sol";

/// @title ISubjects
/// @notice Tells of an act, before it is done, which bill, which reference and which place it concerns.
interface ISubjects {
    /// @notice What a call of `target` with `data` concerns.
    /// @dev A field is zero if the call concerns nothing of the kind, more than one, or if the contract or function is not
    /// known here. Reverts if the arguments cannot be decoded. Trusted by the agency alone, for limited mandates: a
    /// function that is missing here is outside every limit, so that forgetting one can only refuse.
    /// @param target a contract of the suite
    /// @param data selector and arguments
    function subjectOf(address target, bytes calldata data) external view returns (Subject memory);
}
