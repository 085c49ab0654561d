import canonicalize from "canonicalize";
import { expect } from "chai";
import { createHash } from "node:crypto";

import { isJsonObject } from "../../../sdk/document/json.js";
import { digestOf, readJson, readTransportDocument, toChecksum, type JsonValue } from "../../../sdk/index.js";
import { exampleNames, parse, readExample, readVector, type Mutable } from "./documents.js";

interface Vectors {
  readonly vectors: Readonly<Record<string, { readonly sha256: string; readonly canonicalBytes?: number }>>;
}

function vectors(): [name: string, sha256: string, canonicalBytes: number | undefined][] {
  const read: (text: string) => Vectors = JSON.parse;
  const file = read(readVector("checksum-vectors.json").toString());
  return Object.entries(file.vectors).map(([name, { sha256, canonicalBytes }]) => [name, sha256, canonicalBytes]);
}

/** What a name in the vectors stands for: a file, or a member of its object. */
function valueOf(name: string): JsonValue {
  const [file = "", member] = name.split(".");
  const { value } = readJson(readVector(`${file}.json`));
  if (member === undefined) return value;
  if (!isJsonObject(value) || value[member] === undefined) throw new Error(`${name} is not there`);
  return value[member];
}

/** Every value of a tree with a way to replace it. */
function* places(node: Mutable): Generator<[value: Mutable, replace: (value: Mutable) => void]> {
  if (Array.isArray(node)) {
    for (const [index, value] of node.entries()) {
      yield [value, (other) => (node[index] = other)];
      yield* places(value);
    }
  } else if (typeof node === "object" && node !== null) {
    for (const [key, value] of Object.entries(node)) {
      yield [value, (other) => (node[key] = other)];
      yield* places(value);
    }
  }
}

/** Another value that a careless comparison might take for the same. */
function lookalikes(value: Mutable): Mutable[] {
  switch (typeof value) {
    case "string":
      return [`${value} `, value.toUpperCase(), value.slice(0, -1), value.normalize("NFD"), [value]];
    case "number":
      return [value + 1, -value - 1, String(value), value + 0.1];
    case "boolean":
      return [!value, String(value)];
    default:
      return [null, {}, [], [value]];
  }
}

/** The same value with keys in the opposite order and other white space. */
function reordered(node: Mutable): Mutable {
  if (Array.isArray(node)) return node.map(reordered);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .reverse()
      .map(([key, value]) => [key, reordered(value)]),
  );
}

describe("digestOf", () => {
  describe("DCSA checksum vectors", () => {
    for (const [name, sha256, canonicalBytes] of vectors()) {
      if (name === "pint-envelope.lastChainEntryJws") continue;
      it(`gives the checksum of ${name}`, () => {
        const { canonical, digest, tokenId } = digestOf(valueOf(name));
        expect(digest).to.equal(`0x${sha256}`);
        expect(toChecksum(digest)).to.equal(sha256);
        expect(tokenId).to.equal(BigInt(`0x${sha256}`));
        if (canonicalBytes !== undefined) expect(Buffer.byteLength(canonical)).to.equal(canonicalBytes);
      });
    }

    it("has a chain entry whose checksum is over the compact serialisation, not over JSON", () => {
      const chain = valueOf("pint-envelope.envelopeTransferChain");
      const last = Array.isArray(chain) ? String(chain.at(-1)) : "";
      const expected = new Map(vectors().map(([name, sha256]) => [name, sha256])).get(
        "pint-envelope.lastChainEntryJws",
      );
      expect(createHash("sha256").update(last).digest("hex")).to.equal(expected);
    });
  });

  it("is SHA-256 over the text that the canonicalize package writes, for every example", () => {
    for (const name of exampleNames()) {
      const { value } = readJson(readExample(name));
      const { canonical, digest } = digestOf(value);
      expect(canonical, name).to.equal(canonicalize(value));
      expect(digest, name).to.equal(`0x${createHash("sha256").update(canonical).digest("hex")}`);
    }
  });

  it("writes what the canonicalize package writes, for values of any form", () => {
    let state = 42;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state % below;
    };
    const keys = [
      "",
      "a",
      "B",
      "b",
      "é",
      "€",
      "ﬀ",
      "😀",
      "1",
      "10",
      "9",
      "-1",
      "01",
      "a b",
      '"',
      "\\",
      "\n",
      "toJSON",
      "valueOf",
    ];
    const scalars = [
      null,
      true,
      false,
      0,
      -1,
      1e21,
      1e-7,
      0.1,
      "",
      "\u0000\u001f\u007f",
      "\\ud83d",
      "\u2028😀",
      '"\\/',
    ];
    const make = (depth: number): JsonValue => {
      const form = depth === 0 ? 0 : random(3);
      if (form === 0) return scalars[random(scalars.length)] ?? null;
      const members = Array.from({ length: random(6) }, () => make(depth - 1));
      if (form === 1) return members;
      return Object.fromEntries(members.map((member) => [keys[random(keys.length)] ?? "", member]));
    };
    for (let i = 0; i < 2_000; i++) {
      const value = make(5);
      expect(digestOf(value).canonical).to.equal(canonicalize(value));
    }
  });

  it("refuses values that JSON does not have, however they were made", () => {
    expect(() => digestOf([NaN])).to.throw("NaN");
    expect(() => digestOf({ a: Infinity })).to.throw("Infinity");
    expect(() => digestOf({ a: "\ud83d" })).to.throw("surrogate");
    expect(digestOf(parse('{"__proto__":1,"a":2}')).canonical).to.equal('{"__proto__":1,"a":2}');
  });

  it("writes strings, numbers and key order as RFC 8785 has them", () => {
    // The three samples of RFC 8785, sections 3.2.2 and 3.2.3.
    const numbers = '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001]}';
    expect(() => digestOf(readJson(numbers).value)).to.throw("333333333.33333329");
    const exact = numbers.replace("333333333.33333329", "333333333.3333333");
    expect(digestOf(readJson(exact).value).canonical).to.equal('{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}');
    const string = String.raw`{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"}`;
    expect(digestOf(readJson(string).value).canonical).to.equal(String.raw`{"string":"€$\u000f\nA'B\"\\\\\"/"}`);
    const keys = String.raw`{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}`;
    expect([...digestOf(readJson(keys).value).canonical.matchAll(/:(\d)/g)].map((match) => match[1]).join("")).to.equal(
      "2467153",
    );
  });

  it("orders keys that look like array indexes by their characters", () => {
    expect(digestOf(readJson('{"b":0,"9":1,"10":2,"a":{"2":1,"11":2,"":3}}').value).canonical).to.equal(
      '{"10":2,"9":1,"a":{"":3,"11":2,"2":1},"b":0}',
    );
  });

  for (const name of exampleNames()) {
    it(`finds nothing in common between ${name} and any copy with one other value`, () => {
      const { digest: original } = readTransportDocument(readExample(name));
      const root = parse(readExample(name));
      const seen = new Set([original]);
      let copies = 0;
      for (const [value, replace] of places(root)) {
        const before = JSON.stringify(value);
        for (const other of lookalikes(value)) {
          if (JSON.stringify(other) === before) continue;
          replace(other);
          const { digest } = digestOf(readJson(JSON.stringify(root)).value);
          expect(digest, `${before} and ${JSON.stringify(other)}`).to.not.equal(original);
          seen.add(digest);
          copies++;
        }
        replace(value);
      }
      expect(digestOf(readJson(JSON.stringify(root)).value).digest).to.equal(original);
      expect(copies).to.be.greaterThan(300);
      // Two changes may give the same text (a letter more, a letter less of another case), but hardly ever do.
      expect(seen.size).to.be.greaterThan(copies * 0.9);
    });

    it(`does not care for key order, spacing or spelling in ${name}`, () => {
      const { digest, tokenId } = readTransportDocument(readExample(name));
      const root = parse(readExample(name));
      const escaped = JSON.stringify(root).replace(
        /[^\x20-\x7e]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
      const spellings = [
        JSON.stringify(root),
        JSON.stringify(root, null, "\t"),
        JSON.stringify(reordered(root), null, 7),
        escaped,
        JSON.stringify(root).replaceAll(":12000,", ":1.2E4,").replaceAll(":400,", ":400.00,"),
        `\r\n\t ${JSON.stringify(root)} \n`,
      ];
      for (const spelling of spellings) {
        expect(readTransportDocument(spelling).digest).to.equal(digest);
        expect(readTransportDocument(new TextEncoder().encode(spelling)).tokenId).to.equal(tokenId);
      }
    });
  }
});
