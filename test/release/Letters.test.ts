import { expect } from "chai";
import { network } from "hardhat";

import {
  Authority,
  ChargeKind,
  containerNumber,
  DECLARATION,
  deployRelease,
  End,
  issueStraight,
  NOBODY,
  now,
  opening,
  Reason,
  turnGreen,
} from "../support/release.js";
import { admitCustodian } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const OTHER_BOX = containerNumber(2);
const LETTER = DECLARATION;
const ISSUED = 1n;

/** A straight bill in the shipper's hands, two containers green but for the document. */
async function deployStraight() {
  const suite = await deployRelease(ethers);
  const as = (actor: keyof typeof suite.actors) => suite.registry.connect(suite.actors[actor].signer);
  const tokenId = await issueStraight(suite, "STRAIGHT1");
  await as("carrier").openConsignment(opening(suite, [BOX, OTHER_BOX], { tokenId }));
  await turnGreen(suite, ethers, tokenId, [BOX, OTHER_BOX]);
  const release = (to = suite.actors.forwarder.address, numbers = [BOX]) =>
    as("carrier").releaseAgainstLetter(tokenId, numbers, to, LETTER);
  return { ...suite, as, tokenId, release };
}

describe("ReleaseRegistry", function () {
  describe("releaseAgainstLetter", function () {
    it("reverts for anybody but the carrier, and without the letter", async function () {
      const { registry, actors, as, tokenId } = await networkHelpers.loadFixture(deployStraight);
      for (const name of ["terminal", "otherCarrier"] as const) {
        await expect(as(name).releaseAgainstLetter(tokenId, [BOX], actors.forwarder.address, LETTER))
          .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
          .withArgs(tokenId, Authority.CARRIER, actors[name].address);
      }
      await expect(
        as("carrier").releaseAgainstLetter(tokenId, [BOX], actors.forwarder.address, ethers.ZeroHash),
      ).to.be.revertedWithCustomError(registry, "ReleaseRegistry_NoReason");
    });

    it("reverts for a bill that is due for delivery, pending or frozen", async function () {
      const { registry, bills, actors, as, tokenId, release, waybill } =
        await networkHelpers.loadFixture(deployStraight);
      await expect(as("carrier").releaseAgainstLetter(waybill, [BOX], actors.forwarder.address, LETTER))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_LetterDoesNotFit")
        .withArgs(waybill, ISSUED);
      await bills.freeze(tokenId);
      await expect(release()).to.be.revertedWithCustomError(registry, "ReleaseRegistry_BillFrozen").withArgs(tokenId);
      await bills.unfreeze(tokenId);
      await bills.connect(actors.shipper.signer).surrenderForDelivery(tokenId);
      await expect(release())
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_LetterDoesNotFit")
        .withArgs(tokenId, 2n);
    });

    it("reverts while the carrier's charges are open", async function () {
      const { registry, charges, token, actors, tokenId, release } = await networkHelpers.loadFixture(deployStraight);
      await charges.connect(actors.carrier.signer).raise({
        tokenId,
        consignment: 1n,
        number: BOX,
        creditor: Authority.CARRIER,
        kind: ChargeKind.FREIGHT_COLLECT,
        token: await token.getAddress(),
        amount: 1n,
        arbiter: actors.bank.address,
      });
      await expect(release())
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_Red")
        .withArgs(tokenId, BOX, [Reason.CARRIER_CHARGES]);
    });

    it("reverts for a party that may hold no right", async function () {
      const { registry, actors, release } = await networkHelpers.loadFixture(deployStraight);
      await expect(release(actors.haulier.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RecipientNotPermitted")
        .withArgs(actors.haulier.member, actors.haulier.address);
      await expect(release(NOBODY))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RecipientNotPermitted")
        .withArgs(0n, NOBODY);
    });

    it("gives the right without the bill, which shows it to every later holder", async function () {
      const { registry, bills, actors, tokenId, release } = await networkHelpers.loadFixture(deployStraight);
      expect(await registry.whyNot(tokenId, BOX)).to.deep.equal([Reason.DOCUMENT, Reason.NO_RELEASE_RIGHT]);
      const { latestBlock } = await registry.containerOf(tokenId, BOX);
      await expect(release())
        .to.emit(registry, "ReleasedAgainstLetter")
        .withArgs(tokenId, BOX, actors.forwarder.member, actors.carrier.member, LETTER, actors.carrier.address, [
          5n,
          latestBlock,
        ]);
      expect(await registry.whyNot(tokenId, BOX)).to.deep.equal([]);
      expect(await registry.whyNot(tokenId, OTHER_BOX)).to.deep.equal([Reason.DOCUMENT, Reason.NO_RELEASE_RIGHT]);
      expect((await bills.billOf(tokenId)).isAgainstIndemnity).to.equal(true);
      expect(await registry.letterOf(tokenId, BOX)).to.deep.equal([actors.forwarder.member, LETTER, false]);
      expect((await registry.containerOf(tokenId, BOX)).isAgainstLetter).to.equal(true);
      // A second container under the same bill finds the bill marked.
      await release(actors.forwarder.address, [OTHER_BOX]);
    });

    it("is shut by a freeze even so", async function () {
      const { registry, bills, tokenId, release } = await networkHelpers.loadFixture(deployStraight);
      await release();
      await bills.freeze(tokenId);
      expect(await registry.whyNot(tokenId, BOX)).to.deep.equal([Reason.DOCUMENT]);
    });

    it("never gives a second right; a later surrender ends the letter", async function () {
      const suite = await networkHelpers.loadFixture(deployStraight);
      const { registry, bills, actors, as, tokenId, release } = suite;
      await release();
      await expect(release(actors.bank.address))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RightGiven")
        .withArgs(tokenId, BOX, actors.forwarder.member);
      await bills.connect(actors.shipper.signer).surrenderForDelivery(tokenId);
      await bills.connect(actors.carrier.signer).acceptSurrender(tokenId);
      expect((await registry.letterOf(tokenId, BOX)).isEnded).to.equal(true);
      await expect(as("carrier").giveRelease(tokenId, [BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_RightGiven")
        .withArgs(tokenId, BOX, actors.forwarder.member);
      await as("carrier").giveRelease(tokenId, [OTHER_BOX], 0n);

      // Not even in another consignment of the bill, when this one ended otherwise: the right goes on there.
      await as("customs").endOtherwise(tokenId, [BOX], End.SEIZED, DECLARATION, await now(ethers));
      await as("carrier").openConsignment(opening(suite, [BOX], { tokenId, consignment: 2n }));
      expect((await registry.containerOf(tokenId, BOX)).holder).to.equal(actors.forwarder.member);
      expect((await registry.containerOf(tokenId, BOX)).isAgainstLetter).to.equal(true);
    });

    it("does not claim delivery under the bill before a container leaves", async function () {
      const { bills, actors, as, tokenId, release } = await networkHelpers.loadFixture(deployStraight);
      await release();
      await as("forwarder").nameHaulier(tokenId, [BOX], actors.haulier.address);
      expect((await bills.billOf(tokenId)).isDeliveryBegun).to.equal(false);
    });
  });

  describe("consentToLetter", function () {
    async function deployInCustody() {
      const suite = await deployStraight();
      const vault = await admitCustodian(ethers, suite.consortium);
      await suite.bills
        .connect(suite.actors.shipper.signer)
        .transferFrom(suite.actors.shipper.address, vault.address, suite.tokenId);
      return { ...suite, vault };
    }

    it("reverts for who is no custodian in possession", async function () {
      const { registry, actors, as, tokenId, vault, waybill } = await networkHelpers.loadFixture(deployInCustody);
      await expect(as("shipper").consentToLetter(tokenId, LETTER))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheCustodian")
        .withArgs(tokenId, actors.shipper.address);
      await expect(registry.connect(vault.signer).consentToLetter(waybill, LETTER))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheCustodian")
        .withArgs(waybill, vault.address);
    });

    it("opens the way for this letter and no other", async function () {
      const { registry, tokenId, vault, release } = await networkHelpers.loadFixture(deployInCustody);
      await expect(release())
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_CustodianMustConsent")
        .withArgs(tokenId, vault.member);
      await registry.connect(vault.signer).consentToLetter(tokenId, ethers.id("another letter"));
      await expect(release())
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_CustodianMustConsent")
        .withArgs(tokenId, vault.member);
      await expect(registry.connect(vault.signer).consentToLetter(tokenId, LETTER))
        .to.emit(registry, "LetterConsented")
        .withArgs(tokenId, vault.member, LETTER);
      await release();
    });
  });
});
