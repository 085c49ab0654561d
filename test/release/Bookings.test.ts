import { expect } from "chai";
import { network } from "hardhat";

import {
  containerNumber,
  deployRelease,
  gatePass,
  Mode,
  NOBODY,
  now,
  opening,
  openSlot,
  Stage,
  truckCommitment,
  turnGreen,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const TRUCK = truckCommitment("1-ABC-234");
const WAGON = truckCommitment("31 80 4738 001-7");
const HOUR = 3_600n;

/** A green container with a haulier, and a slot of an hour for one truck. */
async function deployNamed() {
  const suite = await deployRelease(ethers);
  const { registry, pickUp, actors, waybill } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
  await turnGreen(suite, ethers, waybill, [BOX]);
  await registry.connect(actors.carrier.signer).giveRelease(waybill, [BOX], 0n);
  await registry.connect(actors.consignee.signer).nameHaulier(waybill, [BOX], actors.haulier.address);
  const slot = await openSlot(suite, ethers, 1n, HOUR);
  const as = (actor: keyof typeof actors) => pickUp.connect(actors[actor].signer);
  const book = (at = slot, driver = actors.driver.address, truck = TRUCK) =>
    as("haulier").book(waybill, BOX, actors.terminal.member, at, driver, truck);
  const booked = async (of = slot) => (await pickUp.slotOf(actors.terminal.member, of)).booked;
  return { ...suite, as, book, booked, slot };
}

describe("PickUp", function () {
  describe("openCall", function () {
    it("reverts for trucks, which come by slots", async function () {
      const { pickUp, as } = await networkHelpers.loadFixture(deployNamed);
      await expect(as("terminal").openCall(Mode.TRUCK, await now(ethers), HOUR, 1n))
        .to.be.revertedWithCustomError(pickUp, "PickUp_WrongMode")
        .withArgs(Mode.TRUCK);
    });

    it("is a slot of a train or barge, for which the operator's own account signs", async function () {
      const suite = await networkHelpers.loadFixture(deployNamed);
      const { registry, pickUp, actors, as, book, waybill } = suite;
      const start = await now(ethers);
      await expect(as("terminal").openCall(Mode.RAIL, start, HOUR, 60n))
        .to.emit(pickUp, "SlotOpened")
        .withArgs(actors.terminal.member, 2n, Mode.RAIL, start, HOUR, 60n);
      await expect(book(2n, actors.driver.address, WAGON))
        .to.be.revertedWithCustomError(pickUp, "PickUp_OperatorSigns")
        .withArgs(actors.driver.address, actors.haulier.address);
      await book(2n, actors.haulier.address, WAGON);
      const atGate = { tokenId: waybill, number: BOX, slot: 2n, truck: WAGON };
      const { pass, signature } = await gatePass(suite, ethers, atGate, { signer: actors.haulier.signer });
      await as("terminal").gateIn(pass, signature);
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.GATED_IN);
    });
  });

  describe("cancelBooking", function () {
    it("reverts without a booking, and for anybody but the haulier", async function () {
      const { registry, actors, as, book, waybill } = await networkHelpers.loadFixture(deployNamed);
      await expect(as("haulier").cancelBooking(waybill, BOX))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotBooked")
        .withArgs(waybill, BOX);
      await book();
      for (const name of ["otherHaulier", "terminal", "outsider"] as const) {
        await expect(as(name).cancelBooking(waybill, BOX))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheHaulier")
          .withArgs(waybill, BOX, actors[name].member);
      }
    });

    it("frees the place", async function () {
      const { registry, pickUp, actors, as, book, booked, slot, waybill } =
        await networkHelpers.loadFixture(deployNamed);
      await book();
      const { latestBlock } = await registry.containerOf(waybill, BOX);
      await expect(as("haulier").cancelBooking(waybill, BOX))
        .to.emit(pickUp, "BookingEnded")
        .withArgs(waybill, BOX, actors.haulier.member, actors.terminal.member, slot, false, [8n, latestBlock]);
      expect(await booked()).to.equal(0n);
      expect((await registry.containerOf(waybill, BOX)).slot).to.equal(0n);
    });

    it("is anybody's once the haulier has lost the job", async function () {
      const { registry, actors, as, book, booked, waybill } = await networkHelpers.loadFixture(deployNamed);
      await book();
      await registry.connect(actors.consignee.signer).nameHaulier(waybill, [BOX], NOBODY);
      expect(await booked()).to.equal(1n);
      await as("outsider").cancelBooking(waybill, BOX);
      expect(await booked()).to.equal(0n);
    });
  });

  describe("reportNoShow", function () {
    it("reverts for another terminal, and before the slot is over", async function () {
      const { registry, pickUp, actors, as, book, slot, waybill } = await networkHelpers.loadFixture(deployNamed);
      await book();
      await expect(as("otherTerminal").reportNoShow(waybill, BOX))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OtherTerminal")
        .withArgs(waybill, BOX, actors.otherTerminal.member);
      const { start } = await pickUp.slotOf(actors.terminal.member, slot);
      await expect(as("terminal").reportNoShow(waybill, BOX))
        .to.be.revertedWithCustomError(pickUp, "PickUp_SlotNotOver")
        .withArgs(actors.terminal.member, slot, start + HOUR);
    });

    it("ends the booking; the haulier may book again", async function () {
      const suite = await networkHelpers.loadFixture(deployNamed);
      const { registry, pickUp, actors, as, book, booked, slot, waybill } = suite;
      await book();
      await networkHelpers.time.increase(HOUR);
      const { latestBlock } = await registry.containerOf(waybill, BOX);
      await expect(as("terminal").reportNoShow(waybill, BOX))
        .to.emit(pickUp, "BookingEnded")
        .withArgs(waybill, BOX, actors.terminal.member, actors.terminal.member, slot, true, [8n, latestBlock]);
      expect(await booked()).to.equal(0n);
      const later = await openSlot(suite, ethers, 1n, HOUR);
      await book(later, actors.driver.address, WAGON);
      expect((await registry.containerOf(waybill, BOX)).slot).to.equal(later);
    });
  });
});
