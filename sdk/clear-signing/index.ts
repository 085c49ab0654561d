/** What a wallet shows before somebody signs: descriptors by ERC-7730, out of one table of words. */
export { SUITE_WORDS, type Message, type SignedContract, type UnsignedContract } from "./contracts.js";
export { SCHEMA, type Descriptor, type Field, type Format, type Group } from "./descriptor.js";
export { clearSigning, WordsError, type Place as SuitePlace } from "./generate.js";
