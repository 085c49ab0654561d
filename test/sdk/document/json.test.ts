import { expect } from "chai";

import { isExactNumber } from "../../../sdk/document/number.js";
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_DEPTH, readJson, readTransportDocument } from "../../../sdk/index.js";
import { readExample, readVector, refusal, vectorNames } from "./documents.js";

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)));

describe("readJson", () => {
  describe("size", () => {
    it("refuses 10 MB of a well-formed document, as string and as bytes", () => {
      const text = readExample("sea-waybill.json")
        .toString()
        .replace(/[^\x00-\x7f]/g, "?")
        .padEnd(10_000_000, " ");
      refusal(() => readTransportDocument(text), "TOO_LARGE", "");
      const error = refusal(() => readTransportDocument(new TextEncoder().encode(text)), "TOO_LARGE", "");
      expect(error.message).to.contain("10000000 bytes").and.contain(String(MAX_DOCUMENT_BYTES));
    });

    it("counts bytes, not characters", () => {
      const inside = `"${"é".repeat(MAX_DOCUMENT_BYTES / 2 - 1)}"`;
      expect(readJson(inside).value).to.have.length(MAX_DOCUMENT_BYTES / 2 - 1);
      refusal(() => readJson(`${inside} `), "TOO_LARGE", "");
    });
  });

  describe("encoding", () => {
    for (const [what, bad, offset] of [
      ["a continuation byte alone", [0x80], 9],
      ["an overlong slash", [0xc0, 0xaf], 9],
      ["a surrogate in UTF-8", [0xed, 0xa0, 0x80], 10],
      ["a character beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80], 10],
      ["Latin-1", [0xfc], 9],
    ] as const) {
      it(`refuses ${what} and names its place`, () => {
        const error = refusal(() => readJson(bytes('{\n "a": "', [...bad], '"}')), "NOT_UTF8", "");
        expect(error.position).to.deep.equal({ offset, line: 2, column: offset - 1 });
      });
    }

    it("refuses a character that is cut off at the end", () => {
      const error = refusal(() => readJson(bytes('"', [0xe3, 0x81])), "NOT_UTF8", "");
      expect(error.position?.line).to.equal(1);
    });

    it("refuses a byte order mark, as bytes and as string", () => {
      refusal(() => readJson(bytes([0xef, 0xbb, 0xbf], "{}")), "BYTE_ORDER_MARK", "");
      refusal(() => readJson("\ufeff{}"), "BYTE_ORDER_MARK", "");
    });

    it("refuses UTF-16", () => {
      refusal(() => readJson(bytes([0xff, 0xfe], "{", [0], "}", [0])), "NOT_UTF8", "");
    });
  });

  describe("grammar", () => {
    const refused: readonly (readonly [text: string, pointer: string, offset: number])[] = [
      ["", "", 0],
      ["  ", "", 2],
      ["not json", "", 0],
      ["<xml/>", "", 0],
      ["{", "", 1],
      ['{"a"}', "/a", 4],
      ['{"a":}', "/a", 5],
      ['{"a":1,}', "/a", 7],
      ['{"a":1 "b":2}', "/a", 7],
      ["{a:1}", "", 1],
      ["{'a':1}", "", 1],
      ["[1,]", "/1", 3],
      ["[1 2]", "/0", 3],
      ["[1}", "/0", 2],
      ['{"a":[1,2}', "/a/1", 9],
      ["[1]]", "", 3],
      ["{} {}", "", 3],
      ['["a', "/0", 3],
      ['["a\n"]', "/0", 3],
      ['["\\x"]', "/0", 2],
      ['["\\', "/0", 2],
      ['["\\u12g4"]', "/0", 2],
      ["[01]", "/0", 2],
      ["[1.]", "/0", 2],
      ["[.5]", "/0", 1],
      ["[+1]", "/0", 1],
      ["[-]", "/0", 1],
      ["[1e]", "/0", 2],
      ["[--1]", "/0", 1],
      ["[NaN]", "/0", 1],
      ["[Infinity]", "/0", 1],
      ["[True]", "/0", 1],
      ["[nul]", "/0", 1],
      ["[truee]", "/0", 5],
      ["[1] // end", "", 4],
      ["/**/[]", "", 0],
      ["[1\u00a0]", "/0", 2],
    ];
    for (const [text, pointer, offset] of refused) {
      it(`refuses ${JSON.stringify(text)}`, () => {
        expect(() => {
          JSON.parse(text);
        }).to.throw(SyntaxError);
        const error = refusal(() => readJson(text), "NOT_JSON", pointer);
        expect(error.position?.offset).to.equal(offset);
      });
    }

    it("gives the line and column of the fault", () => {
      const error = refusal(() => readJson('{\r\n  "a": 1,\n  "b": tru\n}'), "NOT_JSON", "/b");
      expect(error.position).to.deep.equal({ offset: 20, line: 3, column: 8 });
      expect(error.message).to.contain("/b, line 3 column 8");
    });

    it("reads what JSON.parse reads", () => {
      for (const text of [
        "{}",
        "[]",
        "0",
        "-1",
        '""',
        "null",
        " [ true , false ] ",
        '{"":{"a/b":[[],{}]}}',
        '"\\ud83d\\ude00"',
      ]) {
        expect(readJson(text).value).to.deep.equal(JSON.parse(text));
      }
      for (const name of vectorNames()) {
        expect(readJson(readVector(name)).value, name).to.deep.equal(JSON.parse(readVector(name).toString()));
      }
    });
  });

  describe("nesting", () => {
    it("refuses one level too many and reads the last allowed", () => {
      const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
      expect(readJson(nested(MAX_DOCUMENT_DEPTH)).value).to.be.an("array");
      refusal(() => readJson(nested(MAX_DOCUMENT_DEPTH + 1)), "TOO_DEEP", "/0".repeat(MAX_DOCUMENT_DEPTH));
      refusal(() => readJson('{"a":'.repeat(MAX_DOCUMENT_DEPTH + 1)), "TOO_DEEP", "/a".repeat(MAX_DOCUMENT_DEPTH));
    });

    it("refuses a million levels without running out of stack", () => {
      refusal(() => readJson("[".repeat(1_000_000)), "TOO_DEEP");
    });
  });

  describe("keys", () => {
    it("refuses a key given twice, and names the second", () => {
      const error = refusal(() => readJson('{"x":[{"a":1,"b":2,"a":1}]}'), "DUPLICATE_KEY", "/x/0/a");
      expect(error.position?.offset).to.equal(19);
    });

    it("refuses a key given twice in two spellings", () => {
      refusal(() => readJson('{"a":1,"\\u0061":2}'), "DUPLICATE_KEY", "/a");
    });

    it("escapes the pointer", () => {
      refusal(() => readJson('{"a/b~c":{"":1,"":2}}'), "DUPLICATE_KEY", "/a~1b~0c/");
    });

    it("finds it among a hundred thousand, in a moment", () => {
      const members = Array.from({ length: 100_000 }, (_, i) => `"k${i}":${i}`).join();
      const start = performance.now();
      expect(readJson(`{${members}}`).value).to.have.property("k99999", 99999);
      refusal(() => readJson(`[{${members},"k5":0}]`), "DUPLICATE_KEY", "/0/k5");
      expect(performance.now() - start).to.be.lessThan(2_000);
    });

    it("reads the same key in two objects, and keys that differ in case only", () => {
      expect(readJson('[{"a":1},{"a":1,"A":2,"b":{"a":1}}]').value).to.be.an("array");
    });

    for (const key of ["__proto__", "constructor", "prototype", "\\u005f_proto__"]) {
      it(`refuses the key ${key}`, () => {
        const pointer = `/x/${key.replace("\\u005f", "_")}`;
        refusal(() => readJson(`{"x":{"${key}":{"polluted":true}}}`), "FORBIDDEN_KEY", pointer);
        expect(Reflect.get({}, "polluted")).to.equal(undefined);
      });
    }

    it("reads these words as values", () => {
      expect(readJson('["__proto__","constructor"]').value).to.deep.equal(["__proto__", "constructor"]);
    });
  });

  describe("surrogates", () => {
    for (const [what, text] of [
      ["a high one, escaped", '{"a":"\\ud83d"}'],
      ["a low one, escaped", '{"a":"\\ude00"}'],
      ["two high ones, escaped", '{"a":"\\ud83d\\ud83d"}'],
      ["low before high, escaped", '{"a":"\\ude00\\ud83d"}'],
      ["a high one before another escape", '{"a":"\\ud83d\\n"}'],
      ["a high one, raw", '{"a":"\ud83d"}'],
      ["a low one, raw", '{"a":"\ude00"}'],
      ["two high ones, raw", '{"a":"\ud83d\ud83d\ude00"}'],
      ["an escaped high one before a raw low one", '{"a":"\\ud83d\ude00"}'],
    ] as const) {
      it(`refuses ${what}`, () => {
        refusal(() => readJson(text), "LONE_SURROGATE", "/a");
      });
    }

    it("refuses one in a key", () => {
      refusal(() => readJson('{"a":{"\\ud83d":1}}'), "LONE_SURROGATE");
    });

    it("reads whole pairs, raw and escaped", () => {
      expect(readJson('["😀","\\ud83d\\ude00"]').value).to.deep.equal(["😀", "😀"]);
    });
  });

  describe("numbers", () => {
    const inexact = [
      "12345678901234567890",
      "9007199254740993",
      "0.10000000000000000555",
      "0.1000000000000000055511151231257827",
      "1e400",
      "-1e400",
      "1e-400",
      "4e-324",
      "-0",
      "-0.0",
      "-0e10",
      "1.7976931348623157e309",
      "3.141592653589793238462643383279",
      `1${"0".repeat(400)}`,
    ];
    for (const literal of inexact) {
      it(`refuses ${literal.slice(0, 40)}`, () => {
        const error = refusal(() => readJson(`{"a":[0,${literal}]}`), "INEXACT_NUMBER", "/a/1");
        expect(error.position?.offset).to.equal(8);
        expect(error.message).to.contain(literal.slice(0, 40));
      });
    }

    const exact = ["0", "0.0", "0e9", "1.0", "1.10", "100e-2", "1E+2", "0.1", "-1.5", "12000.00", "1e21", "1e300"];
    exact.push(
      "5e-324",
      "9007199254740992",
      "1.7976931348623157e308",
      "123456789012345680000",
      "1000000000000000000000",
    );
    for (const literal of exact) {
      it(`reads ${literal}`, () => {
        expect(readJson(literal).value).to.equal(Number(literal));
      });
    }

    it("takes every double as JSON.stringify writes it", () => {
      const word = new DataView(new ArrayBuffer(8));
      let state = 1n;
      for (let i = 0; i < 2_000; i++) {
        state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
        word.setBigUint64(0, state);
        const value = word.getFloat64(0);
        if (Number.isFinite(value)) expect(isExactNumber(JSON.stringify(value)), String(value)).to.equal(true);
      }
    });

    it("takes a number with a million digits in a moment", () => {
      const start = performance.now();
      refusal(() => readJson(`0.${"0".repeat(1_000_000)}1${"0".repeat(1_000_000)}1`), "INEXACT_NUMBER", "");
      refusal(() => readJson(`1e${"9".repeat(100_000)}`), "INEXACT_NUMBER", "");
      expect(performance.now() - start).to.be.lessThan(2_000);
    });
  });
});
