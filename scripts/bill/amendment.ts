// hardhat bill reissue | paper: what follows a bill.
import { type BillDesk, type HistoryEntries, walkHistory } from "../../sdk/index.js";
import { UserError } from "../support/user-error.js";
import { type ActArguments, deskTask, perform } from "./desk-task.js";
import { billFrom, billsFrom, documentFrom, documentsFrom, fileHash, memberFrom, requiredOption } from "./inputs.js";
import { placesFrom } from "./issue.js";

export interface ReissueArguments extends ActArguments {
  documents: string[];
  replaces: string | undefined;
  agree: boolean;
  shipper: string | undefined;
  titleTo: string | undefined;
  standIn: string | undefined;
  noDisposal: boolean;
}

export interface PaperArguments extends ActArguments {
  bill: string;
  statement: string | undefined;
  originals: number;
  presenter: string | undefined;
  original: string | undefined;
  document: string | undefined;
  issueTo: string | undefined;
  shipper: string | undefined;
  titleTo: string | undefined;
}

export const reissue = deskTask<ReissueArguments>(async ({ desk }, taskArguments) => {
  const { agree, shipper, titleTo, noDisposal } = taskArguments;
  const tokenIds = await billsFrom(desk, requiredOption("--replaces", taskArguments.replaces));
  const documents = await documentsFrom(taskArguments.documents);
  const [first = 0n] = tokenIds;
  const [successor] = documents;
  if (agree) {
    if (tokenIds.length !== 1 || documents.length !== 1 || successor === undefined) {
      throw new UserError("--agree is for one waybill and one document in its place");
    }
    return await perform(desk.allowReplacement(first, successor.document.tokenId), taskArguments);
  }
  const isWaybill = (await desk.readBill(first)).kind === "WAYBILL";
  const issueTo = isWaybill ? undefined : await surrendererOf(desk, first);
  const standIns = placesFrom(taskArguments.standIn);
  const choices = { issueTo, shipper, titleTo, standIns, noDisposal };
  const successors = await Promise.all(documents.map(({ document }) => desk.issuanceOf(document, choices)));
  const [only] = successors;
  const act =
    isWaybill && tokenIds.length === 1 && successors.length === 1 && only !== undefined
      ? desk.replaceWaybill(first, only)
      : desk.reissue(tokenIds, successors);
  return await perform(act, taskArguments);
});

export const paper = deskTask<PaperArguments>(async ({ desk }, taskArguments) => {
  const { originals, presenter, document, issueTo, shipper, titleTo } = taskArguments;
  const tokenId = await billFrom(desk, taskArguments.bill);
  if (presenter !== undefined) {
    const { account } = await memberFrom(desk, "--presenter", presenter);
    const original = await fileHash("--original", taskArguments.original);
    return await perform(desk.recordPresentation(tokenId, account, original), taskArguments);
  }
  const statement = await fileHash("--statement", taskArguments.statement);
  if (document === undefined) return await perform(desk.recordPaper(tokenId, statement, originals), taskArguments);
  const issuance = await desk.issuanceOf(await documentFrom(document), { issueTo, shipper, titleTo });
  return await perform(desk.issueFromPaper(tokenId, issuance, statement), taskArguments);
});

/** Who surrendered a bill: a successor goes to nobody else. Nothing if nobody did, which the chain then says. */
async function surrendererOf(desk: BillDesk, tokenId: bigint): Promise<string | undefined> {
  for await (const entries of walkHistory(desk.contracts.billOfLading, tokenId)) {
    const surrendered = entries.find((entry): entry is HistoryEntries["Surrendered"] => entry.event === "Surrendered");
    if (surrendered !== undefined) return String(surrendered.by);
  }
  return undefined;
}
