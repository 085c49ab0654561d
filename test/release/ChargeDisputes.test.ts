import { expect } from "chai";
import { Signature } from "ethers";
import { network } from "hardhat";

import {
  Authority,
  ChargeKind,
  ChargeStatus,
  containerNumber,
  DECLARATION,
  deployRelease,
  opening,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const AMOUNT = 1_000_001n;
const REASON = DECLARATION;

/** One open charge of the carrier, and a consignee with money. */
async function deployCharged() {
  const suite = await deployRelease(ethers);
  const { registry, charges, token, actors, waybill } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
  const address = await charges.getAddress();
  await token.mint(actors.consignee.address, AMOUNT);
  await token.connect(actors.consignee.signer).approve(address, AMOUNT);
  const as = (actor: keyof typeof actors) => charges.connect(actors[actor].signer);
  const claim = {
    tokenId: waybill,
    consignment: 1n,
    number: BOX,
    creditor: Authority.CARRIER,
    kind: ChargeKind.OTHER,
    token: await token.getAddress(),
    amount: AMOUNT,
    arbiter: actors.bank.address,
  };
  await as("carrier").raise(claim);
  const light = async () => (await registry.lightsOf(waybill, BOX)).commercial;
  const latest = async () => (await registry.containerOf(waybill, BOX)).latestBlock;
  const balances = async () => ({
    carrier: await token.balanceOf(actors.carrier.address),
    consignee: await token.balanceOf(actors.consignee.address),
    escrow: await token.balanceOf(address),
  });
  return { ...suite, as, claim, address, light, latest, balances };
}

/** The same, paid into escrow by the consignee. */
async function deployDisputed() {
  const suite = await deployCharged();
  await suite.as("consignee").dispute(1n, REASON);
  return suite;
}

describe("Charges", function () {
  describe("cancel", function () {
    it("reverts for anybody but the creditor, and once it is paid", async function () {
      const { charges, actors, as, waybill } = await networkHelpers.loadFixture(deployCharged);
      await expect(as("terminal").cancel(1n))
        .to.be.revertedWithCustomError(charges, "Charges_NotACreditor")
        .withArgs(waybill, Authority.CARRIER, actors.terminal.address);
      await as("consignee").pay(1n);
      await expect(as("carrier").cancel(1n))
        .to.be.revertedWithCustomError(charges, "Charges_NotAt")
        .withArgs(1n, ChargeStatus.OPEN, ChargeStatus.PAID);
    });

    it("takes the charge back", async function () {
      const { charges, actors, as, light, latest, waybill } = await networkHelpers.loadFixture(deployCharged);
      await expect(as("carrier").cancel(1n))
        .to.emit(charges, "ChargeCancelled")
        .withArgs(1n, waybill, BOX, actors.carrier.member, actors.carrier.address, [3n, await latest()]);
      expect(await light()).to.equal(true);
      expect((await charges.chargeOf(1n)).status).to.equal(ChargeStatus.CANCELLED);
    });
  });

  describe("payWithPermit", function () {
    async function deployPermit() {
      const suite = await deployCharged();
      const permitToken = await ethers.deployContract("PermitToken");
      await permitToken.mint(suite.actors.consignee.address, AMOUNT);
      await suite.as("carrier").raise({ ...suite.claim, token: await permitToken.getAddress() });
      const { chainId } = await ethers.provider.getNetwork();
      const deadline = 2n ** 40n;
      const signature = Signature.from(
        await suite.actors.consignee.signer.signTypedData(
          { name: "Permit Token", version: "1", chainId, verifyingContract: await permitToken.getAddress() },
          {
            Permit: [
              { name: "owner", type: "address" },
              { name: "spender", type: "address" },
              { name: "value", type: "uint256" },
              { name: "nonce", type: "uint256" },
              { name: "deadline", type: "uint256" },
            ],
          },
          { owner: suite.actors.consignee.address, spender: suite.address, value: AMOUNT, nonce: 0n, deadline },
        ),
      );
      return { ...suite, permitToken, deadline, signature };
    }

    it("reverts when the permit is somebody else's", async function () {
      const { as, permitToken, address, deadline, signature } = await networkHelpers.loadFixture(deployPermit);
      const { v, r, s } = signature;
      await expect(as("haulier").payWithPermit(2n, deadline, v, r, s))
        .to.be.revertedWithCustomError(permitToken, "ERC20InsufficientAllowance")
        .withArgs(address, 0n, AMOUNT);
    });

    it("pays without an allowance before, even if the permit was handed in already", async function () {
      const { as, permitToken, address, actors, deadline, signature } = await networkHelpers.loadFixture(deployPermit);
      const { v, r, s } = signature;
      await permitToken.permit(actors.consignee.address, address, AMOUNT, deadline, v, r, s);
      await as("consignee").payWithPermit(2n, deadline, v, r, s);
      expect(await permitToken.balanceOf(actors.carrier.address)).to.equal(AMOUNT);
    });

    it("pays with a fresh permit", async function () {
      const { charges, as, permitToken, actors, deadline, signature } = await networkHelpers.loadFixture(deployPermit);
      const { v, r, s } = signature;
      await as("consignee").payWithPermit(2n, deadline, v, r, s);
      expect(await permitToken.balanceOf(actors.carrier.address)).to.equal(AMOUNT);
      expect((await charges.chargeOf(2n)).status).to.equal(ChargeStatus.PAID);
    });
  });

  describe("dispute", function () {
    it("reverts without a reason, and for a charge that is not open", async function () {
      const { charges, as } = await networkHelpers.loadFixture(deployCharged);
      await expect(as("consignee").dispute(1n, ethers.ZeroHash)).to.be.revertedWithCustomError(
        charges,
        "Charges_NoReason",
      );
      await as("carrier").credit(1n);
      await expect(as("consignee").dispute(1n, REASON))
        .to.be.revertedWithCustomError(charges, "Charges_NotAt")
        .withArgs(1n, ChargeStatus.OPEN, ChargeStatus.ON_CREDIT);
    });

    it("turns the light green and keeps the money", async function () {
      const suite = await networkHelpers.loadFixture(deployCharged);
      const { charges, actors, as, claim, light, latest, balances, waybill } = suite;
      const previous = await latest();
      await expect(as("consignee").dispute(1n, REASON))
        .to.emit(charges, "ChargeDisputed")
        .withArgs(1n, waybill, BOX, actors.consignee.address, claim.token, AMOUNT, actors.bank.member, REASON, [
          3n,
          previous,
        ]);
      expect(await light()).to.equal(true);
      expect(await balances()).to.deep.equal({ carrier: 0n, consignee: 0n, escrow: AMOUNT });
      expect(await charges.escrowOf(claim.token)).to.equal(AMOUNT);
      expect(await charges.payerOf(1n)).to.equal(actors.consignee.address);
    });
  });

  describe("giveBack, giveUp and award", function () {
    it("revert for anybody else, and unless the money is in escrow", async function () {
      const { charges, actors, as, claim, waybill } = await networkHelpers.loadFixture(deployDisputed);
      await expect(as("consignee").giveBack(1n))
        .to.be.revertedWithCustomError(charges, "Charges_NotACreditor")
        .withArgs(waybill, Authority.CARRIER, actors.consignee.address);
      await expect(as("carrier").giveUp(1n))
        .to.be.revertedWithCustomError(charges, "Charges_NotThePayer")
        .withArgs(1n, actors.carrier.address);
      await expect(as("terminal").award(1n, AMOUNT))
        .to.be.revertedWithCustomError(charges, "Charges_NotTheArbiter")
        .withArgs(1n, actors.terminal.address);
      await as("carrier").raise(claim);
      for (const act of [as("carrier").giveBack(2n), as("consignee").giveUp(2n), as("bank").award(2n, 0n)]) {
        await expect(act)
          .to.be.revertedWithCustomError(charges, "Charges_NotAt")
          .withArgs(2n, ChargeStatus.IN_ESCROW, ChargeStatus.OPEN);
      }
    });

    it("give back: the payer has all", async function () {
      const { charges, as, claim, light, latest, balances, waybill } = await networkHelpers.loadFixture(deployDisputed);
      await expect(as("carrier").giveBack(1n))
        .to.emit(charges, "DisputeEnded")
        .withArgs(1n, waybill, BOX, ChargeStatus.GIVEN_BACK, 0n, AMOUNT, [4n, await latest()]);
      expect(await balances()).to.deep.equal({ carrier: 0n, consignee: AMOUNT, escrow: 0n });
      expect(await charges.escrowOf(claim.token)).to.equal(0n);
      expect(await light()).to.equal(true);
    });

    it("give up: the creditor has all", async function () {
      const { charges, as, latest, balances, waybill } = await networkHelpers.loadFixture(deployDisputed);
      await expect(as("consignee").giveUp(1n))
        .to.emit(charges, "DisputeEnded")
        .withArgs(1n, waybill, BOX, ChargeStatus.PAID, AMOUNT, 0n, [4n, await latest()]);
      expect(await balances()).to.deep.equal({ carrier: AMOUNT, consignee: 0n, escrow: 0n });
    });

    it("award: to each what the arbiter says, and no more than there is", async function () {
      const { charges, as, latest, balances, waybill } = await networkHelpers.loadFixture(deployDisputed);
      await expect(as("bank").award(1n, AMOUNT + 1n))
        .to.be.revertedWithCustomError(charges, "Charges_AwardTooHigh")
        .withArgs(1n, AMOUNT + 1n, AMOUNT);
      await expect(as("bank").award(1n, 400_000n))
        .to.emit(charges, "DisputeEnded")
        .withArgs(1n, waybill, BOX, ChargeStatus.AWARDED, 400_000n, 600_001n, [4n, await latest()]);
      expect(await balances()).to.deep.equal({ carrier: 400_000n, consignee: 600_001n, escrow: 0n });
    });
  });

  describe("replaceArbiter", function () {
    it("reverts for anybody but governance, and for the same or a party", async function () {
      const { charges, actors, as } = await networkHelpers.loadFixture(deployDisputed);
      await expect(as("carrier").replaceArbiter(1n, actors.forwarder.address))
        .to.be.revertedWithCustomError(charges, "AccessManagedUnauthorized")
        .withArgs(actors.carrier.address);
      for (const arbiter of [actors.bank.address, actors.carrier.address, actors.outsider.address]) {
        await expect(charges.replaceArbiter(1n, arbiter))
          .to.be.revertedWithCustomError(charges, "Charges_InvalidArbiter")
          .withArgs(arbiter);
      }
    });

    it("puts another in the place of an absent arbiter", async function () {
      const { charges, actors, as, balances } = await networkHelpers.loadFixture(deployDisputed);
      await expect(charges.replaceArbiter(1n, actors.forwarder.address))
        .to.emit(charges, "ArbiterReplaced")
        .withArgs(1n, actors.bank.member, actors.forwarder.member);
      await expect(as("bank").award(1n, 0n))
        .to.be.revertedWithCustomError(charges, "Charges_NotTheArbiter")
        .withArgs(1n, actors.bank.address);
      await as("forwarder").award(1n, 0n);
      expect((await balances()).consignee).to.equal(AMOUNT);
    });
  });

  describe("odd tokens", function () {
    it("one that takes a fee is refused, to the creditor and into escrow", async function () {
      const { charges, actors, as, claim, address, light } = await networkHelpers.loadFixture(deployCharged);
      const token = await ethers.deployContract("TokenThatTakesAFee");
      await token.mint(actors.consignee.address, AMOUNT);
      await token.connect(actors.consignee.signer).approve(address, AMOUNT);
      await as("carrier").raise({ ...claim, token: await token.getAddress() });
      for (const act of [as("consignee").pay(2n), as("consignee").dispute(2n, REASON)]) {
        await expect(act)
          .to.be.revertedWithCustomError(charges, "Charges_NotPaidInFull")
          .withArgs(2n, AMOUNT, AMOUNT - 1n);
      }
      expect(await token.balanceOf(actors.consignee.address)).to.equal(AMOUNT);
      expect(await light()).to.equal(false);
    });

    it("one that answers false is refused", async function () {
      const { charges, as, claim } = await networkHelpers.loadFixture(deployCharged);
      const token = await ethers.deployContract("TokenThatReturnsFalse");
      await as("carrier").raise({ ...claim, token: await token.getAddress() });
      await expect(as("consignee").pay(2n))
        .to.be.revertedWithCustomError(charges, "SafeERC20FailedOperation")
        .withArgs(await token.getAddress());
    });

    it("one that answers nothing is taken", async function () {
      const { charges, actors, as, claim } = await networkHelpers.loadFixture(deployCharged);
      const token = await ethers.deployContract("TokenThatReturnsNothing");
      await token.mint(actors.consignee.address, AMOUNT);
      await as("carrier").raise({ ...claim, token: await token.getAddress() });
      await as("consignee").pay(2n);
      expect(await token.balanceOf(actors.carrier.address)).to.equal(AMOUNT);
      expect((await charges.chargeOf(2n)).status).to.equal(ChargeStatus.PAID);
    });

    it("one that calls back finds the door shut", async function () {
      const { charges, actors, as, claim, address } = await networkHelpers.loadFixture(deployCharged);
      const token = await ethers.deployContract("TokenThatCallsBack");
      await token.mint(actors.consignee.address, AMOUNT);
      await token.connect(actors.consignee.signer).approve(address, AMOUNT);
      await as("carrier").raise({ ...claim, token: await token.getAddress() });
      await token.callBack(address, charges.interface.encodeFunctionData("pay", [1n]));
      await expect(as("consignee").pay(2n)).to.be.revertedWithCustomError(charges, "ReentrancyGuardReentrantCall");
    });
  });
});
