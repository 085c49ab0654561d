/** What the acts on a bill need, checked beyond the form of each argument. */
import { sha256, toUtf8Bytes, ZeroAddress } from "ethers";

import { ArgumentError, checkedAccount, checkedList, checkedName, checkedToken } from "../chain/arguments.js";
import { Act, type ActName, AmendmentReason, type AmendmentReasonName } from "../chain/values.js";
import { encodeIssuance, type Issuance } from "./issuance.js";

/** The acts that pass title on. */
export type EndorsementName = Extract<ActName, "ENDORSE" | "ENDORSE_TO_ORDER" | "BLANK_ENDORSE">;

/** Why a bill is surrendered for amendment. */
export type SurrenderReason = Exclude<AmendmentReasonName, "NONE">;

/** What a titleholder can ask of the possessor. */
export type InstructionOrder =
  | { readonly act: EndorsementName; readonly recipient: string }
  | { readonly act: "SURRENDER_FOR_DELIVERY" }
  | { readonly act: "SURRENDER_FOR_AMENDMENT"; readonly reason: SurrenderReason };

const ENDORSEMENTS: readonly EndorsementName[] = ["ENDORSE", "ENDORSE_TO_ORDER", "BLANK_ENDORSE"];
const REASONS: readonly SurrenderReason[] = ["AMEND", "SPLIT", "MERGE", "COD", "SWI", "SWTP"];

/** DCSA: `comments` of a refused surrender. */
const MAX_COMMENTS_LENGTH = 255;

export function endorsement(act: EndorsementName): bigint {
  return checkedName(Act, act, "act", ENDORSEMENTS);
}

export function reasonCode(reason: SurrenderReason): bigint {
  return checkedName(AmendmentReason, reason, "reason", REASONS);
}

/** The recipient of an endorsement alone: nobody of BLANK_ENDORSE, somebody of the others. */
export function endorsee(act: EndorsementName, to: string | undefined): string {
  if (act !== "BLANK_ENDORSE") return checkedAccount(to ?? "", "to");
  if (to !== undefined) throw new ArgumentError("to", "is for nobody: BLANK_ENDORSE has no recipient");
  return ZeroAddress;
}

/** Act, recipient and reason of an instruction, as the contract takes them. */
export function instruction(order: InstructionOrder): [act: bigint, recipient: string, reason: bigint] {
  const { act } = order;
  checkedName(Act, act, "act", [...ENDORSEMENTS, "SURRENDER_FOR_DELIVERY", "SURRENDER_FOR_AMENDMENT"]);
  if (act === "SURRENDER_FOR_DELIVERY") return [Act[act], ZeroAddress, AmendmentReason.NONE];
  if (act === "SURRENDER_FOR_AMENDMENT") return [Act[act], ZeroAddress, reasonCode(order.reason)];
  return [Act[act], checkedAccount(order.recipient, "recipient"), AmendmentReason.NONE];
}

/**
 * The hash of the mandatory comments of a refused surrender: SHA-256 of their UTF-8.
 * @throws ArgumentError unless there are 1 to 255 characters, not all of them blank
 */
export function commentsHash(comments: string): string {
  const length = [...comments].length;
  if (comments.trim() === "" || length > MAX_COMMENTS_LENGTH) {
    throw new ArgumentError("comments", `are not 1 to ${MAX_COMMENTS_LENGTH} characters but ${length}`);
  }
  return sha256(toUtf8Bytes(comments));
}

/** Bills to follow and their successors: one to one, one to many, or many to one. */
export function reissueArguments(tokenIds: readonly bigint[], successors: readonly Issuance[]) {
  checkedList(tokenIds, "tokenIds", (tokenId) => tokenId);
  if (tokenIds.length > 1 && successors.length > 1) {
    throw new ArgumentError("successors", `are ${successors.length} for ${tokenIds.length} bills: one side is one`);
  }
  const checked = tokenIds.map((tokenId, index) => checkedToken(tokenId, `tokenIds[${index}]`));
  const structs = issuances(successors, "successors");
  for (const [index, { tokenId }] of structs.entries()) {
    if (checked.includes(tokenId)) {
      throw new ArgumentError(`successors[${index}].tokenId`, "is the bill's own: a successor is another document");
    }
  }
  return [checked, structs] as const;
}

/** Issues of one transaction: each document once, each reference once. */
export function issuances(list: readonly Issuance[], argument: string) {
  checkedList(list, argument, ({ tokenId }) => tokenId);
  checkedList(list, argument, ({ transportDocumentReference }) => transportDocumentReference);
  return list.map((item, index) => encodeIssuance(item, `${argument}[${index}]`));
}
