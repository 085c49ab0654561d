// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @notice What guardians may have done: a fixed list, each of which ends by itself.
enum GuardianAct {
    PAUSE_MOVES,
    RESUME_MOVES,
    FREEZE_BRIEFLY,
    UNFREEZE
}

/// @notice A call that guardians approve.
struct GuardianCall {
    GuardianAct act;
    uint256 tokenId; // of the bill; 0 where the act concerns all bills
    uint40 duration; // seconds; 0 for an act that ends something
}

/// @title IGuardians
/// @notice Several members stop moves, or one bill, for at most seven days: while the members as a whole are still deciding.
/// @dev Guardians are kept by member number, so that a replaced account follows and the old one can do nothing. A guardian
/// counts while its member is active. The approval that makes the number complete carries the call out, in the same
/// transaction. They have no other power: not over members, parameters, or who the guardians are.
interface IGuardians {
    /* EVENTS */

    /// @notice The guardians, and how many of them must approve, were replaced. Approvals given before count no more.
    event GuardiansChanged(uint32[] members, uint8 approvalsNeeded);

    /// @notice A guardian approved a call. `approvals`: how many count now, this one included.
    event CallApproved(
        bytes32 indexed callId,
        GuardianAct indexed act,
        uint32 indexed member,
        address account,
        uint256 tokenId,
        uint40 duration,
        uint40 validUntil,
        uint256 approvals
    );

    /// @notice A guardian took its approval back.
    event ApprovalWithdrawn(bytes32 indexed callId, uint32 indexed member, address account);

    /// @notice Enough guardians had approved a call, and it was carried out.
    event CallCarriedOut(bytes32 indexed callId, GuardianAct indexed act, uint256 indexed tokenId, uint40 duration);

    /* ERRORS */

    /// @notice The member is no guardian.
    error Guardians_NotGuardian(uint32 member);

    /// @notice The member has no approval of this call that counts.
    error Guardians_NotApproved(bytes32 callId, uint32 member);

    /// @notice The guardians lift only their own brief freeze; `until` is 0 if governance has frozen the bill, or nobody.
    error Guardians_NotTheirFreeze(uint256 tokenId, uint40 until);

    /// @notice There are 1 to 15 guardians, and 1 to all of them must approve.
    error Guardians_InvalidNumber(uint256 guardians, uint256 approvalsNeeded);

    /// @notice Guardians are named in ascending order of their numbers, each once; `member` does not follow.
    error Guardians_NotAscending(uint32 member);

    /// @notice A guardian is an active member with a vote of its own; `member` is not active, or of no or the same group.
    error Guardians_NotEligible(uint32 member);

    /* GOVERNANCE */

    /// @notice Replaces the guardians.
    /// @dev Emits {GuardiansChanged}.
    ///
    /// Requirements:
    ///
    /// - the caller is authorised by the authority
    /// - 1 to 15 members in ascending order, active, each of another corporate group, none of them without a vote
    /// - 1 to all of them must approve
    /// @param members by number
    /// @param approvalsNeeded how many of them must approve a call
    function setGuardians(uint32[] calldata members, uint8 approvalsNeeded) external;

    /* APPROVALS */

    /// @notice Approves {IBillCustody-pauseMoves} for exactly this duration.
    /// @dev Emits {CallApproved}, and {CallCarriedOut} with what the call emits if the number is complete; an approval given
    /// again counts from now. What the bills refuse is refused with their error, and the approval is not kept then.
    ///
    /// Requirements (of every approval):
    ///
    /// - the caller acts for an active member that is a guardian
    /// - approvals count for a day, while the member is active and a guardian
    /// @param duration seconds
    function approvePause(uint40 duration) external;

    /// @notice Approves {IBillCustody-resumeMoves}.
    /// @dev As {approvePause}.
    function approveResume() external;

    /// @notice Approves {IBillCustody-freezeBriefly} of this bill for exactly this duration.
    /// @dev As {approvePause}.
    /// @param duration seconds
    function approveFreeze(uint256 tokenId, uint40 duration) external;

    /// @notice Approves {IBillCustody-unfreeze} of a bill that guardians froze.
    /// @dev As {approvePause}. Requirements: the bill is frozen, and not by governance.
    function approveUnfreeze(uint256 tokenId) external;

    /// @notice Takes an approval back.
    /// @dev Emits {ApprovalWithdrawn}. Requirements: the caller acts for an active member whose approval has not lapsed.
    function withdrawApproval(GuardianCall calldata call) external;

    /* READING */

    /// @notice The guardians by member number, and how many of them must approve.
    function guardians() external view returns (uint32[] memory members, uint8 approvalsNeeded);

    /// @notice Whose approvals of a call count now.
    function approvalsOf(GuardianCall calldata call) external view returns (uint32[] memory members);

    /// @notice What a call is called in the events, in its present round.
    function callIdOf(GuardianCall calldata call) external view returns (bytes32);
}
