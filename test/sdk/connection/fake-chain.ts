// A chain of one account model and no contracts, and nodes of it that misbehave: on loopback, in this process.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

import { Transaction, toQuantity } from "ethers";

export const CHAIN_ID = 31_338;

interface Receipt {
  block: number;
  status: 0 | 1;
}

/** What all nodes agree on. Blocks come when the test says so, or with each transaction that reaches a healthy node. */
export class FakeChain {
  block = 100;
  /** executed transactions by hash, in their order */
  readonly executed = new Map<string, Receipt>();
  readonly #nonces = new Map<string, number>();
  /** calldata whose execution reverts */
  readonly reverting = new Set<string>();

  nonceOf(account: string): number {
    return this.#nonces.get(account.toLowerCase()) ?? 0;
  }

  /** Executes a transaction in a block of its own. */
  execute(transaction: Transaction): void {
    const from = String(transaction.from).toLowerCase();
    this.#nonces.set(from, transaction.nonce + 1);
    const status = this.reverting.has(transaction.data) ? 0 : 1;
    this.executed.set(String(transaction.hash), { block: ++this.block, status });
  }
}

export type Behaviour =
  | "honest"
  /** accepts the connection and never answers */
  | "hangs"
  /** HTTP status 500 and a page of text */
  | "breaks"
  /** answers every question with a JSON-RPC error of its own */
  | "errs"
  /** HTTP status 200 and text that is no JSON-RPC */
  | "babbles"
  /** knows the chain up to the block at which it stopped */
  | "lags"
  /** passes a transaction on and closes the connection instead of answering */
  | "takes and hangs up"
  /** says that it has a transaction and loses it */
  | "takes and forgets"
  /** refuses every transaction as worded in `words` */
  | "refuses";

/** One node's JSON-RPC on a free port of loopback. */
export class FakeNode {
  /** every request that arrived: method and parameters */
  readonly asked: { method: string; params: unknown[] }[] = [];
  words = "insufficient funds for gas * price + value";
  /** signed transactions that an otherwise honest node refuses, as ones with too little gas */
  readonly refuseBytes = new Set<string>();
  readonly #sockets = new Set<Socket>();
  #stoppedAt = 0;

  private constructor(
    private readonly chain: FakeChain,
    private readonly server: Server,
    private behaviour: Behaviour,
  ) {}

  static async start(chain: FakeChain, behaviour: Behaviour = "honest"): Promise<FakeNode> {
    const server = createServer();
    const node = new FakeNode(chain, server, behaviour);
    node.behave(behaviour);
    server.on("request", (request, response) => void node.#serve(request, response));
    server.on("connection", (socket) => {
      node.#sockets.add(socket);
      socket.once("close", () => node.#sockets.delete(socket));
    });
    await new Promise<void>((fulfil) => server.listen(0, "127.0.0.1", fulfil));
    return node;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  behave(behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.#stoppedAt = this.chain.block;
  }

  /** The signed transactions that arrived, as they arrived. */
  get received(): string[] {
    return this.asked
      .filter(({ method }) => method === "eth_sendRawTransaction")
      .map(({ params }) => String(params[0]));
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((fulfil) => this.server.close(() => fulfil()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { id, method, params } = JSON.parse(text) as { id: number; method: string; params: unknown[] };
    this.asked.push({ method, params });
    switch (this.behaviour) {
      case "hangs":
        return;
      case "breaks":
        response.writeHead(500).end("<html>Internal Server Error</html>");
        return;
      case "babbles":
        response.end("hello");
        return;
      case "takes and hangs up":
        if (method !== "eth_sendRawTransaction") break;
        this.#take(String(params[0]));
        request.socket.destroy();
        return;
    }
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id, ...this.#answer(method, params) }));
  }

  #answer(method: string, params: unknown[]): { result: unknown } | { error: unknown } {
    if (this.behaviour === "errs") return { error: { code: -32_603, message: "database is closed" } };
    const head = this.behaviour === "lags" ? this.#stoppedAt : this.chain.block;
    switch (method) {
      case "eth_chainId":
        return { result: toQuantity(CHAIN_ID) };
      case "eth_blockNumber":
        return { result: toQuantity(head) };
      case "eth_getTransactionCount":
        return { result: toQuantity(this.chain.nonceOf(String(params[0]))) };
      case "eth_gasPrice":
        return { result: "0x0" };
      case "eth_estimateGas":
        return { result: toQuantity(21_000) };
      case "eth_call":
        return { error: { code: 3, message: "execution reverted", data: "0x08c379a0" } };
      case "eth_getBalance":
        return { result: toQuantity(head) };
      case "eth_getBlockByNumber":
        return { result: blockAt(head) };
      case "eth_getTransactionReceipt":
        return { result: this.#receipt(String(params[0]), head) };
      case "eth_sendRawTransaction":
        return this.#take(String(params[0]));
      default:
        return { result: null };
    }
  }

  #take(signed: string): { result: unknown } | { error: unknown } {
    const transaction = Transaction.from(signed);
    const expected = this.chain.nonceOf(String(transaction.from));
    if (this.behaviour === "refuses" || this.refuseBytes.has(signed))
      return { error: { code: -32_000, message: this.words } };
    if (this.behaviour === "takes and forgets") return { result: transaction.hash };
    if (transaction.nonce !== expected) {
      const message = `invalid nonce; got ${transaction.nonce}, expected ${expected}: invalid sequence`;
      return { error: { code: -32_000, message } };
    }
    this.chain.execute(transaction);
    return { result: transaction.hash };
  }

  #receipt(hash: string, head: number): unknown {
    const found = this.chain.executed.get(hash);
    if (found === undefined || found.block > head) return null;
    const zero = `0x${"0".repeat(40)}`;
    return {
      transactionHash: hash,
      blockNumber: toQuantity(found.block),
      blockHash: `0x${"1".repeat(64)}`,
      transactionIndex: "0x0",
      status: toQuantity(found.status),
      from: zero,
      to: zero,
      contractAddress: null,
      gasUsed: "0x5208",
      cumulativeGasUsed: "0x5208",
      effectiveGasPrice: "0x0",
      logs: [],
      logsBloom: `0x${"0".repeat(512)}`,
      type: "0x0",
    };
  }
}

function blockAt(number: number): unknown {
  return {
    number: toQuantity(number),
    hash: `0x${"1".repeat(64)}`,
    parentHash: `0x${"2".repeat(64)}`,
    timestamp: "0x6920d000",
    nonce: "0x0000000000000000",
    difficulty: "0x0",
    gasLimit: "0x3938700",
    gasUsed: "0x0",
    miner: `0x${"0".repeat(40)}`,
    extraData: "0x",
    baseFeePerGas: null,
    transactions: [],
  };
}
