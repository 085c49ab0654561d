import { expect } from "chai";
import { toBeHex } from "ethers";
import { network } from "hardhat";

import { assertion, newPasskey, PRESENT } from "../support/passkeys.js";
import {
  containerNumber,
  deployRelease,
  gatePass,
  opening,
  openSlot,
  Stage,
  truckCommitment,
  turnGreen,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const TRUCK = truckCommitment("1-ABC-234");

/** A green container booked for a driver of the test's choice. */
async function deployBooked() {
  const suite = await deployRelease(ethers);
  const { registry, pickUp, actors, waybill } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
  await turnGreen(suite, ethers, waybill, [BOX]);
  await registry.connect(actors.carrier.signer).giveRelease(waybill, [BOX], 0n);
  await registry.connect(actors.consignee.signer).nameHaulier(waybill, [BOX], actors.haulier.address);
  const slot = await openSlot(suite, ethers, 1n);
  const book = (driver: string) =>
    pickUp.connect(actors.haulier.signer).book(waybill, BOX, actors.terminal.member, slot, driver, TRUCK);
  const gate = pickUp.connect(actors.terminal.signer);
  const pass = () => gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck: TRUCK });
  const digestOf = async ({ proof }: Awaited<ReturnType<typeof pass>>) =>
    pickUp.gateProofDigest(
      proof.tokenId,
      proof.consignment,
      proof.number,
      proof.terminal,
      proof.slot,
      proof.truck,
      proof.challenge,
      proof.expiry,
    );
  const stage = async () => (await registry.containerOf(waybill, BOX)).stage;
  return { ...suite, book, gate, pass, digestOf, stage };
}

describe("PickUp", function () {
  describe("gateIn with a smart account (ERC-1271)", function () {
    it("reverts for a signature that the account does not own to", async function () {
      const { pickUp, actors, book, gate, pass, waybill } = await networkHelpers.loadFixture(deployBooked);
      const account = await ethers.deployContract("SmartAccount", [actors.haulier.address]);
      await book(await account.getAddress());
      const { pass: given, signature } = await pass();
      await expect(gate.gateIn(given, signature))
        .to.be.revertedWithCustomError(pickUp, "PickUp_WrongProof")
        .withArgs(waybill, BOX, await account.getAddress());
    });

    it("lets in whom the account owns to", async function () {
      const { actors, book, gate, pass, stage } = await networkHelpers.loadFixture(deployBooked);
      const account = await ethers.deployContract("SmartAccount", [actors.driver.address]);
      await book(await account.getAddress());
      const { pass: given, signature } = await pass();
      await gate.gateIn(given, signature);
      expect(await stage()).to.equal(Stage.GATED_IN);
    });

    it("reverts for a malformed or malleable signature", async function () {
      const { pickUp, actors, book, gate, pass, waybill } = await networkHelpers.loadFixture(deployBooked);
      await book(actors.driver.address);
      const { pass: given, signature } = await pass();
      const { r, s, v } = ethers.Signature.from(signature);
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const malleable = ethers.concat([r, toBeHex(order - BigInt(s), 32), toBeHex(v === 27 ? 28 : 27)]);
      for (const wrong of [signature.slice(0, -2), "0x", malleable]) {
        await expect(gate.gateIn(given, wrong))
          .to.be.revertedWithCustomError(pickUp, "PickUp_WrongProof")
          .withArgs(waybill, BOX, actors.driver.address);
      }
    });
  });

  describe("gateInWithPasskey", function () {
    const passkey = newPasskey();
    const { qx, qy } = passkey;

    it("reverts for another key than the booked one", async function () {
      const { pickUp, book, gate, pass, digestOf, waybill } = await networkHelpers.loadFixture(deployBooked);
      const booked = await pickUp.keyAccount(qx, qy);
      await book(booked);
      const given = await pass();
      const other = newPasskey();
      const proof = assertion(other.privateKey, await digestOf(given));
      await expect(gate.gateInWithPasskey(given.pass, other.qx, other.qy, proof))
        .to.be.revertedWithCustomError(pickUp, "PickUp_WrongProof")
        .withArgs(waybill, BOX, booked);
      await expect(gate.gateInWithPasskey(given.pass, qx, qy, proof))
        .to.be.revertedWithCustomError(pickUp, "PickUp_WrongProof")
        .withArgs(waybill, BOX, booked);
    });

    it("reverts for another challenge, and without user verification", async function () {
      const { pickUp, book, gate, pass, digestOf, waybill } = await networkHelpers.loadFixture(deployBooked);
      const booked = await pickUp.keyAccount(qx, qy);
      await book(booked);
      const given = await pass();
      const wrong = [
        assertion(passkey.privateKey, ethers.id("another challenge")),
        assertion(passkey.privateKey, await digestOf(given), PRESENT),
      ];
      for (const proof of wrong) {
        await expect(gate.gateInWithPasskey(given.pass, qx, qy, proof))
          .to.be.revertedWithCustomError(pickUp, "PickUp_WrongProof")
          .withArgs(waybill, BOX, booked);
      }
    });

    it("lets in the driver with the booked passkey", async function () {
      const { pickUp, book, gate, pass, digestOf, stage } = await networkHelpers.loadFixture(deployBooked);
      await book(await pickUp.keyAccount(qx, qy));
      const given = await pass();
      const proof = assertion(passkey.privateKey, await digestOf(given));
      await expect(gate.gateInWithPasskey(given.pass, qx, qy, proof)).to.emit(pickUp, "GatedIn");
      expect(await stage()).to.equal(Stage.GATED_IN);
    });

    it("is booked under the last 20 bytes of its key's hash", async function () {
      const { pickUp } = await networkHelpers.loadFixture(deployBooked);
      const expected = "0x" + ethers.keccak256(ethers.concat([qx, qy])).slice(-40);
      expect(await pickUp.keyAccount(qx, qy)).to.equal(ethers.getAddress(expected));
    });
  });
});
