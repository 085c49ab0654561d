import { expect } from "chai";
import { sha256, toUtf8Bytes } from "ethers";
import { network } from "hardhat";

import {
  ArgumentError,
  type IssuanceChoices,
  IssuanceError,
  type IssuanceErrorCode,
  issuanceOf,
  type JsonValue,
  type KindName,
  partyHash,
  unwrapTransportDocument,
} from "../../../sdk/index.js";
import { rejection, thrown } from "../../support/chain.js";
import { deployDesks } from "../../support/desks.js";
import { CONSIGNEE, dcsaParty, documentOf, documentText, ENDORSEE, leiText, SHIPPER } from "../../support/documents.js";

const { ethers, networkHelpers } = await network.create();
const deploy = () => deployDesks(ethers);

const NOBODY = 99; // an LEI that is right and belongs to no member
const OUTSIDE = dcsaParty("Not Yet A Member", NOBODY);

describe("issuanceOf", () => {
  describe("by a carrier's desk", () => {
    const refused: [
      string,
      KindName,
      Record<string, JsonValue | undefined>,
      IssuanceChoices,
      IssuanceErrorCode,
      string,
      RegExp,
    ][] = [
      [
        "the carrier code of another carrier",
        "STRAIGHT",
        { "/carrierCode": "HLC" },
        {},
        "OTHER_CARRIER",
        "/carrierCode",
        /the code SMDG:HLC belongs to member 2, not to member 1$/,
      ],
      [
        "a carrier code that nobody has",
        "STRAIGHT",
        { "/carrierCode": "HMM" },
        {},
        "OTHER_CARRIER",
        "/carrierCode",
        /no member issues under the code SMDG:HMM$/,
      ],
      [
        "a carrier code of another list",
        "STRAIGHT",
        { "/carrierCodeListProvider": "NMFTA" },
        {},
        "OTHER_CARRIER",
        "/carrierCode",
        /NMFTA:MSC$/,
      ],
      [
        "a consignee that is another member than was given",
        "STRAIGHT",
        {},
        { titleTo: "6" },
        "OTHER_PARTY",
        "/documentParties/consignee",
        /the consignee "Consignee" has the LEI BOLLARD\w+, and member 6 has BOLLARD\w+$/,
      ],
      [
        "a shipper that is another member than was given",
        "WAYBILL",
        {},
        { shipper: "6" },
        "OTHER_PARTY",
        "/documentParties/shipper",
        /the shipper "Shipper"/,
      ],
      [
        "an endorsee that is a custodian without LEI",
        "TO_ORDER",
        {},
        { titleTo: "11" },
        "OTHER_PARTY",
        "/documentParties/endorsee",
        /and member 11 has none$/,
      ],
      [
        "a stand-in for a party that is a member",
        "STRAIGHT",
        {},
        { titleTo: "6", standIns: ["TITLE"] },
        "NO_STAND_IN",
        "/documentParties/consignee",
        /the consignee "Consignee" is member 4: nobody stands in for it$/,
      ],
      [
        "a consignee that is no member, without a stand-in",
        "STRAIGHT",
        { "/documentParties/consignee": OUTSIDE },
        {},
        "PARTIES_DO_NOT_FIT",
        "/documentParties/consignee",
        /is no member: say as titleTo who stands in$/,
      ],
      [
        "a consignee that is no member, given as another member",
        "STRAIGHT",
        { "/documentParties/consignee": OUTSIDE },
        { titleTo: "6" },
        "OTHER_PARTY",
        "/documentParties/consignee",
        /has the LEI/,
      ],
      [
        "a shipper without LEI that was not given",
        "STRAIGHT",
        { "/documentParties/shipper": dcsaParty("Shipper") },
        {},
        "PARTIES_DO_NOT_FIT",
        "/documentParties/shipper",
        /the shipper "Shipper" has no LEI: say as shipper which member it is$/,
      ],
      [
        "an unknown shipper as the issue-to party",
        "BEARER",
        { "/documentParties/shipper": dcsaParty("Shipper") },
        {},
        "PARTIES_DO_NOT_FIT",
        "/documentParties/shipper",
        /say as issueTo/,
      ],
      [
        "a shipper on a bill to order",
        "TO_ORDER",
        {},
        { shipper: "3" },
        "PARTIES_DO_NOT_FIT",
        "",
        /the kind TO_ORDER names no shipper/,
      ],
      [
        "an endorsee on a bearer bill",
        "BEARER",
        {},
        { titleTo: "5" },
        "PARTIES_DO_NOT_FIT",
        "",
        /the kind BEARER names no titleTo/,
      ],
      [
        "NODISP on a straight bill",
        "STRAIGHT",
        {},
        { noDisposal: true },
        "PARTIES_DO_NOT_FIT",
        "",
        /NODISP is for a WAYBILL/,
      ],
      [
        "a waybill for another than its shipper",
        "WAYBILL",
        {},
        { issueTo: "6" },
        "PARTIES_DO_NOT_FIT",
        "",
        /a WAYBILL stays with its shipper, and member 6/,
      ],
    ];
    for (const [what, kind, changes, choices, code, pointer, message] of refused) {
      it(`refuses ${what}`, async () => {
        const { desks } = await networkHelpers.loadFixture(deploy);
        const document = documentOf(kind, undefined, changes);
        const error = await rejection(desks.carrier.issuanceOf(document, choices), IssuanceError);
        expect(error.message).to.match(message);
        expect(error).to.include({ code, pointer });
      });
    }

    it("refuses who is no member at all, and a party that nobody knows", async () => {
      const { desks, parties } = await networkHelpers.loadFixture(deploy);
      const stranger = await rejection(desks.outsider.issuanceOf(documentOf("BEARER")), IssuanceError);
      expect(stranger.message).to.match(new RegExp(`not to ${parties.outsider.address}, which belongs to no member$`));
      const unknown: [string, RegExp][] = [
        ["12", /^issueTo is unknown: there is no member with the number 12$/],
        [parties.outsider.address, /there is no member with the account 0x/],
        [leiText(NOBODY), /there is no member with the LEI BOLLARD/],
        ["SMDG:XYZ", /there is no member with the carrier code SMDG:XYZ$/],
        ["ACME:XYZ", /^issueTo is no member's number, account, LEI or carrier code \(such as SMDG:MSC\): "ACME:XYZ"$/],
        ["0", /is no member's number/],
        ["the bank", /is no member's number/],
      ];
      for (const [issueTo, message] of unknown) {
        const error = await rejection(desks.carrier.issuanceOf(documentOf("BEARER"), { issueTo }), ArgumentError);
        expect(error.message).to.match(message);
        expect(error.argument).to.equal("issueTo");
      }
    });

    const parties: Record<KindName, { shipper?: number; titleTo?: number }> = {
      STRAIGHT: { shipper: SHIPPER, titleTo: CONSIGNEE },
      WAYBILL: { shipper: SHIPPER, titleTo: CONSIGNEE },
      TO_ORDER: { titleTo: ENDORSEE },
      BEARER: {},
    };
    for (const kind of ["STRAIGHT", "WAYBILL", "TO_ORDER", "BEARER"] as const) {
      it(`finds the members of a ${kind} document by their LEIs, and the chain takes it`, async () => {
        const { desks, consortium } = await networkHelpers.loadFixture(deploy);
        const accountOf = async (member: number) => (await consortium.memberView(member)).account;
        const document = documentOf(kind);
        const issuance = await desks.carrier.issuanceOf(document);
        const { shipper, titleTo } = parties[kind];
        expect(issuance).to.deep.equal({
          tokenId: document.tokenId,
          transportDocumentReference: "MSCUTEST0001",
          kind,
          issueTo: await accountOf(SHIPPER),
          ...(shipper !== undefined && { shipper: await accountOf(shipper) }),
          ...(titleTo !== undefined && { titleTo: await accountOf(titleTo) }),
          noDisposal: false,
        });
        const { events } = await desks.carrier.issue(issuance).send();
        expect(events).to.have.length(1);
        expect(events[0]).to.include({
          event: "Issued",
          tokenId: document.tokenId,
          transportDocumentReference: "MSCUTEST0001",
          kind,
          carrier: 1,
          issuedTo: SHIPPER,
          shipper: shipper ?? 0,
          titleTo: titleTo ?? 0,
        });
      });
    }

    it("takes a party without LEI as the carrier names it, by number, account, LEI or carrier code", async () => {
      const { desks, parties } = await networkHelpers.loadFixture(deploy);
      const document = documentOf("BEARER", undefined, { "/documentParties/shipper": dcsaParty("Shipper") });
      for (const issueTo of ["6", parties.bank.address, leiText(6)]) {
        expect((await desks.carrier.issuanceOf(document, { issueTo })).issueTo).to.equal(parties.bank.address);
      }
      expect((await desks.carrier.issuanceOf(document, { issueTo: "SMDG:HLC" })).issueTo).to.equal(
        parties.otherCarrier.address,
      );
    });

    it("has members stand in for parties that are none yet, with the hash of their party objects", async () => {
      const { desks, parties } = await networkHelpers.loadFixture(deploy);
      const document = documentOf("WAYBILL", undefined, {
        "/documentParties/shipper": dcsaParty("Shipper"),
        "/documentParties/consignee": OUTSIDE,
      });
      const issuance = await desks.carrier.issuanceOf(document, {
        shipper: "7",
        titleTo: "6",
        standIns: ["SHIPPER", "TITLE"],
        noDisposal: true,
      });
      const represents = (json: string) => sha256(toUtf8Bytes(json));
      const { lei } = document.parties.consignee ?? {};
      expect(issuance).to.deep.include({
        issueTo: parties.forwarder.address,
        shipper: parties.forwarder.address,
        titleTo: parties.bank.address,
        noDisposal: true,
        shipperRepresents: represents(
          `{"identifyingCodes":[{"codeListProvider":"ZZZ","partyCode":"SHIPPER"}],"partyName":"Shipper"}`,
        ),
        titleToRepresents: represents(
          `{"identifyingCodes":[{"codeListName":"LEI","codeListProvider":"GLEIF","partyCode":"${lei}"}],` +
            `"partyName":"Not Yet A Member"}`,
        ),
      });
      expect(issuance.titleToRepresents).to.equal(
        partyHash(document.value.documentParties.consignee ?? { partyName: "" }),
      );
      await desks.carrier.issue(issuance).send();
      const details = await desks.carrier.readBillDetails(document.tokenId);
      expect(details.standInFor).to.deep.equal({
        shipper: issuance.shipperRepresents,
        title: issuance.titleToRepresents,
      });
    });

    it("takes the issue-to party of an issuance request from the carrier", async () => {
      const { desks, parties } = await networkHelpers.loadFixture(deploy);
      const inner: unknown = JSON.parse(documentText("BEARER"));
      const request = JSON.stringify({ document: inner, issueTo: dcsaParty("Forwarder", 7) });
      const { document, issueTo } = unwrapTransportDocument(request);
      const issuance = await desks.carrier.issuanceOf(document, { issueTo: issueTo?.lei });
      expect(issuance.issueTo).to.equal(parties.forwarder.address);
    });
  });

  describe("from members", () => {
    it("refuses a stand-in that is the named party itself, and a missing party", async () => {
      const { desks } = await networkHelpers.loadFixture(deploy);
      const consignee = await desks.carrier.findMember(String(CONSIGNEE));
      const shipper = await desks.carrier.findMember(String(SHIPPER));
      const document = documentOf("STRAIGHT");
      const itself = thrown(
        () =>
          issuanceOf(document, {
            issueTo: shipper,
            shipper: { member: shipper },
            titleTo: { member: consignee, standsIn: true },
          }),
        IssuanceError,
      );
      expect(itself).to.include({ code: "NO_STAND_IN", pointer: "/documentParties/consignee" });
      const missing = thrown(
        () => issuanceOf(document, { issueTo: shipper, shipper: { member: shipper } }),
        IssuanceError,
      );
      expect(missing).to.include({ code: "PARTIES_DO_NOT_FIT", pointer: "/documentParties/consignee" });
      expect(missing.message).to.match(/the consignee "Consignee" needs a member in its place$/);
    });
  });
});
