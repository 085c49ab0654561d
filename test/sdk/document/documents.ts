/** The documents that the tests read, and ways to change them. */
import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";

import { DocumentError, type DocumentErrorCode, type JsonValue } from "../../../sdk/index.js";

const VECTORS = new URL("../../vectors/dcsa/", import.meta.url);
const EXAMPLES = new URL("../../../examples/", import.meta.url);

const jsonFiles = (folder: URL) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();

export const vectorNames = () => jsonFiles(VECTORS);
export const exampleNames = () => jsonFiles(EXAMPLES);
export const readVector = (name: string) => readFileSync(new URL(name, VECTORS));
export const readExample = (name: string) => readFileSync(new URL(name, EXAMPLES));

/** A JSON value that a test may change. */
export type Mutable = null | boolean | number | string | Mutable[] | { [key: string]: Mutable };

/** JSON.parse, which returns any. */
const parseText: (text: string) => Mutable = JSON.parse;

export function parse(text: string | Uint8Array): Mutable {
  return parseText(typeof text === "string" ? text : new TextDecoder().decode(text));
}

/** The JSON text of an example with values set at JSON pointers; undefined removes what stands there. */
export function changed(example: string, changes: Readonly<Record<string, JsonValue | undefined>>): string {
  const root = parse(readExample(example));
  for (const [pointer, value] of Object.entries(changes)) setAt(root, pointer, value);
  return JSON.stringify(root);
}

function setAt(root: Mutable, pointer: string, value: JsonValue | undefined): void {
  const steps = pointer.split("/").slice(1);
  const last = steps.pop();
  let place: Mutable | undefined = root;
  for (const step of steps) place = childOf(place, step);
  if (last === undefined || typeof place !== "object" || place === null) throw new Error(`nothing at ${pointer}`);
  if (Array.isArray(place)) {
    if (value === undefined) place.splice(Number(last), 1);
    else place[Number(last)] = parse(JSON.stringify(value));
  } else if (value === undefined) {
    if (!(last in place)) throw new Error(`nothing at ${pointer}`);
    delete place[last];
  } else {
    place[last] = parse(JSON.stringify(value));
  }
}

function childOf(place: Mutable | undefined, step: string): Mutable | undefined {
  if (Array.isArray(place)) return place[Number(step)];
  return typeof place === "object" && place !== null ? place[step] : undefined;
}

/** The DocumentError that the call throws; fails if it throws none, another code, or names another place. */
export function refusal(call: () => unknown, code: DocumentErrorCode, pointer?: string): DocumentError {
  try {
    call();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    expect(error.code, error.message).to.equal(code);
    if (pointer !== undefined) expect(error.pointer, error.message).to.equal(pointer);
    expect(error.findings, "findings").to.not.be.empty;
    expect(new Set(error.findings.map(({ severity }) => severity))).to.deep.equal(new Set(["error"]));
    return error;
  }
  return expect.fail(`expected a DocumentError ${code}, nothing was thrown`);
}
