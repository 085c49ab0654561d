import { expect } from "chai";
import { network } from "hardhat";

import {
  ANTWERP,
  ascii,
  Authority,
  bringToGate,
  containerNumber,
  deployRelease,
  gatePass,
  issueWaybill,
  NOBODY,
  opening,
  Reason,
  RECEIPT,
  RoleBit,
  SEAL,
  Stage,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployRelease(ethers);
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);

describe("ReleaseRegistry", function () {
  describe("openConsignment", function () {
    it("reverts for a number of zero, and for one that is taken", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const carrier = suite.registry.connect(suite.actors.carrier.signer);
      await expect(carrier.openConsignment(opening(suite, [BOX], { consignment: 0n })))
        .to.be.revertedWithCustomError(suite.registry, "ReleaseRegistry_ConsignmentTaken")
        .withArgs(suite.waybill, 0n);
      await carrier.openConsignment(opening(suite, [BOX]));
      await expect(carrier.openConsignment(opening(suite, [OTHER_BOX])))
        .to.be.revertedWithCustomError(suite.registry, "ReleaseRegistry_ConsignmentTaken")
        .withArgs(suite.waybill, 1n);
    });

    it("reverts for a bill that was never issued", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      await expect(
        suite.registry.connect(suite.actors.carrier.signer).openConsignment(opening(suite, [BOX], { tokenId: 4711n })),
      )
        .to.be.revertedWithCustomError(suite.bills, "ERC721NonexistentToken")
        .withArgs(4711n);
    });

    it("reverts unless the bill's carrier calls", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      for (const actor of [suite.actors.otherCarrier, suite.actors.shipper]) {
        await expect(suite.registry.connect(actor.signer).openConsignment(opening(suite, [BOX])))
          .to.be.revertedWithCustomError(suite.registry, "ReleaseRegistry_NotTheAuthority")
          .withArgs(suite.waybill, Authority.CARRIER, actor.address);
      }
    });

    it("reverts for a place that has not the form of one", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const place = ascii("BEAN1", 5);
      await expect(
        suite.registry
          .connect(suite.actors.carrier.signer)
          .openConsignment(opening(suite, [BOX], { unLocationCode: place })),
      )
        .to.be.revertedWithCustomError(suite.registry, "ReleaseRegistry_InvalidUnLocationCode")
        .withArgs(place);
    });

    it("reverts if terminal or customs are no active members in these roles", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { actors, registry, consortium, waybill } = suite;
      const carrier = registry.connect(actors.carrier.signer);
      for (const terminal of [actors.customs.address, actors.outsider.address, NOBODY]) {
        await expect(carrier.openConsignment(opening(suite, [BOX], { tokenId: waybill, terminal })))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_PartyNotPermitted")
          .withArgs(terminal, RoleBit.TERMINAL);
      }
      await consortium.suspend(actors.customs.member);
      await expect(carrier.openConsignment(opening(suite, [BOX])))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_PartyNotPermitted")
        .withArgs(actors.customs.address, RoleBit.CUSTOMS);
    });

    it("reverts without containers, with a wrong number, and with one container twice", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry } = suite;
      const carrier = registry.connect(suite.actors.carrier.signer);
      await expect(carrier.openConsignment(opening(suite, []))).to.be.revertedWithCustomError(
        registry,
        "ReleaseRegistry_NoContainers",
      );
      const wrong = ascii("CSQU3054384", 11);
      await expect(carrier.openConsignment(opening(suite, [BOX, wrong])))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_InvalidNumber")
        .withArgs(wrong);
      await expect(carrier.openConsignment(opening(suite, [BOX, OTHER_BOX, BOX])))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_ContainerTaken")
        .withArgs(BOX, suite.waybill);
      expect((await registry.containerOf(suite.waybill, OTHER_BOX)).stage).to.equal(Stage.NONE);
    });

    it("opens a consignment with its containers", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, actors, waybill } = suite;
      const opened = registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX, OTHER_BOX]));
      await expect(opened)
        .to.emit(registry, "ConsignmentOpened")
        .withArgs(
          waybill,
          1n,
          actors.terminal.member,
          actors.carrier.member,
          actors.customs.member,
          ANTWERP,
          false,
          actors.carrier.address,
          [1n, 0n],
        );
      await expect(opened).to.emit(registry, "ContainerConsigned").withArgs(waybill, BOX, 1n, [1n, 0n]);
      await expect(opened).to.emit(registry, "ContainerConsigned").withArgs(waybill, OTHER_BOX, 1n, [1n, 0n]);
      const block = BigInt(await ethers.provider.getBlockNumber());
      expect(await registry.consignmentOf(waybill, 1n)).to.deep.equal([
        actors.carrier.member,
        actors.terminal.member,
        actors.customs.member,
        ANTWERP,
        false, // carrier haulage
        false, // carrier owed
        false, // terminal owed
        2n, // containers
        1n, // sequence
        block,
      ]);
      expect(await registry.latestBillOf(BOX)).to.equal(waybill);
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(Stage.EXPECTED);
      expect((await registry.containerOf(waybill, BOX)).consignment).to.equal(1n);
    });
  });

  describe("addContainers", function () {
    it("reverts for a consignment that is not there, and for anybody but its carrier", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, actors, waybill } = suite;
      await expect(registry.connect(actors.carrier.signer).addContainers(waybill, 1n, [BOX]))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoSuchConsignment")
        .withArgs(waybill, 1n);
      await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
      await expect(registry.connect(actors.terminal.signer).addContainers(waybill, 1n, [OTHER_BOX]))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
        .withArgs(waybill, Authority.CARRIER, actors.terminal.address);
    });

    it("reverts above 500 containers", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const carrier = suite.registry.connect(suite.actors.carrier.signer);
      const boxes = (from: number, count: number) => Array.from({ length: count }, (_, i) => containerNumber(from + i));
      await carrier.openConsignment(opening(suite, boxes(0, 200)));
      await carrier.addContainers(suite.waybill, 1n, boxes(200, 200));
      await expect(carrier.addContainers(suite.waybill, 1n, boxes(400, 101)))
        .to.be.revertedWithCustomError(suite.registry, "ReleaseRegistry_TooManyContainers")
        .withArgs(suite.waybill, 1n, 501n);
      await carrier.addContainers(suite.waybill, 1n, boxes(400, 100));
      expect((await suite.registry.consignmentOf(suite.waybill, 1n)).containers).to.equal(500n);
    });

    it("reverts for a container in another open consignment of the bill", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, actors, waybill } = suite;
      const carrier = registry.connect(actors.carrier.signer);
      await carrier.openConsignment(opening(suite, [BOX]));
      await carrier.openConsignment(
        opening(suite, [OTHER_BOX], { consignment: 2n, terminal: actors.otherTerminal.address }),
      );
      await expect(carrier.addContainers(waybill, 2n, [BOX]))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_ContainerTaken")
        .withArgs(BOX, waybill);
    });

    it("reverts for a container in an open consignment of another carrier", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, actors } = suite;
      await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
      const tokenId = await issueWaybill(suite, "OTHER", actors.otherCarrier);
      await expect(registry.connect(actors.otherCarrier.signer).openConsignment(opening(suite, [BOX], { tokenId })))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_ContainerTaken")
        .withArgs(BOX, suite.waybill);
    });

    it("takes a container that has left under the bill before", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, pickUp, actors, waybill } = suite;
      await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
      const { slot, truck } = await bringToGate(suite, ethers, waybill, [BOX]);
      const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck });
      await pickUp.connect(actors.terminal.signer).gateIn(pass, signature);
      await registry.connect(actors.terminal.signer).gateOut(waybill, BOX, pass.happened, truck, SEAL, RECEIPT);

      const tokenId = await issueWaybill(suite, "OTHER", actors.otherCarrier);
      await registry.connect(actors.otherCarrier.signer).openConsignment(opening(suite, [BOX], { tokenId }));
      expect((await registry.containerOf(tokenId, BOX)).stage).to.equal(Stage.EXPECTED);
      expect(await registry.latestBillOf(BOX)).to.equal(tokenId);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.GONE]);
    });
  });

  describe("a container under several bills", function () {
    it("leaves only when each bill lets it go, to the same haulier", async function () {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, actors, waybill } = suite;
      const second = await issueWaybill(suite, "SECOND");
      const carrier = registry.connect(actors.carrier.signer);
      await carrier.openConsignment(opening(suite, [BOX]));
      await carrier.openConsignment(opening(suite, [BOX], { tokenId: second }));
      await bringToGate(suite, ethers, waybill, [BOX]);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.OTHER_BILL]);

      await bringToGate(suite, ethers, second, [BOX]);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([]);
      expect(await registry.whyNot(second, BOX)).to.deep.equal([]);

      await registry.connect(actors.consignee.signer).nameHaulier(second, [BOX], actors.otherHaulier.address);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([Reason.OTHER_BILL]);
    });
  });
});
