import { GLEIF, partiesOf, type DcsaTransportDocument } from "./dcsa.js";
import { isLei } from "./lei.js";
import { breachIf, type Rule } from "./rule.js";

/** As many bytes as the chain gives a reference. */
export const MAX_REFERENCE_LENGTH = 20;

const isBill = (document: DcsaTransportDocument) => document.transportDocumentTypeCode === "BOL";
const isStraight = (document: DcsaTransportDocument) => isBill(document) && !document.isToOrder;
const isNegotiable = (document: DcsaTransportDocument) => isBill(document) && document.isToOrder;

const CONSIGNEE = "/documentParties/consignee";
const ENDORSEE = "/documentParties/endorsee";

/** Rules of severity error: without them kind, title, parties, reference or singularity are in doubt. */
export const TITLE_RULES: readonly Rule[] = [
  {
    id: "status-issued",
    severity: "error",
    citation: "DCSA transportDocumentStatus: ISSUED (the Transport Document has been Issued by provider)",
    check: ({ transportDocumentStatus: status }) =>
      breachIf(
        status !== "ISSUED",
        "/transportDocumentStatus",
        `the status is ${JSON.stringify(status)}; only a document that is ISSUED can become a token`,
      ),
  },
  {
    id: "reference-characters",
    severity: "error",
    citation:
      "DCSA transportDocumentReference (at most 20 characters); the chain compares references byte by byte, so letters that look alike must not differ",
    check: ({ transportDocumentReference: reference }) =>
      breachIf(
        !/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(reference) || reference.length > MAX_REFERENCE_LENGTH,
        "/transportDocumentReference",
        `${JSON.stringify(reference)} is not 1 to ${MAX_REFERENCE_LENGTH} printable ASCII characters without a space at either end`,
      ),
  },
  {
    id: "carrier-code-characters",
    severity: "error",
    citation: "DCSA carrierCode: a SCAC of NMFTA or a liner code of SMDG; both are capital letters and digits",
    check: ({ carrierCode }) =>
      breachIf(
        !/^[A-Z0-9]{2,4}$/.test(carrierCode),
        "/carrierCode",
        `${JSON.stringify(carrierCode)} is not 2 to 4 capital letters or digits`,
      ),
  },
  {
    id: "waybill-not-to-order",
    severity: "error",
    citation: "DCSA isToOrder: must be false if transportDocumentTypeCode is SWB",
    check: (document) =>
      breachIf(!isBill(document) && document.isToOrder, "/isToOrder", "a sea waybill cannot be to order"),
  },
  {
    id: "waybill-no-endorsee",
    severity: "error",
    citation: "DCSA endorsee: can only be provided for negotiable BLs (isToOrder=true)",
    check: (document) =>
      breachIf(
        !isBill(document) && document.documentParties.endorsee !== undefined,
        ENDORSEE,
        "a sea waybill is no document of title and cannot have an endorsee",
      ),
  },
  {
    id: "waybill-consignee",
    severity: "error",
    citation: "DCSA consignee: mandatory for non-negotiable BL (isToOrder=false)",
    check: (document) =>
      breachIf(
        !isBill(document) && !document.isToOrder && document.documentParties.consignee === undefined,
        CONSIGNEE,
        "a sea waybill must name its consignee",
      ),
  },
  {
    id: "straight-consignee",
    severity: "error",
    citation: "DCSA consignee: mandatory for non-negotiable BL (isToOrder=false)",
    check: (document) =>
      breachIf(
        isStraight(document) && document.documentParties.consignee === undefined,
        CONSIGNEE,
        "a straight bill must name its consignee",
      ),
  },
  {
    id: "straight-no-endorsee",
    severity: "error",
    citation: "DCSA endorsee: can only be provided for negotiable BLs (isToOrder=true)",
    check: (document) =>
      breachIf(
        isStraight(document) && document.documentParties.endorsee !== undefined,
        ENDORSEE,
        "a straight bill cannot have an endorsee",
      ),
  },
  {
    id: "to-order-no-consignee",
    severity: "error",
    citation: "DCSA consignee: for non-negotiable BL; consignee and endorsee are mutually exclusive",
    check: (document) =>
      breachIf(
        isNegotiable(document) && document.documentParties.consignee !== undefined,
        CONSIGNEE,
        "a bill to order cannot name a consignee: title would stand with two parties",
      ),
  },
  {
    id: "electronic-bill",
    severity: "error",
    citation: "DCSA isElectronic: whether the transport document is electronically transferred",
    check: (document) =>
      breachIf(
        isBill(document) && !document.isElectronic,
        "/isElectronic",
        "the bill is a paper bill: a token beside its paper originals would be a second bill",
      ),
  },
  {
    id: "one-original",
    severity: "error",
    citation: "DCSA numberOfOriginalsWithCharges, numberOfOriginalsWithoutCharges: together at most 1 if electronic",
    check: (document) => {
      const { numberOfOriginalsWithCharges: withCharges = 0, numberOfOriginalsWithoutCharges: without = 0 } = document;
      return breachIf(
        isBill(document) && document.isElectronic && withCharges + without > 1,
        withCharges > 0 ? "/numberOfOriginalsWithCharges" : "/numberOfOriginalsWithoutCharges",
        `an electronic bill has at most one original, not ${withCharges + without}`,
      );
    },
  },
  {
    id: "no-copies",
    severity: "error",
    citation: "DCSA numberOfCopiesWithCharges, numberOfCopiesWithoutCharges: BOL and electronic: there are no copies",
    check: (document) =>
      (["numberOfCopiesWithCharges", "numberOfCopiesWithoutCharges"] as const).flatMap((field) =>
        breachIf(
          isBill(document) && document.isElectronic && (document[field] ?? 0) > 0,
          `/${field}`,
          "an electronic bill has no copies of its original",
        ),
      ),
  },
  {
    id: "one-lei",
    severity: "error",
    citation: "ISO 17442-1: a legal entity has one LEI",
    check: (document) =>
      partiesOf(document).flatMap(({ party, pointer }) => {
        const codes = (party.identifyingCodes ?? []).filter(({ codeListProvider }) => codeListProvider === GLEIF);
        const leis = new Set(codes.map(({ partyCode }) => partyCode).filter(isLei));
        return breachIf(
          leis.size > 1,
          `${pointer}/identifyingCodes`,
          `the party has ${leis.size} LEIs, so that it could be any of ${leis.size} legal entities`,
        );
      }),
  },
];
