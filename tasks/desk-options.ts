// The options that all tasks at a member's desk share.
import { ArgumentType } from "hardhat/types/arguments";
import type { NewTaskDefinitionBuilder, TaskArguments } from "hardhat/types/tasks";

/** How a member is named. */
export const MEMBER = "a member's number, account, LEI or carrier code (SMDG:MSC)";
/** How a bill is named. */
export const BILL = "Token, file of the document, or carrier code and reference (SMDG:MSC:HHL71800000)";

/** An option that may be left out. */
export function optional<N extends string>(name: N, description: string) {
  return { name, description, type: ArgumentType.STRING_WITHOUT_DEFAULT, defaultValue: undefined } as const;
}

/** The options of every task at a desk. */
export function atDesk<A extends TaskArguments>(builder: NewTaskDefinitionBuilder<A>) {
  return builder
    .addOption({
      name: "as",
      description: "Which account of the network acts: its address, or its place from 0",
      defaultValue: "0",
    })
    .addOption(optional("for", `For whom it acts, under a mandate (by default for its own member): ${MEMBER}`))
    .addOption(
      optional("address", "Where the bills, or for release the registry, are (by default as the deployment file says)"),
    )
    .addFlag({ name: "json", description: "Print JSON for programs" });
}

/** Those of a task that acts. */
export function acting<A extends TaskArguments>(builder: NewTaskDefinitionBuilder<A>) {
  return atDesk(builder).addFlag({ name: "dryRun", description: "Send nothing: show the decoded call and its cost" });
}
