import { expect } from "chai";
import { id, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";

import { balancesOf, endorseAndTransfer, transfer } from "../support/bills.js";
import { DAYS, nextTrail, standingOfBill } from "../support/records.js";
import {
  Act,
  BillStatus,
  deploySuite,
  issuance,
  issueBill,
  Kind,
  MemberStatus,
  type Parties,
  type Party,
  Place,
} from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();
const [SHIPPER_TO_COME, PARTY_TO_COME] = [id("the shipper to come"), id("the party to come")];

/** The forwarder stands in for the consignee or endorsee of each kind that names one, and the shipper for a shipper. */
async function deploy() {
  const suite = await deploySuite(ethers);
  const { bills, parties } = suite;
  const titleTo = parties.forwarder.address;
  const forTitle = { titleTo, titleToRepresents: PARTY_TO_COME };
  const forBoth = { ...forTitle, shipperRepresents: SHIPPER_TO_COME };
  const straight = await issueBill(suite, Kind.STRAIGHT, { reference: "STRAIGHT", ...forBoth });
  const waybill = await issueBill(suite, Kind.WAYBILL, { reference: "WAYBILL", ...forBoth });
  const toOrder = await issueBill(suite, Kind.TO_ORDER, { reference: "TO ORDER", ...forTitle });
  const giveUp = (by: Party, bill: bigint, place: Place, party: string) =>
    bills.connect(by.signer).giveUpStandIn(bill, place, party);
  return { ...suite, ...parties, straight, waybill, toOrder, giveUp };
}
type Fixture = Awaited<ReturnType<typeof deploy>>;

/** The ways on which a place is given up, by who may. */
const WAYS: [string, (suite: Fixture, bill: bigint, place: Place, party: string) => Promise<unknown>][] = [
  [
    "giveUpStandIn",
    (suite, bill, place, party) =>
      suite.giveUp(place === Place.SHIPPER ? suite.shipper : suite.forwarder, bill, place, party),
  ],
  ["replaceStandIn", ({ bills }, bill, place, party) => bills.replaceStandIn(bill, place, party)],
];

async function expectNoStandIn({ bills }: Fixture, sent: Promise<unknown>, bill: bigint, place: Place): Promise<void> {
  await expect(sent).to.be.revertedWithCustomError(bills, "BillAmendment_NoStandIn").withArgs(bill, place);
}

describe("BillOfLading", () => {
  describe("issue with a stand-in", () => {
    it("reverts if the kind names no party at that place", async () => {
      const { bills, parties, carrier } = await networkHelpers.loadFixture(deploy);
      for (const [kind, given] of [
        [Kind.TO_ORDER, { shipperRepresents: SHIPPER_TO_COME }],
        [Kind.BEARER, { shipperRepresents: SHIPPER_TO_COME }],
        [Kind.BEARER, { titleToRepresents: PARTY_TO_COME }],
      ] as const) {
        await expect(bills.connect(carrier.signer).issue(issuance(kind, parties, given)))
          .to.be.revertedWithCustomError(bills, "BillOfLading_PartiesDoNotFit")
          .withArgs(0n, kind);
      }
    });

    it("says for whom the member stands in, at each place", async () => {
      const { bills, straight, waybill, toOrder } = await networkHelpers.loadFixture(deploy);
      for (const bill of [straight, waybill]) {
        expect(await bills.standInFor(bill, Place.SHIPPER)).to.equal(SHIPPER_TO_COME);
        expect(await bills.standInFor(bill, Place.TITLE)).to.equal(PARTY_TO_COME);
      }
      expect(await bills.standInFor(toOrder, Place.SHIPPER)).to.equal(ZeroHash);
      expect(await bills.standInFor(toOrder, Place.TITLE)).to.equal(PARTY_TO_COME);
      expect(await bills.standInFor(7n, Place.TITLE)).to.equal(ZeroHash);
    });
  });

  describe("giveUpStandIn", () => {
    it("reverts for everybody but the stand-in at that place", async () => {
      const { bills, parties, outsider, straight, trader, giveUp } = await networkHelpers.loadFixture(deploy);
      const standIns: [Place, keyof Parties][] = [
        [Place.SHIPPER, "shipper"],
        [Place.TITLE, "forwarder"],
      ];
      for (const [place, standIn] of standIns) {
        for (const party of Object.values(parties).filter((p) => p !== parties[standIn] && p !== outsider)) {
          await expect(giveUp(party, straight, place, trader.address))
            .to.be.revertedWithCustomError(bills, "BillAmendment_NotTheStandIn")
            .withArgs(straight, party.address);
        }
      }
      await expect(giveUp(outsider, straight, Place.TITLE, trader.address))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(outsider.address, MemberStatus.NONE);
    });

    it("reverts if the stand-in is suspended, and governance does it instead", async () => {
      const { bills, consortium, forwarder, trader, straight, giveUp } = await networkHelpers.loadFixture(deploy);
      await consortium.suspend(forwarder.member);
      await expect(giveUp(forwarder, straight, Place.TITLE, trader.address))
        .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
        .withArgs(forwarder.address, MemberStatus.SUSPENDED);
      await bills.replaceStandIn(straight, Place.TITLE, trader.address);
      expect((await bills.billOf(straight)).consignee).to.equal(trader.member);
    });

    it("reverts for the member itself if it stands in for nobody", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const bill = await issueBill(suite, Kind.TO_ORDER, { reference: "NOBODY" });
      await expect(suite.giveUp(suite.shipper, bill, Place.TITLE, suite.trader.address))
        .to.be.revertedWithCustomError(suite.bills, "BillAmendment_NotTheStandIn")
        .withArgs(bill, suite.shipper.address);
    });
  });

  describe("replaceStandIn", () => {
    it("reverts for everybody whom the authority has not authorised, the stand-in included", async () => {
      const { bills, parties, straight, trader } = await networkHelpers.loadFixture(deploy);
      for (const { signer, address } of Object.values(parties)) {
        await expect(bills.connect(signer).replaceStandIn(straight, Place.TITLE, trader.address))
          .to.be.revertedWithCustomError(bills, "AccessManagedUnauthorized")
          .withArgs(address);
      }
    });

    it("reverts if the bill was never issued, or nobody stands in", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, trader, toOrder } = suite;
      await expect(bills.replaceStandIn(7n, Place.TITLE, trader.address))
        .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
        .withArgs(7n);
      const bill = await issueBill(suite, Kind.STRAIGHT, { reference: "NOBODY" });
      for (const place of [Place.SHIPPER, Place.TITLE]) {
        await expectNoStandIn(suite, bills.replaceStandIn(bill, place, trader.address), bill, place);
      }
      const sent = bills.replaceStandIn(toOrder, Place.SHIPPER, trader.address);
      await expectNoStandIn(suite, sent, toOrder, Place.SHIPPER);
    });
  });

  for (const [name, give] of WAYS) {
    describe(name, () => {
      it("reverts if the party may not hold bills, is the stand-in itself, or the carrier", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, consortium, straight, trader, forwarder, carrier, terminal, outsider } = suite;
        await consortium.suspend(trader.member);
        for (const { address } of [trader, carrier, terminal, outsider, { address: ZeroAddress }]) {
          await expect(give(suite, straight, Place.TITLE, address))
            .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
            .withArgs(straight, address);
        }
        await expect(give(suite, straight, Place.TITLE, forwarder.address))
          .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientIsSelf")
          .withArgs(straight, forwarder.address);
      });

      it("reverts while the bill is surrendered, and once it is closed", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, carrier, straight, trader } = suite;
        await bills.connect(shipper.signer).surrenderForDelivery(straight);
        await expect(give(suite, straight, Place.TITLE, trader.address))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
          .withArgs(straight, BillStatus.PENDING_SURRENDER_FOR_DELIVERY);
        await bills.connect(carrier.signer).acceptSurrender(straight);
        await expect(give(suite, straight, Place.TITLE, trader.address))
          .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
          .withArgs(straight, BillStatus.SURRENDERED_FOR_DELIVERY);
      });

      for (const place of [Place.SHIPPER, Place.TITLE]) {
        for (const kind of ["straight", "waybill", "toOrder"] as const) {
          if (kind === "toOrder" && place === Place.SHIPPER) continue;
          it(`moves the place ${place === Place.SHIPPER ? "SHIPPER" : "TITLE"} of a ${kind} bill once, and not possession`, async () => {
            const suite = await networkHelpers.loadFixture(deploy);
            const { bills, shipper, forwarder, trader, bank } = suite;
            const bill = suite[kind];
            const [before, balances] = [await standingOfBill(bills, bill), await balancesOf(suite)];
            const trail = await nextTrail(bills, bill);
            const [from, represents] =
              place === Place.SHIPPER ? [shipper, SHIPPER_TO_COME] : [forwarder, PARTY_TO_COME];
            await expect(give(suite, bill, place, trader.address))
              .to.emit(bills, "StandInReplaced")
              .withArgs(bill, from.member, trader.member, place, represents, trail);
            const moved = {
              ...(place === Place.SHIPPER ? { shipper: trader.member } : { entitled: trader.member }),
              ...(place === Place.TITLE && kind !== "waybill" ? { titleholder: trader.member } : {}),
              ...(place === Place.TITLE && kind !== "toOrder" ? { consignee: trader.member } : {}),
            };
            const others = [SHIPPER_TO_COME, PARTY_TO_COME].map((hash) => (hash === represents ? ZeroHash : hash));
            const standIns = kind === "toOrder" ? [ZeroHash, ZeroHash] : others;
            expect(await standingOfBill(bills, bill)).to.deep.equal({ ...before, ...moved, standIns });
            expect(await balancesOf(suite)).to.deep.equal(balances);
            const again = bills.replaceStandIn(bill, place, bank.address);
            await expectNoStandIn(suite, again, bill, place);
          });
        }
      }

      it("leaves the possessor's right to reject", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, toOrder, trader } = suite;
        await give(suite, toOrder, Place.TITLE, trader.address);
        await bills.connect(shipper.signer).reject(toOrder);
        expect((await bills.billOf(toOrder)).status).to.equal(BillStatus.VOIDED);
      });

      it("reverts if title has moved on", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, forwarder, bank, trader, toOrder } = suite;
        await transfer(bills, shipper, forwarder, toOrder);
        await endorseAndTransfer(bills, forwarder, Act.ENDORSE_TO_ORDER, bank, toOrder);
        await expectNoStandIn(suite, give(suite, toOrder, Place.TITLE, trader.address), toOrder, Place.TITLE);
        // Nobody is told that the bank stands in for anybody.
        expect(await bills.standInFor(toOrder, Place.TITLE)).to.equal(ZeroHash);
      });

      it("goes on if the endorsement that moved title was cancelled or rejected", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, forwarder, bank, trader, toOrder } = suite;
        await transfer(bills, shipper, forwarder, toOrder);
        await bills.connect(forwarder.signer).endorse(toOrder, Act.ENDORSE, bank.address);
        await bills.connect(forwarder.signer).cancelEndorsement(toOrder);
        for (const act of [Act.ENDORSE, Act.BLANK_ENDORSE]) {
          await endorseAndTransfer(bills, forwarder, act, bank, toOrder);
          await bills.connect(bank.signer).reject(toOrder);
        }
        expect(await bills.standInFor(toOrder, Place.TITLE)).to.equal(PARTY_TO_COME);
        await give(suite, toOrder, Place.TITLE, trader.address);
        expect((await bills.billOf(toOrder)).titleholder).to.equal(trader.member);
      });

      const ways: [string, (suite: Fixture) => Promise<unknown>][] = [
        [
          "title was endorsed away and back",
          async ({ bills, forwarder, bank, toOrder }) => {
            await endorseAndTransfer(bills, forwarder, Act.ENDORSE_TO_ORDER, bank, toOrder);
            await endorseAndTransfer(bills, bank, Act.ENDORSE_TO_ORDER, forwarder, toOrder);
          },
        ],
        [
          "title was endorsed away and back, and a later endorsement was rejected",
          async ({ bills, forwarder, bank, consignee, toOrder }) => {
            await endorseAndTransfer(bills, forwarder, Act.ENDORSE_TO_ORDER, bank, toOrder);
            await endorseAndTransfer(bills, bank, Act.ENDORSE_TO_ORDER, forwarder, toOrder);
            await endorseAndTransfer(bills, forwarder, Act.ENDORSE_TO_ORDER, consignee, toOrder);
            await bills.connect(consignee.signer).reject(toOrder);
          },
        ],
        [
          "title was endorsed in blank, and a bearer endorsed it back",
          async ({ bills, forwarder, bank, toOrder }) => {
            await endorseAndTransfer(bills, forwarder, Act.BLANK_ENDORSE, bank, toOrder);
            await endorseAndTransfer(bills, bank, Act.ENDORSE_TO_ORDER, forwarder, toOrder);
          },
        ],
        [
          "title was endorsed away, and a court gave it back",
          async ({ bills, forwarder, bank, toOrder }) => {
            await endorseAndTransfer(bills, forwarder, Act.ENDORSE_TO_ORDER, bank, toOrder);
            await bills.freeze(toOrder);
            const order = { orderHash: id("order"), jurisdiction: "0x4e4c", kind: Kind.TO_ORDER };
            const titleholder = forwarder.member;
            await bills.announceReassignment(toOrder, { ...order, possessor: titleholder, titleholder });
            await networkHelpers.time.increase(8n * DAYS);
            await bills.reassign(toOrder);
            await bills.unfreeze(toOrder);
          },
        ],
      ];
      for (const [what, move] of ways) {
        it(`reverts if ${what}: it is the member's own title now`, async () => {
          const suite = await networkHelpers.loadFixture(deploy);
          const { bills, shipper, forwarder, trader, toOrder } = suite;
          await transfer(bills, shipper, forwarder, toOrder);
          await move(suite);
          expect((await bills.billOf(toOrder)).titleholder).to.equal(forwarder.member);
          expect(await bills.standInFor(toOrder, Place.TITLE)).to.equal(ZeroHash);
          await expectNoStandIn(suite, give(suite, toOrder, Place.TITLE, trader.address), toOrder, Place.TITLE);
        });
      }

      it("reverts if a court named the consignee of a STRAIGHT bill, though it is the same member", async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, shipper, forwarder, trader, straight } = suite;
        await bills.freeze(straight);
        const order = { orderHash: id("order"), jurisdiction: "0x4e4c", kind: Kind.STRAIGHT };
        const [possessor, titleholder] = [shipper.member, forwarder.member];
        await bills.announceReassignment(straight, { ...order, possessor, titleholder });
        await networkHelpers.time.increase(8n * DAYS);
        await bills.reassign(straight);
        await bills.unfreeze(straight);
        await expectNoStandIn(suite, give(suite, straight, Place.TITLE, trader.address), straight, Place.TITLE);
        await give(suite, straight, Place.SHIPPER, trader.address);
        expect((await bills.billOf(straight)).shipper).to.equal(trader.member);
      });
    });
  }
});
