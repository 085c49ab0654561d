import { expect } from "chai";
import { network } from "hardhat";

import { storageOf } from "../support/layout.js";
import {
  containerNumber,
  deployRelease,
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
const OTHER_BOX = containerNumber(2);
const TRUCK = truckCommitment("1-ABC-234");
const OTHER_TRUCK = truckCommitment("2-XYZ-987");
const NO_TRUCK = "0x000000000000000000000000";
const HOUR = 3_600n;

/** Two green containers, a haulier named for both, a slot for one; nothing is booked. */
async function deployNamed() {
  const suite = await deployRelease(ethers);
  const { registry, pickUp, actors, waybill } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX, OTHER_BOX]));
  await turnGreen(suite, ethers, waybill, [BOX, OTHER_BOX]);
  await registry.connect(actors.carrier.signer).giveRelease(waybill, [BOX, OTHER_BOX], 0n);
  await registry.connect(actors.consignee.signer).nameHaulier(waybill, [BOX, OTHER_BOX], actors.haulier.address);
  const slot = await openSlot(suite, ethers, 1n, HOUR);
  const as = (actor: keyof typeof actors) => pickUp.connect(actors[actor].signer);
  const book = (number: string, at = slot, truck = TRUCK, by: keyof typeof actors = "haulier") =>
    as(by).book(waybill, number, actors.terminal.member, at, actors.driver.address, truck);
  return { ...suite, as, book, slot };
}

describe("PickUp", function () {
  describe("openSlot", function () {
    it("reverts for who is no active terminal", async function () {
      const { pickUp, consortium, actors, as } = await networkHelpers.loadFixture(deployNamed);
      const time = await now(ethers);
      await expect(as("haulier").openSlot(time, HOUR, 1n))
        .to.be.revertedWithCustomError(pickUp, "PickUp_NotATerminal")
        .withArgs(actors.haulier.address);
      await expect(as("outsider").openSlot(time, HOUR, 1n))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(actors.outsider.address, 0n);
    });

    it("reverts when the terminal has no number left", async function () {
      const { pickUp, actors, as } = await networkHelpers.loadFixture(deployNamed);
      const { storage } = await storageOf("PickUp");
      const count = storage.find(({ label }) => label === "slotCount");
      const place = ethers.solidityPackedKeccak256(["uint256", "uint256"], [actors.terminal.member, count?.slot]);
      await networkHelpers.setStorageAt(await pickUp.getAddress(), place, 2n ** 24n - 1n);
      expect(await pickUp.slotCount(actors.terminal.member)).to.equal(2n ** 24n - 1n);
      await expect(as("terminal").openSlot(await now(ethers), HOUR, 1n))
        .to.be.revertedWithCustomError(pickUp, "PickUp_NoSlotNumberLeft")
        .withArgs(actors.terminal.member);
    });

    it("reverts for a slot that is over, too far, too short, too long or without room", async function () {
      const { pickUp, as } = await networkHelpers.loadFixture(deployNamed);
      const time = await now(ethers);
      const wrong = [
        [time - HOUR, HOUR, 1n],
        [time + 400n * 24n * HOUR, HOUR, 1n],
        [time, 59n, 1n],
        [time, 8n * 24n * HOUR, 1n],
        [time, HOUR, 0n],
      ] as const;
      for (const slot of wrong) {
        await expect(as("terminal").openSlot(...slot))
          .to.be.revertedWithCustomError(pickUp, "PickUp_InvalidSlot")
          .withArgs(...slot);
      }
    });

    it("numbers the slots of each terminal from 1", async function () {
      const { pickUp, actors, as } = await networkHelpers.loadFixture(deployNamed);
      const time = await now(ethers);
      await expect(as("otherTerminal").openSlot(time, HOUR, 3n))
        .to.emit(pickUp, "SlotOpened")
        .withArgs(actors.otherTerminal.member, 1n, Mode.TRUCK, time, HOUR, 3n);
      await expect(as("terminal").openSlot(time, HOUR, 3n))
        .to.emit(pickUp, "SlotOpened")
        .withArgs(actors.terminal.member, 2n, Mode.TRUCK, time, HOUR, 3n);
      expect(await pickUp.slotOf(actors.terminal.member, 2n)).to.deep.equal([time, HOUR, 3n, 0n, Mode.TRUCK]);
      expect(await pickUp.slotCount(actors.terminal.member)).to.equal(2n);
    });
  });

  describe("book", function () {
    it("reverts without driver or truck", async function () {
      const { pickUp, actors, as, slot, waybill, book } = await networkHelpers.loadFixture(deployNamed);
      await expect(as("haulier").book(waybill, BOX, actors.terminal.member, slot, NOBODY, TRUCK))
        .to.be.revertedWithCustomError(pickUp, "PickUp_NoDriverOrTruck")
        .withArgs(NOBODY, TRUCK);
      await expect(book(BOX, slot, NO_TRUCK))
        .to.be.revertedWithCustomError(pickUp, "PickUp_NoDriverOrTruck")
        .withArgs(actors.driver.address, NO_TRUCK);
    });

    it("reverts for another haulier", async function () {
      const { registry, actors, slot, waybill, book } = await networkHelpers.loadFixture(deployNamed);
      await expect(book(BOX, slot, TRUCK, "otherHaulier"))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheHaulier")
        .withArgs(waybill, BOX, actors.otherHaulier.member);
    });

    it("reverts for a slot at another terminal, and for one that is not there", async function () {
      const { registry, pickUp, actors, as, waybill, book } = await networkHelpers.loadFixture(deployNamed);
      await as("otherTerminal").openSlot(await now(ethers), HOUR, 1n);
      await expect(as("haulier").book(waybill, BOX, actors.otherTerminal.member, 1n, actors.driver.address, TRUCK))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OtherTerminal")
        .withArgs(waybill, BOX, actors.otherTerminal.member);
      await expect(book(BOX, 7n))
        .to.be.revertedWithCustomError(pickUp, "PickUp_NoSuchSlot")
        .withArgs(actors.terminal.member, 7n);
    });

    it("reverts when the slot is full, and when it is over", async function () {
      const { pickUp, actors, slot, book } = await networkHelpers.loadFixture(deployNamed);
      await book(BOX);
      await expect(book(OTHER_BOX))
        .to.be.revertedWithCustomError(pickUp, "PickUp_Overbooked")
        .withArgs(actors.terminal.member, slot, 1n);
      const { start, duration } = await pickUp.slotOf(actors.terminal.member, slot);
      await networkHelpers.time.increaseTo(start + duration);
      await expect(book(OTHER_BOX))
        .to.be.revertedWithCustomError(pickUp, "PickUp_SlotOver")
        .withArgs(actors.terminal.member, slot, start + duration);
    });

    it("reverts for the commitment of the booking before: the salt must be new", async function () {
      const { pickUp, book } = await networkHelpers.loadFixture(deployNamed);
      await book(BOX);
      await expect(book(BOX)).to.be.revertedWithCustomError(pickUp, "PickUp_TruckCommitmentUsed").withArgs(TRUCK);
    });

    it("reverts before discharge", async function () {
      const suite = await networkHelpers.loadFixture(deployNamed);
      const { registry, actors, as, slot, waybill } = suite;
      const box = containerNumber(3);
      await registry.connect(actors.carrier.signer).addContainers(waybill, 1n, [box]);
      await registry.connect(actors.carrier.signer).giveRelease(waybill, [box], 0n);
      await registry.connect(actors.consignee.signer).nameHaulier(waybill, [box], actors.haulier.address);
      await expect(as("haulier").book(waybill, box, actors.terminal.member, slot, actors.driver.address, TRUCK))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotBookable")
        .withArgs(waybill, box, Stage.EXPECTED);
    });

    it("takes a place; a new booking gives the old one back", async function () {
      const suite = await networkHelpers.loadFixture(deployNamed);
      const { registry, pickUp, actors, slot, waybill, book } = suite;
      const { latestBlock } = await registry.containerOf(waybill, BOX);
      await expect(book(BOX))
        .to.emit(pickUp, "PickUpBooked")
        .withArgs(
          waybill,
          BOX,
          actors.haulier.member,
          actors.terminal.member,
          slot,
          actors.driver.address,
          TRUCK,
          actors.haulier.address,
          [7n, latestBlock],
        );
      expect((await registry.containerOf(waybill, BOX)).slot).to.equal(slot);
      expect(await pickUp.bookingOf(waybill, BOX)).to.deep.equal([actors.driver.address, TRUCK]);
      const booked = async (of: bigint) => (await pickUp.slotOf(actors.terminal.member, of)).booked;
      expect(await booked(slot)).to.equal(1n);

      const later = await openSlot(suite, ethers, 1n, HOUR);
      await book(BOX, later, OTHER_TRUCK);
      expect(await booked(slot)).to.equal(0n);
      expect(await booked(later)).to.equal(1n);
    });
  });
});
