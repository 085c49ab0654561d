import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import {
  type BillDesk,
  ChainError,
  type Genuine,
  HistoryError,
  type IssuanceChoices,
  type Issuance,
  type JsonValue,
  type KindName,
  type NotGenuine,
  readTransportDocument,
  type RefusalCode,
  shortToken,
  type Verification,
  verifyDocument,
} from "../../../sdk/index.js";
import { rejection, watchedProvider } from "../../support/chain.js";
import { deployDesks, type DeskSuite } from "../../support/desks.js";
import { CONSIGNEE, dcsaParty, documentText, leiText, SHIPPER } from "../../support/documents.js";
import { lei } from "../../support/values.js";
import { type Mutable, parse } from "../document/documents.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployDesks(ethers);

const NOBODY = 99; // an LEI that is right and belongs to no member
const KINDS = ["STRAIGHT", "TO_ORDER", "BEARER", "WAYBILL"] as const;

/** Issues a document as it stands, and answers its token. */
async function issue({ desks }: DeskSuite, text: string, choices?: IssuanceChoices): Promise<bigint> {
  const issuance = await desks.carrier.issuanceOf(readTransportDocument(text), choices);
  await desks.carrier.issue(issuance).send();
  return issuance.tokenId;
}

/** Issues a token that says something else than its document. */
async function misissue(suite: DeskSuite, text: string, by: BillDesk, change: Partial<Issuance>): Promise<void> {
  const issuance = await suite.desks.carrier.issuanceOf(readTransportDocument(text));
  await by.issue({ ...issuance, ...change }).send();
}

async function verify({ addresses }: DeskSuite, input: string | Uint8Array): Promise<Verification> {
  return await verifyDocument(input, ethers.provider, addresses);
}

async function genuine(suite: DeskSuite, input: string | Uint8Array): Promise<Genuine> {
  const verification = await verify(suite, input);
  if (!verification.genuine) throw new Error(verification.sentence);
  return verification;
}

async function refused(suite: DeskSuite, input: string | Uint8Array, code: RefusalCode): Promise<NotGenuine> {
  const verification = await verify(suite, input);
  if (verification.genuine) throw new Error(verification.sentence);
  expect(verification.code, verification.sentence).to.equal(code);
  return verification;
}

/** Every document that differs from this one in one value. */
function* variants(root: Mutable): Generator<[pointer: string, text: string]> {
  function* walk(value: Mutable, pointer: string): Generator<[string, Mutable, (changed: Mutable) => void]> {
    if (typeof value !== "object" || value === null) return;
    const entries: [string, Mutable][] = Array.isArray(value)
      ? value.map((item, index) => [String(index), item])
      : Object.entries(value);
    for (const [key, child] of entries) {
      const set = (changed: Mutable) => {
        if (Array.isArray(value)) value[Number(key)] = changed;
        else value[key] = changed;
      };
      if (typeof child === "object" && child !== null) yield* walk(child, `${pointer}/${key}`);
      else yield [`${pointer}/${key}`, child, set];
    }
  }
  for (const [pointer, value, set] of walk(root, "")) {
    // The last character turned into another, so that dates, codes and texts keep their form as far as possible.
    const changed = typeof value === "string" ? value.slice(0, -1) + (value.endsWith("1") ? "2" : "1") : undefined;
    set(changed ?? (typeof value === "number" ? value + 1 : !value));
    yield [pointer, JSON.stringify(root)];
    set(value);
  }
}

describe("verifyDocument", () => {
  describe("refuses", () => {
    it("a file that is no transport document", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      for (const input of [
        "",
        "{}",
        new Uint8Array([0xff]),
        documentText("STRAIGHT", "R", { "/transportDocumentStatus": "DRAFT" }),
      ]) {
        const verification = await refused(suite, input, "NOT_A_DOCUMENT");
        expect(verification.sentence).to.match(/^The file is no transport document that can be verified: [^\n]+$/);
        expect(verification.cause?.findings).not.to.be.empty;
        expect(verification).not.to.have.property("document");
      }
    });

    it("a document that was never issued", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const never = await refused(suite, documentText("BEARER"), "NO_SUCH_BILL");
      expect(never.sentence).to.match(/The carrier SMDG:MSC has no bill under the reference MSCUTEST0001$/);
      expect(never).not.to.have.property("otherBill");
      const foreign = await refused(suite, documentText("BEARER", "R", { "/carrierCode": "HMM" }), "NO_SUCH_BILL");
      expect(foreign.sentence).to.match(/No member issues under its carrier code SMDG:HMM either$/);
    });

    for (const kind of KINDS) {
      it(`a ${kind} document of which any value was changed`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const text = documentText(kind);
        const tokenId = await issue(suite, text);
        let pointers = 0;
        for (const [pointer, changed] of variants(parse(text))) {
          const verification = await verify(suite, changed);
          if (verification.genuine) expect.fail(`the change at ${pointer} was not noticed`);
          expect(verification.code, pointer).to.be.oneOf(["NO_SUCH_BILL", "NOT_A_DOCUMENT"]);
          if (verification.code === "NO_SUCH_BILL" && !/^\/(?:carrierCode|transportDocumentReference)/.test(pointer)) {
            expect(verification.otherBill, pointer).to.equal(tokenId);
            expect(verification.sentence).to.contain(
              `belongs to the bill ${shortToken(tokenId)}: this is another document`,
            );
          }
          pointers += 1;
        }
        expect(pointers).to.be.greaterThan(40);
        expect((await genuine(suite, text)).state).to.equal("LIVE");
      });
    }

    it("a token that another carrier issued", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const text = documentText("BEARER");
      await misissue(suite, text, suite.desks.otherCarrier, {});
      const { sentence } = await refused(suite, text, "OTHER_CARRIER");
      expect(sentence).to.equal("Not genuine: member 2 issued it, and the carrier code SMDG:MSC belongs to member 1");
    });

    it("a token of another kind", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const text = documentText("TO_ORDER");
      const { address } = suite.parties.shipper;
      await misissue(suite, text, suite.desks.carrier, { kind: "STRAIGHT", shipper: address });
      const { sentence } = await refused(suite, text, "OTHER_KIND");
      expect(sentence).to.equal("Not genuine: it was issued as STRAIGHT, and the document is TO_ORDER");
    });

    it("a token under another reference", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const text = documentText("BEARER");
      await misissue(suite, text, suite.desks.carrier, { transportDocumentReference: "OTHER" });
      const { sentence } = await refused(suite, text, "OTHER_REFERENCE");
      expect(sentence).to.equal("Not genuine: it was issued as OTHER, and the document is MSCUTEST0001");
    });

    const parties: [string, KindName, (suite: DeskSuite) => Partial<Issuance>, RegExp][] = [
      [
        "another consignee",
        "STRAIGHT",
        ({ parties: { bank } }) => ({ titleTo: bank.address }),
        /its consignee is member 6 with the LEI BOLLARD/,
      ],
      [
        "another shipper",
        "STRAIGHT",
        ({ parties: { bank } }) => ({ shipper: bank.address }),
        /its shipper is member 6 with the LEI/,
      ],
      [
        "another endorsee",
        "TO_ORDER",
        ({ parties: { bank } }) => ({ titleTo: bank.address }),
        /its endorsee is member 6/,
      ],
      [
        "an endorsee without LEI",
        "TO_ORDER",
        ({ parties: { custodian } }) => ({ titleTo: custodian.address }),
        /with the LEI none, and/,
      ],
      [
        "another consignee on a waybill",
        "WAYBILL",
        ({ parties: { bank } }) => ({ titleTo: bank.address }),
        /its consignee is member 6/,
      ],
      [
        "a stand-in for another consignee",
        "STRAIGHT",
        () => ({ titleToRepresents: id("other") }),
        /member 4 stands in for another consignee than "Consignee"$/,
      ],
      [
        "a stand-in for another shipper",
        "WAYBILL",
        () => ({ shipperRepresents: id("other") }),
        /member 3 stands in for another shipper/,
      ],
    ];
    for (const [what, kind, change, message] of parties) {
      it(`a token that names ${what}`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const text = documentText(kind);
        await misissue(suite, text, suite.desks.carrier, change(suite));
        expect((await refused(suite, text, "OTHER_PARTY")).sentence).to.match(message);
      });
    }

    it("a token whose stand-in gave its place to another party than the document's, also after it moved on", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const text = documentText("TO_ORDER", "R", { "/documentParties/endorsee": dcsaParty("Late", NOBODY) });
      const tokenId = await issue(suite, text, { titleTo: "6", issueTo: "6", standIns: ["TITLE"] });
      expect((await genuine(suite, text)).state).to.equal("LIVE");
      await suite.desks.bank.giveUpStandIn(tokenId, "TITLE", suite.parties.trader.address).send();
      const { sentence } = await refused(suite, text, "OTHER_PARTY");
      expect(sentence).to.match(/its endorsee is member 5 with the LEI \w+, and the document's is \w+$/);
    });
  });

  describe("knows a genuine bill", () => {
    for (const kind of KINDS) {
      it(`that is ${kind} and live, with its parties and its history, in any spacing and order of keys`, async () => {
        const suite = await networkHelpers.loadFixture(deploy);
        const text = documentText(kind);
        const tokenId = await issue(suite, text);
        const reversed = Object.fromEntries(Object.entries(parse(text) as object).reverse()) as JsonValue;
        const again = new TextEncoder().encode(JSON.stringify(reversed, undefined, 3));
        const verification = await genuine(suite, again);
        expect(verification.state).to.equal("LIVE");
        expect(verification.document.tokenId).to.equal(tokenId);
        expect(verification.bill).to.include({ tokenId, kind, status: "ISSUED" });
        expect(verification.carrier).to.include({ member: 1, lei: leiText(1), status: "ACTIVE" });
        expect(verification.possessor).to.include({ member: SHIPPER, lei: leiText(SHIPPER) });
        const title = { STRAIGHT: CONSIGNEE, TO_ORDER: 5, BEARER: SHIPPER, WAYBILL: undefined };
        expect(verification.titleholder?.member).to.equal(title[kind]);
        expect(verification.history.map(({ event }) => event)).to.deep.equal(["Issued"]);
        expect(verification.liveSuccessors).to.deep.equal([]);
        const held = `member 3 (LEI ${leiText(3)}) has possession`;
        expect(verification.sentence).to.equal(
          kind === "WAYBILL"
            ? `Genuine and live: ${held} of this waybill, member 4 (LEI ${leiText(4)}) is the consignee`
            : `Genuine and live: ${held}, member ${title[kind]} (LEI ${leiText(title[kind] ?? 0)}) has title`,
        );
        expect(verification.warnings.filter((warning) => !warning.startsWith("Document, "))).to.deep.equal([]);
        expect(verification.warnings).to.have.length(verification.document.findings.length);
      });
    }

    it("that went from hand to hand and became a bearer bill", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { desks, parties } = suite;
      const text = documentText("TO_ORDER");
      const tokenId = await issue(suite, text, { issueTo: "5" });
      await desks.trader.endorse(tokenId, "BLANK_ENDORSE").send();
      await desks.trader.transfer(tokenId, parties.custodian.address).send();
      const verification = await genuine(suite, text);
      expect(verification.bill.kind).to.equal("BEARER");
      expect(verification.sentence).to.equal("Genuine and live: member 11 has possession, member 11 has title");
      expect(verification.history).to.have.length(3);
    });

    it("in an envelope", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const text = documentText("BEARER");
      await issue(suite, text);
      const request = JSON.stringify({ document: parse(text), issueTo: dcsaParty("Forwarder", 7) });
      expect((await genuine(suite, request)).state).to.equal("LIVE");
    });

    it("that is surrendered, refused, surrendered again and closed", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { desks } = suite;
      const text = documentText("BEARER");
      const tokenId = await issue(suite, text);
      await desks.shipper.surrenderForDelivery(tokenId).send();
      const pending = await genuine(suite, text);
      expect(pending.state).to.equal("PENDING");
      expect(pending.sentence).to.equal("Genuine, and surrendered to its carrier, which has not answered yet");
      await desks.carrier.refuseSurrender(tokenId, "Charges are open").send();
      expect((await genuine(suite, text)).state).to.equal("LIVE");
      await desks.shipper.surrenderForDelivery(tokenId).send();
      await desks.carrier.acceptSurrender(tokenId).send();
      const closed = await genuine(suite, text);
      expect(closed.state).to.equal("SURRENDERED");
      expect(closed.sentence).to.equal(
        `Genuine and closed: it was surrendered for delivery, to which member 3 (LEI ${leiText(3)}) is entitled`,
      );
    });

    it("whose issue was rejected", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const text = documentText("BEARER");
      await suite.desks.shipper.reject(await issue(suite, text)).send();
      const verification = await genuine(suite, text);
      expect(verification.state).to.equal("VOID");
      expect(verification.sentence).to.equal("Genuine but void: its first recipient rejected the issue");
    });

    it("that was amended, and amended again, and points to the one that is live", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { desks } = suite;
      const texts = ["1", "2", "3"].map((version) =>
        documentText("BEARER", "R", { "/transportDocumentSubReference": version }),
      );
      const [first = "", second = "", third = ""] = texts;
      const successor = (text: string) => desks.carrier.issuanceOf(readTransportDocument(text));
      const firstToken = await issue(suite, first);
      await desks.shipper.surrenderForAmendment(firstToken, "AMEND").send();
      const secondIssue = await successor(second);
      await desks.carrier.reissue([firstToken], [secondIssue]).send();
      await desks.shipper.surrenderForAmendment(secondIssue.tokenId, "AMEND").send();
      const thirdIssue = await successor(third);
      await desks.carrier.reissue([secondIssue.tokenId], [thirdIssue]).send();

      for (const text of [first, second]) {
        const verification = await genuine(suite, text);
        expect(verification.state).to.equal("SUPERSEDED");
        expect(verification.liveSuccessors).to.deep.equal([{ tokenId: thirdIssue.tokenId, status: "ISSUED" }]);
        expect(verification.sentence).to.equal(
          `Genuine but superseded: in its place stands ${shortToken(thirdIssue.tokenId)} (ISSUED)`,
        );
      }
      const live = await genuine(suite, third);
      expect(live.state).to.equal("LIVE");
      expect(live.bill.predecessors).to.deep.equal([secondIssue.tokenId]);
    });

    it("that was split and merged, and counts each bill in its place once", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { desks } = suite;
      const whole = documentText("BEARER", "WHOLE");
      const tokenId = await issue(suite, whole);
      const successor = (reference: string) =>
        desks.carrier.issuanceOf(readTransportDocument(documentText("BEARER", reference)));
      const [a, b, c, merged] = await Promise.all(["A", "B", "C", "MERGED"].map(successor));
      if (a === undefined || b === undefined || c === undefined || merged === undefined) throw new Error("no bills");
      await desks.shipper.surrenderForAmendment(tokenId, "SPLIT").send();
      await desks.carrier.reissue([tokenId], [a, b, c]).send();
      for (const part of [a, b]) await desks.shipper.surrenderForAmendment(part.tokenId, "MERGE").send();
      await desks.carrier.reissue([a.tokenId, b.tokenId], [merged]).send();
      await desks.shipper.surrenderForDelivery(c.tokenId).send();
      const verification = await genuine(suite, whole);
      expect(verification.liveSuccessors).to.deep.equal([
        { tokenId: c.tokenId, status: "PENDING_SURRENDER_FOR_DELIVERY" },
        { tokenId: merged.tokenId, status: "ISSUED" },
      ]);
      expect(verification.sentence).to.match(
        /in its place stand 0x\w+… \(PENDING_SURRENDER_FOR_DELIVERY\), 0x\w+… \(ISSUED\)$/,
      );
    });

    it("that lives on paper, is presented there, or came back from it", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { desks, parties } = suite;
      const toPaper = async (reference: string) => {
        const text = documentText("BEARER", reference);
        const tokenId = await issue(suite, text);
        await desks.shipper.surrenderForAmendment(tokenId, "SWTP").send();
        await desks.carrier.recordPaper(tokenId, id("statement"), 3).send();
        return { text, tokenId };
      };
      const presented = await toPaper("PRESENTED");
      const verification = await genuine(suite, presented.text);
      expect(verification.state).to.equal("ON_PAPER");
      expect(verification.sentence).to.equal(
        "Genuine, but it lives on paper: only the paper counts, of which there are 3 originals",
      );
      await desks.carrier.recordPresentation(presented.tokenId, parties.bank.address, id("original")).send();
      expect((await genuine(suite, presented.text)).sentence).to.equal(
        `Genuine, but it lived on paper, which was taken in: member 6 (LEI ${leiText(6)}) is entitled to delivery`,
      );

      const back = await toPaper("BACK");
      const again = documentText("BEARER", "BACK", { "/transportDocumentSubReference": "2" });
      const issuance = await desks.carrier.issuanceOf(readTransportDocument(again));
      await desks.carrier.issueFromPaper(back.tokenId, issuance, id("statement")).send();
      const superseded = await genuine(suite, back.text);
      expect(superseded.state).to.equal("SUPERSEDED");
      expect(superseded.liveSuccessors).to.deep.equal([{ tokenId: issuance.tokenId, status: "ISSUED" }]);
    });

    it("whose named party joined and took its place", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { desks, parties, consortium } = suite;
      const text = documentText("STRAIGHT", "R", { "/documentParties/consignee": dcsaParty("Late", 12) });
      const tokenId = await issue(suite, text, { titleTo: "6", standIns: ["TITLE"] });
      const before = await genuine(suite, text);
      expect(before.warnings).to.include(
        "The consignee named in the document was represented by another member at issue",
      );
      const account = parties.outsider.address;
      await consortium.admit({ account, roles: 2n, lei: lei(12), carrierCodes: [] });
      await desks.bank.giveUpStandIn(tokenId, "TITLE", account).send();
      const after = await genuine(suite, text);
      expect(after.titleholder?.member).to.equal(12);
      expect(after.warnings.filter((warning) => warning.includes("represented"))).to.deep.equal([]);
    });
  });

  describe("warns", () => {
    it("of a freeze, cargo released against indemnity, and members that are not active", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const { bills, consortium, governance, parties } = suite;
      const text = documentText("STRAIGHT");
      const tokenId = await issue(suite, text);
      await bills.connect(governance).markDelivery(tokenId, 1n, true);
      await bills.connect(governance).markDelivery(tokenId, 0n, true);
      await bills.connect(governance).freeze(tokenId);
      await consortium.suspend(parties.carrier.member);
      await consortium.remove(parties.shipper.member);
      expect((await genuine(suite, text)).warnings).to.deep.equal([
        "The bill is frozen until governance unfreezes it: nobody can act on it",
        "Cargo was released against a letter of indemnity, without this bill",
        "Delivery has begun",
        `member 1 (LEI ${leiText(1)}) is SUSPENDED`,
        `member 3 (LEI ${leiText(3)}) is REMOVED`,
      ]);
      await bills.connect(governance).unfreeze(tokenId);
      await bills.connect(governance).freezeBriefly(tokenId, 3_600n);
      expect((await genuine(suite, text)).warnings[0]).to.match(/^The bill is frozen until 20\d\d-\d\d-\d\d .* UTC: /);
    });
  });

  describe("gives no verdict", () => {
    it("if the node leaves an event out, or the suite is not there", async () => {
      const suite = await networkHelpers.loadFixture(deploy);
      const text = documentText("BEARER");
      const tokenId = await issue(suite, text);
      await suite.desks.shipper.sign(tokenId).send();
      const { provider } = watchedProvider(ethers.provider, ({ method }, answer) =>
        method === "eth_getLogs" ? [] : answer,
      );
      const lie = await rejection(verifyDocument(text, provider, suite.addresses), HistoryError);
      expect(lie).to.include({ code: "MISSING_EVENT", tokenId });
      const nowhere = { ...suite.addresses, BillOfLading: suite.parties.bank.address };
      const { provider: honest } = watchedProvider(ethers.provider);
      const error = await rejection(verifyDocument(text, honest, nowhere), ChainError);
      expect(error.code).to.be.oneOf(["NO_CONTRACT", "NO_REASON"]);
    });
  });
});
