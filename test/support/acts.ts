import { type ContractTransactionResponse, id } from "ethers";

import type { BillOfLading } from "../../typechain-types/index.js";
import { Act, AmendmentReason, issuance, issueBill, Kind, type Parties, Place, type Suite } from "./suite.js";

/** The document in place of another. */
export const SUCCESSOR = BigInt(id("the document in place of another"));

/** An act on a bill, and a bill on which it goes through if nothing stops it. */
export interface BillAct {
  readonly name: string;
  /** A move is what a pause stops; the carrier's answers, what is returned and what is recorded go on. */
  readonly nature: "move" | "return" | "answer";
  readonly by: keyof Parties | "governance";
  readonly prepare: (suite: Suite) => Promise<bigint>;
  readonly call: (bills: BillOfLading, suite: Suite, tokenId: bigint) => Promise<ContractTransactionResponse>;
}

/** Does the act in the name of who may. */
export function perform(act: BillAct, suite: Suite, tokenId: bigint): Promise<ContractTransactionResponse> {
  const signer = act.by === "governance" ? suite.governance : suite.parties[act.by].signer;
  return act.call(suite.bills.connect(signer), suite, tokenId);
}

/** A well-formed successor of the shipper's bill, under the same reference. */
export function successorOf(suite: Suite, kind: Kind = Kind.BEARER, given: Parameters<typeof issuance>[2] = {}) {
  return issuance(kind, suite.parties, { tokenId: SUCCESSOR, ...given });
}

/** A BEARER bill, possessed by the shipper. */
const bearer = (suite: Suite) => issueBill(suite, Kind.BEARER);

/** A TO_ORDER bill, possessed by the shipper, with title at the bank. */
const apart = ({ bills, parties }: Suite) =>
  issueBill({ bills, parties }, Kind.TO_ORDER, { titleTo: parties.bank.address });

/** Which event of its bill's history the instruction of {@link instructed} is. */
const INSTRUCTED_AS = 2n;

/** The same, and the bank has named an act for the shipper to carry out. */
async function instructed(suite: Suite): Promise<bigint> {
  const { bills, parties } = suite;
  const tokenId = await apart(suite);
  const { signer } = parties.bank;
  await bills.connect(signer).instruct(tokenId, Act.ENDORSE, parties.trader.address, AmendmentReason.NONE);
  return tokenId;
}

async function surrendered(suite: Suite, reason?: AmendmentReason): Promise<bigint> {
  const tokenId = await bearer(suite);
  const asShipper = suite.bills.connect(suite.parties.shipper.signer);
  if (reason === undefined) await asShipper.surrenderForDelivery(tokenId);
  else await asShipper.surrenderForAmendment(tokenId, reason);
  return tokenId;
}

async function onPaper(suite: Suite): Promise<bigint> {
  const tokenId = await surrendered(suite, AmendmentReason.SWTP);
  await suite.bills.connect(suite.parties.carrier.signer).recordPaper(tokenId, id("statement"), 3n);
  return tokenId;
}

async function replaceable(suite: Suite): Promise<bigint> {
  const tokenId = await issueBill(suite, Kind.WAYBILL);
  await suite.bills.connect(suite.parties.shipper.signer).allowReplacement(tokenId, SUCCESSOR);
  return tokenId;
}

const stoodIn = (suite: Suite) => issueBill(suite, Kind.TO_ORDER, { titleToRepresents: id("a party to come") });

/** Every act on a bill that exists: what a freeze stops. */
export const ACTS: readonly BillAct[] = [
  {
    name: "transferFrom",
    nature: "move",
    by: "shipper",
    prepare: bearer,
    call: (bills, { parties }, tokenId) => bills.transferFrom(parties.shipper.address, parties.bank.address, tokenId),
  },
  {
    name: "safeTransferFrom",
    nature: "move",
    by: "shipper",
    prepare: bearer,
    call: (bills, { parties }, tokenId) =>
      bills["safeTransferFrom(address,address,uint256)"](parties.shipper.address, parties.bank.address, tokenId),
  },
  {
    name: "safeTransferFrom with data",
    nature: "move",
    by: "shipper",
    prepare: bearer,
    call: (bills, { parties }, tokenId) =>
      bills["safeTransferFrom(address,address,uint256,bytes)"](
        parties.shipper.address,
        parties.custodian.address,
        tokenId,
        "0x01",
      ),
  },
  { name: "sign", nature: "move", by: "shipper", prepare: bearer, call: (bills, _, tokenId) => bills.sign(tokenId) },
  {
    name: "endorse",
    nature: "move",
    by: "shipper",
    prepare: bearer,
    call: (bills, { parties }, tokenId) => bills.endorse(tokenId, Act.ENDORSE, parties.bank.address),
  },
  {
    name: "endorseAndTransfer",
    nature: "move",
    by: "shipper",
    prepare: bearer,
    call: (bills, { parties }, tokenId) => bills.endorseAndTransfer(tokenId, Act.ENDORSE, parties.bank.address),
  },
  {
    name: "cancelEndorsement",
    nature: "move",
    by: "shipper",
    prepare: async (suite) => {
      const tokenId = await bearer(suite);
      const { shipper, bank } = suite.parties;
      await suite.bills.connect(shipper.signer).endorse(tokenId, Act.ENDORSE, bank.address);
      return tokenId;
    },
    call: (bills, _, tokenId) => bills.cancelEndorsement(tokenId),
  },
  {
    name: "surrenderForDelivery",
    nature: "move",
    by: "shipper",
    prepare: bearer,
    call: (bills, _, tokenId) => bills.surrenderForDelivery(tokenId),
  },
  {
    name: "surrenderForAmendment",
    nature: "move",
    by: "shipper",
    prepare: bearer,
    call: (bills, _, tokenId) => bills.surrenderForAmendment(tokenId, AmendmentReason.AMEND),
  },
  {
    name: "instruct",
    nature: "move",
    by: "bank",
    prepare: apart,
    call: (bills, { parties }, tokenId) =>
      bills.instruct(tokenId, Act.ENDORSE, parties.trader.address, AmendmentReason.NONE),
  },
  {
    name: "withdrawInstruction",
    nature: "move",
    by: "bank",
    prepare: instructed,
    call: (bills, _, tokenId) => bills.withdrawInstruction(tokenId),
  },
  {
    name: "carryOut",
    nature: "move",
    by: "shipper",
    prepare: instructed,
    call: (bills, _, tokenId) => bills.carryOut(tokenId, INSTRUCTED_AS),
  },
  {
    name: "giveUpStandIn",
    nature: "move",
    by: "shipper",
    prepare: stoodIn,
    call: (bills, { parties }, tokenId) => bills.giveUpStandIn(tokenId, Place.TITLE, parties.trader.address),
  },
  {
    name: "replaceStandIn",
    nature: "move",
    by: "governance",
    prepare: stoodIn,
    call: (bills, { parties }, tokenId) => bills.replaceStandIn(tokenId, Place.TITLE, parties.trader.address),
  },
  {
    name: "allowReplacement",
    nature: "move",
    by: "shipper",
    prepare: (suite) => issueBill(suite, Kind.WAYBILL),
    call: (bills, _, tokenId) => bills.allowReplacement(tokenId, SUCCESSOR),
  },
  {
    name: "replaceWaybill",
    nature: "move",
    by: "carrier",
    prepare: replaceable,
    call: (bills, suite, tokenId) => bills.replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL)),
  },
  {
    name: "issueFromPaper",
    nature: "move",
    by: "carrier",
    prepare: onPaper,
    call: (bills, suite, tokenId) => bills.issueFromPaper(tokenId, successorOf(suite), id("statement")),
  },
  {
    name: "reject",
    nature: "return",
    by: "shipper",
    prepare: bearer,
    call: (bills, _, tokenId) => bills.reject(tokenId),
  },
  {
    name: "acceptSurrender",
    nature: "answer",
    by: "carrier",
    prepare: (suite) => surrendered(suite),
    call: (bills, _, tokenId) => bills.acceptSurrender(tokenId),
  },
  {
    name: "refuseSurrender",
    nature: "answer",
    by: "carrier",
    prepare: (suite) => surrendered(suite),
    call: (bills, _, tokenId) => bills.refuseSurrender(tokenId, id("no")),
  },
  {
    name: "reissue",
    nature: "answer",
    by: "carrier",
    prepare: (suite) => surrendered(suite, AmendmentReason.AMEND),
    call: (bills, suite, tokenId) => bills.reissue([tokenId], [successorOf(suite)]),
  },
  {
    name: "recordPaper",
    nature: "answer",
    by: "carrier",
    prepare: (suite) => surrendered(suite, AmendmentReason.SWTP),
    call: (bills, _, tokenId) => bills.recordPaper(tokenId, id("statement"), 3n),
  },
  {
    name: "recordPresentation",
    nature: "answer",
    by: "carrier",
    prepare: onPaper,
    call: (bills, { parties }, tokenId) =>
      bills.recordPresentation(tokenId, parties.trader.address, id("the original taken in")),
  },
];
