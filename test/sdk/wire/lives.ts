/** Lives of bills on a chain, for what is told of them over the wire. */
import type { HardhatEthers } from "@nomicfoundation/hardhat-ethers/types";
import { sha256, toUtf8Bytes } from "ethers";

import {
  AmendmentReason,
  type DirectoryParty,
  type ExportOptions,
  type HistoryEntry,
  leiCheckDigits,
  readHistory,
  type SurrenderReason,
  timesOf,
} from "../../../sdk/index.js";
import { transfer } from "../../support/bills.js";
import { deploySuite, issuance, issueBill, Kind, type Party, type Suite } from "../../support/suite.js";

/** The reference that issueBill takes if none is given. */
export const REFERENCE = "4AD3FA470BB541B9";
export const PLATFORM = "BLRD";
export const COMMENTS = "The freight is not paid";
export const STATEMENT = sha256(toUtf8Bytes("This paper replaces the electronic record"));
export const ORDER = sha256(toUtf8Bytes("The court orders"));

export interface WireSuite extends Suite {
  readonly directory: ReadonlyMap<number, DirectoryParty>;
}

/** The suite, and a directory with a name and an LEI for everybody. */
export async function deployWire(ethers: HardhatEthers): Promise<WireSuite> {
  const suite = await deploySuite(ethers);
  const directory = new Map(
    Object.entries(suite.parties)
      .filter(([, { member }]) => member !== 0n)
      .map(([name, { member }]) => [Number(member), { name: nameOf(name), lei: leiOf(member) }]),
  );
  return { ...suite, directory };
}

/** How a party of the fixtures is called. */
export function nameOf(party: string): string {
  return `${party} & Co.`;
}

export function leiOf(member: bigint): string {
  const body = `WIRE${String(member).padStart(14, "0")}`;
  return body + leiCheckDigits(body);
}

export interface Told {
  readonly history: readonly HistoryEntry[];
  readonly options: ExportOptions;
}

/** The bill's history and what an export needs beside it. */
export async function tell({ bills, directory }: WireSuite, tokenId: bigint): Promise<Told> {
  const history = await readHistory(bills, tokenId);
  const provider = bills.runner?.provider;
  if (provider == null) throw new Error("no provider");
  const times = await timesOf(provider, history);
  return { history, options: { eblPlatform: PLATFORM, directory, times } };
}

/** A TO_ORDER bill of the shipper, surrendered for amendment. */
export async function surrenderForAmendment(
  suite: WireSuite,
  reason: SurrenderReason,
  reference?: string,
): Promise<bigint> {
  const { bills, parties } = suite;
  const tokenId = await issueBill(suite, Kind.TO_ORDER, reference === undefined ? {} : { reference });
  await bills.connect(parties.shipper.signer).surrenderForAmendment(tokenId, AmendmentReason[reason]);
  return tokenId;
}

/** Reissues bills under new documents. */
export async function reissue(
  { bills, parties }: WireSuite,
  tokenIds: bigint[],
  ...references: string[]
): Promise<bigint[]> {
  const successors = references.map((reference) => issuance(Kind.TO_ORDER, parties, { reference }));
  await bills.connect(parties.carrier.signer).reissue(tokenIds, successors);
  return successors.map(({ tokenId }) => tokenId);
}

/** Transfers a bill, and its recipient gives it back. */
export async function rejectedTransfer({ bills }: WireSuite, from: Party, to: Party, tokenId: bigint): Promise<void> {
  await transfer(bills, from, to, tokenId);
  await bills.connect(to.signer).reject(tokenId);
}

/** Has a court give the bill to a party; without a titleholder it becomes a BEARER bill. */
export async function courtOrder(
  { bills, governance }: WireSuite,
  tokenId: bigint,
  possessor: Party,
  titleholder: Party | undefined,
  wait: (seconds: number) => Promise<unknown>,
): Promise<void> {
  const asGovernance = bills.connect(governance);
  await asGovernance.freeze(tokenId);
  await asGovernance.announceReassignment(tokenId, {
    orderHash: ORDER,
    jurisdiction: "0x4e4c",
    kind: titleholder === undefined ? Kind.BEARER : Kind.TO_ORDER,
    possessor: possessor.member,
    titleholder: titleholder?.member ?? 0n,
  });
  await wait(7 * 24 * 3600);
  await asGovernance.reassign(tokenId);
  await asGovernance.unfreeze(tokenId);
}
