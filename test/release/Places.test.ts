import { expect } from "chai";
import { network } from "hardhat";

import {
  bringToGate,
  containerNumber,
  DECLARATION,
  deployRelease,
  End,
  gatePass,
  issueWaybill,
  now,
  opening,
  openSlot,
  RECEIPT,
  SEAL,
  Stage,
  truckCommitment,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);

/** Two green containers, the first with the only place in a slot. */
async function deployBooked() {
  const suite = await deployRelease(ethers);
  const { registry, pickUp, actors, waybill } = suite;
  const as = (actor: keyof typeof actors) => registry.connect(actors[actor].signer);
  const slots = (actor: keyof typeof actors) => pickUp.connect(actors[actor].signer);
  await as("carrier").openConsignment(opening(suite, [BOX, OTHER_BOX]));
  await bringToGate(suite, ethers, waybill, [BOX, OTHER_BOX]);
  const slot = await openSlot(suite, ethers, 1n);
  const book = (number: string, truck: string) =>
    slots("haulier").book(waybill, number, actors.terminal.member, slot, actors.driver.address, truckCommitment(truck));
  await book(BOX, "one");
  const booked = async (of = slot) => (await pickUp.slotOf(actors.terminal.member, of)).booked;
  return { ...suite, as, slots, slot, book, booked };
}

describe("A place in a slot", function () {
  it("is held by a booking that does not stand any more until anybody frees it, and never given twice", async function () {
    const suite = await networkHelpers.loadFixture(deployBooked);
    const { registry, pickUp, actors, as, slots, slot, book, booked, waybill } = suite;
    await as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, 0n);
    await as("bank").acceptRelease(waybill, [BOX], 0n);
    expect((await registry.containerOf(waybill, BOX)).slot).to.equal(0n);
    expect(await booked()).to.equal(1n);
    await expect(book(OTHER_BOX, "two"))
      .to.be.revertedWithCustomError(pickUp, "PickUp_Overbooked")
      .withArgs(actors.terminal.member, slot, 1n);
    await expect(slots("outsider").cancelBooking(waybill, BOX)).to.emit(pickUp, "BookingEnded");
    expect(await booked()).to.equal(0n);
    await book(OTHER_BOX, "two");
    expect(await booked()).to.equal(1n);
    await expect(slots("outsider").cancelBooking(waybill, BOX))
      .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotBooked")
      .withArgs(waybill, BOX);
  });

  it("is given back by the booking of the next haulier", async function () {
    const suite = await networkHelpers.loadFixture(deployBooked);
    const { actors, as, slots, slot, booked, waybill } = suite;
    await as("consignee").nameHaulier(waybill, [BOX], actors.otherHaulier.address);
    const next = await openSlot(suite, ethers, 1n);
    const [terminal, driver] = [actors.terminal.member, actors.driver.address];
    await slots("otherHaulier").book(waybill, BOX, terminal, next, driver, truckCommitment("two"));
    expect([await booked(slot), await booked(next)]).to.deep.equal([0n, 1n]);
  });

  it("is freed before the container goes into another consignment of the bill", async function () {
    const suite = await networkHelpers.loadFixture(deployBooked);
    const { registry, as, slots, slot, booked, waybill } = suite;
    await as("customs").endOtherwise(waybill, [BOX], End.SEIZED, DECLARATION, await now(ethers));
    const open = () => as("carrier").openConsignment(opening(suite, [BOX], { consignment: 2n }));
    await expect(open())
      .to.be.revertedWithCustomError(registry, "ReleaseRegistry_PlaceHeld")
      .withArgs(waybill, BOX, slot);
    await slots("outsider").cancelBooking(waybill, BOX);
    expect(await booked()).to.equal(0n);
    await open();
  });

  it("is free for anybody to clear when the container left under another bill", async function () {
    const suite = await networkHelpers.loadFixture(deployBooked);
    const { registry, pickUp, actors, as, slots, booked, waybill } = suite;
    const second = await issueWaybill(suite, "SECOND");
    await as("carrier").openConsignment(opening(suite, [BOX], { tokenId: second }));
    const { slot, truck } = await bringToGate(suite, ethers, second, [BOX]);
    const { pass, signature } = await gatePass(suite, ethers, { tokenId: second, number: BOX, slot, truck });
    await pickUp.connect(actors.terminal.signer).gateIn(pass, signature);
    await as("terminal").gateOut(second, BOX, pass.happened, truck, SEAL, RECEIPT);
    expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.GONE_UNDER_OTHER_BILL);
    expect(await booked()).to.equal(1n);
    await slots("outsider").cancelBooking(waybill, BOX);
    expect(await booked()).to.equal(0n);
  });
});
