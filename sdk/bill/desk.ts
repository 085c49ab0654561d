/** A member's desk for bills of lading: reads them, and does every act on them. */
import type { TransactionReceipt } from "ethers";

import { BillOfLading__factory } from "../../typechain-types/index.js";
import { type BillAddresses, type BillContracts, connectBills } from "./contracts.js";
import {
  checkedAccount,
  checkedHash,
  checkedInteger,
  checkedList,
  checkedName,
  checkedToken,
} from "../chain/arguments.js";
import { findMember, type Member, memberOfAccount, readMember } from "../chain/members.js";
import { findPrincipal } from "../chain/principal.js";
import { isSigner, type Runner, Transaction } from "../chain/transaction.js";
import { Place, type PlaceName } from "../chain/values.js";
import type { TransportDocument } from "../document/transport-document.js";
import {
  commentsHash,
  endorsee,
  endorsement,
  type EndorsementName,
  instruction,
  type InstructionOrder,
  issuances,
  type SurrenderReason,
  reasonCode,
  reissueArguments,
} from "./act-arguments.js";
import { type Bill, type BillDetails, readBill, readBillDetails } from "./bill.js";
import { entriesIn, type HistoryEntry, readHistory } from "./history.js";
import { encodeIssuance, type Issuance } from "./issuance.js";
import { type IssuanceChoices, issuanceFor } from "./issuance-parties.js";

/** An act that is ready: `dryRun()` tells what it would do and cost, `send()` does it. */
export type BillAct = Transaction<HistoryEntry>;

const MAX_SEQUENCE = 65_535; // histories count modulo 65,536
const MAX_ORIGINALS = 255; // the chain keeps the number in 8 bits

/**
 * A desk at one deployment, for one account. Acts check their arguments at once (ArgumentError) and send nothing:
 *
 *     const desk = new BillDesk(addresses, signer);
 *     const { transaction, events } = await desk.transfer(tokenId, bank).send();
 *
 * Accounts are addresses; `findMember` looks one up by number, LEI or carrier code. Who may do what, and what it
 * changes, stands in contracts/interfaces/IBillOfLading.sol and IBillAmendment.sol under the same names.
 */
export class BillDesk {
  readonly contracts: BillContracts;

  /**
   * @param addresses where the bills and the members are, such as the addresses of a whole suite
   * @param runner a signer with a provider; or a provider, to read only
   * @param principal number of the member in whose name this desk acts, through the agency; the signer's own unless told
   */
  constructor(
    readonly addresses: BillAddresses,
    readonly runner: Runner,
    readonly principal?: number,
  ) {
    this.contracts = connectBills(addresses, runner);
  }

  /** This desk at work for a member: its acts go through the agency, under a mandate that the member has given. */
  for(principal: number): BillDesk {
    return new BillDesk(this.addresses, this.runner, principal);
  }

  /* READING */

  /** A bill in one call. @throws ChainError ERC721NonexistentToken */
  readBill(tokenId: bigint): Promise<Bill> {
    return readBill(this.contracts.billOfLading, checkedToken(tokenId));
  }

  /** A bill with its members, instruction, paper, stand-ins and lineage. @throws ChainError ERC721NonexistentToken */
  readBillDetails(tokenId: bigint): Promise<BillDetails> {
    return readBillDetails(this.contracts.billOfLading, this.contracts.consortium, checkedToken(tokenId));
  }

  /** A bill's whole history, newest entry first. @throws HistoryError if the node leaves something out */
  readHistory(tokenId: bigint): Promise<readonly HistoryEntry[]> {
    return readHistory(this.contracts.billOfLading, checkedToken(tokenId));
  }

  /** A member by number, account, LEI or carrier code (`SMDG:MSC`). @throws ArgumentError if nobody is known by it */
  findMember(text: string, argument?: string): Promise<Member> {
    return findMember(this.contracts.consortium, text, argument);
  }

  /** The member for which this desk acts; nothing if the account belongs to nobody. */
  async self(): Promise<Member | undefined> {
    if (this.principal !== undefined) return await readMember(this.contracts.consortium, this.principal);
    return await memberOfAccount(this.contracts.consortium, await this.account());
  }

  /** The account in whose name this desk acts. @throws TypeError at a desk that only reads */
  async account(): Promise<string> {
    if (!isSigner(this.runner)) throw new TypeError("Nobody acts at this desk: it was opened with a provider alone");
    if (this.principal !== undefined) return (await this.findPrincipal(this.principal)).account;
    return await this.runner.getAddress();
  }

  /* ISSUE */

  /** What to issue for a document: finds the members by their LEIs. @throws IssuanceError if something contradicts */
  async issuanceOf(document: TransportDocument, choices?: IssuanceChoices): Promise<Issuance> {
    return await issuanceFor(this.contracts.consortium, await this.account(), document, choices);
  }

  issue(issuance: Issuance): BillAct {
    return this.act("issue", [encodeIssuance(issuance)]);
  }

  /** All in one transaction, or none. For long lists see issueInBatches. */
  issueBatch(list: readonly Issuance[]): BillAct {
    return this.act("issueBatch", [issuances(list, "issuances")]);
  }

  /* POSSESSION */

  /** @param from who possesses the bill; this desk's account unless told (a custodian may be approved for another's) */
  transfer(tokenId: bigint, to: string, from?: string): BillAct {
    const recipient = checkedAccount(to, "to");
    const possessor = from === undefined ? undefined : checkedAccount(from, "from");
    checkedToken(tokenId);
    return this.act("transferFrom", (account) => [possessor ?? account, recipient, tokenId]);
  }

  sign(tokenId: bigint): BillAct {
    return this.act("sign", [checkedToken(tokenId)]);
  }

  reject(tokenId: bigint): BillAct {
    return this.act("reject", [checkedToken(tokenId)]);
  }

  /** Moves bills from a replaced account to its member's current one. Anybody may do this, for any bills. */
  followAccounts(tokenIds: readonly bigint[]): BillAct {
    checkedList(tokenIds, "tokenIds", (tokenId) => tokenId);
    return this.act("followAccounts", [tokenIds.map((tokenId, index) => checkedToken(tokenId, `tokenIds[${index}]`))]);
  }

  /* ENDORSEMENT */

  /** @param to the new titleholder; nobody for BLANK_ENDORSE */
  endorse(tokenId: bigint, act: EndorsementName, to?: string): BillAct {
    return this.act("endorse", [checkedToken(tokenId), endorsement(act), endorsee(act, to)]);
  }

  endorseAndTransfer(tokenId: bigint, act: EndorsementName, to: string): BillAct {
    return this.act("endorseAndTransfer", [checkedToken(tokenId), endorsement(act), checkedAccount(to, "to")]);
  }

  cancelEndorsement(tokenId: bigint): BillAct {
    return this.act("cancelEndorsement", [checkedToken(tokenId)]);
  }

  /* INSTRUCTION */

  instruct(tokenId: bigint, order: InstructionOrder): BillAct {
    return this.act("instruct", [checkedToken(tokenId), ...instruction(order)]);
  }

  withdrawInstruction(tokenId: bigint): BillAct {
    return this.act("withdrawInstruction", [checkedToken(tokenId)]);
  }

  /** @param sequence of the instruction that was read: `instruction.sequence` of the bill. A later one is not carried out. */
  carryOut(tokenId: bigint, sequence: number): BillAct {
    return this.act("carryOut", [checkedToken(tokenId), checkedInteger(sequence, "sequence", 0, MAX_SEQUENCE)]);
  }

  /* SURRENDER */

  surrenderForDelivery(tokenId: bigint): BillAct {
    return this.act("surrenderForDelivery", [checkedToken(tokenId)]);
  }

  surrenderForAmendment(tokenId: bigint, reason: SurrenderReason): BillAct {
    return this.act("surrenderForAmendment", [checkedToken(tokenId), reasonCode(reason)]);
  }

  acceptSurrender(tokenId: bigint): BillAct {
    return this.act("acceptSurrender", [checkedToken(tokenId)]);
  }

  /** @param comments 1 to 255 characters; only their hash goes on chain */
  refuseSurrender(tokenId: bigint, comments: string): BillAct {
    return this.act("refuseSurrender", [checkedToken(tokenId), commentsHash(comments)]);
  }

  /* AMENDMENT */

  reissue(tokenIds: readonly bigint[], successors: readonly Issuance[]): BillAct {
    return this.act("reissue", reissueArguments(tokenIds, successors));
  }

  /** @param successor digest of the document agreed to; nothing takes an earlier agreement back */
  allowReplacement(tokenId: bigint, successor?: bigint): BillAct {
    const allowed = successor === undefined ? 0n : checkedToken(successor, "successor");
    return this.act("allowReplacement", [checkedToken(tokenId), allowed]);
  }

  replaceWaybill(tokenId: bigint, successor: Issuance): BillAct {
    return this.act("replaceWaybill", [checkedToken(tokenId), encodeIssuance(successor, "successor")]);
  }

  /* PAPER */

  /** @param originals 1 to 255, the full set */
  recordPaper(tokenId: bigint, statementHash: string, originals: number): BillAct {
    const statement = checkedHash(statementHash, "statementHash");
    const set = checkedInteger(originals, "originals", 1, MAX_ORIGINALS);
    return this.act("recordPaper", [checkedToken(tokenId), statement, set]);
  }

  recordPresentation(tokenId: bigint, presenter: string, presentedHash: string): BillAct {
    const original = checkedHash(presentedHash, "presentedHash");
    return this.act("recordPresentation", [checkedToken(tokenId), checkedAccount(presenter, "presenter"), original]);
  }

  issueFromPaper(tokenId: bigint, successor: Issuance, statementHash: string): BillAct {
    const statement = checkedHash(statementHash, "statementHash");
    return this.act("issueFromPaper", [checkedToken(tokenId), encodeIssuance(successor, "successor"), statement]);
  }

  /* STAND-IN */

  giveUpStandIn(tokenId: bigint, place: PlaceName, party: string): BillAct {
    return this.act("giveUpStandIn", standInArguments(tokenId, place, party));
  }

  /** By governance. */
  replaceStandIn(tokenId: bigint, place: PlaceName, party: string): BillAct {
    return this.act("replaceStandIn", standInArguments(tokenId, place, party));
  }

  private act(method: string, args: readonly unknown[] | ((account: string) => readonly unknown[])): BillAct {
    const { billOfLading } = this.contracts;
    const eventsOf = ({ logs }: TransactionReceipt) => [...entriesIn(logs, this.addresses.BillOfLading)].reverse();
    const { principal } = this;
    const find = principal === undefined ? undefined : () => this.findPrincipal(principal);
    return new Transaction(billOfLading, BillOfLading__factory.abi, this.runner, method, args, eventsOf, {
      principal: find,
    });
  }

  private findPrincipal(principal: number) {
    return findPrincipal(this.contracts.consortium, principal);
  }
}

function standInArguments(tokenId: bigint, place: PlaceName, party: string) {
  return [
    checkedToken(tokenId),
    checkedName(Place, place, "place", ["SHIPPER", "TITLE"]),
    checkedAccount(party, "party"),
  ];
}
