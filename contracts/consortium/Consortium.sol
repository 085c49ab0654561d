// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

import {IAgency} from "../interfaces/IAgency.sol";
import {Admission, CarrierCode, CodeList, IConsortium, MemberStatus, MemberView} from "../interfaces/IConsortium.sol";
import {CarrierCodes} from "../libraries/CarrierCodes.sol";
import {Lei} from "../libraries/Lei.sol";
import {Roles} from "../libraries/Roles.sol";
import {Agency} from "./Agency.sol";
import {Governed} from "./Governed.sol";
import {newStanding, Standing} from "./Standing.sol";

/// @title Consortium
/// @notice Keeps the members: numbers, accounts, roles, LEIs and carrier codes.
/// @custom:security-contact see SECURITY.md
contract Consortium is IConsortium, Governed {
    using CarrierCodes for bytes4;
    using Lei for bytes20;
    using Roles for uint8;

    /// @dev A member's standing lies under its account, because that is what every act asks for.
    mapping(address account => Standing standing) private _standings;
    mapping(uint32 member => address account) private _accountOfMember;
    mapping(uint32 number => address account) private _accountByNumber;
    mapping(uint32 member => bytes20 lei) private _leis;
    mapping(bytes20 lei => uint32 member) private _memberByLei;
    mapping(CodeList list => mapping(bytes4 code => uint32 member)) private _memberByCarrierCode;

    // slot: read and written together at admission
    uint32 private _memberCount;
    uint32 private _accountCount;

    constructor(
        address authority_
    ) AccessManaged(authority_) ERC2771Context(address(new Agency(IConsortium(address(this)), authority_))) {}

    /* GOVERNANCE */

    /// @inheritdoc IConsortium
    function admit(Admission calldata admission) external restricted returns (uint32 member) {
        address account = admission.account;
        uint8 roles = admission.roles;
        if (account == address(0)) revert Consortium_ZeroAccount();
        uint32 taken = _standings[account].member();
        if (taken != 0) revert Consortium_AccountTaken(account, taken);
        if (roles == 0) revert Consortium_NoRole();
        if (roles.hasAny(Roles.CARRIER) != (admission.carrierCodes.length != 0)) {
            revert Consortium_CarrierCodeMismatch(roles, admission.carrierCodes.length);
        }

        member = ++_memberCount;
        uint32 number = ++_accountCount;
        _takeLei(member, account, roles, admission.lei);
        _standings[account] = newStanding(member, number, roles, MemberStatus.ACTIVE);
        _accountOfMember[member] = account;
        _accountByNumber[number] = account;
        emit MemberAdmitted(member, account, admission.lei, roles);

        for (uint256 i = 0; i < admission.carrierCodes.length; ++i) {
            _takeCarrierCode(member, admission.carrierCodes[i]);
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
        _standings[account] = standing.withRoles(roles);
        emit RolesChanged(member, previousRoles, roles);
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

    /* WHO MAY ACT */

    /// @inheritdoc IConsortium
    function standingOf(address account) external view returns (Standing) {
        return _standings[account];
    }

    /// @inheritdoc IConsortium
    function standingsOf(address first, address second) external view returns (Standing, Standing) {
        return (_standings[first], _standings[second]);
    }

    /// @inheritdoc IConsortium
    function standingOfMember(uint32 member) public view returns (address account, Standing standing) {
        account = _accountOfMember[member];
        if (account == address(0)) revert Consortium_NoSuchMember(member);
        standing = _standings[account];
    }

    /// @inheritdoc IConsortium
    function standingOfAccount(uint32 number) external view returns (address account, Standing standing) {
        account = _accountByNumber[number];
        standing = _standings[account];
    }

    /// @inheritdoc IConsortium
    function agency() external view returns (IAgency) {
        return IAgency(trustedForwarder());
    }

    /* READING THE MEMBERS */

    /// @inheritdoc IConsortium
    function memberCount() external view returns (uint32) {
        return _memberCount;
    }

    /// @inheritdoc IConsortium
    function memberView(uint32 member) external view returns (MemberView memory) {
        (address account, ) = standingOfMember(member);
        return memberOf(account);
    }

    /// @inheritdoc IConsortium
    function memberOf(address account) public view returns (MemberView memory view_) {
        Standing standing = _standings[account];
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
        (address account, Standing standing) = standingOfMember(member);
        MemberStatus from = standing.status();
        if (from == to || from == MemberStatus.REMOVED) revert Consortium_IllegalMove(member, from, to);
        _standings[account] = standing.withStatus(to);
        emit MemberStatusChanged(member, from, to);
    }

    function _takeLei(uint32 member, address account, uint8 roles, bytes20 lei) private {
        if (roles.hasAny(Roles.CUSTODIAN)) {
            bool isVault = roles == Roles.CUSTODIAN && lei == 0 && account.code.length != 0;
            if (!isVault) revert Consortium_InvalidCustodian(account);
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
}
