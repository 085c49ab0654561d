import {
  fromFixedBytes,
  type JsonValue,
  type KindName,
  readTransportDocument,
  type TransportDocument,
} from "../../sdk/index.js";
import { changed } from "../sdk/document/documents.js";
import { lei } from "./values.js";

/** The LEI, as text, of the `n`th member of the suite of the tests. */
export function leiText(n: bigint | number): string {
  return fromFixedBytes(lei(Number(n)));
}

/** A DCSA party object; with the LEI of a member if its number is given. */
export function dcsaParty(partyName: string, member?: bigint | number): JsonValue {
  const code =
    member === undefined
      ? { codeListProvider: "ZZZ", partyCode: partyName.toUpperCase() }
      : { codeListProvider: "GLEIF", codeListName: "LEI", partyCode: leiText(member) };
  return { partyName, identifyingCodes: [code] };
}

/** The numbers of the members in the suite of the tests: see deploySuite. */
export const SHIPPER = 3;
export const CONSIGNEE = 4;
export const ENDORSEE = 5;

const EXAMPLES: Record<KindName, string> = {
  STRAIGHT: "straight-bill.json",
  TO_ORDER: "to-order-bill.json",
  BEARER: "to-order-bill.json",
  WAYBILL: "sea-waybill.json",
};

/**
 * The JSON of a document of this kind by the carrier of the tests (MSC), whose shipper, consignee (STRAIGHT, WAYBILL) and
 * endorsee (TO_ORDER, the trader) have the LEIs of the members of the same name.
 * @param changes values at JSON pointers; undefined removes what stands there
 */
export function documentText(
  kind: KindName,
  reference = "MSCUTEST0001",
  changes: Readonly<Record<string, JsonValue | undefined>> = {},
): string {
  const namesConsignee = kind === "STRAIGHT" || kind === "WAYBILL";
  return changed(EXAMPLES[kind], {
    "/carrierCode": "MSC",
    "/carrierCodeListProvider": "SMDG",
    "/transportDocumentReference": reference,
    "/documentParties/shipper": dcsaParty("Shipper", SHIPPER),
    ...(namesConsignee && { "/documentParties/consignee": dcsaParty("Consignee", CONSIGNEE) }),
    ...(kind === "TO_ORDER" && { "/documentParties/endorsee": dcsaParty("Endorsee", ENDORSEE) }),
    ...changes,
  });
}

/** The same, read. */
export function documentOf(...args: Parameters<typeof documentText>): TransportDocument {
  return readTransportDocument(documentText(...args));
}
