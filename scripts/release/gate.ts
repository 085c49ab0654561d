// hardhat release slot | book | gate: slots, bookings, and the way in and out.
import { hexlify, randomBytes } from "ethers";

import {
  checkAnswer,
  decodingErrors,
  DriverDesk,
  encodeChallenge,
  encodeTicket,
  isNameIn,
  Mode,
  newChallenge,
  readChallenge,
  type ReleaseDesk,
  sealHash,
  timeText,
  toFixedBytes,
  truckCommitment,
} from "../../sdk/index.js";
import { billFrom, fileHash, requiredOption } from "../bill/inputs.js";
import { signerFor } from "../bill/desk-task.js";
import { UserError } from "../support/user-error.js";
import { type ActArguments, type Answer, perform, type ReleaseContext, releaseTask } from "./desk-task.js";
import { type ContainerArguments, containerFrom, happenedFrom, listFrom, oneOf, timeFrom } from "./inputs.js";

export interface SlotArguments extends ActArguments {
  start: string | undefined;
  minutes: number;
  capacity: number;
  mode: string;
}

export interface BookArguments extends ActArguments, ContainerArguments {
  bill: string;
  slot: number;
  driver: string | undefined;
  plate: string | undefined;
  driverName: string | undefined;
  salt: string | undefined;
  cancel: boolean;
  noShow: boolean;
}

export interface GateArguments extends ActArguments, ContainerArguments {
  show: boolean;
  seconds: number;
  ticket: string | undefined;
  challenge: string | undefined;
  answer: string | undefined;
  plate: string | undefined;
  driverName: string | undefined;
  out: string | undefined;
  seals: string | undefined;
  receipt: string | undefined;
  turnAway: string | undefined;
  retract: string | undefined;
  backLaden: string | undefined;
  backEmpty: string | undefined;
  reason: string | undefined;
  happened: string | undefined;
}

export const slot = releaseTask<SlotArguments>(async ({ desk }, taskArguments) => {
  const { start, minutes, capacity } = taskArguments;
  const mode = taskArguments.mode.toUpperCase();
  if (!isNameIn(Mode, mode)) throw new UserError(`--mode is ${Object.keys(Mode).join(", ")}, not ${mode}`);
  const from = start === undefined ? await desk.now() : timeFrom("--start", start);
  const act =
    mode === "TRUCK"
      ? desk.terminal.openSlot(from, minutes * 60, capacity)
      : desk.terminal.openCall(mode, from, minutes * 60, capacity);
  return await perform(act, taskArguments);
});

export const book = releaseTask<BookArguments>(async ({ desk }, taskArguments) => {
  const { cancel, noShow, driver, plate, driverName, slot: number } = taskArguments;
  const tokenId = await billFrom(desk, taskArguments.bill);
  const container = await containerFrom(desk, tokenId, taskArguments);
  if (cancel && noShow) throw new UserError("--cancel is for the haulier, --no-show for the terminal: say one");
  if (cancel) return await perform(desk.haulier.cancelBooking(tokenId, container), taskArguments);
  if (noShow) return await perform(desk.terminal.reportNoShow(tokenId, container), taskArguments);
  const salt = taskArguments.salt ?? hexlify(randomBytes(32));
  const names = [requiredOption("--plate", plate), requiredOption("--driver-name", driverName)] as const;
  const { terms } = await desk.readContainer(tokenId, container);
  const act = desk.haulier.book({
    tokenId,
    number: container,
    terminal: terms.terminal,
    slot: number,
    driver: requiredOption("--driver", driver),
    truck: truckCommitment(salt, ...names),
  });
  const done = await perform(act, taskArguments);
  if (taskArguments.dryRun) return done;
  const ticket = encodeTicket(await desk.ticketFor(tokenId, container, salt));
  return {
    text: `${done.text}\nTicket for the driver, to be shown as a QR code:\n${ticket}`,
    json: { ...done.json, ticket, salt },
  };
});

export const gate = releaseTask<GateArguments>(async (context, taskArguments) => {
  const { show, ticket, answer, out, turnAway, retract, backLaden, backEmpty } = taskArguments;
  const choice = oneOf({ show, ticket, answer, out, turnAway, retract, backLaden, backEmpty });
  const { desk } = context;
  if (choice === "show") return await showChallenge(context, taskArguments.seconds);
  if (choice === "ticket") return await answerChallenge(context, taskArguments);
  if (choice === "answer") return await letIn(desk, taskArguments);
  const tokenId = await billFrom(desk, requiredOption(`--${choice}`, taskArguments[choice]));
  const number = await containerFrom(desk, tokenId, taskArguments);
  const happened = await happenedFrom(desk, taskArguments.happened);
  const reason = () => requiredOption("--reason", taskArguments.reason);
  const receipt = () => fileHash("--receipt", taskArguments.receipt);
  switch (choice) {
    case "out": {
      const seals = sealHash(listFrom(requiredOption("--seals", taskArguments.seals)));
      const { truck } = await decodingErrors(desk.contracts.pickUp.bookingOf(tokenId, toFixedBytes(number, 11)));
      const act = desk.terminal.gateOut({
        ...{ tokenId, number, happened, truck },
        sealHash: seals,
        receiptHash: await receipt(),
      });
      return await perform(act, taskArguments);
    }
    case "turnAway":
      return await perform(desk.terminal.turnAway(tokenId, number, reason(), happened), taskArguments);
    case "retract":
      return await perform(desk.terminal.retractGateOut(tokenId, number, reason()), taskArguments);
    case "backLaden":
      return await perform(desk.terminal.returnLaden(tokenId, number, await receipt(), happened), taskArguments);
    case "backEmpty":
      return await perform(desk.terminal.returnEmpty(tokenId, number, await receipt(), happened), taskArguments);
  }
});

/** The terminal: a fresh challenge for its screen. */
async function showChallenge({ desk, connection, addresses }: ReleaseContext, seconds: number): Promise<Answer> {
  const self = await desk.self();
  if (self === undefined) throw new UserError("Only a terminal shows challenges, and this account is no member");
  const { chainId } = await connection.ethers.provider.getNetwork();
  const expiry = (await desk.now()) + seconds;
  const challenge = newChallenge({ chainId, pickUp: addresses.PickUp, terminal: self.member, expiry });
  const text = encodeChallenge(challenge);
  return {
    text: `Challenge for one driver, until ${timeText(expiry)}, to be shown as a QR code:\n${text}`,
    json: { challenge: text, expiry },
  };
}

/** The driver: signs with the account that `--as` names. */
async function answerChallenge({ connection }: ReleaseContext, taskArguments: GateArguments): Promise<Answer> {
  const ticket = requiredOption("--ticket", taskArguments.ticket);
  const challenge = requiredOption("--challenge", taskArguments.challenge);
  const answer = await new DriverDesk(await signerFor(connection, taskArguments.as)).answer(ticket, challenge);
  return { text: `Answer for the terminal, to be shown as a QR code:\n${answer}`, json: { answer } };
}

/** The terminal: checks what stands at its gate, and lets it in. */
async function letIn(desk: ReleaseDesk, taskArguments: GateArguments): Promise<Answer> {
  const answer = requiredOption("--answer", taskArguments.answer);
  const shown = readChallenge(requiredOption("--challenge", taskArguments.challenge));
  const seen = {
    plate: requiredOption("--plate", taskArguments.plate),
    driver: requiredOption("--driver-name", taskArguments.driverName),
  };
  const happened = await happenedFrom(desk, taskArguments.happened);
  const { pass, signature } = checkAnswer(answer, shown, seen, happened);
  return await perform(desk.terminal.gateIn(pass, signature), taskArguments);
}
