// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consortium} from "../../contracts/consortium/Consortium.sol";
import {Standing} from "../../contracts/consortium/Standing.sol";
import {Laws} from "../support/Laws.sol";
import {ConsortiumHandler} from "./ConsortiumHandler.sol";

contract ConsortiumInvariants is Laws {
    ConsortiumHandler private _handler;
    Consortium private _consortium;

    function setUp() external {
        _handler = new ConsortiumHandler();
        _consortium = _handler.consortium();
    }

    /// @dev The runner calls the handler alone.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function afterInvariant() external view {
        _law(_handler.done() > 30, "in each run a good part of the acts goes through");
    }

    function invariant_votesAreTheGroupsWithAnActiveSpeaker() external {
        uint256 active;
        for (uint32 group = 1; group <= _consortium.groupCount(); ++group) {
            uint32 speaker = _consortium.speakerOf(group);
            uint256 votes = _consortium.getVotes(address(uint160(group)));
            if (speaker == 0) {
                _law(votes == 0, "a group without a speaker has no vote");
                continue;
            }
            _law(_consortium.groupOf(speaker) == group, "a speaker belongs to its group");
            (address account, Standing standing) = _consortium.standingOfMember(speaker);
            _law(votes == (standing.isActive() ? 1 : 0), "a group has one vote while its speaker is active");
            active += votes;
            if (standing.isActive()) {
                _law(_consortium.seatOf(account) == address(uint160(group)), "the speaker's account has the seat");
            }
        }
        VM.warp(block.timestamp + 1);
        uint256 total = _consortium.getPastTotalSupply(block.timestamp - 1);
        _law(total == active, "votes in total are the groups with an active speaker");
    }

    function invariant_oneCurrentAccountForEachMember() external view {
        uint256[] memory current = new uint256[](_consortium.memberCount() + 1);
        for (uint32 number = 1; number <= _consortium.accountCount(); ++number) {
            (address account, Standing standing) = _consortium.standingOfAccount(number);
            _law(account == _handler.accounts(number - 1), "an account's number is its own for ever");
            _law(standing.account() == number && standing.member() != 0, "an account stays its first member's");
            (address now_, Standing its) = _consortium.currentOfAccount(number);
            _law(its.member() == standing.member(), "the current account is the same member's");
            _law((now_ == account) == !standing.isReplaced(), "what is not replaced is current");
            if (standing.isReplaced()) {
                Standing word = _consortium.standingOf(account);
                _law(word.member() == 0 && word.roles() == 0, "a replaced account names neither member nor role");
            } else {
                ++current[standing.member()];
            }
        }
        for (uint256 member = 1; member < current.length; ++member) {
            _law(current[member] == 1, "a member has exactly one current account");
        }
    }

    function invariant_numbersAreNeverReused() external view {
        _law(_handler.reusedNumbers() == 0, "a number is the next one, and never one that there was");
        _law(_handler.returned() == 0, "an account that there was is never anybody's again");
        _law(_consortium.accountCount() == _handler.accountsSeen(), "no account came from elsewhere");
    }

    function invariant_nobodyActsButTheCurrentAccountOfAnActiveMember() external view {
        _law(_handler.foreignActs() == 0, "only the current account of an active member acts");
    }
}
