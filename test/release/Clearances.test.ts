import { expect } from "chai";
import { network } from "hardhat";

import {
  Authority,
  Clearance,
  containerNumber,
  deployRelease,
  DECLARATION,
  issueStraight,
  now,
  opening,
  Reason,
  REASON_CODE,
  Stage,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const NO_CODE = "0x00000000";
const HOURS = 3_600n;

const block = async () => BigInt(await ethers.provider.getBlockNumber());

/** One open consignment with one container. */
async function deployOpen() {
  const suite = await deployRelease(ethers);
  await suite.registry.connect(suite.actors.carrier.signer).openConsignment(opening(suite, [BOX]));
  const as = (actor: keyof typeof suite.actors) => suite.registry.connect(suite.actors[actor].signer);
  return { ...suite, as, time: await now(ethers) };
}

describe("ReleaseRegistry", function () {
  describe("discharge", function () {
    it("reverts for anybody but the consignment's terminal", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployOpen);
      for (const name of ["otherTerminal", "carrier", "customs", "outsider"] as const) {
        await expect(as(name).discharge(waybill, [BOX], time))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
          .withArgs(waybill, Authority.TERMINAL, actors[name].address);
      }
    });

    it("reverts without containers and for one that is not consigned", async function () {
      const { registry, as, time, waybill } = await networkHelpers.loadFixture(deployOpen);
      await expect(as("terminal").discharge(waybill, [], time)).to.be.revertedWithCustomError(
        registry,
        "ReleaseRegistry_NoContainers",
      );
      await expect(as("terminal").discharge(waybill, [BOX, OTHER_BOX], time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotConsigned")
        .withArgs(waybill, OTHER_BOX);
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.EXPECTED);
    });

    it("reverts for a time to come, and for one more than 72 hours ago", async function () {
      const { registry, as, time, waybill } = await networkHelpers.loadFixture(deployOpen);
      await networkHelpers.time.setNextBlockTimestamp(time + 100n);
      await expect(as("terminal").discharge(waybill, [BOX], time + 101n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_InvalidTime")
        .withArgs(time + 101n, time + 100n - 72n * HOURS);
      await networkHelpers.time.setNextBlockTimestamp(time + 200n);
      await expect(as("terminal").discharge(waybill, [BOX], time + 199n - 72n * HOURS))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_InvalidTime")
        .withArgs(time + 199n - 72n * HOURS, time + 200n - 72n * HOURS);
      await networkHelpers.time.setNextBlockTimestamp(time + 300n);
      await as("terminal").discharge(waybill, [BOX], time + 300n - 72n * HOURS);
    });

    it("records when it happened, once", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployOpen);
      const opened = await block();
      await expect(as("terminal").discharge(waybill, [BOX], time))
        .to.emit(registry, "Discharged")
        .withArgs(waybill, BOX, actors.terminal.member, time, [2n, opened]);
      const container = await registry.containerOf(waybill, BOX);
      expect(container.stage).to.equal(Stage.DISCHARGED);
      expect(container.happened).to.equal(time - (time % 60n));
      expect(container.sequence).to.equal(2n);
      await expect(as("terminal").discharge(waybill, [BOX], time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotAtStage")
        .withArgs(waybill, BOX, Stage.EXPECTED, Stage.DISCHARGED);
    });

    it("goes on while the terminal is suspended: the container is in its hands", async function () {
      const { registry, consortium, actors, as, time, waybill } = await networkHelpers.loadFixture(deployOpen);
      await consortium.suspend(actors.terminal.member);
      await as("terminal").discharge(waybill, [BOX], time);
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.DISCHARGED);
    });
  });

  describe("clearCustoms", function () {
    it("reverts for anybody but the consignment's customs authority", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployOpen);
      await expect(as("terminal").clearCustoms(waybill, [BOX], Clearance.IMPORT, DECLARATION, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
        .withArgs(waybill, Authority.CUSTOMS, actors.terminal.address);
    });

    it("reverts without a purpose, without a reference, and without a change", async function () {
      const { registry, as, time, waybill } = await networkHelpers.loadFixture(deployOpen);
      const customs = as("customs");
      await expect(
        customs.clearCustoms(waybill, [BOX], Clearance.NONE, DECLARATION, time),
      ).to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoReason");
      await expect(
        customs.clearCustoms(waybill, [BOX], Clearance.IMPORT, ethers.ZeroHash, time),
      ).to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoReason");
      await customs.clearCustoms(waybill, [BOX], Clearance.IMPORT, DECLARATION, time);
      await expect(customs.clearCustoms(waybill, [BOX], Clearance.IMPORT, DECLARATION, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoChange")
        .withArgs(waybill, BOX);
    });

    it("turns the customs light green; withdrawal turns it red", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployOpen);
      await expect(as("customs").clearCustoms(waybill, [BOX], Clearance.TRANSIT, DECLARATION, time))
        .to.emit(registry, "CustomsCleared")
        .withArgs(waybill, BOX, actors.customs.member, Clearance.TRANSIT, DECLARATION, time, [2n, await block()]);
      expect((await registry.lightsOf(waybill, BOX)).customs).to.equal(true);
      expect((await registry.containerOf(waybill, BOX)).clearance).to.equal(Clearance.TRANSIT);

      await expect(as("customs").withdrawClearance(waybill, [BOX], NO_CODE, time)).to.be.revertedWithCustomError(
        registry,
        "ReleaseRegistry_NoReason",
      );
      await expect(as("customs").withdrawClearance(waybill, [BOX], REASON_CODE, time))
        .to.emit(registry, "CustomsClearanceWithdrawn")
        .withArgs(waybill, BOX, actors.customs.member, REASON_CODE, time, [3n, await block()]);
      expect((await registry.lightsOf(waybill, BOX)).customs).to.equal(false);
      await expect(as("customs").withdrawClearance(waybill, [BOX], REASON_CODE, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoChange")
        .withArgs(waybill, BOX);
    });
  });

  describe("releaseAtTerminal", function () {
    it("reverts for another terminal and when it was given already", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployOpen);
      await expect(as("otherTerminal").releaseAtTerminal(waybill, [BOX], time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
        .withArgs(waybill, Authority.TERMINAL, actors.otherTerminal.address);
      await as("terminal").releaseAtTerminal(waybill, [BOX], time);
      await expect(as("terminal").releaseAtTerminal(waybill, [BOX], time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoChange")
        .withArgs(waybill, BOX);
    });

    it("is given, and taken back with a reason", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployOpen);
      await expect(as("terminal").withdrawTerminalRelease(waybill, [BOX], REASON_CODE, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoChange")
        .withArgs(waybill, BOX);
      await expect(as("terminal").releaseAtTerminal(waybill, [BOX], time))
        .to.emit(registry, "TerminalReleased")
        .withArgs(waybill, BOX, actors.terminal.member, time, [2n, await block()]);
      expect((await registry.containerOf(waybill, BOX)).terminalReleased).to.equal(true);
      // Released but not yet discharged: the light stays red.
      expect((await registry.lightsOf(waybill, BOX)).terminal).to.equal(false);
      await expect(as("terminal").withdrawTerminalRelease(waybill, [BOX], REASON_CODE, time))
        .to.emit(registry, "TerminalReleaseWithdrawn")
        .withArgs(waybill, BOX, actors.terminal.member, REASON_CODE, time, [3n, await block()]);
      expect((await registry.containerOf(waybill, BOX)).terminalReleased).to.equal(false);
    });
  });

  describe("placeHold and liftHold", function () {
    const KINDS = [
      { authority: Authority.CARRIER, by: "carrier", reason: Reason.CARRIER_HOLD },
      { authority: Authority.CUSTOMS, by: "customs", reason: Reason.CUSTOMS_HOLD },
      { authority: Authority.TERMINAL, by: "terminal", reason: Reason.TERMINAL_HOLD },
    ] as const;

    for (const { authority, by, reason } of KINDS) {
      it(`lets only the ${by} place and lift its own`, async function () {
        const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployOpen);
        await expect(as(by).liftHold(waybill, [BOX], authority, REASON_CODE))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoChange")
          .withArgs(waybill, BOX);
        await expect(as(by).placeHold(waybill, [BOX], authority, REASON_CODE))
          .to.emit(registry, "HoldPlaced")
          .withArgs(waybill, BOX, authority, actors[by].member, REASON_CODE, [2n, await block()]);
        expect(await registry.whyNot(waybill, BOX)).to.include(reason);
        await expect(as(by).placeHold(waybill, [BOX], authority, REASON_CODE))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoChange")
          .withArgs(waybill, BOX);
        for (const name of ["carrier", "customs", "terminal", "outsider"] as const) {
          if (name === by) continue;
          await expect(as(name).liftHold(waybill, [BOX], authority, REASON_CODE))
            .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
            .withArgs(waybill, authority, actors[name].address);
        }
        await expect(as(by).liftHold(waybill, [BOX], authority, REASON_CODE))
          .to.emit(registry, "HoldLifted")
          .withArgs(waybill, BOX, authority, actors[by].member, REASON_CODE, [3n, await block()]);
        expect(await registry.whyNot(waybill, BOX)).to.not.include(reason);
      });
    }

    it("reverts without a reason code", async function () {
      const { registry, as, waybill } = await networkHelpers.loadFixture(deployOpen);
      await expect(as("customs").placeHold(waybill, [BOX], Authority.CUSTOMS, NO_CODE)).to.be.revertedWithCustomError(
        registry,
        "ReleaseRegistry_NoReason",
      );
    });

    it("keeps governance's holds to governance", async function () {
      const { registry, actors, as, waybill } = await networkHelpers.loadFixture(deployOpen);
      for (const name of ["carrier", "outsider"] as const) {
        await expect(as(name).placeHold(waybill, [BOX], Authority.GOVERNANCE, REASON_CODE))
          .to.be.revertedWithCustomError(registry, "AccessManagedUnauthorized")
          .withArgs(actors[name].address);
      }
      await expect(registry.placeHold(waybill, [BOX], Authority.GOVERNANCE, REASON_CODE))
        .to.emit(registry, "HoldPlaced")
        .withArgs(waybill, BOX, Authority.GOVERNANCE, 0n, REASON_CODE, [2n, await block()]);
      expect(await registry.whyNot(waybill, BOX)).to.include(Reason.GOVERNANCE_HOLD);
      await expect(as("outsider").liftHold(waybill, [BOX], Authority.GOVERNANCE, REASON_CODE))
        .to.be.revertedWithCustomError(registry, "AccessManagedUnauthorized")
        .withArgs(actors.outsider.address);
      await registry.liftHold(waybill, [BOX], Authority.GOVERNANCE, REASON_CODE);
      expect(await registry.whyNot(waybill, BOX)).to.not.include(Reason.GOVERNANCE_HOLD);
    });
  });

  describe("the document light", function () {
    it("follows the bill: red until a surrender is accepted", async function () {
      const suite = await networkHelpers.loadFixture(deployOpen);
      const { registry, bills, actors } = suite;
      const tokenId = await issueStraight(suite, "STRAIGHT1");
      await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [OTHER_BOX], { tokenId }));
      const light = async () => (await registry.lightsOf(tokenId, OTHER_BOX)).document;
      expect(await light()).to.equal(false);
      expect(await registry.whyNot(tokenId, OTHER_BOX)).to.include(Reason.DOCUMENT);
      await bills.connect(actors.shipper.signer).surrenderForDelivery(tokenId);
      expect(await light()).to.equal(false);
      await bills.connect(actors.carrier.signer).acceptSurrender(tokenId);
      expect(await light()).to.equal(true);
    });
  });
});
