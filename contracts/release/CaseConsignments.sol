// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {Trail} from "../interfaces/BillTypes.sol";
import {Authority, Opening} from "../interfaces/ReleaseTypes.sol";
import {Roles} from "../libraries/Roles.sol";
import {UnLocode} from "../libraries/UnLocode.sol";
import {CARRIER_HAULAGE, Consignment, newConsignment} from "./Consignment.sol";
import {Sharing} from "./Sharing.sol";

/// @title CaseConsignments
/// @notice How consignments are opened and filled.
abstract contract CaseConsignments is Sharing {
    using UnLocode for bytes5;

    /* CONSIGNMENTS */

    /// @dev See {IReleaseRegistry-openConsignment}.
    function openConsignment(Opening calldata opening) external {
        (uint256 tokenId, uint8 number) = (opening.tokenId, opening.consignment);
        if (number == 0 || _consignments[tokenId][number].exists()) {
            revert ReleaseRegistry_ConsignmentTaken(tokenId, number);
        }
        if (!opening.unLocationCode.isValid()) revert ReleaseRegistry_InvalidUnLocationCode(opening.unLocationCode);
        uint32 caller = _actor().member();
        if (caller != bill.deliveryOf(tokenId).carrier) {
            revert ReleaseRegistry_NotTheAuthority(tokenId, Authority.CARRIER, _msgSender());
        }
        Consignment consignment = newConsignment(
            caller,
            _partyIn(opening.terminal, Roles.TERMINAL),
            _partyIn(opening.customs, Roles.CUSTOMS),
            opening.unLocationCode
        ).withMark(CARRIER_HAULAGE, opening.carrierHaulage);
        (Consignment changed, Trail memory trail) = _next(consignment);
        emit ConsignmentOpened(
            tokenId,
            number,
            consignment.terminal(),
            caller,
            consignment.customs(),
            opening.unLocationCode,
            opening.carrierHaulage,
            _msgSender(),
            trail
        );
        _add(tokenId, number, changed, opening.numbers);
    }

    /// @dev See {IReleaseRegistry-addContainers}.
    function addContainers(uint256 tokenId, uint8 consignment, bytes11[] calldata numbers) external {
        Consignment existing = _existingConsignment(tokenId, consignment);
        _requireAuthority(tokenId, existing, Authority.CARRIER, _actor().member());
        _add(tokenId, consignment, existing, numbers);
    }

    /// @dev Puts containers in and stores the consignment.
    function _add(uint256 tokenId, uint8 number, Consignment consignment, bytes11[] calldata containers) private {
        _requireSome(containers);
        _count(tokenId, number, consignment, containers.length);
        for (uint256 i = 0; i < containers.length; ++i) {
            _consign(tokenId, number, consignment.carrier(), containers[i]);
        }
    }

    /// @dev The active member behind an account, in a role that is needed.
    function _partyIn(address account, uint8 role) private view returns (uint32) {
        Standing standing = _standings.standingOf(account);
        if (!standing.isActive() || !standing.hasAny(role)) revert ReleaseRegistry_PartyNotPermitted(account, role);
        return standing.member();
    }
}
