// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {MemberStatus} from "./IConsortium.sol";
import {AgentAct, Limit, Mandate, Power, SignedRequest, Terms} from "./AgencyTypes.sol";
import {ISubjects} from "./ISubjects.sol";

/// @title IAgency
/// @notice Acts for a principal: under a mandate, as its substitute, or by the principal itself through somebody else.
/// @dev The one entry for all acts that the member's account does not send itself. The contracts of the suite trust it
/// for ever (ERC-2771): it calls them with the principal's current account behind the data, and they take that account
/// as the sender. It calls nothing else in that way, takes no Ether, and cannot be called through itself, so that an
/// agent cannot pass its mandate on.
///
/// An act through the agency goes through if
///
/// - the target is a contract that trusts this agency
/// - the agent is no member's account, or that of an active member; a replaced account is neither
/// - one of: the agent is the principal's current account; the principal is active and has given the agent a mandate
///   for this function, which has begun, has not ended, was not revoked, and whose limit the act keeps to; or the
///   principal is removed and the agent is the substitute that governance named
/// - the target lets the principal do it: for a restricted function it never does, because such a power is given to an
///   account and not to its agents
interface IAgency {
    /* EVENTS */

    /// @notice A principal gave an agent a mandate.
    /// @dev `previousBlock` is that of the principal's event before this one; 0: there was none. A reader starts at
    /// {latestBlockOf} and asks for one single block after another.
    event MandateGranted(
        uint32 indexed principal,
        address indexed agent,
        address indexed target,
        uint64 number,
        bytes4[] selectors,
        uint40 start,
        uint40 end,
        Limit limit,
        uint256[] tokenIds,
        bytes20[] transportDocumentReferences,
        bytes5 unLocationCode,
        uint40 previousBlock
    );

    /// @notice A principal took one function back from an agent.
    event MandateRevoked(
        uint32 indexed principal,
        address indexed agent,
        address indexed target,
        uint64 number,
        bytes4 selector,
        uint40 previousBlock
    );

    /// @notice A principal took back everything that it had given an agent until now: mandates 1 to `through`.
    event AgentDismissed(uint32 indexed principal, address indexed agent, uint64 through, uint40 previousBlock);

    /// @notice `agent` acts for `principal`. What the target does of it follows in the same transaction.
    /// @param account the principal's account, which the target takes as the sender
    /// @param agentMember the agent's number, if it is a member
    /// @param mandate under which; 0 if the principal itself or its substitute acts
    event ActedFor(
        uint32 indexed principal,
        address indexed agent,
        address indexed target,
        bytes4 selector,
        address account,
        uint32 agentMember,
        uint64 mandate
    );

    /// @notice An agent took back what it had signed under a nonce.
    event RequestWithdrawn(address indexed agent, uint256 nonce);

    /// @notice From now on limited mandates are checked here.
    event SubjectsConnected(address indexed subjects);

    /* ERRORS */

    /// @notice The account is not the current one of any member, and only such an account gives mandates.
    error Agency_NotAPrincipal(address account);

    /// @notice Nobody acts for a principal that is suspended or removed, its substitute excepted.
    error Agency_PrincipalNotActive(uint32 principal, MemberStatus status);

    /// @notice The agent is the account of a member that is not active, or one that was replaced.
    error Agency_AgentNotActive(address agent, MemberStatus status);

    /// @notice The agent has no mandate of the principal.
    error Agency_NoMandate(uint32 principal, address agent);

    /// @notice The agent has a mandate of the principal, but not for this function of this contract.
    error Agency_FunctionNotCovered(uint32 principal, address agent, address target, bytes4 selector);

    /// @notice The mandate begins later.
    error Agency_MandateNotBegun(uint32 principal, address agent, uint64 number, uint40 start);

    /// @notice The mandate has ended.
    error Agency_MandateExpired(uint32 principal, address agent, uint64 number, uint40 end);

    /// @notice The mandate was revoked.
    error Agency_MandateRevoked(uint32 principal, address agent, uint64 number, uint40 revokedAt);

    /// @notice The mandate is limited, and the act concerns something else: `subject`, which is a token, a reference or
    /// a UN/LOCODE as the limit says. Zero: it cannot be told, or it is more than one.
    error Agency_SubjectNotCovered(uint32 principal, address agent, uint64 number, Limit limit, bytes32 subject);

    /// @notice The target is no contract that trusts this agency.
    error Agency_TargetRefused(address target);

    /// @notice The data are too short to name a function.
    error Agency_NoFunction();

    /// @notice A power of governance belongs to `account` itself, and not to who acts for it.
    error Agency_PowerIsPersonal(address account, bytes4 selector);

    /// @notice Not an agent: the zero address, or the principal's own account.
    error Agency_InvalidAgent(address agent);

    /// @notice The mandate would end before it begins, or has ended already.
    error Agency_InvalidTerm(uint40 start, uint40 end);

    /// @notice A mandate has at least one function, and at most one limit; a listed bill or reference is not zero.
    error Agency_InvalidMandate(uint256 index);

    /// @notice Nothing to do: the list is empty.
    error Agency_Nothing();

    /// @notice The request was to be submitted by then.
    error Agency_RequestExpired(uint40 deadline);

    /// @notice The signature is not the agent's for this request, on this chain, to this contract.
    error Agency_InvalidSignature(address agent);

    /// @notice Where limits are checked was said already, and is for ever.
    error Agency_AlreadyConnected();

    /* MANDATES */

    /// @notice Gives mandates. One for a function that the agent has already takes the place of the earlier one.
    /// @dev Emits {MandateGranted} for each. Warning: an agent with a mandate to pay charges spends what the principal
    /// has approved to the contract of the charges.
    ///
    /// Requirements, of each:
    ///
    /// - the caller is the current account of an active member: the principal
    /// - the agent is not zero, not the caller, and not the account of a member that is not active
    /// - the target trusts this agency
    /// - at least one function; at most one limit; no zero in it
    /// - the end is not before the start, and not in the past
    /// @return first the number of the first; the others have those after it
    function grant(Mandate[] calldata mandates) external returns (uint64 first);

    /// @notice Takes functions back, at once.
    /// @dev Emits {MandateRevoked} for each. A suspended or removed member may, too.
    ///
    /// Requirements: the caller is the current account of a member; each is in force or would be later.
    function revoke(Power[] calldata powers) external;

    /// @notice Takes everything back from an agent, at once, however much it is.
    /// @dev Emits {AgentDismissed}. A suspended or removed member may, too. Mandates given afterwards are in force.
    ///
    /// Requirements: the caller is the current account of a member; it has given the agent a mandate since it dismissed
    /// it last.
    function dismiss(address agent) external;

    /* ACTS */

    /// @notice Calls `target` with `data` in the name of `principal`. The caller is the agent.
    /// @dev Emits {ActedFor}, and the target what it emits. Whatever the target reverts with comes back unchanged.
    ///
    /// Requirements: those at the head of this interface.
    /// @param data selector and arguments, as the principal would send them
    /// @return what the target returned
    function act(uint32 principal, address target, bytes calldata data) external returns (bytes memory);

    /// @notice Several acts in their order, all or none.
    /// @dev As {act}, for each.
    function actAll(uint32 principal, AgentAct[] calldata acts) external returns (bytes[] memory results);

    /// @notice The act of an agent that signed for it, or of the principal itself. Anybody may submit it, once.
    /// @dev Emits {ActedFor}. The signer is an account with a key, or a contract (ERC-1271).
    ///
    /// Requirements:
    ///
    /// - the deadline has not passed
    /// - the nonce is the agent's next under its key
    /// - the signature is the agent's, of the request as EIP-712 has it, in the domain of this contract
    /// - those at the head of this interface
    /// @return what the target returned
    function actSigned(SignedRequest calldata request, bytes calldata signature) external returns (bytes memory);

    /// @notice Takes back what the caller signed under its next nonce of a key.
    /// @dev Emits {RequestWithdrawn}.
    ///
    /// Requirements: the nonce is the caller's next under its key.
    function withdrawRequest(uint256 nonce) external;

    /* GOVERNANCE */

    /// @notice Says once where limits of mandates are checked. Until then limited mandates cover nothing.
    /// @dev Emits {SubjectsConnected}.
    ///
    /// Requirements: the caller is authorised by the authority; it is the first time; not zero.
    function connectSubjects(ISubjects subjects_) external;

    /* READING */

    /// @notice Reverts as {act} would before it calls the target, if it would.
    /// @return account in whose name the target would be called
    function requireMay(
        uint32 principal,
        address agent,
        address target,
        bytes calldata data
    ) external view returns (address account);

    /// @notice Under which terms an agent has a function. A mandate that was dismissed counts as revoked then.
    function termsOf(uint32 principal, Power calldata power) external view returns (Terms memory);

    /// @notice Whether a mandate with this number names the bill (a token) or the reference (left-aligned).
    function isListed(uint64 number, bytes32 subject) external view returns (bool);

    /// @notice The block of the principal's latest event here; 0: there is none.
    function latestBlockOf(uint32 principal) external view returns (uint40);

    /// @notice How many mandates were ever given: their numbers are 1 to this.
    function mandateCount() external view returns (uint64);

    /// @notice Where limits are checked; zero: nowhere yet.
    function subjects() external view returns (ISubjects);

    /// @notice An agent's next nonce under a key: the upper 192 bits are the key, the others count from 0. Requests under
    /// one key go in their order, those under different keys in any.
    function nonces(address agent, uint192 key) external view returns (uint256);
}
