import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";

import { mandate, NOWHERE, power, selectorOf } from "../support/agency.js";
import { DAYS, timeOf } from "../support/records.js";
import { deploySuite, MemberStatus, reference } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

const NONE = 0n;
const ACTS = ["sign", "reject"];

/** The suite; the outsider is staff of the shipper and no member. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { shipper, outsider } = suite.parties;
  const { agency, bills } = suite;
  const asShipper = agency.connect(shipper.signer);
  const sign = () => power(outsider.address, bills, "sign");
  return { ...suite, ...suite.parties, staff: outsider, asShipper, sign };
}

describe("Agency", () => {
  describe("grant", () => {
    it("reverts if the list is empty", async () => {
      const { agency, asShipper } = await networkHelpers.loadFixture(deploy);
      await expect(asShipper.grant([])).to.be.revertedWithCustomError(agency, "Agency_Nothing").withArgs();
    });

    it("reverts if the caller is nobody's account", async () => {
      const { agency, bills, staff, trader } = await networkHelpers.loadFixture(deploy);
      await expect(agency.connect(staff.signer).grant([await mandate(trader.address, bills, ACTS)]))
        .to.be.revertedWithCustomError(agency, "Agency_NotAPrincipal")
        .withArgs(staff.address);
    });

    it("reverts if the principal is suspended or removed", async () => {
      const { agency, asShipper, bills, consortium, shipper, staff } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(shipper.member);
      await expect(asShipper.grant([await mandate(staff.address, bills, ACTS)]))
        .to.be.revertedWithCustomError(agency, "Agency_PrincipalNotActive")
        .withArgs(shipper.member, MemberStatus.SUSPENDED);
      await consortium.remove(shipper.member);
      await expect(asShipper.grant([await mandate(staff.address, bills, ACTS)]))
        .to.be.revertedWithCustomError(agency, "Agency_PrincipalNotActive")
        .withArgs(shipper.member, MemberStatus.REMOVED);
    });

    it("reverts if the agent is nobody, or the principal itself", async () => {
      const { agency, asShipper, bills, shipper } = await networkHelpers.loadFixture(deploy);
      for (const agent of [ZeroAddress, shipper.address]) {
        await expect(asShipper.grant([await mandate(agent, bills, ACTS)]))
          .to.be.revertedWithCustomError(agency, "Agency_InvalidAgent")
          .withArgs(agent);
      }
    });

    it("reverts if the agent is the account of a member that is not active", async () => {
      const { agency, asShipper, bills, consortium, forwarder } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(forwarder.member);
      await expect(asShipper.grant([await mandate(forwarder.address, bills, ACTS)]))
        .to.be.revertedWithCustomError(agency, "Agency_AgentNotActive")
        .withArgs(forwarder.address, MemberStatus.SUSPENDED);
    });

    it("reverts if the agent is an account that was replaced", async () => {
      const { agency, asShipper, bills, consortium, forwarder } = await networkHelpers.loadFixture(deploy);
      const [account] = (await ethers.getSigners()).slice(-1);
      await consortium.replaceAccount(forwarder.member, account?.address ?? "");
      await expect(asShipper.grant([await mandate(forwarder.address, bills, ACTS)]))
        .to.be.revertedWithCustomError(agency, "Agency_AgentNotActive")
        .withArgs(forwarder.address, MemberStatus.REPLACED);
    });

    it("reverts if the target is no contract that trusts this agency", async () => {
      const { agency, asShipper, authority, staff, trader } = await networkHelpers.loadFixture(deploy);
      const other = await deploySuite(ethers);
      const token = await ethers.deployContract("PlainToken");
      for (const target of [trader.address, authority, other.bills, token, agency]) {
        const address = typeof target === "string" ? target : await target.getAddress();
        await expect(asShipper.grant([{ ...(await mandate(staff.address, agency, ["act"])), target: address }]))
          .to.be.revertedWithCustomError(agency, "Agency_TargetRefused")
          .withArgs(address);
      }
    });

    it("reverts if the target says yes with another word than true", async () => {
      const { agency, asShipper, staff } = await networkHelpers.loadFixture(deploy);
      const target = await ethers.deployContract("TargetThatPretends", [2n]);
      await expect(asShipper.grant([await mandate(staff.address, target, ["callOn"])]))
        .to.be.revertedWithCustomError(agency, "Agency_TargetRefused")
        .withArgs(target.target);
    });

    it("reverts if there is no function, more than one limit, or a zero in a limit, and names the place", async () => {
      const { agency, asShipper, bills, staff } = await networkHelpers.loadFixture(deploy);
      const good = await mandate(staff.address, bills, ACTS);
      for (const bad of [
        { selectors: [] },
        { tokenIds: [1n], transportDocumentReferences: [reference("R")] },
        { tokenIds: [1n], unLocationCode: "0x4445425256" },
        { transportDocumentReferences: [reference("R")], unLocationCode: "0x4445425256" },
        { tokenIds: [1n, 0n] },
        { transportDocumentReferences: [`0x${"00".repeat(20)}`] },
      ]) {
        await expect(asShipper.grant([good, { ...good, ...bad }]))
          .to.be.revertedWithCustomError(agency, "Agency_InvalidMandate")
          .withArgs(1n);
      }
    });

    it("reverts if the end is before the start, or has passed", async () => {
      const { agency, asShipper, bills, staff } = await networkHelpers.loadFixture(deploy);
      const now = BigInt(await networkHelpers.time.latest());
      for (const [start, end] of [
        [now + 10n * DAYS, now + 9n * DAYS],
        [now - 2n * DAYS, now - DAYS],
      ] as const) {
        await expect(asShipper.grant([await mandate(staff.address, bills, ACTS, { start, end })]))
          .to.be.revertedWithCustomError(agency, "Agency_InvalidTerm")
          .withArgs(start, end);
      }
    });

    it("gives each function under the mandate's terms, and says so", async () => {
      const { agency, asShipper, bills, shipper, staff, sign } = await networkHelpers.loadFixture(deploy);
      const now = BigInt(await networkHelpers.time.latest());
      const terms = { start: now + DAYS, end: now + 2n * DAYS, tokenIds: [7n, 9n] };
      const given = asShipper.grant([await mandate(staff.address, bills, ACTS, terms)]);
      await expect(given)
        .to.emit(agency, "MandateGranted")
        .withArgs(
          shipper.member,
          staff.address,
          bills.target,
          1n,
          ACTS.map((name) => selectorOf(bills, name)),
          terms.start,
          terms.end,
          1n,
          terms.tokenIds,
          [],
          NOWHERE,
          0n,
        );
      for (const name of ACTS) {
        const found = await agency.termsOf(shipper.member, await power(staff.address, bills, name));
        expect([...found]).to.deep.equal([1n, terms.start, terms.end, 0n, 1n, NOWHERE]);
      }
      expect((await agency.termsOf(shipper.member, await power(staff.address, bills, "endorse"))).number).to.equal(
        NONE,
      );
      expect((await agency.termsOf(shipper.member + 1n, await sign())).number).to.equal(NONE);
      expect(await agency.isListed(1n, ethers.toBeHex(7n, 32))).to.equal(true);
      expect(await agency.isListed(1n, ethers.toBeHex(8n, 32))).to.equal(false);
    });

    it("begins at once without a start", async () => {
      const { agency, asShipper, bills, shipper, staff, sign } = await networkHelpers.loadFixture(deploy);
      const now = await timeOf(asShipper.grant([await mandate(staff.address, bills, ACTS)]));
      expect([...(await agency.termsOf(shipper.member, await sign()))]).to.deep.equal([1n, now, 0n, 0n, 0n, NOWHERE]);
    });

    it("counts the mandates of a list, and leads back through the blocks of the principal's events", async () => {
      const { agency, asShipper, bills, bank, forwarder, shipper, staff } = await networkHelpers.loadFixture(deploy);
      const list = [await mandate(staff.address, bills, ["sign"]), await mandate(forwarder.address, bills, ["reject"])];
      expect(await asShipper.grant.staticCall(list)).to.equal(1n);
      const { blockNumber } = await asShipper.grant(list);
      await agency.connect(bank.signer).grant([await mandate(staff.address, bills, ["sign"])]);
      expect(await agency.mandateCount()).to.equal(3n);
      expect(await agency.latestBlockOf(shipper.member)).to.equal(blockNumber);
      const events = await agency.queryFilter(agency.filters.MandateGranted(shipper.member));
      expect(events.map(({ args }) => [args.number, args.previousBlock])).to.deep.equal([
        [1n, 0n],
        [2n, BigInt(blockNumber ?? 0)],
      ]);
    });

    it("takes the place of an earlier mandate for the same function, with its list", async () => {
      const { agency, asShipper, bills, shipper, staff, sign } = await networkHelpers.loadFixture(deploy);
      await asShipper.grant([await mandate(staff.address, bills, ["sign"], { tokenIds: [7n] })]);
      await asShipper.grant([await mandate(staff.address, bills, ["sign"], { tokenIds: [8n] })]);
      expect((await agency.termsOf(shipper.member, await sign())).number).to.equal(2n);
      expect(await agency.isListed(2n, ethers.toBeHex(7n, 32))).to.equal(false);
      expect(await agency.isListed(2n, ethers.toBeHex(8n, 32))).to.equal(true);
    });
  });

  describe("revoke", () => {
    it("reverts if the list is empty, or the caller is no principal", async () => {
      const { agency, asShipper, staff, sign } = await networkHelpers.loadFixture(deploy);
      await expect(asShipper.revoke([])).to.be.revertedWithCustomError(agency, "Agency_Nothing").withArgs();
      await expect(agency.connect(staff.signer).revoke([await sign()]))
        .to.be.revertedWithCustomError(agency, "Agency_NotAPrincipal")
        .withArgs(staff.address);
    });

    it("reverts if the agent never had the function, or has it no more", async () => {
      const { agency, asShipper, bank, bills, shipper, staff, sign } = await networkHelpers.loadFixture(deploy);
      await expect(asShipper.revoke([await sign()]))
        .to.be.revertedWithCustomError(agency, "Agency_NoMandate")
        .withArgs(shipper.member, staff.address);
      await asShipper.grant([await mandate(staff.address, bills, ["sign"])]);
      const reject = await power(staff.address, bills, "reject");
      await expect(asShipper.revoke([await sign(), reject]))
        .to.be.revertedWithCustomError(agency, "Agency_FunctionNotCovered")
        .withArgs(shipper.member, staff.address, bills.target, reject.selector);
      await expect(agency.connect(bank.signer).revoke([await sign()]))
        .to.be.revertedWithCustomError(agency, "Agency_NoMandate")
        .withArgs(bank.member, staff.address);
      const revokedAt = await timeOf(asShipper.revoke([await sign()]));
      await expect(asShipper.revoke([await sign()]))
        .to.be.revertedWithCustomError(agency, "Agency_MandateRevoked")
        .withArgs(shipper.member, staff.address, 1n, revokedAt);
    });

    it("takes back the function alone, by a suspended principal too", async () => {
      const { agency, asShipper, bills, consortium, shipper, staff, sign } = await networkHelpers.loadFixture(deploy);
      const { blockNumber } = await asShipper.grant([await mandate(staff.address, bills, ACTS)]);
      await consortium.suspend(shipper.member);
      const revoked = asShipper.revoke([await sign()]);
      await expect(revoked)
        .to.emit(agency, "MandateRevoked")
        .withArgs(shipper.member, staff.address, bills.target, 1n, selectorOf(bills, "sign"), blockNumber);
      expect((await agency.termsOf(shipper.member, await sign())).revokedAt).to.equal(await timeOf(revoked));
      const kept = await agency.termsOf(shipper.member, await power(staff.address, bills, "reject"));
      expect(kept.revokedAt).to.equal(0n);
    });
  });

  describe("dismiss", () => {
    it("reverts if the caller is no principal, or has given the agent nothing since", async () => {
      const { agency, asShipper, bills, shipper, staff } = await networkHelpers.loadFixture(deploy);
      await expect(agency.connect(staff.signer).dismiss(staff.address))
        .to.be.revertedWithCustomError(agency, "Agency_NotAPrincipal")
        .withArgs(staff.address);
      const nothing = () =>
        expect(asShipper.dismiss(staff.address))
          .to.be.revertedWithCustomError(agency, "Agency_NoMandate")
          .withArgs(shipper.member, staff.address);
      await nothing();
      await asShipper.grant([await mandate(staff.address, bills, ACTS)]);
      await asShipper.dismiss(staff.address);
      await nothing();
    });

    it("revokes everything until now, of this principal and agent alone", async () => {
      const { agency, asShipper, bank, bills, forwarder, shipper, staff, sign } =
        await networkHelpers.loadFixture(deploy);
      await asShipper.grant([
        await mandate(staff.address, bills, ["sign"]),
        await mandate(staff.address, bills, ["reject"]),
      ]);
      await asShipper.grant([await mandate(forwarder.address, bills, ["sign"])]);
      await agency.connect(bank.signer).grant([await mandate(staff.address, bills, ["sign"])]);
      const previousBlock = await agency.latestBlockOf(shipper.member);
      const dismissed = asShipper.dismiss(staff.address);
      await expect(dismissed)
        .to.emit(agency, "AgentDismissed")
        .withArgs(shipper.member, staff.address, 2n, previousBlock);
      const at = await timeOf(dismissed);
      const revokedAt = async (member: bigint, of: Awaited<ReturnType<typeof power>>) =>
        (await agency.termsOf(member, of)).revokedAt;
      expect(await revokedAt(shipper.member, await sign())).to.equal(at);
      expect(await revokedAt(shipper.member, await power(staff.address, bills, "reject"))).to.equal(at);
      expect(await revokedAt(shipper.member, await power(forwarder.address, bills, "sign"))).to.equal(0n);
      expect(await revokedAt(bank.member, await sign())).to.equal(0n);
      await asShipper.grant([await mandate(staff.address, bills, ["sign"])]);
      expect(await revokedAt(shipper.member, await sign())).to.equal(0n);
      expect(await revokedAt(shipper.member, await power(staff.address, bills, "reject"))).to.equal(at);
    });
  });
});
