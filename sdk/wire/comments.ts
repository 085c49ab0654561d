import { commentsHash } from "../bill/act-arguments.js";
import type { HistoryEntries } from "../bill/history.js";
import { WireError } from "./error.js";
import { nameOfMember, type WireConfig } from "./parties.js";

/** DCSA `comments`: at most 255 characters, none of them a line break, no space around them. */
const MAX_COMMENTS = 255;

/**
 * The hash of comments that DCSA carries: what the chain keeps of a refusal's reason.
 * @param place of the comments in what was read or would be written, for errors
 * @returns `0x` and 64 lower-case hexadecimal digits
 * @throws WireError COMMENTS for other comments
 */
export function wireCommentsHash(comments: string, place = "/comments"): string {
  const refuse = (fault: string) => new WireError("COMMENTS", place, fault);
  const length = [...comments].length;
  if (length > MAX_COMMENTS) throw refuse(`${length} characters are more than the ${MAX_COMMENTS} that DCSA allows`);
  if (!/^\S(?:.*\S)?$/u.test(comments)) throw refuse("must be one line of text without space around it");
  if (/[\ud800-\udfff]/u.test(comments)) throw refuse("has half of a surrogate pair");
  return commentsHash(comments);
}

/** What the carrier's TRANSFER says of the court order behind it. */
export function orderComments(config: WireConfig, order: HistoryEntries["Reassigned"], place: string): string {
  const title =
    order.titleholder === 0
      ? "to bearer"
      : `title stands with ${nameOfMember(config, order.titleholder, `${place}/comments`)}`;
  return `Court order of ${order.jurisdiction}, SHA-256 ${order.orderHash.slice(2)}: ${title}`;
}
