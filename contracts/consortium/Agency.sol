// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {NoncesKeyed} from "@openzeppelin/contracts/utils/NoncesKeyed.sol";

import {AgentAct, SignedRequest} from "../interfaces/AgencyTypes.sol";
import {IAgency} from "../interfaces/IAgency.sol";
import {IConsortium, MemberStatus} from "../interfaces/IConsortium.sol";
import {ISubjects} from "../interfaces/ISubjects.sol";
import {Mandates} from "./Mandates.sol";
import {Standing} from "./Standing.sol";

/// @title Agency
/// @notice Acts for members: under their mandates, as their substitute, or by what they signed.
/// @dev It keeps nothing from one act to the next: an act within an act, called back by a target, is checked as every
/// other, with its own caller as agent. No guard against re-entry is needed for that. The authority decides on
/// {connectSubjects} alone.
/// @custom:security-contact see SECURITY.md
contract Agency is Mandates, AccessManaged, EIP712, NoncesKeyed {
    bytes32 private constant SIGNED_REQUEST = keccak256(
        "SignedRequest(uint32 principal,address agent,address target,bytes data,uint256 nonce,uint40 deadline)"
    );

    constructor(
        IConsortium consortium_,
        address authority_
    ) Mandates(consortium_) AccessManaged(authority_) EIP712("Bollard Agency", "1") {}

    /* ACTS */

    /// @inheritdoc IAgency
    function act(uint32 principal, address target, bytes calldata data) external returns (bytes memory) {
        return _act(principal, msg.sender, target, data);
    }

    /// @inheritdoc IAgency
    function actAll(uint32 principal, AgentAct[] calldata acts) external returns (bytes[] memory results) {
        if (acts.length == 0) revert Agency_Nothing();
        results = new bytes[](acts.length);
        for (uint256 i = 0; i < acts.length; ++i) {
            results[i] = _act(principal, msg.sender, acts[i].target, acts[i].data);
        }
    }

    /// @inheritdoc IAgency
    function actSigned(SignedRequest calldata request, bytes calldata signature) external returns (bytes memory) {
        address agent = request.agent;
        if (block.timestamp > request.deadline) revert Agency_RequestExpired(request.deadline);
        // Before anything is called: within this act the request is used already.
        _useCheckedNonce(agent, request.nonce);
        bytes32 hash = _hashTypedDataV4(
            keccak256(
                abi.encode(
                    SIGNED_REQUEST,
                    request.principal,
                    agent,
                    request.target,
                    keccak256(request.data),
                    request.nonce,
                    request.deadline
                )
            )
        );
        if (!SignatureChecker.isValidSignatureNow(agent, hash, signature)) revert Agency_InvalidSignature(agent);
        return _act(request.principal, agent, request.target, request.data);
    }

    /// @inheritdoc IAgency
    function withdrawRequest(uint256 nonce) external {
        _useCheckedNonce(msg.sender, nonce);
        emit RequestWithdrawn(msg.sender, nonce);
    }

    /* GOVERNANCE */

    /// @inheritdoc IAgency
    function connectSubjects(ISubjects subjects_) external restricted {
        if (address(subjects) != address(0)) revert Agency_AlreadyConnected();
        if (address(subjects_).code.length == 0) revert Agency_TargetRefused(address(subjects_));
        subjects = subjects_;
        emit SubjectsConnected(address(subjects_));
    }

    /* READING */

    /// @inheritdoc IAgency
    function requireMay(
        uint32 principal,
        address agent,
        address target,
        bytes calldata data
    ) external view returns (address account) {
        (account, , ) = _authorise(principal, agent, target, data);
    }

    /// @inheritdoc IAgency
    function nonces(address agent, uint192 key) public view override(IAgency, NoncesKeyed) returns (uint256) {
        return super.nonces(agent, key);
    }

    /* INTERNAL */

    /// @dev The one place where a target is called in the name of a principal.
    function _act(uint32 principal, address agent, address target, bytes calldata data) private returns (bytes memory) {
        (address account, uint32 agentMember, uint64 mandate) = _authorise(principal, agent, target, data);
        emit ActedFor(principal, agent, target, bytes4(data[:4]), account, agentMember, mandate);
        // ERC-2771: whatever the data are, the last 20 bytes are the account, and they are written here.
        return Address.functionCall(target, abi.encodePacked(data, account));
    }

    /// @dev In whose name, by which member, and under which mandate; reverts if it may not be.
    function _authorise(
        uint32 principal,
        address agent,
        address target,
        bytes calldata data
    ) private view returns (address account, uint32 agentMember, uint64 mandate) {
        if (data.length < 4) revert Agency_NoFunction();
        _requireTarget(target);
        Standing standing;
        (account, standing) = _consortium.standingOfMember(principal);
        // By itself, and only through somebody else or in a batch: the target decides what it may, as always.
        if (agent == account) return (account, principal, 0);

        agentMember = _requireAgent(agent).member();
        if (standing.isActive()) {
            mandate = _requireMandate(principal, agent, target, data);
        } else if (!_isSubstitute(agentMember, principal, standing.status())) {
            revert Agency_PrincipalNotActive(principal, standing.status());
        }
    }

    /// @dev Whether governance has put this member in the place of a removed one.
    function _isSubstitute(uint32 agentMember, uint32 principal, MemberStatus status) private view returns (bool) {
        if (agentMember == 0 || status != MemberStatus.REMOVED) return false;
        return _consortium.substituteOf(principal) == agentMember;
    }
}
