import { expect } from "chai";
import { Interface, ZeroAddress } from "ethers";
import { network } from "hardhat";

import {
  BillAmendments__factory,
  BillMoves__factory,
  BillOfLading__factory,
  IBillAmendment__factory,
  IBillCustody__factory,
  IBillOfLading__factory,
} from "../../typechain-types/index.js";
import { ACTS, perform } from "../support/acts.js";
import { courtOrder } from "../support/orders.js";
import { described, functionsOf, storageOf } from "../support/layout.js";
import { recordOf } from "../support/records.js";
import { deploySuite, issuance, issueBill, Kind } from "../support/suite.js";

const { ethers, networkHelpers } = await network.create();

async function deploy() {
  const suite = await deploySuite(ethers);
  const amendments = await ethers.getContractAt("BillAmendments", await suite.bills.amendments());
  return { ...suite, ...suite.parties, amendments };
}

const SHARED = new Interface(BillMoves__factory.abi);
const CUSTODY = new Interface(IBillCustody__factory.abi);
const FRONT = new Interface(BillOfLading__factory.abi);

/** What {BillAmendments} has beyond the ledger and the moves that both contracts inherit. */
const RARER = functionsOf(new Interface(BillAmendments__factory.abi)).filter(
  ({ selector }) => !SHARED.hasFunction(selector),
);

/** Every act that BillOfLading answers itself, beyond ERC-721 and what its bases bring. */
const DAILY = [
  ...["issue", "issueBatch", "sign", "reject", "endorse", "endorseAndTransfer", "cancelEndorsement"],
  ...["surrenderForDelivery", "surrenderForAmendment", "acceptSurrender", "refuseSurrender"],
  ...["giveUpStandIn", "replaceStandIn"],
];

describe("BillOfLading", () => {
  describe("the rarer acts", () => {
    it("are the same functions under the same selectors as in BillAmendments, and not one is missing", () => {
      expect(RARER.map(({ name }) => name).sort()).to.deep.equal(
        [
          ...["followAccounts", "instruct", "withdrawInstruction", "carryOut"],
          ...["reissue", "allowReplacement", "replaceWaybill"],
          ...["recordPaper", "recordPresentation", "issueFromPaper"],
          ...["setRejectPeriod", "pauseMoves", "resumeMoves"],
          ...["freezeBriefly", "freeze", "unfreeze"],
          ...["announceReassignment", "withdrawReassignment", "reassign", "markDelivery"],
        ].sort(),
      );
      for (const { name, selector, stateMutability, inputs, outputs } of RARER) {
        const front = FRONT.getFunction(selector);
        expect(front?.name).to.equal(name);
        expect([front?.stateMutability, front?.outputs.length]).to.deep.equal(["nonpayable", 0], name);
        expect([stateMutability, outputs.length]).to.deep.equal(["nonpayable", 0], name);
        expect(front?.inputs.map(({ type }) => type)).to.deep.equal(inputs.map(({ type }) => type));
      }
    });

    it("are, with the daily ones, all the acts there are in the specification", () => {
      const specified = [IBillOfLading__factory, IBillAmendment__factory, IBillCustody__factory]
        .flatMap((factory) => functionsOf(new Interface(factory.abi)))
        .filter(({ stateMutability }) => stateMutability === "nonpayable")
        .map(({ selector }) => selector);
      const known = [
        ...RARER.map(({ selector }) => selector),
        ...DAILY.map((name) => FRONT.getFunction(name)?.selector),
      ];
      expect([...new Set(specified)].sort()).to.deep.equal(known.sort());
    });

    for (const { name, selector } of RARER) {
      it(`${name} reaches its namesake, which says why it refuses`, async () => {
        const { bills, amendments, parties, bank, trader, governance } = await networkHelpers.loadFixture(deploy);
        const inputs: Record<string, readonly unknown[]> = {
          followAccounts: [[7n]],
          instruct: [7n, 2n, trader.address, 0n],
          reissue: [[7n], [issuance(Kind.BEARER, parties)]],
          carryOut: [7n, 1n],
          allowReplacement: [7n, 8n],
          replaceWaybill: [7n, issuance(Kind.WAYBILL, parties)],
          recordPaper: [7n, ethers.id("statement"), 1n],
          recordPresentation: [7n, trader.address, ethers.id("original")],
          issueFromPaper: [7n, issuance(Kind.BEARER, parties), ethers.id("statement")],
          pauseMoves: [0n],
          resumeMoves: [],
          freezeBriefly: [7n, 1n],
          announceReassignment: [7n, courtOrder(bank, trader)],
          markDelivery: [7n, 0n, true],
        };
        const data = FRONT.encodeFunctionData(selector, inputs[name] ?? [7n]);
        const restricted = CUSTODY.hasFunction(selector);
        const signer = restricted ? governance : bank.signer;
        // What is asked before a bill is looked for, or concerns none.
        const others: Record<string, readonly [string, ...unknown[]]> = {
          setRejectPeriod: ["BillCustody_InvalidRejectPeriod", 7n],
          pauseMoves: ["BillCustody_PauseRefused", 0n, 0n],
          resumeMoves: ["BillCustody_NotPaused"],
        };
        const [error, ...args] = others[name] ?? ["ERC721NonexistentToken", 7n];
        // In the name of BillOfLading and called directly: neither finds a bill, and both say so in the same words.
        for (const contract of [bills, amendments]) {
          await expect(signer.sendTransaction({ to: await contract.getAddress(), data }))
            .to.be.revertedWithCustomError(bills, error)
            .withArgs(...args);
        }
        if (!restricted) return;
        await expect(bank.signer.sendTransaction({ to: await bills.getAddress(), data }))
          .to.be.revertedWithCustomError(bills, "AccessManagedUnauthorized")
          .withArgs(bank.address);
      });
    }
  });

  describe("amendments", () => {
    it("share consortium and authority with the contract in whose name they run", async () => {
      const { bills, amendments } = await networkHelpers.loadFixture(deploy);
      expect(await amendments.consortium()).to.equal(await bills.consortium());
      expect(await amendments.authority()).to.equal(await bills.authority());
    });

    it("lie in the same storage, variable by variable and bit by bit", async () => {
      const [front, back] = [await storageOf("BillOfLading"), await storageOf("BillAmendments")];
      expect(back.storage.map(({ label }) => label)).to.include.members(["_authority", "_clock", "_bills", "_tokens"]);
      const shared = front.storage.slice(0, back.storage.length);
      expect(shared.map((variable) => described(front, variable))).to.deep.equal(
        back.storage.map((variable) => described(back, variable)),
      );
      // What BillOfLading has beyond is EIP-712's, behind all that is shared.
      const own = front.storage.slice(back.storage.length).map(({ label }) => label);
      expect(own).to.deep.equal(["_nameFallback", "_versionFallback"]);
    });

    for (const act of ACTS.filter(({ name }) => RARER.some((rarer) => rarer.name === name))) {
      it(`called directly, ${act.name} finds no bill, and changes nothing of BillOfLading`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const { bills, amendments } = suite;
        const tokenId = await act.prepare(suite);
        const before = await recordOf(bills, tokenId);
        // The same functions, at the address of the code alone.
        const direct = { ...suite, bills: await ethers.getContractAt("BillOfLading", await amendments.getAddress()) };
        const sent = perform(act, direct, tokenId);
        await expect(sent).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(tokenId);
        expect(await recordOf(bills, tokenId)).to.deep.equal(before);
      });
    }

    it("called directly, ERC-721's acts end at once", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, amendments, shipper, bank, custodian } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const direct = amendments.connect(shipper.signer);
      await expect(direct.setApprovalForAll(custodian.address, true))
        .to.be.revertedWithCustomError(bills, "ERC721InvalidApprover")
        .withArgs(shipper.address);
      for (const sent of [
        () => direct.approve(bank.address, tokenId),
        () => direct.transferFrom(shipper.address, bank.address, tokenId),
      ]) {
        await expect(sent()).to.be.revertedWithCustomError(bills, "ERC721NonexistentToken").withArgs(tokenId);
      }
      expect(await bills.ownerOf(tokenId)).to.equal(shipper.address);
      expect(await bills.getApproved(tokenId)).to.equal(ZeroAddress);
    });
  });
});
