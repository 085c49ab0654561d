import { expect } from "chai";
import { network } from "hardhat";

import {
  ascii,
  Authority,
  ChargeKind,
  ChargeStatus,
  containerNumber,
  deployRelease,
  NOBODY,
  opening,
  Reason,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const WHOLE = ascii("", 11);
const AMOUNT = 250_000_000n;

/** One open consignment with two containers, and a consignee with money that the charges may take. */
async function deployOpen() {
  const suite = await deployRelease(ethers);
  const { registry, charges, token, actors } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX, OTHER_BOX]));
  for (const payer of [actors.consignee, actors.outsider]) {
    await token.mint(payer.address, 10n * AMOUNT);
    await token.connect(payer.signer).approve(await charges.getAddress(), 10n * AMOUNT);
  }
  const claim = {
    tokenId: suite.waybill,
    consignment: 1n,
    number: BOX,
    creditor: Authority.CARRIER as bigint,
    kind: ChargeKind.FREIGHT_COLLECT,
    token: await token.getAddress(),
    amount: AMOUNT,
    arbiter: actors.bank.address,
  };
  const as = (actor: keyof typeof actors) => charges.connect(actors[actor].signer);
  return { ...suite, as, claim, money: claim.token };
}

const block = async () => BigInt(await ethers.provider.getBlockNumber());

describe("Charges", function () {
  describe("raise", function () {
    it("reverts for nothing, and for a token without code", async function () {
      const { charges, as, claim } = await networkHelpers.loadFixture(deployOpen);
      await expect(as("carrier").raise({ ...claim, amount: 0n })).to.be.revertedWithCustomError(
        charges,
        "Charges_ZeroAmount",
      );
      await expect(as("carrier").raise({ ...claim, token: NOBODY }))
        .to.be.revertedWithCustomError(charges, "Charges_NotAToken")
        .withArgs(NOBODY);
    });

    it("reverts for what is charged by the clock", async function () {
      const { charges, as, claim } = await networkHelpers.loadFixture(deployOpen);
      for (const kind of [ChargeKind.DEMURRAGE, ChargeKind.DETENTION]) {
        await expect(as("carrier").raise({ ...claim, kind }))
          .to.be.revertedWithCustomError(charges, "Charges_WrongKind")
          .withArgs(kind);
      }
    });

    it("reverts for an arbiter who is no member, or the creditor", async function () {
      const { charges, consortium, actors, as, claim } = await networkHelpers.loadFixture(deployOpen);
      await consortium.suspend(actors.forwarder.member);
      for (const arbiter of [actors.outsider.address, actors.carrier.address, actors.forwarder.address]) {
        await expect(as("carrier").raise({ ...claim, arbiter }))
          .to.be.revertedWithCustomError(charges, "Charges_InvalidArbiter")
          .withArgs(arbiter);
      }
    });

    it("reverts unless the caller is the carrier or the terminal that it says", async function () {
      const { charges, actors, as, claim } = await networkHelpers.loadFixture(deployOpen);
      const wrong = [
        ["terminal", Authority.CARRIER],
        ["carrier", Authority.TERMINAL],
        ["otherCarrier", Authority.CARRIER],
        ["customs", Authority.CUSTOMS],
        ["bank", Authority.GOVERNANCE],
      ] as const;
      for (const [name, creditor] of wrong) {
        await expect(as(name).raise({ ...claim, creditor }))
          .to.be.revertedWithCustomError(charges, "Charges_NotACreditor")
          .withArgs(claim.tokenId, creditor, actors[name].address);
      }
    });

    it("reverts for a consignment or a container that is not there", async function () {
      const { registry, charges, as, claim } = await networkHelpers.loadFixture(deployOpen);
      await expect(as("carrier").raise({ ...claim, consignment: 2n }))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoSuchConsignment")
        .withArgs(claim.tokenId, 2n);
      const number = containerNumber(3);
      await expect(as("carrier").raise({ ...claim, number }))
        .to.be.revertedWithCustomError(charges, "Charges_NotInConsignment")
        .withArgs(claim.tokenId, 1n, number);
    });

    it("turns the carrier's light red for one container", async function () {
      const { registry, charges, actors, as, claim, money, waybill } = await networkHelpers.loadFixture(deployOpen);
      const previous = await registry.containerOf(waybill, BOX);
      await expect(as("carrier").raise(claim))
        .to.emit(charges, "ChargeRaised")
        .withArgs(
          1n,
          waybill,
          BOX,
          1n,
          Authority.CARRIER,
          actors.carrier.member,
          ChargeKind.FREIGHT_COLLECT,
          money,
          AMOUNT,
          actors.bank.member,
          [2n, previous.latestBlock],
        );
      expect((await registry.lightsOf(waybill, BOX)).commercial).to.equal(false);
      expect((await registry.lightsOf(waybill, OTHER_BOX)).commercial).to.equal(true);
      expect((await registry.containerOf(waybill, BOX)).carrierOwed).to.equal(true);
      expect(await charges.openCharges(waybill, 1n, BOX, Authority.CARRIER)).to.equal(1n);
      expect(await charges.chargeCount()).to.equal(1n);
      expect((await charges.chargeOf(1n)).status).to.equal(ChargeStatus.OPEN);
    });

    it("turns the terminal's light red for every container of a consignment", async function () {
      const { registry, as, claim, waybill } = await networkHelpers.loadFixture(deployOpen);
      await as("terminal").raise({ ...claim, number: WHOLE, creditor: Authority.TERMINAL });
      for (const number of [BOX, OTHER_BOX]) {
        expect(await registry.whyNot(waybill, number)).to.include(Reason.TERMINAL_CHARGES);
        expect((await registry.lightsOf(waybill, number)).commercial).to.equal(true);
      }
      expect((await registry.consignmentOf(waybill, 1n)).terminalOwed).to.equal(true);
      await as("terminal").credit(1n);
      expect((await registry.consignmentOf(waybill, 1n)).terminalOwed).to.equal(false);
      expect(await registry.whyNot(waybill, BOX)).to.not.include(Reason.TERMINAL_CHARGES);
    });
  });

  describe("pay", function () {
    it("reverts for a charge that is not open", async function () {
      const { charges, as, claim } = await networkHelpers.loadFixture(deployOpen);
      await expect(as("consignee").pay(1n))
        .to.be.revertedWithCustomError(charges, "Charges_NotAt")
        .withArgs(1n, ChargeStatus.OPEN, ChargeStatus.NONE);
      await as("carrier").raise(claim);
      await as("consignee").pay(1n);
      await expect(as("consignee").pay(1n))
        .to.be.revertedWithCustomError(charges, "Charges_NotAt")
        .withArgs(1n, ChargeStatus.OPEN, ChargeStatus.PAID);
    });

    it("reverts without the money, and the light stays red", async function () {
      const { registry, token, charges, actors, as, claim, waybill } = await networkHelpers.loadFixture(deployOpen);
      await as("carrier").raise(claim);
      await expect(as("haulier").pay(1n))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(await charges.getAddress(), 0n, AMOUNT);
      expect((await registry.lightsOf(waybill, BOX)).commercial).to.equal(false);
      expect(await token.balanceOf(actors.carrier.address)).to.equal(0n);
    });

    it("gives the creditor the money in the same transaction, whoever pays", async function () {
      const { registry, token, charges, actors, as, claim, money, waybill } =
        await networkHelpers.loadFixture(deployOpen);
      await as("carrier").raise(claim);
      const previous = await block();
      await expect(as("outsider").pay(1n))
        .to.emit(charges, "ChargePaid")
        .withArgs(1n, waybill, BOX, actors.outsider.address, actors.carrier.address, money, AMOUNT, [3n, previous]);
      expect(await token.balanceOf(actors.carrier.address)).to.equal(AMOUNT);
      expect(await token.balanceOf(actors.outsider.address)).to.equal(9n * AMOUNT);
      expect(await token.balanceOf(await charges.getAddress())).to.equal(0n);
      expect((await charges.chargeOf(1n)).status).to.equal(ChargeStatus.PAID);
      expect((await registry.lightsOf(waybill, BOX)).commercial).to.equal(true);
    });

    it("keeps the light red until the last of several charges is settled", async function () {
      const { registry, charges, as, claim, waybill } = await networkHelpers.loadFixture(deployOpen);
      await as("carrier").raise(claim);
      await as("carrier").raise(claim);
      await as("consignee").pay(2n);
      expect((await registry.lightsOf(waybill, BOX)).commercial).to.equal(false);
      expect(await charges.openCharges(waybill, 1n, BOX, Authority.CARRIER)).to.equal(1n);
      await as("consignee").pay(1n);
      expect((await registry.lightsOf(waybill, BOX)).commercial).to.equal(true);
    });
  });

  describe("credit", function () {
    it("reverts for anybody but the creditor", async function () {
      const { charges, actors, as, claim, waybill } = await networkHelpers.loadFixture(deployOpen);
      await as("carrier").raise(claim);
      for (const name of ["terminal", "consignee", "outsider"] as const) {
        await expect(as(name).credit(1n))
          .to.be.revertedWithCustomError(charges, "Charges_NotACreditor")
          .withArgs(waybill, Authority.CARRIER, actors[name].address);
      }
    });

    it("turns the light green without money", async function () {
      const { registry, charges, actors, as, claim, waybill } = await networkHelpers.loadFixture(deployOpen);
      await as("carrier").raise(claim);
      const previous = await block();
      await expect(as("carrier").credit(1n))
        .to.emit(charges, "ChargeCredited")
        .withArgs(1n, waybill, BOX, actors.carrier.member, actors.carrier.address, [3n, previous]);
      expect((await charges.chargeOf(1n)).status).to.equal(ChargeStatus.ON_CREDIT);
      expect((await registry.lightsOf(waybill, BOX)).commercial).to.equal(true);
      await expect(as("carrier").credit(1n))
        .to.be.revertedWithCustomError(charges, "Charges_NotAt")
        .withArgs(1n, ChargeStatus.OPEN, ChargeStatus.ON_CREDIT);
    });
  });

  describe("the registry's doors", function () {
    it("are shut for anybody but the connected contracts", async function () {
      const { registry, actors, waybill } = await networkHelpers.loadFixture(deployOpen);
      const outsider = registry.connect(actors.outsider.signer);
      const truck = "0x0000000000000000";
      const doors = [
        outsider.setOwed(waybill, 1n, BOX, Authority.CARRIER, true),
        outsider.setPaidThrough(waybill, BOX, Authority.CARRIER, 1n),
        outsider.recordBooking(waybill, BOX, 1n, 1n, 1n),
        outsider.recordBookingEnd(waybill, BOX, 1n, true),
        outsider.recordGateIn(waybill, BOX, 1n, truck, 1n),
      ];
      for (const door of doors) {
        await expect(door)
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotConnected")
          .withArgs(actors.outsider.address);
      }
    });

    it("are connected to charges once, by governance, and to pick-up from the start", async function () {
      const { registry, charges, casework, authority, actors } = await networkHelpers.loadFixture(deployOpen);
      const address = await charges.getAddress();
      await expect(registry.connectCharges(address)).to.be.revertedWithCustomError(
        registry,
        "ReleaseRegistry_AlreadyConnected",
      );
      const fresh = await ethers.deployContract("ReleaseRegistry", [casework.target, authority.target]);
      expect(await fresh.charges()).to.equal(NOBODY);
      await expect(fresh.connect(actors.carrier.signer).connectCharges(address))
        .to.be.revertedWithCustomError(fresh, "AccessManagedUnauthorized")
        .withArgs(actors.carrier.address);
      await expect(fresh.connectCharges(NOBODY))
        .to.be.revertedWithCustomError(fresh, "ReleaseRegistry_NotConnected")
        .withArgs(NOBODY);
      await expect(fresh.connectCharges(address)).to.emit(fresh, "ChargesConnected").withArgs(address);
      expect(await fresh.charges()).to.equal(address);
      const pickUp = await ethers.getContractAt("PickUp", await fresh.pickUp());
      expect(await pickUp.registry()).to.equal(fresh.target);
    });
  });
});
