// hardhat bill transfer | endorse | sign | reject | surrender | answer: one act each.
import { Act, AmendmentReason, isNameIn } from "../../sdk/index.js";
import { UserError } from "../support/user-error.js";
import { type ActArguments, deskTask, perform } from "./desk-task.js";
import { billFrom, memberFrom, requiredOption } from "./inputs.js";

export interface BillActArguments extends ActArguments {
  bill: string;
}

export interface TransferArguments extends BillActArguments {
  to: string | undefined;
}

export interface EndorseArguments extends BillActArguments {
  act: string | undefined;
  to: string | undefined;
  transfer: boolean;
  cancel: boolean;
}

export interface SurrenderArguments extends BillActArguments {
  reason: string | undefined;
}

export interface AnswerArguments extends BillActArguments {
  accept: boolean;
  refuse: string | undefined;
}

export const transfer = deskTask<TransferArguments>(async ({ desk }, taskArguments) => {
  const { account } = await memberFrom(desk, "--to", taskArguments.to);
  return await perform(desk.transfer(await billFrom(desk, taskArguments.bill), account), taskArguments);
});

export const endorse = deskTask<EndorseArguments>(async ({ desk }, taskArguments) => {
  const { to, transfer: withTransfer, cancel } = taskArguments;
  const tokenId = await billFrom(desk, taskArguments.bill);
  if (cancel) {
    if (to !== undefined || taskArguments.act !== undefined || withTransfer) {
      throw new UserError("--cancel stands alone: it takes the latest endorsement back");
    }
    return await perform(desk.cancelEndorsement(tokenId), taskArguments);
  }
  const act = requiredOption("--act", taskArguments.act).toUpperCase();
  if (!isNameIn(Act, act) || !(act === "ENDORSE" || act === "ENDORSE_TO_ORDER" || act === "BLANK_ENDORSE")) {
    throw new UserError(`--act is ENDORSE (final), ENDORSE_TO_ORDER or BLANK_ENDORSE, not ${act}`);
  }
  const recipient = to === undefined ? undefined : (await memberFrom(desk, "--to", to)).account;
  if (withTransfer) {
    return await perform(desk.endorseAndTransfer(tokenId, act, requiredOption("--to", recipient)), taskArguments);
  }
  if (act !== "BLANK_ENDORSE") requiredOption("--to", recipient);
  return await perform(desk.endorse(tokenId, act, recipient), taskArguments);
});

export const sign = deskTask<BillActArguments>(async ({ desk }, taskArguments) =>
  perform(desk.sign(await billFrom(desk, taskArguments.bill)), taskArguments),
);

export const reject = deskTask<BillActArguments>(async ({ desk }, taskArguments) =>
  perform(desk.reject(await billFrom(desk, taskArguments.bill)), taskArguments),
);

export const surrender = deskTask<SurrenderArguments>(async ({ desk }, taskArguments) => {
  const tokenId = await billFrom(desk, taskArguments.bill);
  if (taskArguments.reason === undefined) return await perform(desk.surrenderForDelivery(tokenId), taskArguments);
  const reason = taskArguments.reason.toUpperCase();
  if (!isNameIn(AmendmentReason, reason) || reason === "NONE") {
    const names = Object.keys(AmendmentReason).filter((name) => name !== "NONE");
    throw new UserError(`--reason is ${names.join(", ")}, not ${reason}; leave it out to surrender for delivery`);
  }
  return await perform(desk.surrenderForAmendment(tokenId, reason), taskArguments);
});

export const answer = deskTask<AnswerArguments>(async ({ desk }, taskArguments) => {
  const { accept, refuse } = taskArguments;
  if (accept === (refuse !== undefined)) {
    throw new UserError("Answer a surrender with either --accept or --refuse and the comments that say why");
  }
  const tokenId = await billFrom(desk, taskArguments.bill);
  const act = refuse === undefined ? desk.acceptSurrender(tokenId) : desk.refuseSurrender(tokenId, refuse);
  return await perform(act, taskArguments);
});
