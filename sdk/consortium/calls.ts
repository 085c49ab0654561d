/** Calls by name: what a proposal would have done, written by people and read by people. */
import { type FunctionFragment, Interface, ZeroAddress } from "ethers";

import { type AbiItem, type AbiParameter, type Value, type Values, valuesOf } from "../chain/abi.js";
import { ArgumentError, checkedAccount } from "../chain/arguments.js";
import type { SuiteAddresses } from "../chain/suite.js";
import { ENUMS, isBytes, isNameIn, Role, toFixedBytes } from "../chain/values.js";
import { ABIS, addressOf, contractAt, type ContractName, isContractName } from "./contracts.js";
import { codecOf } from "./events.js";

/** An argument of a call: text, numbers, names of codes, lists, and objects for structs. */
export type CallArgument =
  string | number | bigint | boolean | readonly CallArgument[] | { readonly [field: string]: CallArgument };

/** A call of a contract of the suite. */
export interface Call {
  /** Address of the contract. */
  readonly target: string;
  /** Selector and arguments. */
  readonly data: string;
}

/** A call as people read it. */
export interface ReadableCall extends Call {
  /** Nothing for a contract that is none of the suite's. */
  readonly contract: ContractName | undefined;
  /** Nothing if the contract has no such function. */
  readonly method: string | undefined;
  readonly args: Values;
  /** `Consortium.suspend(member 3)` */
  readonly text: string;
}

/** A function of a contract of the suite. */
export interface SuiteFunction {
  readonly contract: ContractName;
  readonly fragment: FunctionFragment;
  readonly inputs: readonly AbiParameter[];
}

/**
 * A function by its name, `Consortium.suspend`, or by its signature where several share the name,
 * `ConsortiumGovernor.queue(uint256)`.
 * @throws ArgumentError if there is no such contract or function, or several
 */
export function findFunction(name: string, argument = "function"): SuiteFunction {
  const [, contract = "", method = ""] = /^(\w+)\.(\w+(?:\(.*\))?)$/.exec(name) ?? [];
  if (!isContractName(contract)) {
    throw new ArgumentError(
      argument,
      `is ${JSON.stringify(name)}: give <contract>.<function>, the contract one of ${Object.keys(ABIS).join(", ")}`,
    );
  }
  const found = functionsOf(contract).filter(
    ({ fragment }) => fragment.name === method || fragment.format("sighash") === method,
  );
  const [only] = found;
  if (only === undefined) throw new ArgumentError(argument, `is unknown: ${contract} has no function ${method}`);
  if (found.length > 1) {
    const names = found.map(({ fragment }) => fragment.format("sighash")).join(" or ");
    throw new ArgumentError(argument, `is one of several: give ${names}`);
  }
  return only;
}

/** All functions of a contract that can change something. */
export function functionsOf(contract: ContractName): SuiteFunction[] {
  const abi: readonly AbiItem[] = ABIS[contract];
  const codec = codecOf(contract);
  return abi.flatMap(({ type, name, inputs = [] }) => {
    if (type !== "function" || name === undefined) return [];
    const fragment = codec.getFunction(`${name}(${inputs.map(signatureType).join(",")})`);
    return fragment === null || fragment.constant ? [] : [{ contract, fragment, inputs }];
  });
}

/**
 * Encodes a call by name.
 * @param name such as `Consortium.suspend`
 * @param args in order: enums and roles by name, LEIs and codes as text, structs as objects with all their fields
 * @throws ArgumentError that names the argument and what is wrong with it
 */
export function encodeCall(addresses: SuiteAddresses, name: string, args: readonly CallArgument[]): Call {
  const { contract, fragment, inputs } = findFunction(name);
  const target = addressOf(addresses, contract, "function");
  if (args.length !== inputs.length) {
    const wanted = inputs.map((input) => `${input.name} (${input.type})`).join(", ") || "nothing";
    throw new ArgumentError("args", `are ${args.length}; ${name} takes ${wanted}`);
  }
  const values = inputs.map((input, index) => coerce(input, args[index] ?? "", input.name));
  try {
    return { target, data: new Interface([fragment]).encodeFunctionData(fragment, values) };
  } catch (error) {
    throw new ArgumentError("args", `do not fit ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What a call does, in words; the data themselves for a contract or function that is not known. */
export function describeCall(addresses: SuiteAddresses, { target, data }: Call): ReadableCall {
  const contract = contractAt(addresses, target);
  const known = contract === undefined ? undefined : functionIn(contract, data);
  if (contract === undefined || known === undefined) {
    return { target, data, contract, method: undefined, args: {}, text: `${contract ?? target}: ${data}` };
  }
  const { fragment, inputs } = known;
  const args = valuesOf(inputs, codecOf(contract).decodeFunctionData(fragment, data));
  const text = `${contract}.${fragment.name}(${listText(args)})`;
  return { target, data, contract, method: fragment.name, args, text };
}

/** Arguments with which a call is well-formed. */
export interface BlankArguments {
  readonly args: readonly unknown[];
  /** What they say, if they say anything: `authority GOVERNANCE`. */
  readonly text: string | undefined;
}

/**
 * Arguments with which a call is well-formed and says nothing, zeros and empty lists; then the same with each other name of
 * a code, because a function may be locked in one case alone.
 */
export function blankArguments(inputs: readonly AbiParameter[]): BlankArguments[] {
  const args = inputs.map(blank);
  const others = inputs.flatMap(({ name, internalType }, place) =>
    Object.entries(codesOf(internalType) ?? {})
      .filter(([, code]) => code !== 0n)
      .map(([text, code]) => ({ args: args.with(place, code), text: `${name} ${text}` })),
  );
  return [{ args, text: undefined }, ...others];
}

function blank({ type, components = [] }: AbiParameter): unknown {
  const [, count] = /\[(\d*)\]$/.exec(type) ?? [];
  if (count !== undefined) {
    const item = { name: "", type: type.slice(0, type.lastIndexOf("[")), internalType: "", components };
    return Array.from({ length: Number(count) }, () => blank(item));
  }
  if (type === "tuple") return components.map(blank);
  if (type === "address") return ZeroAddress;
  if (type === "bool") return false;
  if (type === "string") return "";
  if (type === "bytes") return "0x";
  if (type.startsWith("bytes")) return "0x" + "00".repeat(Number(type.slice(5)));
  return 0n;
}

function functionIn(contract: ContractName, data: string): SuiteFunction | undefined {
  const selector = data.slice(0, 10).toLowerCase();
  return functionsOf(contract).find(({ fragment }) => fragment.selector === selector);
}

function signatureType({ type, components = [] }: AbiParameter): string {
  return type.startsWith("tuple") ? `(${components.map(signatureType).join(",")})${type.slice(5)}` : type;
}

/* WHAT PEOPLE WRITE */

function coerce(parameter: AbiParameter, value: CallArgument, place: string): unknown {
  const { type, internalType, components = [], name } = parameter;
  const wrong = (wanted: string) => new ArgumentError(place, `is ${textOf(value)}, not ${wanted}`);
  if (type.endsWith("]")) {
    if (!isList(value)) throw wrong("a list");
    const strip = (list: string) => list.slice(0, list.lastIndexOf("["));
    const item = { name, type: strip(type), internalType: strip(internalType), components };
    return value.map((each, index) => coerce(item, each, `${place}[${index}]`));
  }
  if (type === "tuple") {
    if (typeof value !== "object" || isList(value)) throw wrong("an object");
    const surplus = Object.keys(value).find((key) => !components.some((component) => component.name === key));
    if (surplus !== undefined) throw new ArgumentError(`${place}.${surplus}`, "is not known");
    return components.map((component) => {
      const field = value[component.name];
      if (field === undefined) throw new ArgumentError(`${place}.${component.name}`, "is missing");
      return coerce(component, field, `${place}.${component.name}`);
    });
  }
  if (type === "address") return checkedAccount(textOf(value, false), place);
  if (type === "bool") {
    if (value === true || value === "true") return true;
    if (value === false || value === "false") return false;
    throw wrong("true or false");
  }
  if (type === "string") return textOf(value, false);
  if (type.startsWith("uint")) return number(parameter, value, wrong);
  if (type.startsWith("bytes")) return bytes(type, value, wrong);
  throw wrong(`a ${type}`);
}

function number({ name, internalType }: AbiParameter, value: CallArgument, wrong: (wanted: string) => Error): bigint {
  const codes = codesOf(internalType);
  if (codes !== undefined) {
    const text = textOf(value, false);
    if (!isNameIn(codes, text)) throw wrong(`one of ${Object.keys(codes).join(", ")}`);
    return codes[text] ?? 0n;
  }
  if (name === "roles" && typeof value === "string" && /^[A-Z]/.test(value)) {
    return value.split(/[,|+ ]+/).reduce((bits, role) => {
      if (!isNameIn(Role, role)) throw wrong(`roles such as CARRIER or TRADER+BANK`);
      return bits | Role[role];
    }, 0n);
  }
  if (typeof value === "object" || typeof value === "boolean") throw wrong("a number");
  if (typeof value === "string" && !/^(?:\d+|0x[0-9a-fA-F]+)$/.test(value)) throw wrong("a number");
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw wrong("a whole number");
  return BigInt(value);
}

function codesOf(internalType: string): Readonly<Record<string, bigint>> | undefined {
  const name = /^enum (?:\w+\.)?(\w+)$/.exec(internalType)?.[1];
  return name !== undefined && isNameInEnums(name) ? ENUMS[name] : undefined;
}

function isNameInEnums(name: string): name is keyof typeof ENUMS {
  return Object.hasOwn(ENUMS, name);
}

function bytes(type: string, value: CallArgument, wrong: (wanted: string) => Error): string {
  const text = textOf(value, false);
  if (type === "bytes") {
    if (!/^0x(?:[0-9a-fA-F]{2})*$/.test(text)) throw wrong("0x and hexadecimal digits");
    return text;
  }
  const size = Number(type.slice(5));
  const isHex: boolean = isBytes(text, size);
  if (isHex) return text;
  if (size > 20) throw wrong(`0x and ${2 * size} hexadecimal digits`);
  try {
    return toFixedBytes(text, size);
  } catch {
    throw wrong(`1 to ${size} letters and digits, or 0x and ${2 * size} hexadecimal digits`);
  }
}

function isList(value: CallArgument): value is readonly CallArgument[] {
  return Array.isArray(value);
}

function textOf(value: CallArgument, quoted = true): string {
  if (typeof value === "object")
    return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? String(each) : each));
  return quoted && typeof value === "string" ? JSON.stringify(value) : String(value);
}

/* WHAT PEOPLE READ */

function listText(values: Values): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${valueText(value)}`)
    .join(", ");
}

function valueText(value: Value): string {
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(valueText).join(", ")}]`;
  if (typeof value === "object") return `{${listText({ ...value } as Values)}}`;
  return value === "" ? '""' : String(value);
}
