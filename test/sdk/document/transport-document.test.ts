import { expect } from "chai";

import {
  containersForRelease,
  readTransportDocument,
  toBytes20,
  unwrapTransportDocument,
  type BillKind,
  type EnvelopeType,
} from "../../../sdk/index.js";
import { changed, exampleNames, parse, readExample, readVector, refusal, vectorNames } from "./documents.js";

const WARNINGS_OF_DCSA = [
  ["issue-date", "/issueDate"],
  ["to-order-notify-parties", "/documentParties/notifyParties"],
  ["address-or-code", "/documentParties/shipper"],
] as const;
const NUMBER = "/utilizedTransportEquipments/0/equipment/equipmentReference";
const LEI = "/documentParties/consignee/identifyingCodes/0/partyCode";

/** A document that can be issued: kind, digest, findings. */
interface Read {
  readonly envelope?: EnvelopeType;
  readonly kind: BillKind;
  readonly digest: string;
  readonly container: string;
  readonly warnings: readonly (readonly [rule: string, pointer: string])[];
}
const TO_ORDER: Read = {
  kind: "BEARER",
  digest: "0xc4659823ea2f1a5bee345b2c93e7b89225c3be04f5ba3a721027672abc8b18a0",
  container: "NARU3472484",
  warnings: WARNINGS_OF_DCSA,
};
const DANGEROUS: Read = {
  kind: "BEARER",
  digest: "0x8422cc1eb5d516cb550db03c7a625265ef0ff488ab46ebfdf0d4aa6e29710b8b",
  container: "HLXU1234567",
  warnings: [...WARNINGS_OF_DCSA, ["container-number", NUMBER]],
};
const STRAIGHT: Read = {
  kind: "STRAIGHT",
  digest: "0x03c89565e6592db37ffb3a19693ad2c3e140f75649a793c0255733e56d90c8f8",
  container: "NARU3472484",
  warnings: [],
};
const READABLE: Readonly<Record<string, Read>> = {
  "td-bol-toorder-issued.json": DANGEROUS,
  "derived-td-bol-straight-issued.json": STRAIGHT,
  "derived-td-swb-issued.json": {
    kind: "WAYBILL",
    digest: "0x93056140a0ee18f2d07a56e5bdc0ce8c7c1b7df9ef94a4b0d11df2a262cf9215",
    container: "MSCU9988776",
    warnings: [
      ["lei-check-digits", LEI],
      ["container-number", NUMBER],
    ],
  },
  "td-notification-issued-cloudevent.json": { ...TO_ORDER, envelope: "NOTIFICATION" },
};
const EXAMPLES: Readonly<Record<string, Read>> = {
  "to-order-bill.json": TO_ORDER,
  "to-order-bill-wrong-container-number.json": DANGEROUS,
  "straight-bill.json": STRAIGHT,
  "sea-waybill.json": {
    kind: "WAYBILL",
    digest: "0xaa36be2d2e1539e7ed329b7bf3e04b698affd01d0473aaa9fa547b254982ddff",
    container: "MSCU9988773",
    warnings: [["lei-check-digits", LEI]],
  },
};

/** Documents that cannot be issued: the rules they break, with the first place. */
const REFUSED: Readonly<Record<string, readonly [rule: string, pointer: string, findings: number]>> = {
  "td-bol-toorder-draft.json": ["status-issued", "/transportDocumentStatus", 1],
  "issuance-request.json": ["status-issued", "/document/transportDocumentStatus", 1],
  "pint-envelope.json": ["status-issued", "/transportDocument/transportDocumentStatus", 1],
  "td-bol-straight-pint-template.json": ["schema-maxLength", "/transportDocumentReference", 1],
  "si-swb.json": ["schema-required", "/transportDocumentReference", 12],
  "si-bol-straight.json": ["schema-required", "/transportDocumentReference", 12],
  "si-bol-negotiable.json": ["schema-required", "/transportDocumentReference", 12],
  "decoded-jws-payloads.json": ["envelope", "/issueTo", 1],
  "endorsement-chain-surrenderedStraightBLExample.json": ["schema-type", "", 1],
  "endorsement-chain-surrenderedStraightBLWithOnBehalfOfPartiesExample.json": ["schema-type", "", 1],
  "endorsement-chain-twoTDSRExample.json": ["schema-type", "", 1],
  "tnt-2.2.0-events.json": ["schema-type", "", 1],
  "tnt-3.0.0-equipment-request.json": ["schema-required", "/transportDocumentReference", 19],
  "tnt-3.0.0-shipment-request.json": ["schema-required", "/transportDocumentReference", 19],
  "tnt-3.0.0-transport-request.json": ["schema-required", "/transportDocumentReference", 19],
  "an-1.0.0-post-basic-request.json": ["schema-required", "/transportDocumentReference", 19],
  "an-1.0.0-post-freetime-request.json": ["schema-required", "/transportDocumentReference", 19],
  "an-1.0.0-post-freighted-request.json": ["schema-required", "/transportDocumentReference", 19],
  "an-1.0.0-post-notification-request.json": ["schema-required", "/transportDocumentReference", 19],
  "checksum-vectors.json": ["schema-required", "/transportDocumentReference", 19],
  "derived-surrender-response-SREJ.json": ["schema-required", "/transportDocumentReference", 19],
  "derived-surrender-response-SURR.json": ["schema-required", "/transportDocumentReference", 19],
  "derived-surrender-request-AREQ-SWTP.json": ["schema-required", "/transportDocumentStatus", 18],
  "issuance-response-ISSU.json": ["schema-required", "/transportDocumentStatus", 18],
  "issuance-response-REFU.json": ["schema-required", "/transportDocumentStatus", 18],
  "surrender-request-SREQ.json": ["schema-required", "/transportDocumentStatus", 18],
};

function expectRead(bytes: Uint8Array, { envelope = "NONE", kind, digest, container, warnings }: Read): void {
  const { document, ...unwrapped } = unwrapTransportDocument(bytes);
  expect(unwrapped).to.deep.equal({ envelope });
  expect(document.kind).to.equal(kind);
  expect(document.digest).to.equal(digest);
  expect(document.tokenId).to.equal(BigInt(document.digest));
  expect(document.containers.map(({ number }) => number)).to.deep.equal([container]);
  expect(document.findings.map(({ rule, severity, pointer }) => [rule, severity, pointer])).to.deep.equal(
    warnings.map(([rule, pointer]) => [rule, "warning", document.pointer + pointer]),
  );
}

describe("unwrapTransportDocument", () => {
  it("knows every document of the vectors", () => {
    expect([...Object.keys(READABLE), ...Object.keys(REFUSED)].sort()).to.deep.equal(vectorNames());
    expect(Object.keys(EXAMPLES).sort()).to.deep.equal(exampleNames());
  });

  for (const [name, [rule, pointer, count]] of Object.entries(REFUSED)) {
    it(`refuses ${name}`, () => {
      const code = rule === "status-issued" ? "RULE_BROKEN" : "NOT_DCSA";
      const { findings } = refusal(() => unwrapTransportDocument(readVector(name)), code, pointer);
      expect(findings[0]?.rule).to.equal(rule);
      expect(findings).to.have.length(count);
    });
  }

  for (const [name, expected] of Object.entries(READABLE)) {
    it(`reads ${name}`, () => expectRead(readVector(name), expected));
  }

  for (const [name, expected] of Object.entries(EXAMPLES)) {
    it(`reads the example ${name}`, () => expectRead(readExample(name), expected));
  }

  describe("envelopes", () => {
    const bill = () => parse(readExample("straight-bill.json"));
    const issueTo = {
      partyName: "DCSA CTK SHIPPER",
      sendToPlatform: "BOLE",
      identifyingCodes: [{ codeListProvider: "GLEIF", partyCode: "529900T8BM49AURSDO55", codeListName: "LEI" }],
    };
    const unwrap = (envelope: object) => unwrapTransportDocument(JSON.stringify(envelope));

    it("refuses an issuance request without document or issue-to party", () => {
      refusal(() => unwrap({ document: bill(), issuanceManifestSignedContent: "" }), "NOT_DCSA", "/issueTo");
      refusal(() => unwrap({ issueTo, issuanceManifestSignedContent: "" }), "NOT_DCSA", "/document");
      for (const broken of [
        null,
        [],
        {},
        { ...issueTo, identifyingCodes: [] },
        { ...issueTo, identifyingCodes: [{}] },
      ]) {
        refusal(() => unwrap({ document: bill(), issueTo: broken }), "NOT_DCSA", "/issueTo");
      }
    });

    it("refuses a notification without a document", () => {
      refusal(() => unwrap({ specversion: "1.0" }), "NOT_DCSA", "/data");
      refusal(() => unwrap({ specversion: "1.0", data: [] }), "NOT_DCSA", "/data");
      refusal(() => unwrap({ specversion: "1.0", data: {} }), "NOT_DCSA", "/data/transportDocument");
    });

    it("refuses a notification that speaks of another document", () => {
      const text = readVector("td-notification-issued-cloudevent.json").toString();
      const other = text.replace(
        '"transportDocumentReference": "HHL71800000"',
        '"transportDocumentReference": "HHL71800001"',
      );
      const error = refusal(
        () => unwrapTransportDocument(other),
        "ENVELOPE_MISMATCH",
        "/data/transportDocumentReference",
      );
      expect(error.message).to.contain('is "HHL71800001", and "HHL71800000" in the document');
      const sub = text.replace('"transportDocumentSubReference": "v2"', '"transportDocumentSubReference": "v1"');
      refusal(() => unwrapTransportDocument(sub), "ENVELOPE_MISMATCH", "/data/transportDocumentSubReference");
    });

    it("puts the place of the document before each pointer", () => {
      const paper = parse(changed("straight-bill.json", { "/isElectronic": false }));
      refusal(() => unwrap({ document: paper, issueTo }), "RULE_BROKEN", "/document/isElectronic");
      const data = { transportDocument: parse(changed("straight-bill.json", { "/carrierCode": 7 })) };
      refusal(() => unwrap({ specversion: "1.0", data }), "NOT_DCSA", "/data/transportDocument/carrierCode");
    });

    it("reads an issuance request, with the party that receives possession", () => {
      const { envelope, document, issueTo: party } = unwrap({ document: bill(), issueTo });
      expect(envelope).to.equal("ISSUANCE_REQUEST");
      expect(party).to.deep.equal({
        name: "DCSA CTK SHIPPER",
        lei: "529900T8BM49AURSDO55",
        codes: [{ provider: "GLEIF", code: "529900T8BM49AURSDO55", list: "LEI" }],
        pointer: "/issueTo",
      });
      expect(document.digest).to.equal(readTransportDocument(readExample("straight-bill.json")).digest);
      expect(document.parties.consignee?.pointer).to.equal("/document/documentParties/consignee");
      expect(document.containers[0]?.pointer).to.equal(`/document${NUMBER}`);
    });

    it("reads a transfer between platforms", () => {
      const { envelope, document } = unwrap({ transportDocument: bill(), envelopeManifestSignedContent: "" });
      expect(envelope).to.equal("TRANSFER");
      expect(document.pointer).to.equal("/transportDocument");
    });
  });
});

describe("readTransportDocument", () => {
  it("refuses an envelope", () => {
    const text = readVector("td-notification-issued-cloudevent.json");
    refusal(() => readTransportDocument(text), "NOT_DCSA", "/transportDocumentReference");
  });

  it("refuses JSON that is no object", () => {
    for (const text of ["null", "1", '"ISSUED"', "[]", "true"])
      refusal(() => readTransportDocument(text), "NOT_DCSA", "");
  });

  it("names each place where the schema is broken", () => {
    const text = changed("straight-bill.json", {
      "/carrierCode": undefined,
      "/issueDate": "2023-02-30",
      "/transportDocumentTypeCode": "AWB",
      "/consignmentItems/0/cargoItems/0/cargoGrossWeight/value": "heavy",
      "/transports/portOfLoading/UNLocationCode": "dkaar",
    });
    const { findings, message } = refusal(() => readTransportDocument(text), "NOT_DCSA");
    expect(findings.map(({ rule, pointer }) => [pointer, rule])).to.have.deep.members([
      ["/carrierCode", "schema-required"],
      ["/issueDate", "schema-format"],
      ["/transportDocumentTypeCode", "schema-enum"],
      ["/consignmentItems/0/cargoItems/0/cargoGrossWeight/value", "schema-type"],
      ["/transports/portOfLoading/UNLocationCode", "schema-pattern"],
    ]);
    expect(message).to.contain("/transportDocumentTypeCode: must be one of BOL, SWB [schema-enum]");
    expect(message).to.contain("/carrierCode: is missing [schema-required]");
  });

  it("lists at most 100 faults, and one of a very long document", () => {
    const many = changed("straight-bill.json", { "/carrierClauses": Array.from({ length: 500 }, () => 1) });
    expect(refusal(() => readTransportDocument(many), "NOT_DCSA", "/carrierClauses/0").findings).to.have.length(100);
    const long = changed("straight-bill.json", { "/carrierClauses": Array.from({ length: 700_000 }, () => 1) });
    expect(refusal(() => readTransportDocument(long), "NOT_DCSA", "/carrierClauses/0").findings).to.have.length(1);
  });

  it("tells a choice once, whether all of its alternatives fit or none", () => {
    for (const placeOfIssue of [{ UNLocationCode: "DKAAR", countryCode: "DK" }, { locationName: "Aarhus" }]) {
      const text = changed("straight-bill.json", { "/placeOfIssue": placeOfIssue });
      const { findings } = refusal(() => readTransportDocument(text), "NOT_DCSA", "/placeOfIssue");
      expect(findings.map(({ rule }) => rule)).to.deep.equal(["schema-oneOf"]);
    }
  });

  describe("kind", () => {
    const endorsee = { partyName: "Bank", identifyingCodes: [{ codeListProvider: "ZZZ", partyCode: "BANK" }] };
    const kindOf = (text: string) => readTransportDocument(text).kind;

    it("is BEARER to order without endorsee, TO_ORDER with one, STRAIGHT or WAYBILL otherwise", () => {
      expect(kindOf(changed("to-order-bill.json", {}))).to.equal("BEARER");
      expect(kindOf(changed("to-order-bill.json", { "/documentParties/endorsee": endorsee }))).to.equal("TO_ORDER");
      expect(kindOf(changed("straight-bill.json", {}))).to.equal("STRAIGHT");
      expect(kindOf(changed("sea-waybill.json", {}))).to.equal("WAYBILL");
    });
  });

  it("gives what the contracts need, out of the document", () => {
    const { value, canonical, findings, digest, tokenId, ...document } = readTransportDocument(
      readExample("sea-waybill.json"),
    );
    expect(value).to.deep.equal(parse(readExample("sea-waybill.json")));
    expect(parse(canonical)).to.deep.equal(value);
    expect(findings).to.have.length(1);
    expect(BigInt(digest)).to.equal(tokenId);
    expect(document).to.deep.equal({
      pointer: "",
      kind: "WAYBILL",
      reference: "62CD536BA8D34C469AFD",
      referenceBytes20: "0x3632434435333642413844333443343639414644",
      carrier: { listProvider: "SMDG", code: "HMM" },
      parties: {
        shipper: { name: "DCSA CTK", codes: [], pointer: "/documentParties/shipper" },
        // Its LEI has wrong check digits: it stays among the codes and is no LEI.
        consignee: {
          name: "Global Retail Imports",
          codes: [{ provider: "GLEIF", code: "111100T8BM49ADCSAO64", list: "LEI" }],
          pointer: "/documentParties/consignee",
        },
        issuingParty: {
          name: "Hyundai",
          codes: [{ provider: "SMDG", code: "HMM", list: "LCL" }],
          pointer: "/documentParties/issuingParty",
        },
        notifyParties: [],
      },
      containers: [
        { number: "MSCU9988773", isoCode: "22G1", isShipperOwned: false, seals: ["NSL13386"], pointer: NUMBER },
      ],
      portOfLoading: "DKAAR",
      portOfDischarge: "DEBRV",
      dates: {
        issued: "2023-12-20",
        shippedOnBoard: "2023-12-19",
        plannedDeparture: "2023-12-19",
        plannedArrival: "2023-12-21",
      },
    });
  });

  it("gives sub-reference, endorsee, notify parties and LEI where the document has them", () => {
    const code = { codeListProvider: "GLEIF", partyCode: "213800HX6IZM1QNBAJ33" };
    const text = changed("to-order-bill.json", {
      "/documentParties/endorsee": { partyName: "Bank", identifyingCodes: [code] },
      "/documentParties/notifyParties": [{ partyName: "First" }, { partyName: "Second" }],
      "/transports/portOfLoading": { locationName: "Aarhus" },
    });
    const document = readTransportDocument(text);
    expect(document.subReference).to.equal("v2");
    expect(document.parties.endorsee).to.deep.include({ lei: code.partyCode, pointer: "/documentParties/endorsee" });
    expect(document.parties.notifyParties.map(({ name, pointer }) => [name, pointer])).to.deep.equal([
      ["First", "/documentParties/notifyParties/0"],
      ["Second", "/documentParties/notifyParties/1"],
    ]);
    expect(document.parties.issuingParty.lei).to.equal("529900T8BM49AURSDO55");
    expect(document).to.not.have.property("portOfLoading");
  });
});

describe("toBytes20", () => {
  it("refuses what does not fit", () => {
    expect(() => toBytes20("123456789012345678901")).to.throw("padding exceeds data length");
  });

  it("fills up with zero bytes on the right", () => {
    expect(toBytes20("HHL71800000")).to.equal(`0x48484c3731383030303030${"00".repeat(9)}`);
  });
});

describe("containersForRelease", () => {
  const listing = (...numbers: string[]) =>
    readTransportDocument(
      changed("straight-bill.json", {
        "/utilizedTransportEquipments": numbers.map((number) => ({
          isShipperOwned: false,
          seals: [{ number: "S1" }],
          equipment: { equipmentReference: number },
        })),
      }),
    );
  const at = (index: number) => `/utilizedTransportEquipments/${index}/equipment/equipmentReference`;

  it("refuses DCSA's example whose container number has a wrong check digit", () => {
    const document = readTransportDocument(readExample("to-order-bill-wrong-container-number.json"));
    const { message } = refusal(() => containersForRelease(document), "CONTAINER_REFUSED", NUMBER);
    expect(message).to.contain("HLXU1234567 has the check digit 7, which should be 1");
  });

  it("refuses each container at fault, with its place", () => {
    const document = listing("NARU3472484", "NARX3472484", "naru3472484", "NARU3472484", "MSCU9988773");
    const { findings } = refusal(() => containersForRelease(document), "CONTAINER_REFUSED", at(1));
    expect(findings.map(({ rule, pointer }) => [rule, pointer])).to.deep.equal([
      ["release-container-number", at(1)],
      ["release-container-number", at(2)],
      ["release-container-once", at(3)],
    ]);
  });

  it("refuses a document without containers", () => {
    const none = { containers: [], pointer: "/document" };
    refusal(() => containersForRelease(none), "CONTAINER_REFUSED", "/document/utilizedTransportEquipments");
  });

  it("gives the containers in the order of the document", () => {
    const containers = containersForRelease(listing("NARU3472484", "MSCU9988773"));
    expect(containers.map(({ number }) => number)).to.deep.equal(["NARU3472484", "MSCU9988773"]);
    expect(containers.map(({ pointer }) => pointer)).to.deep.equal([at(0), at(1)]);
  });
});
