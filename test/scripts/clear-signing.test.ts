import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { writeDescriptors } from "../../scripts/clear-signing.js";
import { clearSigning } from "../../sdk/clear-signing/index.js";
import { PLACE } from "../sdk/clear-signing/place.js";

describe("clear-signing", () => {
  let root = "";
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "clear-signing-"));
  });
  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  it("writes a file for each descriptor of a deployment, and leaves none of an earlier one", async () => {
    const folder = path.join(root, "clear-signing", "localhost-31337");
    const files = await writeDescriptors({ network: "localhost", ...PLACE }, root);
    expect(files).to.include("clear-signing/localhost-31337/calldata-BillOfLading.json");
    await writeFile(path.join(folder, "calldata-Former.json"), "{}");

    const place = { ...PLACE, contracts: { ...PLACE.contracts, PickUp: PLACE.contracts.Charges } };
    await writeDescriptors({ network: "localhost", ...place }, root);
    const expected = clearSigning(place);
    expect(await readdir(folder)).to.have.members(Object.keys(expected));
    for (const [name, descriptor] of Object.entries(expected)) {
      const text = await readFile(path.join(folder, name), "utf8");
      expect(JSON.parse(text), name).to.deep.equal(descriptor);
      expect(text.endsWith("}\n"), name).to.equal(true);
    }
  });
});
