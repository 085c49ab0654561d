import { GLEIF, partiesOf, type DcsaTransportDocument } from "./dcsa.js";
import { containerNumberFault } from "./iso6346.js";
import { leiFault } from "./lei.js";
import { breachIf, type Breach, type Rule } from "./rule.js";

/** Rules of severity warning: kind, title, parties and singularity are clear without them. */
export const COMPLETENESS_RULES: readonly Rule[] = [
  {
    id: "issue-date",
    severity: "warning",
    citation: "DCSA issueDate: must be provided when the document has been issued",
    check: ({ issueDate }) => breachIf(issueDate === undefined, "/issueDate", "an issued document has an issue date"),
  },
  {
    id: "to-order-notify-parties",
    severity: "warning",
    citation: "DCSA notifyParties: mandatory for To Order BLs, isToOrder=true",
    check: ({ isToOrder, documentParties: { notifyParties = [] } }) =>
      breachIf(
        isToOrder && notifyParties.length === 0,
        "/documentParties/notifyParties",
        "a bill to order names who is to be notified of the arrival",
      ),
  },
  {
    id: "one-carriage-date",
    severity: "warning",
    citation:
      "DCSA shippedOnBoardDate, receivedForShipmentDate: exactly one of the two must be provided on an issued B/L",
    check: ({ shippedOnBoardDate, receivedForShipmentDate }) => [
      ...breachIf(
        shippedOnBoardDate !== undefined && receivedForShipmentDate !== undefined,
        "/receivedForShipmentDate",
        "the document has a shipped-on-board date and a received-for-shipment date; one of them is due",
      ),
      ...breachIf(
        shippedOnBoardDate === undefined && receivedForShipmentDate === undefined,
        "/shippedOnBoardDate",
        "the document has neither a shipped-on-board date nor a received-for-shipment date",
      ),
    ],
  },
  {
    id: "on-board-type",
    severity: "warning",
    citation: "DCSA isShippedOnBoardType, shippedOnBoardDate, receivedForShipmentDate: the date shows the type",
    check: ({ isShippedOnBoardType, shippedOnBoardDate, receivedForShipmentDate }) => {
      // With both dates or none the type can agree with neither: that is the rule one-carriage-date.
      if ((shippedOnBoardDate === undefined) === (receivedForShipmentDate === undefined)) return [];
      return breachIf(
        isShippedOnBoardType !== (shippedOnBoardDate !== undefined),
        "/isShippedOnBoardType",
        isShippedOnBoardType
          ? "the document is shipped on board, yet its date is one of receipt for shipment"
          : "the document is received for shipment, yet its date is one of shipment on board",
      );
    },
  },
  {
    id: "electronic-waybill",
    severity: "warning",
    citation: "DCSA isElectronic: whether the transport document is electronically transferred",
    check: ({ transportDocumentTypeCode, isElectronic }) =>
      breachIf(
        transportDocumentTypeCode === "SWB" && !isElectronic,
        "/isElectronic",
        "the sea waybill was also issued outside of electronic records",
      ),
  },
  {
    id: "waybill-no-originals",
    severity: "warning",
    citation:
      "DCSA numberOfOriginalsWithCharges, numberOfOriginalsWithoutCharges: only applicable to BOL (Bill of Lading)",
    check: (document) =>
      (["numberOfOriginalsWithCharges", "numberOfOriginalsWithoutCharges"] as const).flatMap((field) =>
        breachIf(
          document.transportDocumentTypeCode === "SWB" && (document[field] ?? 0) > 0,
          `/${field}`,
          "a sea waybill has no originals",
        ),
      ),
  },
  {
    id: "address-or-code",
    severity: "warning",
    citation:
      "DCSA identifyingCodes of shipper, onBehalfOfShipper and notifyParties: either the address or a party identifyingCode must be provided",
    check: checkAddresses,
  },
  {
    id: "lei-check-digits",
    severity: "warning",
    citation: "ISO 17442-1 by way of DCSA identifyingCodes: codeListProvider GLEIF",
    check: (document) =>
      partiesOf(document).flatMap(({ party, pointer }) =>
        (party.identifyingCodes ?? []).flatMap(({ codeListProvider, partyCode }, index) => {
          const fault = codeListProvider === GLEIF ? leiFault(partyCode) : undefined;
          const place = `${pointer}/identifyingCodes/${index}/partyCode`;
          return fault === undefined ? [] : [{ pointer: place, message: `the LEI ${partyCode} ${fault}` }];
        }),
      ),
  },
  {
    id: "container-number",
    severity: "warning",
    citation: "ISO 6346 by way of DCSA equipmentReference: should follow it where possible",
    check: ({ utilizedTransportEquipments }) =>
      utilizedTransportEquipments.flatMap(({ equipment: { equipmentReference } }, index) => {
        const fault = containerNumberFault(equipmentReference);
        const message = `the container number ${equipmentReference} ${fault}`;
        return breachIf(fault !== undefined, containerPointer(index), message);
      }),
  },
  {
    id: "container-once",
    severity: "warning",
    citation: "DCSA utilizedTransportEquipments: each specifies the container",
    check: ({ utilizedTransportEquipments }) => {
      const seen = new Set<string>();
      return utilizedTransportEquipments.flatMap(({ equipment: { equipmentReference } }, index) => {
        const again = seen.has(equipmentReference);
        seen.add(equipmentReference);
        return breachIf(again, containerPointer(index), `the container ${equipmentReference} is listed twice`);
      });
    },
  },
  {
    id: "cargo-in-listed-container",
    severity: "warning",
    citation: "DCSA consignmentItems: split across containers (utilizedTransportEquipments) by its cargoItems",
    check: ({ consignmentItems, utilizedTransportEquipments }) => {
      const listed = new Set(utilizedTransportEquipments.map(({ equipment }) => equipment.equipmentReference));
      return consignmentItems.flatMap(({ cargoItems }, item) =>
        cargoItems.flatMap(({ equipmentReference }, cargo) =>
          breachIf(
            !listed.has(equipmentReference),
            `/consignmentItems/${item}/cargoItems/${cargo}/equipmentReference`,
            `the container ${equipmentReference} of this cargo is not among utilizedTransportEquipments`,
          ),
        ),
      );
    },
  },
  {
    id: "carriage-place",
    severity: "warning",
    citation:
      "DCSA preCarriageBy: a Place of Receipt must also be defined; onCarriageBy: a Place of Delivery must also be defined",
    check: ({ transports: { preCarriageBy, placeOfReceipt, onCarriageBy, placeOfDelivery } }) => [
      ...breachIf(
        preCarriageBy !== undefined && placeOfReceipt === undefined,
        "/transports/placeOfReceipt",
        "the carrier brings the cargo to the port, so the place of receipt is due",
      ),
      ...breachIf(
        onCarriageBy !== undefined && placeOfDelivery === undefined,
        "/transports/placeOfDelivery",
        "the carrier takes the cargo on from the port, so the place of delivery is due",
      ),
    ],
  },
  {
    id: "declared-value-currency",
    severity: "warning",
    citation: "DCSA declaredValueCurrency: mandatory if declaredValue is provided, empty if it is not",
    check: ({ declaredValue, declaredValueCurrency }) =>
      breachIf(
        (declaredValue === undefined) !== (declaredValueCurrency === undefined),
        "/declaredValueCurrency",
        declaredValue === undefined ? "a currency without a declared value" : "the declared value has no currency",
      ),
  },
];

function checkAddresses(document: DcsaTransportDocument): Breach[] {
  const asked = /^\/documentParties\/(?:shipper|onBehalfOfShipper|notifyParties\/\d+)$/;
  return partiesOf(document)
    .filter(({ pointer }) => asked.test(pointer))
    .flatMap(({ party, pointer }) =>
      breachIf(
        party.address === undefined && (party.identifyingCodes ?? []).length === 0,
        pointer,
        `${party.partyName} has neither an address nor an identifying code`,
      ),
    );
}

function containerPointer(index: number): string {
  return `/utilizedTransportEquipments/${index}/equipment/equipmentReference`;
}
