/**
 * Values out of the contracts as plain typed objects. The types and the decoding both follow the ABI that TypeChain
 * writes down, so that they cannot disagree: enums become names, numbers of at most 48 bits become numbers, fixed bytes
 * that carry text become text.
 */
import { Result } from "ethers";

import { ENUMS, type EnumName, fromFixedBytes, nameOf } from "./values.js";

/** A parameter in an ABI as TypeChain writes it. */
export interface AbiParameter {
  readonly name: string;
  readonly type: string;
  readonly internalType: string;
  readonly components?: readonly AbiParameter[];
}

/** An event, error or function in an ABI, or whatever else stands there. */
export interface AbiItem {
  readonly type: string;
  readonly name?: string;
  readonly inputs?: readonly AbiParameter[];
  readonly outputs?: readonly AbiParameter[];
}

type SmallInteger = "uint8" | "uint16" | "uint24" | "uint32" | "uint40" | "uint48";

/** The plain type of one parameter. */
export type ValueOf<P extends AbiParameter> = P["internalType"] extends `enum ${infer E extends EnumName}`
  ? Extract<keyof (typeof ENUMS)[E], string>
  : P["internalType"] extends `enum ${string}.${infer E extends EnumName}`
    ? Extract<keyof (typeof ENUMS)[E], string>
    : P extends { type: "tuple"; components: infer C extends readonly AbiParameter[] }
      ? ValuesOf<C>
      : P["type"] extends `${string}]`
        ? readonly ValueOf<ItemOf<P>>[]
        : P["type"] extends SmallInteger
          ? number
          : P["type"] extends `uint${string}`
            ? bigint
            : P["type"] extends "bool"
              ? boolean
              : string;

/** One item of a list, which is `T[]` or `T[4]`. */
type ItemOf<P extends AbiParameter> = {
  readonly name: string;
  readonly type: WithoutBrackets<P["type"]>;
  readonly internalType: WithoutBrackets<P["internalType"]>;
} & (P extends { components: infer C extends readonly AbiParameter[] } ? { readonly components: C } : unknown);

type WithoutBrackets<T extends string> = T extends `${infer Item}[${string}]` ? Item : never;

/** The plain object of a list of parameters, by their names. */
export type ValuesOf<L extends readonly AbiParameter[]> = {
  readonly [P in L[number] as P["name"]]: ValueOf<P>;
};

/** What a decoded value can be. */
export type Value = string | number | bigint | boolean | readonly Value[] | { readonly [name: string]: Value };

/** Decoded values by the names of their parameters. */
export type Values = { readonly [name: string]: Value };

/** The values of a decoded event, error or call as a plain object. */
export function valuesOf(parameters: readonly AbiParameter[], result: Result): Values {
  return Object.fromEntries(
    parameters.map((parameter, index) => [parameter.name, valueOf(parameter, result[index] as unknown)]),
  );
}

/** A view in an ABI, by its name. */
export type ViewIn<Abi extends readonly AbiItem[], N extends string> = Extract<
  Abi[number],
  { type: "function"; name: N }
>;

/** The plain type of a view that answers with one struct. */
export type StructOf<Abi extends readonly AbiItem[], N extends string> =
  ViewIn<Abi, N> extends { outputs: readonly [infer O extends AbiParameter] } ? ValueOf<O> : never;

/** The plain object of a view that answers with one struct. */
export function structOf<Abi extends readonly AbiItem[], N extends string>(
  abi: Abi,
  name: N,
  output: object,
): StructOf<Abi, N> {
  const item = abi.find((entry) => entry.type === "function" && entry.name === name);
  const [struct] = item?.outputs ?? [];
  if (struct?.components === undefined || !(output instanceof Result)) throw new TypeError(`${name} has no struct`);
  const values: Values = valuesOf(struct.components, output);
  // Values and type are made from the same ABI.
  return values as unknown as StructOf<Abi, N>;
}

function valueOf({ name, type, internalType, components = [] }: AbiParameter, value: unknown): Value {
  if (Array.isArray(value)) {
    const items = [...(value as unknown[])];
    if (type.endsWith("]")) {
      const item = { name, type: itemType(type), internalType: itemType(internalType), components };
      return items.map((element) => valueOf(item, element));
    }
    return Object.fromEntries(components.map((component, index) => [component.name, valueOf(component, items[index])]));
  }
  if (typeof value === "bigint") {
    const codes = enumOf(internalType);
    if (codes !== undefined) return nameOf(codes, value);
    const bits = Number(/^uint(\d+)$/.exec(type)?.[1] ?? 256);
    return bits <= 48 ? Number(value) : value;
  }
  if (typeof value === "string") return isText(name, type) ? fromFixedBytes(value) : value;
  if (typeof value === "boolean") return value;
  throw new TypeError(`No value of the type ${type}`);
}

/** The type of the items of a list: what stands before the last bracket. */
function itemType(list: string): string {
  return list.slice(0, list.lastIndexOf("["));
}

/** Whether fixed bytes carry text: references, LEIs, codes, UN/LOCODEs, container numbers, jurisdictions; no hash and no selector of a function. */
function isText(name: string, type: string): boolean {
  return ["bytes2", "bytes4", "bytes5", "bytes11", "bytes20"].includes(type) && !/^selectors?$/.test(name);
}

function enumOf(internalType: string): Readonly<Record<string, bigint>> | undefined {
  const name = /^enum (?:\w+\.)?(\w+)$/.exec(internalType)?.[1];
  return name === undefined || !isEnumName(name) ? undefined : ENUMS[name];
}

function isEnumName(name: string): name is EnumName {
  return Object.hasOwn(ENUMS, name);
}
