// hardhat member list | show | status | who-can: nothing is sent.
import { isContractName, type MandateEntry, type MemberEntry } from "../../sdk/index.js";
import { UserError } from "../support/user-error.js";
import { type MemberArguments, type MemberContext, memberTask } from "./member-task.js";
import {
  fieldsOf,
  governmentText,
  mandatesText,
  memberDetailsText,
  membersText,
  proposalsText,
  proposalText,
  whoCanText,
} from "./output.js";

export interface ShowArguments extends MemberArguments {
  member: string;
}

export interface StatusArguments extends MemberArguments {
  proposal: string | undefined;
}

export interface WhoCanArguments extends MemberArguments {
  function: string;
}

export const list = memberTask<MemberArguments>(async ({ desk }) => {
  const members = await desk.listMembers();
  return { text: membersText(members), json: fieldsOf({ members }) };
});

export const show = memberTask<ShowArguments>(async ({ desk, agents }, { member: text }) => {
  const { member } = await desk.findMember(text);
  const [details, mandates] = await Promise.all([desk.readMember(member), agents.list(member)]);
  const given = mandates.length === 0 ? "" : `\n${mandatesText(mandates)}`;
  return {
    text: memberDetailsText(details) + given,
    json: fieldsOf({ ...details, mandates }),
  };
});

export const status = memberTask<StatusArguments>(async ({ desk }, { proposal: text }) => {
  if (text !== undefined) {
    const proposal = await desk.readProposal(text);
    return { text: proposalText(proposal), json: fieldsOf(proposal) };
  }
  if (!desk.isFounded) throw new UserError("One account governs this suite: there are no proposals and no votes");
  const [government, proposals] = await Promise.all([desk.readGovernment(), desk.listProposals()]);
  return {
    text: `${governmentText(government)}\n${proposalsText(proposals)}`,
    json: fieldsOf({ government, proposals }),
  };
});

export const whoCan = memberTask<WhoCanArguments>(async (context, { function: name }) => {
  const answer = await context.desk.whoCan(name);
  // A power is its bearer's own: an agent never has it.
  const mandates = answer.kind === "PARTIES" ? await mandatesFor(context, answer.contract, answer.selector) : [];
  const agents = mandates.length === 0 ? "" : `\n${mandatesText(mandates)}`;
  return {
    text: whoCanText(answer) + agents,
    json: fieldsOf({ ...answer, mandates }),
  };
});

/** The mandates in force, of all members, for one function. */
async function mandatesFor(
  { desk, agents }: MemberContext,
  contract: string,
  selector: string,
): Promise<MandateEntry[]> {
  if (!isContractName(contract)) return [];
  const members: MemberEntry[] = await desk.listMembers();
  const all = await Promise.all(members.map(({ member }) => agents.list(member)));
  return all.flat().flatMap((mandate) => {
    if (mandate.contract !== contract) return [];
    const functions = mandate.functions.filter((each) => each.selector === selector && each.state === "IN_FORCE");
    return functions.length === 0 ? [] : [{ ...mandate, functions }];
  });
}
