import { expect } from "chai";
import { id } from "ethers";
import { network } from "hardhat";

import {
  type BillDesk,
  ChainError,
  HistoryError,
  type Issuance,
  type KindName,
  readTransportDocument,
  shortToken,
  verifyDocument,
} from "../../../sdk/index.js";
import { rejection, watchedProvider } from "../../support/chain.js";
import { deployDesks, type DeskSuite } from "../../support/desks.js";
import { dcsaParty, documentText, leiText } from "../../support/documents.js";
import { parse } from "../document/documents.js";
import { issue, KINDS, NOBODY, variants, verifierFor } from "./verification.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployDesks(ethers);
const { verify, genuine, refused } = verifierFor(ethers.provider);

/** Issues a token that says something else than its document. */
async function misissue(suite: DeskSuite, text: string, by: BillDesk, change: Partial<Issuance>): Promise<void> {
  const issuance = await suite.desks.carrier.issuanceOf(readTransportDocument(text));
  await by.issue({ ...issuance, ...change }).send();
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
