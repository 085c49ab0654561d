// hardhat release open <document>: a consignment with the containers of a document.
import { consignmentFor, openInBatches } from "../../sdk/index.js";
import { documentFrom, memberFrom } from "../bill/inputs.js";
import { type ActArguments, type Answer, perform, type ReleaseContext, releaseTask } from "./desk-task.js";
import { listFrom } from "./inputs.js";
import { receiptJson, receiptText } from "./output.js";

export interface OpenArguments extends ActArguments {
  document: string;
  terminal: string | undefined;
  customs: string | undefined;
  consignment: number;
  place: string | undefined;
  only: string | undefined;
  carrierHaulage: boolean;
  batchSize: number;
}

async function open({ desk, report }: ReleaseContext, taskArguments: OpenArguments): Promise<Answer> {
  const { consignment, place, only, carrierHaulage, batchSize } = taskArguments;
  const [terminal, customs] = await Promise.all([
    memberFrom(desk, "--terminal", taskArguments.terminal),
    memberFrom(desk, "--customs", taskArguments.customs),
  ]);
  const { opening, parties, findings } = await consignmentFor(
    desk.contracts.consortium,
    await documentFrom(taskArguments.document),
    {
      consignment,
      terminal: terminal.account,
      customs: customs.account,
      unLocationCode: place,
      only: only === undefined ? undefined : listFrom(only),
      carrierHaulage,
    },
  );
  for (const { pointer, message } of findings) report(`Warning: ${taskArguments.document}, ${pointer}: ${message}`);
  if (taskArguments.dryRun) {
    const numbers = opening.numbers.slice(0, batchSize);
    return await perform(desk.carrier.openConsignment({ ...opening, numbers }), taskArguments);
  }
  const { found, consigned, receipts } = await openInBatches(desk, opening, {
    size: batchSize,
    onProgress: (state) => {
      if (state.total > batchSize) report(`${state.found + state.consigned} of ${state.total} containers consigned`);
    },
  });
  const known = parties.flatMap(({ role, member }) => (member ? [`${role}: member ${member.member}`] : []));
  const head = `${consigned} containers consigned, ${found} were before${known.length > 0 ? `; ${known.join(", ")}` : ""}`;
  return {
    text: [head, ...receipts.map(receiptText)].join("\n"),
    json: {
      consignment,
      consigned,
      found,
      containers: opening.numbers,
      parties: parties.map(({ role, party, member }) => ({ role, name: party.name, member: member?.member })),
      transactions: receipts.map(receiptJson),
    },
  };
}

export default releaseTask(open);
