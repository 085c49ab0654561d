/**
 * Descriptors by ERC-7730 (Structured Data Clear Signing Format), version 2 of its schema, as far as Bollard uses them:
 * https://eips.ethereum.org/EIPS/eip-7730
 */

/** The version of the format that all descriptors here are written in. */
export const SCHEMA = "https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json";

/** One contract, and what a wallet shows of calls to it or of messages for it. */
export interface Descriptor {
  readonly $schema: typeof SCHEMA;
  readonly context: Context;
  readonly metadata: Metadata;
  readonly display: { readonly formats: Readonly<Record<string, Format>> };
}

/** Where the contract is. */
export interface DeploymentEntry {
  readonly chainId: number;
  readonly address: string;
}

/** To what a descriptor applies: calls of a contract, or EIP-712 messages in its domain. */
export type Context =
  | { readonly $id: string; readonly contract: { readonly deployments: readonly DeploymentEntry[] } }
  | {
      readonly $id: string;
      readonly eip712: {
        readonly domain: { readonly name: string; readonly version: string };
        readonly deployments: readonly DeploymentEntry[];
      };
    };

export interface Metadata {
  readonly owner: string;
  readonly contractName: string;
  readonly constants: Readonly<Record<string, string>>;
  /** By enum: code to word. */
  readonly enums: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What is shown of one function or message. */
export interface Format {
  readonly intent: string;
  readonly interpolatedIntent?: string;
  readonly fields: readonly (Field | Group)[];
}

export interface Field {
  readonly path: string;
  readonly label: string;
  readonly format:
    | "raw"
    | "addressName"
    | "tokenTicker"
    | "tokenAmount"
    | "amount"
    | "nftName"
    | "date"
    | "duration"
    | "enum"
    | "calldata";
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  /** Absent: always. */
  readonly visible?: "never";
}

/** The fields of each struct of a list; their paths are relative to it. */
export interface Group {
  readonly path: string;
  readonly label: string;
  readonly fields: readonly (Field | Group)[];
}
