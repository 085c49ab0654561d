// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {Place} from "../interfaces/BillTypes.sol";
import {IBillAmendment} from "../interfaces/IBillAmendment.sol";
import {IBillOfLading} from "../interfaces/IBillOfLading.sol";
import {Bill, StandIn} from "./BillLedger.sol";
import {BillMoves} from "./BillMoves.sol";
import {INSTRUCTED} from "./BillState.sol";

/// @title BillStandIn
/// @notice A member that stands in for a named party gives its place to it, once the party has joined.
abstract contract BillStandIn is IBillOfLading, BillMoves {
    /* STAND-IN */

    /// @inheritdoc IBillAmendment
    function giveUpStandIn(uint256 tokenId, Place place, address party) external {
        (Standing actor, Standing joined) = _actorAnd(party);
        if (actor.member() != _standIns[tokenId][place].member) {
            revert BillAmendment_NotTheStandIn(tokenId, _msgSender());
        }
        _replaceStandIn(tokenId, place, party, joined);
    }

    /// @inheritdoc IBillAmendment
    function replaceStandIn(uint256 tokenId, Place place, address party) external restricted {
        _replaceStandIn(tokenId, place, party, _standings.standingOf(party));
    }

    function _replaceStandIn(uint256 tokenId, Place place, address party, Standing joined) private {
        _requireMoves();
        Bill memory bill = _live(tokenId);
        StandIn memory standIn = _standInAt(tokenId, bill, place);
        if (standIn.represents == 0) revert BillAmendment_NoStandIn(tokenId, place);
        _requireRecipient(tokenId, bill, standIn.member, party, joined);

        if (place == Place.SHIPPER) {
            bill.previousTitle = joined.member();
        } else {
            bill.title = joined.member();
            bill.state = bill.state.without(INSTRUCTED);
        }
        delete _standIns[tokenId][place];
        // Agreed to by whoever had the right of disposal until now.
        delete _allowedReplacements[tokenId];
        emit StandInReplaced(tokenId, standIn.member, joined.member(), place, standIn.represents, _nextTrail(bill));
        _store(tokenId, bill);
    }
}
