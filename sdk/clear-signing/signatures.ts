/** The functions and messages that wallets sign, as ERC-7730 writes them down. */
import { FunctionFragment, TypedDataEncoder } from "ethers";

import type { AbiItem, AbiParameter } from "../chain/abi.js";
import type { Message, SignedContract } from "./contracts.js";
import type { AbiFunction } from "./words.js";

/** A function, with the names of its parameters. */
export interface NamedFunction {
  readonly name: string;
  readonly inputs: readonly AbiParameter[];
  readonly selector: string;
}

/** The functions of a contract that change something, by selector, with the parameter names of its specification. */
export function signedFunctions({ abi, specification }: Pick<SignedContract, "abi" | "specification">) {
  const functions = new Map<string, NamedFunction>();
  for (const item of [...abi, ...specification].filter(isChange)) {
    const { name, inputs } = item;
    const { selector } = FunctionFragment.from(item);
    // The specification comes last, and its names stand.
    if (functions.has(selector) || abi.includes(item)) functions.set(selector, { name, inputs, selector });
  }
  return functions;
}

function isChange(item: AbiItem): item is AbiFunction {
  const { stateMutability } = item as Partial<AbiFunction>;
  return item.type === "function" && (stateMutability === "nonpayable" || stateMutability === "payable");
}

/** `transfer(address to,uint256 value)`: the signature with parameter names, structs written out. */
export function functionKey({ name, inputs }: Pick<NamedFunction, "name" | "inputs">): string {
  return `${name}(${inputs.map(parameterKey).join(",")})`;
}

function parameterKey({ name, type, components }: AbiParameter): string {
  const written =
    components === undefined ? type : type.replace("tuple", `(${components.map(parameterKey).join(",")})`);
  return `${written} ${name}`;
}

/** EIP-712's `encodeType` of a message. */
export function messageKey({ types }: Pick<Message, "types">): string {
  const encoder = encoderOf(types);
  return encoder.encodeType(encoder.primaryType);
}

/** The name of a message's struct. */
export function messageName({ types }: Pick<Message, "types">): string {
  return encoderOf(types).primaryType;
}

/** The fields of a message as the parameters of a function are. */
export function messageParameters({ types }: Pick<Message, "types">): AbiParameter[] {
  return parametersOf(types, messageName({ types }));
}

function parametersOf(types: Message["types"], struct: string): AbiParameter[] {
  return (types[struct] ?? []).map(({ name, type }) => {
    const [, base = type, list = ""] = /^(\w+)((?:\[\d*\])*)$/.exec(type) ?? [];
    return base in types
      ? { name, type: `tuple${list}`, internalType: `struct ${type}`, components: parametersOf(types, base) }
      : { name, type, internalType: type };
  });
}

function encoderOf(types: Message["types"]): TypedDataEncoder {
  return TypedDataEncoder.from(Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]])));
}
