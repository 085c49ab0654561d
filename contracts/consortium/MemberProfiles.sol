// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {MemberStatus} from "../interfaces/IConsortium.sol";
import {EncryptionKey, IConsortiumProfiles, KeyScheme} from "../interfaces/IConsortiumProfiles.sol";
import {ICustodian} from "../interfaces/ICustodian.sol";
import {Roles} from "../libraries/Roles.sol";
import {MemberLedger} from "./MemberLedger.sol";
import {Standing} from "./Standing.sol";

/// @title MemberProfiles
/// @notice Profiles, encryption keys, substitutes, and the answers of custodians.
abstract contract MemberProfiles is MemberLedger {
    using SafeCast for uint256;

    struct Profile {
        bytes32 uriHash; // SHA-256; zero: no profile
        uint32 blockNumber;
    }

    uint256 private constant LONGEST_URI = 2_048; // bytes
    uint256 private constant CUSTODIAN_GAS = 50_000; // for an answer: a few storage words in a contract or two

    mapping(uint32 member => Profile profile) private _profiles;
    mapping(uint32 member => EncryptionKey[] keys) private _keys;

    /// @inheritdoc IConsortiumProfiles
    mapping(uint32 member => uint32 substitute) public substituteOf;

    /* PROFILE */

    /// @inheritdoc IConsortiumProfiles
    function setProfile(string calldata uri) external {
        uint32 member = _actor().member();
        Profile memory previous = _profiles[member];
        bytes32 uriHash = bytes(uri).length == 0 ? bytes32(0) : sha256(bytes(uri));
        if (uriHash == previous.uriHash || bytes(uri).length > LONGEST_URI) revert Consortium_ProfileRefused(member);
        _profiles[member] = Profile(uriHash, block.number.toUint32());
        emit ProfileChanged(member, uri, previous.blockNumber);
    }

    /// @inheritdoc IConsortiumProfiles
    function setEncryptionKey(KeyScheme scheme, bytes calldata key) external {
        uint32 member = _actor().member();
        EncryptionKey[] storage keys = _keys[member];
        EncryptionKey memory previous;
        if (keys.length != 0) previous = keys[keys.length - 1];
        bytes32 keyHash = scheme == KeyScheme.NONE ? bytes32(0) : sha256(key);
        if (!_fits(scheme, key) || keyHash == previous.keyHash) revert Consortium_InvalidKey(scheme, key);
        keys.push(EncryptionKey(keyHash, block.timestamp.toUint40(), block.number.toUint32(), scheme));
        emit EncryptionKeyChanged(member, keys.length.toUint32(), scheme, key, previous.blockNumber);
    }

    /// @inheritdoc IConsortiumProfiles
    function profileOf(uint32 member) external view returns (bytes32 uriHash, uint32 blockNumber) {
        return (_profiles[member].uriHash, _profiles[member].blockNumber);
    }

    /// @inheritdoc IConsortiumProfiles
    function encryptionKeyCount(uint32 member) external view returns (uint32) {
        return _keys[member].length.toUint32();
    }

    /// @inheritdoc IConsortiumProfiles
    function encryptionKeyOf(uint32 member, uint32 number) external view returns (EncryptionKey memory) {
        if (number == 0 || number > _keys[member].length) revert Consortium_NoSuchKey(member, number);
        return _keys[member][number - 1];
    }

    /* SUBSTITUTE */

    /// @inheritdoc IConsortiumProfiles
    function nameSubstitute(uint32 member, uint32 substitute) external restricted {
        (, Standing standing) = standingOfMember(member);
        uint32 previous = substituteOf[member];
        bool isFit = substitute == 0 || _isActive(substitute);
        if (standing.status() != MemberStatus.REMOVED || !isFit || substitute == previous) {
            revert Consortium_SubstituteRefused(member, substitute);
        }
        substituteOf[member] = substitute;
        emit SubstituteNamed(member, previous, substitute);
    }

    /* CUSTODY */

    /// @inheritdoc IConsortiumProfiles
    function heldFor(uint32 custodian, uint256 tokenId) external view returns (uint32) {
        (uint32 members, ) = _standings.counts();
        if (custodian == 0 || custodian > members) return 0;
        (address account, Standing standing) = standingOfMember(custodian);
        if (!standing.hasAny(Roles.CUSTODIAN)) return 0;
        // With so little gas an answer of any length is short enough to be thrown away.
        (bool isAnswered, bytes memory answer) = account.staticcall{gas: CUSTODIAN_GAS}(
            abi.encodeCall(ICustodian.heldFor, (tokenId))
        );
        if (!isAnswered || answer.length != 32) return 0;
        uint256 member = uint256(bytes32(answer));
        return member > members ? 0 : uint32(member);
    }

    function _fits(KeyScheme scheme, bytes calldata key) private pure returns (bool) {
        if (scheme == KeyScheme.NONE) return key.length == 0;
        if (scheme == KeyScheme.X25519) return key.length == 32;
        return key.length == 33 && (key[0] == 0x02 || key[0] == 0x03);
    }
}
