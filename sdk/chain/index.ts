/** The suite on a chain: typed contracts, the names of their codes, and why they refuse. */
export type { Value, Values } from "./abi.js";
export { ArgumentError } from "./arguments.js";
export { ChainError, type ChainErrorCode, decodeRevert, decodingErrors, knownErrors, toChainError } from "./errors.js";
export { findMember, memberByCarrierCode, memberByLei, memberOfAccount, readMember, type Member } from "./members.js";
export { findPrincipal, type Principal } from "./principal.js";
export { connectSuite, type Suite, type SuiteAddresses, type GovernanceContract, type SuiteContract } from "./suite.js";
export { allowanceOf, amountText, readToken, signPermit, type Permit, type TokenInfo } from "./token.js";
export { Transaction, type DryRun, type Receipt, type Runner, type SendOptions } from "./transaction.js";
export { durationText } from "./sentences/sentence.js";
export * from "./values.js";
