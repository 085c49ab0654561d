// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {Agency} from "../../contracts/consortium/Agency.sol";
import {Consortium} from "../../contracts/consortium/Consortium.sol";
import {AgentAct, Mandate, Power} from "../../contracts/interfaces/AgencyTypes.sol";
import {MemberStatus, MemberView} from "../../contracts/interfaces/IConsortium.sol";
import {Laws} from "../support/Laws.sol";
import {Members} from "../support/Members.sol";
import {Sheet} from "./Sheet.sol";

/// @title AgencyHandler
/// @notice Random mandates, revocations, suspensions, new accounts and times, and random acts by anybody for anybody. A
/// plain model, kept here, says of each act whether it may go through; ghost counters say where the agency disagreed.
contract AgencyHandler is Laws, Members {
    /// @dev What the model knows of one function in one agent's hands.
    struct Given {
        bool isGiven;
        uint40 start;
        uint40 end;
    }

    uint256 private constant AGENTS = 3; // wallets that are no members

    Agency public immutable agency;
    Sheet public immutable sheet;

    /// @notice How many acts went through.
    uint256 public done;
    /// @notice How many were refused.
    uint256 public refused;
    /// @notice How many went through that the model forbids.
    uint256 public wronglyDone;
    /// @notice How many were refused that the model allows.
    uint256 public wronglyRefused;
    /// @notice How many went through in another name than the principal's.
    uint256 public wrongSender;

    /// @notice How many mandates, revocations and dismissals were refused.
    uint256 public unchanged;

    uint256 private _accounts;
    mapping(uint32 principal => mapping(address agent => mapping(bytes4 selector => Given given))) private _given;

    constructor() Members(new Consortium(address(new AccessManager(address(this))))) {
        _admitAll();
        agency = Agency(address(consortium.agency()));
        sheet = new Sheet(consortium);
    }

    /* WHAT CHANGES */

    function grant(uint256 seed) external {
        (uint32 principal, address account) = _principal(seed);
        address agent = _agent(seed >> 8);
        bytes4 selector = _selector(seed >> 16);
        Mandate[] memory list = new Mandate[](1);
        list[0].agent = agent;
        list[0].target = address(sheet);
        list[0].selectors = new bytes4[](1);
        list[0].selectors[0] = selector;
        // Some begin later, some end soon.
        if (seed % 3 == 0) list[0].start = uint40(block.timestamp + ((seed >> 24) % 2 days));
        uint40 start = list[0].start == 0 ? uint40(block.timestamp) : list[0].start;
        if (seed % 2 == 0) list[0].end = start + uint40((seed >> 32) % 2 days);
        VM.prank(account);
        try agency.grant(list) {
            _given[principal][agent][selector] = Given(true, start, list[0].end);
        } catch {
            // A principal or an agent that is not active, or an agent that is the principal.
            ++unchanged;
        }
    }

    function revoke(uint256 seed) external {
        (uint32 principal, address account) = _principal(seed);
        Power[] memory list = new Power[](1);
        list[0] = Power(_agent(seed >> 8), address(sheet), _selector(seed >> 16));
        VM.prank(account);
        try agency.revoke(list) {
            delete _given[principal][list[0].agent][list[0].selector];
        } catch {
            // Nothing to revoke.
            ++unchanged;
        }
    }

    function dismiss(uint256 seed) external {
        (uint32 principal, address account) = _principal(seed);
        address agent = _agent(seed >> 8);
        VM.prank(account);
        try agency.dismiss(agent) {
            delete _given[principal][agent][Sheet.first.selector];
            delete _given[principal][agent][Sheet.second.selector];
        } catch {
            // Nothing to take back.
            ++unchanged;
        }
    }

    function changeStatus(uint256 seed) external {
        (uint32 member, ) = _principal(seed);
        MemberStatus status = consortium.memberView(member).status;
        if (status == MemberStatus.ACTIVE && seed % 4 == 0) consortium.suspend(member);
        // Few are removed, or nobody would be left.
        if (status == MemberStatus.SUSPENDED && seed % 64 == 0) consortium.remove(member);
        else if (status == MemberStatus.SUSPENDED) consortium.reinstate(member);
    }

    function replaceAccount(uint256 seed) external {
        (uint32 member, address account) = _principal(seed);
        // A custodian's account is a contract.
        if (account.code.length != 0 || seed % 4 != 0) return;
        consortium.replaceAccount(member, address(uint160(0xACC0000 + ++_accounts)));
    }

    function pass(uint256 seed) external {
        VM.warp(block.timestamp + (seed % 1 days));
    }

    /* ACTS */

    function act(uint256 seed) external {
        (uint32 principal, ) = _principal(seed);
        address agent = _actor(seed >> 8, principal);
        bytes4 selector = _selector(seed >> 16);
        bytes memory data = abi.encodePacked(selector);
        bool may = _may(principal, agent, selector);
        (address current, ) = consortium.standingOfMember(principal);
        VM.prank(agent);
        try agency.act(principal, address(sheet), data) {
            _note(may, current);
        } catch {
            _noteRefused(may);
        }
    }

    function actAll(uint256 seed) external {
        (uint32 principal, ) = _principal(seed);
        address agent = _actor(seed >> 8, principal);
        AgentAct[] memory acts = new AgentAct[](2);
        acts[0] = AgentAct(address(sheet), abi.encodePacked(Sheet.first.selector));
        acts[1] = AgentAct(address(sheet), abi.encodePacked(Sheet.second.selector));
        bool may = _may(principal, agent, Sheet.first.selector) && _may(principal, agent, Sheet.second.selector);
        (address current, ) = consortium.standingOfMember(principal);
        VM.prank(agent);
        try agency.actAll(principal, acts) {
            _note(may, current);
        } catch {
            _noteRefused(may);
        }
    }

    /// @notice Somebody writes a member's account behind the data without the agency, and gets nothing for it.
    function pretend(uint256 seed) external {
        (, address account) = _principal(seed);
        address agent = _agent(seed >> 8);
        if (agent == account) return;
        VM.prank(agent);
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, ) = address(sheet).call(abi.encodePacked(Sheet.first.selector, account));
        if (success && sheet.signedBy() != agent) ++wrongSender;
    }

    /* THE MODEL */

    function _may(uint32 principal, address agent, bytes4 selector) private view returns (bool) {
        MemberView memory member = consortium.memberView(principal);
        if (agent == member.account) return true;
        MemberStatus asMember = consortium.standingOf(agent).status();
        if (asMember != MemberStatus.NONE && asMember != MemberStatus.ACTIVE) return false;
        if (member.status != MemberStatus.ACTIVE) return false;
        Given memory given = _given[principal][agent][selector];
        bool isOver = given.end != 0 && block.timestamp > given.end;
        return given.isGiven && block.timestamp >= given.start && !isOver;
    }

    function _note(bool may, address current) private {
        ++done;
        if (!may) ++wronglyDone;
        if (sheet.signedBy() != current) ++wrongSender;
    }

    function _noteRefused(bool may) private {
        ++refused;
        if (may) ++wronglyRefused;
    }

    /* WHO */

    /// @dev A member and its account of this moment, active or not.
    function _principal(uint256 seed) private view returns (uint32 member, address account) {
        member = uint32(_between(seed, 1, 4));
        (account, ) = consortium.standingOfMember(member);
    }

    /// @dev A wallet that is nobody's, or one of the members' accounts, first and present.
    function _agent(uint256 seed) private view returns (address) {
        if (seed % 2 == 0) return address(uint160(0xA9E0000 + ((seed >> 4) % AGENTS)));
        if (seed % 3 == 0) return anybody(seed >> 4);
        (, address account) = _principal(seed >> 4);
        return account;
    }

    /// @dev Sometimes the principal itself.
    function _actor(uint256 seed, uint32 principal) private view returns (address account) {
        if (seed % 8 != 0) return _agent(seed >> 3);
        (account, ) = consortium.standingOfMember(principal);
    }

    function _selector(uint256 seed) private pure returns (bytes4) {
        return seed % 2 == 0 ? Sheet.first.selector : Sheet.second.selector;
    }
}
