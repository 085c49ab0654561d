import type { NetworkHelpers } from "@nomicfoundation/hardhat-network-helpers/types";
import { expect } from "chai";

import type { SmartAccount } from "../support/accounts/account.js";
import type { WalletMember } from "../support/accounts/members.js";
import { mandate, REQUEST_TYPES, requestDomain } from "../support/agency.js";
import { Act, BillStatus, issuance, issueBill, Kind, MemberStatus, type Suite } from "../support/suite.js";

/** The suite with a carrier and a trader whose accounts are contracts. */
export interface WalletSuite<A extends SmartAccount> extends Suite {
  readonly carrierWallet: WalletMember<A>;
  readonly traderWallet: WalletMember<A>;
  /** An account of nobody's yet. */
  readonly spare: A;
}

/** What every account can do for its member, a contract as well as a key. */
export function shouldActForItsMember<A extends SmartAccount>(
  networkHelpers: NetworkHelpers,
  deploy: () => Promise<WalletSuite<A>>,
) {
  /** A bearer bill in the trader's hands. */
  async function deployHeld() {
    const suite = await deploy();
    const tokenId = await issueBill(suite, Kind.BEARER, { issueTo: suite.traderWallet.address });
    return { ...suite, tokenId };
  }

  /** A bearer bill of the wallet's own issue, surrendered to it by the shipper. */
  async function deploySurrendered() {
    const suite = await deploy();
    const input = issuance(Kind.BEARER, suite.parties);
    await suite.carrierWallet.account.act(await suite.bills.issue.populateTransaction(input));
    await suite.bills.connect(suite.parties.shipper.signer).surrenderForDelivery(input.tokenId);
    return { ...suite, tokenId: input.tokenId };
  }

  it("is refused with the contract's own reason, and nothing has changed", async () => {
    const { bills, parties, traderWallet, tokenId } = await networkHelpers.loadFixture(deployHeld);
    const { bank, shipper, carrier } = parties;
    const reason = await traderWallet.account.refusal(
      await bills.transferFrom.populateTransaction(traderWallet.address, carrier.address, tokenId),
    );
    expect(reason).to.equal(
      bills.interface.encodeErrorResult("BillOfLading_RecipientNotPermitted", [tokenId, carrier.address]),
    );
    expect(await bills.ownerOf(tokenId)).to.equal(traderWallet.address);

    const foreign = await issueBill({ bills, parties }, Kind.BEARER, { reference: "of the shipper" });
    const theft = await bills.transferFrom.populateTransaction(shipper.address, bank.address, foreign);
    expect(await traderWallet.account.refusal(theft)).to.equal(
      bills.interface.encodeErrorResult("ERC721InsufficientApproval", [traderWallet.address, foreign]),
    );
    expect(await bills.ownerOf(foreign)).to.equal(shipper.address);
  });

  it("does nothing while its member is suspended", async () => {
    const { bills, consortium, parties, traderWallet, tokenId } = await networkHelpers.loadFixture(deployHeld);
    await consortium.suspend(traderWallet.member);
    const reason = await traderWallet.account.refusal(
      await bills.transferFrom.populateTransaction(traderWallet.address, parties.bank.address, tokenId),
    );
    expect(reason).to.equal(
      bills.interface.encodeErrorResult("Consortium_NotActive", [traderWallet.address, MemberStatus.SUSPENDED]),
    );
    expect(await bills.ownerOf(tokenId)).to.equal(traderWallet.address);
  });

  it("undoes the first of two acts if the second is refused", async () => {
    const { bills, parties, traderWallet, tokenId } = await networkHelpers.loadFixture(deployHeld);
    const { bank, carrier } = parties;
    const reason = await traderWallet.account.refusal(
      await bills.endorse.populateTransaction(tokenId, Act.ENDORSE, bank.address),
      await bills.transferFrom.populateTransaction(traderWallet.address, carrier.address, tokenId),
    );
    expect(reason).to.equal(
      bills.interface.encodeErrorResult("BillOfLading_RecipientNotPermitted", [tokenId, carrier.address]),
    );
    expect((await bills.billOf(tokenId)).kind).to.equal(Kind.BEARER);
  });

  it("issues", async () => {
    const { bills, parties, carrierWallet } = await networkHelpers.loadFixture(deploy);
    const input = issuance(Kind.BEARER, parties);
    await expect(carrierWallet.account.act(await bills.issue.populateTransaction(input)))
      .to.emit(bills, "Issued")
      .withArgs(
        input.tokenId,
        carrierWallet.member,
        parties.shipper.member,
        input.transportDocumentReference,
        Kind.BEARER,
        0n,
        0n,
        carrierWallet.address,
        [1n, 0n],
      );
    expect((await bills.billOf(input.tokenId)).carrier).to.equal(carrierWallet.member);
    expect(await bills.ownerOf(input.tokenId)).to.equal(parties.shipper.address);
  });

  it("receives a bill by transfer and by safe transfer, and passes it on", async () => {
    const { bills, parties, traderWallet } = await networkHelpers.loadFixture(deploy);
    const { shipper, bank } = parties;
    const tokenId = await issueBill({ bills, parties }, Kind.BEARER);
    const asShipper = bills.connect(shipper.signer);
    await asShipper["safeTransferFrom(address,address,uint256)"](shipper.address, traderWallet.address, tokenId);
    expect(await bills.ownerOf(tokenId)).to.equal(traderWallet.address);

    const passOn = await bills.transferFrom.populateTransaction(traderWallet.address, bank.address, tokenId);
    await expect(traderWallet.account.act(passOn))
      .to.emit(bills, "Transfer")
      .withArgs(traderWallet.address, bank.address, tokenId);
    expect(await bills.ownerOf(tokenId)).to.equal(bank.address);

    await bills.connect(bank.signer).transferFrom(bank.address, traderWallet.address, tokenId);
    expect(await bills.ownerOf(tokenId)).to.equal(traderWallet.address);
    expect((await bills.billOf(tokenId)).possessor).to.equal(traderWallet.member);
  });

  it("rejects, and signs for possession", async () => {
    const { bills, parties, traderWallet } = await networkHelpers.loadFixture(deploy);
    const { shipper } = parties;
    const tokenId = await issueBill({ bills, parties }, Kind.BEARER);
    const give = () => bills.connect(shipper.signer).transferFrom(shipper.address, traderWallet.address, tokenId);
    await give();
    await traderWallet.account.act(await bills.reject.populateTransaction(tokenId));
    expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);

    await give();
    await traderWallet.account.act(await bills.sign.populateTransaction(tokenId));
    expect(await traderWallet.account.refusal(await bills.reject.populateTransaction(tokenId))).to.equal(
      bills.interface.encodeErrorResult("BillOfLading_NothingToReject", [tokenId]),
    );
  });

  it("surrenders", async () => {
    const { bills, parties, traderWallet, tokenId } = await networkHelpers.loadFixture(deployHeld);
    const { carrier } = parties;
    await traderWallet.account.act(await bills.surrenderForDelivery.populateTransaction(tokenId));
    expect((await bills.billOf(tokenId)).status).to.equal(BillStatus.PENDING_SURRENDER_FOR_DELIVERY);
    expect(await bills.ownerOf(tokenId)).to.equal(carrier.address);
    await bills.connect(carrier.signer).acceptSurrender(tokenId);
    expect((await bills.deliveryOf(tokenId)).entitled).to.equal(traderWallet.member);
  });

  it("has back what the carrier refused", async () => {
    const { bills, parties, traderWallet, tokenId } = await networkHelpers.loadFixture(deployHeld);
    await traderWallet.account.act(await bills.surrenderForDelivery.populateTransaction(tokenId));
    await bills.connect(parties.carrier.signer).refuseSurrender(tokenId, "0x" + "11".repeat(32));
    expect(await bills.ownerOf(tokenId)).to.equal(traderWallet.address);
    expect((await bills.billOf(tokenId)).status).to.equal(BillStatus.ISSUED);
  });

  it("accepts a surrender, and refuses one", async () => {
    const { bills, parties, carrierWallet, tokenId } = await networkHelpers.loadFixture(deploySurrendered);
    const { shipper } = parties;
    await carrierWallet.account.act(await bills.refuseSurrender.populateTransaction(tokenId, "0x" + "11".repeat(32)));
    expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);

    await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
    await carrierWallet.account.act(await bills.acceptSurrender.populateTransaction(tokenId));
    expect((await bills.billOf(tokenId)).status).to.equal(BillStatus.SURRENDERED_FOR_DELIVERY);
    expect((await bills.deliveryOf(tokenId)).entitled).to.equal(shipper.member);
  });

  it("makes two acts of an endorsement and a transfer in one transaction, of which the transfer alone is rejected", async () => {
    const { bills, parties, traderWallet } = await networkHelpers.loadFixture(deploy);
    const { bank } = parties;
    const tokenId = await issueBill({ bills, parties }, Kind.TO_ORDER, {
      issueTo: traderWallet.address,
      titleTo: traderWallet.address,
    });
    const batch = await traderWallet.account.act(
      await bills.endorse.populateTransaction(tokenId, Act.ENDORSE, bank.address),
      await bills.transferFrom.populateTransaction(traderWallet.address, bank.address, tokenId),
    );
    await expect(batch)
      .to.emit(bills, "Endorsed")
      .withArgs(tokenId, traderWallet.member, bank.member, Act.ENDORSE, (trail: bigint[]) => trail[0] === 2n);
    await expect(batch).to.emit(bills, "Transfer").withArgs(traderWallet.address, bank.address, tokenId);

    await bills.connect(bank.signer).reject(tokenId);
    expect(await bills.ownerOf(tokenId)).to.equal(traderWallet.address);
    expect((await bills.billOf(tokenId)).titleholder).to.equal(bank.member);
    await traderWallet.account.act(await bills.cancelEndorsement.populateTransaction(tokenId));
    expect((await bills.billOf(tokenId)).titleholder).to.equal(traderWallet.member);
  });

  it("takes the place of a member's key, and the bills follow", async () => {
    const { bills, consortium, parties, spare } = await networkHelpers.loadFixture(deploy);
    const { shipper, bank } = parties;
    const tokenId = await issueBill({ bills, parties }, Kind.BEARER);
    await consortium.connect(shipper.signer).proposeAccount(spare.address);
    await spare.act(await consortium.acceptAccount.populateTransaction(shipper.member));
    const { member, account } = await consortium.memberOf(spare.address);
    expect([member, account]).to.deep.equal([shipper.member, spare.address]);

    await expect(bills.connect(bank.signer).followAccounts([tokenId]))
      .to.emit(bills, "Transfer")
      .withArgs(shipper.address, spare.address, tokenId);
    await spare.act(await bills.transferFrom.populateTransaction(spare.address, bank.address, tokenId));
    expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
    await expect(bills.connect(shipper.signer).reject(tokenId))
      .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
      .withArgs(shipper.address, MemberStatus.REPLACED);
  });

  it("gives a mandate, under which its agent acts", async () => {
    const { agency, bills, parties, traderWallet, tokenId } = await networkHelpers.loadFixture(deployHeld);
    const { bank, outsider: staff } = parties;
    const pass = bills.interface.encodeFunctionData("transferFrom", [traderWallet.address, bank.address, tokenId]);
    const { selector } = bills.interface.getFunction("transferFrom");
    await traderWallet.account.act(
      await agency.grant.populateTransaction([await mandate(staff.address, bills, ["transferFrom"])]),
    );
    await expect(agency.connect(staff.signer).act(traderWallet.member, bills, pass))
      .to.emit(agency, "ActedFor")
      .withArgs(traderWallet.member, staff.address, bills, selector, traderWallet.address, 0n, 1n);
    expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
  });

  it("acts by a signature that somebody else hands in, and by nobody else's", async () => {
    const { agency, bills, parties, carrierWallet, traderWallet, tokenId } =
      await networkHelpers.loadFixture(deployHeld);
    const { bank, outsider } = parties;
    const request = {
      principal: traderWallet.member,
      agent: traderWallet.address,
      target: await bills.getAddress(),
      data: bills.interface.encodeFunctionData("transferFrom", [traderWallet.address, bank.address, tokenId]),
      nonce: 0n,
      deadline: BigInt(await networkHelpers.time.latest()) + 3_600n,
    };
    const signedBy = async ({ account }: WalletMember<A>) =>
      account.signTypedData(await requestDomain(agency), REQUEST_TYPES, request);
    const asOutsider = agency.connect(outsider.signer);
    await expect(asOutsider.actSigned(request, await signedBy(carrierWallet)))
      .to.be.revertedWithCustomError(agency, "Agency_InvalidSignature")
      .withArgs(traderWallet.address);
    expect(await bills.ownerOf(tokenId)).to.equal(traderWallet.address);

    await asOutsider.actSigned(request, await signedBy(traderWallet));
    expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
  });
}
