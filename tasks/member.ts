// `hardhat member ...`: the consortium's members and their decisions. What the tasks do is in scripts/member/.
import { emptyTask, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";
import type { NewTaskDefinitionBuilder, TaskArguments } from "hardhat/types/tasks";

const MEMBER = "A member's number, account, LEI or carrier code (SMDG:MSC)";
const PROPOSAL = "Number or id of the proposal";

/** An option that may be left out. */
function optional<N extends string>(name: N, description: string) {
  return { name, description, type: ArgumentType.STRING_WITHOUT_DEFAULT, defaultValue: undefined } as const;
}

/** The options of every task about members. */
function aboutMembers<A extends TaskArguments>(builder: NewTaskDefinitionBuilder<A>) {
  return builder
    .addOption({
      name: "as",
      description: "Which account of the network acts: its address, or its place from 0",
      defaultValue: "0",
    })
    .addFlag({ name: "json", description: "Print JSON for programs" });
}

/** Those of a task that acts. */
function acting<A extends TaskArguments>(builder: NewTaskDefinitionBuilder<A>) {
  return aboutMembers(builder).addFlag({
    name: "dryRun",
    description: "Send nothing: show the decoded call and its cost",
  });
}

/** Those of a task that proposes something to the members, or does it where one account governs. */
function deciding<A extends TaskArguments>(builder: NewTaskDefinitionBuilder<A>) {
  return acting(builder).addOption(optional("reason", "For the members, ahead of what is proposed"));
}

/** A task that acts on a proposal. */
function onProposal(name: string, description: string) {
  return acting(task(["member", name], description).addPositionalArgument({ name: "proposal", description: PROPOSAL }));
}

export const memberTasks = [
  emptyTask("member", "The consortium's members and their decisions").build(),

  aboutMembers(task(["member", "list"], "List the members, their groups and who votes"))
    .setAction(async () => ({ default: (await import("../scripts/member/book.js")).list }))
    .build(),

  aboutMembers(
    task(["member", "show"], "Show a member: account, group, profile, keys, mandates").addPositionalArgument({
      name: "member",
      description: MEMBER,
    }),
  )
    .setAction(async () => ({ default: (await import("../scripts/member/book.js")).show }))
    .build(),

  aboutMembers(
    task(["member", "status"], "Show how the members govern and all proposals, or one").addPositionalArgument({
      name: "proposal",
      description: PROPOSAL,
      type: ArgumentType.STRING_WITHOUT_DEFAULT,
      defaultValue: undefined,
    }),
  )
    .setAction(async () => ({ default: (await import("../scripts/member/book.js")).status }))
    .build(),

  aboutMembers(
    task(["member", "who-can"], "Tell who may call a function now, by the chain").addPositionalArgument({
      name: "function",
      description: "Contract and function, such as Consortium.suspend",
    }),
  )
    .setAction(async () => ({ default: (await import("../scripts/member/book.js")).whoCan }))
    .build(),

  deciding(task(["member", "join"], "Propose to admit a legal entity"))
    .addOption(optional("account", "The account that is to act for it"))
    .addOption(optional("roles", "Its roles, such as TRADER+BANK"))
    .addOption(optional("lei", "Its LEI (none for a CUSTODIAN)"))
    .addOption(optional("codes", "A carrier's codes, such as SMDG:MSC,NMFTA:MSCU"))
    .addOption(optional("affiliate", `With whom it shares one vote: ${MEMBER.toLowerCase()}`))
    .setAction(async () => ({ default: (await import("../scripts/member/decisions.js")).join }))
    .build(),

  deciding(
    task(["member", "suspend"], "Propose to suspend a member").addPositionalArgument({
      name: "member",
      description: MEMBER,
    }),
  )
    .addFlag({ name: "reinstate", description: "Propose to reinstate it" })
    .addFlag({ name: "remove", description: "Propose to remove it for ever" })
    .setAction(async () => ({ default: (await import("../scripts/member/decisions.js")).suspend }))
    .build(),

  deciding(
    task(["member", "replace"], "Replace a member's account: by itself, or for a lost key by a decision")
      .addPositionalArgument({ name: "member", description: MEMBER })
      .addOption(optional("to", "The new account; the member names it itself if its own account acts")),
  )
    .addFlag({ name: "accept", description: "Accept, as the new account" })
    .addFlag({ name: "withdraw", description: "Take the new account back, or turn it down" })
    .setAction(async () => ({ default: (await import("../scripts/member/decisions.js")).replace }))
    .build(),

  deciding(
    task(["member", "propose"], "Propose any call, or several that are carried out together")
      .addVariadicArgument({
        name: "call",
        description: "Function and arguments, such as Consortium.suspend 7; lists and structs as JSON",
        type: ArgumentType.STRING,
        defaultValue: [],
      })
      .addOption(optional("file", 'JSON: [{ "function": "Consortium.suspend", "args": [7] }, ...]')),
  )
    .setAction(async () => ({ default: (await import("../scripts/member/decisions.js")).propose }))
    .build(),

  onProposal("vote", "Vote for a seat")
    .addPositionalArgument({ name: "vote", description: "for, against or abstain" })
    .addOption(optional("reason", "For the members"))
    .setAction(async () => ({ default: (await import("../scripts/member/decisions.js")).vote }))
    .build(),

  onProposal("queue", "Have a proposal that has won wait in the timelock")
    .setAction(async () => ({ default: (await import("../scripts/member/decisions.js")).queue }))
    .build(),

  onProposal("execute", "Carry out a proposal that has waited")
    .setAction(async () => ({ default: (await import("../scripts/member/decisions.js")).execute }))
    .build(),

  onProposal("cancel", "Cancel an own proposal before the vote begins")
    .setAction(async () => ({ default: (await import("../scripts/member/decisions.js")).cancel }))
    .build(),

  acting(task(["member", "mandate"], "List, give or take back mandates of the member that acts"))
    .addOption(optional("agent", "The wallet that is to act (none: list what was given)"))
    .addOption(optional("contract", "Contract, such as BillOfLading"))
    .addOption(optional("functions", "Functions of it, with commas"))
    .addOption(optional("from", "From when on, such as 2026-03-01T12:00:00Z (by default at once)"))
    .addOption(optional("until", "Until when (by default until it is revoked)"))
    .addOption(optional("bills", "Only for these tokens, with commas"))
    .addOption(optional("references", "Only for the issue under these references, with commas"))
    .addOption(optional("location", "Only for containers that are delivered at this UN/LOCODE"))
    .addFlag({ name: "revoke", description: "Take these functions back" })
    .addFlag({ name: "dismiss", description: "Take everything back from this agent" })
    .setAction(async () => ({ default: (await import("../scripts/member/agents.js")).mandate }))
    .build(),

  acting(task(["member", "seat"], "Pass the seat of a group to an affiliate, or take one that is empty"))
    .addOption(optional("pass", `To whom: ${MEMBER.toLowerCase()}`))
    .addFlag({ name: "take", description: "Take the seat of the own group" })
    .setAction(async () => ({ default: (await import("../scripts/member/agents.js")).seat }))
    .build(),

  acting(
    task(["member", "guard"], "As a guardian, approve a stop or its end").addPositionalArgument({
      name: "act",
      description: "pause, resume, freeze or unfreeze",
    }),
  )
    .addOption(optional("token", "The bill: 0x and 64 hexadecimal digits"))
    .addOption(optional("hours", "For how long, at most 168"))
    .setAction(async () => ({ default: (await import("../scripts/member/agents.js")).guard }))
    .build(),
];
