import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import { decodeRevert } from "../../sdk/chain/errors.js";
import { admitWallet } from "../support/accounts/members.js";
import { ownerKey } from "../support/accounts/safe.js";
import {
  byKey,
  byPasskey,
  deployKeyAccount,
  deployPasskeyAccount,
  placeEntryPoint,
  type UserAccount,
} from "../support/accounts/user-operations.js";
import { newPasskey } from "../support/passkeys.js";
import { deploySuite, issueBill, Kind, Role } from "../support/suite.js";
import { shouldActForItsMember, type WalletSuite } from "./member.behavior.js";
import { shouldSignAtTheGate } from "./signature.behavior.js";

const { ethers, networkHelpers } = await network.create();

const [CARRIER_KEY, TRADER_KEY, OTHER_KEY] = [ownerKey(1), ownerKey(2), ownerKey(3)];
const [CARRIER_PASSKEY, TRADER_PASSKEY, OTHER_PASSKEY] = [newPasskey(), newPasskey(), newPasskey()];

/** A carrier and a trader whose accounts obey ordinary keys. */
async function deployKeyMembers(): Promise<WalletSuite<UserAccount>> {
  const suite = await deploySuite(ethers);
  const bundler = suite.parties.outsider.signer;
  const entryPoint = await placeEntryPoint(ethers, bundler);
  const carrier = await deployKeyAccount(ethers, entryPoint, bundler, CARRIER_KEY);
  const trader = await deployKeyAccount(ethers, entryPoint, bundler, TRADER_KEY);
  return {
    ...suite,
    carrierWallet: await admitWallet(suite.consortium, carrier, Role.CARRIER, "ONE"),
    traderWallet: await admitWallet(suite.consortium, trader, Role.TRADER),
    spare: await deployKeyAccount(ethers, entryPoint, bundler, OTHER_KEY),
  };
}

/** The same with passkeys. */
async function deployPasskeyMembers(): Promise<WalletSuite<UserAccount>> {
  const suite = await deploySuite(ethers);
  const bundler = suite.parties.outsider.signer;
  const entryPoint = await placeEntryPoint(ethers, bundler);
  const carrier = await deployPasskeyAccount(ethers, entryPoint, bundler, CARRIER_PASSKEY);
  const trader = await deployPasskeyAccount(ethers, entryPoint, bundler, TRADER_PASSKEY);
  return {
    ...suite,
    carrierWallet: await admitWallet(suite.consortium, carrier, Role.CARRIER, "ONE"),
    traderWallet: await admitWallet(suite.consortium, trader, Role.TRADER),
    spare: await deployPasskeyAccount(ethers, entryPoint, bundler, OTHER_PASSKEY),
  };
}

/** A bearer bill in the trader's hands, and the call that passes it to the bank. */
async function deployHeld(deploy: () => Promise<WalletSuite<UserAccount>>) {
  const suite = await deploy();
  const { bills, parties, traderWallet } = suite;
  const tokenId = await issueBill(suite, Kind.BEARER, { issueTo: traderWallet.address });
  const passOn = await bills.transferFrom.populateTransaction(traderWallet.address, parties.bank.address, tokenId);
  return { ...suite, tokenId, passOn, account: traderWallet.account };
}
const deployKeyHeld = () => deployHeld(deployKeyMembers);
const deployPasskeyHeld = () => deployHeld(deployPasskeyMembers);

describe("An ERC-4337 account with a key", function () {
  shouldActForItsMember(networkHelpers, deployKeyMembers);

  describe("user operation", function () {
    it("is not carried out if another key signed it", async function () {
      const { bills, tokenId, passOn, account } = await networkHelpers.loadFixture(deployKeyHeld);
      await expect(account.signedBy(byKey(OTHER_KEY)).act(passOn))
        .to.be.revertedWithCustomError(account.entryPoint, "FailedOp")
        .withArgs(0n, "AA24 signature error");
      expect(await bills.ownerOf(tokenId)).to.equal(account.address);
    });

    it("is not carried out if it was changed after it was signed", async function () {
      const { bills, parties, tokenId, account } = await networkHelpers.loadFixture(deployKeyHeld);
      const signed = await account.operation(
        await bills.transferFrom.populateTransaction(account.address, parties.bank.address, tokenId),
      );
      const other = await account.operation(
        await bills.transferFrom.populateTransaction(account.address, parties.trader.address, tokenId),
      );
      await expect(account.handIn({ ...other, signature: signed.signature }))
        .to.be.revertedWithCustomError(account.entryPoint, "FailedOp")
        .withArgs(0n, "AA24 signature error");
      expect(await bills.ownerOf(tokenId)).to.equal(account.address);
    });

    it("is carried out once", async function () {
      const { bills, parties, tokenId, passOn, account } = await networkHelpers.loadFixture(deployKeyHeld);
      const operation = await account.operation(passOn);
      await account.handIn(operation);
      await bills.connect(parties.bank.signer).transferFrom(parties.bank.address, account.address, tokenId);
      await expect(account.handIn(operation))
        .to.be.revertedWithCustomError(account.entryPoint, "FailedOp")
        .withArgs(0n, "AA25 invalid account nonce");
      expect(await bills.ownerOf(tokenId)).to.equal(account.address);
    });

    it("is reported as failed in a transaction that succeeds, with the reason", async function () {
      const { bills, parties, tokenId, account } = await networkHelpers.loadFixture(deployKeyHeld);
      const { carrier } = parties;
      const operation = await account.operation(
        await bills.transferFrom.populateTransaction(account.address, carrier.address, tokenId),
      );
      const reason = bills.interface.encodeErrorResult("BillOfLading_RecipientNotPermitted", [
        tokenId,
        carrier.address,
      ]);
      const hash: unknown = await account.entryPoint.getFunction("getUserOpHash").staticCall(operation);
      const done = await account.handIn(operation);
      await expect(done)
        .to.emit(account.entryPoint, "UserOperationRevertReason")
        .withArgs(hash, account.address, operation.nonce, reason);
      await expect(done)
        .to.emit(account.entryPoint, "UserOperationEvent")
        .withArgs(
          hash,
          account.address,
          ZeroAddress,
          operation.nonce,
          false,
          () => true,
          () => true,
        );
      expect(decodeRevert(reason).code).to.equal("BillOfLading_RecipientNotPermitted");
      expect(await bills.ownerOf(tokenId)).to.equal(account.address);
    });
  });

  describe("itself", function () {
    it("obeys nobody but the EntryPoint and itself", async function () {
      const { parties, account, passOn } = await networkHelpers.loadFixture(deployKeyHeld);
      const { callData } = await account.operation(passOn);
      const contract = await ethers.getContractAt("KeyAccount", account.address);
      await expect(parties.bank.signer.sendTransaction({ to: account.address, data: callData }))
        .to.be.revertedWithCustomError(contract, "AccountUnauthorized")
        .withArgs(parties.bank.address);
    });
  });

  describe("at the gate", function () {
    shouldSignAtTheGate(ethers, networkHelpers, async ({ actors }) => {
      const bundler = actors.outsider.signer;
      const entryPoint = await placeEntryPoint(ethers, bundler);
      const operator = await deployKeyAccount(ethers, entryPoint, bundler, TRADER_KEY);
      const sister = await deployKeyAccount(ethers, entryPoint, bundler, TRADER_KEY);
      return {
        operator,
        impostors: {
          "another key": operator.signedBy(byKey(OTHER_KEY)),
          "signed for another account of the same key": sister,
        },
      };
    });
  });
});

describe("An ERC-4337 account with a passkey", function () {
  shouldActForItsMember(networkHelpers, deployPasskeyMembers);

  describe("user operation", function () {
    it("is not carried out if another passkey signed it", async function () {
      const { bills, tokenId, passOn, account } = await networkHelpers.loadFixture(deployPasskeyHeld);
      await expect(account.signedBy(byPasskey(OTHER_PASSKEY)).act(passOn))
        .to.be.revertedWithCustomError(account.entryPoint, "FailedOp")
        .withArgs(0n, "AA24 signature error");
      expect(await bills.ownerOf(tokenId)).to.equal(account.address);
    });
  });

  describe("at the gate", function () {
    shouldSignAtTheGate(ethers, networkHelpers, async ({ actors }) => {
      const bundler = actors.outsider.signer;
      const entryPoint = await placeEntryPoint(ethers, bundler);
      const operator = await deployPasskeyAccount(ethers, entryPoint, bundler, TRADER_PASSKEY);
      return { operator, impostors: { "another passkey": operator.signedBy(byPasskey(OTHER_PASSKEY)) } };
    });
  });
});
