import { expect } from "chai";
import { network } from "hardhat";

import { admitWallet } from "../support/accounts/members.js";
import { deploySafes, ownerKey, type Safe } from "../support/accounts/safe.js";
import { Authority, ChargeKind, ChargeStatus, containerNumber, deployRelease, opening } from "../support/release.js";
import { deploySuite, issueBill, Kind, Role } from "../support/suite.js";
import { shouldActForItsMember, type WalletSuite } from "./member.behavior.js";
import { deployAtQuay, shouldSignAtTheGate } from "./signature.behavior.js";

const { ethers, networkHelpers } = await network.create();

const [ANNA, BERT, CARL] = [ownerKey(1), ownerKey(2), ownerKey(3)];
const DORA = ownerKey(4);
const OWNERS = [ANNA, BERT, CARL];
/** The owner before the first one in a Safe's list. */
const SENTINEL = "0x0000000000000000000000000000000000000001";
const BOX = containerNumber(1);
const AMOUNT = 250_000_000n;

/** A carrier and a trader that are Safes of three owners, of whom two sign. */
async function deployMembers(): Promise<WalletSuite<Safe>> {
  const suite = await deploySuite(ethers);
  const safes = await deploySafes(ethers, suite.parties.outsider.signer);
  return {
    ...suite,
    carrierWallet: await admitWallet(suite.consortium, await safes.deploy(OWNERS, 2n), Role.CARRIER, "ONE"),
    traderWallet: await admitWallet(suite.consortium, await safes.deploy(OWNERS, 2n), Role.TRADER),
    spare: await safes.deploy(OWNERS, 2n),
  };
}

/** A bearer bill in the trader's hands, and the call that passes it to the bank. */
async function deployHeld() {
  const suite = await deployMembers();
  const { bills, parties, traderWallet } = suite;
  const tokenId = await issueBill(suite, Kind.BEARER, { issueTo: traderWallet.address });
  const passOn = await bills.transferFrom.populateTransaction(traderWallet.address, parties.bank.address, tokenId);
  return { ...suite, tokenId, passOn, safe: traderWallet.account };
}

describe("A Safe of two out of three owners", function () {
  shouldActForItsMember(networkHelpers, deployMembers);

  describe("signatures of its owners", function () {
    it("are one too few", async function () {
      const { bills, safe, tokenId, passOn } = await networkHelpers.loadFixture(deployHeld);
      await expect(safe.signedBy(ANNA).act(passOn)).to.be.revertedWith("GS020");
      expect(await bills.ownerOf(tokenId)).to.equal(safe.address);
    });

    it("include one of somebody else's", async function () {
      const { bills, safe, tokenId, passOn } = await networkHelpers.loadFixture(deployHeld);
      await expect(safe.signedBy(ANNA, DORA).act(passOn)).to.be.revertedWith("GS026");
      expect(await bills.ownerOf(tokenId)).to.equal(safe.address);
    });

    it("count once each", async function () {
      const { bills, safe, tokenId, passOn } = await networkHelpers.loadFixture(deployHeld);
      await expect(safe.signedBy(ANNA, ANNA).act(passOn)).to.be.revertedWith("GS026");
      expect(await bills.ownerOf(tokenId)).to.equal(safe.address);
    });

    it("may be those of any two", async function () {
      const { bills, parties, safe, tokenId, passOn } = await networkHelpers.loadFixture(deployHeld);
      await safe.signedBy(CARL, BERT).act(passOn);
      expect(await bills.ownerOf(tokenId)).to.equal(parties.bank.address);
    });

    it("stand in no transaction if an owner calls the contract itself", async function () {
      const { bills, parties, safe, tokenId, governance } = await networkHelpers.loadFixture(deployHeld);
      await governance.sendTransaction({ to: ANNA.address, value: 10n ** 18n });
      const asAnna = bills.connect(ANNA.connect(ethers.provider));
      await expect(asAnna.transferFrom(safe.address, parties.bank.address, tokenId))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(ANNA.address, 0n);
    });
  });

  describe("change of owners", function () {
    it("leaves member, number and bills as they are", async function () {
      const { bills, consortium, parties, traderWallet, safe, tokenId, passOn } =
        await networkHelpers.loadFixture(deployHeld);
      const before = await consortium.memberOf(safe.address);
      const dora = safe.call("swapOwner", SENTINEL, ANNA.address, DORA.address);
      await safe.act(dora);

      expect(await consortium.memberOf(safe.address)).to.deep.equal(before);
      expect(before.member).to.equal(traderWallet.member);
      expect(await bills.ownerOf(tokenId)).to.equal(safe.address);
      await expect(safe.signedBy(ANNA, BERT).act(passOn)).to.be.revertedWith("GS026");
      await safe.signedBy(DORA, BERT).act(passOn);
      expect(await bills.ownerOf(tokenId)).to.equal(parties.bank.address);
    });

    it("may ask for more signatures", async function () {
      const { safe, passOn } = await networkHelpers.loadFixture(deployHeld);
      await safe.act(safe.call("changeThreshold", 3n));
      await expect(safe.act(passOn)).to.be.revertedWith("GS020");
      await safe.signedBy(...OWNERS).act(passOn);
    });
  });

  describe("gas limit of its own", function () {
    it("turns a refusal into an event: the transaction succeeds, and nothing has changed", async function () {
      const { bills, parties, safe, tokenId } = await networkHelpers.loadFixture(deployHeld);
      const refused = await bills.transferFrom.populateTransaction(safe.address, parties.carrier.address, tokenId);
      await expect(safe.actWithGas(500_000n, refused)).to.emit(safe.contract, "ExecutionFailure");
      expect(await bills.ownerOf(tokenId)).to.equal(safe.address);
    });
  });

  describe("without a fallback handler", function () {
    async function deployBare() {
      const suite = await deployMembers();
      const safes = await deploySafes(ethers, suite.parties.outsider.signer);
      const safe = await safes.deploy(OWNERS, 2n, { hasHandler: false });
      const bare = await admitWallet(suite.consortium, safe, Role.TRADER);
      const tokenId = await issueBill(suite, Kind.BEARER);
      const asShipper = suite.bills.connect(suite.parties.shipper.signer);
      return { ...suite, bare, tokenId, asShipper };
    }

    it("takes no bill by safe transfer: it answers the question of ERC-721 with nothing", async function () {
      const { bills, parties, asShipper, bare, tokenId } = await networkHelpers.loadFixture(deployBare);
      const { shipper } = parties;
      await expect(
        asShipper["safeTransferFrom(address,address,uint256)"](shipper.address, bare.address, tokenId),
      ).to.be.revertedWithoutReason(ethers);
      expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);
    });

    it("takes one by transfer, and can pass it on: nothing is stuck", async function () {
      const { bills, parties, asShipper, bare, tokenId } = await networkHelpers.loadFixture(deployBare);
      const { shipper, bank } = parties;
      await asShipper.transferFrom(shipper.address, bare.address, tokenId);
      expect(await bills.ownerOf(tokenId)).to.equal(bare.address);
      await bare.account.act(await bills.transferFrom.populateTransaction(bare.address, bank.address, tokenId));
      expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
    });

    it("has back what it surrendered", async function () {
      const { bills, parties, asShipper, bare, tokenId } = await networkHelpers.loadFixture(deployBare);
      await asShipper.transferFrom(parties.shipper.address, bare.address, tokenId);
      await bare.account.act(await bills.surrenderForDelivery.populateTransaction(tokenId));
      await bills.connect(parties.carrier.signer).refuseSurrender(tokenId, "0x" + "22".repeat(32));
      expect(await bills.ownerOf(tokenId)).to.equal(bare.address);
    });
  });

  describe("at the gate", function () {
    const deployBareAtGate = () =>
      deployAtQuay(ethers, async ({ actors }) => {
        const safes = await deploySafes(ethers, actors.outsider.signer);
        return { operator: await safes.deploy(OWNERS, 2n, { hasHandler: false }), impostors: {} };
      });

    shouldSignAtTheGate(ethers, networkHelpers, async ({ actors }) => {
      const safes = await deploySafes(ethers, actors.outsider.signer);
      const operator = await safes.deploy(OWNERS, 2n);
      const sister = await safes.deploy(OWNERS, 2n);
      return {
        operator,
        impostors: {
          "one signature too few": operator.signedBy(ANNA),
          "a signature of somebody else": operator.signedBy(ANNA, DORA),
          "signed for another Safe of the same owners": sister,
        },
      };
    });

    it("is not let in without a fallback handler, whoever signs", async function () {
      const { pickUp, actors, waybill, operator, passSignedBy } = await networkHelpers.loadFixture(deployBareAtGate);
      const { pass, signature } = await passSignedBy(operator);
      await expect(pickUp.connect(actors.terminal.signer).gateIn(pass, signature))
        .to.be.revertedWithCustomError(pickUp, "PickUp_WrongProof")
        .withArgs(waybill, BOX, operator.address);
    });
  });

  describe("charges", function () {
    async function deployCharged() {
      const suite = await deployRelease(ethers);
      const { consortium, registry, charges, token, actors, waybill } = suite;
      const safes = await deploySafes(ethers, actors.outsider.signer);
      const payer = await admitWallet(consortium, await safes.deploy(OWNERS, 2n), Role.TRADER);
      await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
      await charges.connect(actors.carrier.signer).raise({
        tokenId: waybill,
        consignment: 1n,
        number: BOX,
        creditor: Authority.CARRIER,
        kind: ChargeKind.FREIGHT_COLLECT,
        token: token.target,
        amount: AMOUNT,
        arbiter: actors.bank.address,
      });
      await token.mint(payer.address, AMOUNT);
      return { ...suite, payer, charge: await charges.chargeCount() };
    }

    it("are paid in one transaction with the approval, in the place of a permit", async function () {
      const { charges, token, actors, payer, charge } = await networkHelpers.loadFixture(deployCharged);
      await payer.account.act(
        await token.approve.populateTransaction(charges.target, AMOUNT),
        await charges.pay.populateTransaction(charge),
      );
      expect((await charges.chargeOf(charge)).status).to.equal(ChargeStatus.PAID);
      expect(await token.balanceOf(actors.carrier.address)).to.equal(AMOUNT);
      expect(await token.balanceOf(payer.address)).to.equal(0n);
      expect(await token.allowance(payer.address, charges.target)).to.equal(0n);
    });
  });
});
