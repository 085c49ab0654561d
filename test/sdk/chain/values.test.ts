import { readFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";
import { config } from "hardhat";

import {
  BillStatus,
  ENUMS,
  fromFixedBytes,
  isBytes,
  isNameIn,
  Kind,
  nameOf,
  Role,
  rolesOf,
  shortToken,
  timeText,
  toFixedBytes,
  tokenToHex,
  toRoleBits,
} from "../../../sdk/chain/index.js";

async function solidity(file: string): Promise<string> {
  const text = await readFile(path.join(config.paths.root, "contracts", file), "utf8");
  return text.replaceAll(/\/\/.*$/gm, "");
}

describe("values", () => {
  describe("ENUMS", () => {
    it("has every enum of the interfaces with the same names in the same order", async () => {
      const files = [
        "BillTypes",
        "IConsortium",
        "IConsortiumProfiles",
        "ReleaseTypes",
        "ChargeTypes",
        "IPickUp",
        "AgencyTypes",
        "IGuardians",
      ];
      const openZeppelin = ["governance/IGovernor", "governance/extensions/GovernorCountingSimple"];
      const sources = [
        ...files.map((file) => solidity(`interfaces/${file}.sol`)),
        ...openZeppelin.map((file) => solidity(`../node_modules/@openzeppelin/contracts/${file}.sol`)),
      ];
      const source = (await Promise.all(sources)).join("\n").replaceAll(/\/\*[\s\S]*?\*\//g, "");
      const declared = [...source.matchAll(/enum (\w+) \{([^}]*)\}/g)].map(([, name = "", body = ""]) => [
        name,
        Object.fromEntries(body.split(",").map((value, index) => [value.trim(), BigInt(index)])),
      ]);
      expect(Object.fromEntries(declared)).to.deep.equal(ENUMS);
    });
  });

  describe("Role", () => {
    it("has every role of the library Roles with the same bit", async () => {
      const source = await solidity("libraries/Roles.sol");
      const declared = [...source.matchAll(/constant (\w+) = 1 << (\d+)/g)].map(([, name = "", bit = ""]) => [
        name,
        1n << BigInt(bit),
      ]);
      expect(Object.fromEntries(declared)).to.deep.equal(Role);
    });

    it("goes to bits and back", () => {
      expect(toRoleBits(["CARRIER", "BANK"])).to.equal(9n);
      expect(rolesOf(9n)).to.deep.equal(["CARRIER", "BANK"]);
      expect(rolesOf(0n)).to.deep.equal([]);
    });
  });

  describe("nameOf", () => {
    it("refuses a code that the table does not have", () => {
      expect(() => nameOf(Kind, 4n)).to.throw(RangeError, "There is no 4 among STRAIGHT, TO_ORDER, BEARER, WAYBILL");
    });

    it("names a code, and tells names from other texts", () => {
      expect(nameOf(BillStatus, 7n)).to.equal("PAPER");
      expect(isNameIn(Kind, "BEARER")).to.be.true;
      expect(isNameIn(Kind, "toString")).to.be.false;
    });
  });

  describe("fixed bytes", () => {
    it("refuse text that is empty, too long or not printable ASCII", () => {
      for (const text of ["", "MSCUX", "Ä", "a\n"]) {
        expect(() => toFixedBytes(text, 4), text).to.throw(RangeError, "is not 1 to 4 printable ASCII characters");
      }
    });

    it("carry text there and back", () => {
      expect(toFixedBytes("MSC", 4)).to.equal("0x4d534300");
      expect(fromFixedBytes("0x4d534300")).to.equal("MSC");
      expect(toFixedBytes("NARU3472484", 11)).to.equal("0x4e41525533343732343834");
      expect(fromFixedBytes("0x00000000")).to.equal("");
    });

    it("show bytes that are no text as they are", () => {
      expect(fromFixedBytes("0xff010203")).to.equal("0xff010203");
      expect(fromFixedBytes("0x41004200")).to.equal("0x41004200");
    });

    it("are told by their length", () => {
      expect(isBytes("0x" + "ab".repeat(20), 20)).to.be.true;
      for (const value of ["0x" + "ab".repeat(19), "0xabc", "ab".repeat(20), "", 7, undefined]) {
        expect(isBytes(value, 20), String(value)).to.be.false;
      }
    });
  });

  describe("text for people", () => {
    it("writes a token in full and short", () => {
      expect(tokenToHex(255n)).to.equal("0x" + "0".repeat(62) + "ff");
      expect(shortToken(0xabcdef12n << 224n)).to.equal("0xabcdef12…");
    });

    it("writes a time of the chain, and one beyond all calendars", () => {
      expect(timeText(1_772_366_400n)).to.equal("2026-03-01 12:00:00 UTC");
      expect(timeText(2 ** 47)).to.equal("140737488355328 seconds after 1970");
    });
  });
});
