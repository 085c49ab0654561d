// What all tasks at a desk for release have in common: the network, who acts, which containers, and what is printed.
import type { NetworkConnection } from "hardhat/types/network";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { findReleaseAddresses, type ReleaseAct, type ReleaseAddresses, ReleaseDesk } from "../../sdk/index.js";
import {
  type ActArguments,
  type Answer,
  type DeskArguments,
  reporter,
  requireLasting,
  signerFor,
  taskAt,
} from "../bill/desk-task.js";
import { dryRunJson, dryRunText } from "../bill/output.js";
import { readDeployment } from "../support/deployment-file.js";
import { receiptJson, receiptText } from "./output.js";

export type { ActArguments, Answer, DeskArguments };

export interface ReleaseContext {
  readonly desk: ReleaseDesk;
  readonly addresses: ReleaseAddresses;
  readonly connection: NetworkConnection<string>;
  /** Tells how far a long task is: beside the answer, never inside it. */
  readonly report: (line: string) => void;
}

/** The action of a task at a desk for release: see taskAt. */
export function releaseTask<A extends DeskArguments>(
  work: (context: ReleaseContext, taskArguments: A) => Promise<Answer>,
): NewTaskActionFunction<A> {
  return taskAt(openReleaseDesk, work);
}

/** The answer of a task that does one act: what it did, or with `--dry-run` what it would do. */
export async function perform(act: ReleaseAct, { dryRun }: Pick<ActArguments, "dryRun">): Promise<Answer> {
  if (dryRun) {
    const dry = await act.dryRun();
    return { text: dryRunText(dry), json: { dryRun: dryRunJson(dry) } };
  }
  const receipt = await act.send();
  return { text: receiptText(receipt), json: receiptJson(receipt) };
}

async function openReleaseDesk(
  connection: NetworkConnection<string>,
  { as, for: member, address, json }: DeskArguments,
) {
  requireLasting(connection);
  const addresses =
    address === undefined
      ? (await readDeployment(connection)).contracts
      : await findReleaseAddresses(address, connection.ethers.provider);
  const signer = await signerFor(connection, as);
  const own = new ReleaseDesk(addresses, signer);
  const desk = member === undefined ? own : own.for((await own.findMember(member, "--for")).member);
  return { desk, addresses, connection, report: reporter(json) };
}
