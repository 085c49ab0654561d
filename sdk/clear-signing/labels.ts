/**
 * What a wallet calls a value and how it shows it. Each function here stands for one way of showing a value that
 * ERC-7730 knows; the parameter's type in the ABI decides which of them fit, and `check.ts` holds the two together.
 */

/** A value that is shown. */
export interface Shown {
  readonly label: string;
  readonly as:
    | "party"
    | "contract"
    | "token"
    | "bill"
    | "date"
    | "duration"
    | "choice"
    | "code"
    | "ether"
    | "amount"
    | "call"
    | "number"
    | "yes or no"
    | "text"
    | "bytes";
  /**
   * `amount`: where the call names the ERC-20 token. `call`: where it names the contract that is called, `@.to` for the
   * one that is called itself. `code`: which words stand for the numbers.
   */
  readonly of?: string;
}

/** A value that is left out, because nobody at a wallet can judge it. */
export interface Hidden {
  readonly hidden: string;
}

/** A list of structs: the fields of each, under one heading. */
export interface Each<F> {
  readonly heading: string;
  readonly each: F;
}

export type Label = Shown | Hidden;

/** The account of a member, or of anybody else. */
export const party = (label: string): Shown => ({ label, as: "party" });

/** A contract of the suite. */
export const contract = (label: string): Shown => ({ label, as: "contract" });

/** An ERC-20 token. */
export const token = (label: string): Shown => ({ label, as: "token" });

/** A bill: by its name, where the wallet finds it on the chain, or its token number. */
export const bill = (label = "Bill"): Shown => ({ label, as: "bill" });

/** Seconds since 1970, as a date. */
export const date = (label: string): Shown => ({ label, as: "date" });

/** Seconds, as hours, minutes and seconds. */
export const duration = (label: string): Shown => ({ label, as: "duration" });

/** A value of a Solidity enum, by the word for it. */
export const choice = (label: string): Shown => ({ label, as: "choice" });

/** A number that stands for a word, where Solidity has no enum for it: `of` is an enum of the sdk, or the roles. */
export const code = (label: string, of: string): Shown => ({ label, as: "code", of });

/** Money of the chain itself. */
export const ether = (label: string): Shown => ({ label, as: "ether" });

/** An amount in the ERC-20 token that the call names at `of`: a path from the root of the call, as `claim.token`. */
export const amount = (label: string, of: string): Shown => ({ label, as: "amount", of });

/**
 * A call inside the call, to the contract that the call names at `of`: the wallet shows its words in turn. In a list the
 * path leads to the same place of the other list, as `targets.[]`, or of the same struct, as `acts.[].target`.
 */
export const call = (label: string, of: string): Shown => ({ label, as: "call", of });

/** A number as it is: of a member, a charge, a slot, a day. */
export const number = (label: string): Shown => ({ label, as: "number" });

export const yesNo = (label: string): Shown => ({ label, as: "yes or no" });

/** A Solidity string. */
export const text = (label: string): Shown => ({ label, as: "text" });

/** Bytes in hexadecimal digits: a hash, or fixed bytes that carry text, for which ERC-7730 has no format. */
export const bytes = (label: string): Shown => ({ label, as: "bytes" });

/** Leaves a value out, with the reason why. */
export const hidden = (reason: string): Hidden => ({ hidden: reason });

/** The fields of each struct in a list. */
export const each = <F>(heading: string, fields: F): Each<F> => ({ heading, each: fields });
