import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import hre, { config } from "hardhat";

import { playDemo, type PlayedShipment } from "../../scripts/demo.js";
import type { Entry } from "../../scripts/demo/logbook.js";
import { UserError } from "../../scripts/support/user-error.js";

const example = (name: string): string => path.join(config.paths.root, "examples", name);

/** The lights as four letters, a dot for red. */
function lightsOf({ lights }: Entry): string {
  return (
    (lights.document ? "D" : ".") +
    (lights.commercial ? "C" : ".") +
    (lights.customs ? "U" : ".") +
    (lights.terminal ? "T" : ".")
  );
}

/** The entry whose action begins so. */
function entryOf({ entries }: PlayedShipment, action: string): Entry {
  const entry = entries.find((candidate) => candidate.action.startsWith(action));
  if (entry === undefined) throw new Error(`no entry "${action}"`);
  return entry;
}

describe("playDemo", () => {
  const folders: string[] = [];
  const silent = (): void => undefined;

  after(async () => {
    for (const folder of folders) await rm(folder, { recursive: true });
  });

  /** A file with a changed example. */
  async function changed(name: string, change: (text: string) => string): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), "bollard-"));
    folders.push(folder);
    const file = path.join(folder, name);
    await writeFile(file, change(await readFile(example(name), "utf8")));
    return file;
  }

  async function refusal(file: string): Promise<{ message: string; printed: string[] }> {
    const printed: string[] = [];
    const error: unknown = await playDemo(hre, [file], (line) => printed.push(line)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(UserError);
    return { message: (error as UserError).message, printed };
  }

  it("names the place and the rule of a broken document, before anything is deployed", async () => {
    const straightToOrder = (text: string) => text.replace('"isToOrder": false', '"isToOrder": true');
    const cases: [string, string[]][] = [
      [await changed("straight-bill.json", straightToOrder), ["/documentParties/consignee"]],
      [example("to-order-bill-wrong-container-number.json"), ["/utilizedTransportEquipments/0", "HLXU1234567"]],
      [await changed("sea-waybill.json", (text) => text.replace("{", '{"isToOrder": false,')), ["/isToOrder"]],
      [await changed("sea-waybill.json", (text) => text.slice(0, -4)), ["/issueDate, line ", "json-not-json"]],
      [await changed("sea-waybill.json", (text) => text.replace('"SWB"', '"XYZ"')), ["/transportDocumentTypeCode"]],
      [example("no-such-file.json"), ["no-such-file.json", "cannot be read"]],
    ];
    for (const [file, words] of cases) {
      const { message, printed } = await refusal(file);
      for (const word of words) expect(message).to.contain(word);
      expect(printed).to.deep.equal([]);
    }
  });

  it("plays a real bill to order and a sea waybill, each container leaving once and only when all is green", async () => {
    const lines: string[] = [];
    const files = [example("to-order-bill.json"), example("sea-waybill.json")];
    const [bill, waybill] = await playDemo(hre, files, (line) => lines.push(line));
    if (bill === undefined || waybill === undefined) throw new Error("the demo did not play both documents");

    // What is shown comes out of the documents.
    expect(entryOf(bill, "ISSUE").action).to.equal("ISSUE bill of lading, BEARER HHL71800000");
    expect(entryOf(bill, "ISSUE").who).to.equal("Mediterranean Shipping Company");
    expect(entryOf(bill, "laden gate-out").action).to.equal("laden gate-out of NARU3472484, seal DCSA-CTK-1234");
    expect(entryOf(waybill, "delivery order").action).to.equal("delivery order to Global Retail Imports");
    expect(entryOf(waybill, "laden gate-out").action).to.equal("laden gate-out of MSCU9988773, seal NSL13386");

    // The lights turn one by one: a bill's first light by its surrender, a waybill's from the start.
    expect(lightsOf(entryOf(bill, "SURRENDER_FOR_DELIVERY"))).to.equal("....");
    expect(lightsOf(entryOf(bill, "SURR:"))).to.equal("D...");
    expect(lightsOf(entryOf(bill, "discharged"))).to.equal("DC..");
    expect(lightsOf(entryOf(bill, "customs cleared"))).to.equal("DCU.");
    expect(lightsOf(entryOf(bill, "charge raised: Fictive"))).to.equal("D.U.");
    expect(lightsOf(entryOf(bill, "charge paid: Fictive"))).to.equal("DCU.");
    expect(lightsOf(entryOf(bill, "terminal release"))).to.equal("DCUT");
    expect(lightsOf(entryOf(waybill, "ISSUE"))).to.equal("D...");
    for (const played of [bill, waybill]) {
      expect(lightsOf(entryOf(played, "gate-in"))).to.equal("DCUT");
      expect(played.entries.filter(({ action }) => action.startsWith("laden gate-out"))).to.have.length(1);
      // Every act but the check of the waybill's copy is a transaction.
      const offChain = played.entries.filter(({ gas }) => gas === undefined).map(({ action }) => action);
      expect(offChain).to.deep.equal(played === bill ? [] : ["waybill shared; copy checked against the chain"]);
    }
    expect(lines.join("\n")).to.contain("D C U T");
  });

  it("plays a straight bill of the user's own with several containers", async () => {
    const twoContainers = (text: string): string => {
      const document = JSON.parse(text) as { utilizedTransportEquipments: { equipment: object }[] };
      const [first] = document.utilizedTransportEquipments;
      if (first === undefined) throw new Error("the example has no container");
      const equipment = { ...first.equipment, equipmentReference: "CSQU3054383" };
      document.utilizedTransportEquipments.push({ ...first, equipment });
      return JSON.stringify(document);
    };
    const [played] = await playDemo(hre, [await changed("straight-bill.json", twoContainers)], silent);
    if (played === undefined) throw new Error("the demo played nothing");
    const gone = played.entries.map(({ action }) => action).filter((action) => action.startsWith("laden gate-out of"));
    expect(gone.map((action) => action.slice(18, 29))).to.deep.equal(["NARU3472484", "CSQU3054383"]);
  });
});
