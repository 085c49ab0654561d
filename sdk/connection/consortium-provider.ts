import {
  JsonRpcApiProvider,
  type JsonRpcPayload,
  Network,
  type Networkish,
  type Subscriber,
  type Subscription,
  type TransactionResponse,
  toQuantity,
} from "ethers";

import { isRevert } from "./answers.js";
import { Broadcasts, hashOf } from "./broadcasts.js";
import { Endpoint, type JsonRpcAnswer, NoAnswer } from "./endpoint.js";
import { ConnectionError } from "./errors.js";
import { pause } from "./time.js";

/** Times in milliseconds. */
export interface ConnectionOptions {
  /** for one answer of one node */
  requestLimit?: number;
  /** for one question, over all nodes and repetitions */
  questionLimit?: number;
  /** how many blocks a node may be behind the furthest one and still be asked */
  blocksBehind?: number;
  /** after this long without a receipt the same signed bytes go to every node again */
  repeatAfter?: number;
  /** how often ethers looks for new blocks */
  pollingInterval?: number;
}

const DEFAULTS = {
  requestLimit: 4_000,
  questionLimit: 30_000,
  blocksBehind: 3,
  repeatAfter: 4_000,
  pollingInterval: 500,
} satisfies Required<ConnectionOptions>;

/** How long what is known of a node's latest block holds good. */
const HEAD_AGE = 2_000;

/** How long the slower nodes may take to say their latest block after the first one has. */
const HEAD_GRACE = 200;

/**
 * An ethers provider over several nodes of one chain with finality (a block, once shown, stays).
 *
 * - A question goes to one node; if that one hangs, breaks off, answers nonsense or an error that is not the
 *   contract's, the next is asked.
 * - Nothing older than what this client has already seen is answered: a node that lags is passed over.
 * - A signed transaction is kept until its receipt is seen, and sent again, byte for byte, to every node while it has
 *   none. Nothing here signs, so nothing here can send an act again with another nonce.
 *
 * One object serves many questions at a time. `destroy()` ends its timers.
 */
export class ConsortiumProvider extends JsonRpcApiProvider {
  readonly #endpoints: Endpoint[];
  readonly #options: Required<ConnectionOptions>;
  readonly #broadcasts: Broadcasts;
  /** the furthest block that this client was told of: no later answer may come from before it */
  #seen = -1;
  #headsAsked = 0;

  /**
   * @param urls JSON-RPC addresses, the preferred one first
   * @param network the chain id: nodes of another chain are not noticed otherwise, as the first that answers decides
   */
  constructor(urls: readonly string[], network: Networkish, options: ConnectionOptions = {}) {
    if (urls.length === 0) throw new RangeError("a connection needs at least one URL");
    const known = Network.from(network);
    const all = { ...DEFAULTS, ...options };
    super(known, {
      staticNetwork: known,
      batchMaxCount: 1,
      polling: true,
      // An answer that was good 250 ms ago may hide what this client has just done.
      cacheTimeout: -1,
    });
    this.#options = all;
    this.#endpoints = urls.map((url) => new Endpoint(url, all.requestLimit));
    this.#broadcasts = new Broadcasts(this.#endpoints, all);
  }

  /** How often ethers looks for new blocks, in milliseconds. */
  override get pollingInterval(): number {
    return this.#options.pollingInterval;
  }

  override _getSubscriber(subscription: Subscription): Subscriber {
    const subscriber = super._getSubscriber(subscription);
    if ("pollingInterval" in subscriber) subscriber.pollingInterval = this.pollingInterval;
    return subscriber;
  }

  override async send(method: string, params: unknown[] | Record<string, unknown>): Promise<unknown> {
    this._start();
    return await super.send(method, params);
  }

  /**
   * As ethers describes it, for bytes that are signed already.
   * @throws ConnectionError RECEIPT_OUTSTANDING if no node says that it has the transaction: it may have it all the
   * same, so `settle` these bytes and sign nothing anew
   */
  override async broadcastTransaction(signed: string): Promise<TransactionResponse> {
    try {
      return await super.broadcastTransaction(signed);
    } catch (error) {
      // ethers asks for the latest block beside the sending: that this failed does not tell what became of the other.
      if (!(error instanceof ConnectionError) || error.code !== "NO_NODE_ANSWERS") throw error;
      const hash = hashOf(signed);
      const message = `no node answers; ${hash} may have been taken all the same`;
      throw new ConnectionError("RECEIPT_OUTSTANDING", message, hash, { cause: error });
    }
  }

  /** Every question of ethers passes here. */
  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcAnswer[]> {
    const payloads = Array.isArray(payload) ? payload : [payload];
    return await Promise.all(payloads.map(async (each) => await this.#answer(each)));
  }

  /**
   * Waits for a transaction's receipt and sends the transaction again while it has none.
   * @param signed the signed transaction as it was, or is to be, broadcast: 0x and hex
   * @param limit milliseconds
   * @returns hash, block and status (1 done, 0 reverted) of the executed transaction
   * @throws ConnectionError RECEIPT_OUTSTANDING after the limit; NONCE_TAKEN or REFUSED if it can never be executed
   */
  async settle(signed: string, limit = 120_000): Promise<{ hash: string; blockNumber: number; status: number }> {
    const hash = hashOf(signed);
    const end = Date.now() + limit;
    this.#broadcasts.keep(signed);
    for (;;) {
      const receipt = await this.#receipt(hash).catch((error: unknown) => {
        if (error instanceof ConnectionError && error.code === "NO_NODE_ANSWERS") return null;
        throw error;
      });
      if (receipt !== null) return { hash, blockNumber: Number(receipt.blockNumber), status: Number(receipt.status) };
      if (Date.now() >= end) {
        throw new ConnectionError("RECEIPT_OUTSTANDING", `${hash} has no receipt after ${limit} ms`, hash);
      }
      await pause(Math.min(this.pollingInterval, Math.max(0, end - Date.now())));
    }
  }

  async #answer(payload: JsonRpcPayload): Promise<JsonRpcAnswer> {
    const [first] = Array.isArray(payload.params) ? (payload.params as unknown[]) : [];
    switch (payload.method) {
      case "eth_sendRawTransaction": {
        const refusal = await this.#broadcasts.send(String(first));
        if (refusal !== null) return { id: payload.id, error: refusal.error };
        return { id: payload.id, result: hashOf(String(first)) };
      }
      case "eth_getTransactionReceipt":
        return { id: payload.id, result: await this.#receipt(String(first)) };
      case "eth_blockNumber": {
        await this.#askHeads();
        if (this.#furthest < 0) throw this.#nobody(payload.method);
        this.#see(this.#furthest);
        return { id: payload.id, result: toQuantity(this.#seen) };
      }
      default:
        return await this.#ask(payload);
    }
  }

  /** The answer of the first node that is in step; errors that are not the contract's are asked for again elsewhere. */
  async #ask(payload: JsonRpcPayload): Promise<JsonRpcAnswer> {
    const end = Date.now() + this.#options.questionLimit;
    let refusal: JsonRpcAnswer | null = null;
    let anyBehind = false;
    do {
      if (Date.now() - this.#headsAsked > HEAD_AGE) await this.#askHeads();
      anyBehind = false;
      for (const endpoint of this.#inOrder()) {
        try {
          if (!(await this.#isInStep(endpoint))) {
            anyBehind = true;
            continue;
          }
          const answer = await endpoint.ask(payload);
          if (!("error" in answer) || isRevert(answer)) return answer;
          refusal ??= answer;
        } catch (error) {
          if (!(error instanceof NoAnswer)) throw error;
        }
      }
      // Every node that answers refuses: that is the answer.
      if (refusal !== null) return refusal;
      await pause(200);
    } while (Date.now() < end);
    if (!anyBehind) throw this.#nobody(payload.method);
    throw new ConnectionError(
      "NODES_BEHIND",
      `no node has block ${this.#seen}, which was already seen`,
      payload.method,
    );
  }

  /** The receipt from any node; null if none has it, which also sends a kept transaction again when it is time. */
  async #receipt(hash: string): Promise<{ blockNumber: string; status: string } | null> {
    const payload: JsonRpcPayload = { jsonrpc: "2.0", id: 0, method: "eth_getTransactionReceipt", params: [hash] };
    // A node that rests is not asked while another answers: one that hangs would hold up every look.
    const healthy = this.#endpoints.filter(({ rests }) => !rests);
    const asked = healthy.length > 0 ? healthy : this.#endpoints;
    let silent = 0;
    for (const endpoint of asked) {
      const answer = await endpoint.ask(payload).catch((error: unknown) => {
        if (!(error instanceof NoAnswer)) throw error;
        silent++;
        return null;
      });
      if (answer === null || "error" in answer || answer.result === null || answer.result === undefined) continue;
      const receipt = answer.result as { blockNumber: string; status: string };
      this.#see(Number(receipt.blockNumber));
      this.#broadcasts.forget(hash);
      return receipt;
    }
    await this.#broadcasts.repeat(hash);
    if (silent === asked.length) throw this.#nobody(`receipt of ${hash}`);
    return null;
  }

  /**
   * Asks the nodes for their latest block, together. The first to answer may be the one that lags, so the others get a
   * little longer; one that hangs is not waited for.
   */
  async #askHeads(): Promise<void> {
    this.#headsAsked = Date.now();
    const healthy = this.#endpoints.filter(({ rests }) => !rests);
    const asked = (healthy.length > 0 ? healthy : this.#endpoints).map(async (endpoint) => await endpoint.askHead());
    const firstAndGrace = Promise.any(asked).then(async () => await pause(HEAD_GRACE));
    await Promise.race([Promise.allSettled(asked), firstAndGrace.catch(() => undefined)]);
  }

  async #isInStep(endpoint: Endpoint): Promise<boolean> {
    const wanted = () => Math.max(this.#seen, this.#furthest - this.#options.blocksBehind);
    if (endpoint.head < 0 || endpoint.head < wanted()) await endpoint.askHead();
    return endpoint.head >= wanted();
  }

  get #furthest(): number {
    return Math.max(...this.#endpoints.map(({ head }) => head));
  }

  /** Healthy nodes first, each group in the order of the URLs. */
  #inOrder(): Endpoint[] {
    return [...this.#endpoints].sort((left, right) => Number(left.rests) - Number(right.rests));
  }

  #see(block: number): void {
    this.#seen = Math.max(this.#seen, block);
  }

  #nobody(place: string): ConnectionError {
    const why = this.#endpoints.map(({ failure }) => failure).join("; ");
    return new ConnectionError("NO_NODE_ANSWERS", `none of the nodes answers: ${why}`, place);
  }
}
