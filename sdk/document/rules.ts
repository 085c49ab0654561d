/**
 * The rules of a transport document that DCSA states in prose only, and how heavily each weighs.
 *
 * Policy. A broken rule is an **error** if the chain would then hold a doubtful statement: of which kind the bill is, with
 * whom title stands, who the parties and the issuing carrier are, which reference it takes, or that it is the only one.
 * Everything else is a **warning**: the document is incomplete or unlucky, but what the chain says of it is true.
 * The policy is applied rule by rule, never document by document.
 *
 * A container number that fails ISO 6346 is a warning here and refused where a consignment is made: a bill may cover
 * equipment without such a number, the gate may not.
 */
import { COMPLETENESS_RULES } from "./completeness-rules.js";
import type { DcsaTransportDocument } from "./dcsa.js";
import type { Finding } from "./error.js";
import type { Rule } from "./rule.js";
import { TITLE_RULES } from "./title-rules.js";

/** Every rule: first the errors, then the warnings. */
export const DOCUMENT_RULES: readonly Rule[] = [...TITLE_RULES, ...COMPLETENESS_RULES];

/**
 * Every breach of every rule, in the order of DOCUMENT_RULES.
 * @param base pointer of the transport document in the text that was read
 */
export function checkRules(document: DcsaTransportDocument, base = ""): Finding[] {
  return DOCUMENT_RULES.flatMap(({ id, severity, check }) =>
    check(document).map(({ pointer, message }) => ({ rule: id, severity, pointer: base + pointer, message })),
  );
}
