/** DCSA surrender requests and responses 3.0.3: into calls of the contract, and out of the history. */
import type { SurrenderReason } from "../bill/act-arguments.js";
import type { HistoryEntries, HistoryEntry } from "../bill/history.js";
import { AmendmentReason, type AmendmentReasonName, tokenToHex } from "../chain/values.js";
import { readJson } from "../document/json.js";
import { schemaCheck } from "../document/validator.js";
import { isAnswer, isSurrender, type Life, lifeOf, type SurrenderAct } from "./acts.js";
import { wireCommentsHash } from "./comments.js";
import { type EndorsementChainLink, type ExportOptions, toLinks } from "./endorsement-chain.js";
import { WireError } from "./error.js";
import { fromWireReason, type ReasonCode, toWireReason } from "./reasons.js";
import surrenderRequestSchema from "./schemas/SurrenderRequest.v3.0.3.schema.json" with { type: "json" };
import surrenderResponseSchema from "./schemas/SurrenderResponse.v3.0.3.schema.json" with { type: "json" };

/** DCSA SurrenderRequestDetails: SREQ for delivery, AREQ for amendment. */
export interface SurrenderRequest {
  readonly surrenderRequestReference: string;
  readonly transportDocumentReference: string;
  readonly transportDocumentSubReference?: string;
  readonly surrenderRequestCode: "SREQ" | "AREQ";
  readonly reasonCode?: ReasonCode;
  readonly comments?: string;
  /** Newest first. */
  readonly endorsementChain?: readonly EndorsementChainLink[];
}

/** DCSA SurrenderRequestAnswer: SURR accepts, SREJ refuses with comments. */
export interface SurrenderResponse {
  readonly surrenderRequestReference: string;
  readonly action: "SURR" | "SREJ";
  readonly comments?: string;
  readonly feedbackElements?: readonly object[];
}

/** The call of BillOfLading that makes a request true. */
export type SurrenderCall =
  | { readonly method: "surrenderForDelivery"; readonly args: readonly [tokenId: bigint] }
  | {
      readonly method: "surrenderForAmendment";
      readonly args: readonly [tokenId: bigint, reason: bigint];
      readonly reason: SurrenderReason;
    };

/** The call that answers. An accepted amendment needs the successors' documents, or the paper, beside the token. */
export type AnswerCall =
  | { readonly method: "acceptSurrender"; readonly args: readonly [tokenId: bigint] }
  | {
      readonly method: "refuseSurrender";
      readonly args: readonly [tokenId: bigint, commentsHash: string];
      /** To be kept: the chain has their hash only. */
      readonly comments: string;
    }
  | { readonly method: "reissue" | "recordPaper"; readonly tokenId: bigint; readonly reason: AmendmentReasonName };

const checkRequest = schemaCheck<SurrenderRequest>(surrenderRequestSchema, "DCSA surrender request 3.0.3");
const checkResponse = schemaCheck<SurrenderResponse>(surrenderResponseSchema, "DCSA surrender response 3.0.3");

/**
 * Reads a surrender request.
 * @param input JSON: the bytes as received (UTF-8), or a string
 * @throws DocumentError for text that strict JSON refuses, and NOT_DCSA
 * @throws WireError REASON_CODE for a code that DCSA does not define, or beside a request for delivery
 */
export function readSurrenderRequest(input: string | Uint8Array): SurrenderRequest {
  const { text, value } = readJson(input);
  const request = checkRequest(value, text.length);
  const { surrenderRequestCode, reasonCode } = request;
  if (surrenderRequestCode === "AREQ") fromWireReason(reasonCode);
  else if (reasonCode !== undefined) {
    throw new WireError("REASON_CODE", "/reasonCode", "only a request for amendment has a reason");
  }
  return request;
}

/**
 * The call that a request asks for.
 * @param tokenId the bill of that reference: `tokenByReference` of the contract
 */
export function toSurrenderCall(request: SurrenderRequest, tokenId: bigint): SurrenderCall {
  if (request.surrenderRequestCode === "SREQ") return { method: "surrenderForDelivery", args: [tokenId] };
  const reason = fromWireReason(request.reasonCode, request.comments);
  return { method: "surrenderForAmendment", args: [tokenId, AmendmentReason[reason]], reason };
}

/** What a request says beside what the history has. */
export interface SurrenderRequestOptions extends ExportOptions {
  /** The document's `transportDocumentSubReference`. */
  readonly subReference?: string;
  /** Further words to the carrier. */
  readonly comments?: string;
  /** The reference of the request; if absent, surrenderReference. */
  readonly surrenderRequestReference?: string;
}

/**
 * The request to the carrier for a surrender that awaits its answer. The surrender itself stands first in the chain.
 * @throws WireError NO_SURRENDER if none is pending; else as toEndorsementChain
 * @throws DocumentError NOT_DCSA if the comments or a party do not fit DCSA's schema
 */
export function toSurrenderRequest(
  history: readonly HistoryEntry[],
  options: SurrenderRequestOptions,
): SurrenderRequest {
  const life = lifeOf(history);
  const pending = pendingOf(life);
  return checkRequest({
    surrenderRequestReference: options.surrenderRequestReference ?? surrenderReference(pending.entry),
    transportDocumentReference: life.issued.transportDocumentReference,
    ...(options.subReference === undefined ? {} : { transportDocumentSubReference: options.subReference }),
    surrenderRequestCode: pending.code === "SURRENDER_FOR_DELIVERY" ? "SREQ" : "AREQ",
    ...toWireReason(pending.reason, options.comments),
    endorsementChain: toLinks(life, options, false),
  });
}

/** Our reference of a surrender, never used again: token, block and sequence number. */
export function surrenderReference({ tokenId, block, sequence }: HistoryEntries["Surrendered"]): string {
  return `${tokenToHex(tokenId)}.${block}.${sequence}`;
}

/**
 * Reads a carrier's response.
 * @param input JSON: the bytes as received (UTF-8), or a string
 * @throws DocumentError for text that strict JSON refuses, and NOT_DCSA
 * @throws WireError COMMENTS for a refusal without comments
 */
export function readSurrenderResponse(input: string | Uint8Array): SurrenderResponse {
  const { text, value } = readJson(input);
  const response = checkResponse(value, text.length);
  if (response.action === "SREJ" && response.comments === undefined) {
    throw new WireError("COMMENTS", "/comments", "a refusal says why");
  }
  return response;
}

/**
 * The call that makes a carrier's response true.
 * @param history of the bill, with the surrender pending
 * @param surrenderRequestReference under which the request went out; if absent, surrenderReference
 * @throws WireError NO_SURRENDER if none is pending, OTHER_REQUEST if the response answers another, COMMENTS
 */
export function toAnswerCall(
  response: SurrenderResponse,
  history: readonly HistoryEntry[],
  surrenderRequestReference?: string,
): AnswerCall {
  const { entry, code, reason } = pendingOf(lifeOf(history));
  const expected = surrenderRequestReference ?? surrenderReference(entry);
  if (response.surrenderRequestReference !== expected) {
    const fault = `answers ${response.surrenderRequestReference}; pending is ${expected}`;
    throw new WireError("OTHER_REQUEST", "/surrenderRequestReference", fault);
  }
  const { tokenId } = entry;
  if (response.action === "SREJ") {
    const { comments = "" } = response;
    return { method: "refuseSurrender", args: [tokenId, wireCommentsHash(comments)], comments };
  }
  if (code === "SURRENDER_FOR_DELIVERY") return { method: "acceptSurrender", args: [tokenId] };
  return { method: reason === "SWTP" ? "recordPaper" : "reissue", tokenId, reason };
}

/** What a response says beside what the history has. */
export interface SurrenderResponseOptions {
  /** The words of a refusal: the chain has their hash only. */
  readonly comments?: string;
  /** The reference of the request; if absent, surrenderReference. */
  readonly surrenderRequestReference?: string;
}

/**
 * The carrier's response to the latest surrender.
 * @throws WireError NO_SURRENDER if it has no answer yet; COMMENTS if the words of a refusal are missing or not those
 *   whose hash the chain has; else as toEndorsementChain
 */
export function toSurrenderResponse(
  history: readonly HistoryEntry[],
  options: SurrenderResponseOptions = {},
): SurrenderResponse {
  const { acts } = lifeOf(history);
  const surrender = acts.findLast(isSurrender);
  const answer = acts.findLast(isAnswer);
  if (surrender === undefined || answer?.surrender !== surrender) {
    throw new WireError("NO_SURRENDER", "", "The latest surrender of the bill has no answer");
  }
  const reference = options.surrenderRequestReference ?? surrenderReference(surrender.entry);
  if (answer.entry.event !== "SurrenderRefused") {
    return checkResponse({ surrenderRequestReference: reference, action: "SURR" });
  }
  const { comments } = options;
  if (comments === undefined) throw new WireError("COMMENTS", "/comments", "a refusal says why");
  if (wireCommentsHash(comments) !== answer.entry.commentsHash) {
    throw new WireError("COMMENTS", "/comments", `their SHA-256 is not ${answer.entry.commentsHash} of the chain`);
  }
  return checkResponse({ surrenderRequestReference: reference, action: "SREJ", comments });
}

function pendingOf({ acts }: Life): SurrenderAct {
  const latest = acts.findLast(isSurrender);
  if (latest?.outcome !== "PENDING") throw new WireError("NO_SURRENDER", "", "No surrender of the bill is pending");
  return latest;
}
