import type { DcsaTransportDocument } from "./dcsa.js";
import type { Severity } from "./error.js";

/** Where a rule is broken and how. */
export interface Breach {
  /** From the root of the transport document. */
  readonly pointer: string;
  readonly message: string;
}

/** A rule that a transport document keeps beyond the schema. */
export interface Rule {
  /** Stable name. */
  readonly id: string;
  readonly severity: Severity;
  /** Where the rule stands. "DCSA" is the description of that field or object in TransportDocument 3.0.3. */
  readonly citation: string;
  /** Every place where the document breaks the rule. */
  readonly check: (document: DcsaTransportDocument) => readonly Breach[];
}

/** One breach if the condition holds, else none. */
export function breachIf(broken: boolean, pointer: string, message: string): Breach[] {
  return broken ? [{ pointer, message }] : [];
}
