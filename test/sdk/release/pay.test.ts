import { expect } from "chai";
import { id, parseEther, ZeroAddress } from "ethers";
import { network } from "hardhat";

import {
  allowanceOf,
  amountText,
  ArgumentError,
  ChainError,
  type ClockName,
  decodeRevert,
  readToken,
  signPermit,
} from "../../../sdk/index.js";
import { rejection } from "../../support/chain.js";
import { boxNumber, deployReleaseDesks, openingOf } from "../../support/release-desks.js";

const { ethers, networkHelpers } = await network.create();

const BOX = boxNumber(1);
const HASH = id("a paper");
const DAY = 86_400;

/** A container with a charge of 2.5 of a token that takes permits, and running demurrage. */
async function deployCharged() {
  const suite = await deployReleaseDesks(ethers);
  const { desks, actors, waybill: tokenId } = suite;
  await desks.carrier.carrier.openConsignment(openingOf(suite, [BOX])).send();
  const permit = await ethers.deployContract("PermitToken");
  const money = await permit.getAddress();
  const arbiter = actors.bank.address;
  const claim = { tokenId, consignment: 1, number: BOX, token: money, arbiter } as const;
  await desks.terminal.charges
    .raise({ ...claim, creditor: "TERMINAL", kind: "TERMINAL_HANDLING", amount: parseEther("2.5") })
    .send();
  const clock: ClockName = { tokenId, number: BOX, creditor: "TERMINAL", kind: "DEMURRAGE" };
  const freeUntil = (await desks.carrier.now()) - 1;
  await desks.terminal.charges
    .startClock(clock, { token: money, arbiter, freeUntil, steps: [{ fromDay: 1, dailyRate: parseEther("1.5") }] })
    .send();
  const rich = async (amount: string) => permit.mint(actors.consignee.address, parseEther(amount));
  return { ...suite, tokenId, permit, money, clock, rich, payer: desks.consignee };
}

describe("paying at a ReleaseDesk", () => {
  describe("pay", () => {
    it("says what is allowed and needed, in the token's own unit too", async () => {
      const { payer, rich, addresses } = await networkHelpers.loadFixture(deployCharged);
      await rich("10");
      const error = await rejection(payer.charges.pay(1n).dryRun(), ChainError);
      expect(error.code).to.equal("ERC20InsufficientAllowance");
      expect(error.args).to.deep.equal({ spender: addresses.Charges, allowance: 0n, needed: parseEther("2.5") });
      expect(error.sentence).to.equal(
        `The payer allows ${addresses.Charges} to take 0 of the token's smallest units, and 2500000000000000000 are ` +
          `needed (allowance 0 PERMIT, needed 2.5 PERMIT)`,
      );
    });

    it("says what the payer has and needs", async () => {
      const { payer, rich, money, actors } = await networkHelpers.loadFixture(deployCharged);
      await rich("1");
      await payer.charges.allow(money, parseEther("2.5")).send();
      const error = await rejection(payer.charges.pay(1n).send(), ChainError);
      expect(error.code).to.equal("ERC20InsufficientBalance");
      expect(error.args).to.include({ sender: actors.consignee.address, balance: parseEther("1") });
      expect(error.sentence).to.match(/\(balance 1 PERMIT, needed 2\.5 PERMIT\)$/);
    });

    it("says so if there is no such charge, or it is not open", async () => {
      const { payer, desks } = await networkHelpers.loadFixture(deployCharged);
      const none = await rejection(payer.charges.pay(99n).dryRun(), ChainError);
      expect(none.sentence).to.equal("There is no charge of the number 99");
      await desks.terminal.charges.cancel(1n).send();
      const closed = await rejection(payer.charges.pay(1n).dryRun(), ChainError);
      expect(closed.sentence).to.match(/^The charge 1 is CANCELLED: this act needs one that is OPEN/);
      const unknown = await rejection(payer.readCharge(99n), ArgumentError);
      expect(unknown.message).to.equal("charge is unknown: there is no charge of the number 99");
    });

    it("pays what was allowed", async () => {
      const { payer, rich, money, permit, actors, addresses } = await networkHelpers.loadFixture(deployCharged);
      await rich("10");
      await payer.charges.allow(money, parseEther("2.5")).send();
      expect(await allowanceOf(ethers.provider, money, actors.consignee.address, addresses.Charges)).to.equal(
        parseEther("2.5"),
      );
      const { events } = await payer.charges.pay(1n).send();
      expect(events.map(({ event }) => event)).to.deep.equal(["ChargePaid"]);
      expect(await permit.balanceOf(actors.terminal.address)).to.equal(parseEther("2.5"));
      expect(await payer.readCharge(1n)).to.include({ status: "PAID", words: "2.5 PERMIT", number: BOX });
    });
  });

  describe("payWithPermit", () => {
    it("takes one transaction and no allowance before it", async () => {
      const { payer, rich, permit, actors } = await networkHelpers.loadFixture(deployCharged);
      await rich("10");
      const act = await payer.charges.payWithPermit(1n, (await payer.now()) + 600);
      const { events } = await act.send();
      expect(events[0]).to.include({ event: "ChargePaid", charge: 1n, payer: actors.consignee.address });
      expect(await permit.balanceOf(actors.terminal.address)).to.equal(parseEther("2.5"));
    });

    it("refuses a permit that ran out, as no allowance", async () => {
      const { payer, rich } = await networkHelpers.loadFixture(deployCharged);
      await rich("10");
      const act = await payer.charges.payWithPermit(1n, (await payer.now()) - 600);
      expect((await rejection(act.dryRun(), ChainError)).code).to.equal("ERC20InsufficientAllowance");
    });

    it("refuses a token that takes no permits, and a charge that is not there", async () => {
      const { payer, desks, tokenId, token, actors } = await networkHelpers.loadFixture(deployCharged);
      const plain = await token.getAddress();
      const claim = { tokenId, consignment: 1, token: plain, amount: 1n, arbiter: actors.bank.address } as const;
      await desks.carrier.charges.raise({ ...claim, creditor: "CARRIER", kind: "OTHER" }).send();
      const error = await rejection(payer.charges.payWithPermit(2n, 2_000_000_000), ArgumentError);
      expect(error.message).to.equal(`token takes no signed allowances (ERC-2612): ${plain}`);
      await rejection(payer.charges.payWithPermit(9n, 2_000_000_000), ArgumentError);
    });

    it("is refused by the token in words if it is signed for another, or twice", async () => {
      const { permit, money, actors, addresses } = await networkHelpers.loadFixture(deployCharged);
      const order = { token: money, spender: addresses.Charges, amount: 7n };
      const now = Number((await ethers.provider.getBlock("latest"))?.timestamp);
      const signed = await signPermit(actors.consignee.signer, { ...order, deadline: now + 600 });
      const asOwner = async (owner: string, deadline = signed.deadline) => {
        const { data } = await permit.permit.populateTransaction(
          ...([owner, addresses.Charges, 7n, deadline, signed.v, signed.r, signed.s] as const),
        );
        const error = await ethers.provider.call({ to: money, data }).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        return error as { data?: string };
      };
      const { data: wrong = "0x" } = await asOwner(actors.bank.address);
      expect(decodeRevert(wrong).sentence).to.match(/^The allowance is signed by 0x\w{40} and not by 0x\w{40}/);
      const { data: late = "0x" } = await asOwner(actors.consignee.address, now - 1);
      expect(decodeRevert(late).sentence).to.match(/^The signed allowance ran out at 20\d\d-/);
      expect(await permit.nonces(actors.consignee.address)).to.equal(0n);
    });
  });

  describe("dispute", () => {
    it("goes into escrow, and the arbiter divides it", async () => {
      const { payer, rich, money, permit, desks, actors } = await networkHelpers.loadFixture(deployCharged);
      await rich("10");
      await payer.charges.allow(money, parseEther("2.5")).send();
      await payer.charges.dispute(1n, HASH).send();
      expect((await payer.readCharge(1n)).status).to.equal("IN_ESCROW");
      const tooMuch = await rejection(desks.bank.charges.award(1n, parseEther("3")).dryRun(), ChainError);
      expect(tooMuch.code).to.equal("Charges_AwardTooHigh");
      await desks.bank.charges.award(1n, parseEther("1")).send();
      expect(await permit.balanceOf(actors.terminal.address)).to.equal(parseEther("1"));
      expect(await permit.balanceOf(actors.consignee.address)).to.equal(parseEther("9"));
    });
  });

  describe("payDays", () => {
    it("says what is due and what the payer was ready for, and pays what is due", async () => {
      const { payer, rich, money, clock, permit, actors } = await networkHelpers.loadFixture(deployCharged);
      await rich("10");
      await payer.charges.allow(money, parseEther("10")).send();
      const through = (await payer.now()) + DAY;
      const state = (await payer.readClock(clock, through)) ?? expect.fail("there is no clock");
      expect(state.due).to.deep.equal({ fromDay: 1, throughDay: 2, amount: parseEther("3") });
      const little = await rejection(payer.charges.payDays(clock, { through, most: 1n }).dryRun(), ChainError);
      expect(little.code).to.equal("Charges_MoreIsDue");
      expect(little.sentence).to.match(/\(amount 3 PERMIT, most 0\.000000000000000001 PERMIT\)$/);
      await payer.charges.payDays(clock, { through, most: state.due.amount }).send();
      expect(await permit.balanceOf(actors.terminal.address)).to.equal(parseEther("3"));
      expect((await payer.readClock(clock, through))?.due.amount).to.equal(0n);
      expect(await payer.readClock({ ...clock, kind: "DETENTION" }, through)).to.equal(undefined);
    });

    it("has nothing due by a clock that was ended", async () => {
      const { payer, desks, clock } = await networkHelpers.loadFixture(deployCharged);
      await desks.terminal.charges.endClock(clock, "GOOD").send();
      const state = await payer.readClock(clock, (await payer.now()) + DAY);
      expect(state?.isEnded).to.be.true;
      expect(state?.due.amount).to.equal(0n);
    });
  });

  describe("tokens", () => {
    it("are shown with their decimals, and with their address where they have no name", async () => {
      const { permit, addresses } = await networkHelpers.loadFixture(deployCharged);
      const info = await readToken(ethers.provider, await permit.getAddress());
      expect(info).to.include({ symbol: "PERMIT", decimals: 18 });
      expect(amountText(1_234_500_000_000_000_000_000n, info)).to.equal("1,234.5 PERMIT");
      expect(amountText(parseEther("2"), info)).to.equal("2 PERMIT");
      const nameless = await readToken(ethers.provider, addresses.Charges);
      expect(nameless).to.include({ symbol: "", decimals: 0 });
      expect(amountText(12n, nameless)).to.equal(`12 of ${addresses.Charges}`);
      await rejection(readToken(ethers.provider, ZeroAddress), ArgumentError);
    });
  });
});
