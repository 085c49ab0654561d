import { readdir, readFile } from "node:fs/promises";

import { expect } from "chai";
import { Interface } from "ethers";

import { Charges__factory, PickUp__factory, ReleaseRegistry__factory } from "../../typechain-types/index.js";

const FOLDER = new URL("./", import.meta.url);

/** The names of a contract's own errors, those of a library that it uses included. */
function errorsOf({ abi }: { readonly abi: readonly { readonly type: string; readonly name?: string }[] }): string[] {
  const own = /^(?:ReleaseRegistry|Charges|PickUp|ContainerLifeCycle)_/;
  const names = Interface.from(abi).fragments.flatMap((fragment) =>
    fragment.type === "error" && "name" in fragment ? [String(fragment.name)] : [],
  );
  return names.filter((name) => own.test(name));
}

describe("Errors of release, charges and pick-up", function () {
  it("each are met in a test that says so", async function () {
    const files = (await readdir(FOLDER)).filter((file) => file.endsWith(".test.ts"));
    const tests = (await Promise.all(files.map((file) => readFile(new URL(file, FOLDER), "utf8")))).join("\n");
    const met = new Set([...tests.matchAll(/revertedWithCustomError\(\s*[\w.]+,\s*"(\w+)"/g)].map(([, name]) => name));
    const names = new Set([ReleaseRegistry__factory, Charges__factory, PickUp__factory].flatMap(errorsOf));
    expect(names.size).to.be.greaterThan(70);
    expect([...names].filter((name) => !met.has(name))).to.deep.equal([]);
  });
});
