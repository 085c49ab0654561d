import type { JsonRpcError, JsonRpcPayload, JsonRpcResult } from "ethers";

export type JsonRpcAnswer = JsonRpcResult | JsonRpcError;

/** The node gave no answer: it hangs, refuses, breaks off, or says something that is no JSON-RPC. */
export class NoAnswer extends Error {
  constructor(
    readonly url: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${url} ${reason}`, options);
    this.name = "NoAnswer";
  }
}

/** After a failure a node is asked last for this long; each further failure doubles it, up to the second number. */
const REST = { first: 2_000, longest: 60_000 };

/** One node's JSON-RPC, with what this client knows of its health. */
export class Endpoint {
  /** its latest block as far as this client knows; -1 before the first answer */
  head = -1;
  /** why its last question got no answer; empty before the first failure */
  failure = "";
  #failures = 0;
  #restsUntil = 0;

  constructor(
    readonly url: string,
    readonly requestLimit: number,
  ) {}

  /** True while the node is asked only if no other can answer. */
  get rests(): boolean {
    return Date.now() < this.#restsUntil;
  }

  /**
   * Asks the node once.
   * @param limit milliseconds to wait for the whole answer
   * @throws NoAnswer; a JSON-RPC error is an answer and is returned
   */
  async ask(payload: JsonRpcPayload, limit = this.requestLimit): Promise<JsonRpcAnswer> {
    try {
      const answer = await this.#post(payload, limit);
      this.#failures = 0;
      this.#restsUntil = 0;
      return answer;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      this.#restsUntil = Date.now() + Math.min(REST.first * 2 ** this.#failures++, REST.longest);
      throw error;
    }
  }

  /** Asks for the latest block and remembers it. @throws NoAnswer */
  async askHead(): Promise<number> {
    const answer = await this.ask({ jsonrpc: "2.0", id: 0, method: "eth_blockNumber", params: [] });
    const head = "result" in answer ? Number(answer.result) : NaN;
    if (!Number.isSafeInteger(head)) {
      const words = "error" in answer ? answer.error.message : JSON.stringify(answer.result);
      const problem = new NoAnswer(this.url, `does not say its latest block but "${words}"`);
      this.failure = problem.message;
      throw problem;
    }
    this.head = head;
    return head;
  }

  async #post(payload: JsonRpcPayload, limit: number): Promise<JsonRpcAnswer> {
    let status: number;
    let text: string;
    try {
      const response = await fetch(this.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(payload),
        signal: AbortSignal.timeout(limit),
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      const timedOut = error instanceof DOMException && error.name === "TimeoutError";
      const reason = timedOut ? `did not answer within ${limit} ms` : "cannot be reached or broke off";
      throw new NoAnswer(this.url, reason, { cause: error });
    }
    const answer = parse(text);
    // Some nodes answer a JSON-RPC error with status 400 or 500: what counts is whether there is a JSON-RPC answer.
    if (answer === null) throw new NoAnswer(this.url, `answered with HTTP status ${status} and no JSON-RPC`);
    // The id is the client's own: some nodes give it back as text, or null on an error.
    return { ...answer, id: payload.id };
  }
}

function parse(text: string): JsonRpcAnswer | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  if ("error" in value && value.error !== null && typeof value.error === "object") return value as JsonRpcError;
  return "result" in value ? (value as JsonRpcResult) : null;
}
