/** Who acted in whose place: the agent beside the member that an entry of a history names. */
import { type Provider } from "ethers";

import type { BillOfLading } from "../../typechain-types/index.js";
import { Consortium__factory } from "../../typechain-types/index.js";
import { decodingErrors } from "../chain/errors.js";
import { ACTED_FOR, actedForIn, type ActedFor } from "../consortium/acted-for.js";
import type { HistoryEntry } from "./history.js";

/**
 * The agents of some entries; those that a member made itself are not among them. One request for each block.
 *
 * An entry belongs to the latest act through the agency ahead of it in its transaction, if that was one on bills. Where a
 * smart account does acts through the agency and further ones without it in one transaction, the latter would be taken for
 * the agent's too: both are by accounts that may act.
 */
export async function agentsOf(
  bills: BillOfLading,
  entries: readonly HistoryEntry[],
): Promise<ReadonlyMap<HistoryEntry, ActedFor>> {
  const provider = bills.runner?.provider;
  if (provider == null) throw new TypeError("The contract is not connected to a provider");
  const target = await bills.getAddress();
  const consortium = Consortium__factory.connect(await decodingErrors(bills.consortium()), bills.runner);
  const agency = await decodingErrors(consortium.agency());
  const blocks = [...new Set(entries.map(({ block }) => block))];
  const acts = (await Promise.all(blocks.map((block) => actsIn(provider, agency, block)))).flat();
  const agents = new Map<HistoryEntry, ActedFor>();
  for (const entry of entries) {
    const before = acts.filter((act) => act.transaction === entry.transaction && act.logIndex < entry.logIndex).at(-1);
    if (before?.target === target) agents.set(entry, before);
  }
  return agents;
}

async function actsIn(provider: Provider, agency: string, block: number): Promise<ActedFor[]> {
  const filter = { address: agency, topics: [ACTED_FOR], fromBlock: block, toBlock: block };
  return actedForIn(await decodingErrors(provider.getLogs(filter)), agency);
}
