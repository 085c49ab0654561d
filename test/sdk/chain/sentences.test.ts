import { expect } from "chai";
import { AbiCoder, concat, ErrorFragment, type ParamType, ZeroAddress } from "ethers";
import { artifacts } from "hardhat";

import { decodeRevert, knownErrors, toFixedBytes } from "../../../sdk/chain/index.js";
import {
  BillOfLading__factory,
  Charges__factory,
  PermitToken__factory,
  PickUp__factory,
  ReleaseRegistry__factory,
} from "../../../typechain-types/index.js";
import { reference } from "../../support/suite.js";

const ACCOUNT = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const NUMBER = toFixedBytes("NARU3472484", 11);
const TOKEN = 0x1234567890abcdefn << 192n;

/** Every custom error of every contract that is neither a mock nor a test's, from what the compiler wrote. */
async function compiledErrors(): Promise<Map<string, ErrorFragment>> {
  const errors = new Map<string, ErrorFragment>();
  for (const name of await artifacts.getAllFullyQualifiedNames()) {
    if (name.startsWith("contracts/mocks/") || name.startsWith("test/") || name.includes(".t.sol")) continue;
    const { abi } = await artifacts.readArtifact(name);
    for (const item of abi as readonly { type: string }[]) {
      if (item.type !== "error") continue;
      const fragment = ErrorFragment.from(item);
      errors.set(fragment.format("sighash"), fragment);
    }
  }
  return errors;
}

/** A value that fits a parameter and that every enum has. */
function sample({ type, arrayChildren }: ParamType): unknown {
  if (arrayChildren !== null) return [sample(arrayChildren)];
  if (type === "address") return ACCOUNT;
  if (type === "bool") return true;
  if (type === "string") return "text";
  if (type === "bytes") return "0x41";
  if (type.startsWith("bytes")) return "0x41" + "00".repeat(Number(type.slice(5)) - 1);
  return 1n;
}

function encode(fragment: ErrorFragment, values: unknown[]): string {
  return concat([fragment.selector, AbiCoder.defaultAbiCoder().encode(fragment.inputs, values)]);
}

/** The revert data of an error of the bill's contract. */
function billError(name: string, ...values: unknown[]): string {
  return BillOfLading__factory.createInterface().encodeErrorResult(name, values);
}

/** The revert data of an error of the release contracts. */
function releaseError(name: string, ...values: unknown[]): string {
  return ReleaseRegistry__factory.createInterface().encodeErrorResult(name, values);
}

/** The revert data of an error of the contract that keeps the charges. */
function chargesError(name: string, ...values: unknown[]): string {
  return Charges__factory.createInterface().encodeErrorResult(name, values);
}

describe("ChainError", () => {
  describe("sentences", () => {
    it("exist for every error that the compiler wrote into an ABI", async () => {
      const errors = await compiledErrors();
      expect(errors.size).to.be.greaterThan(170);
      for (const [signature, fragment] of errors) {
        const error = decodeRevert(encode(fragment, fragment.inputs.map(sample)));
        expect(error.code, signature).to.equal(fragment.name);
        expect(Object.keys(error.args), signature).to.deep.equal(fragment.inputs.map(({ name }) => name));
        expect(error.sentence, signature).to.match(/^(?:[A-Z]|0x|\d)[^\n]{10,}[^.\s]$/);
        expect(error.sentence, signature).not.to.match(
          /undefined|\bNaN\b|\[object|(?:Bill|Release|Container)\w+_|(?:Agency|Consortium|Charges|PickUp)_|ERC721|ERC20/,
        );
        expect(error.sentence, signature).not.to.equal(`The contract refused: ${fragment.name}`);
      }
    });

    it("exist for no error that no contract has, nor the tokens that it is paid with", async () => {
      const compiled = new Set([...(await compiledErrors()).values()].map(({ name }) => name));
      for (const item of PermitToken__factory.abi) if (item.type === "error") compiled.add(item.name);
      expect(knownErrors().filter((name) => !compiled.has(name))).to.deep.equal(["Error", "Panic"]);
    });

    const cases: { data: string; sentence: string; args: object }[] = [
      {
        data: billError("BillOfLading_ReferenceTaken", 1n, 3n, reference("4AD3FA470BB541B9"), TOKEN),
        sentence: `Bill 2 of the issue: the reference "4AD3FA470BB541B9" of member 3 belongs to the bill 0x12345678…`,
        args: { index: 1n, carrier: 3, transportDocumentReference: "4AD3FA470BB541B9", tokenId: TOKEN },
      },
      {
        data: billError("BillLifeCycle_IllegalMove", 6n, 1n),
        sentence: "A bill never goes from VOIDED to ISSUED",
        args: { from: "VOIDED", to: "ISSUED" },
      },
      {
        data: billError("BillOfLading_RejectTooLate", TOKEN, 1_772_366_400n),
        sentence: "It is too late to reject the bill 0x12345678…: the last second was 2026-03-01 12:00:00 UTC",
        args: { tokenId: TOKEN, deadline: 1_772_366_400 },
      },
      {
        data: billError("BillCustody_Frozen", TOKEN, 0n),
        sentence: "The bill 0x12345678… is frozen until governance unfreezes it",
        args: { tokenId: TOKEN, until: 0 },
      },
      {
        data: billError("BillCustody_Frozen", TOKEN, 1_772_366_400n),
        sentence: "The bill 0x12345678… is frozen until 2026-03-01 12:00:00 UTC",
        args: { tokenId: TOKEN, until: 1_772_366_400 },
      },
      {
        data: billError("BillCustody_InvalidRejectPeriod", 1_296_000n),
        sentence: "15 days cannot become the time to reject: it is 1 to 14 days, and another than the one in force",
        args: { period: 1_296_000 },
      },
      {
        data: billError("BillAmendment_ReplacementNotAllowed", TOKEN, TOKEN + (1n << 255n), 0n),
        sentence: "The replacement of the waybill 0x12345678… by 0x92345678… was not allowed: none was",
        args: { tokenId: TOKEN, successor: TOKEN + (1n << 255n), allowed: 0n },
      },
      {
        data: billError("BillOfLading_PartyNotPermitted", 0n, ZeroAddress),
        sentence:
          "Bill 1 of the issue: nobody may not hold bills, because it is no active trader, forwarder, bank or " +
          "custodian, or because it is the carrier itself",
        args: { index: 0n, account: ZeroAddress },
      },
      {
        data: releaseError("ReleaseRegistry_Red", TOKEN, NUMBER, [1n, 4n, 14n]),
        sentence:
          'The container "NARU3472484" may not go under the bill 0x12345678…: the bill is not surrendered for ' +
          "delivery, or it is frozen; customs holds it; it is gone already",
        args: { tokenId: TOKEN, number: "NARU3472484", reasons: ["DOCUMENT", "CUSTOMS_HOLD", "GONE"] },
      },
      {
        data: releaseError("ReleaseRegistry_InvalidUnLocationCode", toFixedBytes("NLRT1", 5)),
        sentence: 'The UN/LOCODE "NLRT1" is not two capital letters and three capital letters or digits 2 to 9',
        args: { unLocationCode: "NLRT1" },
      },
      {
        data: releaseError("ReleaseRegistry_PartyNotPermitted", ZeroAddress, 16n),
        sentence: "An account of an active member in the role TERMINAL is needed here, and none is named",
        args: { account: ZeroAddress, role: 16 },
      },
      {
        data: releaseError("ReleaseRegistry_OnOffer", TOKEN, NUMBER, 7n),
        sentence:
          'The release right to the container "NARU3472484" under the bill 0x12345678… is on offer to member 7: that ' +
          "is answered or withdrawn first",
        args: { tokenId: TOKEN, number: "NARU3472484", offeredTo: 7 },
      },
      {
        data: releaseError("ReleaseRegistry_InvalidValidity", 1_772_366_400n, 0n),
        sentence: "A release right cannot be valid until 2026-03-01 12:00:00 UTC: that is past",
        args: { validUntil: 1_772_366_400, limit: 0 },
      },
      {
        data: releaseError("ContainerLifeCycle_IllegalMove", NUMBER, 4n, 3n),
        sentence: 'The container "NARU3472484" does not go from GATED_OUT to GATED_IN',
        args: { number: "NARU3472484", from: "GATED_OUT", to: "GATED_IN" },
      },
      {
        data: chargesError("Charges_NotPaidInFull", 5n, 10n ** 18n, 10n ** 18n - 1n),
        sentence:
          "The charge 5 is not paid: the token delivered 999999999999999999 of its smallest units where " +
          "1000000000000000000 are due",
        args: { charge: 5n, amount: 10n ** 18n, received: 10n ** 18n - 1n },
      },
      {
        data: chargesError("Charges_NotAt", 5n, 1n, 0n),
        sentence: "There is no charge of the number 5",
        args: { charge: 5n, needed: "OPEN", status: "NONE" },
      },
      {
        data: chargesError("Charges_InvalidStop", 1_772_366_400n, 1_772_366_400n, 0n),
        sentence:
          "The clock cannot stand still from 2026-03-01 12:00:00 UTC to 2026-03-01 12:00:00 UTC: a stop ends after it " +
          "begins and within 366 days from now, and there are at most 16",
        args: { from: 1_772_366_400, until: 1_772_366_400, earliest: 0 },
      },
      {
        data: PickUp__factory.createInterface().encodeErrorResult("PickUp_SlotOver", [3n, 70_000n, 1_772_366_400n]),
        sentence: "The slot 70000 at the terminal of member 3 ended at 2026-03-01 12:00:00 UTC",
        args: { terminal: 3, slot: 70_000, end: 1_772_366_400 },
      },
    ];
    for (const { data, sentence, args } of cases) {
      it(`say: ${sentence}`, () => {
        const error = decodeRevert(data);
        expect(error.sentence).to.equal(sentence);
        expect(error.message).to.equal(sentence);
        expect(error.args).to.deep.equal(args);
        expect(error.data).to.equal(data);
      });
    }
  });
});
