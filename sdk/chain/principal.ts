/** Acting for somebody else: whatever is sent goes through the consortium's agency. */
import { type Agency, Agency__factory, type Consortium } from "../../typechain-types/index.js";
import { ArgumentError } from "./arguments.js";
import { decodingErrors } from "./errors.js";

/** In whose name a transaction acts. */
export interface Principal {
  /** The member's number. */
  readonly member: number;
  /** Its account of this moment. */
  readonly account: string;
  /** Through which contract. */
  readonly agency: Agency;
}

/**
 * A member to act for, with its account of this moment.
 * @throws ArgumentError for a number that no member can have, ChainError Consortium_NoSuchMember
 */
export async function findPrincipal(consortium: Consortium, member: number): Promise<Principal> {
  if (!Number.isSafeInteger(member) || member < 1 || member >= 2 ** 32) {
    throw new ArgumentError("principal", `is no member's number: ${String(member)}`);
  }
  const [[account], agency] = await decodingErrors(
    Promise.all([consortium.standingOfMember(member), consortium.agency()]),
  );
  return { member, account, agency: Agency__factory.connect(agency, consortium.runner) };
}
