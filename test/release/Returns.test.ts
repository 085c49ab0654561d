import { expect } from "chai";
import { network } from "hardhat";

import {
  bringToGate,
  containerNumber,
  deployRelease,
  gatePass,
  issueWaybill,
  now,
  opening,
  openSlot,
  REASON_CODE,
  RECEIPT,
  SEAL,
  Stage,
  truckCommitment,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_TRUCK = truckCommitment("2-XYZ-987");
const HOUR = 3_600n;

/** A container inside the gate, with its truck. */
async function deployInside() {
  const suite = await deployRelease(ethers);
  const { registry, pickUp, actors, waybill } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
  const { slot, truck } = await bringToGate(suite, ethers, waybill, [BOX]);
  const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
  await pickUp.connect(actors.terminal.signer).gateIn(pass, signature);
  const as = (actor: keyof typeof actors) => registry.connect(actors[actor].signer);
  const read = () => registry.containerOf(waybill, BOX);
  const leave = async (given: { truck?: string; seal?: string; receipt?: string; by?: keyof typeof actors } = {}) =>
    as(given.by ?? "terminal").gateOut(
      waybill,
      BOX,
      await now(ethers),
      given.truck ?? truck,
      given.seal ?? SEAL,
      given.receipt ?? RECEIPT,
    );
  /** A new booking and the way in again, by the same haulier. */
  const fetchAgain = async () => {
    const again = await openSlot(suite, ethers, 1n);
    await pickUp
      .connect(actors.haulier.signer)
      .book(waybill, BOX, actors.terminal.member, again, actors.driver.address, OTHER_TRUCK);
    const next = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot: again, truck: OTHER_TRUCK });
    await pickUp.connect(actors.terminal.signer).gateIn(next.pass, next.signature);
  };
  return { ...suite, as, read, leave, fetchAgain, pass, signature };
}

/** The container has left. */
async function deployGone() {
  const suite = await deployInside();
  await suite.leave();
  return suite;
}

describe("ReleaseRegistry", function () {
  describe("gateOut", function () {
    it("reverts for another terminal, another truck, and without seal or receipt", async function () {
      const { registry, actors, read, leave, waybill } = await networkHelpers.loadFixture(deployInside);
      await expect(leave({ by: "otherTerminal" }))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OtherTerminal")
        .withArgs(waybill, BOX, actors.otherTerminal.member);
      await expect(leave({ truck: OTHER_TRUCK }))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_WrongTruck")
        .withArgs(waybill, BOX, OTHER_TRUCK);
      await expect(leave({ seal: ethers.ZeroHash }))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoReceipt")
        .withArgs(ethers.ZeroHash, RECEIPT);
      await expect(leave({ receipt: ethers.ZeroHash }))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoReceipt")
        .withArgs(SEAL, ethers.ZeroHash);
      expect((await read()).stage).to.equal(Stage.GATED_IN);
    });

    it("reverts before the way in", async function () {
      const suite = await networkHelpers.loadFixture(deployInside);
      const { as, waybill } = suite;
      await as("terminal").turnAway(waybill, BOX, REASON_CODE, await now(ethers));
      const lifeCycle = await ethers.getContractFactory("ContainerLifeCycle");
      await expect(suite.leave())
        .to.be.revertedWithCustomError(lifeCycle, "ContainerLifeCycle_IllegalMove")
        .withArgs(BOX, Stage.DISCHARGED, Stage.GATED_OUT);
    });

    it("tells the bill that a first container has left", async function () {
      const { bills, leave, waybill } = await networkHelpers.loadFixture(deployInside);
      await leave();
      expect((await bills.billOf(waybill)).isDeliveryBegun).to.equal(true);
    });
  });

  describe("turnAway", function () {
    it("reverts for another terminal, without a reason, and when nobody is inside", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployInside);
      const time = await now(ethers);
      await expect(as("otherTerminal").turnAway(waybill, BOX, REASON_CODE, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OtherTerminal")
        .withArgs(waybill, BOX, actors.otherTerminal.member);
      await expect(as("terminal").turnAway(waybill, BOX, "0x00000000", time)).to.be.revertedWithCustomError(
        registry,
        "ReleaseRegistry_NoReason",
      );
      await as("terminal").turnAway(waybill, BOX, REASON_CODE, time);
      await expect(as("terminal").turnAway(waybill, BOX, REASON_CODE, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotAtStage")
        .withArgs(waybill, BOX, Stage.GATED_IN, Stage.DISCHARGED);
    });

    it("keeps the right; the used proof opens nothing, a new booking does", async function () {
      const suite = await networkHelpers.loadFixture(deployInside);
      const { registry, pickUp, actors, as, read, fetchAgain, pass, signature, waybill } = suite;
      const { latestBlock } = await read();
      const time = await now(ethers);
      await expect(as("terminal").turnAway(waybill, BOX, REASON_CODE, time))
        .to.emit(registry, "TurnedAway")
        .withArgs(waybill, BOX, actors.terminal.member, REASON_CODE, time, [9n, latestBlock]);
      expect((await read()).stage).to.equal(Stage.DISCHARGED);
      expect((await read()).holder).to.equal(actors.consignee.member);
      await expect(pickUp.connect(actors.terminal.signer).gateIn(pass, signature))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_ProofUsed")
        .withArgs(waybill, BOX);
      await fetchAgain();
      expect((await read()).stage).to.equal(Stage.GATED_IN);
    });
  });

  describe("retractGateOut", function () {
    it("reverts for another terminal, without a reason, before the gate-out and after 24 hours", async function () {
      const { registry, actors, as, read, waybill } = await networkHelpers.loadFixture(deployGone);
      await expect(as("otherTerminal").retractGateOut(waybill, BOX, REASON_CODE))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OtherTerminal")
        .withArgs(waybill, BOX, actors.otherTerminal.member);
      await expect(as("terminal").retractGateOut(waybill, BOX, "0x00000000")).to.be.revertedWithCustomError(
        registry,
        "ReleaseRegistry_NoReason",
      );
      const until = (await now(ethers)) + 24n * HOUR;
      expect((await read()).retractableUntil).to.equal(until);
      await networkHelpers.time.increaseTo(until);
      await expect(as("terminal").retractGateOut(waybill, BOX, REASON_CODE))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RetractionTooLate")
        .withArgs(waybill, BOX, until);
    });

    it("puts the container back for the same right", async function () {
      const { registry, actors, as, read, leave, fetchAgain, waybill } = await networkHelpers.loadFixture(deployGone);
      const { latestBlock, leftAt } = await read();
      expect(leftAt).to.not.equal(0n);
      await expect(as("terminal").retractGateOut(waybill, BOX, REASON_CODE))
        .to.emit(registry, "GateOutRetracted")
        .withArgs(waybill, BOX, actors.terminal.member, REASON_CODE, [10n, latestBlock]);
      expect((await read()).stage).to.equal(Stage.DISCHARGED);
      expect((await read()).leftAt).to.equal(0n);
      expect((await read()).retractableUntil).to.equal(0n);
      expect((await read()).holder).to.equal(actors.consignee.member);
      await expect(as("terminal").retractGateOut(waybill, BOX, REASON_CODE))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotAtStage")
        .withArgs(waybill, BOX, Stage.GATED_OUT, Stage.DISCHARGED);
      await fetchAgain();
      await leave({ truck: OTHER_TRUCK });
      expect((await read()).stage).to.equal(Stage.GATED_OUT);
    });

    it("reverts once the container is consigned anew", async function () {
      const suite = await networkHelpers.loadFixture(deployGone);
      const { registry, as, waybill } = suite;
      const tokenId = await issueWaybill(suite, "NEXT", suite.actors.otherCarrier);
      await as("otherCarrier").openConsignment(opening(suite, [BOX], { tokenId }));
      const time = await now(ethers);
      for (const act of [
        () => as("terminal").retractGateOut(waybill, BOX, REASON_CODE),
        () => as("terminal").returnLaden(waybill, BOX, RECEIPT, time),
      ]) {
        await expect(act())
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_ContainerTaken")
          .withArgs(BOX, tokenId);
      }
    });
  });

  describe("returnLaden", function () {
    it("reverts for another terminal, without a receipt, and for a time before it left", async function () {
      const { registry, actors, as, read, waybill } = await networkHelpers.loadFixture(deployGone);
      const time = await now(ethers);
      await expect(as("otherTerminal").returnLaden(waybill, BOX, RECEIPT, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OtherTerminal")
        .withArgs(waybill, BOX, actors.otherTerminal.member);
      await expect(as("terminal").returnLaden(waybill, BOX, ethers.ZeroHash, time)).to.be.revertedWithCustomError(
        registry,
        "ReleaseRegistry_NoReason",
      );
      const { leftAt } = await read();
      await expect(as("terminal").returnLaden(waybill, BOX, RECEIPT, leftAt - 1n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_InvalidTime")
        .withArgs(leftAt - 1n, leftAt);
    });

    it("reopens pick-up for the same right", async function () {
      const { registry, actors, as, read, leave, fetchAgain, waybill } = await networkHelpers.loadFixture(deployGone);
      const { latestBlock } = await read();
      const time = await now(ethers);
      await expect(as("terminal").returnLaden(waybill, BOX, RECEIPT, time))
        .to.emit(registry, "ReturnedLaden")
        .withArgs(waybill, BOX, actors.terminal.member, RECEIPT, time, [10n, latestBlock]);
      expect((await read()).stage).to.equal(Stage.DISCHARGED);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([]);
      await fetchAgain();
      await leave({ truck: OTHER_TRUCK });
    });
  });

  describe("returnEmpty", function () {
    it("reverts for anybody but terminal and carrier, and before the container left", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployInside);
      const time = await now(ethers);
      await expect(as("haulier").returnEmpty(waybill, BOX, RECEIPT, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OtherTerminal")
        .withArgs(waybill, BOX, actors.haulier.member);
      const lifeCycle = await ethers.getContractFactory("ContainerLifeCycle");
      await expect(as("terminal").returnEmpty(waybill, BOX, RECEIPT, time))
        .to.be.revertedWithCustomError(lifeCycle, "ContainerLifeCycle_IllegalMove")
        .withArgs(BOX, Stage.GATED_IN, Stage.RETURNED_EMPTY);
    });

    for (const by of ["terminal", "carrier"] as const) {
      it(`is recorded by the ${by}, and keeps when the container had left`, async function () {
        const { registry, actors, as, read, waybill } = await networkHelpers.loadFixture(deployGone);
        const { latestBlock, leftAt } = await read();
        await networkHelpers.time.increase(HOUR);
        const time = await now(ethers);
        await expect(as(by).returnEmpty(waybill, BOX, RECEIPT, time))
          .to.emit(registry, "ReturnedEmpty")
          .withArgs(waybill, BOX, actors[by].member, RECEIPT, time, [10n, latestBlock]);
        expect((await read()).stage).to.equal(Stage.RETURNED_EMPTY);
        expect((await read()).leftAt).to.equal(leftAt);
        expect((await read()).happened).to.equal(time - (time % 60n));
      });
    }
  });
});
