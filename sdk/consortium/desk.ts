/** A member's desk for the consortium: its own accounts and seat, proposals and votes, and the guardians' approvals. */
import type { TransactionReceipt } from "ethers";

import { ArgumentError, checkedAccount, checkedInteger, checkedToken } from "../chain/arguments.js";
import { decodingErrors } from "../chain/errors.js";
import { findMember, type Member, memberOfAccount } from "../chain/members.js";
import { findPrincipal } from "../chain/principal.js";
import { connectSuite, type SuiteAddresses } from "../chain/suite.js";
import { isSigner, type Runner, Transaction } from "../chain/transaction.js";
import { isNameIn, VoteType, type VoteTypeName } from "../chain/values.js";
import { type Call, describeCall, encodeCall, type CallArgument } from "./calls.js";
import { ABIS, connectGovernment, connectNamed, type ContractName, type Government } from "./contracts.js";
import { codecOf, eventsOf, type SuiteEvent } from "./events.js";
import { type GovernmentRules, readGovernment } from "./government.js";
import { listMembers, type MemberDetails, type MemberEntry, readMemberDetails } from "./members.js";
import { findProposal, listProposals, type Proposal, readProposal } from "./proposals.js";
import { type WhoCan, whoCan } from "./who-can.js";

/** An act that is ready: `dryRun()` tells what it would do and cost, `send()` does it. */
export type ConsortiumAct = Transaction<SuiteEvent>;

const MOST_SECONDS = 7 * 86_400; // of a guardian's pause or freeze
const MOST_MEMBERS = 2 ** 32 - 1;

/**
 * A desk at one deployment, for one account. Acts check their arguments at once (ArgumentError) and send nothing:
 *
 *     const desk = new ConsortiumDesk(addresses, signer);
 *     const suspend = desk.call("Consortium.suspend", [7]);
 *     await (await desk.propose([suspend], "Member 7 has not paid")).send();
 *
 * Where one account governs, the acts of the members' government throw ArgumentError.
 */
export class ConsortiumDesk {
  /**
   * @param addresses of the whole suite
   * @param runner a signer with a provider; or a provider, to read only
   * @param fromBlock the first block of the suite: no event is looked for before it
   * @param principal number of the member in whose name this desk acts, through the agency; the signer's own unless told
   */
  constructor(
    readonly addresses: SuiteAddresses,
    readonly runner: Runner,
    readonly fromBlock = 0,
    readonly principal?: number,
  ) {}

  /** This desk at work for a member: its acts go through the agency, under a mandate that the member has given. */
  for(principal: number): ConsortiumDesk {
    return new ConsortiumDesk(this.addresses, this.runner, this.fromBlock, principal);
  }

  /** @throws ArgumentError if one account governs this suite */
  get government(): Government {
    return connectGovernment(this.addresses, this.runner);
  }

  /** Whether the members govern, and not one account. */
  get isFounded(): boolean {
    return this.addresses.ConsortiumGovernor !== undefined;
  }

  get #consortium() {
    return connectSuite(this.addresses, this.runner).consortium;
  }

  /* READING */

  listMembers(): Promise<MemberEntry[]> {
    return listMembers(this.#consortium);
  }

  /** A member by number, account, LEI or carrier code (`SMDG:MSC`). @throws ArgumentError if nobody is known by it */
  findMember(text: string, argument?: string): Promise<Member> {
    return findMember(this.#consortium, text, argument);
  }

  readMember(member: number): Promise<MemberDetails> {
    return readMemberDetails(this.#consortium, member);
  }

  /** The member for which this desk acts; nothing if the account belongs to nobody. */
  async self(): Promise<Member | undefined> {
    if (this.principal !== undefined) return await findMember(this.#consortium, String(this.principal), "principal");
    if (!isSigner(this.runner)) return undefined;
    return await memberOfAccount(this.#consortium, await this.runner.getAddress());
  }

  readGovernment(): Promise<GovernmentRules> {
    return readGovernment(this.government);
  }

  /** All proposals, the newest first. */
  listProposals(): Promise<Proposal[]> {
    return listProposals(this.government, this.addresses);
  }

  /** A proposal by its number among all, or by its id. @throws ArgumentError, ChainError GovernorNonexistentProposal */
  async readProposal(text: string): Promise<Proposal> {
    return await readProposal(this.government, this.addresses, await findProposal(this.government, text));
  }

  /** Who may call a function now, such as `Consortium.suspend`. */
  whoCan(name: string): Promise<WhoCan> {
    const provider = isSigner(this.runner) ? this.runner.provider : this.runner;
    if (provider === null) throw new TypeError("The signer is not connected to a provider");
    return whoCan(this.addresses, provider, name, this.fromBlock);
  }

  /* PROPOSALS */

  /** A call by name, for a proposal. See {@link encodeCall}. */
  call(name: string, args: readonly CallArgument[]): Call {
    return encodeCall(this.addresses, name, args);
  }

  /**
   * Proposes calls, which are carried out together or not at all. The text begins with the number that the proposal will
   * have and ends with what it does, so that the same decision can be proposed a second time.
   * @param reason for the members, ahead of what the calls are
   */
  async propose(calls: readonly Call[], reason = ""): Promise<ConsortiumAct> {
    if (calls.length === 0) throw new ArgumentError("calls", "are none: a proposal does something");
    const number = (await decodingErrors(this.government.governor.proposalCount())) + 1n;
    const acts = calls.map((call) => describeCall(this.addresses, call).text).join("; ");
    const text = `${number}. ${reason === "" ? "" : `${reason}: `}${acts}`;
    const args = [calls.map(({ target }) => target), calls.map(() => 0n), calls.map(({ data }) => data), text];
    return this.#act("ConsortiumGovernor", "propose", args);
  }

  vote(proposalId: bigint, vote: VoteTypeName, reason = ""): ConsortiumAct {
    if (!isNameIn(VoteType, vote)) {
      throw new ArgumentError("vote", `is not one of ${Object.keys(VoteType).join(", ")}: ${JSON.stringify(vote)}`);
    }
    const args = [checkedToken(proposalId, "proposalId"), VoteType[vote]];
    if (reason === "") return this.#act("ConsortiumGovernor", "castVote", args);
    return this.#act("ConsortiumGovernor", "castVoteWithReason", [...args, reason]);
  }

  /** A proposal that has won begins to wait in the timelock. Anybody may do this. */
  queue(proposalId: bigint): ConsortiumAct {
    return this.#act("ConsortiumGovernor", "queue(uint256)", [checkedToken(proposalId, "proposalId")]);
  }

  /** A proposal that has waited is carried out. Anybody may do this. */
  execute(proposalId: bigint): ConsortiumAct {
    return this.#act("ConsortiumGovernor", "execute(uint256)", [checkedToken(proposalId, "proposalId")]);
  }

  /** By the seat that proposed, until the vote begins. */
  cancel(proposalId: bigint): ConsortiumAct {
    return this.#act("ConsortiumGovernor", "cancel(uint256)", [checkedToken(proposalId, "proposalId")]);
  }

  /** By the one account that governs a suite without founders: the call itself, without a vote. */
  govern({ target, data }: Call): ConsortiumAct {
    const { contract, method } = describeCall(this.addresses, { target, data });
    if (contract === undefined || method === undefined) throw new ArgumentError("call", "is none of this suite");
    return this.#act(contract, method, [...codecOf(contract).decodeFunctionData(data.slice(0, 10), data)]);
  }

  /* THE MEMBER ITSELF */

  /** Names the account that is to replace this member's own. */
  proposeAccount(account: string): ConsortiumAct {
    return this.#act("Consortium", "proposeAccount", [checkedAccount(account, "account")]);
  }

  /** The new account accepts: it acts for the member from then on. */
  acceptAccount(member: number): ConsortiumAct {
    return this.#act("Consortium", "acceptAccount", [checkedMember(member)]);
  }

  /** Takes a proposed account back, or turns it down. */
  withdrawAccount(member: number): ConsortiumAct {
    return this.#act("Consortium", "withdrawAccount", [checkedMember(member)]);
  }

  passSeat(member: number): ConsortiumAct {
    return this.#act("Consortium", "passSeat", [checkedMember(member)]);
  }

  takeSeat(): ConsortiumAct {
    return this.#act("Consortium", "takeSeat", []);
  }

  /* GUARDIANS */

  /** @param duration seconds, at most 7 days */
  approvePause(duration: number): ConsortiumAct {
    return this.#act("Guardians", "approvePause", [checkedInteger(duration, "duration", 1, MOST_SECONDS)]);
  }

  approveResume(): ConsortiumAct {
    return this.#act("Guardians", "approveResume", []);
  }

  /** @param duration seconds, at most 7 days */
  approveFreeze(tokenId: bigint, duration: number): ConsortiumAct {
    const seconds = checkedInteger(duration, "duration", 1, MOST_SECONDS);
    return this.#act("Guardians", "approveFreeze", [checkedToken(tokenId), seconds]);
  }

  approveUnfreeze(tokenId: bigint): ConsortiumAct {
    return this.#act("Guardians", "approveUnfreeze", [checkedToken(tokenId)]);
  }

  #act(contract: ContractName, method: string, args: readonly unknown[]): ConsortiumAct {
    const connected = connectNamed(this.addresses, contract, this.runner);
    const events = ({ logs }: TransactionReceipt) => eventsOf(logs, this.addresses);
    const { principal } = this;
    const find = principal === undefined ? undefined : () => findPrincipal(this.#consortium, principal);
    return new Transaction(connected, ABIS[contract], this.runner, method, args, events, { principal: find });
  }
}

function checkedMember(member: number): number {
  return checkedInteger(member, "member", 1, MOST_MEMBERS);
}
