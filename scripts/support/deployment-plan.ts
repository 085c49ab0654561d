// What a run of the deployment is to do, from what was asked for and from what earlier runs have done.
import type { ListTransactionsResult } from "@nomicfoundation/ignition-core";
import { getAddress } from "ethers";

import { type FoundingArguments, foundingModule } from "../../ignition/modules/Founding.js";
import HandOverModule from "../../ignition/modules/HandOver.js";
import SuiteModule from "../../ignition/modules/Suite.js";
import { Power } from "../../sdk/index.js";
import { UserError } from "./user-error.js";

/** What a run was asked for, and where. */
export interface Request {
  /** Account that is to administer the access manager alone. */
  readonly governance: string | undefined;
  /** Who founds the consortium. */
  readonly founders: FoundingArguments | undefined;
  readonly deployer: string;
  readonly networkName: string;
}

export interface Plan {
  readonly module: typeof SuiteModule | typeof HandOverModule | ReturnType<typeof foundingModule>;
  /** Parameter of the module: who administers the access manager when the suite stands. */
  readonly administrator: string;
  /** Whether the members govern at the end, through the timelock. */
  readonly isFounded: boolean;
}

/**
 * @param before the transactions of earlier runs
 * @throws UserError if these contradict what is asked for now
 */
export function planDeployment(before: ListTransactionsResult, request: Request): Plan {
  const { governance, founders, deployer, networkName } = request;
  const suite = `The suite on ${networkName}`;
  const inForce = administratorOf(before);
  const isBegun = before.some(({ name }) => name === "ConsortiumGovernor");
  if (founders !== undefined) {
    if (governance !== undefined)
      throw new UserError("Give either --founders or --governance: one account or all members");
    if (inForce !== undefined && inForce !== deployer) {
      throw new UserError(
        `${suite} was deployed with ${inForce} as governance: only that account can admit its founders`,
      );
    }
    const place = founders.admissions.findIndex(({ account }) => account === deployer);
    if (place !== -1) {
      throw new UserError(
        `The account of founder ${place + 1} is the deployer's, ${deployer}: deploy from an account that belongs to nobody`,
      );
    }
    return { module: foundingModule(founders), administrator: deployer, isFounded: true };
  }
  if (isBegun) {
    if (governance !== undefined) throw new UserError(`${suite} is governed by its members: leave --governance out`);
    if (!before.some(({ name }) => name === "AccessManager#renounceRole")) {
      throw new UserError(`The founding on ${networkName} was cut off: go on with the same --founders`);
    }
    return { module: SuiteModule, administrator: deployer, isFounded: true };
  }
  if (governance !== undefined && inForce !== undefined && governance !== inForce) {
    throw new UserError(
      `${suite} was deployed with ${inForce} as governance, not ${governance}: ` +
        `leave --governance out, and hand its powers over through the access manager`,
    );
  }
  const administrator = inForce ?? governance ?? deployer;
  return { module: administrator === deployer ? SuiteModule : HandOverModule, administrator, isFounded: false };
}

/** For whom the suite was deployed: the first grant of the administrator's role. */
function administratorOf(transactions: ListTransactionsResult): string | undefined {
  const grant = transactions.find(
    ({ name, params }) => name === "AccessManager#grantRole" && params?.[0] === Power.ADMIN,
  );
  const administrator = grant?.params?.[1];
  return typeof administrator === "string" ? getAddress(administrator) : undefined;
}
