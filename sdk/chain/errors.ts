/**
 * Why the chain refused, in one sentence. Everything that a node, ethers or Hardhat throws for a reverted call or
 * transaction comes out as a ChainError with the name and the named arguments of the contract's custom error.
 */
import { AbiCoder, dataSlice, ErrorFragment, isError, isHexString } from "ethers";

import {
  AccessManager__factory,
  Agency__factory,
  BillAmendments__factory,
  BillLifeCycle__factory,
  BillOfLading__factory,
  BillRenderer__factory,
  Charges__factory,
  Consortium__factory,
  ConsortiumGovernor__factory,
  Guardians__factory,
  PickUp__factory,
  ReleaseCasework__factory,
  ReleaseRegistry__factory,
  TimelockController__factory,
} from "../../typechain-types/index.js";
import { type AbiItem, type AbiParameter, type Values, valuesOf } from "./abi.js";
import { AGENCY_SENTENCES } from "./sentences/agency.js";
import { BILL_SENTENCES } from "./sentences/bill.js";
import { CHARGES_SENTENCES } from "./sentences/charges.js";
import { CONSORTIUM_SENTENCES } from "./sentences/consortium.js";
import { GOVERNANCE_SENTENCES } from "./sentences/governance.js";
import { OPENZEPPELIN_SENTENCES } from "./sentences/openzeppelin.js";
import { PICK_UP_SENTENCES } from "./sentences/pickup.js";
import { RELEASE_SENTENCES } from "./sentences/release.js";
import { type AbiError, shown } from "./sentences/sentence.js";
import { TOKEN_SENTENCES } from "./sentences/token.js";
import { TOKEN_ERRORS } from "./token-abi.js";

/** The ABIs whose errors are known. A contract that joins the suite adds a line. */
const ABIS: readonly (readonly AbiItem[])[] = [
  AccessManager__factory.abi,
  Consortium__factory.abi,
  Agency__factory.abi,
  BillLifeCycle__factory.abi,
  BillAmendments__factory.abi,
  BillRenderer__factory.abi,
  BillOfLading__factory.abi,
  ReleaseCasework__factory.abi,
  ReleaseRegistry__factory.abi,
  Charges__factory.abi,
  PickUp__factory.abi,
  ConsortiumGovernor__factory.abi,
  TimelockController__factory.abi,
  Guardians__factory.abi,
  TOKEN_ERRORS,
];

/** A sentence for each of their errors, by name. A part of the suite adds a line. */
const SENTENCES: Readonly<Record<string, unknown>> = {
  ...OPENZEPPELIN_SENTENCES,
  ...CONSORTIUM_SENTENCES,
  ...AGENCY_SENTENCES,
  ...BILL_SENTENCES,
  ...RELEASE_SENTENCES,
  ...CHARGES_SENTENCES,
  ...PICK_UP_SENTENCES,
  ...GOVERNANCE_SENTENCES,
  ...TOKEN_SENTENCES,
};

/** Codes of what is no custom error of a contract. */
export type ChainErrorCode =
  /** `require` with a text; the argument `reason`. */
  | "Error"
  /** A fault in a contract, such as an overflow; the argument `code`. */
  | "Panic"
  /** Reverted without a reason, as some chains also say of an address without a contract. */
  | "NO_REASON"
  /** An error of a contract that this library does not know; the argument `selector`, and `data`. */
  | "UNKNOWN_ERROR"
  /** There is no contract, or another one, where the suite should be. */
  | "NO_CONTRACT"
  /** The account cannot pay for the transaction. */
  | "INSUFFICIENT_FUNDS"
  /** The node does not answer, or too late. */
  | "NETWORK_ERROR"
  /** Another transaction of the same account was faster. */
  | "NONCE_EXPIRED"
  /** Another transaction took this one's place in the account's order. */
  | "TRANSACTION_REPLACED"
  /** The person at the wallet said no. */
  | "ACTION_REJECTED";

/** The chain refused. The message is one plain sentence. */
export class ChainError extends Error {
  override readonly name = "ChainError";
  /** Name of the custom error, or a ChainErrorCode. */
  readonly code: string;
  /** The error's arguments by name: enums as names, times in seconds since 1970, references as text. */
  readonly args: Values;
  /** The message again, without a full stop. */
  readonly sentence: string;
  /** What the contract gave back, if it gave anything back. */
  readonly data: string | undefined;

  constructor(code: string, sentence: string, args: Values = {}, data?: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.code = code;
    this.args = args;
    this.sentence = sentence;
    this.data = data;
  }
}

const NO_REASON = "The contract refused without a reason, or it is not at this address";

interface KnownError {
  readonly name: string;
  readonly inputs: readonly AbiParameter[];
  readonly fragment: ErrorFragment;
}

const BUILT_IN: readonly AbiItem[] = [
  { type: "error", name: "Error", inputs: [{ name: "reason", type: "string", internalType: "string" }] },
  { type: "error", name: "Panic", inputs: [{ name: "code", type: "uint256", internalType: "uint256" }] },
];

const KNOWN: ReadonlyMap<string, KnownError> = new Map(
  [BUILT_IN, ...ABIS]
    .flat()
    .filter(isAbiError)
    .map((item) => {
      const fragment = ErrorFragment.from(item);
      return [fragment.selector, { name: item.name, inputs: item.inputs, fragment }] as const;
    }),
);

/** The names of all custom errors that can be decoded, in the order of the alphabet. */
export function knownErrors(): string[] {
  return [...new Set([...KNOWN.values()].map(({ name }) => name))].sort();
}

/**
 * The error in what a contract gave back when it reverted.
 * @param data `0x` and the bytes: selector and arguments
 */
export function decodeRevert(data: string, cause?: unknown): ChainError {
  if (data === "0x") {
    return new ChainError("NO_REASON", NO_REASON, {}, data, cause);
  }
  const known = KNOWN.get(data.slice(0, 10).toLowerCase());
  const args = known === undefined ? undefined : decodeArguments(known, data);
  if (known === undefined || args === undefined) {
    const sentence = `The contract refused with an error that is not known here: ${abridged(data)}`;
    return new ChainError("UNKNOWN_ERROR", sentence, { selector: data.slice(0, 10) }, data, cause);
  }
  return new ChainError(known.name, sentenceFor(known, args), args, data, cause);
}

/**
 * What the chain, ethers or Hardhat threw, as a ChainError; nothing for an error that has nothing to do with the chain.
 * @param error with the revert data at any depth: in `data`, `error`, `info`, `cause` or `errors`
 */
export function toChainError(error: unknown): ChainError | undefined {
  if (error instanceof ChainError) return error;
  const data = revertData(error, new Set());
  if (data !== undefined) return decodeRevert(data, error);
  const failed = (code: ChainErrorCode, sentence: string) => new ChainError(code, sentence, {}, undefined, error);
  if (isError(error, "CALL_EXCEPTION")) return failed("NO_REASON", NO_REASON);
  if (isError(error, "BAD_DATA")) {
    return failed("NO_CONTRACT", "The answer is not that of the contract: it is not at this address on this chain");
  }
  if (isError(error, "INSUFFICIENT_FUNDS")) {
    return failed("INSUFFICIENT_FUNDS", "The account has not enough to pay for the transaction");
  }
  if (isError(error, "NETWORK_ERROR") || isError(error, "TIMEOUT") || isError(error, "SERVER_ERROR")) {
    return failed("NETWORK_ERROR", `The node does not answer: ${error.shortMessage}`);
  }
  if (isError(error, "NONCE_EXPIRED")) {
    return failed("NONCE_EXPIRED", "Another transaction of this account was faster: try again");
  }
  if (isError(error, "TRANSACTION_REPLACED") || isError(error, "REPLACEMENT_UNDERPRICED")) {
    return failed("TRANSACTION_REPLACED", "Another transaction of this account stands in the place of this one");
  }
  if (isError(error, "ACTION_REJECTED")) return failed("ACTION_REJECTED", "The wallet refused to sign");
  return undefined;
}

/** The result of `promise`; what it throws comes out as a ChainError where the chain is the cause. */
export async function decodingErrors<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw toChainError(error) ?? error;
  }
}

function decodeArguments({ inputs, fragment }: KnownError, data: string): Values | undefined {
  try {
    return valuesOf(inputs, AbiCoder.defaultAbiCoder().decode(fragment.inputs, dataSlice(data, 4)));
  } catch {
    // Too few bytes, or an enum's value that this library does not know: a newer contract, or none of ours.
    return undefined;
  }
}

function sentenceFor({ name, inputs }: KnownError, args: Values): string {
  if (name === "Error" && typeof args["reason"] === "string") return `The contract refused: ${args["reason"]}`;
  if (name === "Panic" && typeof args["code"] === "bigint") {
    return `The contract has a fault: panic 0x${args["code"].toString(16)}`;
  }
  const sentence = SENTENCES[name];
  if (!isSentence(sentence)) return `The contract refused: ${name}`;
  return sentence(Object.fromEntries(inputs.map((input) => [input.name, shown(input, args[input.name] ?? "")])), args);
}

function isSentence(value: unknown): value is (shown: Record<string, string>, values: Values) => string {
  return typeof value === "function";
}

function isAbiError(item: AbiItem): item is AbiError {
  return item.type === "error" && item.name !== undefined && item.inputs !== undefined;
}

/** The revert data in an error: nodes, ethers and Hardhat wrap it differently. A transaction's `data` is none. */
function revertData(error: unknown, seen: Set<object>): string | undefined {
  if (typeof error !== "object" || error === null || seen.has(error)) return undefined;
  seen.add(error);
  const fields = error as Readonly<Record<string, unknown>>;
  if (typeof fields["data"] === "string" && isHexString(fields["data"])) return fields["data"];
  const inside = [fields["data"], fields["error"], fields["info"], fields["cause"]];
  if (Array.isArray(fields["errors"])) inside.push(...(fields["errors"] as unknown[]));
  for (const inner of inside) {
    const data = revertData(inner, seen);
    if (data !== undefined) return data;
  }
  return undefined;
}

function abridged(data: string): string {
  return data.length <= 74 ? data : `${data.slice(0, 74)}… (${(data.length - 2) / 2} bytes)`;
}
