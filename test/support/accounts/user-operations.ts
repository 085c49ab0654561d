import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  AbiCoder,
  type BaseWallet,
  concat,
  Contract,
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  hexlify,
  toBeHex,
  toUtf8Bytes,
  type TypedDataDomain,
  TypedDataEncoder,
  type TypedDataField,
  ZeroHash,
} from "ethers";

import { assertion, type Passkey } from "../passkeys.js";
import type { Call, SmartAccount } from "./account.js";

/** Where the EntryPoint of ERC-4337, version 0.9, stands on public chains. */
const ENTRY_POINT = "0x433709009B8330FDa32311DF1C2AFA402eD8D009";

/** ERC-7821: a batch of calls, all of them or none. */
const BATCH = "0x01" + "00".repeat(31);

/** What an account has signed, for a bundler to hand in. */
export interface UserOperation {
  readonly sender: string;
  readonly nonce: bigint;
  readonly initCode: string;
  readonly callData: string;
  /** Gas limits of verification and of the call, 16 bytes each. */
  readonly accountGasLimits: string;
  readonly preVerificationGas: bigint;
  /** Fees, 16 bytes each; 0 here: on a chain without a price of gas, nobody pays. */
  readonly gasFees: string;
  readonly paymasterAndData: string;
  readonly signature: string;
}

/** Signs a 32-byte digest as the account's contract wants it. */
export type SignDigest = (digest: string) => string;

/** By an ordinary key. */
export function byKey(key: BaseWallet): SignDigest {
  return (digest) => key.signingKey.sign(digest).serialized;
}

/** By a passkey: the digest is the challenge. */
export function byPasskey({ privateKey }: Passkey): SignDigest {
  return (digest) => {
    const { r, s, challengeIndex, typeIndex, authenticatorData, clientDataJSON } = assertion(privateKey, digest);
    return AbiCoder.defaultAbiCoder().encode(
      ["bytes32", "bytes32", "uint256", "uint256", "bytes", "string"],
      [r, s, challengeIndex, typeIndex, authenticatorData, clientDataJSON],
    );
  };
}

/** Puts the EntryPoint in its place, with the code it has on public chains; `bundler` hands in. */
export async function placeEntryPoint(ethers: HardhatEthers, bundler: HardhatEthersSigner): Promise<Contract> {
  const { resolve } = createRequire(import.meta.url);
  const file = (ending: string) => readFileSync(resolve(`hardhat-predeploy/bin/${ENTRY_POINT}.${ending}`));
  await ethers.provider.send("hardhat_setCode", [ENTRY_POINT, hexlify(file("bytecode"))]);
  return new Contract(ENTRY_POINT, file("abi").toString("utf8"), bundler);
}

/** An account that acts by user operations, with who signs for it. */
export class UserAccount implements SmartAccount {
  readonly #account: Contract;
  readonly #entryPoint: Contract;
  readonly #sign: SignDigest;
  readonly #bundler: string;
  readonly #chainId: bigint;

  constructor(
    readonly address: string,
    account: Contract,
    entryPoint: Contract,
    sign: SignDigest,
    bundler: string,
    chainId: bigint,
  ) {
    this.#account = account;
    this.#entryPoint = entryPoint;
    this.#sign = sign;
    this.#bundler = bundler;
    this.#chainId = chainId;
  }

  get entryPoint(): Contract {
    return this.#entryPoint;
  }

  /** The same account when somebody else signs. */
  signedBy(sign: SignDigest): UserAccount {
    return new UserAccount(this.address, this.#account, this.#entryPoint, sign, this.#bundler, this.#chainId);
  }

  async act(...calls: Call[]): Promise<ContractTransactionResponse> {
    return this.handIn(await this.operation(...calls));
  }

  /** A user operation that makes these calls, signed. */
  async operation(...calls: Call[]): Promise<UserOperation> {
    const nonce: unknown = await this.#entryPoint.getFunction("getNonce").staticCall(this.address, 0n);
    const batch = AbiCoder.defaultAbiCoder().encode(
      ["tuple(address target,uint256 value,bytes callData)[]"],
      [calls.map(({ to, data }) => [to, 0n, data])],
    );
    const unsigned: UserOperation = {
      sender: this.address,
      nonce: BigInt(String(nonce)),
      initCode: "0x",
      callData: this.#account.interface.encodeFunctionData("execute", [BATCH, batch]),
      accountGasLimits: concat([toBeHex(1_000_000n, 16), toBeHex(2_000_000n, 16)]),
      preVerificationGas: 50_000n,
      gasFees: ZeroHash,
      paymasterAndData: "0x",
      signature: "0x",
    };
    const hash: unknown = await this.#entryPoint.getFunction("getUserOpHash").staticCall(unsigned);
    return { ...unsigned, signature: this.#sign(String(hash)) };
  }

  /** What a bundler does with an operation. */
  async handIn(operation: UserOperation): Promise<ContractTransactionResponse> {
    return this.#entryPoint.getFunction("handleOps").send([operation], this.#bundler);
  }

  /** An operation whose calls fail is a transaction that succeeds: the EntryPoint tells the reason in an event. */
  async refusal(...calls: Call[]): Promise<string> {
    const receipt = await (await this.act(...calls)).wait();
    const reason = this.reasonIn(receipt);
    if (reason === undefined) throw new Error("the operation was not refused");
    return reason;
  }

  /** The revert data of the operation in this receipt; undefined if it went through. */
  reasonIn(receipt: ContractTransactionReceipt | null): string | undefined {
    for (const log of receipt?.logs ?? []) {
      const event = this.#entryPoint.interface.parseLog(log);
      if (event?.name === "UserOperationRevertReason") return String(event.args.getValue("revertReason"));
    }
    return undefined;
  }

  /** ERC-7739: the account's own domain is signed too, so that another account of the same key cannot use it. */
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    const encoder = TypedDataEncoder.from(types);
    const description = encoder.encodeType(encoder.primaryType);
    const nested = {
      TypedDataSign: [
        { name: "contents", type: encoder.primaryType },
        { name: "name", type: "string" },
        { name: "version", type: "string" },
        { name: "chainId", type: "uint256" },
        { name: "verifyingContract", type: "address" },
        { name: "salt", type: "bytes32" },
      ],
      ...types,
    };
    const own = { name: "Test Account", version: "1", chainId: this.#chainId, verifyingContract: this.address };
    const digest = TypedDataEncoder.hash(domain, nested, { contents: value, ...own, salt: ZeroHash });
    const parts = [
      this.#sign(digest),
      TypedDataEncoder.hashDomain(domain),
      encoder.hash(value),
      toUtf8Bytes(description),
      toBeHex(description.length, 2),
    ];
    return Promise.resolve(concat(parts));
  }
}

/** Deploys an account that this key signs for. */
export async function deployKeyAccount(
  ethers: HardhatEthers,
  entryPoint: Contract,
  bundler: HardhatEthersSigner,
  key: BaseWallet,
): Promise<UserAccount> {
  const contract = await ethers.deployContract("KeyAccount", [key.address], bundler);
  return account(ethers, entryPoint, bundler, await contract.getAddress(), byKey(key));
}

/** Deploys an account that this passkey signs for. */
export async function deployPasskeyAccount(
  ethers: HardhatEthers,
  entryPoint: Contract,
  bundler: HardhatEthersSigner,
  passkey: Passkey,
): Promise<UserAccount> {
  const contract = await ethers.deployContract("PasskeyAccount", [passkey.qx, passkey.qy], bundler);
  return account(ethers, entryPoint, bundler, await contract.getAddress(), byPasskey(passkey));
}

async function account(
  ethers: HardhatEthers,
  entryPoint: Contract,
  bundler: HardhatEthersSigner,
  address: string,
  sign: SignDigest,
): Promise<UserAccount> {
  const { chainId } = await ethers.provider.getNetwork();
  const contract = new Contract(address, ["function execute(bytes32 mode, bytes executionData)"], bundler);
  return new UserAccount(address, contract, entryPoint, sign, bundler.address, chainId);
}
