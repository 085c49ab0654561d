// hardhat bill issue <documents...>: one bill, or a long list in batches.
import { isNameIn, type Issuance, issueInBatches, Place, type PlaceName } from "../../sdk/index.js";
import { UserError } from "../support/user-error.js";
import { type ActArguments, type Answer, type DeskContext, deskTask, perform } from "./desk-task.js";
import { documentsFrom } from "./inputs.js";
import { dryRunJson, dryRunText, type Json, receiptJson, receiptText } from "./output.js";

export interface IssueArguments extends ActArguments {
  documents: string[];
  issueTo: string | undefined;
  shipper: string | undefined;
  titleTo: string | undefined;
  standIn: string | undefined;
  noDisposal: boolean;
  batchSize: number;
}

async function issue(context: DeskContext, taskArguments: IssueArguments): Promise<Answer> {
  const { desk, report } = context;
  const { issueTo, shipper, titleTo, noDisposal, batchSize, dryRun } = taskArguments;
  const standIns = placesFrom(taskArguments.standIn);
  const issuances: Issuance[] = [];
  for (const { file, document } of await documentsFrom(taskArguments.documents)) {
    for (const { pointer, message } of document.findings) report(`Warning: ${file}, ${pointer}: ${message}`);
    issuances.push(await desk.issuanceOf(document, { issueTo, shipper, titleTo, standIns, noDisposal }));
  }
  const [only, ...others] = issuances;
  if (only !== undefined && others.length === 0) return await perform(desk.issue(only), taskArguments);
  if (dryRun) return await tryInBatches(context, issuances, batchSize);
  const { found, issued, receipts } = await issueInBatches(desk, issuances, {
    size: batchSize,
    onProgress: ({ total, found, issued }) => report(`${found + issued} of ${total} issued, ${found} of them before`),
  });
  const text = [`${issued} bills issued, ${found} were issued before`, ...receipts.map(receiptText)].join("\n");
  return { text, json: { issued, found, transactions: receipts.map(receiptJson) } };
}

async function tryInBatches({ desk }: DeskContext, issuances: Issuance[], size: number): Promise<Answer> {
  const texts: string[] = [];
  const dryRuns: Json[] = [];
  for (let start = 0; start < issuances.length; start += size) {
    const dry = await desk.issueBatch(issuances.slice(start, start + size)).dryRun();
    texts.push(dryRunText(dry));
    dryRuns.push(dryRunJson(dry));
  }
  return { text: texts.join("\n"), json: { dryRuns } };
}

export function placesFrom(text: string | undefined): PlaceName[] {
  const names = text === undefined ? [] : text.split(",").map((name) => name.trim().toUpperCase());
  return names.map((name) => {
    if (!isNameIn(Place, name))
      throw new UserError(`--stand-in takes SHIPPER, TITLE or both with a comma, not ${name}`);
    return name;
  });
}

export default deskTask(issue);
