/**
 * The part of DCSA's TransportDocument 3.0.3 that Bollard reads, named as DCSA names it.
 * The JSON Schema beside it decides what is a transport document; these types only let the compiler follow.
 */

export interface DcsaIdentifyingCode {
  readonly codeListProvider: string;
  readonly partyCode: string;
  readonly codeListName?: string;
}

export interface DcsaParty {
  readonly partyName: string;
  readonly address?: object;
  readonly identifyingCodes?: readonly DcsaIdentifyingCode[];
}

export interface DcsaDocumentParties {
  readonly shipper: DcsaParty;
  readonly onBehalfOfShipper?: DcsaParty;
  readonly consignee?: DcsaParty;
  readonly onBehalfOfConsignee?: DcsaParty;
  readonly endorsee?: DcsaParty;
  readonly issuingParty: DcsaParty;
  readonly notifyParties?: readonly DcsaParty[];
  readonly other?: readonly { readonly party: DcsaParty; readonly partyFunction: string }[];
}

export interface DcsaLocation {
  readonly UNLocationCode?: string;
}

export interface DcsaEquipment {
  readonly equipment: { readonly equipmentReference: string; readonly ISOEquipmentCode?: string };
  readonly isShipperOwned: boolean;
  readonly seals: readonly { readonly number: string }[];
}

export interface DcsaCharge {
  readonly chargeName: string;
  readonly currencyAmount: number;
  readonly currencyCode: string;
  /** PRE: paid at origin; COL: collected at destination. */
  readonly paymentTermCode: "PRE" | "COL";
}

export interface DcsaTransportDocument {
  readonly transportDocumentReference: string;
  readonly transportDocumentSubReference?: string;
  readonly transportDocumentStatus: string;
  readonly transportDocumentTypeCode: "BOL" | "SWB";
  readonly isShippedOnBoardType: boolean;
  readonly isElectronic: boolean;
  readonly isToOrder: boolean;
  readonly numberOfCopiesWithCharges?: number;
  readonly numberOfCopiesWithoutCharges?: number;
  readonly numberOfOriginalsWithCharges?: number;
  readonly numberOfOriginalsWithoutCharges?: number;
  readonly shippedOnBoardDate?: string;
  readonly receivedForShipmentDate?: string;
  readonly issueDate?: string;
  readonly declaredValue?: number;
  readonly declaredValueCurrency?: string;
  readonly carrierCode: string;
  readonly carrierCodeListProvider: "SMDG" | "NMFTA";
  readonly transports: {
    readonly plannedDepartureDate: string;
    readonly plannedArrivalDate: string;
    readonly preCarriageBy?: string;
    readonly onCarriageBy?: string;
    readonly placeOfReceipt?: DcsaLocation;
    readonly portOfLoading: DcsaLocation;
    readonly portOfDischarge: DcsaLocation;
    readonly placeOfDelivery?: DcsaLocation;
  };
  readonly charges?: readonly DcsaCharge[];
  readonly documentParties: DcsaDocumentParties;
  readonly consignmentItems: readonly { readonly cargoItems: readonly { readonly equipmentReference: string }[] }[];
  readonly utilizedTransportEquipments: readonly DcsaEquipment[];
}

/** A party and where it stands in the document. */
export interface PlacedParty {
  readonly party: DcsaParty;
  readonly pointer: string;
}

/** Every party that can carry codes, in the order of DCSA's schema. */
export function partiesOf({ documentParties }: DcsaTransportDocument): PlacedParty[] {
  const placed: PlacedParty[] = [];
  const add = (party: DcsaParty | undefined, place: string) => {
    if (party !== undefined) placed.push({ party, pointer: `/documentParties/${place}` });
  };
  add(documentParties.shipper, "shipper");
  add(documentParties.onBehalfOfShipper, "onBehalfOfShipper");
  add(documentParties.consignee, "consignee");
  add(documentParties.onBehalfOfConsignee, "onBehalfOfConsignee");
  add(documentParties.endorsee, "endorsee");
  add(documentParties.issuingParty, "issuingParty");
  documentParties.notifyParties?.forEach((party, index) => add(party, `notifyParties/${index}`));
  documentParties.other?.forEach(({ party }, index) => add(party, `other/${index}/party`));
  return placed;
}

/** Code list provider of LEIs in DCSA documents. */
export const GLEIF = "GLEIF";
