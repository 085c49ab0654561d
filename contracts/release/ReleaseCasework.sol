// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {ActingMember} from "../consortium/ActingMember.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {IConsortium} from "../interfaces/IConsortium.sol";
import {CaseChanges} from "./CaseChanges.sol";
import {CaseConsignments} from "./CaseConsignments.sol";
import {CaseDoors} from "./CaseDoors.sol";
import {CaseLetters} from "./CaseLetters.sol";
import {CaseNomination} from "./CaseNomination.sol";
import {CaseReturns} from "./CaseReturns.sol";
import {ReleaseLedger} from "./ReleaseLedger.sol";

/// @title ReleaseCasework
/// @notice The rarer acts between arrival and gate-out: code that ReleaseRegistry runs in its own storage, because one
/// contract cannot hold it all.
/// @dev Its address is fixed in ReleaseRegistry at deployment; it keeps nothing itself. Both have all storage from
/// ReleaseLedger, so that the layouts are one. Called directly, it finds no containers.
/// @custom:security-contact see SECURITY.md
contract ReleaseCasework is CaseConsignments, CaseNomination, CaseLetters, CaseChanges, CaseReturns, CaseDoors {
    constructor(
        IConsortium consortium_,
        IBillOfLading bill_,
        address authority_
    ) AccessManaged(authority_) ActingMember(consortium_) ReleaseLedger(bill_) {}
}
