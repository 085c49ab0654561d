// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title IConsortiumAccounts
/// @notice A member's account is replaced by the member itself, or by governance when the key is lost.
/// @dev What is stored by the member's number follows at once: title, release rights, roles, codes, seat, mandates. What
/// ERC-721 stores by account follows by {IBillOfLading-followAccounts}, which is open to anyone.
///
/// The old account keeps its own number and the status REPLACED for ever. Its word names no member and no role, so that no
/// comparison with a member's number ever lets it act. It cannot become an account again, of this member or another.
interface IConsortiumAccounts {
    /* EVENTS */

    /// @notice An active member named the account that is to replace its own; zero: none any more.
    event AccountProposed(uint32 indexed member, address indexed account);

    /// @notice A member acts by this account from now on, and by the previous one never again.
    event AccountReplaced(
        uint32 indexed member,
        address indexed previousAccount,
        address indexed account,
        uint32 accountNumber
    );

    /* ERRORS */

    /// @notice The account is not the one that the member named as its next.
    error Consortium_NotProposed(uint32 member, address account);

    /// @notice The account neither is the member's own nor the one proposed, or nothing was proposed.
    error Consortium_NothingToWithdraw(uint32 member, address account);

    /* REPLACEMENT */

    /// @notice The member names the account that is to replace its own; it takes effect when that account accepts.
    /// @dev Emits {AccountProposed}. A later proposal replaces an earlier one.
    ///
    /// Requirements: the caller is active; the account is not zero and was never anybody's; a custodian's is a contract.
    function proposeAccount(address account) external;

    /// @notice Takes a proposal back, or turns it down.
    /// @dev Emits {AccountProposed} with zero. Requirements: a proposal stands; the caller is the member's current account,
    /// whatever its status, or the account proposed.
    function withdrawAccount(uint32 member) external;

    /// @notice The proposed account accepts and is the member's from now on.
    /// @dev Emits {AccountReplaced}.
    ///
    /// Requirements: the caller is the account proposed by the member; the member is active; the account is still
    /// nobody's; a custodian's is a contract.
    function acceptAccount(uint32 member) external;

    /// @notice Governance replaces the account of a member whose key is lost or stolen.
    /// @dev Emits {AccountReplaced}. Whoever has the old key loses everything, a proposal of its own included. The member
    /// stands as before: who was suspended or removed stays so. Warning: nothing here tells that the new account is the
    /// member's; a wrong one is replaced by another again.
    ///
    /// Requirements: the caller is authorised by the authority; the account is not zero and was never anybody's; a
    /// custodian's is a contract.
    function replaceAccount(uint32 member, address account) external;

    /* READING */

    /// @notice How many accounts there ever were: their numbers are 1 to this.
    function accountCount() external view returns (uint32);

    /// @notice The account that a member named as its next; zero if none.
    function proposedAccount(uint32 member) external view returns (address);

    /// @notice The account that stands in the place of this one now: for a replaced account its member's current one, for
    /// every other address itself, a stranger's included.
    function currentAccount(address account) external view returns (address);
}
