import { type Signer, Transaction, type TransactionRequest, getAddress } from "ethers";

import { hashOf } from "./broadcasts.js";
import type { ConsortiumProvider } from "./consortium-provider.js";
import { ConnectionError } from "./errors.js";
import { type Journal, type JournalEntry, MemoryJournal } from "./journal.js";

/** An executed act. */
export interface SettledAct {
  act: string;
  hash: string;
  blockNumber: number;
}

/** The contract refused an act in a block: it was executed and changed nothing. */
export class ActReverted extends Error {
  constructor(
    readonly act: string,
    readonly hash: string,
    readonly blockNumber: number,
  ) {
    super(`the act "${act}" was refused by the contract in block ${blockNumber} (${hash})`);
    this.name = "ActReverted";
  }
}

/**
 * Sends acts of one account, each once, whatever breaks in between.
 *
 * An act is signed once, written to the journal, and only then sent. Asked for the same act again (after an error, a
 * crash, a restart) it sends the very bytes that the journal has: the chain executes a nonce once, so the act happens
 * at most once. A new signature is made only for an act whose transaction was executed and reverted: nothing happened.
 *
 * The account must be used by one sender at a time: another program that signs with it takes its nonces.
 */
export class ActSender {
  #queue: Promise<unknown> = Promise.resolve();
  #nonce: number | null = null;

  /**
   * @param signer signs; its provider is not used
   * @param journal where signed acts are kept; the default forgets them when the process ends
   */
  constructor(
    private readonly signer: Signer,
    private readonly provider: ConsortiumProvider,
    private readonly journal: Journal = new MemoryJournal(),
  ) {}

  /**
   * Carries out an act, or finishes it if it was begun before.
   * @param act a name that the caller never uses for anything else, for example `transfer 0x.. to 7`
   * @param transaction what to do; `gasLimit` is estimated and `gasPrice` is 0 where they are not given
   * @param limit milliseconds to wait for the receipt
   * @throws ActReverted; ConnectionError RECEIPT_OUTSTANDING: call again with the same act to go on waiting; the
   * contract's error, as ethers gives it, if the act would be refused: then nothing was signed
   */
  async send(act: string, transaction: TransactionRequest, limit?: number): Promise<SettledAct> {
    const entry = await this.#inTurn(async () => (await this.#begun(act)) ?? (await this.#sign(act, transaction)));
    let settled: Awaited<ReturnType<ConsortiumProvider["settle"]>>;
    try {
      settled = await this.provider.settle(entry.signed, limit);
    } catch (error) {
      // Before anything new is signed, what is still on its way must be settled.
      this.#nonce = null;
      throw error;
    }
    const { hash, blockNumber, status } = settled;
    if (status !== 1) throw new ActReverted(act, hash, blockNumber);
    return { act, hash, blockNumber };
  }

  /** One after the other, as nonces have an order; one that fails does not stop the next. */
  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return await turn;
  }

  /** What the journal has of an act, unless that was executed and reverted. */
  async #begun(act: string): Promise<JournalEntry | undefined> {
    const entry = await this.journal.find(act);
    if (entry === undefined) return undefined;
    requireSame(entry);
    const receipt = await this.provider.getTransactionReceipt(entry.hash);
    return receipt?.status === 0 ? undefined : entry;
  }

  /** Signs the account's next transaction and keeps it. */
  async #sign(act: string, transaction: TransactionRequest): Promise<JournalEntry> {
    const from = getAddress(await this.signer.getAddress());
    const gasLimit = transaction.gasLimit ?? (await this.#gasFor({ ...transaction, from }));
    const nonce = this.#nonce ?? (await this.#freeNonce(from));
    const { chainId } = await this.provider.getNetwork();
    const price = transaction.maxFeePerGas == null ? { type: 0, gasPrice: transaction.gasPrice ?? 0n } : {};
    const signed = await this.signer.signTransaction({ ...transaction, ...price, from, nonce, chainId, gasLimit });
    const entry: JournalEntry = { act, from, nonce, hash: hashOf(signed), signed };
    await this.journal.keep(entry);
    this.#nonce = nonce + 1;
    return entry;
  }

  /** The first nonce that neither the chain nor an act on its way has; acts on their way are settled first. */
  async #freeNonce(from: string): Promise<number> {
    const executed = await this.provider.getTransactionCount(from, "latest");
    const onTheirWay = (await this.journal.of(from)).filter(({ nonce }) => nonce >= executed);
    const taken = new Set<number>();
    for (const entry of onTheirWay.sort((left, right) => left.nonce - right.nonce)) {
      requireSame(entry);
      // A refused one leaves its nonce to the next act; all others are executed now.
      if (await this.#isExecuted(entry)) taken.add(entry.nonce);
    }
    let free = executed;
    while (taken.has(free)) free++;
    return free;
  }

  async #isExecuted({ signed }: JournalEntry): Promise<boolean> {
    try {
      await this.provider.settle(signed);
      return true;
    } catch (error) {
      if (error instanceof ConnectionError && error.code === "REFUSED") return false;
      throw error;
    }
  }

  /** Estimated with a fifth to spare: what an act costs changes with what others do before it. */
  async #gasFor(transaction: TransactionRequest): Promise<bigint> {
    return ((await this.provider.estimateGas(transaction)) * 6n) / 5n;
  }
}

/** @throws ConnectionError JOURNAL_CONFLICT if an entry was changed by hand */
function requireSame({ act, hash, signed }: JournalEntry): void {
  if (Transaction.from(signed).hash === hash) return;
  throw new ConnectionError("JOURNAL_CONFLICT", `the journal's bytes of "${act}" are not those of ${hash}`, act);
}
