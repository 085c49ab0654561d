import { Interface } from "ethers";

import { BillOfLading__factory, Consortium__factory } from "../../../typechain-types/index.js";
import type { IssuanceInput } from "../suite.js";
import { Act, AmendmentReason, MemberStatus } from "../values.js";
import * as custody from "./custody.js";
import * as issuing from "./issue.js";
import * as moves from "./moves.js";
import { memberAt, type Order, Refusal, type World } from "./world.js";

/** One act, for the contract as calldata and for the model as a function. */
export interface Step {
  /** The block's time. */
  readonly at: bigint;
  readonly by: string;
  readonly contract: "bills" | "consortium";
  readonly name: string;
  readonly args: readonly unknown[];
  readonly run: (world: World) => void;
}

/** An act before its time is set. */
export type Deed = Omit<Step, "at">;

const INTERFACES = {
  bills: new Interface(BillOfLading__factory.abi),
  consortium: new Interface(Consortium__factory.abi),
};

export function calldataOf({ contract, name, args }: Step): string {
  return INTERFACES[contract].encodeFunctionData(name, args);
}

/** An error as text, with its arguments; the consortium's come through the bills as they are. */
export function errorOf(data: string): string {
  const error = INTERFACES.bills.parseError(data) ?? INTERFACES.consortium.parseError(data);
  return error === null ? `unknown error ${data}` : textOf(error.name, [...error.args]);
}

export function refusalOf({ message, args }: Refusal): string {
  return textOf(message, args);
}

export function textOf(name: string, args: readonly unknown[]): string {
  return `${name}(${args.map((arg) => plain(arg)).join(", ")})`;
}

function plain(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner));
}

const SIGNATURES: Readonly<Record<string, string>> = {
  safeTransferFrom: "safeTransferFrom(address,address,uint256)",
};

const bill = (by: string, name: string, args: readonly unknown[], run: (world: World) => void): Deed => ({
  by,
  contract: "bills",
  name: SIGNATURES[name] ?? name,
  args,
  run,
});

/** An act that the authority allows to governance alone. */
const restricted = (by: string, name: string, args: readonly unknown[], run: (world: World) => void): Deed =>
  bill(by, name, args, (world) => {
    if (by !== world.governance) throw new Refusal("AccessManagedUnauthorized", by);
    run(world);
  });

const { SURRENDER_FOR_DELIVERY, SURRENDER_FOR_AMENDMENT } = Act;

/** Every act there is, by its name in the contract. */
export const deeds = {
  issue: (by: string, input: IssuanceInput) => bill(by, "issue", [input], (w) => issuing.issue(w, by, [input])),
  issueBatch: (by: string, inputs: IssuanceInput[]) =>
    bill(by, "issueBatch", [inputs], (w) => {
      if (inputs.length === 0) throw new Refusal("BillOfLading_EmptyBatch");
      issuing.issue(w, by, inputs);
    }),
  transferFrom: (by: string, from: string, to: string, tokenId: bigint, safe = false) =>
    bill(by, safe ? "safeTransferFrom" : "transferFrom", [from, to, tokenId], (w) =>
      moves.transfer(w, by, tokenId, from, to),
    ),
  approve: (by: string, to: string, tokenId: bigint) =>
    bill(by, "approve", [to, tokenId], (w) => moves.approve(w, by, tokenId, to)),
  setApprovalForAll: (by: string, operator: string, approved: boolean) =>
    bill(by, "setApprovalForAll", [operator, approved], (w) => moves.approveForAll(w, by, operator, approved)),
  sign: (by: string, tokenId: bigint) => bill(by, "sign", [tokenId], (w) => moves.sign(w, by, tokenId)),
  reject: (by: string, tokenId: bigint) => bill(by, "reject", [tokenId], (w) => moves.reject(w, by, tokenId)),
  endorse: (by: string, tokenId: bigint, act: bigint, to: string) =>
    bill(by, "endorse", [tokenId, act, to], (w) => moves.endorse(w, by, tokenId, act, to)),
  endorseAndTransfer: (by: string, tokenId: bigint, act: bigint, to: string) =>
    bill(by, "endorseAndTransfer", [tokenId, act, to], (w) => moves.endorseAndTransfer(w, by, tokenId, act, to)),
  cancelEndorsement: (by: string, tokenId: bigint) =>
    bill(by, "cancelEndorsement", [tokenId], (w) => moves.cancelEndorsement(w, by, tokenId)),
  instruct: (by: string, tokenId: bigint, act: bigint, to: string, reason: bigint) =>
    bill(by, "instruct", [tokenId, act, to, reason], (w) => moves.instruct(w, by, tokenId, act, to, reason)),
  withdrawInstruction: (by: string, tokenId: bigint) =>
    bill(by, "withdrawInstruction", [tokenId], (w) => moves.withdrawInstruction(w, by, tokenId)),
  carryOut: (by: string, tokenId: bigint, sequence: bigint) =>
    bill(by, "carryOut", [tokenId, sequence], (w) => moves.carryOut(w, by, tokenId, sequence)),
  surrenderForDelivery: (by: string, tokenId: bigint) =>
    bill(by, "surrenderForDelivery", [tokenId], (w) =>
      moves.surrender(w, by, tokenId, SURRENDER_FOR_DELIVERY, AmendmentReason.NONE),
    ),
  surrenderForAmendment: (by: string, tokenId: bigint, reason: bigint) =>
    bill(by, "surrenderForAmendment", [tokenId, reason], (w) =>
      moves.surrender(w, by, tokenId, SURRENDER_FOR_AMENDMENT, reason),
    ),
  acceptSurrender: (by: string, tokenId: bigint) =>
    bill(by, "acceptSurrender", [tokenId], (w) => moves.acceptSurrender(w, by, tokenId)),
  refuseSurrender: (by: string, tokenId: bigint, hash: string) =>
    bill(by, "refuseSurrender", [tokenId, hash], (w) => moves.refuseSurrender(w, by, tokenId, hash)),
  reissue: (by: string, tokenIds: bigint[], successors: IssuanceInput[]) =>
    bill(by, "reissue", [tokenIds, successors], (w) => issuing.reissue(w, by, tokenIds, successors)),
  allowReplacement: (by: string, tokenId: bigint, successor: bigint) =>
    bill(by, "allowReplacement", [tokenId, successor], (w) => issuing.allowReplacement(w, by, tokenId, successor)),
  replaceWaybill: (by: string, tokenId: bigint, successor: IssuanceInput) =>
    bill(by, "replaceWaybill", [tokenId, successor], (w) => issuing.replaceWaybill(w, by, tokenId, successor)),
  recordPaper: (by: string, tokenId: bigint, hash: string, originals: bigint) =>
    bill(by, "recordPaper", [tokenId, hash, originals], (w) => issuing.recordPaper(w, by, tokenId, hash, originals)),
  recordPresentation: (by: string, tokenId: bigint, presenter: string, hash: string) =>
    bill(by, "recordPresentation", [tokenId, presenter, hash], (w) =>
      issuing.recordPresentation(w, by, tokenId, presenter, hash),
    ),
  issueFromPaper: (by: string, tokenId: bigint, successor: IssuanceInput, hash: string) =>
    bill(by, "issueFromPaper", [tokenId, successor, hash], (w) =>
      issuing.issueFromPaper(w, by, tokenId, successor, hash),
    ),
  giveUpStandIn: (by: string, tokenId: bigint, place: bigint, party: string) =>
    bill(by, "giveUpStandIn", [tokenId, place, party], (w) => custody.giveUpStandIn(w, by, tokenId, place, party)),
  replaceStandIn: (by: string, tokenId: bigint, place: bigint, party: string) =>
    restricted(by, "replaceStandIn", [tokenId, place, party], (w) => custody.replaceStandIn(w, tokenId, place, party)),
  setRejectPeriod: (by: string, period: bigint) =>
    restricted(by, "setRejectPeriod", [period], (w) => custody.setRejectPeriod(w, period)),
  pauseMoves: (by: string, duration: bigint) =>
    restricted(by, "pauseMoves", [duration], (w) => custody.pauseMoves(w, duration)),
  resumeMoves: (by: string) => restricted(by, "resumeMoves", [], (w) => custody.resumeMoves(w)),
  freezeBriefly: (by: string, tokenId: bigint, duration: bigint) =>
    restricted(by, "freezeBriefly", [tokenId, duration], (w) => custody.freezeBriefly(w, tokenId, duration)),
  freeze: (by: string, tokenId: bigint) => restricted(by, "freeze", [tokenId], (w) => custody.freeze(w, tokenId)),
  unfreeze: (by: string, tokenId: bigint) => restricted(by, "unfreeze", [tokenId], (w) => custody.unfreeze(w, tokenId)),
  announceReassignment: (by: string, tokenId: bigint, order: Order) =>
    restricted(by, "announceReassignment", [tokenId, order], (w) => custody.announceReassignment(w, tokenId, order)),
  withdrawReassignment: (by: string, tokenId: bigint) =>
    restricted(by, "withdrawReassignment", [tokenId], (w) => custody.withdrawReassignment(w, tokenId)),
  reassign: (by: string, tokenId: bigint) => restricted(by, "reassign", [tokenId], (w) => custody.reassign(w, tokenId)),
  markDelivery: (by: string, tokenId: bigint, mark: bigint, set: boolean) =>
    restricted(by, "markDelivery", [tokenId, mark, set], (w) => custody.markDelivery(w, tokenId, mark, set)),
};

const STANDINGS = { suspend: MemberStatus.SUSPENDED, reinstate: MemberStatus.ACTIVE, remove: MemberStatus.REMOVED };

/** Governance changes what a member may do. */
export const standing = {
  move: (by: string, name: keyof typeof STANDINGS, address: string, world: World): Deed => {
    const { member } = memberAt(world, address);
    return {
      by,
      contract: "consortium",
      name,
      args: [member],
      run: (w) => custody.setStatus(w, member, STANDINGS[name]),
    };
  },
  setRoles: (by: string, address: string, roles: bigint, world: World): Deed => {
    const { member } = memberAt(world, address);
    const run = (w: World) => custody.setRoles(w, member, roles);
    return { by, contract: "consortium", name: "setRoles", args: [member, roles], run };
  },
};
