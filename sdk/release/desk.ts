/** A member's desk for release: reads containers, and does every act from arrival to gate-out and empty return. */
import { decodingErrors } from "../chain/errors.js";
import { findMember, type Member, memberOfAccount, readMember } from "../chain/members.js";
import { findPrincipal } from "../chain/principal.js";
import { isSigner, type Runner } from "../chain/transaction.js";
import { fromFixedBytes } from "../chain/values.js";
import { Acts } from "./acts.js";
import { CarrierPart } from "./carrier-part.js";
import { type ChargeState, readCharge, readChargesIn } from "./charges.js";
import { ChargesPart } from "./charges-part.js";
import {
  type ClockState,
  type ConsignmentView,
  type ContainerState,
  readClock,
  readConsignment,
  readContainer,
} from "./container.js";
import { connectRelease, providerOf, type ReleaseAddresses, type ReleaseContracts } from "./contracts.js";
import { CustomsPart } from "./customs-part.js";
import { type GateTicket, ticketOf } from "./gate-ticket.js";
import { GovernancePart } from "./governance-part.js";
import { HaulierPart } from "./haulier-part.js";
import { HolderPart } from "./holder-part.js";
import type { ClockName } from "./release-arguments.js";
import { TerminalPart } from "./terminal-part.js";
import { readConsignmentEntries, readContainerEntries, readTimeline, type TimelineEntry } from "./timeline.js";

/**
 * A desk at one deployment, for one account, with a part for each duty. Acts check their arguments at once
 * (ArgumentError) and send nothing:
 *
 *     const desk = new ReleaseDesk(addresses, signer);
 *     const { transaction, events } = await desk.terminal.discharge(tokenId, numbers, happened).send();
 *
 * Containers are ISO 6346 numbers, accounts are addresses. Who may do what, and what it changes, stands in
 * contracts/interfaces/IReleaseRegistry.sol, IReleaseCasework.sol, ICharges.sol, IChargeClocks.sol and IPickUp.sol. A
 * driver acts through no account of the consortium: see DriverDesk.
 */
export class ReleaseDesk {
  readonly contracts: ReleaseContracts;
  readonly carrier: CarrierPart;
  readonly terminal: TerminalPart;
  readonly customs: CustomsPart;
  /** Of who is entitled, and of every later holder of the release right. */
  readonly holder: HolderPart;
  readonly haulier: HaulierPart;
  /** Of creditors, payers and arbiters. */
  readonly charges: ChargesPart;
  readonly governance: GovernancePart;

  /**
   * @param addresses where the contracts are, such as the addresses of a whole suite
   * @param runner a signer with a provider; or a provider, to read only
   * @param principal number of the member in whose name this desk acts, through the agency; the signer's own unless told
   */
  constructor(
    readonly addresses: ReleaseAddresses,
    readonly runner: Runner,
    readonly principal?: number,
  ) {
    this.contracts = connectRelease(addresses, runner);
    const acts = new Acts(this.contracts, addresses, runner, principal);
    this.carrier = new CarrierPart(acts);
    this.terminal = new TerminalPart(acts);
    this.customs = new CustomsPart(acts);
    this.holder = new HolderPart(acts);
    this.haulier = new HaulierPart(acts);
    this.charges = new ChargesPart(acts);
    this.governance = new GovernancePart(acts);
  }

  /** The same desk in the name of another member, under a mandate of it, or as its substitute. */
  for(principal: number): ReleaseDesk {
    return new ReleaseDesk(this.addresses, this.runner, principal);
  }

  /* READING */

  /** A container with everything around it. @throws ArgumentError if it was never consigned under the bill */
  readContainer(tokenId: bigint, number: string): Promise<ContainerState> {
    return readContainer(this.contracts, tokenId, number);
  }

  /** @throws ChainError ReleaseRegistry_NoSuchConsignment */
  readConsignment(tokenId: bigint, consignment: number): Promise<ConsignmentView> {
    return readConsignment(this.contracts, tokenId, consignment);
  }

  /**
   * The containers that were put into a consignment, in their order, whether they are still there or not. Takes a query
   * from its opening to the latest block.
   */
  async readContainersOf(tokenId: bigint, consignment: number): Promise<readonly string[]> {
    const filter = this.contracts.releaseRegistry.filters["ContainerConsigned"](tokenId, undefined, consignment);
    const entries = await readConsignmentEntries(this.contracts, this.addresses, tokenId, consignment);
    const from = entries[0]?.block ?? 0;
    const logs = await decodingErrors(this.contracts.releaseRegistry.queryFilter(filter, from));
    return logs.map(({ args }) => fromFixedBytes(args.number));
  }

  /** Every event of a container, oldest first, with who and when. @throws HistoryError if the node leaves something out */
  timeline(tokenId: bigint, number: string): Promise<readonly TimelineEntry[]> {
    return readTimeline(this.contracts, this.addresses, tokenId, number);
  }

  /** A charge with its money in words. @throws ArgumentError if there is none of this number */
  readCharge(charge: bigint): Promise<ChargeState> {
    return readCharge(this.contracts, charge);
  }

  /** Every charge that was raised for a container or its whole consignment, whatever became of it. */
  async readCharges(tokenId: bigint, number: string): Promise<readonly ChargeState[]> {
    const entries = await readContainerEntries(this.contracts, this.addresses, tokenId, number);
    return await readChargesIn(this.contracts, entries);
  }

  /** A clock, and what is due by it at a time; nothing if there is none. @param time seconds since 1970 */
  readClock(clock: ClockName, time: number): Promise<ClockState | undefined> {
    return readClock(this.contracts, clock, time);
  }

  /** A member by number, account, LEI or carrier code (`SMDG:MSC`). @throws ArgumentError if nobody is known by it */
  findMember(text: string, argument?: string): Promise<Member> {
    return findMember(this.contracts.consortium, text, argument);
  }

  /** The member that acts at this desk; nothing if its account belongs to nobody. */
  async self(): Promise<Member | undefined> {
    if (this.principal !== undefined) return await readMember(this.contracts.consortium, this.principal);
    return await memberOfAccount(this.contracts.consortium, await this.account());
  }

  /** The account that acts at this desk. @throws TypeError at a desk that only reads */
  async account(): Promise<string> {
    if (this.principal !== undefined) return (await findPrincipal(this.contracts.consortium, this.principal)).account;
    if (!isSigner(this.runner)) throw new TypeError("Nobody acts at this desk: it was opened with a provider alone");
    return await this.runner.getAddress();
  }

  /**
   * What the driver of a booked container is given: see encodeTicket.
   * @param salt of the commitment to the truck
   * @throws ArgumentError if no booking stands
   */
  async ticketFor(tokenId: bigint, number: string, salt: string): Promise<GateTicket> {
    const { chainId } = await decodingErrors(providerOf(this.contracts).getNetwork());
    return ticketOf(await this.readContainer(tokenId, number), { chainId, pickUp: this.addresses.PickUp, salt });
  }

  /** The time of the latest block, in seconds since 1970: what happens now happened no later. */
  async now(): Promise<number> {
    const block = await decodingErrors(providerOf(this.contracts).getBlock("latest"));
    if (block === null) throw new TypeError("The chain has no block");
    return block.timestamp;
  }
}
