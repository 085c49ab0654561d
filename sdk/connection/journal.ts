/** One act and the one signed transaction that carries it out. */
export interface JournalEntry {
  /** the caller's name of the act: the same name is the same act, for ever */
  act: string;
  /** the account that signed */
  from: string;
  nonce: number;
  hash: string;
  /** the signed transaction: 0x and hex. It holds no key, and whoever has it can only send this one act */
  signed: string;
}

/** Remembers which acts were signed, from before they are sent. */
export interface Journal {
  /** The entry of an act; undefined if it was never signed. */
  find(act: string): Promise<JournalEntry | undefined>;
  /** Keeps an entry, in place of one with the same act. Must be on lasting storage when the promise is fulfilled. */
  keep(entry: JournalEntry): Promise<void>;
  /** All entries of an account. */
  of(from: string): Promise<JournalEntry[]>;
}

/** A journal that lasts as long as the process: enough against broken connections, not against a crash. */
export class MemoryJournal implements Journal {
  readonly #entries = new Map<string, JournalEntry>();

  find(act: string): Promise<JournalEntry | undefined> {
    return Promise.resolve(this.#entries.get(act));
  }

  keep(entry: JournalEntry): Promise<void> {
    this.#entries.set(entry.act, entry);
    return Promise.resolve();
  }

  of(from: string): Promise<JournalEntry[]> {
    return Promise.resolve([...this.#entries.values()].filter((entry) => entry.from === from));
  }
}
