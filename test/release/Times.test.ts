import { expect } from "chai";
import { network } from "hardhat";

import {
  bringToGate,
  containerNumber,
  deployRelease,
  gatePass,
  now,
  opening,
  REASON_CODE,
  RECEIPT,
  SEAL,
  Stage,
  turnGreen,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const HOUR = 3_600n;

async function deployOpen() {
  const suite = await deployRelease(ethers);
  const { registry, actors } = suite;
  const as = (actor: keyof typeof actors) => registry.connect(actors[actor].signer);
  await as("carrier").openConsignment(opening(suite, [BOX]));
  return { ...suite, as };
}

/** A container that was let in at the 30th second of a minute, which is over. */
async function deployInside() {
  const suite = await deployOpen();
  const { pickUp, actors, waybill } = suite;
  const { slot, truck } = await bringToGate(suite, ethers, waybill, [BOX]);
  const minute = ((await now(ethers)) / 60n + 2n) * 60n;
  await networkHelpers.time.increaseTo(minute + 59n);
  const gatedIn = minute + 30n;
  const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
  await pickUp.connect(actors.terminal.signer).gateIn({ ...pass, happened: gatedIn }, signature);
  return { ...suite, truck, gatedIn };
}

describe("The order of what is stated to have happened", function () {
  it("has the terminal's release and its withdrawal after the discharge, to the minute", async function () {
    const { registry, as, waybill } = await networkHelpers.loadFixture(deployOpen);
    const time = await now(ethers);
    const minute = time - (time % 60n);
    await as("terminal").discharge(waybill, [BOX], time);
    await expect(as("terminal").releaseAtTerminal(waybill, [BOX], minute - 1n))
      .to.be.revertedWithCustomError(registry, "ReleaseRegistry_InvalidTime")
      .withArgs(minute - 1n, minute);
    await as("terminal").releaseAtTerminal(waybill, [BOX], minute);
    await expect(as("terminal").withdrawTerminalRelease(waybill, [BOX], REASON_CODE, minute - 1n))
      .to.be.revertedWithCustomError(registry, "ReleaseRegistry_InvalidTime")
      .withArgs(minute - 1n, minute);
  });

  it("leaves a release before the discharge alone", async function () {
    const { registry, as, waybill } = await networkHelpers.loadFixture(deployOpen);
    await as("terminal").releaseAtTerminal(waybill, [BOX], (await now(ethers)) - HOUR);
    expect((await registry.containerOf(waybill, BOX)).terminalReleased).to.equal(true);
  });

  it("has the gate-out after the gate-in, to the second", async function () {
    const { registry, as, truck, gatedIn, waybill } = await networkHelpers.loadFixture(deployInside);
    const inside = await registry.containerOf(waybill, BOX);
    expect([inside.happened, inside.slot]).to.deep.equal([gatedIn, 0n]);
    await expect(as("terminal").gateOut(waybill, BOX, gatedIn - 1n, truck, SEAL, RECEIPT))
      .to.be.revertedWithCustomError(registry, "ReleaseRegistry_InvalidTime")
      .withArgs(gatedIn - 1n, gatedIn);
    await as("terminal").gateOut(waybill, BOX, gatedIn, truck, SEAL, RECEIPT);
    const gone = await registry.containerOf(waybill, BOX);
    expect([gone.leftAt, gone.slot]).to.deep.equal([gatedIn - 30n, 0n]);
  });

  it("has a truck turned away after the gate-in, to the second", async function () {
    const { registry, as, gatedIn, waybill } = await networkHelpers.loadFixture(deployInside);
    await expect(as("terminal").turnAway(waybill, BOX, REASON_CODE, gatedIn - 1n))
      .to.be.revertedWithCustomError(registry, "ReleaseRegistry_InvalidTime")
      .withArgs(gatedIn - 1n, gatedIn);
    await as("terminal").turnAway(waybill, BOX, REASON_CODE, gatedIn);
    const back = await registry.containerOf(waybill, BOX);
    expect([back.stage, back.slot]).to.deep.equal([Stage.DISCHARGED, 0n]);
  });

  it("does not take what is inside the gate for newly discharged", async function () {
    const { registry, as, waybill } = await networkHelpers.loadFixture(deployInside);
    await expect(as("terminal").discharge(waybill, [BOX], await now(ethers)))
      .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotAtStage")
      .withArgs(waybill, BOX, Stage.EXPECTED, Stage.GATED_IN);
  });

  it("does not know when a clearance was given: its withdrawal may be stated to be older", async function () {
    const suite = await networkHelpers.loadFixture(deployOpen);
    const { registry, as, waybill } = suite;
    await turnGreen(suite, ethers, waybill, [BOX]);
    await as("customs").withdrawClearance(waybill, [BOX], REASON_CODE, (await now(ethers)) - HOUR);
    expect((await registry.lightsOf(waybill, BOX)).customs).to.equal(false);
  });
});
