import { expect } from "chai";
import { network } from "hardhat";

import {
  Authority,
  containerNumber,
  deployRelease,
  gatePass,
  issueStraight,
  NOBODY,
  now,
  opening,
  openSlot,
  Reason,
  REASON_CODE,
  RoleBit,
  truckCommitment,
  turnGreen,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const DAY = 86_400n;

/** Two green containers under a waybill, for which nobody has a release right yet. */
async function deployGreen() {
  const suite = await deployRelease(ethers);
  const as = (actor: keyof typeof suite.actors) => suite.registry.connect(suite.actors[actor].signer);
  await as("carrier").openConsignment(opening(suite, [BOX, OTHER_BOX]));
  await turnGreen(suite, ethers, suite.waybill, [BOX, OTHER_BOX]);
  const read = (number = BOX) => suite.registry.containerOf(suite.waybill, number);
  return { ...suite, as, read, time: await now(ethers) };
}

/** The right with the consignee, a haulier named and booked. */
async function deployBooked() {
  const suite = await deployGreen();
  const { as, actors, pickUp, waybill } = suite;
  await as("carrier").giveRelease(waybill, [BOX, OTHER_BOX], 0n);
  await as("consignee").nameHaulier(waybill, [BOX], actors.haulier.address);
  const slot = await openSlot(suite, ethers, 5n);
  const truck = truckCommitment("1-ABC-234");
  await pickUp
    .connect(actors.haulier.signer)
    .book(waybill, BOX, actors.terminal.member, slot, actors.driver.address, truck);
  return { ...suite, slot, truck };
}

describe("ReleaseRegistry", function () {
  describe("nominate", function () {
    it("reverts for anybody but the party who would be entitled", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployGreen);
      for (const name of ["shipper", "carrier", "forwarder"] as const) {
        await expect(as(name).nominate(waybill, [BOX], actors.bank.address))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotEntitled")
          .withArgs(waybill, actors[name].address);
      }
    });

    it("reverts for a nominee who may hold no right, for oneself, without a change, and once the right is given", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployGreen);
      await expect(as("consignee").nominate(waybill, [BOX], actors.haulier.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RecipientNotPermitted")
        .withArgs(actors.haulier.member, actors.haulier.address);
      await expect(as("consignee").nominate(waybill, [BOX], actors.consignee.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RecipientIsSelf")
        .withArgs(waybill, BOX);
      await expect(as("consignee").nominate(waybill, [BOX], NOBODY))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoChange")
        .withArgs(waybill, BOX);
      await as("carrier").giveRelease(waybill, [BOX], 0n);
      await expect(as("consignee").nominate(waybill, [BOX], actors.bank.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RightGiven")
        .withArgs(waybill, BOX, actors.consignee.member);
    });

    it("leads the delivery order to the nominee, and is no offer before it", async function () {
      const { registry, actors, as, read, waybill } = await networkHelpers.loadFixture(deployGreen);
      const { latestBlock } = await read();
      await expect(as("consignee").nominate(waybill, [BOX], actors.forwarder.address))
        .to.emit(registry, "Nominated")
        .withArgs(waybill, BOX, actors.forwarder.member, actors.consignee.member, [5n, latestBlock]);
      expect((await read()).nominee).to.equal(actors.forwarder.member);
      expect((await read()).nominatedBy).to.equal(actors.consignee.member);
      expect((await read()).offeredTo).to.equal(0n);
      expect((await read()).haulier).to.equal(0n);
      await expect(as("forwarder").acceptRelease(waybill, [BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotOffered")
        .withArgs(waybill, BOX, actors.forwarder.address);

      await as("carrier").giveRelease(waybill, [BOX, OTHER_BOX], 0n);
      expect((await read()).holder).to.equal(actors.forwarder.member);
      expect((await read(OTHER_BOX)).holder).to.equal(actors.consignee.member);
      expect((await read()).nominee).to.equal(0n);
      expect((await read()).haulier).to.equal(0n);
    });

    it("lets the nominator book nothing: the nominee's right would come with another's truck", async function () {
      const suite = await networkHelpers.loadFixture(deployGreen);
      const { registry, pickUp, actors, as, waybill } = suite;
      await as("consignee").nominate(waybill, [BOX], actors.forwarder.address);
      const slot = await openSlot(suite, ethers, 1n);
      const [terminal, driver] = [actors.terminal.member, actors.driver.address];
      const booked = pickUp
        .connect(actors.consignee.signer)
        .book(waybill, BOX, terminal, slot, driver, truckCommitment("the nominator's"));
      await expect(booked)
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheHaulier")
        .withArgs(waybill, BOX, actors.consignee.member);
    });

    it("can be taken back", async function () {
      const { actors, as, read, waybill } = await networkHelpers.loadFixture(deployGreen);
      await as("consignee").nominate(waybill, [BOX], actors.forwarder.address);
      await as("consignee").nominate(waybill, [BOX], NOBODY);
      expect((await read()).nominee).to.equal(0n);
      await as("carrier").giveRelease(waybill, [BOX], 0n);
      expect((await read()).holder).to.equal(actors.consignee.member);
    });

    it("dies when another party is entitled by then", async function () {
      const suite = await networkHelpers.loadFixture(deployGreen);
      const { bills, registry, actors, as } = suite;
      // A bearer bill: whoever has possession would be entitled.
      const tokenId = 4711n;
      await bills.connect(actors.carrier.signer).issue({
        tokenId,
        transportDocumentReference: ethers.zeroPadBytes(ethers.toUtf8Bytes("BEARER1"), 20),
        kind: 2n,
        issueTo: actors.shipper.address,
        shipper: NOBODY,
        titleTo: NOBODY,
        shipperRepresents: ethers.ZeroHash,
        titleToRepresents: ethers.ZeroHash,
        noDisposal: false,
      });
      const box = containerNumber(3);
      await as("carrier").openConsignment(opening(suite, [box], { tokenId }));
      await as("shipper").nominate(tokenId, [box], actors.forwarder.address);
      await bills.connect(actors.shipper.signer).transferFrom(actors.shipper.address, actors.bank.address, tokenId);
      await bills.connect(actors.bank.signer).surrenderForDelivery(tokenId);
      await bills.connect(actors.carrier.signer).acceptSurrender(tokenId);
      await as("carrier").giveRelease(tokenId, [box], 0n);
      expect((await registry.containerOf(tokenId, box)).holder).to.equal(actors.bank.member);
    });
  });

  describe("withdrawRelease and restoreRelease", function () {
    it("revert for anybody but the carrier, without a reason, and with nothing to withdraw or restore", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployGreen);
      await expect(as("terminal").withdrawRelease(waybill, [BOX], REASON_CODE))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
        .withArgs(waybill, Authority.CARRIER, actors.terminal.address);
      await expect(as("carrier").withdrawRelease(waybill, [BOX], "0x00000000")).to.be.revertedWithCustomError(
        registry,
        "ReleaseRegistry_NoReason",
      );
      for (const act of [
        as("carrier").withdrawRelease(waybill, [BOX], REASON_CODE),
        as("carrier").restoreRelease(waybill, [BOX]),
      ]) {
        await expect(act)
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NothingWithdrawn")
          .withArgs(waybill, BOX);
      }
    });

    it("freeze the chain and the gate; given back, all stands as before", async function () {
      const suite = await networkHelpers.loadFixture(deployBooked);
      const { registry, pickUp, actors, as, read, slot, truck, waybill } = suite;
      await as("consignee").offerRelease(waybill, [OTHER_BOX], actors.bank.address, 0n, 0n);
      const before = await read();
      await expect(as("carrier").withdrawRelease(waybill, [BOX, OTHER_BOX], REASON_CODE))
        .to.emit(registry, "ReleaseWithdrawn")
        .withArgs(waybill, BOX, actors.carrier.member, REASON_CODE, [8n, before.latestBlock]);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.RELEASE_WITHDRAWN]);
      const frozen = [
        [as("consignee").offerRelease(waybill, [BOX], actors.bank.address, 0n, 0n), BOX],
        [as("bank").acceptRelease(waybill, [OTHER_BOX], 0n), OTHER_BOX],
        [as("carrier").withdrawRelease(waybill, [BOX], REASON_CODE), BOX],
        [
          pickUp
            .connect(actors.haulier.signer)
            .book(waybill, BOX, actors.terminal.member, slot, actors.driver.address, truckCommitment("other")),
          BOX,
        ],
      ] as const;
      for (const [act, number] of frozen) {
        await expect(act)
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Withdrawn")
          .withArgs(waybill, number);
      }
      const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
      await expect(pickUp.connect(actors.terminal.signer).gateIn(pass, signature))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(waybill, BOX, [Reason.RELEASE_WITHDRAWN]);

      await expect(as("carrier").restoreRelease(waybill, [BOX, OTHER_BOX]))
        .to.emit(registry, "ReleaseRestored")
        .withArgs(waybill, BOX, actors.carrier.member, [9n, (await read()).latestBlock]);
      const after = await read();
      for (const field of ["holder", "haulier", "slot", "offeredTo"] as const) {
        expect(after[field]).to.equal(before[field]);
      }
      await as("bank").acceptRelease(waybill, [OTHER_BOX], 0n);
      await pickUp.connect(actors.terminal.signer).gateIn(pass, signature);
      await expect(as("carrier").withdrawRelease(waybill, [BOX], REASON_CODE))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_TooLate")
        .withArgs(waybill, BOX, 3n);
    });

    it("do not outlive a right that ran out", async function () {
      const { actors, as, read, time, waybill } = await networkHelpers.loadFixture(deployGreen);
      await as("carrier").giveRelease(waybill, [BOX], time + DAY);
      await as("carrier").withdrawRelease(waybill, [BOX], REASON_CODE);
      await networkHelpers.time.increaseTo(time + DAY + 1n);
      expect((await read()).isWithdrawn).to.equal(false);
      await as("carrier").giveRelease(waybill, [BOX], 0n);
      expect((await read()).holder).to.equal(actors.consignee.member);
    });
  });

  describe("passJob", function () {
    it("reverts for who is not the haulier, and for who is no other haulier", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployBooked);
      await expect(as("otherHaulier").passJob(waybill, [BOX], actors.haulier.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheHaulier")
        .withArgs(waybill, BOX, actors.otherHaulier.member);
      await expect(as("haulier").passJob(waybill, [BOX], actors.forwarder.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_PartyNotPermitted")
        .withArgs(actors.forwarder.address, RoleBit.HAULIER);
      await expect(as("haulier").passJob(waybill, [BOX], actors.haulier.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_HaulierIsSelf")
        .withArgs(waybill, BOX);
    });

    it("passes the job once, and the booking falls", async function () {
      const { registry, actors, as, read, waybill } = await networkHelpers.loadFixture(deployBooked);
      await expect(as("haulier").passJob(waybill, [BOX], actors.otherHaulier.address))
        .to.emit(registry, "JobPassed")
        .withArgs(waybill, BOX, actors.otherHaulier.member, actors.haulier.member, [8n, (await read()).latestBlock]);
      expect((await read()).haulier).to.equal(actors.otherHaulier.member);
      expect((await read()).isJobPassed).to.equal(true);
      expect((await read()).slot).to.equal(0n);
      await expect(as("otherHaulier").passJob(waybill, [BOX], actors.haulier.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_JobPassedAlready")
        .withArgs(waybill, BOX);
      // The holder of the right may still take the job away.
      await as("consignee").nameHaulier(waybill, [BOX], actors.haulier.address);
      expect((await read()).isJobPassed).to.equal(false);
    });
  });

  describe("the bill's mark that delivery has begun", function () {
    it("comes with the holder's first act, once", async function () {
      const suite = await networkHelpers.loadFixture(deployGreen);
      const { bills, actors, as, waybill } = suite;
      const begun = async () => (await bills.billOf(waybill)).isDeliveryBegun;
      await as("carrier").giveRelease(waybill, [BOX, OTHER_BOX], 0n);
      expect(await begun()).to.equal(false);
      await as("consignee").nameHaulier(waybill, [BOX], actors.haulier.address);
      expect(await begun()).to.equal(true);
      await as("consignee").offerRelease(waybill, [OTHER_BOX], actors.bank.address, 0n, 0n);
      // Another consignment of the bill finds it marked already.
      const box = containerNumber(3);
      await as("carrier").openConsignment(opening(suite, [box], { consignment: 2n }));
      await as("carrier").giveRelease(waybill, [box], 0n);
      await as("consignee").nameHaulier(waybill, [box], actors.haulier.address);
      expect(await begun()).to.equal(true);
    });

    it("comes with a nomination on a live waybill, not on a bill that is still in circulation", async function () {
      const suite = await networkHelpers.loadFixture(deployGreen);
      const { bills, actors, as, waybill } = suite;
      await as("consignee").nominate(waybill, [BOX], actors.bank.address);
      expect((await bills.billOf(waybill)).isDeliveryBegun).to.equal(true);
      const tokenId = await issueStraight(suite, "STRAIGHT1");
      const box = containerNumber(3);
      await as("carrier").openConsignment(opening(suite, [box], { tokenId }));
      await as("consignee").nominate(tokenId, [box], actors.bank.address);
      expect((await bills.billOf(tokenId)).isDeliveryBegun).to.equal(false);
    });
  });
});
