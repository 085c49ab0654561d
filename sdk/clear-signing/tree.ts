/** Telling apart what stands in a table of words. */
import type { AnyFields } from "./contracts.js";
import type { Each, Label } from "./labels.js";

/** The name of the enum in `enum Kind`, `enum IPickUp.Mode` or `enum Kind[]`. */
export function enumName(internalType: string): string {
  return /^enum (?:\w+\.)?(\w+)/.exec(internalType)?.[1] ?? "";
}

/** Whether these words are of a list of structs. */
export function isEach(words: AnyFields[string]): words is Each<AnyFields> {
  return "each" in words && "heading" in words && typeof words.heading === "string";
}

/** Whether these words are of one value, and not of the members of a struct. */
export function isLabel(words: AnyFields[string]): words is Label {
  return (
    ("label" in words && typeof words.label === "string") || ("hidden" in words && typeof words.hidden === "string")
  );
}
