// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignerECDSA} from "@openzeppelin/contracts/utils/cryptography/signers/SignerECDSA.sol";

import {UserAccount} from "./UserAccount.sol";

/// @title KeyAccount
/// @notice An ERC-4337 account that an ordinary key signs for. For tests.
contract KeyAccount is UserAccount, SignerECDSA {
    constructor(address signer) SignerECDSA(signer) {}
}
