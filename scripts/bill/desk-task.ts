// What all tasks at a member's desk have in common: the network, who acts, which bill, and how the answer is printed.
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import type { NetworkConnection } from "hardhat/types/network";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { type BillAddresses, type BillAct, BillDesk, findBillAddresses, toChainError } from "../../sdk/index.js";
import { readDeployment } from "../support/deployment-file.js";
import { sentenceOf, UserError, userFacing } from "../support/user-error.js";
import { dryRunJson, dryRunText, type Json, receiptJson, receiptText, toJson } from "./output.js";

/** The options that every task at a desk has. */
export interface DeskArguments {
  /** Which account of the network acts: its address, or its place in the list, from 0. */
  as: string;
  /** For which member it acts, if not for its own. */
  for?: string | undefined;
  /** Where the bills are, if not where the network's deployment file says. */
  address: string | undefined;
  json: boolean;
}

/** Those of a task that acts. */
export interface ActArguments extends DeskArguments {
  dryRun: boolean;
}

/** What a task answers: text for people, and the same for programs. */
export interface Answer {
  readonly text: string;
  readonly json: { readonly [name: string]: Json };
  /** Whether the exit code tells a failure although nothing went wrong, such as a document that is not genuine. */
  readonly failed?: boolean;
}

export interface DeskContext {
  readonly desk: BillDesk;
  readonly addresses: BillAddresses;
  readonly connection: NetworkConnection<string>;
  /** Tells how far a long task is: beside the answer, never inside it. */
  readonly report: (line: string) => void;
}

/**
 * The action of a task at a desk for bills: see taskAt.
 */
export function deskTask<A extends DeskArguments>(
  work: (context: DeskContext, taskArguments: A) => Promise<Answer>,
): NewTaskActionFunction<A> {
  return taskAt(openDesk, work);
}

/**
 * The action of a task: opens the desk, does the work and prints the answer; or one sentence on the error output, exit
 * code 1, and with `--json` the error as JSON.
 */
export function taskAt<C, A extends Pick<DeskArguments, "json">>(
  open: (connection: NetworkConnection<string>, taskArguments: A) => Promise<C>,
  work: (context: C, taskArguments: A) => Promise<Answer>,
): NewTaskActionFunction<A> {
  return userFacing(async (taskArguments: A, hre: HardhatRuntimeEnvironment) => {
    const print = (json: Json) => console.log(JSON.stringify(toJson(json), undefined, 2));
    const connection = await hre.network.create();
    try {
      const answer = await work(await open(connection, taskArguments), taskArguments);
      if (taskArguments.json) print(answer.json);
      else console.log(answer.text);
      return answer.failed === true ? "failed" : undefined;
    } catch (error) {
      if (taskArguments.json) print({ error: errorJson(error) });
      throw error;
    } finally {
      await connection.close();
    }
  });
}

function errorJson(error: unknown): Json {
  const sentence = sentenceOf(error) ?? (error instanceof Error ? error.message : String(error));
  const refused = toChainError(error);
  if (refused !== undefined) return { code: refused.code, sentence, args: refused.args };
  return { code: error instanceof Error ? error.name : "Error", sentence };
}

/** The answer of a task that does one act: what it did, or with `--dry-run` what it would do. */
export async function perform(act: BillAct, { dryRun }: ActArguments): Promise<Answer> {
  if (dryRun) {
    const dry = await act.dryRun();
    return { text: dryRunText(dry), json: { dryRun: dryRunJson(dry) } };
  }
  const receipt = await act.send();
  return { text: receiptText(receipt), json: receiptJson(receipt) };
}

async function openDesk(connection: NetworkConnection<string>, { as, for: member, address, json }: DeskArguments) {
  requireLasting(connection);
  const addresses =
    address === undefined
      ? (await readDeployment(connection)).contracts
      : await findBillAddresses(address, connection.ethers.provider);
  const signer = await signerFor(connection, as);
  const own = new BillDesk(addresses, signer);
  const desk = member === undefined ? own : own.for((await own.findMember(member, "--for")).member);
  return { desk, addresses, connection, report: reporter(json) };
}

/** Where progress goes: beside an answer that a program reads. */
export function reporter(json: boolean): (line: string) => void {
  return json ? console.error : console.log;
}

/** @throws UserError for the network inside the process */
export function requireLasting({ networkName, networkConfig }: NetworkConnection<string>): void {
  if (networkConfig.type === "http") return;
  throw new UserError(
    `The network ${networkName} is forgotten after each command: name another with  --network <name>`,
  );
}

/** The account of the network that `--as` names. @throws UserError */
export async function signerFor(
  { ethers, networkName }: NetworkConnection<string>,
  as: string,
): Promise<HardhatEthersSigner> {
  const signers = await ethers.getSigners();
  const signer = /^\d{1,4}$/.test(as)
    ? signers[Number(as)]
    : signers.find(({ address }) => address.toLowerCase() === as.toLowerCase());
  if (signer === undefined) {
    throw new UserError(
      `--as ${as} is none of the ${signers.length} accounts of the network ${networkName}: give an address, or a place ` +
        `from 0 to ${signers.length - 1}`,
    );
  }
  return signer;
}
