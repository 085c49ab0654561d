/** Bills of lading on a chain. */
export {
  entriesIn,
  HistoryError,
  readHistory,
  timesOf,
  walkHistory,
  type HistoryEntries,
  type HistoryEntry,
  type HistoryErrorCode,
  type HistoryEventName,
  type HistoryPlace,
  type HistoryTip,
} from "./history.js";
