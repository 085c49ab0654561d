import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { network } from "hardhat";

import {
  bringToGate,
  CHALLENGE,
  containerNumber,
  deployRelease,
  gateDomain,
  gatePass,
  GATE_PROOF_TYPES,
  NOBODY,
  now,
  opening,
  Reason,
  SEAL,
  Stage,
  truckCommitment,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const OTHER_TRUCK = truckCommitment("2-XYZ-987");

/** One container booked, with a truck at the gate. */
async function deployAtGate() {
  const suite = await deployRelease(ethers);
  const { registry, pickUp, actors, waybill } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX, OTHER_BOX]));
  const { slot, truck } = await bringToGate(suite, ethers, waybill, [BOX]);
  const as = (actor: keyof typeof actors) => pickUp.connect(actors[actor].signer);
  const atGate = { tokenId: waybill, number: BOX, slot, truck };
  return { ...suite, as, slot, truck, atGate };
}

describe("PickUp", function () {
  describe("gateIn", function () {
    it("reverts for another terminal", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const { pass, signature } = await gatePass(suite, ethers, suite.atGate);
      await expect(suite.as("otherTerminal").gateIn(pass, signature))
        .to.be.revertedWithCustomError(suite.registry, "ReleaseRegistry_OtherTerminal")
        .withArgs(suite.waybill, BOX, suite.actors.otherTerminal.member);
    });

    it("reverts with every reason while a light is red", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const { registry, actors, waybill } = suite;
      await registry.connect(actors.customs.signer).placeHold(waybill, [BOX], 1n, "0x494e5350");
      await registry.connect(actors.carrier.signer).placeHold(waybill, [BOX], 0n, "0x494e5350");
      const { pass, signature } = await gatePass(suite, ethers, suite.atGate);
      await expect(suite.as("terminal").gateIn(pass, signature))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(waybill, BOX, [Reason.CUSTOMS_HOLD, Reason.CARRIER_HOLD]);
    });

    it("reverts without a booking, and when its haulier lost the job", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const { registry, actors, waybill } = suite;
      const { pass, signature } = await gatePass(suite, ethers, suite.atGate);
      await registry.connect(actors.consignee.signer).nameHaulier(waybill, [BOX], actors.otherHaulier.address);
      expect((await registry.containerOf(waybill, BOX)).slot).to.equal(0n);
      await expect(suite.as("terminal").gateIn(pass, signature))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotBooked")
        .withArgs(waybill, BOX);
    });

    it("reverts before the slot and after it", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const { pickUp, actors, as, waybill, slot } = suite;
      const { start, duration } = await pickUp.slotOf(actors.terminal.member, slot);
      const { pass, signature } = await gatePass(suite, ethers, suite.atGate);
      await expect(as("terminal").gateIn({ ...pass, happened: start - 1n }, signature))
        .to.be.revertedWithCustomError(pickUp, "PickUp_TooEarly")
        .withArgs(waybill, BOX, start);
      await networkHelpers.time.increaseTo(start + duration);
      const late = await gatePass(suite, ethers, suite.atGate);
      await expect(as("terminal").gateIn(late.pass, late.signature))
        .to.be.revertedWithCustomError(pickUp, "PickUp_TooLate")
        .withArgs(waybill, BOX, start + duration);
    });

    it("reverts for another truck", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const truck = OTHER_TRUCK;
      const { pass, signature } = await gatePass(suite, ethers, { ...suite.atGate, truck });
      await expect(suite.as("terminal").gateIn(pass, signature))
        .to.be.revertedWithCustomError(suite.pickUp, "PickUp_WrongTruck")
        .withArgs(suite.waybill, BOX, truck);
    });

    it("reverts for a challenge that ran out, or that is valid for more than ten minutes", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const time = await now(ethers);
      for (const expiry of [time, time + 700n]) {
        const { pass, signature } = await gatePass(suite, ethers, suite.atGate, { expiry });
        await expect(suite.as("terminal").gateIn(pass, signature))
          .to.be.revertedWithCustomError(suite.pickUp, "PickUp_StaleChallenge")
          .withArgs(CHALLENGE, expiry);
      }
    });

    it("reverts for a proof by another key", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const { pass, signature } = await gatePass(suite, ethers, suite.atGate, { signer: suite.actors.haulier.signer });
      await expect(suite.as("terminal").gateIn(pass, signature))
        .to.be.revertedWithCustomError(suite.pickUp, "PickUp_WrongProof")
        .withArgs(suite.waybill, BOX, suite.actors.driver.address);
    });

    const OTHERS = {
      bill: { tokenId: 4711n },
      consignment: { consignment: 2n },
      container: { number: OTHER_BOX },
      terminal: { terminal: 1n },
      slot: { slot: 2n },
      "truck commitment": { truck: OTHER_TRUCK },
    };
    for (const [name, given] of Object.entries(OTHERS)) {
      it(`reverts for a proof of another ${name}`, async function () {
        const suite = await networkHelpers.loadFixture(deployAtGate);
        const { pass, signature } = await gatePass(suite, ethers, suite.atGate, given);
        await expect(suite.as("terminal").gateIn(pass, signature))
          .to.be.revertedWithCustomError(suite.pickUp, "PickUp_WrongProof")
          .withArgs(suite.waybill, BOX, suite.actors.driver.address);
      });
    }

    it("reverts for a proof of another challenge, expiry, chain or contract", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const domain = await gateDomain(suite, ethers);
      const { pass, signature } = await gatePass(suite, ethers, suite.atGate);
      const wrong = [
        [{ ...pass, challenge: SEAL }, signature],
        [{ ...pass, expiry: pass.expiry + 1n }, signature],
        [pass, (await gatePass(suite, ethers, suite.atGate, { domain: { ...domain, chainId: 1n } })).signature],
        [
          pass,
          (
            await gatePass(suite, ethers, suite.atGate, {
              domain: { ...domain, verifyingContract: await suite.registry.getAddress() },
            })
          ).signature,
        ],
      ] as const;
      for (const [given, proof] of wrong) {
        await expect(suite.as("terminal").gateIn(given, proof))
          .to.be.revertedWithCustomError(suite.pickUp, "PickUp_WrongProof")
          .withArgs(suite.waybill, BOX, suite.actors.driver.address);
      }
    });

    it("reverts for a time before the discharge", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const { happened } = await suite.registry.containerOf(suite.waybill, BOX);
      const { pass, signature } = await gatePass(suite, ethers, suite.atGate);
      await expect(suite.as("terminal").gateIn({ ...pass, happened: happened - 1n }, signature))
        .to.be.revertedWithCustomError(suite.registry, "ReleaseRegistry_InvalidTime")
        .withArgs(happened - 1n, happened);
    });

    it("lets in once; the proof is used up", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const { registry, pickUp, actors, as, truck, waybill } = suite;
      const { pass, signature } = await gatePass(suite, ethers, suite.atGate);
      await as("terminal").gateIn(pass, signature);
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.GATED_IN);
      expect(await pickUp.bookingOf(waybill, BOX)).to.deep.equal([actors.driver.address, truck]);
      await expect(as("terminal").gateIn(pass, signature))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_ProofUsed")
        .withArgs(waybill, BOX);
      await expect(registry.connect(actors.consignee.signer).nameHaulier(waybill, [BOX], NOBODY))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_TooLate")
        .withArgs(waybill, BOX, Stage.GATED_IN);
    });
  });

  describe("gateProofDigest", function () {
    it("is what a wallet computes", async function () {
      const suite = await networkHelpers.loadFixture(deployAtGate);
      const { proof } = await gatePass(suite, ethers, suite.atGate);
      const { tokenId, consignment, number, terminal, slot, truck, challenge, expiry } = proof;
      expect(
        await suite.pickUp.gateProofDigest(tokenId, consignment, number, terminal, slot, truck, challenge, expiry),
      ).to.equal(TypedDataEncoder.hash(await gateDomain(suite, ethers), GATE_PROOF_TYPES, { ...proof }));
    });
  });
});
