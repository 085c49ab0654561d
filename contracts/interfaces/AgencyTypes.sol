// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @notice What the acts under a mandate are limited to. NONE: whatever the functions reach.
enum Limit {
    NONE,
    BILLS,
    REFERENCES,
    LOCATION
}

/// @notice What a principal lets an agent do: these functions of one contract, in this time, and only as far as the
/// limit goes. At most one of the last three is given; none of them is no limit.
struct Mandate {
    address agent; // any wallet but the principal's own; where it is a member's, that member must be active at each act
    address target; // a contract of the suite
    bytes4[] selectors; // selectors, at least one
    uint40 start; // seconds since 1970; 0: at once
    uint40 end; // the last second; 0: until it is revoked
    uint256[] tokenIds; // only for these bills
    bytes20[] transportDocumentReferences; // only for the issue of documents under these references, left-aligned ASCII
    bytes5 unLocationCode; // only for containers that are delivered at this UN/LOCODE
}

/// @notice One function in the hands of one agent: what a mandate is looked up by, together with the principal.
struct Power {
    address agent;
    address target;
    bytes4 selector;
}

/// @notice Under which terms an agent has one function.
struct Terms {
    // slot 0
    uint64 number; // of the mandate; 0: there never was one
    uint40 start;
    uint40 end; // 0: until it is revoked
    uint40 revokedAt; // 0: it was not
    Limit limit;
    bytes5 unLocationCode; // for LOCATION
}

/// @notice One act of a batch.
struct AgentAct {
    address target;
    bytes data; // selector and arguments
}

/// @notice An act that its agent signs (EIP-712) and anybody may submit.
struct SignedRequest {
    uint32 principal;
    address agent; // who signs: an agent, or the principal's account itself
    address target;
    bytes data; // selector and arguments
    uint256 nonce; // the agent's next under a key of its choice; see {IAgency-nonces}
    uint40 deadline; // the last second
}

/// @notice What one act concerns; zero where that is unknown, or more than one.
struct Subject {
    uint256 tokenId;
    bytes20 transportDocumentReference; // of a document that is issued
    bytes5 unLocationCode; // where the containers are delivered
}
