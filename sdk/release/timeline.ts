/**
 * The history of a container across registry, charges and pick-up, which take turns in one sequence. It is read backwards
 * from its tip without an archive node: two queries of a single block for each block with events.
 */
import { type Log, toBeHex, zeroPadBytes } from "ethers";

import { IReleaseEvents__factory } from "../../typechain-types/index.js";
import { HistoryError, type HistoryErrorCode } from "../bill/history.js";
import { ArgumentError, checkedToken } from "../chain/arguments.js";
import { decodingErrors } from "../chain/errors.js";
import { type Member, memberOfAccount, readMember } from "../chain/members.js";
import { requireComplete, sequenceBefore, timesOfBlocks } from "../chain/trail.js";
import { shortToken } from "../chain/values.js";
import { providerOf, type ReleaseAddresses, type ReleaseContracts } from "./contracts.js";
import { actorOf, entryWords } from "./event-words.js";
import { isEntry, type ReleaseEntry, toReleaseEvent } from "./events.js";
import { checkedConsignment, checkedContainer, NO_CONTAINER } from "./release-arguments.js";

/** One line of a timeline. */
export interface TimelineEntry {
  readonly entry: ReleaseEntry;
  /** The member that acted; absent if it was governance, or somebody who is no member. */
  readonly who?: Member;
  /** The account that acted, or in whose name it was done: the sender of the transaction, unless the event says. */
  readonly account: string;
  /** When it happened, as the terminal or customs states; else when it was recorded. Seconds since 1970. */
  readonly happened: number;
  /** The time of the block. */
  readonly recorded: number;
  /** One line without a full stop. */
  readonly words: string;
}

/** Where a history ends for now, as `containerOf` and `consignmentOf` tell it. */
interface Tip {
  readonly sequence: bigint | number;
  readonly latestBlock: bigint | number;
}

/** Whose history: of a container, or of a consignment as a whole. */
interface Subject {
  readonly tokenId: bigint;
  /** bytes11; zero for the consignment. */
  readonly number: string;
  readonly consignment: number;
  /** For errors. */
  readonly name: string;
}

const EVENTS = IReleaseEvents__factory.createInterface();
const OPENED = EVENTS.getEvent("ConsignmentOpened").topicHash;
const REPOINTED = EVENTS.getEvent("Repointed").topicHash;

/**
 * Every event of a container, oldest first: its own, and those of the consignments that it was in (their opening, charges
 * for the whole). After a reissue its time under the bills before comes first.
 * @throws HistoryError if the node leaves something out or makes something up
 * @throws ArgumentError for a container that was never consigned under the bill
 */
export async function readTimeline(
  contracts: ReleaseContracts,
  addresses: ReleaseAddresses,
  tokenId: bigint,
  number: string,
): Promise<readonly TimelineEntry[]> {
  return await toTimeline(contracts, await readContainerEntries(contracts, addresses, tokenId, number));
}

/** The same without who and when: the events alone. */
export async function readContainerEntries(
  contracts: ReleaseContracts,
  addresses: ReleaseAddresses,
  tokenId: bigint,
  number: string,
): Promise<readonly ReleaseEntry[]> {
  const bytes = checkedContainer(number);
  const tip = await decodingErrors(contracts.releaseRegistry.containerOf(checkedToken(tokenId), bytes));
  if (tip.latestBlock === 0n) {
    throw new ArgumentError("number", `was never in a consignment of the bill ${shortToken(tokenId)}: ${number}`);
  }
  const walk = new Walk(contracts, addresses);
  const entries = await walk.wholeLife(tokenId, bytes, number, tip);
  return [...new Map(entries.map((entry) => [`${entry.block}/${entry.logIndex}`, entry])).values()].sort(inOrder);
}

/** The events of a consignment as a whole, oldest first: its opening, and charges for all of it. */
export async function readConsignmentEntries(
  contracts: ReleaseContracts,
  addresses: ReleaseAddresses,
  tokenId: bigint,
  consignment: number,
): Promise<readonly ReleaseEntry[]> {
  const walk = new Walk(contracts, addresses);
  return [...(await walk.ofConsignment(checkedToken(tokenId), checkedConsignment(consignment)))].sort(inOrder);
}

class Walk {
  readonly #contracts: ReleaseContracts;
  readonly #addresses: ReleaseAddresses;
  /** The consignment of a charge for a whole consignment, by the charge's number. */
  readonly #charged = new Map<bigint, Promise<number>>();

  constructor(contracts: ReleaseContracts, addresses: ReleaseAddresses) {
    this.#contracts = contracts;
    this.#addresses = addresses;
  }

  /** Under this bill, and under those that it followed. */
  async wholeLife(tokenId: bigint, bytes: string, number: string, tip: Tip): Promise<ReleaseEntry[]> {
    const name = `the container ${number} under the bill ${shortToken(tokenId)}`;
    const own = await this.#backwards({ tokenId, number: bytes, consignment: 0, name }, tip);
    const numbers = new Set(own.flatMap((entry) => consignmentsIn(entry)));
    const wholes = await Promise.all([...numbers].map((consignment) => this.ofConsignment(tokenId, consignment)));
    const before = await this.#predecessor(own.at(-1), bytes);
    if (before === undefined) return [...own, ...wholes.flat()];
    const earlierTip = await decodingErrors(this.#contracts.releaseRegistry.containerOf(before, bytes));
    return [...own, ...wholes.flat(), ...(await this.wholeLife(before, bytes, number, earlierTip))];
  }

  async ofConsignment(tokenId: bigint, consignment: number): Promise<readonly ReleaseEntry[]> {
    const tip = await decodingErrors(this.#contracts.releaseRegistry.consignmentOf(tokenId, consignment));
    const name = `the consignment ${consignment} of the bill ${shortToken(tokenId)}`;
    return await this.#backwards({ tokenId, number: NO_CONTAINER, consignment, name }, tip);
  }

  /** Newest first. */
  async #backwards(subject: Subject, tip: Tip): Promise<ReleaseEntry[]> {
    const all: ReleaseEntry[] = [];
    let block = Number(tip.latestBlock);
    let expected = Number(tip.sequence);
    do {
      const at = block;
      const entries = await this.#inBlock(subject, at);
      const refuse = (code: HistoryErrorCode, fault: string) => toError(code, subject, at, fault);
      const lowest = requireComplete(entries, at, expected, isMisplaced, refuse);
      all.push(...entries);
      expected = sequenceBefore(lowest.sequence);
      block = lowest.previousBlock;
    } while (block !== 0);
    return all;
  }

  /** All entries of the subject in one block, newest first. */
  async #inBlock(subject: Subject, block: number): Promise<ReleaseEntry[]> {
    const { ReleaseRegistry, Charges, PickUp } = this.#addresses;
    const token = toBeHex(subject.tokenId, 32);
    const number = zeroPadBytes(subject.number, 32);
    const isWhole = subject.number === NO_CONTAINER;
    // Most events have the bill first; those of a charge have the charge's number before it.
    const [direct, ofCharges] = await Promise.all([
      isWhole
        ? this.#logs(subject, block, [ReleaseRegistry], [OPENED, token, toBeHex(subject.consignment, 32)])
        : this.#logs(subject, block, [ReleaseRegistry, Charges, PickUp], [null, token, number]),
      this.#logs(subject, block, [Charges], [null, null, token, number]),
    ]);
    const entries = [...direct, ...ofCharges].map((log) => this.#toEntry(subject, log));
    const own = isWhole ? await this.#ofThisConsignment(entries, subject.consignment) : entries;
    return own.sort((a, b) => b.logIndex - a.logIndex);
  }

  async #logs(
    subject: Subject,
    block: number,
    address: string[],
    topics: readonly (string | null)[],
  ): Promise<readonly Log[]> {
    const query = { address, topics: [...topics], fromBlock: block, toBlock: block };
    const logs = await decodingErrors(providerOf(this.#contracts).getLogs(query));
    for (const log of logs) {
      const isAsked =
        address.includes(log.address) &&
        log.blockNumber === block &&
        !log.removed &&
        topics.every((topic, index) => topic === null || log.topics[index] === topic);
      if (!isAsked) {
        throw toError("FOREIGN_EVENT", subject, block, "it answered with an event that was not asked for");
      }
    }
    return logs;
  }

  #toEntry(subject: Subject, log: Log): ReleaseEntry {
    const event = toReleaseEvent(log, this.#addresses);
    if (event === undefined || !isEntry(event)) {
      throw toError("UNKNOWN_EVENT", subject, log.blockNumber, `the event ${log.topics[0]} is not known here`);
    }
    return event;
  }

  /** Charges for a whole consignment name it when they are raised; later the charge has to be asked. */
  async #ofThisConsignment(entries: readonly ReleaseEntry[], consignment: number): Promise<ReleaseEntry[]> {
    const numbers = await Promise.all(
      entries.map(async (entry) => ("charge" in entry ? await this.#consignmentOfCharge(entry.charge) : consignment)),
    );
    return entries.filter((_, index) => numbers[index] === consignment);
  }

  async #consignmentOfCharge(charge: bigint): Promise<number> {
    const known =
      this.#charged.get(charge) ??
      decodingErrors(this.#contracts.charges.chargeOf(charge)).then(({ consignment }) => Number(consignment));
    this.#charged.set(charge, known);
    return await known;
  }

  /** The bill from which a container was taken over, in the block of its first event; nothing if it was not. */
  async #predecessor(first: ReleaseEntry | undefined, number: string): Promise<bigint | undefined> {
    if (first?.event !== "ContainerConsigned") return undefined;
    const { tokenId, block } = first;
    const subject = { tokenId, number, consignment: 0, name: `the container ${first.number}` };
    const topics = [REPOINTED, null, zeroPadBytes(number, 32), toBeHex(tokenId, 32)];
    const logs = await this.#logs(subject, block, [this.#addresses.ReleaseRegistry], topics);
    // One container is taken over once into a bill, in the same transaction.
    const log = logs.find(({ transactionHash }) => transactionHash === first.transaction);
    return log?.topics[1] === undefined ? undefined : BigInt(log.topics[1]);
  }
}

/** Adds who, when and words to entries in their order. */
async function toTimeline(
  contracts: ReleaseContracts,
  entries: readonly ReleaseEntry[],
): Promise<readonly TimelineEntry[]> {
  const provider = providerOf(contracts);
  const blocks = entries.map(({ block }) => block);
  const times = await decodingErrors(
    timesOfBlocks(provider, blocks, (block, fault) => new HistoryError("MISSING_EVENT", 0n, block, fault)),
  );
  const senders = new Map<string, Promise<string>>();
  const senderOf = ({ transaction, block }: ReleaseEntry) => {
    const known =
      senders.get(transaction) ??
      decodingErrors(provider.getTransaction(transaction)).then((sent) => {
        if (sent !== null) return sent.from;
        throw new HistoryError("MISSING_EVENT", 0n, block, `the node does not have the transaction ${transaction}`);
      });
    senders.set(transaction, known);
    return known;
  };
  const members = new Map<string, Promise<Member | undefined>>();
  const memberFor = (member: number | undefined, account: string) => {
    const key = member === undefined ? account : String(member);
    const known =
      members.get(key) ??
      (member === undefined
        ? memberOfAccount(contracts.consortium, account)
        : readMember(contracts.consortium, member));
    members.set(key, known);
    return known;
  };
  return await Promise.all(
    entries.map(async (entry) => {
      const actor = actorOf(entry);
      const account = actor.account ?? (await senderOf(entry));
      const who = await memberFor(actor.member, account);
      const recorded = times.get(entry.block) ?? 0;
      const happened = "happened" in entry ? entry.happened : recorded;
      return { entry, ...(who && { who }), account, happened, recorded, words: entryWords(entry) };
    }),
  );
}

/** Only the first consigning of a container, or the opening, begins a history. */
function isMisplaced({ event, previousBlock, sequence }: ReleaseEntry): boolean {
  const isFirst = previousBlock === 0;
  return isFirst && (sequence !== 1 || !(event === "ContainerConsigned" || event === "ConsignmentOpened"));
}

/** The consignments that an entry puts its container into. */
function consignmentsIn(entry: ReleaseEntry): number[] {
  return entry.event === "ContainerConsigned" || entry.event === "PlanChanged" ? [entry.consignment] : [];
}

function inOrder(a: ReleaseEntry, b: ReleaseEntry): number {
  return a.block - b.block || a.logIndex - b.logIndex;
}

function toError(code: HistoryErrorCode, { tokenId, name }: Subject, block: number, fault: string): HistoryError {
  return new HistoryError(code, tokenId, block, fault, name);
}
