// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @notice How a member's encryption key is to be read. NONE: the member has no key, and nothing is encrypted to it.
enum KeyScheme {
    NONE,
    X25519, // 32 bytes (RFC 7748)
    P256 // 33 bytes, compressed (SEC 1)
}

/// @notice A key to which documents for a member are encrypted; the key itself stands in {EncryptionKeyChanged}.
struct EncryptionKey {
    bytes32 keyHash; // SHA-256 of the key; zero with NONE
    uint40 since; // seconds since 1970; it was the member's until the next number's `since`
    uint32 blockNumber; // of its event: one single-block query finds the key
    KeyScheme scheme;
}

/// @title IConsortiumProfiles
/// @notice What members say of themselves, who deals with what a removed member left, and in whose name custodians hold.
interface IConsortiumProfiles {
    /* EVENTS */

    /// @notice A member's profile stands at this address; empty: nowhere. `previousBlock` has the event before, 0: none.
    event ProfileChanged(uint32 indexed member, string uri, uint32 previousBlock);

    /// @notice Documents for the member are encrypted to this key from now on. `number` counts the member's keys from 1;
    /// `previousBlock` has the event of the key before, 0: none.
    event EncryptionKeyChanged(
        uint32 indexed member,
        uint32 indexed number,
        KeyScheme scheme,
        bytes key,
        uint32 previousBlock
    );

    /// @notice Another member acts for a removed one in what is left; 0: nobody.
    event SubstituteNamed(uint32 indexed member, uint32 indexed previousSubstitute, uint32 indexed substitute);

    /* ERRORS */

    /// @notice The profile stands there already, or its address is longer than 2,048 bytes.
    error Consortium_ProfileRefused(uint32 member);

    /// @notice The key is not of the length and form that its scheme has, or it is the member's key already.
    error Consortium_InvalidKey(KeyScheme scheme, bytes key);

    /// @notice The member has no key with this number.
    error Consortium_NoSuchKey(uint32 member, uint32 number);

    /// @notice Only a removed member has a substitute: an active one, or none, and another than before.
    error Consortium_SubstituteRefused(uint32 member, uint32 substitute);

    /* PROFILE */

    /// @notice The caller's profile stands at this address from now on.
    /// @dev Emits {ProfileChanged}. Requirements: the caller is active; at most 2,048 bytes; a change.
    function setProfile(string calldata uri) external;

    /// @notice Documents for the caller are encrypted to this key from now on.
    /// @dev Emits {EncryptionKeyChanged}. What was encrypted before stays readable by the key before. NONE with an empty
    /// key ends the present one, for example when it is lost.
    ///
    /// Requirements: the caller is active; the key has the length of its scheme; a change.
    function setEncryptionKey(KeyScheme scheme, bytes calldata key) external;

    /// @notice SHA-256 of the address of a member's profile, and the block of its event; zero if it never had one.
    function profileOf(uint32 member) external view returns (bytes32 uriHash, uint32 blockNumber);

    /// @notice How many keys a member has had: their numbers are 1 to this, and the last is its present one.
    function encryptionKeyCount(uint32 member) external view returns (uint32);

    /// @notice A member's key by its number: who had which key when.
    /// @dev Reverts with {Consortium_NoSuchKey}.
    function encryptionKeyOf(uint32 member, uint32 number) external view returns (EncryptionKey memory);

    /* SUBSTITUTE */

    /// @notice Governance names who acts for a removed member in what is left in its hands; 0: nobody.
    /// @dev Emits {SubstituteNamed}. The substitute acts through the agency, and can do what a removed member still may.
    ///
    /// Requirements: the caller is authorised by the authority; the member is removed; the substitute is active, or 0; a
    /// change.
    function nameSubstitute(uint32 member, uint32 substitute) external;

    /// @notice Who acts for a removed member; 0: nobody.
    function substituteOf(uint32 member) external view returns (uint32);

    /* CUSTODY */

    /// @notice The member in whose name a custodian holds a bill, by its own answer.
    /// @dev 0 if the member is no custodian, holds it for nobody, or gives no answer that is exactly one word with the number
    /// of a member. Whether it has the bill at all, the bill tells.
    function heldFor(uint32 custodian, uint256 tokenId) external view returns (uint32 member);
}
