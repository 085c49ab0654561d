import { expect } from "chai";
import { network } from "hardhat";

import {
  Authority,
  bringToGate,
  containerNumber,
  deployRelease,
  gatePass,
  issueWaybill,
  now,
  opening,
  Reason,
  REASON_CODE,
  RECEIPT,
  SEAL,
  Stage,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);

describe("ReleaseRegistry", function () {
  describe("a container under several bills", function () {
    /** Under two bills, both given to the consignee, one haulier; inside the gate under the first. */
    async function deployShared() {
      const suite = await deployRelease(ethers);
      const { registry, pickUp, actors, waybill } = suite;
      const second = await issueWaybill(suite, "SECOND");
      const as = (actor: keyof typeof actors) => registry.connect(actors[actor].signer);
      await as("carrier").openConsignment(opening(suite, [BOX]));
      await as("carrier").openConsignment(opening(suite, [BOX], { tokenId: second }));
      const { slot, truck } = await bringToGate(suite, ethers, waybill, [BOX]);
      const booked = await bringToGate(suite, ethers, second, [BOX]);
      const first = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
      await pickUp.connect(actors.terminal.signer).gateIn(first.pass, first.signature);
      return { ...suite, as, second, truck, booked };
    }

    it("is fetched under one bill at a time", async function () {
      const suite = await networkHelpers.loadFixture(deployShared);
      const { registry, pickUp, actors, second, booked } = suite;
      const other = await gatePass(suite, ethers, { tokenId: second, number: BOX, ...booked });
      await expect(pickUp.connect(actors.terminal.signer).gateIn(other.pass, other.signature))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(second, BOX, [Reason.OTHER_BILL]);
    });

    it("does not leave while a light of the other bill is red", async function () {
      const { registry, as, second, truck, waybill } = await networkHelpers.loadFixture(deployShared);
      await as("customs").placeHold(second, [BOX], Authority.CUSTOMS, REASON_CODE);
      await expect(as("terminal").gateOut(waybill, BOX, await now(ethers), truck, SEAL, RECEIPT))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(waybill, BOX, [Reason.OTHER_BILL]);
    });

    it("is gone under each when it left under one, and back under each when that is retracted", async function () {
      const suite = await networkHelpers.loadFixture(deployShared);
      const { registry, as, second, truck, booked, waybill } = suite;
      const { latestBlock } = await registry.containerOf(second, BOX);
      await expect(as("terminal").gateOut(waybill, BOX, await now(ethers), truck, SEAL, RECEIPT))
        .to.emit(registry, "MovedUnderOtherBill")
        .withArgs(second, BOX, waybill, true, [8n, latestBlock]);
      expect((await registry.containerOf(second, BOX)).stage).to.equal(Stage.GONE_UNDER_OTHER_BILL);
      expect(await registry.whyNot(second, BOX)).to.deep.equal([Reason.GONE]);
      expect(await registry.billsCovering(BOX)).to.deep.equal([waybill, second]);
      // No second gate-out, under neither.
      for (const [tokenId, truckIn] of [
        [second, booked.truck],
        [waybill, truck],
      ] as const) {
        await expect(as("terminal").gateOut(tokenId, BOX, await now(ethers), truckIn, SEAL, RECEIPT))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
          .withArgs(tokenId, BOX, [Reason.GONE]);
      }
      const again = await gatePass(suite, ethers, { tokenId: second, number: BOX, ...booked });
      await expect(suite.pickUp.connect(suite.actors.terminal.signer).gateIn(again.pass, again.signature))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(second, BOX, [Reason.GONE]);
      const previous = await registry.containerOf(second, BOX);
      await expect(as("terminal").retractGateOut(waybill, BOX, REASON_CODE))
        .to.emit(registry, "MovedUnderOtherBill")
        .withArgs(second, BOX, waybill, false, [9n, previous.latestBlock]);
      expect((await registry.containerOf(second, BOX)).stage).to.equal(Stage.DISCHARGED);
      expect(await registry.mayLeave(second, BOX)).to.equal(true);
    });

    it("asks no more of a bill whose consignment ended otherwise", async function () {
      const suite = await networkHelpers.loadFixture(deployShared);
      const { registry, as, second, waybill } = suite;
      await registry.strikeOff(second, [BOX], RECEIPT);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([]);
      // And a third bill of the same carrier still joins the first.
      const third = await issueWaybill(suite, "THIRD");
      await as("carrier").openConsignment(opening(suite, [BOX], { tokenId: third }));
      expect(await registry.billsCovering(BOX)).to.deep.equal([waybill, third]);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.OTHER_BILL]);
    });
  });
});
