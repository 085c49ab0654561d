// `hardhat bill ...`: a member's desk for bills of lading. Names and options here; what they do is in scripts/bill/.
import { emptyTask, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";

import { acting, atDesk, BILL, MEMBER, optional } from "./desk-options.js";

/** A task that acts on one bill. */
function onBill(name: string, description: string) {
  return acting(task(["bill", name], description).addPositionalArgument({ name: "bill", description: BILL }));
}

/** A task that takes documents. */
function withDocuments(name: string, description: string) {
  const documents = "Files of documents, or folders with them";
  return acting(task(["bill", name], description).addVariadicArgument({ name: "documents", description: documents }));
}

export const billTasks = [
  emptyTask("bill", "Bills of lading at a member's desk").build(),

  withDocuments("issue", "Issue documents as bills; a long list in batches, to be run again without issuing twice")
    .addOption(optional("issueTo", `Who receives possession (by default the shipper by its LEI): ${MEMBER}`))
    .addOption(optional("shipper", `The shipper (by default by its LEI): ${MEMBER}`))
    .addOption(optional("titleTo", `The consignee or endorsee (by default by its LEI): ${MEMBER}`))
    .addOption(optional("standIn", "SHIPPER, TITLE or both: the member given only stands in for the named party"))
    .addFlag({ name: "noDisposal", description: "NODISP: the consignee may have the waybill replaced" })
    .addOption({ name: "batchSize", description: "Bills in a transaction", type: ArgumentType.INT, defaultValue: 50 })
    .setAction(() => import("../scripts/bill/issue.js"))
    .build(),

  atDesk(task(["bill", "show"], "Show a bill").addPositionalArgument({ name: "bill", description: BILL }))
    .setAction(async () => ({ default: (await import("../scripts/bill/reading.js")).show }))
    .build(),

  atDesk(task(["bill", "history"], "Show a bill's history").addPositionalArgument({ name: "bill", description: BILL }))
    .addFlag({ name: "times", description: "With the time of each block" })
    .setAction(async () => ({ default: (await import("../scripts/bill/reading.js")).history }))
    .build(),

  atDesk(
    task(["bill", "verify"], "Tell whether a document is a genuine bill, and how it stands").addPositionalArgument({
      name: "document",
      description: "File of the document",
    }),
  )
    .setAction(async () => ({ default: (await import("../scripts/bill/reading.js")).verify }))
    .build(),

  onBill("transfer", "Pass possession on")
    .addOption(optional("to", `The recipient: ${MEMBER}`))
    .setAction(async () => ({ default: (await import("../scripts/bill/acts.js")).transfer }))
    .build(),

  onBill("endorse", "Pass title on")
    .addOption(optional("act", "ENDORSE (final), ENDORSE_TO_ORDER or BLANK_ENDORSE"))
    .addOption(optional("to", `The endorsee: ${MEMBER}`))
    .addFlag({ name: "transfer", description: "Pass possession on to the same member in the same transaction" })
    .addFlag({ name: "cancel", description: "Take the latest endorsement back" })
    .setAction(async () => ({ default: (await import("../scripts/bill/acts.js")).endorse }))
    .build(),

  onBill("sign", "Accept possession: the right to reject ends")
    .setAction(async () => ({ default: (await import("../scripts/bill/acts.js")).sign }))
    .build(),

  onBill("reject", "Reject what the latest transfer, or the issue, brought")
    .setAction(async () => ({ default: (await import("../scripts/bill/acts.js")).reject }))
    .build(),

  onBill("surrender", "Give a bill to its carrier, for delivery or for amendment")
    .addOption(optional("reason", "For amendment: AMEND, SPLIT, MERGE, COD, SWI or SWTP"))
    .setAction(async () => ({ default: (await import("../scripts/bill/acts.js")).surrender }))
    .build(),

  onBill("answer", "Answer a surrender")
    .addFlag({ name: "accept", description: "Accept it" })
    .addOption(optional("refuse", "Refuse it, with these comments of 1 to 255 characters"))
    .setAction(async () => ({ default: (await import("../scripts/bill/acts.js")).answer }))
    .build(),

  withDocuments("reissue", "Answer surrenders for amendment with new bills, or replace a waybill")
    .addOption(optional("replaces", `The bills that are followed, with commas: ${BILL}`))
    .addFlag({ name: "agree", description: "As the shipper of a waybill: agree to the document in its place" })
    .addOption(optional("shipper", `The shipper (by default by its LEI): ${MEMBER}`))
    .addOption(optional("titleTo", `The consignee or endorsee (by default by its LEI): ${MEMBER}`))
    .addOption(optional("standIn", "SHIPPER, TITLE or both: the member given only stands in for the named party"))
    .addFlag({ name: "noDisposal", description: "NODISP: the consignee may have the waybill replaced" })
    .setAction(async () => ({ default: (await import("../scripts/bill/amendment.js")).reissue }))
    .build(),

  onBill("paper", "Turn a bill into paper, take paper in against delivery, or issue in the place of paper")
    .addOption(optional("statement", "File with the statement on the paper, or in the new document"))
    .addOption({ name: "originals", description: "Full set", type: ArgumentType.INT, defaultValue: 3 })
    .addOption(optional("presenter", `Take an original in: who presented it: ${MEMBER}`))
    .addOption(optional("original", "File with the original taken in"))
    .addOption(optional("document", "Issue this document in the place of the full set"))
    .addOption(optional("issueTo", `Who receives possession (by default the shipper by its LEI): ${MEMBER}`))
    .addOption(optional("shipper", `The shipper (by default by its LEI): ${MEMBER}`))
    .addOption(optional("titleTo", `The consignee or endorsee (by default by its LEI): ${MEMBER}`))
    .setAction(async () => ({ default: (await import("../scripts/bill/amendment.js")).paper }))
    .build(),
];
