import type { JsonRpcError } from "ethers";

/**
 * What an error answer to `eth_sendRawTransaction` means. There is no standard for it: the words are those of
 * go-ethereum (core/txpool), Besu (TransactionInvalidReason), CometBFT (mempool) and the Cosmos SDK (sequence errors).
 */
export type Refusal =
  /** the node has this very transaction, waiting or executed */
  | "known"
  /** the node does not have an earlier transaction of the account yet; it may take this one later */
  | "early"
  /** a transaction with this nonce has been executed: this one or another */
  | "late"
  /** the node has no room or cannot serve now; another may, or this one later */
  | "busy"
  /** the transaction itself is refused */
  | "refused";

export function readRefusal({ error: { message = "" } }: JsonRpcError): Refusal {
  const words = message.toLowerCase();
  if (/already (known|in mempool|exists|imported)|known transaction|tx already/.test(words)) return "known";
  const gap = /invalid nonce; got (\d+), expected (\d+)/.exec(words);
  if (gap !== null) return Number(gap[1]) > Number(gap[2]) ? "early" : "late";
  if (/nonce too high|nonce too distant|nonce gap/.test(words)) return "early";
  if (/nonce too low|nonce below|replacement transaction underpriced/.test(words)) return "late";
  if (/mempool is full|txpool is full|pool limit|too many requests|timed? ?out|internal error|syncing/.test(words)) {
    return "busy";
  }
  return "refused";
}

/** True if every honest node would answer the same: the contract itself refuses. Other errors may be one node's own. */
export function isRevert({ error: { code, message = "", data } }: JsonRpcError): boolean {
  return code === 3 || /revert/i.test(message) || (typeof data === "string" && /^0x([0-9a-f]{2})+$/i.test(data));
}
