// hardhat member join | suspend | replace | propose | vote | queue | execute | cancel.
import { readFile } from "node:fs/promises";

import { type Call, type CallArgument, type ConsortiumDesk, isNameIn, VoteType } from "../../sdk/index.js";
import { requiredOption } from "../bill/inputs.js";
import { UserError } from "../support/user-error.js";
import { decideOn, type DecisionArguments, type MemberActArguments, memberTask, performAct } from "./member-task.js";

export interface JoinArguments extends DecisionArguments {
  account: string | undefined;
  roles: string | undefined;
  lei: string | undefined;
  codes: string | undefined;
  affiliate: string | undefined;
}

export interface SuspendArguments extends DecisionArguments {
  member: string;
  reinstate: boolean;
  remove: boolean;
}

export interface ReplaceArguments extends DecisionArguments {
  member: string;
  to: string | undefined;
  accept: boolean;
  withdraw: boolean;
}

export interface ProposeArguments extends DecisionArguments {
  call: string[];
  file: string | undefined;
}

export interface ProposalArguments extends MemberActArguments {
  proposal: string;
}

export interface VoteArguments extends ProposalArguments {
  vote: string;
  reason: string | undefined;
}

export const join = memberTask<JoinArguments>(async ({ desk }, taskArguments) => {
  const { codes, affiliate, lei = "0x" + "00".repeat(20) } = taskArguments;
  const carrierCodes = codes === undefined ? [] : codes.split(",").map((code) => carrierCode(code.trim()));
  const group = affiliate === undefined ? 0 : await groupOf(desk, affiliate);
  const admission = {
    account: requiredOption("--account", taskArguments.account),
    roles: requiredOption("--roles", taskArguments.roles).toUpperCase(),
    lei,
    carrierCodes,
    group,
  };
  return await decideOn(desk, [desk.call("Consortium.admit", [admission])], taskArguments);
});

export const suspend = memberTask<SuspendArguments>(async ({ desk }, taskArguments) => {
  const { reinstate, remove } = taskArguments;
  if (reinstate && remove) throw new UserError("Give either --reinstate or --remove");
  const { member } = await desk.findMember(taskArguments.member);
  const method = reinstate ? "reinstate" : remove ? "remove" : "suspend";
  return await decideOn(desk, [desk.call(`Consortium.${method}`, [member])], taskArguments);
});

export const replace = memberTask<ReplaceArguments>(async ({ desk, signer }, taskArguments) => {
  const { to, accept, withdraw } = taskArguments;
  if ([to !== undefined, accept, withdraw].filter(Boolean).length !== 1) {
    throw new UserError("Give one of --to <new account>, --accept (as the new account) and --withdraw");
  }
  const { member, account } = await desk.findMember(taskArguments.member);
  if (accept) return await performAct(desk.acceptAccount(member), taskArguments);
  if (withdraw) return await performAct(desk.withdrawAccount(member), taskArguments);
  const next = requiredOption("--to", to);
  // The member itself needs nobody; for a lost key the members decide.
  if (account === signer.address) return await performAct(desk.proposeAccount(next), taskArguments);
  return await decideOn(desk, [desk.call("Consortium.replaceAccount", [member, next])], taskArguments);
});

export const propose = memberTask<ProposeArguments>(async ({ desk }, taskArguments) => {
  const { call, file } = taskArguments;
  if (call.length > 0 === (file !== undefined)) {
    throw new UserError("Give either a call, such as Consortium.suspend 7, or --file with a list of calls");
  }
  const calls = file === undefined ? [callFrom(desk, call)] : await callsFrom(desk, file);
  return await decideOn(desk, calls, taskArguments);
});

export const vote = memberTask<VoteArguments>(async ({ desk }, taskArguments) => {
  const { proposalId } = await desk.readProposal(taskArguments.proposal);
  const name = taskArguments.vote.charAt(0).toUpperCase() + taskArguments.vote.slice(1).toLowerCase();
  if (!isNameIn(VoteType, name)) throw new UserError(`Vote for, against or abstain, not ${taskArguments.vote}`);
  return await performAct(desk.vote(proposalId, name, taskArguments.reason), taskArguments);
});

export const queue = onProposal((desk, proposalId) => desk.queue(proposalId));
export const execute = onProposal((desk, proposalId) => desk.execute(proposalId));
export const cancel = onProposal((desk, proposalId) => desk.cancel(proposalId));

function onProposal(act: (desk: ConsortiumDesk, proposalId: bigint) => ReturnType<ConsortiumDesk["queue"]>) {
  return memberTask<ProposalArguments>(async ({ desk }, taskArguments) => {
    const { proposalId } = await desk.readProposal(taskArguments.proposal);
    return await performAct(act(desk, proposalId), taskArguments);
  });
}

/* WHAT PEOPLE TYPE */

function carrierCode(text: string): { list: string; code: string } {
  const [, list, code] = /^(\w+):(\w+)$/.exec(text) ?? [];
  if (list === undefined || code === undefined)
    throw new UserError(`--codes has ${text}, which is no code such as SMDG:MSC`);
  return { list, code };
}

async function groupOf(desk: ConsortiumDesk, affiliate: string): Promise<number> {
  const { member } = await desk.findMember(affiliate, "--affiliate");
  const { group } = await desk.readMember(member);
  if (group === 0) throw new UserError(`--affiliate names member ${member}, which has no vote to share`);
  return group;
}

/** A call from the command line: the function, then its arguments; lists and objects as JSON. */
function callFrom(desk: ConsortiumDesk, [name = "", ...args]: readonly string[]): Call {
  return desk.call(
    name,
    args.map((arg, index) => (/^[[{]/.test(arg) ? parse(arg, `Argument ${index + 1}`) : arg)),
  );
}

/** Calls from a file: `[{ "function": "Consortium.suspend", "args": [7] }]`. */
async function callsFrom(desk: ConsortiumDesk, file: string): Promise<Call[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const list = parse(text, file);
  if (!Array.isArray(list)) throw new UserError(`${file} is no list of calls`);
  return (list as readonly CallArgument[]).map((item, index) => {
    const { function: name, args }: Readonly<Record<string, unknown>> = typeof item === "object" ? { ...item } : {};
    if (typeof name !== "string" || !Array.isArray(args)) {
      throw new UserError(`${file}: /${index} is no call such as { "function": "Consortium.suspend", "args": [7] }`);
    }
    return desk.call(name, args as readonly CallArgument[]);
  });
}

function parse(text: string, place: string): CallArgument {
  try {
    return JSON.parse(text) as CallArgument;
  } catch (error) {
    throw new UserError(`${place} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
