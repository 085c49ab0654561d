import { hexlify, toUtf8Bytes, zeroPadBytes } from "ethers";

import { digestOf, type Digest } from "./canonical.js";
import { GLEIF, type DcsaDocumentParties, type DcsaParty, type DcsaTransportDocument } from "./dcsa.js";
import { errorFrom, type Finding } from "./error.js";
import { readJson, type JsonValue } from "./json.js";
import { isLei } from "./lei.js";
import { checkRules } from "./rules.js";
import { checkSchema } from "./schema.js";
import { MAX_REFERENCE_LENGTH } from "./title-rules.js";

/** What a transport document is in law; decides with whom title stands. */
export type BillKind = "STRAIGHT" | "TO_ORDER" | "BEARER" | "WAYBILL";

/** A code that identifies a party, as DCSA writes it. */
export interface PartyCode {
  readonly provider: string;
  readonly code: string;
  readonly list?: string;
}

/** A party that a document names. */
export interface Party {
  readonly name: string;
  /** ISO 17442, with right check digits; absent if the document gives none. */
  readonly lei?: string;
  /** All identifying codes as written, LEIs included. */
  readonly codes: readonly PartyCode[];
  /** Where the party stands in the text that was read. */
  readonly pointer: string;
}

/** The parties of a transport document. */
export interface DocumentParties {
  readonly shipper: Party;
  readonly onBehalfOfShipper?: Party;
  readonly consignee?: Party;
  readonly onBehalfOfConsignee?: Party;
  readonly endorsee?: Party;
  readonly issuingParty: Party;
  readonly notifyParties: readonly Party[];
}

/** A container (or other equipment) that a document lists. */
export interface Container {
  /** As written; ISO 6346 is checked by containersForRelease. */
  readonly number: string;
  /** ISO 6346 size and type, such as 22G1. */
  readonly isoCode?: string;
  /** The shipper's own, and not the carrier's to be returned. */
  readonly isShipperOwned: boolean;
  /** Seal numbers as written. */
  readonly seals: readonly string[];
  /** Where the number stands in the text that was read. */
  readonly pointer: string;
}

/** A transport document that passed the schema and every rule of severity error. */
export interface TransportDocument extends Digest {
  /** The document as read, nothing added or left out. */
  readonly value: DcsaTransportDocument;
  /** Warnings. */
  readonly findings: readonly Finding[];
  /** Where the document stands in the text that was read; empty if it is the whole text. */
  readonly pointer: string;
  readonly kind: BillKind;
  /** `transportDocumentReference`: 1 to 20 printable ASCII characters. */
  readonly reference: string;
  /** The reference as the chain stores it: ASCII, filled up with zero bytes on the right. */
  readonly referenceBytes20: string;
  readonly subReference?: string;
  /** The code under which the issuing carrier is known to SMDG or NMFTA. */
  readonly carrier: { readonly listProvider: "SMDG" | "NMFTA"; readonly code: string };
  readonly parties: DocumentParties;
  readonly containers: readonly Container[];
  /** UN/LOCODE; absent if the port is given by name only. */
  readonly portOfLoading?: string;
  /** UN/LOCODE; absent if the port is given by name only. */
  readonly portOfDischarge?: string;
  /** Calendar dates as written (YYYY-MM-DD, no time zone). */
  readonly dates: {
    readonly issued?: string;
    readonly shippedOnBoard?: string;
    readonly receivedForShipment?: string;
    readonly plannedDeparture: string;
    readonly plannedArrival: string;
  };
}

/**
 * Reads a DCSA transport document 3.0.3.
 *
 * @param input its JSON: the bytes as received (UTF-8), or a string
 * @throws DocumentError for text that strict JSON refuses (see readJson), NOT_DCSA for what the schema refuses, and
 * RULE_BROKEN with every broken rule of severity error
 */
export function readTransportDocument(input: string | Uint8Array): TransportDocument {
  const { text, value } = readJson(input);
  return transportDocumentOf(value, text.length);
}

/**
 * The same for a value inside another.
 * @param value as readJson returns it
 * @param length of the text it was read from, in characters
 * @param pointer of the value in that text
 */
export function transportDocumentOf(value: JsonValue, length: number, pointer = ""): TransportDocument {
  const document = checkSchema(value, length, pointer);
  const findings = checkRules(document, pointer);
  const error = errorFrom("RULE_BROKEN", findings);
  if (error !== undefined) throw error;

  const { transports } = document;
  const reference = document.transportDocumentReference;
  return {
    value: document,
    ...digestOf(value),
    findings,
    pointer,
    kind: kindOf(document),
    reference,
    referenceBytes20: toBytes20(reference),
    ...optional("subReference", document.transportDocumentSubReference),
    carrier: { listProvider: document.carrierCodeListProvider, code: document.carrierCode },
    parties: partiesOfDocument(document.documentParties, `${pointer}/documentParties`),
    containers: document.utilizedTransportEquipments.map(({ equipment, isShipperOwned, seals }, index) => ({
      number: equipment.equipmentReference,
      ...optional("isoCode", equipment.ISOEquipmentCode),
      isShipperOwned,
      seals: seals.map((seal) => seal.number),
      pointer: `${pointer}/utilizedTransportEquipments/${index}/equipment/equipmentReference`,
    })),
    ...optional("portOfLoading", transports.portOfLoading.UNLocationCode),
    ...optional("portOfDischarge", transports.portOfDischarge.UNLocationCode),
    dates: {
      ...optional("issued", document.issueDate),
      ...optional("shippedOnBoard", document.shippedOnBoardDate),
      ...optional("receivedForShipment", document.receivedForShipmentDate),
      plannedDeparture: transports.plannedDepartureDate,
      plannedArrival: transports.plannedArrivalDate,
    },
  };
}

/** A reference as the chain stores it: `0x` and 40 hexadecimal digits, filled up with zero bytes on the right. */
export function toBytes20(reference: string): string {
  return zeroPadBytes(hexlify(toUtf8Bytes(reference)), MAX_REFERENCE_LENGTH);
}

/** A DCSA party object as a Party. */
export function toParty(party: DcsaParty, pointer: string): Party {
  const codes = party.identifyingCodes ?? [];
  const lei = codes.find(({ codeListProvider, partyCode }) => codeListProvider === GLEIF && isLei(partyCode));
  return {
    name: party.partyName,
    ...optional("lei", lei?.partyCode),
    codes: codes.map(({ codeListProvider, partyCode, codeListName }) => ({
      provider: codeListProvider,
      code: partyCode,
      ...optional("list", codeListName),
    })),
    pointer,
  };
}

function kindOf({ transportDocumentTypeCode, isToOrder, documentParties }: DcsaTransportDocument): BillKind {
  if (transportDocumentTypeCode === "SWB") return "WAYBILL";
  if (!isToOrder) return "STRAIGHT";
  return documentParties.endorsee === undefined ? "BEARER" : "TO_ORDER";
}

function partiesOfDocument(parties: DcsaDocumentParties, pointer: string): DocumentParties {
  const at = <K extends string>(key: K, party: DcsaParty | undefined) =>
    optional(key, party === undefined ? undefined : toParty(party, `${pointer}/${key}`));
  return {
    shipper: toParty(parties.shipper, `${pointer}/shipper`),
    ...at("onBehalfOfShipper", parties.onBehalfOfShipper),
    ...at("consignee", parties.consignee),
    ...at("onBehalfOfConsignee", parties.onBehalfOfConsignee),
    ...at("endorsee", parties.endorsee),
    issuingParty: toParty(parties.issuingParty, `${pointer}/issuingParty`),
    notifyParties: (parties.notifyParties ?? []).map((party, index) =>
      toParty(party, `${pointer}/notifyParties/${index}`),
    ),
  };
}

/** An object with the key, or without it if there is no value. */
function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V };
function optional(key: string, value: unknown): object {
  return value === undefined ? {} : { [key]: value };
}
