import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { HardhatEthers, HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  type BaseWallet,
  concat,
  Contract,
  type ContractTransactionResponse,
  ContractFactory,
  getBytes,
  id,
  Interface,
  type InterfaceAbi,
  solidityPacked,
  type TypedDataDomain,
  TypedDataEncoder,
  type TypedDataField,
  Wallet,
  ZeroAddress,
} from "ethers";

import { toChainError } from "../../../sdk/chain/errors.js";
import type { Call, SmartAccount } from "./account.js";

/** The code that the makers of the Safe publish, as they compiled it. */
function published(path: string): { readonly abi: InterfaceAbi; readonly bytecode: string } {
  const { resolve } = createRequire(import.meta.url);
  const file = resolve(`@safe-global/safe-smart-account/build/artifacts/contracts/${path}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as { abi: InterfaceAbi; bytecode: string };
}

const SAFE = published("Safe.sol/Safe");
const FACTORY = published("proxies/SafeProxyFactory.sol/SafeProxyFactory");
const HANDLER = published("handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler");
const MULTI_SEND = published("libraries/MultiSendCallOnly.sol/MultiSendCallOnly");

/** How a Safe makes its call. */
const Operation = { CALL: 0n, DELEGATECALL: 1n } as const;

const SAFE_TX = {
  SafeTx: [
    { name: "to", type: "address" },
    { name: "value", type: "uint256" },
    { name: "data", type: "bytes" },
    { name: "operation", type: "uint8" },
    { name: "safeTxGas", type: "uint256" },
    { name: "baseGas", type: "uint256" },
    { name: "gasPrice", type: "uint256" },
    { name: "gasToken", type: "address" },
    { name: "refundReceiver", type: "address" },
    { name: "nonce", type: "uint256" },
  ],
};
const SAFE_MESSAGE = { SafeMessage: [{ name: "message", type: "bytes" }] };

/** The contracts that all Safes of a chain share. */
export interface SafeFactory {
  /** Makes a Safe of these owners; it signs and takes bills by a fallback handler, unless told to have none. */
  deploy(owners: readonly BaseWallet[], threshold: bigint, given?: { hasHandler?: boolean }): Promise<Safe>;
}

/** The `n`th key that may own a Safe or an account. */
export function ownerKey(n: number): Wallet {
  return new Wallet(id(`owner ${n}`));
}

/** A Safe, with as many of its owners at hand as sign. */
export class Safe implements SmartAccount {
  readonly #contract: Contract;
  readonly #multiSend: string;
  readonly #signers: readonly BaseWallet[];
  readonly #domain: TypedDataDomain;

  constructor(
    readonly address: string,
    contract: Contract,
    multiSend: string,
    signers: readonly BaseWallet[],
    domain: TypedDataDomain,
  ) {
    this.#contract = contract;
    this.#multiSend = multiSend;
    this.#signers = signers;
    this.#domain = domain;
  }

  /** The Safe's own functions and events. */
  get interface(): Interface {
    return this.#contract.interface;
  }

  get contract(): Contract {
    return this.#contract;
  }

  /** The same Safe when these owners sign. */
  signedBy(...signers: readonly BaseWallet[]): Safe {
    return new Safe(this.address, this.#contract, this.#multiSend, signers, this.#domain);
  }

  async act(...calls: Call[]): Promise<ContractTransactionResponse> {
    return this.#execute(calls, 0n);
  }

  /** The same with a gas limit of the Safe's own, so that a call that fails leaves an event and a used nonce. */
  async actWithGas(safeTxGas: bigint, ...calls: Call[]): Promise<ContractTransactionResponse> {
    return this.#execute(calls, safeTxGas);
  }

  async refusal(...calls: Call[]): Promise<string> {
    try {
      await this.#contract.getFunction("execTransaction").staticCall(...(await this.#arguments(calls, 0n)));
    } catch (error) {
      const data = toChainError(error)?.data;
      if (data !== undefined) return data;
      throw error;
    }
    throw new Error("the Safe did not refuse");
  }

  async signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string> {
    return this.#sign(SAFE_MESSAGE, { message: TypedDataEncoder.hash(domain, types, value) });
  }

  /** A call of the Safe to itself: owners and threshold change only so. */
  call(name: string, ...args: unknown[]): Call {
    return { to: this.address, data: this.interface.encodeFunctionData(name, args) };
  }

  async #execute(calls: readonly Call[], safeTxGas: bigint): Promise<ContractTransactionResponse> {
    return this.#contract.getFunction("execTransaction").send(...(await this.#arguments(calls, safeTxGas)));
  }

  async #arguments(calls: readonly Call[], safeTxGas: bigint): Promise<unknown[]> {
    const nonce: unknown = await this.#contract.getFunction("nonce").staticCall();
    const { to, data, operation } = this.#oneCall(calls);
    const tx = {
      to,
      value: 0n,
      data,
      operation,
      safeTxGas,
      baseGas: 0n,
      gasPrice: 0n,
      gasToken: ZeroAddress,
      refundReceiver: ZeroAddress,
    };
    return [...Object.values(tx), await this.#sign(SAFE_TX, { ...tx, nonce })];
  }

  /** Several calls go through the library that Safes use for it, which they run in their own name. */
  #oneCall(calls: readonly Call[]) {
    const [only, ...others] = calls;
    if (only === undefined) throw new Error("a Safe needs a call");
    if (others.length === 0) return { ...only, operation: Operation.CALL };
    const packed = calls.map(({ to, data }) =>
      solidityPacked(
        ["uint8", "address", "uint256", "uint256", "bytes"],
        [Operation.CALL, to, 0n, getBytes(data).length, data],
      ),
    );
    const data = new Interface(MULTI_SEND.abi).encodeFunctionData("multiSend", [concat(packed)]);
    return { to: this.#multiSend, data, operation: Operation.DELEGATECALL };
  }

  /** The signatures of all who sign, in the order of their addresses, as the Safe asks for. */
  async #sign(types: Record<string, TypedDataField[]>, value: Record<string, unknown>): Promise<string> {
    const inOrder = [...this.#signers].sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));
    return concat(await Promise.all(inOrder.map((owner) => owner.signTypedData(this.#domain, types, value))));
  }
}

/** Deploys the published contracts of the Safe; `submitter` submits whatever the Safes do. */
export async function deploySafes(ethers: HardhatEthers, submitter: HardhatEthersSigner): Promise<SafeFactory> {
  const deploy = async ({ abi, bytecode }: ReturnType<typeof published>): Promise<Contract> => {
    const contract = await new ContractFactory(abi, bytecode, submitter).deploy();
    return new Contract(await contract.getAddress(), abi, submitter);
  };
  const [singleton, factory, handler, multiSend] = [
    await deploy(SAFE),
    await deploy(FACTORY),
    await deploy(HANDLER),
    await deploy(MULTI_SEND),
  ];
  const multiSendAddress = await multiSend.getAddress();
  const { chainId } = await ethers.provider.getNetwork();
  let count = 0n;

  return {
    async deploy(owners, threshold, { hasHandler = true } = {}) {
      const addresses = owners.map(({ address }) => address);
      const fallbackHandler = hasHandler ? handler.target : ZeroAddress;
      const setup = [addresses, threshold, ZeroAddress, "0x", fallbackHandler, ZeroAddress, 0n, ZeroAddress];
      const initializer = singleton.interface.encodeFunctionData("setup", setup);
      const create = factory.getFunction("createProxyWithNonce");
      const args = [singleton.target, initializer, ++count];
      const address = String(await create.staticCall(...args));
      await create.send(...args);
      const contract = new Contract(address, SAFE.abi, submitter);
      const signers = owners.slice(0, Number(threshold));
      return new Safe(address, contract, multiSendAddress, signers, { chainId, verifyingContract: address });
    },
  };
}
