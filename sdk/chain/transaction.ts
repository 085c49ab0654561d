/** One call of a contract: tried first, then sent, and what came of it. */
import type { BaseContract, Interface, Provider, Signer, TransactionReceipt } from "ethers";

import { type AbiItem, type Values, valuesOf } from "./abi.js";
import { ChainError, decodingErrors, toChainError } from "./errors.js";
import type { Principal } from "./principal.js";

/** Who calls: a signer with a provider to act, or a provider to read only. */
export type Runner = Signer | Provider;

/** What a transaction would do and cost. Nothing was sent. */
export interface DryRun {
  readonly from: string;
  /** The contract. */
  readonly to: string;
  /** Name of the function. */
  readonly method: string;
  /** Its arguments by name, codes as names. */
  readonly args: Values;
  /** What the contract would be told: selector and arguments. */
  readonly data: string;
  /** In whose name, if not in the sender's own; it is sent to the agency then. */
  readonly principal?: { readonly member: number; readonly account: string; readonly agency: string };
  /** Gas that the node expects it to use. */
  readonly gas: bigint;
  /** Wei for each unit of gas, at present. */
  readonly gasPrice: bigint;
  /** Wei in all, at present. */
  readonly cost: bigint;
}

/** What a transaction did. */
export interface Receipt<E> {
  /** Hash of the transaction. */
  readonly transaction: string;
  readonly block: number;
  /** Gas used. */
  readonly gas: bigint;
  /** Wei paid. */
  readonly cost: bigint;
  /** What happened, in this order. */
  readonly events: readonly E[];
}

export interface SendOptions {
  /** How many blocks to wait for, that of the transaction included; 1 unless told. */
  readonly confirmations?: number;
  /** Is told the hash as soon as the node has the transaction. */
  readonly onSent?: (transaction: string) => void;
}

/** What a part of the suite may want different about its transactions. */
export interface TransactionChoices {
  /** In whose name; the sender's own unless told. */
  readonly principal?: (() => Promise<Principal>) | undefined;
  /** What to throw in the place of a refusal: the same with more in its sentence. */
  readonly reword?: ((refused: ChainError) => Promise<ChainError>) | undefined;
}

/** Over the gas that the node expects, because another transaction may come first and make this one dearer. */
const GAS_MARGIN_PERCENT = 20n;

/** A call that is ready: its arguments were checked. Nothing is sent until `send`. */
export class Transaction<E> {
  /**
   * @param contract at its address, connected to a signer
   * @param abi of the contract, as TypeChain writes it
   * @param args of the function, in order; a function, if the chain must be asked for them
   * @param eventsOf the contract's events in a receipt
   * @param choices in whose name, and what to say of a refusal
   */
  constructor(
    private readonly contract: BaseContract,
    private readonly abi: readonly AbiItem[],
    readonly runner: Runner,
    readonly method: string,
    private readonly args: readonly unknown[] | ((account: string) => readonly unknown[]),
    private readonly eventsOf: (receipt: TransactionReceipt) => readonly E[],
    private readonly choices: TransactionChoices = {},
  ) {}

  /**
   * Tries the call on the latest block and tells what it would cost.
   * @throws ChainError if the contract would refuse it
   */
  async dryRun(): Promise<DryRun> {
    return await this.inWords(this.tried().then(({ dry }) => dry));
  }

  /** The contract and what it would be told. Nothing is tried. */
  async call(): Promise<{ target: string; data: string }> {
    const principal = await this.choices.principal?.();
    const account = principal?.account ?? (await this.sender().signer.getAddress());
    return { target: await this.contract.getAddress(), data: this.encode(account) };
  }

  /**
   * Tries the call, sends it and waits until it is in a block.
   * @throws ChainError if the contract refuses it, beforehand or, because another transaction came first, in the block
   */
  async send(options: SendOptions = {}): Promise<Receipt<E>> {
    return await this.inWords(this.sendOff(options));
  }

  private async sendOff({ confirmations = 1, onSent }: SendOptions): Promise<Receipt<E>> {
    const { signer, provider } = this.sender();
    const { dry, call } = await this.tried();
    const gasLimit = dry.gas + (dry.gas * GAS_MARGIN_PERCENT) / 100n;
    const sent = await decodingErrors(signer.sendTransaction({ to: call.to, data: call.data, gasLimit }));
    onSent?.(sent.hash);
    let receipt: TransactionReceipt | null;
    try {
      receipt = await sent.wait(confirmations);
    } catch (error) {
      throw await explain(provider, { ...call, from: sent.from }, sent.hash, error);
    }
    if (receipt === null) throw new ChainError("NETWORK_ERROR", `The node lost the transaction ${sent.hash}`);
    return {
      transaction: receipt.hash,
      block: receipt.blockNumber,
      gas: receipt.gasUsed,
      cost: receipt.fee,
      events: this.eventsOf(receipt),
    };
  }

  /** What `dryRun` answers, and the call that it stands for: the contract's, or the agency's. */
  private async tried(): Promise<{ dry: DryRun; call: Call }> {
    const { signer, provider } = this.sender();
    const from = await signer.getAddress();
    const to = await this.contract.getAddress();
    const principal = await this.choices.principal?.();
    const data = this.encode(principal?.account ?? from);
    const act = { from, to, method: this.method, args: this.decode(data), data };
    const call = principal === undefined ? { from, to, data } : await throughAgency(principal, from, to, data);
    // A call first: some nodes explain a refusal of a call and not of an estimate.
    await decodingErrors(provider.call(call));
    const gas = await decodingErrors(provider.estimateGas(call));
    const { gasPrice, maxFeePerGas } = await decodingErrors(provider.getFeeData());
    const price = gasPrice ?? maxFeePerGas ?? 0n;
    const dry = { ...act, gas, gasPrice: price, cost: gas * price };
    if (principal === undefined) return { dry, call };
    return {
      dry: { ...dry, principal: { member: principal.member, account: principal.account, agency: call.to } },
      call,
    };
  }

  private async inWords<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const { reword } = this.choices;
      if (reword === undefined || !(error instanceof ChainError)) throw error;
      throw await reword(error);
    }
  }

  private sender(): { signer: Signer; provider: Provider } {
    const { runner } = this;
    if (!isSigner(runner)) throw new TypeError("Nobody acts: connect with a signer, not with a provider alone");
    if (runner.provider === null) throw new TypeError("The signer is not connected to a provider");
    return { signer: runner, provider: runner.provider };
  }

  private encode(account: string): string {
    const args = typeof this.args === "function" ? this.args(account) : this.args;
    return this.contract.interface.encodeFunctionData(this.method, args);
  }

  private decode(data: string): Values {
    const { interface: codec }: { interface: Interface } = this.contract;
    // The name alone, or the whole signature where several functions share the name.
    const item = this.abi.find((each) => each.type === "function" && isNamed(each, this.method));
    return valuesOf(item?.inputs ?? [], codec.decodeFunctionData(this.method, data));
  }
}

function isNamed({ name, inputs = [] }: AbiItem, method: string): boolean {
  return name === method || `${name}(${inputs.map(({ type }) => type).join(",")})` === method;
}

interface Call {
  readonly from: string;
  readonly to: string;
  readonly data: string;
}

/** The agency's call that stands for a call of a contract in a principal's name. */
async function throughAgency({ member, agency }: Principal, from: string, to: string, data: string): Promise<Call> {
  const outer = agency.interface.encodeFunctionData("act", [member, to, data]);
  return { from, to: await agency.getAddress(), data: outer };
}

/** Whether a runner can sign. */
export function isSigner(runner: Runner): runner is Signer {
  return "signTransaction" in runner;
}

/** A transaction that was mined and refused has no reason in its receipt: the same call is tried on the block after it. */
async function explain(provider: Provider, call: Call, hash: string, error: unknown): Promise<unknown> {
  const refused = toChainError(error);
  if (refused?.code !== "NO_REASON") return refused ?? error;
  const reason = await provider.call(call).then(() => undefined, toChainError);
  const { code, sentence, args, data } = reason ?? refused;
  return new ChainError(code, `The transaction ${hash} was refused in its block: ${sentence}`, args, data, error);
}
