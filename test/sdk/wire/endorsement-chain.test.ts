import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import {
  type DirectoryParty,
  DocumentError,
  type EndorsementChainLink,
  type HistoryEntry,
  isNoParty,
  readEndorsementChains,
  toDcsaStatus,
  toEndorsementChain,
  WireError,
} from "../../../sdk/index.js";
import { carryOut, endorseAndTransfer, transfer } from "../../support/bills.js";
import { thrown } from "../../support/chain.js";
import { Act, issuance, issueBill, Kind, type Parties } from "../../support/suite.js";
import { parse, readVector, refusal, vectorNames } from "../document/documents.js";
import {
  COMMENTS,
  courtOrder,
  deployWire,
  leiOf,
  nameOf,
  ORDER,
  PLATFORM,
  REFERENCE,
  reissue,
  rejectedTransfer,
  STATEMENT,
  surrenderForAmendment,
  tell,
  type WireSuite,
} from "./lives.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployWire(ethers);
const wait = (seconds: number) => networkHelpers.time.increase(seconds);

/** Who did what to whom, in the words of the fixtures; `-` is nobody. */
function said({ actionCode, actor, recipient }: EndorsementChainLink): string {
  const to = recipient === undefined || isNoParty(recipient) ? "-" : recipient.partyName.replace(" & Co.", "");
  return `${actor.partyName.replace(" & Co.", "")} ${actionCode} ${to}`;
}

async function chainOf(suite: WireSuite, tokenId: bigint) {
  const { history, options } = await tell(suite, tokenId);
  return toEndorsementChain(history, options);
}

/** The chain in words, newest first. */
async function wordsOf(suite: WireSuite, tokenId: bigint): Promise<string[] | undefined> {
  return (await chainOf(suite, tokenId)).endorsementChain?.map(said);
}

const code = (call: () => unknown) => {
  const { code: is, pointer } = thrown(call, WireError);
  return [is, pointer];
};

describe("endorsement chain", () => {
  describe("readEndorsementChains", () => {
    const examples = vectorNames().filter((name) => name.startsWith("endorsement-chain-"));

    it("has DCSA's examples", () => {
      expect(examples).to.have.lengthOf(3);
    });

    for (const name of examples) {
      it(`reads DCSA's ${name} without loss`, () => {
        expect(readEndorsementChains(readVector(name))).to.deep.equal(parse(readVector(name)));
      });
    }

    it("names the place of a fault in each chain", () => {
      const text = JSON.stringify([
        { transportDocumentReference: "A" },
        { transportDocumentReference: "B", endorsementChain: [{ actionDateTime: "noon", actionCode: "SIGN" }] },
      ]);
      const { findings } = refusal(() => readEndorsementChains(text), "NOT_DCSA");
      expect(findings.map(({ pointer }) => pointer)).to.have.members([
        "/1/endorsementChain/0/actor",
        "/1/endorsementChain/0/actionDateTime",
      ]);
    });
  });

  describe("toEndorsementChain", () => {
    it("tells a life with every act, newest first", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const { carrier, shipper, bank, trader, consignee } = parties;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await bills.connect(shipper.signer).sign(tokenId);
      await endorseAndTransfer(bills, shipper, Act.ENDORSE_TO_ORDER, bank, tokenId);
      await bills.connect(bank.signer).endorse(tokenId, Act.BLANK_ENDORSE, ethers.ZeroAddress);
      await transfer(bills, bank, trader, tokenId);
      await endorseAndTransfer(bills, trader, Act.ENDORSE, consignee, tokenId);
      await bills.connect(consignee.signer).surrenderForDelivery(tokenId);
      await bills.connect(carrier.signer).acceptSurrender(tokenId);

      const chain = await chainOf(suite, tokenId);
      expect(chain.transportDocumentReference).to.equal(REFERENCE);
      expect(chain.endorsementChain?.map(said)).to.deep.equal([
        "carrier SURRENDERED -",
        "consignee SURRENDER_FOR_DELIVERY carrier",
        "trader TRANSFER consignee",
        "trader ENDORSE consignee",
        "bank TRANSFER trader",
        "bank BLANK_ENDORSE -",
        "shipper TRANSFER bank",
        "shipper ENDORSE_TO_ORDER bank",
        "shipper SIGN -",
        "carrier ISSUE shipper",
      ]);
    });

    it("writes each link as DCSA does: time in UTC, parties with their codes, and where an auditor finds the act", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { parties } = suite;
      const tokenId = await issueBill(suite, Kind.STRAIGHT);
      const { history, options } = await tell(suite, tokenId);
      const [issued] = history;
      const block = await ethers.provider.getBlock("latest");
      const party = (name: keyof Parties) => ({
        partyName: nameOf(name),
        eblPlatform: PLATFORM,
        identifyingCodes: [
          { codeListProvider: "GLEIF", partyCode: leiOf(parties[name].member), codeListName: "LEI" },
          { codeListProvider: PLATFORM, partyCode: String(parties[name].member) },
        ],
      });
      const chain = toEndorsementChain(history, { ...options, subReference: "Version_1", carrierSCACCode: "MSCU" });
      expect(chain).to.deep.equal({
        transportDocumentReference: REFERENCE,
        transportDocumentSubReference: "Version_1",
        carrierSCACCode: "MSCU",
        endorsementChain: [
          {
            actionDateTime: new Date((block?.timestamp ?? 0) * 1000).toISOString().replace(".000", ""),
            actionCode: "ISSUE",
            actor: party("carrier"),
            recipient: party("shipper"),
            auditReference: `${issued?.transaction}#1`,
          },
        ],
      });
      expect(readEndorsementChains(JSON.stringify([chain]))).to.deep.equal([chain]);
    });

    it("has DCSA's No Party object for who receives nothing, or leaves it out", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.BEARER);
      await suite.bills.connect(suite.parties.shipper.signer).sign(tokenId);
      const { history, options } = await tell(suite, tokenId);
      const none = "NONE";
      expect(toEndorsementChain(history, options).endorsementChain?.[0]?.recipient).to.deep.equal({
        eblPlatform: none,
        partyName: none,
        identifyingCodes: [{ codeListProvider: none, partyCode: none }],
      });
      const [signed] = toEndorsementChain(history, { ...options, omitNoParty: true }).endorsementChain ?? [];
      expect(signed).to.include({ actionCode: "SIGN" });
      expect(signed).to.not.have.property("recipient");
    });

    it("takes names, further codes and other platforms from the directory", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await issueBill(suite, Kind.BEARER);
      const { history, options } = await tell(suite, tokenId);
      const shipper: DirectoryParty = {
        name: "Shipper of elsewhere",
        eblPlatform: "WAVE",
        codes: [
          { provider: "WAVE", code: "w-1" },
          { provider: "DNB", code: "150483782", list: "DUNS" },
        ],
      };
      const directory = new Map(suite.directory).set(Number(suite.parties.shipper.member), shipper);
      expect(toEndorsementChain(history, { ...options, directory }).endorsementChain?.[0]?.recipient).to.deep.equal({
        partyName: "Shipper of elsewhere",
        eblPlatform: "WAVE",
        identifyingCodes: [
          { codeListProvider: "WAVE", partyCode: "w-1" },
          { codeListProvider: "DNB", partyCode: "150483782", codeListName: "DUNS" },
          { codeListProvider: PLATFORM, partyCode: String(suite.parties.shipper.member) },
        ],
      });
    });

    it("leaves out a rejected transfer, with the endorsement that the same act carried and no other", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const { shipper, bank, trader } = parties;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await rejectedTransfer(suite, shipper, bank, tokenId);
      await endorseAndTransfer(bills, shipper, Act.BLANK_ENDORSE, bank, tokenId);
      await bills.connect(bank.signer).reject(tokenId);
      expect(await wordsOf(suite, tokenId)).to.deep.equal(["carrier ISSUE shipper"]);

      await bills.connect(shipper.signer).endorse(tokenId, Act.ENDORSE, trader.address);
      await rejectedTransfer(suite, shipper, bank, tokenId);
      expect(await wordsOf(suite, tokenId)).to.deep.equal(["shipper ENDORSE trader", "carrier ISSUE shipper"]);
    });

    it("keeps an endorsement that a rejected transfer did not carry, though one transaction had both", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties, governance } = suite;
      const { shipper, bank } = parties;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await bills.connect(shipper.signer).endorse(tokenId, Act.ENDORSE, bank.address);
      await bills.connect(governance).freeze(tokenId);
      await bills.connect(governance).unfreeze(tokenId);
      await rejectedTransfer(suite, shipper, bank, tokenId);
      const { history, options } = await tell(suite, tokenId);
      const [issued] = history.slice(-1);
      const together = history.map((entry) => ({ ...entry, transaction: issued?.transaction ?? "" }));
      const { endorsementChain } = toEndorsementChain(together, options);
      expect(endorsementChain?.map(said)).to.deep.equal(["shipper ENDORSE bank", "carrier ISSUE shipper"]);
    });

    it("does not take a titleholder for represented that has possession by now", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const { shipper, bank } = parties;
      const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: bank.address });
      await bills.connect(bank.signer).instruct(tokenId, Act.SURRENDER_FOR_DELIVERY, ethers.ZeroAddress, 0n);
      await transfer(bills, shipper, bank, tokenId);
      await bills.connect(bank.signer).surrenderForDelivery(tokenId);
      const { endorsementChain } = await chainOf(suite, tokenId);
      expect(endorsementChain?.map(said)[0]).to.equal("bank SURRENDER_FOR_DELIVERY carrier");
      expect(endorsementChain?.[0]?.actor).to.not.have.property("representedParty");
    });

    it("leaves out a cancelled endorsement, and keeps what stood beside it", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const asShipper = bills.connect(parties.shipper.signer);
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await asShipper.endorse(tokenId, Act.ENDORSE, parties.bank.address);
      await asShipper.sign(tokenId);
      await asShipper.cancelEndorsement(tokenId);
      expect(await wordsOf(suite, tokenId)).to.deep.equal(["shipper SIGN -", "carrier ISSUE shipper"]);
    });

    it("leaves out a refused surrender with its answer, and keeps one that is pending", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const asShipper = bills.connect(parties.shipper.signer);
      const tokenId = await issueBill(suite, Kind.BEARER);
      await asShipper.surrenderForDelivery(tokenId);
      await bills.connect(parties.carrier.signer).refuseSurrender(tokenId, id(COMMENTS));
      expect(await wordsOf(suite, tokenId)).to.deep.equal(["carrier ISSUE shipper"]);
      await asShipper.surrenderForDelivery(tokenId);
      expect(await wordsOf(suite, tokenId)).to.deep.equal([
        "shipper SURRENDER_FOR_DELIVERY carrier",
        "carrier ISSUE shipper",
      ]);
    });

    it("ends a bill that was amended, and begins its successor anew", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const tokenId = await surrenderForAmendment(suite, "AMEND");
      const [successor = 0n] = await reissue(suite, [tokenId], "AMENDED");
      expect(await wordsOf(suite, tokenId)).to.deep.equal([
        "carrier SURRENDERED -",
        "shipper SURRENDER_FOR_AMENDMENT carrier",
        "carrier ISSUE shipper",
      ]);
      const chain = await chainOf(suite, successor);
      expect(chain.transportDocumentReference).to.equal("AMENDED");
      expect(chain.endorsementChain?.map(said)).to.deep.equal(["carrier ISSUE shipper"]);
      expect(toDcsaStatus("VOIDED")).to.equal("VOIDED");
    });

    it("ends a bill that went to paper, and says nothing of what became of the paper", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const asCarrier = bills.connect(parties.carrier.signer);
      const words = ["carrier SURRENDERED -", "shipper SURRENDER_FOR_AMENDMENT carrier", "carrier ISSUE shipper"];
      const tokenId = await surrenderForAmendment(suite, "SWTP");
      await asCarrier.recordPaper(tokenId, STATEMENT, 3n);
      expect(await wordsOf(suite, tokenId)).to.deep.equal(words);
      expect(toDcsaStatus("PAPER")).to.equal("VOIDED");

      const successor = issuance(Kind.BEARER, parties, { reference: "FROM PAPER" });
      await asCarrier.issueFromPaper(tokenId, successor, STATEMENT);
      expect(await wordsOf(suite, tokenId)).to.deep.equal(words);
      expect(await wordsOf(suite, successor.tokenId)).to.deep.equal(["carrier ISSUE shipper"]);

      const presented = await surrenderForAmendment(suite, "SWTP", "PRESENTED");
      await asCarrier.recordPaper(presented, STATEMENT, 3n);
      await asCarrier.recordPresentation(presented, parties.bank.address, STATEMENT);
      expect(await wordsOf(suite, presented)).to.deep.equal(words);
    });

    it("tells a court order as the carrier's transfer, with the order and the title in the comments", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bank, trader } = suite.parties;
      const tokenId = await issueBill(suite, Kind.TO_ORDER);
      await courtOrder(suite, tokenId, trader, bank, wait);
      const { endorsementChain } = await chainOf(suite, tokenId);
      expect(endorsementChain?.map(said)).to.deep.equal(["carrier TRANSFER trader", "carrier ISSUE shipper"]);
      expect(endorsementChain?.map(({ comments }) => comments)).to.deep.equal([
        `Court order of NL, SHA-256 ${ORDER.slice(2)}: title stands with bank & Co.`,
        undefined,
      ]);
    });

    it("leaves out a surrender that a court order overruled", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(parties.shipper.signer).surrenderForDelivery(tokenId);
      await courtOrder(suite, tokenId, parties.trader, undefined, wait);
      await bills.connect(parties.trader.signer).surrenderForDelivery(tokenId);
      const { endorsementChain } = await chainOf(suite, tokenId);
      expect(endorsementChain?.map(said)).to.deep.equal([
        "trader SURRENDER_FOR_DELIVERY carrier",
        "carrier TRANSFER trader",
        "carrier ISSUE shipper",
      ]);
      expect(endorsementChain?.[1]?.comments).to.match(/: to bearer$/);
    });

    it("names the titleholder whose instruction a surrender carried out, and nobody once it was withdrawn", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const { shipper, bank, trader } = parties;
      const asBank = bills.connect(bank.signer);
      const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: bank.address });
      await asBank.instruct(tokenId, Act.ENDORSE_TO_ORDER, trader.address, 0n);
      await asBank.withdrawInstruction(tokenId);
      await asBank.instruct(tokenId, Act.SURRENDER_FOR_DELIVERY, ethers.ZeroAddress, 0n);
      await carryOut(bills, shipper, tokenId);
      const { endorsementChain } = await chainOf(suite, tokenId);
      expect(endorsementChain?.map(said)).to.deep.equal([
        "shipper SURRENDER_FOR_DELIVERY carrier",
        "carrier ISSUE shipper",
      ]);
      expect(endorsementChain?.[0]?.actor.representedParty).to.deep.equal({
        partyName: nameOf("bank"),
        identifyingCodes: [
          { codeListProvider: "GLEIF", partyCode: leiOf(bank.member), codeListName: "LEI" },
          { codeListProvider: PLATFORM, partyCode: String(bank.member) },
        ],
      });
      expect(endorsementChain?.[1]?.actor).to.not.have.property("representedParty");
    });

    it("tells an endorsement that was carried out as the titleholder's, and the transfer as the possessor's", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const tokenId = await issueBill(suite, Kind.TO_ORDER, { titleTo: parties.bank.address });
      await bills.connect(parties.bank.signer).instruct(tokenId, Act.ENDORSE, parties.trader.address, 0n);
      await carryOut(bills, parties.shipper, tokenId);
      expect(await wordsOf(suite, tokenId)).to.deep.equal([
        "shipper TRANSFER trader",
        "bank ENDORSE trader",
        "carrier ISSUE shipper",
      ]);
    });

    it("does not take a shipper's own surrender of a STRAIGHT bill for the consignee's", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const tokenId = await issueBill(suite, Kind.STRAIGHT);
      await bills
        .connect(parties.consignee.signer)
        .instruct(tokenId, Act.SURRENDER_FOR_DELIVERY, ethers.ZeroAddress, 0n);
      await bills.connect(parties.shipper.signer).surrenderForDelivery(tokenId);
      const { endorsementChain } = await chainOf(suite, tokenId);
      expect(endorsementChain?.[0]?.actor).to.not.have.property("representedParty");
    });

    it("refuses a waybill and a bill whose issue was rejected", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const waybill = await tell(suite, await issueBill(suite, Kind.WAYBILL, { reference: "WAYBILL" }));
      expect(code(() => toEndorsementChain(waybill.history, waybill.options))).to.deep.equal([
        "NO_DOCUMENT_OF_TITLE",
        "",
      ]);
      const tokenId = await issueBill(suite, Kind.BEARER);
      await bills.connect(parties.shipper.signer).reject(tokenId);
      const rejected = await tell(suite, tokenId);
      expect(code(() => toEndorsementChain(rejected.history, rejected.options))).to.deep.equal(["ISSUE_REJECTED", ""]);
    });

    it("refuses a history with a gap, of two bills, or without its issue", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const asShipper = suite.bills.connect(suite.parties.shipper.signer);
      const tokenId = await issueBill(suite, Kind.BEARER);
      await asShipper.sign(tokenId);
      await asShipper.sign(tokenId);
      const { history, options } = await tell(suite, tokenId);
      const [third, second, issued] = history;
      if (third === undefined || second === undefined || issued === undefined) throw new Error("three entries");
      const histories: HistoryEntry[][] = [[], [third, second], [third, issued], [second, third, issued]];
      histories.push([third, { ...second, tokenId: 7n }, issued]);
      for (const broken of histories) {
        expect(code(() => toEndorsementChain(broken, options))).to.deep.equal(["BROKEN_HISTORY", ""]);
      }
    });

    it("refuses an answer without a surrender and a rejection without a transfer", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, parties } = suite;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await rejectedTransfer(suite, parties.shipper, parties.bank, tokenId);
      await bills.connect(parties.shipper.signer).surrenderForDelivery(tokenId);
      await bills.connect(parties.carrier.signer).acceptSurrender(tokenId);
      const { history, options } = await tell(suite, tokenId);
      const [accepted, , rejection, , issued] = history;
      if (accepted === undefined || rejection === undefined || issued === undefined) throw new Error("five entries");
      for (const made of [accepted, rejection]) {
        const { fault } = thrown(() => toEndorsementChain([{ ...made, sequence: 2 }, issued], options), WireError);
        expect(fault).to.match(/event 2, \w+, (answers no surrender|undoes nothing)$/);
      }
    });

    it("names the place of a member or a time that is not known", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { shipper, bank } = suite.parties;
      const tokenId = await issueBill(suite, Kind.BEARER);
      await transfer(suite.bills, shipper, bank, tokenId);
      const { history, options } = await tell(suite, tokenId);
      const directory = new Map(suite.directory);
      directory.delete(Number(bank.member));
      expect(code(() => toEndorsementChain(history, { ...options, directory }))).to.deep.equal([
        "UNKNOWN_MEMBER",
        "/endorsementChain/0/recipient",
      ]);
      const times = new Map([...options.times].slice(0, 1));
      expect(code(() => toEndorsementChain(history, { ...options, times }))).to.deep.equal([
        "UNKNOWN_TIME",
        "/endorsementChain/1/actionDateTime",
      ]);
    });

    it("refuses to write what DCSA's schema refuses, and names the place", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { shipper } = suite.parties;
      const tokenId = await issueBill(suite, Kind.BEARER);
      const { history, options } = await tell(suite, tokenId);
      const named = new Map(suite.directory).set(Number(shipper.member), { name: "x".repeat(71) });
      const cases: [() => unknown, string][] = [
        [
          () => toEndorsementChain(history, { ...options, directory: named }),
          "/endorsementChain/0/recipient/partyName",
        ],
        [
          () => toEndorsementChain(history, { ...options, eblPlatform: "BOLLARD" }),
          "/endorsementChain/0/actor/eblPlatform",
        ],
        [() => toEndorsementChain(history, { ...options, carrierSCACCode: "MSCUX" }), "/carrierSCACCode"],
        [() => toEndorsementChain(history, { ...options, subReference: " v1" }), "/transportDocumentSubReference"],
      ];
      for (const [call, pointer] of cases) {
        const { code: is, pointer: at } = thrown(call, DocumentError);
        expect([is, at]).to.deep.equal(["NOT_DCSA", pointer]);
      }
    });
  });

  describe("toDcsaStatus", () => {
    it("keeps DCSA's own words, and refuses a bill that was never issued", () => {
      expect(toDcsaStatus("PENDING_SURRENDER_FOR_DELIVERY")).to.equal("PENDING_SURRENDER_FOR_DELIVERY");
      expect(() => toDcsaStatus("NONE")).to.throw(RangeError, "never issued");
    });
  });
});
