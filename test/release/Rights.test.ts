import { expect } from "chai";
import { network } from "hardhat";

import {
  Authority,
  ChargeKind,
  containerNumber,
  deployRelease,
  issueStraight,
  NOBODY,
  now,
  opening,
  openSlot,
  Reason,
  RoleBit,
  truckCommitment,
  turnGreen,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const DAY = 86_400n;

/** Two green containers, for which nobody has a release right yet. */
async function deployGreen() {
  const suite = await deployRelease(ethers);
  const as = (actor: keyof typeof suite.actors) => suite.registry.connect(suite.actors[actor].signer);
  await as("carrier").openConsignment(opening(suite, [BOX, OTHER_BOX]));
  await turnGreen(suite, ethers, suite.waybill, [BOX, OTHER_BOX]);
  const rightOf = async (number: string) => {
    const { holder, offeredTo, offerExpiry, validUntil, haulier } = await suite.registry.containerOf(
      suite.waybill,
      number,
    );
    return { holder, offeredTo, offerExpiry, validUntil, haulier };
  };
  return { ...suite, as, rightOf, time: await now(ethers) };
}

/** The same, with the consignee holding the right to both. */
async function deployGiven() {
  const suite = await deployGreen();
  await suite.as("carrier").giveRelease(suite.waybill, [BOX, OTHER_BOX], 0n);
  return suite;
}

const NO_OFFER = { offeredTo: 0n, offerExpiry: 0n };
const FREE = { ...NO_OFFER, validUntil: 0n, haulier: 0n };
const block = async () => BigInt(await ethers.provider.getBlockNumber());

describe("ReleaseRegistry", function () {
  describe("giveRelease", function () {
    it("reverts for anybody but the carrier", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployGreen);
      for (const name of ["consignee", "otherCarrier", "outsider"] as const) {
        await expect(as(name).giveRelease(waybill, [BOX], 0n))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
          .withArgs(waybill, Authority.CARRIER, actors[name].address);
      }
    });

    it("reverts while light 1 or 2 is red, and says which", async function () {
      const suite = await networkHelpers.loadFixture(deployGreen);
      const { registry, charges, token, actors, as } = suite;
      const tokenId = await issueStraight(suite, "STRAIGHT1");
      const box = containerNumber(3);
      await as("carrier").openConsignment(opening(suite, [box], { tokenId }));
      await charges.connect(actors.carrier.signer).raise({
        tokenId,
        consignment: 1n,
        number: box,
        creditor: Authority.CARRIER,
        kind: ChargeKind.FREIGHT_COLLECT,
        token: await token.getAddress(),
        amount: 1n,
        arbiter: actors.bank.address,
      });
      await expect(as("carrier").giveRelease(tokenId, [box], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(tokenId, box, [Reason.DOCUMENT, Reason.CARRIER_CHARGES]);
    });

    it("reverts if the party entitled is not active", async function () {
      const { registry, consortium, actors, as, waybill } = await networkHelpers.loadFixture(deployGreen);
      await consortium.suspend(actors.consignee.member);
      await expect(as("carrier").giveRelease(waybill, [BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RecipientNotPermitted")
        .withArgs(actors.consignee.member, actors.consignee.address);
    });

    it("reverts for a right that was given already", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployGiven);
      await expect(as("carrier").giveRelease(waybill, [OTHER_BOX, BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RightGiven")
        .withArgs(waybill, OTHER_BOX, actors.consignee.member);
    });

    it("reverts for a limit in the past", async function () {
      const { registry, as, time, waybill } = await networkHelpers.loadFixture(deployGreen);
      await expect(as("carrier").giveRelease(waybill, [BOX], time - 1n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_InvalidValidity")
        .withArgs(time - 1n, 0n);
    });

    it("gives the right to the party entitled", async function () {
      const { registry, actors, as, rightOf, waybill } = await networkHelpers.loadFixture(deployGreen);
      const previous = await block();
      await expect(as("carrier").giveRelease(waybill, [BOX, OTHER_BOX], 0n))
        .to.emit(registry, "ReleaseGiven")
        .withArgs(waybill, BOX, actors.consignee.member, actors.carrier.member, 0n, actors.carrier.address, [
          5n,
          previous,
        ]);
      for (const number of [BOX, OTHER_BOX]) {
        expect(await rightOf(number)).to.deep.equal({ holder: actors.consignee.member, ...FREE });
      }
    });

    it("lets a limited right run out, and be given again", async function () {
      const { registry, actors, as, rightOf, time, waybill } = await networkHelpers.loadFixture(deployGreen);
      await as("carrier").giveRelease(waybill, [BOX], time + DAY);
      expect((await rightOf(BOX)).validUntil).to.equal(time + DAY);
      await as("consignee").nameHaulier(waybill, [BOX], actors.haulier.address);
      await networkHelpers.time.increaseTo(time + DAY);
      expect(await registry.mayLeave(waybill, BOX)).to.equal(true);
      await networkHelpers.time.increaseTo(time + DAY + 1n);
      expect(await rightOf(BOX)).to.deep.equal({ holder: 0n, ...FREE });
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.NO_RELEASE_RIGHT]);
      await expect(as("consignee").nameHaulier(waybill, [BOX], actors.otherHaulier.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NamesNoHaulier")
        .withArgs(waybill, BOX, actors.consignee.address);

      const { latestBlock } = await registry.containerOf(waybill, BOX);
      const again = as("carrier").giveRelease(waybill, [BOX], 0n);
      await expect(again)
        .to.emit(registry, "ReleaseLapsed")
        .withArgs(waybill, BOX, 0n, actors.consignee.member, time + DAY, [7n, latestBlock]);
      await expect(again).to.emit(registry, "ReleaseGiven");
      expect(await rightOf(BOX)).to.deep.equal({ holder: actors.consignee.member, ...FREE });
    });
  });

  describe("nameHaulier", function () {
    it("reverts before a right was given, and for who does not hold it", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployGreen);
      await expect(as("consignee").nameHaulier(waybill, [BOX], actors.haulier.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NamesNoHaulier")
        .withArgs(waybill, BOX, actors.consignee.address);
      await as("carrier").giveRelease(waybill, [BOX], 0n);
      await expect(as("carrier").nameHaulier(waybill, [BOX], actors.haulier.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NamesNoHaulier")
        .withArgs(waybill, BOX, actors.carrier.address);
    });

    it("reverts for who is no active haulier, and without a change", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployGiven);
      for (const name of ["forwarder", "outsider"] as const) {
        await expect(as("consignee").nameHaulier(waybill, [BOX], actors[name].address))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_PartyNotPermitted")
          .withArgs(actors[name].address, RoleBit.HAULIER);
      }
      await expect(as("consignee").nameHaulier(waybill, [BOX], NOBODY))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoChange")
        .withArgs(waybill, BOX);
    });

    it("names, replaces and revokes", async function () {
      const { registry, actors, as, rightOf, waybill } = await networkHelpers.loadFixture(deployGiven);
      for (const haulier of [actors.haulier, actors.otherHaulier, { address: NOBODY, member: 0n }]) {
        await expect(as("consignee").nameHaulier(waybill, [BOX], haulier.address))
          .to.emit(registry, "HaulierNamed")
          .withArgs(
            waybill,
            BOX,
            haulier.member,
            actors.consignee.member,
            ([, previous]: [bigint, bigint]) => previous > 0n,
          );
        expect((await rightOf(BOX)).haulier).to.equal(haulier.member);
      }
    });

    /** The carrier's haulier with a booking, for a right that is good for two days. */
    async function deployCarriers() {
      const suite = await deployGreen();
      const { pickUp, actors, as, time, waybill } = suite;
      const box = containerNumber(3);
      await as("carrier").openConsignment(opening(suite, [box], { consignment: 2n, carrierHaulage: true }));
      await turnGreen(suite, ethers, waybill, [box]);
      await as("carrier").giveRelease(waybill, [box], time + 2n * DAY);
      await as("carrier").nameHaulier(waybill, [box], actors.otherHaulier.address);
      await as("otherHaulier").passJob(waybill, [box], actors.haulier.address);
      const slot = await openSlot(suite, ethers, 1n);
      await pickUp
        .connect(actors.haulier.signer)
        .book(waybill, box, actors.terminal.member, slot, actors.driver.address, truckCommitment("one"));
      const haulage = async () => {
        const { haulier, isJobPassed, slot: booked } = await suite.registry.containerOf(waybill, box);
        return { haulier, isJobPassed, booked };
      };
      return { ...suite, box, slot, haulage };
    }

    it("leaves the carrier's haulier and its booking standing when the right passes on, and returns", async function () {
      const suite = await networkHelpers.loadFixture(deployCarriers);
      const { registry, actors, as, time, waybill, box, slot, haulage } = suite;
      const standing = { haulier: actors.haulier.member, isJobPassed: true, booked: slot };
      await as("consignee").offerRelease(waybill, [box], actors.bank.address, 0n, time + DAY);
      await as("bank").acceptRelease(waybill, [box], time + DAY);
      expect((await registry.containerOf(waybill, box)).holder).to.equal(actors.bank.member);
      expect(await haulage()).to.deep.equal(standing);
      await networkHelpers.time.increaseTo(time + DAY + 1n);
      expect((await registry.containerOf(waybill, box)).holder).to.equal(actors.consignee.member);
      expect(await haulage()).to.deep.equal(standing);
      // Back with the carrier, nobody has a right, and nobody comes.
      await networkHelpers.time.increaseTo(time + 2n * DAY + 1n);
      expect(await haulage()).to.deep.equal({ haulier: 0n, isJobPassed: false, booked: 0n });
    });

    it("is the carrier's under carrier haulage", async function () {
      const suite = await networkHelpers.loadFixture(deployGreen);
      const { registry, actors, as, waybill } = suite;
      const box = containerNumber(3);
      await as("carrier").openConsignment(opening(suite, [box], { consignment: 2n, carrierHaulage: true }));
      await as("carrier").giveRelease(waybill, [box], 0n);
      await expect(as("consignee").nameHaulier(waybill, [box], actors.haulier.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NamesNoHaulier")
        .withArgs(waybill, box, actors.consignee.address);
      await as("carrier").nameHaulier(waybill, [box], actors.haulier.address);
      expect((await registry.containerOf(waybill, box)).haulier).to.equal(actors.haulier.member);
    });
  });
});
