// hardhat release status | timeline: nothing is sent.
import {
  type ChargeState,
  type ContainerState,
  describeContainer,
  lightsPicture,
  readHistory,
  reasonWords,
  timesOf,
  toDocumentEvents,
  toTrackAndTrace,
} from "../../sdk/index.js";
import { billFrom } from "../bill/inputs.js";
import { type Json, table } from "../bill/output.js";
import { type DeskArguments, releaseTask } from "./desk-task.js";
import { type ContainerArguments, containerFrom, containersFrom } from "./inputs.js";
import { columns, timelineJson, timelineText } from "./output.js";

export interface StatusArguments extends DeskArguments, ContainerArguments {
  bill: string;
}

export interface TimelineArguments extends DeskArguments, ContainerArguments {
  bill: string;
  dcsa: boolean;
}

export const status = releaseTask<StatusArguments>(async ({ desk }, taskArguments) => {
  const tokenId = await billFrom(desk, taskArguments.bill);
  const numbers = await containersFrom(desk, tokenId, taskArguments);
  const states = await Promise.all(numbers.map((number) => desk.readContainer(tokenId, number)));
  const [only, ...others] = states;
  // One container is told in full, several each in a row.
  if (only !== undefined && others.length === 0) {
    const charges = await desk.readCharges(tokenId, only.number);
    return { text: oneText(only, charges), json: { tokenId, containers: [stateJson(only, charges)] } };
  }
  return { text: manyText(states), json: { tokenId, containers: states.map((state) => stateJson(state)) } };
});

export const timeline = releaseTask<TimelineArguments>(async ({ desk, connection }, taskArguments) => {
  const tokenId = await billFrom(desk, taskArguments.bill);
  const number = await containerFrom(desk, tokenId, taskArguments);
  const lines = await desk.timeline(tokenId, number);
  if (!taskArguments.dcsa) {
    return { text: timelineText(lines), json: { tokenId, number, entries: timelineJson(lines) } };
  }
  const { provider } = connection.ethers;
  const history = await readHistory(desk.contracts.billOfLading, tokenId);
  const issued = history.at(-1);
  const options = {
    chainId: (await provider.getNetwork()).chainId,
    transportDocumentReference: issued?.event === "Issued" ? issued.transportDocumentReference : "",
  };
  const documents = toDocumentEvents(history, await timesOf(provider, history), options);
  const { events, unmapped } = toTrackAndTrace(lines, options);
  const all = [...documents, ...events].sort((a, b) => a.eventCreatedDateTime.localeCompare(b.eventCreatedDateTime));
  return {
    text: JSON.stringify(all, undefined, 2),
    json: {
      events: all.map((event): Json => ({ ...event }) as Json),
      unmapped: unmapped.map(({ entry, why }) => ({ event: entry.entry.event, block: entry.entry.block, why })),
    },
  };
});

function manyText(states: readonly ContainerState[]): string {
  const rows = states.map((state) => [
    state.number,
    state.stage,
    lightsPicture(state.lights),
    state.holder === 0 ? "" : `member ${state.holder}`,
    state.mayLeave ? "may leave" : reasonWords(state).join("; "),
  ]);
  return columns(["container", "stage", "D C U T", "right", "why not"], rows);
}

function oneText(state: ContainerState, charges: readonly ChargeState[]): string {
  const lines = [...describeContainer(state)];
  for (const { charge, kind, creditor, words, status: at, number } of charges) {
    lines.push([`charge ${charge}`, `${kind} of the ${creditor}, ${words}${number === "" ? " for all" : ""}: ${at}`]);
  }
  return `D C U T\n${lightsPicture(state.lights)}\n${table(lines, "")}`;
}

function stateJson(state: ContainerState, charges?: readonly ChargeState[]): Json {
  const { members, terms, lights, pickUp, letter, openCharges, clocks, ...rest } = state;
  return {
    ...rest,
    why: reasonWords(state),
    lights: { ...lights },
    consignmentTerms: { ...terms },
    pickUp: pickUp && { slot: { ...pickUp.slot }, booking: { ...pickUp.booking } },
    letter: letter && { ...letter },
    openCharges: { carrier: { ...openCharges.carrier }, terminal: { ...openCharges.terminal } },
    clocks: clocks.map(({ info, due, steps, stops, ...clock }) => ({
      ...clock,
      info: { ...info },
      due: { ...due },
      steps: steps.map((step) => ({ ...step })),
      stops: stops.map((stop) => ({ ...stop })),
    })),
    members: [...members.values()].map((member) => ({ ...member })),
    charges: charges?.map(({ info, ...charge }) => ({ ...charge, info: { ...info } })),
  };
}
