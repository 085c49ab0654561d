import { expect } from "chai";
import { AbiCoder, concat, ErrorFragment, JsonRpcProvider, ZeroAddress } from "ethers";
import { network } from "hardhat";

import { ChainError, connectSuite, decodeRevert, decodingErrors, toChainError } from "../../../sdk/chain/index.js";
import { BillOfLading__factory } from "../../../typechain-types/index.js";
import { deploySuite, issuance, issueBill, Kind } from "../../support/suite.js";

const connection = await network.create();
const { ethers, networkHelpers } = connection;
const deploy = () => deploySuite(ethers);

const NO_REASON = "The contract refused without a reason, or it is not at this address";

function encode(fragment: ErrorFragment, values: unknown[]): string {
  return concat([fragment.selector, AbiCoder.defaultAbiCoder().encode(fragment.inputs, values)]);
}

/** The revert data of an error of the bill's contract. */
function billError(name: string, ...values: unknown[]): string {
  return BillOfLading__factory.createInterface().encodeErrorResult(name, values);
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => expect.fail("nothing was thrown"),
    (error: unknown) => error,
  );
}

describe("ChainError", () => {
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
      Agency: await consortium.agency(),
      BillAmendments: await bills.amendments(),
      BillOfLading: await bills.getAddress(),
      ReleaseCasework: ZeroAddress,
      ReleaseRegistry: ZeroAddress,
      Charges: ZeroAddress,
      PickUp: ZeroAddress,
      Subjects: ZeroAddress,
    };
    const suite = connectSuite(addresses, governance);
    expect(await suite.consortium.memberCount()).to.equal(11n);
    expect(await suite.billOfLading.consortium()).to.equal(addresses.Consortium);
    expect(await suite.accessManager.ADMIN_ROLE()).to.equal(0n);
  });
});
