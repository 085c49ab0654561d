import { expect } from "chai";

import type { AbiParameter } from "../../../sdk/chain/abi.js";
import { ENUMS } from "../../../sdk/chain/index.js";
import { problemsOf } from "../../../sdk/clear-signing/check.js";
import { type AnyFields, type SignedContract, SUITE_WORDS } from "../../../sdk/clear-signing/contracts.js";
import { enumWords, ROLES, strayWords } from "../../../sdk/clear-signing/enums.js";
import { clearSigning, WordsError } from "../../../sdk/clear-signing/index.js";
import { amount, bytes, call, choice, date, each, hidden, number, party } from "../../../sdk/clear-signing/labels.js";
import { thrown } from "../../support/chain.js";
import { PLACE } from "./place.js";

/** A parameter; its internal type is its type unless told. */
type Parameter = { name: string; type: string; internalType?: string; components?: Parameter[] };

/** A contract with one function, and these words for it. */
function contractOf(
  inputs: Parameter[],
  fields: AnyFields,
  sentence?: string,
): Pick<SignedContract, "abi" | "specification" | "words" | "messages"> {
  const abi = [
    { type: "function", name: "act", stateMutability: "nonpayable", inputs: inputs.map(completed), outputs: [] },
  ];
  const words = { intent: "Act", fields, ...(sentence === undefined ? {} : { sentence }) };
  return { abi, specification: abi, words: { act: words }, messages: [] };
}

function completed({ name, type, internalType = type, components }: Parameter): AbiParameter {
  const own = { name, type, internalType };
  return components === undefined ? own : { ...own, components: components.map(completed) };
}

/** A table without these entries. */
function without<T>(table: Readonly<Record<string, T>>, ...names: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name)));
}

describe("words for wallets", () => {
  describe("of the suite", () => {
    it("fit every contract", () => {
      for (const [name, contract] of Object.entries(SUITE_WORDS)) {
        if ("unsigned" in contract) expect(contract.unsigned, name).not.to.equal("");
        else expect(problemsOf(name, contract), name).to.deep.equal([]);
      }
    });

    it("are more than a device shows for some enums that no call has", () => {
      const inputs = [{ name: "status", type: "uint8", internalType: "enum BillStatus" }];
      expect(problemsOf("Contract", contractOf(inputs, { status: choice("Status") }))).to.include(
        'enum BillStatus: "Pending surrender for delivery" has more than 20 characters',
      );
    });

    it("are too few for a contract that they do not know, and for one that gained a function", () => {
      const charges = SUITE_WORDS.Charges;
      if ("unsigned" in charges) throw new Error("Charges has words");
      const fewer = without(charges.words, "pay", "award");
      const words = { ...fewer, lend: { intent: "Lend", fields: {} } };
      const given = { ...SUITE_WORDS, Charges: { ...charges, words } };
      const place = { ...PLACE, contracts: { ...PLACE.contracts, Escrow: PLACE.contracts.Charges } };
      const { problems, message } = thrown(() => clearSigning(place, given), WordsError);
      expect(problems).to.deep.equal([
        "Escrow: no words for this contract of the suite",
        "Charges.award: no words",
        "Charges.pay: no words",
        "Charges.lend: words, but there is no such function",
      ]);
      expect(message).to.include("\n- Charges.award: no words\n");
    });

    it("are written without a government where one account governs", () => {
      const contracts = without(PLACE.contracts, "TimelockController", "ConsortiumGovernor", "Guardians");
      expect(Object.keys(clearSigning({ ...PLACE, contracts }))).not.to.include.members(["calldata-Guardians.json"]);
    });

    it("are refused for a deployment without one of the contracts", () => {
      const contracts = without(PLACE.contracts, "PickUp");
      const { problems } = thrown(() => clearSigning({ ...PLACE, contracts }), WordsError);
      expect(problems).to.deep.equal(["PickUp: the deployment has no such contract"]);
    });
  });

  describe("of one function", () => {
    const cases: [
      what: string,
      inputs: Parameter[],
      fields: AnyFields,
      sentence: string | undefined,
      problem: string,
    ][] = [
      ["leave a parameter out", [{ name: "to", type: "address" }], {}, undefined, "no words for to"],
      [
        "cannot name a parameter without a name",
        [{ name: "", type: "address" }],
        {},
        undefined,
        "no words for a address without a name",
      ],
      [
        "are for a parameter that is gone",
        [{ name: "to", type: "address" }],
        { to: party("To"), from: party("From") },
        undefined,
        "words for from, which is no parameter",
      ],
      [
        "leave a member of a struct out",
        [{ name: "claim", type: "tuple", components: [{ name: "token", type: "address" }] }],
        { claim: {} },
        undefined,
        "no words for claim.token",
      ],
      [
        "are for a member of a struct that is gone",
        [{ name: "claim", type: "tuple", components: [{ name: "token", type: "address" }] }],
        { claim: { token: party("Token"), amount: number("Amount") } },
        undefined,
        "words for claim.amount, which is no member of the struct",
      ],
      [
        "take a list for one struct",
        [{ name: "steps", type: "tuple[]", components: [{ name: "day", type: "uint16" }] }],
        { steps: { day: number("Day") } },
        undefined,
        "steps.[] is a tuple[], and its words are not",
      ],
      [
        "take a struct for a value",
        [{ name: "claim", type: "tuple", components: [{ name: "day", type: "uint16" }] }],
        { claim: number("Claim") },
        undefined,
        "claim is a tuple, and its words are not",
      ],
      [
        "take a value for a struct",
        [{ name: "day", type: "uint16" }],
        { day: { day: number("Day") } },
        undefined,
        "day is a uint16, and its words are those of a struct",
      ],
      [
        "show a time as a number",
        [{ name: "until", type: "uint40" }],
        { until: number("Until") },
        undefined,
        "until is a uint40, and no number",
      ],
      [
        "show a bill as a number",
        [{ name: "tokenId", type: "uint256" }],
        { tokenId: number("Bill") },
        undefined,
        "tokenId is a uint256, and no number",
      ],
      [
        "show a code as a number",
        [{ name: "kind", type: "uint8", internalType: "enum Kind" }],
        { kind: number("Kind") },
        undefined,
        "kind is a enum Kind, and no number",
      ],
      [
        "show a number as a code",
        [{ name: "kind", type: "uint8" }],
        { kind: choice("Kind") },
        undefined,
        "kind is a uint8, and no choice",
      ],
      [
        "show a code of an enum that the library does not know",
        [{ name: "kind", type: "uint8", internalType: "enum Weather" }],
        { kind: choice("Kind") },
        undefined,
        "kind is a enum Weather, and no choice",
      ],
      [
        "show a number as a date",
        [{ name: "day", type: "uint16" }],
        { day: date("Day") },
        undefined,
        "day is a uint16, and no date",
      ],
      [
        "leave a value out without a reason",
        [{ name: "proof", type: "bytes" }],
        { proof: hidden(" ") },
        undefined,
        "proof is left out without a reason",
      ],
      [
        "have no label",
        [{ name: "to", type: "address" }],
        { to: party(" ") },
        undefined,
        "the label of to has 0 characters, and 1 to 20 are shown",
      ],
      [
        "have a label that a device cuts off",
        [{ name: "to", type: "address" }],
        { to: party("The party that receives") },
        undefined,
        "the label of to has 23 characters, and 1 to 20 are shown",
      ],
      [
        "have one label for two values",
        [
          { name: "from", type: "address" },
          { name: "to", type: "address" },
        ],
        { from: party("Party"), to: party("Party") },
        undefined,
        'two values under the label "Party"',
      ],
      [
        "refer to a token that is none",
        [
          { name: "most", type: "uint128" },
          { name: "day", type: "uint16" },
        ],
        { most: amount("Most", "day"), day: number("Day") },
        undefined,
        "most refers to day, which is no address",
      ],
      [
        "refer to a contract that is not named",
        [{ name: "data", type: "bytes" }],
        { data: call("Call", "claim.target") },
        undefined,
        "data refers to claim.target, which is no address",
      ],
      [
        "name in the sentence what is not shown",
        [
          { name: "to", type: "address" },
          { name: "proof", type: "bytes" },
        ],
        { to: party("To"), proof: hidden("the contract checks it") },
        "Act for {to} with {proof}",
        "the sentence names {proof}, which is not shown",
      ],
      [
        "leave out of the sentence what is shown",
        [
          { name: "to", type: "address" },
          { name: "hash", type: "bytes32" },
        ],
        { to: party("To"), hash: bytes("Hash") },
        "Act for {to}",
        "the sentence leaves out what is shown",
      ],
      [
        "put a list into a sentence",
        [{ name: "steps", type: "tuple[]", components: [{ name: "day", type: "uint16" }] }],
        { steps: each("Step", { day: number("Day") }) },
        "Act on {steps.[].day}",
        "a sentence cannot show a list",
      ],
    ];
    it("do not fit if the intent is nothing, or more than a device shows", () => {
      for (const intent of [" ", "Give the party that is entitled to it the right"]) {
        const contract = contractOf([], {});
        const words = { act: { intent, fields: {} } };
        expect(problemsOf("Contract", { ...contract, words })).to.deep.equal([
          `Contract.act: the intent has ${intent.length} characters, and 1 to 30 are shown`,
        ]);
      }
    });

    for (const [what, inputs, fields, sentence, problem] of cases) {
      it(`do not fit if they ${what}`, () => {
        expect(problemsOf("Contract", contractOf(inputs, fields, sentence))).to.deep.equal([
          `Contract.act: ${problem}`,
        ]);
      });
    }
  });

  describe("of messages", () => {
    it("do not fit if they leave a member out, or if the domains differ", () => {
      const types = { Order: [{ name: "tokenId", type: "uint256" }] };
      const words = { intent: "Order", fields: {} };
      const messages = ["1", "2"].map((version) => ({ domain: { name: "Orders", version }, types, words }));
      expect(problemsOf("Contract", { ...contractOf([], {}), messages })).to.deep.equal([
        "Contract, message Order: no words for tokenId",
        "Contract: messages in more than one domain",
        "Contract, message Order: no words for tokenId",
      ]);
    });
  });

  describe("of codes", () => {
    it("are there for every code of every enum, each its own", () => {
      for (const [name, codes] of Object.entries(ENUMS)) {
        const words = enumWords(name);
        expect(Object.keys(words), name).to.deep.equal(Object.values(codes).map(String));
        expect(new Set(Object.values(words)).size, name).to.equal(Object.keys(codes).length);
      }
    });

    it("are there for no code that an enum does not have", () => {
      expect(strayWords()).to.deep.equal([]);
      expect(() => enumWords("Weather")).to.throw(RangeError, "There is no enum Weather in sdk/chain/values.ts");
    });

    it("say what a person at a wallet needs", () => {
      expect(enumWords("Kind")).to.deep.equal({ 0: "Straight", 1: "To order", 2: "To bearer", 3: "Sea waybill" });
      expect(enumWords("AmendmentReason")["6"]).to.equal("To paper (SWTP)");
    });

    it("are there for every role and every pair of roles that a member can have", () => {
      const words = enumWords(ROLES);
      expect(Object.keys(words)).to.have.length(8 + 21);
      expect(words).to.include({ 1: "Carrier", 10: "Trader, Bank", 128: "Custodian" });
      expect(words).not.to.have.any.keys("0", "7", "129");
    });
  });
});
