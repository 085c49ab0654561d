import { expect } from "chai";
import { network } from "hardhat";

import { courtOrder } from "../support/orders.js";
import { carrierCode, deploySuite, issueBill, Kind, lei, Role } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

const HOUR = 3_600n;
const DAY = 24n * HOUR;

async function deploy() {
  const suite = await deploySuite(ethers);
  return { ...suite, ...suite.parties };
}

describe("Governance", () => {
  it("is refused to everybody else, in every restricted function", async () => {
    const { bills, consortium, parties, bank, carrier, outsider } = await networkHelpers.loadFixture(deploy);
    const admission = { account: outsider.address, roles: Role.TRADER, lei: lei(99), carrierCodes: [], group: 0n };
    const calls = [
      { target: consortium, data: consortium.interface.encodeFunctionData("admit", [admission]) },
      {
        target: consortium,
        data: consortium.interface.encodeFunctionData("addCarrierCode", [carrier.member, carrierCode("ONE")]),
      },
      {
        target: consortium,
        data: consortium.interface.encodeFunctionData("setRoles", [bank.member, Role.BANK | Role.TRADER]),
      },
      { target: consortium, data: consortium.interface.encodeFunctionData("suspend", [bank.member]) },
      { target: consortium, data: consortium.interface.encodeFunctionData("reinstate", [bank.member]) },
      { target: consortium, data: consortium.interface.encodeFunctionData("remove", [bank.member]) },
      { target: bills, data: bills.interface.encodeFunctionData("setRejectPeriod", [DAY]) },
      { target: bills, data: bills.interface.encodeFunctionData("pauseMoves", [DAY]) },
      { target: bills, data: bills.interface.encodeFunctionData("resumeMoves") },
      { target: bills, data: bills.interface.encodeFunctionData("freezeBriefly", [7n, DAY]) },
      { target: bills, data: bills.interface.encodeFunctionData("freeze", [7n]) },
      { target: bills, data: bills.interface.encodeFunctionData("unfreeze", [7n]) },
      { target: bills, data: bills.interface.encodeFunctionData("announceReassignment", [7n, courtOrder(bank, bank)]) },
      { target: bills, data: bills.interface.encodeFunctionData("withdrawReassignment", [7n]) },
      { target: bills, data: bills.interface.encodeFunctionData("reassign", [7n]) },
      { target: bills, data: bills.interface.encodeFunctionData("markDelivery", [7n, 0n, true]) },
      { target: bills, data: bills.interface.encodeFunctionData("replaceStandIn", [7n, 0n, bank.address]) },
    ];
    for (const { target, data } of calls) {
      for (const { signer, address } of Object.values(parties)) {
        await expect(signer.sendTransaction({ to: await target.getAddress(), data }))
          .to.be.revertedWithCustomError(target, "AccessManagedUnauthorized")
          .withArgs(address);
      }
    }
  });
});

describe("BillOfLading", () => {
  describe("setRejectPeriod", () => {
    it("reverts outside of 1 to 14 days", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      for (const period of [0n, DAY - 1n, 14n * DAY + 1n, 2n ** 32n - 1n]) {
        await expect(bills.setRejectPeriod(period))
          .to.be.revertedWithCustomError(bills, "BillCustody_InvalidRejectPeriod")
          .withArgs(period);
      }
      expect(await bills.rejectPeriod()).to.equal(48n * HOUR);
    });

    it("reverts if it is the period in force", async () => {
      const { bills } = await networkHelpers.loadFixture(deploy);
      await expect(bills.setRejectPeriod(48n * HOUR))
        .to.be.revertedWithCustomError(bills, "BillCustody_InvalidRejectPeriod")
        .withArgs(48n * HOUR);
    });

    it("sets both bounds, and leaves deadlines that run already", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const { rejectDeadline } = await bills.billOf(tokenId);
      let previous = 48n * HOUR;
      for (const period of [DAY, 14n * DAY]) {
        await expect(bills.setRejectPeriod(period)).to.emit(bills, "RejectPeriodChanged").withArgs(previous, period);
        expect(await bills.rejectPeriod()).to.equal(period);
        previous = period;
      }
      expect((await bills.billOf(tokenId)).rejectDeadline).to.equal(rejectDeadline);
    });
  });
});
