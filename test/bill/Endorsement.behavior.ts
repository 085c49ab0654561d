import type { NetworkHelpers } from "@nomicfoundation/hardhat-network-helpers/types";
import { expect } from "chai";

import type { BillOfLading } from "../../typechain-types/index.js";
import { endorseAndTransfer } from "../support/bills.js";
import { Act, BillStatus, issueBill, Kind, MemberStatus, Role, type Party, type Suite } from "../support/suite.js";

const NO_ENDORSEMENTS = [Act.ISSUE, Act.TRANSFER, Act.SIGN, Act.SURRENDER_FOR_DELIVERY, Act.SURRENDER_FOR_AMENDMENT];

type Call = (bills: BillOfLading, by: Party, act: Act, to: Party, tokenId: bigint) => Promise<unknown>;

/** What `endorse` and `endorseAndTransfer` refuse alike. */
export function shouldRefuseEndorsements(networkHelpers: NetworkHelpers, deploy: () => Promise<Suite>, call: Call) {
  async function load() {
    const suite = await networkHelpers.loadFixture(deploy);
    return { ...suite, ...suite.parties, asCarrier: suite.bills.connect(suite.parties.carrier.signer) };
  }

  it("reverts if the bill was never issued", async () => {
    const { bills, shipper, bank } = await load();
    await expect(call(bills, shipper, Act.ENDORSE, bank, 7n))
      .to.be.revertedWithCustomError(bills, "ERC721NonexistentToken")
      .withArgs(7n);
  });

  it("reverts if the bill is not live", async () => {
    const suite = await load();
    const { bills, carrier, shipper, bank, asCarrier } = suite;
    const tokenId = await issueBill(suite, Kind.BEARER);
    await bills.connect(shipper.signer).surrenderForDelivery(tokenId);
    await expect(call(bills, carrier, Act.ENDORSE, bank, tokenId))
      .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
      .withArgs(tokenId, BillStatus.PENDING_SURRENDER_FOR_DELIVERY);
    await asCarrier.acceptSurrender(tokenId);
    await expect(call(bills, carrier, Act.ENDORSE, bank, tokenId))
      .to.be.revertedWithCustomError(bills, "BillOfLading_NotLive")
      .withArgs(tokenId, BillStatus.SURRENDERED_FOR_DELIVERY);
  });

  it("reverts if the caller is no active member", async () => {
    const suite = await load();
    const { bills, consortium, shipper, bank } = suite;
    const tokenId = await issueBill(suite, Kind.TO_ORDER);
    await consortium.suspend(shipper.member);
    await expect(call(bills, shipper, Act.ENDORSE, bank, tokenId))
      .to.be.revertedWithCustomError(bills, "Consortium_NotActive")
      .withArgs(shipper.address, MemberStatus.SUSPENDED);
  });

  it("reverts if the caller does not possess the bill, though it has title", async () => {
    const suite = await load();
    const { bills, trader, bank, carrier } = suite;
    const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: trader.address });
    for (const caller of [trader, carrier]) {
      await expect(call(bills, caller, Act.ENDORSE, bank, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_NotPossessor")
        .withArgs(tokenId, caller.address);
    }
  });

  it("reverts if the caller has no title to a TO_ORDER bill, though it possesses it", async () => {
    const suite = await load();
    const { bills, shipper, trader, bank } = suite;
    const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: trader.address });
    await expect(call(bills, shipper, Act.ENDORSE, bank, tokenId))
      .to.be.revertedWithCustomError(bills, "BillOfLading_NotTitleholder")
      .withArgs(tokenId, shipper.address);
  });

  it("reverts if the latest endorsement was final", async () => {
    const suite = await load();
    const { bills, shipper, bank, trader } = suite;
    const tokenId = await issueBill(suite, Kind.TO_ORDER);
    await endorseAndTransfer(bills, shipper, Act.ENDORSE, bank, tokenId);
    for (const act of [Act.ENDORSE, Act.ENDORSE_TO_ORDER]) {
      await expect(call(bills, bank, act, trader, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_EndorsementFinal")
        .withArgs(tokenId);
    }
  });

  it("reverts on a STRAIGHT bill and a WAYBILL, whatever the act", async () => {
    const suite = await load();
    const { bills, shipper, bank, consignee } = suite;
    for (const kind of [Kind.STRAIGHT, Kind.WAYBILL]) {
      const tokenId = await issueBill(suite, kind, { reference: `KIND ${kind}` });
      for (const act of [Act.ENDORSE, Act.ENDORSE_TO_ORDER]) {
        await expect(call(bills, shipper, act, bank, tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_ActNotAllowed")
          .withArgs(tokenId, kind, act);
      }
    }
    // Its consignee has title and, here, possession: it may not endorse either.
    const tokenId = await issueBill(suite, Kind.STRAIGHT, { issueTo: consignee.address });
    await expect(call(bills, consignee, Act.ENDORSE, bank, tokenId))
      .to.be.revertedWithCustomError(bills, "BillOfLading_ActNotAllowed")
      .withArgs(tokenId, Kind.STRAIGHT, Act.ENDORSE);
  });

  it("reverts if the act is no endorsement", async () => {
    const suite = await load();
    const { bills, shipper, bank } = suite;
    for (const kind of [Kind.TO_ORDER, Kind.BEARER]) {
      const tokenId = await issueBill(suite, kind, { reference: `KIND ${kind}` });
      for (const act of NO_ENDORSEMENTS) {
        await expect(call(bills, shipper, act, bank, tokenId))
          .to.be.revertedWithCustomError(bills, "BillOfLading_ActNotAllowed")
          .withArgs(tokenId, kind, act);
      }
    }
  });

  it("reverts if the recipient may not hold bills", async () => {
    const suite = await load();
    const { bills, consortium, shipper, bank, outsider, otherCarrier, terminal, customs, haulier, carrier } = suite;
    const tokenId = await issueBill(suite, Kind.TO_ORDER);
    await consortium.suspend(bank.member);
    for (const recipient of [bank, outsider, carrier, otherCarrier, terminal, customs, haulier]) {
      await expect(call(bills, shipper, Act.ENDORSE_TO_ORDER, recipient, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientNotPermitted")
        .withArgs(tokenId, recipient.address);
    }
  });

  it("reverts if the recipient is the endorser, or the carrier that issued the bill", async () => {
    const suite = await load();
    const { bills, consortium, shipper, carrier } = suite;
    await consortium.setRoles(carrier.member, Role.CARRIER | Role.TRADER);
    for (const kind of [Kind.TO_ORDER, Kind.BEARER]) {
      const tokenId = await issueBill(suite, kind, { reference: `KIND ${kind}` });
      await expect(call(bills, shipper, Act.ENDORSE, shipper, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientIsSelf")
        .withArgs(tokenId, shipper.address);
      await expect(call(bills, shipper, Act.ENDORSE, carrier, tokenId))
        .to.be.revertedWithCustomError(bills, "BillOfLading_RecipientIsCarrier")
        .withArgs(tokenId, carrier.address);
    }
  });
}
