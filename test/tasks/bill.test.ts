import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";
import { id, sha256, toUtf8Bytes } from "ethers";
import { config } from "hardhat";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";

import userConfig from "../../hardhat.config.js";
import { AgencyDesk, type JsonValue, type KindName, readTransportDocument, tokenToHex } from "../../sdk/index.js";
import { dcsaParty, documentText, leiText } from "../support/documents.js";
import { type DeskChain, runTask, startDeskChain } from "./desk-chain.js";

describe("hardhat bill", () => {
  const started: { chain?: DeskChain } = {};
  before(async () => {
    started.chain = await startDeskChain();
  });
  after(async () => started.chain?.stop());

  function theChain(): DeskChain {
    if (started.chain === undefined) throw new Error("the chain is not up");
    return started.chain;
  }

  /** Each document has a reference of its own, so that the tests share the chain and not their bills. */
  let references = 0;
  async function document(kind: KindName, changes: Record<string, JsonValue | undefined> = {}) {
    references += 1;
    const reference = `TASK${references}`;
    const text = documentText(kind, reference, changes);
    const file = await theChain().file(`${reference}-${Object.keys(changes).length}.json`, text);
    const { tokenId } = readTransportDocument(text);
    return { file, text, tokenId, reference, token: tokenToHex(tokenId) };
  }

  async function issued(kind: KindName, args: Record<string, unknown> = {}) {
    const bill = await document(kind);
    const { failed, error } = await theChain().run("issue", { documents: [bill.file], as: "1", ...args });
    expect(failed, error).to.be.false;
    return bill;
  }

  /** Runs a task that must fail with one sentence and nothing else. */
  async function refusal(name: string, args: Record<string, unknown>, message: RegExp): Promise<void> {
    const { out, error, failed } = await theChain().run(name, args);
    expect(failed, `${name}: ${out}`).to.be.true;
    expect(error).to.match(/^Error: [^\n]+$/);
    expect(error).to.match(message);
    expect(error).not.to.match(/\bat .*:\d+:\d+/);
    // Warnings about a document come before the reason why it is refused.
    expect(out.split("\n").filter((line) => line !== "" && !line.startsWith("Warning: "))).to.deep.equal([]);
  }

  async function statusOf(tokenId: bigint): Promise<string> {
    return (await (await theChain().desk(3)).readBill(tokenId)).status;
  }

  describe("--for", () => {
    it("acts for a member under its mandate, and says for whom", async () => {
      const { deployment, connection, desk, run, runJson } = theChain();
      const { tokenId, token } = await issued("BEARER");
      const [, , , shipper, , , , , staff] = await connection.ethers.getSigners();
      if (shipper === undefined || staff === undefined) throw new Error("the chain has too few accounts");
      const args = { bill: token, as: "8", for: "3" };
      await refusal("sign", args, new RegExp(`The agent ${staff.address} has no mandate of member 3$`));
      await refusal("sign", { ...args, for: "99" }, /--for is unknown: there is no member with the number 99$/);
      await new AgencyDesk(deployment.contracts, shipper)
        .grant([{ agent: staff.address, contract: "BillOfLading", functions: ["sign"] }])
        .send();
      const { dryRun } = await runJson("sign", { ...args, dryRun: true });
      expect(dryRun).to.deep.include({
        from: staff.address,
        to: deployment.contracts.BillOfLading,
        principal: { member: 3, account: shipper.address, agency: deployment.contracts.Agency },
      });
      expect((await run("sign", { ...args, dryRun: true })).out).to.include(`member 3 (${shipper.address})`);
      expect((await run("sign", args)).failed).to.be.false;
      const [latest] = await (await desk(3)).readHistory(tokenId);
      expect(latest).to.include({ event: "Signed", by: 3 });
    });
  });

  describe("failures", () => {
    it("name the network that forgets, and one that nobody deployed to", async () => {
      const hre = await createHardhatRuntimeEnvironment(userConfig, {}, config.paths.root);
      const forgotten = await runTask(hre, "show", { bill: id("x") });
      expect(forgotten).to.include({ failed: true, out: "" });
      expect(forgotten.error).to.match(/^Error: The network default is forgotten .* --network <name>$/);
    });

    it("name what is wrong with who acts, where, and on which bill", async () => {
      const { deployment, connection } = theChain();
      const [{ address } = { address: "" }] = await connection.ethers.getSigners();
      const bill = id("never issued");
      await refusal("show", { bill, as: "99" }, /--as 99 is none of the 20 accounts of the network localhost/);
      await refusal("show", { bill, as: "0x12" }, /--as 0x12 is none of/);
      await refusal("show", { bill, address: "0x12" }, /address is no account/);
      await refusal("show", { bill, address }, /it is not at this address/);
      await refusal("show", { bill, address: deployment.contracts.AccessManager }, /not/);
      await refusal("show", { bill }, /The bill 0x\w{8}… was never issued here$/);
      await refusal("history", { bill }, /was never issued here$/);
      await refusal("show", { bill: "no-such-file.json" }, /"no-such-file.json" is no bill: give its token/);
      await refusal("show", { bill: "SMDG:XYZ:R" }, /No member issues under the code SMDG:XYZ$/);
      await refusal("show", { bill: "SMDG:MSC:NEVER" }, /has no bill under the reference NEVER$/);
      await refusal("verify", { document: "no-such-file.json" }, /cannot be read: there is none$/);
    });

    it("name the option that is missing, or does not fit", async () => {
      const { token: bill } = await issued("TO_ORDER", { issueTo: "5" });
      const as = "5";
      await refusal("transfer", { bill, as }, /--to is missing$/);
      await refusal("transfer", { bill, as, to: "77" }, /--to is unknown: there is no member with the number 77$/);
      await refusal(
        "transfer",
        { bill, as, to: "the bank" },
        /--to is no member's number, account, LEI or carrier code/,
      );
      await refusal("endorse", { bill, as, to: "6" }, /--act is missing$/);
      await refusal("endorse", { bill, as, to: "6", act: "SIGN" }, /--act is ENDORSE \(final\), .* not SIGN$/);
      await refusal("endorse", { bill, as, act: "ENDORSE" }, /--to is missing$/);
      await refusal("endorse", { bill, as, act: "BLANK_ENDORSE", transfer: true }, /--to is missing$/);
      await refusal("endorse", { bill, as, act: "BLANK_ENDORSE", to: "6" }, /BLANK_ENDORSE has no recipient$/);
      await refusal("endorse", { bill, as, cancel: true, to: "6" }, /--cancel stands alone/);
      await refusal("surrender", { bill, as, reason: "none" }, /--reason is AMEND, .* not NONE/);
      await refusal("answer", { bill, as: "1" }, /either --accept or --refuse/);
      await refusal("answer", { bill, as: "1", accept: true, refuse: "no" }, /either --accept or --refuse/);
      await refusal("answer", { bill, as: "1", refuse: " " }, /comments are not 1 to 255 characters/);
      await refusal("reissue", { documents: ["x"] }, /--replaces is missing$/);
      await refusal("reissue", { documents: ["x"], replaces: bill }, /There is no file or folder x$/);
      await refusal("paper", { bill, as: "1" }, /--statement is missing$/);
      await refusal("paper", { bill, as: "1", presenter: "6" }, /--original is missing$/);
    });

    it("say why the chain refuses, as JSON too, and change nothing", async () => {
      const { token: bill, tokenId } = await issued("BEARER");
      await refusal(
        "transfer",
        { bill, as: "4", to: "6" },
        /neither possesses the bill 0x\w{8}… nor is approved for it$/,
      );
      await refusal("sign", { bill, as: "4" }, /does not possess the bill/);
      await refusal("reject", { bill, as: "4" }, /does not possess the bill/);
      await refusal(
        "answer",
        { bill, as: "1", accept: true },
        /A bill never goes from ISSUED to SURRENDERED_FOR_DELIVERY$/,
      );
      const { out, error, failed } = await theChain().run("surrender", { bill, as: "4", json: true });
      expect(failed).to.be.true;
      expect(error).to.match(/^Error: /);
      const [, , , , consignee] = await theChain().connection.ethers.getSigners();
      expect(JSON.parse(out)).to.deep.equal({
        error: {
          code: "BillOfLading_NotPossessor",
          sentence: `${consignee?.address} does not possess the bill ${bill.slice(0, 10)}…`,
          args: { tokenId: bill, account: consignee?.address },
        },
      });
      expect(await statusOf(tokenId)).to.equal("ISSUED");
      expect(await (await theChain().desk(3)).readHistory(tokenId)).to.have.length(1);
    });
  });

  describe("issue", () => {
    it("refuses a document of another carrier, one that is broken, and an empty folder", async () => {
      const { file: text } = theChain();
      const other = await document("BEARER", { "/carrierCode": "HLC" });
      await refusal(
        "issue",
        { documents: [other.file], as: "1" },
        /\/carrierCode: the code SMDG:HLC belongs to member 2/,
      );
      const broken = await text("broken.json", "{}");
      await refusal("issue", { documents: [broken], as: "1" }, /^Error: \/\w+: .*; \//);
      const good = await document("BEARER");
      await refusal("issue", { documents: [good.file, broken], as: "1" }, /broken\.json: /);
      const folder = path.join(path.dirname(good.file), "empty");
      await mkdir(folder);
      await refusal("issue", { documents: [folder], as: "1" }, /There is no \*\.json in the folder/);
      const nobody = await document("STRAIGHT", { "/documentParties/consignee": dcsaParty("Late", 99) });
      const standIn = { documents: [nobody.file], as: "1", titleTo: "6", standIn: "consignee" };
      await refusal("issue", standIn, /--stand-in takes SHIPPER, TITLE or both with a comma, not CONSIGNEE$/);
      await refusal("issue", { ...standIn, standIn: undefined }, /member 6 has BOLLARD/);
      const { failed } = await theChain().run("issue", { ...standIn, standIn: "title" });
      expect(failed).to.be.false;
      await refusal("issue", { ...standIn, standIn: "title" }, /was issued already: a document is issued once$/);
    });

    it("shows the decoded call and its cost in a dry run, and sends nothing", async () => {
      const { file, token, tokenId, reference } = await document("STRAIGHT");
      const { out, failed } = await theChain().run("issue", { documents: [file], as: "1", dryRun: true });
      expect(failed).to.be.false;
      expect(out).to.match(/^Dry run: nothing was sent\n/);
      expect(out).to.match(/\n  call +issue\n/);
      expect(out).to.match(new RegExp(`\\n    issuance\\.tokenId +${token}\\n`));
      expect(out).to.match(/\n    issuance\.kind +STRAIGHT\n/);
      expect(out).to.match(/\n  gas +[\d,]{6,7}\n  cost +0\.0\d+ ether at [\d.]+ gwei$/);
      const { dryRun } = await theChain().runJson("issue", { documents: [file], as: "1", dryRun: true });
      expect(dryRun).to.deep.include({ method: "issue", to: theChain().deployment.contracts.BillOfLading });
      expect((dryRun as { args: { issuance: object } }).args.issuance).to.include({
        tokenId: token,
        transportDocumentReference: reference,
        kind: "STRAIGHT",
      });
      await refusal("show", { bill: file }, /was never issued here$/);
      expect(await theChain().connection.ethers.provider.getBlockNumber()).to.be.greaterThan(0);
      expect(tokenId).to.be.greaterThan(0n);
    });

    it("issues a folder in batches, tells how far it is, and issues nothing twice", async () => {
      const bills = [await document("BEARER"), await document("BEARER"), await document("BEARER")];
      const documents = bills.map(({ file }) => file);
      const args = { documents, as: "1", batchSize: 2 };
      const dry = await theChain().runJson("issue", { ...args, dryRun: true });
      expect(dry["dryRuns"]).to.have.length(2);
      const { out } = await theChain().run("issue", args);
      const progress = out.split("\n").filter((line) => line.includes(" of 3 issued"));
      expect(progress).to.deep.equal([
        "0 of 3 issued, 0 of them before",
        "2 of 3 issued, 0 of them before",
        "3 of 3 issued, 0 of them before",
      ]);
      expect(out).to.match(/3 bills issued, 0 were issued before\nDone in block/);
      const again = await theChain().run("issue", { ...args, json: true });
      expect(JSON.parse(again.out)).to.deep.equal({ issued: 0, found: 3, transactions: [] });
      expect(again.error).to.match(/3 of 3 issued, 3 of them before/);
      expect(again.failed).to.be.false;
    });
  });

  describe("acts", () => {
    it("carry a bill to order from issue to delivery, each by another member", async () => {
      const { file, token, tokenId, reference } = await issued("TO_ORDER", { issueTo: leiText(5) });
      const acts: [string, Record<string, unknown>, string[]][] = [
        ["sign", { as: "5" }, ["Signed"]],
        ["endorse", { as: "5", act: "endorse", to: "6" }, ["Endorsed"]],
        ["endorse", { as: "5", cancel: true }, ["EndorsementCancelled"]],
        [
          "endorse",
          { as: "5", act: "ENDORSE_TO_ORDER", to: "6", transfer: true },
          ["Endorsed", "PossessionTransferred"],
        ],
        ["reject", { as: "6" }, ["TransferRejected"]],
        ["endorse", { as: "5", act: "BLANK_ENDORSE" }, ["Endorsed"]],
        ["transfer", { as: "5", to: leiText(6) }, ["PossessionTransferred"]],
        ["surrender", { as: "6" }, ["Surrendered"]],
        ["answer", { as: "1", refuse: "Charges are open" }, ["SurrenderRefused"]],
        ["surrender", { as: "6" }, ["Surrendered"]],
        ["answer", { as: "1", accept: true }, ["SurrenderAccepted"]],
      ];
      // A bill is named by its token, its document, or its carrier's reference.
      const names = [token, file, `SMDG:MSC:${reference}`];
      for (const [index, [name, args, expected]] of acts.entries()) {
        const answer = await theChain().runJson(name, { bill: names[index % names.length], ...args });
        const events = answer["events"] as { event: string; tokenId: string }[];
        expect(
          events.map(({ event }) => event),
          name,
        ).to.deep.equal(expected);
        expect(events.every((event) => event.tokenId === token)).to.be.true;
        expect(answer["transaction"]).to.match(/^0x[0-9a-f]{64}$/);
        expect(answer["gas"]).to.match(/^\d{5,6}$/);
      }
      expect(await statusOf(tokenId)).to.equal("SURRENDERED_FOR_DELIVERY");

      const { out } = await theChain().run("history", { bill: token, times: true });
      const lines = out.split("\n");
      expect(lines[0]).to.equal("13 events, newest first, complete to the issue");
      expect(lines).to.have.length(14);
      expect(lines[1]).to.match(/^ {2}13 {2}block \d+, 20\d\d-.* UTC {2}SurrenderAccepted, carrier 1, entitled 6,/);
      expect(lines[13]).to.match(
        /^ {2}1 {2}block \d+, .* {2}Issued, .* transportDocumentReference TASK\d+, kind TO_ORDER/,
      );
      const json = await theChain().runJson("history", { bill: token });
      expect((json["entries"] as object[])[12]).to.include({
        event: "Issued",
        tokenId: token,
        sequence: 1,
        kind: "TO_ORDER",
      });
    });

    it("reissue a bill, and replace a waybill that its shipper agreed to replace", async () => {
      // Not the shipper but who surrendered receives what follows.
      const first = await issued("BEARER", { issueTo: "6" });
      await theChain().run("surrender", { bill: first.token, as: "6", reason: "split" });
      const parts = [await document("BEARER"), await document("BEARER")];
      const documents = parts.map(({ file }) => file);
      const split = await theChain().runJson("reissue", { documents, replaces: first.file, as: "1" });
      const events = (split["events"] as { event: string }[]).map(({ event }) => event);
      expect(events).to.deep.equal(["Reissued", "Issued", "Issued"]);
      expect((split["events"] as object[])[1]).to.include({ issuedTo: 6 });
      const shown = await theChain().runJson("show", { bill: first.token });
      expect(shown).to.deep.include({ status: "VOIDED", successors: parts.map(({ token }) => token) });
      await refusal("reissue", { documents, replaces: first.file, as: "1" }, /A bill never goes from VOIDED/);

      const waybill = await issued("WAYBILL");
      const successor = await document("WAYBILL");
      const replace = { documents: [successor.file], replaces: waybill.token };
      await refusal("reissue", { ...replace, as: "1" }, /was not allowed: none was$/);
      await refusal(
        "reissue",
        { ...replace, replaces: `${waybill.token},${first.token}`, as: "3", agree: true },
        /--agree is for one waybill/,
      );
      await refusal("reissue", { ...replace, as: "4", agree: true }, /has no right of disposal/);
      await theChain().run("reissue", { ...replace, as: "3", agree: true });
      const replaced = await theChain().runJson("reissue", { ...replace, as: "1" });
      expect((replaced["events"] as { event: string }[]).map(({ event }) => event)).to.deep.equal([
        "Reissued",
        "Issued",
      ]);
    });

    it("put a bill on paper, take an original in, and issue in the place of paper", async () => {
      const statement = await theChain().file("statement.pdf", "The electronic record has ceased to have effect");
      const original = await theChain().file("original.pdf", "scan");
      const [first, second] = [await issued("BEARER"), await issued("BEARER")];
      for (const { token } of [first, second]) {
        await theChain().run("surrender", { bill: token, as: "3", reason: "SWTP" });
        const { failed } = await theChain().run("paper", { bill: token, as: "1", statement, originals: 2 });
        expect(failed).to.be.false;
      }
      const presented = await theChain().runJson("paper", { bill: first.token, as: "1", presenter: "6", original });
      expect((presented["events"] as object[])[0]).to.include({
        event: "PaperPresented",
        presenter: 6,
        presentedHash: sha256(toUtf8Bytes("scan")),
      });
      const { out } = await theChain().run("show", { bill: first.token });
      expect(out).to.match(/\nstatus +PAPER\n/);
      expect(out).to.match(/\nentitled +member 6 \(LEI \w+\), BANK, delivery is due\n/);
      expect(out).to.match(/\npaper +2 originals, statement 0x[0-9a-f]{64}, presented by member 6/);

      const back = await document("BEARER");
      await theChain().run("paper", { bill: second.token, as: "1", document: back.file, statement });
      expect(await statusOf(back.tokenId)).to.equal("ISSUED");
      const verdict = await theChain().run("verify", { document: second.file });
      expect(verdict.out).to.match(/^Genuine but superseded: in its place stands 0x\w{8}… \(ISSUED\)\n/);
    });

    it("find the bills from their address alone", async () => {
      const { token } = await issued("BEARER");
      const { BillOfLading } = theChain().deployment.contracts;
      const shown = await theChain().runJson("show", { bill: token, address: BillOfLading });
      expect(shown).to.include({ tokenId: token, kind: "BEARER", status: "ISSUED" });
    });
  });

  describe("verify", () => {
    it("fails for a document that is not genuine, with the reason", async () => {
      const { token, text } = await issued("STRAIGHT");
      const changed = await theChain().file("changed.json", text.replace("DCSA CTK Service", "DCSA CTK Servise"));
      const { out, error, failed } = await theChain().run("verify", { document: changed });
      expect(failed).to.be.true;
      expect(error).to.equal("");
      expect(out).to.match(/^Not genuine: no bill has the digest of this document, .*: this is another document$/);
      const json = await theChain().run("verify", { document: changed, json: true });
      expect(json.failed).to.be.true;
      expect(JSON.parse(json.out)).to.include({ genuine: false, code: "NO_SUCH_BILL", otherBill: token });
    });

    it("tells who has a genuine bill", async () => {
      const { file, token } = await issued("STRAIGHT");
      const { out, failed } = await theChain().run("verify", { document: file });
      expect(failed).to.be.false;
      expect(out).to.match(/^Genuine and live: member 3 \(LEI \w+\) has possession, member 4 \(LEI \w+\) has title\n/);
      expect(out).to.match(/\n {2}carrier +member 1 \(LEI \w+\), CARRIER\n/);
      const json = await theChain().runJson("verify", { document: file });
      expect(json).to.deep.include({ genuine: true, state: "LIVE", liveSuccessors: [] });
      expect(json["bill"]).to.include({ tokenId: token, status: "ISSUED" });
      expect(json["carrier"]).to.deep.include({ member: 1, lei: leiText(1), roles: ["CARRIER"] });
    });
  });

  describe("at the command line", () => {
    // The first account of every Hardhat chain, from its public mnemonic.
    const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    /** Runs Hardhat as a program of its own. */
    async function hardhat(...args: string[]) {
      const cli = path.join(config.paths.root, "node_modules", "hardhat", "dist", "src", "cli.js");
      const env = { ...process.env, BOLLARD_RPC_URL: theChain().url, BOLLARD_DEPLOYER_KEY: KEY };
      const child = spawn(process.execPath, [cli, ...args], { cwd: config.paths.root, env });
      const printed = { out: "", error: "" };
      child.stdout.on("data", (chunk: Buffer) => (printed.out += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (printed.error += chunk.toString()));
      const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
      return { ...printed, code };
    }

    it("answers with exit code 0, and with 1 and one sentence for a failure", async () => {
      const { token } = await issued("BEARER");
      const { BillOfLading } = theChain().deployment.contracts;
      const where = ["--network", "consortium", "--address", BillOfLading];
      const [good, bad, genuine] = await Promise.all([
        hardhat("bill", "show", ...where, "--json", token),
        hardhat("bill", "sign", ...where, "--dry-run", token),
        hardhat("bill", "verify", ...where, "package.json"),
      ]);
      expect(good.code, good.error).to.equal(0);
      expect(JSON.parse(good.out)).to.include({ tokenId: token });
      expect(bad.code).to.equal(1);
      expect(bad.error).to.match(/^Error: 0x[0-9a-fA-F]{40} belongs to no member\n$/);
      expect(bad.out).to.equal("");
      expect(genuine.code).to.equal(1);
      expect(genuine.out).to.match(/^The file is no transport document that can be verified: [^\n]+\n$/);
    });
  });
});
