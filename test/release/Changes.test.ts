import { expect } from "chai";
import { network } from "hardhat";

import {
  ascii,
  Authority,
  ChargeKind,
  Clearance,
  containerNumber,
  DECLARATION,
  deployRelease,
  End,
  issueStraight,
  now,
  opening,
  Reason,
  REASON_CODE,
  Stage,
  turnGreen,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const AMEND = 1n;

/** Two consignments of the waybill at two terminals, one container in each. */
async function deployTwo() {
  const suite = await deployRelease(ethers);
  const as = (actor: keyof typeof suite.actors) => suite.registry.connect(suite.actors[actor].signer);
  await as("carrier").openConsignment(opening(suite, [BOX]));
  const terminal = suite.actors.otherTerminal.address;
  await as("carrier").openConsignment(opening(suite, [OTHER_BOX], { consignment: 2n, terminal }));
  const read = () => suite.registry.containerOf(suite.waybill, BOX);
  return { ...suite, as, read, time: await now(ethers) };
}

describe("ReleaseRegistry", function () {
  describe("changePlan", function () {
    it("reverts for anybody but the carrier, to nowhere, without a change, and after discharge", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployTwo);
      await expect(as("terminal").changePlan(waybill, [BOX], 2n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
        .withArgs(waybill, Authority.CARRIER, actors.terminal.address);
      await expect(as("carrier").changePlan(waybill, [BOX], 3n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoSuchConsignment")
        .withArgs(waybill, 3n);
      await expect(as("carrier").changePlan(waybill, [BOX], 1n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoChange")
        .withArgs(waybill, BOX);
      await as("terminal").discharge(waybill, [BOX], time);
      await expect(as("carrier").changePlan(waybill, [BOX], 2n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_TooLate")
        .withArgs(waybill, BOX, Stage.DISCHARGED);
    });

    it("moves the container; the other terminal's release is its own, clearance and right stay", async function () {
      const { registry, actors, as, read, time, waybill } = await networkHelpers.loadFixture(deployTwo);
      await as("customs").clearCustoms(waybill, [BOX], Clearance.IMPORT, DECLARATION, time);
      await as("terminal").releaseAtTerminal(waybill, [BOX], time);
      await as("terminal").placeHold(waybill, [BOX], Authority.TERMINAL, REASON_CODE);
      await as("carrier").giveRelease(waybill, [BOX], 0n);
      const { latestBlock } = await read();
      await expect(as("carrier").changePlan(waybill, [BOX], 2n))
        .to.emit(registry, "PlanChanged")
        .withArgs(waybill, BOX, 2n, 1n, [6n, latestBlock]);
      const moved = await read();
      expect(moved.consignment).to.equal(2n);
      expect(moved.terminalReleased).to.equal(false);
      expect(moved.clearance).to.equal(Clearance.IMPORT);
      expect(moved.holder).to.equal(actors.consignee.member);
      expect((await registry.consignmentOf(waybill, 2n)).containers).to.equal(2n);
      await expect(as("terminal").discharge(waybill, [BOX], time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
        .withArgs(waybill, Authority.TERMINAL, actors.terminal.address);
      // The hold waits for whoever stands in the same place now.
      await as("otherTerminal").liftHold(waybill, [BOX], Authority.TERMINAL, REASON_CODE);
      await as("otherTerminal").discharge(waybill, [BOX], time);
    });
  });

  describe("endOtherwise", function () {
    it("reverts for who does not record such an end", async function () {
      const { registry, actors, as, time, waybill } = await networkHelpers.loadFixture(deployTwo);
      const wrong = [
        ["terminal", End.SEIZED, Authority.CUSTOMS],
        ["carrier", End.AUCTIONED, Authority.CUSTOMS],
        ["customs", End.RE_EXPORTED, Authority.CARRIER],
        ["carrier", End.UNPACKED, Authority.TERMINAL],
        ["customs", End.MOVED_INLAND, Authority.TERMINAL],
        ["terminal", End.STRUCK_OFF, Authority.CARRIER],
      ] as const;
      for (const [name, end, authority] of wrong) {
        await expect(as(name).endOtherwise(waybill, [BOX], end, DECLARATION, time))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
          .withArgs(waybill, authority, actors[name].address);
      }
    });

    it("reverts at the wrong stage, without a reference, and over another's right", async function () {
      const { registry, as, time, waybill } = await networkHelpers.loadFixture(deployTwo);
      await expect(as("customs").endOtherwise(waybill, [BOX], End.SEIZED, DECLARATION, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_CannotEnd")
        .withArgs(waybill, BOX, End.SEIZED, Stage.EXPECTED);
      await expect(
        as("customs").endOtherwise(waybill, [BOX], End.SEIZED, ethers.ZeroHash, time),
      ).to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoReason");
      await as("terminal").discharge(waybill, [BOX], time);
      await expect(as("carrier").endOtherwise(waybill, [BOX], End.STRUCK_OFF, DECLARATION, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_CannotEnd")
        .withArgs(waybill, BOX, End.STRUCK_OFF, Stage.DISCHARGED);
      await as("carrier").giveRelease(waybill, [BOX], 0n);
      await expect(as("carrier").endOtherwise(waybill, [BOX], End.RE_EXPORTED, DECLARATION, time))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_CannotEnd")
        .withArgs(waybill, BOX, End.RE_EXPORTED, Stage.DISCHARGED);
      await as("carrier").withdrawRelease(waybill, [BOX], REASON_CODE);
      await as("carrier").endOtherwise(waybill, [BOX], End.RE_EXPORTED, DECLARATION, time);
    });

    it("ends the consignment; the container may go into another one, where the right goes on", async function () {
      const suite = await networkHelpers.loadFixture(deployTwo);
      const { registry, actors, as, read, time, waybill } = suite;
      await as("terminal").discharge(waybill, [BOX], time);
      await as("carrier").giveRelease(waybill, [BOX], 0n);
      await registry.placeHold(waybill, [BOX], Authority.GOVERNANCE, REASON_CODE);
      const { latestBlock } = await read();
      await expect(as("terminal").endOtherwise(waybill, [BOX], End.MOVED_INLAND, DECLARATION, time))
        .to.emit(registry, "EndedOtherwise")
        .withArgs(waybill, BOX, End.MOVED_INLAND, actors.terminal.member, DECLARATION, time, [5n, latestBlock]);
      expect((await read()).stage).to.equal(Stage.ENDED_OTHERWISE);
      expect(await registry.whyNot(waybill, BOX)).to.include(Reason.GONE);

      await expect(as("carrier").addContainers(waybill, 1n, [BOX]))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_ContainerTaken")
        .withArgs(BOX, waybill);
      await as("carrier").addContainers(waybill, 2n, [BOX]);
      expect((await read()).stage).to.equal(Stage.EXPECTED);
      expect((await read()).holder).to.equal(actors.consignee.member);
      expect((await read()).happened).to.equal(0n);
      expect((await read()).sequence).to.equal(6n);
      // Nobody gets rid of another's hold that way.
      expect([...(await read()).holds]).to.deep.equal([false, false, false, true]);
    });

    it("frees a number that was consigned by mistake", async function () {
      const suite = await networkHelpers.loadFixture(deployTwo);
      const { registry, as, time, waybill } = suite;
      await as("carrier").endOtherwise(waybill, [BOX], End.STRUCK_OFF, DECLARATION, time);
      const tokenId = await issueStraight(suite, "OTHER", suite.actors.otherCarrier);
      await as("otherCarrier").openConsignment(opening(suite, [BOX], { tokenId }));
      expect(await registry.latestBillOf(BOX)).to.equal(tokenId);
    });
  });

  describe("strikeOff", function () {
    it("is governance's, and frees a number held by another carrier", async function () {
      const { registry, actors, as, read, waybill } = await networkHelpers.loadFixture(deployTwo);
      await expect(as("otherCarrier").strikeOff(waybill, [BOX], DECLARATION))
        .to.be.revertedWithCustomError(registry, "AccessManagedUnauthorized")
        .withArgs(actors.otherCarrier.address);
      await expect(registry.strikeOff(waybill, [BOX], ethers.ZeroHash)).to.be.revertedWithCustomError(
        registry,
        "ReleaseRegistry_NoReason",
      );
      const { latestBlock } = await read();
      const struck = registry.strikeOff(waybill, [BOX], DECLARATION);
      await expect(struck)
        .to.emit(registry, "EndedOtherwise")
        .withArgs(waybill, BOX, End.STRUCK_OFF, 0n, DECLARATION, (time: bigint) => time > 0n, [2n, latestBlock]);
      expect((await read()).stage).to.equal(Stage.ENDED_OTHERWISE);
    });
  });

  describe("repoint", function () {
    /** A straight bill with one green container, followed by an amended bill. */
    async function deployReissued() {
      const suite = await deployTwo();
      const { bills, actors, as } = suite;
      const old = await issueStraight(suite, "STRAIGHT1");
      const box = containerNumber(3);
      await as("carrier").openConsignment(opening(suite, [box], { tokenId: old, consignment: 7n }));
      await turnGreen(suite, ethers, old, [box]);
      await as("customs").placeHold(old, [box], Authority.CUSTOMS, REASON_CODE);
      const reissue = async () => {
        await bills.connect(actors.shipper.signer).surrenderForAmendment(old, AMEND);
        await bills.connect(actors.carrier.signer).reissue(
          [old],
          [
            {
              tokenId: old + 1n,
              transportDocumentReference: ascii("STRAIGHT1", 20),
              kind: 0n,
              issueTo: actors.shipper.address,
              shipper: actors.shipper.address,
              titleTo: actors.bank.address,
              shipperRepresents: ethers.ZeroHash,
              titleToRepresents: ethers.ZeroHash,
              noDisposal: false,
            },
          ],
        );
      };
      return { ...suite, old, successor: old + 1n, box, reissue };
    }

    it("reverts for a bill that does not follow, and for anybody but the carrier", async function () {
      const { registry, actors, as, old, successor, box, reissue } = await networkHelpers.loadFixture(deployReissued);
      await expect(as("carrier").repoint(old, [box], successor))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotASuccessor")
        .withArgs(old, successor);
      await reissue();
      await expect(as("shipper").repoint(old, [box], successor))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
        .withArgs(old, Authority.CARRIER, actors.shipper.address);
    });

    it("reverts while anything is owed under the old bill", async function () {
      const { registry, charges, token, actors, as, old, successor, box, reissue } =
        await networkHelpers.loadFixture(deployReissued);
      await charges.connect(actors.terminal.signer).raise({
        tokenId: old,
        consignment: 7n,
        number: ascii("", 11),
        creditor: Authority.TERMINAL,
        kind: ChargeKind.TERMINAL_HANDLING,
        token: await token.getAddress(),
        amount: 1n,
        arbiter: actors.bank.address,
      });
      await reissue();
      await expect(as("carrier").repoint(old, [box], successor))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_ChargesOpen")
        .withArgs(old, box);
      await charges.connect(actors.terminal.signer).credit(1n);
      await as("carrier").repoint(old, [box], successor);
    });

    it("takes stage, clearance, release and holds over to the bill that follows", async function () {
      const { registry, bills, actors, as, old, successor, box, reissue } =
        await networkHelpers.loadFixture(deployReissued);
      await reissue();
      const before = await registry.containerOf(old, box);
      const moved = as("carrier").repoint(old, [box], successor);
      await expect(moved).to.emit(registry, "Repointed").withArgs(old, box, successor, 7n, [6n, before.latestBlock]);
      await expect(moved).to.emit(registry, "ContainerConsigned").withArgs(successor, box, 7n, [1n, 0n]);
      await expect(moved)
        .to.emit(registry, "ConsignmentOpened")
        .withArgs(
          successor,
          7n,
          actors.terminal.member,
          actors.carrier.member,
          actors.customs.member,
          ascii("BEANR", 5),
          false,
          actors.carrier.address,
          [1n, 0n],
        );
      const after = await registry.containerOf(successor, box);
      for (const field of ["stage", "clearance", "terminalReleased", "happened", "consignment"] as const) {
        expect(after[field]).to.equal(before[field]);
      }
      expect(after.holds).to.deep.equal([false, true, false, false]);
      expect(after.holder).to.equal(0n);
      expect((await registry.containerOf(old, box)).stage).to.equal(Stage.ENDED_OTHERWISE);
      expect(await registry.latestBillOf(box)).to.equal(successor);
      expect(await registry.whyNot(successor, box)).to.deep.equal([
        Reason.DOCUMENT,
        Reason.CUSTOMS_HOLD,
        Reason.NO_RELEASE_RIGHT,
      ]);

      // The new bill releases it as any other.
      await bills.connect(actors.shipper.signer).surrenderForDelivery(successor);
      await bills.connect(actors.carrier.signer).acceptSurrender(successor);
      await as("customs").liftHold(successor, [box], Authority.CUSTOMS, REASON_CODE);
      await as("carrier").giveRelease(successor, [box], 0n);
      expect(await registry.whyNot(successor, box)).to.deep.equal([]);
      expect((await registry.containerOf(successor, box)).holder).to.equal(actors.bank.member);
    });

    it("takes a right against a letter along", async function () {
      const { registry, actors, as, old, successor, box, reissue } = await networkHelpers.loadFixture(deployReissued);
      await as("carrier").releaseAgainstLetter(old, [box], actors.forwarder.address, DECLARATION);
      await reissue();
      await as("carrier").repoint(old, [box], successor);
      const after = await registry.containerOf(successor, box);
      expect(after.holder).to.equal(actors.forwarder.member);
      expect(after.isAgainstLetter).to.equal(true);
      expect(await registry.letterOf(successor, box)).to.deep.equal([actors.forwarder.member, DECLARATION, false]);
    });
  });
});
