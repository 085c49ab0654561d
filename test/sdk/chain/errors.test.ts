import { expect } from "chai";
import { AbiCoder, concat, ErrorFragment, JsonRpcProvider, type ParamType, ZeroAddress } from "ethers";
import { artifacts, network } from "hardhat";

import {
  ChainError,
  connectSuite,
  decodeRevert,
  decodingErrors,
  knownErrors,
  toChainError,
  toFixedBytes,
} from "../../../sdk/chain/index.js";
import {
  BillOfLading__factory,
  Charges__factory,
  PickUp__factory,
  ReleaseRegistry__factory,
} from "../../../typechain-types/index.js";
import { deploySuite, issuance, issueBill, Kind, reference } from "../../support/suite.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const deploy = () => deploySuite(ethers);

const NO_REASON = "The contract refused without a reason, or it is not at this address";
const ACCOUNT = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const NUMBER = toFixedBytes("NARU3472484", 11);
const TOKEN = 0x1234567890abcdefn << 192n;

/** Every custom error of every contract that is not a mock, from what the compiler wrote. */
async function compiledErrors(): Promise<Map<string, ErrorFragment>> {
  const errors = new Map<string, ErrorFragment>();
  for (const name of await artifacts.getAllFullyQualifiedNames()) {
    if (/^(?:test|contracts\/mocks)\//.test(name) || name.includes(".t.sol")) continue;
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

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => expect.fail("nothing was thrown"),
    (error: unknown) => error,
  );
}

describe("ChainError", () => {
  describe("sentences", () => {
    it("exist for every error that the compiler wrote into an ABI", async () => {
      const errors = await compiledErrors();
      expect(errors.size).to.be.greaterThan(80);
      for (const [signature, fragment] of errors) {
        const error = decodeRevert(encode(fragment, fragment.inputs.map(sample)));
        expect(error.code, signature).to.equal(fragment.name);
        expect(Object.keys(error.args), signature).to.deep.equal(fragment.inputs.map(({ name }) => name));
        expect(error.sentence, signature).to.match(/^(?:[A-Z]|0x|\d)[^\n]{10,}[^.\s]$/);
        expect(error.sentence, signature).not.to.match(
          /undefined|\bNaN\b|\[object|(?:Bill|Release|Container)\w+_|(?:Consortium|Charges|PickUp)_|ERC721|ERC20/,
        );
        expect(error.sentence, signature).not.to.equal(`The contract refused: ${fragment.name}`);
      }
    });

    it("exist for no error that no contract has", async () => {
      const compiled = new Set([...(await compiledErrors()).values()].map(({ name }) => name));
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

  describe("decodeRevert", () => {
    it("keeps the bytes of an error that it does not know", () => {
      const error = decodeRevert("0xdeadbeef" + "11".repeat(100));
      expect(error.code).to.equal("UNKNOWN_ERROR");
      expect(error.args).to.deep.equal({ selector: "0xdeadbeef" });
      expect(error.data).to.equal("0xdeadbeef" + "11".repeat(100));
      expect(error.sentence).to.match(/not known here: 0xdeadbeef1+… \(104 bytes\)$/);
    });

    it("keeps the bytes of a known error whose arguments are damaged, or newer than this library", () => {
      const moved = billError("BillLifeCycle_IllegalMove", 6n, 1n);
      const short = moved.slice(0, -2);
      const newer = moved.slice(0, -2) + "63";
      for (const data of [short, newer, "0x12", moved.slice(0, 10)]) {
        const error = decodeRevert(data);
        expect(error.code, data).to.equal("UNKNOWN_ERROR");
        expect(error.data, data).to.equal(data);
      }
    });

    it("tells a refusal without a reason, with a text, and a panic", () => {
      expect(decodeRevert("0x")).to.include({ code: "NO_REASON", sentence: NO_REASON });
      const text = encode(ErrorFragment.from("error Error(string)"), ["not today"]);
      expect(decodeRevert(text)).to.include({ code: "Error", sentence: "The contract refused: not today" });
      const panic = encode(ErrorFragment.from("error Panic(uint256)"), [0x11n]);
      expect(decodeRevert(panic)).to.include({ code: "Panic", sentence: "The contract has a fault: panic 0x11" });
    });
  });

  describe("toChainError", () => {
    it("has nothing to say about other errors", () => {
      const circle: { cause?: unknown } = {};
      circle.cause = circle;
      for (const error of [new TypeError("x"), "text", undefined, null, 7, circle]) {
        expect(toChainError(error)).to.be.undefined;
      }
    });

    it("finds the bytes at any depth, and never takes a transaction's data for them", () => {
      const data = billError("BillOfLading_EmptyBatch");
      const nestings: object[] = [
        { data },
        { data: { data, message: "x" } },
        { info: { error: { code: 3, data } } },
        { error: { error: { data } } },
        new Error("outer", { cause: new Error("inner", { cause: { data } }) }),
        new AggregateError([new Error("first"), { data }]),
        { transaction: { data: "0xdeadbeef" }, error: { data } },
      ];
      for (const nesting of nestings) {
        const error = toChainError(nesting);
        expect(error).to.be.instanceOf(ChainError);
        expect(error?.code).to.equal("BillOfLading_EmptyBatch");
        expect(error?.cause).to.equal(nesting);
      }
      expect(toChainError({ transaction: { data: "0xdeadbeef" } })).to.be.undefined;
    });

    it("leaves a ChainError as it is", () => {
      const error = decodeRevert("0x");
      expect(toChainError(error)).to.equal(error);
    });

    it("tells what ethers found without asking the contract", () => {
      const codes = {
        CALL_EXCEPTION: "NO_REASON",
        BAD_DATA: "NO_CONTRACT",
        INSUFFICIENT_FUNDS: "INSUFFICIENT_FUNDS",
        TIMEOUT: "NETWORK_ERROR",
        NETWORK_ERROR: "NETWORK_ERROR",
        NONCE_EXPIRED: "NONCE_EXPIRED",
        REPLACEMENT_UNDERPRICED: "TRANSACTION_REPLACED",
        ACTION_REJECTED: "ACTION_REJECTED",
      };
      for (const [code, expected] of Object.entries(codes)) {
        const cause = Object.assign(new Error("x"), { code, shortMessage: "too slow" });
        const error = toChainError(cause);
        expect(error?.code, code).to.equal(expected);
        expect(error?.data, code).to.be.undefined;
        expect(error?.cause, code).to.equal(cause);
      }
    });
  });

  describe("on a chain", () => {
    it("decodes a call, an estimate and a transaction that Hardhat refuses", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const tokenId = await issueBill(suite, Kind.STRAIGHT);
      const asBank = bills.connect(parties.bank.signer);
      const attempts = [
        () => asBank.sign.staticCall(tokenId),
        () => asBank.sign.estimateGas(tokenId),
        () => asBank.sign(tokenId),
        // With its own gas limit a transaction is sent unasked, and refused when it is mined.
        () => asBank.sign(tokenId, { gasLimit: 300_000n }),
      ];
      for (const attempt of attempts) {
        const error = await rejection(decodingErrors<unknown>(attempt()));
        expect(error).to.be.instanceOf(ChainError);
        expect((error as ChainError).code).to.equal("BillOfLading_NotPossessor");
        expect((error as ChainError).args).to.deep.equal({ tokenId, account: parties.bank.address });
      }
    });

    it("decodes an error that comes out of the rarer acts, and one of OpenZeppelin", async () => {
      const { bills, parties } = await networkHelpers.loadFixture(deploy);
      const nothing = await rejection(bills.connect(parties.carrier.signer).reissue.staticCall([], []));
      expect(toChainError(nothing)?.args).to.deep.equal({ predecessors: 0n, successors: 0n });
      const unknown = await rejection(bills.billOf(7n));
      expect(toChainError(unknown)?.code).to.equal("ERC721NonexistentToken");
      expect(toChainError(unknown)?.args).to.deep.equal({ tokenId: 7n });
      const powerless = await rejection(bills.connect(parties.bank.signer).setRejectPeriod.staticCall(86_400n));
      expect(toChainError(powerless)?.args).to.deep.equal({ caller: parties.bank.address });
    });

    it("decodes what a node answers over HTTP", async () => {
      const server = await network.createServer("default", "127.0.0.1", 0);
      const { address, port } = await server.listen();
      const remote = await network.create({ network: "localhost", override: { url: `http://${address}:${port}` } });
      const provider = new JsonRpcProvider(`http://${address}:${port}`, undefined, { staticNetwork: true });
      try {
        const { bills, parties } = await deploySuite(remote.ethers);
        const input = issuance(Kind.BEARER, parties);
        await bills.connect(parties.carrier.signer).issue(input);
        const plain = BillOfLading__factory.connect(await bills.getAddress(), provider);
        const from = parties.bank.address;
        for (const attempt of [
          () => bills.connect(parties.bank.signer).sign(input.tokenId),
          () => plain.sign.staticCall(input.tokenId, { from }),
          () => plain.sign.estimateGas(input.tokenId, { from }),
        ]) {
          const error = toChainError(await rejection(attempt()));
          expect(error?.code).to.equal("BillOfLading_NotPossessor");
          expect(error?.args).to.deep.equal({ tokenId: input.tokenId, account: from });
        }
      } finally {
        provider.destroy();
        await remote.close();
        await server.close();
      }
    });
  });
});

describe("connectSuite", () => {
  it("speaks with the contracts at the addresses", async () => {
    const { authority, consortium, bills, governance } = await networkHelpers.loadFixture(deploy);
    const addresses = {
      AccessManager: await authority.getAddress(),
      Consortium: await consortium.getAddress(),
      BillAmendments: await bills.amendments(),
      BillOfLading: await bills.getAddress(),
      ReleaseCasework: ZeroAddress,
      ReleaseRegistry: ZeroAddress,
      Charges: ZeroAddress,
      PickUp: ZeroAddress,
    };
    const suite = connectSuite(addresses, governance);
    expect(await suite.consortium.memberCount()).to.equal(11n);
    expect(await suite.billOfLading.consortium()).to.equal(addresses.Consortium);
    expect(await suite.accessManager.ADMIN_ROLE()).to.equal(0n);
  });
});
