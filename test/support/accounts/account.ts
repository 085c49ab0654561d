import type { ContractTransaction, ContractTransactionResponse, TypedDataDomain, TypedDataField } from "ethers";

/** A call that an account makes: what `contract.fn.populateTransaction(...)` answers. */
export type Call = Pick<ContractTransaction, "to" | "data">;

/** A smart account as the tests use it. What it does, somebody else submits, who is no member. */
export interface SmartAccount {
  readonly address: string;
  /** Makes these calls in one transaction: all of them, or none. */
  act(...calls: Call[]): Promise<ContractTransactionResponse>;
  /** Makes calls that are refused, and answers the reason as the outside sees it: the revert data. */
  refusal(...calls: Call[]): Promise<string>;
  /** Its signature of a message, for ERC-1271. */
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string>;
}
