/** Who may call a function now: asked of the chain, not of a list. */
import { id, type Provider, ZeroHash } from "ethers";

import { AccessManager__factory, TimelockController__factory } from "../../typechain-types/index.js";
import { type ChainError, decodingErrors, toChainError } from "../chain/errors.js";
import type { SuiteAddresses } from "../chain/suite.js";
import { blankArguments, findFunction, type SuiteFunction } from "./calls.js";
import { addressOf, contractAt, type ContractName } from "./contracts.js";
import { codecOf } from "./events.js";
import { bearersOf, timelockBearersOf } from "./grants.js";
import { Power, powerText } from "./powers.js";

/** Somebody who has a power. */
export interface Bearer {
  readonly account: string;
  /** The contract of the suite at that account: TimelockController stands for the members and their votes. */
  readonly contract: ContractName | undefined;
  /** Seconds for which it must announce each call; 0: none. */
  readonly delay: number;
}

/** Who may call a function. */
export interface WhoCan {
  readonly contract: ContractName;
  /** With the types of its arguments. */
  readonly method: string;
  readonly selector: string;
  /** The case in which alone a power is needed, such as `authority GOVERNANCE`; nothing if it always is. */
  readonly onlyWith: string | undefined;
  /**
   * PARTIES: whoever the function's own rules name, no power is needed. ROLE: bearers of a role of the access manager.
   * MEMBERS: a decision of the members alone, in its execution. ACCESS_MANAGER: the access manager, by its own rules.
   * TIMELOCK_ROLE: bearers of a role of the timelock.
   */
  readonly kind: "PARTIES" | "ROLE" | "MEMBERS" | "ACCESS_MANAGER" | "TIMELOCK_ROLE";
  /** What the role is called. */
  readonly role: string | undefined;
  readonly bearers: readonly Bearer[];
  /** Whether the access manager has closed the contract for everybody. */
  readonly isClosed: boolean;
}

/** An account of which nobody has the key: what it is refused, an outsider is refused. */
const OUTSIDER = "0x00000000000000000000000000000000000a11ce";

/**
 * Who may call a function now. The lock of the function is found by trying it as an outsider, and who has the key by the
 * events of the roles, asked again of the contract.
 * @param name such as `Consortium.suspend`
 * @param fromBlock the first block of the suite
 * @throws ArgumentError if there is no such function
 */
export async function whoCan(
  addresses: SuiteAddresses,
  provider: Provider,
  name: string,
  fromBlock = 0,
): Promise<WhoCan> {
  return await whoCanCall(addresses, provider, findFunction(name), fromBlock);
}

/** The same for a function of `functionsOf`. */
export async function whoCanCall(
  addresses: SuiteAddresses,
  provider: Provider,
  wanted: SuiteFunction,
  fromBlock = 0,
): Promise<WhoCan> {
  const { contract, fragment, inputs } = wanted;
  const target = addressOf(addresses, contract, "function");
  let answer: WhoCan | undefined;
  for (const { args, text } of blankArguments(inputs)) {
    const data = codecOf(contract).encodeFunctionData(fragment, args);
    const refusal = await provider.call({ from: OUTSIDER, to: target, data }).then(() => undefined, toChainError);
    const found = await lockOf(addresses, provider, { ...wanted, target, fromBlock, onlyWith: text }, refusal);
    if (found.kind !== "PARTIES") return found;
    answer ??= found;
  }
  if (answer === undefined) throw new RangeError("A function without arguments to try");
  return answer;
}

interface Tried extends SuiteFunction {
  readonly target: string;
  readonly fromBlock: number;
  readonly onlyWith: string | undefined;
}

/** What refused an outsider, and who has the key to it. */
async function lockOf(
  addresses: SuiteAddresses,
  provider: Provider,
  { contract, fragment, target, fromBlock, onlyWith }: Tried,
  refusal: ChainError | undefined,
): Promise<WhoCan> {
  const named = (account: string, delay = 0): Bearer => ({ account, contract: contractAt(addresses, account), delay });
  const { selector } = fragment;
  const answer = { contract, method: fragment.format("sighash"), selector, onlyWith, isClosed: false };

  switch (refusal?.code) {
    case "AccessManagedUnauthorized": {
      const manager = AccessManager__factory.connect(addresses.AccessManager, provider);
      if (fragment.name === "setAuthority") {
        return { ...answer, kind: "ACCESS_MANAGER", role: undefined, bearers: [named(addresses.AccessManager)] };
      }
      const role = await decodingErrors(manager.getTargetFunctionRole(target, fragment.selector));
      const isClosed = await decodingErrors(manager.isTargetClosed(target));
      const bearers = await bearersOf(manager, role, fromBlock);
      return {
        ...answer,
        isClosed,
        kind: "ROLE",
        role: powerText(role),
        bearers: bearers.map(({ account, delay }) => named(account, delay)),
      };
    }
    case "AccessManagerUnauthorizedAccount": {
      const manager = AccessManager__factory.connect(addresses.AccessManager, provider);
      const role = roleIn(refusal);
      const bearers = await bearersOf(manager, role, fromBlock);
      const text = powerText(role);
      return {
        ...answer,
        kind: "ROLE",
        role: text,
        bearers: bearers.map(({ account, delay }) => named(account, delay)),
      };
    }
    case "GovernorOnlyExecutor":
    case "TimelockUnauthorizedCaller":
      return {
        ...answer,
        kind: "MEMBERS",
        role: undefined,
        bearers: [named(addressOf(addresses, "TimelockController"))],
      };
    case "AccessControlUnauthorizedAccount": {
      const timelock = TimelockController__factory.connect(addressOf(addresses, "TimelockController"), provider);
      const { neededRole } = refusal.args;
      const role = typeof neededRole === "string" ? neededRole : ZeroHash;
      const bearers = await timelockBearersOf(timelock, role, fromBlock);
      return {
        ...answer,
        kind: "TIMELOCK_ROLE",
        role: timelockRoleText(role),
        bearers: bearers.map((each) => named(each)),
      };
    }
    default:
      return { ...answer, kind: "PARTIES", role: undefined, bearers: [] };
  }
}

function roleIn({ args }: ChainError): bigint {
  const role = args["roleId"];
  return typeof role === "bigint" ? role : Power.ADMIN;
}

function timelockRoleText(role: string): string {
  const known = ["PROPOSER_ROLE", "EXECUTOR_ROLE", "CANCELLER_ROLE"].find((name) => id(name) === role);
  return known ?? (BigInt(role) === 0n ? "DEFAULT_ADMIN_ROLE" : role);
}
