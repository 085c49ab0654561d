// hardhat bill show | history | verify: nothing is sent.
import { type BillDetails, timesOf, timeText, tokenToHex, verifyDocument } from "../../sdk/index.js";
import { type DeskArguments, deskTask } from "./desk-task.js";
import { billFrom, bytesFrom } from "./inputs.js";
import { entryJson, entryText, type Json, memberText, table } from "./output.js";

export interface BillArguments extends DeskArguments {
  bill: string;
}

export interface HistoryArguments extends BillArguments {
  times: boolean;
}

export interface VerifyArguments extends DeskArguments {
  document: string;
}

export const show = deskTask<BillArguments>(async ({ desk }, { bill }) => {
  const details = await desk.readBillDetails(await billFrom(desk, bill));
  return { text: detailsText(details), json: detailsJson(details) };
});

export const history = deskTask<HistoryArguments>(async ({ desk, connection }, { bill, times }) => {
  const tokenId = await billFrom(desk, bill);
  const entries = await desk.readHistory(tokenId);
  const known = times ? await timesOf(connection.ethers.provider, entries) : new Map<number, number>();
  const lines = entries.map((entry) => {
    const time = known.get(entry.block);
    return `  ${entry.sequence}  block ${entry.block}${time === undefined ? "" : `, ${timeText(time)}`}  ${entryText(entry, false)}`;
  });
  const text = [`${entries.length} events, newest first, complete to the issue`, ...lines].join("\n");
  return {
    text,
    json: { tokenId, entries: entries.map((entry) => ({ ...entryJson(entry), time: known.get(entry.block) })) },
  };
});

export const verify = deskTask<VerifyArguments>(async ({ addresses, connection }, { document }) => {
  const verdict = await verifyDocument(await bytesFrom(document), connection.ethers.provider, addresses);
  if (!verdict.genuine) {
    const { genuine, code, sentence, otherBill } = verdict;
    return { text: sentence, json: { genuine, code, sentence, otherBill }, failed: true };
  }
  const { genuine, state, sentence, warnings, bill, carrier, possessor, titleholder, liveSuccessors } = verdict;
  const text = [
    sentence,
    ...warnings.map((warning) => `  Warning: ${warning}`),
    table([
      ["token", tokenToHex(bill.tokenId)],
      ["status", bill.status],
      ["carrier", memberText(carrier)],
      ["possession", memberText(possessor)],
      ["title", memberText(titleholder)],
      ["events", String(verdict.history.length)],
    ]),
  ].join("\n");
  const json = {
    genuine,
    state,
    sentence,
    warnings,
    bill: detailsJson(bill),
    carrier: { ...carrier },
    possessor: { ...possessor },
    titleholder: titleholder && { ...titleholder },
    liveSuccessors: liveSuccessors.map((successor) => ({ ...successor })),
    history: verdict.history.map(entryJson),
  };
  return { text, json };
});

function detailsText(bill: BillDetails): string {
  const member = (number: number) => memberText(bill.members.get(number));
  const rows: [string, string][] = [
    ["token", tokenToHex(bill.tokenId)],
    ["kind", bill.kind],
    ["status", bill.status],
    ["carrier", member(bill.carrier)],
    ["possession", `${member(bill.possessor)}, ${bill.possessorAccount}`],
  ];
  if (bill.kind === "STRAIGHT" || bill.kind === "WAYBILL") {
    rows.push(["shipper", member(bill.shipper)], ["consignee", member(bill.consignee)]);
  }
  if (bill.kind !== "WAYBILL") {
    const bearer = "whoever has possession";
    rows.push(["title", memberText(bill.members.get(bill.titleholder), bill.kind === "BEARER" ? bearer : undefined)]);
  }
  rows.push(["entitled", `${member(bill.delivery.entitled)}${bill.delivery.isDue ? ", delivery is due" : ""}`]);
  if (bill.isFinal) rows.push(["endorsement", "final: the titleholder may not endorse on"]);
  if (bill.rejectDeadline !== 0) rows.push(["reject until", timeText(bill.rejectDeadline)]);
  if (bill.instruction) {
    const { act, by, recipient, reason } = bill.instruction;
    rows.push(["instruction", `${act} (${reason}) by member ${by} for ${recipient}`]);
  }
  if (bill.freeze) rows.push(["frozen until", bill.freeze.until === 0 ? "unfrozen" : timeText(bill.freeze.until)]);
  if (bill.isAgainstIndemnity) rows.push(["indemnity", "cargo was released against a letter of indemnity"]);
  if (bill.isDeliveryBegun) rows.push(["delivery", "has begun"]);
  if (bill.noDisposal) rows.push(["NODISP", "the consignee and not the shipper may have it replaced"]);
  if (bill.paper) {
    const { originals, statementHash, presenter } = bill.paper;
    rows.push(["paper", `${originals} originals, statement ${statementHash}, presented by ${member(presenter)}`]);
  }
  for (const [place, hash] of Object.entries(bill.standInFor))
    rows.push([`stand-in, ${place}`, `for the party ${hash}`]);
  for (const successor of bill.successors) rows.push(["followed by", tokenToHex(successor)]);
  for (const predecessor of bill.predecessors) rows.push(["follows", tokenToHex(predecessor)]);
  rows.push(["events", `${bill.sequence}, the latest in block ${bill.latestBlock}`]);
  return table(rows, "");
}

function detailsJson(bill: BillDetails): { readonly [name: string]: Json } {
  return {
    ...bill,
    members: [...bill.members.values()].map((member) => ({ ...member })),
    delivery: { ...bill.delivery },
    instruction: bill.instruction && { ...bill.instruction },
    freeze: bill.freeze && { ...bill.freeze },
    paper: bill.paper && { ...bill.paper },
    standInFor: { ...bill.standInFor },
  };
}
