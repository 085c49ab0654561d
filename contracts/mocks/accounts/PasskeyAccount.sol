// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignerP256} from "@openzeppelin/contracts/utils/cryptography/signers/SignerP256.sol";
import {SignerWebAuthn} from "@openzeppelin/contracts/utils/cryptography/signers/SignerWebAuthn.sol";

import {UserAccount} from "./UserAccount.sol";

/// @title PasskeyAccount
/// @notice An ERC-4337 account that a passkey signs for (WebAuthn on P-256). For tests.
contract PasskeyAccount is UserAccount, SignerWebAuthn {
    constructor(bytes32 qx, bytes32 qy) SignerP256(qx, qy) {}
}
