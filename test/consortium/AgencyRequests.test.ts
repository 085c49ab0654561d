import { expect } from "chai";
import { concat, toBeHex } from "ethers";
import { network } from "hardhat";

import type { SignedRequestStruct } from "../../typechain-types/contracts/consortium/Agency.js";
import {
  deployAgency,
  mandate,
  power,
  REQUEST_TYPES,
  requestDomain,
  selectorOf,
  signRequest,
} from "../support/agency.js";
import { DAYS } from "../support/records.js";
import { MemberStatus } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

/** The agency's fixture, a relayer who is nobody, and a request of staff to sign the bill, good for a day. */
async function deploy() {
  const deployed = await deployAgency(ethers);
  const { agency, bills, shipper, sign, staff } = deployed;
  const relayer = (await ethers.getSigners()).at(-1);
  if (relayer === undefined) throw new Error("the chain has no accounts");
  const request = {
    principal: shipper.member,
    agent: staff.address,
    target: await bills.getAddress(),
    data: sign,
    nonce: 0n,
    deadline: BigInt(await networkHelpers.time.latest()) + DAYS,
  };
  const signature = await signRequest(agency, staff.signer, request);
  const submit = (given: Partial<SignedRequestStruct> = {}, by = signature) =>
    agency.connect(relayer).actSigned({ ...request, ...given }, by);
  return { ...deployed, relayer, request, signature, submit };
}

describe("Agency", () => {
  describe("actSigned", () => {
    it("reverts after the deadline, and not in its second", async () => {
      const { agency, request, submit } = await networkHelpers.loadFixture(deploy);
      await networkHelpers.time.setNextBlockTimestamp(request.deadline + 1n);
      await expect(submit()).to.be.revertedWithCustomError(agency, "Agency_RequestExpired").withArgs(request.deadline);
    });

    it("goes through in the very second of the deadline", async () => {
      const { agency, request, submit } = await networkHelpers.loadFixture(deploy);
      await networkHelpers.time.setNextBlockTimestamp(request.deadline);
      await expect(submit()).to.emit(agency, "ActedFor");
    });

    it("reverts if any field was altered", async () => {
      const { agency, asShipper, bank, bills, request, staff, submit, transfer, tokenId } =
        await networkHelpers.loadFixture(deploy);
      await agency.connect(bank.signer).grant([await mandate(staff.address, bills, ["sign"])]);
      await asShipper.grant([await mandate(staff.address, bills, ["reject"])]);
      const altered: Partial<SignedRequestStruct>[] = [
        { principal: bank.member },
        { target: await bills.amendments() },
        { data: transfer },
        { data: bills.interface.encodeFunctionData("reject", [tokenId]) },
        { data: concat([String(request.data), bank.address]) },
        { nonce: 1n << 64n },
        { deadline: request.deadline + 1n },
      ];
      for (const given of altered) {
        await expect(submit(given))
          .to.be.revertedWithCustomError(agency, "Agency_InvalidSignature")
          .withArgs(staff.address);
      }
    });

    it("reverts if another key signed, or the signature is of another chain or contract, or cut short", async () => {
      const { agency, bank, request, shipper, signature, staff, submit } = await networkHelpers.loadFixture(deploy);
      const domain = await requestDomain(agency);
      const wrong = [
        await signRequest(agency, shipper.signer, request),
        await staff.signer.signTypedData({ ...domain, chainId: 1n }, REQUEST_TYPES, request),
        await staff.signer.signTypedData({ ...domain, verifyingContract: bank.address }, REQUEST_TYPES, request),
        signature.slice(0, -2),
        "0x",
      ];
      for (const by of wrong) {
        await expect(submit({}, by))
          .to.be.revertedWithCustomError(agency, "Agency_InvalidSignature")
          .withArgs(staff.address);
      }
      await expect(submit({ agent: shipper.address }))
        .to.be.revertedWithCustomError(agency, "Agency_InvalidSignature")
        .withArgs(shipper.address);
    });

    it("reverts for the other form of the same signature", async () => {
      const { agency, signature, staff, submit } = await networkHelpers.loadFixture(deploy);
      const { r, s, v } = ethers.Signature.from(signature);
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const mirrored = concat([r, toBeHex(order - BigInt(s), 32), toBeHex(v === 27 ? 28 : 27)]);
      await expect(submit({}, mirrored))
        .to.be.revertedWithCustomError(agency, "Agency_InvalidSignature")
        .withArgs(staff.address);
    });

    it("acts for the principal, whoever submits it, and names the agent that signed", async () => {
      const { agency, bills, relayer, shipper, staff, submit, tokenId } = await networkHelpers.loadFixture(deploy);
      const { latestBlock } = await bills.billOf(tokenId);
      const acted = submit();
      await expect(acted)
        .to.emit(agency, "ActedFor")
        .withArgs(shipper.member, staff.address, bills.target, selectorOf(bills, "sign"), shipper.address, 0n, 1n);
      await expect(acted).to.emit(bills, "Signed").withArgs(tokenId, shipper.member, [2n, latestBlock]);
      expect((await (await acted).wait())?.from).to.equal(relayer.address);
    });

    it("reverts if it is submitted again, by whomever", async () => {
      const { agency, bank, request, signature, staff, submit } = await networkHelpers.loadFixture(deploy);
      await submit();
      for (const by of [agency, agency.connect(bank.signer), agency.connect(staff.signer)]) {
        await expect(by.actSigned(request, signature))
          .to.be.revertedWithCustomError(agency, "InvalidAccountNonce")
          .withArgs(staff.address, 1n);
      }
    });

    it("can be submitted again if the act itself was refused: nothing happened then", async () => {
      const { agency, bills, request, shipper, staff, submit } = await networkHelpers.loadFixture(deploy);
      await bills.pauseMoves(DAYS / 2n);
      await expect(submit()).to.be.revertedWithCustomError(bills, "BillCustody_MovesPaused");
      expect(await agency["nonces(address,uint192)"](staff.address, 0n)).to.equal(0n);
      await bills.resumeMoves();
      await submit();
      expect(await agency["nonces(address,uint192)"](staff.address, 0n)).to.equal(1n);
      expect(request.principal).to.equal(shipper.member);
    });

    it("reverts if the request before it is missing; requests under another key wait for nobody", async () => {
      const { agency, request, staff, submit } = await networkHelpers.loadFixture(deploy);
      const later = { ...request, nonce: 1n };
      await expect(submit(later, await signRequest(agency, staff.signer, later)))
        .to.be.revertedWithCustomError(agency, "InvalidAccountNonce")
        .withArgs(staff.address, 0n);
      const other = { ...request, nonce: 5n << 64n };
      await submit(other, await signRequest(agency, staff.signer, other));
      expect(await agency["nonces(address,uint192)"](staff.address, 5n)).to.equal((5n << 64n) + 1n);
      await submit();
    });

    it("reverts when the mandate was revoked since it was signed", async () => {
      const { agency, asShipper, bills, shipper, staff, submit } = await networkHelpers.loadFixture(deploy);
      await asShipper.revoke([await power(staff.address, bills, "sign")]);
      await expect(submit())
        .to.be.revertedWithCustomError(agency, "Agency_MandateRevoked")
        .withArgs(shipper.member, staff.address, 1n, BigInt(await networkHelpers.time.latest()));
    });

    it("carries the principal's own act through a relayer, without a mandate", async () => {
      const { agency, bank, bills, request, shipper, submit, tokenId, transfer } =
        await networkHelpers.loadFixture(deploy);
      const own = { ...request, agent: shipper.address, data: transfer };
      const signature = await signRequest(agency, shipper.signer, own);
      await expect(submit(own, signature))
        .to.emit(agency, "ActedFor")
        .withArgs(
          shipper.member,
          shipper.address,
          bills.target,
          selectorOf(bills, "transferFrom"),
          shipper.address,
          shipper.member,
          0n,
        );
      expect(await bills.ownerOf(tokenId)).to.equal(bank.address);
    });

    it("reverts if the principal's account was replaced since it signed", async () => {
      const { agency, consortium, relayer, request, shipper, submit } = await networkHelpers.loadFixture(deploy);
      const own = { ...request, agent: shipper.address };
      const signature = await signRequest(agency, shipper.signer, own);
      await consortium.replaceAccount(shipper.member, relayer.address);
      await expect(submit(own, signature))
        .to.be.revertedWithCustomError(agency, "Agency_AgentNotActive")
        .withArgs(shipper.address, MemberStatus.REPLACED);
    });

    it("asks an agent that is a contract (ERC-1271)", async () => {
      const { agency, asShipper, bank, bills, request, staff, submit, tokenId } =
        await networkHelpers.loadFixture(deploy);
      const account = await ethers.deployContract("SmartAccount", [staff.address]);
      const agent = await account.getAddress();
      await asShipper.grant([await mandate(agent, bills, ["sign"])]);
      const given = { ...request, agent };
      await expect(submit(given, await signRequest(agency, bank.signer, given)))
        .to.be.revertedWithCustomError(agency, "Agency_InvalidSignature")
        .withArgs(agent);
      await expect(submit(given, await signRequest(agency, staff.signer, given))).to.emit(bills, "Signed");
      expect((await bills.billOf(tokenId)).sequence).to.equal(2n);
    });

    it("refuses a restricted function, signed or not", async () => {
      const { agency, authority, bills, request, shipper, submit, tokenId } = await networkHelpers.loadFixture(deploy);
      await authority.grantRole(0n, shipper.address, 0n);
      const own = {
        ...request,
        agent: shipper.address,
        data: bills.interface.encodeFunctionData("freeze", [tokenId]),
      };
      await expect(submit(own, await signRequest(agency, shipper.signer, own)))
        .to.be.revertedWithCustomError(bills, "Agency_PowerIsPersonal")
        .withArgs(shipper.address, selectorOf(bills, "freeze"));
    });
  });

  describe("withdrawRequest", () => {
    it("reverts if the nonce is not the caller's next", async () => {
      const { agency, asStaff, staff } = await networkHelpers.loadFixture(deploy);
      await expect(asStaff.withdrawRequest(1n))
        .to.be.revertedWithCustomError(agency, "InvalidAccountNonce")
        .withArgs(staff.address, 0n);
    });

    it("takes back what was signed, and nobody else's", async () => {
      const { agency, asShipper, asStaff, staff, submit } = await networkHelpers.loadFixture(deploy);
      await asShipper.withdrawRequest(0n);
      await expect(asStaff.withdrawRequest(0n)).to.emit(agency, "RequestWithdrawn").withArgs(staff.address, 0n);
      await expect(submit()).to.be.revertedWithCustomError(agency, "InvalidAccountNonce").withArgs(staff.address, 1n);
    });
  });
});
