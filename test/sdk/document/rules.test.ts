import { expect } from "chai";

import {
  DOCUMENT_RULES,
  readTransportDocument,
  type Finding,
  type JsonValue,
  type Severity,
} from "../../../sdk/index.js";
import { changed, refusal } from "./documents.js";

type Changes = Readonly<Record<string, JsonValue | undefined>>;

const PARTY = { partyName: "Example Imports", identifyingCodes: [{ codeListProvider: "ZZZ", partyCode: "IMPORTS" }] };

/** Real documents, with as few changes as make them faultless. */
const FAULTLESS = {
  straight: { example: "straight-bill.json", changes: {} },
  waybill: {
    example: "sea-waybill.json",
    changes: { "/documentParties/consignee/identifyingCodes/0/partyCode": "111100T8BM49ADCSAO39" },
  },
  toOrder: {
    example: "to-order-bill.json",
    changes: {
      "/issueDate": "2023-12-20",
      "/documentParties/notifyParties": [PARTY],
      "/documentParties/shipper/identifyingCodes": PARTY.identifyingCodes,
    },
  },
} as const satisfies Record<string, { example: string; changes: Changes }>;

/** A rule, a document that breaks it and no other, and the places that the finding names. */
interface Case {
  readonly rule: string;
  readonly severity: Severity;
  readonly base: keyof typeof FAULTLESS;
  readonly changes: Changes;
  readonly pointers: readonly string[];
  /** Part of the message. */
  readonly says: string;
}

const ORIGINALS = "/numberOfOriginalsWithCharges";
const ORIGINALS_WITHOUT = "/numberOfOriginalsWithoutCharges";
const CONSIGNEE = "/documentParties/consignee";
const ENDORSEE = "/documentParties/endorsee";
const EQUIPMENT = "/utilizedTransportEquipments/0/equipment/equipmentReference";
const CARGO = "/consignmentItems/0/cargoItems/0/equipmentReference";
const listed = (number: string) => ({
  isShipperOwned: false,
  seals: [{ number: "S1" }],
  equipment: { equipmentReference: number },
});

const error = (rule: string, base: Case["base"], changes: Changes, pointer: string, says: string): Case => ({
  rule,
  severity: "error",
  base,
  changes,
  pointers: [pointer],
  says,
});
const warning = (rule: string, base: Case["base"], changes: Changes, pointer: string, says: string): Case => ({
  ...error(rule, base, changes, pointer, says),
  severity: "warning",
});

const STATUSES = [
  "DRAFT",
  "APPROVED",
  "VOIDED",
  "SURRENDERED_FOR_DELIVERY",
  "PENDING_SURRENDER_FOR_AMENDMENT",
  "issued",
];
const REFERENCES = ["ННL71800000", "HHL718\u200b00000", "HHL7180\u00a00000", "ＨＨＬ1", "HHL\t1", "é"];

const CASES: readonly Case[] = [
  ...STATUSES.map((status) =>
    error("status-issued", "straight", { "/transportDocumentStatus": status }, "/transportDocumentStatus", status),
  ),
  ...REFERENCES.map((reference) =>
    error(
      "reference-characters",
      "straight",
      { "/transportDocumentReference": reference },
      "/transportDocumentReference",
      "printable ASCII",
    ),
  ),
  ...["hmm", "HММ", "H", "H-M"].map((code) =>
    error("carrier-code-characters", "straight", { "/carrierCode": code }, "/carrierCode", JSON.stringify(code)),
  ),
  error("waybill-not-to-order", "waybill", waybillToOrder(), "/isToOrder", "cannot be to order"),
  error("waybill-no-endorsee", "waybill", { [ENDORSEE]: PARTY }, ENDORSEE, "no document of title"),
  error("waybill-consignee", "waybill", removed(CONSIGNEE), CONSIGNEE, "must name its consignee"),
  error("straight-consignee", "straight", removed(CONSIGNEE), CONSIGNEE, "must name its consignee"),
  error("straight-no-endorsee", "straight", { [ENDORSEE]: PARTY }, ENDORSEE, "cannot have an endorsee"),
  error("to-order-no-consignee", "toOrder", { [CONSIGNEE]: PARTY }, CONSIGNEE, "two parties"),
  error("to-order-no-consignee", "toOrder", { [CONSIGNEE]: PARTY, [ENDORSEE]: PARTY }, CONSIGNEE, "two parties"),
  error("electronic-bill", "straight", { "/isElectronic": false }, "/isElectronic", "paper bill"),
  error("one-original", "toOrder", { [ORIGINALS]: 2 }, ORIGINALS, "not 2"),
  error("one-original", "toOrder", { [ORIGINALS]: 1, [ORIGINALS_WITHOUT]: 1 }, ORIGINALS, "not 2"),
  error("one-original", "straight", { [ORIGINALS]: 0, [ORIGINALS_WITHOUT]: 3 }, ORIGINALS_WITHOUT, "not 3"),
  error("no-copies", "toOrder", { "/numberOfCopiesWithCharges": 1 }, "/numberOfCopiesWithCharges", "no copies"),
  error("no-copies", "straight", { "/numberOfCopiesWithoutCharges": 2 }, "/numberOfCopiesWithoutCharges", "no copies"),
  error(
    "one-lei",
    "straight",
    {
      "/documentParties/consignee/identifyingCodes": [
        { codeListProvider: "GLEIF", partyCode: "529900T8BM49AURSDO55" },
        { codeListProvider: "GLEIF", partyCode: "213800HX6IZM1QNBAJ33" },
      ],
    },
    "/documentParties/consignee/identifyingCodes",
    "2 LEIs",
  ),
  warning("issue-date", "straight", removed("/issueDate"), "/issueDate", "issue date"),
  warning(
    "to-order-notify-parties",
    "toOrder",
    removed("/documentParties/notifyParties"),
    "/documentParties/notifyParties",
    "notified",
  ),
  warning(
    "to-order-notify-parties",
    "toOrder",
    { "/documentParties/notifyParties": [] },
    "/documentParties/notifyParties",
    "notified",
  ),
  warning("one-carriage-date", "straight", removed("/shippedOnBoardDate"), "/shippedOnBoardDate", "neither"),
  warning(
    "one-carriage-date",
    "waybill",
    { "/receivedForShipmentDate": "2023-12-18" },
    "/receivedForShipmentDate",
    "one of them",
  ),
  warning("on-board-type", "straight", { "/isShippedOnBoardType": false }, "/isShippedOnBoardType", "on board"),
  warning(
    "on-board-type",
    "straight",
    { "/shippedOnBoardDate": undefined, "/receivedForShipmentDate": "2023-12-18" },
    "/isShippedOnBoardType",
    "receipt for shipment",
  ),
  warning("electronic-waybill", "waybill", { "/isElectronic": false }, "/isElectronic", "outside of electronic"),
  warning("waybill-no-originals", "waybill", { [ORIGINALS]: 1 }, ORIGINALS, "no originals"),
  warning("waybill-no-originals", "waybill", { [ORIGINALS_WITHOUT]: 3 }, ORIGINALS_WITHOUT, "no originals"),
  warning(
    "address-or-code",
    "toOrder",
    removed("/documentParties/shipper/identifyingCodes"),
    "/documentParties/shipper",
    "DCSA CTK has neither",
  ),
  warning(
    "address-or-code",
    "straight",
    { "/documentParties/notifyParties": [PARTY, { partyName: "Nobody" }] },
    "/documentParties/notifyParties/1",
    "Nobody has neither",
  ),
  warning(
    "address-or-code",
    "straight",
    { "/documentParties/onBehalfOfShipper": { partyName: "Agent", identifyingCodes: [] } },
    "/documentParties/onBehalfOfShipper",
    "Agent has neither",
  ),
  warning(
    "lei-check-digits",
    "waybill",
    { "/documentParties/consignee/identifyingCodes/0/partyCode": "111100T8BM49ADCSAO64" },
    "/documentParties/consignee/identifyingCodes/0/partyCode",
    "should be 39",
  ),
  warning(
    "lei-check-digits",
    "straight",
    { "/documentParties/other/0/party/identifyingCodes": [{ codeListProvider: "GLEIF", partyCode: "529900" }] },
    "/documentParties/other/0/party/identifyingCodes/0/partyCode",
    "is not 18",
  ),
  warning(
    "container-number",
    "waybill",
    { [EQUIPMENT]: "MSCU9988776", [CARGO]: "MSCU9988776" },
    EQUIPMENT,
    "should be 3",
  ),
  warning("container-number", "straight", { [EQUIPMENT]: "TRUCK 7", [CARGO]: "TRUCK 7" }, EQUIPMENT, "TRUCK 7 is not"),
  warning(
    "container-once",
    "straight",
    { "/utilizedTransportEquipments/1": listed("NARU3472484") },
    "/utilizedTransportEquipments/1/equipment/equipmentReference",
    "listed twice",
  ),
  warning("cargo-in-listed-container", "straight", { [CARGO]: "MSCU9988773" }, CARGO, "MSCU9988773 of this cargo"),
  warning(
    "carriage-place",
    "toOrder",
    { "/transports/preCarriageBy": "TRUCK" },
    "/transports/placeOfReceipt",
    "place of receipt",
  ),
  warning(
    "carriage-place",
    "straight",
    { "/transports/onCarriageBy": "RAIL" },
    "/transports/placeOfDelivery",
    "place of delivery",
  ),
  warning("declared-value-currency", "straight", { "/declaredValue": 5 }, "/declaredValueCurrency", "no currency"),
  warning(
    "declared-value-currency",
    "straight",
    { "/declaredValueCurrency": "EUR" },
    "/declaredValueCurrency",
    "without a declared value",
  ),
];

function removed(pointer: string): Changes {
  return { [pointer]: undefined };
}

/** Notify parties go with it, so that only the type contradicts. */
function waybillToOrder(): Changes {
  return { "/isToOrder": true, "/documentParties/notifyParties": [PARTY] };
}

function documentOf(base: Case["base"], changes: Changes = {}): string {
  const first: Changes = FAULTLESS[base].changes;
  const all = Object.entries({ ...first, ...changes });
  // What only the faultless copy has is removed by not adding it.
  const needed = all.filter(([pointer, value]) => value !== undefined || !(pointer in first));
  return changed(FAULTLESS[base].example, Object.fromEntries(needed));
}

function shown(changes: Changes): string {
  return JSON.stringify(changes, (_, value: JsonValue | undefined) => value ?? "removed");
}

/** Findings of both severities. */
function findingsOf(text: string, severity: Severity): readonly Finding[] {
  return severity === "warning"
    ? readTransportDocument(text).findings
    : refusal(() => readTransportDocument(text), "RULE_BROKEN").findings;
}

describe("DOCUMENT_RULES", () => {
  for (const base of ["straight", "waybill", "toOrder"] as const) {
    it(`find nothing in a faultless document (${base})`, () => {
      expect(readTransportDocument(documentOf(base)).findings).to.deep.equal([]);
    });
  }

  for (const { rule, severity, base, changes, pointers, says } of CASES) {
    it(`${rule}: ${severity} at ${pointers.join()} for ${shown(changes)}`, () => {
      const findings = findingsOf(documentOf(base, changes), severity);
      expect(findings.map((finding) => finding.rule)).to.deep.equal(pointers.map(() => rule));
      expect(findings.map((finding) => finding.severity)).to.deep.equal(pointers.map(() => severity));
      expect(findings.map((finding) => finding.pointer)).to.deep.equal(pointers);
      expect(findings.map((finding) => finding.message).join()).to.contain(says);
    });
  }

  it("each have a case above, an id of their own and a citation", () => {
    const ids = DOCUMENT_RULES.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(new Set(CASES.map(({ rule }) => rule))).to.deep.equal(new Set(ids));
    for (const { id, citation } of DOCUMENT_RULES) expect(citation, id).to.match(/^(DCSA|ISO) /);
  });

  it("report every broken rule at once, errors in the error", () => {
    const text = documentOf("toOrder", {
      "/transportDocumentStatus": "DRAFT",
      [CONSIGNEE]: PARTY,
      [ORIGINALS]: 2,
      "/issueDate": undefined,
    });
    const broken = refusal(() => readTransportDocument(text), "RULE_BROKEN", "/transportDocumentStatus");
    expect(broken.findings.map(({ rule }) => rule)).to.deep.equal([
      "status-issued",
      "to-order-no-consignee",
      "one-original",
    ]);
    expect(broken.message.split("\n")).to.have.length(3);
    expect(broken.message).to.contain("/documentParties/consignee: a bill to order cannot name a consignee");
  });

  it("let pass what stands at the edge of a rule", () => {
    const passing: readonly (readonly [Case["base"], Changes])[] = [
      ["straight", { [ORIGINALS]: 1, "/numberOfCopiesWithCharges": 0 }],
      ["toOrder", { [ORIGINALS_WITHOUT]: 1 }],
      ["waybill", { "/numberOfCopiesWithCharges": 2 }],
      ["straight", { "/transportDocumentReference": "A" }],
      ["straight", { "/transportDocumentReference": "~ 345678901234567 9!" }],
      [
        "straight",
        { "/shippedOnBoardDate": undefined, "/receivedForShipmentDate": "2023-12-18", "/isShippedOnBoardType": false },
      ],
      ["straight", { "/carrierCode": "ABCD", "/carrierCodeListProvider": "NMFTA" }],
      ["straight", { "/declaredValue": 5, "/declaredValueCurrency": "EUR" }],
      ["toOrder", { "/transports/preCarriageBy": "RAIL", "/transports/placeOfReceipt": { UNLocationCode: "DKAAR" } }],
      ["toOrder", { [ENDORSEE]: PARTY }],
      [
        "straight",
        {
          "/documentParties/consignee/identifyingCodes": [
            { codeListProvider: "GLEIF", partyCode: "529900T8BM49AURSDO55" },
            { codeListProvider: "GLEIF", partyCode: "529900T8BM49AURSDO55", codeListName: "LEI" },
          ],
        },
      ],
    ];
    for (const [base, changes] of passing) {
      expect(readTransportDocument(documentOf(base, changes)).findings, JSON.stringify(changes)).to.deep.equal([]);
    }
  });
});
