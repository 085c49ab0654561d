// hardhat member mandate | seat | guard: what a member does by itself.
import { isContractName, type MandateLimit } from "../../sdk/index.js";
import { requiredOption } from "../bill/inputs.js";
import { UserError } from "../support/user-error.js";
import { type MemberActArguments, type MemberContext, memberTask, performAct } from "./member-task.js";
import { fieldsOf, mandatesText } from "./output.js";

export interface MandateArguments extends MemberActArguments {
  agent: string | undefined;
  contract: string | undefined;
  functions: string | undefined;
  from: string | undefined;
  until: string | undefined;
  bills: string | undefined;
  references: string | undefined;
  location: string | undefined;
  revoke: boolean;
  dismiss: boolean;
}

export interface SeatArguments extends MemberActArguments {
  pass: string | undefined;
  take: boolean;
}

export interface GuardArguments extends MemberActArguments {
  act: string;
  token: string | undefined;
  hours: string | undefined;
}

export const mandate = memberTask<MandateArguments>(async (context, taskArguments) => {
  const { agent, revoke, dismiss } = taskArguments;
  const { agents } = context;
  if (agent === undefined) return await mandates(context);
  if (revoke && dismiss) throw new UserError("Give either --revoke (some functions) or --dismiss (all of them)");
  if (dismiss) return await performAct(agents.dismiss(agent), taskArguments);
  const contract = requiredOption("--contract", taskArguments.contract);
  if (!isContractName(contract))
    throw new UserError(`--contract ${contract} is none of the suite, such as BillOfLading`);
  const functions = requiredOption("--functions", taskArguments.functions).split(",");
  if (revoke) return await performAct(agents.revoke([{ agent, contract, functions }]), taskArguments);
  const start = time("--from", taskArguments.from);
  const end = time("--until", taskArguments.until);
  const order = { agent, contract, functions, start, end, limit: limitOf(taskArguments) };
  return await performAct(agents.grant([order]), taskArguments);
});

export const seat = memberTask<SeatArguments>(async ({ desk }, taskArguments) => {
  const { pass, take } = taskArguments;
  if (take === (pass !== undefined)) throw new UserError("Give either --pass <affiliate> or --take");
  if (pass === undefined) return await performAct(desk.takeSeat(), taskArguments);
  const { member } = await desk.findMember(pass, "--pass");
  return await performAct(desk.passSeat(member), taskArguments);
});

export const guard = memberTask<GuardArguments>(async ({ desk }, taskArguments) => {
  const { act, token, hours } = taskArguments;
  const seconds = () => Math.round(Number(requiredOption("--hours", hours)) * 3_600);
  const tokenId = () => {
    const text = requiredOption("--token", token);
    if (!/^0x[0-9a-fA-F]{64}$/.test(text))
      throw new UserError(`--token ${text} is no token (0x and 64 hexadecimal digits)`);
    return BigInt(text);
  };
  switch (act.toLowerCase()) {
    case "pause":
      return await performAct(desk.approvePause(seconds()), taskArguments);
    case "resume":
      return await performAct(desk.approveResume(), taskArguments);
    case "freeze":
      return await performAct(desk.approveFreeze(tokenId(), seconds()), taskArguments);
    case "unfreeze":
      return await performAct(desk.approveUnfreeze(tokenId()), taskArguments);
    default:
      throw new UserError(`Guardians approve to pause, resume, freeze or unfreeze, not to ${act}`);
  }
});

/** What this member has given its agents so far. */
async function mandates({ desk, agents, signer }: MemberContext) {
  const member = await desk.self();
  if (member === undefined) throw new UserError(`${signer.address} is no member's account: it gives no mandates`);
  const given = await agents.list(member.member);
  const text = given.length === 0 ? `Member ${member.member} has given no mandate` : mandatesText(given);
  return { text, json: fieldsOf({ mandates: given }) };
}

function limitOf({ bills, references, location }: MandateArguments): MandateLimit {
  if ([bills, references, location].filter((each) => each !== undefined).length > 1) {
    throw new UserError("Give one of --bills, --references and --location: a mandate has one limit");
  }
  if (bills !== undefined) {
    return {
      tokenIds: bills.split(",").map((token) => {
        if (!/^0x[0-9a-fA-F]{64}$/.test(token)) throw new UserError(`--bills has ${token}, which is no token`);
        return BigInt(token);
      }),
    };
  }
  if (references !== undefined) return { transportDocumentReferences: references.split(",") };
  return location === undefined ? {} : { unLocationCode: location };
}

/** A time as people write it, `2026-03-01` or `2026-03-01T12:00:00Z`, in seconds since 1970; 0 if it was not given. */
function time(option: string, text: string | undefined): number {
  if (text === undefined) return 0;
  const isZoned = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?$/.test(text);
  const seconds = Date.parse(text) / 1_000;
  if (!isZoned || Number.isNaN(seconds))
    throw new UserError(`${option} ${text} is no time such as 2026-03-01T12:00:00Z`);
  return seconds;
}
