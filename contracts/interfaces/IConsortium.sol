// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IAgency} from "./IAgency.sol";
import {IConsortiumAccounts} from "./IConsortiumAccounts.sol";
import {IConsortiumProfiles} from "./IConsortiumProfiles.sol";
import {IConsortiumSeats} from "./IConsortiumSeats.sol";
import {IStandings} from "./IStandings.sol";

/// @notice Where an account, and so its member, stands. NONE: the account belongs to no member. REPLACED: it belonged to
/// one, which acts by another account since.
enum MemberStatus {
    NONE,
    ACTIVE,
    SUSPENDED,
    REMOVED,
    REPLACED
}

/// @notice The lists from which a carrier code comes (DCSA `carrierCodeListProvider`).
enum CodeList {
    SMDG,
    NMFTA
}

/// @notice A member, for reading.
struct MemberView {
    uint32 member; // the legal entity's number, never reused
    address account; // EOA or smart account that acts for it
    uint32 accountNumber; // the account's own number, never reused
    uint8 roles; // bits of the library Roles
    MemberStatus status;
    bytes20 lei; // zero for a custodian
}

/// @notice A (list, code) pair under which a carrier issues, for example (SMDG, "MSC").
struct CarrierCode {
    CodeList list;
    bytes4 code; // 2 to 4 characters, A-Z and 0-9, left-aligned, zero-padded
}

/// @notice What governance decides on when it admits a legal entity.
struct Admission {
    address account; // EOA or smart account that acts for the member
    uint8 roles; // bits of the library Roles
    bytes20 lei; // ISO 17442, ASCII; zero for a CUSTODIAN only
    CarrierCode[] carrierCodes; // for a CARRIER at least one, otherwise none
    uint32 group; // corporate group with which it shares one vote; 0: a new one, or none for CUSTOMS and CUSTODIAN
}

/// @title IConsortium
/// @notice The members: who may act, under which number, in which role. Its parts are interfaces of their own: who
/// stands where, accounts and their replacement, groups and seats, profiles and keys.
/// @dev Privileged functions are decided by the authority (see OpenZeppelin's AccessManaged).
interface IConsortium is IStandings, IConsortiumAccounts, IConsortiumSeats, IConsortiumProfiles {
    /* EVENTS */

    /// @notice A legal entity became a member.
    event MemberAdmitted(uint32 indexed member, address indexed account, bytes20 indexed lei, uint8 roles);

    /// @notice A carrier issues under this (list, code) pair from now on.
    event CarrierCodeAdded(uint32 indexed member, CodeList indexed list, bytes4 indexed code);

    /// @notice A member's roles were replaced.
    event RolesChanged(uint32 indexed member, uint8 previousRoles, uint8 roles);

    /// @notice A member was suspended, reinstated or removed.
    event MemberStatusChanged(uint32 indexed member, MemberStatus previousStatus, MemberStatus status);

    /* ERRORS */

    /// @notice The account is no active member's. `status` says whether it is unknown, suspended, removed or replaced.
    error Consortium_NotActive(address account, MemberStatus status);

    /// @notice The account belongs to `member`, or did before it was replaced: it is never anybody's again.
    error Consortium_AccountTaken(address account, uint32 member);

    /// @notice The zero address cannot be a member's account.
    error Consortium_ZeroAccount();

    /// @notice The LEI is not 18 letters or digits followed by its two ISO 7064 check digits.
    error Consortium_InvalidLei(bytes20 lei);

    /// @notice The LEI belongs to `member` already.
    error Consortium_LeiTaken(bytes20 lei, uint32 member);

    /// @notice A custodian is a contract and nothing else: it has code, no LEI and no other role.
    error Consortium_InvalidCustodian(address account);

    /// @notice A member has at least one role; the roles given are none.
    error Consortium_NoRole();

    /// @notice A carrier has at least one carrier code, and nobody else has any.
    error Consortium_CarrierCodeMismatch(uint8 roles, uint256 carrierCodes);

    /// @notice The code is not 2 to 4 capital letters or digits.
    error Consortium_InvalidCarrierCode(CodeList list, bytes4 code);

    /// @notice The (list, code) pair belongs to `member` already.
    error Consortium_CarrierCodeTaken(CodeList list, bytes4 code, uint32 member);

    /// @notice The member's roles are these already, or they would change what it is: a carrier stays one, a custodian
    /// stays one, and nobody becomes either afterwards.
    error Consortium_RolesRefused(uint32 member, uint8 previousRoles, uint8 roles);

    /// @notice A member does not go from `from` to `to`: only ACTIVE and SUSPENDED change into each other, and REMOVED
    /// is for ever.
    error Consortium_IllegalMove(uint32 member, MemberStatus from, MemberStatus to);

    /* GOVERNANCE */

    /// @notice Admits a legal entity under the next free number.
    /// @dev Emits {MemberAdmitted}, {CarrierCodeAdded} for each carrier code, and for a member that may vote as
    /// {IConsortiumSeats-setGroup}.
    ///
    /// Requirements:
    ///
    /// - the caller is authorised by the authority
    /// - the account is not zero and belongs to no member, now or earlier
    /// - at least one role
    /// - the LEI is valid and belongs to nobody; a custodian is a contract with no LEI and no other role
    /// - a carrier has at least one carrier code, each valid and free; nobody else has any
    /// - the group exists, or is 0; CUSTOMS and CUSTODIAN have none
    /// @param admission who, in which roles, under which codes
    /// @return member the new member's number, from 1
    function admit(Admission calldata admission) external returns (uint32 member);

    /// @notice Adds a (list, code) pair to a carrier.
    /// @dev Emits {CarrierCodeAdded}.
    ///
    /// Requirements:
    ///
    /// - the caller is authorised by the authority
    /// - the member is a carrier
    /// - the code is valid and free
    function addCarrierCode(uint32 member, CarrierCode calldata carrierCode) external;

    /// @notice Replaces a member's roles.
    /// @dev Emits {RolesChanged}. Who gains CUSTOMS leaves its group and has no vote; who loses it has a group of its own.
    ///
    /// Requirements:
    ///
    /// - the caller is authorised by the authority
    /// - at least one role, and a change
    /// - CARRIER and CUSTODIAN are neither gained nor lost: each comes with codes or with code at admission
    function setRoles(uint32 member, uint8 roles) external;

    /// @notice Suspends an active member: it begins nothing and receives nothing new.
    /// @dev Emits {MemberStatusChanged}. What is returned to it still arrives.
    ///
    /// Requirements: the caller is authorised by the authority; the member is active.
    function suspend(uint32 member) external;

    /// @notice Reinstates a suspended member.
    /// @dev Emits {MemberStatusChanged}.
    ///
    /// Requirements: the caller is authorised by the authority; the member is suspended.
    function reinstate(uint32 member) external;

    /// @notice Removes a member for ever; its number, account, LEI and codes are not used again.
    /// @dev Emits {MemberStatusChanged}. Warning: it cannot be undone. The same legal entity does not come back under another
    /// number either, for its LEI stays taken: what it left would then stand with two members. Suspension is for
    /// whoever may come back.
    ///
    /// Requirements: the caller is authorised by the authority; the member is active or suspended.
    function remove(uint32 member) external;

    /* WHO MAY ACT */

    /// @notice Where the other contracts ask who may act; the same answers as here, for less gas. Fixed at deployment.
    function standings() external view returns (IStandings);

    /// @notice Where agents act for members: made together with the consortium, for ever.
    function agency() external view returns (IAgency);

    /* READING THE MEMBERS */

    /// @notice How many members were ever admitted: their numbers are 1 to this.
    function memberCount() external view returns (uint32);

    /// @notice A member by its number.
    /// @dev Reverts with {Consortium_NoSuchMember}.
    function memberView(uint32 member) external view returns (MemberView memory);

    /// @notice The member to which an account belongs, or belonged before it was replaced; all zero if it is nobody's.
    function memberOf(address account) external view returns (MemberView memory);

    /// @notice The member with this LEI, or 0.
    function memberByLei(bytes20 lei) external view returns (uint32);

    /// @notice The carrier that issues under this (list, code) pair, or 0.
    function memberByCarrierCode(CodeList list, bytes4 code) external view returns (uint32);
}
