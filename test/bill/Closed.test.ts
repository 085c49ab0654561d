import { expect } from "chai";
import { id, isError } from "ethers";
import { network } from "hardhat";

import type { BillOfLading } from "../../typechain-types/index.js";
import { ACTS, SUCCESSOR, successorOf } from "../support/acts.js";
import { courtOrder } from "../support/orders.js";
import { recordOf } from "../support/records.js";
import {
  Act,
  AmendmentReason,
  BillStatus,
  deploySuite,
  issueBill,
  Kind,
  nameOf,
  type Parties,
  Place,
  reference,
  type Suite,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const { ISSUED, SURRENDERED_FOR_DELIVERY, SURRENDERED_FOR_AMENDMENT, VOIDED, PAPER } = BillStatus;
const SAME = "4AD3FA470BB541B9";

async function deploy() {
  const suite = await deploySuite(ethers);
  const asCarrier = suite.bills.connect(suite.parties.carrier.signer);
  const asShipper = suite.bills.connect(suite.parties.shipper.signer);
  return { ...suite, ...suite.parties, asCarrier, asShipper };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

/** A bill that has reached its end, and who has the token then. */
interface Ending {
  readonly what: string;
  readonly status: bigint;
  readonly possessor: keyof Parties;
  readonly close: (suite: Fixture) => Promise<bigint>;
  /** Whether the carrier may still put right who brought the paper. */
  readonly isCorrectable?: boolean;
}

/** The shipper has title and possession, and stands in for somebody, so that only the end keeps it from acting. */
const issued = (suite: Suite) => issueBill(suite, Kind.TO_ORDER, { titleToRepresents: id("to come") });

async function surrendered(suite: Fixture, reason?: AmendmentReason): Promise<bigint> {
  const tokenId = await issued(suite);
  if (reason === undefined) await suite.asShipper.surrenderForDelivery(tokenId);
  else await suite.asShipper.surrenderForAmendment(tokenId, reason);
  return tokenId;
}

async function onPaper(suite: Fixture): Promise<bigint> {
  const tokenId = await surrendered(suite, AmendmentReason.SWTP);
  await suite.asCarrier.recordPaper(tokenId, id("statement"), 3n);
  return tokenId;
}

const ENDINGS: Ending[] = [
  {
    what: "surrendered for delivery",
    status: SURRENDERED_FOR_DELIVERY,
    possessor: "carrier",
    close: async (suite) => {
      const tokenId = await surrendered(suite);
      await suite.asCarrier.acceptSurrender(tokenId);
      return tokenId;
    },
  },
  {
    what: "void by the rejection of its issue",
    status: VOIDED,
    possessor: "carrier",
    close: async (suite) => {
      const tokenId = await issued(suite);
      await suite.asShipper.reject(tokenId);
      return tokenId;
    },
  },
  {
    what: "void by its reissue",
    status: VOIDED,
    possessor: "carrier",
    close: async (suite) => {
      const tokenId = await surrendered(suite, AmendmentReason.AMEND);
      await suite.asCarrier.reissue([tokenId], [successorOf(suite)]);
      return tokenId;
    },
  },
  {
    what: "void by the replacement of the waybill",
    status: VOIDED,
    possessor: "shipper",
    close: async (suite) => {
      const given = { titleTo: suite.bank.address, shipperRepresents: id("to come") };
      const tokenId = await issueBill(suite, Kind.WAYBILL, given);
      await suite.asShipper.allowReplacement(tokenId, SUCCESSOR);
      await suite.asCarrier.replaceWaybill(tokenId, successorOf(suite, Kind.WAYBILL));
      return tokenId;
    },
  },
  {
    what: "on paper that was presented",
    status: PAPER,
    possessor: "carrier",
    isCorrectable: true,
    close: async (suite) => {
      const tokenId = await onPaper(suite);
      await suite.asCarrier.recordPresentation(tokenId, suite.trader.address, id("original"));
      return tokenId;
    },
  },
  {
    what: "on paper that was replaced",
    status: PAPER,
    possessor: "carrier",
    close: async (suite) => {
      const tokenId = await onPaper(suite);
      await suite.asCarrier.issueFromPaper(tokenId, successorOf(suite), id("statement"));
      return tokenId;
    },
  },
];

/** The acts on an ISSUED bill, by who is in possession. */
const MOVES: Record<string, (bills: BillOfLading, suite: Fixture, tokenId: bigint, from: string) => Promise<unknown>> =
  {
    transferFrom: (bills, { bank }, tokenId, from) => bills.transferFrom(from, bank.address, tokenId),
    safeTransferFrom: (bills, { custodian }, tokenId, from) =>
      bills["safeTransferFrom(address,address,uint256)"](from, custodian.address, tokenId),
    sign: (bills, _, tokenId) => bills.sign(tokenId),
    reject: (bills, _, tokenId) => bills.reject(tokenId),
    endorse: (bills, { bank }, tokenId) => bills.endorse(tokenId, Act.ENDORSE, bank.address),
    endorseAndTransfer: (bills, { bank }, tokenId) => bills.endorseAndTransfer(tokenId, Act.ENDORSE, bank.address),
    cancelEndorsement: (bills, _, tokenId) => bills.cancelEndorsement(tokenId),
    surrenderForDelivery: (bills, _, tokenId) => bills.surrenderForDelivery(tokenId),
    surrenderForAmendment: (bills, _, tokenId) => bills.surrenderForAmendment(tokenId, AmendmentReason.AMEND),
    instruct: (bills, { bank }, tokenId) => bills.instruct(tokenId, Act.ENDORSE, bank.address, 0n),
    withdrawInstruction: (bills, _, tokenId) => bills.withdrawInstruction(tokenId),
    carryOut: (bills, _, tokenId) => bills.carryOut(tokenId, 1),
    allowReplacement: (bills, _, tokenId) => bills.allowReplacement(tokenId, 9n),
  };

describe("BillOfLading", () => {
  for (const { what, status, possessor, close, isCorrectable = false } of ENDINGS) {
    describe(`a bill that is ${what}`, () => {
      it("refuses every act of its possessor, and of who stands in for a party", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, parties, shipper, bank } = suite;
        const tokenId = await close(suite);
        const before = await recordOf(bills, tokenId);
        const { signer, address } = parties[possessor];
        for (const move of Object.values(MOVES)) {
          await expect(move(bills.connect(signer), suite, tokenId, address))
            .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
            .withArgs(tokenId, status);
        }
        const place = (await bills.billOf(tokenId)).kind === Kind.WAYBILL ? Place.SHIPPER : Place.TITLE;
        for (const sent of [
          bills.connect(shipper.signer).giveUpStandIn(tokenId, place, bank.address),
          bills.replaceStandIn(tokenId, place, bank.address),
        ]) {
          await expect(sent).to.be.revertedWithCustomError(bills, "BillOfLading_NotLive").withArgs(tokenId, status);
        }
        expect(await recordOf(bills, tokenId)).to.deep.equal(before);
      });

      it("refuses every answer and record of its carrier, and another issue", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, carrier, trader, asCarrier } = suite;
        const tokenId = await close(suite);
        const before = await recordOf(bills, tokenId);
        const another = successorOf(suite, Kind.BEARER, { tokenId: 9n });
        for (const [sent, to] of [
          [asCarrier.acceptSurrender(tokenId), SURRENDERED_FOR_DELIVERY],
          [asCarrier.refuseSurrender(tokenId, id("no")), ISSUED],
          [asCarrier.reissue([tokenId], [another]), SURRENDERED_FOR_AMENDMENT],
          [asCarrier.recordPaper(tokenId, id("statement"), 1n), SURRENDERED_FOR_AMENDMENT],
        ] as const) {
          await expect(sent).to.be.revertedWithCustomError(bills, "BillLifeCycle_IllegalMove").withArgs(status, to);
        }
        const records = [() => asCarrier.issueFromPaper(tokenId, another, id("statement"))];
        if (!isCorrectable) {
          records.push(() => asCarrier.recordPresentation(tokenId, trader.address, id("original")));
        }
        for (const record of records) {
          await expect(record())
            .to.be.revertedWithCustomError(bills, "BillAmendment_NotOnPaper")
            .withArgs(tokenId, status);
        }
        await expect(asCarrier.replaceWaybill(tokenId, { ...another, tokenId: SUCCESSOR }))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
          .withArgs(tokenId, status);
        await expect(asCarrier.issue(successorOf(suite, Kind.BEARER, { tokenId, reference: "FREE" })))
          .to.be.revertedWithCustomError(bills, "BillOfLading_TokenIdUsed")
          .withArgs(0n, tokenId);
        if (await bills.tokenByReference(carrier.member, reference(SAME))) {
          const taken = await bills.tokenByReference(carrier.member, reference(SAME));
          await expect(asCarrier.issue(another))
            .to.be.revertedWithCustomError(bills, "BillOfLading_ReferenceTaken")
            .withArgs(0n, carrier.member, reference(SAME), taken);
        }
        expect(await recordOf(bills, tokenId)).to.deep.equal(before);
      });

      it("is not moved by a court, nor by who is approved for it", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, parties, forwarder, bank, trader } = suite;
        const tokenId = await close(suite);
        await bills.freeze(tokenId);
        await expect(bills.announceReassignment(tokenId, courtOrder(bank, trader)))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
          .withArgs(tokenId, status);
        await expect(bills.reassign(tokenId))
          .to.be.revertedWithCustomError(bills, "BillCustody_NotYet")
          .withArgs(tokenId, 0n);
        await bills.unfreeze(tokenId);
        const { signer, address } = parties[possessor];
        await bills.connect(signer).approve(forwarder.address, tokenId);
        await expect(bills.connect(forwarder.signer).transferFrom(address, bank.address, tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
          .withArgs(tokenId, status);
        expect(await bills.ownerOf(tokenId)).to.equal(address);
      });

      it("is closed to everybody, whatever the act", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, governance, parties } = suite;
        const tokenId = await close(suite);
        const before = await recordOf(bills, tokenId);
        const done: string[] = [];
        for (const signer of [governance, ...Object.values(parties).map((party) => party.signer)]) {
          for (const { name, call } of ACTS) {
            const attempt = call(bills.connect(signer), suite, tokenId);
            const went = await attempt.then(
              () => true,
              (error: unknown) => !isRefusal(error),
            );
            if (went) done.push(`${name} by ${signer.address}`);
          }
        }
        const corrected = `recordPresentation by ${parties.carrier.address}`;
        expect(done).to.deep.equal(isCorrectable ? [corrected] : []);
        if (!isCorrectable) expect(await recordOf(bills, tokenId)).to.deep.equal(before);
      });

      it(`stays ${nameOf(BillStatus, status)} for ever, to be read`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills } = suite;
        const tokenId = await close(suite);
        const before = await recordOf(bills, tokenId);
        await networkHelpers.time.increase(3_650n * 86_400n);
        expect(await recordOf(bills, tokenId)).to.deep.equal(before);
      });
    });
  }
});

/** Whether a call failed because the contract refused it. */
function isRefusal(error: unknown): boolean {
  return isError(error, "CALL_EXCEPTION") || (error instanceof Error && error.message.includes("custom error"));
}
