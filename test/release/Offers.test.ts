import { expect } from "chai";
import { network } from "hardhat";

import { containerNumber, deployRelease, now, opening, turnGreen } from "../support/release.js";

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

    it("reverts for an eighth limit on one right", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployGreen);
      let until = time + 20n * DAY;
      await as("carrier").giveRelease(waybill, [BOX], until);
      let [from, to] = ["consignee", "bank"] as ["consignee" | "bank", "consignee" | "bank"];
      for (let limits = 1; limits < 7; ++limits) {
        until -= DAY;
        await as(from).offerRelease(waybill, [BOX], actors[to].address, 0n, until);
        await as(to).acceptRelease(waybill, [BOX], until);
        [from, to] = [to, from];
      }
      await expect(as(from).offerRelease(waybill, [BOX], actors[to].address, 0n, until - DAY))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_TooManyLimits")
        .withArgs(waybill, BOX);
      // Without a limit of its own it passes on.
      await as(from).offerRelease(waybill, [BOX], actors.forwarder.address, 0n, 0n);
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
});
