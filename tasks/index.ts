// Bollard's own Hardhat tasks. Each names a script, which is loaded only when the task runs.
import { task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { billTasks } from "./bill.js";
import { memberTasks } from "./member.js";
import { releaseTasks } from "./release.js";

export const tasks = [
  ...billTasks,
  ...releaseTasks,
  ...memberTasks,
  task("deploy", "Deploy the suite to a network, or go on with a deployment; prints and writes the addresses")
    .addOption({
      name: "governance",
      description: "For trials: one account that administers the access manager (by default the deployer)",
      type: ArgumentType.STRING_WITHOUT_DEFAULT,
      defaultValue: undefined,
    })
    .addOption({
      name: "founders",
      description: "File of the founders, who govern by their votes; the deployer keeps no power",
      type: ArgumentType.STRING_WITHOUT_DEFAULT,
      defaultValue: undefined,
    })
    .setAction(() => import("../scripts/deploy.js"))
    .build(),
  task("demo", "Play transport documents from issue to laden gate-out on the embedded chain")
    .addOption({
      name: "document",
      description: "File with a DCSA transport document of your own (by default two examples)",
      type: ArgumentType.STRING_WITHOUT_DEFAULT,
      defaultValue: undefined,
    })
    .setAction(() => import("../scripts/demo.js"))
    .build(),
  task("local", "Keep a local chain up on 127.0.0.1:8545 with the suite deployed")
    .setAction(() => import("../scripts/node.js"))
    .build(),
  task("clear-signing", "Write what hardware wallets show for the suite on a network (ERC-7730), into clear-signing/")
    .setAction(() => import("../scripts/clear-signing.js"))
    .build(),
  task("gas", "Measure what each step costs, print it beside its budget and write gas/report.json")
    .addFlag({ name: "check", description: "Write nothing: fail if the report is stale or a budget is broken" })
    .setAction(() => import("../scripts/gas.js"))
    .build(),
  task("terminal-day", "Simulate a day at a terminal on the embedded chain, audit it, and print what it took")
    .addOption({
      name: "containers",
      description: "How many containers arrive",
      type: ArgumentType.STRING,
      defaultValue: "10000",
    })
    .addOption({
      name: "seed",
      description: "Whole number from which all chance follows: the same seed gives the same day",
      type: ArgumentType.STRING,
      defaultValue: "1",
    })
    .addOption({
      name: "perBill",
      description: "At most so many containers under one bill, 1 to 240",
      type: ArgumentType.STRING,
      defaultValue: "240",
    })
    .addFlag({ name: "json", description: "Print the report as JSON" })
    .setAction(() => import("../scripts/terminal-day.js"))
    .build(),
];
