// What people type at a desk for release: containers, times, reasons and references.
import { sha256, toUtf8Bytes } from "ethers";

import type { ReleaseDesk } from "../../sdk/index.js";
import { UserError } from "../support/user-error.js";

/** Which containers of a bill an act is about. */
export interface ContainerArguments {
  /** Numbers with commas between them; all of the consignment unless told. */
  containers: string | undefined;
  consignment: number;
}

/** The containers that are meant. @throws UserError for a consignment that has none left */
export async function containersFrom(
  desk: ReleaseDesk,
  tokenId: bigint,
  { containers, consignment }: ContainerArguments,
): Promise<string[]> {
  if (containers !== undefined) return listFrom(containers);
  const ever = await desk.readContainersOf(tokenId, consignment);
  const still = await Promise.all(
    ever.map(async (number) => (await desk.readContainer(tokenId, number)).consignment === consignment),
  );
  const numbers = [...new Set(ever.filter((_, index) => still[index]))];
  if (numbers.length === 0) throw new UserError(`Consignment ${consignment} of the bill has no container any more`);
  return numbers;
}

/** One container. @throws UserError if several are meant */
export async function containerFrom(
  desk: ReleaseDesk,
  tokenId: bigint,
  taskArguments: ContainerArguments,
): Promise<string> {
  const [only, ...others] = await containersFrom(desk, tokenId, taskArguments);
  if (only === undefined || others.length > 0) {
    throw new UserError(`Say with --containers which one container of the bill it is about`);
  }
  return only;
}

/** Texts with commas between them. */
export function listFrom(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/**
 * A time as seconds since 1970: a number of seconds, or ISO 8601 with its zone (2026-03-01T12:00:00Z).
 * @throws UserError
 */
export function timeFrom(option: string, text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  const isComplete = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/.test(text);
  const time = isComplete ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) {
    throw new UserError(`${option} is no time such as 2026-03-01T12:00:00Z, nor seconds since 1970: "${text}"`);
  }
  return Math.floor(time / 1000);
}

/** When something happened: as told, or now by the chain. */
export async function happenedFrom(desk: ReleaseDesk, text: string | undefined): Promise<number> {
  return text === undefined ? await desk.now() : timeFrom("--happened", text);
}

/** SHA-256 of a reference, such as the MRN of a declaration: only this goes on chain. */
export function referenceHash(reference: string): string {
  return sha256(toUtf8Bytes(reference));
}

/** The one choice that was made. @throws UserError unless it is exactly one */
export function oneOf<N extends string>(choices: Readonly<Record<N, unknown>>): N {
  const names = Object.keys(choices) as N[];
  const made = names.filter((name) => choices[name] !== undefined && choices[name] !== false);
  const [only, ...others] = made;
  if (only === undefined || others.length > 0) {
    const list = names.map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`).join(", ");
    throw new UserError(`Say exactly one of ${list}${made.length > 1 ? `: these are ${made.length}` : ""}`);
  }
  return only;
}
