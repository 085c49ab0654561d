// `hardhat release ...`: a member's desk from arrival to gate-out. Names and options here; what they do is in
// scripts/release/.
import { emptyTask, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";
import type { NewTaskDefinitionBuilder, TaskArguments } from "hardhat/types/tasks";

import { acting, atDesk, BILL, MEMBER, optional } from "./desk-options.js";

const TIME = "2026-03-01T12:00:00Z, or seconds since 1970";
const HAPPENED = optional("happened", `When it happened (by default now): ${TIME}`);
const REASON = optional("reason", "Reason code of 1 to 4 characters");

/** Which containers: of all tasks on a bill. */
function ofContainers<A extends TaskArguments>(builder: NewTaskDefinitionBuilder<A>) {
  return builder
    .addOption(optional("containers", "Container numbers with commas (by default all of the consignment)"))
    .addOption({ name: "consignment", description: "Its number", type: ArgumentType.INT, defaultValue: 1 });
}

/** A task that acts on containers of one bill. */
function onContainers(name: string, description: string) {
  const builder = task(["release", name], description).addPositionalArgument({ name: "bill", description: BILL });
  return ofContainers(acting(builder));
}

export const releaseTasks = [
  emptyTask("release", "Containers from arrival to gate-out, at a member's desk").build(),

  acting(
    task(["release", "open"], "Open a consignment with the containers of a document").addPositionalArgument({
      name: "document",
      description: "File of the document",
    }),
  )
    .addOption(optional("terminal", `The terminal: ${MEMBER}`))
    .addOption(optional("customs", `The customs authority: ${MEMBER}`))
    .addOption({ name: "consignment", description: "Its number", type: ArgumentType.INT, defaultValue: 1 })
    .addOption(optional("place", "UN/LOCODE of the terminal (by default of the port of discharge)"))
    .addOption(optional("only", "Container numbers with commas, if not all go to this terminal"))
    .addFlag({ name: "carrierHaulage", description: "The carrier names the haulier" })
    .addOption({
      name: "batchSize",
      description: "Containers a transaction",
      type: ArgumentType.INT,
      defaultValue: 100,
    })
    .setAction(() => import("../scripts/release/open.js"))
    .build(),

  onContainers("light", "Turn a light: discharge, clear, release, give the delivery order, or take it back")
    .addFlag({ name: "discharge", description: "As terminal: discharged from the ship" })
    .addOption(optional("clear", "As customs: cleared for IMPORT, TRANSIT or WAREHOUSE"))
    .addOption(optional("reference", "With --clear: reference of the declaration; only its hash goes on chain"))
    .addFlag({ name: "release", description: "As terminal: its release" })
    .addFlag({ name: "give", description: "As carrier: the delivery order" })
    .addOption(optional("until", `With --give: last second of the right: ${TIME}`))
    .addOption(optional("withdraw", "clearance (customs), terminal (its release) or release (carrier), with --reason"))
    .addFlag({ name: "restore", description: "As carrier: give a withdrawn release back" })
    .addOption(REASON)
    .addOption(HAPPENED)
    .setAction(async () => ({ default: (await import("../scripts/release/light.js")).light }))
    .build(),

  onContainers("hold", "Hold containers back, or lift the hold")
    .addOption(optional("by", "In which place: CARRIER, CUSTOMS, TERMINAL or GOVERNANCE"))
    .addOption(REASON)
    .addFlag({ name: "lift", description: "Lift the hold" })
    .setAction(async () => ({ default: (await import("../scripts/release/light.js")).hold }))
    .build(),

  onContainers("offer", "Offer the release right on, nominate for it, or name who fetches the containers")
    .addOption(optional("to", `Offer the right: ${MEMBER}`))
    .addOption(optional("expiry", `With --to: last second for accepting: ${TIME}`))
    .addOption(optional("until", `With --to: after this second the right is back: ${TIME}`))
    .addFlag({ name: "withdraw", description: "Take the offer back" })
    .addOption(optional("nominate", `Before the right is given: ${MEMBER}, or nobody`))
    .addOption(optional("haulier", `Name the haulier: ${MEMBER}, or nobody`))
    .addOption(optional("passJob", `As haulier: pass the job on: ${MEMBER}`))
    .setAction(async () => ({ default: (await import("../scripts/release/right.js")).offer }))
    .build(),

  onContainers("accept", "Accept the release right that is on offer, or decline it")
    .addOption(optional("until", `Last second of the right (by default what is on offer now): ${TIME}`))
    .addFlag({ name: "decline", description: "Decline it" })
    .setAction(async () => ({ default: (await import("../scripts/release/right.js")).accept }))
    .build(),

  onContainers("charge", "Charge for a container or the whole consignment, start a clock, or take a charge back")
    .addOption(optional("kind", "FREIGHT_COLLECT, TERMINAL_HANDLING or OTHER; DEMURRAGE or DETENTION start a clock"))
    .addOption(optional("amount", "In the token's own unit: 12.50"))
    .addOption(optional("token", "Address of the ERC-20"))
    .addOption(optional("arbiter", `Who decides if it is disputed: ${MEMBER}`))
    .addOption({ name: "creditor", description: "CARRIER or TERMINAL", defaultValue: "CARRIER" })
    .addOption(optional("freeUntil", `Of a clock: last second of free time: ${TIME}`))
    .addOption(optional("rates", "Of a clock: daily rates by the day from which they hold: 1:50,8:100"))
    .addOption(optional("cancel", "Number of a charge to take back"))
    .addOption(optional("credit", "Number of a charge to put on credit"))
    .addOption(optional("giveBack", "Number of a disputed charge whose money goes back"))
    .setAction(async () => ({ default: (await import("../scripts/release/charges.js")).charge }))
    .build(),

  ofContainers(
    acting(
      task(["release", "pay"], "Pay a charge, or the days of a clock; anybody may").addPositionalArgument({
        name: "what",
        description: `Number of a charge; or with --days the bill: ${BILL}`,
      }),
    ),
  )
    .addFlag({ name: "permit", description: "With a signed allowance: one transaction" })
    .addOption(optional("dispute", "Pay into escrow, for this reason; only its hash goes on chain"))
    .addFlag({ name: "giveUp", description: "Give a dispute up: the creditor has the money" })
    .addOption(optional("days", "DEMURRAGE or DETENTION: the days that have begun"))
    .addOption({ name: "creditor", description: "With --days: CARRIER or TERMINAL", defaultValue: "TERMINAL" })
    .addOption(optional("until", `With --days: up to when (by default now): ${TIME}`))
    .setAction(async () => ({ default: (await import("../scripts/release/charges.js")).pay }))
    .build(),

  acting(task(["release", "slot"], "As terminal: open a pick-up slot, or the call of a train or barge"))
    .addOption(optional("start", `First second (by default now): ${TIME}`))
    .addOption({ name: "minutes", description: "How long", type: ArgumentType.INT, defaultValue: 60 })
    .addOption({ name: "capacity", description: "Containers", type: ArgumentType.INT, defaultValue: 1 })
    .addOption({ name: "mode", description: "TRUCK, RAIL or BARGE", defaultValue: "TRUCK" })
    .setAction(async () => ({ default: (await import("../scripts/release/gate.js")).slot }))
    .build(),

  onContainers("book", "As haulier: book a slot for a container; prints the driver's ticket")
    .addOption({ name: "slot", description: "Number of the slot", type: ArgumentType.INT, defaultValue: 0 })
    .addOption(optional("driver", "Account of the driver's key; for rail and barge the operator's own"))
    .addOption(optional("plate", "Licence plate; only a salted commitment goes on chain"))
    .addOption(optional("driverName", "The driver's name; the same"))
    .addOption(optional("salt", "32 bytes of the commitment (by default random)"))
    .addFlag({ name: "cancel", description: "Cancel the booking" })
    .addFlag({ name: "noShow", description: "As terminal, after the slot: nobody came" })
    .setAction(async () => ({ default: (await import("../scripts/release/gate.js")).book }))
    .build(),

  ofContainers(acting(task(["release", "gate"], "The gate: challenge, the driver's answer, the way in, out and back")))
    .addFlag({ name: "show", description: "As terminal: a fresh challenge for its screen" })
    .addOption({ name: "seconds", description: "With --show: how long", type: ArgumentType.INT, defaultValue: 300 })
    .addOption(optional("ticket", "As driver: answer the --challenge for this ticket, with the key of --as"))
    .addOption(optional("challenge", "The challenge that the terminal shows, or has shown"))
    .addOption(optional("answer", "As terminal: let in who gave this answer, with --challenge, --plate, --driver-name"))
    .addOption(optional("plate", "The plate at the gate"))
    .addOption(optional("driverName", "The driver's name as booked"))
    .addOption(optional("out", `As terminal: the laden gate-out, with --seals and --receipt: ${BILL}`))
    .addOption(optional("seals", "Seal numbers with commas"))
    .addOption(optional("receipt", "File of the equipment interchange receipt"))
    .addOption(optional("turnAway", `Who came leaves without the container, with --reason: ${BILL}`))
    .addOption(optional("retract", `The gate-out was a mistake, with --reason: ${BILL}`))
    .addOption(optional("backLaden", `The container came back laden, with --receipt: ${BILL}`))
    .addOption(optional("backEmpty", `The container came back empty, with --receipt: ${BILL}`))
    .addOption(REASON)
    .addOption(HAPPENED)
    .setAction(async () => ({ default: (await import("../scripts/release/gate.js")).gate }))
    .build(),

  ofContainers(
    atDesk(
      task(
        ["release", "status"],
        "Show the four lights of containers, and every reason why one may not leave",
      ).addPositionalArgument({ name: "bill", description: BILL }),
    ),
  )
    .setAction(async () => ({ default: (await import("../scripts/release/reading.js")).status }))
    .build(),

  ofContainers(
    atDesk(
      task(
        ["release", "timeline"],
        "Show everything that happened to a container, complete to its consignment",
      ).addPositionalArgument({ name: "bill", description: BILL }),
    ),
  )
    .addFlag({ name: "dcsa", description: "As events of DCSA Track & Trace 2.2" })
    .setAction(async () => ({ default: (await import("../scripts/release/reading.js")).timeline }))
    .build(),
];
