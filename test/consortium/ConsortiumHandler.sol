// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {Consortium} from "../../contracts/consortium/Consortium.sol";
import {Standing} from "../../contracts/consortium/Standing.sol";
import {Admission, CarrierCode} from "../../contracts/interfaces/IConsortium.sol";
import {Roles} from "../../contracts/libraries/Roles.sol";
import {Laws} from "../support/Laws.sol";

/// @title ConsortiumHandler
/// @notice Does what members and governance may do to the membership, in any order, and notes what must never happen.
contract ConsortiumHandler is Laws {
    Consortium public immutable consortium;

    /// @notice Every address that was ever an account, by its number less one.
    address[] public accounts;

    /// @notice Acts that went through.
    uint256 public done;

    /// @notice Acts of members that went through for an account that is not the current one of an active member.
    uint256 public foreignActs;

    /// @notice Numbers, of members, accounts or groups, that were not the next ones.
    uint256 public reusedNumbers;

    /// @notice Replaced accounts that became somebody's again.
    uint256 public returned;

    uint256 private _next;

    constructor() {
        consortium = new Consortium(address(new AccessManager(address(this))));
        for (uint256 i = 0; i < 6; ++i) admit(i, 0);
    }

    /* GOVERNANCE */

    /// @notice Admits a member to a group, to none, or to a group of its own.
    function admit(uint256 seed, uint256 group) public {
        if (consortium.memberCount() > 20) return;
        (uint32 members, uint32 groups) = (consortium.memberCount(), consortium.groupCount());
        bool isCustoms = seed % 7 == 6;
        uint32 to = isCustoms ? 0 : uint32(_between(group, 0, groups));
        address account = _fresh();
        uint8 roles = isCustoms ? Roles.CUSTOMS : Roles.TRADER;
        uint32 member = consortium.admit(Admission(account, roles, _lei(members), new CarrierCode[](0), to));
        _note(account);
        if (member != members + 1) ++reusedNumbers;
        if (!isCustoms && to == 0 && consortium.groupOf(member) != groups + 1) ++reusedNumbers;
    }

    function suspend(uint256 seed) external {
        _attempt(address(this), abi.encodeCall(consortium.suspend, (_member(seed))));
    }

    function reinstate(uint256 seed) external {
        _attempt(address(this), abi.encodeCall(consortium.reinstate, (_member(seed))));
    }

    /// @notice Removes a member now and then, so that some are left.
    function remove(uint256 seed) external {
        if (seed % 5 != 0) return;
        _attempt(address(this), abi.encodeCall(consortium.remove, (_member(seed))));
    }

    function setGroup(uint256 seed, uint256 group) external {
        _attempt(
            address(this),
            abi.encodeCall(consortium.setGroup, (_member(seed), uint32(_between(group, 0, consortium.groupCount()))))
        );
    }

    function giveSeat(uint256 seed) external {
        _attempt(address(this), abi.encodeCall(consortium.giveSeat, (_member(seed))));
    }

    /// @notice Makes a member customs, or takes that from it.
    function setRoles(uint256 seed) external {
        uint32 member = _member(seed);
        uint8 roles = consortium.memberView(member).roles == Roles.CUSTOMS ? Roles.TRADER : Roles.CUSTOMS;
        _attempt(address(this), abi.encodeCall(consortium.setRoles, (member, roles)));
    }

    /// @notice Gives a member a new account, or tries to give it one that there was.
    function replaceAccount(uint256 seed, uint256 account) external {
        bool isOld = account % 2 == 0;
        address to = isOld ? accounts[account % accounts.length] : _fresh();
        if (!_attempt(address(this), abi.encodeCall(consortium.replaceAccount, (_member(seed), to)))) return;
        if (isOld) ++returned;
        _note(to);
    }

    /* MEMBERS, AND WHO PRETENDS TO BE ONE */

    function proposeAndAccept(uint256 seed, uint256 account, bool isOld) external {
        address actor = accounts[seed % accounts.length];
        uint32 member = _activeMemberOf(actor);
        address to = isOld ? accounts[account % accounts.length] : _fresh();
        if (!_actAs(actor, abi.encodeCall(consortium.proposeAccount, (to)))) return;
        if (isOld) ++returned;
        VM.prank(to);
        consortium.acceptAccount(member);
        _note(to);
    }

    function passSeat(uint256 seed, uint256 to) external {
        _actAs(accounts[seed % accounts.length], abi.encodeCall(consortium.passSeat, (_member(to))));
    }

    function takeSeat(uint256 seed) external {
        _actAs(accounts[seed % accounts.length], abi.encodeCall(consortium.takeSeat, ()));
    }

    function setProfile(uint256 seed) external {
        string memory uri = Strings.toString(++_next);
        _actAs(accounts[seed % accounts.length], abi.encodeCall(consortium.setProfile, (uri)));
    }

    /// @notice Lets time pass, so that votes have a past.
    function letTimePass(uint256 time) external {
        VM.warp(block.timestamp + _between(time, 1, 1 days));
    }

    /// @notice How many addresses ever were an account.
    function accountsSeen() external view returns (uint256) {
        return accounts.length;
    }

    /* INTERNAL */

    /// @dev A member's act by an account that may be anybody's, noted if it goes through for who may not.
    function _actAs(address actor, bytes memory call) private returns (bool isDone) {
        uint32 member = _activeMemberOf(actor);
        isDone = _attempt(actor, call);
        if (isDone && member == 0) ++foreignActs;
    }

    function _attempt(address actor, bytes memory call) private returns (bool isDone) {
        VM.prank(actor);
        // Low level, because any act may be refused.
        (isDone, ) = address(consortium).call(call); // solhint-disable-line avoid-low-level-calls
        if (isDone) ++done;
    }

    /// @dev The member for which an account may act, found by the members alone; 0 if there is none.
    function _activeMemberOf(address account) private view returns (uint32) {
        for (uint32 member = 1; member <= consortium.memberCount(); ++member) {
            (address current, Standing standing) = consortium.standingOfMember(member);
            if (current == account && standing.isActive()) return member;
        }
        return 0;
    }

    function _note(address account) private {
        ++done;
        accounts.push(account);
        if (consortium.accountCount() != accounts.length) ++reusedNumbers;
    }

    function _member(uint256 seed) private view returns (uint32) {
        return uint32(_between(seed, 1, consortium.memberCount()));
    }

    function _fresh() private returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("account", ++_next)))));
    }

    /// @dev A made-up LEI: eighteen digits and the two that bring the number to 1 modulo 97.
    function _lei(uint256 number) private pure returns (bytes20) {
        uint256 digits = (10 ** 17 + number) * 100;
        return bytes20(bytes(Strings.toString(digits + 98 - (digits % 97))));
    }
}
