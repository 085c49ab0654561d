import { expect } from "chai";
import { id, parseEther } from "ethers";

import { type JsonValue, readTransportDocument, tokenToHex } from "../../sdk/index.js";
import { documentText } from "../support/documents.js";
import { boxNumber } from "../support/release-desks.js";
import { type DeskChain, type Outcome, startDeskChain } from "./desk-chain.js";

const CARRIER = "1";
const CONSIGNEE = "4";
const TERMINAL = "7";
const CUSTOMS = "8";
const HAULIER = "9";
const FORWARDER = "10";
const DRIVER = "15"; // an account of nobody
const PLATE = { plate: "1-ABC-234", driverName: "D. Janssens" };

describe("hardhat release", () => {
  const started: { chain?: DeskChain } = {};
  before(async () => {
    started.chain = await startDeskChain();
  });
  after(async () => started.chain?.stop());

  function theChain(): DeskChain {
    if (started.chain === undefined) throw new Error("the chain is not up");
    return started.chain;
  }

  /** Each waybill has a reference and containers of its own, so that the tests share the chain and nothing else. */
  let waybills = 0;
  async function waybill(count = 1) {
    waybills += 1;
    const numbers = Array.from({ length: count }, (_, n) => boxNumber(waybills * 10 + n));
    const list: JsonValue = numbers.map((equipmentReference, n) => ({
      equipment: { equipmentReference, ISOEquipmentCode: "22G1" },
      isShipperOwned: false,
      seals: [{ number: `SEAL${n}` }],
    }));
    const text = documentText("WAYBILL", `RELEASE${waybills}`, {
      "/utilizedTransportEquipments": list,
      "/consignmentItems/0/cargoItems/0/equipmentReference": numbers[0] ?? "",
    });
    const file = await theChain().file(`release-${waybills}.json`, text);
    const { failed, error } = await theChain().run("issue", { documents: [file], as: CARRIER });
    expect(failed, error).to.be.false;
    const { tokenId } = readTransportDocument(text);
    return { file, numbers, tokenId, bill: tokenToHex(tokenId) };
  }

  async function done(name: string, args: Record<string, unknown>): Promise<string> {
    const { out, error, failed } = await theChain().release(name, args);
    expect(failed, `${name}: ${error}`).to.be.false;
    return out;
  }

  async function json(name: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
    return JSON.parse(await done(name, { ...args, json: true })) as Record<string, unknown>;
  }

  async function refusal(name: string, args: Record<string, unknown>, message: RegExp): Promise<Outcome> {
    const outcome = await theChain().release(name, args);
    expect(outcome.failed, `${name}: ${outcome.out}`).to.be.true;
    expect(outcome.error).to.match(/^Error: [^\n]+$/);
    expect(outcome.error).to.match(message);
    expect(outcome.error).not.to.match(/\bat .*:\d+:\d+/);
    return outcome;
  }

  const OPEN = { terminal: TERMINAL, customs: CUSTOMS, as: CARRIER };

  async function opened(count = 1) {
    const bill = await waybill(count);
    await done("open", { document: bill.file, ...OPEN });
    return bill;
  }

  /** A token that mints for everybody, with some for the consignee. */
  async function money(): Promise<string> {
    const { ethers } = theChain().connection;
    const token = await ethers.deployContract("PermitToken");
    const signers = await ethers.getSigners();
    await token.mint(signers[Number(CONSIGNEE)]?.address ?? "", parseEther("1000"));
    return await token.getAddress();
  }

  describe("failures", () => {
    it("name the option that is missing, or does not fit", async () => {
      const { bill, file } = await opened(2);
      await refusal("open", { document: file, as: CARRIER }, /--(?:terminal|customs) is missing$/);
      await refusal("open", { document: "none.json", ...OPEN }, /The file none.json cannot be read: there is none$/);
      await refusal("light", { bill, as: TERMINAL }, /Say exactly one of --discharge, --clear, --release, --give/);
      await refusal("light", { bill, as: TERMINAL, discharge: true, release: true }, /exactly one .*: these are 2$/);
      await refusal("light", { bill, as: CUSTOMS, clear: "NONE", reference: "x" }, /--clear is IMPORT, .* not NONE$/);
      await refusal("light", { bill, as: CUSTOMS, clear: "IMPORT" }, /--reference is missing$/);
      await refusal("light", { bill, as: CUSTOMS, withdraw: "x", reason: "X" }, /--withdraw is clearance .* not x$/);
      await refusal("light", { bill, as: TERMINAL, discharge: true, happened: "noon" }, /--happened is no time/);
      await refusal("hold", { bill, as: CUSTOMS, reason: "SCAN" }, /--by is missing$/);
      await refusal("hold", { bill, as: CUSTOMS, reason: "SCAN", by: "POLICE" }, /--by is CARRIER, .* not POLICE$/);
      await refusal("offer", { bill, as: CONSIGNEE }, /Say exactly one of --to, --withdraw, --nominate/);
      await refusal("charge", { bill, as: CARRIER, kind: "TAX" }, /--kind is FREIGHT_COLLECT, .* not TAX$/);
      await refusal("charge", { bill, as: CARRIER, kind: "OTHER" }, /--token is missing$/);
      await refusal("charge", { bill, as: CARRIER, cancel: "one" }, /--cancel is no number of a charge: one$/);
      await refusal("pay", { what: "999", as: CONSIGNEE }, /there is no charge of the number 999$/);
      await refusal("pay", { what: bill, as: CONSIGNEE }, /--days is missing$/);
      await refusal("slot", { as: TERMINAL, mode: "BIKE" }, /--mode is TRUCK, RAIL, BARGE, not BIKE$/);
      await refusal("book", { bill, as: HAULIER }, /Say with --containers which one container/);
      await refusal("gate", { as: TERMINAL }, /Say exactly one of --show, --ticket, --answer, --out/);
      await refusal("gate", { as: DRIVER, ticket: "x" }, /--challenge is missing$/);
      await refusal("gate", { as: DRIVER, ticket: "x", challenge: "y" }, /This is no ticket: it does not begin with/);
      await refusal("timeline", { bill }, /Say with --containers which one container/);
    });

    it("say why the chain refuses, as JSON too", async () => {
      const { bill, numbers } = await opened();
      const [container = ""] = numbers;
      await refusal("light", { bill, as: CARRIER, discharge: true }, /does not act as TERMINAL for this consignment/);
      const outcome = await theChain().release("hold", { bill, as: "2", by: "CARRIER", reason: "X", json: true });
      expect(outcome.failed).to.be.true;
      expect(JSON.parse(outcome.out)).to.deep.include.keys("error");
      expect((JSON.parse(outcome.out) as { error: { code: string } }).error.code).to.equal(
        "ReleaseRegistry_NotTheAuthority",
      );
      await refusal("status", { bill: tokenToHex(BigInt(id("none"))) }, /has no consignment of the number 1$/);
      await refusal("status", { bill, containers: boxNumber(999) }, /was never in a consignment of the bill/);
      await refusal("status", { bill, containers: "NARU3472485" }, /check digit 5, which should be 4/);
      expect(container).to.match(/^MSCU\d{7}$/);
    });
  });

  describe("open", () => {
    it("tries first, opens in parts with progress, and does nothing the second time", async () => {
      const { file, numbers } = await waybill(3);
      const dry = await done("open", { document: file, ...OPEN, dryRun: true });
      expect(dry).to.match(/Dry run: nothing was sent[^]*call +openConsignment[^]*gas/);
      const out = await done("open", { document: file, ...OPEN, batchSize: 2 });
      expect(out).to.match(/^Warning|^0 of 3 containers consigned/);
      expect(out).to.match(/2 of 3 containers consigned\n3 of 3 containers consigned\n3 containers consigned, 0 were/);
      expect(out).to.match(/consignee: member 4/);
      const again = await json("open", { document: file, ...OPEN });
      expect(again).to.deep.include({ consigned: 0, found: 3, containers: numbers, transactions: [] });
    });

    it("names a wrong number by its place in the document", async () => {
      const text = documentText("WAYBILL", "WRONG1", {
        "/utilizedTransportEquipments/0/equipment/equipmentReference": "MSCU9988774",
        "/consignmentItems/0/cargoItems/0/equipmentReference": "MSCU9988774",
      });
      const file = await theChain().file("wrong.json", text);
      await refusal(
        "open",
        { document: file, ...OPEN },
        /\/utilizedTransportEquipments\/0\/equipment\/equipmentReference: the container number MSCU9988774 has the check/,
      );
    });
  });

  describe("the way of a container", () => {
    it("goes from arrival to empty return, each party at its own desk", async () => {
      const { bill, numbers, tokenId } = await opened();
      const [container = ""] = numbers;
      const token = await money();

      const first = await done("status", { bill, as: "3" });
      expect(first).to.match(/^D C U T\n● ● ○ ○\n/);
      expect(first).to.match(/may leave +no: customs has not cleared it; it is not discharged; /);

      await done("light", { bill, as: TERMINAL, discharge: true });
      await done("light", { bill, as: CUSTOMS, clear: "import", reference: "25BEE0000012345678" });
      await done("hold", { bill, as: CUSTOMS, by: "customs", reason: "SCAN" });
      await done("hold", { bill, as: CUSTOMS, by: "customs", reason: "OK", lift: true });
      await done("light", { bill, as: TERMINAL, release: true });
      await done("light", { bill, as: TERMINAL, withdraw: "terminal", reason: "ERR" });
      await done("light", { bill, as: TERMINAL, release: true });

      const claim = { token, arbiter: "6", as: CARRIER, bill };
      const raised = await json("charge", { ...claim, kind: "freight_collect", amount: "12.5" });
      const [{ charge }] = raised["events"] as [{ charge: string }];
      const freight = await done("status", { bill });
      expect(freight).to.match(
        new RegExp(`charge ${charge} +FREIGHT_COLLECT of the CARRIER, 12.5 PERMIT for all: OPEN`),
      );
      await refusal("light", { bill, as: CARRIER, give: true }, /charges of the carrier are due$/);
      const allowing = await done("pay", { what: charge, as: CONSIGNEE, dryRun: true });
      expect(allowing).to.match(/call +approve/);
      expect(await done("pay", { what: charge, as: CONSIGNEE })).to.match(/Charge \d+: 12.5 PERMIT, OPEN\nAllowed 0x/);
      const handling = { ...claim, as: TERMINAL, creditor: "terminal", kind: "terminal_handling", amount: "3" };
      const second = await json("charge", { ...handling, containers: container });
      const [{ charge: next }] = second["events"] as [{ charge: string }];
      await done("pay", { what: next, as: CONSIGNEE, permit: true });
      const clock = { ...claim, as: TERMINAL, creditor: "terminal", kind: "demurrage", rates: "1:5,8:10" };
      await refusal("charge", { ...clock, freeUntil: "2026-01-01T00:00:00Z", rates: "one" }, /--rates are days and/);
      await done("charge", { ...clock, freeUntil: "1790000000" });
      expect(await done("status", { bill })).to.match(/demurrage +to the terminal: [\d,]+ PERMIT due now for day 1/);
      await done("pay", { what: bill, days: "demurrage", as: CONSIGNEE, until: String((await chainTime()) + 80_000) });
      await refusal("pay", { what: bill, days: "demurrage", as: CONSIGNEE }, /Nothing is due for DEMURRAGE/);
      await refusal("pay", { what: bill, days: "detention", as: CONSIGNEE }, /No DETENTION of the TERMINAL runs/);

      await done("light", { bill, as: CARRIER, give: true });
      await done("light", { bill, as: CARRIER, withdraw: "release", reason: "STOP" });
      await done("light", { bill, as: CARRIER, restore: true });
      await done("offer", { bill, as: CONSIGNEE, to: FORWARDER, until: "2033-01-01T00:00:00Z" });
      await done("accept", { bill, as: FORWARDER, decline: true });
      await done("offer", { bill, as: CONSIGNEE, to: FORWARDER, until: "2033-01-01T00:00:00Z" });
      await refusal("accept", { bill, as: FORWARDER, until: "2032-01-01T00:00:00Z" }, /./);
      expect(await done("accept", { bill, as: FORWARDER })).to.match(/valid until 2033-01-01 00:00:00 UTC\nDone in/);
      await done("offer", { bill, as: FORWARDER, haulier: HAULIER });

      const opening = await json("slot", { as: TERMINAL, minutes: 120, capacity: 2 });
      const [{ slot }] = opening["events"] as [{ slot: number }];
      const driver = await accountOf(DRIVER);
      const booked = await json("book", { bill, as: HAULIER, slot, driver, ...PLATE });
      expect(booked["ticket"]).to.match(/^BOLLARD1T\./);
      const shown = await json("gate", { as: TERMINAL, show: true });
      const { challenge } = shown;
      const answered = await json("gate", { as: DRIVER, ticket: booked["ticket"], challenge });
      await refusal("gate", { as: HAULIER, ticket: booked["ticket"], challenge }, /The ticket is for the key 0x/);
      const answer = { as: TERMINAL, answer: answered["answer"], challenge };
      await refusal("gate", { ...answer, ...PLATE, plate: "9-XYZ" }, /another truck or driver than the plate "9-XYZ"/);
      expect(await done("gate", { ...answer, ...PLATE })).to.match(new RegExp(`${container}: driver 0x\\w+ let in`));
      await refusal("gate", { ...answer, ...PLATE }, /proof for the container .* was used already$/);

      const receipt = await theChain().file("eir.txt", "interchange receipt");
      const out = { as: TERMINAL, out: bill, seals: "SEAL0" };
      await refusal("gate", out, /--receipt is missing$/);
      expect(await done("gate", { ...out, receipt })).to.match(/left laden: seal 0x/);
      await done("gate", { as: TERMINAL, backEmpty: bill, receipt });

      const lines = await done("timeline", { bill });
      expect(lines).to.match(/^happened +recorded +who +block +what\n-+/);
      expect(lines.split("\n")).to.have.length(2 + 28);
      expect(lines).to.match(/member 8 +\d+ +cleared for IMPORT, reference 0x/);
      const dcsa = await json("timeline", { bill, dcsa: true });
      const events = dcsa["events"] as Record<string, string>[];
      const codes = events.map((event) => event["shipmentEventTypeCode"] ?? event["equipmentEventTypeCode"]);
      expect(codes).to.deep.equal([
        "ISSU",
        ...["DISC", "RELS", "HOLD", "RELS", "CONF", "HOLD", "CONF", "RELS", "HOLD", "RELS", "GTOT", "GTIN"],
      ]);
      expect((await json("status", { bill }))["tokenId"]).to.equal(tokenToHex(tokenId));
    });

    it("is shown for several containers as a table of lights and reasons", async () => {
      const { bill, numbers } = await opened(2);
      const [first = "", second = ""] = numbers;
      await done("light", { bill, as: TERMINAL, discharge: true, containers: first });
      await done("light", { bill, as: CUSTOMS, clear: "IMPORT", reference: "R", containers: first });
      await done("light", { bill, as: TERMINAL, release: true, containers: first });
      await done("light", { bill, as: CARRIER, give: true, containers: first });
      const lines = (await done("status", { bill })).split("\n");
      expect(lines[0]).to.match(/^container +stage +D C U T +right +why not$/);
      expect(lines[2]).to.match(new RegExp(`^${first} +DISCHARGED +● ● ● ● +member 4 +may leave$`));
      expect(lines[3]).to.match(
        new RegExp(`^${second} +EXPECTED +● ● ○ ○ +customs has not cleared it; it is not disch`),
      );
      const { containers } = await json("status", { bill });
      expect((containers as { mayLeave: boolean; why: string[] }[]).map(({ mayLeave }) => mayLeave)).to.deep.equal([
        true,
        false,
      ]);
    });

    it("knows nominations, jobs passed on, cancelled bookings and disputes", async () => {
      const { bill } = await opened();
      const token = await money();
      await done("offer", { bill, as: CONSIGNEE, nominate: FORWARDER });
      await done("offer", { bill, as: CONSIGNEE, nominate: "nobody" });
      const claim = { token, arbiter: "6", as: CARRIER, bill, kind: "OTHER", amount: "2" };
      const [{ charge }] = (await json("charge", claim))["events"] as [{ charge: string }];
      await done("pay", { what: charge, as: CONSIGNEE, dispute: "too dear" });
      expect(await done("charge", { bill, as: CARRIER, giveBack: charge })).to.match(/ended, GIVEN_BACK/);
      const [{ charge: next }] = (await json("charge", claim))["events"] as [{ charge: string }];
      await done("charge", { bill, as: CARRIER, credit: next });
      await done("light", { bill, as: TERMINAL, discharge: true });
      await done("light", { bill, as: CARRIER, give: true });
      await done("offer", { bill, as: CONSIGNEE, haulier: HAULIER });
      const [{ slot }] = (await json("slot", { as: TERMINAL, capacity: 1 }))["events"] as [{ slot: number }];
      const booking = { bill, as: HAULIER, slot, driver: await accountOf(DRIVER), ...PLATE };
      const dry = await done("book", { ...booking, dryRun: true });
      expect(dry)
        .to.match(/Dry run: nothing was sent/)
        .and.not.match(/Ticket/);
      await done("book", booking);
      await refusal("book", { ...booking, cancel: true, noShow: true }, /say one$/);
      await done("book", { ...booking, cancel: true });
      expect(await done("status", { bill })).to.match(/booking +none/);
    });
  });

  async function chainTime(): Promise<number> {
    const block = await theChain().connection.ethers.provider.getBlock("latest");
    return block?.timestamp ?? expect.fail("there is no block");
  }

  async function accountOf(place: string): Promise<string> {
    const signers = await theChain().connection.ethers.getSigners();
    return signers[Number(place)]?.address ?? expect.fail(`there is no account ${place}`);
  }
});
