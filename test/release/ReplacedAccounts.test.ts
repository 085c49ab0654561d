import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import { MemberStatus, Role } from "../../sdk/chain/values.js";
import { admitCustodian } from "../support/suite.js";
import {
  type Actor,
  type Actors,
  Authority,
  bringToGate,
  ChargeKind,
  ChargeStatus,
  containerNumber,
  deployRelease,
  gatePass,
  issueStraight,
  Mode,
  now,
  opening,
  truckCommitment,
  turnGreen,
} from "../support/release.js";

const { ethers, networkHelpers } = await network.create();
const BOX = containerNumber(1);
const AMOUNT = 1_000n;

/** An open consignment, and a way to give a member another account: each is the actor from then on. */
async function deploy() {
  const suite = await deployRelease(ethers);
  const { registry, charges, pickUp, consortium, token, actors, waybill } = suite;
  await registry.connect(actors.carrier.signer).openConsignment(opening(suite, [BOX]));
  const spare = (await ethers.getSigners()).slice(-4);
  const replaced = async ({ member }: Actor): Promise<Actor> => {
    const signer = spare[Number((await consortium.accountCount()) - (await consortium.memberCount()))];
    if (signer === undefined) throw new Error("the chain has too few accounts");
    await consortium.replaceAccount(member, signer.address);
    return { signer, address: signer.address, member };
  };
  const as = (who: Actor) => ({
    registry: registry.connect(who.signer),
    charges: charges.connect(who.signer),
    pickUp: pickUp.connect(who.signer),
  });
  const claim = {
    tokenId: waybill,
    consignment: 1n,
    number: BOX,
    creditor: Authority.CARRIER,
    kind: ChargeKind.OTHER,
    token: await token.getAddress(),
    amount: AMOUNT,
    arbiter: actors.bank.address,
  };
  return { ...suite, ...actors, replaced, as, claim };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

/** A charge of the carrier that the consignee has disputed and paid into escrow. */
async function deployDisputed() {
  const suite = await deploy();
  const { token, charges, consignee, carrier, as, claim } = suite;
  await as(carrier).charges.raise(claim);
  await token.mint(consignee.address, AMOUNT);
  await token.connect(consignee.signer).approve(await charges.getAddress(), AMOUNT);
  await as(consignee).charges.dispute(1n, id("too much"));
  return suite;
}

/** The actors with one of them replaced, for the helpers that take them. */
function withActor(suite: Fixture, name: keyof Actors, actor: Actor) {
  return { ...suite, actors: { ...suite.actors, [name]: actor } };
}

describe("A replaced account", () => {
  describe("in a release", () => {
    it("holds no right any more; the new one has it at once, and what was offered", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, waybill, carrier, consignee, forwarder, as } = suite;
      await turnGreen(suite, ethers, waybill, [BOX]);
      await as(carrier).registry.giveRelease(waybill, [BOX], 0n);
      const asConsignee = await suite.replaced(consignee);
      const offer = (by: Actor) => as(by).registry.offerRelease(waybill, [BOX], forwarder.address, 0n, 0n);
      await expect(offer(consignee))
        .to.be.revertedWithCustomError(registry, "Consortium_NotActive")
        .withArgs(consignee.address, MemberStatus.REPLACED);
      await offer(asConsignee);
      // Taking back is open to a suspended member, but not to a key that is nobody's.
      await expect(as(consignee).registry.withdrawOffer(waybill, [BOX]))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotHolder")
        .withArgs(waybill, BOX, consignee.address);

      const asForwarder = await suite.replaced(forwarder);
      await expect(as(forwarder).registry.declineRelease(waybill, [BOX]))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotOffered")
        .withArgs(waybill, BOX, forwarder.address);
      await as(asForwarder).registry.acceptRelease(waybill, [BOX], 0n);
      expect((await registry.containerOf(waybill, BOX)).holder).to.equal(forwarder.member);
    });

    it("speaks for no terminal, customs or carrier; the new one does at once", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, waybill, terminal, customs, carrier, as } = suite;
      const happened = await now(ethers);
      const [asTerminal, asCustoms, asCarrier] = [
        await suite.replaced(terminal),
        await suite.replaced(customs),
        await suite.replaced(carrier),
      ];
      await expect(as(terminal).registry.discharge(waybill, [BOX], happened))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
        .withArgs(waybill, Authority.TERMINAL, terminal.address);
      await expect(as(customs).registry.clearCustoms(waybill, [BOX], 1n, id("declaration"), happened))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
        .withArgs(waybill, Authority.CUSTOMS, customs.address);
      await expect(as(carrier).registry.giveRelease(waybill, [BOX], 0n))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheAuthority")
        .withArgs(waybill, Authority.CARRIER, carrier.address);
      const changed = withActor(withActor(suite, "terminal", asTerminal), "customs", asCustoms);
      await turnGreen(changed, ethers, waybill, [BOX]);
      await as(asCarrier).registry.giveRelease(waybill, [BOX], 0n);
      expect(await registry.whyNot(waybill, BOX)).to.deep.equal([]);
    });

    it("of a custodian still counts as custody: no letter of indemnity goes past it", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { consortium, registry, bills, shipper, carrier, consignee, as } = suite;
      const vault = await admitCustodian(ethers, consortium);
      const other = await (await ethers.deployContract("Vault")).getAddress();
      const tokenId = await issueStraight(suite, "IN CUSTODY");
      await bills.connect(shipper.signer).transferFrom(shipper.address, vault.address, tokenId);
      await consortium.replaceAccount(vault.member, other);
      const numbers = [containerNumber(9)];
      await as(carrier).registry.openConsignment(opening(suite, numbers, { tokenId }));
      const letter = id("letter");
      await expect(as(carrier).registry.releaseAgainstLetter(tokenId, numbers, consignee.address, letter))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_CustodianMustConsent")
        .withArgs(tokenId, vault.member);
      // The custodian consents from its new account, although the bill has not followed.
      const signer = await ethers.getImpersonatedSigner(other);
      await ethers.provider.send("hardhat_setBalance", [other, "0x8ac7230489e80000"]);
      await expect(as(vault).registry.consentToLetter(tokenId, letter))
        .to.be.revertedWithCustomError(registry, "Consortium_NotActive")
        .withArgs(vault.address, MemberStatus.REPLACED);
      await expect(registry.connect(signer).consentToLetter(tokenId, letter))
        .to.emit(registry, "LetterConsented")
        .withArgs(tokenId, vault.member, letter);
    });
  });

  describe("in a booking", () => {
    it("neither cancels nor books; the new one does, and the driver's proof stays good", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, pickUp, waybill, terminal, haulier, driver, as } = suite;
      const { slot, truck } = await bringToGate(suite, ethers, waybill, [BOX]);
      const asHaulier = await suite.replaced(haulier);
      await expect(as(haulier).pickUp.cancelBooking(waybill, BOX))
        .to.be.revertedWithCustomError(registry, "ReleaseRegistry_NotTheHaulier")
        .withArgs(waybill, BOX, 0n);
      const other = truckCommitment("2-DEF-567");
      const book = (by: Actor) => as(by).pickUp.book(waybill, BOX, terminal.member, slot, driver.address, other);
      await expect(book(haulier))
        .to.be.revertedWithCustomError(pickUp, "Consortium_NotActive")
        .withArgs(haulier.address, MemberStatus.REPLACED);
      await book(asHaulier);
      expect(truck).not.to.equal(other);
      const { pass, signature } = await gatePass(suite, ethers, { tokenId: waybill, number: BOX, slot, truck: other });
      await as(terminal).pickUp.gateIn(pass, signature);
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(3n);
    });

    it("of a barge's operator opens no gate until it books anew", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { registry, pickUp, waybill, carrier, consignee, terminal, haulier, as } = suite;
      await turnGreen(suite, ethers, waybill, [BOX]);
      await as(carrier).registry.giveRelease(waybill, [BOX], 0n);
      await as(consignee).registry.nameHaulier(waybill, [BOX], haulier.address);
      await as(terminal).pickUp.openCall(Mode.BARGE, await now(ethers), 86_400n, 5n);
      const [slot, first, second] = [1n, truckCommitment("barge"), truckCommitment("barge again")];
      await as(haulier).pickUp.book(waybill, BOX, terminal.member, slot, haulier.address, first);
      const asHaulier = await suite.replaced(haulier);

      const stale = await gatePass(
        suite,
        ethers,
        { tokenId: waybill, number: BOX, slot, truck: first },
        { signer: haulier.signer },
      );
      await expect(as(terminal).pickUp.gateIn(stale.pass, stale.signature))
        .to.be.revertedWithCustomError(pickUp, "Consortium_NotActive")
        .withArgs(haulier.address, MemberStatus.REPLACED);
      await as(asHaulier).pickUp.book(waybill, BOX, terminal.member, slot, asHaulier.address, second);
      const fresh = await gatePass(
        suite,
        ethers,
        { tokenId: waybill, number: BOX, slot, truck: second },
        { signer: asHaulier.signer },
      );
      await as(terminal).pickUp.gateIn(fresh.pass, fresh.signature);
      expect((await registry.containerOf(waybill, BOX)).stage).to.equal(3n);
    });
  });

  describe("in a charge", () => {
    it("is no creditor; the new one is, and has the money", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { charges, token, carrier, consignee, waybill, as, claim } = suite;
      await as(carrier).charges.raise(claim);
      const asCarrier = await suite.replaced(carrier);
      await expect(as(carrier).charges.cancel(1n))
        .to.be.revertedWithCustomError(charges, "Charges_NotACreditor")
        .withArgs(waybill, Authority.CARRIER, carrier.address);
      await token.mint(consignee.address, AMOUNT);
      await token.connect(consignee.signer).approve(await charges.getAddress(), AMOUNT);
      await as(consignee).charges.pay(1n);
      expect(await token.balanceOf(asCarrier.address)).to.equal(AMOUNT);
      expect(await token.balanceOf(carrier.address)).to.equal(0n);
    });

    it("gets nothing back out of escrow: the payer's new account does", async () => {
      const suite = await networkHelpers.loadFixture(deployDisputed);
      const { charges, token, carrier, consignee, as } = suite;
      const asConsignee = await suite.replaced(consignee);
      await as(carrier).charges.giveBack(1n);
      expect(await token.balanceOf(asConsignee.address)).to.equal(AMOUNT);
      expect(await token.balanceOf(consignee.address)).to.equal(0n);
      expect((await charges.chargeOf(1n)).status).to.equal(ChargeStatus.GIVEN_BACK);
    });

    it("gives up no dispute: the payer's new account does", async () => {
      const suite = await networkHelpers.loadFixture(deployDisputed);
      const { charges, token, carrier, consignee, as } = suite;
      const asConsignee = await suite.replaced(consignee);
      await expect(as(consignee).charges.giveUp(1n))
        .to.be.revertedWithCustomError(charges, "Charges_NotThePayer")
        .withArgs(1n, consignee.address);
      await as(asConsignee).charges.giveUp(1n);
      expect(await token.balanceOf(carrier.address)).to.equal(AMOUNT);
    });

    it("decides no dispute: the arbiter's new account does", async () => {
      const suite = await networkHelpers.loadFixture(deployDisputed);
      const { charges, bank, as } = suite;
      const asBank = await suite.replaced(bank);
      await expect(as(bank).charges.award(1n, 0n))
        .to.be.revertedWithCustomError(charges, "Consortium_NotActive")
        .withArgs(bank.address, MemberStatus.REPLACED);
      await as(asBank).charges.award(1n, AMOUNT);
      expect((await charges.chargeOf(1n)).status).to.equal(ChargeStatus.AWARDED);
    });
  });

  it("keeps its member's role out of its own word", async () => {
    const suite = await networkHelpers.loadFixture(deploy);
    const asHaulier = await suite.replaced(suite.haulier);
    expect((await suite.consortium.memberOf(suite.haulier.address)).roles).to.equal(0n);
    expect((await suite.consortium.memberOf(asHaulier.address)).roles).to.equal(Role.HAULIER);
  });
});
