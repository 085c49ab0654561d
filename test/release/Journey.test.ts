import { expect } from "chai";
import { network } from "hardhat";

import {
  Authority,
  bringToGate,
  Clearance,
  containerNumber,
  deployRelease,
  DECLARATION,
  gatePass,
  now,
  opening,
  Reason,
  RECEIPT,
  SEAL,
  Stage,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployRelease(ethers);
const BOX = containerNumber(1);

describe("ReleaseRegistry", function () {
  describe("from arrival to laden gate-out", function () {
    it("tells every reason until none is left", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, actors, waybill } = suite;
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.NOT_CONSIGNED]);

      await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
      const left = [Reason.CUSTOMS_CLEARANCE, Reason.NOT_DISCHARGED, Reason.TERMINAL_RELEASE, Reason.NO_RELEASE_RIGHT];
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal(left);
      expect(await registry.lightsOf(waybill, BOX)).to.deep.equal([true, true, false, false]);

      const time = await now(ethers);
      await registry.connect(actors.terminal.signer).discharge(waybill, [BOX], time);
      await registry.connect(actors.customs.signer).clearCustoms(waybill, [BOX], Clearance.IMPORT, DECLARATION, time);
      await registry.connect(actors.terminal.signer).releaseAtTerminal(waybill, [BOX], time);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.NO_RELEASE_RIGHT]);
      expect(await registry.lightsOf(waybill, BOX)).to.deep.equal([true, true, true, true]);
      expect(await registry.mayLeave(waybill, BOX)).to.equal(false);

      await registry.connect(actors.carrier.signer).giveRelease(waybill, [BOX], 0n);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([]);
      expect(await registry.mayLeave(waybill, BOX)).to.equal(true);
    });

    it("lets a container out once all is green, and never again", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, pickUp, actors, waybill } = suite;
      await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
      const { slot, truck } = await bringToGate(suite, ethers, waybill, [BOX]);
      const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
      const gate = pickUp.connect(actors.terminal.signer);

      await expect(gate.gateIn(pass, signature))
        .to.emit(pickUp, "GatedIn")
        .withArgs(
          waybill,
          BOX,
          actors.terminal.member,
          slot,
          actors.driver.address,
          truck,
          pass.challenge,
          pass.happened,
          [8n, BigInt(await ethers.provider.getBlockNumber())],
        );
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.GATED_IN);

      await expect(registry.connect(actors.terminal.signer).gateOut(waybill, BOX, pass.happened, truck, SEAL, RECEIPT))
        .to.emit(registry, "GatedOut")
        .withArgs(waybill, BOX, actors.terminal.member, truck, SEAL, RECEIPT, pass.happened, [
          9n,
          BigInt(await ethers.provider.getBlockNumber()),
        ]);
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.GATED_OUT);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.GONE]);
      await expect(registry.connect(actors.terminal.signer).gateOut(waybill, BOX, pass.happened, truck, SEAL, RECEIPT))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(waybill, BOX, [Reason.GONE]);
    });

    it("reads all lights again at gate-out", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, pickUp, actors, waybill } = suite;
      await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
      const { slot, truck } = await bringToGate(suite, ethers, waybill, [BOX]);
      const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
      const gate = pickUp.connect(actors.terminal.signer);
      await gate.gateIn(pass, signature);
      await registry.connect(actors.customs.signer).placeHold(waybill, [BOX], Authority.CUSTOMS, "0x494e5350");

      await expect(registry.connect(actors.terminal.signer).gateOut(waybill, BOX, pass.happened, truck, SEAL, RECEIPT))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(waybill, BOX, [Reason.CUSTOMS_HOLD]);
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.GATED_IN);
    });
  });
});
