import { type JsonRpcError, type JsonRpcPayload, Transaction } from "ethers";

import { type Refusal, readRefusal } from "./answers.js";
import { type Endpoint, type JsonRpcAnswer, NoAnswer } from "./endpoint.js";
import { ConnectionError } from "./errors.js";
import { pause } from "./time.js";

interface Kept {
  signed: string;
  /** when it was last sent to all, in milliseconds since 1970 */
  sentAt: number;
}

type Reply = { kind: "taken" } | { kind: "silent" } | { kind: Refusal; answer: JsonRpcError };

/** Signed transactions on their way: each is sent, as the same bytes, until its receipt has been seen. */
export class Broadcasts {
  readonly #kept = new Map<string, Kept>();

  constructor(
    private readonly endpoints: readonly Endpoint[],
    private readonly times: { questionLimit: number; repeatAfter: number },
  ) {}

  /** Remembers a transaction that may have been sent before; it goes out at the next look for its receipt. */
  keep(signed: string): void {
    const hash = hashOf(signed);
    if (!this.#kept.has(hash)) this.#kept.set(hash, { signed, sentAt: 0 });
  }

  forget(hash: string): void {
    this.#kept.delete(hash);
  }

  /**
   * Sends a transaction to one node after the other until one has it.
   * @returns null if a node has it; the node's words if the transaction itself is refused
   * @throws ConnectionError RECEIPT_OUTSTANDING if no node says that it has it within the limit: it may have it all the
   * same; NONCE_TAKEN if another transaction was executed in its place
   */
  async send(signed: string): Promise<JsonRpcError | null> {
    const hash = hashOf(signed);
    const end = Date.now() + this.times.questionLimit;
    this.#kept.set(hash, { signed, sentAt: Date.now() });
    let maybeOut = false;
    do {
      let refused: JsonRpcError | null = null;
      for (const endpoint of [...this.endpoints].sort((a, b) => Number(a.rests) - Number(b.rests))) {
        const reply = await this.#sendTo(endpoint, signed);
        if (reply.kind === "taken" || reply.kind === "known") return null;
        if (reply.kind === "silent") maybeOut = true;
        if (reply.kind === "late") {
          if ((await this.#fateOf(signed)) !== "displaced") return null;
          // No reason to sign again by itself: the caller decides.
          this.forget(hash);
          throw nonceTaken(hash);
        }
        if (reply.kind === "refused") refused = reply.answer;
      }
      if (refused !== null && !maybeOut) {
        this.forget(hash);
        return refused;
      }
      await pause(250);
    } while (Date.now() < end);
    throw new ConnectionError(
      "RECEIPT_OUTSTANDING",
      `no node has said that it has ${hash}; it may have been taken all the same`,
      hash,
    );
  }

  /**
   * Sends a kept transaction to every node that does not rest again if it is time.
   * @throws ConnectionError NONCE_TAKEN or REFUSED if it can never be executed
   */
  async repeat(hash: string): Promise<void> {
    const kept = this.#kept.get(hash);
    if (kept === undefined || Date.now() - kept.sentAt < this.times.repeatAfter) return;
    kept.sentAt = Date.now();
    const replies = await Promise.all(
      this.endpoints.map(async (endpoint) => await this.#sendTo(endpoint, kept.signed)),
    );
    const answered = replies.filter((reply) => reply.kind !== "silent");
    const late = answered.some(({ kind }) => kind === "late");
    if (late && (await this.#fateOf(kept.signed)) === "displaced") {
      this.forget(hash);
      throw nonceTaken(hash);
    }
    const [first] = answered;
    if (first?.kind === "refused" && answered.every(({ kind }) => kind === "refused")) {
      this.forget(hash);
      throw new ConnectionError("REFUSED", `${hash} is refused: ${first.answer.error.message}`, hash);
    }
  }

  async #sendTo(endpoint: Endpoint, signed: string): Promise<Reply> {
    const answer = await this.#ask(endpoint, "eth_sendRawTransaction", [signed]);
    if (answer === null) return { kind: "silent" };
    return "error" in answer ? { kind: readRefusal(answer), answer } : { kind: "taken" };
  }

  /**
   * What became of a transaction whose nonce a node calls used. "displaced" only if the account's nonce has passed it
   * in a block, which is final, and no node has its receipt: a nonce may also be used by what still waits, this
   * transaction itself among it.
   */
  async #fateOf(signed: string): Promise<"executed" | "waiting" | "displaced"> {
    const { from, nonce } = Transaction.from(signed);
    const hash = hashOf(signed);
    const counts = await this.#askAll("eth_getTransactionCount", [from, "latest"]);
    if (!counts.some((count) => Number(count) > nonce)) return "waiting";
    // A node may write the receipt a little after the block: look twice.
    for (let look = 0; look < 2; look++) {
      if (look > 0) await pause(1_500);
      if ((await this.#askAll("eth_getTransactionReceipt", [hash])).some((receipt) => receipt !== null))
        return "executed";
    }
    return "displaced";
  }

  /** The results of all nodes that give one. */
  async #askAll(method: string, params: unknown[]): Promise<unknown[]> {
    const answers = await Promise.all(
      this.endpoints.map(async (endpoint) => await this.#ask(endpoint, method, params)),
    );
    return answers.flatMap((answer) => (answer !== null && "result" in answer ? [answer.result as unknown] : []));
  }

  async #ask(endpoint: Endpoint, method: string, params: unknown[]): Promise<JsonRpcAnswer | null> {
    const payload: JsonRpcPayload = { jsonrpc: "2.0", id: 0, method, params };
    return await endpoint.ask(payload).catch((error: unknown) => {
      if (error instanceof NoAnswer) return null;
      throw error;
    });
  }
}

function nonceTaken(hash: string): ConnectionError {
  return new ConnectionError("NONCE_TAKEN", `another transaction was executed with the nonce of ${hash}`, hash);
}

/** The hash of a signed transaction. */
export function hashOf(signed: string): string {
  const { hash } = Transaction.from(signed);
  if (hash === null) throw new TypeError("the transaction is not signed");
  return hash;
}
