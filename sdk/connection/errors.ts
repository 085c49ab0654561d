/** Why a connection could not do what it was asked. */
export type ConnectionErrorCode =
  /** no node answered in time; nothing was sent, or the same question may be asked again */
  | "NO_NODE_ANSWERS"
  /** nodes answer, but none has the block that this client has already seen */
  | "NODES_BEHIND"
  /** a signed transaction went out, or may have; it has no receipt yet. Send the same bytes again, never new ones */
  | "RECEIPT_OUTSTANDING"
  /** another transaction of the same account has used the nonce, so this one can never be executed */
  | "NONCE_TAKEN"
  /** every node that answers refuses the transaction, with the words in the message: it was not executed */
  | "REFUSED"
  /** the journal of acts says something else than what it is asked to record */
  | "JOURNAL_CONFLICT";

/** A failure of the connection, not of the contract: contract errors keep ethers' own form. */
export class ConnectionError extends Error {
  /**
   * @param code what happened, for programs
   * @param message what happened, for people
   * @param place the node's URL, the transaction's hash or the act's name
   */
  constructor(
    readonly code: ConnectionErrorCode,
    message: string,
    readonly place: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "ConnectionError";
  }
}
