// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

import {Admission, CarrierCode, CodeList, IConsortium, MemberStatus, MemberView} from "../interfaces/IConsortium.sol";
import {CarrierCodes} from "../libraries/CarrierCodes.sol";
import {Lei} from "../libraries/Lei.sol";
import {Roles} from "../libraries/Roles.sol";
import {Agency} from "./Agency.sol";
import {Governed} from "./Governed.sol";
import {MemberAccounts} from "./MemberAccounts.sol";
import {MemberProfiles} from "./MemberProfiles.sol";
import {MemberSeats} from "./MemberSeats.sol";
import {Standing} from "./Standing.sol";

/// @title Consortium
/// @notice Keeps the members: numbers, accounts, roles, LEIs, carrier codes, votes and keys.
/// @dev Made of one abstract contract for each concern; admission, codes, roles and status are here.
/// @custom:security-contact see SECURITY.md
contract Consortium is MemberAccounts, MemberSeats, MemberProfiles {
    using CarrierCodes for bytes4;
    using Lei for bytes20;
    using Roles for uint8;

    mapping(uint32 member => bytes20 lei) private _leis;
    mapping(bytes20 lei => uint32 member) private _memberByLei;
    mapping(CodeList list => mapping(bytes4 code => uint32 member)) private _memberByCarrierCode;

    constructor(
        address authority_
    ) AccessManaged(authority_) ERC2771Context(address(new Agency(IConsortium(address(this)), authority_))) {}

    /* GOVERNANCE */

    /// @inheritdoc IConsortium
    function admit(Admission calldata admission) external restricted returns (uint32 member) {
        address account = admission.account;
        uint8 roles = admission.roles;
        if (roles == 0) revert Consortium_NoRole();
        if (roles.hasAny(Roles.CARRIER) != (admission.carrierCodes.length != 0)) {
            revert Consortium_CarrierCodeMismatch(roles, admission.carrierCodes.length);
        }
        _requireFree(account, roles);

        member = _standings.add(account, roles);
        _takeLei(member, account, roles, admission.lei);
        emit MemberAdmitted(member, account, admission.lei, roles);

        for (uint256 i = 0; i < admission.carrierCodes.length; ++i) {
            _takeCarrierCode(member, admission.carrierCodes[i]);
        }
        if (_mayVote(roles)) {
            _join(member, admission.group);
        } else if (admission.group != 0) {
            revert Consortium_GroupRefused(member, admission.group);
        }
    }

    /// @inheritdoc IConsortium
    function addCarrierCode(uint32 member, CarrierCode calldata carrierCode) external restricted {
        (, Standing standing) = standingOfMember(member);
        uint8 roles = standing.roles();
        if (!roles.hasAny(Roles.CARRIER)) revert Consortium_CarrierCodeMismatch(roles, 1);
        _takeCarrierCode(member, carrierCode);
    }

    /// @inheritdoc IConsortium
    function setRoles(uint32 member, uint8 roles) external restricted {
        (address account, Standing standing) = standingOfMember(member);
        uint8 previousRoles = standing.roles();
        if (roles == 0) revert Consortium_NoRole();
        if (roles == previousRoles || (roles ^ previousRoles).hasAny(Roles.CARRIER | Roles.CUSTODIAN)) {
            revert Consortium_RolesRefused(member, previousRoles, roles);
        }
        // A custodian is nothing else, at admission and ever after.
        if (previousRoles.hasAny(Roles.CUSTODIAN)) revert Consortium_InvalidCustodian(account);
        _standings.change(member, roles, standing.status());
        emit RolesChanged(member, previousRoles, roles);
        if (!_mayVote(roles)) {
            _leave(member);
        } else if (!_mayVote(previousRoles) && standing.status() != MemberStatus.REMOVED) {
            _join(member, 0);
        }
    }

    /// @inheritdoc IConsortium
    function suspend(uint32 member) external restricted {
        _moveStatus(member, MemberStatus.SUSPENDED);
    }

    /// @inheritdoc IConsortium
    function reinstate(uint32 member) external restricted {
        _moveStatus(member, MemberStatus.ACTIVE);
    }

    /// @inheritdoc IConsortium
    function remove(uint32 member) external restricted {
        _moveStatus(member, MemberStatus.REMOVED);
    }

    /* READING THE MEMBERS */

    /// @inheritdoc IConsortium
    function memberCount() external view returns (uint32 count) {
        (count, ) = _standings.counts();
    }

    /// @inheritdoc IConsortium
    function memberView(uint32 member) external view returns (MemberView memory) {
        (address account, ) = standingOfMember(member);
        return memberOf(account);
    }

    /// @inheritdoc IConsortium
    function memberOf(address account) public view returns (MemberView memory view_) {
        (, Standing standing) = standingOfAccount(_standings.standingOf(account).account());
        uint32 member = standing.member();
        if (member == 0) return view_;
        view_ = MemberView(member, account, standing.account(), standing.roles(), standing.status(), _leis[member]);
    }

    /// @inheritdoc IConsortium
    function memberByLei(bytes20 lei) external view returns (uint32) {
        return _memberByLei[lei];
    }

    /// @inheritdoc IConsortium
    function memberByCarrierCode(CodeList list, bytes4 code) external view returns (uint32) {
        return _memberByCarrierCode[list][code];
    }

    /* INTERNAL */

    /// @dev The one place where a member's status changes.
    function _moveStatus(uint32 member, MemberStatus to) private {
        (, Standing standing) = standingOfMember(member);
        MemberStatus from = standing.status();
        if (from == to || from == MemberStatus.REMOVED) revert Consortium_IllegalMove(member, from, to);
        _standings.change(member, standing.roles(), to);
        emit MemberStatusChanged(member, from, to);
        if (to == MemberStatus.REMOVED) _leave(member);
        else _settleVoteOf(member);
    }

    function _takeLei(uint32 member, address account, uint8 roles, bytes20 lei) private {
        if (roles.hasAny(Roles.CUSTODIAN)) {
            if (roles != Roles.CUSTODIAN || lei != 0) revert Consortium_InvalidCustodian(account);
            return;
        }
        if (!lei.isValid()) revert Consortium_InvalidLei(lei);
        if (_memberByLei[lei] != 0) revert Consortium_LeiTaken(lei, _memberByLei[lei]);
        _memberByLei[lei] = member;
        _leis[member] = lei;
    }

    function _takeCarrierCode(uint32 member, CarrierCode calldata carrierCode) private {
        (CodeList list, bytes4 code) = (carrierCode.list, carrierCode.code);
        if (!code.isValid()) revert Consortium_InvalidCarrierCode(list, code);
        uint32 taken = _memberByCarrierCode[list][code];
        if (taken != 0) revert Consortium_CarrierCodeTaken(list, code, taken);
        _memberByCarrierCode[list][code] = member;
        emit CarrierCodeAdded(member, list, code);
    }

    /* WHO CALLS */

    function _msgSender() internal view override(Governed, MemberSeats) returns (address) {
        return ERC2771Context._msgSender();
    }

    function _msgData() internal view override(Governed, MemberSeats) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength() internal view override(Governed, MemberSeats) returns (uint256) {
        return ERC2771Context._contextSuffixLength();
    }
}
