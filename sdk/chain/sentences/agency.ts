import { dataSlice } from "ethers";

import type { IAgency__factory } from "../../../typechain-types/index.js";
import { fromFixedBytes, type LimitName, shortToken } from "../values.js";
import type { ErrorsOf, Sentences } from "./sentence.js";

/** Why nobody acts for a principal: IAgency. */
export const AGENCY_SENTENCES: Sentences<ErrorsOf<typeof IAgency__factory.abi>> = {
  Agency_NotAPrincipal: ({ account }) =>
    `${account} is not the current account of a member, and only such an account gives and takes mandates`,
  Agency_PrincipalNotActive: ({ principal, status }) =>
    `Nobody acts for ${principal}, which is ${status} and not active`,
  Agency_AgentNotActive: ({ agent, status }) =>
    `The agent ${agent} is the account of a member that is ${status} and not active`,
  Agency_NoMandate: ({ principal, agent }) => `The agent ${agent} has no mandate of ${principal}`,
  Agency_FunctionNotCovered: ({ principal, agent, target, selector }) =>
    `The agent ${agent} has no mandate of ${principal} for the function ${selector} of ${target}`,
  Agency_MandateNotBegun: ({ principal, agent, number, start }) =>
    `The mandate ${number} of ${principal} for the agent ${agent} begins at ${start}`,
  Agency_MandateExpired: ({ principal, agent, number, end }) =>
    `The mandate ${number} of ${principal} for the agent ${agent} has ended: the last second was ${end}`,
  Agency_MandateRevoked: ({ principal, agent, number, revokedAt }) =>
    `The mandate ${number} of ${principal} for the agent ${agent} was revoked at ${revokedAt}`,
  Agency_SubjectNotCovered: ({ principal, agent, number }, { limit, subject }) =>
    `The mandate ${number} of ${principal} for the agent ${agent} is only for ${COVERED[limit]}, and this act ` +
    `concerns ${subjectText(limit, subject)}`,
  Agency_TargetRefused: ({ target }) => `${target} is no contract for which the agency acts`,
  Agency_NoFunction: () => `The data name no function: they are shorter than 4 bytes`,
  Agency_PowerIsPersonal: ({ account, selector }) =>
    `The function ${selector} is a power that governance gives to an account itself: nobody calls it for ${account}`,
  Agency_InvalidAgent: ({ agent }) => `The agent cannot be ${agent}: it is another account than the principal's own`,
  Agency_InvalidTerm: ({ start, end }) =>
    `A mandate from ${start} to ${end} is never in force: it ends before it begins, or has ended already`,
  Agency_InvalidMandate: ({ index }) =>
    `Mandate ${index} of the list has no function, more than one limit, or an empty entry in its limit`,
  Agency_Nothing: () => `There is nothing to do: the list is empty`,
  Agency_RequestExpired: ({ deadline }) => `It is too late to submit the request: the last second was ${deadline}`,
  Agency_InvalidSignature: ({ agent }) => `The signature is not that of ${agent} for this request`,
  Agency_AlreadyConnected: () => `Where limits of mandates are checked was said already, and stays`,
};

const COVERED: Readonly<Record<LimitName, string>> = {
  NONE: "some acts",
  BILLS: "some bills",
  REFERENCES: "some references",
  LOCATION: "one place",
};

/** What an act concerns, in the words of the limit that it breaks. */
function subjectText(limit: LimitName, subject: string): string {
  if (BigInt(subject) === 0n) return `none, or more than one, or it cannot be told which`;
  if (limit === "BILLS") return `the bill ${shortToken(BigInt(subject))}`;
  if (limit === "REFERENCES") return `the reference "${fromFixedBytes(dataSlice(subject, 0, 20))}"`;
  return `"${fromFixedBytes(dataSlice(subject, 0, 5))}"`;
}
