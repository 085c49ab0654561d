export { ActReverted, ActSender, type SettledAct } from "./act-sender.js";
export { type ConnectionOptions, ConsortiumProvider } from "./consortium-provider.js";
export { ConnectionError, type ConnectionErrorCode } from "./errors.js";
export { type Journal, type JournalEntry, MemoryJournal } from "./journal.js";
