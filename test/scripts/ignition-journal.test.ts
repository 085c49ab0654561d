import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { repairJournal } from "../../scripts/support/ignition-journal.js";

const line = (type: string, futureId?: string) => `\n${JSON.stringify({ futureId, type })}`;

describe("repairJournal", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "bollard-ignition-"));
    file = join(folder, "journal.jsonl");
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function repaired(text: string): Promise<string> {
    await writeFile(file, text);
    await repairJournal(file);
    return await readFile(file, "utf8");
  }

  it("names a damaged line in the middle and leaves the file alone", async () => {
    const text = `${line("RUN_START")}\n{"type":"DEPL\n${line("RUN_START")}`;
    await writeFile(file, text);
    const error: unknown = await repairJournal(file).catch((thrown: unknown) => thrown);
    expect(error).to.have.property("message", `${file}:2 is damaged`);
    expect(await readFile(file, "utf8")).to.equal(text);
  });

  it("makes no file where there is none", async () => {
    await repairJournal(file);
    expect(existsSync(file)).to.equal(false);
  });

  it("drops a last line that was cut off", async () => {
    const whole = line("DEPLOYMENT_INITIALIZE");
    expect(await repaired(`${whole}\n{"futureId":"Bollard#Cons`)).to.equal(whole);
  });

  it("drops steps that were begun and sent nothing, and no other", async () => {
    const done = [
      line("DEPLOYMENT_INITIALIZE"),
      line("DEPLOYMENT_EXECUTION_STATE_INITIALIZE", "A"),
      line("NETWORK_INTERACTION_REQUEST", "A"),
    ].join("");
    const begun = [
      line("DEPLOYMENT_EXECUTION_STATE_INITIALIZE", "B"),
      line("CALL_EXECUTION_STATE_INITIALIZE", "C"),
    ].join("");
    expect(await repaired(done + begun)).to.equal(done);
  });

  it("leaves a journal alone that lacks nothing", async () => {
    const text = [
      line("DEPLOYMENT_EXECUTION_STATE_INITIALIZE", "A"),
      line("NETWORK_INTERACTION_REQUEST", "A"),
      line("DEPLOYMENT_EXECUTION_STATE_COMPLETE", "A"),
    ].join("");
    expect(await repaired(text)).to.equal(text);
  });
});
