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

  describe("offerRelease", function () {
    it("reverts for who does not hold the right", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployGiven);
      for (const name of ["forwarder", "carrier", "shipper"] as const) {
        await expect(as(name).offerRelease(waybill, [BOX], actors.bank.address, 0n, 0n))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotHolder")
          .withArgs(waybill, BOX, actors[name].address);
      }
    });

    it("reverts for a suspended holder", async function () {
      const { consortium, actors, as, waybill } = await networkHelpers.loadFixture(deployGiven);
      await consortium.suspend(actors.consignee.member);
      await expect(as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, 0n))
        .to.be.revertedWithCustomError(consortium, "Consortium_NotActive")
        .withArgs(actors.consignee.address, 2n);
    });

    it("reverts for a recipient who may hold no right", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployGiven);
      for (const name of ["outsider", "haulier", "terminal"] as const) {
        await expect(as("consignee").offerRelease(waybill, [BOX], actors[name].address, 0n, 0n))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RecipientNotPermitted")
          .withArgs(actors[name].member, actors[name].address);
      }
      await expect(as("consignee").offerRelease(waybill, [BOX], actors.consignee.address, 0n, 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RecipientIsSelf")
        .withArgs(waybill, BOX);
    });

    it("reverts while another offer stands, not after it has expired", async function () {
      const { registry, actors, as, rightOf, time, waybill } = await networkHelpers.loadFixture(deployGiven);
      await as("consignee").offerRelease(waybill, [BOX], actors.forwarder.address, time + DAY, 0n);
      await expect(as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OnOffer")
        .withArgs(waybill, BOX, actors.forwarder.member);
      await networkHelpers.time.increaseTo(time + DAY + 1n);
      await as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, 0n);
      expect((await rightOf(BOX)).offeredTo).to.equal(actors.bank.member);
    });

    it("reverts for limits in the past, and for a right that outlives the giver's", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployGreen);
      await as("carrier").giveRelease(waybill, [BOX], time + DAY);
      await expect(as("consignee").offerRelease(waybill, [BOX], actors.bank.address, time - 1n, 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OfferExpired")
        .withArgs(waybill, BOX, time - 1n);
      await expect(as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 2n ** 32n, 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OfferExpired")
        .withArgs(waybill, BOX, 2n ** 32n);
      await expect(as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, time + DAY + 1n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_InvalidValidity")
        .withArgs(time + DAY + 1n, time + DAY);
    });

    it("offers; the right stays until it is accepted", async function () {
      const { registry, actors, as, rightOf, time, waybill } = await networkHelpers.loadFixture(deployGiven);
      const previous = await block();
      await expect(as("consignee").offerRelease(waybill, [BOX], actors.forwarder.address, time + DAY, 0n))
        .to.emit(registry, "ReleaseOffered")
        .withArgs(waybill, BOX, actors.forwarder.member, actors.consignee.member, time + DAY, 0n, [6n, previous]);
      expect(await rightOf(BOX)).to.deep.equal({
        holder: actors.consignee.member,
        offeredTo: actors.forwarder.member,
        offerExpiry: time + DAY,
        validUntil: 0n,
        haulier: 0n,
      });
    });
  });

  describe("acceptRelease", function () {
    it("reverts for who was offered nothing, and when the offer has expired", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployGiven);
      await expect(as("bank").acceptRelease(waybill, [BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotOffered")
        .withArgs(waybill, BOX, actors.bank.address);
      await as("consignee").offerRelease(waybill, [BOX], actors.bank.address, time + DAY, 0n);
      await networkHelpers.time.increaseTo(time + DAY + 1n);
      await expect(as("bank").acceptRelease(waybill, [BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OfferExpired")
        .withArgs(waybill, BOX, time + DAY);
    });

    it("reverts when the right on offer has run out before it was accepted", async function () {
      const { registry, actors, as, rightOf, time, waybill } = await networkHelpers.loadFixture(deployGiven);
      await as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, time + DAY);
      await networkHelpers.time.increaseTo(time + DAY + 1n);
      await expect(as("bank").acceptRelease(waybill, [BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OfferExpired")
        .withArgs(waybill, BOX, time + DAY);
      await as("consignee").offerRelease(waybill, [BOX], actors.forwarder.address, 0n, 0n);
      expect((await rightOf(BOX)).offeredTo).to.equal(actors.forwarder.member);
    });

    it("passes the right on for good, and drops the haulier", async function () {
      const { registry, actors, as, rightOf, waybill } = await networkHelpers.loadFixture(deployGiven);
      await as("consignee").nameHaulier(waybill, [BOX], actors.haulier.address);
      await as("consignee").offerRelease(waybill, [BOX, OTHER_BOX], actors.bank.address, 0n, 0n);
      const previous = await block();
      await expect(as("bank").acceptRelease(waybill, [BOX, OTHER_BOX], 0n))
        .to.emit(registry, "ReleaseAccepted")
        .withArgs(waybill, BOX, actors.bank.member, actors.consignee.member, actors.bank.address, [8n, previous]);
      expect(await rightOf(BOX)).to.deep.equal({ holder: actors.bank.member, ...FREE });
      expect(await rightOf(OTHER_BOX)).to.deep.equal({ holder: actors.bank.member, ...FREE });
      await expect(as("consignee").withdrawOffer(waybill, [BOX]))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotHolder")
        .withArgs(waybill, BOX, actors.consignee.address);
    });

    it("reverts if the offer was made anew on other terms than those that are accepted", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployGiven);
      await as("consignee").offerRelease(waybill, [BOX, OTHER_BOX], actors.bank.address, 0n, time + 5n * DAY);
      await as("consignee").withdrawOffer(waybill, [OTHER_BOX]);
      await as("consignee").offerRelease(waybill, [OTHER_BOX], actors.bank.address, 0n, time + DAY);
      expect((await registry.containerOf(waybill, OTHER_BOX)).offeredUntil).to.equal(time + DAY);
      for (const named of [time + 5n * DAY, 0n]) {
        await expect(as("bank").acceptRelease(waybill, [OTHER_BOX], named))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OtherTerms")
          .withArgs(waybill, OTHER_BOX, time + DAY);
      }
      // Nor one of many.
      await expect(as("bank").acceptRelease(waybill, [BOX, OTHER_BOX], time + 5n * DAY))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OtherTerms")
        .withArgs(waybill, OTHER_BOX, time + DAY);
      await as("bank").acceptRelease(waybill, [BOX], time + 5n * DAY);
      await as("bank").acceptRelease(waybill, [OTHER_BOX], time + DAY);
    });

    it("names the limit of who gives it, if the offer has none of its own", async function () {
      const { registry, actors, as, rightOf, time, waybill } = await networkHelpers.loadFixture(deployGreen);
      await as("carrier").giveRelease(waybill, [BOX], time + 3n * DAY);
      expect((await registry.containerOf(waybill, BOX)).offeredUntil).to.equal(0n);
      await as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, 0n);
      expect((await registry.containerOf(waybill, BOX)).offeredUntil).to.equal(time + 3n * DAY);
      await expect(as("bank").acceptRelease(waybill, [BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_OtherTerms")
        .withArgs(waybill, BOX, time + 3n * DAY);
      await as("bank").acceptRelease(waybill, [BOX], time + 3n * DAY);
      expect((await rightOf(BOX)).validUntil).to.equal(time + 3n * DAY);
    });

    it("leaves a right that was handed back to its giver with it for good", async function () {
      const { registry, actors, as, rightOf, time, waybill } = await networkHelpers.loadFixture(deployGiven);
      await as("consignee").offerRelease(waybill, [BOX], actors.forwarder.address, 0n, time + DAY);
      await as("forwarder").acceptRelease(waybill, [BOX], time + DAY);
      await as("forwarder").offerRelease(waybill, [BOX], actors.consignee.address, 0n, 0n);
      expect((await registry.containerOf(waybill, BOX)).offeredUntil).to.equal(0n);
      await as("consignee").acceptRelease(waybill, [BOX], 0n);
      await as("consignee").nameHaulier(waybill, [BOX], actors.haulier.address);
      await networkHelpers.time.increaseTo(time + DAY + 1n);
      expect(await rightOf(BOX)).to.deep.equal({
        ...FREE,
        holder: actors.consignee.member,
        haulier: actors.haulier.member,
      });
      await expect(as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, 0n)).not.to.emit(
        registry,
        "ReleaseLapsed",
      );
    });

    it("keeps the limits of others when a right comes back to one who gave it further out", async function () {
      const { actors, as, rightOf, time, waybill } = await networkHelpers.loadFixture(deployGiven);
      await as("consignee").offerRelease(waybill, [BOX], actors.forwarder.address, 0n, time + 2n * DAY);
      await as("forwarder").acceptRelease(waybill, [BOX], time + 2n * DAY);
      await as("forwarder").offerRelease(waybill, [BOX], actors.bank.address, 0n, time + DAY);
      await as("bank").acceptRelease(waybill, [BOX], time + DAY);
      await as("bank").offerRelease(waybill, [BOX], actors.consignee.address, 0n, 0n);
      await as("consignee").acceptRelease(waybill, [BOX], time + DAY);
      // The forwarder has lent it to the bank for a day: after that it has it again.
      await networkHelpers.time.increaseTo(time + DAY + 1n);
      expect(await rightOf(BOX)).to.include({ holder: actors.forwarder.member, validUntil: time + 2n * DAY });
      await networkHelpers.time.increaseTo(time + 2n * DAY + 1n);
      expect(await rightOf(BOX)).to.deep.equal({ ...FREE, holder: actors.consignee.member });
    });

    it("returns limited rights link by link", async function () {
      const { registry, actors, as, rightOf, time, waybill } = await networkHelpers.loadFixture(deployGreen);
      await as("carrier").giveRelease(waybill, [BOX], time + 3n * DAY);
      await as("consignee").offerRelease(waybill, [BOX], actors.forwarder.address, 0n, time + 2n * DAY);
      await as("forwarder").acceptRelease(waybill, [BOX], time + 2n * DAY);
      await as("forwarder").offerRelease(waybill, [BOX], actors.bank.address, 0n, time + DAY);
      await as("bank").acceptRelease(waybill, [BOX], time + DAY);
      expect((await rightOf(BOX)).holder).to.equal(actors.bank.member);
      await networkHelpers.time.increaseTo(time + DAY + 1n);
      expect(await rightOf(BOX)).to.deep.equal({
        ...FREE,
        holder: actors.forwarder.member,
        validUntil: time + 2n * DAY,
      });
      await networkHelpers.time.increaseTo(time + 2n * DAY + 1n);
      const { latestBlock } = await registry.containerOf(waybill, BOX);
      const offered = as("consignee").offerRelease(waybill, [BOX], actors.shipper.address, 0n, 0n);
      await expect(offered)
        .to.emit(registry, "ReleaseLapsed")
        .withArgs(waybill, BOX, actors.forwarder.member, actors.bank.member, time + DAY, [10n, latestBlock]);
      await expect(offered)
        .to.emit(registry, "ReleaseLapsed")
        .withArgs(waybill, BOX, actors.consignee.member, actors.forwarder.member, time + 2n * DAY, [
          11n,
          await block(),
        ]);
    });
  });

  describe("declineRelease and withdrawOffer", function () {
    it("end the offer and leave the right where it was", async function () {
      const { registry, actors, as, rightOf, waybill } = await networkHelpers.loadFixture(deployGiven);
      await expect(as("consignee").withdrawOffer(waybill, [BOX]))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotOffered")
        .withArgs(waybill, BOX, actors.consignee.address);
      await as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, 0n);
      await expect(as("forwarder").declineRelease(waybill, [BOX]))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotOffered")
        .withArgs(waybill, BOX, actors.forwarder.address);
      let previous = await block();
      await expect(as("bank").declineRelease(waybill, [BOX]))
        .to.emit(registry, "ReleaseDeclined")
        .withArgs(waybill, BOX, actors.bank.member, actors.consignee.member, [7n, previous]);
      expect(await rightOf(BOX)).to.deep.equal({ ...FREE, holder: actors.consignee.member });

      await as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, 0n);
      previous = await block();
      await expect(as("consignee").withdrawOffer(waybill, [BOX]))
        .to.emit(registry, "OfferWithdrawn")
        .withArgs(waybill, BOX, actors.bank.member, actors.consignee.member, [9n, previous]);
      expect(await rightOf(BOX)).to.deep.equal({ ...FREE, holder: actors.consignee.member });
      await expect(as("bank").acceptRelease(waybill, [BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotOffered")
        .withArgs(waybill, BOX, actors.bank.address);
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
