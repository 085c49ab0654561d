/** One call of a contract: tried first, then sent, and what came of it. */
import type { BaseContract, Interface, Provider, Signer, TransactionReceipt } from "ethers";

import { type AbiItem, type Values, valuesOf } from "./abi.js";
import { ChainError, decodingErrors, toChainError } from "./errors.js";

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
  /** What would be sent: selector and arguments. */
  readonly data: string;
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

/** Over the gas that the node expects, because another transaction may come first and make this one dearer. */
const GAS_MARGIN_PERCENT = 20n;

/** A call that is ready: its arguments were checked. Nothing is sent until `send`. */
export class Transaction<E> {
  /**
   * @param contract at its address, connected to a signer
   * @param abi of the contract, as TypeChain writes it
   * @param args of the function, in order; a function, if the chain must be asked for them
   * @param eventsOf the contract's events in a receipt
   * @param reword what to throw in the place of a refusal: the same with more in its sentence
   */
  constructor(
    private readonly contract: BaseContract,
    private readonly abi: readonly AbiItem[],
    private readonly runner: Runner,
    readonly method: string,
    private readonly args: readonly unknown[] | ((account: string) => readonly unknown[]),
    private readonly eventsOf: (receipt: TransactionReceipt) => readonly E[],
    private readonly reword?: (refused: ChainError) => Promise<ChainError>,
  ) {}

  /**
   * Tries the call on the latest block and tells what it would cost.
   * @throws ChainError if the contract would refuse it
   */
  async dryRun(): Promise<DryRun> {
    return await this.inWords(this.tryOut());
  }

  private async tryOut(): Promise<DryRun> {
    const { signer, provider } = this.sender();
    const from = await signer.getAddress();
    const to = await this.contract.getAddress();
    const data = this.encode(from);
    // A call first: some nodes explain a refusal of a call and not of an estimate.
    await decodingErrors(provider.call({ from, to, data }));
    const gas = await decodingErrors(provider.estimateGas({ from, to, data }));
    const { gasPrice, maxFeePerGas } = await decodingErrors(provider.getFeeData());
    const price = gasPrice ?? maxFeePerGas ?? 0n;
    return { from, to, method: this.method, args: this.decode(data), data, gas, gasPrice: price, cost: gas * price };
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
    const { to, data, gas } = await this.tryOut();
    const gasLimit = gas + (gas * GAS_MARGIN_PERCENT) / 100n;
    const sent = await decodingErrors(signer.sendTransaction({ to, data, gasLimit }));
    onSent?.(sent.hash);
    let receipt: TransactionReceipt | null;
    try {
      receipt = await sent.wait(confirmations);
    } catch (error) {
      throw await explain(provider, { from: sent.from, to, data }, sent.hash, error);
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

  private async inWords<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (this.reword === undefined || !(error instanceof ChainError)) throw error;
      throw await this.reword(error);
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
    const item = this.abi.find(({ type, name }) => type === "function" && name === this.method);
    return valuesOf(item?.inputs ?? [], codec.decodeFunctionData(this.method, data));
  }
}

/** Whether a runner can sign. */
export function isSigner(runner: Runner): runner is Signer {
  return "signTransaction" in runner;
}

/** A transaction that was mined and refused has no reason in its receipt: the same call is tried on the block after it. */
async function explain(
  provider: Provider,
  call: { from: string; to: string; data: string },
  hash: string,
  error: unknown,
): Promise<unknown> {
  const refused = toChainError(error);
  if (refused?.code !== "NO_REASON") return refused ?? error;
  const reason = await provider.call(call).then(() => undefined, toChainError);
  const { code, sentence, args, data } = reason ?? refused;
  return new ChainError(code, `The transaction ${hash} was refused in its block: ${sentence}`, args, data, error);
}
