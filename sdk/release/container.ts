/** What the chain knows of a container under a bill, with names in the place of codes. Members are numbers, 0 is nobody. */
import {
  ICharges__factory,
  type IReleaseCasework__factory,
  IPickUp__factory,
  IReleaseCasework__factory as CaseworkFactory,
  IReleaseRegistry__factory,
} from "../../typechain-types/index.js";
import { type StructOf, structOf } from "../chain/abi.js";
import { ArgumentError, checkedToken } from "../chain/arguments.js";
import { decodingErrors } from "../chain/errors.js";
import { type Member, readMember } from "../chain/members.js";
import { readToken, type TokenInfo } from "../chain/token.js";
import { Authority, nameOf, Reason, type ReasonName, shortToken } from "../chain/values.js";
import { providerOf, type ReleaseContracts } from "./contracts.js";
import {
  checkedConsignment,
  checkedContainer,
  type ClockName,
  encodeClock,
  NO_CONTAINER,
} from "./release-arguments.js";

type Registry = typeof IReleaseRegistry__factory.abi;

/** A container: see ContainerView in contracts/interfaces/ReleaseTypes.sol. */
export type ContainerView = StructOf<Registry, "containerOf">;

/** A consignment: see ConsignmentView there. */
export type ConsignmentView = StructOf<Registry, "consignmentOf">;

/** The four lights; true is green. */
export type Lights = StructOf<Registry, "lightsOf">;

/** A letter of indemnity under which a container was released. */
export type Letter = StructOf<typeof IReleaseCasework__factory.abi, "letterOf">;

/** A pick-up slot or call. */
export type Slot = StructOf<typeof IPickUp__factory.abi, "slotOf">;

/** Who comes for a container, and with what. */
export type Booking = StructOf<typeof IPickUp__factory.abi, "bookingOf">;

/** A clock: see Clock in contracts/interfaces/ChargeTypes.sol. */
export type Clock = StructOf<typeof ICharges__factory.abi, "clockOf">;

/** A running clock, and what is due by it now. */
export interface ClockState extends Clock {
  readonly creditor: ClockName["creditor"];
  readonly kind: ClockName["kind"];
  readonly info: TokenInfo;
  /** Days that have begun and are not settled; `amount` 0 if none. */
  readonly due: { readonly fromDay: number; readonly throughDay: number; readonly amount: bigint };
}

/** How many charges of a creditor are open: for the container, and for its whole consignment. */
export interface OpenCharges {
  readonly container: number;
  readonly consignment: number;
}

/** A container with everything around it, all of the same block. */
export interface ContainerState extends ContainerView {
  readonly tokenId: bigint;
  readonly number: string;
  /** The block at which all this was so, and its time in seconds since 1970. */
  readonly block: number;
  readonly time: number;
  readonly terms: ConsignmentView;
  readonly lights: Lights;
  /** Every reason why it may not leave now; empty if it may. */
  readonly reasons: readonly ReasonName[];
  readonly mayLeave: boolean;
  /** Every member that has a place in it, by number. */
  readonly members: ReadonlyMap<number, Member>;
  /** The bills that cover it, if there are several. */
  readonly billsCovering: readonly bigint[];
  /** The booked slot, and who comes; absent if no booking stands. */
  readonly pickUp?: { readonly slot: Slot; readonly booking: Booking };
  readonly letter?: Letter;
  readonly openCharges: { readonly carrier: OpenCharges; readonly terminal: OpenCharges };
  readonly clocks: readonly ClockState[];
}

/**
 * Reads a container, at one block. The calls are sent together, so that a provider that batches them needs few rounds.
 * @throws ArgumentError for a container that was never consigned under the bill
 */
export async function readContainer(
  contracts: ReleaseContracts,
  tokenId: bigint,
  number: string,
): Promise<ContainerState> {
  const bytes = checkedContainer(number);
  checkedToken(tokenId);
  const { releaseRegistry, charges, pickUp, consortium } = contracts;
  const latest = await decodingErrors(providerOf(contracts).getBlock("latest"));
  if (latest === null) throw new TypeError("The chain has no block");
  const at = { blockTag: latest.number };
  const view = structOf(
    IReleaseRegistry__factory.abi,
    "containerOf",
    await decodingErrors(releaseRegistry.containerOf(tokenId, bytes, at)),
  );
  if (view.consignment === 0) {
    throw new ArgumentError("number", `was never in a consignment of the bill ${shortToken(tokenId)}: ${number}`);
  }
  const openOf = (creditor: bigint) =>
    Promise.all([
      charges.openCharges(tokenId, view.consignment, bytes, creditor, at),
      charges.openCharges(tokenId, view.consignment, NO_CONTAINER, creditor, at),
    ]);
  const [terms, lights, whyNot, billsCovering, letter, ofCarrier, ofTerminal, clocks] = await decodingErrors(
    Promise.all([
      readConsignment(contracts, tokenId, view.consignment, latest.number),
      releaseRegistry.lightsOf(tokenId, bytes, at),
      releaseRegistry.whyNot(tokenId, bytes, at),
      releaseRegistry.billsCovering(bytes, at),
      releaseRegistry.letterOf(tokenId, bytes, at),
      openOf(Authority.CARRIER),
      openOf(Authority.TERMINAL),
      readClocks(contracts, tokenId, number, latest.timestamp, latest.number),
    ]),
  );
  const [slot, booking] = await decodingErrors(
    Promise.all([pickUp.slotOf(terms.terminal, view.slot, at), pickUp.bookingOf(tokenId, bytes, at)]),
  );
  const under = structOf(CaseworkFactory.abi, "letterOf", letter);
  const reasons = whyNot.map((reason) => nameOf(Reason, reason));
  const members = await membersOf(consortium, [
    ...[terms.carrier, terms.terminal, terms.customs, view.holder, view.offeredTo, view.haulier],
    ...[view.nominee, view.nominatedBy, under.to, ...clocks.map(({ arbiter }) => arbiter)],
  ]);
  return {
    tokenId,
    number,
    ...view,
    block: latest.number,
    time: latest.timestamp,
    terms,
    lights: structOf(IReleaseRegistry__factory.abi, "lightsOf", lights),
    reasons,
    mayLeave: reasons.length === 0,
    members,
    billsCovering: [...billsCovering],
    ...(view.slot !== 0 && {
      pickUp: {
        slot: structOf(IPickUp__factory.abi, "slotOf", slot),
        booking: structOf(IPickUp__factory.abi, "bookingOf", booking),
      },
    }),
    ...(under.to !== 0 && { letter: under }),
    openCharges: { carrier: countsOf(ofCarrier), terminal: countsOf(ofTerminal) },
    clocks,
  };
}

/** Reads a consignment. @throws ChainError ReleaseRegistry_NoSuchConsignment */
export async function readConsignment(
  { releaseRegistry }: Pick<ReleaseContracts, "releaseRegistry">,
  tokenId: bigint,
  consignment: number,
  block?: number,
): Promise<ConsignmentView> {
  const view = await decodingErrors(
    releaseRegistry.consignmentOf(checkedToken(tokenId), checkedConsignment(consignment), {
      blockTag: block ?? "latest",
    }),
  );
  return structOf(IReleaseRegistry__factory.abi, "consignmentOf", view);
}

/** The clocks of a container, and what is due by each at a time. */
async function readClocks(
  contracts: ReleaseContracts,
  tokenId: bigint,
  number: string,
  time: number,
  block: number,
): Promise<readonly ClockState[]> {
  const names = (["CARRIER", "TERMINAL"] as const).flatMap((creditor) =>
    (["DEMURRAGE", "DETENTION"] as const).map((kind): ClockName => ({ tokenId, number, creditor, kind })),
  );
  const found = await Promise.all(names.map((name) => readClock(contracts, name, time, block)));
  return found.filter((clock) => clock !== undefined);
}

/**
 * A clock, and what is due by it at a time; nothing if there is none, and nothing due if it was ended.
 * @param time seconds since 1970: of a pick-up or an empty return
 */
export async function readClock(
  contracts: ReleaseContracts,
  name: ClockName,
  time: number,
  block?: number,
): Promise<ClockState | undefined> {
  const key = encodeClock(name);
  const at = { blockTag: block ?? "latest" };
  const clock = structOf(ICharges__factory.abi, "clockOf", await decodingErrors(contracts.charges.clockOf(key, at)));
  if (clock.freeUntil === 0) return undefined;
  const info = await readToken(providerOf(contracts), clock.token);
  const { creditor, kind } = name;
  const nothing = { fromDay: clock.paidDays + 1, throughDay: clock.paidDays, amount: 0n };
  if (clock.isEnded) return { ...clock, creditor, kind, info, due: nothing };
  const due = await decodingErrors(contracts.charges.dueAt(key, time, at));
  const { fromDay, throughDay, amount } = due;
  return {
    ...clock,
    creditor,
    kind,
    info,
    due: { fromDay: Number(fromDay), throughDay: Number(throughDay), amount },
  };
}

async function membersOf(
  consortium: ReleaseContracts["consortium"],
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Member>> {
  const known = [...new Set(numbers)].filter((member) => member !== 0);
  const members = await Promise.all(known.map((member) => readMember(consortium, member)));
  return new Map(members.map((member) => [member.member, member]));
}

function countsOf([container, consignment]: readonly [bigint, bigint]): OpenCharges {
  return { container: Number(container), consignment: Number(consignment) };
}
