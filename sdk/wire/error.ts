/** Why a bill's life cannot go over the wire, or what came over the wire cannot be used. */
export type WireErrorCode =
  /** The directory does not know a member. */
  | "UNKNOWN_MEMBER"
  /** A time of a block is missing. */
  | "UNKNOWN_TIME"
  /** The entries are not the whole history of one bill, newest first. */
  | "BROKEN_HISTORY"
  /** A waybill has no endorsement or transfer chain. */
  | "NO_DOCUMENT_OF_TITLE"
  /** The first recipient rejected the issue: for DCSA there never was a bill. */
  | "ISSUE_REJECTED"
  /** No surrender awaits an answer, or none has one. */
  | "NO_SURRENDER"
  /** A response answers another request, or asks for what the pending surrender does not allow. */
  | "OTHER_REQUEST"
  /** A reason code that DCSA does not define, or one where none belongs. */
  | "REASON_CODE"
  /** Comments are missing, too long, or not those whose hash the chain has. */
  | "COMMENTS"
  /** A signature is missing, wrong, or by an algorithm that is not accepted. */
  | "SIGNATURE"
  /** A checksum is not that of what it stands for. */
  | "CHECKSUM"
  /** The entries of a transfer chain are not in order or not complete. */
  | "BROKEN_CHAIN";

/** Something cannot go over the wire, or came over it wrong. Text and schema faults are DocumentErrors. */
export class WireError extends Error {
  override readonly name = "WireError";
  /**
   * @param pointer RFC 6901 JSON pointer of the place in what was read or would be written; empty for the whole
   * @param fault one sentence without the place
   */
  constructor(
    readonly code: WireErrorCode,
    readonly pointer: string,
    readonly fault: string,
  ) {
    super(pointer === "" ? fault : `${pointer}: ${fault}`);
  }
}
