/** Opens large consignments: in transactions of a bearable size, with progress, and to be run again after a stop. */
import { ArgumentError, checkedInteger } from "../chain/arguments.js";
import { ChainError, decodingErrors, toChainError } from "../chain/errors.js";
import type { Receipt, SendOptions } from "../chain/transaction.js";
import { nameOf, Stage, type StageName } from "../chain/values.js";
import type { ReleaseAct } from "./acts.js";
import type { ReleaseDesk } from "./desk.js";
import type { ReleaseEvent } from "./events.js";
import { checkedContainers, type ConsignmentOpening, encodeOpening } from "./release-arguments.js";

/** How far the opening of a consignment has come, in containers. */
export interface ConsignProgress {
  readonly total: number;
  /** Found on the chain already, from an earlier run. */
  readonly found: number;
  /** Consigned in this run. */
  readonly consigned: number;
}

export interface ConsignOptions extends SendOptions {
  /** How many containers go into one transaction; 100 unless told. */
  readonly size?: number;
  /** Is told once the chain was asked, and after each transaction. */
  readonly onProgress?: (progress: ConsignProgress) => void;
}

/** What the opening of a consignment did. */
export interface ConsignResult {
  readonly found: number;
  readonly consigned: number;
  readonly receipts: readonly Receipt<ReleaseEvent>[];
}

/** The chain refused a part of the list; the containers before it are in the consignment. */
export class ConsignError extends Error {
  override readonly name = "ConsignError";
  constructor(
    /** How many containers of the list are in the consignment. */
    readonly consigned: number,
    readonly total: number,
    override readonly cause: ChainError,
  ) {
    super(`${consigned} of ${total} containers are in the consignment; the rest stopped: ${cause.sentence}`);
  }
}

const DEFAULT_SIZE = 100;
const MOST_CONTAINERS = 500;
const QUESTIONS_AT_ONCE = 100;

/** At these a container is in its consignment. */
const OPEN_STAGES: readonly StageName[] = ["EXPECTED", "DISCHARGED", "GATED_IN"];

/**
 * Opens a consignment and puts all its containers in. Run it again after whatever stopped it: it asks the chain for the
 * consignment and each container first.
 * @throws ArgumentError if the consignment was opened otherwise, or a container is in another one of the bill
 * @throws ConsignError if the chain refuses
 */
export async function openInBatches(
  desk: ReleaseDesk,
  opening: ConsignmentOpening,
  { size = DEFAULT_SIZE, onProgress, ...sending }: ConsignOptions = {},
): Promise<ConsignResult> {
  checkedInteger(size, "size", 1, MOST_CONTAINERS);
  encodeOpening(opening);
  const { tokenId, consignment, numbers } = opening;
  let isOpen = await isOpenAlready(desk, opening);
  const missing = isOpen ? await notYetConsigned(desk, opening) : numbers;
  const found = numbers.length - missing.length;
  const receipts: Receipt<ReleaseEvent>[] = [];
  let consigned = 0;
  const report = () => onProgress?.({ total: numbers.length, found, consigned });
  report();
  for (let start = 0; start < missing.length; start += size) {
    const chunk = missing.slice(start, start + size);
    const act: ReleaseAct = isOpen
      ? desk.carrier.addContainers(tokenId, consignment, chunk)
      : desk.carrier.openConsignment({ ...opening, numbers: chunk });
    try {
      receipts.push(await act.send(sending));
    } catch (error) {
      const refused = toChainError(error);
      if (refused === undefined) throw error;
      throw new ConsignError(found + consigned, numbers.length, refused);
    }
    isOpen = true;
    consigned += chunk.length;
    report();
  }
  return { found, consigned, receipts };
}

/** Whether the consignment is there. @throws ArgumentError if it is, and otherwise than it would be opened */
async function isOpenAlready(desk: ReleaseDesk, opening: ConsignmentOpening): Promise<boolean> {
  const { tokenId, consignment } = opening;
  try {
    const terms = await desk.readConsignment(tokenId, consignment);
    const [terminal, customs] = await Promise.all(
      [terms.terminal, terms.customs].map((member) => desk.findMember(String(member))),
    );
    const differs = (name: string, there: string, here: string) =>
      new ArgumentError(
        name,
        `is another than that of consignment ${consignment}, which is open: ${there}, not ${here}`,
      );
    if (terminal && !isSameAccount(terminal.account, opening.terminal)) {
      throw differs("terminal", terminal.account, opening.terminal);
    }
    if (customs && !isSameAccount(customs.account, opening.customs)) {
      throw differs("customs", customs.account, opening.customs);
    }
    if (terms.unLocationCode !== opening.unLocationCode) {
      throw differs("unLocationCode", terms.unLocationCode, opening.unLocationCode);
    }
    if (terms.carrierHaulage !== (opening.carrierHaulage ?? false)) {
      throw differs("carrierHaulage", String(terms.carrierHaulage), String(opening.carrierHaulage ?? false));
    }
    return true;
  } catch (error) {
    if (error instanceof ChainError && error.code === "ReleaseRegistry_NoSuchConsignment") return false;
    throw error;
  }
}

/** Those of the list that no consignment of the bill has. */
async function notYetConsigned(
  desk: ReleaseDesk,
  { tokenId, consignment, numbers }: ConsignmentOpening,
): Promise<readonly string[]> {
  const encoded = checkedContainers(numbers);
  const { releaseRegistry } = desk.contracts;
  const missing: string[] = [];
  for (let start = 0; start < numbers.length; start += QUESTIONS_AT_ONCE) {
    const chunk = encoded.slice(start, start + QUESTIONS_AT_ONCE);
    const views = await decodingErrors(
      Promise.all(chunk.map((number) => releaseRegistry.containerOf(tokenId, number))),
    );
    for (const [offset, view] of views.entries()) {
      const number = numbers[start + offset] ?? "";
      const isHere = Number(view.consignment) === consignment;
      const isOpen = OPEN_STAGES.includes(nameOf(Stage, view.stage));
      if (isHere) continue;
      if (isOpen) {
        const place = `numbers[${start + offset}]`;
        throw new ArgumentError(place, `is in the consignment ${view.consignment} of the bill already: ${number}`);
      }
      missing.push(number);
    }
  }
  return missing;
}

function isSameAccount(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
