import { ZeroAddress, ZeroHash, sha256, toUtf8Bytes, zeroPadBytes } from "ethers";

import { BillOfLading__factory } from "../../typechain-types/index.js";

/** The kinds and roles that the load uses: contracts/interfaces/IBillOfLading.sol, contracts/libraries/Roles.sol. */
export const KIND_BEARER = 2n;
export const ROLE = { CARRIER: 1n, TRADER: 2n, TERMINAL: 16n, CUSTOMS: 32n, HAULIER: 64n } as const;

/** SMDG's list of liner codes: contracts/interfaces/IConsortium.sol. */
export const CODE_LIST_SMDG = 0n;

const bills = BillOfLading__factory.createInterface();

/** A bill of the load: made up, with a reference of its own. */
export interface Bill {
  tokenId: bigint;
  reference: string;
}

/** Made-up bills, numbered from `first`; `run` keeps the runs on one chain apart. */
export function madeUpBills(run: string, first: number, count: number): Bill[] {
  return Array.from({ length: count }, (_, index) => {
    const reference = `${run}${String(first + index).padStart(8, "0")}`;
    return { tokenId: BigInt(sha256(toUtf8Bytes(reference))), reference };
  });
}

/** Calldata of one issue of many bearer bills to one member. */
export function issueBatch(of: Bill[], issueTo: string): string {
  const issuances = of.map(({ tokenId, reference }) => ({
    tokenId,
    transportDocumentReference: bytes20(reference),
    kind: KIND_BEARER,
    issueTo,
    shipper: ZeroAddress,
    titleTo: ZeroAddress,
    shipperRepresents: ZeroHash,
    titleToRepresents: ZeroHash,
    noDisposal: false,
  }));
  return bills.encodeFunctionData("issueBatch", [issuances]);
}

/** Calldata of a transfer of possession. */
export function transfer(tokenId: bigint, from: string, to: string): string {
  return bills.encodeFunctionData("transferFrom", [from, to, tokenId]);
}

/** ASCII text as `bytes20`, left-aligned and zero-padded. */
export function bytes20(text: string): string {
  return zeroPadBytes(toUtf8Bytes(text), 20);
}
