/**
 * The shape of the tables of words. Their type is made from the ABI, so that a function, parameter or member of a struct
 * that has no words, or words for one that is gone, do not compile.
 */
import type { AbiItem, AbiParameter } from "../chain/abi.js";
import type { Each, Label } from "./labels.js";

/** A function in an ABI as TypeChain writes it. */
export interface AbiFunction extends AbiItem {
  readonly type: "function";
  readonly name: string;
  readonly inputs: readonly AbiParameter[];
  readonly stateMutability: string;
}

/** The functions of an ABI that somebody signs for. One without names of its parameters has them in the interface. */
export type SignedFunctions<Abi extends readonly AbiItem[]> = Named<Changes<Abi>>;

/** The functions of an ABI that change something. */
type Changes<Abi extends readonly AbiItem[]> = Extract<
  Abi[number],
  { readonly type: "function"; readonly name: string; readonly stateMutability: "nonpayable" | "payable" }
>;

type Named<Item> = Item extends AbiFunction
  ? Item["inputs"] extends readonly []
    ? Item
    : "" extends Item["inputs"][number]["name"]
      ? never
      : Item
  : never;

/** Words for each of these parameters. */
export type FieldsOf<P extends AbiParameter> = { readonly [Q in P as Q["name"]]: FieldOf<Q> };

type FieldOf<P extends AbiParameter> = P extends {
  type: "tuple";
  components: infer C extends readonly AbiParameter[];
}
  ? FieldsOf<C[number]>
  : P extends { type: "tuple[]"; components: infer C extends readonly AbiParameter[] }
    ? Each<FieldsOf<C[number]>>
    : Label;

/** What a wallet shows of one function. */
export interface FunctionWords<Fields> {
  /** What the signer is about to do, in a few words that fit on a small screen. */
  readonly intent: string;
  /**
   * The same as one sentence with the values in it, by their paths: `Transfer {tokenId} to {to}`. A wallet may show it
   * alone, so it leaves out no value that is shown.
   */
  readonly sentence?: string;
  /** In the order in which they are shown. Of overloaded functions, those of all. */
  readonly fields: Fields;
}

/** A function that no wallet signs, because a contract calls it. */
export interface Unsigned {
  readonly calledBy: string;
}

/** Words for every function of an ABI that somebody signs for, by its name. */
export type Words<Abi extends readonly AbiItem[]> = {
  readonly [Name in SignedFunctions<Abi>["name"]]:
    Unsigned | FunctionWords<FieldsOf<Extract<SignedFunctions<Abi>, { name: Name }>["inputs"][number]>>;
};

/** Says which contract calls a function that no wallet signs. */
export const calledBy = (contract: string): Unsigned => ({ calledBy: contract });

/**
 * Words for a contract: under the names that its interface gives, and for what it has beyond that. A function of the
 * interface that the contract only refuses needs none, and one that has its names nowhere is called by contracts alone.
 */
export type ContractWords<Interface extends readonly AbiItem[], Contract extends readonly AbiItem[]> = Pick<
  Words<Interface>,
  Extract<keyof Words<Interface>, Changes<Contract>["name"]>
> &
  Omit<Words<Contract>, keyof Words<Interface>> & {
    readonly [Name in Exclude<Changes<Contract>["name"], keyof Words<Contract> | keyof Words<Interface>>]: Unsigned;
  };
