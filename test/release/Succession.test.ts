import { expect } from "chai";
import { network } from "hardhat";

import {
  ascii,
  bringToGate,
  containerNumber,
  DECLARATION,
  deployRelease,
  End,
  gatePass,
  issueStraight,
  issueWaybill,
  now,
  opening,
  openSlot,
  Reason,
  REASON_CODE,
  RECEIPT,
  SEAL,
  Stage,
  truckCommitment,
  turnGreen,
} from "../support/release.js";
import { AmendmentReason } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const LETTER = DECLARATION;
const ORIGINAL = ethers.id("the original taken in");
const NO_ONE = ethers.ZeroAddress;

/** Deploys, with an open consignment of the waybill for one container, the carrier's haulage if so said. */
async function deployOpen(carrierHaulage = false) {
  const suite = await deployRelease(ethers);
  const as = (actor: keyof typeof suite.actors) => suite.registry.connect(suite.actors[actor].signer);
  const bill = (actor: keyof typeof suite.actors) => suite.bills.connect(suite.actors[actor].signer);
  await as("carrier").openConsignment(opening(suite, [BOX], { carrierHaulage }));
  return { ...suite, as, bill };
}
const deployMerchant = () => deployOpen();
const deployCarriers = () => deployOpen(true);

type Suite = Awaited<ReturnType<typeof deployOpen>>;

/** A bill of the same kind and reference in the place of a straight one. */
async function reissue({ bill, actors }: Suite, old: bigint, successor: bigint): Promise<void> {
  await bill("shipper").surrenderForAmendment(old, AmendmentReason.AMEND);
  await bill("carrier").reissue([old], [successorOf({ actors }, successor)]);
}

function successorOf({ actors }: Pick<Suite, "actors">, tokenId: bigint) {
  return {
    tokenId,
    transportDocumentReference: ascii("STRAIGHT1", 20),
    kind: 0n,
    issueTo: actors.shipper.address,
    shipper: actors.shipper.address,
    titleTo: actors.consignee.address,
    shipperRepresents: ethers.ZeroHash,
    titleToRepresents: ethers.ZeroHash,
    noDisposal: false,
  };
}

/** The carrier's haulier with a booking for a container that may leave; answers how to let it in. */
async function bookByCarrier(suite: Suite, tokenId: bigint, truck: string): Promise<() => Promise<void>> {
  const { pickUp, actors, as } = suite;
  await turnGreen(suite, ethers, tokenId, [BOX]);
  await as("carrier").giveRelease(tokenId, [BOX], 0n);
  await as("carrier").nameHaulier(tokenId, [BOX], actors.haulier.address);
  const slot = await openSlot(suite, ethers, 1n);
  const [terminal, driver] = [actors.terminal.member, actors.driver.address];
  await pickUp.connect(actors.haulier.signer).book(tokenId, BOX, terminal, slot, driver, truck);
  return async () => {
    const { pass, signature } = await gatePass(suite, ethers, { tokenId, number: BOX, slot, truck });
    await pickUp.connect(actors.terminal.signer).gateIn(pass, signature);
  };
}

describe("ReleaseRegistry", function () {
  describe("the bill's mark that delivery has begun", function () {
    it("comes with the gate-in at the latest, though the carrier's haulier fetches", async function () {
      const suite = await networkHelpers.loadFixture(deployCarriers);
      const { bills, as, bill, waybill } = suite;
      const letIn = await bookByCarrier(suite, waybill, truckCommitment("one"));
      expect((await bills.billOf(waybill)).isDeliveryBegun).to.equal(false);
      await letIn();
      expect((await bills.billOf(waybill)).isDeliveryBegun).to.equal(true);
      await expect(bill("shipper").reject(waybill))
        .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
        .withArgs(waybill);
      // A truck that is turned away takes nothing back.
      await as("terminal").turnAway(waybill, BOX, REASON_CODE, await now(ethers));
      expect((await bills.billOf(waybill)).isDeliveryBegun).to.equal(true);
    });

    it("comes under every bill that covers the container", async function () {
      const suite = await networkHelpers.loadFixture(deployCarriers);
      const { bills, as, bill, waybill } = suite;
      const second = await issueWaybill(suite, "SECOND");
      await as("carrier").openConsignment(opening(suite, [BOX], { tokenId: second, carrierHaulage: true }));
      const letIn = await bookByCarrier(suite, waybill, truckCommitment("one"));
      await bookByCarrier(suite, second, truckCommitment("two"));
      await letIn();
      for (const tokenId of [waybill, second]) {
        await expect(bill("shipper").reject(tokenId))
          .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
          .withArgs(tokenId);
      }
    });

    it("comes with a container let in against a letter: no successor any more", async function () {
      const suite = await networkHelpers.loadFixture(deployMerchant);
      const { bills, pickUp, actors, as, bill } = suite;
      const tokenId = await issueStraight(suite, "STRAIGHT1");
      await as("carrier").openConsignment(opening(suite, [OTHER_BOX], { tokenId }));
      await turnGreen(suite, ethers, tokenId, [OTHER_BOX]);
      await as("carrier").releaseAgainstLetter(tokenId, [OTHER_BOX], actors.forwarder.address, LETTER);
      await as("forwarder").nameHaulier(tokenId, [OTHER_BOX], actors.haulier.address);
      const [slot, truck] = [await openSlot(suite, ethers, 1n), truckCommitment("one")];
      const [terminal, driver] = [actors.terminal.member, actors.driver.address];
      await pickUp.connect(actors.haulier.signer).book(tokenId, OTHER_BOX, terminal, slot, driver, truck);
      const { pass, signature } = await gatePass(suite, ethers, { tokenId, number: OTHER_BOX, slot, truck });
      await pickUp.connect(actors.terminal.signer).gateIn(pass, signature);
      await expect(bill("shipper").surrenderForAmendment(tokenId, AmendmentReason.AMEND))
        .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
        .withArgs(tokenId);
    });
  });

  describe("a bill whose issue was rejected", function () {
    it("lets the carrier strike off what it had discharged, so that other bills are free", async function () {
      const suite = await networkHelpers.loadFixture(deployMerchant);
      const { registry, pickUp, actors, as, bill, waybill } = suite;
      const second = await issueStraight(suite, "STRAIGHT1");
      await as("carrier").openConsignment(opening(suite, [BOX], { tokenId: second }));
      const { slot, truck } = await bringToGate(suite, ethers, waybill, [BOX]);
      const time = await now(ethers);
      await as("terminal").discharge(second, [BOX], time);
      const strike = () => as("carrier").endOtherwise(second, [BOX], End.STRUCK_OFF, DECLARATION, time);
      await expect(strike())
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_CannotEnd")
        .withArgs(second, BOX, End.STRUCK_OFF, Stage.DISCHARGED);

      await bill("shipper").reject(second);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.OTHER_BILL]);
      await strike();
      expect((await registry.containerOf(second, BOX)).stage).to.equal(Stage.ENDED_OTHERWISE);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([]);
      const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
      await pickUp.connect(actors.terminal.signer).gateIn(pass, signature);
      await as("terminal").gateOut(waybill, BOX, pass.happened, truck, SEAL, RECEIPT);
    });

    it("has its release withdrawn first, if one was given", async function () {
      const { registry, as, bill, waybill, ...suite } = await networkHelpers.loadFixture(deployMerchant);
      await turnGreen({ registry, waybill, ...suite }, ethers, waybill, [BOX]);
      await as("carrier").giveRelease(waybill, [BOX], 0n);
      await bill("shipper").reject(waybill);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.DOCUMENT]);
      const time = await now(ethers);
      const strike = () => as("carrier").endOtherwise(waybill, [BOX], End.STRUCK_OFF, DECLARATION, time);
      await expect(strike())
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_CannotEnd")
        .withArgs(waybill, BOX, End.STRUCK_OFF, Stage.DISCHARGED);
      await as("carrier").withdrawRelease(waybill, [BOX], REASON_CODE);
      await strike();
    });

    it("is not what a bill is that another follows: its containers go there", async function () {
      const suite = await networkHelpers.loadFixture(deployMerchant);
      const { registry, as } = suite;
      const old = await issueStraight(suite, "STRAIGHT1");
      await as("carrier").openConsignment(opening(suite, [OTHER_BOX], { tokenId: old }));
      await as("terminal").discharge(old, [OTHER_BOX], await now(ethers));
      await reissue(suite, old, old + 1n);
      const struck = as("carrier").endOtherwise(old, [OTHER_BOX], End.STRUCK_OFF, DECLARATION, await now(ethers));
      await expect(struck)
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_CannotEnd")
        .withArgs(old, OTHER_BOX, End.STRUCK_OFF, Stage.DISCHARGED);
    });
  });

  describe("a letter of indemnity and the bills that follow", function () {
    /** A right against a letter, to a green container under a straight bill that is then reissued. */
    async function deployReissued() {
      const suite = await deployMerchant();
      const { registry, actors, as } = suite;
      const old = await issueStraight(suite, "STRAIGHT1");
      await as("carrier").openConsignment(opening(suite, [OTHER_BOX], { tokenId: old }));
      await turnGreen(suite, ethers, old, [OTHER_BOX]);
      await as("carrier").releaseAgainstLetter(old, [OTHER_BOX], actors.forwarder.address, LETTER);
      expect(await registry.whyNot(old, OTHER_BOX)).to.deep.equal([]);
      const join = (tokenId: bigint) => as("carrier").openConsignment(opening(suite, [OTHER_BOX], { tokenId }));
      return { ...suite, old, join };
    }

    it("counts for nothing once the bill is void; no second right comes out of the successor", async function () {
      const suite = await networkHelpers.loadFixture(deployReissued);
      const { registry, actors, as, bill, old, join } = suite;
      const successor = old + 1n;
      await reissue(suite, old, successor);
      expect(await registry.whyNot(old, OTHER_BOX)).to.deep.equal([Reason.DOCUMENT]);
      await expect(join(successor))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_ReleasedAgainstLetter")
        .withArgs(old, OTHER_BOX);

      await as("carrier").repoint(old, [OTHER_BOX], successor);
      expect(await registry.whyNot(successor, OTHER_BOX)).to.deep.equal([]);
      const [before, after] = [
        await registry.containerOf(old, OTHER_BOX),
        await registry.containerOf(successor, OTHER_BOX),
      ];
      expect([before.holder, before.isAgainstLetter]).to.deep.equal([0n, false]);
      expect([after.holder, after.isAgainstLetter]).to.deep.equal([actors.forwarder.member, true]);
      await bill("shipper").surrenderForDelivery(successor);
      await bill("carrier").acceptSurrender(successor);
      await expect(as("carrier").giveRelease(successor, [OTHER_BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RightGiven")
        .withArgs(successor, OTHER_BOX, actors.forwarder.member);
    });

    it("goes on through an end otherwise and two reissues", async function () {
      const suite = await networkHelpers.loadFixture(deployReissued);
      const { registry, actors, as, old, join } = suite;
      await as("customs").endOtherwise(old, [OTHER_BOX], End.SEIZED, DECLARATION, await now(ethers));
      await reissue(suite, old, old + 1n);
      await reissue(suite, old + 1n, old + 2n);
      await expect(join(old + 2n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_ReleasedAgainstLetter")
        .withArgs(old, OTHER_BOX);
      // The way there: into a consignment of the old bill, and over to the one that follows.
      await as("carrier").openConsignment(opening(suite, [OTHER_BOX], { tokenId: old, consignment: 2n }));
      await as("carrier").repoint(old, [OTHER_BOX], old + 1n);
      await as("carrier").repoint(old + 1n, [OTHER_BOX], old + 2n);
      expect((await registry.containerOf(old + 2n, OTHER_BOX)).holder).to.equal(actors.forwarder.member);
    });

    it("does not stand in the way of a bill that does not follow", async function () {
      const suite = await networkHelpers.loadFixture(deployReissued);
      const { registry, old, join, waybill } = suite;
      const other = await issueWaybill(suite, "OTHER");
      await join(other);
      expect(await registry.billsCovering(OTHER_BOX)).to.deep.equal([old, other]);
      expect(other).not.to.equal(waybill);
    });
  });

  describe("release under a bill on paper", function () {
    /** A straight bill on paper whose original the forwarder brought, by the carrier's record. */
    async function deployPresented() {
      const suite = await deployMerchant();
      const { actors, as, bill } = suite;
      const tokenId = await issueStraight(suite, "STRAIGHT1");
      await as("carrier").openConsignment(opening(suite, [OTHER_BOX], { tokenId }));
      await bill("shipper").surrenderForAmendment(tokenId, AmendmentReason.SWTP);
      await bill("carrier").recordPaper(tokenId, ethers.id("statement"), 3n);
      await bill("carrier").recordPresentation(tokenId, actors.forwarder.address, ORIGINAL);
      return { ...suite, tokenId };
    }

    it("follows the corrected record of who brought the original; a nomination by the other is dead", async function () {
      const { registry, actors, as, bill, tokenId } = await networkHelpers.loadFixture(deployPresented);
      await as("forwarder").nominate(tokenId, [OTHER_BOX], actors.bank.address);
      await bill("carrier").recordPresentation(tokenId, actors.consignee.address, ORIGINAL);
      await as("carrier").giveRelease(tokenId, [OTHER_BOX], 0n);
      expect((await registry.containerOf(tokenId, OTHER_BOX)).holder).to.equal(actors.consignee.member);
    });

    it("cannot be corrected once the right is given", async function () {
      const { bills, actors, as, bill, tokenId } = await networkHelpers.loadFixture(deployPresented);
      await as("carrier").giveRelease(tokenId, [OTHER_BOX], 0n);
      for (const [presenter, hash] of [
        [actors.consignee.address, ORIGINAL],
        [NO_ONE, ethers.ZeroHash],
      ] as const) {
        await expect(bill("carrier").recordPresentation(tokenId, presenter, hash))
          .to.be.revertedWithCustomError(bills, "BillAmendment_DeliveryBegun")
          .withArgs(tokenId);
      }
    });

    it("waits again when the record is taken back", async function () {
      const { registry, as, bill, tokenId } = await networkHelpers.loadFixture(deployPresented);
      expect(await registry.whyNot(tokenId, OTHER_BOX)).not.to.include(Reason.DOCUMENT);
      await bill("carrier").recordPresentation(tokenId, NO_ONE, ethers.ZeroHash);
      expect(await registry.whyNot(tokenId, OTHER_BOX)).to.include(Reason.DOCUMENT);
      await expect(as("carrier").giveRelease(tokenId, [OTHER_BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(tokenId, OTHER_BOX, [Reason.DOCUMENT]);
    });
  });
});
