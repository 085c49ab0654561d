import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import { type JsonValue, readTransportDocument, shortToken } from "../../../sdk/index.js";
import { deployDesks } from "../../support/desks.js";
import { CONSIGNEE, dcsaParty, documentText, leiText, SHIPPER } from "../../support/documents.js";
import { lei } from "../../support/values.js";
import { parse } from "../document/documents.js";
import { issue, KINDS, verifierFor } from "./verification.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployDesks(ethers);
const { genuine } = verifierFor(ethers.provider);

describe("verifyDocument", () => {
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
      const references = ["A", "B", "C", "AMENDED", "MERGED"];
      const [a, b, c, amended, merged] = await Promise.all(references.map(successor));
      if (!a || !b || !c || !amended || !merged) throw new Error("no bills");
      await desks.shipper.surrenderForAmendment(tokenId, "SPLIT").send();
      await desks.carrier.reissue([tokenId], [a, b, c]).send();
      // The merged bill is reached on two ways, one of them longer.
      await desks.shipper.surrenderForAmendment(a.tokenId, "AMEND").send();
      await desks.carrier.reissue([a.tokenId], [amended]).send();
      for (const part of [amended, b]) await desks.shipper.surrenderForAmendment(part.tokenId, "MERGE").send();
      await desks.carrier.reissue([amended.tokenId, b.tokenId], [merged]).send();
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
      await consortium.admit({ account, roles: 2n, lei: lei(12), carrierCodes: [], group: 0n });
      await desks.bank.giveUpStandIn(tokenId, "TITLE", account).send();
      const after = await genuine(suite, text);
      expect(after.titleholder?.member).to.equal(12);
      expect(after.warnings.filter((warning) => warning.includes("represented"))).to.deep.equal([]);
    });
  });
});
