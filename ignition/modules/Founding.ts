// The suite with its founders, who govern it from then on: the deployer admits them, gives every power away, and keeps none.
import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { BILL_POWERS, Power, selectorOf } from "../../sdk/consortium/powers.js";
import SuiteModule from "./Suite.js";

/** Who founds a consortium, and by which rules it decides, as the contracts take it. */
export interface FoundingArguments {
  /** In the order of the numbers that they get, from 1. */
  readonly admissions: readonly {
    readonly account: string;
    readonly roles: bigint;
    readonly lei: string;
    readonly carrierCodes: readonly { readonly list: bigint; readonly code: string }[];
    /** Number of a group that an earlier one of these began; 0: a new one, or none. */
    readonly group: number;
  }[];
  readonly guardians: readonly number[];
  readonly approvalsNeeded: number;
  readonly rules: { readonly votingDelay: number; readonly votingPeriod: number; readonly quorum: number };
  /** Seconds. */
  readonly timelockDelay: number;
}

/** Each founding is a module of its own, but under one name: a journal holds one of them. */
export function foundingModule({ admissions, guardians, approvalsNeeded, rules, timelockDelay }: FoundingArguments) {
  return buildModule("Founding", (m) => {
    const suite = m.useModule(SuiteModule);
    const { accessManager, consortium, billOfLading } = suite;

    // First of all, so that the journal of a run that is cut off tells that a founding was begun.
    const consortiumGovernor = m.contract("ConsortiumGovernor", [consortium, timelockDelay, { ...rules }], {
      after: [SuiteModule],
    });
    // The governor makes it, together with itself.
    const timelockController = m.contractAt("TimelockController", m.staticCall(consortiumGovernor, "timelock"));
    const guardianSet = m.contract("Guardians", [consortium, billOfLading, accessManager], {
      after: [consortiumGovernor],
    });

    // One after another, because their numbers follow from the order.
    let admitted = m.call(consortium, "admit", [plain(admissions[0])], { id: "Admit1", after: [consortiumGovernor] });
    for (const [index, admission] of admissions.entries()) {
      if (index === 0) continue;
      admitted = m.call(consortium, "admit", [plain(admission)], { id: `Admit${index + 1}`, after: [admitted] });
    }
    const named = m.call(guardianSet, "setGuardians", [[...guardians], approvalsNeeded], { after: [admitted] });

    const given = [
      m.call(
        accessManager,
        "setTargetFunctionRole",
        [billOfLading, BILL_POWERS.GUARDIAN.map(selectorOf), Power.GUARDIAN],
        { id: "OpenGuardian", after: [consortiumGovernor] },
      ),
      m.call(
        accessManager,
        "setTargetFunctionRole",
        [billOfLading, BILL_POWERS.UNFREEZE.map(selectorOf), Power.UNFREEZE],
        { id: "OpenUnfreeze", after: [consortiumGovernor] },
      ),
      m.call(accessManager, "grantRole", [Power.GUARDIAN, guardianSet, 0], { id: "GrantGuardian" }),
      m.call(accessManager, "grantRole", [Power.UNFREEZE, guardianSet, 0], { id: "GrantUnfreezeToGuardians" }),
      m.call(accessManager, "grantRole", [Power.UNFREEZE, timelockController, 0], { id: "GrantUnfreezeToTimelock" }),
    ];
    const handedOver = m.call(accessManager, "grantRole", [Power.ADMIN, timelockController, 0], {
      id: "GrantMembers",
      after: [named, ...given],
    });
    m.call(accessManager, "renounceRole", [Power.ADMIN, m.getAccount(0)], { id: "Renounce", after: [handedOver] });

    return { ...suite, timelockController, consortiumGovernor, guardians: guardianSet };
  });
}

/** As Ignition takes a struct. */
function plain(admission: FoundingArguments["admissions"][number] | undefined) {
  if (admission === undefined) throw new RangeError("A founding without founders");
  return { ...admission, carrierCodes: admission.carrierCodes.map((code) => ({ ...code })) };
}
