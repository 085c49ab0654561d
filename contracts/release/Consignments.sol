// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Authority, IReleaseRegistry, Opening, Stage} from "../interfaces/IReleaseRegistry.sol";
import {ContainerLifeCycle} from "../libraries/ContainerLifeCycle.sol";
import {Iso6346} from "../libraries/Iso6346.sol";
import {Roles} from "../libraries/Roles.sol";

import {UnLocode} from "../libraries/UnLocode.sol";
import {ContainerState, SHARED} from "./ContainerState.sol";
import {Consignment, Container, ReleaseLedger} from "./ReleaseLedger.sol";

/// @title Consignments
/// @notice How consignments are opened and filled, and which bills cover a container.
abstract contract Consignments is ReleaseLedger {
    using Iso6346 for bytes11;
    using ContainerLifeCycle for Stage;
    using UnLocode for bytes5;

    uint256 private constant MOST_CONTAINERS = 500;

    /// @dev The bill under which a container was consigned last.
    mapping(bytes11 number => uint256 tokenId) internal _latestBills;

    /// @dev The bills that cover a container; written only when there is more than one.
    mapping(bytes11 number => uint256[] tokenIds) internal _covering;

    /* CONSIGNMENTS */

    /// @inheritdoc IReleaseRegistry
    function openConsignment(Opening calldata opening) external {
        (uint256 tokenId, uint8 number) = (opening.tokenId, opening.consignment);
        if (number == 0 || _consignments[tokenId][number].carrier != 0) {
            revert ReleaseRegistry_ConsignmentTaken(tokenId, number);
        }
        if (!opening.unLocationCode.isValid()) revert ReleaseRegistry_InvalidUnLocationCode(opening.unLocationCode);

        Consignment memory consignment;
        consignment.carrier = bill.deliveryOf(tokenId).carrier;
        _requireAuthority(tokenId, consignment, Authority.CARRIER, _caller());
        consignment.terminal = _partyIn(opening.terminal, Roles.TERMINAL);
        consignment.customs = _partyIn(opening.customs, Roles.CUSTOMS);
        consignment.unLocationCode = opening.unLocationCode;
        consignment.carrierHaulage = opening.carrierHaulage;
        emit ConsignmentOpened(
            tokenId,
            number,
            consignment.terminal,
            consignment.carrier,
            consignment.customs,
            consignment.unLocationCode,
            consignment.carrierHaulage,
            _msgSender(),
            _nextTrail(consignment)
        );
        _add(tokenId, number, consignment, opening.numbers);
    }

    /// @inheritdoc IReleaseRegistry
    function addContainers(uint256 tokenId, uint8 consignment, bytes11[] calldata numbers) external {
        Consignment memory existing = _existingConsignment(tokenId, consignment);
        _requireAuthority(tokenId, existing, Authority.CARRIER, _caller());
        _add(tokenId, consignment, existing, numbers);
    }

    /// @dev Puts containers in and stores the consignment.
    function _add(
        uint256 tokenId,
        uint8 number,
        Consignment memory consignment,
        bytes11[] calldata containers
    ) private {
        _requireSome(containers);
        uint256 total = consignment.containers + containers.length;
        if (total > MOST_CONTAINERS) revert ReleaseRegistry_TooManyContainers(tokenId, number, total);
        // At most 500, as checked in the line above.
        consignment.containers = uint16(total);
        _consignments[tokenId][number] = consignment;
        for (uint256 i = 0; i < containers.length; ++i) {
            _consign(tokenId, number, consignment.carrier, containers[i]);
        }
    }

    function _consign(uint256 tokenId, uint8 consignment, uint32 carrier, bytes11 number) private {
        if (!number.isValid()) revert ReleaseRegistry_InvalidNumber(number);
        Container memory container = _containers[tokenId][number];
        if (container.consignment == consignment || container.state.stage().isOpen()) {
            revert ReleaseRegistry_ContainerTaken(number, tokenId);
        }
        // Under another consignment of the bill it may have been before: only its history goes on.
        (uint16 sequence, uint32 latestBlock) = (container.sequence, container.latestBlock);
        Container memory fresh;
        (fresh.sequence, fresh.latestBlock, fresh.consignment) = (sequence, latestBlock, consignment);
        if (_joinOthers(tokenId, number, carrier)) fresh.state = fresh.state.with(SHARED);
        _moveStage(number, fresh, Stage.EXPECTED);
        emit ContainerConsigned(tokenId, number, consignment, _nextTrail(fresh));
        _store(tokenId, number, fresh);
    }

    /// @dev Enters the bill among those that cover the container; true if there are others, all of the same carrier.
    function _joinOthers(uint256 tokenId, bytes11 number, uint32 carrier) private returns (bool isShared) {
        uint256 latest = _latestBills[number];
        if (latest != tokenId) _latestBills[number] = tokenId;
        // Most numbers were used before, alone, and are free again: one word says so.
        if (latest == 0) return false;
        ContainerState state = _containers[latest][number].state;
        if (!state.has(SHARED)) {
            if (!state.stage().isOpen()) return false;
            delete _covering[number];
            _covering[number].push(latest);
        }
        isShared = _keepOpen(_covering[number], number, carrier);
        if (isShared) _covering[number].push(tokenId);
    }

    /// @dev Drops the bills under which the container is gone, marks the others as sharing it; true if there are any.
    function _keepOpen(uint256[] storage covering, bytes11 number, uint32 carrier) private returns (bool) {
        for (uint256 i = covering.length; i > 0; --i) {
            uint256 other = covering[i - 1];
            Container storage container = _containers[other][number];
            if (container.state.stage().isOpen()) {
                if (_consignments[other][container.consignment].carrier != carrier) {
                    revert ReleaseRegistry_ContainerTaken(number, other);
                }
                container.state = container.state.with(SHARED);
            } else {
                covering[i - 1] = covering[covering.length - 1];
                covering.pop();
            }
        }
        return covering.length != 0;
    }
}
