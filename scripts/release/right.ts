// hardhat release offer | accept: the release right on its way, and who fetches the cargo.
import { timeText } from "../../sdk/index.js";
import { billFrom, memberFrom } from "../bill/inputs.js";
import { UserError } from "../support/user-error.js";
import { type ActArguments, perform, releaseTask } from "./desk-task.js";
import { type ContainerArguments, containersFrom, oneOf, timeFrom } from "./inputs.js";

export interface OfferArguments extends ActArguments, ContainerArguments {
  bill: string;
  to: string | undefined;
  expiry: string | undefined;
  until: string | undefined;
  withdraw: boolean;
  nominate: string | undefined;
  haulier: string | undefined;
  passJob: string | undefined;
}

export interface AcceptArguments extends ActArguments, ContainerArguments {
  bill: string;
  until: string | undefined;
  decline: boolean;
}

/** In the place of a member: nobody any more. */
const NOBODY = "nobody";

export const offer = releaseTask<OfferArguments>(async ({ desk }, taskArguments) => {
  const { to, withdraw, nominate, haulier, passJob, expiry, until } = taskArguments;
  const choice = oneOf({ to, withdraw, nominate, haulier, passJob });
  const tokenId = await billFrom(desk, taskArguments.bill);
  const numbers = await containersFrom(desk, tokenId, taskArguments);
  const accountFrom = async (option: string, text: string | undefined) =>
    text === NOBODY ? undefined : (await memberFrom(desk, option, text)).account;
  switch (choice) {
    case "to": {
      const { account } = await memberFrom(desk, "--to", to);
      const limits = {
        expiry: expiry === undefined ? undefined : timeFrom("--expiry", expiry),
        validUntil: until === undefined ? undefined : timeFrom("--until", until),
      };
      return await perform(desk.holder.offer(tokenId, numbers, account, limits), taskArguments);
    }
    case "withdraw":
      return await perform(desk.holder.withdrawOffer(tokenId, numbers), taskArguments);
    case "nominate": {
      const nominee = await accountFrom("--nominate", nominate);
      return await perform(desk.holder.nominate(tokenId, numbers, nominee), taskArguments);
    }
    case "haulier": {
      const account = await accountFrom("--haulier", haulier);
      return await perform(desk.holder.nameHaulier(tokenId, numbers, account), taskArguments);
    }
    case "passJob": {
      const { account } = await memberFrom(desk, "--pass-job", passJob);
      return await perform(desk.haulier.passJob(tokenId, numbers, account), taskArguments);
    }
  }
});

export const accept = releaseTask<AcceptArguments>(async ({ desk, report }, taskArguments) => {
  const { decline, until } = taskArguments;
  const tokenId = await billFrom(desk, taskArguments.bill);
  const numbers = await containersFrom(desk, tokenId, taskArguments);
  if (decline) return await perform(desk.holder.decline(tokenId, numbers), taskArguments);
  if (until !== undefined) {
    return await perform(desk.holder.accept(tokenId, numbers, timeFrom("--until", until)), taskArguments);
  }
  const states = await Promise.all(numbers.map((number) => desk.readContainer(tokenId, number)));
  const terms = new Set(states.map(({ offeredUntil }) => offeredUntil));
  const [validUntil = 0] = terms;
  if (terms.size > 1) throw new UserError("The rights on offer are valid for different times: accept them one by one");
  report(`The right is valid ${validUntil === 0 ? "without limit" : `until ${timeText(validUntil)}`}`);
  return await perform(desk.holder.accept(tokenId, numbers, validUntil), taskArguments);
});
