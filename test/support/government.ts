import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NetworkHelpers } from "@nomicfoundation/hardhat-network-helpers/types";
import type { NetworkConnection } from "hardhat/types/network";

import type { FoundingArguments } from "../../ignition/modules/Founding.js";
import { deploySuite } from "../../scripts/support/deploy-suite.js";
import type { Deployment } from "../../scripts/support/deployment-file.js";
import {
  type Call,
  connectGovernment,
  ConsortiumDesk,
  type Government,
  type Suite,
  type VoteTypeName,
} from "../../sdk/index.js";
import { carrierCode, lei, Role } from "./values.js";

export const HOUR = 3_600n;
export const DAY = 24n * HOUR;

/** Seven seats: member 2 shares that of member 1, and customs, member 8, has none. */
const ROLES = [
  Role.CARRIER,
  Role.TERMINAL,
  Role.CARRIER,
  Role.BANK,
  Role.TRADER,
  Role.FORWARDER,
  Role.TERMINAL,
  Role.CUSTOMS,
  Role.HAULIER,
];
const CODES = ["MSC", undefined, "HLC"];

/** The members that speak for a seat, by number. */
export const SPEAKERS = [1, 3, 4, 5, 6, 7, 9] as const;
/** Two thirds of the seats, rounded up. */
export const QUORUM = 5;
export const GUARDIANS = [3, 4, 7] as const;

export const RULES = { votingDelay: HOUR, votingPeriod: DAY, timelockDelay: 2n * HOUR } as const;

/** Founders of a test, who act through the accounts of a Hardhat chain from the second on. */
export function founding(accounts: readonly string[]): FoundingArguments {
  const admissions = ROLES.map((roles, index) => {
    const account = accounts[index];
    if (account === undefined) throw new Error("the chain has too few accounts");
    const code = CODES[index];
    const carrierCodes = code === undefined ? [] : [{ list: 0n, code: carrierCode(code).code }];
    return { account, roles, lei: lei(index + 1), carrierCodes, group: index === 1 ? 1 : 0 };
  });
  return {
    admissions,
    guardians: GUARDIANS,
    approvalsNeeded: 2,
    rules: { votingDelay: Number(RULES.votingDelay), votingPeriod: Number(RULES.votingPeriod), quorum: 40 },
    timelockDelay: Number(RULES.timelockDelay),
  };
}

/** A consortium that its members govern. */
export interface Founded {
  readonly deployment: Deployment;
  /** Acts as the deployer, who has no power. */
  readonly suite: Suite;
  readonly government: Government;
  readonly deployer: HardhatEthersSigner;
  /** Somebody who is no member. */
  readonly outsider: HardhatEthersSigner;
  /** The account of the timelock, for tests that need a decision and not the way to it. */
  readonly timelock: HardhatEthersSigner;
  /** The account of the member with this number. */
  readonly signer: (member: number) => HardhatEthersSigner;
  readonly desk: (member: number) => ConsortiumDesk;
}

export async function foundConsortium(connection: NetworkConnection<string>): Promise<Founded> {
  const { ethers } = connection;
  const [deployer, ...accounts] = await ethers.getSigners();
  const outsider = accounts[ROLES.length];
  if (deployer === undefined || outsider === undefined) throw new Error("the chain has too few accounts");
  const founders = founding(accounts.map(({ address }) => address));
  const { deployment, suite } = await deploySuite(connection, { founders });
  const signer = (member: number) => {
    const account = accounts[member - 1];
    if (account === undefined) throw new Error(`there is no account of member ${member}`);
    return account;
  };
  await ethers.provider.send("hardhat_setBalance", [deployment.governance, "0x8ac7230489e80000"]); // for gas
  return {
    deployment,
    suite,
    government: connectGovernment(deployment.contracts, deployer),
    deployer,
    outsider,
    timelock: await ethers.getImpersonatedSigner(deployment.governance),
    signer,
    desk: (member) => new ConsortiumDesk(deployment.contracts, signer(member)),
  };
}

/** Has a member propose, waits until the vote begins, and answers the proposal's id. */
export async function proposeTo(founded: Founded, calls: readonly Call[], time: Time, by = 1): Promise<bigint> {
  const { government } = founded;
  await (await founded.desk(by).propose(calls)).send();
  const [proposalId] = await government.governor.proposalDetailsAt((await government.governor.proposalCount()) - 1n);
  await time.increase(RULES.votingDelay + 1n);
  return proposalId;
}

/** Has members vote for it. */
export async function castVotes(
  founded: Founded,
  proposalId: bigint,
  voters: readonly number[],
  vote: VoteTypeName = "For",
): Promise<void> {
  for (const voter of voters) await founded.desk(voter).vote(proposalId, vote).send();
}

/** The whole way of a decision: proposed, decided by the quorum, queued and carried out. */
export async function decide(founded: Founded, calls: readonly Call[], time: Time): Promise<bigint> {
  const proposalId = await proposeTo(founded, calls, time);
  await castVotes(founded, proposalId, SPEAKERS.slice(0, QUORUM));
  await time.increase(RULES.votingPeriod);
  await founded.desk(1).queue(proposalId).send();
  await time.increase(RULES.timelockDelay);
  await founded.desk(1).execute(proposalId).send();
  return proposalId;
}

type Time = NetworkHelpers["time"];
