// What the tasks about members have in common: the suite of the network, who acts, and how a decision is made there.
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkConnection } from "hardhat/types/network";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { AgencyDesk, type Call, ConsortiumDesk, type SuiteEvent, type Transaction } from "../../sdk/index.js";
import { type Answer, requireLasting, signerFor, taskAt } from "../bill/desk-task.js";
import { dryRunJson, dryRunText } from "../bill/output.js";
import { readDeployment } from "../support/deployment-file.js";
import { UserError } from "../support/user-error.js";
import { suiteReceiptJson, suiteReceiptText } from "./output.js";

/** The options that every task about members has. */
export interface MemberArguments {
  /** Which account of the network acts: its address, or its place in the list, from 0. */
  as: string;
  json: boolean;
}

/** Those of a task that acts. */
export interface MemberActArguments extends MemberArguments {
  dryRun: boolean;
}

/** Those of a task that acts, or proposes it to the members. */
export interface DecisionArguments extends MemberActArguments {
  /** For the members, ahead of what is proposed. */
  reason: string | undefined;
}

export interface MemberContext {
  readonly desk: ConsortiumDesk;
  readonly agents: AgencyDesk;
  readonly signer: HardhatEthersSigner;
}

/** The action of a task about members. See `taskAt`. */
export function memberTask<A extends MemberArguments>(
  work: (context: MemberContext, taskArguments: A) => Promise<Answer>,
): NewTaskActionFunction<A> {
  return taskAt(open<A>, work);
}

async function open<A extends MemberArguments>(
  connection: NetworkConnection<string>,
  { as }: A,
): Promise<MemberContext> {
  requireLasting(connection);
  const { contracts, block } = await readDeployment(connection);
  const signer = await signerFor(connection, as);
  return { desk: new ConsortiumDesk(contracts, signer, block), agents: new AgencyDesk(contracts, signer), signer };
}

/** The answer of a task that does one act: what it did, or with `--dry-run` what it would do. */
export async function performAct(act: Transaction<SuiteEvent>, { dryRun }: MemberActArguments): Promise<Answer> {
  if (dryRun) {
    const dry = await act.dryRun();
    return { text: dryRunText(dry), json: { dryRun: dryRunJson(dry) } };
  }
  const receipt = await act.send();
  return { text: suiteReceiptText(receipt), json: suiteReceiptJson(receipt) };
}

/** Proposes calls to the members; where one account governs, does the one call at once in its name. */
export async function decideOn(
  desk: ConsortiumDesk,
  calls: readonly Call[],
  taskArguments: DecisionArguments,
): Promise<Answer> {
  if (desk.isFounded) return await performAct(await desk.propose(calls, taskArguments.reason), taskArguments);
  const [only, ...others] = calls;
  if (only === undefined || others.length > 0) {
    throw new UserError("One account governs this suite: it makes each call by itself, one after another");
  }
  return await performAct(desk.govern(only), taskArguments);
}
