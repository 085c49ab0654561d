import { expect } from "chai";
import { id, sha256, toUtf8Bytes, ZeroHash } from "ethers";
import { network } from "hardhat";

import {
  ArgumentError,
  ChainError,
  type ClockName,
  describeContainer,
  findReleaseAddresses,
  lightsPicture,
  type ReleaseAct,
  type ReleaseDesk,
  reasonWords,
  sealHash,
  toFixedBytes,
} from "../../../sdk/index.js";
import { Charges__factory, PickUp__factory, ReleaseRegistry__factory } from "../../../typechain-types/index.js";
import { rejection } from "../../support/chain.js";
import { boxNumber, deployReleaseDesks, issueStraight, openingOf } from "../../support/release-desks.js";
import { bringToGate, gatePass, truckCommitment } from "../../support/release.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployReleaseDesks(ethers);

const HASH = id("a paper");
const TRUCK = truckCommitment("1-ABC-234");
const BOX = boxNumber(1);

/** The functions of these contracts that other contracts call, or that the deployment does once. */
const DOORS = /^(?:setOwed|setPaidThrough|record\w+|connectCharges|setAuthority)$/;

/** A container that is expected, and one more. */
async function deployOpen() {
  const suite = await deploy();
  const { desks, waybill } = suite;
  await desks.carrier.carrier.openConsignment(openingOf(suite, [BOX, boxNumber(2)])).send();
  return { ...suite, tokenId: waybill };
}

/** Every act that a desk has. */
function actsOf(desk: ReleaseDesk, account: string): ReleaseAct[] {
  const { carrier, terminal, customs, holder, haulier, charges, governance } = desk;
  const clock: ClockName = { tokenId: 1n, number: BOX, creditor: "TERMINAL", kind: "DEMURRAGE" };
  const pass = { tokenId: 1n, number: BOX, happened: 1, truck: TRUCK, challenge: HASH, expiry: 1 };
  const passkey = {
    ...{ qx: HASH, qy: HASH, r: HASH, s: HASH, challengeIndex: 1, typeIndex: 1 },
    ...{ authenticatorData: "0x12", clientDataJSON: "{}" },
  };
  const whose = { tokenId: 1n, consignment: 1, creditor: "CARRIER", kind: "OTHER" } as const;
  const claim = { ...whose, token: account, amount: 1n, arbiter: account };
  return [
    carrier.openConsignment({
      ...{ tokenId: 1n, consignment: 1, terminal: account, customs: account, unLocationCode: "BEANR", numbers: [BOX] },
    }),
    carrier.addContainers(1n, 1, [BOX]),
    carrier.changePlan(1n, [BOX], 2),
    carrier.repoint(1n, [BOX], 2n),
    carrier.giveRelease(1n, [BOX]),
    carrier.releaseAgainstLetter(1n, [BOX], account, HASH),
    carrier.withdrawRelease(1n, [BOX], "STOP"),
    carrier.restoreRelease(1n, [BOX]),
    carrier.nameHaulier(1n, [BOX], account),
    carrier.placeHold(1n, [BOX], "HOLD"),
    carrier.liftHold(1n, [BOX], "HOLD"),
    carrier.reExport(1n, [BOX], HASH, 1),
    carrier.strikeOff(1n, [BOX], HASH, 1),
    carrier.returnEmpty(1n, BOX, HASH, 1),
    terminal.discharge(1n, [BOX], 1),
    terminal.release(1n, [BOX], 1),
    terminal.withdrawRelease(1n, [BOX], "X", 1),
    terminal.placeHold(1n, [BOX], "X"),
    terminal.liftHold(1n, [BOX], "X"),
    terminal.openSlot(1, 60, 1),
    terminal.openCall("RAIL", 1, 60, 1),
    terminal.reportNoShow(1n, BOX),
    terminal.gateIn(pass, "0x1234"),
    terminal.gateInWithPasskey(pass, passkey),
    terminal.gateOut({ tokenId: 1n, number: BOX, happened: 1, truck: TRUCK, sealHash: HASH, receiptHash: HASH }),
    terminal.turnAway(1n, BOX, "X", 1),
    terminal.retractGateOut(1n, BOX, "X"),
    terminal.returnLaden(1n, BOX, HASH, 1),
    terminal.returnEmpty(1n, BOX, HASH, 1),
    terminal.unpack(1n, [BOX], HASH, 1),
    terminal.moveInland(1n, [BOX], HASH, 1),
    customs.clear(1n, [BOX], "IMPORT", HASH, 1),
    customs.withdrawClearance(1n, [BOX], "X", 1),
    customs.placeHold(1n, [BOX], "X"),
    customs.liftHold(1n, [BOX], "X"),
    customs.seize(1n, [BOX], HASH, 1),
    customs.auction(1n, [BOX], HASH, 1),
    holder.nominate(1n, [BOX], account),
    holder.offer(1n, [BOX], account),
    holder.withdrawOffer(1n, [BOX]),
    holder.accept(1n, [BOX]),
    holder.decline(1n, [BOX]),
    holder.nameHaulier(1n, [BOX]),
    holder.consentToLetter(1n, HASH),
    haulier.book({ tokenId: 1n, number: BOX, terminal: 1, slot: 1, driver: account, truck: TRUCK }),
    haulier.cancelBooking(1n, BOX),
    haulier.passJob(1n, [BOX], account),
    charges.raise(claim),
    charges.cancel(1n),
    charges.credit(1n),
    charges.giveBack(1n),
    charges.startClock(clock, {
      token: account,
      arbiter: account,
      freeUntil: 1,
      steps: [{ fromDay: 1, dailyRate: 1n }],
    }),
    charges.extendFreeTime(clock, 1, "X"),
    charges.stopClock(clock, 1, 2, "X"),
    charges.endClock(clock, "X"),
    charges.creditDays(clock, 1),
    charges.pay(1n),
    charges.dispute(1n, HASH),
    charges.giveUp(1n),
    charges.payDays(clock, { through: 1, most: 1n }),
    charges.disputeDays(clock, { through: 1, most: 1n }, HASH),
    charges.award(1n, 0n),
    governance.placeHold(1n, [BOX], "X"),
    governance.liftHold(1n, [BOX], "X"),
    governance.strikeOff(1n, [BOX], HASH),
    governance.replaceArbiter(1n, account),
    governance.setClockBounds(8, 365),
  ];
}

describe("ReleaseDesk", () => {
  it("has every act of ReleaseRegistry, Charges and PickUp", async () => {
    const { desks, actors } = await networkHelpers.loadFixture(deploy);
    const acts = new Set(actsOf(desks.carrier, actors.bank.address).map(({ method }) => method));
    acts.add("payWithPermit"); // reads the charge first: see pay.test.ts
    const functions = [ReleaseRegistry__factory.abi, Charges__factory.abi, PickUp__factory.abi].flatMap((abi) =>
      abi.flatMap((item) => (item.type === "function" && item.stateMutability === "nonpayable" ? [item.name] : [])),
    );
    const wanted = functions.filter((name) => !DOORS.test(name));
    expect(wanted.filter((name) => !acts.has(name))).to.deep.equal([]);
    expect([...acts].filter((name) => !wanted.includes(name as (typeof wanted)[number]))).to.deep.equal([]);
    expect(new Set(wanted).size).to.be.greaterThan(50);
  });

  describe("arguments", () => {
    const ACCOUNT = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    const clock: ClockName = { tokenId: 1n, number: BOX, creditor: "TERMINAL", kind: "DEMURRAGE" };
    const cases: [string, (desk: ReleaseDesk) => unknown, string, RegExp][] = [
      ["a wrong check digit", (desk) => desk.terminal.discharge(1n, ["NARU3472485"], 1), "numbers[0]", /check digit 5/],
      ["no container", (desk) => desk.terminal.discharge(1n, [], 1), "numbers", /is empty$/],
      ["a container twice", (desk) => desk.holder.accept(1n, [BOX, BOX]), "numbers[1]", /same as numbers\[0\]$/],
      ["a bill that is 0", (desk) => desk.holder.accept(0n, [BOX]), "tokenId", /no digest/],
      ["no reason", (desk) => desk.customs.placeHold(1n, [BOX], ""), "reasonCode", /not 1 to 4 printable/],
      ["a long reason", (desk) => desk.customs.placeHold(1n, [BOX], "HOLDS"), "reasonCode", /"HOLDS"$/],
      ["no time", (desk) => desk.terminal.discharge(1n, [BOX], 0), "happened", /from 1 to/],
      ["half a second", (desk) => desk.terminal.discharge(1n, [BOX], 1.5), "happened", /whole number/],
      ["no consignment", (desk) => desk.carrier.addContainers(1n, 0, [BOX]), "consignment", /from 1 to 255: 0$/],
      ["no clearance", (desk) => desk.customs.clear(1n, [BOX], "NONE" as "IMPORT", HASH, 1), "clearance", /IMPORT, TR/],
      ["a zero hash", (desk) => desk.customs.clear(1n, [BOX], "IMPORT", ZeroHash, 1), "referenceHash", /no hash/],
      ["a slot of a second", (desk) => desk.terminal.openSlot(1, 1, 1), "duration", /from 60 to 604800/],
      [
        "a call of trucks",
        (desk) => desk.terminal.openCall("TRUCK" as "RAIL", 1, 60, 1),
        "mode",
        /RAIL, BARGE: "TRUCK"/,
      ],
      ["a truck in clear", (desk) => desk.haulier.book(booking({ truck: "1-ABC-234" })), "truck", /no commitment/],
      ["an empty truck", (desk) => desk.haulier.book(booking({ truck: "0x" + "00".repeat(12) })), "truck", /no commit/],
      ["no slot", (desk) => desk.haulier.book(booking({ slot: 0 })), "slot", /from 1 to 16777215: 0$/],
      ["an empty signature", (desk) => desk.terminal.gateIn(pass(), "0x"), "signature", /no signature/],
      ["a charge of nothing", (desk) => desk.charges.raise(claim({ amount: 0n })), "amount", /no amount from 1/],
      ["demurrage as a charge", (desk) => desk.charges.raise(claim({ kind: "DEMURRAGE" as "OTHER" })), "kind", /OTHER/],
      [
        "customs as a creditor",
        (desk) => desk.charges.raise(claim({ creditor: "CUSTOMS" as "CARRIER" })),
        "creditor",
        /C/,
      ],
      ["charge 0", (desk) => desk.charges.pay(0n), "charge", /from 1: 0$/],
      [
        "two steps of one day",
        (desk) => desk.charges.startClock(clock, steps([1, 1])),
        "steps[1]",
        /same as steps\[0\]/,
      ],
      ["no steps", (desk) => desk.charges.startClock(clock, steps([])), "steps", /is empty/],
      ["a step of day 0", (desk) => desk.charges.startClock(clock, steps([0])), "steps[0].fromDay", /from 1/],
      ["nothing at most", (desk) => desk.charges.payDays(clock, { through: 1, most: 0n }), "most", /no amount/],
      [
        "a place in words",
        (desk) => desk.carrier.openConsignment({ ...opening(), unLocationCode: "Antwerp" }),
        "unL",
        /no UN/,
      ],
      ["a seal with a comma", () => sealHash(["A,B"]), "seals[0]", /has a comma/],
      ["a seal twice", () => sealHash(["A", "A"]), "seals[1]", /same as seals\[0\]/],
      ["no seal", () => sealHash([]), "seals", /is empty/],
    ];

    function booking(given: object) {
      return { tokenId: 1n, number: BOX, terminal: 1, slot: 1, driver: ACCOUNT, truck: TRUCK, ...given };
    }
    function pass() {
      return { tokenId: 1n, number: BOX, happened: 1, truck: TRUCK, challenge: HASH, expiry: 1 };
    }
    function claim(given: object) {
      const base = { tokenId: 1n, consignment: 1, creditor: "CARRIER", kind: "OTHER" } as const;
      return { ...base, token: ACCOUNT, amount: 1n, arbiter: ACCOUNT, ...given };
    }
    function steps(days: number[]) {
      return {
        token: ACCOUNT,
        arbiter: ACCOUNT,
        freeUntil: 1,
        steps: days.map((fromDay) => ({ fromDay, dailyRate: 1n })),
      };
    }
    function opening() {
      return {
        tokenId: 1n,
        consignment: 1,
        terminal: ACCOUNT,
        customs: ACCOUNT,
        unLocationCode: "BEANR",
        numbers: [BOX],
      };
    }

    for (const [title, act, argument, message] of cases) {
      it(`refuses ${title}, and names the argument`, async () => {
        const { desks } = await networkHelpers.loadFixture(deploy);
        try {
          act(desks.carrier);
        } catch (error) {
          expect(error).to.be.instanceOf(ArgumentError);
          expect((error as ArgumentError).argument.startsWith(argument), String(error)).to.be.true;
          expect((error as ArgumentError).message).to.match(message);
          return;
        }
        expect.fail("nothing was thrown");
      });
    }

    it("hashes seals in the order of the alphabet", () => {
      expect(sealHash(["B2", "A1"])).to.equal(sealHash(["A1", "B2"]));
      expect(sealHash(["SEAL4711"])).to.equal(sha256(toUtf8Bytes("SEAL4711")));
      expect(sealHash(["B2", "A1"])).to.equal(sha256(toUtf8Bytes("A1,B2")));
    });
  });

  describe("findReleaseAddresses", () => {
    it("finds the others from the registry, and says if there is none", async () => {
      const { addresses } = await networkHelpers.loadFixture(deploy);
      expect(await findReleaseAddresses(addresses.ReleaseRegistry, ethers.provider)).to.deep.equal(addresses);
      const error = await rejection(findReleaseAddresses(addresses.PickUp, ethers.provider), ChainError);
      expect(error.code).to.be.oneOf(["NO_REASON", "NO_CONTRACT"]);
    });
  });

  describe("dryRun", () => {
    it("names a refusal's arguments and sends nothing", async () => {
      const { desks, tokenId, actors } = await networkHelpers.loadFixture(deployOpen);
      const before = await ethers.provider.getBlockNumber();
      const act = desks.carrier.terminal.discharge(tokenId, [BOX], await desks.carrier.now());
      const error = await rejection(act.dryRun(), ChainError);
      expect(error.code).to.equal("ReleaseRegistry_NotTheAuthority");
      expect(error.args).to.deep.equal({ tokenId, authority: "TERMINAL", account: actors.carrier.address });
      const dry = await desks.terminal.terminal.discharge(tokenId, [BOX], await desks.carrier.now()).dryRun();
      expect(dry.args["numbers"]).to.deep.equal([BOX]);
      expect(await ethers.provider.getBlockNumber()).to.equal(before);
    });
  });

  describe("readContainer", () => {
    it("refuses a container that was never consigned under the bill", async () => {
      const { desks, tokenId } = await networkHelpers.loadFixture(deployOpen);
      const error = await rejection(desks.outsider.readContainer(tokenId, boxNumber(3)), ArgumentError);
      expect(error.argument).to.equal("number");
      expect(error.message).to.match(/was never in a consignment of the bill 0x\w{8}…: MSCU\d{7}$/);
    });

    it("tells every reason in words while nothing is done yet", async () => {
      const { desks, tokenId, actors } = await networkHelpers.loadFixture(deployOpen);
      const state = await desks.outsider.readContainer(tokenId, BOX);
      expect(state).to.include({ number: BOX, stage: "EXPECTED", mayLeave: false, holder: 0 });
      expect(state.lights).to.deep.equal({ document: true, commercial: true, customs: false, terminal: false });
      expect(lightsPicture(state.lights)).to.equal("● ● ○ ○");
      expect(state.reasons).to.deep.equal([
        "CUSTOMS_CLEARANCE",
        "NOT_DISCHARGED",
        "TERMINAL_RELEASE",
        "NO_RELEASE_RIGHT",
      ]);
      expect(reasonWords(state)).to.deep.equal([
        "customs has not cleared it",
        "it is not discharged",
        "the terminal has not released it",
        "the carrier has given nobody the right to it",
      ]);
      expect([...state.members.keys()]).to.have.members(
        [actors.carrier, actors.terminal, actors.customs].map(({ member }) => Number(member)),
      );
      const words = Object.fromEntries(describeContainer(state));
      expect(words["lights"]).to.equal("document green, commercial green, customs red, terminal red");
      expect(words["right"]).to.equal("given to nobody");
      expect(words["charges"]).to.equal("none open");
      expect(words["booking"]).to.equal("none");
      expect(words["place"]).to.match(/^BEANR, terminal of member 7 \(LEI TEST/);
    });

    it("tells holds, offer, haulier, booking, charges and clocks in words", async () => {
      const suite = await networkHelpers.loadFixture(deployOpen);
      const { desks, tokenId, actors, token } = suite;
      const { carrier, terminal, customs, consignee, haulier } = desks;
      const now = await carrier.now();
      await terminal.terminal.discharge(tokenId, [BOX], now).send();
      await customs.customs.clear(tokenId, [BOX], "TRANSIT", HASH, now).send();
      await terminal.terminal.release(tokenId, [BOX], now).send();
      await carrier.carrier.giveRelease(tokenId, [BOX]).send();
      await consignee.holder.nameHaulier(tokenId, [BOX], actors.haulier.address).send();
      await terminal.terminal.openSlot(now, 86_400, 2).send();
      const slot = Number(await suite.pickUp.slotCount(actors.terminal.member));
      const booking = { tokenId, number: BOX, terminal: Number(actors.terminal.member), slot, truck: TRUCK };
      await haulier.haulier.book({ ...booking, driver: actors.driver.address }).send();
      await consignee.holder.offer(tokenId, [BOX], actors.forwarder.address, { validUntil: now + 86_400 }).send();
      await customs.customs.placeHold(tokenId, [BOX], "SCAN").send();
      const money = await token.getAddress();
      const arbiter = actors.bank.address;
      const claim = { tokenId, consignment: 1, token: money, arbiter, amount: 1n } as const;
      await terminal.charges.raise({ ...claim, number: BOX, creditor: "TERMINAL", kind: "TERMINAL_HANDLING" }).send();
      await carrier.charges.raise({ ...claim, creditor: "CARRIER", kind: "FREIGHT_COLLECT" }).send();
      const clock: ClockName = { tokenId, number: BOX, creditor: "TERMINAL", kind: "DEMURRAGE" };
      const steps = [{ fromDay: 1, dailyRate: 10n ** 18n }];
      await terminal.charges.startClock(clock, { token: money, arbiter, freeUntil: now - 1, steps }).send();

      const state = await carrier.readContainer(tokenId, BOX);
      const words = Object.fromEntries(describeContainer(state));
      expect(words["customs"]).to.equal("cleared for TRANSIT");
      expect(words["holds"]).to.equal("CUSTOMS");
      expect(words["right"]).to.match(/^member 4 .*, without limit$/);
      expect(words["offer"]).to.match(/^to member 5 .*, until 20\d\d-/);
      expect(words["haulier"]).to.match(/^member 10 \(LEI/);
      expect(words["booking"]).to.match(/^TRUCK slot 1, 20.* UTC for 1 day, driver 0x/);
      expect(words["charges"]).to.equal("1 of the carrier open, 1 of the terminal open");
      expect(words["demurrage"]).to.match(/^to the terminal: 1 PLAIN due now for day 1, free time ends at 20/);
      expect(state.openCharges).to.deep.equal({
        carrier: { container: 0, consignment: 1 },
        terminal: { container: 1, consignment: 0 },
      });
      expect(state.clocks[0]?.due).to.deep.equal({ fromDay: 1, throughDay: 1, amount: 10n ** 18n });
      expect(state.offeredUntil).to.equal(now + 86_400);
      expect(state.reasons).to.deep.equal(["CARRIER_CHARGES", "CUSTOMS_HOLD", "TERMINAL_CHARGES"]);
      expect(words["may leave"]).to.equal(
        "no: charges of the carrier are due; customs holds it; charges of the terminal are due",
      );

      const charges = await carrier.readCharges(tokenId, BOX);
      expect(charges.map(({ charge, kind, words: money, number }) => [charge, kind, money, number])).to.deep.equal([
        [1n, "TERMINAL_HANDLING", "0.000000000000000001 PLAIN", BOX],
        [2n, "FREIGHT_COLLECT", "0.000000000000000001 PLAIN", ""],
      ]);
      expect(await carrier.readContainersOf(tokenId, 1)).to.deep.equal([BOX, boxNumber(2)]);
    });

    it("tells of nobody to whom the right is on offer while the truck is inside", async () => {
      const suite = await networkHelpers.loadFixture(deployOpen);
      const { desks, tokenId, waybill } = suite;
      const number = toFixedBytes(BOX, 11);
      const { slot } = await bringToGate(suite, ethers, waybill, [number]);
      const { pass, signature } = await gatePass(suite, ethers, { tokenId, number, slot, truck: TRUCK });
      await suite.pickUp.connect(suite.actors.terminal.signer).gateIn(pass, signature);
      const state = await desks.carrier.readContainer(tokenId, BOX);
      expect(state).to.include({ stage: "GATED_IN", offeredTo: 0, offerExpiry: 0, offeredUntil: 0, mayLeave: true });
      expect(Object.fromEntries(describeContainer(state))).not.to.have.property("offer");
    });

    it("tells a nomination, a letter of indemnity and a withdrawal", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { desks, actors } = suite;
      const tokenId = await issueStraight(suite, "STRAIGHT1");
      await desks.carrier.carrier.openConsignment({ ...openingOf(suite, [BOX, boxNumber(2)]), tokenId }).send();
      await desks.consignee.holder.nominate(tokenId, [BOX], actors.forwarder.address).send();
      const nominated = Object.fromEntries(describeContainer(await desks.carrier.readContainer(tokenId, BOX)));
      expect(nominated["nominee"]).to.match(/^member 5 .*, named by member 4 /);
      expect(nominated["lights"]).to.match(/^document red/);

      const letter = desks.carrier.carrier.releaseAgainstLetter(tokenId, [BOX], actors.consignee.address, HASH);
      await letter.send();
      await desks.carrier.carrier.withdrawRelease(tokenId, [BOX], "STOP").send();
      const state = await desks.carrier.readContainer(tokenId, BOX);
      const words = Object.fromEntries(describeContainer(state));
      expect(words["letter"]).to.match(new RegExp(`^${HASH} of member 4 `));
      expect(words["right"]).to.match(/, without limit, withdrawn by the carrier for now$/);
      expect(state.lights.document).to.be.true;
      expect(state.reasons).to.include("RELEASE_WITHDRAWN");
    });
  });
});
