import { expect } from "chai";
import { id, sha256, toBeHex, toUtf8Bytes, ZeroHash } from "ethers";
import { network } from "hardhat";

import { BillDesk, ChainError, type Issuance, type KindName } from "../../../sdk/index.js";
import {
  IBillAmendment__factory,
  IBillOfLading__factory,
  IBillCustody__factory,
} from "../../../typechain-types/index.js";
import { inOneBlock, rejection, watchedProvider } from "../../support/chain.js";
import { deployDesks, type DeskSuite } from "../../support/desks.js";
import { ENDORSEE } from "../../support/documents.js";

const { ethers, networkHelpers } = await network.create();

async function deploy() {
  const suite = await deployDesks(ethers);
  return { ...suite, ...suite.desks };
}

/** A well-formed issuance of the kind to the shipper. */
function issuance({ parties }: Pick<DeskSuite, "parties">, kind: KindName, reference = "MSCUTEST0001"): Issuance {
  const namesParties = kind === "STRAIGHT" || kind === "WAYBILL";
  return {
    tokenId: BigInt(sha256(toUtf8Bytes(reference))),
    transportDocumentReference: reference,
    kind,
    issueTo: parties.shipper.address,
    ...(namesParties && { shipper: parties.shipper.address, titleTo: parties.consignee.address }),
    ...(kind === "TO_ORDER" && { titleTo: parties.shipper.address }),
  };
}

describe("BillDesk", () => {
  it("has every act of IBillOfLading and IBillAmendment", () => {
    const custody = new Set(IBillCustody__factory.createInterface().fragments.map((fragment) => fragment.format()));
    const acts = [...IBillOfLading__factory.abi, ...IBillAmendment__factory.abi].flatMap((item) =>
      item.type === "function" && item.stateMutability === "nonpayable" ? [item.name] : [],
    );
    const ofGovernance = [...custody].map((text) => text.replace(/\(.*/, ""));
    const missing = [...new Set(acts)].filter((name) => !ofGovernance.includes(name) && !(name in BillDesk.prototype));
    expect(missing).to.deep.equal([]);
    expect(acts.length).to.be.greaterThan(25);
  });

  describe("dryRun", () => {
    it("explains a refusal and sends nothing", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const issue = suite.shipper.issue(issuance(suite, "BEARER"));
      const error = await rejection(issue.dryRun(), ChainError);
      expect(error.code).to.equal("BillOfLading_NotACarrier");
      expect(error.args).to.deep.equal({ account: suite.parties.shipper.address });
    });

    it("tells the call with names, and what it would cost, and changes nothing", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const input = issuance(suite, "STRAIGHT");
      const before = await ethers.provider.getBlockNumber();
      const dry = await suite.carrier.issue(input).dryRun();
      expect(dry).to.include({
        from: suite.parties.carrier.address,
        to: suite.addresses.BillOfLading,
        method: "issue",
      });
      expect(dry.args).to.deep.equal({
        issuance: { ...input, shipperRepresents: ZeroHash, titleToRepresents: ZeroHash, noDisposal: false },
      });
      expect(suite.bills.interface.parseTransaction({ data: dry.data })?.name).to.equal("issue");
      expect(dry.gasPrice).to.be.greaterThan(0n);
      expect(dry.cost).to.equal(dry.gas * dry.gasPrice);
      expect(await ethers.provider.getBlockNumber()).to.equal(before);
      const missing = await rejection(suite.carrier.readBill(input.tokenId), ChainError);
      expect(missing.code).to.equal("ERC721NonexistentToken");

      const receipt = await suite.carrier.issue(input).send();
      expect(receipt.gas).to.be.greaterThan(100_000n);
      // A node estimates what the transaction needs on its way, which can be more than it uses in the end.
      expect(dry.gas).to.be.within(receipt.gas, (receipt.gas * 11n) / 10n);
    });

    it("needs somebody who acts", async () => {
      const { addresses } = await networkHelpers.loadFixture(deploy);
      const reader = new BillDesk(addresses, ethers.provider);
      expect((await rejection(reader.sign(1n).dryRun(), TypeError)).message).to.match(/^Nobody acts/);
      expect((await rejection(reader.sign(1n).send(), TypeError)).message).to.match(/^Nobody acts/);
      expect((await rejection(reader.self(), TypeError)).message).to.match(/^Nobody acts/);
    });
  });

  describe("send", () => {
    it("sends nothing that the chain would refuse", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      await suite.carrier.issue(issuance(suite, "BEARER")).send();
      const nonce = await suite.parties.bank.signer.getNonce();
      const error = await rejection(suite.bank.sign(issuance(suite, "BEARER").tokenId).send(), ChainError);
      expect(error.code).to.equal("BillOfLading_NotPossessor");
      expect(await suite.parties.bank.signer.getNonce()).to.equal(nonce);
    });

    it("explains what was refused in its block, because another transaction came first", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { tokenId } = issuance(suite, "BEARER");
      await suite.carrier.issue(issuance(suite, "BEARER")).send();
      let sent = "";
      let outcome: Promise<unknown> = Promise.resolve();
      await inOneBlock(ethers.provider, async () => {
        await new Promise<void>((resolve) => {
          const onSent = (hash: string) => {
            sent = hash;
            resolve();
          };
          const sending = suite.shipper.transfer(tokenId, suite.parties.bank.address).send({ onSent });
          outcome = sending.catch((error: unknown) => error);
        });
        // The guardian pays more and so comes first in the block.
        const fees = { gasLimit: 300_000n, maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 10n ** 10n };
        await suite.bills.connect(suite.governance).freeze(tokenId, fees);
      });
      const error = await outcome;
      expect(error).to.be.instanceOf(ChainError);
      expect(error).to.include({
        code: "BillCustody_Frozen",
        sentence:
          `The transaction ${sent} was refused in its block: The bill ${toBeHex(tokenId, 32).slice(0, 10)}… is frozen ` +
          `until governance unfreezes it`,
      });
      expect((error as ChainError).args).to.deep.equal({ tokenId, until: 0 });
      expect((await suite.carrier.readBill(tokenId)).possessorAccount).to.equal(suite.parties.shipper.address);
    });

    it("answers with what happened, in order", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { parties } = suite;
      const { tokenId } = issuance(suite, "TO_ORDER");
      await suite.carrier.issue(issuance(suite, "TO_ORDER")).send();
      let sent = "";
      const act = suite.shipper.endorseAndTransfer(tokenId, "ENDORSE", parties.bank.address);
      const receipt = await act.send({ onSent: (hash) => (sent = hash) });
      const onChain = await ethers.provider.getTransactionReceipt(sent);
      expect(receipt.transaction).to.equal(sent);
      expect(receipt).to.include({ block: onChain?.blockNumber, gas: onChain?.gasUsed, cost: onChain?.fee });
      expect(receipt.events.map(({ event }) => event)).to.deep.equal(["Endorsed", "PossessionTransferred"]);
      expect(receipt.events[0]).to.include({ tokenId, act: "ENDORSE", to: Number(parties.bank.member) });
    });
  });

  describe("acts", () => {
    /** Sends each act and answers the names of all events. */
    async function run(...acts: ReturnType<BillDesk["sign"]>[]): Promise<string[]> {
      const names: string[] = [];
      for (const act of acts) names.push(...(await act.send()).events.map(({ event }) => event));
      return names;
    }

    it("carry a bill to order from issue to delivery", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { parties, carrier, shipper, bank, trader } = suite;
      const { tokenId } = issuance(suite, "TO_ORDER");
      const events = await run(
        carrier.issue(issuance(suite, "TO_ORDER")),
        shipper.sign(tokenId),
        shipper.endorse(tokenId, "ENDORSE_TO_ORDER", parties.bank.address),
        shipper.cancelEndorsement(tokenId),
        shipper.endorse(tokenId, "BLANK_ENDORSE"),
        shipper.endorseAndTransfer(tokenId, "ENDORSE_TO_ORDER", parties.bank.address),
        bank.reject(tokenId),
        shipper.endorseAndTransfer(tokenId, "ENDORSE_TO_ORDER", parties.bank.address),
        bank.transfer(tokenId, parties.trader.address),
        bank.instruct(tokenId, { act: "ENDORSE", recipient: parties.trader.address }),
        bank.withdrawInstruction(tokenId),
        bank.instruct(tokenId, { act: "SURRENDER_FOR_AMENDMENT", reason: "COD" }),
        bank.instruct(tokenId, { act: "ENDORSE_TO_ORDER", recipient: parties.trader.address }),
        trader.carryOut(tokenId, 15), // the event of the instruction before is the bill's 15th
        trader.surrenderForDelivery(tokenId),
        carrier.refuseSurrender(tokenId, "The original charges are open"),
        trader.surrenderForDelivery(tokenId),
        carrier.acceptSurrender(tokenId),
      );
      expect(events).to.deep.equal([
        "Issued",
        "Signed",
        "Endorsed",
        "EndorsementCancelled",
        "Endorsed",
        "Endorsed",
        "PossessionTransferred",
        "TransferRejected",
        "Endorsed",
        "PossessionTransferred",
        "PossessionTransferred",
        "Instructed",
        "InstructionWithdrawn",
        "Instructed",
        "Instructed",
        "Endorsed",
        "Surrendered",
        "SurrenderRefused",
        "Surrendered",
        "SurrenderAccepted",
      ]);
      const history = await trader.readHistory(tokenId);
      expect(history.map(({ event }) => event).reverse()).to.deep.equal(events);
      expect(history[2]).to.include({ commentsHash: sha256(toUtf8Bytes("The original charges are open")) });
      expect(await trader.readBill(tokenId)).to.include({
        status: "SURRENDERED_FOR_DELIVERY",
        titleholder: Number(parties.trader.member),
      });
    });

    it("split a bill, put one part on paper and back, and present the other's paper", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { carrier, shipper, parties } = suite;
      const [whole, a, b, back] = ["WHOLE", "A", "B", "BACK"].map((text) => issuance(suite, "BEARER", text));
      if (whole === undefined || a === undefined || b === undefined || back === undefined) throw new Error("no bills");
      const events = await run(
        carrier.issueBatch([whole, issuance(suite, "BEARER", "OTHER")]),
        shipper.surrenderForAmendment(whole.tokenId, "SPLIT"),
        carrier.reissue([whole.tokenId], [a, b]),
        shipper.surrenderForAmendment(a.tokenId, "SWTP"),
        carrier.recordPaper(a.tokenId, id("statement"), 3),
        carrier.issueFromPaper(a.tokenId, back, id("back")),
        shipper.surrenderForAmendment(b.tokenId, "SWTP"),
        carrier.recordPaper(b.tokenId, id("statement"), 1),
        carrier.recordPresentation(b.tokenId, parties.bank.address, id("original")),
      );
      expect(events).to.deep.equal([
        "Issued",
        "Issued",
        "Surrendered",
        "Reissued",
        "Issued",
        "Issued",
        "Surrendered",
        "PaperIssued",
        "PaperReplaced",
        "Issued",
        "Surrendered",
        "PaperIssued",
        "PaperPresented",
      ]);
      const details = await shipper.readBillDetails(b.tokenId);
      expect(details).to.deep.include({
        status: "PAPER",
        predecessors: [whole.tokenId],
        successors: [],
        delivery: {
          carrier: Number(parties.carrier.member),
          entitled: Number(parties.bank.member),
          isDue: true,
          status: "PAPER",
        },
        paper: {
          statementHash: id("statement"),
          title: 0,
          originals: 1,
          presenter: Number(parties.bank.member),
          presentedHash: id("original"),
        },
      });
      expect((await shipper.readBillDetails(whole.tokenId)).successors).to.deep.equal([a.tokenId, b.tokenId]);
      expect((await shipper.readBillDetails(a.tokenId)).successors).to.deep.equal([back.tokenId]);
    });

    it("replace a waybill, and give the place of a stand-in to the party that joined", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { carrier, shipper, consignee, parties, governance, addresses } = suite;
      const first = { ...issuance(suite, "WAYBILL", "FIRST"), shipperRepresents: id("s"), titleToRepresents: id("t") };
      const second = issuance(suite, "WAYBILL", "SECOND");
      const events = await run(
        carrier.issue(first),
        consignee.giveUpStandIn(first.tokenId, "TITLE", parties.trader.address),
        new BillDesk(addresses, governance).replaceStandIn(first.tokenId, "SHIPPER", parties.bank.address),
      );
      expect(events).to.deep.equal(["Issued", "StandInReplaced", "StandInReplaced"]);
      expect(await shipper.readBillDetails(first.tokenId)).to.deep.include({
        shipper: Number(parties.bank.member),
        consignee: ENDORSEE,
        standInFor: {},
      });

      const own = issuance(suite, "WAYBILL", "OWN");
      const replaced = await run(
        carrier.issue(own),
        shipper.allowReplacement(own.tokenId, second.tokenId),
        shipper.allowReplacement(own.tokenId),
        shipper.allowReplacement(own.tokenId, second.tokenId),
        carrier.replaceWaybill(own.tokenId, second),
      );
      const allowed = ["ReplacementAllowed", "ReplacementAllowed", "ReplacementAllowed"];
      expect(replaced).to.deep.equal(["Issued", ...allowed, "Reissued", "Issued"]);
    });

    it("let a custodian move a bill for which it is approved", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { carrier, custodian, parties, bills } = suite;
      const { tokenId } = issuance(suite, "BEARER");
      await carrier.issue(issuance(suite, "BEARER")).send();
      await bills.connect(parties.shipper.signer).approve(parties.custodian.address, tokenId);
      await custodian.transfer(tokenId, parties.bank.address, parties.shipper.address).send();
      expect(await carrier.readBill(tokenId)).to.include({ possessor: Number(parties.bank.member) });
    });
  });

  describe("reading", () => {
    it("shows a bill with names, in one call", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { parties, addresses, carrier } = suite;
      const { tokenId } = issuance(suite, "STRAIGHT");
      const { block } = await carrier.issue(issuance(suite, "STRAIGHT")).send();
      const { provider, requests } = watchedProvider(ethers.provider);
      const bill = await new BillDesk(addresses, provider).readBill(tokenId);
      expect(requests.map(({ method }) => method)).to.deep.equal(["eth_call"]);
      expect(bill).to.deep.equal({
        tokenId,
        kind: "STRAIGHT",
        status: "ISSUED",
        carrier: Number(parties.carrier.member),
        possessor: Number(parties.shipper.member),
        possessorAccount: parties.shipper.address,
        titleholder: Number(parties.consignee.member),
        shipper: Number(parties.shipper.member),
        consignee: Number(parties.consignee.member),
        isFinal: false,
        isFrozen: false,
        isInstructed: false,
        isAgainstIndemnity: false,
        isDeliveryBegun: false,
        noDisposal: false,
        rejectDeadline: ((await ethers.provider.getBlock(block))?.timestamp ?? 0) + 48 * 3600,
        sequence: 1,
        latestBlock: block,
      });
    });

    it("shows what stands around a bill: members, instruction, freeze, stand-ins", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { parties, carrier, shipper, bank, bills, governance } = suite;
      const input = { ...issuance(suite, "TO_ORDER"), titleToRepresents: id("a party") };
      await carrier.issue(input).send();
      await shipper.transfer(input.tokenId, parties.bank.address).send();
      await shipper.instruct(input.tokenId, { act: "ENDORSE", recipient: parties.trader.address }).send();
      await bills.connect(governance).freezeBriefly(input.tokenId, 3_600n);
      const details = await bank.readBillDetails(input.tokenId);
      const now = await networkHelpers.time.latest();
      expect(details).to.deep.include({
        block: await ethers.provider.getBlockNumber(),
        isFrozen: true,
        freeze: { until: now + 3_600 },
        instruction: {
          act: "ENDORSE",
          by: Number(parties.shipper.member),
          reason: "NONE",
          sequence: 3,
          recipient: parties.trader.address,
        },
        standInFor: { title: id("a party") },
        delivery: { carrier: 1, entitled: Number(parties.shipper.member), isDue: false, status: "ISSUED" },
        successors: [],
        predecessors: [],
      });
      expect(details).not.to.have.property("paper");
      const members = [parties.carrier, parties.shipper, parties.bank].map(({ member }) => Number(member));
      expect([...details.members.keys()].sort()).to.deep.equal(members);
      expect(details.members.get(1)).to.deep.include({ account: parties.carrier.address, roles: ["CARRIER"] });
    });

    it("has nothing to show of a token that was never issued", async () => {
      const { shipper } = await networkHelpers.loadFixture(deploy);
      const readings = [() => shipper.readBill(7n), () => shipper.readBillDetails(7n), () => shipper.readHistory(7n)];
      for (const read of readings) {
        const error = await rejection(read(), ChainError);
        expect(error.code).to.equal("ERC721NonexistentToken");
        expect(error.args).to.deep.equal({ tokenId: 7n });
      }
    });
  });
});
