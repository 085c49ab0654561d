import { type FileHandle, open, readFile } from "node:fs/promises";

import { ConnectionError } from "../errors.js";
import { type Journal, type JournalEntry, MemoryJournal } from "../journal.js";

/**
 * A journal in a file, one JSON object a line, for Node. Lines are only added, and each is on disk before the act that
 * it names is sent. One process at a time may use a file.
 */
export class FileJournal implements Journal {
  private constructor(
    private readonly file: FileHandle,
    private readonly entries: MemoryJournal,
  ) {}

  /**
   * Opens or makes the file. A last line that was cut off by a crash is dropped: its act was not sent yet.
   * @throws ConnectionError JOURNAL_CONFLICT if another line is no entry
   */
  static async open(path: string): Promise<FileJournal> {
    const entries = new MemoryJournal();
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    for (const [index, line] of whole.split("\n").slice(0, -1).entries()) {
      await entries.keep(parse(line, `${path}:${index + 1}`));
    }
    const file = await open(path, "a", 0o600);
    if (whole.length < text.length) await file.truncate(Buffer.byteLength(whole));
    return new FileJournal(file, entries);
  }

  async find(act: string): Promise<JournalEntry | undefined> {
    return await this.entries.find(act);
  }

  async keep(entry: JournalEntry): Promise<void> {
    await this.file.appendFile(`${JSON.stringify(entry)}\n`);
    await this.file.datasync();
    await this.entries.keep(entry);
  }

  async of(from: string): Promise<JournalEntry[]> {
    return await this.entries.of(from);
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

function parse(line: string, place: string): JournalEntry {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = null;
  }
  if (isEntry(value)) return value;
  throw new ConnectionError("JOURNAL_CONFLICT", `${place} is no entry of a journal of acts`, place);
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Record<string, unknown>;
  const texts = ["act", "from", "hash", "signed"].every((key) => typeof entry[key] === "string");
  return texts && Number.isSafeInteger(entry.nonce);
}
