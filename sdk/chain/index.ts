/** The suite on a chain: typed contracts, the names of their codes, and why they refuse. */
export type { Value, Values } from "./abi.js";
export { ChainError, type ChainErrorCode, decodeRevert, decodingErrors, knownErrors, toChainError } from "./errors.js";
export { connectSuite, type Suite, type SuiteAddresses, type SuiteContract } from "./suite.js";
export * from "./values.js";
