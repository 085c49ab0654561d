// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Standing} from "../consortium/Standing.sol";
import {Bill} from "./BillLedger.sol";
import {BillMoves} from "./BillMoves.sol";
import {INSTRUCTED} from "./BillState.sol";

/// @title BillAccounts
/// @notice How possession, which ERC-721 keeps by account, follows a member to its new account.
abstract contract BillAccounts is BillMoves {
    /* ACCOUNTS */

    /// @dev See {IBillOfLading-followAccounts}.
    function followAccounts(uint256[] calldata tokenIds) external {
        for (uint256 i = 0; i < tokenIds.length; ++i) {
            _follow(tokenIds[i]);
        }
    }

    function _follow(uint256 tokenId) private {
        Bill memory bill = _existing(tokenId);
        (address from, Standing former) = _standings.standingOfAccount(bill.holder);
        if (!former.isReplaced()) return;
        _requireUnfrozen(tokenId, bill);
        _requireOpen(tokenId, bill);

        (address to, Standing possessor) = _standings.standingOfMember(former.member());
        bool isInstructed = bill.state.has(INSTRUCTED);
        _handOver(tokenId, bill, from, to, possessor.account());
        // The possessor is the one to whom the instruction was given.
        if (isInstructed) bill.state = bill.state.with(INSTRUCTED);
        emit AccountFollowed(tokenId, possessor.member(), possessor.account(), _nextTrail(bill));
        _store(tokenId, bill);
    }
}
