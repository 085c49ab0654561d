// hardhat release light | hold: what turns the lights of containers, and what holds them back.
import {
  Authority,
  type AuthorityName,
  Clearance,
  isNameIn,
  type ReleaseAct,
  type ReleaseDesk,
} from "../../sdk/index.js";
import { billFrom, requiredOption } from "../bill/inputs.js";
import { UserError } from "../support/user-error.js";
import { type ActArguments, perform, releaseTask } from "./desk-task.js";
import { type ContainerArguments, containersFrom, happenedFrom, oneOf, referenceHash, timeFrom } from "./inputs.js";

export interface LightArguments extends ActArguments, ContainerArguments {
  bill: string;
  discharge: boolean;
  clear: string | undefined;
  reference: string | undefined;
  release: boolean;
  give: boolean;
  until: string | undefined;
  withdraw: string | undefined;
  restore: boolean;
  reason: string | undefined;
  happened: string | undefined;
}

export interface HoldArguments extends ActArguments, ContainerArguments {
  bill: string;
  by: string | undefined;
  reason: string | undefined;
  lift: boolean;
}

export const light = releaseTask<LightArguments>(async ({ desk }, taskArguments) => {
  const { discharge, clear, release, give, withdraw, restore, until } = taskArguments;
  const choice = oneOf({ discharge, clear, release, give, withdraw, restore });
  const tokenId = await billFrom(desk, taskArguments.bill);
  const numbers = await containersFrom(desk, tokenId, taskArguments);
  const happened = await happenedFrom(desk, taskArguments.happened);
  const acts: Record<typeof choice, () => ReleaseAct> = {
    discharge: () => desk.terminal.discharge(tokenId, numbers, happened),
    clear: () => {
      const clearance = requiredOption("--clear", clear).toUpperCase();
      if (!isNameIn(Clearance, clearance) || clearance === "NONE") {
        throw new UserError(`--clear is IMPORT, TRANSIT or WAREHOUSE, not ${clearance}`);
      }
      const reference = referenceHash(requiredOption("--reference", taskArguments.reference));
      return desk.customs.clear(tokenId, numbers, clearance, reference, happened);
    },
    release: () => desk.terminal.release(tokenId, numbers, happened),
    give: () =>
      desk.carrier.giveRelease(tokenId, numbers, until === undefined ? undefined : timeFrom("--until", until)),
    withdraw: () => {
      const reason = requiredOption("--reason", taskArguments.reason);
      if (withdraw === "clearance") return desk.customs.withdrawClearance(tokenId, numbers, reason, happened);
      if (withdraw === "terminal") return desk.terminal.withdrawRelease(tokenId, numbers, reason, happened);
      if (withdraw === "release") return desk.carrier.withdrawRelease(tokenId, numbers, reason);
      throw new UserError(
        `--withdraw is clearance (by customs), terminal (its release) or release (by the carrier), not ${withdraw}`,
      );
    },
    restore: () => desk.carrier.restoreRelease(tokenId, numbers),
  };
  return await perform(acts[choice](), taskArguments);
});

export const hold = releaseTask<HoldArguments>(async ({ desk }, taskArguments) => {
  const reason = requiredOption("--reason", taskArguments.reason);
  const by = requiredOption("--by", taskArguments.by).toUpperCase();
  if (!isNameIn(Authority, by)) throw new UserError(`--by is ${Object.keys(Authority).join(", ")}, not ${by}`);
  const tokenId = await billFrom(desk, taskArguments.bill);
  const numbers = await containersFrom(desk, tokenId, taskArguments);
  const part = holderOf(desk, by);
  const act = taskArguments.lift ? part.liftHold(tokenId, numbers, reason) : part.placeHold(tokenId, numbers, reason);
  return await perform(act, taskArguments);
});

function holderOf({ carrier, customs, terminal, governance }: ReleaseDesk, authority: AuthorityName) {
  const parts = { CARRIER: carrier, CUSTOMS: customs, TERMINAL: terminal, GOVERNANCE: governance };
  return parts[authority];
}
